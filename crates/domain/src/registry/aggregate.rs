//! The register as its events make it.

use super::{
    RegistryEvent,
    records::{
        Account, Area, Assessment, Category, Department, EquipmentIssue, EquipmentKind, Member,
        Roster, Station, Town, Training, Unit,
    },
};
use crate::{
    geo::Place,
    ids::{AccountId, AreaId, DepartmentId, ItemId, MemberId, StationId, UnitId},
    incident::CategoryCode,
    policy::Policy,
    time::UtcOffset,
};
use std::collections::BTreeMap;

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
