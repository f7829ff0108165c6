//! From a decision to what is written: events, the read model's row, the caller's data key.

use super::{App, Held, Order, join};
use crate::{
    AppError,
    book::{Book, incident_stream},
    duty::DutyFacts,
    people::{SealedCaller, reveal_row},
    views::{claim_changes, incident_rows},
};
use liandong_domain::{
    ids::{AccountId, IncidentId, TownId},
    incident::{
        Asked, CommandKind, Context, Decision, IncidentCommand, Intake, Phase, decide, permits,
        receive,
    },
    roles::Role,
    time::Timestamp,
};
use liandong_store::{Actor, CommandKey, Commit, NewEvent, envelope::Secret};
use serde::Serialize;
use sm3::{Digest, Sm3};
use std::sync::Arc;

/// What other incidents have to do with a command.
#[derive(Debug, Clone, Copy)]
pub(super) struct Elsewhere<'a> {
    /// Where the incident stands that this one is to be merged into.
    pub(super) merge_target: Option<Phase>,
    /// The incident that the car asked for is bound to.
    pub(super) unit_busy_with: Option<&'a IncidentId>,
    /// The incident's lot for the follow-up.
    pub(super) lot: u16,
}

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
        caller: &Option<SealedCaller>,
    ) -> Result<Prepared, AppError> {
        check_right(order, CommandKind::Receive)?;
        let sealed = caller.as_ref().map(|one| one.sealed.clone());
        let mut secrets = Vec::new();
        if let Some(caller) = caller {
            secrets.clone_from(&caller.secrets);
            secrets.extend(caller.telephone.map(|digest| Secret {
                kind: super::CALLER_DIGEST,
                id: number.as_str().into(),
                value: digest.to_vec(),
            }));
        }
        let asked = Asked {
            occurred_at: order.occurred_at,
            now: self.now(),
        };
        let located = match intake.place {
            Some(_) => None,
            None => {
                let at = asked.occurred_at.unwrap_or(asked.now);
                let day = book.registry.utc_offset().day(at);
                let (address, said) = (&intake.address, &intake.text);
                let found = book.gazetteer().look_up(&book.registry, day, address, said);
                found.settled.ok()
            }
        };
        let context = Context {
            located: located.as_ref(),
            ..Context::new(book.policy()?, &book.registry)
        };
        let decision = receive(&number, intake, sealed, asked, context)?;
        prepared(
            &book.town,
            order,
            fingerprint_of_intake(order, intake),
            None,
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
        elsewhere: Elsewhere<'_>,
        duty: &DutyFacts,
    ) -> Result<Option<Prepared>, AppError> {
        check_right(order, command.kind())?;
        let now = self.now();
        let nearest_crews = self.crews_to_tell(book, &held.incident, command, &duty.serving, now);
        let policy = book.policy()?;
        let context = Context {
            unit_busy_with: elsewhere.unit_busy_with,
            acting_for: join::acting_for(book, order),
            lot: elsewhere.lot,
            other_free_cars: self.other_free_cars(book, order, command, &duty.serving, now),
            nearest_crews: &nearest_crews,
            merge_target: elsewhere.merge_target,
            changes: &duty.changes,
            unit_out: duty.unit_out,
            ..Context::new(policy, &book.registry)
        };
        let asked = match (command, order.occurred_at) {
            // Only the system checks clocks, and says when they were due.
            (IncidentCommand::CheckClocks, Some(due)) => Asked {
                occurred_at: None,
                now: now.max(due),
            },
            (_, occurred_at) => Asked { occurred_at, now },
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
            Some(held),
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
    before: Option<&Held>,
    decision: Decision,
    secrets: Vec<Secret>,
) -> Result<Prepared, AppError> {
    let expected = before.map_or(0, |held| held.version);
    let mut rows = Vec::new();
    let mut events = Vec::with_capacity(decision.events.len());
    for (decided, version) in decision.events.iter().zip(expected.saturating_add(1)..) {
        let number = decision.incident.number();
        rows.extend(reveal_row(
            town,
            number,
            version,
            &order.actor,
            &decided.event,
            decided.stamp,
        ));
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
    let before = before.map(|held| &*held.incident);
    rows.extend(incident_rows(town, before, &incident, version));
    rows.extend(claim_changes(town, before, &incident));
    let commit = Commit {
        town: town.clone(),
        stream: incident_stream(incident.number()),
        expected,
        key: order.key.clone(),
        fingerprint,
        actor: order.actor.clone(),
        events,
        rows,
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

/// The system's own order to check an incident's clocks, under a key that names the moment. What is
/// due though the wall clock says otherwise (it was set back) is done as at its own time.
pub(super) fn clock_order(id: &IncidentId, now: Timestamp, due: Timestamp) -> Order {
    let ahead = due > now;
    let key = if ahead {
        format!("clock/{id}/{}.{}", now.0, due.0)
    } else {
        format!("clock/{id}/{}", now.0)
    };
    Order {
        actor: system(),
        key: CommandKey::new(key),
        occurred_at: ahead.then_some(due),
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
