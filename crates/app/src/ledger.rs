//! Records of a project by people, under an idempotency key.

use crate::{App, AppError, Order, book::project_stream, setup::REGISTER_GRACE_SECONDS};
use liandong_domain::{
    ids::{ProjectId, TownId},
    performance::{account, project::ProjectRecord},
};
use liandong_store::{Commit, NewEvent, StoreError};
use sm3::{Digest, Sm3};

/// How often a decision is taken anew when somebody else writes to the project at the same moment.
const TRIES: usize = 8;

impl App {
    /// Records something of a project: all of it or nothing. What the project says already is left
    /// out; when that is all, nothing is written. The caller has checked who may do it.
    ///
    /// # Errors
    /// [`AppError::NoSuchProject`], [`AppError::Project`] when the project refuses a record,
    /// [`AppError::KeyReused`], or the store's failure.
    pub async fn record_project(
        &self,
        town: &TownId,
        order: &Order,
        project: &ProjectId,
        records: &[ProjectRecord],
    ) -> Result<(), AppError> {
        for _ in 0..TRIES {
            match self.try_record(town, order, project, records).await {
                Err(AppError::Store(StoreError::Conflict { .. })) => {}
                other => return other,
            }
        }
        Err(AppError::Contended)
    }

    async fn try_record(
        &self,
        town: &TownId,
        order: &Order,
        project: &ProjectId,
        records: &[ProjectRecord],
    ) -> Result<(), AppError> {
        let book = self.book(town).await?;
        // One that was opened a moment ago has no description yet; its first record brings it.
        let found = book.projects.get(project);
        let (version, mut state) = found
            .cloned()
            .ok_or_else(|| AppError::NoSuchProject(project.clone()))?;
        let (now, offset) = (self.now(), book.registry.utc_offset());
        let mut events = Vec::new();
        for record in records {
            let Some(record) = account::decide(state.as_ref(), record.clone())? else {
                continue;
            };
            let day = record.day().map(|day| offset.start_of(day));
            let occurred_at = order.occurred_at.or(day).unwrap_or(now).min(now);
            let late = now.since(occurred_at) > REGISTER_GRACE_SECONDS;
            let payload = serde_json::to_string(&record)
                .map_err(|error| AppError::Internal(error.to_string()))?;
            events.push(NewEvent {
                kind: record.kind().into(),
                schema: 1,
                occurred_at,
                recorded_at: now,
                late,
                payload: payload.into(),
            });
            state = account::evolve(town, state, record, late);
        }
        if events.is_empty() {
            return Ok(());
        }
        let request = (order.actor.account.as_str(), project, records);
        let commit = Commit {
            town: town.clone(),
            stream: project_stream(project),
            expected: version,
            key: order.key.clone(),
            // The records came from JSON or from our own types: they can be written as JSON.
            fingerprint: Sm3::digest(serde_json::to_vec(&request).unwrap_or_default()).into(),
            actor: order.actor.clone(),
            events,
            rows: Vec::new(),
            secrets: Vec::new(),
        };
        let turn = self.turn_to_write().await;
        let outcome = self.store().commit(vec![commit]).await.pop();
        // Also after a conflict: the book at hand is an old one then.
        self.forget_book(&turn, town);
        drop(turn);
        outcome.ok_or_else(|| AppError::Internal("the store gave no answer".into()))??;
        Ok(())
    }
}
