//! Refusals of the register and of projects in Chinese, for the people who keep a town's folder.

use super::profile;
use crate::folder::Problem;
use liandong_domain::{performance::account::ProjectRejection, registry::RegistryRejection};

pub(super) fn registry(rejection: &RegistryRejection) -> String {
    use RegistryRejection as R;
    match rejection {
        R::Unknown { what, id, .. } => format!("没有编号为“{id}”的{}", thing(what)),
        R::Outline(why) => Problem::Outline(why.clone()).zh(),
        R::Refused(refusal) => refusal.zh.clone(),
        R::Policy(bad) => Problem::Policy(bad.clone()).zh(),
        R::PolicyVersion { current, given } => format!(
            "现行规则为第 {current} 版，下一版应为第 {} 版，不能是第 {given} 版",
            current.saturating_add(1)
        ),
        R::ProtocolVersion { current, given } => format!(
            "该规程最新为第 {current} 版，下一版应为第 {} 版，不能是第 {given} 版",
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
        R::BadReference { id, problem } => {
            format!("台账第“{id}”笔不成立：{}", sentence(problem))
        }
        R::Terms(bad) => {
            let clause = bad
                .clause
                .map_or(String::new(), |clause| format!("第 {clause} 条"));
            format!("合同考核条款{clause}“{}”不成立：{}", bad.field, bad.zh)
        }
        R::TermsVersion { current, from } => format!(
            "现行合同考核条款为第 {current} 版，自 {from} 起；下一版应为第 {} 版，且不得早于该月",
            current.saturating_add(1)
        ),
        R::UnknownIndicator {
            document,
            indicator,
        } => format!("佐证材料“{document}”所属的指标“{indicator}”不在项目中"),
        R::Profile(bad) => profile::zh(bad),
        R::Contract { id, problem } => {
            format!("合同“{id}”不成立：{}", profile::contract_zh(problem))
        }
        R::Survey { id, problem } => format!("问卷“{id}”不成立：{}", profile::survey_zh(problem)),
        R::SurveyChanged(id) => format!("问卷“{id}”已导入且内容不同；请另编号导入"),
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
        "department" => "职能部门",
        "subcategory" => "子类",
        "kind of equipment" => "装备种类",
        "empty, or another account's" => "为空，或已是其他账号的",
        "the account was closed; open another one" => "该账号已停用，不能再用；请另开账号",
        "1 to 500 characters" => "须为 1 至 500 个字",
        "8 to 64" => "须为 8 至 64",
        "3 to 20" => "须为 3 至 20",
        "1 to 1200" => "须为 1 至 1200",
        "must be above zero" => "须大于零",
        "must not be shorter than the first wait" => "不得短于首次等待",
        "must be longer than the longest wait" => "须长于最长等待",
        "must not be shorter than the idle time" => "不得短于闲置时限",
        other => other,
    }
}

/// The register's own sentences. An unknown one is shown as it is.
fn sentence(problem: &'static str) -> &'static str {
    match problem {
        "a score is 0 to 100" => "分数须在 0 至 100 之间",
        "a sentence has 1 to 500 characters" => "每句须有 1 至 500 个字",
        "1 to 20 sentences of 1 to 500 characters" => "须有 1 至 20 个问题，每个 1 至 500 个字",
        "a version is one more than the one in force, from 1" => "版本号须比现行版本大 1，首版为 1",
        "ends before it begins" => "末日早于首日",
        "a cycle has one day at the least" => "排班周期至少一天",
        "a shift begins within the day and lasts a day at the most" => {
            "班次须在当日内开始，且最长一天"
        }
        "too many entries" => "条目过多",
        "every word must hold a character" => "每个词须含文字",
        "a weight is 1 to 100" => "权重须在 1 至 100 之间",
        "an entry names an area and a window at the least" => "每项至少有一个责任区和一个时段",
        "a window lies within one day and ends after it begins" => {
            "时段须在一天之内、先始后终，星期为 1（周一）至 7（周日）"
        }
        "a version is not in force before the last one" => "新版的生效时刻不得早于上一版",
        "a protocol has a question and a step at the least" => {
            "规程至少有一条询问要点和一条处置步骤"
        }
        "a text has 1 to 500 characters" => "每段文字须为 1 至 500 字",
        "the amount must be above zero" => "金额须大于零",
        "a deduction names the decision that it enters" => "扣款须注明所依据的考核决定",
        "the decision is already entered" => "该考核决定已经入账",
        "only an invoice, a payment or a deduction is of a contract" => {
            "只有发票、支付、扣款可以注明合同"
        }
        "the project has no such contract" => "项目没有这份合同",
        "the day is before the contract was signed" => "日期早于合同签订",
        "the invoices would be more than the contract" => "开票合计超过合同总额",
        "the payments would be more than the invoices less the deductions" => {
            "支付合计超过已开票减扣款"
        }
        "a reversal names the entry that it takes back" => "冲销须注明所冲销的一笔",
        "only a reversal takes an entry back" => "只有冲销可以注明所冲销的一笔",
        "there is no such entry to take back" => "没有可冲销的这一笔",
        "a reversal is not taken back; enter it anew" => "冲销不能再冲销，请重新记账",
        "the entry is already taken back" => "这一笔已经冲销",
        "the day is before that of the entry" => "日期早于所冲销的一笔",
        "an adjustment is not zero" => "调整金额不能为零",
        "the amount is beyond any budget" => "金额大得不可能",
        "the adjusted budget would be below zero" => "记账后调整后预算数小于零",
        "it is paid already; take the payment back first" => "这张发票已经支付，请先冲销支付",
        "a reversal takes the whole amount back" => "冲销须为原笔全额",
        other => other,
    }
}
