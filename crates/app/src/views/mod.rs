//! The read models (读模型): which tables there are and how events fill them.

mod incident;
mod projector;

pub use incident::{INCIDENT, fact_columns, fact_from, incident_row};
pub use projector::IncidentProjector;
pub(crate) use projector::read_event;

use liandong_store::Table;

/// Every read model of the product; an adapter is opened with these.
pub const TABLES: &[&Table] = &[&INCIDENT];
