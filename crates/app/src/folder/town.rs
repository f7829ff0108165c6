//! `town.toml`: the town, its stations, departments and categories.

use super::{
    fixed,
    item::{Item, Table},
    known::Known,
    parse,
    problem::{Problem, phrase},
    source::Complaints,
};
use liandong_domain::{
    incident::CategoryCode,
    registry::{Category, Department, Station, Subcategory, Town},
    time::UtcOffset,
};

const FILE: &str = "town.toml";

/// What the file holds.
#[derive(Debug)]
pub(super) struct TownFile {
    pub(super) town: Town,
    pub(super) stations: Vec<Station>,
    pub(super) departments: Vec<Department>,
    pub(super) categories: Vec<Category>,
}

pub(super) fn read(complaints: &Complaints, known: &mut Known) -> Option<TownFile> {
    let source = complaints.open(FILE);
    let value = source.as_ref().and_then(parse::toml);
    let (Some(source), Some(value)) = (&source, &value) else {
        known.stations.incomplete();
        known.departments.incomplete();
        return None;
    };
    let mut table = Item::top(source, value).table()?;
    let id = table.get("id").and_then(|item| item.id());
    let name = table.text("name");
    let utc_offset = table.get("utc_offset").and_then(|item| offset(&item));
    let stations = table.some("station");
    let stations = stations.iter().filter_map(|item| {
        let mut table = item.table()?;
        let (id, name) = (known.stations.read(table.get("id")), table.text("name"));
        table.finish();
        Some(Station {
            id: id?,
            name: name?,
        })
    });
    let stations = stations.collect();
    let departments = table.some("department");
    let departments = departments.iter().filter_map(|item| {
        let mut table = item.table()?;
        let (id, name) = (known.departments.read(table.get("id")), table.text("name"));
        table.finish();
        Some(Department {
            id: id?,
            name: name?,
        })
    });
    let departments = departments.collect();
    let categories = categories(&mut table, known);
    table.finish();
    Some(TownFile {
        town: Town {
            id: id?,
            name: name?,
            utc_offset: utc_offset?,
            outline: None,
        },
        stations,
        departments,
        categories,
    })
}

fn offset(item: &Item<'_>) -> Option<UtcOffset> {
    let offset = fixed::utc_offset(&item.text()?).map(UtcOffset);
    if offset.is_none() {
        item.must_be(phrase(
            "an offset from UTC such as \"+08:00\"",
            "与 UTC 的时差（如“+08:00”）",
        ));
    }
    offset
}

/// The five categories are fixed; a file names each of them once.
pub(super) fn categories(table: &mut Table<'_>, known: &mut Known) -> Vec<Category> {
    let codes: Vec<_> = CategoryCode::ALL
        .iter()
        .map(|code| (code.code(), *code))
        .collect();
    let mut all: Vec<Category> = Vec::new();
    for item in table.some("category") {
        let Some(mut table) = item.table() else {
            continue;
        };
        let code = table.get("code").and_then(|item| {
            let code = item.word(&codes)?;
            if all.iter().any(|one| one.code == code) {
                item.complain(Problem::Rule(phrase(
                    "the category is there twice",
                    "该类别重复",
                )));
            }
            Some(code)
        });
        let subcategories = table.some("subcategory");
        let subcategories = subcategories.iter().filter_map(|item| {
            let mut table = item.table()?;
            let id = known.subcategories.read(table.get("id"));
            let name = table.text("name");
            table.finish();
            Some(Subcategory {
                id: id?,
                name: name?,
            })
        });
        let subcategories = subcategories.collect();
        table.finish();
        if let Some(code) = code {
            all.push(Category {
                code,
                subcategories,
            });
        }
    }
    // A code given twice has its own complaint.
    if !all.is_empty() && all.len() < CategoryCode::ALL.len() {
        table.item.complain(Problem::Rule(phrase(
            "all five categories must be there: environment, housing, assistance, joint_response, dispute",
            "五大类须齐全：environment、housing、assistance、joint_response、dispute",
        )));
    }
    all
}
