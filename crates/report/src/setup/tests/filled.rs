//! Workbooks that a person filled.

use super::book::{Book, bare, day, filled, registry, today, town};
use crate::setup::{Count, Page, Unreadable, read};
use liandong_domain::{
    ids::{AreaId, ItemId, MemberId, UnitId},
    registry::{self as register, Registry, RegistryEvent},
    roles::Role,
};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::io::Write;
use zip::{ZipWriter, write::SimpleFileOptions};

fn after(registry: &Registry, records: &[RegistryEvent]) -> Registry {
    records.iter().fold(registry.clone(), |registry, record| {
        register::evolve(registry, record.clone(), false)
    })
}

#[test]
fn a_new_towns_workbook_becomes_its_register() {
    let before = registry(bare());
    let plan = filled().plan(&before).unwrap();
    let count = |page| plan.counts.iter().find(|(one, _)| *one == page).unwrap().1;
    let new = |new| Count {
        new,
        ..Count::default()
    };
    assert_eq!(count(Page::Stations), new(1));
    assert_eq!(count(Page::Shifts), new(2));
    assert_eq!(count(Page::Teams), new(2));
    assert_eq!(count(Page::Accounts), new(4));
    // One who signs in elsewhere gets no password.
    let opened: Vec<&str> = plan.opened.iter().map(|id| id.as_str()).collect();
    assert_eq!(opened, ["zhi", "cheng", "zhangsan"]);

    let after = after(&before, &plan.records);
    let unit = after.unit(&UnitId::new("car-1").unwrap()).unwrap();
    assert_eq!(
        (unit.name.as_str(), unit.area.as_str()),
        ("一号车", "area-1")
    );
    let member = after.member(&MemberId::new("m-1").unwrap()).unwrap();
    assert_eq!((member.from, member.team.as_str()), (today(), "team-1"));
    let other = after.member(&MemberId::new("m-2").unwrap()).unwrap();
    assert_eq!(other.from, day("2024-03-01"));
    let roster = after.roster().unwrap();
    let cycle: Vec<&str> = roster.cycle.iter().map(ItemId::as_str).collect();
    assert_eq!(cycle, ["shift-1", "shift-2", "off"]);
    assert_eq!(roster.teams[1].starts_at, 1);
    assert_eq!(
        (roster.shifts[1].from_second, roster.shifts[1].seconds),
        (72_000, 43_200)
    );
    let south = after.area(&AreaId::new("south").unwrap()).unwrap();
    assert_eq!(south.outline.0.len(), 5, "closed once");
    assert_eq!(south.from, None, "from the beginning");

    // Imported twice it says nothing new, whichever identifiers were made.
    let again = filled().plan(&after).unwrap();
    assert_eq!((again.records, again.opened), (Vec::new(), Vec::new()));
}

#[test]
fn what_is_left_out_stays_and_what_is_changed_is_counted() {
    let before = registry(town());
    let mut book = Book::default();
    book.row(Page::Stations, &["east", "城东新派出所"]);
    // Without a boundary the area keeps its own; its name changes from today on.
    book.row(Page::Areas, &["north", "城北新区", "城东新派出所", ""]);
    book.row(Page::Members, &["m-3", "赵六", "甲班", "一号车", "", ""]);
    let plan = book.plan(&before).unwrap();
    assert_eq!(plan.records.len(), 3);
    let RegistryEvent::AreaDrawn(area) = &plan.records[1] else {
        panic!("{:?}", plan.records);
    };
    assert_eq!(area.from, Some(today()));
    assert_eq!(area.outline, before.area(&area.id).unwrap().outline);
    let changed = |page| {
        plan.counts
            .iter()
            .find(|(one, _)| *one == page)
            .unwrap()
            .1
            .changed
    };
    assert_eq!((changed(Page::Stations), changed(Page::Areas)), (1, 1));
}

#[test]
fn a_roster_changes_from_today_and_never_before() {
    let before = registry(town());
    let mut book = Book::default();
    book.row(Page::Shifts, &["d", "白班", "08:00", "20:00"]);
    book.row(Page::Shifts, &["n", "夜班", "20:00", "08:00"]);
    book.row(Page::Teams, &["yi", "乙班", "白班 白班 夜班 休", ""]);
    book.row(Page::Teams, &["jia", "甲班", "夜班 休 白班 白班", ""]);
    let plan = book.plan(&before).unwrap();
    let [RegistryEvent::RosterSet(roster)] = plan.records.as_slice() else {
        panic!("{:?}", plan.records);
    };
    assert_eq!(roster.from, today());
    assert_eq!(roster.teams[1].starts_at, 2);
    book.set(Page::Teams, 1, 3, "2024-03-01");
    let faults = book.plan(&before).unwrap_err();
    assert_eq!(faults[0].cell, "班组!D3");
    assert!(
        faults[0].zh.contains("今天（2026-11-27）或以后"),
        "{}",
        faults[0].zh
    );
}

