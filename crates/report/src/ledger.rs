//! The budget ledger in words, and as a table for a terminal.

use crate::{assessment::push_aligned, explain::one_line, words};
use liandong_domain::{
    money::Fen,
    performance::{
        form::{JudgementReason, Likelihood},
        ledger::{
            Entry,
            forecast::Reason,
            position::{Finding, Position},
        },
    },
    ratio::hundredths,
};

/// What a forecast rests on, as a sentence's part with its figures.
#[must_use]
pub fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Paid { amount } => format!("已支付{}", words::wan(*amount)),
        Reason::Owed { amount } => format!("已开票未付{}", words::wan(*amount)),
        Reason::Due { amount } => format!("合同年内到期{}", words::wan(*amount)),
        Reason::Withheld { amount, share } => format!(
            "按已开票中扣款的比例{}预计扣款{}",
            words::percent(*share),
            words::wan(*amount)
        ),
        Reason::Pace { elapsed, amount } => format!(
            "时间进度{}，按已过时间的支付进度推算全年{}",
            words::share(*elapsed),
            words::wan(*amount)
        ),
        Reason::NoPace => "合同未写明付款日期，也没有支付进度可供推算".to_owned(),
        Reason::Bound { most, adjusted } => format!(
            "全年至多可支付{}，调整后预算{}",
            words::wan(*most),
            words::wan(*adjusted)
        ),
    }
}

/// Something unusual in the books, as a sentence.
#[must_use]
pub fn finding(finding: &Finding) -> String {
    let wan = |amount: &Fen| words::wan(*amount);
    match finding {
        Finding::OverCommitted {
            by,
            committed,
            adjusted,
        } => format!(
            "可用指标不足：合同承诺{}与无合同支出合计超出调整后预算{}，超出{}。",
            wan(committed),
            wan(adjusted),
            wan(by)
        ),
        Finding::PaidBeyondBudget { paid, adjusted } => {
            format!("已支付{}，超过调整后预算{}。", wan(paid), wan(adjusted))
        }
        Finding::PaidWithoutInvoice { by } => format!("有{}的支付没有发票。", wan(by)),
        Finding::NamesNoContract { entries } => {
            let names: Vec<&str> = entries.iter().map(|one| one.as_str()).collect();
            format!("发票、扣款或支付未注明合同：{}。", names.join("、"))
        }
        Finding::BehindPlan { planned, settled } => format!(
            "按合同已到期应付{}，已支付和扣款{}，付款落后。",
            wan(planned),
            wan(settled)
        ),
        Finding::AboveAppraisal { initial, appraised } => format!(
            "年初预算{}高于事前绩效评估评审预算{}。",
            wan(initial),
            wan(appraised)
        ),
        Finding::ServedBeforeSigned {
            contract,
            signed,
            from,
        } => format!(
            "合同“{contract}”{}签订，晚于服务开始的{}。",
            words::day(*signed),
            words::day(*from)
        ),
    }
}

/// What section 四 of the form ticks, in words.
#[must_use]
pub const fn tick(tick: Option<Likelihood>) -> &'static str {
    match tick {
        Some(Likelihood::Certain) => "确定能完成",
        Some(Likelihood::Possible) => "有可能完成",
        Some(Likelihood::Impossible) => "确定不能完成",
        None => "不勾选",
    }
}

/// Why, in words; nothing for a reason that is the goals'.
#[must_use]
pub const fn why(reason: JudgementReason) -> &'static str {
    match reason {
        JudgementReason::BudgetIsZero => "调整后预算为零或没有记录，没有可执行的预算",
        JudgementReason::BudgetFullyPaid => "调整后预算已全部支付",
        JudgementReason::BudgetPartlyPaid => "调整后预算尚未付清，预算年度尚未结束",
        JudgementReason::BudgetOwed => "调整后预算中尚未支付的部分均已开票应付",
        JudgementReason::BudgetOutOfReach => "按已签合同，全年可支付的金额不足调整后预算",
        JudgementReason::BudgetLapsed => "预算年度已结束，调整后预算仍有未支付部分",
        _ => "",
    }
}

