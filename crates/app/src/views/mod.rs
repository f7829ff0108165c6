//! The read models (读模型): which tables there are and how events fill them.

mod aid;
mod alert;
mod all;
mod incident;
mod kept;
mod projector;
mod rows;

pub use aid::{SAFETY, STANDBY};
pub use alert::ALERT;
pub(crate) use alert::{alert_id, list as alert_list};
pub use all::{TABLES, projector};
pub use incident::{INCIDENT, INCIDENT_UNIT, fact_columns, fact_from, incident_row, unit_rows};
pub use kept::KeptProjector;
pub use projector::IncidentProjector;
pub(crate) use projector::read_event;
pub use rows::incident_rows;
