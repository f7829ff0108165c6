//! The back-test of what is promised: the model of the days before a split, simulated over the days after it with the
//! cars and rules as they are, against the log's own share on time (按时到达率), response and way.
//!
//! The interval is that of one more such stretch of days, not of a mean: each replication draws the calls, as they
//! may come, and what the fit leaves open of the level of demand, of ways and of times on scene. Whatever else
//! differs between the town and the model (who decides otherwise than the advice, cars that break down) is what
//! the row is there to show.

use super::{Fitted, Options, Sorted, backtest::Row, case::Case, case::Log, draw::Draws, numeric};
use crate::sim::{BadScenario, Duration, Figures, Run, Scenario, Town, student_quantile};
use liandong_analysis::stats::special::as_f64;
use liandong_domain::{dispatch::TravelRules, time::Period};
use rayon::prelude::*;

/// Replications: enough for an interval of 95 %, and done in a fraction of a second.
const REPLICATIONS: u32 = 40;
/// Later than this it was no arrival that a car was waited for, but an entry that somebody forgot.
const LONGEST_SECONDS: i64 = 86_400;
/// Everything varies within a factor of three at the most, or the fit says nothing.
const MOST: f64 = 3.0;

/// What the log says of a served call.
#[derive(Debug, Clone, Copy)]
struct Served {
    wait: i64,
    way: i64,
    in_time: bool,
    /// Whether its arrival is somebody's memory (补报): it counts for the share, as on the form, and for no mean.
    late: bool,
}

impl Served {
    fn of(case: &Case, limit: i64) -> Option<Self> {
        let mut legs: Vec<_> = case.legs.iter().filter(|leg| leg.round == 1).collect();
        legs.sort_by_key(|leg| leg.assigned_at);
        let assigned = legs.iter().find(|leg| !leg.refused)?.assigned_at;
        let there = legs
            .iter()
            .filter_map(|leg| Some((leg.arrived_at?, leg.arrived_late)));
        let (arrived, late) = there.min()?;
        let way = arrived.since(assigned);
        Some(Self {
            wait: assigned.since(case.received_at),
            way,
            in_time: way <= limit,
            late: late || !(0..=LONGEST_SECONDS).contains(&way),
        })
    }
}

/// The lines `share_on_time` (from the assignment, of the calls at which a car arrived), `response_seconds`,
/// `wait_seconds` and `way_seconds` of a fitted model against the days of a period that it has not seen. `present` is
/// the present made of that model: its run is replaced, the rest stands. Empty where the log has no arrival then.
///
/// # Errors
/// [`BadScenario`] where the present cannot be simulated.
pub fn simulated(
    fitted: &Fitted,
    log: &Log,
    period: Period,
    present: &Scenario,
) -> Result<Vec<Row>, BadScenario> {
    let options = Options {
        period: Some(period),
        ..fitted.options.clone()
    };
    let Some(sorted) = Sorted::of(log, &options) else {
        return Ok(Vec::new());
    };
    let limit = present.rules.arrive.seconds;
    let served: Vec<Served> = sorted
        .observed
        .iter()
        .filter_map(|case| Served::of(case, limit))
        .collect();
    if served.is_empty() {
        return Ok(Vec::new());
    }
    let days = u32::try_from(period.to.0 - period.from.0 + 1).unwrap_or(1);
    let mut scenario = present.clone();
    scenario.run = Run {
        begin: options.offset.start_of(period.from).plus(-86_400),
        warm_up_days: 1,
        days,
        seed: options.seed,
        replications: REPLICATIONS,
    };
    scenario.check()?;
    let figures: Vec<Figures> = (0..REPLICATIONS)
        .into_par_iter()
        .map(|nth| {
            let drawn = perhaps(fitted, &scenario, f64::from(days), nth);
            Ok(Town::new(&drawn)?.replicate(u64::from(nth)))
        })
        .collect::<Result<_, BadScenario>>()?;
    let timed: Vec<&Served> = served.iter().filter(|one| !one.late).collect();
    let mean = |of: fn(&Served) -> i64| {
        let all: Vec<f64> = timed.iter().map(|one| numeric::whole(of(one))).collect();
        (numeric::mean(&all), timed.len())
    };
    let in_time = served.iter().filter(|one| one.in_time).count();
    let share = numeric::real(in_time) / numeric::real(served.len());
    let seconds = |sum: u64, of: u64| (as_f64(sum) / 1_000.0, as_f64(of));
    let arrived_in_time = |one: &Figures| (as_f64(one.arrived_in_time), as_f64(one.arrived));
    let response = |one: &Figures| seconds(one.response_ms, one.arrived);
    let wait = |one: &Figures| seconds(one.wait_ms, one.arrived);
    let way = |one: &Figures| seconds(one.way_ms, one.arrived);
    let mut on_time = row(
        "share_on_time",
        &figures,
        arrived_in_time,
        (share, served.len()),
    );
    if let Some((low, high)) = on_time.as_mut().and_then(|row| row.interval.as_mut()) {
        (*low, *high) = (low.max(0.0), high.min(1.0));
    }
    let mut rows = vec![on_time];
    if !timed.is_empty() {
        rows.push(row(
            "response_seconds",
            &figures,
            response,
            mean(|one| one.wait + one.way),
        ));
        rows.push(row("wait_seconds", &figures, wait, mean(|one| one.wait)));
        rows.push(row("way_seconds", &figures, way, mean(|one| one.way)));
    }
    Ok(rows.into_iter().flatten().collect())
}

