//! Calls pushed by other systems, under their own numbers: the same number is the same incident, on
//! every server node, and told anew it is an update.

use super::{DuplicateView, incident_at};
use crate::{App, AppError, Executed, Order, engine::CALLER_DIGEST, views::EXTERNAL_NUMBER};
use liandong_domain::{
    geo::Place,
    ids::{IncidentId, TownId},
    incident::{
        Caller, CommandKind, Incident, IncidentCommand, Intake, Rejection, Sealed, Source, permits,
    },
    refusal::{Because, Refusal},
    time::Timestamp,
};
use liandong_store::{CommandKey, Filter, Op, Query, Secret, StoreError, Value};
use serde::Serialize;

/// How often it is tried again when another node takes the same number at the same moment.
const TRIES: usize = 4;
/// The longest number of another system, in bytes.
const LONGEST_NUMBER: usize = 64;

/// A call as another system pushes it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Push {
    /// Which system.
    pub source: Source,
    /// Its own number for the call.
    pub number: String,
    /// Who called.
    pub caller: Option<Caller>,
    /// The address as told.
    pub address: String,
    /// The place, where known.
    pub place: Option<Place>,
    /// What the caller said.
    pub text: String,
    /// Until when it waits for an answer.
    pub answer_by: Option<Timestamp>,
    /// When the call came there.
    pub occurred_at: Option<Timestamp>,
}

/// What a push led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PushedAs {
    /// A new incident.
    Received,
    /// An update of a known one.
    Updated,
    /// Nothing: it is known just like this.
    Known,
}

/// A push that was taken.
#[derive(Debug, Clone)]
pub struct Pushed {
    /// The incident.
    pub executed: Executed,
    /// What it led to.
    pub outcome: PushedAs,
    /// Probable duplicates.
    pub duplicates: Vec<DuplicateView>,
}

impl App {
    /// Takes a push. `key` is the client's idempotency key, where it gives one; without, the content is
    /// the key.
    ///
    /// # Errors
    /// What the rules refuse, or the store's failure.
    pub async fn push(
        &self,
        town: &TownId,
        actor: liandong_store::Actor,
        key: Option<CommandKey>,
        push: &Push,
    ) -> Result<Pushed, AppError> {
        let role = actor.role;
        if !permits(role, CommandKind::Receive) {
            let command = CommandKind::Receive;
            return Err(AppError::NotAllowed { role, command });
        }
        check_number(&push.number)?;
        let written =
            serde_json::to_vec(push).map_err(|error| AppError::Internal(error.to_string()))?;
        // Keyed: the content has a telephone in it, and few numbers are easily tried out.
        let digest = self.keyed_digest(town, "push", &[&written]).await?;
        let digest = hex::encode(digest);
        let key = key.unwrap_or_else(|| {
            let source = push.source.code();
            CommandKey::new(format!("push/{source}/{digest}"))
        });
        let order = |occurred_at| Order {
            actor: actor.clone(),
            key: key.clone(),
            occurred_at,
            expected_version: None,
        };
        for _ in 0..TRIES {
            let Some(id) = self.claimed(town, push.source, &push.number).await? else {
                let intake = intake(push, &digest);
                match self.receive(town, order(push.occurred_at), &intake).await {
                    // Another node was faster: the number is known now.
                    Err(AppError::Store(StoreError::Taken { .. })) => continue,
                    Err(error) => return Err(error),
                    Ok(executed) => return self.pushed(town, executed, PushedAs::Received).await,
                }
            };
            let (incident, version) = self.incident_afresh(town, &id).await?;
            if incident.case.pushes.iter().any(|known| **known == *digest) {
                let executed = Executed {
                    incident,
                    version,
                    replayed: true,
                };
                return self.pushed(town, executed, PushedAs::Known).await;
            }
            let command = IncidentCommand::UpdateCall {
                text: Some(push.text.clone()),
                address: Some(push.address.clone()),
                place: push.place,
                answer_by: push.answer_by,
                caller: self
                    .caller_anew(town, &order(None), &incident, push.caller.as_ref())
                    .await?,
                push: Some(digest.clone().into()),
            };
            let executed = self.command(town, order(None), &id, &command).await?;
            return self.pushed(town, executed, PushedAs::Updated).await;
        }
        Err(AppError::Contended)
    }

