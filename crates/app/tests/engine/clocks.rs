//! Clocks warn and breach by themselves, once, also over a restart.

use super::tools::{Desk, MORNING, assign, at};
use liandong_app::{AppError, book::incident_stream};
use liandong_domain::{
    ids::IncidentId,
    incident::{ArrivalSource, ClockKind, IncidentCommand as C},
    roles::Role,
};
use liandong_store::{CommandKey, Commit, NewEvent};

async fn kinds(desk: &Desk, id: &IncidentId) -> Vec<String> {
    let history = desk.app.history(&desk.town, id).await.unwrap();
    let clocks = history.iter().map(|one| one.event.kind.to_string());
    clocks.filter(|kind| kind.contains("clock")).collect()
}

#[tokio::test]
async fn a_clock_warns_and_breaches_once() {
    let mut desk = Desk::new().await;
    let id = desk.accepted().await;
    desk.done(Role::Dispatcher, &id, assign("boat-east")).await;
    assert_eq!(desk.app.check_due_clocks().await.unwrap(), 0);
    // The town's limit is ten minutes, its warning three before, its grace one minute.
    desk.pass(6 * 60 + 59);
    assert_eq!(desk.app.check_due_clocks().await.unwrap(), 0);
    desk.pass(1);
    assert_eq!(desk.app.check_due_clocks().await.unwrap(), 1);
    assert_eq!(kinds(&desk, &id).await, ["incident.clock_warned"]);
    assert_eq!(desk.app.check_due_clocks().await.unwrap(), 0);
    desk.pass(4 * 60);
    desk.restart(1).await;
    desk.app.book(&desk.town).await.unwrap();
    assert_eq!(desk.app.alarms().waiting(), 1, "a restart sets the alarms");
    desk.app.check_due_clocks().await.unwrap();
    assert_eq!(
        kinds(&desk, &id).await,
        ["incident.clock_warned"],
        "until the grace is over the limit may still turn out to be kept"
    );
    desk.pass(1);
    desk.app.check_due_clocks().await.unwrap();
    let breached = ["incident.clock_warned", "incident.clock_breached"];
    assert_eq!(kinds(&desk, &id).await, breached);
    desk.app.check_due_clocks().await.unwrap();
    assert_eq!(kinds(&desk, &id).await, breached);
    let events = desk.log().await;
    assert!(events.last().unwrap().actor.account.as_str() == "system");
    desk.check_rows().await;
}

#[tokio::test]
async fn an_arrival_in_time_keeps_the_clock_silent() {
    let desk = Desk::new().await;
    let id = desk.accepted().await;
    desk.done(Role::Dispatcher, &id, assign("boat-east")).await;
    desk.pass(60);
    let how = ArrivalSource::Radio;
    desk.done(Role::Member, &id, C::Arrive { unit: None, how })
        .await;
    desk.pass(12 * 60);
    desk.app.check_due_clocks().await.unwrap();
    assert_eq!(kinds(&desk, &id).await, [""; 0]);
}

#[tokio::test]
async fn all_limits_pass_in_order_whoever_looks_late() {
    let desk = Desk::new().await;
    let id = desk.accepted().await;
    desk.done(Role::Dispatcher, &id, assign("boat-east")).await;
    // Warnings at 7, 15 and 35 minutes, breaches at 11, 21 and 46 and a second.
    let mut told = 0;
    for (minute, event) in [
        (7, "warned"),
        (11, "breached"),
        (15, "warned"),
        (21, "breached"),
        (35, "warned"),
        (46, "breached"),
    ] {
        desk.clock.set(at(MORNING).plus(minute * 60 + 1));
        for _ in 0..3 {
            desk.app.check_due_clocks().await.unwrap();
        }
        told += 1;
        let kinds = kinds(&desk, &id).await;
        assert_eq!(kinds.len(), told, "minute {minute}: {kinds:?}");
        assert_eq!(kinds[told - 1], format!("incident.clock_{event}"));
    }
    let before = desk.log().await.len();
    desk.pass(7 * 86_400);
    assert_eq!(desk.app.check_due_clocks().await.unwrap(), 0);
    assert_eq!(desk.log().await.len(), before);

    // After a night without power: the limits are breached at once, each at its own time.
    let id = desk.accepted().await;
    desk.done(Role::Dispatcher, &id, assign("boat-west")).await;
    let assigned = desk.app.now();
    desk.pass(12 * 3_600);
    desk.app.check_due_clocks().await.unwrap();
    let history = desk.app.history(&desk.town, &id).await.unwrap();
    let breached: Vec<_> = history
        .iter()
        .filter(|one| &*one.event.kind == "incident.clock_breached")
        .map(|one| one.event.occurred_at.since(assigned) / 60)
        .collect();
    assert_eq!(breached, [10, 20, 45]);
    desk.check_rows().await;
}

