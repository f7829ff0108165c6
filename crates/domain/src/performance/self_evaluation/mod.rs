//! The year-end self-evaluation (绩效自评) of a project: 项目支出绩效自评表, scored out of 100.
//!
//! By 财预〔2020〕10号《项目支出绩效评价管理办法》 and 财预〔2021〕101号《中央部门项目支出核心绩效目标和指标设置及
//! 取值指引（试行）》: 10 points for the execution of the budget, 90 for the indicators by their weights. An
//! indicator with a number gets its whole weight where the target is met and a part in proportion where it is
//! missed; a target in words is graded by an officer within the band that the evidence leaves open, with a
//! reason. Points are whole hundredths and what is less is dropped, so that the table's columns add up to its
//! total exactly, and a target missed by a hair never shows the whole weight.
//!
//! What rests on no evidence has no score. The total then is a range, and there is a grade only where both ends
//! of it have the same.

mod award;
mod refuse;
mod score;
mod weights;

pub use award::{Award, AwardRejection, Band};
pub use score::{Grade, Outcome, Rule, Score, Total};
pub use weights::{BadWeights, INDICATOR_POINTS, weights};

use super::{
    completion::{Completion, Tolerance},
    figure::Figure,
    form::{Form, FormIndicator, Standing},
    judge,
    target::{Comparator, Target},
};
use crate::{ids::IndicatorId, money::Fen, ratio::Ratio};
use serde::{Deserialize, Serialize};

/// What the execution of the budget is worth, in hundredths of a point.
pub const EXECUTION_POINTS: u32 = 1_000;

/// The year's money (项目资金).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Funds {
    /// 年初预算数.
    pub initial: Fen,
    /// 全年预算数: the budget after its adjustments.
    pub adjusted: Fen,
    /// 全年执行数: paid in the year.
    pub executed: Fen,
    /// How many entries of the ledger tell this; without one there is no evidence.
    pub entries: u64,
}

/// An indicator that is to be scored, held against its value of the year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its identifier.
    pub id: IndicatorId,
    /// 一级指标.
    pub level1: String,
    /// 二级指标.
    pub level2: String,
    /// 三级指标.
    pub name: String,
    /// 年度指标值.
    pub target: Target,
    /// 实际完成值, with its evidence.
    pub figure: Figure,
    /// How it stands against the year's target.
    pub standing: Standing,
    /// How far it is against the year's target.
    pub completion: Completion,
    /// 分值 in hundredths of a point, where the project gives weights.
    pub weight: Option<u32>,
}

impl From<&FormIndicator> for Item {
    /// Against the annual value, whatever was due at the form's last day.
    fn from(one: &FormIndicator) -> Self {
        Self {
            id: one.id.clone(),
            level1: one.level1.clone(),
            level2: one.level2.clone(),
            name: one.name.clone(),
            target: one.annual.clone(),
            standing: judge::standing(&one.figure, &one.annual),
            completion: Completion::of(&one.figure, &one.annual),
            figure: one.figure.clone(),
            weight: one.weight,
        }
    }
}

/// An indicator with its score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scored {
    /// What was scored.
    pub item: Item,
    /// Its score.
    pub score: Score,
    /// Whether 偏差原因分析及改进措施 must be written: something is missing from the whole weight, or the value is
    /// so far above its target that the target may have been set too low.
    pub must_be_explained: bool,
}

/// A self-evaluation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfEvaluation {
    /// The year's money.
    pub funds: Funds,
    /// Paid ÷ the year's budget; over zero it has no value.
    pub execution: Ratio,
    /// The score of the execution, out of 10 points.
    pub execution_score: Score,
    /// The indicators, in the form's order.
    pub items: Vec<Scored>,
    /// 总分.
    pub total: Total,
}

impl Funds {
    /// The money of a form over the year.
    #[must_use]
    pub const fn of(form: &Form) -> Self {
        Self {
            initial: form.budget.initial,
            adjusted: form.budget.adjusted,
            executed: form.budget.executed,
            entries: form.budget.entries,
        }
    }

    fn score(&self) -> (Ratio, Score) {
        let rate = Ratio::new(self.executed.0, self.adjusted.0);
        let outcome = if self.entries == 0 {
            Outcome::NoEvidence
        } else {
            Outcome::of_share(EXECUTION_POINTS, rate, Rule::ExecutionRate)
        };
        let weight = EXECUTION_POINTS;
        (rate, Score { weight, outcome })
    }
}

/// Why a project cannot be evaluated as asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unscorable {
    /// There is no indicator, and so nothing but the budget to score.
    #[error("the project has no indicators")]
    NoIndicators,
    /// The project's weights cannot be.
    #[error(transparent)]
    Weights(#[from] BadWeights),
    /// An officer's grade cannot be.
    #[error(transparent)]
    Award(#[from] AwardRejection),
}

/// Scores a year.
///
/// # Errors
/// [`Unscorable`]: no indicators, weights that do not sum to 90 points, or a grade by an officer that the evidence does not
/// allow.
pub fn evaluate(
    funds: Funds,
    items: Vec<Item>,
    awards: &[Award],
    tolerance: Tolerance,
) -> Result<SelfEvaluation, Unscorable> {
    if items.is_empty() {
        return Err(Unscorable::NoIndicators);
    }
    award::check(&items, awards)?;
    let weights = weights(&items)?;
    let (execution, execution_score) = funds.score();
    let items: Vec<Scored> = items
        .into_iter()
        .zip(weights)
        .map(|(item, weight)| {
            let award = awards.iter().find(|one| one.indicator == item.id);
            let score = Score::of(&item, weight, award);
            let is_short =
                !matches!(score.outcome, Outcome::Scored { points, .. } if points == weight);
            let must_be_explained =
                is_short || item.completion.must_be_explained(&item.standing, tolerance);
            Scored {
                item,
                score,
                must_be_explained,
            }
        })
        .collect();
    let scores = items.iter().map(|one| &one.score);
    let total = Total::of(scores.chain([&execution_score]));
    Ok(SelfEvaluation {
        funds,
        execution,
        execution_score,
        items,
        total,
    })
}

/// Whether a target is graded by an officer: a word, not a number.
fn is_qualitative(target: &Target) -> bool {
    target.comparator == Comparator::Qualitative
}
