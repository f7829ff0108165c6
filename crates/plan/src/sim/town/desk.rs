//! The desk (调度台): which car goes to which call, who waits, who is sent elsewhere.

use super::{car::NONE, ranked::Ranked, run::Run};
use crate::sim::{
    calls::{Ms, SECOND},
    watch::{Happened, Watch},
};
use liandong_domain::dispatch::Progress;

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

/// The free cars that are on their way back while a call waits for a busy one.
#[derive(Debug, Clone, Copy)]
struct Rolling {
    /// The least score of them, less what it can fall faster than the clock; `i64::MIN` where that is
    /// not known.
    least: i64,
}

impl Default for Rolling {
    fn default() -> Self {
        Self { least: i64::MAX }
    }
}

impl Rolling {
    #[inline]
    fn add(&mut self, score: i64, slack: Option<i64>) {
        let least = slack.map_or(i64::MIN, |slack| score.saturating_sub(slack));
        self.least = self.least.min(least);
    }

    /// Before this moment they stay behind a busy car of this score. No car comes nearer to a call
    /// by more than a second in a second, as the rules reckon it. The busy car's score falls as fast,
    /// or stays as it is while its work overruns.
    #[inline]
    fn behind_until(self, score: i64, overrun: bool, now: Ms) -> Ms {
        let ahead = self.least.saturating_sub(score);
        match u64::try_from(ahead) {
            Ok(_) if !overrun => Ms::MAX,
            Ok(seconds) => now.saturating_add(seconds.saturating_mul(SECOND)),
            Err(_) => 0,
        }
    }
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
        let own = town.own[usize::from(incident.area)];
        let free_cars = self.free.count_ones();
        let alike = &town.alike[free_cars as usize];
        let to_target = town.map.row(speed, target);
        let mut best = Ranked::NOBODY;
        let mut rolling = Rolling::default();
        let (ours, foreign) = (alike.free_own, alike.free_foreign);
        let mut left = self.free & !incident.cars;
        while left != 0 {
            let nth = left.trailing_zeros() as usize;
            left &= left - 1;
            let trip = &self.cars[nth].trip;
            let begin = if own >> nth & 1 == 1 { ours } else { foreign };
            let ranked = if let Some(point) = trip.stands_at(now) {
                begin.after(i64::from(to_target[usize::from(point)]), nth)
            } else {
                let way = trip.seconds_to(target, now, speed, &town.map);
                let ranked = begin.after(way, nth);
                rolling.add(ranked.score(), trip.slack(now, speed, &town.map));
                ranked
            };
            best = best.min(ranked);
        }
        // Out of patience: only who is free counts, and the live advice is not followed.
        let patience = town.patience.unwrap_or(Ms::MAX);
        let waited = now - incident.call.received > patience;
        let (ours, foreign) = (alike.busy_own, alike.busy_foreign);
        let mut left = self.rostered & !self.resting & self.busy & !incident.cars;
        if waited && best != Ranked::NOBODY {
            left = 0;
        }
        while left != 0 {
            let nth = left.trailing_zeros() as usize;
            left &= left - 1;
            let car = &self.cars[nth];
            let begin = if own >> nth & 1 == 1 { ours } else { foreign };
            let end_of = |progress| {
                let end = rules.expected_end(moment, car.on_scene, progress);
                end.free_at
            };
            let mut end = match car.arrived {
                Some(arrived_at) => end_of(Progress::OnScene { arrived_at }),
                // As if it were there: its way can only make it later.
                None => end_of(Progress::Underway { way_left: 0 }),
            };
            if best < begin.after(end.since(moment).max(0), nth) {
                continue;
            }
            if car.arrived.is_none() {
                let way_left = car.trip.seconds_to(car.trip.to, now, speed, &town.map);
                end = end_of(Progress::Underway { way_left });
            }
            let then = town.map.speed(end, period);
            let way = town.map.seconds(then, car.trip.to, target);
            best = best.min(begin.after(end.since(moment).max(0) + way, nth));
        }
        let best = (best != Ranked::NOBODY).then(|| {
            let car = best.car();
            let free = self.busy >> car & 1 == 0;
            let holds = match self.cars[car].arrived {
                Some(arrived_at) if !free => {
                    let progress = Progress::OnScene { arrived_at };
                    let end = rules.expected_end(moment, self.cars[car].on_scene, progress);
                    let holds = if end.overrun {
                        // Its end moves on with the clock, and may come into another speed.
                        period.until.plus(-rules.overrun_seconds)
                    } else {
                        end.free_at.min(period.until)
                    };
                    let patient = incident.call.received.saturating_add(patience);
                    town.ms(holds)
                        .min(if waited { Ms::MAX } else { patient })
                        .min(rolling.behind_until(best.score(), end.overrun, now))
                }
                _ => 0,
            };
            let begin = match (free, own >> car & 1 == 1) {
                (true, true) => alike.free_own,
                (true, false) => alike.free_foreign,
                (false, true) => alike.busy_own,
                (false, false) => alike.busy_foreign,
            };
            Best {
                car,
                free,
                total: best.score() - begin.score(),
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
        // Mostly nobody waits.
        if self.queue.is_empty() {
            self.queue.push(id);
            return;
        }
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
    /// The score of a free car that stands stays as it is, that of one on its way back falls with the
    /// clock at the most, and that of a busy one on scene falls with the clock. So the advice to wait
    /// for it stays the advice until its work overruns, the speed changes or patience ends, and need
    /// not be asked for again. While it overruns, cars on their way back come nearer second by second,
    /// and it is asked again when the first of them may be there.
    #[inline]
    pub(super) fn serve_queue(&mut self, now: Ms) {
        if self.queue.is_empty() || self.free == 0 {
            self.calendar.clear(self.look_slot());
        } else {
            self.serve(now);
        }
    }

    fn serve(&mut self, now: Ms) {
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
                        if at + 1 == self.queue.len() {
                            self.queue.pop();
                        } else {
                            self.queue.remove(at);
                        }
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
        (_, car.on_scene) = town.expected[usize::from(call.category)];
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
        car.trip = car.trip.back(home, now, speed, &town.map);
        if car.may_rest.is_some() && self.rostered >> nth & 1 == 1 && self.queue.is_empty() {
            self.rest(nth, now);
        }
    }
}
