//! What a planner asks, and how much of it is computed at once.

use liandong_domain::{
    refusal::{Because, Refusal},
    time::Period,
};
use liandong_plan::{
    fit::{FitError, Missing, Needed},
    sim::{BadScenario, Run},
    study::{Costs, Promise, Redraw, RedrawError, Shift, Variant, most_fleets, usual_tries},
};
use serde::{Deserialize, Serialize};

/// Simulated calls of one request at the most. More is the command line's, which shows its progress.
pub const MOST_CALLS: f64 = 30_000_000.0;

/// A study that is asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StudyAsk {
    /// The days that the model is fitted from.
    pub fitted: Period,
    /// Days that are simulated in each replication.
    pub days: u32,
    /// How many replications.
    pub replications: u32,
    /// The seed.
    pub seed: u64,
    /// Unit prices; the contracts' where left out.
    #[serde(default)]
    pub costs: Option<Costs>,
    /// What is promised.
    pub promise: Promise,
    /// What could be changed.
    #[serde(default)]
    pub variants: Vec<Variant>,
}

/// The cheapest fleet that is asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SearchAsk {
    /// The days that the model is fitted from.
    pub fitted: Period,
    /// Days that are simulated in each replication.
    pub days: u32,
    /// How many replications a fleet has that the first look does not rule out.
    pub replications: u32,
    /// The seed.
    pub seed: u64,
    /// Unit prices; the contracts' where left out.
    #[serde(default)]
    pub costs: Option<Costs>,
    /// What must be kept.
    pub promise: Promise,
    /// The hours that a car may work.
    pub shifts: Vec<Shift>,
    /// Cars of one area at the most.
    pub cars_an_area: u32,
    /// Cars of the town at the least.
    pub fewest: u32,
    /// Cars of the town at the most.
    pub most: u32,
    /// Replications of the first look.
    pub first_look: u32,
    /// So many fleets are looked at one after the other, 50,000 at the most; where there are more, an optimiser seeks.
    #[serde(default = "most_fleets")]
    pub each_up_to: u64,
    /// Fleets that the optimiser simulates at the most.
    #[serde(default = "usual_tries")]
    pub tries: u32,
}

/// Areas that are to be drawn anew so that their cars have even work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RedrawAsk {
    /// The days that the model is fitted from.
    pub fitted: Period,
    /// The variant whose areas are drawn, such as one with a car less; the present where left out.
    #[serde(default)]
    pub variant: Option<Variant>,
    /// How.
    #[serde(default)]
    pub how: Redraw,
}

/// How long a simulation runs: from the day after the fitted days on, after a week that does not count.
pub(super) fn run(
    fitted: Period,
    offset: liandong_domain::time::UtcOffset,
    days: u32,
    replications: u32,
    seed: u64,
) -> Run {
    Run {
        begin: offset.start_of(fitted.to.next()),
        warm_up_days: 1,
        days,
        seed,
        replications,
    }
}

/// The refusal of a scenario that makes no sense.
pub(super) fn bad(why: &BadScenario) -> Refusal {
    let en = why.to_string();
    let zh = format!("测算方案有误（{}）：{}", why.field, why.problem);
    Refusal::new("bad_scenario", Because::Invalid, zh, en).about(why.field)
}

/// The refusal of areas that cannot be drawn anew.
pub(super) fn undrawn(why: &RedrawError) -> Refusal {
    let (field, zh) = match why {
        RedrawError::Scenario(why) => return bad(why),
        RedrawError::Options { field, problem } => {
            return bad(&BadScenario { field, problem });
        }
        RedrawError::OneArea => ("fitted", "只有一个责任区，无可重划"),
        RedrawError::NoCar => ("variant", "各责任区都没有车在班，无从均衡"),
        RedrawError::NoWork => ("fitted", "没有警情，无从均衡"),
    };
    Refusal::new("nothing_to_redraw", Because::Conflict, zh, why.to_string()).about(field)
}

/// The refusal of a log that is too short to plan from.
pub(super) fn too_short(why: &FitError) -> Refusal {
    let en = why.to_string();
    let zh = match why {
        FitError::TooShort { missing } => {
            let each: Vec<String> = missing.iter().map(lacks).collect();
            format!("所选时段的记录不足以测算：{}", each.join("；"))
        }
        FitError::BadOptions(_) => "测算模型的参数互相矛盾".into(),
        FitError::NothingToSplit { .. } => "所选时段太短，不能前后对照检验".into(),
    };
    Refusal::new("log_too_short", Because::Conflict, zh, en).about("fitted")
}

fn lacks(missing: &Missing) -> String {
    let (what, unit) = match missing.what {
        Needed::Days => ("有记录的天数", "天"),
        Needed::ServedCalls => ("有车到场的警情", "起"),
        Needed::TimedCalls => ("到场与离开时刻俱全的警情", "起"),
        Needed::PlacedCalls => ("地点可知的警情", "起"),
    };
    format!(
        "{what}为{}{unit}，至少须{}{unit}",
        missing.have, missing.need
    )
}

/// The refusal of more than is computed at once.
pub(super) fn too_much() -> Refusal {
    Refusal::new(
        "too_much_to_simulate",
        Because::Invalid,
        "模拟量过大：请减少方案、天数或重复次数，或改用命令行 liandong plan",
        "too much to simulate in one request: fewer scenarios, days or replications, or the command line's liandong plan",
    )
    .about("replications")
}

/// The refusal where no contract names unit prices.
pub(super) fn no_prices() -> Refusal {
    Refusal::new(
        "no_unit_prices",
        Because::Invalid,
        "合同中没有按年计价的人员（人）与车辆（辆）单价，请填写单价",
        "no contract has a unit price by the year for members (人) and cars (辆): give the costs",
    )
    .about("costs")
}
