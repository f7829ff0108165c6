//! Laws that hold for all rows.

use super::given::{day, number};
use liandong_analysis::{
    ClockTake, Days, Fold, IncidentRow, Names, Report, Scope,
    stats::{
        interval::{clopper_pearson, newcombe, wilson},
        many::holm,
        rates::{binomial_p, poisson_exact},
        shares::fisher_exact,
    },
};
use liandong_domain::{
    incident::{CategoryCode, ClockOutcome, Grade, Phase},
    reports::{ReportKind, ReportOf},
    time::Day,
};
use proptest::prelude::*;

const AREAS: [Option<&str>; 3] = [None, Some("east"), Some("west")];
const CREWS: [&str; 4] = ["", "LA:m1,m2", "L-:m2;RA:m3", "LA:m3,m1;LA:m2"];

#[derive(Debug, Clone)]
struct Drawn {
    day: i64,
    second: i64,
    phase: usize,
    category: Option<usize>,
    area: usize,
    clocks: [Option<(usize, bool)>; 3],
    grade: Option<usize>,
    flags: [bool; 3],
    place: i64,
    crews: usize,
}

fn a_row() -> impl Strategy<Value = Drawn> {
    let clock = || prop::option::of((0..ClockOutcome::ALL.len(), any::<bool>()));
    (
        (0..62_i64, 0..86_400_i64, 0..Phase::ALL.len()),
        prop::option::of(0..5_usize),
        0..AREAS.len(),
        [clock(), clock(), clock()],
        prop::option::of(0..5_usize),
        any::<[bool; 3]>(),
        0..12_i64,
        0..CREWS.len(),
    )
        .prop_map(
            |((day, second, phase), category, area, clocks, grade, flags, place, crews)| Drawn {
                day,
                second,
                phase,
                category,
                area,
                clocks,
                grade,
                flags,
                place,
                crews,
            },
        )
}

fn begin() -> Day {
    day("2024-01-01")
}

fn fold(rows: &[(u32, Drawn)], reports: &[ReportOf]) -> Days {
    let mut fold = Fold::new(Scope::of(reports, begin()));
    for (nth, one) in rows {
        let day = Day(begin().0 + one.day);
        let [sampled, complaint, unreachable] = one.flags;
        fold.incident(&IncidentRow {
            category: one.category.map(|at| CategoryCode::ALL[at]),
            area: AREAS[one.area],
            clocks: one.clocks.map(|clock| {
                clock.map(|(at, late)| ClockTake {
                    outcome: ClockOutcome::ALL[at],
                    late,
                })
            }),
            grade: one.grade.map(|at| Grade::ALL[at]),
            sampled,
            complaint,
            unreachable,
            place: Some(one.place),
            crews: CREWS[one.crews],
            ..IncidentRow::new(number(day, *nth), day, one.second, Phase::ALL[one.phase])
        });
        fold.caller(day, one.place.unsigned_abs());
    }
    fold.finish()
}

fn all(days: &Days, reports: &[ReportOf]) -> Vec<Report> {
    days.reports(reports, &Names::default(), &|place| place.to_string())
}

fn two_months() -> Vec<ReportOf> {
    let mut reports = Vec::new();
    for kind in ReportKind::ALL {
        let period = liandong_domain::time::Period {
            from: begin(),
            to: day("2024-02-29"),
        };
        reports.extend(ReportOf::within(*kind, period));
    }
    reports
}

