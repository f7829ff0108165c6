//! Workbooks as a spreadsheet program would save them, and a town to hold them against.

use crate::setup::{Fault, Page, Plan, read};
use liandong_domain::{
    geo::{Outline, Place},
    ids::{AccountId, AreaId, DepartmentId, ItemId, MemberId, StationId, TownId, UnitId},
    registry::{
        self, Account, Area, Department, Member, Registry, RegistryEvent as R, Roster, Shift,
        Station, Team, Town, Unit,
    },
    roles::Role,
    time::{Day, UtcOffset},
};
use rust_xlsxwriter::Workbook;
use std::collections::BTreeMap;

pub(super) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub(super) fn today() -> Day {
    day("2026-11-27")
}

/// A workbook's rows, by page; a page without rows is an empty sheet with its headings.
#[derive(Default, Clone)]
pub(super) struct Book(pub(super) BTreeMap<Page, Vec<Vec<String>>>);

impl Book {
    pub(super) fn row(&mut self, page: Page, texts: &[&str]) {
        let row = texts.iter().map(|text| (*text).to_owned()).collect();
        self.0.entry(page).or_default().push(row);
    }

    /// Changes a cell, by row and column from 0 among the records.
    pub(super) fn set(&mut self, page: Page, row: usize, column: usize, text: &str) {
        self.0.get_mut(&page).unwrap()[row][column] = text.to_owned();
    }

    /// The file; records begin in row 2, below the headings alone.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        for page in Page::ALL {
            let sheet = book.add_worksheet();
            sheet.set_name(page.name()).unwrap();
            for (at, column) in (0..).zip(page.columns()) {
                sheet.write_string(0, at, column.zh).unwrap();
            }
            let rows = self.0.get(&page).into_iter().flatten();
            for (row, texts) in (1..).zip(rows) {
                for (at, text) in (0..).zip(texts) {
                    sheet.write_string(row, at, text).unwrap();
                }
            }
        }
        book.save_to_buffer().unwrap()
    }

    pub(super) fn plan(&self, registry: &Registry) -> Result<Plan, Vec<Fault>> {
        read(&self.bytes()).unwrap().plan(registry, today())
    }
}

/// What a person fills in for a new town: no identifiers but badges and logins.
pub(super) fn filled() -> Book {
    let mut book = Book::default();
    book.row(Page::Stations, &["", "城东派出所"]);
    book.row(Page::Departments, &["", "房管所"]);
    book.row(
        Page::Areas,
        &[
            "",
            "城北",
            "城东派出所",
            "121.1 31.1; 121.2 31.1; 121.2 31.2; 121.1 31.2",
        ],
    );
    book.row(
        Page::Areas,
        &[
            "south",
            "城南",
            "城东派出所",
            "121.1,31.0；121.2,31.0；121.2,31.1；121.1,31.1；121.1,31.0",
        ],
    );
    book.row(
        Page::Units,
        &["", "一号车", "平安01", "城北", "2024-03-01", ""],
    );
    book.row(
        Page::Units,
        &["", "二号车", "平安02", "south", "2024/3/1", ""],
    );
    book.row(Page::Members, &["m-1", "张三", "甲班", "一号车", "", ""]);
    book.row(
        Page::Members,
        &["m-2", "李四", "乙班", "一号车", "2024年3月1日", ""],
    );
    book.row(
        Page::Members,
        &["m-3", "王五", "甲班", "二号车", "", "2027-01-01"],
    );
    book.row(Page::Shifts, &["", "白班", "8:00", "20:00"]);
    book.row(Page::Shifts, &["", "夜班", "20:00", "08:00"]);
    book.row(Page::Teams, &["", "甲班", "白班 夜班 休", "2024-03-01"]);
    book.row(Page::Teams, &["", "乙班", "夜班、休、白班", ""]);
    book.row(Page::Accounts, &["zhi", "赵一", "指挥长", "", "", ""]);
    book.row(
        Page::Accounts,
        &["cheng", "钱二", "城运指挥人员", "", "", ""],
    );
    book.row(
        Page::Accounts,
        &["zhangsan", "张三", "联警队员", "张三", "", ""],
    );
    book.row(
        Page::Accounts,
        &["fang", "孙三", "职能部门", "", "房管所", "sun@office"],
    );
    book
}

