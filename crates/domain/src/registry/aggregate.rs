//! The register as its events make it, and what may enter it.

use super::records::{
    Account, Area, Assessment, Category, Department, EquipmentIssue, EquipmentKind, Holder, Member,
    Roster, Station, Town, Training, Unit,
};
use crate::{
    geo::Place,
    ids::{AccountId, AreaId, DepartmentId, ItemId, MemberId, StationId, UnitId},
    incident::CategoryCode,
    policy::{BadPolicy, Policy},
    time::{Day, UtcOffset},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A record entering the register. A second one under the same identifier is its new version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegistryEvent {
    /// The town itself.
    TownEstablished(Town),
    /// A station.
    StationOpened(Station),
    /// A department.
    DepartmentListed(Department),
    /// A category with its subcategories.
    CategoryDefined(Category),
    /// A responsibility area.
    AreaDrawn(Area),
    /// A car.
    UnitCommissioned(Unit),
    /// A roster.
    RosterSet(Roster),
    /// A member.
    MemberEngaged(Member),
    /// A kind of equipment.
    EquipmentKindDefined(EquipmentKind),
    /// A piece of equipment handed out.
    EquipmentIssued(EquipmentIssue),
    /// A policy.
    PolicyAdopted(Box<Policy>),
    /// A login.
    AccountOpened(Account),
    /// A training that was held.
    TrainingHeld(Training),
    /// A monthly assessment that was held.
    AssessmentHeld(Assessment),
}

impl RegistryEvent {
    /// The kind that the envelope carries.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::TownEstablished(_) => "town.established",
            Self::StationOpened(_) => "town.station_opened",
            Self::DepartmentListed(_) => "town.department_listed",
            Self::CategoryDefined(_) => "town.category_defined",
            Self::AreaDrawn(_) => "town.area_drawn",
            Self::UnitCommissioned(_) => "town.unit_commissioned",
            Self::RosterSet(_) => "town.roster_set",
            Self::MemberEngaged(_) => "town.member_engaged",
            Self::EquipmentKindDefined(_) => "town.equipment_kind_defined",
            Self::EquipmentIssued(_) => "town.equipment_issued",
            Self::PolicyAdopted(_) => "town.policy_adopted",
            Self::AccountOpened(_) => "town.account_opened",
            Self::TrainingHeld(_) => "town.training_held",
            Self::AssessmentHeld(_) => "town.assessment_held",
        }
    }

    /// The day from which the record holds, where it has one.
    #[must_use]
    pub const fn day(&self) -> Option<Day> {
        match self {
            Self::UnitCommissioned(unit) => Some(unit.from),
            Self::MemberEngaged(member) => Some(member.from),
            Self::RosterSet(roster) => Some(roster.from),
            Self::EquipmentIssued(issue) => Some(issue.day),
            Self::TrainingHeld(training) => Some(training.day),
            Self::AssessmentHeld(assessment) => Some(assessment.day),
            _ => None,
        }
    }
}

/// A record with what the log says about its entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered<T> {
    /// The record.
    pub record: T,
    /// Whether it was entered late (补报).
    pub late: bool,
}

/// The register.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Registry {
    pub(super) town: Option<Town>,
    pub(super) stations: BTreeMap<StationId, Station>,
    pub(super) departments: BTreeMap<DepartmentId, Department>,
    pub(super) categories: BTreeMap<CategoryCode, Category>,
    pub(super) areas: BTreeMap<AreaId, Area>,
    pub(super) units: BTreeMap<UnitId, Entered<Unit>>,
    pub(super) roster: Option<Roster>,
    pub(super) members: BTreeMap<MemberId, Entered<Member>>,
    pub(super) equipment_kinds: BTreeMap<ItemId, EquipmentKind>,
    pub(super) equipment: BTreeMap<(ItemId, String), Entered<EquipmentIssue>>,
    pub(super) policy: Option<Policy>,
    pub(super) accounts: BTreeMap<AccountId, Account>,
    pub(super) trainings: BTreeMap<ItemId, Entered<Training>>,
    pub(super) assessments: BTreeMap<ItemId, Entered<Assessment>>,
}

