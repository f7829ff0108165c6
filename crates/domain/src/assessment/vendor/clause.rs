//! The contract's clauses (合同考核条款) as data.

use crate::{assessment::Month, ids::ItemId, incident::ClockKind, money::Fen};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What the contract says about the vendor's month: a version of it, recorded with the project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VendorTerms {
    /// From 1, growing by one with each change.
    pub version: u32,
    /// The first month that it judges.
    pub from: Month,
    /// The vendor (服务供应商).
    pub vendor: String,
    /// The fee of a month (月服务费), of which deductions may be parts.
    pub monthly_fee: Fen,
    /// The most that all deductions of a month come to, in per mille of the fee (扣款上限).
    pub most_per_mille: i64,
    /// The clauses.
    pub clauses: Vec<Clause>,
}

/// A clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// Its identifier within the terms.
    pub id: ItemId,
    /// Its number as the contract has it: 第七条第2款.
    pub number: String,
    /// Its text.
    pub text: String,
    /// How it is measured.
    pub measure: ClauseMeasure,
    /// What must be reached.
    pub threshold: Threshold,
    /// What is deducted when it is not.
    pub deduction: Deduction,
}

/// How a clause is measured by the facts of the loop.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "by", deny_unknown_fields)]
pub enum ClauseMeasure {
    /// Share: clocks kept ÷ clocks decided, of the calls of the month.
    ClockKept {
        /// Which clock.
        clock: ClockKind,
    },
    /// Share: follow-ups graded satisfied or better ÷ follow-ups answered.
    Satisfied,
    /// Share: shifts attended ÷ shifts due, all members together.
    Attendance,
    /// Share: attendances ÷ attendances due at the month's trainings.
    TrainingAttended,
    /// Number: shifts of a car with fewer members on duty than this.
    CrewHoles {
        /// The least crew.
        least: u32,
    },
    /// Number: members who lack a required piece of equipment on the month's last day.
    MissingEquipment,
    /// Number: complaints at follow-ups.
    Complaints,
    /// Number: members with less training in the month than this.
    TrainingMinutes {
        /// The least, in minutes.
        minutes: u32,
    },
}

impl ClauseMeasure {
    /// Whether it is a share; else it is a number.
    #[must_use]
    pub const fn is_share(&self) -> bool {
        matches!(
            self,
            Self::ClockKept { .. } | Self::Satisfied | Self::Attendance | Self::TrainingAttended
        )
    }

    /// In words, Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::ClockKept { clock } => format!("{}按时率", clock.zh()),
            Self::Satisfied => "回访满意率".into(),
            Self::Attendance => "出勤率".into(),
            Self::TrainingAttended => "参训率".into(),
            Self::CrewHoles { least } => format!("在岗不足 {least} 人的车班数"),
            Self::MissingEquipment => "装备不齐的队员数".into(),
            Self::Complaints => "投诉件数".into(),
            Self::TrainingMinutes { minutes } => format!("当月培训不足 {minutes} 分钟的队员数"),
        }
    }
}

/// What a clause asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Threshold {
    /// A share of this much at the least, in per mille.
    AtLeast(i64),
    /// This many at the most.
    AtMost(i64),
}

/// What is deducted (扣款) when a clause is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deduction {
    /// How much.
    pub amount: DeductionAmount,
    /// Whether it is deducted for each one beyond the threshold (of a share: for each whole
    /// percentage point below it), or once.
    pub each: bool,
    /// The most that the clause costs in a month, where it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<Fen>,
}

/// An amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeductionAmount {
    /// So much, in fen.
    Fixed(Fen),
    /// So many per mille of the month's fee; parts of a fen are the vendor's.
    PerMille(i64),
}

/// What is wrong with the terms, by their field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {en}")]
pub struct BadTerms {
    /// The field, as the file names it.
    pub field: &'static str,
    /// Which clause, from 1, where it is one's.
    pub clause: Option<usize>,
    /// What is wrong.
    pub en: &'static str,
    /// The same in Chinese.
    pub zh: &'static str,
}

