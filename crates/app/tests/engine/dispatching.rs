//! Recommendations, the queue, coverage, stand-by, what is left behind, and what is unanswered.

use super::tools::{Desk, assign, folder, order};
use liandong_app::{App, AppError, access::Visitor, folder::TownFolder, setup};
use liandong_domain::{
    dispatch::{
        Advice, CheckInRule, DispatchRules, EscalationRule, EscalationStep, MatterKind, WhyNot,
    },
    ids::{AccountId, AreaId, IncidentId, MemberId, TownId, UnitId},
    incident::{ArrivalSource, CrewAnswer, IncidentCommand as C},
    policy::Coverage,
    registry::{Account, RegistryEvent},
    roles::Role,
    standby::StandbyCommand,
};
use liandong_store::Actor;

fn rule(matter: MatterKind, seconds: &[(i64, Role)]) -> EscalationRule {
    EscalationRule {
        matter,
        from_warning: false,
        steps: seconds
            .iter()
            .map(|(after_seconds, role)| EscalationStep {
                after_seconds: *after_seconds,
                to: vec![*role],
            })
            .collect(),
    }
}

/// The town with a check-in, with rules of escalation, and with one car to be kept free.
pub(super) fn strict() -> TownFolder {
    use Role::{Administrator, Commander, Dispatcher, Leader};
    let mut folder = folder();
    folder.policy.coverage = Coverage::Always;
    folder.policy.dispatch = DispatchRules {
        check_in: Some(CheckInRule {
            every_seconds: 600,
            answer_seconds: 120,
        }),
        keep_free_cars: 0,
        escalation: vec![
            rule(
                MatterKind::Arrive,
                &[(0, Dispatcher), (120, Commander), (600, Leader)],
            ),
            rule(MatterKind::Refusal, &[(0, Dispatcher), (300, Commander)]),
            rule(MatterKind::CheckIn, &[(0, Commander), (120, Leader)]),
            rule(MatterKind::Help, &[(0, Commander)]),
            rule(
                MatterKind::Sos,
                &[(0, Commander), (60, Leader), (180, Administrator)],
            ),
            rule(MatterKind::Standby, &[(120, Dispatcher)]),
        ],
        ..DispatchRules::default()
    };
    folder.policy.dispatch.standby.cover_within_seconds = 60;
    folder
}

fn account(id: &str, role: Role, member: Option<&str>) -> Account {
    Account {
        id: AccountId::new(id).unwrap(),
        name: id.into(),
        role,
        member: member.map(|id| MemberId::new(id).unwrap()),
        department: None,
        external: None,
    }
}

/// A visitor whose account is opened when it is not there: crews of both boats, the desk, a leader.
pub(super) async fn visitor(app: &App, town: &TownId, id: &str) -> Visitor {
    let account = match id {
        "crew-east" => account(id, Role::Member, Some("lx-1")),
        "crew-west" => account(id, Role::Member, Some("lx-3")),
        "nobody" => account(id, Role::Member, None),
        "leader" => account(id, Role::Leader, None),
        "commander" => account(id, Role::Commander, None),
        "dispatcher" => account(id, Role::Dispatcher, None),
        other => panic!("no such visitor: {other}"),
    };
    let actor = Actor {
        account: AccountId::new("admin").unwrap(),
        role: Role::Administrator,
    };
    let opened = RegistryEvent::AccountOpened(account);
    setup::record(app, town, actor, vec![opened]).await.unwrap();
    let token = app.issue_token(town, &AccountId::new(id).unwrap()).await;
    app.visitor(&token.unwrap()).await.unwrap()
}

pub(super) async fn strict_desk() -> Desk {
    let desk = Desk::empty();
    setup::import(&desk.app, &strict()).await.unwrap();
    desk
}

async fn who(desk: &Desk, id: &str) -> Visitor {
    visitor(&desk.app, &desk.town, id).await
}

fn unit(id: &str) -> UnitId {
    UnitId::new(id).unwrap()
}

#[tokio::test]
async fn the_own_car_is_recommended_and_then_the_other() {
    let desk = strict_desk().await;
    let id = desk.accepted().await;
    let (made, town) = desk.app.recommendation(&desk.town, &id).await.unwrap();
    let own = Advice::Send {
        unit: unit("boat-east"),
        needs_reason: false,
    };
    assert_eq!(made.advice, own);
    assert!(!made.sentence(&town.situation()).zh.is_empty());
    desk.done(Role::Dispatcher, &id, assign("boat-east")).await;
    let next = desk.accepted().await;
    let (made, _) = desk.app.recommendation(&desk.town, &next).await.unwrap();
    assert!(matches!(&made.advice, Advice::Send { unit: one, .. } if *one == unit("boat-west")));
    assert!(made.candidates[0].left.empties_town);
    let own = made.candidates.iter().find(|one| one.own_area).unwrap();
    assert_eq!(own.finish.as_ref().map(|one| &one.incident), Some(&id));
    // Both at work: it waits for the one that is free first.
    desk.done(Role::Dispatcher, &next, assign("boat-west"))
        .await;
    let third = desk.accepted().await;
    let (made, _) = desk.app.recommendation(&desk.town, &third).await.unwrap();
    assert!(matches!(made.advice, Advice::Queue { .. }), "{made:?}");
    // At night nobody is on duty.
    desk.pass(12 * 3_600);
    let (made, _) = desk.app.recommendation(&desk.town, &third).await.unwrap();
    assert_eq!(made.advice, Advice::NoCar);
    assert!(made.set_aside.iter().all(|one| one.why == WhyNot::NoCrew));
}

