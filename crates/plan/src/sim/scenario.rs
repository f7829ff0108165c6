//! What a simulation is asked (情景): a town's layout, its calls, its work, its cars and its rules, as a
//! file that a person can write. Each part is a struct of its own, so that it can be fitted from the
//! log by itself or taken from another town.

use super::law::Duration;
use liandong_domain::{
    dispatch::DispatchRules,
    geo::Place,
    ids::{AreaId, UnitId},
    incident::CategoryCode,
    policy::{Limit, Window},
    time::{Timestamp, UtcOffset},
};
use serde::{Deserialize, Serialize};

/// A scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// What it is called.
    pub name: String,
    /// Where things are.
    pub layout: Layout,
    /// The calls.
    pub demand: Demand,
    /// The work.
    pub service: Service,
    /// The cars.
    pub fleet: Fleet,
    /// The rules.
    pub rules: Rules,
    /// How long, how often, from which seed.
    pub run: Run,
}

/// Where things are (布局).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// The town's offset from UTC in seconds.
    pub utc_offset: UtcOffset,
    /// The areas, each with the point at which its car waits.
    pub areas: Vec<AreaPlan>,
    /// The points from which calls come.
    pub points: Vec<CallPoint>,
    /// How long ways between all these places really take by the roads; as long as the rules expect
    /// where nothing is said (路网行车时间).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roads: Option<RoadTable>,
}

impl Layout {
    /// Every place: first the points from which calls come, then those at which cars wait.
    pub fn places(&self) -> impl Iterator<Item = Place> {
        let points = self.points.iter().map(|one| one.place);
        points.chain(self.areas.iter().map(|one| one.waits_at))
    }
}

/// Ways by the roads, as [`roads::table`](crate::roads::table) works them out of an extract of
/// OpenStreetMap. The desk knows nothing of them and expects what the rules say; the cars drive them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoadTable {
    /// The extract's SM3 digest.
    pub extract_sm3: String,
    /// Nodes of the connected roads.
    pub nodes: u64,
    /// Their edges, one for each direction.
    pub edges: u64,
    /// The places, in the order of [`Layout::places`].
    pub places: Vec<Place>,
    /// Seconds in usual hours, by where one comes from and where one goes.
    pub seconds: Vec<Vec<u32>>,
}

/// An area (责任区).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaPlan {
    /// The area.
    pub id: AreaId,
    /// Where its car waits (备勤点).
    pub waits_at: Place,
}

/// A point from which calls come.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallPoint {
    /// Where it is.
    pub place: Place,
    /// In which area.
    pub area: AreaId,
    /// Its share of the calls, in no unit.
    pub weight: f64,
}

/// The calls (警情需求).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Demand {
    /// All rates times this: 1.1 asks what a tenth more would do.
    #[serde(default = "one")]
    pub factor: f64,
    /// Where they come from.
    pub calls: Calls,
}

const fn one() -> f64 {
    1.0
}

/// Where calls come from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Calls {
    /// By chance: a Poisson process whose rate changes by the hour (非齐次泊松过程).
    Rates(Vec<CategoryRate>),
    /// As they were (重放): in the order of time. The factor is then without effect.
    Replay(Vec<PastCall>),
}

/// How often a category is called for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryRate {
    /// The category.
    pub category: CategoryCode,
    /// Calls an hour: for each of the 168 hours of the week from Monday 00:00, or for each of the
    /// 24 hours of a day, or one for all.
    pub per_hour: Vec<f64>,
    /// Share that hints at danger.
    #[serde(default)]
    pub hazard_share: f64,
    /// Weights of the points for this category; the points' own where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub weights: Vec<f64>,
}

/// A call that was.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PastCall {
    /// When it came.
    pub at: Timestamp,
    /// Its category.
    pub category: CategoryCode,
    /// Its point, from 0.
    pub point: u32,
    /// Whether its text hinted at danger.
    #[serde(default)]
    pub hazards: bool,
    /// How long the work on scene was; drawn where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_scene_seconds: Option<i64>,
}

/// The work (处置).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// From the call until the dispatcher can assign a car, in seconds.
    #[serde(default)]
    pub intake_seconds: i64,
    /// From the assignment until the car moves.
    #[serde(default = "at_once")]
    pub turnout: Duration,
    /// Standard deviation of the logarithm of real way over expected way; the median is the rule's.
    #[serde(default)]
    pub way_sigma: f64,
    /// The work of each category.
    pub work: Vec<CategoryWork>,
}

const fn at_once() -> Duration {
    Duration::Constant { seconds: 0.0 }
}

/// The work of a category.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryWork {
    /// The category.
    pub category: CategoryCode,
    /// From the first arrival to the end of the disposal.
    pub on_scene: Duration,
    /// Percent of it that pass until the disposition feedback (处置反馈).
    #[serde(default = "half")]
    pub feedback_percent: u32,
    /// Share for which two cars are sent from the start.
    #[serde(default)]
    pub two_cars: f64,
    /// Share for which the first on scene asks for one more (增援).
    #[serde(default)]
    pub reinforced: f64,
}

const fn half() -> u32 {
    50
}

/// The cars (车队).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fleet {
    /// 1 to 60 cars.
    pub cars: Vec<CarPlan>,
}

/// A car.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PlanCar))]
#[serde(deny_unknown_fields)]
pub struct CarPlan {
    /// The car.
    pub unit: UnitId,
    /// Its own area.
    pub area: AreaId,
    /// When it is on duty; always where nothing is said (班次). A window ends within its day, so a
    /// night is two of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub duty: Vec<Window>,
    /// Its breaks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<Break>,
}

/// A break (休息): it begins as soon as the car is free within the window, or is lost.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PlanBreak))]
#[serde(deny_unknown_fields)]
pub struct Break {
    /// When it may begin.
    pub within: Window,
    /// How long it is.
    pub seconds: i64,
}

/// The rules: what the policy says, and how the desk acts on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// The policy's dispatch rules.
    #[serde(default)]
    pub dispatch: DispatchRules,
    /// From the assignment to the arrival.
    pub arrive: Limit,
    /// From the assignment to the disposition feedback.
    pub feedback: Limit,
    /// From the assignment to the end of the disposal.
    pub dispose: Limit,
    /// Whether a change of the car starts the clocks anew.
    #[serde(default)]
    pub reassignment_restarts_clocks: bool,
    /// A car that becomes free takes a call over from one under way when it is there so many
    /// seconds earlier (改派); never where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reassign_gain_seconds: Option<i64>,
    /// Whether a call that hints at danger takes a car that is on its way to another one.
    #[serde(default)]
    pub hazard_preempts: bool,
    /// A call that has waited so long gets the best of the free cars, although the advice is to wait
    /// for another (派单耐心); never where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patience_seconds: Option<i64>,
    /// How often the desk looks again at calls that wait although a car is free.
    #[serde(default = "minute")]
    pub look_again_seconds: i64,
}

const fn minute() -> i64 {
    60
}

/// How long, how often, from which seed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// When it begins.
    pub begin: Timestamp,
    /// Days before the first that counts (热身).
    #[serde(default = "one_day")]
    pub warm_up_days: u32,
    /// Days that count.
    pub days: u32,
    /// The seed.
    pub seed: u64,
    /// How many replications (重复次数).
    pub replications: u32,
}

const fn one_day() -> u32 {
    1
}

/// What is wrong with a scenario, by its field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {problem}")]
pub struct BadScenario {
    /// The field, as the file names it.
    pub field: &'static str,
    /// What is wrong with it.
    pub problem: &'static str,
}
