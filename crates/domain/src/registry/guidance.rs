//! Guidance (指引): what helps people at the desk and on the road to do right by a call — the
//! keyword rules, which station has which area at which hour, question scripts (询问要点) and
//! handling protocols (处置规程).

use super::{Registry, RegistryRejection};
use crate::{
    ids::{AreaId, DepartmentId, ItemId, StationId},
    incident::CategoryCode,
    policy::Window,
    screen,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How long one text of a protocol may be, in characters.
const MOST_CHARACTERS: usize = 500;
/// How many entries one list may have.
const MOST_ENTRIES: usize = 50;
/// How many keyword rules a town may have.
const MOST_RULES: usize = 500;
/// How much a keyword rule may weigh.
const MOST_WEIGHT: u32 = 100;

/// A record of guidance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Guidance {
    /// All keyword rules anew.
    Keywords(Vec<KeywordRule>),
    /// Which station has which area when, all anew.
    StationHours(Vec<StationHours>),
    /// A version of a protocol.
    Protocol(Box<Protocol>),
}

/// Words that point to a category (关键词规则).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct KeywordRule {
    /// The words; each counts by itself.
    pub words: Vec<String>,
    /// What they point to.
    pub category: CategoryCode,
    /// The town's subcategory, where the words are that clear.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subcategory: Option<ItemId>,
    /// How much each word counts, from 1 to 100.
    pub weight: u32,
}

/// When a station has an area beside, or in place of, the one that the area belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StationHours {
    /// The station.
    pub station: StationId,
    /// The areas that it has in these hours.
    pub areas: Vec<AreaId>,
    /// The hours, by the town's local day.
    pub windows: Vec<Window>,
}

/// A question script and handling protocol of a category or a subcategory, one version of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Protocol {
    /// The category.
    pub category: CategoryCode,
    /// The subcategory; the whole category when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subcategory: Option<ItemId>,
    /// From 1, growing by one with each change.
    pub version: u32,
    /// Its title.
    pub title: String,
    /// The moment from which it is in force.
    pub valid_from: Timestamp,
    /// The moment at which it ends, where it has one: a rule for a season, or a withdrawal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Timestamp>,
    /// What to ask the caller (询问要点), in order.
    pub questions: Vec<Question>,
    /// What to do (处置规程), in order.
    pub steps: Vec<Step>,
    /// What must not be done (禁止事项).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub never: Vec<String>,
    /// When the call belongs to police after all (转公安情形).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to_police_when: Vec<String>,
    /// Departments to which it is usually referred (托底部门).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub departments: Vec<DepartmentId>,
    /// What changed with this version and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<String>,
}

/// A question to the caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// What to ask, in words that can be read out.
    pub ask: String,
    /// The answer at which to stop and call police.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub danger_if: Option<String>,
}

/// A step of a protocol.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Who does it.
    pub by: StepBy,
    /// What to do.
    pub text: String,
}

/// Who does a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StepBy {
    /// The commander (指挥长) or dispatcher at the desk.
    Desk,
    /// The crew (联警队员) on scene.
    Crew,
    /// The department (职能部门).
    Department,
}

/// The station that keeps or takes back a call, and why that one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StationBecause {
    /// The register gives it the area at this hour.
    Hours,
    /// The area belongs to it.
    Area,
    /// The place is not known: any of them may.
    Unknown,
}

/// All versions of one protocol, oldest first.
pub type Versions = Vec<Protocol>;

/// What the register holds of guidance.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Guided {
    keywords: Vec<KeywordRule>,
    hours: Vec<StationHours>,
    protocols: BTreeMap<(CategoryCode, Option<ItemId>), Versions>,
}

impl Guidance {
    /// The kind that the envelope carries.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Keywords(_) => "town.keywords_set",
            Self::StationHours(_) => "town.station_hours_set",
            Self::Protocol(_) => "town.protocol_published",
        }
    }
}

