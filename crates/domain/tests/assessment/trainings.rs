//! The life of a training, and who owes one.

use crate::support::{
    times::{at, day},
    town::{enter, item, member, registry},
};
use liandong_domain::{
    ids::MemberId,
    incident::Asked,
    refusal::Refusal,
    registry::{RegistryEvent, TrainingKind},
    time::Timestamp,
    training::{
        Answered, Exam, OverdueReason, Plan, Present, Session, SessionCommand as C, SessionEvent,
        SessionFacts, SessionRejection as R, decide, evolve, overdue,
    },
};

fn plan() -> Plan {
    Plan {
        title: "岗前培训".into(),
        kind: TrainingKind::Induction,
        day: day("2024-03-04"),
        minutes: 120,
        trainer: "王教官".into(),
        syllabus: "盘查与记录".into(),
        place: None,
        members: vec![member("car-1-a-1"), member("car-1-a-2")],
        exam: Some(Exam {
            questions: 30,
            pass_mark: 60,
        }),
    }
}

struct Room(Option<Session>);

impl Room {
    fn ask(&mut self, now: Timestamp, command: &C) -> Result<(), R> {
        let registry = registry();
        let facts = SessionFacts {
            registry: &registry,
            new: false,
            grace: 120,
        };
        let asked = Asked {
            occurred_at: None,
            now,
        };
        let decided = decide(self.0.as_ref(), command, asked, facts).inspect_err(|why| {
            let refusal = Refusal::from(why.clone());
            assert!(!refusal.zh.is_empty() && !refusal.en.is_empty());
        })?;
        for (event, stamp) in decided {
            let text = serde_json::to_string(&event).expect("JSON");
            let event: SessionEvent = serde_json::from_str(&text).expect("an event");
            self.0 = evolve(self.0.take(), &item("t-1"), &event, stamp);
        }
        Ok(())
    }

    fn done(&mut self, command: C) {
        self.ask(at("18:00"), &command).expect("it is done");
    }

    fn refused(&mut self, command: C) -> R {
        self.ask(at("18:00"), &command).expect_err("it is refused")
    }

    fn passed(&self, id: &str) -> Option<bool> {
        self.0.as_ref().expect("a training").passed(&member(id))
    }
}

fn came(id: &str, attended: bool) -> Present {
    Present {
        member: member(id),
        attended,
        reason: (!attended).then(|| "病假".into()),
    }
}

fn hold(attendance: Vec<Present>) -> C {
    C::Hold { attendance }
}

fn sat(results: &[(&str, u32)]) -> C {
    C::Examine {
        day: day("2024-03-04"),
        results: results
            .iter()
            .map(|(id, correct)| Answered {
                member: member(id),
                correct: *correct,
            })
            .collect(),
    }
}