    async fn pushed(
        &self,
        town: &TownId,
        executed: Executed,
        outcome: PushedAs,
    ) -> Result<Pushed, AppError> {
        let duplicates = self.duplicates(town, &executed.incident).await?;
        Ok(Pushed {
            executed,
            outcome,
            duplicates,
        })
    }

    /// The incident that a number of another system stands for.
    async fn claimed(
        &self,
        town: &TownId,
        source: Source,
        number: &str,
    ) -> Result<Option<IncidentId>, AppError> {
        let is = |column, text: &str| Filter {
            column,
            op: Op::Eq,
            value: Value::Text(text.into()),
        };
        let query = Query {
            table: &EXTERNAL_NUMBER,
            town: town.clone(),
            columns: vec!["incident"],
            filters: vec![is("source", source.code()), is("number", number)],
            order: Vec::new(),
            limit: Some(1),
        };
        let rows = self.store().rows(query).await?;
        rows.first().map(|row| incident_at(row, 0)).transpose()
    }

    /// The caller sealed anew where a push names another; under the same data key, which both numbers
    /// then lead to, so that the erasure of either covers both. Who was erased stays erased.
    async fn caller_anew(
        &self,
        town: &TownId,
        order: &Order,
        incident: &Incident,
        now: Option<&Caller>,
    ) -> Result<Option<Sealed>, AppError> {
        let Some(now) = now.filter(|one| one.name.is_some() || one.phone.is_some()) else {
            return Ok(None);
        };
        let known = match self.caller(town, incident).await {
            Ok(Some(before)) if before == *now => return Ok(None),
            Err(AppError::Erased) => return Ok(None),
            Ok(Some(_)) => incident.received.caller.as_ref(),
            Ok(None) => None,
            Err(error) => return Err(error),
        };
        let book = self.book(town).await?;
        let (sealed, telephone) = match known {
            Some(known) => {
                let kind = crate::vault::DATA_KEY;
                let wrapped = self.store().secret(town, kind, &known.key).await?;
                let wrapped = wrapped.ok_or(AppError::Erased)?;
                let sealed = self
                    .vault()
                    .seal(self.entropy(), town, &known.key, &wrapped, now)?;
                self.lead_to_key(&book, now, &known.key).await?;
                (sealed, self.telephone_digest(town, now).await?)
            }
            None => {
                let Some(made) = self.seal_caller(&book, order, Some(now), &[]).await? else {
                    return Ok(None);
                };
                self.store().put_secrets(town, made.secrets).await?;
                (made.sealed, made.telephone)
            }
        };
        if let Some(digest) = telephone {
            let beside = Secret {
                kind: CALLER_DIGEST,
                id: incident.number().as_str().into(),
                value: digest.to_vec(),
            };
            self.store().put_secrets(town, vec![beside]).await?;
        }
        Ok(Some(sealed))
    }
}

fn intake(push: &Push, digest: &str) -> Intake {
    Intake {
        source: push.source,
        external: Some(push.number.clone()),
        caller: push.caller.clone(),
        address: push.address.clone(),
        place: push.place,
        text: push.text.clone(),
        answer_by: push.answer_by,
        push: Some(digest.into()),
    }
}

fn check_number(number: &str) -> Result<(), AppError> {
    if number.trim().is_empty() {
        return Err(Rejection::Blank { field: "number" }.into());
    }
    let plain = number.bytes().all(|byte| byte.is_ascii_graphic());
    if plain && number.len() <= LONGEST_NUMBER {
        return Ok(());
    }
    Err(Refusal::new(
        "bad_external_number",
        Because::Invalid,
        format!("来源编号须为 1 至 {LONGEST_NUMBER} 个可见英文字符"),
        format!("number: 1 to {LONGEST_NUMBER} visible ASCII characters"),
    )
    .about("number")
    .into())
}

impl Pushed {
    /// Whether something entered the log.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.outcome != PushedAs::Known && !self.executed.replayed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_other_systems_are_plain() {
        assert!(check_number("3101120240301000123").is_ok());
        assert!(check_number(" ").is_err());
        assert!(check_number("甲").is_err());
        assert!(check_number(&"1".repeat(65)).is_err());
    }
}
