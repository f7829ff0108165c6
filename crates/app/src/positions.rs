//! Positions (定位) of cars: reported by phones, kept in memory with the last one of each car as a
//! side value, told to the live streams, and watched for arrivals.
//!
//! They are not in the log: forty phones that report every five seconds would write more events in
//! a day than the town's calls in ten years, and nobody asks a year later where a car drove. What
//! follows from them — a proposed arrival, an arrival known by position — is an event.

use crate::{
    App, AppError, Order,
    access::Visitor,
    engine::system,
    view::{DroppedView, PositionView, ReportedView},
};
use liandong_domain::{
    dispatch::{DispatchRules, Fix, Near, Seen, Track},
    geo::Place,
    ids::{IncidentId, MemberId, TownId, UnitId},
    incident::{ArrivalSource, Incident, IncidentCommand},
    refusal::{Because, Refusal},
    time::Timestamp,
};
use liandong_store::{CommandKey, envelope::Secret};
use serde::{Deserialize, Serialize};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::broadcast;

/// The kind of the side values.
const POSITION: &str = "position";
/// Fixes of one report at the most: a quarter of an hour at one in five seconds.
const MOST_FIXES: usize = 200;
/// Seconds between two tellings of one car to the live streams.
const TELL_EVERY: i64 = 2;
/// Seconds between two writings of one car's side value, and the same where other nodes read it.
const KEEP_EVERY: i64 = 15;
const KEEP_EVERY_SHARED: i64 = 3;
/// Positions that wait for a slow live stream before it misses some.
const WAITING: usize = 256;
/// Side values read at a time.
const PAGE: u64 = 500;

/// What is known of where cars are.
#[derive(Debug, Default)]
pub struct Positions {
    cars: Mutex<HashMap<(TownId, UnitId), Known>>,
    told: Mutex<HashMap<TownId, broadcast::Sender<Arc<PositionView>>>>,
}

#[derive(Debug, Clone, Default)]
struct Known {
    track: Track,
    member: Option<MemberId>,
    told_at: Option<Timestamp>,
    kept_at: Option<Timestamp>,
}

/// The last position of a car as the side value holds it.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    fix: Fix,
    member: Option<MemberId>,
}

impl Positions {
    fn lock(&self) -> MutexGuard<'_, HashMap<(TownId, UnitId), Known>> {
        self.cars.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What tells a town's live streams.
    fn teller(&self, town: &TownId) -> broadcast::Sender<Arc<PositionView>> {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.entry(town.clone())
            .or_insert_with(|| broadcast::Sender::new(WAITING))
            .clone()
    }

    /// Where a car was seen last.
    pub(crate) fn seen(&self, town: &TownId, unit: &UnitId) -> Option<Seen> {
        let cars = self.lock();
        let fix = cars.get(&(town.clone(), unit.clone()))?.track.last?;
        Some(Seen {
            place: fix.place,
            at: fix.at,
        })
    }
}

/// An arrival that a car's positions prove.
struct Proved {
    incident: IncidentId,
    near: Near,
}

impl App {
    /// Tells of a town's positions from now on; a reader that is too slow misses some.
    #[must_use]
    pub fn positions_told(&self, town: &TownId) -> broadcast::Receiver<Arc<PositionView>> {
        self.positions().teller(town).subscribe()
    }

    /// Takes the fixes of a member's phone for the car in which the member is on duty.
    ///
    /// # Errors
    /// A refusal when the visitor is no member on duty or the report is empty or too long; the
    /// store's failure.
    pub async fn report_positions(
        &self,
        visitor: &Visitor,
        fixes: &[Fix],
    ) -> Result<ReportedView, AppError> {
        if fixes.is_empty() || fixes.len() > MOST_FIXES {
            return Err(Refusal::new(
                "bad_fixes",
                Because::Invalid,
                format!("一次上报 1 至 {MOST_FIXES} 个定位"),
                format!("a report has 1 to {MOST_FIXES} fixes"),
            )
            .about("fixes")
            .into());
        }
        let town = &visitor.town;
        let (member, unit) = self.own_car(visitor).await?;
        let book = self.book(town).await?;
        let rules = &book.policy()?.dispatch;
        self.remember(town, &unit).await?;
        let way = self.way_of(town, &unit).await?;
        let now = self.now();
        let (dropped, proved, keep) = {
            let mut cars = self.positions().lock();
            let known = cars.entry((town.clone(), unit.clone())).or_default();
            known.member = Some(member.clone());
            let keep_every = if self.is_shared() {
                KEEP_EVERY_SHARED
            } else {
                KEEP_EVERY
            };
            take_all(known, fixes, now, way.as_ref(), rules, keep_every)
        };
        let position = self.position_of(town, &unit).await?;
        if let Some(position) = position
            .clone()
            .filter(|_| self.is_telling(town, &unit, now))
        {
            // Nobody listening is no failure.
            let _ = self.positions().teller(town).send(Arc::new(position));
        }
        if let Some(fix) = keep {
            let kept = Kept {
                fix,
                member: Some(member),
            };
            self.keep(town, &unit, &kept).await?;
        }
        let arrival = match proved {
            Some(proved) => self.arrive_by_position(town, &unit, &proved, rules).await?,
            None => None,
        };
        Ok(ReportedView {
            unit,
            taken: u32::try_from(fixes.len() - dropped.len()).unwrap_or(u32::MAX),
            dropped,
            position,
            arrival: arrival.map(Into::into),
        })
    }

