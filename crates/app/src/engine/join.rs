//! Merged calls: noted at the incident that goes on, with both their numbers.
//!
//! The merge itself is an event of the merged incident, and that is the truth. Noting it at the other
//! one is a second command under a key of its own: when the process ends between the two, the client's
//! second try of the merge does what is missing, and nothing happens twice.

use super::{App, Order, commit::system};
use crate::{AppError, book::Book};
use liandong_domain::{
    ids::{DepartmentId, IncidentId, TownId},
    incident::{Caller, Incident, IncidentCommand, JoinedCall},
    policy::Policy,
    roles::Role,
};
use liandong_store::{CommandKey, envelope::Secret};

/// The kind under which keyed digests of callers' telephones are kept, by incident. Outside the log, so
/// that an erasure destroys them with the data key.
pub(crate) const CALLER_DIGEST: &str = "caller_digest";

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

    /// An incident's lot for the follow-up, 0 to 999: nobody without the master key can choose a number
    /// that is taken or passed over.
    pub(super) fn lot(&self, town: &TownId, policy: &Policy, number: &IncidentId) -> u16 {
        if policy.case.sampling.is_everybody() {
            return 0;
        }
        let parts = [town.as_str().as_bytes(), number.as_str().as_bytes()];
        let digest = self.vault.keyed_digest("follow-up-lot", &parts);
        let drawn = digest[..8]
            .iter()
            .fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte));
        u16::try_from(drawn % 1_000).unwrap_or(0)
    }

    /// A keyed digest of the caller's telephone, to be written beside the incident.
    pub(crate) fn caller_digest(
        &self,
        town: &TownId,
        number: &IncidentId,
        caller: &Caller,
    ) -> Option<Secret> {
        let digits = digits(caller.phone.as_deref()?)?;
        let parts = [town.as_str().as_bytes(), digits.as_bytes()];
        Some(Secret {
            kind: CALLER_DIGEST,
            id: number.as_str().into(),
            value: self.vault.keyed_digest("telephone", &parts).to_vec(),
        })
    }
}

/// A telephone as its digits, without the country's; `None` when there are too few to mean anybody.
fn digits(phone: &str) -> Option<String> {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let digits = match digits.strip_prefix("86") {
        Some(rest) if rest.len() == 11 => rest.to_owned(),
        _ => digits,
    };
    (digits.len() >= 7).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn one_telephone_has_one_digest_however_it_is_written() {
        assert_eq!(digits("+86 138-0000-1234"), digits("13800001234"));
        assert_eq!(digits("021 6221 0000").as_deref(), Some("02162210000"));
        assert_eq!(digits("110"), None);
        assert_eq!(digits("隐藏"), None);
    }
}
