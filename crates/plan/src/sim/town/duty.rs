//! What the clock does to cars: shifts begin and end, breaks fall due (班次与休息).

use super::{
    car::Trip,
    run::{Run, WEEK},
};
use crate::sim::{calls::Ms, map::PointNo, roster::Change, watch::Watch};

impl<W: Watch> Run<'_, W> {
    pub(super) fn find_first_change(&mut self) {
        let into = self.town.calls.into_week;
        let changes = &self.town.week.changes;
        self.next_change = changes.iter().take_while(|one| one.0 <= into).count();
        self.set_change();
    }

    /// Puts the next change of duty into the calendar.
    fn set_change(&mut self) {
        let slot = self.change_slot();
        let changes = &self.town.week.changes;
        if changes.is_empty() {
            return;
        }
        if self.next_change == changes.len() {
            self.next_change = 0;
            self.week_began += WEEK;
        }
        let at = self.week_began + changes[self.next_change].0 - self.town.calls.into_week;
        self.calendar.set(slot, at);
    }

    pub(super) fn change(&mut self, now: Ms) {
        let (_, nth, change) = self.town.week.changes[self.next_change];
        let nth = usize::from(nth);
        let bit = 1_u64 << nth;
        self.next_change += 1;
        self.set_change();
        match change {
            Change::On => {
                self.rostered |= bit;
                self.cars[nth].since = now;
                if self.busy & bit == 0 {
                    self.cars[nth].trip = Trip::standing(self.home(nth));
                }
            }
            Change::Off => {
                self.rostered &= !bit;
                self.tally.figures.by_car[nth].duty_ms +=
                    self.tally.within(self.cars[nth].since, now);
            }
            Change::MayRest(width, length) => {
                self.cars[nth].may_rest = Some((now + width, length));
                if self.free & bit != 0 && self.queue.is_empty() {
                    self.rest(nth, now);
                }
            }
        }
        self.refresh(now);
        self.serve_queue(now);
        self.take_over(self.free & bit, now);
    }

    pub(super) fn home(&self, nth: usize) -> PointNo {
        self.town.waiting_point(self.town.cars[nth].1)
    }

    /// Begins the rest that is due, if one still is.
    pub(super) fn rest(&mut self, nth: usize, now: Ms) {
        if let Some((until, length)) = self.cars[nth].may_rest.take()
            && now < until
        {
            self.resting |= 1 << nth;
            self.calendar.set(nth, now + length);
        }
    }
}
