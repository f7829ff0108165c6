//! What the cases work with: two read models and a projector that fills them.

use crate::{
    Actor, Column, ColumnKind, CommandKey, Commit, Index, NewEvent, Progress, Projector, RowChange,
    StoredEvent, StreamName, Table, Value,
};
use liandong_domain::{
    ids::{AccountId, TownId},
    roles::Role,
    time::Timestamp,
};
use std::collections::{BTreeMap, BTreeSet};

const fn column(name: &'static str, kind: ColumnKind, nullable: bool) -> Column {
    Column {
        name,
        kind,
        nullable,
    }
}

/// One row a stream.
pub static CALLS: Table = Table {
    name: "calls",
    columns: &[
        column("town", ColumnKind::Text, false),
        column("id", ColumnKind::Text, false),
        column("version", ColumnKind::Int, false),
        column("opened_at", ColumnKind::Int, false),
        column("weight", ColumnKind::Int, true),
        column("note", ColumnKind::Text, true),
        column("seal", ColumnKind::Blob, true),
    ],
    key: 2,
    indexes: &[
        Index {
            name: "calls_opened",
            columns: &["town", "opened_at"],
            only_where: None,
        },
        Index {
            name: "calls_weighty",
            columns: &["town", "weight"],
            only_where: Some("weight >= 5"),
        },
    ],
};

/// One row a kind of event. The column `order` is a word of SQL.
pub static COUNTS: Table = Table {
    name: "counts",
    columns: &[
        column("town", ColumnKind::Text, false),
        column("kind", ColumnKind::Text, false),
        column("order", ColumnKind::Int, false),
    ],
    key: 2,
    indexes: &[],
};

/// The read models of the suite.
pub static TABLES: &[&Table] = &[&CALLS, &COUNTS];

/// A town.
#[must_use]
pub fn town(name: &str) -> TownId {
    TownId::new(name).expect("a town's name")
}

/// A stream.
#[must_use]
pub fn stream(name: &str) -> StreamName {
    StreamName::new(name)
}

/// An event with a payload.
#[must_use]
pub fn event(kind: &str, payload: &str) -> NewEvent {
    NewEvent {
        kind: kind.into(),
        schema: 1,
        occurred_at: Timestamp(1_709_251_200),
        recorded_at: Timestamp(1_709_251_260),
        late: false,
        payload: payload.into(),
    }
}

/// A commit of one event to a stream, under a key of its own, without rows.
#[must_use]
pub fn commit(town: &TownId, stream: &str, expected: u64) -> Commit {
    Commit {
        town: town.clone(),
        stream: StreamName::new(stream),
        expected,
        key: CommandKey::new(format!("{stream}#{expected}")),
        fingerprint: [7; 32],
        actor: Actor {
            account: AccountId::new("tester").expect("an account"),
            role: Role::Dispatcher,
        },
        events: vec![event("call.noted", r#"{"weight":3}"#)],
        rows: Vec::new(),
        secrets: Vec::new(),
    }
}

/// Progress that nobody looks at.
#[must_use]
pub fn silent() -> Progress {
    Box::new(|_| {})
}

#[derive(Clone, Default)]
struct Call {
    version: u64,
    opened_at: i64,
    weight: Option<i64>,
    note: String,
}

/// Fills [`CALLS`] and [`COUNTS`]: as a projector during a rebuild, and as the application that
/// sends rows with its commits.
pub struct Calls {
    town: TownId,
    calls: BTreeMap<StreamName, Call>,
    counts: BTreeMap<Box<str>, i64>,
    changed: BTreeSet<StreamName>,
    counted: BTreeSet<Box<str>>,
    tables: &'static [&'static Table],
    /// Refuses the event at this position.
    pub stumble_at: Option<u64>,
}

impl Calls {
    /// A projector that has seen nothing.
    #[must_use]
    pub fn new(town: &TownId) -> Self {
        Self {
            town: town.clone(),
            calls: BTreeMap::new(),
            counts: BTreeMap::new(),
            changed: BTreeSet::new(),
            counted: BTreeSet::new(),
            tables: TABLES,
            stumble_at: None,
        }
    }

    /// Takes in an event that is about to be appended.
    pub fn take(&mut self, stream: &StreamName, event: &NewEvent) {
        let call = self.calls.entry(stream.clone()).or_default();
        call.version += 1;
        if call.version == 1 {
            call.opened_at = event.occurred_at.0;
        }
        let payload: serde_json::Value = serde_json::from_str(&event.payload).unwrap_or_default();
        call.weight = payload.get("weight").and_then(serde_json::Value::as_i64);
        call.note = payload.to_string();
        *self.counts.entry(event.kind.clone()).or_default() += 1;
        self.changed.insert(stream.clone());
        self.counted.insert(event.kind.clone());
    }

    /// A commit of one event with the rows that it changes.
    pub fn commit(&mut self, stream: &str, weight: i64) -> Commit {
        let name = StreamName::new(stream);
        let version = self.calls.get(&name).map_or(0, |call| call.version);
        let mut commit = commit(&self.town, stream, version);
        let payload = format!(r#"{{"weight":{weight},"note":"第{version}次"}}"#);
        commit.events = vec![event("call.noted", &payload)];
        if version == 0 {
            commit.events.insert(0, event("call.opened", "{}"));
        }
        for event in &commit.events {
            self.take(&name, event);
        }
        self.drain(&mut commit.rows);
        commit
    }
}

impl Projector for Calls {
    fn tables(&self) -> Vec<&'static Table> {
        self.tables.to_vec()
    }

    fn apply(&mut self, event: &StoredEvent) -> Result<(), String> {
        if self.stumble_at == Some(event.position) {
            return Err("told to stumble".to_owned());
        }
        self.take(&event.stream, &event.event);
        Ok(())
    }

    fn drain(&mut self, into: &mut Vec<RowChange>) {
        let town = || Value::Text(self.town.as_str().into());
        for stream in std::mem::take(&mut self.changed) {
            let call = &self.calls[&stream];
            let row = vec![
                town(),
                Value::Text(stream.as_str().into()),
                Value::Int(call.version.cast_signed()),
                Value::Int(call.opened_at),
                call.weight.map_or(Value::Null, Value::Int),
                Value::Text(call.note.as_str().into()),
                Value::Blob(stream.as_str().as_bytes().into()),
            ];
            into.push(RowChange::Upsert(&CALLS, row));
        }
        for kind in std::mem::take(&mut self.counted) {
            let count = Value::Int(self.counts[&kind]);
            let row = vec![town(), Value::Text(kind), count];
            into.push(RowChange::Upsert(&COUNTS, row));
        }
    }
}
