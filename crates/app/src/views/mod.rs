//! The read models (读模型): which tables there are and how events fill them.

mod all;
mod case;
mod columns;
mod incident;
mod kept;
mod projector;

pub use all::{TABLES, projector};
pub use case::{
    ATTACHMENT, EXTERNAL_NUMBER, FOLLOW_UP, FOLLOW_UP_STATES, MEMBER_SCORE, REFERRAL, concerned,
    incident_rows, referral_id, referral_state,
};
pub use incident::{INCIDENT, fact_columns, fact_from, incident_row};
pub use kept::KeptProjector;
pub use projector::IncidentProjector;
pub(crate) use projector::read_event;
