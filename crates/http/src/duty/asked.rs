//! Query strings that several lists share.

use serde::Deserialize;
use utoipa::IntoParams;

use liandong_domain::time::Day;

/// A period, both days included.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Days {
    /// First day, as `2024-01-01`.
    #[param(value_type = String, format = Date)]
    pub(crate) from: Day,
    /// Last day; 92 days at the most.
    #[param(value_type = String, format = Date)]
    pub(crate) to: Day,
}

/// A day.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct On {
    /// The day, as `2024-01-01`; today, when left out.
    #[param(value_type = Option<String>, format = Date)]
    pub(crate) on: Option<Day>,
}
