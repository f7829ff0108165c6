//! Many commands in one go leave the same log as one by one.

use super::tools::{Desk, confirm, intake, life};
use liandong_domain::{incident::IncidentCommand as C, roles::Role};

#[tokio::test]
async fn a_batch_leaves_the_same_log() {
    let single = Desk::new().await;
    for _ in 0..3 {
        single.whole("boat-east").await;
    }
    let together = Desk::new().await;
    let mut batch = together.app.batch(&together.town).await.unwrap();
    for _ in 0..3 {
        let order = together.order(Role::Commander);
        let id = batch.receive(&order, &intake()).await.unwrap();
        let order = together.order(Role::Commander);
        batch.command(&order, &id, &confirm()).await.unwrap();
        let order = together.order(Role::Dispatcher);
        batch.command(&order, &id, &C::Accept).await.unwrap();
        for (role, command) in life("boat-east") {
            together.pass(60);
            let order = together.order(role);
            batch.command(&order, &id, &command).await.unwrap();
        }
        // What the rules refuse leaves the batch as it was.
        let order = together.order(Role::Commander);
        assert!(batch.command(&order, &id, &C::Accept).await.is_err());
        let _ = single.order(Role::Commander);
    }
    assert_eq!(batch.len(), 33);
    assert!(together.log().await.len() < single.log().await.len());
    batch.flush().await.unwrap();
    assert!(batch.is_empty());
    // Keys were drawn in step but for the refused ones.
    let bare = |desk: Vec<liandong_store::StoredEvent>| -> Vec<_> {
        desk.into_iter()
            .map(|one| (one.stream, one.event))
            .collect()
    };
    assert_eq!(bare(together.log().await), bare(single.log().await));
    together.check_rows().await;
}
