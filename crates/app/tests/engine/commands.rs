//! Commands happen once, on the newest state, and a car is in one place.

use super::tools::{Desk, assign, confirm, intake, life, order};
use liandong_app::AppError;
use liandong_domain::{
    ids::UnitId,
    incident::{IncidentCommand as C, Phase, Rejection},
    roles::Role,
};
use std::{collections::BTreeSet, sync::Arc};

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
        // The phase no longer allows it, yet it has happened: that is told, not the refusal.
        assert!(command(&desk).await.unwrap().replayed);
        assert_eq!(desk.log().await.len(), events);
    }

    let mut other = intake();
    other.text = "别的事".into();
    let reused = desk.app.receive(&desk.town, receive(), &other).await;
    assert!(matches!(reused, Err(AppError::KeyReused)));
    let reused = desk
        .app
        .command(&desk.town, confirmed(), &id, &C::Accept)
        .await;
    assert!(reused.is_err());
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
async fn numbers_have_no_holes_and_no_doubles() {
    let mut desk = Desk::new().await;
    let mut all = BTreeSet::new();
    for round in 0..2_u32 {
        let mut callers = tokio::task::JoinSet::new();
        for caller in 0..64 {
            let (app, town) = (Arc::clone(&desk.app), desk.town.clone());
            callers.spawn(async move {
                let order = order(Role::Commander, &format!("{round}-{caller}"));
                let done = app.receive(&town, order, &intake()).await.unwrap();
                done.incident.number().to_string()
            });
        }
        for id in callers.join_all().await {
            assert!(all.insert(id), "a number is given twice");
        }
        desk.restart(1).await;
    }
    let last = all.last().unwrap();
    assert_eq!(last, "20250303-00128");
    assert_eq!(all.len(), 128);
    desk.check_rows().await;
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

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_car_is_sent_to_one_place() {
    let mut desk = Desk::new().await;
    for _ in 0..10 {
        let ids = [desk.accepted().await, desk.accepted().await];
        let mut dispatchers = tokio::task::JoinSet::new();
        for id in ids.clone() {
            let (app, town, order) = (
                Arc::clone(&desk.app),
                desk.town.clone(),
                desk.order(Role::Dispatcher),
            );
            dispatchers
                .spawn(async move { app.command(&town, order, &id, &assign("boat-east")).await });
        }
        let answers = dispatchers.join_all().await;
        let refused: Vec<_> = answers
            .iter()
            .filter_map(|one| one.as_ref().err())
            .collect();
        assert!(
            matches!(
                refused[..],
                [AppError::Rejected(Rejection::UnitBusy { .. })]
            ),
            "{refused:?}"
        );
        let car = UnitId::new("boat-east").unwrap();
        let on = desk.app.incident_of_unit(&desk.town, &car).unwrap();
        desk.restart(1).await;
        desk.app.book(&desk.town).await.unwrap();
        assert_eq!(
            desk.app.incident_of_unit(&desk.town, &car).as_ref(),
            Some(&on),
            "a restart knows where the car is"
        );
        for id in ids {
            let reason = "误报".to_owned();
            desk.done(Role::Commander, &id, C::Cancel { reason }).await;
        }
        assert_eq!(desk.app.incident_of_unit(&desk.town, &car), None);
    }
    desk.check_rows().await;
}

#[tokio::test]
async fn a_car_is_free_again_when_its_work_is_over_or_taken_from_it() {
    let desk = Desk::new().await;
    let car = UnitId::new("boat-east").unwrap();
    let on = || desk.app.incident_of_unit(&desk.town, &car);
    let id = desk.accepted().await;
    desk.done(Role::Dispatcher, &id, assign("boat-east")).await;
    assert_eq!(on().as_ref(), Some(&id));
    let reassign = C::Reassign {
        unit: UnitId::new("boat-west").unwrap(),
        reason: "船坏了".into(),
    };
    desk.done(Role::Dispatcher, &id, reassign).await;
    assert_eq!(on(), None);
    // A refused order leaves the car free.
    let fresh = desk.receive().await;
    let refused = desk
        .order_to(Role::Dispatcher, &fresh, assign("boat-east"))
        .await;
    assert!(matches!(refused, Err(AppError::Rejected(_))));
    assert_eq!(on(), None);
    for (role, command) in life("boat-west").into_iter().skip(1).take(4) {
        desk.pass(30);
        desk.done(role, &id, command).await;
    }
    let west = UnitId::new("boat-west").unwrap();
    assert_eq!(desk.app.incident_of_unit(&desk.town, &west), None);
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