#[tokio::test]
async fn the_last_car_goes_only_with_a_reason() {
    let desk = Desk::empty();
    let mut town = strict();
    town.policy.dispatch.keep_free_cars = 1;
    setup::import(&desk.app, &town).await.unwrap();
    let first = desk.accepted().await;
    desk.done(Role::Dispatcher, &first, assign("boat-east"))
        .await;
    let second = desk.accepted().await;
    let refused = desk.order_to(Role::Dispatcher, &second, assign("boat-west"));
    let refused = refused.await.unwrap_err();
    assert_eq!(refused.code(), "town_uncovered");
    assert_eq!(refused.field(), Some("leave_town_uncovered"));
    // The refusal holds no car back.
    let with_reason = C::Assign {
        unit: unit("boat-west"),
        leave_town_uncovered: Some("老人走失，等不得".into()),
    };
    desk.done(Role::Dispatcher, &second, with_reason).await;
    let log = desk.log().await;
    assert_eq!(&*log.last().unwrap().event.kind, "incident.town_uncovered");
    // What was entered late is not asked: the town was another one then.
    let third = desk.accepted().await;
    let refused = desk.order_to(Role::Dispatcher, &third, assign("boat-west"));
    assert_eq!(refused.await.unwrap_err().code(), "unit_busy");
}

#[tokio::test]
async fn a_refusal_frees_the_car_and_puts_the_call_back_into_the_queue() {
    let desk = strict_desk().await;
    let id = desk.accepted().await;
    desk.done(Role::Dispatcher, &id, assign("boat-east")).await;
    let other = desk.accepted().await;
    assert_eq!(desk.app.waiting(&desk.town).await.unwrap().len(), 1);
    let refuse = C::RefuseAssignment {
        unit: None,
        reason: "爆胎".into(),
    };
    desk.done(Role::Member, &id, refuse).await;
    assert_eq!(
        desk.app.incident_of_unit(&desk.town, &unit("boat-east")),
        None
    );
    let order = |queue: Vec<liandong_domain::dispatch::Queued>| -> Vec<IncidentId> {
        queue.into_iter().map(|one| one.waiting.incident).collect()
    };
    let queue = desk.app.waiting(&desk.town).await.unwrap();
    assert_eq!(order(queue), [id.clone(), other.clone()], "it is older");
    let first = C::Prioritise {
        rank: 1,
        reason: "指挥长指令".into(),
    };
    desk.done(Role::Commander, &other, first).await;
    let queue = desk.app.waiting(&desk.town).await.unwrap();
    assert_eq!(order(queue), [other, id.clone()]);
    // Who refused is set aside for this call.
    let (made, _) = desk.app.recommendation(&desk.town, &id).await.unwrap();
    assert_eq!(made.set_aside[0].why, WhyNot::Refused);
    // The dispatcher hears of it, the leader does not.
    let dispatcher = who(&desk, "dispatcher").await;
    let alerts = desk.app.alerts(&dispatcher).await.unwrap();
    assert_eq!(alerts.len(), 1);
    assert_eq!(alerts[0].matter, MatterKind::Refusal);
    let leader = who(&desk, "leader").await;
    assert_eq!(desk.app.alerts(&leader).await.unwrap(), []);
    desk.check_rows().await;
}

#[tokio::test]
async fn alerts_go_up_and_are_acknowledged_by_whom_they_were_told() {
    let desk = strict_desk().await;
    let id = desk.accepted().await;
    desk.done(Role::Dispatcher, &id, assign("boat-east")).await;
    desk.pass(11 * 60 + 1);
    desk.app.check_due_clocks().await.unwrap();
    let (dispatcher, leader) = (who(&desk, "dispatcher").await, who(&desk, "leader").await);
    let told = desk.app.alerts(&dispatcher).await.unwrap();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].id, format!("{id}.arrive-1"));
    desk.check_rows().await;
    let alert = told[0].id.clone();
    let by_leader = desk
        .app
        .acknowledge_alert(&leader, order(Role::Leader, "ack-1"), &alert, None);
    assert!(matches!(by_leader.await, Err(AppError::NotVisible(_))));
    let missing = desk.app.acknowledge_alert(
        &dispatcher,
        order(Role::Dispatcher, "ack-2"),
        "x.arrive-9",
        None,
    );
    assert_eq!(missing.await.unwrap_err().code(), "no_such_alert");
    desk.pass(600);
    desk.app.check_due_clocks().await.unwrap();
    assert_eq!(desk.app.alerts(&leader).await.unwrap()[0].level, 3);
    let note = Some("已电话联系车组".to_owned());
    for _ in 0..2 {
        desk.app
            .acknowledge_alert(&leader, order(Role::Leader, "ack-3"), &alert, note.clone())
            .await
            .unwrap();
    }
    assert_eq!(desk.app.alerts(&dispatcher).await.unwrap(), []);
    let again = desk
        .app
        .acknowledge_alert(&leader, order(Role::Leader, "ack-4"), &alert, note);
    assert_eq!(again.await.unwrap_err().code(), "no_such_alert");
    desk.check_rows().await;
}