impl Guided {
    pub(super) fn enter(&mut self, guidance: Guidance) {
        match guidance {
            Guidance::Keywords(rules) => self.keywords = rules,
            Guidance::StationHours(hours) => self.hours = hours,
            Guidance::Protocol(one) => self
                .protocols
                .entry((one.category, one.subcategory.clone()))
                .or_default()
                .push(*one),
        }
    }
}

/// Whether the register already says so; a rejection when the record makes no sense.
pub(super) fn known(registry: &Registry, guidance: &Guidance) -> Result<bool, RegistryRejection> {
    match guidance {
        Guidance::Keywords(rules) => {
            keywords(registry, rules)?;
            Ok(registry.guided.keywords == *rules)
        }
        Guidance::StationHours(hours) => {
            station_hours(registry, hours)?;
            Ok(registry.guided.hours == *hours)
        }
        Guidance::Protocol(protocol) => {
            let key = (protocol.category, protocol.subcategory.clone());
            let versions = registry.guided.protocols.get(&key);
            let versions = versions.map(Vec::as_slice).unwrap_or_default();
            if versions.contains(protocol) {
                return Ok(true);
            }
            sense(registry, protocol)?;
            let current = versions.last().map_or(0, |one| one.version);
            if protocol.version != current.saturating_add(1) {
                return Err(RegistryRejection::ProtocolVersion {
                    current,
                    given: protocol.version,
                });
            }
            if versions
                .last()
                .is_some_and(|one| protocol.valid_from < one.valid_from)
            {
                return bad(
                    "valid_from",
                    "a version is not in force before the last one",
                );
            }
            Ok(false)
        }
    }
}

fn bad<T>(field: &'static str, problem: &'static str) -> Result<T, RegistryRejection> {
    Err(RegistryRejection::Bad { field, problem })
}

fn unknown<T>(
    field: &'static str,
    what: &'static str,
    id: &dyn ToString,
) -> Result<T, RegistryRejection> {
    Err(RegistryRejection::Unknown {
        field,
        what,
        id: id.to_string(),
    })
}

fn keywords(registry: &Registry, rules: &[KeywordRule]) -> Result<(), RegistryRejection> {
    if rules.len() > MOST_RULES {
        return bad("keywords", "too many entries");
    }
    for rule in rules {
        if rule.words.is_empty() || !rule.words.iter().all(|word| screen::says_something(word)) {
            return bad("words", "every word must hold a character");
        }
        if rule.words.len() > MOST_RULES {
            return bad("words", "too many entries");
        }
        if !(1..=MOST_WEIGHT).contains(&rule.weight) {
            return bad("weight", "a weight is 1 to 100");
        }
        under(registry, rule.category, rule.subcategory.as_ref())?;
    }
    Ok(())
}

fn under(
    registry: &Registry,
    category: CategoryCode,
    subcategory: Option<&ItemId>,
) -> Result<(), RegistryRejection> {
    match subcategory {
        Some(id) if !registry.has_subcategory(category, id) => {
            unknown("subcategory", "subcategory", id)
        }
        _ => Ok(()),
    }
}

fn station_hours(registry: &Registry, hours: &[StationHours]) -> Result<(), RegistryRejection> {
    for one in hours {
        if registry.station(&one.station).is_none() {
            return unknown("station", "station", &one.station);
        }
        if let Some(area) = one.areas.iter().find(|id| registry.area(id).is_none()) {
            return unknown("areas", "area", area);
        }
        if one.areas.is_empty() || one.windows.is_empty() {
            return bad(
                "windows",
                "an entry names an area and a window at the least",
            );
        }
        if !one.windows.iter().all(Window::is_within_a_day) {
            return bad(
                "windows",
                "a window lies within one day and ends after it begins",
            );
        }
    }
    Ok(())
}

