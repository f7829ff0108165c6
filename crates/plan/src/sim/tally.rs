//! What is counted in one replication (统计): whole numbers only, so that no figure depends on the order
//! in which it was added up.

use super::calls::{Ms, SECOND, WEEK_HOURS};
use serde::{Deserialize, Serialize};

/// Seconds up to which a response is kept exactly; beyond, by steps of [`STEP`].
const EXACT: u64 = 4_096;
const STEP: u64 = 64;
const CELLS: usize = 6_144;

/// What happened to the calls of one replication's counted days. Durations are sums of milliseconds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figures {
    /// Calls received.
    pub calls: u64,
    /// Of these, a car arrived.
    pub arrived: u64,
    /// Disposed.
    pub disposed: u64,
    /// Neither waiting nor under way any more, but never served: still open when the run was cut off.
    pub left_open: u64,
    /// Arrived within the limit, from the assignment.
    pub arrived_in_time: u64,
    /// Disposition feedback within the limit, from the assignment.
    pub feedback_in_time: u64,
    /// Disposed within the limit, from the assignment.
    pub disposed_in_time: u64,
    /// Arrived within the arrival limit counted from the call itself, which is what a caller feels.
    pub answered_in_time: u64,
    /// Sent a car later than the desk could have at the soonest.
    pub queued: u64,
    /// First arrived from another area.
    pub cross_area: u64,
    /// Cars that took a call over from one under way.
    pub reassigned: u64,
    /// Cars taken from their way for a call that hints at danger.
    pub preempted: u64,
    /// Assignments in all, reinforcements included.
    pub assignments: u64,
    /// From the call to the arrival.
    pub response_ms: u64,
    /// From the call to the assignment.
    pub wait_ms: u64,
    /// From the assignment to the arrival.
    pub way_ms: u64,
    /// Time without a free car.
    pub none_free_ms: u64,
    /// Counted time.
    pub time_ms: u64,
    /// Response in seconds below which half, 80, 90 and 95 percent of arrivals stay.
    pub response_percentiles: [u64; 4],
    /// By hour of the week from Monday 00:00.
    pub by_hour: Vec<Part>,
    /// By area, in the scenario's order.
    pub by_area: Vec<Part>,
    /// By point from which calls come, in the scenario's order.
    pub by_point: Vec<PointPart>,
    /// By car, in the order of their identifiers.
    pub by_car: Vec<CarPart>,
}

/// Part of the calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Calls received.
    pub calls: u64,
    /// Arrived.
    pub arrived: u64,
    /// Arrived within the limit, from the assignment.
    pub arrived_in_time: u64,
    /// Arrived within it, from the call.
    pub answered_in_time: u64,
    /// Sum of the responses.
    pub response_ms: u64,
    /// First arrived from another area.
    pub cross_area: u64,
}

/// The calls of a point: as little as a map needs, for there may be two thousand of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PointPart {
    /// Calls received.
    pub calls: u32,
    /// Arrived.
    pub arrived: u32,
    /// Arrived within the limit, from the assignment.
    pub arrived_in_time: u32,
    /// Sum of the responses.
    pub response_ms: u64,
}

/// What a car did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarPart {
    /// Times it was first on scene.
    pub first_on_scene: u64,
    /// From its assignments to its releases.
    pub busy_ms: u64,
    /// Time on duty.
    pub duty_ms: u64,
}

/// A replication's count.
#[derive(Debug, Clone)]
pub(super) struct Tally {
    pub(super) figures: Figures,
    responses: Box<[u32]>,
    pub(super) from: Ms,
    pub(super) to: Ms,
}

/// An arrival as it is counted.
pub(super) struct ArrivalSeen {
    pub(super) hour: usize,
    pub(super) area: usize,
    pub(super) point: usize,
    pub(super) car: usize,
    pub(super) cross: bool,
    pub(super) response: Ms,
    pub(super) took: Ms,
    pub(super) limit: Ms,
}

impl Tally {
    pub(super) fn new(areas: usize, points: usize, cars: usize, from: Ms, to: Ms) -> Self {
        let figures = Figures {
            by_hour: vec![Part::default(); WEEK_HOURS],
            by_area: vec![Part::default(); areas],
            by_point: vec![PointPart::default(); points],
            by_car: vec![CarPart::default(); cars],
            time_ms: to - from,
            ..Figures::default()
        };
        Self {
            figures,
            responses: vec![0; CELLS].into(),
            from,
            to,
        }
    }

    /// How much of a span of time counts.
    #[inline]
    pub(super) fn within(&self, from: Ms, to: Ms) -> Ms {
        to.min(self.to).saturating_sub(from.max(self.from))
    }

    #[inline]
    pub(super) fn received(&mut self, hour: usize, area: usize, point: usize) {
        self.figures.calls += 1;
        self.figures.by_hour[hour].calls += 1;
        self.figures.by_area[area].calls += 1;
        self.figures.by_point[point].calls += 1;
    }

    #[inline]
    pub(super) fn arrived(&mut self, seen: &ArrivalSeen) {
        let in_time = u64::from(seen.took <= seen.limit);
        let answered = u64::from(seen.response <= seen.limit);
        let figures = &mut self.figures;
        figures.arrived += 1;
        figures.arrived_in_time += in_time;
        figures.answered_in_time += answered;
        figures.response_ms += seen.response;
        figures.way_ms += seen.took;
        figures.cross_area += u64::from(seen.cross);
        figures.by_car[seen.car].first_on_scene += 1;
        let parts = [
            &mut figures.by_hour[seen.hour],
            &mut figures.by_area[seen.area],
        ];
        for part in parts {
            part.arrived += 1;
            part.arrived_in_time += in_time;
            part.answered_in_time += answered;
            part.response_ms += seen.response;
            part.cross_area += u64::from(seen.cross);
        }
        let point = &mut figures.by_point[seen.point];
        point.arrived += 1;
        point.arrived_in_time += u32::from(seen.took <= seen.limit);
        point.response_ms += seen.response;
        let seconds = seen.response.div_ceil(SECOND);
        let cell = if seconds < EXACT {
            seconds
        } else {
            EXACT + (seconds - EXACT) / STEP
        };
        let cell = usize::try_from(cell).unwrap_or(CELLS);
        self.responses[cell.min(CELLS - 1)] += 1;
    }

    /// The figures, with the percentiles.
    pub(super) fn finish(mut self) -> Figures {
        for (nth, percent) in [50, 80, 90, 95].into_iter().enumerate() {
            self.figures.response_percentiles[nth] = self.percentile(percent);
        }
        self.figures
    }

    fn percentile(&self, percent: u64) -> u64 {
        let wanted = (self.figures.arrived * percent).div_ceil(100);
        let mut seen = 0;
        for (cell, count) in (0_u64..).zip(&self.responses) {
            seen += u64::from(*count);
            if seen >= wanted {
                return if cell < EXACT {
                    cell
                } else {
                    EXACT + (cell - EXACT) * STEP
                };
            }
        }
        0
    }
}
