//! The cells above section 一.
//!
//! Rules: amounts are in 元 with just the decimals they need. Without a single ledger entry there
//! is no evidence for any budget cell, so they print 无数据 and neither adjustment box is ticked.
//! 预算执行进度 is against the adjusted budget; over zero it prints 无（分母为零）.

use super::printed::{Header, Labelled, Tick};
use crate::words;
use liandong_domain::{money::Fen, performance::form::Form};

pub(super) fn header(form: &Form) -> Header {
    let budget = &form.budget;
    let booked = budget.entries > 0;
    let amount = |amount: Fen| {
        if booked {
            amount.yuan()
        } else {
            words::NO_DATA.to_owned()
        }
    };
    Header {
        town_name: form.town_name.clone(),
        project_name: form.project_name.clone(),
        budget_unit: form.budget_unit.clone(),
        implementing_office: form.implementing_office.clone(),
        period: words::period(form.period),
        recurring: yes_no(Some(form.recurring)),
        initial: amount(budget.initial),
        executed: amount(budget.executed),
        rate: if booked {
            words::percent(budget.rate_on_adjusted)
        } else {
            words::NO_DATA.to_owned()
        },
        adjustment_needed: yes_no(booked.then_some(budget.adjustment_needed)),
        adjusted: amount(budget.adjusted),
        decrease: amount(budget.decrease),
        increase: amount(budget.increase),
        pre_appraisal: budget
            .pre_appraisal
            .map_or_else(|| words::NO_DATA.to_owned(), Fen::yuan),
        tracking_reason: form.tracking_reason.clone(),
    }
}

/// `是 √　否 □`; both empty where nothing is known.
fn yes_no(answer: Option<bool>) -> Vec<Tick> {
    [("是", true), ("否", false)]
        .into_iter()
        .map(|(label, means)| Tick {
            label: label.to_owned(),
            ticked: answer == Some(means),
        })
        .collect()
}

impl Header {
    /// The cells in the form's order and with its labels, after 街镇名称, which stands above the
    /// table.
    #[must_use]
    pub fn cells(&self) -> Vec<Labelled> {
        let cell = |label, value: &str| Labelled {
            label,
            value: value.to_owned(),
        };
        vec![
            cell("项目名称", &self.project_name),
            cell("预算单位", &self.budget_unit),
            cell("具体实施（内设机构）", &self.implementing_office),
            cell("跟踪时段", &self.period),
            cell("是否为经常性项目", &Tick::line(&self.recurring)),
            cell("当年预算数（元）", &self.initial),
            cell("预算执行数（元）", &self.executed),
            cell("预算执行进度（%）", &self.rate),
            cell("是否需要预算调整", &Tick::line(&self.adjustment_needed)),
            cell("调整后预算数（元）", &self.adjusted),
            cell("调减金额（元）", &self.decrease),
            cell("调增金额（元）", &self.increase),
            cell("事前绩效评估评审预算（元）", &self.pre_appraisal),
            cell("选择重点跟踪理由", &self.tracking_reason),
        ]
    }
}
