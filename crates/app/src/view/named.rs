//! Codes with the words that people read.

use liandong_domain::{policy::Hazard, roles::Role};
use serde::Serialize;

/// A code or identifier with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Named {
    /// The code.
    pub code: String,
    /// Its Chinese name.
    pub name: String,
}

impl Named {
    /// A pair.
    pub fn new(code: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            name: name.into(),
        }
    }
}

/// The Chinese word of a role.
#[must_use]
pub const fn role_zh(role: Role) -> &'static str {
    match role {
        Role::Commander => "指挥长",
        Role::Dispatcher => "城运指挥人员",
        Role::Member => "联警队员",
        Role::Department => "职能部门",
        Role::FollowUp => "回访员",
        Role::DutyManager => "勤务管理员",
        Role::Performance => "绩效负责人",
        Role::Auditor => "审计员",
        Role::Administrator => "管理员",
        Role::System => "系统",
    }
}

/// Every danger with its Chinese word.
pub(super) const HAZARDS: [(Hazard, &str, &str); 6] = [
    (Hazard::Injury, "injury", "人员受伤"),
    (Hazard::Violence, "violence", "暴力"),
    (Hazard::Weapon, "weapon", "凶器"),
    (Hazard::Crime, "crime", "正在实施的犯罪"),
    (Hazard::Fire, "fire", "火灾、燃气、爆炸"),
    (Hazard::ChildInDanger, "child_in_danger", "儿童遇险"),
];

/// The Chinese word of a danger.
#[must_use]
pub fn hazard_zh(hazard: Hazard) -> &'static str {
    HAZARDS
        .iter()
        .find(|(one, _, _)| *one == hazard)
        .map_or("", |(_, _, zh)| zh)
}

/// The Chinese word of an event's kind; the kind itself when this program does not know it.
#[must_use]
pub fn kind_zh(kind: &str) -> &str {
    match kind {
        "incident.received" => "接警",
        "incident.classified" => "确认分类",
        "incident.returned_to_police" => "退回公安",
        "incident.accepted" => "接收",
        "incident.unit_assigned" => "派单",
        "incident.acknowledged" => "接单",
        "incident.arrived" => "到达",
        "incident.feedback_given" => "处置反馈",
        "incident.disposed" => "处置完毕",
        "incident.reviewed" => "研判",
        "incident.referred" => "流转",
        "incident.referral_accepted" => "部门受理",
        "incident.department_disposed" => "部门办结",
        "incident.followed_up" => "回访",
        "incident.closed" => "办结",
        "incident.reopened" => "重新办理",
        "incident.reinforced" => "增援",
        "incident.intervened" => "介入",
        "incident.reassigned" => "改派",
        "incident.merged" => "合并重复",
        "incident.cancelled" => "撤销",
        "incident.clock_warned" => "时限预警",
        "incident.clock_breached" => "超时",
        "incident.breach_explained" => "超时说明",
        "incident.clock_paused" => "时限暂停",
        "incident.clock_resumed" => "时限恢复",
        "incident.caller_revealed" => "查看报警人信息",
        other => other,
    }
}
