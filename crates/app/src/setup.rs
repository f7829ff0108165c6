//! Setting a town up: its folder's records, and later ones, into the log.
//!
//! Importing the same folder twice records nothing the second time. Arrangements (members, cars,
//! the roster) may be recorded before their day; what happens on a day (a piece handed out, a
//! training, a booking) waits for it.

mod found;
mod steps;
mod workbook;

pub use found::{Founded, NewTown, found};
pub use steps::{Setup, SetupLack, SetupStep};
pub use workbook::{FirstPassword, Planned, WorkbookEntered};

use crate::{
    App, AppError,
    book::{Book, TOWN_STREAM, TownEvent, project_stream},
    engine::system,
    folder::{ProjectFile, TownFolder},
};
use liandong_domain::{
    ids::{ProjectId, TownId},
    performance::account::{self, ProjectState},
    registry::{self, Registry, RegistryEvent},
    time::{Day, Timestamp, UtcOffset},
};
use liandong_store::{Actor, CommandKey, Commit, NewEvent, StreamName};
use serde::Serialize;
use sm3::{Digest, Sm3};
use std::sync::Arc;

/// A record of the register or of a project counts as entered late (补报) when it is recorded more
/// than this many seconds after the day on which it took effect: seven days.
pub(crate) const REGISTER_GRACE_SECONDS: i64 = 7 * 86_400;

/// What an import did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Imported {
    /// Records that entered the log.
    pub recorded: usize,
    /// Records that wait for their day.
    pub waiting: usize,
}

/// Brings the log in line with a town's folder, as of now.
///
/// # Errors
/// What the register or a project refuses, and the store's failure. Nothing is written then.
pub async fn import(app: &App, folder: &TownFolder) -> Result<Imported, AppError> {
    let town = &folder.town.id;
    let book = match app.book(town).await {
        Ok(book) => (*book).clone(),
        Err(AppError::NoSuchTown(_)) => Book::empty(town),
        Err(error) => return Err(error),
    };
    let mut desk = Desk {
        now: app.now(),
        offset: folder.town.utc_offset,
        actor: system(),
        imported: Imported::default(),
    };
    let mut commits = Vec::new();
    commits.extend(desk.register(&book, folder)?);
    for file in &folder.projects {
        let (version, state) = book
            .projects
            .get(&file.project.id)
            .cloned()
            .unwrap_or((0, None));
        commits.extend(desk.project(town, file, version, state)?);
    }
    write(app, town, commits).await?;
    Ok(desk.imported)
}

/// Enters records into the register: trainings, assessments, equipment.
///
/// # Errors
/// What the register refuses, and the store's failure. Nothing is written then.
pub async fn record(
    app: &App,
    town: &TownId,
    actor: Actor,
    records: Vec<RegistryEvent>,
) -> Result<Imported, AppError> {
    let book = match app.book(town).await {
        Ok(book) => book,
        // Its first record makes it.
        Err(AppError::NoSuchTown(_)) => Arc::new(Book::empty(town)),
        Err(error) => return Err(error),
    };
    let offset = book.registry.utc_offset();
    let mut desk = Desk {
        now: app.now(),
        offset,
        actor,
        imported: Imported::default(),
    };
    let (_, events) = desk.decide(book.registry.clone(), records)?;
    let events = events.into_iter().map(TownEvent::Registry).collect();
    let commit = desk.town_commit(town, book.version, events)?;
    write(app, town, commit.into_iter().collect()).await?;
    Ok(desk.imported)
}

async fn write(app: &App, town: &TownId, commits: Vec<Commit>) -> Result<(), AppError> {
    if commits.is_empty() {
        return Ok(());
    }
    let turn = app.turn_to_write().await;
    let receipts = app.store().commit(commits).await;
    app.forget_book(&turn, town);
    for receipt in receipts {
        receipt?;
    }
    Ok(())
}

struct Desk {
    now: Timestamp,
    offset: UtcOffset,
    actor: Actor,
    imported: Imported,
}

impl Desk {
    fn waits(&mut self, day: Option<Day>) -> bool {
        let waits = day.is_some_and(|day| day > self.offset.day(self.now));
        self.imported.waiting += usize::from(waits);
        waits
    }

