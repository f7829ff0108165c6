//! Who delivers: one node of those that serve a town, and there one task a subscription, so that a
//! receiver that hangs keeps no other waiting.

use super::{Courier, Patience, pass::Pass};
use crate::{App, AppError};
use liandong_domain::{ids::TownId, webhook::Webhook};
use std::{
    collections::{HashMap, hash_map::Entry},
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{sync::watch, task::JoinHandle};

/// The task that a node leases.
const LEASE: &str = "webhooks";
/// Seconds after which another node takes over from one that is gone.
const LEASE_SECONDS: i64 = 30;
/// How often the lease is renewed.
const RENEW: Duration = Duration::from_secs(10);
/// How often it is looked for new, changed and removed subscriptions.
const LOOK: Duration = Duration::from_secs(1);
/// The longest between two looks at a subscription: another node may have put letters there.
const LONGEST: Duration = Duration::from_secs(5);

/// Delivers webhooks until told to end.
pub struct Postman {
    app: Arc<App>,
    courier: Arc<dyn Courier>,
    patience: Patience,
    /// This node among others.
    holder: String,
}

impl std::fmt::Debug for Postman {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Postman")
    }
}

impl Postman {
    /// A postman of this node.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the machine has no randomness for the node's name.
    pub fn new(
        app: Arc<App>,
        courier: Arc<dyn Courier>,
        patience: Patience,
    ) -> Result<Self, AppError> {
        let mut name = [0_u8; 8];
        app.entropy().fill(&mut name).map_err(AppError::Internal)?;
        Ok(Self {
            app,
            courier,
            patience,
            holder: hex::encode(name),
        })
    }

    /// Delivers until `ending` holds.
    pub async fn run(self, mut ending: watch::Receiver<bool>) {
        let postman = Arc::new(self);
        let mut rounds: HashMap<TownId, Round> = HashMap::new();
        loop {
            match postman.app.store().towns().await {
                Ok(towns) => {
                    for town in towns {
                        let round = rounds.entry(town.clone()).or_default();
                        if let Err(error) = postman.look(&town, round).await {
                            tracing::warn!(%town, %error, "webhooks could not be looked after");
                        }
                    }
                }
                Err(error) => tracing::warn!(%error, "the towns could not be listed"),
            }
            tokio::select! {
                _ = ending.wait_for(|ending| *ending) => break,
                () = tokio::time::sleep(LOOK) => {}
            }
        }
        for (town, mut round) in rounds {
            round.tasks.clear();
            if round.renewed.is_some() {
                postman.hand_over(&town).await;
            }
        }
    }

    /// Lets another node begin at once, instead of when the lease has run out.
    async fn hand_over(&self, town: &TownId) {
        let now = self.app.now();
        let ended = self.app.store().lease(town, LEASE, &self.holder, now, 0);
        if let Err(error) = ended.await {
            tracing::warn!(%town, %error, "the lease could not be given back; it runs out by itself");
        }
    }

    /// Sees to it that each active subscription of a town has its task here, if this node has the
    /// lease.
    async fn look(self: &Arc<Self>, town: &TownId, round: &mut Round) -> Result<(), AppError> {
        let wanted = self.app.active_webhooks(town).await?;
        if wanted.is_empty() {
            round.tasks.clear();
            return Ok(());
        }
        if round
            .renewed
            .is_none_or(|renewed| renewed.elapsed() >= RENEW)
        {
            let now = self.app.now();
            let lease = self
                .app
                .store()
                .lease(town, LEASE, &self.holder, now, LEASE_SECONDS);
            if lease.await? {
                round.renewed = Some(Instant::now());
            } else {
                round.renewed = None;
                round.tasks.clear();
                return Ok(());
            }
        }
        round.tasks.retain(|id, _| wanted.contains(id));
        for id in wanted {
            if let Entry::Vacant(free) = round.tasks.entry(id) {
                let (postman, town, of) = (Arc::clone(self), town.clone(), free.key().clone());
                let task = tokio::spawn(async move { postman.serve(town, of).await });
                free.insert(Task(task));
            }
        }
        Ok(())
    }

    async fn serve(&self, town: TownId, id: String) {
        let mut moved = self.app.watch(&town);
        loop {
            moved.mark_unchanged();
            let due = match self.pass(&town, &id).await {
                Ok(due) => due,
                Err(error) => {
                    tracing::warn!(%town, webhook = id, %error, "a webhook could not be served");
                    None
                }
            };
            let seconds = due.map(|due| due.since(self.app.now()).max(0).unsigned_abs());
            let wait = seconds.map_or(LONGEST, |seconds| Duration::from_secs(seconds).min(LONGEST));
            tokio::select! {
                moved = moved.changed() => {
                    // The store is closed: there is nothing to wait for any more.
                    if moved.is_err() {
                        return;
                    }
                }
                () = tokio::time::sleep(wait.max(Duration::from_millis(50))) => {}
            }
        }
    }

    async fn pass(
        &self,
        town: &TownId,
        id: &str,
    ) -> Result<Option<liandong_domain::time::Timestamp>, AppError> {
        let Some((webhook, _)) = self.app.state_of::<Webhook>(town, id).await? else {
            return Ok(None);
        };
        if !webhook.active {
            return Ok(None);
        }
        let pass = Pass {
            app: &self.app,
            courier: self.courier.as_ref(),
            patience: self.patience,
            town,
            id,
            webhook: &webhook,
        };
        pass.run().await
    }
}

/// What is under way for one town.
#[derive(Default)]
struct Round {
    renewed: Option<Instant>,
    tasks: HashMap<String, Task>,
}

/// Ends with the one who holds it.
struct Task(JoinHandle<()>);

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}
