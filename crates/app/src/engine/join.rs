//! Merged calls: noted at the incident that goes on, with both their numbers.
//!
//! The merge itself is an event of the merged incident, and that is the truth. Noting it at the other
//! one is a second command under a key of its own: when the process ends between the two, the client's
//! second try of the merge does what is missing, and nothing happens twice.

use super::{App, Order, commit::system};
use crate::{AppError, book::Book};
use liandong_domain::{
    ids::{DepartmentId, IncidentId, TownId},
    incident::{Incident, IncidentCommand, JoinedCall},
    policy::Policy,
    roles::Role,
};
use liandong_store::CommandKey;

/// The kind under which keyed digests of callers' telephones are kept, by incident. Outside the log, so
/// that an erasure destroys them with the data key.
pub(crate) const CALLER_DIGEST: &str = "telephone_digest";

/// What the incident that goes on is told of a merged one.
pub(super) fn joining(merged: &Incident) -> Option<(IncidentId, IncidentCommand)> {
    let into = merged.merged_into.clone()?;
    let received = &merged.received;
    let mut calls = vec![JoinedCall {
        incident: merged.number().clone(),
        source: received.source,
        external: received.external.clone(),
        caller: received.caller.is_some(),
    }];
    calls.extend(merged.case.joined.iter().map(|one| one.call.clone()));
    Some((into, IncidentCommand::Join { calls }))
}

/// The system's order to note it: an incident is merged once.
pub(super) fn order(merged: &Incident) -> Order {
    Order {
        actor: system(),
        key: CommandKey::new(format!("join/{}", merged.number())),
        occurred_at: None,
        expected_version: None,
    }
}

/// The department that whoever gives the order is bound to.
pub(super) fn acting_for<'a>(book: &'a Book, order: &Order) -> Option<&'a DepartmentId> {
    if order.actor.role != Role::Department {
        return None;
    }
    let account = book.registry.account(&order.actor.account)?;
    account.department.as_ref()
}

impl App {
    pub(super) async fn note_at_target(
        &self,
        town: &TownId,
        merged: &Incident,
    ) -> Result<(), AppError> {
        if let Some((into, join)) = joining(merged) {
            self.command_alone(town, order(merged), &into, &join)
                .await?;
        }
        Ok(())
    }

    /// An incident's lot for the follow-up, 0 to 999: nobody without the town's key can choose a number
    /// that is taken or passed over.
    pub(super) async fn lot(
        &self,
        town: &TownId,
        policy: &Policy,
        number: &IncidentId,
    ) -> Result<u16, AppError> {
        if policy.case.sampling.is_everybody() {
            return Ok(0);
        }
        self.own_lot(town, number).await
    }

    /// The same whether or not anything is left to the lot.
    pub(crate) async fn own_lot(
        &self,
        town: &TownId,
        number: &IncidentId,
    ) -> Result<u16, AppError> {
        let parts = [number.as_str().as_bytes()];
        let digest = self.keyed_digest(town, "follow-up-lot", &parts).await?;
        let drawn = digest[..8]
            .iter()
            .fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte));
        Ok(u16::try_from(drawn % 1_000).unwrap_or(0))
    }
}
