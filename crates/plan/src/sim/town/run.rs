//! One replication: the events, one after the other.

use super::{
    Town,
    car::{Car, NONE, Trip},
    limit,
};
use crate::sim::{
    calls::{Call, Caller, DAY, HOUR, Ms, WEEK_HOURS},
    kernel::Calendar,
    map::{Period, PointNo},
    tally::{ArrivalSeen, Figures, Tally},
    watch::{Happened, Watch},
};
use liandong_domain::dispatch::QueueKey;

pub(super) const WEEK: Ms = WEEK_HOURS as u64 * HOUR;

/// An incident that is open.
#[derive(Debug, Clone, Copy)]
pub(super) struct Open {
    pub(super) call: Call,
    pub(super) number: u64,
    pub(super) key: QueueKey,
    pub(super) area: u16,
    /// The hour of the week at which it was received.
    hour: u8,
    /// Cars that it needs, and those that it has.
    pub(super) needs: u32,
    pub(super) cars: u64,
    pub(super) queued: bool,
    /// When the clocks began.
    pub(super) clock: Option<Ms>,
    /// Whether a car was ever sent.
    pub(super) sent: bool,
    pub(super) arrived: bool,
    pub(super) counts: bool,
    /// The advice to wait holds for this version of the cars, and before this moment.
    pub(super) holds: (u64, Ms),
}

impl Open {
    pub(super) const fn lacks(&self) -> bool {
        self.cars.count_ones() < self.needs
    }

    pub(super) fn point(&self) -> PointNo {
        self.call.point
    }
}

/// A replication under way. Cars are bits of words, in the order of their identifiers.
pub(super) struct Run<'a, W> {
    pub(super) town: &'a Town,
    pub(super) watch: &'a mut W,
    pub(super) calendar: Calendar,
    caller: Caller<'a>,
    pub(super) next: Option<Call>,
    pub(super) cars: Box<[Car]>,
    pub(super) open: Vec<Open>,
    spare: Vec<u32>,
    /// Incidents that lack a car, in the order of the queue.
    pub(super) queue: Vec<u32>,
    /// Who is on duty, rests, is at an incident, is on its way to one, can be sent.
    pub(super) rostered: u64,
    pub(super) resting: u64,
    pub(super) busy: u64,
    pub(super) underway: u64,
    pub(super) free: u64,
    none_free_since: Option<Ms>,
    pub(super) next_change: usize,
    pub(super) week_began: Ms,
    /// The speed that holds, and how long yet.
    period: Period,
    pub(super) tally: Tally,
    numbers: u64,
    counted_open: u64,
    /// Grows whenever something happens to a car.
    pub(super) version: u64,
}

impl<'a, W: Watch> Run<'a, W> {
    pub(super) fn new(town: &'a Town, replication: u64, watch: &'a mut W) -> Self {
        let cars = town.cars.iter();
        let waiting = cars.map(|(_, area)| Car::waiting_at(town.waiting_point(*area)));
        Self {
            calendar: Calendar::new(town.cars.len() + 3),
            caller: Caller::new(&town.calls, town.seed, replication),
            next: None,
            cars: waiting.collect(),
            open: Vec::with_capacity(256),
            spare: Vec::with_capacity(256),
            queue: Vec::with_capacity(256),
            rostered: town.week.at_first,
            resting: 0,
            busy: 0,
            underway: 0,
            free: town.week.at_first,
            none_free_since: (town.week.at_first == 0).then_some(0),
            next_change: 0,
            week_began: 0,
            period: town.map.period(town.begin),
            tally: Tally::new(
                town.areas.len(),
                town.area_of.len(),
                town.cars.len(),
                town.from,
                town.to,
            ),
            numbers: 0,
            counted_open: 0,
            version: 1,
            town,
            watch,
        }
    }

    const fn call_slot(&self) -> usize {
        self.town.cars.len()
    }

    pub(super) const fn change_slot(&self) -> usize {
        self.town.cars.len() + 1
    }

    pub(super) const fn look_slot(&self) -> usize {
        self.town.cars.len() + 2
    }

    pub(super) fn walk(mut self) -> Figures {
        let cut_off = self.town.to + DAY;
        self.draw();
        self.find_first_change();
        while let Some((now, slot)) = self.calendar.first() {
            if now >= self.town.to && (self.counted_open == 0 || now > cut_off) {
                // A call within the last counted moments may not have reached the desk yet.
                let ahead = self.next.is_some_and(|one| one.received < self.town.to);
                if !ahead || now > cut_off {
                    break;
                }
            }
            if slot < self.town.cars.len() {
                self.of_car(now, slot);
            } else if slot == self.call_slot() {
                self.received(now);
            } else if slot == self.look_slot() {
                self.serve_queue(now);
            } else {
                self.change(now);
            }
        }
        self.close()
    }

    fn close(mut self) -> Figures {
        let to = self.town.to;
        for nth in 0..self.cars.len() {
            let car = self.cars[nth];
            if car.incident != NONE {
                self.tally.figures.by_car[nth].busy_ms += self.tally.within(car.assigned, to);
            }
            if self.rostered >> nth & 1 == 1 {
                self.tally.figures.by_car[nth].duty_ms += self.tally.within(car.since, to);
            }
        }
        if let Some(since) = self.none_free_since {
            self.tally.figures.none_free_ms += self.tally.within(since, to);
        }
        self.tally.figures.left_open = self.counted_open;
        self.tally.finish()
    }

