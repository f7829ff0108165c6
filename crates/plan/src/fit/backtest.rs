//! The back-test (回测): a model fitted on the days before a split is held against the days after it.

use super::{
    Fitted, Options, Sorted,
    calendar::{HOURS, hour_of_week},
    case::Log,
    demand::Profile,
    dispersion::poisson_deviance,
    draw::Draws,
    error::FitError,
    fit,
    legs::Legs,
    numeric::{count, normal_cdf, real, sample_quantile, whole},
    service::on_scene_samples,
    travel,
};
use liandong_analysis::stats::special::as_f64;
use liandong_domain::time::{Day, Period};
use serde::{Deserialize, Serialize};

/// One line of a back-test. Lines of other models, such as the simulation's share on time, are of the same kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// What is compared, as a code: `calls_per_week`, `week_profile`, `on_scene_seconds`, `travel_factor`,
    /// `travel_median_error_share`, and those of [`simulated`](super::simulated).
    pub what: String,
    /// Of which part: a category's code, `all`.
    pub of: String,
    /// The share of a quantile, where it is one.
    pub share: Option<f64>,
    /// What the model says.
    pub predicted: f64,
    /// What came.
    pub observed: f64,
    /// Observed over predicted less one; `None` where nothing was predicted.
    pub error: Option<f64>,
    /// In which what comes lies in 95 of 100 back-tests where the model holds.
    pub interval: Option<(f64, f64)>,
    /// How often a town of the model differs as much.
    pub p: Option<f64>,
    /// How many observations what came rests on.
    pub n: u64,
}

/// A model held against days that it has not seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Backtest {
    /// The days that it was fitted on.
    pub fitted_on: Period,
    /// The days that it was held against.
    pub held_against: Period,
    /// The table.
    pub rows: Vec<Row>,
}

const Z95: f64 = 1.959_963_984_540_054;

impl Row {
    /// A line without its interval and p.
    #[must_use]
    pub fn new(what: &str, of: &str, predicted: f64, observed: f64, n: u64) -> Self {
        Self {
            what: what.to_owned(),
            of: of.to_owned(),
            share: None,
            predicted,
            observed,
            error: (predicted > 0.0).then(|| observed / predicted - 1.0),
            interval: None,
            p: None,
            n,
        }
    }

    /// Whether what came lies in the interval, where there is one.
    #[must_use]
    pub fn holds(&self) -> Option<bool> {
        let (low, high) = self.interval?;
        Some(low <= self.observed && self.observed <= high)
    }
}

/// The day at which so many calendar months of a period are over: `split_months(period, 4)` of January to June
/// is 1 May. `None` where nothing is left after them.
#[must_use]
pub fn split_months(period: Period, months: u32) -> Option<Day> {
    let mut day = period.from;
    for _ in 0..months {
        day = Day::from(day.date().last_of_month()).next();
    }
    (months > 0 && day <= period.to).then_some(day)
}

/// Fits on the days before `split`, and holds the days from it on against that.
///
/// # Errors
/// [`FitError`] where the days before are too short to be fitted, or one side has no days.
pub fn backtest(log: &Log, split: Day, options: &Options) -> Result<(Fitted, Backtest), FitError> {
    options.check()?;
    let empty = Period {
        from: split,
        to: split,
    };
    let Some(period) = Sorted::of(log, options).map(|sorted| sorted.period) else {
        return Err(FitError::NothingToSplit { period: empty });
    };
    if split <= period.from || period.to < split {
        return Err(FitError::NothingToSplit { period });
    }
    let before = Period {
        from: period.from,
        to: Day(split.0 - 1),
    };
    let after = Period {
        from: split,
        to: period.to,
    };
    let fitted = fit(
        log,
        &Options {
            period: Some(before),
            ..options.clone()
        },
    )?;
    let rows = compare(&fitted, log, after);
    let table = Backtest {
        fitted_on: before,
        held_against: after,
        rows,
    };
    Ok((fitted, table))
}

