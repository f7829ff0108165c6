//! `calendar.toml` and `duty.toml`: holidays with make-up workdays (调休), and the rules of duty
//! (勤务规则). Both may be absent: a town then has Saturdays and Sundays, and the usual rules.

use super::{
    item::{Item, Table},
    parse,
    problem::{Problem, phrase},
    source::Complaints,
};
use liandong_domain::{
    duty::{CalendarYear, DayKind, DutyRules, SpecialDay},
    time::Day,
};

const CALENDAR: &str = "calendar.toml";
const RULES: &str = "duty.toml";

/// The years.
pub(super) fn calendars(complaints: &Complaints) -> Option<Vec<CalendarYear>> {
    if !complaints.has(CALENDAR) {
        return Some(Vec::new());
    }
    let source = complaints.open(CALENDAR)?;
    let value = parse::toml(&source)?;
    let mut table = Item::top(&source, &value).table()?;
    let items = table.some("year");
    table.finish();
    let mut years: Vec<CalendarYear> = Vec::new();
    for item in &items {
        let Some(year) = year(item) else { continue };
        if years.iter().any(|one| one.year == year.year) {
            item.complain(Problem::Rule(phrase(
                "the year is there twice",
                "该年度重复",
            )));
        }
        years.push(year);
    }
    Some(years)
}

fn year(item: &Item<'_>) -> Option<CalendarYear> {
    let mut table = item.table()?;
    let year = table.get("year").and_then(|item| {
        let expected = phrase("a year from 1990 to 2200", "1990 至 2200 的年份");
        item.within(1990, 2200, expected)
    });
    let source = table.text("source");
    let festivals = table.some("festival");
    table.finish();
    let days: Vec<Vec<SpecialDay>> = festivals.iter().filter_map(festival).collect();
    let year = CalendarYear {
        year: i16::try_from(year?).ok()?,
        source: source?,
        days: days.into_iter().flatten().collect(),
    };
    if let Err(why) = year.check() {
        item.complain(Problem::Calendar(why));
        return None;
    }
    Some(year)
}

/// A festival: its days off, those of them that the law itself names, and the days worked for it.
fn festival(item: &Item<'_>) -> Option<Vec<SpecialDay>> {
    let mut table = item.table()?;
    let name = table.text("name");
    let from = table.day("from");
    let to = table.get("to").and_then(|item| {
        let to = item.day()?;
        from.is_none_or(|from| item.not_before(to, from).is_some())
            .then_some(to)
    });
    let statutory = days(&mut table, "statutory");
    let work = days(&mut table, "work");
    table.finish();
    let (name, from, to) = (name?, from?, to?);
    if to.0 - from.0 > 31 {
        item.complain(Problem::Rule(phrase(
            "a festival lasts a month at the most",
            "一个节日的放假最多一个月",
        )));
        return None;
    }
    if statutory.iter().any(|day| *day < from || to < *day) {
        item.complain(Problem::Rule(phrase(
            "a statutory day lies outside the days off",
            "法定节假日须在放假日期之内",
        )));
        return None;
    }
    let special = |day: Day, kind| SpecialDay {
        day,
        kind,
        name: name.clone(),
    };
    let off = (from.0..=to.0).map(Day).map(|day| {
        let kind = if statutory.contains(&day) {
            DayKind::Holiday
        } else {
            DayKind::RestDay
        };
        special(day, kind)
    });
    let worked = work.iter().map(|day| special(*day, DayKind::Workday));
    Some(off.chain(worked).collect())
}

fn days(table: &mut Table<'_>, key: &'static str) -> Vec<Day> {
    let items = table.list(key);
    items.iter().filter_map(Item::day).collect()
}

/// The rules; none when the file is absent.
pub(super) fn rules(complaints: &Complaints) -> Option<Option<DutyRules>> {
    if !complaints.has(RULES) {
        return Some(None);
    }
    let source = complaints.open(RULES)?;
    let value = parse::toml(&source)?;
    let top = Item::top(&source, &value);
    let mut table = top.table()?;
    let mut minutes = |key: &'static str| {
        let expected = phrase(
            "a whole number of minutes from 0 to 1440",
            "0 至 1440 的整分钟数",
        );
        let item = table.get(key)?;
        item.within(0, 1_440, expected).map(|minutes| minutes * 60)
    };
    let late = minutes("late_after_minutes");
    let early = minutes("early_before_minutes");
    let absent = minutes("absent_after_minutes");
    let open = minutes("check_in_before_minutes");
    let rest = minutes("least_rest_minutes");
    let crew = table.get("least_crew").and_then(|item| {
        let expected = phrase("a whole number from 1 to 20", "1 至 20 的整数");
        item.within(1, 20, expected)
    });
    let warning = table.get("calibration_warning_days").and_then(|item| {
        let expected = phrase("a whole number from 0 to 366", "0 至 366 的整数");
        item.within(0, 366, expected)
    });
    table.finish();
    let rules = DutyRules {
        late_after_seconds: late?,
        early_before_seconds: early?,
        absent_after_seconds: absent?,
        check_in_before_seconds: open?,
        least_rest_seconds: rest?,
        least_crew: u32::try_from(crew?).ok()?,
        calibration_warning_days: u32::try_from(warning?).ok()?,
    };
    if rules.bad_field().is_some() {
        top.complain(Problem::Rule(phrase(
            "absence comes not before lateness",
            "缺勤时限不得小于迟到时限",
        )));
        return None;
    }
    Some(Some(rules))
}
