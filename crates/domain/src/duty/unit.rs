//! The state of a unit (处置单元状态): what follows from its incident, its crew and what its crew or
//! the desk said.

use crate::{
    ids::{IncidentId, UnitId},
    incident::{Assignment, words},
    registry::Unit,
    time::{Day, Timestamp},
};
use serde::{Deserialize, Serialize};

words! {
    /// Where a unit stands.
    UnitState {
        /// Cannot be sent (停勤).
        OutOfService = "out_of_service", "停勤";
        /// In service and free (在勤待命).
        Available = "in_service", "在勤待命";
        /// Sent, not yet acknowledged (已派单).
        Assigned = "assigned", "已派单";
        /// On the way (赶赴途中).
        EnRoute = "en_route", "赶赴途中";
        /// On scene (现场处置).
        OnScene = "on_scene", "现场处置";
    }
}

words! {
    /// Why a unit was taken out of service.
    OutReason {
        /// Refuelling or charging.
        Fuel = "fuel", "加油充电";
        /// A meal.
        Meal = "meal", "用餐";
        /// The car or its equipment has a fault.
        Fault = "fault", "车辆故障";
        /// Planned maintenance.
        Maintenance = "maintenance", "维修保养";
        /// A traffic accident of the car itself.
        Accident = "accident", "交通事故";
        /// Training or a drill.
        Training = "training", "培训演练";
        /// Another errand; the note says which.
        Other = "other", "其他";
    }
}

impl OutReason {
    /// Whether it can happen to a unit in the middle of an incident. A meal waits.
    #[must_use]
    pub const fn may_interrupt(self) -> bool {
        matches!(self, Self::Fault | Self::Accident)
    }
}

/// A unit that was taken out of service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Out {
    /// Why.
    pub reason: OutReason,
    /// In words.
    pub note: Option<Box<str>>,
    /// Since when.
    pub since: Timestamp,
    /// When it is expected back.
    pub until: Option<Timestamp>,
}

/// Why a unit cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyOut {
    /// Its days of service have not begun or are over.
    NotCommissioned,
    /// Somebody took it out.
    TakenOut(Out),
    /// Nobody is on duty in it.
    NobodyOnDuty,
}

impl WhyOut {
    /// The word that the API uses.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotCommissioned => "not_commissioned",
            Self::TakenOut(out) => out.reason.code(),
            Self::NobodyOnDuty => "nobody_on_duty",
        }
    }

    /// The word that people read.
    #[must_use]
    pub const fn zh(&self) -> &'static str {
        match self {
            Self::NotCommissioned => "未投入使用",
            Self::TakenOut(out) => out.reason.zh(),
            Self::NobodyOnDuty => "无人在岗",
        }
    }
}

/// What a unit's state follows from.
#[derive(Debug, Clone, Copy)]
pub struct UnitFacts<'a> {
    /// The unit as the register has it.
    pub unit: &'a Unit,
    /// The local day.
    pub day: Day,
    /// The incident that it is bound to, with its part in it.
    pub bound: Option<(&'a IncidentId, &'a Assignment)>,
    /// Whether it was taken out of service and has not returned.
    pub out: Option<&'a Out>,
    /// When it last returned to service, if it ever was out.
    pub returned_at: Option<Timestamp>,
    /// When the last incident let it go, if there was one.
    pub released_at: Option<Timestamp>,
    /// When the shift of its present crew began; `None` when nobody is on duty in it.
    pub crew_since: Option<Timestamp>,
}

/// A unit's state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The unit.
    pub unit: UnitId,
    /// Its state.
    pub state: UnitState,
    /// Since when, where that is known.
    pub since: Option<Timestamp>,
    /// The incident that it is on.
    pub incident: Option<IncidentId>,
    /// What keeps it, or will keep it after this incident, from being sent.
    pub out: Option<WhyOut>,
}

/// A unit's state. An incident comes first: who is on scene is on scene, also with a broken car or
/// after the end of the shift; what else holds the unit back is told beside it.
#[must_use]
pub fn unit_state(facts: UnitFacts<'_>) -> Standing {
    let unit = facts.unit;
    let commissioned = unit.from <= facts.day && unit.until.is_none_or(|until| facts.day <= until);
    let out = if !commissioned {
        Some(WhyOut::NotCommissioned)
    } else if let Some(out) = facts.out {
        Some(WhyOut::TakenOut(out.clone()))
    } else if facts.crew_since.is_none() {
        Some(WhyOut::NobodyOnDuty)
    } else {
        None
    };
    let (state, since) = match (facts.bound, &out) {
        (Some((_, part)), _) => on_incident(part),
        (None, Some(WhyOut::TakenOut(out))) => (UnitState::OutOfService, Some(out.since)),
        (None, Some(_)) => (UnitState::OutOfService, None),
        (None, None) => {
            let since = [facts.crew_since, facts.returned_at, facts.released_at];
            (UnitState::Available, since.into_iter().flatten().max())
        }
    };
    Standing {
        unit: unit.id.clone(),
        state,
        since,
        incident: facts.bound.map(|(id, _)| id.clone()),
        out,
    }
}

fn on_incident(part: &Assignment) -> (UnitState, Option<Timestamp>) {
    match (part.acknowledged_at, part.arrival) {
        (_, Some(arrival)) => (UnitState::OnScene, Some(arrival.at)),
        (Some(at), None) => (UnitState::EnRoute, Some(at)),
        (None, None) => (UnitState::Assigned, Some(part.assigned_at)),
    }
}
