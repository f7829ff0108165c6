//! Commands in a word.

use super::town::{department, incident, station, unit};
use liandong_domain::incident::{
    ArrivalSource, AttachmentKept, CategoryCode, ClockKind, CrewAnswer, DisposalOutcome,
    FollowUpResult, Grade, IncidentCommand as C, JoinedCall, Matter, MediaType, Source,
};
use liandong_domain::time::Timestamp;

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
    C::Assign {
        unit: unit(car),
        leave_town_uncovered: None,
    }
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
        due_at: None,
    }
}
pub(crate) fn refuse_referral(referral: u32) -> C {
    C::RefuseReferral {
        referral,
        reason: WHY.into(),
    }
}
pub(crate) fn return_referral(referral: u32) -> C {
    C::ReturnReferral {
        referral,
        reason: WHY.into(),
    }
}
pub(crate) fn ask_extension(referral: u32, until: Timestamp) -> C {
    C::AskExtension {
        referral,
        until,
        reason: WHY.into(),
    }
}
pub(crate) fn grant(referral: u32) -> C {
    C::AnswerExtension {
        referral,
        granted: true,
        until: None,
        reason: None,
    }
}
pub(crate) fn tell(text: &str) -> C {
    C::UpdateCall {
        text: Some(text.into()),
        address: None,
        place: None,
        answer_by: None,
        caller: None,
        push: None,
    }
}
pub(crate) fn joined(call: &str) -> C {
    C::Join {
        calls: vec![JoinedCall {
            incident: incident(call),
            source: Source::Hotline12345,
            external: Some("W-9".into()),
            caller: true,
        }],
    }
}
pub(crate) fn attach(hash: &str, media: MediaType, size: u64) -> C {
    C::Attach {
        attachment: AttachmentKept {
            hash: hash.into(),
            size,
            media,
            key: "k1".into(),
            stripped: false,
            note: None,
        },
    }
}
pub(crate) fn rate(link: u32, grade: Grade) -> C {
    C::Rate {
        link,
        grade,
        words: None,
        complaint: false,
        reopen: false,
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
        reopen: false,
    }
}
pub(crate) fn unreachable() -> C {
    C::FollowUp {
        outcome: FollowUpResult::Unreachable,
        reopen: false,
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
        leave_town_uncovered: None,
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
pub(crate) fn refuse() -> C {
    C::RefuseAssignment {
        unit: None,
        reason: WHY.into(),
    }
}
pub(crate) fn refuse_by(car: &str) -> C {
    C::RefuseAssignment {
        unit: Some(unit(car)),
        reason: WHY.into(),
    }
}
pub(crate) fn propose_arrival(car: &str) -> C {
    C::ProposeArrival {
        unit: unit(car),
        metres: 40,
    }
}
pub(crate) fn answer(answer: CrewAnswer) -> C {
    C::AnswerCheckIn {
        unit: None,
        answer,
        note: None,
    }
}
pub(crate) fn acknowledge_alert(about: Matter) -> C {
    C::AcknowledgeAlert { about, note: None }
}
pub(crate) fn prioritise(rank: u32) -> C {
    C::Prioritise {
        rank,
        reason: WHY.into(),
    }
}
pub(crate) fn reveal() -> C {
    C::RevealCaller { reason: WHY.into() }
}
