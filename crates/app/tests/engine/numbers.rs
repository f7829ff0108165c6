//! Incidents' numbers have no holes and no doubles.

use super::tools::{Desk, intake, order};
use liandong_domain::roles::Role;
use std::{collections::BTreeSet, sync::Arc};
use tokio::task::JoinSet;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn numbers_have_no_holes_and_no_doubles() {
    let mut desk = Desk::new().await;
    let mut all = BTreeSet::new();
    for round in 0..2_u32 {
        let mut callers = JoinSet::new();
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
async fn what_is_refused_or_sent_twice_takes_no_number() {
    let desk = Desk::new().await;
    assert_eq!(desk.receive().await.as_str(), "20250303-00001");
    let mut empty = intake();
    empty.text = String::new();
    for (role, intake) in [(Role::Commander, empty), (Role::Member, intake())] {
        let refused = desk.app.receive(&desk.town, desk.order(role), &intake);
        assert!(refused.await.is_err());
    }
    assert_eq!(desk.receive().await.as_str(), "20250303-00002");
    for round in 0..60_u32 {
        let mut same = JoinSet::new();
        for sender in 0..8 {
            let (app, town) = (Arc::clone(&desk.app), desk.town.clone());
            same.spawn(async move {
                let mut intake = intake();
                // Half of them have another request under the same key.
                intake.address = format!("集市路{}号", sender % 2);
                let order = order(Role::Commander, &format!("same-{round}"));
                app.receive(&town, order, &intake).await.ok()
            });
        }
        let told = same.join_all().await;
        let told: Vec<_> = told.into_iter().flatten().collect();
        assert_eq!(told.iter().filter(|one| !one.replayed).count(), 1);
        let nth = format!("20250303-{:05}", round + 3);
        let one = |id: &str| id == nth;
        assert!(told.iter().all(|done| one(done.incident.number().as_str())));
    }
    assert_eq!(desk.receive().await.as_str(), "20250303-00063");
}
