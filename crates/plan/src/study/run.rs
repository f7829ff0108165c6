//! A study from its plan.

use super::{
    costs::{Bill, Costs},
    variant::Variant,
};
use crate::sim::{
    Answers, BadScenario, Difference, Measure, Outcome, Scenario, Threads, compare, simulate,
};
use liandong_domain::ratio::Ratio;
use serde::{Deserialize, Serialize};

/// What is to be simulated (方案文件): a file that makes its study again, to the byte.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The present, with how long, how often and from which seed everything is simulated.
    pub present: Scenario,
    /// Unit prices.
    pub costs: Costs,
    /// What is promised.
    pub promise: Promise,
    /// What could be changed.
    pub variants: Vec<Variant>,
}

/// Which share is promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PlanPromised))]
#[serde(rename_all = "snake_case")]
pub enum Promised {
    /// Arrival within the limit from the assignment, as the form counts it.
    #[default]
    ArrivedInTime,
    /// Arrival within the same limit from the call itself, as a caller feels it.
    AnsweredInTime,
}

impl Promised {
    /// The measure that it is about.
    #[must_use]
    pub const fn measure(self) -> Measure {
        match self {
            Self::ArrivedInTime => Measure::ArrivedInTime,
            Self::AnsweredInTime => Measure::AnsweredInTime,
        }
    }
}

/// A promise (承诺): a share of calls, with the confidence that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PlanPromise))]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// The share of what.
    #[serde(default)]
    pub of: Promised,
    /// At least so many hundredths of a percent: 9500 is 95 %.
    pub share: u32,
    /// 95 or 99 percent.
    pub confidence: u32,
}

/// Whether a promise is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PlanVerdict))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The whole interval lies above it.
    Kept,
    /// The whole interval lies below it.
    Broken,
    /// It lies within the interval: more replications would tell.
    Unclear,
}

/// A share with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PlanShare))]
#[serde(deny_unknown_fields)]
pub struct Found {
    /// Of all replications together.
    pub share: Ratio,
    /// Lower end, in hundredths of a percent, rounded down.
    pub low: i64,
    /// Upper end, in hundredths of a percent, rounded up.
    pub high: i64,
}

/// A scenario with its answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    /// Its name.
    pub name: String,
    /// What it costs.
    pub bill: Bill,
    /// The promised share.
    pub promised: Found,
    /// Whether the promise is kept.
    pub verdict: Verdict,
    /// All answers.
    pub answers: Answers,
    /// How it differs from the present, chance being the same; empty for the present itself.
    pub against_present: Vec<Difference>,
}

/// The results of a study (测算结果).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Study {
    /// The seed.
    pub seed: u64,
    /// How often each was simulated.
    pub replications: u32,
    /// Days that count in each.
    pub days: u32,
    /// What was promised.
    pub promise: Promise,
    /// The present, then the variants in their order.
    pub scenarios: Vec<Answered>,
}

impl Promise {
    /// Checks that it makes sense.
    ///
    /// # Errors
    /// [`BadScenario`].
    pub const fn check(&self) -> Result<(), BadScenario> {
        if self.share > 10_000 {
            return Err(BadScenario {
                field: "promise.share",
                problem: "a share is 0 to 10,000 hundredths of a percent",
            });
        }
        if self.confidence != 95 && self.confidence != 99 {
            return Err(BadScenario {
                field: "promise.confidence",
                problem: "the confidence is 95 or 99 percent",
            });
        }
        Ok(())
    }

    /// What a simulation says about it; `None` without a single call.
    #[must_use]
    pub fn found(&self, outcome: &Outcome) -> Option<(Found, Verdict)> {
        let measure = self.of.measure();
        let estimate = outcome.answer(measure)?;
        let half = match self.confidence {
            99 => estimate.half_99,
            _ => estimate.half_95,
        };
        let (up, down) = outcome
            .replications
            .iter()
            .map(|one| self.counted(one))
            .fold((0, 0), |(up, down), (more, of)| (up + more, down + of));
        let half = half.unwrap_or(1.0);
        let hundredths = |share: f64| share.clamp(0.0, 1.0) * 10_000.0;
        let found = Found {
            share: Ratio::new(up, down),
            low: whole(hundredths(estimate.value - half).floor()),
            high: whole(hundredths(estimate.value + half).ceil()),
        };
        let share = i64::from(self.share);
        let verdict = if found.low >= share {
            Verdict::Kept
        } else if found.high < share {
            Verdict::Broken
        } else {
            Verdict::Unclear
        };
        Some((found, verdict))
    }

    fn counted(&self, one: &crate::sim::Figures) -> (i64, i64) {
        let up = match self.of {
            Promised::ArrivedInTime => one.arrived_in_time,
            Promised::AnsweredInTime => one.answered_in_time,
        };
        (up.cast_signed(), one.calls.cast_signed())
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "hundredths of a percent are 0 to 10,000"
)]
fn whole(hundredths: f64) -> i64 {
    hundredths as i64
}

/// Simulates the present and every variant, with the same chance for all (公共随机数). `done` is told
/// after each replication of each.
///
/// # Errors
/// [`BadScenario`] names what is wrong; nothing was simulated then.
pub fn run(plan: &Plan, threads: Threads, done: &(dyn Fn() + Sync)) -> Result<Study, BadScenario> {
    plan.promise.check()?;
    let present = Variant::present(plan.present.name.clone());
    let variants = std::iter::once(&present).chain(&plan.variants);
    let scenarios: Vec<Scenario> = variants
        .map(|one| one.of(&plan.present))
        .collect::<Result<_, _>>()?;
    let mut first: Option<Outcome> = None;
    let mut answered = Vec::with_capacity(scenarios.len());
    for scenario in &scenarios {
        let outcome = simulate(scenario, threads, done)?;
        let (promised, verdict) = plan.promise.found(&outcome).ok_or(BadScenario {
            field: "demand",
            problem: "no call came: more days or more replications are needed",
        })?;
        answered.push(Answered {
            name: scenario.name.clone(),
            bill: plan.costs.bill(&scenario.fleet),
            promised,
            verdict,
            against_present: first
                .as_ref()
                .map_or_else(Vec::new, |first| compare(first, &outcome)),
            answers: outcome.answers.clone(),
        });
        first.get_or_insert(outcome);
    }
    Ok(Study {
        seed: plan.present.run.seed,
        replications: plan.present.run.replications,
        days: plan.present.run.days,
        promise: plan.promise,
        scenarios: answered,
    })
}
