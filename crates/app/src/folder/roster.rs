//! `roster.toml`: the roster (排班), and whether it leaves an hour of the policy uncovered.

use super::{
    fixed,
    item::Item,
    known::Known,
    parse,
    problem::{Problem, phrase},
    source::Complaints,
};
use liandong_domain::{
    ids::ItemId,
    policy::{Coverage, Policy},
    registry::{Roster, Shift, Team},
    time::Day,
};
use std::collections::BTreeSet;

const FILE: &str = "roster.toml";
/// The word in a cycle for a day without a shift.
const OFF: &str = "off";
const A_DAY: i64 = 86_400;
/// More gaps than these say nothing new.
const GAPS_SHOWN: usize = 3;

pub(super) fn read(
    complaints: &Complaints,
    known: &mut Known,
    policy: Option<&Policy>,
) -> Option<Roster> {
    let source = complaints.open(FILE);
    let value = source.as_ref().and_then(parse::toml);
    let (Some(source), Some(value)) = (&source, &value) else {
        known.teams.incomplete();
        return None;
    };
    let mut table = Item::top(source, value).table()?;
    let from = table.day("from");
    let shift_items = table.some("shift");
    let shifts: Vec<Shift> = shift_items
        .iter()
        .filter_map(|item| shift(item, known))
        .collect();
    let cycle_item = table.get("cycle");
    let cycle_days = cycle_item.as_ref().and_then(Item::list).unwrap_or_default();
    let cycle: Vec<ItemId> = cycle_days
        .iter()
        .filter_map(|item| {
            if item.is_text(OFF) {
                item.id()
            } else {
                known.shifts.refer(Some(item.clone()))
            }
        })
        .collect();
    let days = i64::try_from(cycle_days.len()).ok()?;
    if let Some(item) = cycle_item.as_ref().filter(|_| !(1..=366).contains(&days)) {
        item.complain(Problem::Rule(phrase(
            "a cycle has 1 to 366 days",
            "排班周期为 1 至 366 天",
        )));
    }
    let team_items = table.some("team");
    let teams: Vec<Team> = team_items
        .iter()
        .filter_map(|item| team(item, known, days))
        .collect();
    table.finish();
    let cycle_item = cycle_item?;
    let whole = shifts.len() == shift_items.len()
        && cycle.len() == cycle_days.len()
        && teams.len() == team_items.len()
        && (1..=366).contains(&days);
    let roster = Roster {
        from: from?,
        shifts,
        cycle,
        teams,
    };
    // Gaps of a roster that is only half read would be no news.
    if let (true, Some(policy)) = (whole, policy) {
        for gap in gaps(&roster, policy).into_iter().take(GAPS_SHOWN) {
            cycle_item.complain(gap);
        }
    }
    Some(roster)
}

fn shift(item: &Item<'_>, known: &mut Known) -> Option<Shift> {
    let mut table = item.table()?;
    let id_item = table.get("id");
    if let Some(item) = id_item.as_ref().filter(|item| item.is_text(OFF)) {
        item.complain(Problem::Rule(phrase(
            "`off` is the word for a day without a shift",
            "“off”表示休息，不能用作班次编号",
        )));
    }
    let id = known.shifts.read(id_item);
    let name = table.text("name");
    let from = table.get("from").and_then(|item| {
        let second = item.clock_time()?;
        if second == A_DAY {
            item.must_be(phrase(
                "a time before the day's end",
                "当日 24:00 之前的时刻",
            ));
        }
        Some(second)
    });
    let hours = table.get("hours").and_then(|item| {
        item.within(
            1,
            24,
            phrase("a whole number of hours from 1 to 24", "1 至 24 的整小时数"),
        )
    });
    table.finish();
    Some(Shift {
        id: id?,
        name: name?,
        from_second: from?,
        seconds: hours? * 3600,
    })
}

fn team(item: &Item<'_>, known: &mut Known, days: i64) -> Option<Team> {
    let mut table = item.table()?;
    let id = known.teams.read(table.get("id"));
    let name = table.text("name");
    let starts_at = table.get("starts_at").and_then(|item| {
        let expected = phrase(
            "a day of the cycle, counted from 0",
            "排班周期中的某一天（从 0 起算）",
        );
        item.within(0, (days - 1).max(0), expected)
    });
    table.finish();
    Some(Team {
        id: id?,
        name: name?,
        starts_at: u32::try_from(starts_at?).ok()?,
    })
}

/// Times that the policy covers and no team works. The roster repeats with its cycle, and the
/// policy with the week, so that the days of both together say all.
fn gaps(roster: &Roster, policy: &Policy) -> Vec<Problem> {
    let length = i64::try_from(roster.cycle.len()).unwrap_or(1).max(1);
    let days = match policy.coverage {
        Coverage::Always => length,
        Coverage::Weekly(_) => length * 7,
    };
    let mut found = Vec::new();
    let mut told = BTreeSet::new();
    for day in (roster.from.0..roster.from.0 + days).map(Day) {
        let worked = worked(roster, day);
        let mut holes = Vec::new();
        for (begin, end) in wanted(policy, day) {
            let mut open = begin;
            for &(from, until) in &worked {
                if from > open && open < end {
                    holes.push((open, from.min(end)));
                }
                open = open.max(until);
            }
            if open < end {
                holes.push((open, end));
            }
        }
        let cycle_day = (day.0 - roster.from.0).rem_euclid(length) + 1;
        for (from, to) in holes {
            // The same gap comes back with every turn of the cycle.
            if told.insert((cycle_day, from, to)) {
                found.push(Problem::Uncovered {
                    cycle_day,
                    day,
                    from: fixed::time_of_day(from),
                    to: fixed::time_of_day(to),
                });
            }
        }
    }
    found
}

/// Seconds of a day that the policy covers.
fn wanted(policy: &Policy, day: Day) -> Vec<(i64, i64)> {
    match &policy.coverage {
        Coverage::Always => vec![(0, A_DAY)],
        Coverage::Weekly(windows) => windows
            .iter()
            .filter(|window| {
                window
                    .weekdays
                    .iter()
                    .any(|one| i64::from(*one) == day.weekday() + 1)
            })
            .map(|window| (window.from_second, window.to_second))
            .collect(),
    }
}

/// Seconds of a day on which some team works, by their beginning; yesterday's shift may run on.
fn worked(roster: &Roster, day: Day) -> Vec<(i64, i64)> {
    let mut all: Vec<(i64, i64)> = roster
        .teams
        .iter()
        .flat_map(|team| {
            let today = shift_on(roster, team, day)
                .map(|shift| (shift.from_second, shift.from_second + shift.seconds));
            let yesterday = shift_on(roster, team, Day(day.0 - 1))
                .map(|shift| (0, shift.from_second + shift.seconds - A_DAY));
            today.into_iter().chain(yesterday)
        })
        .map(|(from, until)| (from, until.min(A_DAY)))
        .filter(|(from, until)| from < until)
        .collect();
    all.sort_unstable();
    all
}

fn shift_on<'a>(roster: &'a Roster, team: &Team, day: Day) -> Option<&'a Shift> {
    let length = i64::try_from(roster.cycle.len()).ok()?.max(1);
    let at = (day.0 - roster.from.0 + i64::from(team.starts_at)).rem_euclid(length);
    let id = roster.cycle.get(usize::try_from(at).ok()?)?;
    roster.shifts.iter().find(|shift| shift.id == *id)
}