/// The counts of a report that add up, in one list.
fn adds_up(report: &Report) -> Vec<u64> {
    let mut all = vec![
        report.volumes.received,
        report.ends.closed,
        report.ends.under_way,
        report.ends.returned,
        report.follow_ups.sampled,
        report.follow_ups.satisfied.numerator,
        report.follow_ups.complaints.total,
        report.follow_ups.unreachable,
    ];
    all.extend(&report.volumes.hours);
    all.extend(&report.volumes.weekdays);
    all.extend(&report.follow_ups.grades);
    for clock in &report.clocks {
        all.extend([clock.kept.numerator, clock.kept.denominator, clock.late]);
        all.extend([clock.breached.total, clock.void, clock.never]);
    }
    for category in CategoryCode::ALL {
        let mut parts = report.categories.iter();
        let part = parts.find(|one| one.category == Some(*category));
        all.push(part.map_or(0, |one| one.share.numerator));
    }
    for area in AREAS {
        let part = report.areas.iter().find(|one| one.id.as_deref() == area);
        all.push(part.map_or(0, |one| one.share.numerator));
        all.push(part.map_or(0, |one| one.arrive.denominator));
    }
    for id in ["m1", "m2", "m3"] {
        let member = report.members.iter().find(|one| one.id == id);
        all.push(member.map_or(0, |one| one.assigned));
        all.push(member.map_or(0, |one| one.arrive.denominator));
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A week never says another number than its days, nor a month.
    #[test]
    fn days_add_up(rows in prop::collection::vec(a_row(), 0..300)) {
        let rows: Vec<(u32, Drawn)> = (1..).zip(rows).collect();
        let reports = two_months();
        let all = all(&fold(&rows, &reports), &reports);
        let (days, sums): (Vec<&Report>, Vec<&Report>) =
            all.iter().partition(|one| one.kind == ReportKind::Daily);
        for sum in sums {
            let mut parts = vec![0; adds_up(sum).len()];
            for day in days.iter().filter(|one| sum.period.contains(one.period.from)) {
                for (into, from) in parts.iter_mut().zip(adds_up(day)) {
                    *into += from;
                }
            }
            prop_assert_eq!(parts, adds_up(sum), "{}", sum.id);
        }
    }

    #[test]
    fn the_order_of_rows_does_not_matter(
        rows in prop::collection::vec(a_row(), 0..200),
        turn in 0..200_usize,
    ) {
        let rows: Vec<(u32, Drawn)> = (1..).zip(rows).collect();
        let mut other = rows.clone();
        other.reverse();
        let length = other.len().max(1);
        other.rotate_left(turn % length);
        let reports = two_months();
        prop_assert_eq!(
            all(&fold(&rows, &reports), &reports),
            all(&fold(&other, &reports), &reports)
        );
    }

    /// A set's reports are those that are computed alone: the sliding windows forget nothing.
    #[test]
    fn a_set_is_its_reports(rows in prop::collection::vec(a_row(), 0..200), at in 0..60_usize) {
        let rows: Vec<(u32, Drawn)> = (1..).zip(rows).collect();
        let reports = two_months();
        let set = all(&fold(&rows, &reports), &reports);
        let alone = [reports[at]];
        prop_assert_eq!(&all(&fold(&rows, &alone), &alone)[0], &set[at]);
    }

    #[test]
    fn intervals_hold_their_estimate(n in 1..5_000_u64, k in 0..5_000_u64, m in 1..400_u64, j in 0..400_u64) {
        let (k, j) = (k.min(n), j.min(m));
        #[allow(clippy::cast_precision_loss)]
        let share = |k: u64, n: u64| k as f64 / n as f64;
        for (low, high) in [wilson(k, n).unwrap(), clopper_pearson(k, n).unwrap()] {
            prop_assert!((0.0..=1.0).contains(&low) && (0.0..=1.0).contains(&high));
            prop_assert!(low <= share(k, n) && share(k, n) <= high, "{low} {high}");
        }
        let (low, high) = newcombe((k, n), (j, m)).unwrap();
        let difference = share(k, n) - share(j, m);
        prop_assert!(low <= difference && difference <= high);
        prop_assert!(low >= -1.0 && high <= 1.0);
    }

    /// Chances are chances, and who is called first does not matter.
    #[test]
    fn tests_are_symmetric(a in 0..300_u64, b in 0..300_u64, n in 1..300_u64, m in 1..300_u64) {
        let (here, there) = ((a.min(n), n), (b.min(m), m));
        let p = fisher_exact(here, there).p;
        prop_assert!((0.0..=1.0).contains(&p));
        prop_assert!((p - fisher_exact(there, here).p).abs() < 1e-9);
        if a + b > 0 {
            let one = poisson_exact((a, 2.0), (b, 3.0)).unwrap();
            let other = poisson_exact((b, 3.0), (a, 2.0)).unwrap();
            prop_assert!((one.p - other.p).abs() < 1e-9, "{} {}", one.p, other.p);
        }
    }

    /// The sum by halving is the sum by counting.
    #[test]
    fn the_binomial_tails_are_complete(n in 1..60_u64, k in 0..60_u64, share in 0.02..0.98_f64) {
        let k = k.min(n);
        let mut likely = vec![(1.0 - share).powi(i32::try_from(n).unwrap())];
        for k in 1..=n {
            #[allow(clippy::cast_precision_loss)]
            let factor = (n - k + 1) as f64 / k as f64 * share / (1.0 - share);
            likely.push(likely.last().unwrap() * factor);
        }
        let own = likely[usize::try_from(k).unwrap()] * (1.0 + 1e-7);
        let sum: f64 = likely.iter().filter(|one| **one <= own).sum();
        prop_assert!((binomial_p(k, n, share) - sum.min(1.0)).abs() < 1e-9);
    }

    #[test]
    fn adjusting_never_makes_smaller_and_keeps_the_order(p in prop::collection::vec(0.0..1.0_f64, 0..12)) {
        let adjusted = holm(&p);
        for (nth, one) in p.iter().enumerate() {
            prop_assert!(adjusted[nth] >= *one && adjusted[nth] <= 1.0);
            for (other, second) in p.iter().enumerate() {
                prop_assert!(one > second || adjusted[nth] <= adjusted[other]);
            }
        }
    }
}
