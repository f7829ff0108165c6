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
    role.zh()
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
        "incident.call_updated" => "补充来电",
        "incident.joined" => "并入来电",
        "incident.attached" => "上传附件",
        "incident.recording_read" => "调取录音",
        "incident.referral_refused" => "部门退单",
        "incident.referral_returned" => "部门退回",
        "incident.extension_asked" => "申请延期",
        "incident.extension_granted" => "同意延期",
        "incident.extension_denied" => "不同意延期",
        "incident.follow_up_drawn" => "回访抽样",
        "incident.joined_followed_up" => "回访并案来电人",
        "incident.reopening_wished" => "要求重新办理",
        "incident.rating_link_given" => "发出评价链接",
        "incident.rated" => "群众评价",
        "incident.followed_up" => "回访",
        "incident.closed" => "办结",
        "incident.reopened" => "重新办理",
        "incident.reinforced" => "增援",
        "incident.crew_relieved" => "交接班",
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
        "webhook.subscribed" => "订阅事件推送",
        "webhook.changed" => "更改推送订阅",
        "webhook.secret_changed" => "更换推送密钥",
        "webhook.removed" => "撤销推送订阅",
        "webhook.sending_again" => "重投死信",
        "town.account_opened" => "账号开设或变更",
        "town.account_closed" => "账号停用",
        "town.people_rules_adopted" => "人员与个人信息规则",
        "people.logged_in" => "登录",
        "people.login_failed" => "登录失败",
        "people.sessions_ended" => "登录终止",
        "people.password_set" => "设置密码",
        "people.unlocked" => "解除等待",
        "people.second_factor_confirmed" => "启用动态口令",
        "people.second_factor_removed" => "停用动态口令",
        "people.recovery_code_used" => "使用恢复码",
        "people.token_issued" => "签发个人令牌",
        "people.token_revoked" => "撤销个人令牌",
        "erasures.asked" => "申请销毁报警人信息",
        "erasures.approved" => "批准销毁",
        "erasures.refused" => "不予批准销毁",
        "erasures.carried_out" => "报警人信息已销毁",
        "retention.carried_out" => "保存期满销毁",
        "incident.town_uncovered" => "无车值守",
        "incident.assignment_refused" => "拒单",
        "incident.arrival_proposed" => "到达提示",
        "incident.check_in_set" => "设定现场安全确认",
        "incident.check_in_asked" => "现场安全询问",
        "incident.check_in_answered" => "现场安全回应",
        "incident.check_in_missed" => "现场未回应",
        "incident.escalation_set" => "设定逐级提醒",
        "incident.escalated" => "逐级提醒",
        "incident.alert_acknowledged" => "确认提醒",
        "incident.prioritised" => "调整派单次序",
        "safety.sos_raised" => "紧急求助",
        "safety.sos_escalated" => "求助升级",
        "safety.sos_acknowledged" => "求助确认",
        "safety.sos_ended" => "求助解除",
        "standby.ordered" => "备勤指令",
        "standby.acknowledged" => "备勤确认",
        "standby.escalated" => "备勤未确认提醒",
        "standby.ended" => "备勤结束",
        "town.established" => "街镇建库",
        "town.area_drawn" => "划定责任区",
        "town.station_opened" => "派出所登记",
        "town.station_hours_set" => "派出所承接时段",
        "town.department_listed" => "职能部门登记",
        "town.place_listed" => "地名登记",
        "town.category_defined" => "警情类别设定",
        "town.keywords_set" => "分类用词设定",
        "town.protocol_published" => "处置规程发布",
        "town.follow_up_script_adopted" => "回访话术启用",
        "town.policy_adopted" => "时限与规则启用",
        "town.scoring_adopted" => "评分办法启用",
        "town.duty_rules_set" => "勤务规则设定",
        "town.calendar_published" => "节假日安排发布",
        "town.roster_set" => "排班",
        "town.member_engaged" => "队员聘用或变更",
        "town.unit_commissioned" => "车辆启用或变更",
        "town.equipment_kind_defined" => "装备种类设定",
        "town.equipment_issued" => "装备配发",
        "town.equipment_changed" => "装备变动",
        "town.training_held" => "培训记录",
        "town.assessment_held" => "考核记录",
        "district.town_joined" => "街镇加入汇总",
        "district.town_left" => "街镇退出汇总",
        "project.described" => "项目概况",
        "project.terms_agreed" => "项目指标与合同",
        "project.booked" => "记账",
        "project.vouched" => "佐证",
        "project.surveyed" => "问卷导入",
        "project.contracted" => "合同登记",
        "report.published" => "报告发布",
        "filing.opened" => "填报开始",
        "filing.edited" => "填报修改",
        "filing.judged" => "总体判断确认",
        "filing.prepared" => "填报提交",
        "filing.reviewed" => "填报审核",
        "filing.returned" => "填报退回",
        "filing.signed" => "填报签署锁定",
        "filing.abandoned" => "填报作废",
        "filing.quoted" => "引用测算",
        "filing.unquoted" => "不再引用测算",
        "study.kept" => "测算留存",
        "study.withdrawn" => "测算撤回",
        "assessment.drafted" => "月度考核拟稿",
        "assessment.published" => "月度考核公示",
        "assessment.appealed" => "考核申诉",
        "assessment.appeal_decided" => "申诉裁定",
        "assessment.recomputed" => "考核重算",
        "assessment.revision_decided" => "考核改动裁定",
        "assessment.corrected" => "考核更正",
        "assessment.finalised" => "月度考核定稿",
        "vendor_assessment.drafted" => "供应商考核拟稿",
        "vendor_assessment.heard" => "供应商陈述",
        "vendor_assessment.decided" => "供应商考核裁定",
        "training.planned" => "培训计划",
        "training.amended" => "培训变更",
        "training.cancelled" => "培训取消",
        "training.held" => "培训举行",
        "training.examined" => "培训考试",
        other => crate::duty::kind_zh(other).unwrap_or(other),
    }
}

#[cfg(test)]
mod tests {
    use super::kind_zh;
    use std::{fs, path::Path};

    /// Event kinds as the domain's sources spell them: a word, a dot, a word.
    fn kinds(folder: &Path, all: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                kinds(&path, all);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap_or_default();
            let words = text.split('"').skip(1).step_by(2);
            let is_part = |part: &str| {
                let plain = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
                !part.is_empty() && part.bytes().all(plain)
            };
            let is_kind = |word: &&str| {
                let parts = word.split_once('.');
                parts.is_some_and(|(one, two)| is_part(one) && is_part(two))
            };
            all.extend(words.filter(is_kind).map(str::to_owned));
        }
    }

    #[test]
    fn every_kind_of_event_has_a_name() {
        let mut all = Vec::new();
        let domain = Path::new(env!("CARGO_MANIFEST_DIR")).join("../domain/src");
        kinds(&domain, &mut all);
        // Keys of settings and names of files look the same.
        let other = ["dispatch", "results", "policy", "sections"];
        let events = all.iter().filter(|kind| {
            let (first, last) = kind.split_once('.').unwrap_or_default();
            !other.contains(&first) && last != "txt"
        });
        let nameless: Vec<_> = events
            .filter(|kind| kind_zh(kind) == kind.as_str())
            .collect();
        assert!(all.len() > 150, "{}", all.len());
        assert!(nameless.is_empty(), "{nameless:?}");
    }
}