/// Why a record cannot enter the register.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegistryRejection {
    /// It points at something that is not there.
    #[error("{field}: there is no {what} {id}")]
    Unknown {
        /// The record's field.
        field: &'static str,
        /// What is missing.
        what: &'static str,
        /// Its identifier.
        id: String,
    },
    /// The area's outline bounds no area.
    #[error("outline: {0}")]
    Outline(#[from] crate::geo::BadOutline),
    /// The policy makes no sense.
    #[error("{0}")]
    Policy(#[from] BadPolicy),
    /// A policy's version must be one more than the last.
    #[error("version: the policy in force is version {current}; the next is {}, not {given}", current + 1)]
    PolicyVersion {
        /// In force.
        current: u32,
        /// Given.
        given: u32,
    },
    /// A value that cannot be.
    #[error("{field}: {problem}")]
    Bad {
        /// The record's field.
        field: &'static str,
        /// What is wrong.
        problem: &'static str,
    },
}

/// What a record leads to: an event, or nothing when the register already says so.
///
/// # Errors
/// A [`RegistryRejection`] when the record points at nothing or makes no sense.
pub fn decide(
    registry: &Registry,
    record: RegistryEvent,
) -> Result<Option<RegistryEvent>, RegistryRejection> {
    use RegistryEvent as E;
    let known = match &record {
        E::TownEstablished(town) => registry.town.as_ref() == Some(town),
        E::StationOpened(station) => registry.stations.get(&station.id) == Some(station),
        E::DepartmentListed(department) => {
            registry.departments.get(&department.id) == Some(department)
        }
        E::CategoryDefined(category) => registry.categories.get(&category.code) == Some(category),
        E::AreaDrawn(area) => {
            area.outline.check()?;
            exists(
                registry.stations.contains_key(&area.station),
                "station",
                "station",
                &area.station,
            )?;
            registry.areas.get(&area.id) == Some(area)
        }
        E::UnitCommissioned(unit) => {
            exists(
                registry.areas.contains_key(&unit.area),
                "area",
                "area",
                &unit.area,
            )?;
            ends_after_it_begins(unit.from, unit.until)?;
            registry
                .units
                .get(&unit.id)
                .is_some_and(|one| one.record == *unit)
        }
        E::RosterSet(roster) => {
            super::duty::check(roster)?;
            registry.roster.as_ref() == Some(roster)
        }
        E::MemberEngaged(member) => {
            exists(
                registry.units.contains_key(&member.unit),
                "unit",
                "unit",
                &member.unit,
            )?;
            let in_a_team = registry
                .roster
                .as_ref()
                .is_some_and(|roster| roster.teams.iter().any(|team| team.id == member.team));
            exists(in_a_team, "team", "team", &member.team)?;
            ends_after_it_begins(member.from, member.until)?;
            registry
                .members
                .get(&member.id)
                .is_some_and(|one| one.record == *member)
        }
        E::EquipmentKindDefined(kind) => registry.equipment_kinds.get(&kind.id) == Some(kind),
        E::EquipmentIssued(issue) => {
            exists(
                registry.equipment_kinds.contains_key(&issue.kind),
                "kind",
                "kind of equipment",
                &issue.kind,
            )?;
            match &issue.holder {
                Holder::Member(id) => {
                    exists(registry.members.contains_key(id), "member", "member", id)?
                }
                Holder::Unit(id) => exists(registry.units.contains_key(id), "unit", "unit", id)?,
            }
            let key = (issue.kind.clone(), issue.serial.clone());
            registry
                .equipment
                .get(&key)
                .is_some_and(|one| one.record == *issue)
        }
        E::PolicyAdopted(policy) => {
            policy.check()?;
            let known = registry.policy.as_ref() == Some(policy);
            let current = registry
                .policy
                .as_ref()
                .map_or(policy.version.saturating_sub(1), |one| one.version);
            if !known && policy.version != current.saturating_add(1) {
                return Err(RegistryRejection::PolicyVersion {
                    current,
                    given: policy.version,
                });
            }
            known
        }
        E::AccountOpened(account) => registry.accounts.get(&account.id) == Some(account),
        E::TrainingHeld(training) => {
            for result in &training.results {
                exists(
                    registry.members.contains_key(&result.member),
                    "results.member",
                    "member",
                    &result.member,
                )?;
            }
            registry
                .trainings
                .get(&training.id)
                .is_some_and(|one| one.record == *training)
        }
        E::AssessmentHeld(assessment) => {
            ends_after_it_begins(assessment.from, Some(assessment.to))?;
            for result in &assessment.results {
                exists(
                    registry.members.contains_key(&result.member),
                    "results.member",
                    "member",
                    &result.member,
                )?;
                if !(0..=100).contains(&result.score) {
                    return Err(RegistryRejection::Bad {
                        field: "results.score",
                        problem: "a score is 0 to 100",
                    });
                }
            }
            registry
                .assessments
                .get(&assessment.id)
                .is_some_and(|one| one.record == *assessment)
        }
    };
    Ok((!known).then_some(record))
}

fn exists(
    there: bool,
    field: &'static str,
    what: &'static str,
    id: &dyn ToString,
) -> Result<(), RegistryRejection> {
    if there {
        Ok(())
    } else {
        Err(RegistryRejection::Unknown {
            field,
            what,
            id: id.to_string(),
        })
    }
}

fn ends_after_it_begins(from: Day, until: Option<Day>) -> Result<(), RegistryRejection> {
    if until.is_some_and(|until| until < from) {
        return Err(RegistryRejection::Bad {
            field: "until",
            problem: "ends before it begins",
        });
    }
    Ok(())
}

/// The register after an event. Total.
#[must_use]
pub fn evolve(mut registry: Registry, event: RegistryEvent, late: bool) -> Registry {
    use RegistryEvent as E;
    match event {
        E::TownEstablished(town) => registry.town = Some(town),
        E::StationOpened(one) => drop(registry.stations.insert(one.id.clone(), one)),
        E::DepartmentListed(one) => drop(registry.departments.insert(one.id.clone(), one)),
        E::CategoryDefined(one) => drop(registry.categories.insert(one.code, one)),
        E::AreaDrawn(one) => drop(registry.areas.insert(one.id.clone(), one)),
        E::UnitCommissioned(one) => drop(
            registry
                .units
                .insert(one.id.clone(), Entered { record: one, late }),
        ),
        E::RosterSet(one) => registry.roster = Some(one),
        E::MemberEngaged(one) => drop(
            registry
                .members
                .insert(one.id.clone(), Entered { record: one, late }),
        ),
        E::EquipmentKindDefined(one) => drop(registry.equipment_kinds.insert(one.id.clone(), one)),
        E::EquipmentIssued(one) => {
            drop(registry.equipment.insert(
                (one.kind.clone(), one.serial.clone()),
                Entered { record: one, late },
            ));
        }
        E::PolicyAdopted(one) => registry.policy = Some(*one),
        E::AccountOpened(one) => drop(registry.accounts.insert(one.id.clone(), one)),
        E::TrainingHeld(one) => drop(
            registry
                .trainings
                .insert(one.id.clone(), Entered { record: one, late }),
        ),
        E::AssessmentHeld(one) => drop(
            registry
                .assessments
                .insert(one.id.clone(), Entered { record: one, late }),
        ),
    }
    registry
}

impl Registry {
    /// The town, once established.
    #[must_use]
    pub const fn town(&self) -> Option<&Town> {
        self.town.as_ref()
    }

    /// The town's offset from UTC; Beijing time before it is established.
    #[must_use]
    pub fn utc_offset(&self) -> UtcOffset {
        self.town
            .as_ref()
            .map_or(UtcOffset::BEIJING, |town| town.utc_offset)
    }

    /// The policy in force.
    #[must_use]
    pub const fn policy(&self) -> Option<&Policy> {
        self.policy.as_ref()
    }

    /// A station.
    #[must_use]
    pub fn station(&self, id: &StationId) -> Option<&Station> {
        self.stations.get(id)
    }

    /// All stations, by identifier.
    pub fn stations(&self) -> impl Iterator<Item = &Station> {
        self.stations.values()
    }

    /// A department.
    #[must_use]
    pub fn department(&self, id: &DepartmentId) -> Option<&Department> {
        self.departments.get(id)
    }

    /// All departments, by identifier.
    pub fn departments(&self) -> impl Iterator<Item = &Department> {
        self.departments.values()
    }

    /// All categories, in their fixed order.
    pub fn categories(&self) -> impl Iterator<Item = &Category> {
        self.categories.values()
    }

    /// The name of a subcategory.
    #[must_use]
    pub fn subcategory(&self, id: &ItemId) -> Option<&str> {
        self.categories
            .values()
            .flat_map(|one| &one.subcategories)
            .find(|one| one.id == *id)
            .map(|one| one.name.as_str())
    }

    /// Whether a subcategory stands under a category.
    #[must_use]
    pub fn has_subcategory(&self, category: CategoryCode, id: &ItemId) -> bool {
        self.categories
            .get(&category)
            .is_some_and(|one| one.subcategories.iter().any(|sub| sub.id == *id))
    }

    /// An area.
    #[must_use]
    pub fn area(&self, id: &AreaId) -> Option<&Area> {
        self.areas.get(id)
    }

    /// All areas, by identifier.
    pub fn areas(&self) -> impl Iterator<Item = &Area> {
        self.areas.values()
    }

    /// The area that a place lies in.
    #[must_use]
    pub fn area_of(&self, place: Place) -> Option<&AreaId> {
        self.areas
            .values()
            .find(|area| area.outline.contains(place))
            .map(|area| &area.id)
    }

    /// A car.
    #[must_use]
    pub fn unit(&self, id: &UnitId) -> Option<&Unit> {
        self.units.get(id).map(|one| &one.record)
    }

    /// All cars, by identifier.
    pub fn units(&self) -> impl Iterator<Item = &Entered<Unit>> {
        self.units.values()
    }

    /// A member.
    #[must_use]
    pub fn member(&self, id: &MemberId) -> Option<&Member> {
        self.members.get(id).map(|one| &one.record)
    }

    /// All members, by identifier.
    pub fn members(&self) -> impl Iterator<Item = &Entered<Member>> {
        self.members.values()
    }

    /// The roster in force.
    #[must_use]
    pub const fn roster(&self) -> Option<&Roster> {
        self.roster.as_ref()
    }

    /// All kinds of equipment.
    pub fn equipment_kinds(&self) -> impl Iterator<Item = &EquipmentKind> {
        self.equipment_kinds.values()
    }

    /// All pieces handed out.
    pub fn equipment(&self) -> impl Iterator<Item = &Entered<EquipmentIssue>> {
        self.equipment.values()
    }

    /// All trainings.
    pub fn trainings(&self) -> impl Iterator<Item = &Entered<Training>> {
        self.trainings.values()
    }

    /// All assessments.
    pub fn assessments(&self) -> impl Iterator<Item = &Entered<Assessment>> {
        self.assessments.values()
    }

    /// A login.
    #[must_use]
    pub fn account(&self, id: &AccountId) -> Option<&Account> {
        self.accounts.get(id)
    }

    /// All logins.
    pub fn accounts(&self) -> impl Iterator<Item = &Account> {
        self.accounts.values()
    }
}
