//! A town as it is shown: what a desk needs to name, choose and draw.

use super::{
    Named,
    named::{HAZARDS, role_zh},
};
use crate::{AppError, book::Book};
use liandong_domain::{
    dispatch::MatterKind,
    ids::{AreaId, IncidentId, StationId, TownId, UnitId},
    incident::{
        ArrivalSource, CategoryCode, ClockKind, ClockOutcome, CommandKind, CrewAnswer,
        DisposalOutcome, Grade, Phase, Source,
    },
    policy::{Limit, Policy},
    roles::Role,
    safety::SosOutcome,
    time::Day,
};
use serde::Serialize;

/// A town with its words.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TownView {
    /// Its identifier.
    pub id: TownId,
    /// Its name.
    pub name: String,
    /// Seconds that its clocks are ahead of UTC.
    pub utc_offset_seconds: i32,
    /// Its police stations.
    pub stations: Vec<Named>,
    /// Its responsibility areas.
    pub areas: Vec<AreaView>,
    /// Its cars, and where they are.
    pub units: Vec<TownUnitView>,
    /// Its departments.
    pub departments: Vec<Named>,
    /// The five categories with the town's subcategories.
    pub categories: Vec<CategoryView>,
    /// The policy in force.
    pub policy: PolicyView,
    /// The phases of the line.
    pub phases: Vec<Named>,
    /// The commands.
    pub commands: Vec<Named>,
    /// Where calls come from.
    pub sources: Vec<Named>,
    /// How arrivals are known.
    pub arrival_sources: Vec<Named>,
    /// What comes of a disposal.
    pub disposal_outcomes: Vec<Named>,
    /// The grades of a follow-up.
    pub grades: Vec<Named>,
    /// The dangers.
    pub hazards: Vec<Named>,
    /// The clocks.
    pub clocks: Vec<Named>,
    /// How a clock can stand.
    pub clock_outcomes: Vec<Named>,
    /// The roles.
    pub roles: Vec<Named>,
    /// What can stay unanswered.
    pub matters: Vec<Named>,
    /// A crew's answers to the question whether it is well.
    pub crew_answers: Vec<Named>,
    /// How a call for help ends.
    pub sos_outcomes: Vec<Named>,
}

/// A responsibility area (责任区).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AreaView {
    /// Its identifier.
    pub id: AreaId,
    /// Its name.
    pub name: String,
    /// The station that it belongs to.
    pub station: StationId,
    /// The car that is responsible for it.
    pub unit: Option<UnitId>,
    /// Its outline, pairs of longitude and latitude in degrees (CGCS2000).
    pub outline: Vec<[f64; 2]>,
}

/// A car (巡逻车).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TownUnitView {
    /// Its identifier.
    pub id: UnitId,
    /// Its name.
    pub name: String,
    /// Its call sign on the radio.
    pub call_sign: String,
    /// The area that it is responsible for.
    pub area: AreaId,
    /// The incident that it is on.
    pub incident: Option<IncidentId>,
}

/// A category with its subcategories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CategoryView {
    /// One of the five.
    pub code: CategoryCode,
    /// Its name.
    pub name: &'static str,
    /// The town's subcategories.
    pub subcategories: Vec<Named>,
}

/// A time limit, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LimitView {
    /// The limit.
    pub seconds: i64,
    /// How long before it to warn.
    pub warn_before_seconds: i64,
}

impl From<Limit> for LimitView {
    fn from(limit: Limit) -> Self {
        Self {
            seconds: limit.seconds,
            warn_before_seconds: limit.warn_before_seconds,
        }
    }
}

/// The limits of the policy in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PolicyView {
    /// Its version.
    pub version: u32,
    /// From assignment to arrival.
    pub arrive: LimitView,
    /// From assignment to feedback.
    pub feedback: LimitView,
    /// From assignment to the end of the disposal.
    pub dispose: LimitView,
    /// From referral to acceptance.
    pub referral_accept: LimitView,
    /// From referral to the department's result.
    pub referral_dispose: LimitView,
    /// From the end of the work to the follow-up.
    pub follow_up: LimitView,
    /// An entry later than this after it happened is a late entry (补报), in seconds.
    pub entry_grace_seconds: i64,
    /// The longest pause of a clock, in seconds.
    pub pause_max_seconds: i64,
    /// Attempts that make a caller unreachable.
    pub follow_up_attempts: u32,
}

