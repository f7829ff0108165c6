//! The log (日志) as far as planning needs it: one [`Case`] for each call that was given to a car.

use liandong_domain::{
    geo::Place,
    ids::{AreaId, IncidentId, UnitId},
    incident::{Assignment, CategoryCode, ClockEnd, ClockKind, Incident, Phase},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// One incident (警情) that was given to a car.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Its number: the order of cases is that of times, then numbers, whatever order they are read in.
    pub number: IncidentId,
    /// When the call came.
    pub received_at: Timestamp,
    /// Its category.
    pub category: CategoryCode,
    /// Where it is, where that is known.
    pub place: Option<Place>,
    /// Its responsibility area (责任区), where that is known.
    pub area: Option<AreaId>,
    /// Whether words of danger were found in it.
    pub hazard: bool,
    /// The commander's order; 0 is none.
    pub rank: u32,
    /// The cars, in the order of assignment.
    pub legs: Vec<Leg>,
    /// When it was disposed (处置完毕), the last time where it was reopened.
    pub disposed_at: Option<Timestamp>,
    /// Whether that was entered late (补报): then the end on scene is somebody's memory.
    pub disposed_late: bool,
    /// How often its clocks of disposal were paused. The state keeps no lengths of pauses that are over.
    pub pauses: u32,
}

/// One car's part in a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leg {
    /// The car.
    pub unit: UnitId,
    /// Whether it leads; a reinforcement (增援) does not.
    pub lead: bool,
    /// The round of dispatch: 1 at first, one more with each reopening.
    pub round: u32,
    /// When it was assigned (派单).
    pub assigned_at: Timestamp,
    /// When its crew acknowledged (接单), which is when it leaves.
    pub acknowledged_at: Option<Timestamp>,
    /// When it arrived (到达).
    pub arrived_at: Option<Timestamp>,
    /// Whether the arrival was entered late (补报).
    pub arrived_late: bool,
    /// When it was free again.
    pub released_at: Option<Timestamp>,
    /// Whether its crew refused (拒单).
    pub refused: bool,
}

/// Why an incident is no case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoCase {
    /// Returned to police (退回公安) before a car was assigned.
    ReturnedToPolice,
    /// Merged as a duplicate (合并重复) before a car was assigned.
    Merged,
    /// Cancelled (撤销) before a car was assigned.
    Cancelled,
    /// It waits for a car to this day, or was closed without one.
    NeverAssigned,
    /// It has a car and no category.
    Unclassified,
}

/// An incident that is no case, with the moment it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LeftOut {
    /// When the call came.
    pub received_at: Timestamp,
    /// Why it is none.
    pub why: NoCase,
}

/// The cases of a log and what was left out of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Log {
    /// The cases, in any order.
    pub cases: Vec<Case>,
    /// The incidents that are none.
    pub left_out: Vec<LeftOut>,
}

impl Log {
    /// Takes one incident in.
    pub fn push(&mut self, incident: &Incident) {
        match Case::of(incident) {
            Ok(case) => self.cases.push(case),
            Err(why) => self.left_out.push(LeftOut {
                received_at: incident.received_at,
                why,
            }),
        }
    }

    /// The part of the log that came before a moment, and the part from it on.
    #[must_use]
    pub fn split(&self, at: Timestamp) -> (Self, Self) {
        let (before, after) = self
            .cases
            .iter()
            .cloned()
            .partition(|case| case.received_at < at);
        let (out_before, out_after) = self
            .left_out
            .iter()
            .copied()
            .partition(|one| one.received_at < at);
        let log = |cases, left_out| Self { cases, left_out };
        (log(before, out_before), log(after, out_after))
    }
}

impl From<Vec<Case>> for Log {
    fn from(cases: Vec<Case>) -> Self {
        Self {
            cases,
            left_out: Vec::new(),
        }
    }
}

impl Case {
    /// The case that an incident is.
    ///
    /// # Errors
    /// [`NoCase`] where no car was ever assigned, with the reason.
    pub fn of(incident: &Incident) -> Result<Self, NoCase> {
        if incident.units.is_empty() {
            return Err(match incident.phase {
                Phase::ReturnedToPolice => NoCase::ReturnedToPolice,
                Phase::Merged => NoCase::Merged,
                Phase::Cancelled => NoCase::Cancelled,
                _ => NoCase::NeverAssigned,
            });
        }
        let disposal = incident.last_clock(ClockKind::Dispose);
        let end = disposal.and_then(|clock| match clock.end {
            Some(ClockEnd::Met { at, late }) => Some((at, late)),
            _ => None,
        });
        let pauses = incident
            .clocks
            .iter()
            .filter(|clock| clock.kind == ClockKind::Dispose)
            .map(|clock| clock.pauses)
            .sum();
        let legs = incident.units.iter().enumerate();
        Ok(Self {
            number: incident.number().clone(),
            received_at: incident.received_at,
            category: incident.category.ok_or(NoCase::Unclassified)?,
            place: incident.position().filter(|place| place.is_on_the_globe()),
            area: incident.area.clone(),
            hazard: !incident.received.hazards.is_empty(),
            rank: incident.rank,
            legs: legs.map(|(at, one)| Leg::of(incident, at, one)).collect(),
            disposed_at: end.map(|(at, _)| at),
            disposed_late: end.is_some_and(|(_, late)| late),
            pauses,
        })
    }

    /// The leg of the car that first led and did not refuse, of the first round.
    #[must_use]
    pub fn lead(&self) -> Option<&Leg> {
        let mut led = self.legs.iter().filter(|leg| leg.lead && leg.round == 1);
        led.find(|leg| !leg.refused && leg.arrived_at.is_some())
            .or_else(|| {
                let mut led = self.legs.iter().filter(|leg| leg.lead && leg.round == 1);
                led.find(|leg| !leg.refused)
            })
    }

    /// Whether a car arrived at it.
    #[must_use]
    pub fn is_served(&self) -> bool {
        self.legs.iter().any(|leg| leg.arrived_at.is_some())
    }
}

impl Leg {
    fn of(incident: &Incident, at: usize, one: &Assignment) -> Self {
        // A refusal counts the assignments there were by then: it ends the car's last one among those.
        let refused = incident.refusals.iter().any(|refusal| {
            let before = incident.units.get(..refusal.assignments);
            let last =
                before.and_then(|units| units.iter().rposition(|one| one.unit == refusal.unit));
            last == Some(at)
        });
        Self {
            unit: one.unit.clone(),
            lead: one.lead,
            round: one.round,
            assigned_at: one.assigned_at,
            acknowledged_at: one.acknowledged_at,
            arrived_at: one.arrival.map(|arrival| arrival.at),
            arrived_late: one.arrival.is_some_and(|arrival| arrival.late),
            released_at: one.released_at,
            refused,
        }
    }
}
