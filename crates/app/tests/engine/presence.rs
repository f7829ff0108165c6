//! Who has an incident open.

use super::{dispatching::visitor, tools::Desk};
use liandong_app::presence::{Doing, STAYS};

#[tokio::test]
async fn who_says_nothing_for_half_a_minute_is_gone() {
    let desk = Desk::new().await;
    let id = desk.accepted().await;
    let (commander, dispatcher) = (
        visitor(&desk.app, &desk.town, "commander").await,
        visitor(&desk.app, &desk.town, "dispatcher").await,
    );
    let say = |who| desk.app.be_present(who, &id, Doing::Reading);
    assert!(say(&commander).await.unwrap().is_empty());
    desk.pass(STAYS);
    assert_eq!(say(&dispatcher).await.unwrap()[0].seconds, STAYS);
    desk.pass(1);
    assert!(say(&dispatcher).await.unwrap().is_empty());
    // The dispatcher has been here since the first word of it, also when seen by one who comes later.
    let seen = say(&commander).await.unwrap();
    assert_eq!((seen.len(), seen[0].seconds), (1, 1));
    assert_eq!(seen[0].doing, Doing::Reading);
}