/// Cells as spreadsheet programs make them of what is typed: numbers, dates, times; columns moved, a line above.
#[test]
fn typed_cells_say_what_they_show() {
    let mut book = Workbook::new();
    let as_day = Format::new().set_num_format("yyyy/m/d");
    let as_time = Format::new().set_num_format("h:mm");
    let before = registry(town());
    for page in Page::ALL {
        let sheet = book.add_worksheet();
        sheet.set_name(page.name()).unwrap();
        sheet.write_string(0, 0, "某镇，请于周五前填好").unwrap();
        let columns = page.columns();
        let last = u16::try_from(columns.len()).unwrap();
        // The first column stands last.
        let place = |at: usize| {
            if at == 0 {
                last
            } else {
                u16::try_from(at).unwrap()
            }
        };
        for (at, column) in columns.iter().enumerate() {
            sheet.write_string(2, place(at), column.zh).unwrap();
        }
        match page {
            Page::Members => {
                sheet.write_number(4, place(0), 1007.0).unwrap();
                for (at, text) in [(1, " 张\u{3000}三 "), (2, "甲班"), (3, "ｃａｒ－１")] {
                    sheet.write_string(4, at, text).unwrap();
                }
                let day = ExcelDateTime::from_ymd(2025, 1, 31).unwrap();
                sheet
                    .write_datetime_with_format(4, 4, &day, &as_day)
                    .unwrap();
            }
            Page::Shifts => {
                for (row, id, name, from, to) in [(4, "d", "白班", 8, 20), (5, "n", "夜班", 20, 8)]
                {
                    sheet.write_string(row, place(0), id).unwrap();
                    sheet.write_string(row, 1, name).unwrap();
                    for (at, hour) in [(2, from), (3, to)] {
                        let time = ExcelDateTime::from_hms(hour, 0, 0).unwrap();
                        sheet
                            .write_datetime_with_format(row, at, &time, &as_time)
                            .unwrap();
                    }
                }
            }
            Page::Teams => {
                for (row, id, name, days) in [
                    (4, "yi", "乙班", "休 休 d n"),
                    (5, "jia", "甲班", "d n off OFF"),
                ] {
                    sheet.write_string(row, place(0), id).unwrap();
                    sheet.write_string(row, 1, name).unwrap();
                    sheet.write_string(row, 2, days).unwrap();
                }
            }
            _ => {}
        }
    }
    let read = read(&book.save_to_buffer().unwrap()).unwrap();
    let plan = read.plan(&before, today()).unwrap();
    let [RegistryEvent::MemberEngaged(member)] = plan.records.as_slice() else {
        panic!("{:?}", plan.records);
    };
    assert_eq!(
        (member.id.as_str(), member.name.as_str()),
        ("1007", "张 三")
    );
    assert_eq!(
        (member.from, member.unit.as_str()),
        (day("2025-01-31"), "car-1")
    );
}

/// The filled workbook with its days and times typed as such, saved by LibreOffice.
const BY_LIBREOFFICE: &[u8] = include_bytes!("../../../tests/fixture/setup-by-libreoffice.xlsx");

#[test]
fn a_workbook_of_another_program_reads_the_same() {
    let before = registry(bare());
    let theirs = read(BY_LIBREOFFICE).unwrap().plan(&before, today());
    assert_eq!(theirs, filled().plan(&before));
}

#[test]
fn a_role_is_read_in_either_language() {
    let mut book = Book::default();
    book.row(Page::Accounts, &["a", "甲", "Duty_Manager", "", "", ""]);
    let plan = book.plan(&registry(bare())).unwrap();
    let account = plan.accounts().next().unwrap();
    assert_eq!(account.role, Role::DutyManager);
}

#[test]
fn what_is_no_workbook_or_too_much_is_not_read() {
    assert_eq!(
        read(b"PK\x03\x04 no").unwrap_err(),
        Unreadable::NotAWorkbook
    );
    assert_eq!(
        read(&[0xd0, 0xcf, 0x11, 0xe0, 0, 0]).unwrap_err(),
        Unreadable::Encrypted
    );
    assert_eq!(
        read(&vec![0; crate::setup::LARGEST + 1]).unwrap_err(),
        Unreadable::TooLarge
    );
    // A few kilobytes that unfold to a hundred megabytes.
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default())
        .unwrap();
    let noughts = vec![0; 1 << 20];
    for _ in 0..100 {
        zip.write_all(&noughts).unwrap();
    }
    let bomb = zip.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 20);
    assert_eq!(read(&bomb).unwrap_err(), Unreadable::TooLarge);
}
