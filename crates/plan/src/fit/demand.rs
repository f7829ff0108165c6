//! Demand (警情量): calls by category and hour of the week.
//!
//! Half a year holds each hour of the week 26 times, so that most cells of a category hold a handful of calls. Each
//! is drawn towards the mean of its hour of the day on weekdays or at weekends: with a gamma prior of that mean
//! the rate of a Poisson count is (calls + κ·mean) / (hours + κ), and κ, the hours that the prior weighs, is
//! where the marginal likelihood of all cells is greatest (empirical Bayes; C. N. Morris, JASA 78, 1983;
//! A. Gelman et al., Bayesian Data Analysis, §2.7).

use super::{
    calendar::{Calendar, HOURS, hour_of_week},
    case::Case,
    draw::Draws,
    numeric::{summit, whole},
};
use liandong_analysis::stats::special::{as_f64, ln_gamma};
use liandong_domain::incident::CategoryCode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Rates over the week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// How many calls it rests on.
    pub calls: u64,
    /// Calls an hour, for each hour of the week from Monday 0:00; zero where none was observed.
    pub rates: Vec<f64>,
    /// κ: the hours of observation that a cell's prior mean weighs as much as. Large where the days of
    /// one kind do not differ, small where each hour of the week speaks for itself.
    pub prior_hours: f64,
}

/// Calls by category and hour of the week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Demand {
    /// Seconds observed of each hour of the week.
    pub exposure_seconds: Vec<i64>,
    /// All calls.
    pub all: Profile,
    /// Each category with its own.
    pub by_category: BTreeMap<CategoryCode, Profile>,
    /// How many calls of each category hinted at danger (危险提示).
    pub hazards: BTreeMap<CategoryCode, u64>,
    /// How daily counts scatter.
    pub dispersion: super::Dispersion,
    /// How months differ.
    pub trend: super::Trend,
}

impl Profile {
    /// The calls expected in so many seconds of each hour of the week.
    #[must_use]
    pub fn expected(&self, exposure: &[i64]) -> f64 {
        let cells = self.rates.iter().zip(exposure);
        cells
            .map(|(rate, seconds)| rate * whole(*seconds) / 3_600.0)
            .sum()
    }

    /// Rates as they may be, drawn from what the fit leaves open: first each kind's mean, from its own count, then each
    /// cell around it. With the exposure that was fitted.
    pub(crate) fn draw_rates(&self, exposure: &[i64], draws: &mut Draws) -> Vec<f64> {
        let hours: Vec<f64> = exposure.iter().map(|s| whole(*s) / 3_600.0).collect();
        let mut shifts = [[0.0; 24]; 2];
        for (at, shift) in shifts.iter_mut().flatten().enumerate() {
            let of_kind = (0..self.rates.len()).filter(|cell| kind(*cell) == at);
            let (calls, seen) = of_kind.fold((0.0, 0.0), |(calls, seen), cell| {
                (calls + self.rates[cell] * hours[cell], seen + hours[cell])
            });
            if calls > 0.0 {
                *shift = (draws.gamma(calls) - calls) / seen;
            }
        }
        let cells = self.rates.iter().zip(&hours).enumerate();
        cells
            .map(|(cell, (rate, hours))| {
                let weight = hours + self.prior_hours;
                let shift = shifts[kind(cell) / 24][kind(cell) % 24];
                let shape = rate * weight + self.prior_hours * shift;
                if shape > 0.0 {
                    draws.gamma(shape) / weight
                } else {
                    0.0
                }
            })
            .collect()
    }

