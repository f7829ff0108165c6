//! An officer's grade of a target in words (定性指标).

use super::{Item, is_qualitative};
use crate::{ids::IndicatorId, performance::form::Standing};
use serde::{Deserialize, Serialize};

/// The three bands of 财预〔2020〕10号.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// 达成年度指标: 100 % to 80 %, both included.
    Achieved,
    /// 部分达成年度指标并具有一定效果: below 80 % to 60 %, included.
    Partly,
    /// 未达成年度指标且效果较差: below 60 %.
    Missed,
}

/// Where the bands begin, in hundredths of a percent of the weight.
const ACHIEVED_FROM: u32 = 8_000;
const PARTLY_FROM: u32 = 6_000;
/// The whole weight.
pub(super) const WHOLE: u32 = 10_000;

impl Band {
    /// The band of a share of the weight, in hundredths of a percent.
    #[must_use]
    pub const fn of(share: u32) -> Self {
        match share {
            ACHIEVED_FROM.. => Self::Achieved,
            PARTLY_FROM.. => Self::Partly,
            _ => Self::Missed,
        }
    }
}

/// What an officer gives a target in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Award {
    /// The indicator.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub indicator: IndicatorId,
    /// The share of its weight, in hundredths of a percent: 9500 is 95 %.
    pub share: u32,
    /// Why, for the form's last column.
    pub reason: String,
}

/// A grade that cannot be given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AwardRejection {
    /// The project has no such indicator.
    #[error("no indicator {0}")]
    NoSuchIndicator(IndicatorId),
    /// It was graded twice.
    #[error("indicator {0} is graded twice")]
    Twice(IndicatorId),
    /// Its target is a number, which scores itself.
    #[error("indicator {0} has a number for its target and is scored by it")]
    NotInWords(IndicatorId),
    /// It has no evidence, and so no score.
    #[error("indicator {0} has no evidence, and so no score")]
    NoEvidence(IndicatorId),
    /// The share is above 100 %.
    #[error("indicator {0} cannot get more than its weight")]
    AboveWhole(IndicatorId),
    /// The evidence says that the target was missed, and the share is of the band 达成年度指标.
    #[error("indicator {0} misses its target, so that less than 80 % can be given")]
    MissedTarget(IndicatorId),
    /// There is no reason.
    #[error("the grade of indicator {0} needs a reason")]
    NoReason(IndicatorId),
}

impl AwardRejection {
    /// The indicator.
    #[must_use]
    pub const fn indicator(&self) -> &IndicatorId {
        match self {
            Self::NoSuchIndicator(id)
            | Self::Twice(id)
            | Self::NotInWords(id)
            | Self::NoEvidence(id)
            | Self::AboveWhole(id)
            | Self::MissedTarget(id)
            | Self::NoReason(id) => id,
        }
    }
}

/// Holds the officer's grades against the evidence.
pub(super) fn check(items: &[Item], awards: &[Award]) -> Result<(), AwardRejection> {
    for (at, award) in awards.iter().enumerate() {
        let id = || award.indicator.clone();
        if awards
            .iter()
            .take(at)
            .any(|one| one.indicator == award.indicator)
        {
            return Err(AwardRejection::Twice(id()));
        }
        let item = items.iter().find(|one| one.id == award.indicator);
        let item = item.ok_or_else(|| AwardRejection::NoSuchIndicator(id()))?;
        if !is_qualitative(&item.target) {
            return Err(AwardRejection::NotInWords(id()));
        }
        if award.share > WHOLE {
            return Err(AwardRejection::AboveWhole(id()));
        }
        if award.reason.trim().is_empty() {
            return Err(AwardRejection::NoReason(id()));
        }
        match item.standing {
            Standing::NoData | Standing::NotDue { .. } => {
                return Err(AwardRejection::NoEvidence(id()));
            }
            Standing::Missed { .. } if Band::of(award.share) == Band::Achieved => {
                return Err(AwardRejection::MissedTarget(id()));
            }
            Standing::Met { .. } | Standing::Missed { .. } => {}
        }
    }
    Ok(())
}
