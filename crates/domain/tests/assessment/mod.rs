//! Scores, the life of an assessment, the vendor's month, trainings.

mod formulas;
mod monthly;
mod scores;
mod trainings;
mod vendor;

use crate::support::{times::day, town::item};
use liandong_domain::{
    assessment::{
        Attendance, CountStep, Evidence, Fraction, GradePoints, Measure, MemberScore, Month, Part,
        Scale, Scoring, Tally,
    },
    ids::{AccountId, MemberId},
    incident::Incident,
    registry::Registry,
};

pub(crate) fn month(text: &str) -> Month {
    text.parse().expect("a month")
}

pub(crate) fn account(id: &str) -> AccountId {
    AccountId::new(id).expect("an account")
}

pub(crate) fn part(measure: Measure, weight: i64) -> Part {
    Part {
        id: item(measure.code()),
        name: measure.zh().into(),
        weight,
        measure,
        lead: 1,
        reinforcement: 0,
        scale: match measure {
            Measure::Complaints => Scale::UpTo(vec![
                CountStep {
                    count: 0,
                    points: 100,
                },
                CountStep {
                    count: 1,
                    points: 60,
                },
            ]),
            _ => Scale::Share,
        },
    }
}

/// Arrivals, disposals and follow-ups count alike; complaints and attendance make up the rest.
pub(crate) fn scoring() -> Scoring {
    Scoring {
        version: 1,
        from: month("2024-01"),
        pass_mark: 60,
        appeal_days: 5,
        least_weight: 1,
        grade_points: GradePoints {
            very_dissatisfied: 0,
            dissatisfied: 30,
            neutral: 60,
            satisfied: 80,
            very_satisfied: 100,
        },
        parts: vec![
            part(Measure::ArrivalKept, 200),
            part(Measure::DisposalKept, 200),
            part(Measure::FollowUp, 200),
            part(Measure::Complaints, 200),
            part(Measure::Attendance, 200),
        ],
    }
}

pub(crate) fn of(numerator: i128, denominator: i128) -> Fraction {
    Fraction::new(numerator, denominator).expect("a fraction")
}

/// The table of March 2024 over some incidents, with every record behind it.
pub(crate) fn table(
    scoring: &Scoring,
    registry: &Registry,
    incidents: &[&Incident],
    attendance: &[Attendance],
) -> (Vec<MemberScore>, Vec<(MemberId, Evidence)>) {
    let mut seen = Vec::new();
    let mut tally = Tally::new(scoring, registry, month("2024-03"));
    let mut listen = |member: &MemberId, one: Evidence| seen.push((member.clone(), one));
    for incident in incidents {
        tally.incident(incident, Some(&mut listen));
    }
    tally.attendance(attendance, Some(&mut listen));
    let (lines, counted) = tally.finish(Some(&mut listen));
    assert_eq!(counted, incidents.len() as u64);
    assert!(month("2024-03").period().contains(day("2024-03-04")));
    (lines, seen)
}

/// Every part's counts are the sum of the records shown for it.
pub(crate) fn leads_back(lines: &[MemberScore], seen: &[(MemberId, Evidence)]) {
    for line in lines {
        for part in &line.parts {
            let own = seen
                .iter()
                .filter(|(member, one)| *member == line.member && one.part == part.part);
            let sum = own.fold((0, 0), |(numerator, denominator), (_, one)| {
                (numerator + one.numerator, denominator + one.denominator)
            });
            assert_eq!(
                sum,
                (part.numerator, part.denominator),
                "{} {}",
                line.member,
                part.part
            );
        }
    }
}
