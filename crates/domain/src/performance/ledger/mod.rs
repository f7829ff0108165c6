//! The budget ledger (预算台账): dated entries in fen, never changed, only added to; each is posted by double
//! entry (复式记账), see [`journal`].

pub mod contract;
pub mod forecast;
pub mod journal;
pub mod position;

use crate::{ids::ItemId, money::Fen, ratio::Ratio, time::Day};
use serde::{Deserialize, Serialize};

/// The most that an entry or a contract's line can be of: a thousand times a large town's year. Above it is a slip
/// of the pen; below it, thousands of them together stay within 64 bits.
pub(super) const LARGEST: Fen = Fen::from_yuan(10_000_000_000_000);

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
    /// The stream whose decision it enters, where it comes from one; a decision is entered once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The contract that an invoice, a deduction or a payment is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<ItemId>,
    /// The entry that a reversal takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reverses: Option<ItemId>,
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
    /// A deduction from what the vendor is paid (考核扣款), by the decision that it refers to. It
    /// changes neither the budget nor what was paid: payments are entered as they were made.
    Deduction,
    /// An invoice or a request for payment (发票、支付申请).
    Invoice,
    /// The figure of the appraisal before the budget (事前绩效评估评审预算). A memorandum: it moves no money.
    PreAppraisal,
    /// The reversal (冲销) of an entry, whole: its amount is that of what it reverses.
    Reversal,
}

impl EntryKind {
    /// The word that people read.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Initial => "年初预算",
            Self::Adjustment => "预算调整",
            Self::Payment => "支付",
            Self::Deduction => "考核扣款",
            Self::Invoice => "发票或支付申请",
            Self::PreAppraisal => "事前绩效评估评审预算",
            Self::Reversal => "冲销",
        }
    }
}

/// What an entry counts as, with its sign: a reversal takes away what it reverses.
pub(super) fn counted<'a>(entries: &'a [Entry], entry: &'a Entry) -> Option<(&'a Entry, i64)> {
    if entry.kind != EntryKind::Reversal {
        return Some((entry, 1));
    }
    let mut all = entries.iter();
    let reversed = all.find(|one| entry.reverses.as_ref() == Some(&one.id))?;
    (reversed.kind != EntryKind::Reversal).then_some((reversed, -1))
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
    /// 考核扣款: what the vendor is not paid.
    pub deducted: Fen,
    /// 已开票（申请支付）.
    pub invoiced: Fen,
    /// 事前绩效评估评审预算, where one was entered.
    pub pre_appraisal: Option<Fen>,
    /// Entries counted.
    pub entries: u64,
}

impl Sums {
    /// Adds up the entries that take effect on `until` or before.
    #[must_use]
    pub fn until(entries: &[Entry], until: Day) -> Self {
        Self::of(entries, until, |_| true)
    }

    /// The same of the entries that fit; a reversal fits where what it reverses does.
    pub(super) fn of(entries: &[Entry], until: Day, fits: impl Fn(&Entry) -> bool) -> Self {
        let mut sums = Self::default();
        for entry in entries.iter().filter(|entry| entry.day <= until) {
            let counted = counted(entries, entry);
            if !fits(counted.map_or(entry, |(one, _)| one)) {
                continue;
            }
            sums.entries += 1;
            if let Some((counted, sign)) = counted {
                sums.add(counted, sign);
            }
        }
        sums
    }

    /// 应付未付: invoiced less deductions and payments. Below zero where more was paid than is owed.
    #[must_use]
    pub fn payable(&self) -> Fen {
        self.invoiced - self.deducted - self.paid
    }

    fn add(&mut self, entry: &Entry, sign: i64) {
        let amount = Fen(entry.amount.0.saturating_mul(sign));
        match entry.kind {
            EntryKind::Initial => self.initial = self.initial + amount,
            EntryKind::Adjustment if entry.amount.0 >= 0 => self.increase = self.increase + amount,
            EntryKind::Adjustment => self.decrease = self.decrease - amount,
            EntryKind::Payment => self.paid = self.paid + amount,
            EntryKind::Deduction => self.deducted = self.deducted + amount,
            EntryKind::Invoice => self.invoiced = self.invoiced + amount,
            // The last figure stands; one that was taken back leaves none.
            EntryKind::PreAppraisal => {
                self.pre_appraisal = (sign > 0).then_some(amount);
            }
            EntryKind::Reversal => {}
        }
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
