//! Why a command is refused. Each has a stable code and, where it is about one, the field.

use super::{case::CaseRejection, clock::ClockKind, command::CommandKind, kinds::Phase};
use crate::{
    duty::OutReason,
    ids::{AreaId, DepartmentId, IncidentId, ItemId, StationId, UnitId},
    policy::HazardFound,
    time::Timestamp,
};

/// A refusal. Nothing was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// The line does not allow this now.
    #[error("{command:?} is not possible while the incident is {phase:?}")]
    WrongPhase {
        /// What was asked.
        command: CommandKind,
        /// Where it stands.
        phase: Phase,
    },
    /// Said to have happened after it was recorded.
    #[error("occurred_at: {occurred_at} lies in the future; it is {recorded_at}")]
    InFuture {
        /// The time given.
        occurred_at: Timestamp,
        /// The time now.
        recorded_at: Timestamp,
    },
    /// Said to have happened before the call came.
    #[error(
        "occurred_at: {occurred_at} is before the incident, which was received at {received_at}"
    )]
    BeforeIncident {
        /// The time given.
        occurred_at: Timestamp,
        /// When the call came.
        received_at: Timestamp,
    },
    /// Said to have happened before the step that it follows.
    #[error("occurred_at: {occurred_at} is before the step that it follows, at {step_at}")]
    BeforePreviousStep {
        /// The time given.
        occurred_at: Timestamp,
        /// When the last step happened.
        step_at: Timestamp,
    },
    /// A pause cannot be entered afterwards: it would make a breached clock look kept.
    #[error("occurred_at: a pause begins and ends when it is entered")]
    NotAfterwards,
    /// The caller was not reached and there are attempts left.
    #[error(
        "the caller must be called {needed} times before the incident closes without an answer; so far {attempts}"
    )]
    FollowUpPending {
        /// Attempts so far.
        attempts: u32,
        /// Attempts that the policy wants.
        needed: u32,
    },
    /// A text that must say something is blank.
    #[error("{field}: must not be blank")]
    Blank {
        /// The field.
        field: &'static str,
    },
    /// A text is too long.
    #[error("{field}: longer than {most} characters")]
    TooLong {
        /// The field.
        field: &'static str,
        /// How many characters it may have.
        most: usize,
    },
    /// A place that is not on the globe.
    #[error("place: longitude must be −180 to 180 and latitude −90 to 90")]
    OffTheGlobe,
    /// The call hints at danger and needs a second deliberate act with a reason.
    #[error("the call hints at danger; to divert it, give a reason in in_spite_of_hazards")]
    SafetyConfirmationNeeded {
        /// What was found.
        hazards: Vec<HazardFound>,
    },
    /// Outside the hours that the loop covers.
    #[error("the loop does not cover this hour; the station keeps the call")]
    OutsideCoverage,
    /// No such car in the town.
    #[error("unit: no car {0}")]
    UnknownUnit(UnitId),
    /// The car is not in service on that day.
    #[error("unit: car {0} is not in service on that day")]
    UnitNotInService(UnitId),
    /// The car was taken out of service.
    #[error("unit: car {unit} is out of service: {}", reason.code())]
    UnitOutOfService {
        /// The car.
        unit: UnitId,
        /// Why.
        reason: OutReason,
    },
    /// Nobody else is on duty in the car to take over.
    #[error("unit: nobody but its present crew is on duty in car {0}")]
    NobodyToRelieve(UnitId),
    /// The car is bound to another incident.
    #[error("unit: car {unit} is on incident {incident}")]
    UnitBusy {
        /// The car.
        unit: UnitId,
        /// Where it is.
        incident: IncidentId,
    },
    /// The car is not bound to this incident.
    #[error("unit: car {0} is not on this incident")]
    UnitNotHere(UnitId),
    /// The car is already bound to this incident.
    #[error("unit: car {0} is already on this incident")]
    UnitAlreadyHere(UnitId),
    /// The car has already acknowledged or arrived.
    #[error("unit: car {0} has already reported this")]
    AlreadyReported(UnitId),
    /// No such area in the town.
    #[error("area: no responsibility area {0}")]
    UnknownArea(AreaId),
    /// No such station in the town.
    #[error("station: no station {0}")]
    UnknownStation(StationId),
    /// No such department in the town.
    #[error("department: no department {0}")]
    UnknownDepartment(DepartmentId),
    /// No such subcategory under the category.
    #[error("subcategory: no subcategory {0} under this category")]
    UnknownSubcategory(ItemId),
    /// No such referral on the incident.
    #[error("referral: no referral {0}")]
    UnknownReferral(u32),
    /// The referral is already accepted or disposed.
    #[error("referral: {0} has already been answered")]
    ReferralAnswered(u32),
    /// The department has a referral of this incident that is still open.
    #[error("department: {0} already has this incident")]
    AlreadyReferred(DepartmentId),
    /// An incident cannot be merged into itself, nor into one that is not there or is over.
    #[error("into: {0} cannot take this incident")]
    BadMergeTarget(IncidentId),
    /// No clock of this kind runs.
    #[error("clock: no {0:?} clock runs")]
    NoSuchClock(ClockKind),
    /// The clock is already paused.
    #[error("clock: the {0:?} clock is paused already")]
    AlreadyPaused(ClockKind),
    /// The clock is not paused.
    #[error("clock: the {0:?} clock is not paused")]
    NotPaused(ClockKind),
    /// The clock has been paused as often as the policy allows.
    #[error("clock: the {clock:?} clock may be paused {most} times at the most")]
    TooManyPauses {
        /// Which clock.
        clock: ClockKind,
        /// How often it may be.
        most: u32,
    },
    /// The pause is empty or longer than the policy allows.
    #[error("until: a pause lasts above zero and at the most {most} seconds")]
    BadPause {
        /// How long it may be, in seconds.
        most: i64,
    },
    /// The clock is breached: a pause cannot hide that.
    #[error("clock: the {0:?} clock is breached already")]
    ClockAlreadyBreached(ClockKind),
    /// There is no breach to explain.
    #[error("clock: the {0:?} clock is not breached")]
    NoBreach(ClockKind),
    /// The incident exists already.
    #[error("the incident exists already")]
    AlreadyReceived,
    /// There is no such incident.
    #[error("there is no such incident")]
    NoSuchIncident,
    /// No caller was recorded.
    #[error("no caller was recorded")]
    NoCaller,
    /// Something beside the line is refused.
    #[error(transparent)]
    Case(#[from] CaseRejection),
    /// The dispatch leaves fewer cars free than the policy wants, and gives no reason.
    #[error(
        "leave_town_uncovered: {free_cars} cars would stay free and the policy wants {wanted}; give a reason"
    )]
    TownUncovered {
        /// How many would stay free.
        free_cars: u32,
        /// How many the policy wants.
        wanted: u32,
    },
    /// The crew on scene is not under the check-in.
    #[error("unit: car {0} is not under the check-in")]
    NoCheckIn(UnitId),
    /// Nothing of the kind is unanswered.
    #[error("about: nothing of the kind is unanswered")]
    NoSuchAlert,
}

