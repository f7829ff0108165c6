//! What comes next: steps that are settled, and things still to be thought through.

use super::{Step, call::Call, demand::Weather};
use liandong_domain::time::Timestamp;
use std::{cmp::Reverse, collections::BTreeMap, collections::BinaryHeap};

/// Something to think through when its time comes.
#[derive(Debug)]
pub(super) enum Todo {
    /// Find out when the next call comes.
    NextCall,
    /// A call comes.
    Call(Weather),
    /// A call waits for a car.
    Dispatch(Box<Call>),
    /// A call is to be followed up, for the first or a further time.
    FollowUp(Box<Call>, u32),
}

#[derive(Debug)]
pub(super) enum Entry {
    Step(Box<Step>),
    Todo(Timestamp, Todo),
}

/// Entries by time; at equal times, in the order in which they were made.
#[derive(Debug, Default)]
pub(super) struct Agenda {
    order: BinaryHeap<Reverse<(Timestamp, u64)>>,
    entries: BTreeMap<u64, Entry>,
    made: u64,
}

impl Agenda {
    pub(super) fn pop(&mut self) -> Option<Entry> {
        let Reverse((_, nth)) = self.order.pop()?;
        self.entries.remove(&nth)
    }

    pub(super) fn step(&mut self, step: Step) {
        self.add(step.recorded_at, Entry::Step(Box::new(step)));
    }

    pub(super) fn plan(&mut self, at: Timestamp, todo: Todo) {
        self.add(at, Entry::Todo(at, todo));
    }

    fn add(&mut self, at: Timestamp, entry: Entry) {
        self.made += 1;
        self.order.push(Reverse((at, self.made)));
        self.entries.insert(self.made, entry);
    }
}
