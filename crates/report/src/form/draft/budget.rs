//! Sentences about money. Without a ledger entry there is none to speak of, and they say so.

use crate::{ledger, words};
use liandong_domain::{
    money::Fen,
    performance::{
        form::{Form, FormBudget},
        ledger::Sums,
    },
    ratio::Ratio,
};

const UNBOOKED: &str = "预算台账没有记录，预算数据为无数据。";

/// 一 2 预算安排: the initial budget, each direction of adjustment that was made, what it came to,
/// and the contracts signed.
pub(super) fn arrangement(form: &Form) -> String {
    let budget = &form.budget;
    if budget.entries == 0 {
        return format!("截至{}，{UNBOOKED}", words::day(form.period.to));
    }
    let mut text = format!(
        "{}年本项目年初预算金额为{}，{}",
        budget.year,
        words::wan(budget.initial),
        adjustments(budget)
    );
    if budget.adjustment_needed {
        text.push_str(&format!("调整后预算为{}。", words::wan(budget.adjusted)));
    }
    if budget.committed > Fen::ZERO {
        text.push_str(&format!(
            "截至{}，已签合同明细合计{}。",
            words::day(form.period.to),
            words::wan(budget.committed)
        ));
    }
    text
}

/// `调增…，调减…，` or that there was no adjustment.
fn adjustments(budget: &FormBudget) -> String {
    if !budget.adjustment_needed {
        return "跟踪日前未作预算调整。".into();
    }
    let mut text = String::new();
    for (word, amount) in [("调增", budget.increase), ("调减", budget.decrease)] {
        if amount != Fen::ZERO {
            text.push_str(&format!("{word}{}，", words::wan(amount)));
        }
    }
    text
}

/// 二 1 预算执行情况: what was paid, and the share of the adjusted and of the initial budget.
pub(super) fn execution(form: &Form) -> String {
    if form.budget.entries == 0 {
        return format!("截至{}，{UNBOOKED}", words::day(form.period.to));
    }
    let mut text = format!("截至{}，{}", words::day(form.period.to), rate(form));
    text.push_str(&format!(
        "同期时间进度为{}。",
        words::share(form.budget.forecast.elapsed)
    ));
    let (initial, rate) = (form.budget.initial, form.budget.rate_on_initial);
    if form.budget.adjusted != initial && rate.denominator != 0 {
        // The form's rate is against the adjusted budget; this one must not be taken for it.
        text.push_str(&format!("已支付金额占年初预算的{}。", in_wan(rate)));
    }
    text
}

/// Where the year will end, with what that rests on.
pub(super) fn forecast(form: &Form) -> String {
    let ahead = &form.budget.forecast;
    let reasons = ahead.reasons(&sums(&form.budget));
    let reasons: Vec<String> = reasons.iter().map(ledger::reason).collect();
    format!(
        "预测至年末：{}；预计支付{}。",
        reasons.join("；"),
        words::wan(ahead.likely)
    )
}

/// The ledger's sums that the form's cells are.
fn sums(budget: &FormBudget) -> Sums {
    Sums {
        initial: budget.initial,
        increase: budget.increase,
        decrease: budget.decrease,
        paid: budget.executed,
        deducted: budget.deducted,
        invoiced: budget.invoiced,
        pre_appraisal: budget.pre_appraisal,
        entries: budget.entries,
    }
}

/// What was paid, as a sentence of its own.
pub(super) fn paid(form: &Form) -> String {
    let verb = if form.budget.executed == Fen::ZERO {
        "尚未支付".to_owned()
    } else {
        format!("已支付{}", words::wan(form.budget.executed))
    };
    format!("截至{}，本项目{verb}。", words::day(form.period.to))
}

/// What was paid and the rate, as a sentence that follows a date.
pub(super) fn rate(form: &Form) -> String {
    let budget = &form.budget;
    if budget.entries == 0 {
        return UNBOOKED.into();
    }
    let mut text = if budget.executed == Fen::ZERO {
        "本项目尚未支付，".to_owned()
    } else {
        format!("本项目已支付{}，", words::wan(budget.executed))
    };
    if budget.rate_on_adjusted.denominator == 0 {
        text.push_str("调整后预算为零，预算执行进度分母为零，没有数值");
    } else {
        text.push_str(&format!(
            "预算执行进度为{}",
            in_wan(budget.rate_on_adjusted)
        ));
    }
    text.push('。');
    text
}

/// A share of money with both its amounts.
fn in_wan(ratio: Ratio) -> String {
    format!(
        "{}（{}/{}）",
        words::percent(ratio),
        words::wan(Fen(ratio.numerator)),
        words::wan(Fen(ratio.denominator))
    )
}

/// The remark that a rate without a value calls for.
pub(super) fn remark(form: &Form) -> Option<String> {
    let budget = &form.budget;
    if budget.entries == 0 {
        return Some("预算台账没有记录，预算各栏填“无数据”。".into());
    }
    (budget.rate_on_adjusted.denominator == 0).then(|| {
        format!(
            "本项目调整后预算为0，预算执行进度以调整后预算为分母，无法计算，故填“{}”，不等于0%，也不等于100%。",
            words::OVER_ZERO
        )
    })
}
