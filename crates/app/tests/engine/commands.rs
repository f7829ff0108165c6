//! Commands happen once, on the newest state.

use super::tools::{Desk, confirm, intake, order};
use liandong_app::AppError;
use liandong_domain::{
    incident::{IncidentCommand as C, Phase},
    roles::Role,
};
use std::sync::Arc;

#[tokio::test]
async fn a_call_is_walked_to_its_closing_and_its_row_is_what_the_log_makes() {
    let desk = Desk::new().await;
    for car in ["boat-east", "boat-west", "boat-east"] {
        let id = desk.whole(car).await;
        let (incident, version) = desk.app.incident(&desk.town, &id).await.unwrap();
        assert_eq!(incident.phase, Phase::Closed);
        let history = desk.app.history(&desk.town, &id).await.unwrap();
        assert_eq!(history.last().unwrap().version, version);
    }
    for role in [Role::Commander, Role::Dispatcher] {
        let id = desk.accepted().await;
        let reason = "误报".to_owned();
        desk.done(role, &id, C::Cancel { reason }).await;
    }
    desk.check_rows().await;
}

#[tokio::test]
async fn one_key_one_act_also_after_a_restart() {
    let mut desk = Desk::new().await;
    let receive = || order(Role::Commander, "receive");
    let first = desk
        .app
        .receive(&desk.town, receive(), &intake())
        .await
        .unwrap();
    let id = first.incident.number().clone();
    let confirmed = || order(Role::Commander, "confirm");
    let command = |desk: &Desk| {
        let (app, town, id) = (Arc::clone(&desk.app), desk.town.clone(), id.clone());
        async move { app.command(&town, confirmed(), &id, &confirm()).await }
    };
    let done = command(&desk).await.unwrap();
    assert!(!first.replayed && !done.replayed);
    desk.done(Role::Dispatcher, &id, C::Accept).await;
    let events = desk.log().await.len();

    for restart in [false, true] {
        if restart {
            desk.restart(1).await;
        }
        let again = desk
            .app
            .receive(&desk.town, receive(), &intake())
            .await
            .unwrap();
        assert!(again.replayed);
        assert_eq!(*again.incident.number(), id);
        assert!(command(&desk).await.unwrap().replayed);
        assert_eq!(desk.log().await.len(), events);
    }

    let mut other = intake();
    other.text = "别的事".into();
    let reused = desk.app.receive(&desk.town, receive(), &other).await;
    assert!(matches!(reused, Err(AppError::KeyReused)));
    // Whether the rules would allow the other command makes no difference.
    let reason = "看一看".to_owned();
    for other in [C::Accept, C::Intervene { reason }] {
        let reused = desk.app.command(&desk.town, confirmed(), &id, &other).await;
        assert!(matches!(reused, Err(AppError::KeyReused)), "{other:?}");
    }
}

#[tokio::test]
async fn what_its_own_first_time_made_impossible_is_told_as_done() {
    let mut desk = Desk::new().await;
    let id = desk.receive().await;
    desk.done(Role::Commander, &id, confirm()).await;
    let mut accept = order(Role::Dispatcher, "accept");
    // The version that the client saw is an older one by its own doing.
    accept.expected_version = Some(2);
    let reason = "误报".to_owned();
    let steps = [
        (accept, C::Accept),
        (order(Role::Commander, "cancel"), C::Cancel { reason }),
    ];
    for (order, command) in &steps {
        let done = desk.app.command(&desk.town, order.clone(), &id, command);
        assert!(!done.await.unwrap().replayed);
    }
    let events = desk.log().await;
    for restart in [false, true] {
        if restart {
            desk.restart(1).await;
        }
        for (order, command) in &steps {
            let again = desk.app.command(&desk.town, order.clone(), &id, command);
            let again = again.await.unwrap();
            assert!(again.replayed);
            assert_eq!(again.incident.phase, Phase::Cancelled);
            // Under a key of its own the same is refused.
            let fresh = desk.order_to(order.actor.role, &id, command.clone()).await;
            assert!(matches!(fresh, Err(AppError::Rejected(_))));
        }
        assert_eq!(desk.log().await, events);
    }
}

#[tokio::test]
async fn who_looked_at_an_older_state_is_told() {
    let desk = Desk::new().await;
    let id = desk.receive().await;
    let mut seen = order(Role::Commander, "seen");
    seen.expected_version = Some(1);
    desk.done(Role::Commander, &id, confirm()).await;
    let refused = desk.app.command(&desk.town, seen, &id, &confirm()).await;
    assert!(matches!(
        refused,
        Err(AppError::VersionConflict {
            expected: 1,
            actual: 2
        })
    ));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_at_one_incident_lose_nothing() {
    let desk = Desk::new().await;
    let id = desk.receive().await;
    let mut commanders = tokio::task::JoinSet::new();
    for nth in 0..32 {
        let (app, town, id) = (Arc::clone(&desk.app), desk.town.clone(), id.clone());
        commanders.spawn(async move {
            let reason = format!("第{nth}次介入");
            let order = order(Role::Commander, &format!("many-{nth}"));
            app.command(&town, order, &id, &C::Intervene { reason })
                .await
                .is_ok()
        });
    }
    let taken = commanders
        .join_all()
        .await
        .into_iter()
        .filter(|taken| *taken)
        .count();
    let history = desk.app.history(&desk.town, &id).await.unwrap();
    assert_eq!(history.len(), 1 + taken, "what was answered is in the log");
    assert_eq!(taken, 32, "each gets its turn");
    let (_, version) = desk.app.incident(&desk.town, &id).await.unwrap();
    assert_eq!(version, history.len() as u64);
}

#[tokio::test]
async fn each_role_does_its_own() {
    let desk = Desk::new().await;
    let id = desk.receive().await;
    let refused = desk.order_to(Role::Member, &id, confirm()).await;
    assert!(matches!(refused, Err(AppError::NotAllowed { .. })));
    let refused = desk.order_to(Role::Commander, &id, C::CheckClocks).await;
    assert!(matches!(refused, Err(AppError::NotAllowed { .. })));
}
