//! Protocols as they are shown.

use super::Named;
use liandong_domain::{
    ids::{IncidentId, ItemId},
    incident::CategoryCode,
    registry::{Protocol, Question, Registry, StepBy},
    time::Timestamp,
};
use serde::Serialize;

/// A version of a question script and handling protocol.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProtocolView {
    /// The category.
    pub category: CategoryCode,
    /// Its name.
    pub category_name: &'static str,
    /// The subcategory; none for the whole category.
    pub subcategory: Option<ItemId>,
    /// Its name.
    pub subcategory_name: Option<String>,
    /// The version.
    pub version: u32,
    /// The title.
    pub title: String,
    /// From when it is in force.
    pub valid_from: Timestamp,
    /// When it ends.
    pub valid_until: Option<Timestamp>,
    /// What to ask the caller (询问要点).
    pub questions: Vec<Question>,
    /// What to do (处置规程).
    pub steps: Vec<StepView>,
    /// What must not be done (禁止事项).
    pub never: Vec<String>,
    /// When it belongs to police after all (转公安情形).
    pub to_police_when: Vec<String>,
    /// Departments to which it is usually referred.
    pub departments: Vec<Named>,
    /// What changed with this version and why.
    pub change: Option<String>,
}

/// A step of a protocol.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StepView {
    /// Who does it.
    pub by: StepBy,
    /// That in Chinese.
    pub by_name: &'static str,
    /// What to do.
    pub text: String,
}

/// A protocol in the list: its newest version and how many there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProtocolSummaryView {
    /// How many versions there are.
    pub versions: usize,
    /// The version in force now; none when it has ended or not begun.
    pub in_force: Option<u32>,
    /// The newest version, which may come into force later.
    pub newest: ProtocolView,
}

/// The protocols of an incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IncidentProtocolView {
    /// The incident.
    pub incident: IncidentId,
    /// When it was last classified.
    pub classified_at: Option<Timestamp>,
    /// Whether the newest is another one than that of then.
    pub changed_since: bool,
    /// The version in force when it was classified.
    pub when_classified: Option<ProtocolView>,
    /// The version in force now.
    pub newest: Option<ProtocolView>,
}

const fn by_zh(by: StepBy) -> &'static str {
    match by {
        StepBy::Desk => "指挥席",
        StepBy::Crew => "联警队员",
        StepBy::Department => "职能部门",
    }
}

impl ProtocolView {
    /// A version as it is shown.
    #[must_use]
    pub fn new(protocol: &Protocol, registry: &Registry) -> Self {
        let subcategory = protocol.subcategory.as_ref();
        let department = |id| registry.department(id).map(|one| one.name.clone());
        Self {
            category: protocol.category,
            category_name: protocol.category.zh(),
            subcategory_name: subcategory
                .and_then(|id| registry.subcategory(id))
                .map(str::to_owned),
            subcategory: protocol.subcategory.clone(),
            version: protocol.version,
            title: protocol.title.clone(),
            valid_from: protocol.valid_from,
            valid_until: protocol.valid_until,
            questions: protocol.questions.clone(),
            steps: protocol
                .steps
                .iter()
                .map(|step| StepView {
                    by: step.by,
                    by_name: by_zh(step.by),
                    text: step.text.clone(),
                })
                .collect(),
            never: protocol.never.clone(),
            to_police_when: protocol.to_police_when.clone(),
            departments: protocol
                .departments
                .iter()
                .map(|id| {
                    Named::new(
                        id.as_str(),
                        department(id).unwrap_or_else(|| id.to_string()),
                    )
                })
                .collect(),
            change: protocol.change.clone(),
        }
    }
}

impl ProtocolSummaryView {
    /// The protocols that a town has, by category and subcategory.
    #[must_use]
    pub fn all(registry: &Registry, now: Timestamp) -> Vec<Self> {
        registry
            .protocols()
            .filter_map(|(category, subcategory, versions)| {
                let in_force = registry
                    .protocol_at(category, subcategory, now)
                    // A subcategory without one of its own is under its category's.
                    .filter(|one| one.subcategory.as_ref() == subcategory);
                Some(Self {
                    versions: versions.len(),
                    in_force: in_force.map(|one| one.version),
                    newest: ProtocolView::new(versions.last()?, registry),
                })
            })
            .collect()
    }
}
