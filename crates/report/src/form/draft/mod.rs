//! The sentences of sections 一 to 五 and of the remarks, drafted from the figures.
//!
//! The rule above all others: a sentence says what a figure of the form says, and no more. There is
//! no "运行正常" in here, because no figure measures it; the officer may write it, and sign for it.

mod budget;
mod goals;
mod problems;

use super::printed::{JudgementCell, Judgements, Sections, Tick};
use crate::{ledger, words};
use goals::Tally;
use liandong_domain::performance::form::{Form, Judgement, JudgementReason, Likelihood, TimeNode};

pub(super) fn sections(form: &Form) -> Sections {
    let tally = Tally::of(&form.indicators);
    Sections {
        background: paragraphs(&form.background),
        budget: vec![budget::arrangement(form)],
        work_content: paragraphs(&form.work_content),
        time_nodes: time_nodes(&form.time_nodes),
        execution: vec![budget::execution(form)],
        goals: goals::paragraphs(form, &tally),
        conclusion: conclusion(form, &tally),
        judgements: Judgements {
            budget: judgement(form, &form.judgement.budget),
            goals: judgement(form, &form.judgement.goals),
        },
        problems: problems::problems(form, &tally),
    }
}

/// A profile's text by its lines; empty lines fall away.
fn paragraphs(text: &str) -> Vec<String> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// One paragraph: `2024年1月11日发布招标公告；2024年3月1日至2025年2月28日服务期。`
fn time_nodes(nodes: &[TimeNode]) -> Vec<String> {
    let steps: Vec<String> = nodes
        .iter()
        .map(|node| {
            let what = node.what.trim().trim_end_matches(['。', '；', ';', '，']);
            match node.until {
                Some(until) => format!("{}至{}{what}", words::day(node.day), words::day(until)),
                None => format!("{}{what}", words::day(node.day)),
            }
        })
        .collect();
    if steps.is_empty() {
        return Vec::new();
    }
    vec![format!("{}。", steps.join("；"))]
}

/// 三: the two facts side by side, then what the goals' judgement rests on.
fn conclusion(form: &Form, tally: &Tally<'_>) -> Vec<String> {
    vec![format!(
        "截至{}，{}{}{}",
        words::day(form.period.to),
        budget::rate(form),
        tally.counts(),
        match form.judgement.goals.reason {
            JudgementReason::AllMet => "从已有数据看，项目实施与绩效目标一致。",
            JudgementReason::SomeMissed => "从已有数据看，项目实施与绩效目标存在偏差。",
            JudgementReason::SomeNotDue =>
                "已到期的指标与绩效目标一致，未到期的指标尚不能作出结论。",
            JudgementReason::SomeWithoutEvidence =>
                "已有数值的指标与绩效目标一致，没有数值的指标尚不能作出结论。",
            _ => "没有一项指标有数值，尚不能对绩效目标作出结论。",
        }
    )]
}

fn judgement(form: &Form, one: &Judgement) -> JudgementCell {
    let boxes = [
        ("确定能完成", Likelihood::Certain),
        ("有可能完成", Likelihood::Possible),
        ("确定不能完成", Likelihood::Impossible),
    ];
    JudgementCell {
        ticks: boxes
            .into_iter()
            .map(|(label, means)| Tick {
                label: label.to_owned(),
                ticked: one.tick == Some(means),
            })
            .collect(),
        reason: reason(form, one.reason),
    }
}

fn reason(form: &Form, reason: JudgementReason) -> String {
    let text = match reason {
        JudgementReason::BudgetIsZero if form.budget.entries == 0 => {
            "预算台账没有记录，无从判断，三项均不勾选。"
        }
        JudgementReason::BudgetIsZero => {
            "调整后预算为零，没有可执行的预算，执行进度没有数值，三项均不勾选。"
        }
        JudgementReason::BudgetFullyPaid => "调整后预算已全部支付。",
        JudgementReason::BudgetPartlyPaid
        | JudgementReason::BudgetOwed
        | JudgementReason::BudgetOutOfReach => {
            return format!("{}。{}", ledger::why(reason), budget::forecast(form));
        }
        JudgementReason::BudgetLapsed => "预算年度已结束，调整后预算仍有未支付部分。",
        JudgementReason::AllMet => "全部指标均有数值，且均达到应完成的绩效目标值。",
        JudgementReason::SomeMissed => "部分指标未达到应完成的绩效目标值。",
        JudgementReason::SomeWithoutEvidence => {
            "已有数值的指标均达到应完成的绩效目标值，但部分指标没有数值。"
        }
        JudgementReason::SomeNotDue => "已到期的指标均达到应完成的绩效目标值，但部分指标尚未到期。",
        JudgementReason::NothingMeasured => "没有一项指标有数值，无从判断，三项均不勾选。",
    };
    text.to_owned()
}

/// 需要说明的情况: what a reader of the table must know, and nothing that it does not show.
pub(super) fn remarks(form: &Form) -> Vec<String> {
    let tally = Tally::of(&form.indicators);
    let mut all = Vec::new();
    all.extend(budget::remark(form));
    if form.budget.pre_appraisal.is_none() {
        all.push("事前绩效评估评审预算没有记录，故填“无数据”。".to_owned());
    }
    if !tally.silent.is_empty() {
        all.push(format!(
            "{}跟踪期内没有可计算的数值，按“{}”或“{}”填列，不计为完成，也不计为未完成。",
            Tally::names(&tally.silent),
            words::NO_DATA,
            words::OVER_ZERO
        ));
    }
    let late: u64 = tally.late();
    if late > 0 {
        all.push(format!(
            "各项指标计入的记录中，补报合计{late}条次，逐项条数见附页；超过时限后补报的，按超时计。"
        ));
    }
    all.push("表中①②等标号对应附页“数据来源与计算口径”。".to_owned());
    all.into_iter()
        .enumerate()
        .map(|(index, text)| format!("{}. {text}", index + 1))
        .collect()
}
