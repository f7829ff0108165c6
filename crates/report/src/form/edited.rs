//! What an officer wrote, in the place of the drafts; and the signatures.
//!
//! A text that was written replaces its draft whole, paragraph by line. Figures are never replaced.

use super::printed::{Advice, JudgementCell, PrintedForm, Source};
use crate::words;
use liandong_domain::{
    ids::ItemId,
    performance::{
        filing::{Edits, Field, Filing, Judged, Quote, Signature, Signatures, Which},
        form::{Form, Likelihood},
    },
    planning::Answer,
    ratio::{Ratio, hundredths},
    time::UtcOffset,
};

/// The form with what was written into its filing.
pub(super) fn apply(mut printed: PrintedForm, form: &Form, edits: &Edits) -> PrintedForm {
    let parts = &mut printed.sections;
    for (field, text) in &edits.texts {
        let lines = || lines(text);
        match field {
            Field::Background => parts.background = lines(),
            Field::Budget => parts.budget = lines(),
            Field::WorkContent => parts.work_content = lines(),
            Field::TimeNodes => parts.time_nodes = lines(),
            Field::Execution => parts.execution = lines(),
            Field::Goals => parts.goals = lines(),
            Field::Conclusion => parts.conclusion = lines(),
            Field::Problems => parts.problems = advice(text),
            Field::Remarks => printed.remarks = lines(),
            Field::Cause(_) | Field::Remedy(_) => {}
        }
    }
    for (row, one) in printed.rows.iter_mut().zip(&form.indicators) {
        if let Some(text) = edits.text(&Field::Cause(one.id.clone())) {
            row.cause = text.replace('\n', "；");
        }
        if let Some(text) = edits.text(&Field::Remedy(one.id.clone())) {
            row.remedy = text.replace('\n', "；");
        }
    }
    let judgements = &mut parts.judgements;
    for (which, judged) in &edits.judged {
        match which {
            Which::Budget => judge(&mut judgements.budget, judged),
            Which::Goals => judge(&mut judgements.goals, judged),
        }
    }
    printed.sources.extend(edits.quotes.iter().map(quoted));
    printed
}

/// A study below the figures' own sources: what its scenarios answer, and what makes it again.
fn quoted((id, quote): (&ItemId, &Quote)) -> Source {
    let answers: Vec<String> = quote.answers.iter().map(|one| answer(one, quote)).collect();
    let chosen = quote.answers.last();
    let of = |part: fn(Ratio) -> i64| {
        chosen.map_or_else(|| "—".into(), |one| part(one.in_time).to_string())
    };
    Source {
        mark: String::new(),
        id: String::new(),
        name: format!("成本指标：下年度预算测算依据“{}”（编号 {id}）", quote.name),
        value: answers.join("；"),
        formula: format!(
            "离散事件仿真：模型由{}的日志拟合；种子{}，各方案重复{}次；方案文件（SM3）：{}；结果（SM3）：{}",
            words::period(quote.fitted),
            quote.seed,
            quote.replications,
            quote.scenario_digest,
            quote.result_digest
        ),
        numerator: of(|share| share.numerator),
        denominator: of(|share| share.denominator),
        evidence: quote.replications.to_string(),
        late: "—".into(),
        exclusions: "—".into(),
    }
}

fn answer(one: &Answer, quote: &Quote) -> String {
    format!(
        "{}：{}辆车，年费用{}，按时到达{}（{}%置信区间{}至{}）",
        one.name,
        one.cars,
        words::wan(one.yearly),
        words::percent(one.in_time),
        quote.confidence,
        hundredths(one.low),
        hundredths(one.high),
    )
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// Lines that begin with 问题 open a problem, those with 建议 are its measure, the rest its detail.
pub(super) fn advice(text: &str) -> Vec<Advice> {
    let mut all: Vec<Advice> = Vec::new();
    for line in text.lines() {
        match all.last_mut() {
            Some(last) if line.starts_with("建议") && last.measure.is_empty() => {
                last.measure = line.to_owned();
            }
            Some(last) if !line.starts_with("问题") && last.measure.is_empty() => {
                last.detail.push(line.to_owned());
            }
            // What follows a measure without opening a problem belongs to the measure's problem.
            Some(last) if !line.starts_with("问题") => {
                last.measure = format!("{}{line}", last.measure)
            }
            _ => all.push(Advice {
                problem: line.to_owned(),
                detail: Vec::new(),
                measure: String::new(),
            }),
        }
    }
    all
}

fn judge(cell: &mut JudgementCell, judged: &Judged) {
    let wanted = label(judged.tick);
    for tick in &mut cell.ticks {
        tick.ticked = tick.label == wanted;
    }
    if judged.overrides() {
        let computed = match judged.computed {
            Some(tick) => format!("“{}”", label(tick)),
            None => "三项均不勾选".into(),
        };
        let reason = judged.reason.as_deref().unwrap_or_default();
        cell.reason = format!(
            "{}数据判断为{computed}，填报人改判为“{wanted}”，理由：{reason}",
            cell.reason
        );
    }
}

pub(super) const fn label(one: Likelihood) -> &'static str {
    match one {
        Likelihood::Certain => "确定能完成",
        Likelihood::Possible => "有可能完成",
        Likelihood::Impossible => "确定不能完成",
    }
}

/// Names the filing, its edition and what it corrects below the figures' basis.
pub(super) fn name(mut printed: PrintedForm, filing: &Filing) -> PrintedForm {
    let mut line = format!(
        "填报：{} {} 第{}版",
        filing.project, filing.tracking, filing.edition
    );
    if let Some(former) = filing.supersedes {
        line.push_str(&format!("，更正第{former}版"));
        if let Some(reason) = &filing.reason {
            line.push_str(&format!("，更正理由：{reason}"));
        }
    }
    line.push('。');
    printed.basis.push(line);
    printed
}

/// The form with the names of those who stand for it, and the day of its preparation.
#[must_use]
pub fn sign(mut printed: PrintedForm, by: &Signatures, offset: UtcOffset) -> PrintedForm {
    let name = |one: &Option<Signature>| {
        one.as_ref()
            .map_or_else(String::new, |one| one.name.to_string())
    };
    let day = by
        .prepared
        .as_ref()
        .map(|one| words::day(offset.day(one.at)));
    let filled = [
        name(&by.signed),
        name(&by.reviewed),
        name(&by.prepared),
        day.unwrap_or_default(),
    ];
    for (label, value) in printed.signatures.iter_mut().zip(filled) {
        label.push_str(&value);
    }
    printed
}
