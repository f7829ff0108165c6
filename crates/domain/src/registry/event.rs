//! What enters the register.

use super::guidance::Guidance;
use super::records::{
    Account, AccountClosing, Area, Assessment, Category, Department, EquipmentIssue, EquipmentKind,
    Member, Roster, Station, Town, Training, Unit,
};
use super::scripts::FollowUpScript;
use crate::{
    assessment::Scoring,
    duty::{CalendarYear, DutyRules},
    equipment::EquipmentChange,
    people::PeopleRules,
    places::Spot,
    policy::Policy,
    time::Day,
};
use serde::{Deserialize, Serialize};

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
    /// A call script of the follow-up desk.
    FollowUpScriptAdopted(FollowUpScript),
    /// A login.
    AccountOpened(Account),
    /// The end of a login.
    AccountClosed(AccountClosing),
    /// Rules for signing in and for keeping callers' data.
    PeopleRulesAdopted(Box<PeopleRules>),
    /// A training that was held.
    TrainingHeld(Training),
    /// A monthly assessment that was held.
    AssessmentHeld(Assessment),
    /// Guidance: keyword rules, stations' hours, a protocol.
    Guided(Guidance),
    /// A formula by which members are scored (考核办法).
    ScoringAdopted(Box<Scoring>),
    /// A year's holidays and make-up workdays.
    CalendarPublished(CalendarYear),
    /// Rules of duty.
    DutyRulesSet(DutyRules),
    /// A named place of the gazetteer.
    PlaceListed(Spot),
    /// Something that happened to a piece of equipment beside its being handed out.
    EquipmentChanged(EquipmentChange),
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
            Self::FollowUpScriptAdopted(_) => "town.follow_up_script_adopted",
            Self::AccountOpened(_) => "town.account_opened",
            Self::AccountClosed(_) => "town.account_closed",
            Self::PeopleRulesAdopted(_) => "town.people_rules_adopted",
            Self::TrainingHeld(_) => "town.training_held",
            Self::AssessmentHeld(_) => "town.assessment_held",
            Self::Guided(guidance) => guidance.kind(),
            Self::ScoringAdopted(_) => "town.scoring_adopted",
            Self::CalendarPublished(_) => "town.calendar_published",
            Self::DutyRulesSet(_) => "town.duty_rules_set",
            Self::PlaceListed(_) => "town.place_listed",
            Self::EquipmentChanged(_) => "town.equipment_changed",
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
            Self::AreaDrawn(area) => area.from,
            Self::EquipmentChanged(change) => Some(change.day),
            _ => None,
        }
    }
}
