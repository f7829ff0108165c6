//! What an officer wrote, in the place of the drafts; and the signatures.
//!
//! A text that was written replaces its draft whole, paragraph by line. Figures are never replaced.

use super::printed::{Advice, JudgementCell, PrintedForm};
use crate::words;
use liandong_domain::{
    performance::{
        filing::{Edits, Field, Filing, Judged, Signature, Signatures, Which},
        form::{Form, Likelihood},
    },
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
    printed
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
