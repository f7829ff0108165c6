//! What is due from time to time: by one server node at a time.

use crate::{App, AppError};
use liandong_domain::ids::TownId;

/// The task's name, and how long a node may take for it, in seconds.
const TASK: &str = "people";
const LEASE: i64 = 900;

impl App {
    /// Ends what is over: sessions, counts of failed attempts, callers' data; and finishes erasures
    /// that were broken off. Does nothing while another node does it. Says how many data keys were
    /// destroyed because their time was over.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn tidy_people(&self, town: &TownId, node: &str) -> Result<u32, AppError> {
        let mine = self.store().lease(town, TASK, node, self.now(), LEASE);
        if !mine.await? {
            return Ok(0);
        }
        self.sweep_sessions(town).await?;
        self.sweep_failures(town).await?;
        self.finish_erasures(town).await?;
        self.retain(town).await
    }
}
