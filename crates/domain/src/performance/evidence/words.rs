//! The formulas and the records in words.

use crate::{
    incident::{ClockKind, IncidentFact},
    performance::formula::{Baseline, BudgetBase, Formula},
};

/// The formula in Chinese and in English.
pub(super) fn of_formula(formula: &Formula) -> (String, String) {
    let (zh, en) = match formula {
        Formula::ContractUnitPrice { line } => {
            return (
                format!("截至跟踪日已生效合同明细“{line}”的单价"),
                format!("unit price of contract line \"{line}\" in force at the tracking date"),
            );
        }
        Formula::MembersEngaged => (
            "跟踪日在聘联警队员人数",
            "members engaged on the tracking date",
        ),
        Formula::UnitsInService => (
            "跟踪日在用巡逻车辆数",
            "patrol cars in service on the tracking date",
        ),
        Formula::TrainingCompleted => (
            "期内各次培训实到人次 ÷ 应到人次",
            "attendances completed ÷ attendances due, trainings of the period",
        ),
        Formula::ExaminationPassed => (
            "期内培训考试合格人次 ÷ 参考人次",
            "examinations passed ÷ examinations taken, trainings of the period",
        ),
        Formula::EquipmentComplete => (
            "跟踪日领齐全部必配装备的队员数 ÷ 在聘队员数",
            "members holding every required kind of equipment ÷ members engaged, on the tracking date",
        ),
        Formula::AssessmentPassed => (
            "期内月度考核达到合格分的人次 ÷ 考核人次",
            "member assessments at or above the pass mark ÷ member assessments held in the period",
        ),
        Formula::ClockKept { clock } => {
            let (zh, en) = match clock {
                ClockKind::Arrive => ("到达现场", "arrival"),
                ClockKind::Feedback => ("处置反馈", "disposition feedback"),
                ClockKind::Dispose => ("处置完毕", "disposal"),
                ClockKind::ReferralAccept => ("部门受理", "referral acceptance"),
                ClockKind::ReferralDispose => ("部门办结", "referral result"),
                ClockKind::FollowUp => ("回访", "follow-up"),
                ClockKind::Answer => ("热线答复", "hotline answer"),
            };
            return (
                format!(
                    "期内接警、{zh}时限已有结论的警情中，按时的警情数 ÷ 警情总数（到时未报后补报的计为超时）"
                ),
                format!(
                    "incidents received in the period whose {en} clock was kept ÷ those whose {en} clock was decided (a late entry after the limit counts as a breach)"
                ),
            );
        }
        Formula::HandledWithoutPolice {
            against: Baseline::YearBefore,
        } => (
            "已办结或中途退回公安的分流警情中，未退回公安、按时处置完毕且未重新办理的占比；与上年同期对比",
            "share of ended diverted incidents disposed in time, without police and without reopening; against the same days a year before",
        ),
        Formula::HandledWithoutPolice {
            against: Baseline::Halves,
        } => (
            "已办结或中途退回公安的分流警情中，未退回公安、按时处置完毕且未重新办理的占比；服务期内后半段与前半段对比",
            "share of ended diverted incidents disposed in time, without police and without reopening; later against earlier half of the days in service",
        ),
        Formula::AreasWorking => (
            "有在用巡逻车且至少办结一起警情的“责任区·月”数 ÷ 服务期内应有的“责任区·月”数",
            "area-months with a car in service and at least one closed incident ÷ area-months of the service within the period",
        ),
        Formula::VouchedDocument => (
            "跟踪日前已备案并有人佐证的制度文件",
            "vouched documents on file by the tracking date",
        ),
        Formula::Satisfied => (
            "期内接警、已接通回访的警情中，评价为“满意”或“很满意”的 ÷ 已接通回访的警情数",
            "follow-ups graded satisfied or better ÷ follow-ups answered, incidents received in the period",
        ),
        Formula::IncidentsClosed => (
            "期内接警、经联动处置并已办结的警情数",
            "incidents received in the period and closed through the loop",
        ),
        Formula::FollowedUp => (
            "期内接警、列入回访的已办结警情中，已接通回访的 ÷ 列入回访的警情数",
            "follow-ups answered ÷ ended incidents that the follow-up lot took, received in the period",
        ),
        Formula::TrainingsHeld => ("期内举办的培训场次", "trainings held in the period"),
        Formula::SurveySatisfied => (
            "期内结束的问卷调查中，评价为“满意”或“很满意”的 ÷ 有效问卷数",
            "answers satisfied or better ÷ valid answers, surveys that ended in the period",
        ),
        Formula::BudgetExecuted {
            against: BudgetBase::Initial,
        } => (
            "截至跟踪日预算台账的支付合计 ÷ 年初预算",
            "payments by the tracking date ÷ initial budget, by the ledger",
        ),
        Formula::BudgetExecuted {
            against: BudgetBase::Adjusted,
        } => (
            "截至跟踪日预算台账的支付合计 ÷ 调整后预算",
            "payments by the tracking date ÷ adjusted budget, by the ledger",
        ),
    };
    (zh.into(), en.into())
}

/// An incident in a few words.
pub(super) fn of_incident(fact: &IncidentFact) -> String {
    let category = fact
        .category
        .map_or("未分类", crate::incident::CategoryCode::zh);
    let mut words = format!("{category}，{}", fact.phase.zh());
    if fact.round > 1 {
        words.push_str("，曾重新办理");
    }
    if let Some(grade) = fact.grade {
        words.push_str("，回访");
        words.push_str(grade.zh());
    }
    words
}
