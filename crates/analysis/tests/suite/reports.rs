//! Reports from given rows.

use super::given::{call, day, days, kept, number, of, one};
use liandong_analysis::{
    BreachRow, Fold, IncidentRow, Names, ReferralEnd, ReferralRow, Scope,
    report::{BaseKind, EffectKind, Finding, Method, Outcome, Question, Report, Tested, TooSmall},
    stats::chart::Signal,
};
use liandong_domain::{
    incident::{ClockKind, Grade, Phase},
    reports::{ReportKind, ReportOf},
    time::{Day, UtcOffset},
};

fn test(report: &Report, question: Question) -> &Tested {
    let found = report.tests.iter().find(|one| one.question == question);
    found.expect("the question is asked")
}

fn volume(base: BaseKind) -> Question {
    Question::Volume { base }
}

#[test]
fn a_town_that_began_yesterday_gets_no_conclusion() {
    let of = of(ReportKind::Daily, "2024-03-02");
    let days = days(&[of], "2024-03-01", |_| 4, |day, nth| call(day, nth, true));
    let report = one(&days, of);
    assert_eq!(report.volumes.received, 4);
    assert!(report.findings.none_possible && report.findings.all.is_empty());
    assert_eq!(report.findings.too_small, report.tests.len());
    assert_eq!(report.chart.limits, None);
    let week = test(&report, volume(BaseKind::Week));
    let why = TooSmall::NoRecords;
    assert_eq!(week.outcome, Outcome::TooSmall { why });
    assert_eq!(report.changes[0].received, None, "not zero calls");
}

#[test]
fn a_week_with_half_as_many_calls_again_is_found_and_one_with_a_few_more_is_not() {
    let week = of(ReportKind::Weekly, "2024-06-05");
    let from = week.period().from;
    for (calls, found) in [(45, true), (32, false)] {
        let per_day = |day: Day| if day >= from { calls } else { 30 };
        let days = days(&[week], "2023-01-01", per_day, |day, nth| {
            call(day, nth, nth % 10 > 0)
        });
        let report = one(&days, week);
        let before = test(&report, volume(BaseKind::Week));
        assert_eq!(before.is_finding(), found, "{calls}");
        let Outcome::Done {
            method,
            effect,
            p,
            p_adjusted,
            ..
        } = before.outcome
        else {
            panic!("{before:?}");
        };
        assert_eq!(method, Method::PoissonExact, "days that are all alike");
        assert_eq!(effect.kind, EffectKind::RateRatio);
        assert_eq!(effect.value, Some(f64::from(calls) / 30.0));
        assert!(p_adjusted >= p);
        assert_eq!(before.here, (u64::from(calls) * 7, 7));
        assert_eq!(report.changes[2].received, Some(210), "the year before");
    }
}

#[test]
fn days_that_jump_about_need_a_larger_change() {
    let week = of(ReportKind::Weekly, "2024-06-05");
    let from = week.period().from;
    // 10 and 50 by turns of weeks: far more than Poisson's law allows.
    let restless = |day: Day| match (day >= from, (day.0 - from.0).div_euclid(7) % 2) {
        (true, _) => 40,
        (false, 0) => 10,
        (false, _) => 50,
    };
    let days = days(&[week], "2024-01-01", restless, |day, nth| {
        call(day, nth, true)
    });
    let report = one(&days, week);
    let before = test(&report, volume(BaseKind::Week));
    assert!(before.dispersion.unwrap() > 10.0);
    let Outcome::Done {
        method,
        significant,
        ..
    } = before.outcome
    else {
        panic!("{before:?}");
    };
    assert_eq!((method, significant), (Method::PoissonScaled, false));
}

#[test]
fn a_clock_that_is_kept_less_often_is_found_with_its_records() {
    let week = of(ReportKind::Weekly, "2024-06-05");
    let from = week.period().from;
    let days = days(
        &[week],
        "2024-01-01",
        |_| 20,
        |day, nth| {
            let in_time = if day >= from { nth > 6 } else { nth > 2 };
            call(day, nth, in_time)
        },
    );
    let report = one(&days, week);
    let arrive = test(
        &report,
        Question::ClockKept {
            clock: ClockKind::Arrive,
        },
    );
    assert!(arrive.is_finding());
    assert_eq!((arrive.here, arrive.there), ((98, 140), (504, 560)));
    assert_eq!(arrive.records.total, 42);
    assert_eq!(arrive.records.first[0].to_string(), "20240603-00001");
    let Outcome::Done { method, effect, .. } = arrive.outcome else {
        panic!("{arrive:?}");
    };
    assert_eq!(method, Method::TwoProportionZ);
    assert!((effect.value.unwrap() + 0.2).abs() < 1e-12);
    assert!(effect.interval.high.unwrap() < 0.0);
    let feedback = test(
        &report,
        Question::ClockKept {
            clock: ClockKind::Feedback,
        },
    );
    let why = TooSmall::AllAlike;
    assert_eq!(feedback.outcome, Outcome::TooSmall { why });
}

