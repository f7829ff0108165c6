//! Probable duplicates of an incident, looked up near in time and compared by the domain's rule.

use super::incident_at;
use crate::{
    App, AppError,
    engine::{CALLER_DIGEST, number},
    views::INCIDENT,
};
use liandong_domain::{
    duplicates::{Alike, Likeness, Sign, likeness},
    ids::{IncidentId, TownId},
    incident::{Incident, Phase, Source},
    time::{Timestamp, UtcOffset},
};
use liandong_store::{Filter, Op, Query, Value};
use serde::Serialize;
use std::{collections::HashMap, sync::Arc};

/// How many incidents around a call are compared: many times what a town has in the policy's time.
const COMPARED: u64 = 500;
/// How many are shown.
const SHOWN: usize = 20;

/// A probable duplicate (疑似重复).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DuplicateView {
    /// Its number.
    pub id: IncidentId,
    /// The number that the other system gave it.
    pub external: Option<String>,
    /// Where it came from.
    pub source: Source,
    /// The source's name.
    pub source_name: &'static str,
    /// Where it stands.
    pub phase: Phase,
    /// The phase's name.
    pub phase_name: &'static str,
    /// When the call came.
    pub received_at: Timestamp,
    /// The address as told.
    pub address: String,
    /// What the caller said.
    pub text: String,
    /// How much it is alike, of 1000.
    pub score: i64,
    /// Why, the strongest first.
    pub reasons: Vec<AlikeView>,
}

/// A reason why two calls are alike, with its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AlikeView {
    /// The reason.
    #[serde(flatten)]
    pub reason: Alike,
    /// The reason as people read it.
    pub name: String,
}

impl App {
    /// The incidents that are probably about the same matter, the likeliest first. Those that are over
    /// are shown only when they were closed: what was merged, cancelled or returned takes no other in.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn duplicates(
        &self,
        town: &TownId,
        incident: &Incident,
    ) -> Result<Vec<DuplicateView>, AppError> {
        let book = self.book(town).await?;
        let rules = book.policy()?.case.duplicates;
        let near = self.around(
            town,
            incident,
            rules.within_seconds,
            book.registry.utc_offset(),
        );
        let near = near.await?;
        let digests = self.digests_of(town, incident.number(), &near).await?;
        let own = sign(incident, &digests);
        let mut found: Vec<(Likeness, Arc<Incident>)> = near
            .into_iter()
            .filter(|other| takes_another_in(other.phase))
            .filter_map(|other| Some((likeness(own, sign(&other, &digests), rules)?, other)))
            .collect();
        found.sort_by(|(one, a), (other, b)| {
            let by_score = other.score.cmp(&one.score);
            by_score.then_with(|| a.number().cmp(b.number()))
        });
        found.truncate(SHOWN);
        Ok(found
            .into_iter()
            .map(|(one, other)| shown(&one, &other))
            .collect())
    }

    async fn around(
        &self,
        town: &TownId,
        incident: &Incident,
        seconds: i64,
        offset: UtcOffset,
    ) -> Result<Vec<Arc<Incident>>, AppError> {
        let (from, to) = (
            incident.received_at.plus(-seconds),
            incident.received_at.plus(seconds),
        );
        // Numbers sort by the day on which the call came: they narrow the rows that are looked at.
        let day = |at| number(offset.day(at), 0).map(|id| Value::Text(id.as_str().into()));
        let after = number(offset.day(to).next(), 0)?;
        let query = Query {
            table: &INCIDENT,
            town: town.clone(),
            columns: vec!["id", "phase", "version"],
            filters: vec![
                filter("id", Op::Ge, day(from)?),
                filter("id", Op::Lt, Value::Text(after.as_str().into())),
                filter("received_at", Op::Ge, Value::Int(from.0)),
                filter("received_at", Op::Le, Value::Int(to.0)),
            ],
            order: vec![("id", true)],
            limit: Some(COMPARED),
        };
        let mut near = Vec::new();
        for row in self.store().rows(query).await? {
            let id = incident_at(&row, 0)?;
            // Most of a busy day is over: only what can take a call in is looked at closely.
            let phase = match row.get(1) {
                Some(Value::Text(code)) => Phase::parse(code),
                _ => None,
            };
            let version = match row.get(2) {
                Some(Value::Int(version)) => version.cast_unsigned(),
                _ => 0,
            };
            if id != *incident.number() && phase.is_none_or(takes_another_in) {
                near.push(self.incident_since(town, &id, version).await?);
            }
        }
        Ok(near)
    }

    /// Keyed digests of the callers' telephones, by incident: none is opened.
    async fn digests_of(
        &self,
        town: &TownId,
        own: &IncidentId,
        near: &[Arc<Incident>],
    ) -> Result<HashMap<String, Vec<u8>>, AppError> {
        let mut digests = HashMap::new();
        let Some(of_own) = self
            .store()
            .secret(town, CALLER_DIGEST, own.as_str())
            .await?
        else {
            // Nobody to compare with.
            return Ok(digests);
        };
        digests.insert(own.to_string(), of_own);
        let numbers = near.iter().map(|one| one.number());
        let Some((first, last)) = numbers.clone().min().zip(numbers.max()) else {
            return Ok(digests);
        };
        // Just before the first: names are listed after one.
        let mut after = first.as_str().to_owned();
        if let Some(of_first) = self
            .store()
            .secret(town, CALLER_DIGEST, first.as_str())
            .await?
        {
            digests.insert(after.clone(), of_first);
        }
        loop {
            let page = self
                .store()
                .secrets(town, CALLER_DIGEST, &after, COMPARED)
                .await?;
            let full = page.len() as u64 == COMPARED;
            for (id, digest) in page {
                after.clone_from(&id);
                if id.as_str() <= last.as_str() {
                    digests.insert(id, digest);
                }
            }
            if !full || after.as_str() >= last.as_str() {
                return Ok(digests);
            }
        }
    }
}

/// What was merged, cancelled or returned takes no other call in.
const fn takes_another_in(phase: Phase) -> bool {
    !matches!(
        phase,
        Phase::Merged | Phase::Cancelled | Phase::ReturnedToPolice
    )
}

const fn filter(column: &'static str, op: Op, value: Value) -> Filter {
    Filter { column, op, value }
}

fn sign<'a>(incident: &'a Incident, digests: &'a HashMap<String, Vec<u8>>) -> Sign<'a> {
    let received = &incident.received;
    Sign {
        id: &received.number,
        source: received.source,
        external: received.external.as_deref(),
        received_at: incident.received_at,
        place: received.place,
        address: &received.address,
        text: &received.text,
        caller: digests.get(received.number.as_str()).map(Vec::as_slice),
    }
}

fn shown(likeness: &Likeness, incident: &Incident) -> DuplicateView {
    let received = &incident.received;
    DuplicateView {
        id: received.number.clone(),
        external: received.external.as_deref().map(str::to_owned),
        source: received.source,
        source_name: received.source.zh(),
        phase: incident.phase,
        phase_name: incident.phase.zh(),
        received_at: incident.received_at,
        address: received.address.to_string(),
        text: received.text.to_string(),
        score: likeness.score,
        reasons: likeness
            .reasons
            .iter()
            .map(|reason| AlikeView {
                reason: *reason,
                name: reason.zh(),
            })
            .collect(),
    }
}
