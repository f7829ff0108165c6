//! Each fault by its cell, with what would be right there.

use super::book::{Book, bare, filled, registry, today, town};
use crate::setup::{Fault, NEW_ACCOUNTS, Page, ROWS, read};
use liandong_domain::registry::Registry;
use rust_xlsxwriter::Workbook;

#[track_caller]
fn only(faults: &[Fault]) -> &Fault {
    let [fault] = faults else {
        panic!("{faults:#?}");
    };
    assert!(!fault.zh.is_empty() && !fault.en.is_empty(), "{fault:?}");
    fault
}

/// The filled workbook with one cell changed has one fault: at that cell, unless another is named.
#[track_caller]
fn broken(page: Page, (row, column): (usize, usize), text: &str, cell: &str, right: &str) {
    let mut book = filled();
    book.set(page, row, column, text);
    let faults = book.plan(&registry(bare())).unwrap_err();
    let fault = only(&faults);
    assert_eq!(fault.cell, cell, "{fault:?}");
    assert!(fault.zh.contains(right), "{fault:?}");
    assert_eq!(
        (fault.sheet.as_str(), fault.found.as_str()),
        (page.name(), text)
    );
}

#[test]
fn stations_and_departments() {
    broken(
        Page::Stations,
        (0, 0),
        "城东",
        "派出所!A2",
        "1 至 64 个英文字母",
    );
    let mut book = Book::default();
    book.row(Page::Departments, &["x", ""]);
    book.row(Page::Stations, &["", "甲所"]);
    book.row(Page::Stations, &["", "甲所"]);
    let faults = book.plan(&registry(bare())).unwrap_err();
    let told: Vec<_> = faults
        .iter()
        .map(|fault| (fault.cell.as_str(), fault.zh.as_str()))
        .collect();
    assert_eq!(told[0].0, "派出所!B3");
    assert!(told[0].1.contains("同名"), "{told:?}");
    assert_eq!(told[1], ("职能部门!B2", "必填：部门名称"));
    let long = "很".repeat(61);
    let mut book = Book::default();
    book.row(Page::Stations, &["a", &long]);
    let faults = book.plan(&registry(bare())).unwrap_err();
    assert_eq!(
        (only(&faults).cell.as_str(), only(&faults).found.as_str()),
        ("派出所!B2", &*long)
    );
}

#[test]
fn areas() {
    broken(
        Page::Areas,
        (0, 2),
        "城西派出所",
        "责任区!C2",
        "没有这样的派出所；现有：城东派出所",
    );
    broken(
        Page::Areas,
        (0, 2),
        "",
        "责任区!C2",
        "必填：从“派出所”表中选一项",
    );
    broken(
        Page::Areas,
        (0, 3),
        "",
        "责任区!D2",
        "先在地图上画好编号为 area-1 的责任区",
    );
    broken(
        Page::Areas,
        (0, 3),
        "121.1 31.1; 121.2",
        "责任区!D2",
        "第 2 个角点“121.2”读不出",
    );
    broken(
        Page::Areas,
        (0, 3),
        "121.1 31.1; 121.2 31.1",
        "责任区!D2",
        "至少要有三个角点",
    );
    broken(
        Page::Areas,
        (0, 3),
        "31.1 121.1; 31.1 121.2; 31.2 121.2",
        "责任区!D2",
        "先写经度",
    );
    broken(
        Page::Areas,
        (0, 3),
        "121.1 31.1; 121.2 31.2; 121.2 31.1; 121.1 31.2",
        "责任区!D2",
        "自相交",
    );
}

#[test]
fn cars_and_members() {
    broken(Page::Units, (0, 2), "", "巡车!C2", "必填：呼号");
    broken(Page::Units, (0, 3), "城外", "巡车!D2", "现有：城北、城南");
    broken(
        Page::Units,
        (0, 4),
        "三月一日",
        "巡车!E2",
        "请写成 2024-03-01",
    );
    broken(
        Page::Units,
        (0, 5),
        "2023-01-01",
        "巡车!F2",
        "早于开始的日期",
    );
    broken(Page::Members, (0, 0), "", "队员!A2", "必填：队员编号");
    broken(
        Page::Members,
        (1, 0),
        "m-1",
        "队员!A3",
        "重复，首次出现在 队员!A2",
    );
    broken(Page::Members, (0, 2), "丙班", "队员!C2", "现有：甲班、乙班");
    broken(
        Page::Members,
        (0, 3),
        "三号车",
        "队员!D2",
        "现有：一号车、二号车",
    );
    broken(Page::Members, (0, 4), "2024-02-30", "队员!E2", "不是日期");
}