/// The lines of a fitted model against other days of a log.
#[must_use]
pub fn compare(fitted: &Fitted, log: &Log, period: Period) -> Vec<Row> {
    let options = Options {
        period: Some(period),
        ..fitted.options.clone()
    };
    let Some(sorted) = Sorted::of(log, &options) else {
        return Vec::new();
    };
    let mut rows = calls_per_week(fitted, &sorted);
    rows.push(week_profile(fitted, &sorted));
    rows.extend(on_scene(fitted, &sorted, &options));
    rows.extend(travelled(fitted, &sorted, &options));
    rows
}

fn calls_per_week(fitted: &Fitted, sorted: &Sorted<'_>) -> Vec<Row> {
    let exposure = sorted.calendar.exposure();
    let weeks = whole(exposure.iter().sum()) / whole(7 * 86_400);
    if weeks <= 0.0 {
        return Vec::new();
    }
    let scatter = fitted.demand.dispersion;
    let row = |of: &str, profile: &Profile, calls: usize| {
        let expected = profile.expected(&exposure);
        // Poisson's variance, the days' own factor in them, and the same again of the days that were fitted.
        let days = weeks * 7.0;
        let seen = as_f64(scatter.days).max(1.0);
        let variance = |mean: f64, days: f64| mean + (scatter.day_factor * mean).powi(2) / days;
        let fitted_on = as_f64(profile.calls).max(1.0);
        let estimate = variance(fitted_on, seen) * (expected / fitted_on).powi(2);
        let error = (variance(expected, days) + estimate).sqrt();
        let mut row = Row::new(
            "calls_per_week",
            of,
            expected / weeks,
            real(calls) / weeks,
            count(calls),
        );
        let low = (expected - Z95 * error).max(0.0) / weeks;
        row.interval = Some((low, (expected + Z95 * error) / weeks));
        row.p = (error > 0.0).then(|| two_sided((real(calls) - expected) / error));
        row
    };
    let mut rows = vec![row("all", &fitted.demand.all, sorted.observed.len())];
    for (category, profile) in &fitted.demand.by_category {
        let of_it = sorted
            .observed
            .iter()
            .filter(|case| case.category == *category);
        rows.push(row(category.code(), profile, of_it.count()));
    }
    rows
}

fn two_sided(z: f64) -> f64 {
    2.0 * normal_cdf(-z.abs())
}

/// The shape of the week, the total made equal, by the Poisson deviance. Cells expect few calls, so that the
/// deviance has no chi-square distribution: its p is that of weeks drawn from the rates' own uncertainty and
/// Poisson's law (a posterior predictive p; A. Gelman, X.-L. Meng, H. Stern, Statistica Sinica 6, 1996).
fn week_profile(fitted: &Fitted, sorted: &Sorted<'_>) -> Row {
    const DRAWN: usize = 499;
    let profile = &fitted.demand.all;
    let exposure = sorted.calendar.exposure();
    let hours: Vec<f64> = exposure.iter().map(|s| whole(*s) / 3_600.0).collect();
    let expected: Vec<f64> = profile
        .rates
        .iter()
        .zip(&hours)
        .map(|(r, h)| r * h)
        .collect();
    let mut came = vec![0.0; HOURS];
    for case in &sorted.observed {
        came[hour_of_week(sorted.calendar.offset(), case.received_at)] += 1.0;
    }
    let observed = shape_deviance(&came, &expected);
    let mut draws = Draws::new(fitted.options.seed, 64);
    let mut drawn = Vec::with_capacity(DRAWN);
    for _ in 0..DRAWN {
        let rates = profile.draw_rates(&fitted.demand.exposure_seconds, &mut draws);
        let cells = rates.iter().zip(&hours);
        let week: Vec<f64> = cells
            .map(|(rate, hours)| as_f64(draws.poisson(rate * hours)))
            .collect();
        drawn.push(shape_deviance(&week, &expected));
    }
    drawn.sort_by(f64::total_cmp);
    let middle = sample_quantile(&drawn, 0.5);
    let mut row = Row::new(
        "week_profile",
        "all",
        middle,
        observed,
        count(sorted.observed.len()),
    );
    row.interval = Some((0.0, sample_quantile(&drawn, 0.95)));
    let greater = drawn.iter().filter(|one| **one >= observed).count();
    row.p = Some((real(greater) + 1.0) / (real(DRAWN) + 1.0));
    row
}