fn sense(registry: &Registry, protocol: &Protocol) -> Result<(), RegistryRejection> {
    under(registry, protocol.category, protocol.subcategory.as_ref())?;
    for id in &protocol.departments {
        if registry.department(id).is_none() {
            return unknown("departments", "department", id);
        }
    }
    if protocol
        .valid_until
        .is_some_and(|until| until <= protocol.valid_from)
    {
        return bad("valid_until", "ends before it begins");
    }
    if protocol.questions.is_empty() || protocol.steps.is_empty() {
        return bad("steps", "a protocol has a question and a step at the least");
    }
    let lists = [
        protocol.questions.len(),
        protocol.steps.len(),
        protocol.never.len(),
        protocol.to_police_when.len(),
        protocol.departments.len(),
    ];
    if lists.iter().any(|length| *length > MOST_ENTRIES) {
        return bad("steps", "too many entries");
    }
    let fits = |text: &str| !text.trim().is_empty() && text.chars().count() <= MOST_CHARACTERS;
    let asked = protocol
        .questions
        .iter()
        .flat_map(|one| std::iter::once(one.ask.as_str()).chain(one.danger_if.as_deref()));
    let done = protocol.steps.iter().map(|one| one.text.as_str());
    let told = protocol.never.iter().chain(&protocol.to_police_when);
    let about = std::iter::once(protocol.title.as_str()).chain(protocol.change.as_deref());
    let mut all = asked
        .chain(done)
        .chain(told.map(String::as_str))
        .chain(about);
    if all.all(fits) {
        Ok(())
    } else {
        bad("text", "a text has 1 to 500 characters")
    }
}

impl Registry {
    /// The keyword rules.
    #[must_use]
    pub fn keywords(&self) -> &[KeywordRule] {
        &self.guided.keywords
    }

    /// Which station has which area when, beside where the areas belong.
    #[must_use]
    pub fn station_hours(&self) -> &[StationHours] {
        &self.guided.hours
    }

    /// The stations to which a call goes back that comes from an area at a moment, the nearest to
    /// its duty first, and why. Never empty while the town has a station.
    #[must_use]
    pub fn stations_for(
        &self,
        area: Option<&AreaId>,
        at: Timestamp,
    ) -> (Vec<StationId>, StationBecause) {
        let Some(area) = area.and_then(|id| self.area(id)) else {
            let all = self.stations().map(|one| one.id.clone()).collect();
            return (all, StationBecause::Unknown);
        };
        let offset = self.utc_offset();
        let mut on_duty: Vec<StationId> = Vec::new();
        for one in &self.guided.hours {
            let now = one.windows.iter().any(|window| window.holds(at, offset));
            if now && one.areas.contains(&area.id) && !on_duty.contains(&one.station) {
                on_duty.push(one.station.clone());
            }
        }
        if on_duty.is_empty() {
            (vec![area.station.clone()], StationBecause::Area)
        } else {
            (on_duty, StationBecause::Hours)
        }
    }

    /// All protocols with all their versions, by category and subcategory.
    pub fn protocols(&self) -> impl Iterator<Item = (CategoryCode, Option<&ItemId>, &[Protocol])> {
        let protocols = self.guided.protocols.iter();
        protocols.map(|((category, sub), all)| (*category, sub.as_ref(), all.as_slice()))
    }

    /// All versions of a protocol, oldest first; none when there is none.
    #[must_use]
    pub fn protocol_versions(
        &self,
        category: CategoryCode,
        subcategory: Option<&ItemId>,
    ) -> &[Protocol] {
        let key = (category, subcategory.cloned());
        let versions = self.guided.protocols.get(&key);
        versions.map(Vec::as_slice).unwrap_or_default()
    }

    /// The protocol in force at a moment: the subcategory's, or else the category's.
    #[must_use]
    pub fn protocol_at(
        &self,
        category: CategoryCode,
        subcategory: Option<&ItemId>,
        at: Timestamp,
    ) -> Option<&Protocol> {
        let newest = |subcategory: Option<&ItemId>| {
            let begun = self.protocol_versions(category, subcategory).iter().rev();
            // A version that ends leaves nothing in force: an older one was replaced by it.
            let last = begun.into_iter().find(|one| one.valid_from <= at)?;
            last.valid_until
                .is_none_or(|until| at < until)
                .then_some(last)
        };
        subcategory
            .and_then(|id| newest(Some(id)))
            .or_else(|| newest(None))
    }
}
