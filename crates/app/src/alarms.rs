//! Alarms (闹钟): when the next clock of each incident warns, breaches or goes on. Waiting costs
//! nothing: one heap, looked at from its top.

use liandong_domain::{
    ids::{IncidentId, TownId},
    time::Timestamp,
};
use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
};

type Key = (TownId, IncidentId);

/// The alarms of all towns.
#[derive(Debug, Default)]
pub struct Alarms(Mutex<Inner>);

#[derive(Debug, Default)]
struct Inner {
    heap: BinaryHeap<Reverse<(Timestamp, TownId, IncidentId)>>,
    /// What holds for an incident; entries of the heap that say otherwise are passed over.
    set: HashMap<Key, Timestamp>,
}

impl Alarms {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sets, moves or takes away an incident's alarm.
    pub fn set(&self, town: &TownId, id: &IncidentId, at: Option<Timestamp>) {
        let mut inner = self.lock();
        let key = (town.clone(), id.clone());
        match at {
            None => drop(inner.set.remove(&key)),
            Some(at) if inner.set.get(&key) == Some(&at) => {}
            Some(at) => {
                inner.set.insert(key.clone(), at);
                inner.heap.push(Reverse((at, key.0, key.1)));
            }
        }
    }

    /// The first alarm that is due by `now`, taken out. Equal times come in the order of towns and
    /// incidents, so that a generated history is the same each time.
    pub fn take_due(&self, now: Timestamp) -> Option<(Timestamp, TownId, IncidentId)> {
        let mut inner = self.lock();
        while inner
            .heap
            .peek()
            .is_some_and(|Reverse((at, _, _))| *at <= now)
        {
            let Reverse((at, town, id)) = inner.heap.pop()?;
            let key = (town, id);
            if inner.set.get(&key) == Some(&at) {
                inner.set.remove(&key);
                return Some((at, key.0, key.1));
            }
        }
        None
    }

    /// How many incidents wait.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.lock().set.len()
    }
}
