//! One feeder a town and class of reader, and the pages that it passes to all of them.

use super::frames::{Page, page};
use liandong_app::{App, access::Visitor};
use liandong_domain::{
    ids::{AccountId, DepartmentId, MemberId, TownId},
    roles::Role,
};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::sync::broadcast;

/// Pages that a reader may be behind before it reads the log by itself.
const PAGES: usize = 256;
/// The least time between two pages: under load, many events share one waking of every reader. An
/// event after a silence goes out at once.
const REST: Duration = Duration::from_millis(20);
/// What a page costs for each reader, with room for everything else: the time between two pages is at
/// least as long as that of all readers together, so that telling leaves cores for doing.
const REST_OF_ONE: Duration = Duration::from_micros(50);
/// Longer than this nobody waits.
const LONGEST_REST: Duration = Duration::from_millis(250);
/// After a failure of the store.
const AGAIN: Duration = Duration::from_secs(1);
/// Between two looks whether anybody still listens, where nothing happens.
const IDLE: Duration = Duration::from_secs(30);

/// What makes two readers of a town see the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Class {
    town: TownId,
    role: Role,
    member: Option<MemberId>,
    department: Option<DepartmentId>,
}

impl Class {
    fn of(visitor: &Visitor) -> Self {
        Self {
            town: visitor.town.clone(),
            role: visitor.account.role,
            member: visitor.account.member.clone(),
            department: visitor.account.department.clone(),
        }
    }
}

/// The feeders that run.
#[derive(Debug, Default)]
pub(crate) struct Hub {
    feeders: Mutex<HashMap<Class, Weak<Feeder>>>,
    readers: AtomicUsize,
}

/// A feeder: it ends when the last of its readers has gone.
#[derive(Debug)]
struct Feeder {
    pages: broadcast::Sender<Arc<Page>>,
    /// The end of the page that is sent next or was sent last: written before it is sent.
    at: AtomicU64,
}

/// A reader's place at a feeder.
#[derive(Debug)]
pub(super) struct Listener {
    pub(super) pages: broadcast::Receiver<Arc<Page>>,
    feeder: Arc<Feeder>,
    hub: Arc<Hub>,
}

impl Listener {
    /// Every page that ends after this position will be received from now on: it was not yet sent
    /// when this was called, and the listener was already listening.
    pub(super) fn position(&self) -> u64 {
        self.feeder.at.load(Ordering::SeqCst)
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.hub.readers.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Hub {
    fn feeders(&self) -> MutexGuard<'_, HashMap<Class, Weak<Feeder>>> {
        self.feeders.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many readers are connected.
    pub(crate) fn readers(&self) -> usize {
        self.readers.load(Ordering::Relaxed)
    }

    /// Listens to what a visitor may see from now on.
    pub(super) fn listen(self: &Arc<Self>, app: &Arc<App>, visitor: &Visitor) -> Listener {
        let class = Class::of(visitor);
        let mut feeders = self.feeders();
        feeders.retain(|_, feeder| feeder.strong_count() > 0);
        let feeder = match feeders.get(&class).and_then(Weak::upgrade) {
            Some(feeder) => feeder,
            None => {
                let feeder = Arc::new(Feeder {
                    pages: broadcast::Sender::new(PAGES),
                    // Durable, so that no reader begins before it.
                    at: AtomicU64::new(*app.watch(&visitor.town).borrow()),
                });
                feeders.insert(class, Arc::downgrade(&feeder));
                // Rights are looked at by the readers; the account only stands for its class.
                let mut anyone = visitor.clone();
                anyone.account.id = nobody(&anyone.account.id);
                tokio::spawn(feed(Arc::clone(app), anyone, Arc::downgrade(&feeder)));
                feeder
            }
        };
        drop(feeders);
        self.readers.fetch_add(1, Ordering::Relaxed);
        Listener {
            pages: feeder.pages.subscribe(),
            feeder,
            hub: Arc::clone(self),
        }
    }
}

/// What is shown must not depend on which account of a class asks.
fn nobody(account: &AccountId) -> AccountId {
    AccountId::new("nobody").unwrap_or_else(|_| account.clone())
}

/// The time between two pages for so many readers.
fn rest(readers: usize) -> Duration {
    let readers = u32::try_from(readers).unwrap_or(u32::MAX);
    REST_OF_ONE
        .saturating_mul(readers)
        .clamp(REST, LONGEST_REST)
}

async fn feed(app: Arc<App>, visitor: Visitor, feeder: Weak<Feeder>) {
    let mut moved = app.watch(&visitor.town);
    loop {
        moved.mark_unchanged();
        let Some(feeding) = feeder.upgrade() else {
            return;
        };
        let at = feeding.at.load(Ordering::SeqCst);
        match page(&app, &visitor, at).await {
            Ok(Some(page)) => {
                feeding.at.store(page.to, Ordering::SeqCst);
                // Without a reader there is nobody to tell.
                let readers = feeding.pages.send(Arc::new(page)).unwrap_or_default();
                drop(feeding);
                tokio::time::sleep(rest(readers)).await;
                continue;
            }
            Ok(None) => {}
            // Nothing is lost: the same page is read again.
            Err(error) => {
                tracing::error!(%error, town = %visitor.town, "a live feeder fails");
                drop(feeding);
                tokio::time::sleep(AGAIN).await;
                continue;
            }
        }
        drop(feeding);
        tokio::select! {
            moved = moved.changed() => if moved.is_err() { return },
            // Whether anybody still listens.
            () = tokio::time::sleep(IDLE) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_readers_hear_at_once_and_many_in_turns() {
        assert_eq!((rest(0), rest(400)), (REST, REST));
        assert_eq!(rest(1_000), Duration::from_millis(50));
        assert_eq!(rest(1_000_000), LONGEST_REST);
    }
}
