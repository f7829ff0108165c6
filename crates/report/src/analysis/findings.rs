//! Written findings (文字结论): one sentence for each test below the level and each signal of the chart.

use super::words;
use liandong_analysis::{
    Report,
    report::{ChartDay, Effect, Finding, Outcome, Question, Records, Tested},
    stats::{
        chart::{RUN, Signal},
        interval::Interval,
    },
};
use liandong_domain::time::{Day, Period};

/// Records named in a sentence at the most.
const NAMED: usize = 5;
/// Days of a run before the one that tells it.
const RUN_BEFORE: i64 = 8;

/// The findings in words; where there is none, why.
#[must_use]
pub fn sentences(report: &Report) -> Vec<String> {
    if report.findings.none_possible {
        return vec!["样本过小，不作结论。".into()];
    }
    let all = report.findings.all.iter();
    let mut sentences: Vec<String> = all
        .filter_map(|finding| match finding {
            Finding::Test { test } => report.tests.get(*test).and_then(|one| tested(report, one)),
            Finding::Chart { .. } => None,
        })
        .collect();
    sentences.extend(charted(report));
    if sentences.is_empty() {
        vec!["未发现超出日常波动的变化。".into()]
    } else {
        sentences
    }
}

fn tested(report: &Report, test: &Tested) -> Option<String> {
    let Outcome::Done {
        method,
        statistic,
        df,
        p_adjusted,
        effect,
        ..
    } = test.outcome
    else {
        return None;
    };
    let what = match test.question {
        Question::Volume { base } => volume(report, test, words::base(report.kind, base), effect),
        Question::ClockKept { clock } => {
            share(report, test, &format!("{}按时率", clock.zh()), effect)
        }
        Question::ReferralsBreached => share(report, test, "流转超时率", effect),
        Question::Satisfied => share(report, test, "回访满意率", effect),
        Question::Categories => mix(report, test, "警情类别构成", effect),
        Question::Areas => mix(report, test, "责任区构成", effect),
        Question::ArrivalByArea => by_area(report, effect),
    };
    let statistic = match (statistic, df) {
        (Some(x2), Some(df)) => format!("，χ²={}（自由度{df}）", words::fixed(x2, 2)),
        (Some(z), None) => format!("，z={}", words::fixed(z, 2)),
        (None, _) => String::new(),
    };
    let chance = words::chance(p_adjusted);
    let method = words::method(method);
    let records = records(test);
    Some(format!(
        "{what}；{method}{statistic}，校正后{chance}。{records}"
    ))
}

fn against(report: &Report, period: Option<Period>) -> String {
    let reference = words::reference(report.kind);
    match period {
        Some(period) => format!("{reference}（{}）", words::period(period)),
        None => reference.to_owned(),
    }
}

fn interval(interval: Interval, scale: f64, digits: usize) -> String {
    let number = |value: f64| words::fixed(value * scale, digits);
    let high = interval.high.map_or_else(|| "∞".into(), number);
    format!("95%区间{}～{high}", number(interval.low))
}

#[allow(clippy::cast_precision_loss)]
fn volume(report: &Report, test: &Tested, base: &str, effect: Effect) -> String {
    let mean = |(calls, days): (u64, u64)| match days {
        1 => format!("{calls}起"),
        _ => {
            // At the printing: counts are far below 2^53.
            let mean = calls as f64 / days as f64;
            format!("{calls}起（日均{}起）", words::fixed(mean, 1))
        }
    };
    let direction = match effect.value {
        Some(value) if value < 1.0 => "减少",
        _ => "增多",
    };
    let value = effect
        .value
        .map_or_else(String::new, |value| words::fixed(value, 2));
    format!(
        "{}警情{}，较{base}的{}{direction}，日均之比{value}（{}）",
        words::this_period(report.kind),
        mean(test.here),
        mean(test.there),
        interval(effect.interval, 1.0, 2),
    )
}

fn share(report: &Report, test: &Tested, name: &str, effect: Effect) -> String {
    let share = |(hits, cases): (u64, u64)| {
        let share = liandong_analysis::report::Share::new(hits, cases);
        format!("{}（{hits}/{cases}）", words::percent(share))
    };
    let points = effect.value.unwrap_or_default() * 100.0;
    let direction = if points < 0.0 { "下降" } else { "上升" };
    format!(
        "{name}{}，较{}的{}{direction}{}个百分点（{}）",
        share(test.here),
        against(report, test.against),
        share(test.there),
        words::fixed(points.abs(), 1),
        interval(effect.interval, 100.0, 1),
    )
}