/// The scenario as it may be: what the fit leaves open is drawn, from streams of the replication's own.
fn perhaps(fitted: &Fitted, scenario: &Scenario, days: f64, nth: u32) -> Scenario {
    let mut draws = Draws::new(fitted.options.seed, 0x1_0000 + u64::from(nth));
    let mut drawn = scenario.clone();
    let mut times = |deviation: f64| (deviation * draws.normal()).exp().clamp(1.0 / MOST, MOST);
    // The level of demand: its own count, and days that scatter beyond Poisson's law, before the split and after it.
    let demand = &fitted.demand;
    let (calls, seen) = (
        as_f64(demand.all.calls).max(1.0),
        as_f64(demand.dispersion.days).max(1.0),
    );
    let by_day = demand.dispersion.day_factor.powi(2) * (1.0 / seen + 1.0 / days.max(1.0));
    drawn.demand.factor *= times((1.0 / calls + by_day).sqrt());
    if let Some(travel) = &fitted.travel {
        // A normal sample's median has √(π/2) times the mean's deviation.
        let median = std::f64::consts::FRAC_PI_2.sqrt() / as_f64(travel.all.n).max(1.0).sqrt();
        let factor = times(travel.all.sigma * median);
        slower(&mut drawn.rules.dispatch.travel, factor);
    }
    for work in &mut drawn.service.work {
        let fit = fitted.service.on_scene(work.category);
        work.on_scene = longer(
            &work.on_scene,
            times(fit.deviation / fit.mean / as_f64(fit.n).max(1.0).sqrt()),
        );
    }
    drawn
}

/// A rule whose ways take so many times as long. Its numbers are whole: detour and speeds are first made as many times
/// larger as they may be, which changes no way, so that a percent more or less is seen.
fn slower(rule: &mut TravelRules, factor: f64) {
    let fastest = rule.by_hour.iter().map(|one| one.kmh).max().unwrap_or(0);
    let fastest = fastest.max(rule.usual_kmh).max(1);
    let times = (400 / rule.detour_percent.max(1)).min(150 / fastest).max(1);
    rule.usual_kmh *= times;
    for window in &mut rule.by_hour {
        window.kmh *= times;
    }
    let percent = numeric::whole(rule.detour_percent.max(100) * times) * factor;
    rule.detour_percent = super::model::nearest(percent.clamp(100.0, 500.0));
}

/// A law whose every duration is so many times as long.
fn longer(law: &Duration, times: f64) -> Duration {
    let mut law = law.clone();
    match &mut law {
        Duration::Constant { seconds } => *seconds *= times,
        Duration::Exponential { mean } | Duration::Gamma { mean, .. } => *mean *= times,
        Duration::Lognormal { median, .. } => *median *= times,
        Duration::Uniform { from, to } => {
            *from *= times;
            *to *= times;
        }
        Duration::Hyperexponential { first, second, .. } => {
            *first *= times;
            *second *= times;
        }
        Duration::Empirical { seconds } => seconds.iter_mut().for_each(|one| *one *= times),
    }
    law
}

fn row(
    what: &str,
    figures: &[Figures],
    of: impl Fn(&Figures) -> (f64, f64),
    (observed, n): (f64, usize),
) -> Option<Row> {
    let pairs: Vec<(f64, f64)> = figures.iter().map(of).filter(|one| one.1 > 0.0).collect();
    let (up, down) = pairs
        .iter()
        .fold((0.0, 0.0), |(up, down), one| (up + one.0, down + one.1));
    let each: Vec<f64> = pairs.iter().map(|one| one.0 / one.1).collect();
    if each.len() < 2 {
        return None;
    }
    let predicted = up / down;
    let mut row = Row::new(what, "all", predicted, observed, numeric::count(n));
    // Of one more such stretch: its own spread, and that of the mean it is held against.
    let many = numeric::real(each.len());
    let freedom = u32::try_from(each.len() - 1).unwrap_or(u32::MAX);
    let half =
        student_quantile(0.975, freedom) * numeric::deviation(&each) * (1.0 + 1.0 / many).sqrt();
    row.interval = Some((predicted - half, predicted + half));
    let off = (observed - predicted).abs();
    let as_far = each
        .iter()
        .filter(|one| (*one - predicted).abs() >= off)
        .count();
    row.p = Some((numeric::real(as_far) + 1.0) / (many + 1.0));
    Some(row)
}
