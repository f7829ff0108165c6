//! Double entry (复式记账): every entry and contract as balanced lines over eight accounts.
//!
//! Two books side by side, as 《政府会计制度》（财会〔2017〕25号）has budgetary and financial accounting: the budget's
//! (what was granted, what of it is free, committed, spent) and the vendor's (what was invoiced, withheld, paid).
//! The commitment (承诺) of a signed contract takes from what is free on the day of its signing, as
//! encumbrance accounting does, so that a promise beyond the budget shows before the bill comes.
//!
//! | what happens | debit | credit |
//! | --- | --- | --- |
//! | budget, adjustment up | available | granted |
//! | adjustment down | granted | available |
//! | contract signed, or raised | committed | available |
//! | invoice | accrued | payable |
//! | deduction | payable | withheld |
//! | … of a contract's vendor | available | committed |
//! | payment | payable | treasury |
//! | … | spent | committed (available without a contract) |
//! | reversal | the lines of what it reverses, with their sides changed | |
//!
//! An invoice alone makes an expense, whether it names a contract or not, so that nothing is an expense twice. A
//! payment that no invoice came before leaves the payable account on its debit side, where it is seen. In a
//! project whose contracts are only the lines of its description no entry can name one, and all payments and
//! deductions are of them ([`contract::only_lines`]).

use super::{
    Entry, EntryKind,
    contract::{self, Contract},
};
use crate::{ids::ItemId, money::Fen, time::Day};
use std::collections::BTreeMap;

/// An account of the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Account {
    /// 预算指标来源.
    Granted,
    /// 可用指标.
    Available,
    /// 合同承诺.
    Committed,
    /// 预算支出.
    Spent,
    /// 应计费用.
    Accrued,
    /// 应付账款.
    Payable,
    /// 考核扣款.
    Withheld,
    /// 国库支付.
    Treasury,
}

impl Account {
    /// Every account, the budget's first.
    pub const ALL: [Self; 8] = [
        Self::Granted,
        Self::Available,
        Self::Committed,
        Self::Spent,
        Self::Accrued,
        Self::Payable,
        Self::Withheld,
        Self::Treasury,
    ];

    /// The word that the API uses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Available => "available",
            Self::Committed => "committed",
            Self::Spent => "spent",
            Self::Accrued => "accrued",
            Self::Payable => "payable",
            Self::Withheld => "withheld",
            Self::Treasury => "treasury",
        }
    }

    /// The word that people read.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Granted => "预算指标来源",
            Self::Available => "可用指标",
            Self::Committed => "合同承诺",
            Self::Spent => "预算支出",
            Self::Accrued => "应计费用",
            Self::Payable => "应付账款",
            Self::Withheld => "考核扣款",
            Self::Treasury => "国库支付",
        }
    }
}

/// A line: an amount on one side of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// The account.
    pub account: Account,
    /// Above zero on the debit side (借), below on the credit side (贷).
    pub amount: Fen,
}

/// What a posting comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// An entry.
    Entry(ItemId),
    /// A version of a contract.
    Contract(ItemId, u32),
}

/// Balanced lines of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posting {
    /// When.
    pub day: Day,
    /// From what.
    pub source: Source,
    /// The lines; their sum is zero. A memorandum (事前评审) has none.
    pub lines: Vec<Line>,
}

/// All postings up to a day, contracts before entries of the same day.
#[must_use]
pub fn postings(entries: &[Entry], contracts: &[Contract], until: Day) -> Vec<Posting> {
    let mut all: Vec<Posting> = Vec::new();
    for contract in contracts.iter().filter(|one| one.signed <= until) {
        let version = contract.version;
        let before = contracts
            .iter()
            .filter(|one| one.id == contract.id && one.version < version)
            .max_by_key(|one| one.version);
        let more = contract.total - before.map_or(Fen::ZERO, |one| one.total);
        all.push(Posting {
            day: contract.signed,
            source: Source::Contract(contract.id.clone(), version),
            lines: pair(Account::Committed, Account::Available, more).to_vec(),
        });
    }
    let drawn = contract::only_lines(contracts);
    for entry in entries.iter().filter(|one| one.day <= until) {
        all.push(Posting {
            day: entry.day,
            source: Source::Entry(entry.id.clone()),
            lines: lines(entry, entries, drawn),
        });
    }
    all.sort_by_key(|one| one.day);
    all
}

const fn pair(debit: Account, credit: Account, amount: Fen) -> [Line; 2] {
    [
        Line {
            account: debit,
            amount,
        },
        Line {
            account: credit,
            amount: Fen(amount.0.saturating_neg()),
        },
    ]
}

/// `drawn`: whether what names no contract is drawn from one all the same.
fn lines(entry: &Entry, all: &[Entry], drawn: bool) -> Vec<Line> {
    use Account as A;
    let amount = entry.amount;
    let of_contract = drawn || entry.contract.is_some();
    match entry.kind {
        EntryKind::Initial | EntryKind::Adjustment => {
            pair(A::Available, A::Granted, amount).to_vec()
        }
        EntryKind::PreAppraisal => Vec::new(),
        EntryKind::Invoice => pair(A::Accrued, A::Payable, amount).to_vec(),
        EntryKind::Deduction => {
            let mut lines = pair(A::Payable, A::Withheld, amount).to_vec();
            if of_contract {
                lines.extend(pair(A::Available, A::Committed, amount));
            }
            lines
        }
        EntryKind::Payment => {
            let from = if of_contract {
                A::Committed
            } else {
                A::Available
            };
            let mut lines = pair(A::Payable, A::Treasury, amount).to_vec();
            lines.extend(pair(A::Spent, from, amount));
            lines
        }
        EntryKind::Reversal => {
            let reversed = all
                .iter()
                .find(|one| entry.reverses.as_ref() == Some(&one.id))
                // What reverses a reversal was never taken in; an old log's nonsense moves nothing.
                .filter(|one| one.kind != EntryKind::Reversal);
            let lines = reversed.map_or_else(Vec::new, |one| lines(one, all, drawn));
            let turned = |line: Line| Line {
                amount: Fen(line.amount.0.saturating_neg()),
                ..line
            };
            lines.into_iter().map(turned).collect()
        }
    }
}

/// The balance of every account (试算平衡): debit above zero. All together are zero, always.
#[must_use]
pub fn trial_balance(postings: &[Posting]) -> BTreeMap<Account, Fen> {
    let mut balance: BTreeMap<Account, Fen> = Account::ALL
        .into_iter()
        .map(|one| (one, Fen::ZERO))
        .collect();
    for line in postings.iter().flat_map(|one| &one.lines) {
        let account = balance.entry(line.account).or_default();
        *account = *account + line.amount;
    }
    balance
}
