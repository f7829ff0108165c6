//! The register as its events make it.

use super::{
    RegistryEvent,
    guidance::Guided,
    records::{
        Account, Area, Assessment, Category, Department, EquipmentIssue, EquipmentKind, Member,
        Roster, Station, Town, Training, Unit,
    },
    scripts::FollowUpScript,
};
use crate::{
    assessment::{Month, Scoring},
    duty::{CalendarYear, DutyRules},
    equipment::Piece,
    geo::Place,
    ids::{AccountId, AreaId, DepartmentId, ItemId, MemberId, StationId, UnitId},
    incident::CategoryCode,
    people::PeopleRules,
    places::{Spot, area_at},
    policy::Policy,
    time::{Day, UtcOffset},
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
    /// Every version that an area ever had, by the day from which it holds.
    pub(super) area_versions: BTreeMap<AreaId, BTreeMap<Option<Day>, Area>>,
    pub(super) units: BTreeMap<UnitId, Entered<Unit>>,
    pub(super) roster: Option<Roster>,
    /// Every roster that ever held, by its first day.
    pub(super) rosters: BTreeMap<Day, Roster>,
    pub(super) members: BTreeMap<MemberId, Entered<Member>>,
    pub(super) equipment_kinds: BTreeMap<ItemId, EquipmentKind>,
    pub(super) equipment: BTreeMap<(ItemId, String), Entered<EquipmentIssue>>,
    pub(super) pieces: BTreeMap<(ItemId, String), Piece>,
    pub(super) calendars: BTreeMap<i16, CalendarYear>,
    pub(super) duty_rules: Option<DutyRules>,
    pub(super) spots: BTreeMap<ItemId, Spot>,
    pub(super) policy: Option<Policy>,
    pub(super) follow_up_scripts: BTreeMap<CategoryCode, FollowUpScript>,
    pub(super) accounts: BTreeMap<AccountId, Account>,
    pub(super) closed_accounts: BTreeMap<AccountId, Account>,
    pub(super) people_rules: PeopleRules,
    pub(super) trainings: BTreeMap<ItemId, Entered<Training>>,
    pub(super) assessments: BTreeMap<ItemId, Entered<Assessment>>,
    pub(super) guided: Guided,
    pub(super) scorings: BTreeMap<u32, Scoring>,
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
        E::AreaDrawn(one) => {
            let versions = registry.area_versions.entry(one.id.clone()).or_default();
            versions.insert(one.from, one.clone());
            drop(registry.areas.insert(one.id.clone(), one));
        }
        E::UnitCommissioned(one) => drop(
            registry
                .units
                .insert(one.id.clone(), Entered { record: one, late }),
        ),
        E::RosterSet(one) => {
            drop(registry.rosters.insert(one.from, one.clone()));
            registry.roster = Some(one);
        }
        E::MemberEngaged(one) => drop(
            registry
                .members
                .insert(one.id.clone(), Entered { record: one, late }),
        ),
        E::EquipmentKindDefined(one) => drop(registry.equipment_kinds.insert(one.id.clone(), one)),
        E::EquipmentIssued(one) => {
            let key = (one.kind.clone(), one.serial.clone());
            let piece = Piece::issued(registry.pieces.remove(&key), &one, late);
            registry.pieces.insert(key, piece);
            drop(registry.equipment.insert(
                (one.kind.clone(), one.serial.clone()),
                Entered { record: one, late },
            ));
        }
        E::PolicyAdopted(one) => registry.policy = Some(*one),
        E::FollowUpScriptAdopted(one) => {
            drop(registry.follow_up_scripts.insert(one.category, one));
        }
        E::AccountOpened(one) => drop(registry.accounts.insert(one.id.clone(), one)),
        E::AccountClosed(one) => {
            if let Some(account) = registry.accounts.remove(&one.id) {
                registry.closed_accounts.insert(one.id, account);
            }
        }
        E::PeopleRulesAdopted(rules) => registry.people_rules = *rules,
        E::TrainingHeld(one) => drop(
            registry
                .trainings
                .insert(one.id.clone(), Entered { record: one, late }),
        ),
        E::Guided(guidance) => registry.guided.enter(guidance),
        E::AssessmentHeld(one) => drop(
            registry
                .assessments
                .insert(one.id.clone(), Entered { record: one, late }),
        ),
        E::ScoringAdopted(one) => drop(registry.scorings.insert(one.version, *one)),
        E::CalendarPublished(one) => drop(registry.calendars.insert(one.year, one)),
        E::DutyRulesSet(one) => registry.duty_rules = Some(one),
        E::PlaceListed(one) => drop(registry.spots.insert(one.id.clone(), one)),
        E::EquipmentChanged(one) => {
            let key = (one.kind.clone(), one.serial.clone());
            let piece = Piece::changed(registry.pieces.remove(&key), &one);
            registry.pieces.insert(key, piece);
        }
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

    /// The follow-up desk's script for a category.
    #[must_use]
    pub fn follow_up_script(&self, category: CategoryCode) -> Option<&FollowUpScript> {
        self.follow_up_scripts.get(&category)
    }

    /// All scripts of the follow-up desk, in the order of categories.
    pub fn follow_up_scripts(&self) -> impl Iterator<Item = &FollowUpScript> {
        self.follow_up_scripts.values()
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

    /// The areas as they hold on a day, by identifier.
    pub fn areas_on(&self, day: Day) -> impl Iterator<Item = &Area> {
        self.area_versions.values().filter_map(move |versions| {
            let holds = versions.range(..=Some(day)).next_back()?.1;
            holds
                .until
                .is_none_or(|until| day <= until)
                .then_some(holds)
        })
    }

    /// Every version of an area, by the day from which it holds.
    pub fn area_versions(&self, id: &AreaId) -> impl Iterator<Item = &Area> {
        self.area_versions
            .get(id)
            .into_iter()
            .flat_map(|versions| versions.values())
    }

    /// The area that a place lies in on a day, by the rule of [`crate::places::area_at`].
    #[must_use]
    pub fn area_of(&self, place: Place, day: Day) -> Option<AreaId> {
        area_at(self, place, day).area
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

    /// Every roster that ever held, by its first day.
    pub fn rosters(&self) -> impl Iterator<Item = &Roster> {
        self.rosters.values()
    }

    /// The roster that holds on a day: the last that has begun, and before the first one the first.
    #[must_use]
    pub fn roster_on(&self, day: Day) -> Option<&Roster> {
        let begun = self.rosters.range(..=day).next_back();
        begun
            .or_else(|| self.rosters.first_key_value())
            .map(|(_, one)| one)
    }

    /// All kinds of equipment.
    pub fn equipment_kinds(&self) -> impl Iterator<Item = &EquipmentKind> {
        self.equipment_kinds.values()
    }

    /// All pieces handed out.
    pub fn equipment(&self) -> impl Iterator<Item = &Entered<EquipmentIssue>> {
        self.equipment.values()
    }

    /// All pieces with their lives, by kind and number.
    pub fn pieces(&self) -> impl Iterator<Item = &Piece> {
        self.pieces.values()
    }

    /// A piece.
    #[must_use]
    pub fn piece(&self, kind: &ItemId, serial: &str) -> Option<&Piece> {
        self.pieces.get(&(kind.clone(), serial.to_owned()))
    }

    /// A kind of equipment.
    #[must_use]
    pub fn equipment_kind(&self, id: &ItemId) -> Option<&EquipmentKind> {
        self.equipment_kinds.get(id)
    }

    /// A year's holidays and make-up workdays, once published.
    #[must_use]
    pub fn calendar(&self, year: i16) -> Option<&CalendarYear> {
        self.calendars.get(&year)
    }

    /// All years that have a calendar.
    pub fn calendars(&self) -> impl Iterator<Item = &CalendarYear> {
        self.calendars.values()
    }

    /// The rules of duty; the usual ones until the town sets its own.
    #[must_use]
    pub fn duty_rules(&self) -> DutyRules {
        self.duty_rules.unwrap_or_default()
    }

    /// All entries of the gazetteer, by identifier.
    pub fn spots(&self) -> impl Iterator<Item = &Spot> {
        self.spots.values()
    }

    /// An entry of the gazetteer.
    #[must_use]
    pub fn spot(&self, id: &ItemId) -> Option<&Spot> {
        self.spots.get(id)
    }

    /// All trainings.
    pub fn trainings(&self) -> impl Iterator<Item = &Entered<Training>> {
        self.trainings.values()
    }

    /// All assessments.
    pub fn assessments(&self) -> impl Iterator<Item = &Entered<Assessment>> {
        self.assessments.values()
    }

    /// The formula that judges a month: of those from then or before, the last.
    #[must_use]
    pub fn scoring(&self, month: Month) -> Option<&Scoring> {
        self.scorings.values().rev().find(|one| one.from <= month)
    }

    /// All formulas, by version.
    pub fn scorings(&self) -> impl DoubleEndedIterator<Item = &Scoring> {
        self.scorings.values()
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

    /// A login that was closed, as it was last.
    #[must_use]
    pub fn closed_account(&self, id: &AccountId) -> Option<&Account> {
        self.closed_accounts.get(id)
    }

    /// All logins that were closed.
    pub fn closed_accounts(&self) -> impl Iterator<Item = &Account> {
        self.closed_accounts.values()
    }

    /// The rules for signing in and for keeping callers' data.
    #[must_use]
    pub const fn people_rules(&self) -> &PeopleRules {
        &self.people_rules
    }
}