    /// Draws the next call, which reaches the desk after its intake.
    #[inline]
    fn draw(&mut self) {
        self.next = self.caller.next();
        let slot = self.call_slot();
        match &self.next {
            Some(call) => self.calendar.set(slot, call.received + self.town.intake),
            None => self.calendar.clear(slot),
        }
    }

    fn received(&mut self, now: Ms) {
        let Some(call) = self.next.take() else {
            self.calendar.clear(self.call_slot());
            return;
        };
        self.draw();
        let counts = (self.town.from..self.town.to).contains(&call.received);
        let area = self.town.area_of[usize::from(call.point)];
        let hour = self.town.calls.hour(call.received);
        if counts {
            self.counted_open += 1;
            self.tally
                .received(hour, usize::from(area), usize::from(call.point));
        }
        let number = self.numbers;
        self.numbers += 1;
        self.watch
            .happened(call.received, Happened::Received(number));
        let (place, _) = self.town.expected[usize::from(call.category)];
        let incident = Open {
            call,
            number,
            key: QueueKey::new(0, call.hazards, place, self.town.second(call.received)),
            area,
            hour: u8::try_from(hour).unwrap_or(0),
            needs: 1 + u32::from(call.two_cars),
            cars: 0,
            queued: false,
            clock: None,
            sent: false,
            arrived: false,
            counts,
            holds: (0, 0),
        };
        let id = match self.spare.pop() {
            Some(id) => {
                self.open[id as usize] = incident;
                id
            }
            None => {
                self.open.push(incident);
                u32::try_from(self.open.len() - 1).unwrap_or(NONE)
            }
        };
        self.enqueue(id);
        self.serve_queue(now);
        if call.hazards && self.town.rules.hazard_preempts {
            self.preempt_for(id, now);
        }
    }

    fn of_car(&mut self, now: Ms, nth: usize) {
        let bit = 1_u64 << nth;
        if self.resting & bit != 0 {
            self.resting &= !bit;
            self.calendar.clear(nth);
            self.refresh(now);
            self.serve_queue(now);
            self.take_over(bit, now);
        } else if self.underway & bit != 0 {
            self.arrive(nth, now);
        } else {
            self.dispose(nth, now);
        }
    }

    fn arrive(&mut self, nth: usize, now: Ms) {
        self.underway &= !(1 << nth);
        self.version += 1;
        let car = &mut self.cars[nth];
        car.arrived = Some(self.town.second(now));
        let id = car.incident;
        car.trip = Trip::standing(car.trip.to);
        let incident = &mut self.open[id as usize];
        self.watch
            .happened(now, Happened::Arrived(incident.number, nth));
        if incident.arrived {
            self.calendar.clear(nth);
            return;
        }
        // The first on scene does the work, and leaves last.
        incident.arrived = true;
        self.calendar.set(nth, now + incident.call.work);
        if incident.counts {
            let clock = incident.clock.unwrap_or(now);
            self.tally.arrived(&ArrivalSeen {
                hour: usize::from(incident.hour),
                area: usize::from(incident.area),
                point: usize::from(incident.call.point),
                car: nth,
                cross: self.town.cars[nth].1 != incident.area,
                response: now - incident.call.received,
                took: now - clock,
                limit: limit(self.town.rules.arrive),
            });
            let percent =
                self.town.calls.kinds[usize::from(incident.call.category)].feedback_percent;
            let feedback = now + incident.call.work * percent / 100 - clock;
            let in_time = feedback <= limit(self.town.rules.feedback);
            self.tally.figures.feedback_in_time += u64::from(in_time);
        }
        if incident.call.reinforced {
            incident.needs += 1;
            self.enqueue(id);
            self.serve_queue(now);
        }
    }

    fn dispose(&mut self, lead: usize, now: Ms) {
        let id = self.cars[lead].incident;
        let incident = &self.open[id as usize];
        let (number, its_cars) = (incident.number, incident.cars);
        if incident.queued {
            self.queue.retain(|one| *one != id);
        }
        if incident.counts {
            self.counted_open -= 1;
            let clock = incident.clock.unwrap_or(now);
            self.tally.figures.disposed += 1;
            let in_time = now - clock <= limit(self.town.rules.dispose);
            self.tally.figures.disposed_in_time += u64::from(in_time);
        }
        let mut cars = its_cars;
        while cars != 0 {
            let nth = cars.trailing_zeros() as usize;
            cars &= cars - 1;
            self.release(nth, now);
            self.go_home(nth, now);
        }
        self.watch.happened(now, Happened::Disposed(number));
        self.spare.push(id);
        self.refresh(now);
        self.serve_queue(now);
        self.take_over(its_cars, now);
    }

    /// Whoever is on duty, does not rest and is at nothing is free.
    #[inline]
    pub(super) fn refresh(&mut self, now: Ms) {
        self.version += 1;
        self.free = self.rostered & !self.resting & !self.busy;
        match self.none_free_since {
            None if self.free == 0 => self.none_free_since = Some(now),
            Some(since) if self.free != 0 => {
                self.none_free_since = None;
                self.tally.figures.none_free_ms += self.tally.within(since, now);
            }
            _ => {}
        }
    }

    /// The period of speed that holds now.
    #[inline]
    pub(super) fn period(&mut self, now: Ms) -> Period {
        let moment = self.town.second(now);
        if moment >= self.period.until {
            self.period = self.town.map.period(moment);
        }
        self.period
    }
}