impl From<&Policy> for PolicyView {
    fn from(policy: &Policy) -> Self {
        Self {
            version: policy.version,
            arrive: policy.arrive.into(),
            feedback: policy.feedback.into(),
            dispose: policy.dispose.into(),
            referral_accept: policy.referral_accept.into(),
            referral_dispose: policy.referral_dispose.into(),
            follow_up: policy.follow_up.into(),
            entry_grace_seconds: policy.entry_grace_seconds,
            pause_max_seconds: policy.pause_max_seconds,
            follow_up_attempts: policy.follow_up_attempts,
        }
    }
}

macro_rules! words {
    ($name:ident) => {
        $name::ALL
            .iter()
            .map(|one| Named::new(one.code(), one.zh()))
            .collect()
    };
}

impl TownView {
    pub(super) fn new(
        book: &Book,
        on: &dyn Fn(&UnitId) -> Option<IncidentId>,
        today: Day,
    ) -> Result<Self, AppError> {
        let registry = &book.registry;
        let town = registry
            .town()
            .ok_or_else(|| AppError::NoSuchTown(book.town.clone()))?;
        let unit_of = |area: &AreaId| {
            let units = registry.units().map(|one| &one.record);
            units
                .filter(|unit| unit.area == *area)
                .map(|unit| unit.id.clone())
                .next()
        };
        let subcategories = |code: CategoryCode| {
            let of = registry.categories().find(|one| one.code == code);
            let named = of.into_iter().flat_map(|one| &one.subcategories);
            named
                .map(|one| Named::new(one.id.as_str(), &one.name))
                .collect()
        };
        Ok(Self {
            id: town.id.clone(),
            name: town.name.clone(),
            utc_offset_seconds: town.utc_offset.0,
            stations: registry
                .stations()
                .map(|one| Named::new(one.id.as_str(), &one.name))
                .collect(),
            areas: registry
                .areas_on(today)
                .map(|area| AreaView {
                    id: area.id.clone(),
                    name: area.name.clone(),
                    station: area.station.clone(),
                    unit: unit_of(&area.id),
                    outline: area.outline.0.iter().map(|at| [at.lon, at.lat]).collect(),
                })
                .collect(),
            units: registry
                .units()
                .map(|one| &one.record)
                .map(|unit| TownUnitView {
                    id: unit.id.clone(),
                    name: unit.name.clone(),
                    call_sign: unit.call_sign.clone(),
                    area: unit.area.clone(),
                    incident: on(&unit.id),
                })
                .collect(),
            departments: registry
                .departments()
                .map(|one| Named::new(one.id.as_str(), &one.name))
                .collect(),
            categories: CategoryCode::ALL
                .iter()
                .map(|code| CategoryView {
                    code: *code,
                    name: code.zh(),
                    subcategories: subcategories(*code),
                })
                .collect(),
            policy: book.policy()?.into(),
            phases: words!(Phase),
            commands: words!(CommandKind),
            sources: words!(Source),
            arrival_sources: words!(ArrivalSource),
            disposal_outcomes: words!(DisposalOutcome),
            grades: words!(Grade),
            hazards: HAZARDS
                .iter()
                .map(|(_, code, zh)| Named::new(*code, *zh))
                .collect(),
            clocks: words!(ClockKind),
            clock_outcomes: words!(ClockOutcome),
            roles: ROLES
                .iter()
                .map(|role| Named::new(role.as_str(), role_zh(*role)))
                .collect(),
            matters: words!(MatterKind),
            crew_answers: words!(CrewAnswer),
            sos_outcomes: words!(SosOutcome),
        })
    }
}

const ROLES: [Role; 10] = [
    Role::Commander,
    Role::Dispatcher,
    Role::Member,
    Role::Department,
    Role::FollowUp,
    Role::DutyManager,
    Role::Performance,
    Role::Leader,
    Role::Auditor,
    Role::Administrator,
];

#[cfg(test)]
mod tests {
    use crate::view::kind_zh;

    #[test]
    fn a_kind_of_which_nothing_is_known_is_shown_as_it_is() {
        assert_eq!(kind_zh("incident.arrived"), "到达");
        assert_eq!(kind_zh("incident.of_tomorrow"), "incident.of_tomorrow");
    }
}
