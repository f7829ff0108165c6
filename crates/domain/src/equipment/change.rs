//! What can happen to a piece beside being handed out, and what cannot.

use super::piece::{Condition, Piece};
use crate::{
    ids::ItemId,
    refusal::{Because, Refusal},
    time::Day,
};
use serde::{Deserialize, Serialize};

/// Something that happened to a piece.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EquipmentChange {
    /// The kind.
    pub kind: ItemId,
    /// The piece's own number.
    pub serial: String,
    /// On which day.
    pub day: Day,
    /// What.
    pub step: EquipmentStep,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "do", deny_unknown_fields)]
pub enum EquipmentStep {
    /// It came into the store room (入库).
    Acquired,
    /// Its holder gave it back (归还).
    Returned,
    /// It is faulty (报修).
    Faulty,
    /// It works again (修复).
    Repaired,
    /// It was calibrated (校准).
    Calibrated {
        /// When that is due again.
        due: Day,
    },
    /// It is lost (遗失).
    Lost,
    /// It was found again (找回).
    Found,
    /// It is written off (报废).
    WrittenOff,
}

impl EquipmentStep {
    /// The word that people read.
    #[must_use]
    pub const fn zh(&self) -> &'static str {
        match self {
            Self::Acquired => "入库",
            Self::Returned => "归还",
            Self::Faulty => "报修",
            Self::Repaired => "修复",
            Self::Calibrated { .. } => "校准",
            Self::Lost => "遗失",
            Self::Found => "找回",
            Self::WrittenOff => "报废",
        }
    }
}

/// Whether it can have happened to the piece as it is known.
///
/// # Errors
/// The refusal, when it cannot.
pub fn check(piece: Option<&Piece>, change: &EquipmentChange) -> Result<(), Refusal> {
    use EquipmentStep as S;
    let refuse = |code, because, zh: String, en: &str| Err(Refusal::new(code, because, zh, en));
    let Some(piece) = piece else {
        if change.step == S::Acquired {
            return Ok(());
        }
        return refuse(
            "no_such_piece",
            Because::NotFound,
            format!("没有编号为“{}”的该种装备", change.serial),
            "there is no such piece",
        );
    };
    if change.day < piece.last {
        return Err(Refusal::new(
            "before_last_record",
            Because::Invalid,
            format!("日期早于该装备的上一条记录（{}）", piece.last),
            format!("the piece has a record of {}", piece.last),
        )
        .about("day"));
    }
    let fits = match &change.step {
        S::Acquired => false,
        S::Returned => piece.holder().is_some(),
        S::Faulty => !piece.faulty && !piece.lost && !piece.written_off,
        S::Repaired => piece.faulty && !piece.written_off,
        S::Calibrated { due } => {
            if *due <= change.day {
                return Err(Refusal::new(
                    "bad_due_day",
                    Because::Invalid,
                    "下次校准日期须晚于本次校准日期",
                    "the next calibration must be due after this one",
                )
                .about("due"));
            }
            !piece.lost && !piece.written_off
        }
        S::Lost => !piece.lost && !piece.written_off,
        S::Found => piece.lost,
        S::WrittenOff => !piece.written_off,
    };
    if fits {
        return Ok(());
    }
    let condition = piece.condition();
    refuse(
        "wrong_condition",
        Because::Conflict,
        format!("该装备现为“{}”，不能{}", condition.zh(), change.step.zh()),
        "the piece is in a state in which this cannot happen",
    )
}

/// Whether a piece can be handed out.
///
/// # Errors
/// The refusal, when it is written off.
pub(crate) fn check_issue(piece: Option<&Piece>) -> Result<(), Refusal> {
    match piece.map(Piece::condition) {
        Some(Condition::WrittenOff) => Err(Refusal::new(
            "wrong_condition",
            Because::Conflict,
            "该装备已报废，不能发放",
            "the piece is written off",
        )),
        _ => Ok(()),
    }
}