#[test]
fn few_breaches_are_compared_exactly() {
    let week = of(ReportKind::Weekly, "2024-06-05");
    let from = week.period().from;
    let days = days(
        &[week],
        "2024-01-01",
        |_| 4,
        |day, nth| call(day, nth, nth > 1 || day.0 % 7 != from.0 % 7),
    );
    let arrive = ClockKind::Arrive;
    let report = one(&days, week);
    let found = test(&report, Question::ClockKept { clock: arrive });
    assert!(matches!(
        found.outcome,
        Outcome::Done {
            method: Method::FisherExact,
            significant: false,
            ..
        }
    ));
    let day_report = of(ReportKind::Daily, "2024-06-05");
    let small = one(
        &super::given::days(
            &[day_report],
            "2024-01-01",
            |_| 4,
            |day, nth| call(day, nth, nth > 1),
        ),
        day_report,
    );
    let found = test(&small, Question::ClockKept { clock: arrive });
    let why = TooSmall::Cases;
    assert_eq!(found.outcome, Outcome::TooSmall { why }, "four of a day");
}

#[test]
fn areas_and_categories_are_tables() {
    let week = of(ReportKind::Weekly, "2024-06-05");
    let from = week.period().from;
    let days = days(
        &[week],
        "2024-01-01",
        |_| 20,
        |day, nth| {
            let east = if day >= from { nth <= 15 } else { nth <= 10 };
            let mut row = call(day, nth, !(nth == 20 || nth == 19 || nth == 18));
            row.area = Some(if east { "east" } else { "west" });
            row
        },
    );
    let report = one(&days, week);
    assert!(test(&report, Question::Areas).is_finding());
    let by_area = test(&report, Question::ArrivalByArea);
    assert!(by_area.is_finding(), "all breaches are in the west");
    assert_eq!(by_area.against, None);
    assert!(
        matches!(
            test(&report, Question::Categories).outcome,
            Outcome::TooSmall {
                why: TooSmall::Table
            }
        ),
        "all calls are of one category"
    );
    let east = &report.areas[0];
    assert_eq!(
        (east.id.as_deref(), east.share.numerator),
        (Some("east"), 105)
    );
}

#[test]
fn the_chart_tells_a_peak_from_noise() {
    let at = of(ReportKind::Daily, "2024-06-05");
    for (calls, signals) in [(30, vec![Signal::AboveLimit]), (23, vec![])] {
        let per_day = |day: Day| match day == at.period().from {
            true => calls,
            false => 20 + u32::try_from(day.0 % 2).unwrap() * 2,
        };
        let days = days(&[at], "2024-01-01", per_day, |day, nth| {
            call(day, nth, true)
        });
        let report = one(&days, at);
        assert_eq!(report.chart.of_period()[0].signals, signals, "{calls}");
        assert_eq!(report.chart.days.len(), 29);
        let told = |one: &Finding| matches!(one, Finding::Chart { .. });
        assert_eq!(report.findings.all.iter().any(told), !signals.is_empty());
    }
}

#[test]
fn what_comes_again_is_counted_by_keys() {
    let week = of(ReportKind::Weekly, "2024-03-06");
    let scope = Scope::of(&[week], day("2024-02-01"));
    let mut fold = Fold::new(scope.clone());
    for reads in scope.reads() {
        for at in (reads.from.0..=reads.to.0).map(Day) {
            for nth in 1..=2 {
                let mut row = call(at, nth, true);
                // One place and one caller every other day; everything else comes once.
                let often = nth == 1 && at.0 % 2 == 0;
                row.place = Some(if often { 7 } else { at.0 * 10 + i64::from(nth) });
                fold.incident(&row);
                if often {
                    fold.caller(at, 99);
                }
            }
        }
    }
    let report = one(&fold.finish(), week);
    let repeats = &report.repeats;
    assert_eq!(
        (repeats.window.days(), repeats.window.to),
        (30, week.period().to)
    );
    assert_eq!((repeats.places, repeats.with_place), (1, 14));
    let top = &repeats.top[0];
    assert_eq!((top.label.as_str(), top.in_window), ("P7", 15));
    assert_eq!(top.records.total, repeats.calls);
    let callers = repeats.callers;
    assert_eq!((callers.callers, callers.most), (1, 15));
    assert_eq!(
        (callers.calls, callers.with_number),
        (repeats.calls, repeats.calls)
    );
}

