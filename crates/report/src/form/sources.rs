//! 附：数据来源与计算口径: what leads each figure back to its records.

use super::printed::Source;
use crate::words;
use liandong_domain::performance::{
    figure::Figure,
    form::{Form, FormIndicator},
};

const NONE: &str = "—";

/// One for each indicator in the table's order, then the budget's.
pub(super) fn sources(form: &Form) -> Vec<Source> {
    let mut all: Vec<Source> = form
        .indicators
        .iter()
        .enumerate()
        .map(|(index, one)| of_indicator(index, one))
        .collect();
    all.push(of_budget(form));
    all
}

fn of_indicator(index: usize, one: &FormIndicator) -> Source {
    let figure = &one.figure;
    let or_none = |number: Option<i64>| number.map_or_else(|| NONE.into(), |n| n.to_string());
    Source {
        mark: words::mark(index),
        id: one.id.to_string(),
        name: one.name.clone(),
        value: words::value(figure, &one.due),
        formula: figure.formula.clone(),
        numerator: or_none(figure.numerator),
        denominator: or_none(figure.denominator),
        evidence: figure.evidence.to_string(),
        late: figure.late_entries.to_string(),
        exclusions: exclusions(figure),
    }
}

/// `退回公安12条；合并重复3条`, or 无.
pub(crate) fn exclusions(figure: &Figure) -> String {
    if figure.exclusions.is_empty() {
        return "无".into();
    }
    let parts: Vec<String> = figure
        .exclusions
        .iter()
        .map(|one| format!("{}{}条", words::exclusion(one.reason), one.count))
        .collect();
    parts.join("；")
}

fn of_budget(form: &Form) -> Source {
    let budget = &form.budget;
    let booked = budget.entries > 0;
    let fen = |amount: i64| {
        if booked {
            amount.to_string()
        } else {
            NONE.into()
        }
    };
    Source {
        mark: String::new(),
        id: String::new(),
        name: "预算执行进度".into(),
        value: if booked {
            words::percent(budget.rate_on_adjusted)
        } else {
            words::NO_DATA.into()
        },
        formula: "截至跟踪日已入账的支付合计 ÷ 调整后预算数（年初预算＋调增－调减），单位：分"
            .into(),
        numerator: fen(budget.rate_on_adjusted.numerator),
        denominator: fen(budget.rate_on_adjusted.denominator),
        evidence: budget.entries.to_string(),
        late: NONE.into(),
        exclusions: NONE.into(),
    }
}

/// What the whole form rests on.
pub(super) fn basis(form: &Form) -> Vec<String> {
    vec![
        format!(
            "本表各项数据由系统按上列口径自事件日志计算，跟踪时段内接警{}起。",
            form.basis.incidents
        ),
        format!(
            "所依据的日志截至第{}条，该条哈希（SM3）：{}",
            form.basis.log_position, form.basis.log_hash
        ),
    ]
}
