//! Months and trainings over a real log: what enters the register and the ledger, once.

use super::tools::{Desk, assign, at, life};
use liandong_app::{AppError, Order};
use liandong_domain::{
    assessment::{
        Fraction, Month, Score,
        monthly::{MonthlyCommand as M, Stage, changes},
        vendor::{Measured, VendorCommand as V, VendorStage},
    },
    ids::{ItemId, MemberId, ProjectId},
    incident::{ArrivalSource, IncidentCommand as C},
    money::Fen,
    performance::ledger::EntryKind,
    registry::TrainingKind,
    roles::Role,
    time::Period,
    training::{Answered, Exam, Plan, Present, SessionCommand as S},
};

fn march() -> Month {
    "2025-03".parse().unwrap()
}

fn member(id: &str) -> MemberId {
    MemberId::new(id).unwrap()
}

fn project() -> ProjectId {
    ProjectId::new("river-watch").unwrap()
}

fn publish() -> M {
    M::Publish { note: None }
}

fn finalise() -> M {
    M::Finalise { note: None }
}

fn of(numerator: i128, denominator: i128) -> Score {
    Score::Of(Fraction::new(numerator, denominator).unwrap())
}

impl Desk {
    async fn assess(&self, order: Order, command: M) -> Result<Stage, AppError> {
        let own = member("lx-1");
        let by = (order.actor.role == Role::Member).then_some(&own);
        let done = self.app.assess(&self.town, order, march(), by, &command);
        done.await.map(|done| done.state.stage)
    }

    async fn must(&self, role: Role, command: M) -> Stage {
        self.assess(self.order(role), command).await.unwrap()
    }

    async fn score(&self, id: &str) -> Score {
        let (state, _) = self
            .app
            .monthly(&self.town, march())
            .await
            .unwrap()
            .unwrap();
        state.line(&member(id)).unwrap().score
    }

    #[track_caller]
    fn code<T: std::fmt::Debug>(outcome: Result<T, AppError>) -> &'static str {
        outcome.expect_err("a refusal").code()
    }
}

