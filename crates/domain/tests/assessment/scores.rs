//! What an incident brings to whom.

use super::{leads_back, of, part, scoring, table};
use crate::support::{
    commands::*,
    given::{Story, received},
    town::{day_crew, item, member, registry},
};
use liandong_domain::{
    assessment::{Attendance, LeftOut, Measure, MemberScore, NoScore, PartScore, Score, Scoring},
    incident::{FollowUpResult, Grade, IncidentCommand},
};

fn accepted() -> Story {
    received()
        .and("08:00", confirm())
        .and("08:00", IncidentCommand::Accept)
}

/// Assigned at 08:00, there at 08:10, done at 08:40, satisfied.
fn good() -> Story {
    accepted()
        .and("08:00", assign("car-1"))
        .and("08:10", arrive())
        .and("08:20", feedback())
        .and("08:40", dispose())
        .and("08:50", review())
        .and("09:00", follow_up(Grade::Satisfied))
        .and("09:01", close())
}

fn complained() -> IncidentCommand {
    IncidentCommand::FollowUp {
        outcome: FollowUpResult::Reached {
            grade: Grade::Dissatisfied,
            complaint: Some("来得太慢".into()),
        },
        reopen: false,
    }
}

fn line<'a>(lines: &'a [MemberScore], id: &str) -> &'a MemberScore {
    lines
        .iter()
        .find(|one| one.member == member(id))
        .expect("a line")
}

fn counts(line: &MemberScore, measure: Measure) -> (i64, i64) {
    let part = found(line, measure);
    (part.numerator, part.denominator)
}

fn found(line: &MemberScore, measure: Measure) -> &PartScore {
    let id = item(measure.code());
    line.parts
        .iter()
        .find(|one| one.part == id)
        .expect("a part")
}

fn scored(scoring: &Scoring, stories: &[&Story]) -> Vec<MemberScore> {
    let incidents: Vec<_> = stories.iter().map(|one| &one.incident).collect();
    let (lines, seen) = table(scoring, &registry(), &incidents, &[]);
    leads_back(&lines, &seen);
    lines
}

#[test]
fn a_part_without_evidence_is_left_out_and_its_weight_shared() {
    let lines = scored(&scoring(), &[&good()]);
    assert_eq!(lines.len(), 24, "a line for each member engaged");
    for id in ["car-1-b-1", "car-1-b-2"] {
        let line = line(&lines, id);
        assert_eq!(line.incidents, 1);
        assert_eq!(found(line, Measure::Attendance).points, None);
        // 100, 100, 80 and 100 points, 200 per mille each; nothing of the attendance.
        assert_eq!(line.score, Score::Of(of(95, 1)));
        assert_eq!(line.passed(&scoring()), Some(true));
    }
    let idle = line(&lines, "car-2-a-1");
    assert_eq!(idle.score, Score::None(NoScore::NoEvidence));
    assert_eq!(idle.passed(&scoring()), None, "neither 0 nor 100");
}

#[test]
fn too_little_evidence_makes_no_score() {
    let strict = Scoring {
        least_weight: 801,
        ..scoring()
    };
    let lines = scored(&strict, &[&good()]);
    let one = line(&lines, "car-1-b-1");
    assert_eq!(one.score, Score::None(NoScore::TooLittleEvidence));
    let with = Attendance {
        member: member("car-1-b-1"),
        attended: 2,
        due: 3,
        late: 1,
    };
    let story = good();
    let (lines, seen) = table(&strict, &registry(), &[&story.incident], &[with]);
    leads_back(&lines, &seen);
    let one = line(&lines, "car-1-b-1");
    // (100 + 100 + 80 + 100 + 200/3) / 5, exactly.
    assert_eq!(one.score, Score::Of(of(268, 3)));
    assert_eq!(found(one, Measure::Attendance).late, 1);
}

