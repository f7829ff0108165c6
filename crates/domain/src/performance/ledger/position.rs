//! Where a project's budget stands at a day (预算执行情况), and what is unusual in its books.

use super::{
    Entry, EntryKind, Sums,
    contract::{self, Contract},
    forecast::{self, Forecast, bounds},
    journal::{self, Account},
};
use crate::{
    ids::ItemId,
    money::Fen,
    performance::form::Judgement,
    ratio::Ratio,
    time::{Day, Period},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a position is made from.
#[derive(Debug, Clone, Copy)]
pub struct Books<'a> {
    /// The budget year.
    pub year: i32,
    /// When the project's service runs.
    pub service: Period,
    /// The figure of the appraisal before the budget that the project's description has; one that is booked
    /// comes before it.
    pub pre_appraisal: Option<Fen>,
    /// The ledger's entries.
    pub entries: &'a [Entry],
    /// Every version of every contract.
    pub contracts: &'a [Contract],
}

/// A budget at a day. Money in fen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// The day.
    pub at: Day,
    /// The sums of the entries, with the description's appraisal where none is booked.
    pub sums: Sums,
    /// 合同承诺: the contracts in force, whole.
    pub committed: Fen,
    /// The part of them that falls due within the budget year; `None` where no contract names dates.
    pub committed_in_year: Option<Fen>,
    /// 可用指标: below zero where more is promised or spent than was granted.
    pub available: Fen,
    /// Days of the year gone by ÷ days of the year (时间进度).
    pub elapsed: Ratio,
    /// Days of the service gone by ÷ days of the service (服务期进度).
    pub service: Ratio,
    /// The instalments in force, in the order of their days (支出计划).
    pub plan: Vec<Planned>,
    /// What they make due by the day; `None` where no contract names dates.
    pub planned: Option<Fen>,
    /// Where the year will end.
    pub forecast: Forecast,
    /// What section 四 of the form ticks.
    pub judgement: Judgement,
    /// The balance of every account; together zero.
    pub balances: BTreeMap<Account, Fen>,
    /// What is unusual.
    pub findings: Vec<Finding>,
}

/// An instalment of a contract in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// The contract.
    pub contract: ItemId,
    /// When it is due.
    pub due: Day,
    /// How much.
    pub amount: Fen,
    /// On which condition.
    pub condition: String,
}

/// Something unusual that may be true all the same: it is taken in, and said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Finding {
    /// More is promised and spent than was granted (超指标承诺).
    OverCommitted {
        /// By how much, above zero.
        by: Fen,
        /// The contracts in force.
        committed: Fen,
        /// The adjusted budget.
        adjusted: Fen,
    },
    /// More was paid than the adjusted budget (超预算支付).
    PaidBeyondBudget {
        /// Paid.
        paid: Fen,
        /// The adjusted budget.
        adjusted: Fen,
    },
    /// More was paid than was invoiced less deductions (无票支付).
    PaidWithoutInvoice {
        /// By how much, above zero.
        by: Fen,
    },
    /// Invoices, deductions or payments name no contract although the project has some (未注明合同).
    NamesNoContract {
        /// The entries.
        entries: Vec<ItemId>,
    },
    /// Less was paid and deducted than instalments made due by the day (付款落后于合同).
    BehindPlan {
        /// Due by the day.
        planned: Fen,
        /// Paid and deducted under these contracts.
        settled: Fen,
    },
    /// The initial budget is above what the appraisal before it found (高于事前评审).
    AboveAppraisal {
        /// The initial budget.
        initial: Fen,
        /// The appraisal's figure.
        appraised: Fen,
    },
    /// A contract was signed after its service had begun (先服务后签约).
    ServedBeforeSigned {
        /// The contract.
        contract: ItemId,
        /// When it was signed.
        signed: Day,
        /// When the service began.
        from: Day,
    },
}

impl Position {
    /// How far the payments are ahead of the year (below zero: behind), in hundredths of a percentage point:
    /// the execution rate against the adjusted budget less the time gone by. `None` over a budget of zero.
    #[must_use]
    pub fn gap(&self) -> Option<i64> {
        let rate = self.sums.rate_on_adjusted().percent_hundredths()?;
        Some(rate.saturating_sub(self.elapsed.percent_hundredths()?))
    }
}