fn mix(report: &Report, test: &Tested, name: &str, effect: Effect) -> String {
    let v = effect.value.unwrap_or_default();
    format!(
        "{name}与{}不同（{}起与{}起），Cramér V={}（{}）",
        against(report, test.against),
        test.here.0,
        test.there.0,
        words::fixed(v, 2),
        interval(effect.interval, 1.0, 2),
    )
}

/// Names the best and the worst area of those that are compared.
fn by_area(report: &Report, effect: Effect) -> String {
    let named = report.areas.iter().filter(|one| one.id.is_some());
    let decided = named.filter(|one| one.arrive.denominator > 0);
    let share = |one: &&liandong_analysis::report::AreaPart| one.arrive.ratio();
    let by_share = |a: &&_, b: &&_| {
        share(a)
            .compare(share(b))
            .unwrap_or(std::cmp::Ordering::Equal)
    };
    let (best, worst) = (decided.clone().max_by(by_share), decided.min_by(by_share));
    let told = |one: Option<&liandong_analysis::report::AreaPart>| {
        one.map_or_else(String::new, |one| {
            let (share, of) = (words::percent(one.arrive), words::fraction(one.arrive));
            format!("{}{share}（{of}）", one.name)
        })
    };
    format!(
        "各责任区到达按时率不一：最高{}，最低{}，Cramér V={}（{}）",
        told(best),
        told(worst),
        words::fixed(effect.value.unwrap_or_default(), 2),
        interval(effect.interval, 1.0, 2),
    )
}

fn records(test: &Tested) -> String {
    let Records { total, first } = &test.records;
    if first.is_empty() {
        return String::new();
    }
    let named: Vec<String> = first.iter().take(NAMED).map(ToString::to_string).collect();
    let what = match test.question {
        Question::Satisfied => "不满意",
        _ => "超时",
    };
    let rest = if *total > named.len() as u64 {
        "等"
    } else {
        ""
    };
    format!("涉及{what}警情{total}起：{}{rest}。", named.join("、"))
}

/// The chart's signals: all days outside of one limit in one sentence, and each run in one.
fn charted(report: &Report) -> Vec<String> {
    let Some(limits) = report.chart.limits else {
        return Vec::new();
    };
    let number = |value| words::fixed(value, 1);
    let mut sentences = Vec::new();
    let outside = [
        (Signal::AboveLimit, "高于控制上限", limits.upper),
        (Signal::BelowLimit, "低于控制下限", limits.lower),
    ];
    for (signal, what, limit) in outside {
        let days = signalled(report, signal);
        if !days.is_empty() {
            let named = days.iter().take(NAMED).map(|one| {
                let day = words::short_day(one.day);
                format!("{day}{}起", one.count)
            });
            let named: Vec<String> = named.collect();
            let rest = match days.len() > NAMED {
                true => format!("等{}天", days.len()),
                false => String::new(),
            };
            sentences.push(format!(
                "{}{rest}，{what}{}起：超出日常波动（控制图规则一）。",
                named.join("、"),
                number(limit)
            ));
        }
    }
    let runs = [
        (Signal::RunAbove, "高于", "升高"),
        (Signal::RunBelow, "低于", "降低"),
    ];
    for (signal, side, change) in runs {
        for run in signalled(report, signal).chunk_by(|a, b| a.day.next() == b.day) {
            let (Some(first), Some(last)) = (run.first(), run.last()) else {
                continue;
            };
            // The ninth day in a row is the first that tells.
            let days = run.len() + RUN - 1;
            let begin = words::short_day(Day(first.day.0 - RUN_BEFORE));
            sentences.push(format!(
                "{begin}至{}警情量连续{days}天以上{side}中线{}起：平均水平可能已{change}（控制图规则二）。",
                words::short_day(last.day),
                number(limits.centre)
            ));
        }
    }
    sentences
}

fn signalled(report: &Report, signal: Signal) -> Vec<&ChartDay> {
    let days = report.chart.of_period().iter();
    days.filter(|one| one.signals.contains(&signal)).collect()
}
