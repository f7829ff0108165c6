//! Clocks warn and breach by themselves, once, also over a restart.

use super::tools::{Desk, assign};
use liandong_domain::{
    ids::IncidentId,
    incident::{ArrivalSource, IncidentCommand as C},
    roles::Role,
};

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