#[test]
fn shifts_and_teams() {
    broken(Page::Shifts, (0, 0), "off", "班次!A2", "“off”表示休息");
    broken(Page::Shifts, (0, 2), "24:00", "班次!C2", "如 08:00");
    broken(Page::Shifts, (1, 3), "晚八点", "班次!D3", "如 08:00");
    broken(
        Page::Teams,
        (0, 2),
        "白班 中班 休",
        "班组!C2",
        "第 2 天“中班”",
    );
    broken(Page::Teams, (0, 2), "", "班组!C2", "必填：1 至 366 天");
    broken(
        Page::Teams,
        (1, 2),
        "夜班 白班 休",
        "班组!C3",
        "须与 班组!C2 是同一轮转",
    );
    broken(
        Page::Teams,
        (1, 3),
        "2024-03-02",
        "班组!D3",
        "与 班组!D2 的 2024-03-01 不同",
    );
    let mut book = filled();
    book.0.remove(&Page::Teams);
    let faults = book.plan(&registry(bare())).unwrap_err();
    assert!(
        faults
            .iter()
            .any(|fault| fault.cell == "班组!A1" && fault.zh.contains("至少要有一个班组")),
        "{faults:#?}"
    );
}

#[test]
fn a_team_with_members_is_not_left_out() {
    let mut book = Book::default();
    book.row(Page::Shifts, &["d", "白班", "08:00", "20:00"]);
    book.row(Page::Teams, &["jia", "甲班", "白班 休", "2026-11-27"]);
    let faults = book.plan(&registry(town())).unwrap_err();
    assert_eq!(only(&faults).cell, "班组!A1");
    assert!(
        only(&faults).zh.contains("张三（m-1）还在其中"),
        "{}",
        only(&faults).zh
    );
}

#[test]
fn accounts() {
    broken(Page::Accounts, (0, 0), "赵一", "账号!A2", "英文字母");
    broken(
        Page::Accounts,
        (0, 2),
        "所长",
        "账号!C2",
        "岗位须为以下之一：指挥长、城运指挥人员",
    );
    broken(
        Page::Accounts,
        (0, 2),
        "系统",
        "账号!C2",
        "岗位须为以下之一",
    );
    broken(
        Page::Accounts,
        (2, 3),
        "",
        "账号!D4",
        "联警队员的账号须对应一名队员",
    );
    broken(
        Page::Accounts,
        (2, 3),
        "马六",
        "账号!D4",
        "没有这样的队员；现有：张三、李四、王五",
    );
    broken(
        Page::Accounts,
        (3, 4),
        "",
        "账号!E5",
        "职能部门的账号须对应一个部门",
    );
    broken(
        Page::Accounts,
        (0, 4),
        "房管所",
        "账号!E2",
        "其他岗位不得对应部门",
    );
    // The last administrator stays one.
    let mut book = Book::default();
    book.row(Page::Accounts, &["admin", "管理员甲", "审计员", "", "", ""]);
    let faults = book.plan(&registry(bare())).unwrap_err();
    assert_eq!(only(&faults).cell, "账号!A2");
    assert!(only(&faults).zh.contains("最后一名管理员"));
    // Two of one name are called by their badges.
    let mut book = Book::default();
    book.row(Page::Accounts, &["new", "张三", "联警队员", "张三", "", ""]);
    let faults = book.plan(&registry(town())).unwrap_err();
    assert!(
        only(&faults).zh.contains("m-1 或 m-2"),
        "{:?}",
        only(&faults)
    );
    // Two may not be one at the identity provider.
    let mut book = Book::default();
    book.row(
        Page::Accounts,
        &["new", "新人", "审计员", "", "", "fang@office"],
    );
    let faults = book.plan(&registry(town())).unwrap_err();
    assert_eq!(only(&faults).cell, "账号!F2");
}

