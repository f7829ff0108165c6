//! What the files read so far have named, for the files after them.

use super::{ids::Ids, problem::phrase};
use liandong_domain::ids::{
    AccountId, AreaId, DepartmentId, ItemId, MemberId, ProjectId, StationId, UnitId,
};

/// The identifiers of the folder.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) stations: Ids<StationId>,
    pub(super) departments: Ids<DepartmentId>,
    pub(super) subcategories: Ids<ItemId>,
    pub(super) areas: Ids<AreaId>,
    pub(super) units: Ids<UnitId>,
    pub(super) shifts: Ids<ItemId>,
    pub(super) teams: Ids<ItemId>,
    pub(super) members: Ids<MemberId>,
    pub(super) kinds: Ids<ItemId>,
    pub(super) accounts: Ids<AccountId>,
    pub(super) trainings: Ids<ItemId>,
    pub(super) assessments: Ids<ItemId>,
    pub(super) projects: Ids<ProjectId>,
}

impl Known {
    pub(super) const fn new() -> Self {
        Self {
            stations: Ids::new(phrase("station", "派出所")),
            departments: Ids::new(phrase("department", "职能部门")),
            subcategories: Ids::new(phrase("subcategory", "子类")),
            areas: Ids::new(phrase("area", "责任区")),
            units: Ids::new(phrase("unit", "处置单元")),
            shifts: Ids::new(phrase("shift", "班次")),
            teams: Ids::new(phrase("team", "班组")),
            members: Ids::new(phrase("member", "队员")),
            kinds: Ids::new(phrase("kind of equipment", "装备种类")),
            accounts: Ids::new(phrase("account", "账号")),
            trainings: Ids::new(phrase("training", "培训")),
            assessments: Ids::new(phrase("assessment", "考核")),
            projects: Ids::new(phrase("project", "项目")),
        }
    }
}