const fn bad(field: &'static str, en: &'static str, zh: &'static str) -> Result<(), BadTerms> {
    Err(BadTerms {
        field,
        clause: None,
        en,
        zh,
    })
}

impl VendorTerms {
    /// Checks that the terms can be followed.
    ///
    /// # Errors
    /// The first [`BadTerms`].
    pub fn check(&self) -> Result<(), BadTerms> {
        if self.version == 0 {
            return bad("version", "versions count from 1", "版本自 1 起");
        }
        if self.vendor.trim().is_empty() {
            return bad("vendor", "must not be blank", "不能为空");
        }
        if self.monthly_fee <= Fen::ZERO {
            return bad("monthly_fee_yuan", "must be above zero", "须大于零");
        }
        if !(0..=1_000).contains(&self.most_per_mille) {
            return bad(
                "most_per_mille",
                "must be 0 to 1000",
                "须在 0 至 1000 之间（千分数）",
            );
        }
        if self.clauses.is_empty() {
            return bad("clause", "there must be one at the least", "至少要有一条");
        }
        let mut ids = BTreeSet::new();
        for (index, clause) in self.clauses.iter().enumerate() {
            let own = |why: BadTerms| BadTerms {
                clause: Some(index + 1),
                ..why
            };
            clause.check().map_err(own)?;
            if !ids.insert(&clause.id) {
                return bad("id", "stands twice", "编号重复").map_err(own);
            }
        }
        Ok(())
    }

    /// The most that a month's deductions come to; parts of a fen are the vendor's.
    #[must_use]
    pub fn most(&self) -> Fen {
        per_mille(self.monthly_fee, self.most_per_mille)
    }

    /// The clause with an identifier.
    #[must_use]
    pub fn clause(&self, id: &ItemId) -> Option<&Clause> {
        self.clauses.iter().find(|one| one.id == *id)
    }
}

/// So many per mille of an amount, rounded down to whole fen: money has no smaller piece.
pub(super) fn per_mille(of: Fen, per_mille: i64) -> Fen {
    let fen = i128::from(of.0) * i128::from(per_mille) / 1_000;
    Fen(i64::try_from(fen).unwrap_or(i64::MAX))
}

impl Clause {
    fn check(&self) -> Result<(), BadTerms> {
        if self.number.trim().is_empty() {
            return bad("number", "must not be blank", "不能为空");
        }
        if self.text.trim().is_empty() {
            return bad("text", "must not be blank", "不能为空");
        }
        match (self.measure.is_share(), self.threshold) {
            (true, Threshold::AtLeast(1..=1_000)) | (false, Threshold::AtMost(0..=1_000_000)) => {}
            (true, _) => {
                return bad(
                    "at_least_per_mille",
                    "a share is held against at_least_per_mille, 1 to 1000",
                    "比例类条款须给出下限 at_least_per_mille（1 至 1000）",
                );
            }
            (false, _) => {
                return bad(
                    "at_most",
                    "a number is held against at_most, not negative",
                    "件数类条款须给出上限 at_most（非负整数）",
                );
            }
        }
        if let ClauseMeasure::ClockKept { clock } = self.measure
            && !matches!(
                clock,
                ClockKind::Arrive | ClockKind::Feedback | ClockKind::Dispose
            )
        {
            return bad(
                "clock",
                "the vendor answers for arrive, feedback and dispose",
                "供应商只对到达、反馈、处置三个时限负责",
            );
        }
        let amount = match self.deduction.amount {
            DeductionAmount::Fixed(fen) => fen > Fen::ZERO,
            DeductionAmount::PerMille(share) => (1..=1_000).contains(&share),
        };
        if !amount {
            return bad(
                "deduct",
                "an amount above zero, or 1 to 1000 per mille of the fee",
                "须为大于零的金额，或月服务费的千分之 1 至 1000",
            );
        }
        if self.deduction.most.is_some_and(|most| most <= Fen::ZERO) {
            return bad("most_yuan", "must be above zero", "须大于零");
        }
        Ok(())
    }
}
