//! A filing as its events make it.

use super::{
    edits::{Edits, Quote},
    event::{FilingEvent, Seal, Snapshot},
};
use crate::{
    aggregate::Stamp,
    ids::{AccountId, ItemId, ProjectId},
    time::{Day, Period, Timestamp},
};

/// How far a filing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FilingStage {
    /// Being written (填写中).
    Open,
    /// Prepared (已填报), waiting for its review.
    Prepared,
    /// Reviewed (已审核), waiting for its signature.
    Reviewed,
    /// Signed and locked (已签署).
    Signed,
    /// Given up (已作废).
    Abandoned,
}

impl FilingStage {
    /// The word that the log and the API use.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Prepared => "prepared",
            Self::Reviewed => "reviewed",
            Self::Signed => "signed",
            Self::Abandoned => "abandoned",
        }
    }

    /// The word that people read.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Open => "填写中",
            Self::Prepared => "已填报，待审核",
            Self::Reviewed => "已审核，待签署",
            Self::Signed => "已签署",
            Self::Abandoned => "已作废",
        }
    }
}

/// A filing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filing {
    /// The project.
    pub project: ProjectId,
    /// The tracking period.
    pub tracking: ItemId,
    /// The edition, from 1.
    pub edition: u32,
    /// Its days.
    pub period: Period,
    /// The day by which it is to be filed, where there is one.
    pub file_by: Option<Day>,
    /// The signed edition that it supersedes once it is signed itself.
    pub supersedes: Option<u32>,
    /// Why.
    pub reason: Option<Box<str>>,
    /// How far it is.
    pub stage: FilingStage,
    /// What was written into it.
    pub edits: Edits,
    /// What stands still, from the preparation on.
    pub snapshot: Option<Box<Snapshot>>,
    /// The locked form, once it is signed.
    pub seal: Option<Box<Seal>>,
    /// Who prepared, reviewed and signed.
    pub signatures: Signatures,
    /// What happened, in order.
    pub steps: Vec<Step>,
    /// When the last entry happened and was recorded.
    pub last: (Timestamp, Timestamp),
}

/// Somebody who stands for a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The account.
    pub by: AccountId,
    /// Its name then.
    pub name: Box<str>,
    /// When.
    pub at: Timestamp,
}

/// The three of the form's last line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signatures {
    /// 经办人.
    pub prepared: Option<Signature>,
    /// 绩效负责人.
    pub reviewed: Option<Signature>,
    /// 领导.
    pub signed: Option<Signature>,
}

/// A step in a filing's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The event's kind: `filing.returned`.
    pub kind: &'static str,
    /// Who.
    pub by: AccountId,
    /// When it happened and was recorded, and whether it was entered late.
    pub stamp: Stamp,
    /// The reason given, where one was.
    pub reason: Option<Box<str>>,
}

/// The filing after an event. Total: an event that does not fit changes nothing but the history.
#[must_use]
pub fn evolve(
    state: Option<Filing>,
    (project, tracking, edition): (&ProjectId, &ItemId, u32),
    event: &FilingEvent,
    stamp: Stamp,
) -> Option<Filing> {
    let last = (stamp.occurred_at, stamp.recorded_at);
    let mut state = match (event, state) {
        (
            FilingEvent::Opened {
                period,
                file_by,
                supersedes,
                reason,
                edits,
                ..
            },
            None,
        ) => Filing {
            project: project.clone(),
            tracking: tracking.clone(),
            edition,
            period: *period,
            file_by: *file_by,
            supersedes: *supersedes,
            reason: reason.clone(),
            stage: FilingStage::Open,
            edits: edits.clone(),
            snapshot: None,
            seal: None,
            signatures: Signatures::default(),
            steps: Vec::new(),
            last,
        },
        (_, state) => state?,
    };
    let sign = |by: &AccountId, name: &str| {
        Some(Signature {
            by: by.clone(),
            name: name.into(),
            at: stamp.occurred_at,
        })
    };
    let (by, reason) = match event {
        FilingEvent::Opened { by, reason, .. } => (by, reason.clone()),
        FilingEvent::Edited { edits, by } => {
            for edit in edits {
                match &edit.text {
                    Some(text) => state.edits.texts.insert(edit.field.clone(), text.clone()),
                    None => state.edits.texts.remove(&edit.field),
                };
            }
            (by, None)
        }
        FilingEvent::Judged { which, judged } => {
            state.edits.judged.insert(*which, judged.clone());
            (&judged.by, judged.reason.clone())
        }
        FilingEvent::Quoted { study, quote, by } => {
            state
                .edits
                .quotes
                .insert(study.clone(), Quote::clone(quote));
            (by, None)
        }
        FilingEvent::Unquoted { study, by } => {
            state.edits.quotes.remove(study);
            (by, None)
        }
        FilingEvent::Prepared { snapshot, by, name } => {
            state.stage = FilingStage::Prepared;
            state.snapshot = Some(snapshot.clone());
            state.signatures.prepared = sign(by, name);
            (by, None)
        }
        FilingEvent::Reviewed { by, name } => {
            state.stage = FilingStage::Reviewed;
            state.signatures.reviewed = sign(by, name);
            (by, None)
        }
        FilingEvent::Returned { reason, by } => {
            state.stage = FilingStage::Open;
            state.snapshot = None;
            state.signatures = Signatures::default();
            (by, Some(reason.clone()))
        }
        FilingEvent::Signed { seal, by, name } => {
            state.stage = FilingStage::Signed;
            state.seal = Some(seal.clone());
            state.signatures.signed = sign(by, name);
            (by, None)
        }
        FilingEvent::Abandoned { reason, by } => {
            state.stage = FilingStage::Abandoned;
            (by, Some(reason.clone()))
        }
    };
    state.steps.push(Step {
        kind: event.kind(),
        by: by.clone(),
        stamp,
        reason,
    });
    state.last = last;
    Some(state)
}
