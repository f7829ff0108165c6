//! Alarms (闹钟): when something is due next, of incidents and of the streams beside them: a clock
//! that warns or breaches, a crew that is asked, a call for help that nobody has answered, a stand-by
//! order that ends. One scheduler for all of them.
//!
//! Waiting costs nothing: one heap, looked at from its top. What is due is reckoned by the machine's
//! steady time, which nobody sets, so that a wall clock set back does not make a crew wait for hours;
//! a wall clock set forward, or a machine that slept, makes everything due at once that is due by the
//! wall, each once, in the order of times.

use crate::ports::Clock;
use liandong_domain::{
    ids::{IncidentId, TownId},
    time::Timestamp,
};
use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The task that one server node at a time does: the lease's name.
pub const CLOCKS: &str = "clocks";
/// The lease that one of the running nodes always holds, idle or not: by it a tool knows that a node runs.
pub const RUNNING: &str = "running";

/// Seconds by which wall and steady time may drift apart before it counts as a jump. Both are read
/// in whole seconds, so that they differ by one without any.
const DRIFT: i64 = 2;

/// What is due.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Work {
    /// An incident: its clocks, its crews, what stays unanswered.
    Incident(IncidentId),
    /// A call for help.
    Sos(Box<str>),
    /// A car's stand-by order.
    Standby(Box<str>),
}

impl From<&IncidentId> for Work {
    fn from(id: &IncidentId) -> Self {
        Self::Incident(id.clone())
    }
}

/// Something that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// When it was set to be due, by the wall clock of its own events.
    pub at: Timestamp,
    /// The town.
    pub town: TownId,
    /// What.
    pub work: Work,
}

/// The alarms of all towns.
pub struct Alarms {
    clock: Arc<dyn Clock>,
    inner: Mutex<Inner>,
}

impl std::fmt::Debug for Alarms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Alarms")
    }
}

/// Steady second at which it is due, then what orders those of one second.
type Entry = (i64, Timestamp, TownId, Work);

/// An alarm that is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Set {
    at: Timestamp,
    /// Steady second at which it is due.
    due: i64,
    /// When the last event of the state that it follows from was recorded.
    since: Timestamp,
}

#[derive(Debug, Default)]
struct Inner {
    heap: BinaryHeap<Reverse<Entry>>,
    /// What holds for each; entries of the heap that say otherwise are passed over.
    set: HashMap<(TownId, Work), Set>,
    /// How far the wall clock is ahead of steady time; `None` before the first look.
    ahead: Option<i64>,
    /// Entries looked at so far.
    looked: u64,
}

impl Alarms {
    /// No alarms, by a clock.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self {
            clock,
            inner: Mutex::default(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sets, moves or takes away the alarm of something.
    pub fn set(&self, town: &TownId, work: impl Into<Work>, at: Option<Timestamp>) {
        self.set_since(town, work, at, Timestamp(i64::MIN));
    }

    /// The same for something whose last event was recorded at `since`. When the wall clock was set
    /// back after that, what is due lies as far off as it did then, not further. An older state than
    /// the one that the alarm follows from, which comes late from another node, moves nothing.
    pub fn set_since(
        &self,
        town: &TownId,
        work: impl Into<Work>,
        at: Option<Timestamp>,
        since: Timestamp,
    ) {
        let (wall, steady) = (self.clock.now(), self.clock.steady());
        let mut inner = self.lock();
        inner.ahead.get_or_insert(wall.0.saturating_sub(steady));
        let key = (town.clone(), work.into());
        let newer = inner.set.get(&key).is_some_and(|known| known.since > since);
        if newer && since != Timestamp(i64::MIN) {
            return;
        }
        match at {
            None => drop(inner.set.remove(&key)),
            Some(at) if inner.set.get(&key).is_some_and(|known| known.at == at) => {}
            Some(at) => {
                let due = steady.saturating_add(at.since(wall.max(since)));
                inner.set.insert(key.clone(), Set { at, due, since });
                inner.heap.push(Reverse((due, at, key.0, key.1)));
            }
        }
    }

    /// Sets an alarm that was taken out again, unless it has been set anew meanwhile.
    pub fn put_back(&self, town: &TownId, work: Work, at: Option<Timestamp>) {
        let key = (town.clone(), work);
        if !self.lock().set.contains_key(&key) {
            self.set(town, key.1, at);
        }
    }

    /// The first alarm that is due now, taken out. Equal times come in the order of towns and
    /// identifiers, so that a generated history is the same each time.
    pub fn take_due(&self) -> Option<Due> {
        let (wall, steady) = (self.clock.now(), self.clock.steady());
        let mut inner = self.lock();
        inner.notice_jump(wall, steady);
        inner.take(steady, |at| {
            // A second too early is the two clocks' rounding, not a jump.
            at.since(wall) != 1
        })
    }

    /// The first alarm that will be due by a moment, taken out, for histories that are generated:
    /// their clock is wherever the next step is.
    pub fn take_due_by(&self, until: Timestamp) -> Option<Due> {
        let (wall, steady) = (self.clock.now(), self.clock.steady());
        let by = steady.saturating_add(until.since(wall));
        self.lock().take(by, |_| true)
    }

    /// How many wait.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.lock().set.len()
    }

    /// How many entries were looked at since the start: what waiting costs, counted.
    #[must_use]
    pub fn looked(&self) -> u64 {
        self.lock().looked
    }
}

impl Inner {
    /// A wall clock that went forward on its own makes due what is due by it. One that was set back
    /// changes nothing: time has passed all the same.
    fn notice_jump(&mut self, wall: Timestamp, steady: i64) {
        let ahead = wall.0.saturating_sub(steady);
        let before = *self.ahead.get_or_insert(ahead);
        if ahead.saturating_sub(before).abs() < DRIFT {
            return;
        }
        self.ahead = Some(ahead);
        if ahead < before {
            return;
        }
        self.heap.clear();
        self.looked = self.looked.saturating_add(self.set.len() as u64);
        for ((town, work), Set { at, due, .. }) in &mut self.set {
            *due = (*due).min(steady.saturating_add(at.since(wall)));
            self.heap
                .push(Reverse((*due, *at, town.clone(), work.clone())));
        }
    }

    fn take(&mut self, by: i64, ripe: impl Fn(Timestamp) -> bool) -> Option<Due> {
        loop {
            let Reverse((due, at, town, work)) = self.heap.peek()?;
            if *due > by {
                return None;
            }
            self.looked = self.looked.saturating_add(1);
            let key = (town.clone(), work.clone());
            let (due, at) = (*due, *at);
            let holds = |set: &Set| (set.at, set.due) == (at, due);
            if self.set.get(&key).is_some_and(holds) {
                if !ripe(at) {
                    return None;
                }
                self.heap.pop();
                self.set.remove(&key);
                let (town, work) = key;
                return Some(Due { at, town, work });
            }
            self.heap.pop();
        }
    }
}
