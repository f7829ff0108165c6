//! Looking over the simulation's shoulder (观察): what happens, and what was decided in which situation.
//! Tests hold the decisions against the live recommendation; a run without a watcher pays nothing.

use liandong_domain::{
    dispatch::{Car, Wanted},
    time::Timestamp,
};

/// Something that happened in a simulated town. Calls are numbered from 0, cars by their place in the
/// order of identifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happened {
    /// A call came.
    Received(u64),
    /// A car was sent to it.
    Assigned(u64, usize),
    /// The car arrived.
    Arrived(u64, usize),
    /// The car is done, or was turned back, or sent elsewhere.
    Released(u64, usize),
    /// The work is done.
    Disposed(u64),
}

/// A decision, in the words of the live recommendation.
#[derive(Debug, Clone)]
pub struct Decision {
    /// When.
    pub now: Timestamp,
    /// All cars.
    pub cars: Vec<Car>,
    /// The call.
    pub wanted: Wanted,
    /// The car that ranks first, and whether it is free; `None` where no car serves.
    pub chosen: Option<(usize, bool)>,
}

/// Who looks on.
pub trait Watch {
    /// Whether decisions are written out for it.
    const DECISIONS: bool = false;
    /// Something happened, so many milliseconds after the run began.
    fn happened(&mut self, _at: u64, _what: Happened) {}
    /// Something was decided.
    fn decided(&mut self, _decision: Decision) {}
}

/// Nobody looks on.
impl Watch for () {}
