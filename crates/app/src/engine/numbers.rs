//! Incidents' numbers: consecutive within the day on which the call came, without holes.

use super::{
    App,
    query::{day_query, id_in},
};
use crate::{AppError, book::Book};
use liandong_domain::{
    ids::{IncidentId, TownId},
    time::{Day, Timestamp},
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// How many days of a town are kept at hand: late entries and generated histories go back and forth
/// between a few.
const DAYS: usize = 64;

/// The days' last numbers. They may be ahead of the log: numbers that are drawn and not yet written.
#[derive(Debug, Default)]
pub(super) struct Numbers(Mutex<HashMap<TownId, BTreeMap<Day, Given>>>);

#[derive(Debug, Default)]
struct Given {
    last: u32,
    /// Drawn and not used.
    back: BTreeSet<u32>,
}

/// A number that is drawn: to be written, given back or forgotten.
#[derive(Debug)]
pub(super) struct Drawn {
    pub(super) id: IncidentId,
    pub(super) day: Day,
    nth: u32,
}

impl Numbers {
    fn lock(&self) -> MutexGuard<'_, HashMap<TownId, BTreeMap<Day, Given>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next number of a day whose last is known.
    fn next(&self, town: &TownId, day: Day) -> Option<u32> {
        let mut towns = self.lock();
        let given = towns.get_mut(town)?.get_mut(&day)?;
        Some(given.back.pop_first().unwrap_or_else(|| {
            given.last = given.last.saturating_add(1);
            given.last
        }))
    }

    /// Notes the last number in the log, unless somebody has drawn from the day meanwhile.
    fn note(&self, town: &TownId, day: Day, last: u32) {
        let mut towns = self.lock();
        let days = towns.entry(town.clone()).or_default();
        let given = days.entry(day).or_default();
        given.last = given.last.max(last);
        while days.len() > DAYS {
            let first = days.keys().copied().find(|other| *other != day);
            first.and_then(|first| days.remove(&first));
        }
    }

    /// Notes an incident that another node numbered, if its day is at hand.
    pub(super) fn seen(&self, town: &TownId, id: &IncidentId) {
        let Some(nth) = nth_of(id) else { return };
        let mut towns = self.lock();
        let days = towns.get_mut(town).into_iter().flatten();
        for (day, given) in days {
            if number(*day, nth).is_ok_and(|same| same == *id) {
                given.last = given.last.max(nth);
                given.back.remove(&nth);
            }
        }
    }

    pub(super) fn give_back(&self, town: &TownId, drawn: &Drawn) {
        if let Some(given) = self
            .lock()
            .get_mut(town)
            .and_then(|days| days.get_mut(&drawn.day))
        {
            given.back.insert(drawn.nth);
        }
    }

    pub(super) fn forget(&self, town: &TownId, day: Day) {
        self.lock().get_mut(town).and_then(|days| days.remove(&day));
    }
}

impl App {
    /// The next free number of the day on which the call came.
    pub(super) async fn draw_number(
        &self,
        book: &Book,
        occurred_at: Option<Timestamp>,
    ) -> Result<Drawn, AppError> {
        let town = &book.town;
        let now = self.now();
        let day = book
            .registry
            .utc_offset()
            .day(occurred_at.map_or(now, |at| at.min(now)));
        loop {
            if let Some(nth) = self.numbers.next(town, day) {
                let id = number(day, nth)?;
                return Ok(Drawn { id, day, nth });
            }
            self.note_last(town, day).await?;
        }
    }

    /// Notes the last number of a day in the log.
    pub(super) async fn note_last(&self, town: &TownId, day: Day) -> Result<(), AppError> {
        let last = self
            .store
            .rows(day_query(town, day, &["id"], Some(1))?)
            .await?;
        let last = match last.first() {
            None => 0,
            Some(row) => {
                let id = id_in(row.first())?;
                nth_of(&id)
                    .ok_or_else(|| AppError::Internal(format!("incident {id} has no number")))?
            }
        };
        self.numbers.note(town, day, last);
        Ok(())
    }
}

fn nth_of(id: &IncidentId) -> Option<u32> {
    id.as_str().rsplit('-').next()?.parse().ok()
}

/// `20240301-00007`: the day and five digits, so that numbers sort as they were given.
pub(crate) fn number(day: Day, nth: u32) -> Result<IncidentId, AppError> {
    let date = day.date();
    let text = format!(
        "{:04}{:02}{:02}-{nth:05}",
        date.year(),
        date.month(),
        date.day()
    );
    IncidentId::new(text).map_err(|error| AppError::Internal(error.to_string()))
}
