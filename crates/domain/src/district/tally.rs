//! Sums over incidents that add up: of one town, and of towns together.

use crate::incident::{CategoryCode, ClockKind, ClockOutcome, IncidentFact, Phase};
use std::collections::BTreeMap;

/// The clocks that every dispatched incident has.
const CLOCKS: [ClockKind; 3] = [ClockKind::Arrive, ClockKind::Feedback, ClockKind::Dispose];

/// How the clocks of one kind came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ClockSum {
    /// Kept: the numerator.
    pub kept: u64,
    /// Breached; with those kept, the denominator.
    pub breached: u64,
    /// Still running or paused: decided later, and counted in neither.
    pub open: u64,
    /// Ended without an answer: returned to police, merged, cancelled.
    pub void: u64,
}

impl ClockSum {
    /// Kept or breached.
    #[must_use]
    pub const fn decided(&self) -> u64 {
        self.kept.saturating_add(self.breached)
    }
}

/// Sums over incidents.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DistrictTally {
    /// Calls that came in the period.
    pub received: u64,
    /// By where they stand now.
    pub phases: BTreeMap<Phase, u64>,
    /// By category; `None` is not yet classified.
    pub categories: BTreeMap<Option<CategoryCode>, u64>,
    /// By kind.
    pub clocks: BTreeMap<ClockKind, ClockSum>,
    /// Follow-ups that were answered with a grade of satisfied or better: the numerator.
    pub satisfied: u64,
    /// Follow-ups drawn by lot that were answered with a grade: the denominator.
    pub graded: u64,
    /// Callers drawn by lot who could not be reached.
    pub unreachable: u64,
    /// Entries made late (补报).
    pub late_entries: u64,
}

impl DistrictTally {
    /// Takes an incident in.
    pub fn take(&mut self, fact: &IncidentFact) {
        self.received += 1;
        *self.phases.entry(fact.phase).or_default() += 1;
        *self.categories.entry(fact.category).or_default() += 1;
        for kind in CLOCKS {
            let Some(clock) = fact.clock(kind) else {
                continue;
            };
            let sum = self.clocks.entry(kind).or_default();
            *match clock.outcome {
                ClockOutcome::Kept => &mut sum.kept,
                ClockOutcome::Breached => &mut sum.breached,
                ClockOutcome::Running | ClockOutcome::Paused => &mut sum.open,
                ClockOutcome::Void => &mut sum.void,
            } += 1;
        }
        // An answer that was not drawn by lot says something of that call, not of the town.
        if fact.sampled {
            if let Some(grade) = fact.grade {
                self.graded += 1;
                self.satisfied += u64::from(grade.is_satisfied());
            }
            self.unreachable += u64::from(fact.unreachable);
        }
        self.late_entries += u64::from(fact.late_entries);
    }

    /// Adds another town's sums.
    pub fn add(&mut self, other: &Self) {
        self.received += other.received;
        for (phase, count) in &other.phases {
            *self.phases.entry(*phase).or_default() += count;
        }
        for (category, count) in &other.categories {
            *self.categories.entry(*category).or_default() += count;
        }
        for (kind, clock) in &other.clocks {
            let sum = self.clocks.entry(*kind).or_default();
            sum.kept += clock.kept;
            sum.breached += clock.breached;
            sum.open += clock.open;
            sum.void += clock.void;
        }
        self.satisfied += other.satisfied;
        self.graded += other.graded;
        self.unreachable += other.unreachable;
        self.late_entries += other.late_entries;
    }
}
