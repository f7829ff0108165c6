//! The read models (读模型): which tables there are and how events fill them.

mod aid;
mod alert;
mod all;
mod incident;
mod kept;
mod projector;

pub use aid::{SAFETY, STANDBY};
pub use alert::{ALERT, incident_rows};
pub(crate) use alert::{alert_id, list as alert_list};
pub use all::{TABLES, projector};
pub use incident::{INCIDENT, fact_columns, fact_from, incident_row};
pub use kept::KeptProjector;
pub use projector::IncidentProjector;
pub(crate) use projector::read_event;
