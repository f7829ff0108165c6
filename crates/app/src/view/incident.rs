//! An incident as it is shown.

use super::{AlertView, CaseView, CheckInView, ClockView, ExtensionView, RefusalView, hazard_zh};
use crate::{book::Book, duty::LocatedView, views::referral_state};
use liandong_domain::{
    geo::Place,
    ids::{AreaId, DepartmentId, IncidentId, ItemId, MemberId, UnitId},
    incident::{
        ArrivalSource, Assignment, Caller, CategoryCode, ClockKind, CommandKind, FollowUp,
        FollowUpResult, Grade, Incident, Phase, Referral, Source, allowed,
    },
    places::AreaBy,
    policy::{Hazard, HazardFound},
    registry::Registry,
    roles::Role,
    time::Timestamp,
};
use serde::Serialize;

/// An incident (警情) as a role sees it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IncidentView {
    /// Its number.
    pub id: IncidentId,
    /// The version of its stream; give it as `expected_version`.
    pub version: u64,
    /// Where it stands.
    pub phase: Phase,
    /// The phase's name.
    pub phase_name: &'static str,
    /// Where the call came from.
    pub source: Source,
    /// The source's name.
    pub source_name: &'static str,
    /// The number that the other system gave it.
    pub external: Option<String>,
    /// When the call came.
    pub received_at: Timestamp,
    /// When that was recorded.
    pub recorded_at: Timestamp,
    /// The address as told.
    pub address: String,
    /// The place, where known.
    pub place: Option<Place>,
    /// What the caller said.
    pub text: String,
    /// The responsibility area.
    pub area: Option<AreaId>,
    /// The area's name.
    pub area_name: Option<String>,
    /// How the area is known: by the place, by the address, set by hand.
    pub area_by: Option<AreaBy>,
    /// Its name.
    pub area_by_name: Option<&'static str>,
    /// What the gazetteer made of the address, when no place was given and it was beyond doubt. Its
    /// place is a proposal.
    pub located: Option<LocatedView>,
    /// One of the five.
    pub category: Option<CategoryCode>,
    /// The category's name.
    pub category_name: Option<&'static str>,
    /// The town's subcategory.
    pub subcategory: Option<ItemId>,
    /// The subcategory's name.
    pub subcategory_name: Option<String>,
    /// Dangers found in the text.
    pub hazards: Vec<HazardView>,
    /// The caller, masked.
    pub caller: Option<CallerView>,
    /// The cars, released ones too, in order of assignment.
    pub units: Vec<UnitView>,
    /// All clocks that ever ran.
    pub clocks: Vec<ClockView>,
    /// The referrals.
    pub referrals: Vec<ReferralView>,
    /// The follow-up calls.
    pub follow_ups: Vec<FollowUpView>,
    /// What stands beside the line.
    pub case: CaseView,
    /// How often it was dispatched anew, from 1.
    pub round: u32,
    /// Entries made late (补报).
    pub late_entries: u32,
    /// Whether the commander stepped in.
    pub intervened: bool,
    /// The incident that goes on, when merged.
    pub merged_into: Option<IncidentId>,
    /// Assignments that crews refused.
    pub refusals: Vec<RefusalView>,
    /// What stands unanswered and was told to somebody.
    pub alerts: Vec<AlertView>,
    /// The commander's order in which it gets a car: 1 goes first; 0 is none.
    pub rank: u32,
    /// What the reader may do next, the main line first.
    pub next: Vec<CommandKind>,
}

/// A danger found in the call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HazardView {
    /// The danger.
    pub hazard: Hazard,
    /// Its name.
    pub hazard_name: &'static str,
    /// The town's word that it shows by.
    pub word: String,
    /// What stands in the call for it, where it is written otherwise.
    pub heard: Option<String>,
}

impl From<&HazardFound> for HazardView {
    fn from(found: &HazardFound) -> Self {
        Self {
            hazard: found.hazard,
            hazard_name: hazard_zh(found.hazard),
            word: found.word.clone(),
            heard: found.heard.clone(),
        }
    }
}

/// A caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CallerView {
    /// The name.
    pub name: Option<String>,
    /// The telephone number.
    pub phone: Option<String>,
}