#[test]
fn a_limit_counts_for_the_crew_that_led_when_it_was_decided() {
    // The first car does not come; the second takes over when the limit has passed.
    let story = accepted()
        .and("08:00", assign("car-1"))
        .clocks_checked("08:18")
        .and("08:19", reassign("car-2"))
        .and("08:25", arrive())
        .and("08:26", feedback())
        .and("08:40", dispose());
    let lines = scored(&scoring(), &[&story]);
    let (first, second) = (line(&lines, "car-1-b-1"), line(&lines, "car-2-b-1"));
    assert_eq!(counts(first, Measure::ArrivalKept), (0, 1));
    assert_eq!(counts(second, Measure::ArrivalKept), (0, 0));
    assert_eq!(counts(first, Measure::DisposalKept), (0, 0));
    assert_eq!(counts(second, Measure::DisposalKept), (1, 1));
    let why = &found(second, Measure::ArrivalKept).left_out;
    assert_eq!(why.get(&LeftOut::OtherLed), Some(&1));

    // Handed over in time, the limit is the second's own.
    let story = accepted()
        .and("08:00", assign("car-1"))
        .and("08:05", reassign("car-2"))
        .and("08:14", arrive());
    let lines = scored(&scoring(), &[&story]);
    assert_eq!(
        counts(line(&lines, "car-1-b-1"), Measure::ArrivalKept),
        (0, 0)
    );
    assert_eq!(
        counts(line(&lines, "car-2-b-1"), Measure::ArrivalKept),
        (1, 1)
    );
    let running = &found(line(&lines, "car-2-b-1"), Measure::DisposalKept).left_out;
    assert_eq!(running.get(&LeftOut::StillRunning), Some(&1));
}

#[test]
fn a_crew_that_was_relieved_answers_for_what_was_before() {
    // Team b is there in time; team c takes over at eight in the evening and lets the hour pass.
    let call = received()
        .and("08:00", confirm())
        .and("19:40", IncidentCommand::Accept);
    let story = call
        .and("19:40", assign("car-1"))
        .and("19:50", arrive())
        .and("20:05", IncidentCommand::HandOver { unit: None })
        .clocks_checked("20:50")
        .and("20:55", dispose())
        .and("21:00", review())
        .and("21:10", complained());
    let lines = scored(&scoring(), &[&story]);
    let (before, after) = (line(&lines, "car-1-b-1"), line(&lines, "car-1-c-1"));
    assert_eq!((before.incidents, after.incidents), (1, 1));
    assert_eq!(counts(before, Measure::ArrivalKept), (1, 1));
    assert_eq!(counts(after, Measure::ArrivalKept), (0, 0));
    assert_eq!(counts(before, Measure::DisposalKept), (0, 0));
    assert_eq!(counts(after, Measure::DisposalKept), (0, 1));
    assert_eq!(counts(before, Measure::Complaints), (0, 0));
    assert_eq!(counts(after, Measure::Complaints), (1, 1));
    let why = &found(after, Measure::ArrivalKept).left_out;
    assert_eq!(why.get(&LeftOut::OtherLed), Some(&1));
}

#[test]
fn a_reinforcement_weighs_what_the_formula_says() {
    let story = accepted()
        .and("08:00", assign("car-1"))
        .and("08:10", arrive())
        .and("08:12", reinforce("car-2"))
        .and("08:20", feedback())
        .and("08:40", dispose());
    let mut formula = scoring();
    for part in &mut formula.parts {
        part.lead = 2;
        part.reinforcement = i64::from(part.measure == Measure::DisposalKept);
    }
    let lines = scored(&formula, &[&story]);
    let second = line(&lines, "car-2-b-1");
    assert_eq!(counts(second, Measure::DisposalKept), (1, 1));
    assert_eq!(
        counts(line(&lines, "car-1-b-1"), Measure::DisposalKept),
        (2, 2)
    );
    // Sent after the first had arrived; and the formula gives it no weight there.
    assert_eq!(counts(second, Measure::ArrivalKept), (0, 0));
}

