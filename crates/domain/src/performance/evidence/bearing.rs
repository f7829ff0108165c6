//! How one incident bears on a figure.

use super::Bearing;
use crate::{
    incident::{ClockKind, ClockOutcome, IncidentFact, Phase},
    performance::figure::ExclusionReason,
};

pub(super) fn clock_kept(fact: &IncidentFact, kind: ClockKind) -> Bearing {
    let Some(clock) = fact.clock(kind) else {
        return Bearing::LeftOut(ExclusionReason::NeverAssigned);
    };
    match clock.outcome {
        ClockOutcome::Kept => Bearing::Counts {
            in_numerator: true,
            late: clock.late,
            measured: clock.took,
        },
        ClockOutcome::Breached => Bearing::Counts {
            in_numerator: false,
            late: clock.late,
            measured: clock.took,
        },
        ClockOutcome::Running | ClockOutcome::Paused => {
            Bearing::LeftOut(ExclusionReason::StillRunning)
        }
        ClockOutcome::Void => Bearing::LeftOut(ExclusionReason::ClockVoid),
    }
}

/// Diverted and come to an end: without police, in time and without being opened again.
pub(super) fn handled_without_police(fact: &IncidentFact) -> Bearing {
    let late = fact.late_entries > 0;
    match fact.phase {
        Phase::Merged => Bearing::LeftOut(ExclusionReason::Merged),
        Phase::Cancelled => Bearing::LeftOut(ExclusionReason::Cancelled),
        // Never taken in by the loop: the commander kept it for police.
        Phase::ReturnedToPolice if fact.category.is_none() => {
            Bearing::LeftOut(ExclusionReason::ReturnedToPolice)
        }
        Phase::ReturnedToPolice => Bearing::Counts {
            in_numerator: false,
            late,
            measured: None,
        },
        Phase::Closed => {
            let in_time = fact
                .dispose
                .is_some_and(|clock| clock.outcome == ClockOutcome::Kept);
            Bearing::Counts {
                in_numerator: in_time && fact.round == 1,
                late,
                measured: fact.dispose.and_then(|clock| clock.took),
            }
        }
        _ => Bearing::LeftOut(ExclusionReason::NotYetClosed),
    }
}

pub(super) fn satisfied(fact: &IncidentFact) -> Bearing {
    if !fact.sampled {
        return Bearing::LeftOut(ExclusionReason::NotSampled);
    }
    match (fact.grade, fact.unreachable) {
        (Some(grade), _) => Bearing::Counts {
            in_numerator: grade.is_satisfied(),
            late: fact.grade_late,
            measured: Some(grade as i64 + 1),
        },
        (None, true) => Bearing::LeftOut(ExclusionReason::Unreachable),
        (None, false) => Bearing::LeftOut(match fact.phase {
            Phase::ReturnedToPolice => ExclusionReason::ReturnedToPolice,
            Phase::Merged => ExclusionReason::Merged,
            Phase::Cancelled => ExclusionReason::Cancelled,
            _ => ExclusionReason::NotFollowedUp,
        }),
    }
}

/// Closed through the loop.
pub(super) fn closed(fact: &IncidentFact) -> Bearing {
    match fact.phase {
        Phase::Closed => Bearing::Counts {
            in_numerator: true,
            late: fact.late_entries > 0,
            measured: None,
        },
        Phase::ReturnedToPolice => Bearing::LeftOut(ExclusionReason::ReturnedToPolice),
        Phase::Merged => Bearing::LeftOut(ExclusionReason::Merged),
        Phase::Cancelled => Bearing::LeftOut(ExclusionReason::Cancelled),
        _ => Bearing::LeftOut(ExclusionReason::NotYetClosed),
    }
}

/// Of those whom the lot took and whose incident is over: answered or not.
pub(super) fn followed_up(fact: &IncidentFact) -> Bearing {
    match fact.phase {
        Phase::ReturnedToPolice => Bearing::LeftOut(ExclusionReason::ReturnedToPolice),
        Phase::Merged => Bearing::LeftOut(ExclusionReason::Merged),
        Phase::Cancelled => Bearing::LeftOut(ExclusionReason::Cancelled),
        _ if !fact.sampled => Bearing::LeftOut(ExclusionReason::NotSampled),
        Phase::Closed => Bearing::Counts {
            in_numerator: fact.grade.is_some(),
            late: fact.grade_late,
            measured: fact.grade.map(|grade| grade as i64 + 1),
        },
        _ if fact.grade.is_some() => Bearing::Counts {
            in_numerator: true,
            late: fact.grade_late,
            measured: fact.grade.map(|grade| grade as i64 + 1),
        },
        _ => Bearing::LeftOut(ExclusionReason::NotYetClosed),
    }
}
