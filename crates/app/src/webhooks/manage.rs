//! Subscribing, changing, looking at what has not arrived, and sending it again.

use super::{
    letters::{self, DeliveryState, Letter},
    table::WEBHOOK,
};
use crate::{App, AppError, Order, streams::Acted};
use liandong_domain::{
    ids::TownId,
    refusal::{Because, Refusal},
    webhook::{Webhook, WebhookCommand},
};
use liandong_store::{CommandKey, Query, Secret, Value};
use sm3::{Digest, Sm3};

/// Subscriptions of one town, at the most.
const MOST: u64 = 50;
/// Letters counted for the figures, at the most.
const COUNTED: u64 = 100_000;

/// What came of subscribing, or of making the secret anew.
#[derive(Debug, Clone)]
pub struct Subscribed {
    /// The subscription's identifier.
    pub id: String,
    /// The state after it.
    pub acted: Acted<Webhook>,
    /// The secret, shown only here; `None` when it did not change.
    pub secret: Option<String>,
}

/// How the deliveries of a town stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// Events that active subscriptions have not looked at yet.
    pub backlog: u64,
    /// Deliveries that wait for another attempt.
    pub waiting: u64,
    /// Deliveries that were given up.
    pub dead: u64,
}

impl App {
    /// Subscribes another system to the town's events, from now on. Sent twice under one key, there
    /// is one subscription, with the same secret.
    ///
    /// # Errors
    /// What the rules refuse; the store's failure.
    pub async fn subscribe(
        &self,
        town: &TownId,
        order: Order,
        command: &WebhookCommand,
    ) -> Result<Subscribed, AppError> {
        let id = id_of(town, &order.key);
        let fresh = self.state_of::<Webhook>(town, &id).await?.is_none();
        if fresh && self.webhook_ids(town).await?.len() as u64 >= MOST {
            return Err(Refusal::new(
                "too_many_webhooks",
                Because::Conflict,
                format!("一个街镇最多 {MOST} 个推送订阅"),
                format!("a town has {MOST} webhooks at the most"),
            )
            .into());
        }
        if fresh {
            // Before the event, so that nothing that follows it is missed.
            let head = self.position(town).await?;
            let cursor = letters::cursor_value(&id, head)?;
            let store = self.store();
            store
                .swap_secret(town, cursor.kind, &cursor.id, None, Some(cursor.value))
                .await?;
            self.keep_webhook_secret(town, &id, false).await?;
        }
        let acted = self.act::<Webhook>(town, order, &id, command, ()).await;
        let acted = match acted {
            Ok(acted) => acted,
            Err(error) => {
                if fresh {
                    self.forget_webhook(town, &id).await?;
                }
                return Err(error);
            }
        };
        let secret = self.webhook_secret(town, &id).await?;
        Ok(Subscribed { id, acted, secret })
    }

    /// Changes a subscription. A new secret holds from the next attempt on.
    ///
    /// # Errors
    /// What the rules refuse; the store's failure.
    pub async fn change_webhook(
        &self,
        town: &TownId,
        order: Order,
        id: &str,
        command: &WebhookCommand,
    ) -> Result<Subscribed, AppError> {
        let acted = self.act::<Webhook>(town, order, id, command, ()).await?;
        let anew = matches!(
            command,
            WebhookCommand::Change {
                new_secret: true,
                ..
            }
        );
        if anew && !acted.replayed {
            self.keep_webhook_secret(town, id, true).await?;
        }
        let secret = if anew {
            self.webhook_secret(town, id).await?
        } else {
            None
        };
        Ok(Subscribed {
            id: id.to_owned(),
            acted,
            secret,
        })
    }

    /// Gives a subscription up, and all that waits for it.
    ///
    /// # Errors
    /// What the rules refuse; the store's failure.
    pub async fn remove_webhook(
        &self,
        town: &TownId,
        order: Order,
        id: &str,
    ) -> Result<Acted<Webhook>, AppError> {
        let acted = self
            .act::<Webhook>(town, order, id, &WebhookCommand::Remove, ())
            .await?;
        self.forget_webhook(town, id).await?;
        Ok(acted)
    }

    /// Has dead deliveries sent again: those of these positions, or all. Answers how many.
    ///
    /// # Errors
    /// What the rules refuse; the store's failure.
    pub async fn send_again(
        &self,
        town: &TownId,
        order: Order,
        id: &str,
        positions: Option<Vec<u64>>,
    ) -> Result<(Acted<Webhook>, u64), AppError> {
        let command = WebhookCommand::SendAgain {
            positions: positions.clone(),
        };
        let acted = self.act::<Webhook>(town, order, id, &command, ()).await?;
        if acted.replayed {
            return Ok((acted, 0));
        }
        let (dead, waiting) = (DeliveryState::Dead, DeliveryState::Waiting);
        let mut sent = 0;
        for letter in letters::letters(self, town, id, dead, None, u64::MAX).await? {
            let meant = positions
                .as_ref()
                .is_none_or(|all| all.contains(&letter.position));
            if !meant {
                continue;
            }
            let again = Letter {
                attempts: 0,
                at: self.now(),
                ..letter.clone()
            };
            let value = letters::value(id, waiting, &again)?;
            self.store().put_secrets(town, vec![value]).await?;
            letters::take(self, town, id, dead, &letter).await?;
            sent += 1;
        }
        Ok((acted, sent))
    }

