//! Read models of people: sign-ins, erasures, which key seals which caller, who read in clear.

use crate::streams::Kept;
use liandong_domain::{
    ids::{IncidentId, TownId},
    incident::{Incident, IncidentEvent, Stamp},
    people::{Erasure, Person, Retention},
    time::Timestamp,
};
use liandong_store::{Actor, Column, ColumnKind, Index, Row, RowChange, Table, Value};

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

/// How an account signs in; without a secret. Times are seconds since 1970 in UTC.
pub const PERSON: Table = Table {
    name: "person",
    columns: &[
        text("town"),
        text("account"),
        int("version"),
        maybe_int("password_set_at"),
        int("must_change"),
        maybe_int("second_factor_since"),
        int("recovery_codes"),
        maybe_int("last_login_at"),
        int("failures"),
    ],
    key: 2,
    indexes: &[],
};

/// The erasures; `status` is the word of [`liandong_domain::people::ErasureStatus::code`].
pub const ERASURE: Table = Table {
    name: "erasure",
    columns: &[
        text("town"),
        text("id"),
        int("version"),
        text("status"),
        text("incident"),
        int("asked_at"),
    ],
    key: 2,
    indexes: &[
        Index {
            name: "erasure_asked",
            columns: &["town", "asked_at", "id"],
            only_where: None,
        },
        Index {
            name: "erasure_status",
            columns: &["town", "status", "id"],
            only_where: None,
        },
    ],
};

/// Which data key seals the caller of which incident, and when the incident ended; empty while it is
/// under way.
pub const CALLER_SEAL: Table = Table {
    name: "caller_seal",
    columns: &[
        text("town"),
        text("data_key"),
        text("incident"),
        maybe_int("over_at"),
    ],
    key: 3,
    indexes: &[],
};

/// Who read which caller in clear, when and why.
pub const REVEAL: Table = Table {
    name: "caller_reveal",
    columns: &[
        text("town"),
        int("at"),
        text("incident"),
        int("version"),
        text("account"),
        text("role"),
        text("reason"),
    ],
    key: 4,
    indexes: &[
        Index {
            name: "caller_reveal_account",
            columns: &["town", "account", "at", "incident", "version"],
            only_where: None,
        },
        Index {
            name: "caller_reveal_incident",
            columns: &["town", "incident", "at", "version"],
            only_where: None,
        },
    ],
};

fn words(word: &str) -> Value {
    Value::Text(word.into())
}

fn number(number: u64) -> Value {
    Value::Int(i64::try_from(number).unwrap_or(i64::MAX))
}

fn time(at: Option<Timestamp>) -> Value {
    at.map_or(Value::Null, |at| Value::Int(at.0))
}

/// The row of an incident's caller; none for an incident without one.
pub(crate) fn caller_row(town: &TownId, incident: &Incident) -> Option<RowChange> {
    let sealed = incident.received.caller.as_ref()?;
    let over_at = incident.phase.is_over().then_some(incident.last_step_at);
    let row = vec![
        words(town.as_str()),
        words(&sealed.key),
        words(incident.number().as_str()),
        time(over_at),
    ];
    Some(RowChange::Upsert(&CALLER_SEAL, row))
}

/// The row of a reading in clear; none for another event.
pub(crate) fn reveal_row(
    town: &TownId,
    incident: &IncidentId,
    version: u64,
    actor: &Actor,
    event: &IncidentEvent,
    stamp: Stamp,
) -> Option<RowChange> {
    let IncidentEvent::CallerRevealed { reason } = event else {
        return None;
    };
    let row: Row = vec![
        words(town.as_str()),
        time(Some(stamp.recorded_at)),
        words(incident.as_str()),
        number(version),
        words(actor.account.as_str()),
        words(actor.role.as_str()),
        words(reason),
    ];
    Some(RowChange::Upsert(&REVEAL, row))
}

impl Kept for Person {
    fn tables() -> &'static [&'static Table] {
        &[&PERSON]
    }

    fn rows(town: &TownId, id: &str, person: &Self, version: u64) -> Vec<RowChange> {
        let row = vec![
            words(town.as_str()),
            words(id),
            number(version),
            time(person.password_set_at),
            Value::Int(i64::from(person.must_change)),
            time(person.second_factor_since),
            Value::Int(i64::from(person.recovery_codes)),
            time(person.last_login_at),
            Value::Int(i64::from(person.failures)),
        ];
        vec![RowChange::Upsert(&PERSON, row)]
    }
}

impl Kept for Erasure {
    fn tables() -> &'static [&'static Table] {
        &[&ERASURE]
    }

    fn rows(town: &TownId, id: &str, erasure: &Self, version: u64) -> Vec<RowChange> {
        let row = vec![
            words(town.as_str()),
            words(id),
            number(version),
            words(erasure.status.code()),
            words(erasure.incident.as_str()),
            time(Some(erasure.asked_at)),
        ];
        vec![RowChange::Upsert(&ERASURE, row)]
    }
}

impl Kept for Retention {
    fn tables() -> &'static [&'static Table] {
        &[]
    }

    fn rows(_: &TownId, _: &str, _: &Self, _: u64) -> Vec<RowChange> {
        Vec::new()
    }
}
