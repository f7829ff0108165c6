//! Call scripts as they are shown.

use liandong_domain::{incident::CategoryCode, registry::FollowUpScript};
use serde::Serialize;

/// What the follow-up desk says (回访话术) for a category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScriptView {
    /// Which of the five.
    pub category: CategoryCode,
    /// The category's name.
    pub category_name: &'static str,
    /// Its version.
    pub version: u32,
    /// How the call begins.
    pub opening: String,
    /// What is asked, in order.
    pub questions: Vec<String>,
    /// How the call ends.
    pub closing: String,
}

impl From<&FollowUpScript> for ScriptView {
    fn from(script: &FollowUpScript) -> Self {
        Self {
            category: script.category,
            category_name: script.category.zh(),
            version: script.version,
            opening: script.opening.clone(),
            questions: script.questions.clone(),
            closing: script.closing.clone(),
        }
    }
}
