//! Settings with a default.

use std::time::Duration;

/// How the store uses PostgreSQL.
#[derive(Debug, Clone)]
pub struct Options {
    /// At the most so many waiting commits of a town go into one transaction.
    pub group: usize,
    /// Connections that read at the same time.
    pub readers: usize,
    /// Connections that write at the same time, each for another town.
    pub writers: usize,
    /// How often to look whether other nodes have written, when `NOTIFY` tells of it too.
    pub look: Duration,
    /// How often to look where the engine has no `LISTEN`.
    pub look_without_notify: Duration,
    /// How long a commit waits for a database that restarts before it fails.
    pub patience: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            group: 512,
            readers: 8,
            writers: 4,
            look: Duration::from_secs(1),
            look_without_notify: Duration::from_millis(100),
            patience: Duration::from_secs(10),
        }
    }
}
