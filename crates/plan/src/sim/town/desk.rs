//! The desk (调度台): which car goes to which call, who waits, who is sent elsewhere.

use super::{car::NONE, run::Run};
use crate::sim::{
    calls::{Ms, SECOND},
    watch::{Happened, Watch},
};
use liandong_domain::{
    dispatch::{Progress, Prospect, RankKey},
    time::Timestamp,
};

/// The car that ranks first for a call.
#[derive(Debug, Clone, Copy)]
pub(super) struct Best {
    pub(super) car: usize,
    pub(super) free: bool,
    /// Seconds until it is there.
    pub(super) total: i64,
    /// Before this moment the advice stays to wait, unless something happens to a car.
    holds: Ms,
}

impl<W: Watch> Run<'_, W> {
    /// Ranks the cars by the live rules: first the free ones, then those at work, as most of these
    /// need not be looked at closely.
    pub(super) fn choose(&mut self, id: u32, now: Ms) -> Option<Best> {
        let town = self.town;
        let period = self.period(now);
        let speed = period.speed;
        let rules = &town.rules.dispatch;
        let incident = &self.open[id as usize];
        let target = incident.point();
        let moment = town.second(now);
        let free_cars = self.free.count_ones();
        let of = |nth: usize, busy: bool, wait_seconds: i64, way_seconds: i64| Prospect {
            busy,
            wait_seconds,
            way_seconds,
            own_area: town.cars[nth].1 == incident.area,
            other_free_cars: free_cars - u32::from(!busy),
        };
        // The key, the car, and its seconds: of equal keys the smaller identifier goes first.
        let mut best: Option<(RankKey, usize, i64)> = None;
        let mut moving = false;
        let mut left = self.free & !incident.cars;
        while left != 0 {
            let nth = left.trailing_zeros() as usize;
            left &= left - 1;
            let trip = &self.cars[nth].trip;
            moving |= now < trip.ends;
            let way = trip.seconds_to(target, now, speed, &town.map);
            let prospect = of(nth, false, 0, way);
            let key = rules.rank_key(&prospect);
            if best.is_none_or(|(least, ..)| key < least) {
                best = Some((key, nth, way));
            }
        }
        // Out of patience: only who is free counts, and the live advice is not followed.
        let patience = town.patience.unwrap_or(Ms::MAX);
        let waited = now - incident.call.received > patience;
        let mut left = self.rostered & !self.resting & self.busy & !incident.cars;
        if waited && best.is_some() {
            left = 0;
        }
        while left != 0 {
            let nth = left.trailing_zeros() as usize;
            left &= left - 1;
            let car = &self.cars[nth];
            let at = &self.open[car.incident as usize];
            let (_, on_scene) = town.expected[usize::from(at.call.category)];
            let end_of = |progress| rules.expected_end(moment, on_scene, progress).free_at;
            let mut end = match car.arrived {
                Some(arrived_at) => end_of(Progress::OnScene { arrived_at }),
                // As if it were there: its way can only make it later.
                None => end_of(Progress::Underway { way_left: 0 }),
            };
            let behind = |end: Timestamp| {
                let soonest = of(nth, true, end.since(moment).max(0), 0);
                best.is_some_and(|(least, other, _)| {
                    (least, other) < (rules.rank_key(&soonest), nth)
                })
            };
            if behind(end) {
                continue;
            }
            if car.arrived.is_none() {
                let way_left = car.trip.seconds_to(at.point(), now, speed, &town.map);
                end = end_of(Progress::Underway { way_left });
            }
            let then = town.map.speed(end, period);
            let way = town.map.seconds(then, at.point(), target);
            let prospect = of(nth, true, end.since(moment).max(0), way);
            let key = (rules.rank_key(&prospect), nth);
            if best.is_none_or(|(least, other, _)| key < (least, other)) {
                best = Some((key.0, nth, prospect.total_seconds()));
            }
        }
        let best = best.map(|(_, car, total)| {
            let free = self.busy >> car & 1 == 0;
            let holds = match self.cars[car].arrived {
                Some(arrived_at) if !free && !moving => {
                    let at = &self.open[self.cars[car].incident as usize];
                    let (_, on_scene) = town.expected[usize::from(at.call.category)];
                    let progress = Progress::OnScene { arrived_at };
                    let end = rules.expected_end(moment, on_scene, progress);
                    let holds = if end.overrun {
                        // Its end moves on with the clock, and may come into another speed.
                        period.until.plus(-rules.overrun_seconds)
                    } else {
                        end.free_at.min(period.until)
                    };
                    let patient = incident.call.received.saturating_add(patience);
                    town.ms(holds).min(if waited { Ms::MAX } else { patient })
                }
                _ => 0,
            };
            Best {
                car,
                free,
                total,
                holds,
            }
        });
        if W::DECISIONS && !waited {
            let decision = self.decision(id, now, best);
            self.watch.decided(decision);
        }
        best
    }

    /// Puts an incident into the queue, by the live order.
    pub(super) fn enqueue(&mut self, id: u32) {
        let incident = &mut self.open[id as usize];
        if incident.queued {
            return;
        }
        incident.queued = true;
        let key = (incident.key, incident.number);
        let open = &self.open;
        let before = |other: &u32| {
            let other = &open[*other as usize];
            (other.key, other.number) < key
        };
        let at = self.queue.partition_point(before);
        self.queue.insert(at, id);
    }

    /// Goes through the queue once, and sends who is advised to be sent.
    ///
    /// While no car moves but those on their way to a call, a free car's score stays as it is and the
    /// score of one on scene falls with the clock. So the advice to wait for it stays the advice until
    /// its work overruns, the speed changes or patience ends, and need not be asked for again.
    #[inline]
    pub(super) fn serve_queue(&mut self, now: Ms) {
        let mut at = 0;
        // When the desk has to look again at the soonest.
        let mut soonest = Ms::MAX;
        while at < self.queue.len() && self.free != 0 {
            let id = self.queue[at];
            let (version, until) = self.open[id as usize].holds;
            if version == self.version && now < until {
                if W::DECISIONS {
                    let again = self.choose(id, now);
                    debug_assert!(
                        again.is_none_or(|one| !one.free),
                        "the advice changed unseen"
                    );
                }
                soonest = soonest.min(until);
                at += 1;
                continue;
            }
            match self.choose(id, now) {
                Some(best) if best.free => {
                    self.send(best.car, id, now);
                    if !self.open[id as usize].lacks() {
                        self.open[id as usize].queued = false;
                        self.queue.remove(at);
                    }
                }
                best => {
                    let until = best.map_or(Ms::MAX, |one| one.holds);
                    self.open[id as usize].holds = (self.version, until);
                    soonest = soonest.min(until);
                    at += 1;
                }
            }
        }
        let slot = self.look_slot();
        if self.queue.is_empty() || self.free == 0 {
            self.calendar.clear(slot);
            return;
        }
        // Those who were looked at before somebody was sent are looked at again in time.
        if self
            .queue
            .iter()
            .any(|id| self.open[*id as usize].holds.0 != self.version)
        {
            soonest = now;
        }
        let again = u64::try_from(self.town.rules.look_again_seconds).unwrap_or(60) * SECOND;
        let rounds = soonest.saturating_sub(now).div_ceil(again).max(1);
        match again
            .checked_mul(rounds)
            .and_then(|one| now.checked_add(one))
        {
            Some(next) => self.calendar.set(slot, next),
            None => self.calendar.clear(slot),
        }
    }

    pub(super) fn send(&mut self, nth: usize, id: u32, now: Ms) {
        let town = self.town;
        let speed = self.period(now).speed;
        let incident = &mut self.open[id as usize];
        let car = &mut self.cars[nth];
        let call = &incident.call;
        let point = incident.call.point;
        car.trip = car
            .trip
            .then(point, now, call.turnout, call.way_factor, speed, &town.map);
        car.incident = id;
        car.assigned = now;
        car.arrived = None;
        self.calendar.set(nth, car.trip.ends);
        incident.clock.get_or_insert(now);
        if !incident.sent && incident.counts {
            let wait = now - call.received;
            self.tally.figures.wait_ms += wait;
            self.tally.figures.queued += u64::from(wait > town.intake);
        }
        incident.sent = true;
        self.tally.figures.assignments += u64::from(incident.counts);
        incident.cars |= 1 << nth;
        self.busy |= 1 << nth;
        self.underway |= 1 << nth;
        self.watch
            .happened(now, Happened::Assigned(incident.number, nth));
        self.refresh(now);
    }

    /// Ends a car's part in its incident. Where it goes then is said by the caller.
    pub(super) fn release(&mut self, nth: usize, now: Ms) {
        let car = &mut self.cars[nth];
        let incident = &mut self.open[car.incident as usize];
        incident.cars &= !(1 << nth);
        car.incident = NONE;
        car.arrived = None;
        let busy = self.tally.within(car.assigned, now);
        self.tally.figures.by_car[nth].busy_ms += busy;
        self.busy &= !(1 << nth);
        self.underway &= !(1 << nth);
        self.version += 1;
        self.calendar.clear(nth);
        self.watch
            .happened(now, Happened::Released(incident.number, nth));
    }

    /// Sends a released car back to where it waits; a rest that is due begins.
    pub(super) fn go_home(&mut self, nth: usize, now: Ms) {
        let town = self.town;
        let speed = self.period(now).speed;
        let home = self.home(nth);
        let car = &mut self.cars[nth];
        car.trip = car.trip.then(home, now, 0, 1.0, speed, &town.map);
        if car.may_rest.is_some() && self.rostered >> nth & 1 == 1 && self.queue.is_empty() {
            self.rest(nth, now);
        }
    }
}
