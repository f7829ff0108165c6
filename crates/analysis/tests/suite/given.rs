//! Rows for the tests.

use liandong_analysis::{ClockTake, Days, Fold, IncidentRow, Names, Number, Report, Scope};
use liandong_domain::{
    incident::{CategoryCode, ClockOutcome, Phase},
    reports::{ReportKind, ReportOf},
    time::Day,
};

pub(super) fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

pub(super) fn of(kind: ReportKind, text: &str) -> ReportOf {
    ReportOf::holding(kind, day(text))
}

pub(super) fn number(day: Day, nth: u32) -> Number {
    let date = day.date();
    let text = format!(
        "{:04}{:02}{:02}-{nth:05}",
        date.year(),
        date.month(),
        date.day()
    );
    Number::parse(&text).expect("a number")
}

pub(super) fn kept(kept: bool) -> Option<ClockTake> {
    let outcome = if kept {
        ClockOutcome::Kept
    } else {
        ClockOutcome::Breached
    };
    Some(ClockTake {
        outcome,
        late: false,
    })
}

/// A closed call of an area whose arrival was or was not in time.
pub(super) fn call(day: Day, nth: u32, in_time: bool) -> IncidentRow<'static> {
    IncidentRow {
        category: Some(CategoryCode::Dispute),
        area: Some("east"),
        clocks: [kept(in_time), kept(true), kept(true)],
        crews: "LA:m01,m02",
        ..IncidentRow::new(number(day, nth), day, 9 * 3_600, Phase::Closed)
    }
}

/// Calls a day from `begin` on, by the day and the call's number of it, all folded.
pub(super) fn days(
    reports: &[ReportOf],
    begin: &str,
    calls: impl Fn(Day) -> u32,
    row: impl Fn(Day, u32) -> IncidentRow<'static>,
) -> Days {
    let begin = day(begin);
    let scope = Scope::of(reports, begin);
    let mut fold = Fold::new(scope.clone());
    for reads in scope.reads() {
        for day in reads.from.0..=reads.to.0 {
            for nth in 1..=calls(Day(day)) {
                fold.incident(&row(Day(day), nth));
            }
        }
    }
    fold.finish()
}

pub(super) fn one(days: &Days, of: ReportOf) -> Report {
    let label = |place: i64| format!("P{place}");
    days.reports(&[of], &Names::default(), &label).remove(0)
}
