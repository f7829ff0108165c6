//! The desk (调度台): which car goes to which call, who waits, who is sent elsewhere.

use super::{
    car::NONE,
    run::{Open, Run},
};
use crate::sim::{
    calls::{Ms, SECOND},
    watch::{Decision, Happened, Watch},
};
use liandong_domain::{
    dispatch::{Car as CarSeen, Progress, Prospect, RankKey, Seen, Wanted, WhyNot, Work},
    ids::IncidentId,
    incident::Phase,
    time::Timestamp,
};

/// The car that ranks first for a call.
#[derive(Debug, Clone, Copy)]
pub(super) struct Best {
    pub(super) car: usize,
    pub(super) free: bool,
    /// Seconds until it is there.
    pub(super) total: i64,
}

impl<W: Watch> Run<'_, W> {
    /// Ranks the cars by the live rules: first the free ones, then those at work, as most of these
    /// need not be looked at closely.
    pub(super) fn choose(&mut self, id: u32, now: Ms) -> Option<Best> {
        let town = self.town;
        let rules = &town.rules.dispatch;
        let incident = &self.open[id as usize];
        let target = incident.point();
        let moment = town.second(now);
        let speed = town.map.speed(moment);
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
        let mut left = self.free & !incident.cars;
        while left != 0 {
            let nth = left.trailing_zeros() as usize;
            left &= left - 1;
            let way = self.cars[nth]
                .trip
                .seconds_to(target, now, speed, &town.map);
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
                Some(arrived) => end_of(Progress::OnScene {
                    arrived_at: town.second(arrived),
                }),
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
            let then = town.map.speed(end);
            let way = town.map.seconds(then, at.point(), target);
            let prospect = of(nth, true, end.since(moment).max(0), way);
            let key = (rules.rank_key(&prospect), nth);
            if best.is_none_or(|(least, other, _)| key < (least, other)) {
                best = Some((key.0, nth, prospect.total_seconds()));
            }
        }
        let best = best.map(|(_, car, total)| Best {
            car,
            free: self.busy >> car & 1 == 0,
            total,
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
    #[inline]
    pub(super) fn serve_queue(&mut self, now: Ms) {
        let mut at = 0;
        while at < self.queue.len() && self.free != 0 {
            let id = self.queue[at];
            match self.choose(id, now) {
                Some(best) if best.free => {
                    self.send(best.car, id, now);
                    if !self.open[id as usize].lacks() {
                        self.open[id as usize].queued = false;
                        self.queue.remove(at);
                    }
                }
                _ => at += 1,
            }
        }
        let slot = self.look_slot();
        if self.queue.is_empty() || self.free == 0 {
            self.calendar.clear(slot);
        } else {
            let again = u64::try_from(self.town.rules.look_again_seconds).unwrap_or(60);
            self.calendar.set(slot, now + again * SECOND);
        }
    }

    fn send(&mut self, nth: usize, id: u32, now: Ms) {
        let town = self.town;
        let incident = &mut self.open[id as usize];
        let car = &mut self.cars[nth];
        let call = &incident.call;
        let speed = town.map.speed(town.second(now));
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
        self.calendar.clear(nth);
        self.watch
            .happened(now, Happened::Released(incident.number, nth));
    }

    /// Sends a released car back to where it waits; a rest that is due begins.
    pub(super) fn go_home(&mut self, nth: usize, now: Ms) {
        let town = self.town;
        let speed = town.map.speed(town.second(now));
        let home = self.home(nth);
        let car = &mut self.cars[nth];
        car.trip = car.trip.then(home, now, 0, 1.0, speed, &town.map);
        if car.may_rest.is_some() && self.rostered >> nth & 1 == 1 && self.queue.is_empty() {
            self.rest(nth, now);
        }
    }

    /// A call that hints at danger and would have to wait takes a car that is on its way to one that
    /// does not, when that car is there sooner than the advised one (抢派).
    pub(super) fn preempt_for(&mut self, id: u32, now: Ms) {
        if self.open[id as usize].cars != 0 {
            return;
        }
        let advised = self.choose(id, now).map(|one| one.total);
        let (town, target) = (self.town, self.open[id as usize].point());
        let speed = town.map.speed(town.second(now));
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
        let speed = town.map.speed(town.second(now));
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

    /// The situation in the words of the live recommendation.
    fn decision(&self, id: u32, now: Ms, best: Option<Best>) -> Decision {
        let town = self.town;
        let area = |nth: u16| town.areas[usize::from(nth)].id.clone();
        let name = |open: &Open| IncidentId::new(&format!("20240101-{:04}", open.number + 1));
        let incident = &self.open[id as usize];
        let seen = |nth: usize| Seen {
            place: self.cars[nth].trip.place(now, &town.map),
            at: town.second(now),
        };
        let work = |nth: usize| {
            let car = &self.cars[nth];
            let at = self.open.get(car.incident as usize)?;
            Some(Work {
                incident: name(at).ok()?,
                phase: if car.arrived.is_some() {
                    Phase::Arrived
                } else {
                    Phase::Assigned
                },
                category: Some(town.calls.kinds[usize::from(at.call.category)].code),
                place: Some(town.map.place(at.point())),
                assigned_at: town.second(car.assigned),
                arrived_at: car.arrived.map(|at| town.second(at)),
            })
        };
        let on_duty = self.rostered & !self.resting;
        let cars = town
            .cars
            .iter()
            .enumerate()
            .map(|(nth, (unit, own))| CarSeen {
                unit: unit.clone(),
                name: unit.as_str().into(),
                area: area(*own),
                out: (on_duty >> nth & 1 == 0).then_some(WhyNot::NoCrew),
                seen: Some(seen(nth)),
                standby: None,
                work: work(nth),
            });
        let unnamed = || unreachable!("a number makes an identifier");
        Decision {
            now: town.second(now),
            cars: cars.collect(),
            wanted: Wanted {
                incident: name(incident).unwrap_or_else(|_| unnamed()),
                area: Some(area(incident.area)),
                place: Some(town.map.place(incident.point())),
                category: Some(town.calls.kinds[usize::from(incident.call.category)].code),
                refused_by: Vec::new(),
            },
            chosen: best.map(|one| (one.car, one.free)),
        }
    }
}
