//! Streams beside the incidents: a month's duty, a car's own state, an assessment, an account.
//!
//! Each is an [`Aggregate`]: a pair of pure functions, [`Aggregate::decide`] from a command to
//! events or a rejection, [`Aggregate::evolve`] from an event to the state.

pub use crate::incident::{Asked, Stamp};
use crate::refusal::Refusal;
use serde::{Serialize, de::DeserializeOwned};

/// What lives in one stream of a town's log.
///
/// `decide` must not look at anything but its arguments; `evolve` must be total: any event in any
/// state, without panic, so that an old log can always be read.
pub trait Aggregate: Sized + Clone + Send + Sync + 'static {
    /// What the stream's name begins with, slash included: `duty/`.
    const PREFIX: &'static str;
    /// What people can ask of it.
    type Command: Serialize + Send + Sync;
    /// What can have happened to it.
    type Event: Serialize + DeserializeOwned + Send + Sync;
    /// Why a command is refused.
    type Rejection: Into<Refusal>;
    /// Looked-up facts that a decision may need, all of the same town; a struct of references.
    type Facts<'a>: Copy + Send + Sync;

    /// The kind that the envelope carries: `duty.swap_asked`.
    fn kind(event: &Self::Event) -> &'static str;

    /// What a command leads to: events with their times, in order; none when there is nothing to
    /// write. `state` is `None` before the first event.
    ///
    /// # Errors
    /// The rejection; nothing has happened then.
    fn decide(
        state: Option<&Self>,
        id: &str,
        command: &Self::Command,
        asked: Asked,
        facts: Self::Facts<'_>,
    ) -> Result<Vec<(Self::Event, Stamp)>, Self::Rejection>;

    /// The state after an event.
    #[must_use]
    fn evolve(state: Option<Self>, id: &str, event: &Self::Event, stamp: Stamp) -> Option<Self>;
}

impl Asked {
    /// The times of an event that happens as asked: recorded now, late (补报) when that is more than
    /// `grace` seconds after it happened. A time in the future is the caller's to refuse.
    #[must_use]
    pub fn stamp(self, grace: i64) -> Stamp {
        let occurred_at = self.occurred_at.unwrap_or(self.now).min(self.now);
        Stamp {
            occurred_at,
            recorded_at: self.now,
            late: self.now.since(occurred_at) > grace,
        }
    }
}
