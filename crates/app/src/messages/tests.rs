use super::zh;
use crate::AppError;
use liandong_domain::{
    duty::OutReason,
    geo::BadOutline,
    ids::{AreaId, DepartmentId, IncidentId, ItemId, StationId, UnitId},
    incident::{ClockKind, CommandKind, Phase, Rejection},
    performance::account::ProjectRejection,
    policy::{Hazard, HazardFound},
    registry::RegistryRejection,
    roles::Role,
    time::Timestamp,
};

fn at(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

/// Every refusal of the rules. A new one does not compile into `messages` without words, and is to
/// be added here to have them looked at.
fn rejections() -> Vec<Rejection> {
    use Rejection as R;
    let unit = || UnitId::new("1").expect("id");
    let incident = || IncidentId::new("20240301-00001").expect("id");
    let arrive = ClockKind::Arrive;
    let (noon, one) = (at("2024-03-01T04:00:00Z"), at("2024-03-01T05:00:00Z"));
    vec![
        R::WrongPhase {
            command: CommandKind::Assign,
            phase: Phase::Received,
        },
        R::InFuture {
            occurred_at: one,
            recorded_at: noon,
        },
        R::BeforeIncident {
            occurred_at: noon,
            received_at: one,
        },
        R::BeforePreviousStep {
            occurred_at: noon,
            step_at: one,
        },
        R::NotAfterwards,
        R::FollowUpPending {
            attempts: 1,
            needed: 3,
        },
        R::Blank { field: "reason" },
        R::TooLong {
            field: "text",
            most: 2_000,
        },
        R::OffTheGlobe,
        R::SafetyConfirmationNeeded {
            hazards: vec![HazardFound {
                hazard: Hazard::Weapon,
                word: "刀".into(),
                heard: None,
            }],
        },
        R::OutsideCoverage,
        R::UnknownUnit(unit()),
        R::UnitNotInService(unit()),
        R::UnitOutOfService {
            unit: unit(),
            reason: OutReason::Meal,
        },
        R::NobodyToRelieve(unit()),
        R::UnitBusy {
            unit: unit(),
            incident: incident(),
        },
        R::UnitNotHere(unit()),
        R::UnitAlreadyHere(unit()),
        R::AlreadyReported(unit()),
        R::UnknownArea(AreaId::new("1").expect("id")),
        R::UnknownStation(StationId::new("1").expect("id")),
        R::UnknownDepartment(DepartmentId::new("1").expect("id")),
        R::UnknownSubcategory(ItemId::new("1").expect("id")),
        R::UnknownReferral(1),
        R::ReferralAnswered(1),
        R::AlreadyReferred(DepartmentId::new("1").expect("id")),
        R::BadMergeTarget(incident()),
        R::NoSuchClock(arrive),
        R::AlreadyPaused(arrive),
        R::NotPaused(arrive),
        R::TooManyPauses {
            clock: arrive,
            most: 1,
        },
        R::BadPause { most: 900 },
        R::ClockAlreadyBreached(arrive),
        R::NoBreach(arrive),
        R::AlreadyReceived,
        R::NoSuchIncident,
        R::NoCaller,
    ]
}

#[test]
fn every_refusal_is_said_in_chinese_alone() {
    let mut errors: Vec<AppError> = rejections().into_iter().map(AppError::from).collect();
    errors.extend([
        AppError::NotAllowed {
            role: Role::Auditor,
            command: CommandKind::Close,
        },
        AppError::NotVisible(Role::Member),
        AppError::VersionConflict {
            expected: 2,
            actual: 3,
        },
        AppError::Contended,
        AppError::KeyReused,
        AppError::Unauthenticated,
        AppError::LoginFailed,
        AppError::CodeNeeded,
        AppError::Locked { seconds: 60 },
        AppError::Erased,
        AppError::BadPeriod,
        RegistryRejection::Unknown {
            field: "station",
            what: "kind of equipment",
            id: "1".into(),
        }
        .into(),
        RegistryRejection::Outline(BadOutline::Open).into(),
        RegistryRejection::PolicyVersion {
            current: 1,
            given: 3,
        }
        .into(),
        ProjectRejection::NotDescribed.into(),
        ProjectRejection::EntryChanged("1".into()).into(),
        ProjectRejection::BadAmount {
            id: "1".into(),
            problem: "the amount must be above zero",
        }
        .into(),
    ]);
    for error in errors {
        let said = zh(&error);
        assert!(
            said.chars().any(|one| ('一'..='龥').contains(&one)),
            "{error}: {said}"
        );
        let latin: String = said.chars().filter(char::is_ascii_alphabetic).collect();
        assert!(latin.is_empty(), "{error}: {said}");
    }
}

#[test]
fn times_are_the_desks_own() {
    let error = Rejection::BeforeIncident {
        occurred_at: at("2024-02-29T15:59:59Z"),
        received_at: at("2024-02-29T16:00:00Z"),
    };
    assert_eq!(
        zh(&error.into()),
        "发生时间 2024-02-29 23:59:59 早于接警时间 2024-03-01 00:00:00，请核对"
    );
}

#[test]
fn nothing_internal_is_told() {
    let said = zh(&AppError::Internal("/var/lib/town.db: disk is full".into()));
    assert!(!said.contains("town.db"), "{said}");
}
