//! The tests of a report: one family, each question asked once, adjusted together.

use super::{
    make::DISPATCH,
    parts::{BaseKind, Change, Records},
    referrals,
    tested::{
        Effect, EffectKind, FAMILY_LEVEL, LEAST_CALLS, LEAST_CASES, LEAST_TABLE, Method, Outcome,
        Question, Tested, TooSmall,
    },
};
use crate::{
    bucket::{Bucket, Core, Flag},
    days::Days,
    stats::{
        interval::{Interval, newcombe},
        many::holm,
        rates::{poisson_exact, poisson_scaled, weekday_dispersion},
        shares::{fisher_exact, least_expected, two_proportion_z},
        special::as_f64,
        table::{LEAST_EXPECTED, homogeneity},
    },
};
use liandong_domain::time::Period;

/// What is compared.
pub(super) struct Sides<'a> {
    pub(super) days: &'a Days,
    pub(super) period: Period,
    pub(super) here: &'a Bucket,
    pub(super) reference: Option<(Period, &'a Core)>,
    pub(super) changes: &'a [Change],
    /// Daily counts before the period.
    pub(super) baseline: Vec<u64>,
}

/// A result before its p is adjusted.
struct Found {
    method: Method,
    statistic: Option<f64>,
    df: Option<u32>,
    p: f64,
    effect: Effect,
}

type Result = std::result::Result<Found, TooSmall>;

struct Asked {
    question: Question,
    against: Option<Period>,
    here: (u64, u64),
    there: (u64, u64),
    dispersion: Option<f64>,
    result: Result,
    records: Records,
}

pub(super) fn hypotheses(sides: &Sides<'_>) -> Vec<Tested> {
    let mut asked: Vec<Asked> = sides.changes.iter().map(|one| volume(sides, one)).collect();
    for nth in 0..DISPATCH.len() {
        asked.extend(clock(sides, nth));
    }
    asked.push(categories(sides));
    asked.push(areas(sides));
    asked.push(arrival_by_area(sides));
    asked.push(referrals_breached(sides));
    asked.push(satisfied(sides));
    let p: Vec<f64> = asked
        .iter()
        .filter_map(|one| one.result.as_ref().ok().map(|found| found.p))
        .collect();
    let mut adjusted = holm(&p).into_iter();
    asked
        .into_iter()
        .map(|one| {
            let outcome = match one.result {
                Err(why) => Outcome::TooSmall { why },
                Ok(found) => {
                    let p_adjusted = adjusted.next().unwrap_or(1.0);
                    Outcome::Done {
                        method: found.method,
                        statistic: found.statistic,
                        df: found.df,
                        p: found.p,
                        p_adjusted,
                        effect: found.effect,
                        significant: p_adjusted < FAMILY_LEVEL,
                    }
                }
            };
            Tested {
                question: one.question,
                against: one.against,
                here: one.here,
                there: one.there,
                dispersion: one.dispersion,
                outcome,
                records: one.records,
            }
        })
        .collect()
}

/// Calls a day against another period: exact where days vary by Poisson's law, scaled where they vary more.
fn volume(sides: &Sides<'_>, change: &Change) -> Asked {
    let days = |period: Period| period.days().unsigned_abs();
    let here = (sides.here.core.received, days(sides.period));
    let there = (change.received.unwrap_or(0), days(change.period));
    let dispersion = weekday_dispersion(&sides.baseline);
    let timed = |(count, days): (u64, u64)| (count, as_f64(days));
    let result = || -> Result {
        if change.received.is_none() {
            return Err(TooSmall::NoRecords);
        }
        if here.0 + there.0 < LEAST_CALLS {
            return Err(TooSmall::Calls);
        }
        let scaled = dispersion
            .filter(|one| *one > 1.0)
            .and_then(|one| poisson_scaled(timed(here), timed(there), one));
        let (method, test) = match scaled {
            Some(test) => (Method::PoissonScaled, test),
            None => {
                let exact = poisson_exact(timed(here), timed(there));
                (Method::PoissonExact, exact.ok_or(TooSmall::Calls)?)
            }
        };
        Ok(Found {
            method,
            statistic: test.statistic,
            df: None,
            p: test.p,
            effect: Effect {
                kind: EffectKind::RateRatio,
                value: test.ratio,
                interval: test.interval,
            },
        })
    };
    Asked {
        question: Question::Volume { base: change.base },
        against: Some(change.period),
        here,
        there,
        dispersion,
        result: result(),
        records: all_calls(sides),
    }
}

fn all_calls(sides: &Sides<'_>) -> Records {
    Records {
        total: sides.here.core.received,
        first: Vec::new(),
    }
}

fn named(sides: &Sides<'_>, wanted: Flag) -> Records {
    let flags = sides.here.flags.iter();
    let all = flags.filter(|(flag, _)| *flag == wanted);
    Records::of(all.map(|(_, number)| *number))
}