impl Rejection {
    /// The stable code for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::WrongPhase { .. } => "wrong_phase",
            Self::InFuture { .. } => "in_future",
            Self::BeforeIncident { .. } => "before_incident",
            Self::BeforePreviousStep { .. } => "before_previous_step",
            Self::NotAfterwards => "not_afterwards",
            Self::FollowUpPending { .. } => "follow_up_pending",
            Self::Blank { .. } => "blank",
            Self::TooLong { .. } => "too_long",
            Self::OffTheGlobe => "off_the_globe",
            Self::SafetyConfirmationNeeded { .. } => "safety_confirmation_needed",
            Self::OutsideCoverage => "outside_coverage",
            Self::UnknownUnit(_) => "unknown_unit",
            Self::UnitNotInService(_) => "unit_not_in_service",
            Self::UnitOutOfService { .. } => "unit_out_of_service",
            Self::NobodyToRelieve(_) => "nobody_to_relieve",
            Self::UnitBusy { .. } => "unit_busy",
            Self::UnitNotHere(_) => "unit_not_here",
            Self::UnitAlreadyHere(_) => "unit_already_here",
            Self::AlreadyReported(_) => "already_reported",
            Self::UnknownArea(_) => "unknown_area",
            Self::UnknownStation(_) => "unknown_station",
            Self::UnknownDepartment(_) => "unknown_department",
            Self::UnknownSubcategory(_) => "unknown_subcategory",
            Self::UnknownReferral(_) => "unknown_referral",
            Self::ReferralAnswered(_) => "referral_answered",
            Self::AlreadyReferred(_) => "already_referred",
            Self::BadMergeTarget(_) => "bad_merge_target",
            Self::NoSuchClock(_) => "no_such_clock",
            Self::AlreadyPaused(_) => "already_paused",
            Self::NotPaused(_) => "not_paused",
            Self::TooManyPauses { .. } => "too_many_pauses",
            Self::BadPause { .. } => "bad_pause",
            Self::ClockAlreadyBreached(_) => "clock_already_breached",
            Self::NoBreach(_) => "no_breach",
            Self::AlreadyReceived => "already_received",
            Self::NoSuchIncident => "no_such_incident",
            Self::NoCaller => "no_caller",
            Self::Case(why) => why.code(),
            Self::TownUncovered { .. } => "town_uncovered",
            Self::NoCheckIn(_) => "no_check_in",
            Self::NoSuchAlert => "no_such_alert",
        }
    }

    /// The field of the request that it is about, where it is about one.
    #[must_use]
    pub const fn field(&self) -> Option<&'static str> {
        Some(match self {
            Self::InFuture { .. }
            | Self::BeforeIncident { .. }
            | Self::BeforePreviousStep { .. }
            | Self::NotAfterwards => "occurred_at",
            Self::Blank { field } | Self::TooLong { field, .. } => field,
            Self::OffTheGlobe => "place",
            Self::SafetyConfirmationNeeded { .. } => "in_spite_of_hazards",
            Self::UnknownUnit(_)
            | Self::UnitNotInService(_)
            | Self::UnitOutOfService { .. }
            | Self::NobodyToRelieve(_)
            | Self::UnitBusy { .. }
            | Self::UnitNotHere(_)
            | Self::UnitAlreadyHere(_)
            | Self::AlreadyReported(_)
            | Self::NoCheckIn(_) => "unit",
            Self::TownUncovered { .. } => "leave_town_uncovered",
            Self::NoSuchAlert => "about",
            Self::UnknownArea(_) => "area",
            Self::UnknownStation(_) => "station",
            Self::UnknownDepartment(_) | Self::AlreadyReferred(_) => "department",
            Self::UnknownSubcategory(_) => "subcategory",
            Self::UnknownReferral(_) | Self::ReferralAnswered(_) => "referral",
            Self::BadMergeTarget(_) => "into",
            Self::NoSuchClock(_)
            | Self::AlreadyPaused(_)
            | Self::NotPaused(_)
            | Self::TooManyPauses { .. }
            | Self::ClockAlreadyBreached(_)
            | Self::NoBreach(_) => "clock",
            Self::BadPause { .. } => "until",
            Self::Case(why) => return why.field(),
            Self::WrongPhase { .. }
            | Self::FollowUpPending { .. }
            | Self::OutsideCoverage
            | Self::AlreadyReceived
            | Self::NoSuchIncident
            | Self::NoCaller => return None,
        })
    }
}
