//! The arithmetic behind the recommendation and the queue (排序算法), without names and without a heap.
//!
//! [`recommend`](super::recommend) and [`queue`](super::queue) give its numbers their words; a
//! simulation asks it a million times a second. There is no second copy of these rules.

use super::DispatchRules;
use crate::{incident::CategoryCode, time::Timestamp};

/// A car as the ranking sees it (候选车).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prospect {
    /// Whether it is at work.
    pub busy: bool,
    /// Seconds until it is free; zero when it is.
    pub wait_seconds: i64,
    /// Seconds on its way to the incident, from where it is or will be.
    pub way_seconds: i64,
    /// Whether the incident lies in its own area.
    pub own_area: bool,
    /// How many other cars are free.
    pub other_free_cars: u32,
}

/// What orders cars: the smaller key goes first, and of equals the smaller identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RankKey {
    /// The score in seconds.
    pub score_seconds: i64,
    /// Whether it is not the area's own.
    pub foreign: bool,
}

/// What counts for or against a car besides its seconds (加减秒): the same for all cars that are alike in
/// what [`DispatchRules::handicap`] asks, so that whoever ranks many of them asks once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Handicap {
    seconds: i64,
    foreign: bool,
}

impl Handicap {
    /// The key of a car that is there after so many seconds.
    #[inline]
    #[must_use]
    pub const fn key(self, total_seconds: i64) -> RankKey {
        RankKey {
            score_seconds: total_seconds.saturating_add(self.seconds),
            foreign: self.foreign,
        }
    }
}

/// How far the present work of a car is (作业进度).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// On its way, with so many seconds before it.
    Underway {
        /// Seconds of the way that is left; below zero counts as none.
        way_left: i64,
    },
    /// On scene.
    OnScene {
        /// Since when.
        arrived_at: Timestamp,
    },
}

/// When present work is expected to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExpectedEnd {
    /// When.
    pub free_at: Timestamp,
    /// Whether it lasts longer than expected already.
    pub overrun: bool,
}

/// What orders the incidents that wait: the smaller key goes first, and of equals the smaller
/// identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct QueueKey {
    /// The commander's order; without one it comes last.
    pub rank: u32,
    /// Whether nothing hints at danger.
    pub harmless: bool,
    /// The category's place in the policy's order; not named comes last.
    pub category: usize,
    /// When the call came.
    pub received_at: Timestamp,
}

impl Prospect {
    /// Seconds until it is there: wait and way.
    #[inline]
    #[must_use]
    pub const fn total_seconds(&self) -> i64 {
        self.wait_seconds.saturating_add(self.way_seconds)
    }

    /// Whether its going leaves the town without a free car.
    #[inline]
    #[must_use]
    pub const fn empties_town(&self) -> bool {
        empties_town(self.busy, self.other_free_cars)
    }
}

const fn empties_town(busy: bool, other_free_cars: u32) -> bool {
    !busy && other_free_cars == 0
}

impl DispatchRules {
    /// By what a car is ranked: wait and way, less the preference of the own area, more what counts
    /// against leaving the town thin. A car at work takes nothing from those that are free.
    #[inline]
    #[must_use]
    pub const fn rank_key(&self, car: &Prospect) -> RankKey {
        self.handicap(car.busy, car.own_area, car.other_free_cars)
            .key(car.total_seconds())
    }

    /// What counts for or against a car besides its wait and its way.
    #[inline]
    #[must_use]
    pub const fn handicap(&self, busy: bool, own_area: bool, other_free_cars: u32) -> Handicap {
        let mut seconds = 0_i64;
        if own_area {
            seconds = seconds.saturating_sub(self.own_area_preference_seconds);
        }
        if empties_town(busy, other_free_cars) {
            seconds = seconds.saturating_add(self.uncovered_penalty_seconds);
        } else if !busy && other_free_cars < self.keep_free_cars {
            seconds = seconds.saturating_add(self.thin_penalty_seconds);
        }
        Handicap {
            seconds,
            foreign: !own_area,
        }
    }

    /// When work is expected to end, of which so many seconds on scene are expected.
    #[inline]
    #[must_use]
    pub const fn expected_end(
        &self,
        now: Timestamp,
        on_scene_seconds: i64,
        progress: Progress,
    ) -> ExpectedEnd {
        match progress {
            Progress::Underway { way_left } => {
                let way_left = if way_left > 0 { way_left } else { 0 };
                ExpectedEnd {
                    free_at: now.plus(way_left).plus(on_scene_seconds),
                    overrun: false,
                }
            }
            Progress::OnScene { arrived_at } => {
                let end = arrived_at.plus(on_scene_seconds);
                if end.0 > now.0 {
                    ExpectedEnd {
                        free_at: end,
                        overrun: false,
                    }
                } else {
                    ExpectedEnd {
                        free_at: now.plus(self.overrun_seconds),
                        overrun: true,
                    }
                }
            }
        }
    }

    /// The place of a category in the policy's order; those not named come last.
    #[must_use]
    pub fn category_place(&self, category: Option<CategoryCode>) -> usize {
        self.category_priority
            .iter()
            .position(|code| Some(*code) == category)
            .unwrap_or(usize::MAX)
    }
}

impl QueueKey {
    /// The key of an incident: the commander's order (0 is none), danger, the place of its category
    /// by [`DispatchRules::category_place`], the call's time.
    #[must_use]
    pub const fn new(rank: u32, hazards: bool, category: usize, received_at: Timestamp) -> Self {
        Self {
            rank: if rank == 0 { u32::MAX } else { rank },
            harmless: !hazards,
            category,
            received_at,
        }
    }
}