impl Books<'_> {
    /// Where the budget stands at the end of a day.
    #[must_use]
    pub fn position(&self, at: Day) -> Position {
        let mut sums = Sums::until(self.entries, at);
        sums.pre_appraisal = sums.pre_appraisal.or(self.pre_appraisal);
        let ahead = forecast::forecast(self.entries, self.contracts, self.year, at);
        let posted = journal::postings(self.entries, self.contracts, at);
        let balances = journal::trial_balance(&posted);
        let plan = self.plan(at);
        let (first, last) = bounds(self.year);
        let of_plan = |fits: &dyn Fn(Day) -> bool| {
            let fit = plan.iter().filter(|one| fits(one.due));
            let sum: Fen = fit.map(|one| one.amount).sum();
            (!plan.is_empty()).then_some(sum)
        };
        let mut position = Position {
            at,
            sums,
            committed: contract::in_force(self.contracts, at)
                .map(|one| one.total)
                .sum(),
            committed_in_year: of_plan(&|due| first <= due && due <= last),
            available: balances
                .get(&Account::Available)
                .copied()
                .unwrap_or_default(),
            elapsed: ahead.elapsed,
            service: gone(self.service, at),
            planned: of_plan(&|due| due <= at),
            plan,
            judgement: forecast::judge(&ahead, &sums),
            forecast: ahead,
            balances,
            findings: Vec::new(),
        };
        position.findings = self.findings(&position);
        position
    }

    fn plan(&self, at: Day) -> Vec<Planned> {
        let mut plan: Vec<Planned> = contract::in_force(self.contracts, at)
            .flat_map(|one| one.instalments.iter().map(move |part| (one, part)))
            .map(|(one, part)| Planned {
                contract: one.id.clone(),
                due: part.due,
                amount: part.amount,
                condition: part.condition.clone(),
            })
            .collect();
        plan.sort_by_key(|one| one.due);
        plan
    }

    fn findings(&self, position: &Position) -> Vec<Finding> {
        let (sums, adjusted) = (&position.sums, position.sums.adjusted());
        let mut all = Vec::new();
        if position.available < Fen::ZERO {
            all.push(Finding::OverCommitted {
                by: Fen::ZERO - position.available,
                committed: position.committed,
                adjusted,
            });
        }
        if sums.paid > adjusted {
            all.push(Finding::PaidBeyondBudget {
                paid: sums.paid,
                adjusted,
            });
        }
        all.extend(self.uninvoiced(position.at));
        all.extend(self.nameless(position.at));
        all.extend(self.behind(position));
        if let Some(appraised) = sums.pre_appraisal.filter(|one| sums.initial > *one) {
            all.push(Finding::AboveAppraisal {
                initial: sums.initial,
                appraised,
            });
        }
        let signed = self
            .contracts
            .iter()
            .filter(|one| one.version == 1 && one.signed <= position.at);
        let late = signed.filter(|one| one.service.from < one.signed);
        all.extend(late.map(|one| Finding::ServedBeforeSigned {
            contract: one.id.clone(),
            signed: one.signed,
            from: one.service.from,
        }));
        all
    }

    /// Contract by contract, so that what one vendor is owed does not cover what another was paid.
    fn uninvoiced(&self, at: Day) -> Option<Finding> {
        let mut names: Vec<Option<&ItemId>> = self
            .entries
            .iter()
            .map(|one| one.contract.as_ref())
            .collect();
        names.sort_unstable();
        names.dedup();
        let by: Fen = names
            .into_iter()
            .map(|name| Sums::of(self.entries, at, |one| one.contract.as_ref() == name))
            // A deduction after the payment is money to be had back, not a payment without its invoice.
            .map(|sums| (sums.paid - sums.invoiced).max(Fen::ZERO))
            .sum();
        (by > Fen::ZERO).then_some(Finding::PaidWithoutInvoice { by })
    }

    fn nameless(&self, at: Day) -> Option<Finding> {
        if contract::only_lines(self.contracts)
            || contract::in_force(self.contracts, at).next().is_none()
        {
            return None;
        }
        use EntryKind as K;
        let taken_back = |one: &Entry| {
            let mut all = self.entries.iter().filter(|other| other.day <= at);
            all.any(|other| other.reverses.as_ref() == Some(&one.id))
        };
        let entries: Vec<ItemId> = self
            .entries
            .iter()
            .filter(|one| one.day <= at && one.contract.is_none() && !taken_back(one))
            .filter(|one| matches!(one.kind, K::Invoice | K::Deduction | K::Payment))
            .map(|one| one.id.clone())
            .collect();
        (!entries.is_empty()).then_some(Finding::NamesNoContract { entries })
    }

    fn behind(&self, position: &Position) -> Option<Finding> {
        let planned = position.planned?;
        let dated = |name: &ItemId| position.plan.iter().any(|one| one.contract == *name);
        let sums = Sums::of(self.entries, position.at, |one| {
            one.contract.as_ref().is_some_and(dated)
        });
        let settled = sums.paid + sums.deducted;
        (settled < planned).then_some(Finding::BehindPlan { planned, settled })
    }
}

/// Days of a period gone by at the end of a day ÷ its days.
fn gone(period: Period, at: Day) -> Ratio {
    let days = period.days().max(0);
    Ratio::new((at.0 - period.from.0 + 1).clamp(0, days), days)
}
