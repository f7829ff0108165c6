//! 五 存在问题及改进措施: one problem for each kind of deviation that the figures show.
//!
//! Measures about the indicators are the officer's to write; the draft only says where.

use super::{budget, goals, goals::Tally};
use crate::form::printed::Advice;
use liandong_domain::{money::Fen, performance::form::Form};

struct Found {
    problem: String,
    detail: Vec<String>,
    measure: &'static str,
}

pub(super) fn problems(form: &Form, tally: &Tally<'_>) -> Vec<Advice> {
    let mut found: Vec<Found> = about_money(form).into_iter().collect();
    if !tally.missed.is_empty() {
        found.push(Found {
            problem: format!("{}项指标未达到应完成的绩效目标值", tally.missed.len()),
            detail: vec![format!(
                "{}。",
                goals::listed(&tally.missed, goals::deviation_line)
            )],
            measure: "对照指标表逐项查明偏差原因，在“纠偏措施”栏填写措施和完成时间。",
        });
    }
    if !tally.silent.is_empty() {
        found.push(Found {
            problem: format!("{}项指标没有数值", tally.silent.len()),
            detail: vec![format!(
                "{}。",
                goals::listed(&tally.silent, goals::silent_line)
            )],
            measure: "补齐相应的原始记录；确实无法取得的，在“需要说明的情况”中说明。",
        });
    }
    if found.is_empty() {
        return vec![Advice {
            problem: "依据跟踪时段内的数据，未发现偏差。".into(),
            detail: Vec::new(),
            measure: String::new(),
        }];
    }
    found
        .into_iter()
        .enumerate()
        .map(|(index, one)| Advice {
            problem: format!("问题{}：{}", index + 1, one.problem),
            detail: one.detail,
            measure: format!("建议{}：{}", index + 1, one.measure),
        })
        .collect()
}

/// At most one problem about money: the gravest that the ledger shows.
fn about_money(form: &Form) -> Option<Found> {
    let money = &form.budget;
    let (executed, adjusted, committed) = (money.executed, money.adjusted, money.committed);
    let (problem, measure) = if money.entries == 0 {
        (
            "预算台账没有记录",
            "补录预算批复、预算调整和支付的台账记录。",
        )
    } else if executed > adjusted {
        (
            "支付金额超出调整后预算",
            "核对支付凭证与预算批复，查明超出部分的资金来源。",
        )
    } else if adjusted == Fen::ZERO && committed > executed {
        (
            "调整后预算为零，已签合同的金额没有当年预算可供支付",
            "根据下一年度预算安排情况，按合同约定和考核结果明确支付时间。",
        )
    } else if adjusted == Fen::ZERO && money.initial != Fen::ZERO {
        (
            "年初预算全部调减，调整后预算为零",
            "核实项目是否继续实施，相应调整绩效目标。",
        )
    } else if committed > adjusted {
        (
            "已签合同金额超出调整后预算",
            "核对合同的付款年度与预算安排，明确超出部分的资金来源。",
        )
    } else if executed == Fen::ZERO && adjusted > Fen::ZERO {
        ("截至跟踪日尚未支付", "按合同约定和考核结果明确支付时间。")
    } else {
        return None;
    };
    let mut detail = vec![budget::arrangement(form)];
    if money.entries > 0 {
        detail.push(budget::paid(form));
    }
    Some(Found {
        problem: problem.to_owned(),
        detail: vec![detail.concat()],
        measure,
    })
}