impl From<Caller> for CallerView {
    fn from(caller: Caller) -> Self {
        Self {
            name: caller.name,
            phone: caller.phone,
        }
    }
}

/// A car on an incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnitView {
    /// The car.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
    /// Whether it leads; a reinforcement does not.
    pub lead: bool,
    /// The members on duty in it at that time.
    pub crew: Vec<CrewView>,
    /// Members who had begun and were relieved by the next shift (交接班).
    pub relieved: Vec<CrewView>,
    /// When it was assigned.
    pub assigned_at: Timestamp,
    /// When the crew acknowledged.
    pub acknowledged_at: Option<Timestamp>,
    /// When it arrived.
    pub arrived_at: Option<Timestamp>,
    /// How the arrival is known.
    pub how: Option<ArrivalSource>,
    /// Whether the arrival was entered late (补报).
    pub arrival_late: bool,
    /// When it was free again.
    pub released_at: Option<Timestamp>,
    /// When its position said that it had arrived, where that was proposed and not yet confirmed.
    pub arrival_proposed_at: Option<Timestamp>,
    /// The check on its crew.
    pub check_in: Option<CheckInView>,
}

/// A member of a crew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CrewView {
    /// The member.
    pub id: MemberId,
    /// The member's name.
    pub name: String,
}

/// A referral.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReferralView {
    /// Its number within the incident, from 1.
    pub referral: u32,
    /// The department.
    pub department: DepartmentId,
    /// The department's name.
    pub department_name: String,
    /// Why.
    pub reason: String,
    /// When referred.
    pub referred_at: Timestamp,
    /// When accepted.
    pub accepted_at: Option<Timestamp>,
    /// What the department did.
    pub result: Option<String>,
    /// When.
    pub disposed_at: Option<Timestamp>,
    /// Where it stands: `waiting`, `accepted`, `disposed`, `refused` or `returned`.
    pub state: &'static str,
    /// The state's name.
    pub state_name: &'static str,
    /// When its result is due.
    pub due_at: Option<Timestamp>,
    /// When it came back without a result.
    pub turned_back_at: Option<Timestamp>,
    /// Why.
    pub turned_back_reason: Option<String>,
    /// The extensions that were asked for.
    pub extensions: Vec<ExtensionView>,
}

/// A follow-up call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FollowUpView {
    /// When.
    pub at: Timestamp,
    /// `reached` or `unreachable`.
    pub result: &'static str,
    /// The grade given.
    pub grade: Option<Grade>,
    /// The grade's name.
    pub grade_name: Option<&'static str>,
    /// The complaint, in the caller's words.
    pub complaint: Option<String>,
    /// Whether it was entered late (补报).
    pub late: bool,
    /// Whether the caller graded by the link.
    pub by_link: bool,
    /// What the caller wrote with it.
    pub words: Option<String>,
}

impl IncidentView {
    /// The view of an incident at a version of its stream.
    #[must_use]
    pub fn new(
        incident: &Incident,
        version: u64,
        caller: Option<CallerView>,
        book: &Book,
        role: Role,
        now: Timestamp,
    ) -> Self {
        let (received, registry) = (&incident.received, &book.registry);
        let area_name = |id: &AreaId| registry.area(id).map(|area| area.name.clone());
        let subcategory_name = |id: &ItemId| registry.subcategory(id).map(str::to_owned);
        Self {
            id: received.number.clone(),
            version,
            phase: incident.phase,
            phase_name: incident.phase.zh(),
            source: received.source,
            source_name: received.source.zh(),
            external: received.external.as_deref().map(str::to_owned),
            received_at: incident.received_at,
            recorded_at: incident.recorded_at,
            address: received.address.to_string(),
            place: received.place,
            text: received.text.to_string(),
            area: incident.area.clone(),
            area_name: incident.area.as_ref().and_then(area_name),
            area_by: incident.area_by,
            area_by_name: incident.area_by.map(AreaBy::zh),
            located: received
                .located
                .as_ref()
                .map(|one| LocatedView::new(registry, one)),
            category: incident.category,
            category_name: incident.category.map(CategoryCode::zh),
            subcategory: incident.subcategory.clone(),
            subcategory_name: incident.subcategory.as_ref().and_then(subcategory_name),
            hazards: received.hazards.iter().map(Into::into).collect(),
            caller,
            units: incident
                .units
                .iter()
                .map(|one| UnitView::new(one, registry))
                .collect(),
            clocks: incident.clocks.iter().map(Into::into).collect(),
            referrals: incident
                .referrals
                .iter()
                .map(|one| ReferralView::new(one, incident, registry))
                .collect(),
            follow_ups: incident.follow_ups.iter().map(Into::into).collect(),
            case: CaseView::new(incident, now),
            round: incident.round,
            late_entries: incident.late_entries,
            intervened: incident.intervened,
            merged_into: incident.merged_into.clone(),
            refusals: incident.refusals.iter().map(Into::into).collect(),
            alerts: incident
                .open_alerts()
                .filter(|alert| alert.level > 0)
                .map(|alert| AlertView::of_incident(incident, alert))
                .collect(),
            rank: incident.rank,
            next: allowed(incident, role),
        }
    }
}

