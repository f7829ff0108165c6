//! The read models (读模型): which tables there are and how events fill them.

mod all;
mod incident;
mod kept;
mod projector;

pub use all::{TABLES, projector};
pub use incident::{INCIDENT, fact_columns, fact_from, incident_row};
pub use kept::KeptProjector;
pub use projector::IncidentProjector;
pub(crate) use projector::read_event;