    /// The identifiers of a town's subscriptions, sorted.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn webhook_ids(&self, town: &TownId) -> Result<Vec<String>, AppError> {
        Ok(self
            .webhook_rows(town)
            .await?
            .into_iter()
            .map(|(id, _)| id)
            .collect())
    }

    pub(super) async fn active_webhooks(&self, town: &TownId) -> Result<Vec<String>, AppError> {
        let rows = self.webhook_rows(town).await?.into_iter();
        Ok(rows
            .filter(|(_, active)| *active)
            .map(|(id, _)| id)
            .collect())
    }

    async fn webhook_rows(&self, town: &TownId) -> Result<Vec<(String, bool)>, AppError> {
        let query = Query {
            table: &WEBHOOK,
            town: town.clone(),
            columns: vec!["id", "active"],
            filters: Vec::new(),
            order: Vec::new(),
            limit: None,
        };
        let rows = self.store().rows(query).await?.into_iter();
        Ok(rows
            .filter_map(|row| match &row[..] {
                [Value::Text(id), Value::Int(active)] => Some((id.to_string(), *active == 1)),
                _ => None,
            })
            .collect())
    }

    /// A subscription that is not given up, with its version.
    ///
    /// # Errors
    /// [`AppError::Refused`] when there is none; the store's failure.
    pub async fn webhook(&self, town: &TownId, id: &str) -> Result<(Webhook, u64), AppError> {
        let found = self.state_of::<Webhook>(town, id).await?;
        found.filter(|(state, _)| !state.removed).ok_or_else(|| {
            AppError::Refused(liandong_domain::webhook::WebhookRejection::NoSuch.into())
        })
    }

    /// Deliveries of a subscription that have not arrived, in the log's order after a position.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn deliveries(
        &self,
        town: &TownId,
        id: &str,
        state: DeliveryState,
        after: Option<u64>,
        limit: u64,
    ) -> Result<Vec<Letter>, AppError> {
        letters::letters(self, town, id, state, after, limit).await
    }

    /// How the deliveries of a subscription stand.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn webhook_standing(&self, town: &TownId, id: &str) -> Result<Standing, AppError> {
        let head = self.position(town).await?;
        let cursor = letters::cursor(self, town, id).await?;
        let count = async |state| -> Result<u64, AppError> {
            let all = letters::letters(self, town, id, state, None, COUNTED).await?;
            Ok(all.len() as u64)
        };
        Ok(Standing {
            backlog: cursor.map_or(0, |cursor| head.saturating_sub(cursor)),
            waiting: count(DeliveryState::Waiting).await?,
            dead: count(DeliveryState::Dead).await?,
        })
    }

    /// How the deliveries of a town stand; subscriptions that rest have no backlog.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn webhooks_standing(&self, town: &TownId) -> Result<Standing, AppError> {
        let mut sum = Standing::default();
        for (id, active) in self.webhook_rows(town).await? {
            let one = self.webhook_standing(town, &id).await?;
            sum.backlog = sum.backlog.max(if active { one.backlog } else { 0 });
            sum.waiting += one.waiting;
            sum.dead += one.dead;
        }
        Ok(sum)
    }

    /// The secret of a subscription, opened.
    pub(super) async fn webhook_secret(
        &self,
        town: &TownId,
        id: &str,
    ) -> Result<Option<String>, AppError> {
        let Some(sealed) = self.store().secret(town, letters::SECRET, id).await? else {
            return Ok(None);
        };
        let plain = self.vault().open_bytes(&secret_name(town, id), &sealed)?;
        String::from_utf8(plain)
            .map(Some)
            .map_err(|error| AppError::Internal(error.to_string()))
    }

    /// Makes a secret and keeps it sealed; one that is there stays, unless it is to be replaced.
    async fn keep_webhook_secret(
        &self,
        town: &TownId,
        id: &str,
        replace: bool,
    ) -> Result<(), AppError> {
        let mut random = [0_u8; 32];
        self.entropy()
            .fill(&mut random)
            .map_err(AppError::Internal)?;
        let secret = format!("whsec_{}", hex::encode(random));
        let sealed =
            self.vault()
                .seal_bytes(self.entropy(), &secret_name(town, id), secret.as_bytes())?;
        if replace {
            let value = Secret {
                kind: letters::SECRET,
                id: id.into(),
                value: sealed,
            };
            self.store().put_secrets(town, vec![value]).await?;
        } else {
            self.store()
                .swap_secret(town, letters::SECRET, id, None, Some(sealed))
                .await?;
        }
        Ok(())
    }

    async fn forget_webhook(&self, town: &TownId, id: &str) -> Result<(), AppError> {
        let store = self.store();
        store.destroy_secret(town, letters::SECRET, id).await?;
        if let Some(cursor) = store.secret(town, letters::CURSOR, id).await? {
            store
                .swap_secret(town, letters::CURSOR, id, Some(&cursor), None)
                .await?;
        }
        for state in [DeliveryState::Waiting, DeliveryState::Dead] {
            for letter in letters::letters(self, town, id, state, None, u64::MAX).await? {
                letters::take(self, town, id, state, &letter).await?;
            }
        }
        Ok(())
    }
}

/// What a subscription's secret is bound to.
pub(crate) fn secret_name(town: &TownId, id: &str) -> String {
    format!("{town}/webhook/{id}")
}

/// The identifier that a subscription has by its key: sent twice, it is the same.
fn id_of(town: &TownId, key: &CommandKey) -> String {
    let mut sm3 = Sm3::new();
    sm3.update(town.as_str());
    sm3.update([0]);
    sm3.update(key.as_str());
    format!("wh{}", hex::encode(&sm3.finalize()[..6]))
}
