//! The vendor's month as its events make it.

use super::{VendorComputed, VendorEvent, VendorTerms, Waiver};
use crate::{
    assessment::Month,
    ids::{AccountId, ItemId, ProjectId},
    incident::{Stamp, words},
    money::Fen,
    performance::ledger::{Entry, EntryKind},
    time::{Day, Timestamp},
};
use serde::{Deserialize, Serialize};

words! {
    /// Where it stands.
    VendorStage {
        /// Computed.
        Draft = "draft", "草稿";
        /// The vendor was heard.
        Heard = "heard", "已听取陈述";
        /// Decided; the deduction stands in the ledger.
        Decided = "decided", "已决定";
    }
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VendorDecision {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: AccountId,
    /// What was lowered.
    pub waived: Vec<Waiver>,
    /// What is deducted in all.
    pub deduction: Fen,
    /// Why.
    pub reason: Box<str>,
}

/// The vendor's month under a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VendorMonth {
    /// The project.
    pub project: ProjectId,
    /// The month.
    pub month: Month,
    /// Where it stands.
    pub stage: VendorStage,
    /// The terms by which it is judged.
    pub terms: Box<VendorTerms>,
    /// The findings.
    pub computed: Box<VendorComputed>,
    /// When they were computed.
    pub computed_at: Timestamp,
    /// What the vendor said: when, who, what.
    pub heard: Option<(Timestamp, Box<str>, Box<str>)>,
    /// What was decided.
    pub decided: Option<VendorDecision>,
    /// When the last entry happened and was recorded.
    pub last: (Timestamp, Timestamp),
}

impl VendorMonth {
    /// What the findings come to before any waiver, not above the month's cap.
    #[must_use]
    pub fn found(&self) -> Fen {
        super::capped(
            &self.terms,
            self.computed.findings.iter().map(|one| one.deduction),
        )
    }

    /// The name of its stream, by which the ledger refers to it.
    #[must_use]
    pub fn stream(&self) -> String {
        format!(
            "vendor-assessment/{}",
            super::vendor_id(&self.project, self.month)
        )
    }

    /// The ledger's entry, once decided and unless nothing is deducted. Its identifier is the
    /// month's, so that the ledger takes it once.
    #[must_use]
    pub fn entry(&self, day: impl Fn(Timestamp) -> Day) -> Option<Entry> {
        let decided = self.decided.as_ref()?;
        if decided.deduction <= Fen::ZERO {
            return None;
        }
        Some(Entry {
            id: ItemId::new(format!("deduction-{}", self.month)).ok()?,
            day: day(decided.at),
            kind: EntryKind::Deduction,
            amount: decided.deduction,
            note: format!("{} {} 月度考核扣款", self.terms.vendor, self.month),
            reference: Some(self.stream()),
            contract: None,
            reverses: None,
        })
    }
}

/// The month after an event. Total: what comes before a draft changes nothing.
#[must_use]
pub fn evolve(
    state: Option<VendorMonth>,
    (project, month): (&ProjectId, Month),
    event: &VendorEvent,
    stamp: Stamp,
) -> Option<VendorMonth> {
    let at = stamp.occurred_at;
    let last = state.as_ref().map_or((at, stamp.recorded_at), |state| {
        (state.last.0.max(at), state.last.1.max(stamp.recorded_at))
    });
    let mut state = match (state, event) {
        (state, VendorEvent::Drafted { terms, computed }) => {
            // What was decided stays decided, whatever an old log says afterwards.
            let decided = state.and_then(|state| state.decided);
            VendorMonth {
                project: project.clone(),
                month,
                stage: match decided {
                    Some(_) => VendorStage::Decided,
                    None => VendorStage::Draft,
                },
                terms: terms.clone(),
                computed: computed.clone(),
                computed_at: stamp.recorded_at,
                heard: None,
                decided,
                last,
            }
        }
        (state, _) => state?,
    };
    state.last = last;
    match event {
        VendorEvent::Drafted { .. } => {}
        VendorEvent::Heard {
            spoken_by,
            statement,
        } => {
            state.heard = Some((at, spoken_by.clone(), statement.clone()));
            if state.decided.is_none() {
                state.stage = VendorStage::Heard;
            }
        }
        VendorEvent::Decided {
            waived,
            deduction,
            reason,
            by,
        } => {
            state.stage = VendorStage::Decided;
            state.decided.get_or_insert_with(|| VendorDecision {
                at,
                by: by.clone(),
                waived: waived.clone(),
                deduction: *deduction,
                reason: reason.clone(),
            });
        }
    }
    Some(state)
}
