//! Whether days and months scatter as a Poisson stream would: a stream that does not is reported, since a
//! simulation of it is too sure of itself.

use super::{
    calendar::Calendar,
    case::Case,
    demand::Profile,
    numeric::{count, deviation, mean, real, whole},
};
use liandong_analysis::stats::special::{as_f64, chi_square_sf, normal_two_sided};
use liandong_domain::time::Day;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How daily counts scatter (离散指数).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Dispersion {
    /// Days that were observed at least in part.
    pub days: u64,
    /// Calls a day.
    pub mean: f64,
    /// Variance over mean of the daily counts as they are, weekdays mixed.
    pub index: f64,
    /// Pearson's dispersion around the rate of the weekday: 1 under Poisson's law.
    pub pearson: f64,
    /// Its degrees of freedom.
    pub freedom: u32,
    /// How often a Poisson stream scatters as much.
    pub p: f64,
    /// The coefficient of variation of a factor that is drawn for each day and explains the rest.
    pub day_factor: f64,
}

/// What one month brought.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Month {
    /// Its first day.
    pub first: Day,
    /// Days observed, parts of days added up.
    pub days: f64,
    /// Calls.
    pub calls: u64,
    /// Calls that the rates of the whole period give for the hours observed.
    pub expected: f64,
}

/// How months differ.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trend {
    /// The months.
    pub months: Vec<Month>,
    /// The deviance of the months around one rate.
    pub deviance: f64,
    /// How often months of one rate differ as much, days scattering as they do.
    pub p: f64,
    /// Growth a month, as a share: 0.02 is two percent more each month. Log-linear in the month's number.
    pub growth: f64,
    /// Its p against none.
    pub growth_p: f64,
}

impl Dispersion {
    /// Of the cases that the calendar holds.
    #[must_use]
    pub fn of(cases: &[&Case], calendar: &Calendar) -> Self {
        let mut seconds: BTreeMap<Day, i64> = BTreeMap::new();
        calendar.each_hour(|at, _, observed| {
            *seconds.entry(calendar.offset().day(at)).or_default() += observed;
        });
        let mut calls: BTreeMap<Day, u64> = BTreeMap::new();
        for case in cases {
            *calls
                .entry(calendar.offset().day(case.received_at))
                .or_default() += 1;
        }
        let days: Vec<(i64, f64, f64)> = seconds
            .iter()
            .filter(|(_, observed)| **observed > 0)
            .map(|(day, observed)| {
                let calls = calls.get(day).copied().unwrap_or(0);
                (day.weekday(), whole(*observed), as_f64(calls))
            })
            .collect();
        let (mut pearson, mut freedom) = (0.0, 0_u32);
        for weekday in 0..7 {
            let of_it = || days.iter().filter(move |day| day.0 == weekday);
            let (time, sum) =
                of_it().fold((0.0, 0.0), |(time, sum), day| (time + day.1, sum + day.2));
            if sum <= 0.0 {
                continue;
            }
            for (_, observed, calls) in of_it() {
                let expected = sum * observed / time;
                pearson += (calls - expected).powi(2) / expected;
                freedom += 1;
            }
            freedom -= 1;
        }
        let counts: Vec<f64> = days.iter().map(|day| day.2).collect();
        let average = mean(&counts);
        let ratio = if freedom > 0 {
            pearson / f64::from(freedom)
        } else {
            1.0
        };
        Self {
            days: count(days.len()),
            mean: average,
            index: if average > 0.0 {
                deviation(&counts).powi(2) / average
            } else {
                1.0
            },
            pearson: ratio,
            freedom,
            p: if freedom > 0 {
                chi_square_sf(pearson, freedom)
            } else {
                1.0
            },
            day_factor: if average > 0.0 {
                ((ratio - 1.0).max(0.0) / average).sqrt()
            } else {
                0.0
            },
        }
    }

    /// By how much the variance of a count exceeds Poisson's, never less than 1.
    #[must_use]
    pub const fn factor(&self) -> f64 {
        self.pearson.max(1.0)
    }
}

impl Trend {
    /// Of the cases that the calendar holds, against the rates of the whole period.
    #[must_use]
    pub fn of(cases: &[&Case], calendar: &Calendar, rates: &Profile) -> Self {
        let first_of = |day: Day| Day::from(day.date().first_of_month());
        let mut months: BTreeMap<Day, (i64, f64, u64)> = BTreeMap::new();
        calendar.each_hour(|at, cell, observed| {
            let month = months
                .entry(first_of(calendar.offset().day(at)))
                .or_default();
            month.0 += observed;
            let rate = rates.rates.get(cell).copied().unwrap_or(0.0);
            month.1 += rate * whole(observed) / 3_600.0;
        });
        for case in cases {
            let month = first_of(calendar.offset().day(case.received_at));
            months.entry(month).or_default().2 += 1;
        }
        let months: Vec<Month> = months
            .into_iter()
            .filter(|(_, (observed, _, _))| *observed > 0)
            .map(|(first, (observed, expected, calls))| Month {
                first,
                days: whole(observed) / 86_400.0,
                calls,
                expected,
            })
            .collect();
        let scatter = Dispersion::of(cases, calendar).factor();
        let deviance = months.iter().map(Month::deviance).sum::<f64>();
        let freedom = u32::try_from(months.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let (growth, growth_p) = growth(&months, scatter);
        Self {
            p: if freedom > 0 {
                chi_square_sf(deviance / scatter, freedom)
            } else {
                1.0
            },
            months,
            deviance,
            growth,
            growth_p,
        }
    }
}

impl Month {
    fn deviance(&self) -> f64 {
        poisson_deviance(as_f64(self.calls), self.expected)
    }
}

/// One count's part in the Poisson deviance.
pub(crate) fn poisson_deviance(observed: f64, expected: f64) -> f64 {
    if expected <= 0.0 {
        return 0.0;
    }
    let surprise = if observed > 0.0 {
        observed * (observed / expected).ln()
    } else {
        0.0
    };
    2.0 * (surprise - (observed - expected))
}

/// The slope of a log-linear Poisson regression on the month's number with the expected calls as offset, by
/// Newton's steps, and its p with the variance scaled by the dispersion (quasi-Poisson).
fn growth(months: &[Month], scatter: f64) -> (f64, f64) {
    let points: Vec<(f64, f64, f64)> = months
        .iter()
        .enumerate()
        .filter(|(_, month)| month.expected > 0.0)
        .map(|(at, month)| (real(at), as_f64(month.calls), month.expected))
        .collect();
    let calls: f64 = points.iter().map(|point| point.1).sum();
    if points.len() < 3 || calls <= 0.0 {
        return (0.0, 1.0);
    }
    let (mut level, mut slope, mut error) = (0.0, 0.0, f64::INFINITY);
    for _ in 0..50 {
        let (mut g0, mut g1, mut h00, mut h01, mut h11) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (x, observed, expected) in &points {
            let fitted = expected * f64::exp(level + slope * x);
            g0 += observed - fitted;
            g1 += x * (observed - fitted);
            h00 += fitted;
            h01 += x * fitted;
            h11 += x * x * fitted;
        }
        let determinant = h00 * h11 - h01 * h01;
        if determinant <= 0.0 || !determinant.is_finite() {
            return (0.0, 1.0);
        }
        level += (h11 * g0 - h01 * g1) / determinant;
        slope += (h00 * g1 - h01 * g0) / determinant;
        error = (scatter * h00 / determinant).sqrt();
        if g0.abs() + g1.abs() < 1e-9 * calls {
            break;
        }
    }
    (slope.exp_m1(), normal_two_sided(slope / error))
}