fn shape_deviance(observed: &[f64], expected: &[f64]) -> f64 {
    let (came, said): (f64, f64) = (observed.iter().sum(), expected.iter().sum());
    if said <= 0.0 {
        return 0.0;
    }
    let cells = observed.iter().zip(expected);
    cells
        .map(|(o, e)| poisson_deviance(*o, e * came / said))
        .sum()
}

/// Median and 90 % of the time on scene. The interval is that of a sample quantile: the law's own
/// quantiles at p ± 1.96 √(p(1−p)(1/n + 1/m)), n after and m before the split.
fn on_scene(fitted: &Fitted, sorted: &Sorted<'_>, options: &Options) -> Vec<Row> {
    let (samples, _) = on_scene_samples(&sorted.all, options);
    let mut rows = Vec::new();
    for (category, mut sample) in samples {
        if sample.is_empty() {
            continue;
        }
        sample.sort_by(f64::total_cmp);
        let fit = fitted.service.on_scene(category);
        for share in [0.5, 0.9] {
            let law = fit.law.quantile(share);
            let came = sample_quantile(&sample, share);
            let n = count(sample.len());
            let mut row = Row::new("on_scene_seconds", category.code(), law, came, n);
            let error =
                (share * (1.0 - share) * (1.0 / real(sample.len()) + 1.0 / as_f64(fit.n))).sqrt();
            let at = |share: f64| fit.law.quantile(share.clamp(1e-6, 1.0 - 1e-6));
            let (low, high) = (share - Z95 * error, share + Z95 * error);
            // Beyond the largest of so few anything can come.
            row.interval = (high < 1.0).then(|| (at(low), at(high)));
            row.share = Some(share);
            rows.push(row);
        }
    }
    rows
}

/// The median factor, and the median error of a way in percent, of the ways after the split.
fn travelled(fitted: &Fitted, sorted: &Sorted<'_>, options: &Options) -> Vec<Row> {
    let Some(travel) = &fitted.travel else {
        return Vec::new();
    };
    let legs = Legs::of(&sorted.all);
    let (ways, _) = travel::ways(&sorted.all, &legs, options);
    let ways = travel::without(&ways, travel.fixed_seconds, travel.all.factor);
    if ways.is_empty() {
        return Vec::new();
    }
    let n = count(ways.len());
    let factor = travel.all.factor;
    let came = travel::factor(0, ways.iter()).factor;
    let mut median = Row::new("travel_factor", "all", factor, came, n);
    // A normal sample's median has √(π/2) times the mean's deviation.
    let spread = travel.all.sigma * std::f64::consts::FRAC_PI_2.sqrt();
    let error = spread * (1.0 / as_f64(n) + 1.0 / as_f64(travel.all.n)).sqrt();
    let at = |z: f64| factor * (z * error).exp();
    median.interval = Some((at(-Z95), at(Z95)));
    let mut off: Vec<f64> = ways
        .iter()
        .map(|way| (way.observed / (travel.at(way.block).factor * way.expected) - 1.0).abs())
        .collect();
    off.sort_by(f64::total_cmp);
    // Half of all ways of the fitted lognormal lie within this share of the prediction.
    let expected = (0.674_489_75 * travel.all.sigma).exp_m1();
    let came = sample_quantile(&off, 0.5);
    vec![
        median,
        Row::new("travel_median_error_share", "all", expected, came, n),
    ]
}
