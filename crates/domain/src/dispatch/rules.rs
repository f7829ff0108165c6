//! What a town's policy says about dispatch: numbers and lists, each with a default by which a
//! policy that says nothing about it still works.

use super::{
    escalation::{self, EscalationRule},
    learn::OnSceneTime,
};
use crate::{
    geo::Place,
    ids::AreaId,
    incident::CategoryCode,
    policy::BadPolicy,
    time::{Timestamp, UtcOffset},
};
use serde::{Deserialize, Serialize};

/// The part of a policy that is about dispatch, crew safety and escalation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct DispatchRules {
    /// How fast cars are.
    pub travel: TravelRules,
    /// How long the work on scene lasts, by category, until the town's own cases say it.
    pub on_scene: Vec<OnSceneTime>,
    /// The same for a category that the list does not name, in seconds.
    pub usual_on_scene_seconds: i64,
    /// What is expected yet of work that lasts longer than expected, in seconds.
    pub overrun_seconds: i64,
    /// Cases of a category that it takes until their median goes before the list; 0 never learns.
    pub learn_from_cases: u32,
    /// A position older than this many seconds is not believed.
    pub position_stale_seconds: i64,
    /// So many cars stay free, or the dispatch needs a reason; 0 asks for none.
    pub keep_free_cars: u32,
    /// Seconds by which the area's own car goes before others.
    pub own_area_preference_seconds: i64,
    /// Seconds that count against a car whose going leaves the town without a free one.
    pub uncovered_penalty_seconds: i64,
    /// Seconds that count against a car whose going leaves fewer free than `keep_free_cars`.
    pub thin_penalty_seconds: i64,
    /// Whether a refused assignment voids the three clocks, so that the next one starts them anew.
    /// The form's limits count from the first assignment, so towns say `false`.
    pub refusal_restarts_clocks: bool,
    /// The categories in the order in which they wait for a car; those not named come last.
    pub category_priority: Vec<CategoryCode>,
    /// When a car's position proves its arrival.
    pub arrival: ArrivalByPosition,
    /// Stand-by orders.
    pub standby: StandbyRules,
    /// The check-in of a crew on scene; `None` never asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check_in: Option<CheckInRule>,
    /// So many of the nearest crews hear of a call for help.
    pub nearest_crews: u32,
    /// Who is told, in which order, when something is not answered.
    pub escalation: Vec<EscalationRule>,
}

/// How fast cars are (行车速度).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct TravelRules {
    /// Whole km/h in the streets.
    pub usual_kmh: i64,
    /// Hours with another speed; the first that fits counts.
    pub by_hour: Vec<SpeedWindow>,
    /// Length of the streets in percent of the straight line.
    pub detour_percent: i64,
    /// Seconds for a way whose ends are not known.
    pub usual_seconds: i64,
}

/// A speed for part of the local day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SpeedWindow {
    /// First second of the local day at which it holds.
    pub from_second: i64,
    /// First second at which it no longer does, up to 86 400.
    pub to_second: i64,
    /// Whole km/h.
    pub kmh: i64,
}

/// When a car's position proves its arrival (到达判定).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ArrivalByPosition {
    /// Whole metres from the incident's place.
    pub radius_metres: i64,
    /// Seconds that it must stay within.
    pub dwell_seconds: i64,
    /// A fix less exact than this, in metres, proves nothing.
    pub max_accuracy_metres: u32,
    /// Whether the arrival is recorded at once; else it is proposed and the crew confirms it.
    pub record: bool,
}

/// Stand-by orders (备勤).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct StandbyRules {
    /// Where a car waits in each area; the middle of the area's corners where none is named.
    pub points: Vec<StandbyPoint>,
    /// An area that no free car reaches within this many seconds is thinly covered; 0 never is.
    pub cover_within_seconds: i64,
    /// How long an order holds at the most, in seconds.
    pub max_seconds: i64,
}

/// Where a car waits (备勤点).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StandbyPoint {
    /// Of which area.
    pub area: AreaId,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub place: Place,
}

/// The check-in of a crew on scene (现场安全确认).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CheckInRule {
    /// Seconds after the arrival, and after each answer, at which the crew is asked.
    pub every_seconds: i64,
    /// Seconds in which it answers before others are alarmed.
    pub answer_seconds: i64,
}

impl Default for DispatchRules {
    fn default() -> Self {
        Self {
            travel: TravelRules::default(),
            on_scene: Vec::new(),
            usual_on_scene_seconds: 1_500,
            overrun_seconds: 300,
            learn_from_cases: 30,
            position_stale_seconds: 180,
            keep_free_cars: 1,
            own_area_preference_seconds: 300,
            uncovered_penalty_seconds: 600,
            thin_penalty_seconds: 120,
            refusal_restarts_clocks: false,
            category_priority: Vec::new(),
            arrival: ArrivalByPosition::default(),
            standby: StandbyRules::default(),
            check_in: None,
            nearest_crews: 2,
            escalation: Vec::new(),
        }
    }
}

