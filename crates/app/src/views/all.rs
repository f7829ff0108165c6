//! Every read model of the product, in one place.

use super::{
    ALERT, ATTACHMENT, BREACH, EXTERNAL_NUMBER, FOLLOW_UP, INCIDENT, INCIDENT_UNIT,
    IncidentProjector, KeptProjector, MEMBER_SCORE, REFERRAL, SAFETY, STANDBY, UNIT_CLAIM,
};
use crate::{
    assess::{ASSESSMENT, TRAINING, TRAINING_RESULT, VENDOR_ASSESSMENT},
    duty::{ATTENDANCE, DUTY_CHANGE, DUTY_REQUEST, UNIT_BOOK},
    filings::FILING,
    people::{CALLER_SEAL, ERASURE, PERSON, REVEAL},
    planning::STUDY,
    reports::REPORT,
    webhooks::WEBHOOK,
};
use liandong_domain::{
    assessment::{monthly::Monthly, vendor::VendorMonth},
    duty::{DutyRequest, Sheet, UnitBook},
    ids::TownId,
    people::{Erasure, Person, Retention},
    performance::filing::Filing,
    planning::Study,
    reports::Publication,
    safety::Sos,
    standby::Standby,
    training::Session,
    webhook::Webhook,
};
use liandong_store::{Projector, RowChange, StoredEvent, Table};

/// Every table; an adapter is opened with these.
pub const TABLES: &[&Table] = &[
    &INCIDENT,
    &EXTERNAL_NUMBER,
    &REFERRAL,
    &BREACH,
    &FOLLOW_UP,
    &MEMBER_SCORE,
    &ATTACHMENT,
    &CALLER_SEAL,
    &REVEAL,
    &PERSON,
    &ERASURE,
    &ASSESSMENT,
    &VENDOR_ASSESSMENT,
    &TRAINING,
    &TRAINING_RESULT,
    &INCIDENT_UNIT,
    &UNIT_CLAIM,
    &ALERT,
    &SAFETY,
    &STANDBY,
    &DUTY_REQUEST,
    &DUTY_CHANGE,
    &ATTENDANCE,
    &UNIT_BOOK,
    &WEBHOOK,
    &FILING,
    &STUDY,
    &REPORT,
];

/// A projector of all read models of a town.
#[must_use]
pub fn projector(town: &TownId) -> Box<dyn Projector> {
    Box::new(All(vec![
        Box::new(IncidentProjector::new(town.clone())),
        Box::new(KeptProjector::<Webhook>::new(town.clone())),
        Box::new(KeptProjector::<Publication>::new(town.clone())),
        Box::new(KeptProjector::<Person>::new(town.clone())),
        Box::new(KeptProjector::<Erasure>::new(town.clone())),
        Box::new(KeptProjector::<Retention>::new(town.clone())),
        Box::new(KeptProjector::<Monthly>::new(town.clone())),
        Box::new(KeptProjector::<VendorMonth>::new(town.clone())),
        Box::new(KeptProjector::<Session>::new(town.clone())),
        Box::new(KeptProjector::<Filing>::new(town.clone())),
        Box::new(KeptProjector::<Study>::new(town.clone())),
        Box::new(KeptProjector::<DutyRequest>::new(town.clone())),
        Box::new(KeptProjector::<Sheet>::new(town.clone())),
        Box::new(KeptProjector::<UnitBook>::new(town.clone())),
        Box::new(KeptProjector::<Sos>::new(town.clone())),
        Box::new(KeptProjector::<Standby>::new(town.clone())),
    ]))
}

/// Several projectors as one.
struct All(Vec<Box<dyn Projector>>);

impl Projector for All {
    fn tables(&self) -> Vec<&'static Table> {
        self.0.iter().flat_map(|one| one.tables()).collect()
    }

    fn apply(&mut self, event: &StoredEvent) -> Result<(), String> {
        self.0.iter_mut().try_for_each(|one| one.apply(event))
    }

    fn drain(&mut self, into: &mut Vec<RowChange>) {
        for one in &mut self.0 {
            one.drain(into);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{TABLES, projector};
    use liandong_domain::ids::TownId;

    #[test]
    fn a_rebuild_fills_every_table() {
        let town = TownId::new("anywhere").expect("a town");
        let mut filled: Vec<&str> = projector(&town).tables().iter().map(|t| t.name).collect();
        let mut known: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
        filled.sort_unstable();
        known.sort_unstable();
        assert_eq!(filled, known);
    }
}