/// How far payments are ahead of the year, as `落后46.67个百分点`.
#[must_use]
pub fn gap(points: Option<i64>) -> String {
    match points {
        None => words::OVER_ZERO.to_owned(),
        Some(0) => "持平".to_owned(),
        Some(points) => {
            let size = hundredths(points.saturating_abs());
            let size = size.trim_end_matches('%');
            let word = if points < 0 { "落后" } else { "超前" };
            format!("{word}{size}个百分点")
        }
    }
}

/// Sums, accounts, plan, forecast, findings and the entries themselves, for a terminal.
#[must_use]
pub fn table(name: &str, position: &Position, entries: &[Entry]) -> String {
    let mut text = format!("{name} 预算台账（截至 {}）\n", position.at);
    let block = |text: &mut String, title: &str, lines: &[Vec<String>]| {
        if !lines.is_empty() {
            text.push_str(&format!("\n{title}\n"));
            push_aligned(text, lines);
        }
    };
    block(&mut text, "合计（元）", &sums(position));
    block(&mut text, "进度", &progress(position));
    block(
        &mut text,
        "科目余额（元，借方为正，合计为零）",
        &accounts(position),
    );
    block(&mut text, "付款计划（元）", &plan(position));
    let year = &position.forecast;
    let reasons: Vec<String> = year.reasons(&position.sums).iter().map(reason).collect();
    text.push_str(&format!(
        "\n年末预测\n至少 {}，很可能 {}，至多 {}\n依据：{}\n判断：{}。{}\n",
        year.sure.yuan(),
        year.likely.yuan(),
        year.most.yuan(),
        reasons.join("；"),
        tick(position.judgement.tick),
        why(position.judgement.reason)
    ));
    if !position.findings.is_empty() {
        text.push_str("\n须注意\n");
        for one in &position.findings {
            text.push_str(&format!("- {}\n", finding(one)));
        }
    }
    block(&mut text, "记录", &booked(position, entries));
    text
}

fn sums(position: &Position) -> Vec<Vec<String>> {
    let sums = &position.sums;
    let named = |word: &str, amount: Fen| vec![word.to_owned(), amount.yuan()];
    let maybe = |word: &str, amount: Option<Fen>| {
        let none = || words::NO_DATA.to_owned();
        vec![word.to_owned(), amount.map_or_else(none, Fen::yuan)]
    };
    vec![
        maybe("事前评审", sums.pre_appraisal),
        named("年初预算", sums.initial),
        named("调增", sums.increase),
        named("调减", sums.decrease),
        named("调整后预算", sums.adjusted()),
        named("合同承诺", position.committed),
        maybe("其中年内到期", position.committed_in_year),
        named("已开票", sums.invoiced),
        named("考核扣款", sums.deducted),
        named("已支付", sums.paid),
        named("应付未付", sums.payable()),
        named("可用指标", position.available),
    ]
}

fn progress(position: &Position) -> Vec<Vec<String>> {
    let sums = &position.sums;
    let named = |word: &str, value: String| vec![word.to_owned(), value];
    vec![
        named("执行率（年初预算）", words::percent(sums.rate_on_initial())),
        named(
            "执行率（调整后预算）",
            words::percent(sums.rate_on_adjusted()),
        ),
        named("时间进度", words::share(position.elapsed)),
        named("服务期进度", words::share(position.service)),
        named("执行率与时间进度相比", gap(position.gap())),
    ]
}

fn accounts(position: &Position) -> Vec<Vec<String>> {
    let all = position.balances.iter();
    all.map(|(account, amount)| vec![account.zh().to_owned(), amount.yuan()])
        .collect()
}

fn plan(position: &Position) -> Vec<Vec<String>> {
    let all = position.plan.iter();
    all.map(|one| {
        vec![
            one.due.to_string(),
            one.amount.yuan(),
            one.contract.to_string(),
            one_line(&one.condition),
        ]
    })
    .collect()
}

fn booked(position: &Position, entries: &[Entry]) -> Vec<Vec<String>> {
    let shown = entries.iter().filter(|one| one.day <= position.at);
    shown
        .map(|one| {
            let of = one.contract.as_ref().or(one.reverses.as_ref());
            vec![
                one.day.to_string(),
                one.id.to_string(),
                one.kind.zh().to_owned(),
                one.amount.yuan(),
                of.map_or_else(String::new, ToString::to_string),
                one_line(&one.note),
            ]
        })
        .collect()
}