/// The register after events.
pub(super) fn registry(events: impl IntoIterator<Item = R>) -> Registry {
    let mut registry = Registry::default();
    for event in events {
        if let Some(event) = registry::decide(&registry, event).unwrap() {
            registry = registry::evolve(registry, event, false);
        }
    }
    registry
}

pub(super) fn ring(corners: &[(f64, f64)]) -> Outline {
    let places = corners.iter().chain(corners.first());
    Outline(places.map(|&(lon, lat)| Place { lon, lat }).collect())
}

pub(super) fn item(text: &str) -> ItemId {
    ItemId::new(text).unwrap()
}

/// A bare town: its station and its administrator.
pub(super) fn bare() -> Vec<R> {
    vec![
        R::TownEstablished(Town {
            id: TownId::new("town").unwrap(),
            name: "某镇".into(),
            utc_offset: UtcOffset::BEIJING,
            outline: None,
        }),
        R::AccountOpened(account("admin", "管理员甲", Role::Administrator)),
    ]
}

pub(super) fn account(id: &str, name: &str, role: Role) -> Account {
    Account {
        id: AccountId::new(id).unwrap(),
        name: name.into(),
        role,
        member: None,
        department: None,
        external: None,
    }
}

/// A town with something on every sheet.
pub(super) fn town() -> Vec<R> {
    let mut all = bare();
    let (station, area) = (
        StationId::new("east").unwrap(),
        AreaId::new("north").unwrap(),
    );
    let (unit, member) = (UnitId::new("car-1").unwrap(), MemberId::new("m-1").unwrap());
    let department = DepartmentId::new("housing").unwrap();
    let person = |id: &str, name: &str| {
        R::MemberEngaged(Member {
            id: MemberId::new(id).unwrap(),
            name: name.into(),
            team: item("yi"),
            unit: unit.clone(),
            from: day("2024-03-01"),
            until: None,
        })
    };
    all.extend([
        R::StationOpened(Station {
            id: station.clone(),
            name: "城东派出所".into(),
        }),
        R::DepartmentListed(Department {
            id: department.clone(),
            name: "房管所".into(),
        }),
        R::AreaDrawn(Area {
            id: area.clone(),
            name: "城北".into(),
            station,
            outline: ring(&[
                (121.1, 31.1),
                (121.2, 31.1),
                (121.2, 31.200_000_1),
                (121.1, 31.2),
            ]),
            from: None,
            until: None,
        }),
        R::UnitCommissioned(Unit {
            id: unit.clone(),
            name: "一号车".into(),
            call_sign: "平安01".into(),
            area,
            from: day("2024-03-01"),
            until: Some(day("2030-12-31")),
        }),
        R::RosterSet(Roster {
            from: day("2024-03-01"),
            shifts: vec![
                Shift {
                    id: item("d"),
                    name: "白班".into(),
                    from_second: 28_800,
                    seconds: 43_200,
                },
                Shift {
                    id: item("n"),
                    name: "夜班".into(),
                    from_second: 72_000,
                    seconds: 43_200,
                },
            ],
            cycle: vec![item("d"), item("n"), item("off"), item("off")],
            teams: vec![
                Team {
                    id: item("yi"),
                    name: "乙班".into(),
                    starts_at: 2,
                },
                Team {
                    id: item("jia"),
                    name: "甲班".into(),
                    starts_at: 0,
                },
            ],
        }),
        person("m-1", "张三"),
        person("m-2", "张三"),
        R::AccountOpened(Account {
            member: Some(member),
            ..account("zhangsan", "张三", Role::Member)
        }),
        R::AccountOpened(Account {
            department: Some(department),
            external: Some("fang@office".into()),
            ..account("fang", "方", Role::Department)
        }),
    ]);
    all
}
