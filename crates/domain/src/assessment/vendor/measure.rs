//! From what was measured to what is deducted.

use super::{Clause, DeductionAmount, Threshold, VendorTerms, clause::per_mille};
use crate::{assessment::LeftOut, ids::ItemId, money::Fen};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Measured {
    /// Nothing in the month bears on the clause (无数据): it is neither kept nor broken.
    NoEvidence,
    /// A share.
    Share {
        /// What was counted.
        numerator: i64,
        /// Out of how much, above zero.
        denominator: i64,
    },
    /// A number.
    Count {
        /// What was counted.
        count: i64,
        /// Out of how many looked at.
        of: i64,
    },
}

/// How a clause came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The clause.
    pub clause: ItemId,
    /// What was measured.
    pub measured: Measured,
    /// Whether the clause was kept; `None` without evidence.
    pub kept: Option<bool>,
    /// What the clause costs by itself, before the month's cap.
    pub deduction: Fen,
    /// How many records it rests on.
    pub evidence: u64,
    /// How many of these were entered late (补报).
    pub late: u64,
    /// What was left out and why. No zero counts.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub left_out: BTreeMap<LeftOut, u64>,
}

/// Whether a clause was kept, and what it costs.
pub(super) fn judge(
    clause: &Clause,
    terms: &VendorTerms,
    measured: Measured,
) -> (Option<bool>, Fen) {
    let (kept, times) = match (measured, clause.threshold) {
        (
            Measured::Share {
                numerator,
                denominator,
            },
            Threshold::AtLeast(least),
        ) => {
            let reached = i128::from(numerator) * 1_000;
            let asked = i128::from(least) * i128::from(denominator);
            // Whole percentage points below, ten per mille each.
            let below = (asked - reached).max(0) / (i128::from(denominator.max(1)) * 10);
            (reached >= asked, i64::try_from(below).unwrap_or(i64::MAX))
        }
        (Measured::Count { count, .. }, Threshold::AtMost(most)) => {
            (count <= most, count.saturating_sub(most).max(0))
        }
        _ => return (None, Fen::ZERO),
    };
    if kept {
        return (Some(true), Fen::ZERO);
    }
    let one = match clause.deduction.amount {
        DeductionAmount::Fixed(fen) => fen,
        DeductionAmount::PerMille(share) => per_mille(terms.monthly_fee, share),
    };
    let times = if clause.deduction.each { times } else { 1 };
    let all = Fen(one.0.saturating_mul(times));
    let cost = clause.deduction.most.map_or(all, |most| all.min(most));
    (Some(false), cost)
}

/// The sum of the clauses' deductions, not above the month's cap.
#[must_use]
pub fn capped(terms: &VendorTerms, deductions: impl Iterator<Item = Fen>) -> Fen {
    deductions.sum::<Fen>().min(terms.most())
}
