//! The roster out of two sheets: shifts with their hours, and teams with what each does day by day.
//!
//! A roster is one cycle of days that every team follows, shifted by its own start. People write each team's days as
//! they come from the first day on, so that nobody counts days from nought; the cycle is found from them.

use super::{
    desk::{Desk, Says},
    fault::Fault,
    names::{Names, OFF},
    page::{ID, NAME, Page},
    table::{Line, Table},
    text,
};
use liandong_domain::{
    ids::ItemId,
    registry::{RegistryEvent, Roster, Shift, Team},
    time::Day,
};

const BEGINS: usize = 2;
const ENDS: usize = 3;
const ROTATION: usize = 2;
const FROM: usize = 3;
const A_DAY: i64 = 86_400;
/// The most days of a cycle.
const LONGEST: usize = 366;

/// A team as its row says it.
struct Row<'a> {
    line: Line<'a>,
    id: ItemId,
    name: String,
    days: Vec<ItemId>,
}

pub(super) fn enter(desk: &mut Desk<'_>, names: &Names, tables: &[Table]) {
    let of = |page: Page| tables.iter().find(|table| table.page == page);
    let (Some(shifts_sheet), Some(teams_sheet)) = (of(Page::Shifts), of(Page::Teams)) else {
        return;
    };
    // A town without a roster yet, or one that leaves it as it is.
    if shifts_sheet.is_empty() && teams_sheet.is_empty() {
        return;
    }
    let faults = desk.faults();
    let shifts: Vec<Shift> = shifts_sheet
        .lines()
        .zip(names.ids(Page::Shifts))
        .filter_map(|(line, id)| shift(desk, line, id?))
        .collect();
    let rows: Vec<Row<'_>> = teams_sheet
        .lines()
        .zip(names.ids(Page::Teams))
        .filter_map(|(line, id)| team(desk, names, line, id?))
        .collect();
    let given = from(desk, teams_sheet);
    for (sheet, is_empty) in [
        (shifts_sheet, shifts_sheet.is_empty()),
        (teams_sheet, teams_sheet.is_empty()),
    ] {
        if is_empty {
            let (zh, en) = (sheet.page.name(), sheet.page.en());
            desk.fault(Fault::at(
                sheet.head(),
                ID,
                format!("至少要有一个{zh}：排班由班次和班组两张表合成"),
                format!("one {en} at the least: a roster is made of shifts and teams"),
            ));
        }
    }
    if desk.faults() > faults {
        return;
    }
    let Some((cycle, starts)) = cycle(desk, &rows) else {
        return;
    };
    let teams = rows.iter().zip(starts);
    let mut roster = Roster {
        from: desk.today,
        shifts,
        cycle,
        teams: teams
            .map(|(row, starts_at)| Team {
                id: row.id.clone(),
                name: row.name.clone(),
                starts_at,
            })
            .collect(),
    };
    let before = desk.before.roster();
    // Without a day, rows that say what the roster says leave it as it is.
    let kept = before.map(|before| before.from);
    roster.from = given.or(kept).unwrap_or(desk.today);
    if given.is_none() && before.is_some_and(|before| *before != roster) {
        roster.from = desk.today;
    }
    let changes = before.is_some_and(|before| *before != roster);
    if changes && roster.from < desk.today {
        let line = rows.iter().map(|row| row.line);
        let line = { line }.find(|line| !line.text(FROM).is_empty());
        desk.fault(Fault::at(
            line.unwrap_or_else(|| teams_sheet.head()),
            FROM,
            format!(
                "班次或班组有改动：启用日期须为今天（{}）或以后，轮转从那天写起；已排过、上过的班保留原排班",
                desk.today
            ),
            format!(
                "shifts or teams are changed: the day must be today ({}) or later, and rotations begin on it; what was worked keeps its roster",
                desk.today
            ),
        ));
        return;
    }
    let line = teams_sheet.head();
    if desk
        .record(line, RegistryEvent::RosterSet(roster.clone()))
        .is_some()
    {
        counted(desk, &roster);
    }
}