impl Default for TravelRules {
    fn default() -> Self {
        Self {
            usual_kmh: 25,
            by_hour: Vec::new(),
            detour_percent: 130,
            usual_seconds: 600,
        }
    }
}

impl Default for ArrivalByPosition {
    fn default() -> Self {
        Self {
            radius_metres: 100,
            dwell_seconds: 30,
            max_accuracy_metres: 50,
            record: false,
        }
    }
}

impl TravelRules {
    /// The speed at a moment, in whole km/h and above zero.
    #[must_use]
    pub fn kmh(&self, at: Timestamp, offset: UtcOffset) -> i64 {
        let second = offset.second_of_day(at);
        let fits = |one: &&SpeedWindow| (one.from_second..one.to_second).contains(&second);
        let kmh = self.by_hour.iter().find(fits).map(|one| one.kmh);
        kmh.unwrap_or(self.usual_kmh).max(1)
    }

    /// Whole seconds for a straight line of whole metres, rounded up.
    #[must_use]
    pub fn seconds(&self, metres: i64, at: Timestamp, offset: UtcOffset) -> i64 {
        self.seconds_by(metres, self.kmh(at, offset))
    }

    /// The same at a known speed in whole km/h, for whoever makes tables of ways.
    #[inline]
    #[must_use]
    pub const fn seconds_by(&self, metres: i64, kmh: i64) -> i64 {
        let metres = if metres > 0 { metres } else { 0 };
        let detour = if self.detour_percent > 100 {
            self.detour_percent
        } else {
            100
        };
        let way = metres.saturating_mul(detour);
        // km/h to metres an hour, and percent.
        let kmh = if kmh > 1 { kmh } else { 1 };
        let in_an_hour = kmh.saturating_mul(100_000);
        let whole = way.saturating_mul(3_600);
        whole / in_an_hour + (whole % in_an_hour > 0) as i64
    }
}

impl DispatchRules {
    /// Whether nothing differs from the defaults: then a policy does not write it down.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }

    /// The rule of escalation for a kind of matter.
    #[must_use]
    pub fn escalation_of(&self, kind: escalation::MatterKind) -> Option<&EscalationRule> {
        self.escalation.iter().find(|one| one.matter == kind)
    }

    /// Checks that the numbers make sense.
    ///
    /// # Errors
    /// The first [`BadPolicy`].
    pub fn check(&self) -> Result<(), BadPolicy> {
        let bad = |field, problem| Err(BadPolicy { field, problem });
        let speeds = self.travel.by_hour.iter().map(|one| one.kmh);
        if speeds
            .chain([self.travel.usual_kmh])
            .any(|kmh| !(1..=150).contains(&kmh))
        {
            return bad("dispatch.travel", "a speed is 1 to 150 km/h");
        }
        if !(100..=500).contains(&self.travel.detour_percent) {
            return bad("dispatch.travel", "a detour is 100 to 500 percent");
        }
        let in_a_day = |one: &SpeedWindow| {
            0 <= one.from_second && one.from_second < one.to_second && one.to_second <= 86_400
        };
        if !self.travel.by_hour.iter().all(in_a_day) {
            return bad(
                "dispatch.travel",
                "a window lies within one day and ends after it begins",
            );
        }
        let durations = [
            self.travel.usual_seconds,
            self.usual_on_scene_seconds,
            self.overrun_seconds,
            self.position_stale_seconds,
            self.own_area_preference_seconds,
            self.uncovered_penalty_seconds,
            self.thin_penalty_seconds,
            self.standby.cover_within_seconds,
            self.standby.max_seconds,
        ];
        let on_scene = self.on_scene.iter().map(|one| one.seconds);
        if durations
            .into_iter()
            .chain(on_scene)
            .any(|one| !(0..=86_400).contains(&one))
        {
            return bad("dispatch", "a duration is 0 to 86 400 seconds");
        }
        if self.arrival.radius_metres <= 0 || !(0..=3_600).contains(&self.arrival.dwell_seconds) {
            return bad(
                "dispatch.arrival",
                "the radius is above zero metres and the stay 0 to 3 600 seconds",
            );
        }
        if self
            .standby
            .points
            .iter()
            .any(|one| !one.place.is_on_the_globe())
        {
            return bad("dispatch.standby", "a stand-by point is on the globe");
        }
        if let Some(rule) = self.check_in
            && !(rule.every_seconds > 0
                && rule.answer_seconds > 0
                && rule.every_seconds.max(rule.answer_seconds) <= 86_400)
        {
            return bad(
                "dispatch.check_in",
                "both times are above zero and a day at the most",
            );
        }
        escalation::check(&self.escalation)
    }
}