#[test]
fn referrals_have_ages_and_departments() {
    let week = of(ReportKind::Weekly, "2024-03-06");
    let begin = day("2024-02-01");
    let mut fold = Fold::new(Scope::of(&[week], begin));
    let start = UtcOffset::BEIJING.start_of(week.period().from);
    let hour = |hours: i64| start.plus(hours * 3_600);
    let disposed = |hours| Some((ReferralEnd::Disposed, hour(hours)));
    for (nth, department, at, ended, breached) in [
        (1, "water", -24 * 20, None, true),
        (2, "water", 5, disposed(5 + 24), false),
        (3, "housing", -30, disposed(20), false),
        (
            4,
            "housing",
            30,
            Some((ReferralEnd::TurnedBack, hour(200))),
            true,
        ),
        // Referred after the week: not of it.
        (5, "water", 24 * 7, None, false),
    ] {
        fold.referral(&ReferralRow {
            number: number(begin, nth),
            department,
            referred_at: hour(at),
            ended,
            breached,
        });
    }
    let report = one(&fold.finish(), week);
    let of = &report.referrals;
    assert_eq!(
        (of.made, of.breached, of.disposed, of.turned_back),
        (2, 1, 2, 0)
    );
    assert_eq!(of.open, 2, "one was given back after the week only");
    assert_eq!(of.open_ages, [0, 0, 1, 0, 1]);
    assert_eq!(of.ended_ages, [1, 1, 0, 0, 0], "24 h and 50 h");
    assert_eq!(of.ended_median, Some(24 * 3_600));
    let [housing, water] = &of.departments[..] else {
        panic!("{:?}", of.departments);
    };
    assert_eq!((housing.id.as_str(), housing.open), ("housing", 1));
    assert_eq!(water.oldest_open, Some(27 * 86_400));
}

#[test]
fn members_breaches_and_follow_ups_are_counted() {
    let at = of(ReportKind::Daily, "2024-03-06");
    let day = at.period().from;
    let mut fold = Fold::new(Scope::of(&[at], day));
    let graded = |grade, nth, crews| IncidentRow {
        grade: Some(grade),
        crews,
        ..call(day, nth, nth != 2)
    };
    fold.incident(&graded(Grade::Satisfied, 1, "LA:m01,m02;RA:m03"));
    fold.incident(&graded(Grade::Dissatisfied, 2, "L-:m03;LA:m01"));
    fold.incident(&IncidentRow {
        complaint: true,
        round: 2,
        late_entries: 3,
        unreachable: true,
        ..call(day, 3, true)
    });
    fold.incident(&IncidentRow {
        sampled: false,
        grade: Some(Grade::VerySatisfied),
        clocks: [None, kept(true), None],
        ..IncidentRow::new(number(day, 4), day, 0, Phase::ReturnedToPolice)
    });
    let breach = |nth, late_by, explanation| BreachRow {
        number: number(day, nth),
        day,
        clock: ClockKind::Arrive,
        late_by,
        explanation,
    };
    fold.breach(&breach(2, Some(90), Some("堵车")));
    fold.breach(&breach(3, None, None));
    let report = one(&fold.finish(), at);
    let member = |id: &str| report.members.iter().find(|one| one.id == id).unwrap();
    let m01 = member("m01");
    assert_eq!((m01.assigned, m01.arrived), (3, 3));
    assert_eq!((m01.arrive.numerator, m01.arrive.denominator), (2, 3));
    assert_eq!((m01.points, m01.answers), (6, 2));
    let m03 = member("m03");
    assert_eq!(
        (m03.assigned, m03.arrived, m03.arrive.denominator),
        (2, 1, 0)
    );
    let of = &report.follow_ups;
    assert_eq!((of.sampled, of.unreachable, of.waiting), (3, 1, 0));
    assert_eq!(
        of.grades,
        [0, 1, 0, 1, 0],
        "what no lot asked for is left out"
    );
    assert_eq!((of.complaints.total, of.reopened.total), (1, 1));
    let breaches = &report.breaches;
    assert_eq!((breaches.total, breaches.explained), (2, 1));
    assert_eq!(
        (
            breaches.reasons[0].text.as_str(),
            breaches.clocks[0].late_seconds
        ),
        ("堵车", 90)
    );
    assert_eq!(report.clocks[0].never, 1);
    assert_eq!((report.ends.returned, report.ends.reopened), (1, 1));
    assert_eq!(
        (report.volumes.late_incidents, report.volumes.late_entries),
        (1, 3)
    );
}

#[test]
fn only_the_days_that_are_looked_at_are_read() {
    let at = of(ReportKind::Daily, "2024-06-05");
    let reads = |begin: &str| Scope::of(&[at], day(begin)).reads().to_vec();
    let spans: Vec<String> = reads("2020-01-01")
        .iter()
        .map(|one| format!("{}/{}", one.from, one.to))
        .collect();
    assert_eq!(spans, ["2023-06-07/2023-06-07", "2024-05-07/2024-06-05"]);
    assert_eq!(reads("2024-06-01").len(), 1);
    let year = Scope::of(&ReportOf::of_year(2024), day("2024-01-01"));
    assert_eq!(year.reads().len(), 1);
}

#[test]
fn a_report_is_the_same_after_a_way_through_json() {
    let week = of(ReportKind::Weekly, "2024-06-05");
    let days = days(
        &[week],
        "2024-01-01",
        |day| 20 + u32::try_from(day.0 % 5).unwrap(),
        |day, nth| call(day, nth, nth % 7 > 0),
    );
    let report = days
        .reports(&[week], &Names::default(), &|_| String::new())
        .remove(0);
    let text = serde_json::to_string(&report).unwrap();
    assert_eq!(serde_json::from_str::<Report>(&text).unwrap(), report);
}
