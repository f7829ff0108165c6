//! From a record behind a figure to the events that tell it, with their hashes.

use crate::{
    App, AppError,
    book::{INCIDENT_STREAM, PROJECT_STREAM, TOWN_STREAM},
};
use liandong_domain::{
    ids::TownId,
    refusal::{Because, Refusal},
};
use liandong_store::{StoredEvent, StreamName};
use serde_json::Value;

/// The kinds of events that tell a record, by what its name begins with.
const TELLING: &[(&str, &str, &[&str])] = &[
    (
        TOWN_STREAM,
        "member",
        &[
            "town.member_engaged",
            "town.equipment_issued",
            "town.equipment_changed",
        ],
    ),
    (TOWN_STREAM, "unit", &["town.unit_commissioned"]),
    (TOWN_STREAM, "training", &["town.training_held"]),
    (TOWN_STREAM, "assessment", &["town.assessment_held"]),
    (
        PROJECT_STREAM,
        "contract",
        &["project.described", "project.contracted"],
    ),
    (PROJECT_STREAM, "document", &["project.vouched"]),
    (PROJECT_STREAM, "survey", &["project.surveyed"]),
    (PROJECT_STREAM, "entry", &["project.booked"]),
];

impl App {
    /// The events that tell a record of an evidence list: `stream` and `record` as the list has them. Of
    /// an incident all its events, of a record of the register or a project those that name it.
    ///
    /// # Errors
    /// `no_such_record` when no evidence list has such a record; the store's failure.
    pub async fn trace(
        &self,
        town: &TownId,
        stream: &str,
        record: &str,
    ) -> Result<Vec<StoredEvent>, AppError> {
        let none = || {
            Refusal::new(
                "no_such_record",
                Because::Invalid,
                "没有这样的记录，请使用证据清单中的 stream 与 record",
                "there is no such record; use stream and record of an evidence list",
            )
            .about("record")
        };
        if !stream.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(none().into());
        }
        let name = StreamName::new(stream);
        if let Some(number) = stream.strip_prefix(INCIDENT_STREAM) {
            if number != record {
                return Err(none().into());
            }
            let events = self.store().stream(town, &name, 0).await?;
            return if events.is_empty() {
                Err(none().into())
            } else {
                Ok(events)
            };
        }
        let mut parts = record.split('/');
        let (what, id) = (parts.next().unwrap_or_default(), parts.next());
        let id = id.ok_or_else(none)?;
        let told = TELLING.iter().find(|(begins, prefix, _)| {
            let of_stream = *begins == stream
                || (*begins == PROJECT_STREAM && stream.starts_with(PROJECT_STREAM));
            of_stream && *prefix == what
        });
        let (_, _, kinds) = told.ok_or_else(none)?;
        let mut events = self.store().stream(town, &name, 0).await?;
        events.retain(|stored| {
            kinds.contains(&&*stored.event.kind)
                && serde_json::from_str(&stored.event.payload)
                    .is_ok_and(|payload: Value| names(&payload, id))
        });
        if events.is_empty() {
            return Err(none().into());
        }
        Ok(events)
    }
}

/// Whether an identifier stands anywhere in a payload.
fn names(value: &Value, id: &str) -> bool {
    match value {
        Value::String(text) => text == id,
        Value::Array(all) => all.iter().any(|one| names(one, id)),
        Value::Object(fields) => fields.values().any(|one| names(one, id)),
        _ => false,
    }
}
