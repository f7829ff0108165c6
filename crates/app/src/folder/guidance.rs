//! `keywords.toml`, `stations.toml` and `protocols.toml`, which a folder may lack: guidance for
//! the desk and the crews.

use super::{
    item::{Item, Table},
    known::Known,
    parse, policy,
    problem::{Problem, phrase},
    source::Complaints,
    town::TownFile,
};
use liandong_domain::{
    ids::ItemId,
    incident::CategoryCode,
    registry::{Guidance, KeywordRule, Protocol, Question, StationHours, Step, StepBy},
    time::UtcOffset,
};

const KEYWORDS: &str = "keywords.toml";
const STATIONS: &str = "stations.toml";
const PROTOCOLS: &str = "protocols.toml";

/// All of it, in the order in which it can enter the register.
pub(super) fn read(
    complaints: &Complaints,
    known: &Known,
    town: Option<&TownFile>,
) -> Option<Vec<Guidance>> {
    let under = Under { known, town };
    let keywords = entries(complaints, KEYWORDS, "rule", |item| keyword(item, &under));
    let hours = entries(complaints, STATIONS, "hours", |item| hours(item, known));
    let offset = town.map(|town| town.town.utc_offset);
    let protocols = entries(complaints, PROTOCOLS, "protocol", |item| {
        protocol(item, &under, offset)
    });
    let mut all = Vec::new();
    all.extend(keywords?.map(Guidance::Keywords));
    all.extend(hours?.map(Guidance::StationHours));
    let protocols = protocols?.unwrap_or_default().into_iter();
    all.extend(protocols.map(|one| Guidance::Protocol(Box::new(one))));
    Some(all)
}

/// The entries of a file: `None` where something in it is wrong, `Some(None)` where there is none.
fn entries<T>(
    complaints: &Complaints,
    file: &str,
    key: &'static str,
    read: impl Fn(&Item<'_>) -> Option<T>,
) -> Option<Option<Vec<T>>> {
    if !complaints.has(file) {
        return Some(None);
    }
    let source = complaints.open(file)?;
    let value = parse::toml(&source)?;
    let mut table = Item::top(&source, &value).table()?;
    let items = table.some(key);
    table.finish();
    let all: Vec<T> = items.iter().filter_map(read).collect();
    (all.len() == items.len()).then_some(Some(all))
}

/// What categories and subcategories there are.
struct Under<'a> {
    known: &'a Known,
    town: Option<&'a TownFile>,
}

impl Under<'_> {
    fn read(&self, table: &mut Table<'_>) -> Option<(CategoryCode, Option<ItemId>)> {
        let codes: Vec<_> = CategoryCode::ALL
            .iter()
            .map(|code| (code.code(), *code))
            .collect();
        let category = table.get("category").and_then(|item| item.word(&codes));
        let Some(item) = table.maybe("subcategory") else {
            return Some((category?, None));
        };
        let id = self.known.subcategories.refer(Some(item.clone()))?;
        let category = category?;
        let elsewhere = |town: &TownFile| {
            town.categories
                .iter()
                .any(|one| one.code != category && one.subcategories.iter().any(|sub| sub.id == id))
        };
        if self.town.is_some_and(elsewhere) {
            item.complain(Problem::Rule(phrase(
                "the subcategory stands under another category",
                "该子类属于另一类别",
            )));
            return None;
        }
        Some((category, Some(id)))
    }
}

fn keyword(item: &Item<'_>, under: &Under<'_>) -> Option<KeywordRule> {
    let mut table = item.table()?;
    let place = under.read(&mut table);
    let words = texts(&table.some("words"));
    let expected = phrase("a whole number from 1 to 100", "1 至 100 的整数");
    let weight = table.get("weight");
    let weight = weight.and_then(|item| item.within(1, 100, expected));
    table.finish();
    let (category, subcategory) = place?;
    Some(KeywordRule {
        words: words?,
        category,
        subcategory,
        weight: u32::try_from(weight?).ok()?,
    })
}

fn hours(item: &Item<'_>, known: &Known) -> Option<StationHours> {
    let mut table = item.table()?;
    let station = known.stations.refer(table.get("station"));
    let areas = table.some("areas");
    let areas = all(&areas, |item| known.areas.refer(Some(item.clone())));
    let windows = all(&table.some("windows"), policy::window);
    table.finish();
    Some(StationHours {
        station: station?,
        areas: areas?,
        windows: windows?,
    })
}

fn protocol(item: &Item<'_>, under: &Under<'_>, offset: Option<UtcOffset>) -> Option<Protocol> {
    let mut table = item.table()?;
    let place = under.read(&mut table);
    let expected = phrase("a whole number from 1", "从 1 起的整数");
    let version = table.get("version");
    let version = version.and_then(|item| item.within(1, u32::MAX.into(), expected));
    let (title, from) = (table.text("title"), table.day("from"));
    let until = table.maybe("until");
    let until = until.map_or(Some(None), |item| item.day().map(Some));
    let questions = all(&table.some("questions"), |item| {
        let mut table = item.table()?;
        let ask = table.text("ask");
        let danger_if = table.maybe("danger_if").and_then(|item| item.text());
        table.finish();
        Some(Question {
            ask: ask?,
            danger_if,
        })
    });
    let steps = all(&table.some("steps"), |item| {
        let by = [
            ("desk", StepBy::Desk),
            ("crew", StepBy::Crew),
            ("department", StepBy::Department),
        ];
        let mut table = item.table()?;
        let by = table.get("by").and_then(|item| item.word(&by));
        let text = table.text("text");
        table.finish();
        Some(Step {
            by: by?,
            text: text?,
        })
    });
    let never = texts(&table.list("never"));
    let to_police_when = texts(&table.list("to_police_when"));
    let departments = all(&table.list("departments"), |item| {
        under.known.departments.refer(Some(item.clone()))
    });
    let change = table.maybe("change").and_then(|item| item.text());
    table.finish();
    let (category, subcategory) = place?;
    let offset = offset?;
    Some(Protocol {
        category,
        subcategory,
        version: u32::try_from(version?).ok()?,
        title: title?,
        valid_from: offset.start_of(from?),
        // The last day is whole.
        valid_until: until?.map(|day| offset.start_of(day.next())),
        questions: questions?,
        steps: steps?,
        never: never?,
        to_police_when: to_police_when?,
        departments: departments?,
        change,
    })
}

fn texts(items: &[Item<'_>]) -> Option<Vec<String>> {
    all(items, Item::text)
}

fn all<'a, T>(items: &[Item<'a>], read: impl Fn(&Item<'a>) -> Option<T>) -> Option<Vec<T>> {
    // Each is read, so that each complains.
    let read: Vec<Option<T>> = items.iter().map(read).collect();
    read.into_iter().collect()
}
