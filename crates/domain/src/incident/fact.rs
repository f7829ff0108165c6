//! An incident as the indicators see it: a row of numbers, cheap to read a million times.

use super::{
    clock::{Clock, ClockEnd, ClockKind, ClockOutcome},
    event::FollowUpResult,
    kinds::{CategoryCode, Grade, Phase},
    state::Incident,
};
use crate::{
    ids::{AreaId, IncidentId},
    time::Timestamp,
};

/// How one kind of clock came out over all rounds of an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockFact {
    /// Breached when any round was breached, kept when every decided round was kept.
    pub outcome: ClockOutcome,
    /// Seconds that the first round took, where it came to its end.
    pub took: Option<i64>,
    /// Whether the end was entered late (补报) in any round.
    pub late: bool,
}

/// What the indicators count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncidentFact {
    /// Its number.
    pub id: IncidentId,
    /// When the call came: it belongs to the period in which this lies.
    pub received_at: Timestamp,
    /// Where it stands.
    pub phase: Phase,
    /// One of the five, once classified.
    pub category: Option<CategoryCode>,
    /// The responsibility area.
    pub area: Option<AreaId>,
    /// The arrival clock; `None` when no car was ever assigned.
    pub arrive: Option<ClockFact>,
    /// The feedback clock.
    pub feedback: Option<ClockFact>,
    /// The disposal clock.
    pub dispose: Option<ClockFact>,
    /// The grade of the last follow-up that was answered.
    pub grade: Option<Grade>,
    /// Whether the follow-up with that grade was entered late (补报).
    pub grade_late: bool,
    /// Whether a follow-up was tried and nobody answered, ever.
    pub unreachable: bool,
    /// Whether the follow-up lot took it, or everybody is followed up: what was heard of others, who
    /// were not asked by lot, proves nothing about all.
    pub sampled: bool,
    /// How often it was dispatched anew, 1 at first.
    pub round: u32,
    /// Entries made late (补报).
    pub late_entries: u32,
}

impl IncidentFact {
    /// The fact of one of the three dispatch clocks.
    #[must_use]
    pub const fn clock(&self, kind: ClockKind) -> Option<ClockFact> {
        match kind {
            ClockKind::Arrive => self.arrive,
            ClockKind::Feedback => self.feedback,
            ClockKind::Dispose => self.dispose,
            _ => None,
        }
    }
}

impl Incident {
    /// The incident as the indicators see it.
    #[must_use]
    pub fn fact(&self) -> IncidentFact {
        let graded = self
            .follow_ups
            .iter()
            .rev()
            .find_map(|one| match one.result {
                FollowUpResult::Reached { grade, .. } => Some((grade, one.late)),
                FollowUpResult::Unreachable => None,
            });
        IncidentFact {
            id: self.number().clone(),
            received_at: self.received_at,
            phase: self.phase,
            category: self.category,
            area: self.area.clone(),
            arrive: self.clock_fact(ClockKind::Arrive),
            feedback: self.clock_fact(ClockKind::Feedback),
            dispose: self.clock_fact(ClockKind::Dispose),
            grade: graded.map(|(grade, _)| grade),
            grade_late: graded.is_some_and(|(_, late)| late),
            unreachable: graded.is_none() && !self.follow_ups.is_empty(),
            sampled: self.follow_up_due(),
            round: self.round,
            late_entries: self.late_entries,
        }
    }

    fn clock_fact(&self, kind: ClockKind) -> Option<ClockFact> {
        let mut of_kind = self.clocks.iter().filter(|clock| clock.kind == kind);
        let first = of_kind.next()?;
        let late = |clock: &Clock| matches!(clock.end, Some(ClockEnd::Met { late: true, .. }));
        let fact = ClockFact {
            outcome: first.outcome(),
            took: first.took(),
            late: late(first),
        };
        Some(of_kind.fold(fact, |sum, clock| ClockFact {
            outcome: worse(sum.outcome, clock.outcome()),
            took: sum.took,
            late: sum.late || late(clock),
        }))
    }
}

/// Of two rounds: a breach outweighs all, then a decision, then what is still open, then void.
const fn worse(a: ClockOutcome, b: ClockOutcome) -> ClockOutcome {
    const fn weight(outcome: ClockOutcome) -> u8 {
        match outcome {
            ClockOutcome::Breached => 4,
            ClockOutcome::Kept => 3,
            ClockOutcome::Running | ClockOutcome::Paused => 2,
            ClockOutcome::Void => 1,
        }
    }
    if weight(a) >= weight(b) { a } else { b }
}
