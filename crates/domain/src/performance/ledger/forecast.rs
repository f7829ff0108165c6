//! Where the year will end (年末预测): what will be paid by 31 December, and whether that is all of the budget.
//!
//! Three figures in fen. *Sure* (至少): paid, and what is invoiced and owed. *Likely* (很可能): that, and what the
//! contracts make due by the year's end, less the share of the invoices that was deducted so far; without dates
//! in the contracts, payments go on at the pace of the year so far (rounded down). *Most* (至多): paid, and all that
//! the contracts leave to be paid; without a contract nothing bounds it but the budget. What names a contract is
//! taken from that contract and from no other.
//!
//! The judgement of section 四 is of the whole adjusted budget: *certain* when the sure figure reaches it,
//! *impossible* when not even the most does or the year is over, *possible* between. A budget of zero has
//! none.

use super::{
    Entry, Sums,
    contract::{self, Contract},
};
use crate::{
    money::Fen,
    performance::form::{Judgement, JudgementReason as R, Likelihood},
    ratio::Ratio,
    time::Day,
};
use serde::{Deserialize, Serialize};

/// The forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forecast {
    /// Paid so far.
    pub paid: Fen,
    /// Invoiced, less deductions and payments (应付未付); not below zero.
    pub owed: Fen,
    /// What contracts make due by the year's end after that, where they name dates.
    pub due: Option<Fen>,
    /// What is likely deducted from `due`: the share of the invoices that deductions had so far.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub withheld: Fen,
    /// What will be paid for sure.
    pub sure: Fen,
    /// What will likely be paid.
    pub likely: Fen,
    /// The most that can be paid.
    pub most: Fen,
    /// Days of the year gone by ÷ days of the year (时间进度).
    pub elapsed: Ratio,
    /// Whether the likely figure goes on at the year's pace.
    pub by_pace: bool,
}

/// What a forecast rests on, each with its figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Reason {
    /// Paid so far.
    Paid {
        /// How much.
        amount: Fen,
    },
    /// Invoiced and owed.
    Owed {
        /// How much.
        amount: Fen,
    },
    /// Contracts make more due by the year's end.
    Due {
        /// How much.
        amount: Fen,
    },
    /// The share of the invoices that was deducted so far, taken from what falls due.
    Withheld {
        /// How much.
        amount: Fen,
        /// Deducted ÷ invoiced so far.
        share: Ratio,
    },
    /// Payments go on at the year's pace.
    Pace {
        /// Days gone by ÷ days of the year.
        elapsed: Ratio,
        /// What that makes by the year's end.
        amount: Fen,
    },
    /// Nothing is paid and no contract names dates: nothing to go on.
    NoPace,
    /// What can be paid at the most, and the adjusted budget that it is held against.
    Bound {
        /// The most.
        most: Fen,
        /// The adjusted budget.
        adjusted: Fen,
    },
}

impl Forecast {
    /// What it rests on, in the order in which it is computed.
    #[must_use]
    pub fn reasons(&self, sums: &Sums) -> Vec<Reason> {
        let mut all = vec![Reason::Paid { amount: self.paid }];
        if self.owed > Fen::ZERO {
            all.push(Reason::Owed { amount: self.owed });
        }
        match self.due {
            Some(amount) => all.push(Reason::Due { amount }),
            None if self.by_pace => all.push(Reason::Pace {
                elapsed: self.elapsed,
                amount: self.likely,
            }),
            None => all.push(Reason::NoPace),
        }
        if self.withheld > Fen::ZERO {
            all.push(Reason::Withheld {
                amount: self.withheld,
                share: Ratio::new(sums.deducted.0, sums.invoiced.0),
            });
        }
        all.push(Reason::Bound {
            most: self.most,
            adjusted: sums.adjusted(),
        });
        all
    }
}

/// What contracts leave to be paid, and make due, after what was booked of them.
#[derive(Default)]
struct Ahead {
    owed: Fen,
    left: Fen,
    due: Option<Fen>,
}

impl Ahead {
    fn of(contracts: &[&Contract], sums: &Sums, last: Day) -> Self {
        let total: Fen = contracts.iter().map(|one| one.total).sum();
        let owed = above_zero(sums.payable());
        let mut dated = contracts.iter().flat_map(|one| &one.instalments).peekable();
        let any = dated.peek().is_some();
        let by_end: Fen = dated
            .filter(|one| one.due <= last)
            .map(|one| one.amount)
            .sum();
        let gone = sums.deducted + sums.paid;
        Self {
            owed,
            left: above_zero(total - gone).max(owed),
            due: any.then(|| above_zero(by_end - gone - owed)),
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            owed: self.owed + other.owed,
            left: self.left + other.left,
            due: match (self.due, other.due) {
                (None, None) => None,
                (one, other) => Some(one.unwrap_or_default() + other.unwrap_or_default()),
            },
        }
    }

