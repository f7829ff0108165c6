//! A score with its arithmetic, and the total.

use super::{Award, Band, Item, award::WHOLE, is_qualitative};
use crate::{
    performance::{
        completion::CompletionRule,
        figure::{NoValue, Value},
        form::Standing,
    },
    ratio::Ratio,
};
use serde::{Deserialize, Serialize};

/// By which rule a score came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "rule", content = "by")]
pub enum Rule {
    /// 10 points × the execution rate, at most 10.
    ExecutionRate,
    /// The target is met: the whole weight.
    Met,
    /// The target is missed: the weight × the completion.
    InProportion(CompletionRule),
    /// An officer's grade.
    Awarded(Band),
}

/// What a score is. Points are hundredths of a point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Outcome {
    /// A score.
    Scored {
        /// Weight × share, what is less than a hundredth of a point dropped.
        points: u32,
        /// The share of the weight as it was computed, before it was held between nothing and the whole.
        share: Ratio,
        /// By which rule.
        by: Rule,
        /// The officer's reason, where an officer graded.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// An officer has to grade between these.
    Open {
        /// The least.
        least: u32,
        /// The most.
        most: u32,
    },
    /// A ratio over zero says nothing.
    OverZero,
    /// Nothing was recorded that tells.
    NoEvidence,
}

/// 得分 beside 分值.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// 分值, in hundredths of a point.
    pub weight: u32,
    /// 得分.
    pub outcome: Outcome,
}

impl Outcome {
    /// `weight × share`, between nothing and the weight; over zero there is no score.
    pub(super) fn of_share(weight: u32, share: Ratio, by: Rule) -> Self {
        match portion(weight, share) {
            Some(points) => Self::Scored {
                points,
                share,
                by,
                reason: None,
            },
            None => Self::OverZero,
        }
    }
}

/// `weight × share`, held between 0 and the weight, rounded down.
fn portion(weight: u32, share: Ratio) -> Option<u32> {
    let (numerator, denominator) = (i128::from(share.numerator), i128::from(share.denominator));
    if denominator == 0 {
        return None;
    }
    let points = (i128::from(weight) * numerator).div_euclid(denominator);
    let points = points.clamp(0, i128::from(weight));
    u32::try_from(points).ok()
}

impl Score {
    pub(super) fn of(item: &Item, weight: u32, award: Option<&Award>) -> Self {
        let outcome = match &item.standing {
            Standing::NoData | Standing::NotDue { .. } => match item.figure.value {
                Value::None(NoValue::OverZero) => Outcome::OverZero,
                _ => Outcome::NoEvidence,
            },
            _ if is_qualitative(&item.target) => graded(item, weight, award),
            Standing::Met { .. } => Outcome::of_share(weight, Ratio::new(1, 1), Rule::Met),
            Standing::Missed { .. } => in_proportion(item, weight),
        };
        Self { weight, outcome }
    }

    /// The least and the most that this can come to, in hundredths of a point.
    const fn range(&self) -> (u32, u32) {
        match self.outcome {
            Outcome::Scored { points, .. } => (points, points),
            Outcome::Open { least, most } => (least, most),
            Outcome::OverZero | Outcome::NoEvidence => (0, self.weight),
        }
    }
}

/// A missed number. Its completion is below one, or there is none to reckon with (a bound of zero that was
/// passed), and then nothing is earned.
fn in_proportion(item: &Item, weight: u32) -> Outcome {
    let share = item.completion.ratio.unwrap_or(Ratio::new(0, 1));
    Outcome::of_share(weight, share, Rule::InProportion(item.completion.rule))
}

/// A target in words. Without an officer's grade it is open: from 80 % where the evidence meets it, up to (not
/// including) 80 % where it does not.
fn graded(item: &Item, weight: u32, award: Option<&Award>) -> Outcome {
    let share = |hundredths: u32| Ratio::new(i64::from(hundredths), i64::from(WHOLE));
    if let Some(award) = award {
        let share = share(award.share);
        return Outcome::Scored {
            points: portion(weight, share).unwrap_or(0),
            share,
            by: Rule::Awarded(Band::of(award.share)),
            reason: Some(award.reason.trim().to_owned()),
        };
    }
    let (least, most) = match item.standing {
        Standing::Met { .. } => (8_000, WHOLE),
        _ => (0, 7_999),
    };
    Outcome::Open {
        least: portion(weight, share(least)).unwrap_or(0),
        most: portion(weight, share(most)).unwrap_or(weight),
    }
}

/// 优, 良, 中, 差.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// 优: 90 points and more.
    Excellent,
    /// 良: from 80.
    Good,
    /// 中: from 60.
    Fair,
    /// 差: below 60.
    Poor,
}

impl Grade {
    /// The grade of so many hundredths of a point.
    #[must_use]
    pub const fn of(points: u32) -> Self {
        match points {
            9_000.. => Self::Excellent,
            8_000.. => Self::Good,
            6_000.. => Self::Fair,
            _ => Self::Poor,
        }
    }
}

/// 总分. Hundredths of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Total {
    /// What is scored so far.
    pub scored: u32,
    /// What has no score, or waits for an officer's grade, is worth this much together.
    pub unscored_weight: u32,
    /// The least that the total can come to.
    pub least: u32,
    /// The most.
    pub most: u32,
    /// The grade, where the least and the most have the same.
    pub grade: Option<Grade>,
}

impl Total {
    pub(super) fn of<'a>(scores: impl Iterator<Item = &'a Score>) -> Self {
        let mut total = Self {
            scored: 0,
            unscored_weight: 0,
            least: 0,
            most: 0,
            grade: None,
        };
        for score in scores {
            let (least, most) = score.range();
            total.least = total.least.saturating_add(least);
            total.most = total.most.saturating_add(most);
            match score.outcome {
                Outcome::Scored { points, .. } => {
                    total.scored = total.scored.saturating_add(points);
                }
                _ => total.unscored_weight = total.unscored_weight.saturating_add(score.weight),
            }
        }
        let (least, most) = (Grade::of(total.least), Grade::of(total.most));
        total.grade = (least == most).then_some(least);
        total
    }

    /// Whether everything has its score.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.unscored_weight == 0
    }
}
