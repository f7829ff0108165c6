//! Commands in a word.

use super::town::{department, incident, station, unit};
use liandong_domain::incident::{
    ArrivalSource, CategoryCode, ClockKind, DisposalOutcome, FollowUpResult, Grade,
    IncidentCommand as C,
};

pub(crate) const WHY: &str = "因为";

pub(crate) fn confirm() -> C {
    C::Confirm {
        category: CategoryCode::Environment,
        subcategory: None,
        area: None,
        in_spite_of_hazards: None,
    }
}
pub(crate) fn to_police() -> C {
    C::ReturnToPolice {
        station: station("east"),
        reason: WHY.into(),
    }
}
pub(crate) fn assign(car: &str) -> C {
    C::Assign { unit: unit(car) }
}
pub(crate) fn acknowledge() -> C {
    C::Acknowledge { unit: None }
}
pub(crate) fn acknowledge_by(car: &str) -> C {
    C::Acknowledge {
        unit: Some(unit(car)),
    }
}
pub(crate) fn arrive() -> C {
    C::Arrive {
        unit: None,
        how: ArrivalSource::Radio,
    }
}
pub(crate) fn arrive_by(car: &str) -> C {
    C::Arrive {
        unit: Some(unit(car)),
        how: ArrivalSource::Position,
    }
}
pub(crate) fn feedback() -> C {
    C::Feedback {
        text: "到场".into(),
    }
}
pub(crate) fn dispose() -> C {
    C::Dispose {
        outcome: DisposalOutcome::Resolved,
        text: "已劝离".into(),
    }
}
pub(crate) fn review() -> C {
    C::Review {
        finding: "属实".into(),
    }
}
pub(crate) fn refer(to: &str) -> C {
    C::Refer {
        department: department(to),
        reason: WHY.into(),
    }
}
pub(crate) fn accept_referral(referral: u32) -> C {
    C::AcceptReferral { referral }
}
pub(crate) fn department_dispose(referral: u32) -> C {
    C::DepartmentDispose {
        referral,
        result: "已整改".into(),
    }
}
pub(crate) fn follow_up(grade: Grade) -> C {
    C::FollowUp {
        outcome: FollowUpResult::Reached {
            grade,
            complaint: None,
        },
    }
}
pub(crate) fn unreachable() -> C {
    C::FollowUp {
        outcome: FollowUpResult::Unreachable,
    }
}
pub(crate) fn close() -> C {
    C::Close { note: None }
}
pub(crate) fn reopen() -> C {
    C::Reopen { reason: WHY.into() }
}
pub(crate) fn reinforce(car: &str) -> C {
    C::Reinforce {
        unit: unit(car),
        reason: WHY.into(),
    }
}
pub(crate) fn intervene() -> C {
    C::Intervene { reason: WHY.into() }
}
pub(crate) fn reassign(car: &str) -> C {
    C::Reassign {
        unit: unit(car),
        reason: WHY.into(),
    }
}
pub(crate) fn merge(into: &str) -> C {
    C::Merge {
        into: incident(into),
        reason: WHY.into(),
    }
}
pub(crate) fn cancel() -> C {
    C::Cancel { reason: WHY.into() }
}
pub(crate) fn pause(clock: ClockKind) -> C {
    C::PauseClock {
        clock,
        reason: WHY.into(),
        until: None,
    }
}
pub(crate) fn resume(clock: ClockKind) -> C {
    C::ResumeClock { clock }
}
pub(crate) fn explain(clock: ClockKind) -> C {
    C::ExplainBreach {
        clock,
        reason: WHY.into(),
    }
}
pub(crate) fn reveal() -> C {
    C::RevealCaller { reason: WHY.into() }
}
