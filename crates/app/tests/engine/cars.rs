//! A car is in one place, and free again when its work is over.

use super::tools::{Desk, assign, folder, life, order};
use liandong_app::{AppError, setup};
use liandong_domain::{
    ids::{IncidentId, StationId, UnitId},
    incident::{IncidentCommand as C, Rejection},
    roles::Role,
};
use std::sync::Arc;
use tokio::task::JoinSet;

fn unit(id: &str) -> UnitId {
    UnitId::new(id).unwrap()
}

fn cancel() -> C {
    let reason = "误报".to_owned();
    C::Cancel { reason }
}

fn reassign(to: &str) -> C {
    C::Reassign {
        unit: unit(to),
        reason: "船坏了".into(),
    }
}

fn on(desk: &Desk, car: &str) -> Option<IncidentId> {
    desk.app.incident_of_unit(&desk.town, &unit(car))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_car_is_sent_to_one_place() {
    let mut desk = Desk::new().await;
    for _ in 0..10 {
        let ids = [desk.accepted().await, desk.accepted().await];
        let mut dispatchers = JoinSet::new();
        for id in ids.clone() {
            let (app, town) = (Arc::clone(&desk.app), desk.town.clone());
            let order = desk.order(Role::Dispatcher);
            dispatchers
                .spawn(async move { app.command(&town, order, &id, &assign("boat-east")).await });
        }
        let answers = dispatchers.join_all().await;
        let refused: Vec<_> = answers
            .iter()
            .filter_map(|one| one.as_ref().err())
            .collect();
        let busy = matches!(
            refused[..],
            [AppError::Rejected(Rejection::UnitBusy { .. })]
        );
        assert!(busy, "{refused:?}");
        let here = on(&desk, "boat-east");
        desk.restart(1).await;
        desk.app.book(&desk.town).await.unwrap();
        assert_eq!(
            on(&desk, "boat-east"),
            here,
            "a restart knows where the car is"
        );
        for id in ids {
            desk.done(Role::Commander, &id, cancel()).await;
        }
        assert_eq!(on(&desk, "boat-east"), None);
    }
    desk.check_rows().await;
}

#[tokio::test]
async fn a_car_is_free_again_when_its_work_is_over_or_taken_from_it() {
    let desk = Desk::new().await;
    let id = desk.accepted().await;
    desk.done(Role::Dispatcher, &id, assign("boat-east")).await;
    assert_eq!(on(&desk, "boat-east").as_ref(), Some(&id));
    desk.done(Role::Dispatcher, &id, reassign("boat-west"))
        .await;
    assert_eq!(on(&desk, "boat-east"), None);
    // A refused order leaves the car free.
    let fresh = desk.receive().await;
    let refused = desk
        .order_to(Role::Dispatcher, &fresh, assign("boat-east"))
        .await;
    assert!(matches!(refused, Err(AppError::Rejected(_))));
    assert_eq!(on(&desk, "boat-east"), None);
    for (role, command) in life("boat-west").into_iter().skip(1).take(4) {
        desk.pass(30);
        desk.done(role, &id, command).await;
    }
    assert_eq!(on(&desk, "boat-west"), None, "its work is done");

    let into = desk.accepted().await;
    let ends = [
        cancel(),
        C::ReturnToPolice {
            station: StationId::new("liuxi").unwrap(),
            reason: "有人受伤".into(),
        },
        C::Merge {
            into,
            reason: "同一件事".into(),
        },
    ];
    for end in ends {
        let id = desk.accepted().await;
        desk.done(Role::Dispatcher, &id, assign("boat-east")).await;
        let reinforce = C::Reinforce {
            unit: unit("boat-west"),
            reason: "人多".into(),
            leave_town_uncovered: None,
        };
        desk.done(Role::Dispatcher, &id, reinforce).await;
        assert_eq!(on(&desk, "boat-west"), Some(id.clone()));
        let what = format!("{end:?}");
        desk.done(Role::Commander, &id, end).await;
        let cars = ["boat-east", "boat-west"].map(|car| on(&desk, car));
        assert_eq!(cars, [None, None], "{what}");
    }
}

#[tokio::test]
async fn an_order_that_comes_again_later_holds_no_car() {
    let desk = Desk::new().await;
    let id = desk.accepted().await;
    desk.done(Role::Dispatcher, &id, assign("boat-east")).await;
    let to_west = || order(Role::Dispatcher, "to the west");
    let west = reassign("boat-west");
    let again = || desk.app.command(&desk.town, to_west(), &id, &west);
    assert!(!again().await.unwrap().replayed);
    desk.done(Role::Dispatcher, &id, reassign("boat-east"))
        .await;
    // The first answer was lost, so the client sends it again. The rules would allow it anew.
    assert!(again().await.unwrap().replayed);
    assert_eq!(on(&desk, "boat-west"), None);
    assert_eq!(on(&desk, "boat-east"), Some(id));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_change_of_the_folder_disturbs_no_car() {
    let desk = Arc::new(Desk::new().await);
    let dispatcher = tokio::spawn({
        let desk = Arc::clone(&desk);
        async move {
            for _ in 0..150 {
                let id = desk.accepted().await;
                desk.done(Role::Dispatcher, &id, assign("boat-east")).await;
                desk.done(Role::Commander, &id, cancel()).await;
            }
        }
    });
    let mut changed = folder();
    let mut nth = 0;
    while !dispatcher.is_finished() {
        nth += 1;
        changed.units[0].call_sign = format!("柳溪{nth}");
        setup::import(&desk.app, &changed).await.unwrap();
        let book = desk.app.book(&desk.town).await.unwrap();
        let known = book.registry.unit(&unit("boat-east")).unwrap();
        assert_eq!(known.call_sign, changed.units[0].call_sign);
    }
    dispatcher.await.unwrap();
    assert!(nth > 10, "{nth} changes while cars were sent out");
    assert_eq!(on(&desk, "boat-east"), None);
    desk.check_rows().await;
}
