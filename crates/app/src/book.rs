//! A town's book: its register and projects as their streams make them, kept at hand because every
//! decision asks it.

use crate::AppError;
use liandong_domain::{
    ids::{IncidentId, ProjectId, TownId},
    performance::{
        account::{self, ProjectState},
        project::ProjectRecord,
    },
    places::Gazetteer,
    policy::Policy,
    registry::{self, Registry, RegistryEvent},
};
use liandong_store::{Store, StoredEvent, StreamName};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

/// The prefix of incidents' streams.
pub const INCIDENT_STREAM: &str = "incident/";
/// The prefix of projects' streams.
pub const PROJECT_STREAM: &str = "project/";
/// The stream of the register.
pub const TOWN_STREAM: &str = "town";

/// The stream of an incident.
#[must_use]
pub fn incident_stream(id: &IncidentId) -> StreamName {
    StreamName::new(format!("{INCIDENT_STREAM}{id}"))
}

/// The stream of a project.
#[must_use]
pub fn project_stream(id: &ProjectId) -> StreamName {
    StreamName::new(format!("{PROJECT_STREAM}{id}"))
}

/// The entry in the register's stream that makes a project known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TownEvent {
    /// A project of the town has a stream of its own from now on.
    ProjectOpened(ProjectId),
    /// A record of the register.
    #[serde(untagged)]
    Registry(RegistryEvent),
}

/// Register and projects of a town.
#[derive(Debug, Clone)]
pub struct Book {
    /// The town.
    pub town: TownId,
    /// The register.
    pub registry: Registry,
    /// The version of the register's stream.
    pub version: u64,
    /// The projects with the versions of their streams.
    pub projects: BTreeMap<ProjectId, (u64, Option<ProjectState>)>,
    /// The register's gazetteer, made ready when it is first asked.
    gazetteer: OnceLock<Arc<Gazetteer>>,
}

impl Book {
    /// Reads a town's book from the log; `None` when the town has none.
    pub(crate) async fn load(store: &dyn Store, town: &TownId) -> Result<Option<Self>, AppError> {
        let events = store.stream(town, &StreamName::new(TOWN_STREAM), 0).await?;
        if events.is_empty() {
            return Ok(None);
        }
        let mut book = Self::empty(town);
        for stored in &events {
            book.version = stored.version;
            match read::<TownEvent>(stored)? {
                TownEvent::ProjectOpened(id) => drop(book.projects.insert(id, (0, None))),
                TownEvent::Registry(event) => {
                    book.registry = registry::evolve(book.registry, event, stored.event.late)
                }
            }
        }
        for (id, (version, state)) in &mut book.projects {
            for stored in store.stream(town, &project_stream(id), 0).await? {
                *version = stored.version;
                *state = account::evolve(
                    town,
                    state.take(),
                    read::<ProjectRecord>(&stored)?,
                    stored.event.late,
                );
            }
        }
        Ok(Some(book))
    }

    /// A book with nothing in it.
    pub(crate) fn empty(town: &TownId) -> Self {
        Self {
            town: town.clone(),
            registry: Registry::default(),
            version: 0,
            projects: BTreeMap::new(),
            gazetteer: OnceLock::new(),
        }
    }

    /// The gazetteer of the register as it is.
    #[must_use]
    pub fn gazetteer(&self) -> &Gazetteer {
        self.gazetteer
            .get_or_init(|| Arc::new(Gazetteer::new(&self.registry)))
    }

    /// The policy in force.
    pub(crate) fn policy(&self) -> Result<&Policy, AppError> {
        self.registry
            .policy()
            .ok_or_else(|| AppError::Internal(format!("town {} has no policy", self.town)))
    }

    /// A project.
    ///
    /// # Errors
    /// [`AppError::NoSuchProject`].
    pub fn project(&self, id: &ProjectId) -> Result<&ProjectState, AppError> {
        self.projects
            .get(id)
            .and_then(|(_, state)| state.as_ref())
            .ok_or_else(|| AppError::NoSuchProject(id.clone()))
    }

    /// All projects that are described, by identifier.
    pub fn projects(&self) -> impl Iterator<Item = &ProjectState> {
        self.projects
            .values()
            .filter_map(|(_, state)| state.as_ref())
    }
}

fn read<T: for<'de> Deserialize<'de>>(stored: &StoredEvent) -> Result<T, AppError> {
    serde_json::from_str(&stored.event.payload).map_err(|error| {
        AppError::Internal(format!(
            "event {} ({}): {error}",
            stored.position, stored.event.kind
        ))
    })
}
