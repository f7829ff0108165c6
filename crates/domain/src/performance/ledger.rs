//! The budget ledger (预算台账): dated entries in fen, never changed, only added to.

use crate::{ids::ItemId, money::Fen, ratio::Ratio, time::Day};
use serde::{Deserialize, Serialize};

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its identifier, unique in the project.
    pub id: ItemId,
    /// The day on which it takes effect.
    pub day: Day,
    /// What it is.
    pub kind: EntryKind,
    /// How much; above zero except for [`EntryKind::Adjustment`], which carries its sign.
    pub amount: Fen,
    /// The paper that it rests on.
    pub note: String,
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// The budget at the year's beginning (年初预算).
    Initial,
    /// A change of the budget (预算调整), up or down.
    Adjustment,
    /// A payment (支付).
    Payment,
}

/// The sums of a ledger up to a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sums {
    /// 当年预算数.
    pub initial: Fen,
    /// 调增金额.
    pub increase: Fen,
    /// 调减金额, positive.
    pub decrease: Fen,
    /// 预算执行数.
    pub paid: Fen,
    /// Entries counted.
    pub entries: u64,
}

impl Sums {
    /// Adds up the entries that take effect on `until` or before.
    #[must_use]
    pub fn until<'a>(entries: impl IntoIterator<Item = &'a Entry>, until: Day) -> Self {
        let mut sums = Self::default();
        for entry in entries.into_iter().filter(|entry| entry.day <= until) {
            sums.entries += 1;
            match entry.kind {
                EntryKind::Initial => sums.initial = sums.initial + entry.amount,
                EntryKind::Adjustment if entry.amount.0 >= 0 => {
                    sums.increase = sums.increase + entry.amount
                }
                EntryKind::Adjustment => sums.decrease = sums.decrease - entry.amount,
                EntryKind::Payment => sums.paid = sums.paid + entry.amount,
            }
        }
        sums
    }

    /// 调整后预算数.
    #[must_use]
    pub fn adjusted(&self) -> Fen {
        self.initial + self.increase - self.decrease
    }

    /// 预算执行进度 against the adjusted budget.
    #[must_use]
    pub fn rate_on_adjusted(&self) -> Ratio {
        Ratio::new(self.paid.0, self.adjusted().0)
    }

    /// The same against the initial budget.
    #[must_use]
    pub const fn rate_on_initial(&self) -> Ratio {
        Ratio::new(self.paid.0, self.initial.0)
    }
}