fn counted(desk: &mut Desk<'_>, roster: &Roster) {
    let before = desk.before.roster();
    for shift in &roster.shifts {
        let known = before.and_then(|before| before.shifts.iter().find(|one| one.id == shift.id));
        desk.count(Page::Shifts, says(known, shift));
    }
    let same_days =
        before.is_some_and(|before| before.from == roster.from && before.cycle == roster.cycle);
    for team in &roster.teams {
        let known = before.and_then(|before| before.teams.iter().find(|one| one.id == team.id));
        let says = match says(known, team) {
            Says::Unchanged if !same_days => Says::Changed,
            says => says,
        };
        desk.count(Page::Teams, says);
    }
}

fn says<T: PartialEq>(known: Option<&T>, now: &T) -> Says {
    match known {
        None => Says::New,
        Some(known) if known == now => Says::Unchanged,
        Some(_) => Says::Changed,
    }
}

fn shift(desk: &mut Desk<'_>, line: Line<'_>, id: &str) -> Option<Shift> {
    let id = ItemId::new(id).ok()?;
    let before = desk.before.roster();
    let known = before.and_then(|roster| roster.shifts.iter().find(|one| one.id == id));
    let name = desk.name(line, NAME, known.map(|one| one.name.as_str()));
    let begins = second(desk, line, BEGINS, A_DAY - 1);
    let ends = second(desk, line, ENDS, A_DAY);
    let (begins, ends) = (begins?, ends?);
    // The same time is a whole day later.
    let seconds = match (ends - begins).rem_euclid(A_DAY) {
        0 => A_DAY,
        seconds => seconds,
    };
    Some(Shift {
        id,
        name: name?,
        from_second: begins,
        seconds,
    })
}

fn second(desk: &mut Desk<'_>, line: Line<'_>, column: usize, latest: i64) -> Option<i64> {
    let second = text::second(line.text(column)).filter(|second| *second <= latest);
    if second.is_none() {
        desk.fault(Fault::at(
            line,
            column,
            "必填：时刻，如 08:00（00:00 至 23:59；下班可写 24:00）",
            "needed: a time of day such as 08:00 (00:00 to 23:59; an end may be 24:00)",
        ));
    }
    second
}

fn team<'t>(desk: &mut Desk<'_>, names: &Names, line: Line<'t>, id: &str) -> Option<Row<'t>> {
    let id = ItemId::new(id).ok()?;
    let before = desk.before.roster();
    let known = before.and_then(|roster| roster.teams.iter().find(|one| one.id == id));
    let name = desk.name(line, NAME, known.map(|one| one.name.as_str()));
    let words = text::narrow(line.text(ROTATION));
    let words = words.split([' ', ',', ';']).filter(|word| !word.is_empty());
    let mut days = Vec::new();
    for (nth, word) in (1..).zip(words) {
        let is_off = ["休", "休息", "off", "OFF"].contains(&word);
        let day = if is_off {
            Ok(OFF)
        } else {
            names.find(Page::Shifts, word)
        };
        match day.map(ItemId::new) {
            Ok(Ok(day)) => days.push(day),
            Ok(Err(_)) => return None,
            Err((zh, en)) => {
                desk.fault(Fault::at(
                    line,
                    ROTATION,
                    format!("第 {nth} 天“{word}”：{zh}；休息写“休”"),
                    format!("day {nth}, {word}: {en}; a day off is written 休"),
                ));
                return None;
            }
        }
    }
    if !(1..=LONGEST).contains(&days.len()) {
        desk.fault(Fault::at(
            line,
            ROTATION,
            format!("必填：1 至 {LONGEST} 天，逐日写班次名称，用空格隔开，休息写“休”"),
            format!("needed: 1 to {LONGEST} days as names of shifts with spaces between them, 休 for a day off"),
        ));
        return None;
    }
    Some(Row {
        line,
        id,
        name: name?,
        days,
    })
}