#[tokio::test]
async fn a_silent_crew_alarms_the_commander_and_the_nearest_crew() {
    let mut desk = strict_desk().await;
    let id = desk.accepted().await;
    desk.done(Role::Dispatcher, &id, assign("boat-east")).await;
    let how = ArrivalSource::Radio;
    desk.done(Role::Member, &id, C::Arrive { unit: None, how })
        .await;
    desk.pass(600);
    desk.app.check_due_clocks().await.unwrap();
    // The question stands over a restart.
    desk.restart(1).await;
    desk.app.book(&desk.town).await.unwrap();
    desk.pass(121);
    desk.app.check_due_clocks().await.unwrap();
    let commander = who(&desk, "commander").await;
    let told = desk.app.alerts(&commander).await.unwrap();
    let silent = told.iter().find(|one| one.matter == MatterKind::CheckIn);
    assert_eq!(silent.unwrap().told_units, [unit("boat-west")]);
    let near = who(&desk, "crew-west").await;
    assert_eq!(desk.app.alerts(&near).await.unwrap().len(), 1);
    let own = who(&desk, "crew-east").await;
    assert_eq!(desk.app.alerts(&own).await.unwrap(), []);
    let well = C::AnswerCheckIn {
        unit: None,
        answer: CrewAnswer::AllWell,
        note: None,
    };
    desk.done(Role::Member, &id, well).await;
    assert_eq!(desk.app.alerts(&near).await.unwrap(), []);
    desk.check_rows().await;
}

#[tokio::test]
async fn a_car_stands_by_where_the_town_is_thin() {
    let mut desk = strict_desk().await;
    let id = desk.accepted().await;
    desk.done(Role::Dispatcher, &id, assign("boat-east")).await;
    let (cover, _) = desk.app.coverage(&desk.town).await.unwrap();
    assert!(cover.areas.iter().any(|one| one.thin), "{cover:?}");
    let dispatcher = who(&desk, "dispatcher").await;
    let command = StandbyCommand::Order {
        area: AreaId::new("east").unwrap(),
        reason: "东岸无车".into(),
        until: None,
    };
    for _ in 0..2 {
        let order = order(Role::Dispatcher, "standby-1");
        let ordered = desk
            .app
            .order_standby(&dispatcher, order, "boat-west", &command);
        assert!(ordered.await.unwrap().state.order.is_some());
    }
    let busy = desk.app.order_standby(
        &dispatcher,
        order(Role::Dispatcher, "standby-2"),
        "boat-east",
        &command,
    );
    assert_eq!(busy.await.unwrap_err().code(), "unit_busy");
    let orders = desk.app.standby_orders(&desk.town).await.unwrap();
    assert_eq!(orders.len(), 1);
    assert_eq!(orders[0].area.as_str(), "east");
    let next = desk.accepted().await;
    let (made, _) = desk.app.recommendation(&desk.town, &next).await.unwrap();
    assert_eq!(made.candidates[0].way.metres, Some(0), "it waits there");
    // Nobody hears: the dispatcher is told. The crew of another car cannot say it has heard.
    desk.restart(1).await;
    desk.app.book(&desk.town).await.unwrap();
    desk.pass(120);
    desk.app.check_due_clocks().await.unwrap();
    let alerts = desk.app.alerts(&dispatcher).await.unwrap();
    assert_eq!(alerts[0].matter, MatterKind::Standby);
    let (east, west) = (who(&desk, "crew-east").await, who(&desk, "crew-west").await);
    let order = |key: &str| order(Role::Member, key);
    let wrong = desk
        .app
        .acknowledge_standby(&east, order("heard-1"), "boat-west");
    assert_eq!(wrong.await.unwrap_err().code(), "not_own_car");
    let heard = desk
        .app
        .acknowledge_standby(&west, order("heard-2"), "boat-west");
    heard.await.unwrap();
    assert_eq!(desk.app.alerts(&dispatcher).await.unwrap(), []);
    desk.check_rows().await;
    // It ends by itself.
    desk.pass(2 * 3_600);
    desk.app.check_due_clocks().await.unwrap();
    assert_eq!(desk.app.standby_orders(&desk.town).await.unwrap(), []);
    desk.check_rows().await;
}