    /// The rates of counts observed so many seconds each. The sum of rates times hours is the number of calls.
    #[must_use]
    pub fn of(counts: &[u64; HOURS], exposure: &[i64; HOURS]) -> Self {
        let calls = counts.iter().sum();
        let cells: Vec<Cell> = (0..HOURS)
            .map(|at| Cell {
                count: as_f64(counts[at]),
                hours: whole(exposure[at]) / 3_600.0,
                mean: prior_mean(at, counts, exposure),
            })
            .collect();
        let evidence = |ln_kappa: f64| -> f64 {
            let kappa = ln_kappa.exp();
            cells.iter().map(|cell| cell.evidence(kappa)).sum()
        };
        let prior_hours = if calls == 0 {
            MOST_HOURS
        } else {
            summit(LEAST_HOURS.ln(), MOST_HOURS.ln(), evidence).exp()
        };
        let mut rates: Vec<f64> = cells.iter().map(|cell| cell.rate(prior_hours)).collect();
        // Cells seen for different lengths shrink differently; the total is the log's all the same.
        let sum: f64 = rates
            .iter()
            .zip(&cells)
            .map(|(rate, cell)| rate * cell.hours)
            .sum();
        if sum > 0.0 {
            for rate in &mut rates {
                *rate *= as_f64(calls) / sum;
            }
        }
        Self {
            calls,
            rates,
            prior_hours,
        }
    }
}

const LEAST_HOURS: f64 = 0.1;
/// Beyond this the prior alone speaks.
const MOST_HOURS: f64 = 1e5;

struct Cell {
    count: f64,
    hours: f64,
    mean: f64,
}

impl Cell {
    fn rate(&self, kappa: f64) -> f64 {
        if self.hours > 0.0 {
            (self.count + kappa * self.mean) / (self.hours + kappa)
        } else {
            0.0
        }
    }

    /// The logarithm of the negative binomial likelihood that the count has once the rate is integrated out.
    fn evidence(&self, kappa: f64) -> f64 {
        if self.hours <= 0.0 || self.mean <= 0.0 {
            return 0.0;
        }
        let shape = self.mean * kappa;
        ln_gamma(shape + self.count) - ln_gamma(shape) - shape * (self.hours / kappa).ln_1p()
            + self.count * (self.hours / (self.hours + kappa)).ln()
    }
}

/// The hour of the day on weekdays, 0 to 23, or at weekends, 24 to 47.
const fn kind(cell: usize) -> usize {
    cell % 24 + if cell / 24 >= 5 { 24 } else { 0 }
}

/// The rate of the hour of the day on days of the same kind.
fn prior_mean(at: usize, counts: &[u64; HOURS], exposure: &[i64; HOURS]) -> f64 {
    let same = (0..HOURS).filter(|cell| kind(*cell) == kind(at));
    let (calls, seconds) = same.fold((0, 0), |(calls, seconds), cell| {
        (calls + counts[cell], seconds + exposure[cell])
    });
    if seconds > 0 {
        as_f64(calls) * 3_600.0 / whole(seconds)
    } else {
        0.0
    }
}

impl Demand {
    /// Counts the cases that the calendar holds.
    #[must_use]
    pub fn of(cases: &[&Case], calendar: &Calendar) -> Self {
        let exposure = calendar.exposure();
        let mut all = [0; HOURS];
        let mut by_category: BTreeMap<CategoryCode, [u64; HOURS]> = BTreeMap::new();
        let mut hazards: BTreeMap<CategoryCode, u64> = BTreeMap::new();
        for case in cases {
            let cell = hour_of_week(calendar.offset(), case.received_at);
            all[cell] += 1;
            *hazards.entry(case.category).or_default() += u64::from(case.hazard);
            by_category.entry(case.category).or_insert([0; HOURS])[cell] += 1;
        }
        let all = Profile::of(&all, &exposure);
        let profiles = by_category
            .iter()
            .map(|(category, counts)| (*category, Profile::of(counts, &exposure)));
        Self {
            exposure_seconds: exposure.to_vec(),
            by_category: profiles.collect(),
            hazards,
            dispersion: super::Dispersion::of(cases, calendar),
            trend: super::Trend::of(cases, calendar, &all),
            all,
        }
    }
}
