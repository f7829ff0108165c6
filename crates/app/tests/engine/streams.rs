//! Streams beside the incidents, and records entered by people.

use super::tools::Desk;
use liandong_app::{AppError, streams::Kept};
use liandong_domain::{
    aggregate::{Aggregate, Asked, Stamp},
    ids::{AccountId, TownId},
    refusal::{Because, Refusal},
    registry::{Account, RegistryEvent},
    roles::Role,
};
use liandong_store::{RowChange, Table};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A counter that goes up to a limit.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Tally(u64);

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Counted {
    Raised(u64),
}

#[derive(Debug)]
struct Full;

impl From<Full> for Refusal {
    fn from(Full: Full) -> Self {
        Self::new("full", Because::Conflict, "已满", "it is full").about("by")
    }
}

impl Aggregate for Tally {
    const PREFIX: &'static str = "tally/";
    type Command = u64;
    type Event = Counted;
    type Rejection = Full;
    type Facts<'a> = u64;

    fn kind(_: &Counted) -> &'static str {
        "tally.raised"
    }

    fn decide(
        state: Option<&Self>,
        _: &str,
        by: &u64,
        asked: Asked,
        limit: u64,
    ) -> Result<Vec<(Counted, Stamp)>, Full> {
        match (state.map_or(0, |tally| tally.0) + by, *by) {
            (_, 0) => Ok(Vec::new()),
            (after, _) if after > limit => Err(Full),
            _ => Ok(vec![(Counted::Raised(*by), asked.stamp(120))]),
        }
    }

    fn evolve(state: Option<Self>, _: &str, event: &Counted, _: Stamp) -> Option<Self> {
        let Counted::Raised(by) = event;
        Some(Self(state.map_or(0, |tally| tally.0) + by))
    }
}

impl Kept for Tally {
    fn tables() -> &'static [&'static Table] {
        &[]
    }

    fn rows(_: &TownId, _: &str, _: &Self, _: u64) -> Vec<RowChange> {
        Vec::new()
    }
}

#[tokio::test]
async fn a_command_sent_twice_raises_once() {
    let desk = Desk::new().await;
    let order = desk.order(Role::DutyManager);
    let act = async |order, by, limit| {
        desk.app
            .act::<Tally>(&desk.town, order, "a", by, limit)
            .await
    };
    let first = act(order.clone(), &2, 3).await.unwrap();
    assert_eq!(
        (first.state, first.version, first.replayed),
        (Tally(2), 1, false)
    );
    // Decided anew it would be refused: 2 + 2 > 3.
    let again = act(order.clone(), &2, 3).await.unwrap();
    assert_eq!(
        (again.state, again.version, again.replayed),
        (Tally(2), 1, true)
    );
    let other = act(order, &1, 3).await;
    assert!(matches!(other, Err(AppError::KeyReused)), "{other:?}");
    let full = act(desk.order(Role::DutyManager), &2, 3).await;
    let Err(AppError::Refused(refusal)) = full else {
        panic!("{full:?}");
    };
    assert_eq!((refusal.code, refusal.field), ("full", Some("by")));
    let known = desk.app.state_of::<Tally>(&desk.town, "a").await.unwrap();
    assert_eq!(known, Some((Tally(2), 1)));
    let unknown = desk.app.state_of::<Tally>(&desk.town, "b").await.unwrap();
    assert_eq!(unknown, None);
}

#[tokio::test]
async fn a_version_that_is_not_the_one_seen_is_told() {
    let desk = Desk::new().await;
    let order = |expected| {
        let mut order = desk.order(Role::DutyManager);
        order.expected_version = Some(expected);
        order
    };
    let act = async |order| desk.app.act::<Tally>(&desk.town, order, "a", &1, 9).await;
    assert_eq!(act(order(0)).await.unwrap().version, 1);
    let late = act(order(0)).await;
    assert!(
        matches!(
            late,
            Err(AppError::VersionConflict {
                expected: 0,
                actual: 1
            })
        ),
        "{late:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_many_do_at_once_is_all_there() {
    let desk = Arc::new(Desk::new().await);
    let mut people = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let desk = Arc::clone(&desk);
        people.spawn(async move {
            let mut done = 0;
            for _ in 0..5 {
                let order = desk.order(Role::DutyManager);
                match desk.app.act::<Tally>(&desk.town, order, "a", &1, 99).await {
                    Ok(_) => done += 1,
                    Err(AppError::Contended) => {}
                    Err(other) => panic!("{other}"),
                }
            }
            done
        });
    }
    let done: u64 = people.join_all().await.into_iter().sum();
    let known = desk.app.state_of::<Tally>(&desk.town, "a").await.unwrap();
    assert_eq!(known, Some((Tally(done), done)));
    assert!(done >= 8);
}

fn account(id: &str, name: &str) -> RegistryEvent {
    RegistryEvent::AccountOpened(Account {
        external: None,
        id: AccountId::new(id).unwrap(),
        name: name.into(),
        role: Role::Auditor,
        member: None,
        department: None,
    })
}

#[tokio::test]
async fn records_enter_the_register_once_and_whole() {
    let desk = Desk::new().await;
    let before = desk.app.book(&desk.town).await.unwrap().version;
    let order = desk.order(Role::Administrator);
    let both = [account("one", "甲"), account("two", "乙")];
    let entered = desk.app.register(&desk.town, &order, &both).await.unwrap();
    assert_eq!(
        (entered.version, entered.recorded, entered.replayed),
        (before + 2, 2, false)
    );
    let again = desk.app.register(&desk.town, &order, &both).await.unwrap();
    assert_eq!(
        (again.version, again.recorded, again.replayed),
        (before + 2, 2, true)
    );
    let reused = desk.app.register(&desk.town, &order, &both[..1]).await;
    assert!(matches!(reused, Err(AppError::KeyReused)), "{reused:?}");

    // What says nothing new is left out.
    let mixed = [account("one", "甲"), account("two", "丙")];
    let order = desk.order(Role::Administrator);
    let entered = desk.app.register(&desk.town, &order, &mixed).await.unwrap();
    assert_eq!((entered.version, entered.recorded), (before + 3, 1));
    let book = desk.app.book(&desk.town).await.unwrap();
    let name = |id: &str| {
        book.registry
            .account(&AccountId::new(id).unwrap())
            .unwrap()
            .name
            .clone()
    };
    assert_eq!(
        (name("one"), name("two")),
        ("甲".to_owned(), "丙".to_owned())
    );

    // One that cannot be keeps the others out too.
    let mut unknown = account("three", "丁");
    if let RegistryEvent::AccountOpened(account) = &mut unknown {
        account.member = Some(liandong_domain::ids::MemberId::new("nobody").unwrap());
    }
    let order = desk.order(Role::Administrator);
    let refused = desk
        .app
        .register(&desk.town, &order, &[account("four", "戊"), unknown])
        .await;
    assert!(matches!(refused, Err(AppError::Registry(_))), "{refused:?}");
    assert_eq!(desk.app.book(&desk.town).await.unwrap().version, before + 3);
}
