//! What another policy would have meant.

use liandong_domain::{policy::Effect, time::Day};
use serde::Serialize;

/// What another policy would have meant for the town's last incidents (规则影响预览).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = PolicyEffect))]
pub struct PolicyEffectView {
    /// The first day of the incidents that were looked at.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// The version of the policy in force.
    pub in_force: u32,
    /// The comparison: `now` is the policy in force, `then` the other one.
    #[serde(flatten)]
    pub effect: Effect,
}