#[tokio::test]
async fn a_month_is_drafted_shown_appealed_and_entered_once() {
    let desk = Desk::new().await;
    desk.whole("boat-east").await;
    // The second's car is there after nine minutes of ten, and nobody says so until the next month.
    let second = desk.accepted().await;
    desk.done(Role::Dispatcher, &second, assign("boat-east"))
        .await;
    let arrived = at("2025-03-03T09:47:00+08:00");
    desk.clock.set(at("2025-04-01T09:00:00+08:00"));
    desk.app.check_due_clocks().await.unwrap();

    desk.must(Role::DutyManager, M::Draft).await;
    // Arrivals 1 of 2, follow-up 75, no complaint; attendance is not kept.
    let drafted = of(400 * 50 + 300 * 75 + 200 * 100, 900);
    assert_eq!(desk.score("lx-1").await, drafted);
    let first = member("lx-1");
    let explained = desk.app.explain_member(&desk.town, march(), &first);
    let explained = explained.await.unwrap();
    assert_eq!(explained.line.score, drafted);
    let arrivals: Vec<_> = explained
        .evidence
        .iter()
        .filter(|one| one.part.as_str() == "arrival")
        .collect();
    assert_eq!(arrivals.iter().map(|one| one.numerator).sum::<i64>(), 1);
    assert_eq!(arrivals.iter().map(|one| one.denominator).sum::<i64>(), 2);
    assert!(arrivals[0].stream.starts_with("incident/20250303-"));

    assert_eq!(
        desk.must(Role::DutyManager, publish()).await,
        Stage::Published
    );
    // The arrival is entered late: the limit stays broken, but the follow-up that comes counts.
    for command in [
        C::Arrive {
            unit: None,
            how: ArrivalSource::ByHand,
        },
        life("boat-east")[4].1.clone(),
    ] {
        let mut order = desk.order(Role::Member);
        order.occurred_at = Some(arrived);
        desk.app
            .command(&desk.town, order, &second, &command)
            .await
            .unwrap();
    }
    for (role, command) in life("boat-east").split_off(5) {
        desk.done(role, &second, command).await;
    }
    let again = desk.app.explain_member(&desk.town, march(), &first);
    let again = again.await.unwrap();
    assert_eq!(
        again.evidence, explained.evidence,
        "the draft's evidence is the draft's"
    );
    let recompute = M::Recompute {
        reason: "补报".into(),
    };
    desk.must(Role::DutyManager, recompute.clone()).await;
    assert_eq!(desk.score("lx-1").await, drafted);
    let (state, _) = desk
        .app
        .monthly(&desk.town, march())
        .await
        .unwrap()
        .unwrap();
    let differences = changes(
        &state.computed.lines,
        &state.waiting().unwrap().computed.lines,
    );
    assert_eq!(differences.len(), 2, "both of the crew");
    let adopt = M::DecideRevision {
        adopt: true,
        reason: "属实".into(),
    };
    desk.must(Role::Administrator, adopt).await;
    assert_eq!(
        desk.score("lx-1").await,
        drafted,
        "75 again: the same points on more evidence"
    );

    let appeal = M::Appeal {
        part: None,
        reason: "有异议".into(),
    };
    desk.must(Role::Member, appeal).await;
    desk.clock.set(at("2025-04-10T09:00:00+08:00"));
    let early = desk.assess(desk.order(Role::DutyManager), finalise()).await;
    assert_eq!(Desk::code(early), "appeals_wait");
    let ruling = liandong_domain::assessment::monthly::Ruling::Upheld;
    let decide = M::DecideAppeal {
        appeal: 1,
        ruling,
        reason: "维持".into(),
    };
    desk.must(Role::DutyManager, decide).await;
    let order = desk.order(Role::DutyManager);
    let events = desk.log().await.len();
    assert_eq!(
        desk.assess(order.clone(), finalise()).await.unwrap(),
        Stage::Final
    );
    assert_eq!(
        desk.log().await.len(),
        events + 2,
        "the end, and the register's record"
    );
    assert_eq!(desk.assess(order, finalise()).await.unwrap(), Stage::Final);
    assert_eq!(
        desk.log().await.len(),
        events + 2,
        "sent twice, it happened once"
    );

    let book = desk.app.book(&desk.town).await.unwrap();
    let held = book.registry.assessments().map(|one| &one.record);
    let held = held.filter(|one| one.id.as_str() == "assessment-2025-03");
    let held: Vec<_> = held.collect();
    assert_eq!(held.len(), 1);
    // 62500 / 900 is 69.4; the other car's crew had no call and has no line.
    let results: Vec<_> = held[0]
        .results
        .iter()
        .map(|one| (one.member.as_str(), one.score))
        .collect();
    assert_eq!(results, [("lx-1", 69), ("lx-2", 69)]);
    let page = desk.app.months(&desk.town, None, 10).await.unwrap();
    assert_eq!((page.months.len(), page.next), (1, None));
    desk.check_rows().await;
}

#[tokio::test]
async fn a_month_without_a_formula_has_no_table() {
    let desk = Desk::new().await;
    let early: Month = "2024-12".parse().unwrap();
    let drafted = desk.app.assess(
        &desk.town,
        desk.order(Role::DutyManager),
        early,
        None,
        &M::Draft,
    );
    assert_eq!(Desk::code(drafted.await), "no_scoring");
    let nobody = member("nobody");
    let explained = desk.app.explain_member(&desk.town, march(), &nobody);
    assert_eq!(Desk::code(explained.await), "no_such_member");
}

