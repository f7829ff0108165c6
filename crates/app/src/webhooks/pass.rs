//! One look at a subscription: what is due is tried, what is new is sent.

use super::{
    Courier, Parcel, Patience, Trouble, Undelivered,
    letters::{self, DeliveryState, Letter},
    payload::{delivery_id, payload},
    sign,
};
use crate::{App, AppError};
use liandong_domain::{ids::TownId, time::Timestamp, webhook::Webhook};
use liandong_store::StoredEvent;
use std::collections::BTreeSet;

/// Letters that wait at the most, before no new event is looked at: a receiver that is away for days
/// then costs no more than its cursor.
const MOST_WAITING: u64 = 100;
/// Events read at a time.
const PAGE: u64 = 200;

/// Everything that a look needs.
pub(super) struct Pass<'a> {
    pub(super) app: &'a App,
    pub(super) courier: &'a dyn Courier,
    pub(super) patience: Patience,
    pub(super) town: &'a TownId,
    pub(super) id: &'a str,
    pub(super) webhook: &'a Webhook,
}

impl Pass<'_> {
    /// Looks once. Answers when the next letter is due, where one waits.
    pub(super) async fn run(&self) -> Result<Option<Timestamp>, AppError> {
        let all = letters::letters(
            self.app,
            self.town,
            self.id,
            DeliveryState::Waiting,
            None,
            u64::MAX,
        );
        let mut waiting: Vec<Letter> = Vec::new();
        let mut blocked: BTreeSet<Box<str>> = BTreeSet::new();
        for letter in all.await? {
            if blocked.contains(&letter.stream) {
                waiting.push(letter);
                continue;
            }
            if letter.at > self.app.now() {
                blocked.insert(letter.stream.clone());
                waiting.push(letter);
                continue;
            }
            let outcome = self.try_at(letter.position).await?;
            if let Some(again) = self.settle(&letter, outcome).await? {
                blocked.insert(again.stream.clone());
                waiting.push(again);
            }
        }
        self.send_new(&mut waiting, &mut blocked).await?;
        // Of a stream only the first counts: the others wait for it.
        let mut seen = BTreeSet::new();
        let first = waiting.iter().filter(|one| seen.insert(&one.stream));
        Ok(first.map(|one| one.at).min())
    }

    async fn send_new(
        &self,
        waiting: &mut Vec<Letter>,
        blocked: &mut BTreeSet<Box<str>>,
    ) -> Result<(), AppError> {
        let Some(mut at) = letters::cursor(self.app, self.town, self.id).await? else {
            return Ok(());
        };
        loop {
            let page = self.app.log(self.town, at, PAGE).await?;
            let Some(last) = page.last().map(|last| last.position) else {
                return Ok(());
            };
            let mut unwritten = false;
            for stored in &page {
                if waiting.len() as u64 >= MOST_WAITING {
                    if unwritten {
                        self.write(None, at).await?;
                    }
                    return Ok(());
                }
                at = stored.position;
                unwritten = true;
                if !self.webhook.wants(&stored.event.kind) {
                    continue;
                }
                let letter = self.send(stored, blocked).await?;
                self.write(letter.as_ref(), at).await?;
                unwritten = false;
                if let Some((letter, DeliveryState::Waiting)) = letter {
                    blocked.insert(letter.stream.clone());
                    waiting.push(letter);
                }
            }
            if unwritten {
                self.write(None, last).await?;
            }
        }
    }

    /// Sends a new event, or puts it behind those of its stream that wait.
    async fn send(
        &self,
        stored: &StoredEvent,
        blocked: &BTreeSet<Box<str>>,
    ) -> Result<Option<(Letter, DeliveryState)>, AppError> {
        let letter = Letter {
            position: stored.position,
            stream: stored.stream.as_str().into(),
            kind: stored.event.kind.clone(),
            attempts: 0,
            at: self.app.now(),
            trouble: None,
            status: None,
        };
        if blocked.contains(&letter.stream) {
            return Ok(Some((letter, DeliveryState::Waiting)));
        }
        match self.attempt(stored).await? {
            Ok(()) => Ok(None),
            Err(undelivered) => self.after(&letter, undelivered).map(Some),
        }
    }

    /// The cursor with what came of the event under it, in one transaction.
    async fn write(
        &self,
        letter: Option<&(Letter, DeliveryState)>,
        position: u64,
    ) -> Result<(), AppError> {
        let mut values = vec![letters::cursor_value(self.id, position)?];
        if let Some((letter, state)) = letter {
            values.push(letters::value(self.id, *state, letter)?);
        }
        Ok(self.app.store().put_secrets(self.town, values).await?)
    }

    /// Writes down what came of a waiting letter; gives it back when it goes on waiting.
    async fn settle(
        &self,
        letter: &Letter,
        outcome: Result<(), Undelivered>,
    ) -> Result<Option<Letter>, AppError> {
        let waiting = DeliveryState::Waiting;
        let Err(undelivered) = outcome else {
            letters::take(self.app, self.town, self.id, waiting, letter).await?;
            return Ok(None);
        };
        let (after, state) = self.after(letter, undelivered)?;
        // Written first: a letter may be in both places for a moment, never in none.
        let value = letters::value(self.id, state, &after)?;
        self.app.store().put_secrets(self.town, vec![value]).await?;
        if state == waiting {
            return Ok(Some(after));
        }
        letters::take(self.app, self.town, self.id, waiting, letter).await?;
        Ok(None)
    }

    /// The letter after one more attempt in vain.
    fn after(
        &self,
        letter: &Letter,
        undelivered: Undelivered,
    ) -> Result<(Letter, DeliveryState), AppError> {
        let attempts = letter.attempts.saturating_add(1);
        let dead = attempts >= self.patience.attempts;
        let mut chance = [0_u8; 8];
        let drawn = self.app.entropy().fill(&mut chance);
        drawn.map_err(AppError::Internal)?;
        let wait = self.patience.wait(attempts, u64::from_le_bytes(chance));
        let now = self.app.now();
        let after = Letter {
            attempts,
            at: if dead { now } else { now.plus(wait) },
            trouble: Some(undelivered.trouble),
            status: undelivered.status,
            ..letter.clone()
        };
        if dead {
            tracing::warn!(
                town = %self.town,
                webhook = self.id,
                position = letter.position,
                trouble = ?undelivered.trouble,
                "a delivery is given up"
            );
            return Ok((after, DeliveryState::Dead));
        }
        Ok((after, DeliveryState::Waiting))
    }

    async fn try_at(&self, position: u64) -> Result<Result<(), Undelivered>, AppError> {
        let before = position.saturating_sub(1);
        match self.app.log(self.town, before, 1).await?.first() {
            Some(stored) if stored.position == position => self.attempt(stored).await,
            _ => Ok(Err(ours())),
        }
    }

    async fn attempt(&self, stored: &StoredEvent) -> Result<Result<(), Undelivered>, AppError> {
        let Some(secret) = self.app.webhook_secret(self.town, self.id).await? else {
            return Ok(Err(ours()));
        };
        let told = payload(self.app, self.id, stored).await?;
        let body =
            serde_json::to_vec(&told).map_err(|error| AppError::Internal(error.to_string()))?;
        let signature = sign(secret.as_bytes(), self.app.now().0, &body);
        let parcel = Parcel {
            url: self.webhook.url.to_string(),
            headers: vec![
                ("Liandong-Delivery", delivery_id(self.id, stored.position)),
                ("Liandong-Event", stored.event.kind.to_string()),
                ("Liandong-Signature", signature.to_string()),
            ],
            body,
        };
        Ok(self.courier.carry(parcel).await)
    }
}

const fn ours() -> Undelivered {
    Undelivered {
        trouble: Trouble::Ours,
        status: None,
    }
}
