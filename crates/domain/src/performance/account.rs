//! A project as its events make it: description, ledger, documents.

use super::{
    booked,
    ledger::{
        Entry, Sums,
        contract::{self, BadContract, Contract},
        position::Books,
    },
    profile::{self, BadProfile},
    project::{Project, ProjectRecord, VouchedDocument},
    survey::{BadSurvey, Survey},
};
use crate::{
    assessment::{
        Month,
        vendor::{BadTerms, VendorTerms},
    },
    ids::{IndicatorId, ItemId, TownId},
};

/// A project with all that was recorded of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectState {
    town: TownId,
    project: Project,
    entries: Vec<Entry>,
    documents: Vec<(VouchedDocument, bool)>,
    surveys: Vec<(Survey, bool)>,
    contracts: Vec<Contract>,
    /// Whether the contracts are only the lines of the description.
    by_lines: bool,
    terms: Vec<VendorTerms>,
    earlier: Vec<Project>,
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
    /// The description contradicts itself or the finance rules.
    #[error("profile: {0}")]
    Profile(#[from] BadProfile),
    /// A contract that cannot be.
    #[error("contract {id}: {problem}")]
    Contract {
        /// The contract.
        id: String,
        /// What is wrong.
        problem: BadContract,
    },
    /// A survey that cannot be.
    #[error("survey {id}: {problem}")]
    Survey {
        /// The survey.
        id: String,
        /// What is wrong.
        problem: BadSurvey,
    },
    /// A survey stands under this identifier, with other answers.
    #[error("survey {0} stands already, with other content")]
    SurveyChanged(String),
    /// An amount that cannot be.
    #[error("ledger entry {id}: {problem}")]
    BadAmount {
        /// The entry.
        id: String,
        /// What is wrong.
        problem: &'static str,
    },
    /// A deduction names the decision that it enters, and a decision is entered once.
    #[error("ledger entry {id}: {problem}")]
    BadReference {
        /// The entry.
        id: String,
        /// What is wrong.
        problem: &'static str,
    },
    /// The contract's terms make no sense.
    #[error("terms: {0}")]
    Terms(#[from] BadTerms),
    /// A version of the terms must be one more than the last, and not judge earlier months.
    #[error("terms: the version in force is {current} from {from} on; the next is {}, from then on or later", current + 1)]
    TermsVersion {
        /// In force.
        current: u32,
        /// The first month that it judges.
        from: Month,
    },
    /// A document or a survey for an indicator that the project does not have.
    #[error("document {document}: the project has no indicator {indicator}")]
    UnknownIndicator {
        /// The document or survey.
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
            Self::Surveyed(_) => "project.surveyed",
            Self::Contracted(_) => "project.contracted",
            Self::TermsAgreed(_) => "project.terms_agreed",
        }
    }

    /// The day from which the record holds, where it has one.
    #[must_use]
    pub const fn day(&self) -> Option<crate::time::Day> {
        match self {
            Self::Described(_) => None,
            Self::Booked(entry) => Some(entry.day),
            Self::Vouched(document) => Some(document.day),
            Self::Surveyed(survey) => Some(survey.to),
            Self::Contracted(contract) => Some(contract.signed),
            Self::TermsAgreed(_) => None,
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
            profile::check(project)?;
            state.is_some_and(|state| state.project == **project)
        }
        (_, None) => return Err(ProjectRejection::NotDescribed),
        (ProjectRecord::Booked(entry), Some(state)) => {
            booked::check(state, entry)?;
            match state.entries.iter().find(|one| one.id == entry.id) {
                Some(standing) if standing == entry => true,
                Some(_) => return Err(ProjectRejection::EntryChanged(entry.id.to_string())),
                None => false,
            }
        }
        (ProjectRecord::Vouched(document), Some(state)) => {
            knows(state, &document.id, &document.indicator)?;
            state.documents.iter().any(|(one, _)| one == document)
        }
        (ProjectRecord::Surveyed(survey), Some(state)) => {
            let id = || survey.id.to_string();
            knows(state, &survey.id, &survey.indicator)?;
            survey
                .check()
                .map_err(|problem| ProjectRejection::Survey { id: id(), problem })?;
            match state.surveys.iter().find(|(one, _)| one.id == survey.id) {
                Some((standing, _)) if standing == survey.as_ref() => true,
                Some(_) => return Err(ProjectRejection::SurveyChanged(id())),
                None => false,
            }
        }
        (ProjectRecord::Contracted(contract), Some(state)) => {
            let bad = |problem| ProjectRejection::Contract {
                id: contract.id.to_string(),
                problem,
            };
            contract.check().map_err(bad)?;
            let last = state.recorded(&contract.id);
            let known = last.is_some_and(|last| last == contract.as_ref());
            let next = last.map_or(1, |last| last.version.saturating_add(1));
            let since = last.is_none_or(|last| last.signed <= contract.signed);
            if !known && (contract.version != next || !since) {
                return Err(bad(BadContract::Version(next)));
            }
            booked::contract(state, contract).map_err(bad)?;
            known
        }
        (ProjectRecord::TermsAgreed(terms), Some(state)) => {
            terms.check()?;
            let known = state.terms.contains(terms);
            if let Some(last) = state.terms.last().filter(|_| !known)
                && (terms.version != last.version.saturating_add(1) || terms.from < last.from)
            {
                return Err(ProjectRejection::TermsVersion {
                    current: last.version,
                    from: last.from,
                });
            }
            known
        }
    };
    Ok((!known).then_some(record))
}