/// The day from which the roster holds, which one row has or all that have one agree on.
fn from(desk: &mut Desk<'_>, sheet: &Table) -> Option<Day> {
    let mut given: Option<(Day, String)> = None;
    for line in sheet.lines() {
        let Some(Some(day)) = desk.day(line, FROM) else {
            continue;
        };
        match &given {
            Some((first, at)) if *first != day => desk.fault(Fault::at(
                line,
                FROM,
                format!("与 {at} 的 {first} 不同；所有班组同一天启用，其余行可留空"),
                format!("differs from {first} at {at}: all teams begin on one day, other rows may be empty"),
            )),
            Some(_) => {}
            None => given = Some((day, line.cell(FROM))),
        }
    }
    given.map(|(day, _)| day)
}

/// The cycle that all teams follow, and the day of it on which each begins.
fn cycle(desk: &mut Desk<'_>, rows: &[Row<'_>]) -> Option<(Vec<ItemId>, Vec<u32>)> {
    let first = rows.first()?;
    let before = desk.before.roster();
    let starts_in = |cycle: &[ItemId], row: &Row<'_>| {
        let known = before.and_then(|before| before.teams.iter().find(|team| team.id == row.id));
        let known = known.map(|team| team.starts_at);
        let all = 0..u32::try_from(cycle.len()).unwrap_or(0);
        // A cycle that repeats within itself has several: the one that the register has, where it fits.
        known
            .into_iter()
            .chain(all)
            .find(|start| turned(cycle, *start) == row.days)
    };
    for cycle in before
        .map(|before| &before.cycle)
        .into_iter()
        .chain([&first.days])
    {
        let starts: Option<Vec<u32>> = rows.iter().map(|row| starts_in(cycle, row)).collect();
        if let Some(starts) = starts {
            return Some((cycle.clone(), starts));
        }
    }
    let other = rows
        .iter()
        .find(|row| starts_in(&first.days, row).is_none())?;
    let (cell, days) = (first.line.cell(ROTATION), first.days.len());
    desk.fault(Fault::at(
        other.line,
        ROTATION,
        format!("须与 {cell} 是同一轮转错开几天（共 {days} 天）：如“早 早 休 休”与“休 休 早 早”"),
        format!("must be the rotation of {cell}, begun on another of its {days} days: such as A A off off and off off A A"),
    ));
    None
}

/// The days of a cycle from one of them on.
pub(super) fn turned(cycle: &[ItemId], start: u32) -> Vec<ItemId> {
    let start = usize::try_from(start).unwrap_or(0) % cycle.len().max(1);
    let (done, rest) = cycle.split_at(start);
    rest.iter().chain(done).cloned().collect()
}

/// Nobody who is engaged stands in a team that the roster no longer has.
pub(super) fn nobody_left_out(desk: &mut Desk<'_>, tables: &[Table]) {
    let Some(sheet) = tables.iter().find(|table| table.page == Page::Teams) else {
        return;
    };
    let Some(roster) = desk.after.roster().filter(|_| !sheet.is_empty()) else {
        return;
    };
    let today = desk.today;
    let engaged = desk.after.members().map(|one| &one.record);
    let left = engaged
        .filter(|one| one.until.is_none_or(|until| today <= until))
        .find(|one| !roster.teams.iter().any(|team| team.id == one.team));
    if let Some(left) = left {
        let (name, id, team) = (left.name.clone(), left.id.clone(), left.team.clone());
        desk.fault(Fault::at(
            sheet.head(),
            ID,
            format!("缺少班组 {team}：队员 {name}（{id}）还在其中；请加回该班组，或在“队员”表中改为别的班组"),
            format!("the team {team} is missing, and {name} ({id}) stands in it: put it back, or give the member another team"),
        ));
    }
}
