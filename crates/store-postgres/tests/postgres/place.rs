//! A place of its own for each test, in the cluster that `cargo xtask test` starts.

use async_trait::async_trait;
use liandong_store::{Store, Table, contract::Site};
use liandong_store_postgres::PostgresStore;
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use tokio_postgres::NoTls;

/// A schema of its own.
pub(crate) struct Place(String);

impl Place {
    /// Fails when there is no cluster: an adapter that is not tested is a failure, not a skip.
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let cluster = std::env::var("LIANDONG_TEST_POSTGRES").expect(
            "LIANDONG_TEST_POSTGRES is not set: `cargo xtask test` starts a cluster and sets it",
        );
        let nth = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("store_{}_{nth}", std::process::id());
        Self(format!(
            "{cluster}?options=-csearch_path%3D{name}&application_name={name}"
        ))
    }

    pub(crate) fn url(&self) -> &str {
        &self.0
    }

    pub(crate) async fn node(&self, tables: &'static [&'static Table]) -> Arc<PostgresStore> {
        PostgresStore::open(&self.0, tables).await.expect("opened")
    }

    /// A connection of somebody else.
    pub(crate) async fn meddler(&self) -> tokio_postgres::Client {
        let (client, wire) = tokio_postgres::connect(&self.0, NoTls)
            .await
            .expect("connected");
        tokio::spawn(wire);
        client
    }
}

#[async_trait]
impl Site for Place {
    async fn open(&self, tables: &'static [&'static Table]) -> Arc<dyn Store> {
        self.node(tables).await
    }

    async fn meddle(&self, statement: &str) {
        let changed = self.meddler().await.execute(statement, &[]).await;
        assert!(changed.expect("meddled") > 0, "{statement} did nothing");
    }
}