/// Refuses proof of an indicator that the project does not have.
fn knows(
    state: &ProjectState,
    proof: &ItemId,
    indicator: &IndicatorId,
) -> Result<(), ProjectRejection> {
    let mut all = state.project.indicators.iter();
    if all.any(|one| one.id == *indicator) {
        return Ok(());
    }
    Err(ProjectRejection::UnknownIndicator {
        document: proof.to_string(),
        indicator: indicator.to_string(),
    })
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
            contracts: contract::of_lines(&project.contract, project.service),
            by_lines: true,
            project: *project,
            entries: Vec::new(),
            documents: Vec::new(),
            surveys: Vec::new(),
            terms: Vec::new(),
            earlier: Vec::new(),
        }),
        (ProjectRecord::Described(project), Some(mut state)) => {
            if state.by_lines {
                state.contracts = contract::of_lines(&project.contract, project.service);
            }
            let before = std::mem::replace(&mut state.project, *project);
            state.earlier.push(before);
            Some(state)
        }
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
        (ProjectRecord::Surveyed(survey), Some(mut state)) => {
            state.surveys.retain(|(one, _)| one.id != survey.id);
            state.surveys.push((*survey, late));
            Some(state)
        }
        (ProjectRecord::Contracted(contract), Some(mut state)) => {
            if std::mem::take(&mut state.by_lines) {
                state.contracts.clear();
            }
            state.contracts.push(*contract);
            Some(state)
        }
        (ProjectRecord::TermsAgreed(terms), Some(mut state)) => {
            state.terms.retain(|one| one.version != terms.version);
            state.terms.push(*terms);
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

    /// The version of the description in force, from 1.
    #[must_use]
    pub fn version(&self) -> u32 {
        u32::try_from(self.earlier.len()).map_or(u32::MAX, |earlier| earlier.saturating_add(1))
    }

    /// Every version of its description, from the first to the one in force.
    pub fn versions(&self) -> impl Iterator<Item = &Project> {
        self.earlier.iter().chain(Some(&self.project))
    }

    /// Every version of its contracts, in order of entry; where none was recorded, the lines of its
    /// description.
    #[must_use]
    pub fn contracts(&self) -> &[Contract] {
        &self.contracts
    }

    /// The last version of a contract that has a record of its own.
    pub(super) fn recorded(&self, id: &ItemId) -> Option<&Contract> {
        self.all_recorded().rev().find(|one| one.id == *id)
    }

    /// Every version of the contracts that have records of their own.
    pub(super) fn all_recorded(&self) -> impl DoubleEndedIterator<Item = &Contract> {
        self.contracts.iter().filter(|_| !self.by_lines)
    }

    /// Its books, to take its position at a day from.
    #[must_use]
    pub fn books(&self) -> Books<'_> {
        Books {
            year: self.project.year,
            service: self.project.service,
            pre_appraisal: self.project.pre_appraisal,
            entries: &self.entries,
            contracts: &self.contracts,
        }
    }

    /// Its sums up to a day.
    #[must_use]
    pub fn sums(&self, until: crate::time::Day) -> Sums {
        Sums::until(&self.entries, until)
    }

    /// Its surveys, each with whether it was entered late.
    #[must_use]
    pub fn surveys(&self) -> &[(Survey, bool)] {
        &self.surveys
    }

    /// Its ledger, in order of entry.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The contract's terms that judge the vendor's month: of those from then or before, the last.
    #[must_use]
    pub fn terms(&self, month: Month) -> Option<&VendorTerms> {
        self.terms.iter().rev().find(|one| one.from <= month)
    }

    /// Its vouched documents, each with whether it was entered late.
    #[must_use]
    pub fn documents(&self) -> &[(VouchedDocument, bool)] {
        &self.documents
    }
}
