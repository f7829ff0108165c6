//! The order in which calls get a car.

use crate::support::{
    times::at,
    town::{area, incident},
};
use liandong_domain::{
    dispatch::{DispatchRules, QueueReason as R, Waiting, queue},
    incident::CategoryCode as K,
};

fn waiting(nth: u32, time: &str) -> Waiting {
    Waiting {
        incident: incident(&format!("20240304-000{nth}")),
        rank: 0,
        hazards: false,
        category: Some(K::Dispute),
        area: Some(area("north")),
        received_at: at(time),
    }
}

fn rules() -> DispatchRules {
    DispatchRules {
        category_priority: vec![K::JointResponse, K::Assistance],
        ..DispatchRules::default()
    }
}

fn order(waiting: Vec<Waiting>) -> Vec<(u32, String, R)> {
    queue(waiting, &rules())
        .into_iter()
        .map(|one| {
            let nth = one.waiting.incident.as_str()[12..].to_owned();
            (one.position, nth, one.reason)
        })
        .collect()
}

#[test]
fn commander_then_danger_then_category_then_age() {
    let plain = waiting(1, "08:00");
    let newer = waiting(2, "08:30");
    let helped = Waiting {
        category: Some(K::Assistance),
        ..waiting(3, "09:00")
    };
    let joint = Waiting {
        category: Some(K::JointResponse),
        ..waiting(4, "09:10")
    };
    let danger = Waiting {
        hazards: true,
        ..waiting(5, "09:20")
    };
    let second = Waiting {
        rank: 2,
        ..waiting(6, "09:30")
    };
    let first = Waiting {
        rank: 1,
        ..waiting(7, "09:40")
    };
    let all = vec![plain, newer, helped, joint, danger, second, first];
    let expected = [
        (1, "7", R::Commander),
        (2, "6", R::Commander),
        (3, "5", R::Hazard),
        (4, "4", R::Category),
        (5, "3", R::Category),
        (6, "1", R::Age),
        (7, "2", R::Age),
    ];
    let expected = expected.map(|(at, nth, why)| (at, nth.to_owned(), why));
    assert_eq!(order(all.clone()), expected);
    assert_eq!(order(all.into_iter().rev().collect()), expected);
}

#[test]
fn an_empty_queue_is_empty() {
    assert_eq!(order(Vec::new()), []);
}
