//! A project as its events make it: description, ledger, documents.

use super::{
    ledger::{Entry, EntryKind},
    project::{Project, ProjectRecord, VouchedDocument},
};
use crate::ids::TownId;

/// A project with all that was recorded of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectState {
    town: TownId,
    project: Project,
    entries: Vec<Entry>,
    documents: Vec<(VouchedDocument, bool)>,
}

/// Why something cannot be recorded of a project.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProjectRejection {
    /// The first record of a project must describe it.
    #[error("the project is not yet described")]
    NotDescribed,
    /// The ledger is added to, never changed.
    #[error(
        "ledger entry {0} stands already, with other content; enter a correcting entry instead"
    )]
    EntryChanged(String),
    /// An amount that cannot be.
    #[error("ledger entry {id}: {problem}")]
    BadAmount {
        /// The entry.
        id: String,
        /// What is wrong.
        problem: &'static str,
    },
    /// A document for an indicator that the project does not have.
    #[error("document {document}: the project has no indicator {indicator}")]
    UnknownIndicator {
        /// The document.
        document: String,
        /// The indicator.
        indicator: String,
    },
}

impl ProjectRecord {
    /// The kind that the envelope carries.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Described(_) => "project.described",
            Self::Booked(_) => "project.booked",
            Self::Vouched(_) => "project.vouched",
        }
    }

    /// The day from which the record holds, where it has one.
    #[must_use]
    pub const fn day(&self) -> Option<crate::time::Day> {
        match self {
            Self::Described(_) => None,
            Self::Booked(entry) => Some(entry.day),
            Self::Vouched(document) => Some(document.day),
        }
    }
}

/// What a record leads to: an event, or nothing when the project already says so.
///
/// # Errors
/// A [`ProjectRejection`].
pub fn decide(
    state: Option<&ProjectState>,
    record: ProjectRecord,
) -> Result<Option<ProjectRecord>, ProjectRejection> {
    let known = match (&record, state) {
        (ProjectRecord::Described(project), state) => {
            state.is_some_and(|state| state.project == **project)
        }
        (_, None) => return Err(ProjectRejection::NotDescribed),
        (ProjectRecord::Booked(entry), Some(state)) => {
            if entry.kind != EntryKind::Adjustment && entry.amount.0 <= 0 {
                return Err(ProjectRejection::BadAmount {
                    id: entry.id.to_string(),
                    problem: "the amount must be above zero",
                });
            }
            match state.entries.iter().find(|one| one.id == entry.id) {
                Some(standing) if standing == entry => true,
                Some(_) => return Err(ProjectRejection::EntryChanged(entry.id.to_string())),
                None => false,
            }
        }
        (ProjectRecord::Vouched(document), Some(state)) => {
            if !state
                .project
                .indicators
                .iter()
                .any(|one| one.id == document.indicator)
            {
                let (document, indicator) =
                    (document.id.to_string(), document.indicator.to_string());
                return Err(ProjectRejection::UnknownIndicator {
                    document,
                    indicator,
                });
            }
            state.documents.iter().any(|(one, _)| one == document)
        }
    };
    Ok((!known).then_some(record))
}

/// The project after an event. Total: what comes before a description changes nothing.
#[must_use]
pub fn evolve(
    town: &TownId,
    state: Option<ProjectState>,
    record: ProjectRecord,
    late: bool,
) -> Option<ProjectState> {
    match (record, state) {
        (ProjectRecord::Described(project), None) => Some(ProjectState {
            town: town.clone(),
            project: *project,
            entries: Vec::new(),
            documents: Vec::new(),
        }),
        (ProjectRecord::Described(project), Some(state)) => Some(ProjectState {
            project: *project,
            ..state
        }),
        (ProjectRecord::Booked(entry), Some(mut state)) => {
            state.entries.push(entry);
            Some(state)
        }
        (ProjectRecord::Vouched(document), Some(mut state)) => {
            // A second one under the same identifier is its new version, not a second document.
            state.documents.retain(|(one, _)| one.id != document.id);
            state.documents.push((document, late));
            Some(state)
        }
        (_, None) => None,
    }
}

impl ProjectState {
    /// The town that it belongs to.
    #[must_use]
    pub const fn town(&self) -> &TownId {
        &self.town
    }

    /// Its description in force.
    #[must_use]
    pub const fn project(&self) -> &Project {
        &self.project
    }

    /// Its ledger, in order of entry.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Its vouched documents, each with whether it was entered late.
    #[must_use]
    pub fn documents(&self) -> &[(VouchedDocument, bool)] {
        &self.documents
    }
}
