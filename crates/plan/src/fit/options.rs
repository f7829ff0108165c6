//! By what a model is fitted.

use super::{FitError, Hole};
use liandong_domain::{
    dispatch::TravelRules,
    geo::Place,
    ids::{AreaId, UnitId},
    policy::Coverage,
    time::{Period, UtcOffset},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// By what a model is fitted. The defaults are a town's in China with the loop covering all hours.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// The town's offset from UTC.
    pub offset: UtcOffset,
    /// The days to fit; without, from the first case's day to the last one's. Name them where they are known: quiet
    /// days at either end are observed too.
    pub period: Option<Period>,
    /// The hours that the loop covers.
    pub coverage: Coverage,
    /// When the log was not kept.
    pub holes: Vec<Hole>,
    /// The wished edge of an atom, in metres.
    pub cell_metres: f64,
    /// So many atoms at the most; cells grow until it holds.
    pub most_atoms: usize,
    /// The waiting point (备勤点) of each area.
    pub waiting: BTreeMap<AreaId, Place>,
    /// The area in which each car waits.
    pub homes: BTreeMap<UnitId, AreaId>,
    /// The policy's rule of travel, which the observed ways are held against.
    pub travel: TravelRules,
    /// A car that leaves within so many seconds of its release leaves from the call before; later it is
    /// back at its waiting point.
    pub leave_within_seconds: i64,
    /// The first hours of the blocks into which the local day is cut; the first is 0.
    pub blocks: Vec<u8>,
    /// Whether cases whose disposal was paused count with their pauses, as the car was bound all the while.
    pub keep_paused: bool,
    /// Fewest days.
    pub least_days: u64,
    /// Fewest served calls.
    pub least_served: u64,
    /// Fewest durations of a category, of a block of hours, and of all together.
    pub least_timed: u64,
    /// Fewest calls with a place or area, of a category and of all together.
    pub least_placed: u64,
    /// Resamples of the bootstrap.
    pub resamples: usize,
    /// The seed that it draws from.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            offset: UtcOffset::BEIJING,
            period: None,
            coverage: Coverage::Always,
            holes: Vec::new(),
            cell_metres: 300.0,
            most_atoms: 80,
            waiting: BTreeMap::new(),
            homes: BTreeMap::new(),
            travel: TravelRules::default(),
            leave_within_seconds: 600,
            blocks: vec![0, 7, 9, 17, 19],
            keep_paused: false,
            least_days: 28,
            least_served: 300,
            least_timed: 30,
            least_placed: 100,
            resamples: 199,
            seed: 1,
        }
    }
}

impl Options {
    pub(super) fn check(&self) -> Result<(), FitError> {
        let bad = |problem| Err(FitError::BadOptions(problem));
        if !(self.cell_metres >= 10.0 && self.cell_metres.is_finite()) {
            return bad("a cell's edge is 10 metres or more");
        }
        if self.most_atoms == 0 {
            return bad("there is one atom at the least");
        }
        let rising = self.blocks.windows(2).all(|pair| pair[0] < pair[1]);
        let within = self.blocks.iter().all(|hour| *hour < 24);
        if self.blocks.first() != Some(&0) || !rising || !within {
            return bad("blocks of hours begin at 0 and rise below 24");
        }
        // The least p is 1 / (resamples + 1): with 99 nothing would ever be rejected at 1 %.
        if self.resamples < 199 {
            return bad("a rejection at one percent takes 199 resamples at the least");
        }
        if self.period.is_some_and(|period| period.to < period.from) {
            return bad("the period ends before it begins");
        }
        if !self.waiting.values().all(|point| point.is_on_the_globe()) {
            return bad("a waiting point is on the globe");
        }
        Ok(())
    }
}
