//! Guidance that a town keeps: protocols with their versions, keyword rules, stations' hours.

use crate::{
    App, AppError, Order,
    access::Visitor,
    register::Registered,
    view::{IncidentProtocolView, ProtocolView},
    views::read_event,
};
use liandong_domain::{
    ids::IncidentId,
    incident::IncidentEvent,
    refusal::{Because, Refusal},
    registry::{Guidance, Protocol, RegistryEvent},
    rights::Right,
    time::Timestamp,
};

/// How far before its entry a protocol's version may come into force, in seconds: what was in
/// force when a call was classified must not change afterwards. Minutes are for clocks that differ
/// and for a form that was open for a while.
const GRACE_SECONDS: i64 = 600;

impl App {
    /// Enters guidance into the register.
    ///
    /// # Errors
    /// [`AppError::NoRight`], what the register refuses, and the store's failure.
    pub async fn guide(
        &self,
        visitor: &Visitor,
        order: &Order,
        guidance: Guidance,
    ) -> Result<Registered, AppError> {
        visitor.require(Right::ManageTown)?;
        if let Guidance::Protocol(protocol) = &guidance {
            let again = self.store().receipt(&visitor.town, &order.key).await?;
            let early = protocol.valid_from < self.now().plus(-GRACE_SECONDS);
            if early && again.is_none() {
                return Err(AppError::Refused(in_force_too_early()));
            }
        }
        let records = [RegistryEvent::Guided(guidance)];
        self.register(&visitor.town, order, &records).await
    }

    /// The protocols of an incident: the one in force when it was last classified, and the newest.
    /// Before a classification there is none.
    ///
    /// # Errors
    /// [`AppError::NoRight`], [`AppError::NoSuchIncident`], or the store's failure.
    pub async fn protocol_for(
        &self,
        visitor: &Visitor,
        id: &IncidentId,
    ) -> Result<IncidentProtocolView, AppError> {
        visitor.require(Right::ReadIncidents)?;
        let (incident, _) = self.incident(&visitor.town, id).await?;
        let mut classified_at: Option<Timestamp> = None;
        for stored in self.history(&visitor.town, id).await? {
            let (event, stamp) = read_event(&stored).map_err(AppError::Internal)?;
            if matches!(event, IncidentEvent::Classified { .. }) {
                classified_at = Some(stamp.occurred_at);
            }
        }
        let book = self.book(&visitor.town).await?;
        let at = |at: Timestamp| -> Option<&Protocol> {
            let category = incident.category?;
            let subcategory = incident.subcategory.as_ref();
            book.registry.protocol_at(category, subcategory, at)
        };
        let then = classified_at.and_then(at);
        let newest = at(self.now());
        let view = |one: &Protocol| ProtocolView::new(one, &book.registry);
        Ok(IncidentProtocolView {
            incident: id.clone(),
            classified_at,
            changed_since: then != newest,
            when_classified: then.map(view),
            newest: newest.map(view),
        })
    }
}

fn in_force_too_early() -> Refusal {
    Refusal::new(
        "protocol_in_the_past",
        Because::Invalid,
        "生效时刻不能早于现在：警情当时适用的规程不能事后改变",
        "a version cannot come into force in the past: what held when a call was classified stays",
    )
    .about("valid_from")
}