#[test]
fn a_complaint_is_the_crews_whose_work_it_was() {
    let story = accepted()
        .and("08:00", assign("car-1"))
        .and("08:10", arrive())
        .and("08:20", feedback())
        .and("08:40", dispose())
        .and("08:50", review())
        .and("09:00", complained())
        .and("09:05", reopen())
        .and("09:06", assign("car-2"))
        .and("09:10", arrive())
        .and("09:20", feedback())
        .and("09:30", dispose())
        .and("09:40", review())
        .and("09:50", follow_up(Grade::VerySatisfied))
        .and("09:51", close());
    let lines = scored(&scoring(), &[&story]);
    let (first, second) = (line(&lines, "car-1-b-1"), line(&lines, "car-2-b-1"));
    assert_eq!(counts(first, Measure::Complaints), (1, 1));
    assert_eq!(counts(second, Measure::Complaints), (0, 1));
    assert_eq!(counts(first, Measure::FollowUp), (30, 100));
    assert_eq!(counts(second, Measure::FollowUp), (100, 100));
    assert_eq!(
        counts(first, Measure::ArrivalKept),
        (1, 1),
        "each round has its own limits"
    );
    assert_eq!(counts(second, Measure::ArrivalKept), (1, 1));
    // 100, 100, 30 and 60: the steps of the table.
    assert_eq!(first.score, Score::Of(of(145, 2)));
}

#[test]
fn what_never_came_to_a_decision_says_so() {
    let police = accepted()
        .and("08:00", assign("car-1"))
        .and("08:05", to_police());
    let tried = accepted()
        .and("08:00", assign("car-1"))
        .and("08:10", arrive())
        .and("08:20", dispose())
        .and("08:30", review())
        .and("08:40", unreachable());
    let lines = scored(&scoring(), &[&police, &tried]);
    let one = line(&lines, "car-1-b-1");
    assert_eq!(one.incidents, 2);
    let arrivals = found(one, Measure::ArrivalKept);
    assert_eq!((arrivals.numerator, arrivals.denominator), (1, 1));
    assert_eq!(arrivals.left_out.get(&LeftOut::ClockVoid), Some(&1));
    let follow_ups = &found(one, Measure::FollowUp).left_out;
    assert_eq!(follow_ups.get(&LeftOut::NotFollowedUp), Some(&1));
    assert_eq!(follow_ups.get(&LeftOut::Unreachable), Some(&1));
}

#[test]
fn a_call_of_another_month_is_not_counted() {
    let story = good();
    let scoring = scoring();
    let registry = registry();
    let mut tally =
        liandong_domain::assessment::Tally::new(&scoring, &registry, super::month("2024-04"));
    tally.incident(&story.incident, None);
    let (lines, counted) = tally.finish(None);
    assert_eq!(counted, 0);
    assert!(lines.iter().all(|line| line.incidents == 0));
}

#[test]
fn trainings_of_the_month_count() {
    use liandong_domain::registry::{RegistryEvent, Training, TrainingKind, TrainingResult};
    let result = |id: &str, attended, passed| TrainingResult {
        member: member(id),
        attended,
        passed,
    };
    let training = Training {
        id: item("t-1"),
        title: "盘查".into(),
        day: crate::support::times::day("2024-03-20"),
        kind: TrainingKind::InService,
        results: vec![
            result("car-1-b-1", true, Some(false)),
            result("car-1-b-2", false, None),
        ],
    };
    let registry =
        crate::support::town::enter(registry(), vec![RegistryEvent::TrainingHeld(training)]);
    let formula = Scoring {
        parts: vec![
            part(Measure::TrainingAttended, 500),
            part(Measure::ExaminationPassed, 500),
        ],
        ..scoring()
    };
    let (lines, seen) = table(&formula, &registry, &[], &[]);
    leads_back(&lines, &seen);
    assert_eq!(line(&lines, "car-1-b-1").score, Score::Of(of(50, 1)));
    assert_eq!(line(&lines, "car-1-b-2").score, Score::Of(of(0, 1)));
    assert_eq!(day_crew("car-1").len(), 2);
}