impl UnitView {
    fn new(one: &Assignment, registry: &Registry) -> Self {
        let name = |id: &UnitId| registry.unit(id).map(|unit| unit.name.clone());
        let member = |id: &MemberId| CrewView {
            id: id.clone(),
            name: registry
                .member(id)
                .map_or_else(|| id.to_string(), |member| member.name.clone()),
        };
        Self {
            unit: one.unit.clone(),
            name: name(&one.unit).unwrap_or_else(|| one.unit.to_string()),
            lead: one.lead,
            crew: one.crew.iter().map(member).collect(),
            relieved: one.relieved.iter().map(member).collect(),
            assigned_at: one.assigned_at,
            acknowledged_at: one.acknowledged_at,
            arrived_at: one.arrival.map(|arrival| arrival.at),
            how: one.arrival.map(|arrival| arrival.how),
            arrival_late: one.arrival.is_some_and(|arrival| arrival.late),
            released_at: one.released_at,
            arrival_proposed_at: one
                .arrival_proposed_at
                .filter(|_| one.arrival.is_none() && one.released_at.is_none()),
            check_in: one
                .check_in
                .as_ref()
                .filter(|_| one.released_at.is_none())
                .map(Into::into),
        }
    }
}

impl ReferralView {
    /// The view of an incident's referral.
    #[must_use]
    pub fn new(one: &Referral, incident: &Incident, registry: &Registry) -> Self {
        let (state, state_name) = referral_state(one);
        let clocks = incident.clocks.iter().rev();
        let clock = clocks
            .into_iter()
            .find(|clock| clock.kind == ClockKind::ReferralDispose && clock.nth == one.number);
        let back = one.turned_back.as_ref();
        let name = registry.department(&one.department);
        let (disposed_at, result) = one
            .result
            .as_ref()
            .map(|(at, result)| (*at, result.to_string()))
            .unzip();
        Self {
            referral: one.number,
            department: one.department.clone(),
            department_name: name
                .map_or_else(|| one.department.to_string(), |known| known.name.clone()),
            reason: one.reason.to_string(),
            referred_at: one.referred_at,
            accepted_at: one.accepted_at,
            result,
            disposed_at,
            state,
            state_name,
            due_at: clock.map(|clock| clock.due_at),
            turned_back_at: back.map(|back| back.at),
            turned_back_reason: back.map(|back| back.reason.to_string()),
            extensions: one.extensions.iter().map(Into::into).collect(),
        }
    }
}

impl From<&FollowUp> for FollowUpView {
    fn from(one: &FollowUp) -> Self {
        let (result, grade, complaint) = match &one.result {
            FollowUpResult::Reached { grade, complaint } => {
                ("reached", Some(*grade), complaint.as_deref())
            }
            FollowUpResult::Unreachable => ("unreachable", None, None),
        };
        Self {
            at: one.at,
            result,
            grade,
            grade_name: grade.map(Grade::zh),
            complaint: complaint.map(str::to_owned),
            late: one.late,
            by_link: one.link.is_some(),
            words: one.words.as_deref().map(str::to_owned),
        }
    }
}