#[tokio::test]
async fn a_vendors_deduction_stands_in_the_ledger_once() {
    let desk = Desk::new().await;
    desk.whole("boat-east").await;
    desk.clock.set(at("2025-04-01T09:00:00+08:00"));
    let project = project();
    let act = async |order, command: V| {
        let done = desk
            .app
            .assess_vendor(&desk.town, order, &project, march(), &command);
        done.await.map(|done| done.state)
    };
    let duty = || desk.order(Role::DutyManager);
    let drafted = act(duty(), V::Draft).await.unwrap();
    let [arrival, crew, training] = drafted.computed.findings.as_slice() else {
        panic!("three clauses");
    };
    assert_eq!(arrival.kept, Some(true));
    // The fourth member began in March, and March has 21 weekdays for two cars.
    assert_eq!(crew.measured, Measured::Count { count: 0, of: 42 });
    assert_eq!(
        (training.measured, training.kept),
        (Measured::NoEvidence, None)
    );
    assert_eq!(drafted.found(), Fen::ZERO);
    let (_, evidence) = desk
        .app
        .explain_clause(&desk.town, &project, march(), &ItemId::new("crew").unwrap())
        .await
        .unwrap();
    assert_eq!(evidence.len(), 42);

    // A training that one of four attended breaks the third clause.
    plan_and_hold(&desk).await;
    let drafted = act(duty(), V::Draft).await.unwrap();
    assert_eq!(drafted.found(), Fen::from_yuan(300));
    let hear = V::Hear {
        spoken_by: "站长".into(),
        statement: "无异议".into(),
    };
    act(duty(), hear).await.unwrap();
    let decide = V::Decide {
        waived: Vec::new(),
        reason: "按合同".into(),
    };
    let order = duty();
    let decided = act(order.clone(), decide.clone()).await.unwrap();
    assert_eq!(decided.stage, VendorStage::Decided);
    assert!(desk.app.is_booked(&desk.town, &decided).await.unwrap());
    let events = desk.log().await.len();
    act(order, decide.clone()).await.unwrap();
    assert_eq!(
        desk.log().await.len(),
        events,
        "sent twice, it is entered once"
    );
    assert_eq!(Desk::code(act(duty(), decide).await), "already_decided");
    let book = desk.app.book(&desk.town).await.unwrap();
    let entries = book.project(&project).unwrap().entries();
    let deductions: Vec<_> = entries
        .iter()
        .filter(|one| one.kind == EntryKind::Deduction)
        .collect();
    assert_eq!(deductions.len(), 1);
    assert_eq!(deductions[0].amount, Fen::from_yuan(300));
    assert_eq!(
        deductions[0].reference.as_deref(),
        Some("vendor-assessment/river-watch.2025-03")
    );
    let page = desk.app.vendor_months(&desk.town, None, 10).await.unwrap();
    assert_eq!((page.months.len(), page.next), (1, None));
    desk.check_rows().await;
}

fn training() -> S {
    S::Plan {
        plan: Plan {
            title: "水上救援".into(),
            kind: TrainingKind::InService,
            day: "2025-03-20".parse().unwrap(),
            minutes: 90,
            trainer: "教官".into(),
            syllabus: "抛绳".into(),
            place: None,
            members: vec![member("lx-1"), member("lx-2")],
            exam: Some(Exam {
                questions: 10,
                pass_mark: 60,
            }),
        },
    }
}

async fn plan_and_hold(desk: &Desk) {
    let train = async |new, command: S| {
        let order = desk.order(Role::DutyManager);
        desk.app
            .train(&desk.town, order, "rescue", new, &command)
            .await
    };
    train(true, training()).await.unwrap();
    assert_eq!(Desk::code(train(true, training()).await), "already_planned");
    let came = |id: &str, attended: bool| Present {
        member: member(id),
        attended,
        reason: (!attended).then(|| "病假".into()),
    };
    let hold = S::Hold {
        attendance: vec![came("lx-1", true), came("lx-2", false)],
    };
    train(false, hold).await.unwrap();
    let sat = |correct| S::Examine {
        day: "2025-03-20".parse().unwrap(),
        results: vec![Answered {
            member: member("lx-1"),
            correct,
        }],
    };
    train(false, sat(5)).await.unwrap();
    train(false, sat(6)).await.unwrap();
}

#[tokio::test]
async fn what_was_held_stands_in_the_register() {
    let desk = Desk::new().await;
    desk.clock.set(at("2025-04-01T09:00:00+08:00"));
    plan_and_hold(&desk).await;
    let book = desk.app.book(&desk.town).await.unwrap();
    let held = book.registry.trainings().map(|one| &one.record);
    let held: Vec<_> = held.filter(|one| one.id.as_str() == "rescue").collect();
    assert_eq!(held.len(), 1);
    let results: Vec<_> = held[0]
        .results
        .iter()
        .map(|one| (one.attended, one.passed))
        .collect();
    assert_eq!(
        results,
        [(true, Some(true)), (false, None)],
        "the resit counts"
    );
    let year = Period {
        from: "2025-01-01".parse().unwrap(),
        to: "2025-12-31".parse().unwrap(),
    };
    let hours = desk
        .app
        .training_hours(&desk.town, year, None)
        .await
        .unwrap();
    let told: Vec<_> = hours
        .iter()
        .map(|one| (one.member.as_str(), one.minutes, one.due, one.passed))
        .collect();
    assert_eq!(told, [("lx-1", 90, 1, 1), ("lx-2", 0, 1, 0)]);
    let own = desk
        .app
        .training_hours(&desk.town, year, Some(&member("lx-2")))
        .await
        .unwrap();
    assert_eq!(own.len(), 1);
    let page = desk
        .app
        .trainings(&desk.town, Some(year), None, 10)
        .await
        .unwrap();
    assert_eq!((page.trainings.len(), page.next), (1, None));
    desk.check_rows().await;
}
