//! Refusals of the register and of projects in Chinese, for the people who keep a town's folder.

use crate::folder::Problem;
use liandong_domain::{performance::account::ProjectRejection, registry::RegistryRejection};

pub(super) fn registry(rejection: &RegistryRejection) -> String {
    use RegistryRejection as R;
    match rejection {
        R::Unknown { what, id, .. } => format!("没有编号为“{id}”的{}", thing(what)),
        R::Outline(why) => Problem::Outline(why.clone()).zh(),
        R::Policy(bad) => Problem::Policy(bad.clone()).zh(),
        R::PolicyVersion { current, given } => format!(
            "现行规则为第 {current} 版，下一版应为第 {} 版，不能是第 {given} 版",
            current.saturating_add(1)
        ),
        R::Bad { field, problem } => format!("“{field}”不成立：{}", sentence(problem)),
    }
}

pub(super) fn project(rejection: &ProjectRejection) -> String {
    use ProjectRejection as R;
    match rejection {
        R::NotDescribed => "项目还没有登记基本情况，请先登记".into(),
        R::EntryChanged(id) => {
            format!("台账第“{id}”笔已登记且内容不同；台账只增不改，请另记一笔更正")
        }
        R::BadAmount { id, problem } => format!("台账第“{id}”笔不成立：{}", sentence(problem)),
        R::UnknownIndicator {
            document,
            indicator,
        } => format!("佐证材料“{document}”所属的指标“{indicator}”不在项目中"),
    }
}

/// What the register calls its things. An unknown word is shown as it is.
fn thing(what: &'static str) -> &'static str {
    match what {
        "station" => "派出所",
        "area" => "责任区",
        "unit" => "车辆",
        "team" => "班组",
        "member" => "队员",
        "kind of equipment" => "装备种类",
        other => other,
    }
}

/// The register's own sentences. An unknown one is shown as it is.
fn sentence(problem: &'static str) -> &'static str {
    match problem {
        "a score is 0 to 100" => "分数须在 0 至 100 之间",
        "ends before it begins" => "末日早于首日",
        "a cycle has one day at the least" => "排班周期至少一天",
        "a shift begins within the day and lasts a day at the most" => {
            "班次须在当日内开始，且最长一天"
        }
        "the amount must be above zero" => "金额须大于零",
        other => other,
    }
}
