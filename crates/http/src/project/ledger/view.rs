//! The ledger as the API shows it.

use liandong_domain::{
    performance::{
        account::ProjectState,
        form::Likelihood,
        ledger::{
            Entry,
            forecast::{Forecast, Reason},
            journal::{self, Posting, Source},
            position::{Finding, Planned},
        },
    },
    ratio::Ratio,
    time::Day,
};
use liandong_report::ledger as words;
use serde::Serialize;
use utoipa::ToSchema;

/// A ledger up to a day. Money in fen.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Ledger {
    /// The day.
    #[schema(value_type = String, format = Date)]
    at: Day,
    /// 年初预算.
    initial: i64,
    /// 调增.
    increase: i64,
    /// 调减, above zero.
    decrease: i64,
    /// 调整后预算.
    adjusted: i64,
    /// 事前绩效评估评审预算, where there is one.
    pre_appraisal: Option<i64>,
    /// 合同承诺: the contracts in force, whole.
    committed: i64,
    /// The part of it that falls due within the budget year; `null` where no contract names dates.
    committed_in_year: Option<i64>,
    /// 已开票.
    invoiced: i64,
    /// 考核扣款.
    deducted: i64,
    /// 已支付.
    paid: i64,
    /// 应付未付: invoiced less deductions and payments; below zero where more was paid than is owed.
    payable: i64,
    /// 可用指标; below zero where more is promised or spent than was granted.
    available: i64,
    /// 预算执行率, against the initial budget.
    rate_on_initial: Rate,
    /// 预算执行率, against the adjusted budget.
    rate_on_adjusted: Rate,
    /// 时间进度: days of the year gone by.
    elapsed: Rate,
    /// 服务期进度: days of the service gone by.
    service: Rate,
    /// The rate on the adjusted budget less the time gone by, in hundredths of a percentage point; `null` over
    /// a budget of zero.
    gap_hundredths: Option<i64>,
    /// What instalments make due by the day; `null` where no contract names dates.
    planned: Option<i64>,
    /// The instalments in force, in the order of their days: `{contract, due, amount, condition}`.
    #[schema(value_type = Vec<Object>)]
    plan: Vec<Planned>,
    /// Where the year will end.
    #[schema(value_type = Object)]
    forecast: Forecast,
    /// What the forecast rests on, each with its figures.
    reasons: Vec<ForecastReason>,
    /// What section 四 of the form ticks; `null` where nothing supports a tick.
    judgement: Option<Likelihood>,
    /// Why, in Chinese.
    judgement_reason: &'static str,
    /// What is unusual and may be true all the same.
    findings: Vec<LedgerFinding>,
    /// The balance of every account (试算平衡); together zero.
    balances: Vec<Balance>,
    /// The entries, in order of entry.
    #[schema(value_type = Vec<Object>)]
    entries: Vec<Entry>,
    /// What entries and contracts lead to, in the order of their days.
    postings: Vec<PostingView>,
}

/// A part of the forecast's grounds.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ForecastReason {
    /// In Chinese.
    text: String,
    /// `is` and its figures.
    #[schema(value_type = Object)]
    data: Reason,
}

/// Something unusual in the books.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LedgerFinding {
    /// In Chinese.
    text: String,
    /// `is` and its figures.
    #[schema(value_type = Object)]
    data: Finding,
}

/// A ratio with both its numbers.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Rate {
    /// What is counted.
    numerator: i64,
    /// Out of how much.
    denominator: i64,
    /// In hundredths of a percent, rounded; `null` over zero, which has no value.
    percent_hundredths: Option<i64>,
}

/// An account's balance.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Balance {
    /// The account.
    account: &'static str,
    /// Its Chinese name.
    account_name: &'static str,
    /// Debit above zero, credit below.
    amount: i64,
}

/// Balanced lines of one entry or contract.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PostingView {
    /// When.
    #[schema(value_type = String, format = Date)]
    day: Day,
    /// The entry that it comes from.
    entry: Option<String>,
    /// The contract that it comes from, with its version.
    contract: Option<String>,
    /// The lines.
    lines: Vec<Balance>,
}

impl Ledger {
    /// The ledger of a project at the end of a day.
    pub(crate) fn of(state: &ProjectState, at: Day) -> Self {
        let books = state.books();
        let position = books.position(at);
        let (sums, ahead) = (position.sums, position.forecast);
        let (entries, contracts) = (state.entries(), state.contracts());
        let shown = entries.iter().filter(|one| one.day <= at);
        let balances = position.balances.iter();
        let reasons = ahead.reasons(&sums).into_iter();
        Self {
            at,
            initial: sums.initial.0,
            increase: sums.increase.0,
            decrease: sums.decrease.0,
            adjusted: sums.adjusted().0,
            pre_appraisal: sums.pre_appraisal.map(|one| one.0),
            committed: position.committed.0,
            committed_in_year: position.committed_in_year.map(|one| one.0),
            invoiced: sums.invoiced.0,
            deducted: sums.deducted.0,
            paid: sums.paid.0,
            payable: sums.payable().0,
            available: position.available.0,
            rate_on_initial: rate(sums.rate_on_initial()),
            rate_on_adjusted: rate(sums.rate_on_adjusted()),
            elapsed: rate(position.elapsed),
            service: rate(position.service),
            gap_hundredths: position.gap(),
            planned: position.planned.map(|one| one.0),
            forecast: ahead,
            reasons: reasons
                .map(|data| ForecastReason {
                    text: words::reason(&data),
                    data,
                })
                .collect(),
            judgement: position.judgement.tick,
            judgement_reason: words::why(position.judgement.reason),
            balances: balances
                .map(|(account, amount)| balance(*account, amount.0))
                .collect(),
            entries: shown.cloned().collect(),
            postings: journal::postings(entries, contracts, at)
                .iter()
                .map(posting)
                .collect(),
            plan: position.plan,
            findings: position
                .findings
                .into_iter()
                .map(|data| LedgerFinding {
                    text: words::finding(&data),
                    data,
                })
                .collect(),
        }
    }
}

fn rate(ratio: Ratio) -> Rate {
    Rate {
        numerator: ratio.numerator,
        denominator: ratio.denominator,
        percent_hundredths: ratio.percent_hundredths(),
    }
}

const fn balance(account: journal::Account, amount: i64) -> Balance {
    Balance {
        account: account.code(),
        account_name: account.zh(),
        amount,
    }
}

fn posting(one: &Posting) -> PostingView {
    let (entry, contract) = match &one.source {
        Source::Entry(id) => (Some(id.to_string()), None),
        Source::Contract(id, version) => (None, Some(format!("{id}@{version}"))),
    };
    PostingView {
        day: one.day,
        entry,
        contract,
        lines: one
            .lines
            .iter()
            .map(|line| balance(line.account, line.amount.0))
            .collect(),
    }
}
