//! How long work lasts by the town's own cases of the last months, learned once a day.

use crate::{App, AppError, book::Book};
use liandong_domain::{
    dispatch::{OnScene, learn_on_scene},
    ids::TownId,
    time::{Day, Timestamp},
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// The days that are looked back on.
const DAYS: i64 = 90;

type OfADay = (Day, u32, Arc<OnScene>);

/// What was learned, by town, with its day and the policy's version.
#[derive(Debug, Default)]
pub(crate) struct Learned(Mutex<HashMap<TownId, OfADay>>);

impl App {
    pub(super) async fn on_scene(
        &self,
        book: &Book,
        now: Timestamp,
    ) -> Result<Arc<OnScene>, AppError> {
        let offset = book.registry.utc_offset();
        let (today, policy) = (offset.day(now), book.policy()?);
        let known = {
            let all = self.learned().0.lock();
            let all = all.unwrap_or_else(PoisonError::into_inner);
            all.get(&book.town).cloned()
        };
        if let Some((day, version, on_scene)) = known
            && (day, version) == (today, policy.version)
        {
            return Ok(on_scene);
        }
        let bounds = (offset.start_of(Day(today.0 - DAYS)), offset.start_of(today));
        let mut facts = Vec::new();
        self.each_fact(&book.town, bounds, &mut |fact| facts.push(fact))
            .await?;
        let on_scene = Arc::new(learn_on_scene(&facts, &policy.dispatch));
        let mut all = self
            .learned()
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        all.insert(
            book.town.clone(),
            (today, policy.version, Arc::clone(&on_scene)),
        );
        Ok(on_scene)
    }
}