    /// Every contract by what names it, and what names none beside them. A deduction that names none lessens
    /// what is owed in all, because some vendor is not paid it.
    fn all(entries: &[Entry], contracts: &[Contract], at: Day, last: Day) -> Self {
        let in_force: Vec<&Contract> = contract::in_force(contracts, at).collect();
        if contract::only_lines(contracts) {
            return Self::of(&in_force, &Sums::until(entries, at), last);
        }
        let named = in_force.iter().map(|one| {
            let sums = Sums::of(entries, at, |entry| {
                entry.contract.as_ref() == Some(&one.id)
            });
            Self::of(&[one], &sums, last)
        });
        let loose = Sums::of(entries, at, |entry| entry.contract.is_none());
        let owed = above_zero(loose.invoiced - loose.paid);
        let beside = Self {
            owed,
            left: owed,
            due: None,
        };
        let mut all = named.fold(beside, Self::and);
        all.owed = above_zero(all.owed - loose.deducted);
        all
    }
}

/// The forecast of a year at a day.
#[must_use]
pub fn forecast(entries: &[Entry], contracts: &[Contract], year: i32, at: Day) -> Forecast {
    let sums = Sums::until(entries, at);
    let (first, last) = bounds(year);
    let whole = last.0 - first.0 + 1;
    let gone = (at.0 - first.0 + 1).clamp(0, whole);
    let ahead = Ahead::all(entries, contracts, at, last);
    let sure = sums.paid + ahead.owed;
    let most = if contract::in_force(contracts, at).next().is_none() {
        sums.adjusted().max(sure)
    } else {
        sums.paid + ahead.left
    };
    let withheld = ahead
        .due
        .map_or(Fen::ZERO, |due| share_up(due, sums.deducted, sums.invoiced));
    let by_pace = ahead.due.is_none() && sums.paid > Fen::ZERO && gone > 0;
    let likely = match ahead.due {
        Some(due) => sure + due - withheld,
        None if by_pace => {
            let at_pace = i128::from(sums.paid.0) * i128::from(whole) / i128::from(gone);
            Fen(i64::try_from(at_pace).unwrap_or(i64::MAX)).max(sure)
        }
        None => sure,
    };
    Forecast {
        paid: sums.paid,
        owed: ahead.owed,
        due: ahead.due,
        withheld,
        sure,
        likely: likely.min(most),
        most,
        elapsed: Ratio::new(gone, whole),
        by_pace,
    }
}

/// `of × part ÷ whole`, up to the next fen and not above `of`; nothing over zero.
fn share_up(of: Fen, part: Fen, whole: Fen) -> Fen {
    if part <= Fen::ZERO || whole <= Fen::ZERO || of <= Fen::ZERO {
        return Fen::ZERO;
    }
    let (of_wide, whole) = (i128::from(of.0), i128::from(whole.0));
    let up = (of_wide * i128::from(part.0) + whole - 1) / whole;
    i64::try_from(up).map_or(of, |up| Fen(up).min(of))
}

/// The judgement of section 四, 年度项目预算完成可能性.
#[must_use]
pub fn judge(forecast: &Forecast, sums: &Sums) -> Judgement {
    let adjusted = sums.adjusted();
    let over = forecast.elapsed.numerator >= forecast.elapsed.denominator;
    let (tick, reason) = if adjusted <= Fen::ZERO {
        (None, R::BudgetIsZero)
    } else if forecast.paid >= adjusted {
        (Some(Likelihood::Certain), R::BudgetFullyPaid)
    } else if over {
        (Some(Likelihood::Impossible), R::BudgetLapsed)
    } else if forecast.sure >= adjusted {
        (Some(Likelihood::Certain), R::BudgetOwed)
    } else if forecast.most < adjusted {
        (Some(Likelihood::Impossible), R::BudgetOutOfReach)
    } else {
        (Some(Likelihood::Possible), R::BudgetPartlyPaid)
    };
    Judgement { tick, reason }
}

/// First and last day of a year.
pub(super) fn bounds(year: i32) -> (Day, Day) {
    let day = |month, day| {
        let year = i16::try_from(year).unwrap_or(i16::MAX).clamp(1, 9_999);
        jiff::civil::Date::new(year, month, day).map_or(Day(0), Day::from)
    };
    (day(1, 1), day(12, 31))
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde gives a reference
fn is_zero(amount: &Fen) -> bool {
    *amount == Fen::ZERO
}

fn above_zero(amount: Fen) -> Fen {
    amount.max(Fen::ZERO)
}