    fn register(&mut self, book: &Book, folder: &TownFolder) -> Result<Option<Commit>, AppError> {
        let mut records = folder.records();
        // A folder that does not know the town's outline does not take it away.
        if let (Some(RegistryEvent::TownEstablished(town)), Some(known)) =
            (records.first_mut(), book.registry.town())
            && town.outline.is_none()
        {
            town.outline.clone_from(&known.outline);
        }
        let (_, events) = self.decide(book.registry.clone(), records)?;
        let mut events: Vec<TownEvent> = events.into_iter().map(TownEvent::Registry).collect();
        let new = |id: &&ProjectId| !book.projects.contains_key(*id);
        let opened = folder
            .projects
            .iter()
            .map(|file| &file.project.id)
            .filter(new);
        events.extend(opened.cloned().map(TownEvent::ProjectOpened));
        self.town_commit(&book.town, book.version, events)
    }

    /// The records that say something new, and the register after them.
    fn decide(
        &mut self,
        mut registry: Registry,
        records: Vec<RegistryEvent>,
    ) -> Result<(Registry, Vec<RegistryEvent>), AppError> {
        let mut events = Vec::new();
        for record in records {
            let on_a_day = matches!(
                record,
                RegistryEvent::EquipmentIssued(_)
                    | RegistryEvent::EquipmentChanged(_)
                    | RegistryEvent::TrainingHeld(_)
                    | RegistryEvent::AssessmentHeld(_)
            );
            if on_a_day && self.waits(record.day()) {
                continue;
            }
            if let Some(event) = registry::decide(&registry, record)? {
                registry = registry::evolve(registry, event.clone(), false);
                events.push(event);
            }
        }
        Ok((registry, events))
    }

    fn town_commit(
        &mut self,
        town: &TownId,
        version: u64,
        events: Vec<TownEvent>,
    ) -> Result<Option<Commit>, AppError> {
        let new = events
            .iter()
            .map(|event| match event {
                TownEvent::ProjectOpened(_) => self.event("town.project_opened", None, event),
                TownEvent::Registry(record) => self.event(record.kind(), record.day(), event),
            })
            .collect::<Result<Vec<_>, _>>()?;
        Ok(self.commit(town, StreamName::new(TOWN_STREAM), version, new))
    }

    fn project(
        &mut self,
        town: &TownId,
        file: &ProjectFile,
        version: u64,
        mut state: Option<ProjectState>,
    ) -> Result<Option<Commit>, AppError> {
        let mut new = Vec::new();
        for record in file.records() {
            if self.waits(record.day()) {
                continue;
            }
            if let Some(record) = account::decide(state.as_ref(), record)? {
                new.push(self.event(record.kind(), record.day(), &record)?);
                state = account::evolve(town, state, record, false);
            }
        }
        Ok(self.commit(town, project_stream(&file.project.id), version, new))
    }

    fn event(
        &self,
        kind: &str,
        day: Option<Day>,
        payload: &impl Serialize,
    ) -> Result<NewEvent, AppError> {
        let occurred_at = day.map_or(self.now, |day| self.offset.start_of(day).min(self.now));
        let payload = serde_json::to_string(payload)
            .map_err(|error| AppError::Internal(error.to_string()))?;
        Ok(NewEvent {
            kind: kind.into(),
            schema: 1,
            occurred_at,
            recorded_at: self.now,
            late: self.now.since(occurred_at) > REGISTER_GRACE_SECONDS,
            payload: payload.into(),
        })
    }

    fn commit(
        &mut self,
        town: &TownId,
        stream: StreamName,
        expected: u64,
        events: Vec<NewEvent>,
    ) -> Option<Commit> {
        if events.is_empty() {
            return None;
        }
        self.imported.recorded += events.len();
        let mut sm3 = Sm3::new();
        for event in &events {
            sm3.update(event.payload.as_bytes());
        }
        let fingerprint: [u8; 32] = sm3.finalize().into();
        let key = CommandKey::new(format!(
            "record/{stream}/{expected}/{}",
            hex::encode(&fingerprint[..8])
        ));
        let (town, actor) = (town.clone(), self.actor.clone());
        Some(Commit {
            town,
            stream,
            expected,
            key,
            fingerprint,
            actor,
            events,
            rows: Vec::new(),
            secrets: Vec::new(),
        })
    }
}