#[test]
fn planned_held_examined_and_sat_again() {
    let mut room = Room(None);
    assert_eq!(room.refused(hold(Vec::new())), R::NotPlanned);
    let yesterday = at("18:00").plus(-86_400);
    room.ask(yesterday, &C::Plan { plan: plan() })
        .expect("it is planned");
    let early = room.ask(yesterday, &hold(Vec::new()));
    assert_eq!(early, Err(R::NotYet(day("2024-03-04"))));
    assert_eq!(
        room.refused(hold(vec![came("car-1-a-1", true)])),
        R::NoLine(member("car-1-a-2"))
    );
    let mut silent = came("car-1-a-2", false);
    silent.reason = None;
    let why = room.refused(hold(vec![came("car-1-a-1", true), silent]));
    assert_eq!(why, R::AbsenceUnexplained(member("car-1-a-2")));
    room.done(hold(vec![
        came("car-1-a-1", true),
        came("car-1-a-2", false),
        came("car-2-a-1", true),
    ]));
    let held = room.0.as_ref().and_then(Session::held).expect("held");
    assert_eq!(held.results.len(), 3, "who came unasked counts too");
    assert!(held.results.iter().all(|one| one.passed.is_none()));

    assert_eq!(
        room.refused(sat(&[("car-1-a-2", 30)])),
        R::DidNotAttend(member("car-1-a-2"))
    );
    let too_many = room.refused(sat(&[("car-1-a-1", 31)]));
    assert!(matches!(too_many, R::TooManyCorrect { questions: 30, .. }));
    // 17 of 30 are 56.67: not passed. 18 are 60: passed, to the point.
    room.done(sat(&[("car-1-a-1", 17), ("car-2-a-1", 18)]));
    assert_eq!(room.passed("car-1-a-1"), Some(false));
    assert_eq!(room.passed("car-2-a-1"), Some(true));
    assert_eq!(
        room.refused(sat(&[("car-2-a-1", 30)])),
        R::PassedAlready(member("car-2-a-1"))
    );
    room.done(sat(&[("car-1-a-1", 25)]));
    assert_eq!(room.passed("car-1-a-1"), Some(true), "the resit counts");
    assert_eq!(room.0.as_ref().map(|one| one.sittings.len()), Some(2));

    let amend = |attended| C::Amend {
        member: member("car-1-a-2"),
        attended,
        reason: "补训".into(),
    };
    assert_eq!(room.refused(amend(false)), R::NoChange(member("car-1-a-2")));
    room.done(amend(true));
    let held = room.0.as_ref().and_then(Session::held).expect("held");
    assert!(held.results.iter().all(|one| one.attended));
    assert!(matches!(
        room.refused(C::Plan { plan: plan() }),
        R::WrongStage { .. }
    ));
    let cancel = C::Cancel {
        reason: "台风".into(),
    };
    assert!(matches!(room.refused(cancel), R::WrongStage { .. }));
}

#[test]
fn a_plan_must_make_sense() {
    let mut room = Room(None);
    let mut refused = |change: &dyn Fn(&mut Plan)| {
        let mut plan = plan();
        change(&mut plan);
        room.refused(C::Plan { plan })
    };
    assert_eq!(refused(&|one| one.minutes = 0), R::BadMinutes);
    assert_eq!(refused(&|one| one.members.clear()), R::NoMembers);
    let nobody: MemberId = member("nobody");
    assert_eq!(
        refused(&|one| one.members.push(nobody.clone())),
        R::UnknownMember(nobody.clone())
    );
    let twice = member("car-1-a-1");
    assert_eq!(
        refused(&|one| one.members.push(twice.clone())),
        R::Twice(twice.clone())
    );
    let exam = Exam {
        questions: 0,
        pass_mark: 60,
    };
    assert_eq!(refused(&|one| one.exam = Some(exam)), R::BadExam);
    assert!(matches!(
        refused(&|one| one.title = "  ".into()),
        R::Entry(_)
    ));
}

#[test]
fn induction_comes_before_duty() {
    let mut first = Room(None);
    first.done(C::Plan { plan: plan() });
    first.done(hold(vec![
        came("car-1-a-1", true),
        came("car-1-a-2", false),
    ]));
    first.done(sat(&[("car-1-a-1", 10)]));
    let held = first.0.as_ref().and_then(Session::held).expect("held");
    let registry = enter(registry(), vec![RegistryEvent::TrainingHeld(held)]);
    let owed: Vec<_> = overdue(&registry, day("2024-03-31"))
        .into_iter()
        .filter(|one| one.member.as_str().starts_with("car-1-a"))
        .map(|one| (one.member.as_str().to_owned(), one.reason))
        .collect();
    // Engaged since 1 March, inducted on the 4th.
    let expected = [
        ("car-1-a-1", OverdueReason::NotPassed),
        ("car-1-a-1", OverdueReason::InductedLate),
        ("car-1-a-2", OverdueReason::Missed),
        ("car-1-a-2", OverdueReason::NoInduction),
    ];
    assert_eq!(owed, expected.map(|(id, why)| (id.to_owned(), why)));
    let all = overdue(&registry, day("2024-03-31")).len();
    assert_eq!(all, 4 + 22, "everybody else has no induction");
    assert!(
        overdue(&registry, day("2024-02-28")).is_empty(),
        "nobody is engaged yet"
    );
}
