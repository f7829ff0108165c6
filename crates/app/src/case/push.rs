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
use liandong_store::{CommandKey, Filter, Op, Query, StoreError, Value};
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
        let digest = self
            .vault()
            .keyed_digest("push", &[town.as_str().as_bytes(), &written]);
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
                    .caller_anew(town, &incident, push.caller.as_ref())
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

    /// The caller sealed anew where a push names another; under the same data key, so that one erasure
    /// covers both. Who was erased stays erased.
    async fn caller_anew(
        &self,
        town: &TownId,
        incident: &Incident,
        now: Option<&Caller>,
    ) -> Result<Option<Sealed>, AppError> {
        let Some(now) = now.filter(|one| one.name.is_some() || one.phone.is_some()) else {
            return Ok(None);
        };
        let number = incident.number();
        let key = match self.caller(town, incident).await {
            Ok(Some(before)) if before == *now => return Ok(None),
            Err(AppError::Erased) => return Ok(None),
            Ok(Some(_)) => incident
                .received
                .caller
                .as_ref()
                .map(|one| one.key.to_string()),
            Ok(None) => None,
            Err(error) => return Err(error),
        };
        let kind = crate::vault::DATA_KEY;
        let key = match key {
            Some(key) => key,
            None => {
                let name = format!("caller-{number}");
                let secret = self.vault().new_file_key(self.entropy(), town, &name)?;
                let made = Some(secret.value);
                self.store()
                    .swap_secret(town, kind, &name, None, made)
                    .await?;
                name
            }
        };
        let wrapped = self.store().secret(town, kind, &key).await?;
        let wrapped = wrapped.ok_or(AppError::Erased)?;
        let sealed = self
            .vault()
            .seal_again(self.entropy(), town, &key, &wrapped, now)?;
        if let Some(digest) = self.caller_digest(town, number, now) {
            self.store().put_secrets(town, vec![digest]).await?;
        }
        Ok(Some(sealed))
    }

    /// Destroys what tells an incident's caller from others without opening anything. To be called when
    /// the caller is erased.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn forget_caller_digest(
        &self,
        town: &TownId,
        incident: &IncidentId,
    ) -> Result<bool, AppError> {
        let store = self.store();
        Ok(store
            .destroy_secret(town, CALLER_DIGEST, incident.as_str())
            .await?)
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
