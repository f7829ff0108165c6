//! From a decision to what is written: events, the read model's row, the caller's data key.

use super::{App, Held, Order};
use crate::{
    AppError,
    book::{Book, incident_stream},
    views::{INCIDENT, incident_row},
};
use liandong_domain::{
    ids::{AccountId, IncidentId, TownId},
    incident::{
        Asked, CommandKind, Context, Decision, IncidentCommand, Intake, Phase, Sealed, decide,
        permits, receive,
    },
    roles::Role,
    time::Timestamp,
};
use liandong_store::{Actor, CommandKey, Commit, NewEvent, RowChange, envelope::Secret};
use serde::Serialize;
use sm3::{Digest, Sm3};
use std::sync::Arc;

pub(super) struct Prepared {
    pub(super) commit: Commit,
    pub(super) held: Held,
}

impl App {
    pub(super) fn prepare_intake(
        &self,
        book: &Book,
        order: &Order,
        intake: &Intake,
        number: IncidentId,
    ) -> Result<Prepared, AppError> {
        check_right(order, CommandKind::Receive)?;
        let given = intake
            .caller
            .as_ref()
            .filter(|one| one.name.is_some() || one.phone.is_some());
        let (sealed, secrets): (Option<Sealed>, Vec<Secret>) = match given {
            None => (None, Vec::new()),
            Some(caller) => {
                let (sealed, secret) = self.vault.seal(
                    self.entropy(),
                    &book.town,
                    &format!("caller-{number}"),
                    caller,
                )?;
                (Some(sealed), vec![secret])
            }
        };
        let context = Context {
            policy: book.policy()?,
            registry: &book.registry,
            unit_busy_with: None,
            merge_target: None,
        };
        let asked = Asked {
            occurred_at: order.occurred_at,
            now: self.now(),
        };
        let decision = receive(&number, intake, sealed, asked, context)?;
        prepared(
            &book.town,
            order,
            fingerprint_of_intake(order, intake),
            0,
            decision,
            secrets,
        )
    }

    /// `None` when there is nothing to write: a clock check that finds nothing due.
    pub(super) fn prepare_command(
        &self,
        book: &Book,
        order: &Order,
        held: &Held,
        command: &IncidentCommand,
        merge_target: Option<Phase>,
        unit_busy_with: Option<&IncidentId>,
    ) -> Result<Option<Prepared>, AppError> {
        check_right(order, command.kind())?;
        let context = Context {
            policy: book.policy()?,
            registry: &book.registry,
            unit_busy_with,
            merge_target,
        };
        let asked = Asked {
            occurred_at: order.occurred_at,
            now: self.now(),
        };
        let decision = decide(&held.incident, command, asked, context)?;
        if decision.events.is_empty() {
            return Ok(None);
        }
        let fingerprint = fingerprint_of(order, held.incident.number(), command);
        prepared(
            &book.town,
            order,
            fingerprint,
            held.version,
            decision,
            Vec::new(),
        )
        .map(Some)
    }
}

fn check_right(order: &Order, kind: CommandKind) -> Result<(), AppError> {
    let role = order.actor.role;
    if permits(role, kind) {
        Ok(())
    } else {
        Err(AppError::NotAllowed {
            role,
            command: kind,
        })
    }
}

fn prepared(
    town: &TownId,
    order: &Order,
    fingerprint: [u8; 32],
    expected: u64,
    decision: Decision,
    secrets: Vec<Secret>,
) -> Result<Prepared, AppError> {
    let mut events = Vec::with_capacity(decision.events.len());
    for decided in &decision.events {
        let payload = serde_json::to_string(&decided.event)
            .map_err(|error| AppError::Internal(error.to_string()))?;
        events.push(NewEvent {
            kind: decided.event.kind().into(),
            schema: 1,
            occurred_at: decided.stamp.occurred_at,
            recorded_at: decided.stamp.recorded_at,
            late: decided.stamp.late,
            payload: payload.into(),
        });
    }
    let version = expected.saturating_add(events.len() as u64);
    let incident = decision.incident;
    let commit = Commit {
        town: town.clone(),
        stream: incident_stream(incident.number()),
        expected,
        key: order.key.clone(),
        fingerprint,
        actor: order.actor.clone(),
        events,
        rows: vec![RowChange::Upsert(
            &INCIDENT,
            incident_row(town, &incident, version),
        )],
        secrets,
    };
    Ok(Prepared {
        commit,
        held: Held {
            version,
            incident: Arc::new(incident),
        },
    })
}

/// A digest of who asks for what, so that one key cannot stand for two requests.
pub(super) fn fingerprint_of(
    order: &Order,
    id: &IncidentId,
    command: &IncidentCommand,
) -> [u8; 32] {
    digest(&(
        order.actor.account.as_str(),
        order.occurred_at,
        Some(id),
        command,
    ))
}

pub(super) fn fingerprint_of_intake(order: &Order, intake: &Intake) -> [u8; 32] {
    digest(&(
        order.actor.account.as_str(),
        order.occurred_at,
        None::<&IncidentId>,
        intake,
    ))
}

fn digest(request: &impl Serialize) -> [u8; 32] {
    // The request came from JSON or from our own types: it can be written as JSON.
    Sm3::digest(serde_json::to_vec(request).unwrap_or_default()).into()
}

/// The system's own order to check an incident's clocks, under a key that names the moment.
pub(super) fn clock_order(id: &IncidentId, at: Timestamp) -> Order {
    let key = CommandKey::new(format!("clock/{id}/{}", at.0));
    Order {
        actor: system(),
        key,
        occurred_at: None,
        expected_version: None,
    }
}

/// The system as an actor.
pub(crate) fn system() -> Actor {
    static SYSTEM: std::sync::OnceLock<AccountId> = std::sync::OnceLock::new();
    #[expect(clippy::expect_used, reason = "the word is a valid identifier")]
    let account = SYSTEM.get_or_init(|| AccountId::new("system").expect("a valid identifier"));
    Actor {
        account: account.clone(),
        role: Role::System,
    }
}
