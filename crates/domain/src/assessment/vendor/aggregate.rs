//! Events from a command, or a refusal.

use super::{
    VendorCommand, VendorComputed, VendorEvent, VendorMonth, VendorRejection as R, VendorStage,
    VendorTerms, Waiver, capped, evolve,
};
use crate::{
    aggregate::{Aggregate, Asked, Stamp},
    assessment::{Month, entry},
    ids::{AccountId, ProjectId},
    money::Fen,
    time::UtcOffset,
};

/// Looked-up facts that a decision needs.
#[derive(Debug, Clone, Copy)]
pub struct VendorFacts<'a> {
    /// Who acts.
    pub by: &'a AccountId,
    /// The terms that judge the month.
    pub terms: Option<&'a VendorTerms>,
    /// The findings as the log makes them now, for a draft.
    pub computed: Option<&'a VendorComputed>,
    /// The town's offset from UTC.
    pub offset: UtcOffset,
    /// Seconds after which an entry is late (补报).
    pub grace: i64,
}

impl Aggregate for VendorMonth {
    const PREFIX: &'static str = "vendor-assessment/";
    type Command = VendorCommand;
    type Event = VendorEvent;
    type Rejection = R;
    type Facts<'a> = VendorFacts<'a>;

    fn kind(event: &VendorEvent) -> &'static str {
        event.kind()
    }

    fn decide(
        state: Option<&Self>,
        id: &str,
        command: &VendorCommand,
        asked: Asked,
        facts: VendorFacts<'_>,
    ) -> Result<Vec<(VendorEvent, Stamp)>, R> {
        let (_, month) = read_id(id).ok_or_else(|| R::NoMonth(id.to_owned()))?;
        decide(state, month, command, asked, facts)
    }

    fn evolve(state: Option<Self>, id: &str, event: &VendorEvent, stamp: Stamp) -> Option<Self> {
        let (project, month) = read_id(id)?;
        evolve(state, (&project, month), event, stamp)
    }
}

/// The name of a vendor's month: `project.2024-03`.
#[must_use]
pub fn vendor_id(project: &ProjectId, month: Month) -> String {
    format!("{project}.{month}")
}

/// Reads it back.
fn read_id(id: &str) -> Option<(ProjectId, Month)> {
    let (project, month) = id.rsplit_once('.')?;
    Some((ProjectId::new(project).ok()?, month.parse().ok()?))
}

/// Decides a command.
///
/// # Errors
/// A [`VendorRejection`](R).
pub fn decide(
    state: Option<&VendorMonth>,
    month: Month,
    command: &VendorCommand,
    asked: Asked,
    facts: VendorFacts<'_>,
) -> Result<Vec<(VendorEvent, Stamp)>, R> {
    let stamp = entry::stamp(asked, state.map(|state| state.last), facts.grace)?;
    if let Some(state) = state
        && state.stage == VendorStage::Decided
    {
        return Err(R::AlreadyDecided);
    }
    let over = facts.offset.start_of(month.next().first()) <= stamp.occurred_at;
    let event = match (command, state) {
        (VendorCommand::Draft, _) => {
            let (terms, computed) = facts.terms.zip(facts.computed).ok_or(R::NoTerms)?;
            VendorEvent::Drafted {
                terms: Box::new(terms.clone()),
                computed: Box::new(computed.clone()),
            }
        }
        (_, None) => return Err(R::NotDrafted),
        (_, Some(_)) if !over => return Err(R::MonthNotOver),
        (
            VendorCommand::Hear {
                spoken_by,
                statement,
            },
            Some(_),
        ) => VendorEvent::Heard {
            spoken_by: entry::said("spoken_by", spoken_by)?,
            statement: entry::said("statement", statement)?,
        },
        (VendorCommand::Decide { waived, reason }, Some(state)) => {
            if state.stage != VendorStage::Heard {
                return Err(R::NotHeard);
            }
            let waived = check(state, waived)?;
            let each = state.computed.findings.iter().map(|finding| {
                let lowered = waived.iter().find(|one| one.clause == finding.clause);
                lowered.map_or(finding.deduction, |one| one.deduction)
            });
            VendorEvent::Decided {
                deduction: capped(&state.terms, each),
                waived,
                reason: entry::said("reason", reason)?,
                by: facts.by.clone(),
            }
        }
    };
    Ok(vec![(event, stamp)])
}

fn check(state: &VendorMonth, waived: &[Waiver]) -> Result<Vec<Waiver>, R> {
    let mut all: Vec<Waiver> = Vec::with_capacity(waived.len());
    for one in waived {
        let mut findings = state.computed.findings.iter();
        let found = findings.find(|finding| finding.clause == one.clause);
        let found = found.ok_or_else(|| R::NoClause(one.clause.clone()))?;
        if all.iter().any(|other| other.clause == one.clause) {
            return Err(R::WaivedTwice(one.clause.clone()));
        }
        if one.deduction < Fen::ZERO || one.deduction >= found.deduction {
            return Err(R::NotLower(one.clause.clone()));
        }
        all.push(Waiver {
            reason: entry::said("reason", &one.reason)?.into(),
            ..one.clone()
        });
    }
    Ok(all)
}