    /// The last positions of a town's cars, by car.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn positions_of(&self, town: &TownId) -> Result<Vec<PositionView>, AppError> {
        self.refresh_positions(town).await?;
        let book = self.book(town).await?;
        let mut all = Vec::new();
        for unit in book.registry.units() {
            all.extend(self.position_of(town, &unit.record.id).await?);
        }
        Ok(all)
    }

    async fn position_of(
        &self,
        town: &TownId,
        unit: &UnitId,
    ) -> Result<Option<PositionView>, AppError> {
        let book = self.book(town).await?;
        let (known, rules) = (
            self.positions()
                .lock()
                .get(&(town.clone(), unit.clone()))
                .cloned(),
            &book.policy()?.dispatch,
        );
        let Some((fix, known)) = known.and_then(|known| Some((known.track.last?, known))) else {
            return Ok(None);
        };
        let age = self.now().since(fix.at).max(0);
        let name = book.registry.unit(unit).map(|one| one.name.clone());
        Ok(Some(PositionView {
            unit: unit.clone(),
            unit_name: name.unwrap_or_else(|| unit.to_string()),
            member: known.member,
            at: fix.at,
            place: fix.place,
            accuracy_metres: fix.accuracy_metres,
            speed_kmh: fix.speed_kmh,
            heading: fix.heading,
            age_seconds: age,
            stale: age > rules.position_stale_seconds,
            incident: self.incident_of_unit(town, unit),
        }))
    }

    /// Whether the live streams are told of a car now; then the next telling waits.
    fn is_telling(&self, town: &TownId, unit: &UnitId, now: Timestamp) -> bool {
        let mut cars = self.positions().lock();
        let Some(known) = cars.get_mut(&(town.clone(), unit.clone())) else {
            return false;
        };
        let due = known
            .told_at
            .is_none_or(|at| now.since(at).abs() >= TELL_EVERY);
        if due {
            known.told_at = Some(now);
        }
        due
    }

    /// The incident that a car is on its way to, with its place.
    async fn way_of(
        &self,
        town: &TownId,
        unit: &UnitId,
    ) -> Result<Option<(Arc<Incident>, Place)>, AppError> {
        let Some(id) = self.incident_of_unit(town, unit) else {
            return Ok(None);
        };
        let (incident, _) = self.incident(town, &id).await?;
        let on_its_way = incident
            .active_units()
            .any(|one| one.unit == *unit && one.arrival.is_none());
        let place = incident.received.place.filter(|_| on_its_way);
        Ok(place.map(|place| (incident, place)))
    }

    /// Records or proposes an arrival, as the policy says; `None` when somebody was faster.
    async fn arrive_by_position(
        &self,
        town: &TownId,
        unit: &UnitId,
        proved: &Proved,
        rules: &DispatchRules,
    ) -> Result<Option<&'static str>, AppError> {
        let id = &proved.incident;
        let (incident, _) = self.incident(town, id).await?;
        let Some(one) = incident.active_units().find(|one| one.unit == *unit) else {
            return Ok(None);
        };
        if one.arrival.is_some() || (!rules.arrival.record && one.arrival_proposed_at.is_some()) {
            return Ok(None);
        }
        let (command, told) = if rules.arrival.record {
            let how = ArrivalSource::Position;
            let unit = Some(unit.clone());
            (IncidentCommand::Arrive { unit, how }, "recorded")
        } else {
            let (unit, metres) = (unit.clone(), proved.near.metres);
            (IncidentCommand::ProposeArrival { unit, metres }, "proposed")
        };
        // Never before the step that it follows, as phones' clocks differ a little.
        let followed = one.acknowledged_at.unwrap_or(one.assigned_at);
        let floor = if one.lead {
            followed.max(incident.last_step_at)
        } else {
            followed
        };
        let order = Order {
            actor: system(),
            key: CommandKey::new(format!("position/{id}/{unit}/{}", one.assigned_at.0)),
            occurred_at: Some(proved.near.since.max(floor).min(self.now().max(floor))),
            expected_version: None,
        };
        match self.command(town, order, id, &command).await {
            Ok(done) => Ok((!done.replayed).then_some(told)),
            Err(AppError::Rejected(why)) => {
                tracing::debug!(%id, %unit, %why, "an arrival by position is not taken");
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    async fn keep(&self, town: &TownId, unit: &UnitId, kept: &Kept) -> Result<(), AppError> {
        let value =
            serde_json::to_vec(kept).map_err(|error| AppError::Internal(error.to_string()))?;
        let secret = Secret {
            kind: POSITION,
            id: unit.as_str().into(),
            value,
        };
        Ok(self.store().put_secrets(town, vec![secret]).await?)
    }

    /// Takes up what the side value knows of a car that this process has not heard of.
    async fn remember(&self, town: &TownId, unit: &UnitId) -> Result<(), AppError> {
        let key = (town.clone(), unit.clone());
        if self.positions().lock().contains_key(&key) {
            return Ok(());
        }
        if let Some(value) = self.store().secret(town, POSITION, unit.as_str()).await? {
            self.learn_position(town, unit, &value);
        }
        Ok(())
    }

    /// Takes up what other server nodes, or this one before it was started anew, have kept; answers
    /// which cars it was news of.
    pub(crate) async fn refresh_positions(&self, town: &TownId) -> Result<Vec<UnitId>, AppError> {
        let (mut after, mut news) = (String::new(), Vec::new());
        loop {
            let page = self.store().secrets(town, POSITION, &after, PAGE).await?;
            let more = page.len() as u64 == PAGE;
            for (id, value) in &page {
                let unit = UnitId::new(id).ok();
                news.extend(unit.filter(|unit| self.learn_position(town, unit, value)));
            }
            match page.into_iter().next_back() {
                Some((last, _)) if more => after = last,
                _ => return Ok(news),
            }
        }
    }

    /// Tells this node's live streams of cars whose phones report to another node. Of no use, and of
    /// no cost, where there is one node or nobody listens.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn follow_positions(&self, town: &TownId) -> Result<(), AppError> {
        let teller = self.positions().teller(town);
        if !self.is_shared() || teller.receiver_count() == 0 {
            return Ok(());
        }
        let now = self.now();
        for unit in self.refresh_positions(town).await? {
            let position = self.position_of(town, &unit).await?;
            if let Some(position) = position.filter(|_| self.is_telling(town, &unit, now)) {
                // Who listened may have left.
                let _ = teller.send(Arc::new(position));
            }
        }
        Ok(())
    }

    /// Whether it was news.
    fn learn_position(&self, town: &TownId, unit: &UnitId, value: &[u8]) -> bool {
        // A value that a later program wrote is no reason to refuse to work.
        let Ok(kept) = serde_json::from_slice::<Kept>(value) else {
            return false;
        };
        let mut cars = self.positions().lock();
        let known = cars.entry((town.clone(), unit.clone())).or_default();
        let newer = known.track.last.is_none_or(|last| last.at < kept.fix.at);
        if newer {
            known.track.last = Some(kept.fix);
            known.member = kept.member;
        }
        newer
    }
}

