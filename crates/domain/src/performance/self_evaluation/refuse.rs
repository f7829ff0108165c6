//! Why a year cannot be scored, told in both languages.

use super::{AwardRejection, BadWeights, Unscorable};
use crate::refusal::{Because, Refusal};

impl From<Unscorable> for Refusal {
    fn from(why: Unscorable) -> Self {
        let en = why.to_string();
        match why {
            Unscorable::NoIndicators => Self::new(
                "no_indicators",
                Because::Conflict,
                "项目没有绩效指标，无从评分",
                en,
            ),
            Unscorable::Weights(BadWeights::Sum { sum }) => Self::new(
                "weights_not_whole",
                Because::Conflict,
                format!(
                    "各指标权重合计 {}.{:02} 分，应为 90 分",
                    sum / 100,
                    sum % 100
                ),
                en,
            ),
            Unscorable::Weights(BadWeights::NothingLeft { .. }) => Self::new(
                "weights_leave_nothing",
                Because::Conflict,
                "已设权重的指标用完了 90 分，其余指标没有分值",
                en,
            ),
            Unscorable::Award(rejection) => award(&rejection, en),
        }
    }
}

fn award(why: &AwardRejection, en: String) -> Refusal {
    use AwardRejection as R;
    let id = why.indicator();
    let (code, because, zh) = match why {
        R::NoSuchIndicator(_) => (
            "no_such_indicator",
            Because::Invalid,
            format!("项目没有指标“{id}”"),
        ),
        R::Twice(_) => (
            "award_twice",
            Because::Invalid,
            format!("指标“{id}”评定了两次"),
        ),
        R::NotInWords(_) => (
            "award_of_number",
            Because::Invalid,
            format!("指标“{id}”是定量指标，按完成值计分，不能评定"),
        ),
        R::NoEvidence(_) => (
            "award_without_evidence",
            Because::Conflict,
            format!("指标“{id}”没有记录，不能评分"),
        ),
        R::AboveWhole(_) => (
            "award_above_whole",
            Because::Invalid,
            format!("指标“{id}”的评定不能超过 100%"),
        ),
        R::MissedTarget(_) => (
            "award_against_evidence",
            Because::Conflict,
            format!("指标“{id}”的记录显示未达成年度指标，评定须低于 80%"),
        ),
        R::NoReason(_) => (
            "award_without_reason",
            Because::Invalid,
            format!("评定指标“{id}”须写明理由"),
        ),
    };
    Refusal::new(code, because, zh, en).about("awards")
}