/// Two shares: z where each cell expects at least five, Fisher's exact test where not.
fn shares(here: (u64, u64), there: Option<(u64, u64)>) -> Result {
    let there = there.ok_or(TooSmall::NoRecords)?;
    if here.1 < LEAST_CASES || there.1 < LEAST_CASES {
        return Err(TooSmall::Cases);
    }
    let hits = here.0 + there.0;
    if hits == 0 || hits == here.1 + there.1 {
        return Err(TooSmall::AllAlike);
    }
    let (method, test) = if least_expected(here, there) < LEAST_EXPECTED {
        (Method::FisherExact, fisher_exact(here, there))
    } else {
        let z = two_proportion_z(here, there).ok_or(TooSmall::AllAlike)?;
        (Method::TwoProportionZ, z)
    };
    let (low, high) = newcombe(here, there).ok_or(TooSmall::Cases)?;
    let share = |(hits, cases): (u64, u64)| as_f64(hits) / as_f64(cases);
    Ok(Found {
        method,
        statistic: test.statistic,
        df: None,
        p: test.p,
        effect: Effect {
            kind: EffectKind::Difference,
            value: Some(share(here) - share(there)),
            interval: Interval {
                low,
                high: Some(high),
            },
        },
    })
}

fn share_asked(
    sides: &Sides<'_>,
    question: Question,
    here: (u64, u64),
    there: Option<(u64, u64)>,
    records: Records,
) -> Asked {
    Asked {
        question,
        against: sides.reference.map(|(period, _)| period),
        here,
        there: there.unwrap_or_default(),
        dispersion: None,
        result: shares(here, there),
        records,
    }
}

fn clock(sides: &Sides<'_>, nth: usize) -> Option<Asked> {
    let kind = *DISPATCH.get(nth)?;
    let of = |core: &Core| {
        let one = core.clocks.get(nth)?;
        Some((one.kept, one.decided()))
    };
    Some(share_asked(
        sides,
        Question::ClockKept { clock: kind },
        of(&sides.here.core)?,
        sides.reference.and_then(|(_, core)| of(core)),
        named(sides, Flag::Breached(kind)),
    ))
}

fn satisfied(sides: &Sides<'_>) -> Asked {
    let of = |core: &Core| (core.follow_ups.satisfied(), core.follow_ups.graded());
    share_asked(
        sides,
        Question::Satisfied,
        of(&sides.here.core),
        sides.reference.map(|(_, core)| of(core)),
        named(sides, Flag::Dissatisfied),
    )
}

fn referrals_breached(sides: &Sides<'_>) -> Asked {
    let here = referrals::breached(sides.days, sides.period);
    let there = sides
        .reference
        .map(|(period, _)| referrals::breached(sides.days, period));
    let records = Records {
        total: here.0,
        first: Vec::new(),
    };
    share_asked(sides, Question::ReferralsBreached, here, there, records)
}

/// A table of two rows: chi-square where there are enough calls.
fn table(rows: Option<[Vec<u64>; 2]>) -> Result {
    let rows = rows.ok_or(TooSmall::NoRecords)?;
    let total: u64 = rows.iter().flatten().sum();
    let test = homogeneity(&rows).filter(|_| total >= LEAST_TABLE);
    let test = test.ok_or(TooSmall::Table)?;
    Ok(Found {
        method: Method::ChiSquare,
        statistic: Some(test.statistic),
        df: Some(test.df),
        p: test.p,
        effect: Effect {
            kind: EffectKind::CramersV,
            value: Some(test.v),
            interval: Interval {
                low: test.interval.0,
                high: Some(test.interval.1),
            },
        },
    })
}

fn table_asked(
    sides: &Sides<'_>,
    question: Question,
    against: Option<Period>,
    rows: Option<[Vec<u64>; 2]>,
) -> Asked {
    let sizes = rows.as_ref().map(|[a, b]| {
        let used = a.iter().zip(b).filter(|(a, b)| **a + **b > 0).count() as u64;
        ((a.iter().sum(), used), (b.iter().sum(), used))
    });
    let (here, there) = sizes.unwrap_or_default();
    Asked {
        question,
        against,
        here,
        there,
        dispersion: None,
        result: table(rows),
        records: all_calls(sides),
    }
}

/// Rows of equal length, the shorter one filled up.
fn even(mut a: Vec<u64>, mut b: Vec<u64>) -> [Vec<u64>; 2] {
    let length = a.len().max(b.len());
    a.resize(length, 0);
    b.resize(length, 0);
    [a, b]
}

fn categories(sides: &Sides<'_>) -> Asked {
    let rows = sides.reference.map(|(_, core)| {
        even(
            sides.here.core.categories.to_vec(),
            core.categories.to_vec(),
        )
    });
    let against = sides.reference.map(|(period, _)| period);
    table_asked(sides, Question::Categories, against, rows)
}

fn areas(sides: &Sides<'_>) -> Asked {
    let of = |core: &Core| core.areas.iter().map(|area| area.received).collect();
    let rows = sides
        .reference
        .map(|(_, core)| even(of(&sides.here.core), of(core)));
    let against = sides.reference.map(|(period, _)| period);
    table_asked(sides, Question::Areas, against, rows)
}

/// Kept and breached by area, within the period; calls without an area are left out.
fn arrival_by_area(sides: &Sides<'_>) -> Asked {
    let areas = sides.here.core.areas.iter().skip(1);
    let kept = |(kept, all): (u64, u64)| (kept, all - kept);
    let (kept, breached) = areas.map(|area| kept(area.kept[0])).unzip();
    table_asked(sides, Question::ArrivalByArea, None, Some([kept, breached]))
}

/// The base of a volume's question.
impl Question {
    /// What volumes are compared with, where it is about volumes.
    #[must_use]
    pub const fn base(self) -> Option<BaseKind> {
        match self {
            Self::Volume { base } => Some(base),
            _ => None,
        }
    }
}
