//! A member's score: points of each part, and their weighted mean over the parts with evidence.

use super::{Fraction, LeftOut, Measure, Part, Scale, Scoring};
use crate::ids::{ItemId, MemberId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How a member did in one part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartScore {
    /// The part of the formula.
    pub part: ItemId,
    /// What was counted, weighted by the member's capacity.
    pub numerator: i64,
    /// Out of how much; zero where there is no evidence.
    pub denominator: i64,
    /// How many records it rests on.
    pub evidence: u64,
    /// How many of these were entered late (补报).
    pub late: u64,
    /// What was left out and why. No zero counts.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub left_out: BTreeMap<LeftOut, u64>,
    /// Its points, 0 to 100; `None` without evidence: then the part's weight is the others'.
    pub points: Option<Fraction>,
}

/// Why a member has no score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum NoScore {
    /// No part has evidence (无数据).
    NoEvidence,
    /// The parts with evidence weigh less than the formula asks for (依据不足).
    TooLittleEvidence,
}

impl NoScore {
    /// The word that people read.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::NoEvidence => "无数据",
            Self::TooLittleEvidence => "依据不足",
        }
    }
}

/// A score, or why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Score {
    /// 0 to 100, exact.
    Of(Fraction),
    /// There is none.
    None(NoScore),
}

impl Score {
    /// The score, where there is one.
    #[must_use]
    pub const fn value(self) -> Option<Fraction> {
        match self {
            Self::Of(score) => Some(score),
            Self::None(_) => None,
        }
    }
}

/// A member's line of the assessment table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberScore {
    /// The member.
    pub member: MemberId,
    /// Incidents in whose crew the member was.
    pub incidents: u64,
    /// The parts, in the formula's order.
    pub parts: Vec<PartScore>,
    /// The score, 0 to 100, or why there is none.
    pub score: Score,
}

impl MemberScore {
    /// Whether the score reaches the pass mark; `None` without a score.
    #[must_use]
    pub fn passed(&self, scoring: &Scoring) -> Option<bool> {
        let score = self.score.value()?;
        Some(score >= Fraction::whole(scoring.pass_mark))
    }

    /// The same line with one part's counts replaced.
    #[must_use]
    pub fn with(
        mut self,
        scoring: &Scoring,
        part: &ItemId,
        (numerator, denominator): (i64, i64),
    ) -> Self {
        if let (Some(rule), Some(one)) = (
            scoring.part(part),
            self.parts.iter_mut().find(|one| one.part == *part),
        ) {
            (one.numerator, one.denominator) = (numerator, denominator);
            one.points = points(rule, numerator, denominator);
        }
        self.score = total(scoring, &self.parts);
        self
    }
}

/// The points of a part; `None` over a denominator that is not above zero.
#[must_use]
pub fn points(part: &Part, numerator: i64, denominator: i64) -> Option<Fraction> {
    if denominator <= 0 {
        return None;
    }
    let per_mille = |share: i64| i128::from(share) * i128::from(denominator);
    match &part.scale {
        Scale::Share => Fraction::new(i128::from(numerator) * 100, i128::from(denominator)),
        Scale::AtLeast(steps) => {
            let reached = steps
                .iter()
                .find(|step| per_mille(step.per_mille) <= i128::from(numerator) * 1_000);
            Some(Fraction::whole(reached.map_or(0, |step| step.points)))
        }
        Scale::UpTo(steps) => {
            let reached = steps.iter().find(|step| numerator <= step.count);
            Some(Fraction::whole(reached.map_or(0, |step| step.points)))
        }
    }
}

/// The weighted mean of the parts with evidence.
///
/// It is exact: seven measures are quotients over counts below 2¹⁴ in any month that people live
/// through, so that the common denominator stays within 128 bits. Beyond that there would be no
/// score, never a wrong one.
#[must_use]
pub fn total(scoring: &Scoring, parts: &[PartScore]) -> Score {
    let (mut sum, mut weight) = (Some(Fraction::ZERO), 0_i64);
    for one in parts {
        if let (Some(points), Some(rule)) = (one.points, scoring.part(&one.part)) {
            sum = sum.and_then(|sum| sum.plus(points.times(rule.weight)?));
            weight += rule.weight;
        }
    }
    if weight == 0 {
        return Score::None(NoScore::NoEvidence);
    }
    let mean = sum.filter(|_| weight >= scoring.least_weight);
    mean.and_then(|sum| sum.over(weight))
        .map_or(Score::None(NoScore::TooLittleEvidence), Score::Of)
}

/// An empty part in the making.
#[derive(Debug, Clone, Default)]
pub(super) struct Counts {
    pub(super) numerator: i64,
    pub(super) denominator: i64,
    pub(super) evidence: u64,
    pub(super) late: u64,
    pub(super) left_out: BTreeMap<LeftOut, u64>,
}

impl Counts {
    pub(super) fn finish(self, part: &Part) -> PartScore {
        // No part counts more than there was, but for the complaints, of which one call may have two.
        let most = match part.measure {
            Measure::Complaints => i64::MAX,
            _ => self.denominator,
        };
        let numerator = self.numerator.min(most);
        PartScore {
            part: part.id.clone(),
            numerator,
            denominator: self.denominator,
            evidence: self.evidence,
            late: self.late,
            left_out: self.left_out,
            points: points(part, numerator, self.denominator),
        }
    }
}
