//! Cars that are sent elsewhere while on their way (改派与抢派).

use super::run::Run;
use crate::sim::{calls::Ms, watch::Watch};

impl<W: Watch> Run<'_, W> {
    /// A call that hints at danger and would have to wait takes a car that is on its way to one that
    /// does not, when that car is there sooner than the advised one (抢派).
    pub(super) fn preempt_for(&mut self, id: u32, now: Ms) {
        if self.open[id as usize].cars != 0 {
            return;
        }
        let advised = self.choose(id, now).map(|one| one.total);
        let (town, target) = (self.town, self.open[id as usize].point());
        let speed = self.period(now).speed;
        let mut best: Option<(i64, usize)> = None;
        let mut left = self.underway & self.rostered;
        while left != 0 {
            let nth = left.trailing_zeros() as usize;
            left &= left - 1;
            let car = &self.cars[nth];
            if self.open[car.incident as usize].call.hazards {
                continue;
            }
            let way = car.trip.seconds_to(target, now, speed, &town.map);
            if best.is_none_or(|(least, _)| way < least) {
                best = Some((way, nth));
            }
        }
        let Some((way, nth)) = best else { return };
        if advised.is_some_and(|total| total <= way) {
            return;
        }
        let robbed = self.cars[nth].incident;
        self.release(nth, now);
        self.tally.figures.preempted += u64::from(self.open[id as usize].counts);
        self.lose_car(robbed);
        self.send(nth, id, now);
        if !self.open[id as usize].lacks() {
            self.unqueue(id);
        }
        self.enqueue(robbed);
        self.serve_queue(now);
    }

    /// Cars that have just become free take calls over from cars under way that would be there
    /// later, by so much as the rules ask for (改派).
    pub(super) fn take_over(&mut self, freed: u64, now: Ms) {
        let Some(gain) = self.town.rules.reassign_gain_seconds else {
            return;
        };
        let town = self.town;
        let speed = self.period(now).speed;
        let mut freed = freed & self.free;
        while freed != 0 {
            let nth = freed.trailing_zeros() as usize;
            freed &= freed - 1;
            let mut best: Option<(i64, usize)> = None;
            let mut left = self.underway;
            while left != 0 {
                let other = left.trailing_zeros() as usize;
                left &= left - 1;
                let car = &self.cars[other];
                let incident = &self.open[car.incident as usize];
                if incident.arrived || incident.cars.count_ones() > 1 {
                    continue;
                }
                let target = incident.point();
                let ours = self.cars[nth]
                    .trip
                    .seconds_to(target, now, speed, &town.map);
                if car.trip.at_most(speed, &town.map) <= gain.saturating_add(ours) {
                    continue;
                }
                let theirs = car.trip.seconds_to(target, now, speed, &town.map);
                let won = theirs - ours;
                if won > gain && best.is_none_or(|(most, _)| won > most) {
                    best = Some((won, other));
                }
            }
            if let Some((_, other)) = best {
                let id = self.cars[other].incident;
                self.release(other, now);
                self.go_home(other, now);
                self.lose_car(id);
                self.tally.figures.reassigned += u64::from(self.open[id as usize].counts);
                self.send(nth, id, now);
                self.serve_queue(now);
            }
        }
    }

    /// What a change of the car does to the clocks.
    fn lose_car(&mut self, id: u32) {
        if self.town.rules.reassignment_restarts_clocks {
            let incident = &mut self.open[id as usize];
            if incident.cars == 0 && !incident.arrived {
                incident.clock = None;
            }
        }
    }

    fn unqueue(&mut self, id: u32) {
        self.open[id as usize].queued = false;
        self.queue.retain(|one| *one != id);
    }
}
