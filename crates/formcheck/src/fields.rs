//! How each field of a form was read (读数), one by one, for whoever shows it.

use crate::{
    number::Ratio,
    place::Quote,
    reading::{Cell, Field, Read, Reading, Ticks},
};
use serde::Serialize;

/// A field as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// The field's code: `initial`, `rows.3.due`; rows count from 1.
    pub field: String,
    /// Its name on the form.
    pub zh: &'static str,
    /// What was read: `value`, `blank`, `none` (it says that there is none), `unreadable`, `missing`.
    pub is: &'static str,
    /// The value in words, where there is one: amounts in 元, days as 2024-08-31.
    pub value: Option<String>,
    /// What stands there, with its places; empty where nothing does.
    pub quote: Quote,
}

impl Reading {
    /// Every field of the head, of section 四, of the table and of the signatures, in the form's order.
    #[must_use]
    pub fn fields(&self) -> Vec<Shown> {
        let head = &self.head;
        let sign = &self.signatures;
        let yuan = |fen: &i128| format!("{}元", Ratio::whole(*fen).decimal_of_hundredths());
        let mut fields = vec![
            shown("town", "街镇名称", &head.town, Clone::clone),
            shown("project", "项目名称", &head.project, Clone::clone),
            shown("unit", "预算单位", &head.unit, Clone::clone),
            shown("office", "具体实施（内设机构）", &head.office, Clone::clone),
            shown("period", "跟踪时段", &head.period, |one| {
                format!("{} 至 {}", one.from, one.to)
            }),
            shown("recurring", "是否为经常性项目", &head.recurring, ticks),
            shown("initial", "当年预算数", &head.initial, yuan),
            shown("paid", "预算执行数", &head.paid, yuan),
            shown("rate", "预算执行进度", &head.rate, |one| {
                one.value.percent()
            }),
            shown("adjusting", "是否需要预算调整", &head.adjusting, ticks),
            shown("adjusted", "调整后预算数", &head.adjusted, yuan),
            shown("down", "调减金额", &head.down, yuan),
            shown("up", "调增金额", &head.up, yuan),
            shown("appraised", "事前绩效评估评审预算", &head.appraised, yuan),
            shown("reason", "选择重点跟踪理由", &head.reason, Clone::clone),
            shown("budget", "年度项目预算完成可能性", &self.budget, ticks),
            shown("goal", "年度绩效目标完成可能性", &self.goal, ticks),
        ];
        for (row, number) in self.rows.iter().zip(1..) {
            let cells = [
                ("name", "三级指标", &row.name),
                ("annual", "年度指标值", &row.annual),
                ("due", "应完成的绩效目标值", &row.due),
                ("done", "完成百分比或情况描述", &row.done),
                ("deviation", "偏差情况", &row.deviation),
                ("cause", "偏差原因", &row.cause),
                ("measure", "纠偏措施", &row.measure),
            ];
            fields.extend(cells.map(|(name, zh, cell)| of_cell(number, name, zh, cell)));
        }
        fields.extend([
            shown("leader", "领导（签字）", &sign.leader, Clone::clone),
            shown("officer", "绩效负责人（签字）", &sign.officer, Clone::clone),
            shown("clerk", "经办人（签字）", &sign.clerk, Clone::clone),
            shown("date", "填报日期", &sign.date, ToString::to_string),
        ]);
        fields
    }
}

fn shown<T>(name: &str, zh: &'static str, field: &Field<T>, print: impl Fn(&T) -> String) -> Shown {
    let (is, value) = match &field.read {
        Read::Value(value) => ("value", Some(print(value))),
        Read::Blank => ("blank", None),
        Read::None(_) => ("none", None),
        Read::Unreadable(_) => ("unreadable", None),
        Read::Missing => ("missing", None),
    };
    Shown {
        field: name.to_owned(),
        zh,
        is,
        value,
        quote: field.content.clone(),
    }
}

fn of_cell(row: usize, name: &str, zh: &'static str, cell: &Cell) -> Shown {
    let is_blank = cell.text.is_empty();
    Shown {
        field: format!("rows.{row}.{name}"),
        zh,
        is: if is_blank { "blank" } else { "value" },
        value: (!is_blank).then(|| cell.text.clone()),
        quote: cell.quote.clone(),
    }
}

fn ticks(ticks: &Ticks) -> String {
    ticks.chosen.join("、")
}

impl Ratio {
    /// Whole fen as yuan with two decimals.
    fn decimal_of_hundredths(self) -> String {
        self.over(Self::whole(100))
            .map_or_else(|| self.to_string(), |yuan| yuan.decimal(2))
    }
}
