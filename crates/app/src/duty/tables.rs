//! The read models of duty: requests, what they change, attendance, cars out of service.

use crate::streams::Kept;
use liandong_domain::{
    duty::{Attended, DutyRequest, Effect, Mark, Sheet, UnitBook},
    ids::TownId,
    time::Timestamp,
};
use liandong_store::{Column, ColumnKind, Index, Row, RowChange, Table, Value};

const fn column(name: &'static str, kind: ColumnKind, nullable: bool) -> Column {
    Column {
        name,
        kind,
        nullable,
    }
}
const fn int(name: &'static str) -> Column {
    column(name, ColumnKind::Int, false)
}
const fn maybe_int(name: &'static str) -> Column {
    column(name, ColumnKind::Int, true)
}
const fn text(name: &'static str) -> Column {
    column(name, ColumnKind::Text, false)
}
const fn maybe_text(name: &'static str) -> Column {
    column(name, ColumnKind::Text, true)
}

/// The requests. Numbers begin with the day on which they were asked, so that the newest come last;
/// days are counted from 1970-01-01. The request's whole state comes from its stream.
pub const DUTY_REQUEST: Table = Table {
    name: "duty_request",
    columns: &[
        text("town"),
        text("id"),
        int("version"),
        text("kind"),
        text("status"),
        int("open"),
        text("member"),
        maybe_text("other"),
        int("day_from"),
        int("day_to"),
    ],
    key: 2,
    indexes: &[Index {
        name: "duty_request_open",
        columns: &["town", "id"],
        only_where: Some("open = 1"),
    }],
};

/// What granted requests change, a row each. `day_to` is indexed: who asks for a day wants what has
/// not ended before it, which is what is current or to come.
pub const DUTY_CHANGE: Table = Table {
    name: "duty_change",
    columns: &[
        text("town"),
        text("request"),
        int("nth"),
        int("ord"),
        text("member"),
        int("day_from"),
        int("day_to"),
        text("effect"),
    ],
    key: 3,
    indexes: &[Index {
        name: "duty_change_days",
        columns: &["town", "day_to", "day_from"],
        only_where: None,
    }],
};

/// How many effects a request has at the most: a swap has four.
const MOST_EFFECTS: i64 = 4;

/// Attendance, a row a turn. Times are seconds since 1970 in UTC.
pub const ATTENDANCE: Table = Table {
    name: "attendance",
    columns: &[
        text("town"),
        int("day"),
        text("member"),
        text("shift"),
        int("version"),
        text("unit"),
        int("turn_from"),
        int("turn_to"),
        maybe_int("came_at"),
        maybe_text("came_how"),
        int("came_late_entry"),
        maybe_int("left_at"),
        maybe_text("left_how"),
        int("left_late_entry"),
        int("corrections"),
    ],
    key: 4,
    indexes: &[],
};

/// What was said of cars, a row a month.
pub const UNIT_BOOK: Table = Table {
    name: "unit_book",
    columns: &[
        text("town"),
        text("unit"),
        text("month"),
        int("version"),
        maybe_text("out_reason"),
        maybe_text("out_note"),
        maybe_int("out_since"),
        maybe_int("out_until"),
        maybe_int("returned_at"),
        int("last_at"),
    ],
    key: 3,
    indexes: &[],
};

fn words(word: &str) -> Value {
    Value::Text(word.into())
}
fn maybe(word: Option<&str>) -> Value {
    word.map_or(Value::Null, words)
}
fn moment(at: Option<Timestamp>) -> Value {
    at.map_or(Value::Null, |at| Value::Int(at.0))
}
fn number(number: u64) -> Value {
    Value::Int(i64::try_from(number).unwrap_or(i64::MAX))
}

impl Kept for DutyRequest {
    fn tables() -> &'static [&'static Table] {
        &[&DUTY_REQUEST, &DUTY_CHANGE]
    }

    fn rows(town: &TownId, id: &str, state: &Self, version: u64) -> Vec<RowChange> {
        use liandong_domain::duty::RequestStatus as S;
        let days = state.wish.days();
        let open = matches!(state.status, S::Asked | S::Agreed);
        let request = vec![
            words(town.as_str()),
            words(id),
            number(version),
            words(state.wish.kind().code()),
            words(state.status.code()),
            Value::Int(i64::from(open)),
            words(state.wish.member().as_str()),
            maybe(state.wish.other().map(|one| one.as_str())),
            Value::Int(days.from.0),
            Value::Int(days.to.0),
        ];
        let mut rows = vec![RowChange::Upsert(&DUTY_REQUEST, request)];
        let key = |nth: i64| vec![words(town.as_str()), words(id), Value::Int(nth)];
        let ever = matches!(state.status, S::Approved | S::Revoked);
        for nth in (0..MOST_EFFECTS).filter(|_| ever) {
            let effect = usize::try_from(nth)
                .ok()
                .and_then(|nth| state.effects.get(nth));
            rows.push(match effect {
                Some(effect) => RowChange::Upsert(&DUTY_CHANGE, change(key(nth), state, effect)),
                None => RowChange::Delete(&DUTY_CHANGE, key(nth)),
            });
        }
        rows
    }
}

fn change(mut row: Row, state: &DutyRequest, effect: &Effect) -> Row {
    let days = effect.days();
    row.extend([
        Value::Int(i64::from(state.order)),
        words(effect.member().as_str()),
        Value::Int(days.from.0),
        Value::Int(days.to.0),
        // Our own type: it can be written as JSON.
        words(&serde_json::to_string(effect).unwrap_or_default()),
    ]);
    row
}

impl Kept for Sheet {
    fn tables() -> &'static [&'static Table] {
        &[&ATTENDANCE]
    }

    fn rows(town: &TownId, id: &str, state: &Self, version: u64) -> Vec<RowChange> {
        let day = id
            .parse()
            .map_or(0, |day: liandong_domain::time::Day| day.0);
        let row = |one: &Attended| {
            let mut row = vec![
                words(town.as_str()),
                Value::Int(day),
                words(one.turn.member.as_str()),
                words(one.turn.shift.as_str()),
                number(version),
                words(one.turn.unit.as_str()),
                Value::Int(one.turn.from.0),
                Value::Int(one.turn.to.0),
            ];
            for mark in [one.came, one.left] {
                row.extend([
                    moment(mark.map(|mark: Mark| mark.at)),
                    maybe(mark.map(|mark| mark.how.code())),
                    Value::Int(i64::from(mark.is_some_and(|mark| mark.late))),
                ]);
            }
            row.push(Value::Int(i64::from(one.corrections)));
            RowChange::Upsert(&ATTENDANCE, row)
        };
        state.turns.values().map(row).collect()
    }
}

impl Kept for UnitBook {
    fn tables() -> &'static [&'static Table] {
        &[&UNIT_BOOK]
    }

    fn rows(town: &TownId, id: &str, state: &Self, version: u64) -> Vec<RowChange> {
        let (unit, month) = id.split_once('/').unwrap_or((id, ""));
        let out = state.out.as_ref();
        let row = vec![
            words(town.as_str()),
            words(unit),
            words(month),
            number(version),
            maybe(out.map(|out| out.reason.code())),
            maybe(out.and_then(|out| out.note.as_deref())),
            moment(out.map(|out| out.since)),
            moment(out.and_then(|out| out.until)),
            moment(state.returned_at),
            Value::Int(state.last_at.0),
        ];
        vec![RowChange::Upsert(&UNIT_BOOK, row)]
    }
}