#[test]
fn everything_is_told_at_once_and_in_order() {
    let mut book = filled();
    book.set(Page::Accounts, 0, 2, "所长");
    book.set(Page::Stations, 0, 0, "！！");
    book.set(Page::Units, 1, 4, "x");
    book.set(Page::Units, 0, 2, "");
    let faults = book.plan(&registry(bare())).unwrap_err();
    let cells: Vec<&str> = faults.iter().map(|fault| fault.cell.as_str()).collect();
    // What points at the station or the cars is not told beside them: their names are there.
    assert_eq!(cells, ["派出所!A2", "巡车!C2", "巡车!E3", "账号!C2"]);
}

#[test]
fn too_many_rows_and_accounts() {
    let mut book = Book::default();
    for nth in 0..=ROWS {
        book.row(Page::Stations, &["", &format!("派出所{nth}")]);
    }
    let faults = book.plan(&Registry::default()).unwrap_err();
    assert_eq!(only(&faults).cell, format!("派出所!A{}", ROWS + 2));
    let mut book = Book::default();
    for nth in 0..=NEW_ACCOUNTS {
        book.row(
            Page::Accounts,
            &[&format!("a{nth}"), "甲", "审计员", "", "", ""],
        );
    }
    let faults = book.plan(&Registry::default()).unwrap_err();
    assert_eq!(only(&faults).cell, format!("账号!B{}", NEW_ACCOUNTS + 2));
}

/// Changes the sheets of an otherwise empty workbook.
fn told(change: impl Fn(&mut Workbook)) -> Vec<Fault> {
    let mut book = Workbook::new();
    for page in Page::ALL {
        let sheet = book.add_worksheet();
        sheet.set_name(page.name()).unwrap();
        for (at, column) in (0..).zip(page.columns()) {
            sheet.write_string(0, at, column.zh).unwrap();
        }
    }
    change(&mut book);
    let read = read(&book.save_to_buffer().unwrap()).unwrap();
    read.plan(&registry(town()), today())
        .err()
        .unwrap_or_default()
}

#[test]
fn sheets_and_headings() {
    assert!(told(|_| ()).is_empty());
    let faults = told(|book| {
        book.worksheet_from_name("队员")
            .unwrap()
            .set_name("队员表")
            .unwrap();
    });
    let cells: Vec<&str> = faults.iter().map(|fault| fault.cell.as_str()).collect();
    assert_eq!(cells, ["队员!A1", "队员表!A1"]);
    let faults = told(|book| {
        let sheet = book.worksheet_from_name("巡车").unwrap();
        sheet.write_string(0, 2, "无线电呼号").unwrap();
    });
    assert!(only(&faults).zh.contains("缺少“呼号”一列"), "{faults:?}");
    let faults = told(|book| {
        let sheet = book.worksheet_from_name("派出所").unwrap();
        sheet.write_string(0, 0, "编号").unwrap();
    });
    assert!(
        only(&faults).zh.contains("找不到表头“派出所编号”"),
        "{faults:?}"
    );
    let faults = told(|book| {
        let sheet = book.worksheet_from_name("派出所").unwrap();
        sheet.write_string(0, 4, "备注").unwrap();
        sheet.write_string(1, 0, "west").unwrap();
        sheet.write_string(1, 1, "城西派出所").unwrap();
        sheet.write_string(1, 4, "新设").unwrap();
    });
    assert_eq!(
        (only(&faults).cell.as_str(), only(&faults).found.as_str()),
        ("派出所!E2", "新设")
    );
    // An empty sheet beside ours says nothing; one with words does.
    let faults = told(|book| {
        book.add_worksheet().set_name("Sheet9").unwrap();
    });
    assert!(faults.is_empty(), "{faults:?}");
    let faults = told(|book| {
        let sheet = book.add_worksheet().set_name("草稿").unwrap();
        sheet.write_string(4, 1, "记一下").unwrap();
    });
    assert_eq!(only(&faults).cell, "草稿!B5");
}