#[tokio::test]
async fn a_look_too_early_writes_nothing_and_loses_nothing() {
    let desk = Desk::new().await;
    let id = desk.accepted().await;
    desk.done(Role::Dispatcher, &id, assign("boat-east")).await;
    let before = desk.log().await.len();
    desk.app.alarms().set(&desk.town, &id, Some(desk.app.now()));
    assert_eq!(desk.app.check_due_clocks().await.unwrap(), 1);
    assert_eq!(desk.log().await.len(), before);
    desk.pass(7 * 60);
    desk.app.check_due_clocks().await.unwrap();
    assert_eq!(kinds(&desk, &id).await, ["incident.clock_warned"]);
}

#[tokio::test]
async fn a_pause_ends_by_itself() {
    let desk = Desk::new().await;
    let id = desk.accepted().await;
    desk.done(Role::Dispatcher, &id, assign("boat-east")).await;
    desk.pass(60);
    let pause = C::PauseClock {
        clock: ClockKind::Arrive,
        reason: "等水位退下".into(),
        until: None,
    };
    desk.done(Role::Dispatcher, &id, pause).await;
    desk.pass(14 * 60 + 59);
    desk.app.check_due_clocks().await.unwrap();
    assert!(
        !kinds(&desk, &id)
            .await
            .contains(&"incident.clock_resumed".to_owned())
    );
    desk.pass(1);
    desk.app.check_due_clocks().await.unwrap();
    let (incident, _) = desk.app.incident(&desk.town, &id).await.unwrap();
    let arrive = incident.last_clock(ClockKind::Arrive).unwrap();
    assert_eq!(arrive.due_at.since(arrive.started_at), 25 * 60);
    assert!(arrive.pause.is_none() && arrive.breach.is_none());
}

/// An event of a later program, as after a step back to an older one.
async fn make_unreadable(desk: &Desk, id: &IncidentId) {
    let (_, expected) = desk.app.incident(&desk.town, id).await.unwrap();
    let event = NewEvent {
        kind: "incident.dreamt_of".into(),
        schema: 9,
        occurred_at: desk.app.now(),
        recorded_at: desk.app.now(),
        late: false,
        payload: "{}".into(),
    };
    let commit = Commit {
        town: desk.town.clone(),
        stream: incident_stream(id),
        expected,
        key: CommandKey::new("later"),
        fingerprint: [9; 32],
        actor: desk.order(Role::System).actor,
        events: vec![event],
        rows: Vec::new(),
        secrets: Vec::new(),
    };
    let receipts = desk.app.store().commit(vec![commit]).await;
    assert!(receipts[0].is_ok());
}

#[tokio::test]
async fn one_incident_that_cannot_be_read_does_not_stop_the_others_clocks() {
    let mut desk = Desk::new().await;
    let broken = desk.accepted().await;
    desk.done(Role::Dispatcher, &broken, assign("boat-east"))
        .await;
    desk.pass(1);
    let good = desk.accepted().await;
    desk.done(Role::Dispatcher, &good, assign("boat-west"))
        .await;
    make_unreadable(&desk, &broken).await;
    desk.restart(1).await;
    desk.app.book(&desk.town).await.unwrap();
    desk.pass(8 * 60);
    for _ in 0..2 {
        let failed = desk.app.check_due_clocks().await;
        assert!(matches!(failed, Err(AppError::Internal(_))), "{failed:?}");
        assert_eq!(kinds(&desk, &good).await, ["incident.clock_warned"]);
    }
    assert_eq!(desk.app.alarms().waiting(), 2, "it stays due");
}
