//! The read models of assessments and trainings: what lists are made of. The whole state comes from
//! the streams.

use super::{int, maybe_int, text};
use crate::streams::Kept;
use liandong_domain::{
    assessment::{
        monthly::Monthly,
        vendor::{VendorMonth, VendorStage},
    },
    ids::TownId,
    registry::TrainingKind,
    training::{Session, SessionStage},
};
use liandong_store::{Index, Row, RowChange, Table, Value};

/// The members' months. Times are seconds since 1970 in UTC.
pub const ASSESSMENT: Table = Table {
    name: "assessment",
    columns: &[
        text("town"),
        text("month"),
        int("version"),
        text("stage"),
        int("scoring"),
        int("log_position"),
        int("incidents"),
        int("members"),
        int("appeals_waiting"),
        int("revision_waiting"),
        maybe_int("appeal_until"),
        maybe_int("final_at"),
    ],
    key: 2,
    indexes: &[],
};

/// The vendor's months; money in fen.
pub const VENDOR_ASSESSMENT: Table = Table {
    name: "vendor_assessment",
    columns: &[
        text("town"),
        text("id"),
        text("month"),
        text("project"),
        int("version"),
        text("stage"),
        int("found"),
        maybe_int("deduction"),
    ],
    key: 2,
    indexes: &[],
};

/// The trainings. `day` counts from 1970-01-01.
pub const TRAINING: Table = Table {
    name: "training",
    columns: &[
        text("town"),
        text("id"),
        int("version"),
        text("stage"),
        text("kind"),
        text("title"),
        int("day"),
        int("minutes"),
        int("due"),
        int("attended"),
        int("examined"),
    ],
    key: 2,
    indexes: &[],
};

/// One row a member and training that was held. `passed` is empty where no examination was taken.
pub const TRAINING_RESULT: Table = Table {
    name: "training_result",
    columns: &[
        text("town"),
        text("member"),
        text("training"),
        int("day"),
        text("kind"),
        int("minutes"),
        int("attended"),
        maybe_int("passed"),
    ],
    key: 3,
    indexes: &[Index {
        name: "training_result_day",
        columns: &["town", "day"],
        only_where: None,
    }],
};

fn words(text: &str) -> Value {
    Value::Text(text.into())
}

fn count(number: usize) -> Value {
    Value::Int(i64::try_from(number).unwrap_or(i64::MAX))
}

fn unsigned(number: u64) -> Value {
    Value::Int(i64::try_from(number).unwrap_or(i64::MAX))
}

const fn flag(one: bool) -> Value {
    Value::Int(one as i64)
}

fn maybe(number: Option<i64>) -> Value {
    number.map_or(Value::Null, Value::Int)
}

impl Kept for Monthly {
    fn tables() -> &'static [&'static Table] {
        &[&ASSESSMENT]
    }

    fn rows(town: &TownId, id: &str, state: &Self, version: u64) -> Vec<RowChange> {
        let waiting = state.appeals.iter().filter(|one| one.decided.is_none());
        let row: Row = vec![
            words(town.as_str()),
            words(id),
            unsigned(version),
            words(state.stage.code()),
            Value::Int(i64::from(state.scoring.version)),
            unsigned(state.computed.log_position),
            unsigned(state.computed.incidents),
            count(state.computed.lines.len()),
            count(waiting.count()),
            flag(state.waiting().is_some()),
            maybe(state.published.map(|(_, until)| until.0)),
            maybe(state.final_at.map(|at| at.0)),
        ];
        vec![RowChange::Upsert(&ASSESSMENT, row)]
    }
}

impl Kept for VendorMonth {
    fn tables() -> &'static [&'static Table] {
        &[&VENDOR_ASSESSMENT]
    }

    fn rows(town: &TownId, _: &str, state: &Self, version: u64) -> Vec<RowChange> {
        // The month first: identifiers then sort as months do.
        let key = format!("{}.{}", state.month, state.project);
        let decided = state.decided.as_ref();
        let decided = decided.filter(|_| state.stage == VendorStage::Decided);
        let row: Row = vec![
            words(town.as_str()),
            words(&key),
            words(&state.month.to_string()),
            words(state.project.as_str()),
            unsigned(version),
            words(state.stage.code()),
            Value::Int(state.found().0),
            maybe(decided.map(|one| one.deduction.0)),
        ];
        vec![RowChange::Upsert(&VENDOR_ASSESSMENT, row)]
    }
}

impl Kept for Session {
    fn tables() -> &'static [&'static Table] {
        &[&TRAINING, &TRAINING_RESULT]
    }

    fn rows(town: &TownId, id: &str, state: &Self, version: u64) -> Vec<RowChange> {
        let plan = &state.plan;
        let kind = match plan.kind {
            TrainingKind::Induction => "induction",
            TrainingKind::InService => "in_service",
        };
        let attended = state.attendance.values().filter(|one| one.attended);
        let due = match state.stage {
            SessionStage::Held => state.attendance.len(),
            _ => plan.members.len(),
        };
        let row: Row = vec![
            words(town.as_str()),
            words(id),
            unsigned(version),
            words(state.stage.code()),
            words(kind),
            words(&plan.title),
            Value::Int(plan.day.0),
            Value::Int(i64::from(plan.minutes)),
            count(due),
            count(attended.count()),
            flag(!state.sittings.is_empty()),
        ];
        let mut all = vec![RowChange::Upsert(&TRAINING, row)];
        // Lines come with the holding, and none goes afterwards.
        all.extend(state.attendance.iter().map(|(member, one)| {
            let row: Row = vec![
                words(town.as_str()),
                words(member.as_str()),
                words(id),
                Value::Int(plan.day.0),
                words(kind),
                Value::Int(i64::from(plan.minutes)),
                flag(one.attended),
                state.passed(member).map_or(Value::Null, flag),
            ];
            RowChange::Upsert(&TRAINING_RESULT, row)
        }));
        all
    }
}
