//! The records of the register.

use crate::{
    geo::Outline,
    ids::{AccountId, AreaId, DepartmentId, ItemId, MemberId, StationId, TownId, UnitId},
    incident::CategoryCode,
    roles::Role,
    time::{Day, UtcOffset},
};
use serde::{Deserialize, Serialize};

/// The town (街镇) itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Town {
    /// Its identifier, first in every key.
    pub id: TownId,
    /// Its name: 华漕镇.
    pub name: String,
    /// Its offset from UTC.
    pub utc_offset: UtcOffset,
    /// Its own outline, where it is known: areas are held against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outline: Option<Outline>,
}

/// A police station (派出所).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = StationRecord))]
#[serde(deny_unknown_fields)]
pub struct Station {
    /// Its identifier.
    pub id: StationId,
    /// Its name.
    pub name: String,
}

/// A functional department (职能部门).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = DepartmentRecord))]
#[serde(deny_unknown_fields)]
pub struct Department {
    /// Its identifier.
    pub id: DepartmentId,
    /// Its name.
    pub name: String,
}

/// One of the five categories with the subcategories that the town keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CategoryRecord))]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Which of the five.
    pub code: CategoryCode,
    /// Its subcategories.
    pub subcategories: Vec<Subcategory>,
}

/// A subcategory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = SubcategoryRecord))]
#[serde(deny_unknown_fields)]
pub struct Subcategory {
    /// Its identifier, unique in the town.
    pub id: ItemId,
    /// Its name: 噪音扰民.
    pub name: String,
}

/// A responsibility area (责任区). Drawn anew, it has a new version from a day on; what was before
/// keeps the area that it had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Its identifier.
    pub id: AreaId,
    /// Its name.
    pub name: String,
    /// The station that it belongs to.
    pub station: StationId,
    /// Its outline.
    pub outline: Outline,
    /// The day from which this version holds; from the beginning, when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The last day on which it holds, when the area is given up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
}

/// A patrol car (联警巡车) as a unit (处置单元).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = UnitRecord))]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// Its identifier.
    pub id: UnitId,
    /// Its name.
    pub name: String,
    /// Its call sign on the radio.
    pub call_sign: String,
    /// The area that it is responsible for.
    pub area: AreaId,
    /// First day of service.
    pub from: Day,
    /// Last day of service, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
}

/// A member of the team (联警队员).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = MemberRecord))]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Its identifier: the badge number.
    pub id: MemberId,
    /// The name.
    pub name: String,
    /// The team of the roster.
    pub team: ItemId,
    /// The car.
    pub unit: UnitId,
    /// First day of the engagement.
    pub from: Day,
    /// Last day, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
}

/// A rotating roster (排班): each team follows the cycle, shifted by its own start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Roster {
    /// The day on which the cycle begins.
    pub from: Day,
    /// The shifts of a day.
    pub shifts: Vec<Shift>,
    /// What a team does on each day of the cycle: a shift's identifier, or `off`.
    pub cycle: Vec<ItemId>,
    /// The teams.
    pub teams: Vec<Team>,
}

/// A shift (班次).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Shift {
    /// Its identifier.
    pub id: ItemId,
    /// Its name.
    pub name: String,
    /// Second of the local day at which it begins.
    pub from_second: i64,
    /// How long it lasts, in seconds; it may run past midnight.
    pub seconds: i64,
}

/// A team of the roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Team {
    /// Its identifier.
    pub id: ItemId,
    /// Its name.
    pub name: String,
    /// The day of the cycle, from 0, on which it stands on the roster's first day.
    pub starts_at: u32,
}

/// A kind of equipment (装备).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EquipmentKind {
    /// Its identifier.
    pub id: ItemId,
    /// Its name.
    pub name: String,
    /// Whether every member must hold one (队员装备保障).
    pub required_per_member: bool,
    /// How many each car must hold (随车装备).
    #[serde(default, skip_serializing_if = "is_zero")]
    pub required_per_unit: u32,
    /// How many days after it was first used or last calibrated a piece must be calibrated (校准周期).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calibrate_every_days: Option<u32>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference"
)]
const fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// A piece of equipment handed out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EquipmentIssue {
    /// The kind.
    pub kind: ItemId,
    /// The piece's own number, unique within its kind.
    pub serial: String,
    /// To whom.
    pub holder: Holder,
    /// On which day.
    pub day: Day,
}

/// Who holds a piece.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// A member.
    Member(MemberId),
    /// A car.
    Unit(UnitId),
}

/// A training (培训) that was held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Training {
    /// Its identifier, unique in the town.
    pub id: ItemId,
    /// What it taught.
    pub title: String,
    /// On which day.
    pub day: Day,
    /// Induction (岗前) or in service (在岗).
    pub kind: TrainingKind,
    /// One line a member who had to attend.
    pub results: Vec<TrainingResult>,
}

/// When in a member's time a training comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TrainingKind {
    /// Before duty (岗前培训).
    Induction,
    /// While on duty (在岗培训).
    InService,
}

/// How one member did at a training.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrainingResult {
    /// The member.
    pub member: MemberId,
    /// Whether present to the end.
    pub attended: bool,
    /// Whether the examination was passed; `None` where none was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passed: Option<bool>,
}

/// A monthly assessment (月度考核) of the members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// Its identifier, unique in the town.
    pub id: ItemId,
    /// The first day of the time assessed.
    pub from: Day,
    /// The last day of the time assessed.
    pub to: Day,
    /// The day on which it was held.
    pub day: Day,
    /// The least score that passes.
    pub pass_mark: i64,
    /// One line a member.
    pub results: Vec<AssessmentResult>,
}

/// How one member was assessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssessmentResult {
    /// The member.
    pub member: MemberId,
    /// The score, 0 to 100.
    pub score: i64,
}

/// A login (账号).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// Its identifier.
    pub id: AccountId,
    /// The name shown.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The member of the team whose login it is, for the role of a member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
    /// The department for which it acts, for the role of a department's officer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<DepartmentId>,
    /// Its name at the outside identity provider (统一身份认证), where it signs in there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external: Option<String>,
}

/// The end of a login. Its identifier stands for one person for ever and is not given again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountClosing {
    /// The account.
    pub id: AccountId,
    /// Why.
    pub reason: String,
}