/// Takes fixes in the order of their times; says which were dropped, whether they prove an arrival,
/// and which fix is to be kept.
fn take_all(
    known: &mut Known,
    fixes: &[Fix],
    now: Timestamp,
    way: Option<&(Arc<Incident>, Place)>,
    rules: &DispatchRules,
    keep_every: i64,
) -> (Vec<DroppedView>, Option<Proved>, Option<Fix>) {
    let mut order: Vec<(usize, Fix)> = fixes.iter().copied().enumerate().collect();
    order.sort_by_key(|(_, fix)| fix.at);
    let target = way.map(|(incident, place)| (incident.number(), *place));
    let (mut dropped, mut proved) = (Vec::new(), None);
    for (index, fix) in order {
        if let Err(why) = known.track.take(fix, now, target, rules) {
            dropped.push(DroppedView::new(index, why));
        } else if let (None, Some(near), Some((incident, _))) =
            (&proved, known.track.arrival(rules), way)
        {
            proved = Some(Proved {
                incident: incident.number().clone(),
                near: near.clone(),
            });
        }
    }
    dropped.sort_by_key(|one| one.index);
    let keep = known.track.last.filter(|_| {
        dropped.len() < fixes.len()
            && known
                .kept_at
                .is_none_or(|at| now.since(at).abs() >= keep_every)
    });
    if keep.is_some() {
        known.kept_at = Some(now);
    }
    (dropped, proved, keep)
}
