//! Scenarios as what they change of the present (方案): a few lines that a person writes, in place of a
//! whole town.

use crate::sim::{BadScenario, CarPlan, Fleet, Rules, Scenario};
use liandong_domain::{
    geo::{Outline, Place},
    ids::{AreaId, UnitId},
    policy::{Limit, Window},
};
use serde::{Deserialize, Serialize};

/// What a scenario changes. Nothing said is as it is now.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PlanVariant))]
#[serde(deny_unknown_fields)]
pub struct Variant {
    /// What it is called.
    pub name: String,
    /// Cars that are added.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub add: Vec<Added>,
    /// Cars that go.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remove: Vec<UnitId>,
    /// Cars with other hours or another area.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub change: Vec<CarPlan>,
    /// Calls in percent of the present: 110 is a tenth more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub demand_percent: Option<u32>,
    /// Areas that are drawn anew. A point that lies in one of them belongs to it; one that lies in
    /// none of them keeps its area.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<Redrawn>,
    /// The limit to arrive, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrive_seconds: Option<i64>,
    /// Seconds by which the area's own car goes before others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_area_preference_seconds: Option<i64>,
    /// Whether a car that becomes free takes over from one under way that is so many seconds slower.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reassign_gain_seconds: Option<i64>,
}

/// A car that is added.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PlanAddedCar))]
#[serde(deny_unknown_fields)]
pub struct Added {
    /// Its area, where it waits.
    pub area: AreaId,
    /// When it is on duty; always where nothing is said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub duty: Vec<Window>,
}

/// An area that is drawn anew.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PlanRedrawnArea))]
#[serde(deny_unknown_fields)]
pub struct Redrawn {
    /// Which.
    pub area: AreaId,
    /// Its outline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<Place>>))]
    pub outline: Option<Outline>,
    /// The points that it is made of, by their place in the layout, in place of an outline.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<u32>,
    /// Where its car waits; as before where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waits_at: Option<Place>,
}

impl Variant {
    /// The present itself under a name.
    #[must_use]
    pub fn present(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    /// The scenario that it makes of the present.
    ///
    /// # Errors
    /// [`BadScenario`], naming the field, where it changes what is not there or makes no sense.
    pub fn of(&self, present: &Scenario) -> Result<Scenario, BadScenario> {
        let mut scenario = present.clone();
        scenario.name.clone_from(&self.name);
        if self.name.trim().is_empty() || self.name.chars().count() > 60 {
            return bad("name", "a scenario has a name of 1 to 60 characters");
        }
        self.fleet(&mut scenario.fleet)?;
        if let Some(percent) = self.demand_percent {
            if !(1..=1_000).contains(&percent) {
                return bad("demand_percent", "the demand is 1 to 1,000 percent");
            }
            scenario.demand.factor *= f64::from(percent) / 100.0;
        }
        self.redraw(&mut scenario)?;
        self.rules(&mut scenario.rules);
        scenario.check()?;
        Ok(scenario)
    }

    fn fleet(&self, fleet: &mut Fleet) -> Result<(), BadScenario> {
        for unit in &self.remove {
            let Some(at) = fleet.cars.iter().position(|one| one.unit == *unit) else {
                return bad("remove", "a car that goes is there now");
            };
            fleet.cars.remove(at);
        }
        for car in &self.change {
            let Some(found) = fleet.cars.iter_mut().find(|one| one.unit == car.unit) else {
                return bad("change", "a car that changes is there now");
            };
            found.clone_from(car);
        }
        for (nth, added) in self.add.iter().enumerate() {
            let unit = UnitId::new(format!("new-{}", nth + 1)).map_err(|_| BadScenario {
                field: "add",
                problem: "there are too many cars",
            })?;
            fleet.cars.push(CarPlan {
                unit,
                area: added.area.clone(),
                duty: added.duty.clone(),
                breaks: Vec::new(),
            });
        }
        Ok(())
    }

    fn redraw(&self, scenario: &mut Scenario) -> Result<(), BadScenario> {
        for one in &self.areas {
            let areas = &mut scenario.layout.areas;
            let Some(area) = areas.iter_mut().find(|area| area.id == one.area) else {
                return bad("areas", "an area that is drawn anew is there now");
            };
            if let Some(place) = one.waits_at {
                area.waits_at = place;
            }
            if let Some(outline) = &one.outline {
                if outline.check().is_err() {
                    return bad(
                        "areas",
                        "an outline is a closed ring that does not cross itself",
                    );
                }
                for point in &mut scenario.layout.points {
                    if outline.contains(point.place) {
                        point.area = one.area.clone();
                    }
                }
            }
            for nth in &one.points {
                let points = &mut scenario.layout.points;
                let Some(point) = points.get_mut(*nth as usize) else {
                    return bad("areas", "a point is one of the layout's");
                };
                point.area = one.area.clone();
            }
        }
        Ok(())
    }

    fn rules(&self, rules: &mut Rules) {
        if let Some(seconds) = self.arrive_seconds {
            rules.arrive = Limit {
                seconds,
                warn_before_seconds: rules.arrive.warn_before_seconds.min(seconds - 1).max(0),
            };
        }
        if let Some(seconds) = self.own_area_preference_seconds {
            rules.dispatch.own_area_preference_seconds = seconds;
        }
        if self.reassign_gain_seconds.is_some() {
            rules.reassign_gain_seconds = self.reassign_gain_seconds;
        }
    }
}

const fn bad<T>(field: &'static str, problem: &'static str) -> Result<T, BadScenario> {
    Err(BadScenario { field, problem })
}
