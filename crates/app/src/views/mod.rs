//! The read models (读模型): which tables there are and how events fill them.

mod aid;
mod alert;
mod all;
mod breach;
mod case;
mod claims;
mod columns;
mod incident;
mod kept;
mod projector;
mod rows;

pub use aid::{SAFETY, STANDBY};
pub use alert::ALERT;
pub(crate) use alert::{alert_id, list as alert_list};
pub use all::{TABLES, projector};
pub use breach::BREACH;
pub use case::{
    ATTACHMENT, EXTERNAL_NUMBER, FOLLOW_UP, FOLLOW_UP_STATES, MEMBER_SCORE, REFERRAL, concerned,
    referral_id, referral_state,
};
pub use claims::{UNIT_CLAIM, claim_changes};
pub use incident::{
    INCIDENT, INCIDENT_UNIT, fact_columns, fact_from, incident_row, place_key, unit_rows,
};
pub use kept::KeptProjector;
pub use projector::IncidentProjector;
pub(crate) use projector::read_event;
pub use rows::incident_rows;
