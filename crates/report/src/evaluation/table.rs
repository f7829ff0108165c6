//! The table cell by cell, from which all files are drawn, so that they cannot disagree.

use super::printed::{EvaluationRow, FundsRow, PrintedEvaluation};
use serde::Serialize;

/// The columns' widths in millimetres; they sum to the width of the text on A4.
pub(super) const COLUMNS: [u32; 9] = [14, 20, 29, 25, 28, 15, 18, 17, 20];

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Cell {
    /// The first column, from 0.
    pub(super) column: u32,
    /// Over how many columns.
    pub(super) span: u32,
    /// Over how many rows; 0 is what a cell above covers, and no text.
    pub(super) rows: u32,
    pub(super) text: String,
    pub(super) is_strong: bool,
    /// Whether its text begins at the left; else it stands in the middle.
    pub(super) is_left: bool,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Row {
    pub(super) cells: Vec<Cell>,
    /// The names of the indicators' columns, repeated on every page.
    pub(super) is_head: bool,
}

struct Cells {
    cells: Vec<Cell>,
    column: u32,
}

impl Cells {
    const fn new() -> Self {
        Self {
            cells: Vec::new(),
            column: 0,
        }
    }

    fn add(mut self, span: u32, rows: u32, text: &str, is_strong: bool, is_left: bool) -> Self {
        self.cells.push(Cell {
            column: self.column,
            span,
            rows,
            text: text.to_owned(),
            is_strong,
            is_left,
        });
        self.column += span;
        self
    }

    fn label(self, span: u32, text: &str) -> Self {
        self.add(span, 1, text, true, false)
    }

    fn value(self, span: u32, text: &str) -> Self {
        self.add(span, 1, text, false, false)
    }

    fn left(self, span: u32, text: &str) -> Self {
        self.add(span, 1, text, false, true)
    }

    fn row(self) -> Row {
        Row {
            cells: self.cells,
            is_head: false,
        }
    }
}

/// All rows of the table. The indicators' names, which are the head, stand where the form has them.
pub(super) fn rows(form: &PrintedEvaluation) -> Vec<Row> {
    let mut rows = vec![
        Cells::new()
            .label(2, "项目名称")
            .value(7, &form.project_name)
            .row(),
        Cells::new()
            .label(2, "主管部门")
            .value(3, &form.department)
            .label(1, "实施\n单位")
            .value(3, &form.unit)
            .row(),
    ];
    rows.extend(funds(&form.funds));
    rows.push(
        Cells::new()
            .add(2, 2, "年度总体\n目标", true, false)
            .label(3, "预期目标")
            .label(4, "实际完成情况")
            .row(),
    );
    rows.push(
        Cells::new()
            .add(2, 0, "", false, false)
            .left(3, &form.goal_expected)
            .left(4, &form.goal_actual)
            .row(),
    );
    rows.push(head());
    rows.extend(form.rows.iter().map(indicator));
    rows.push(
        Cells::new()
            .label(5, "总分")
            .label(1, &form.total.weight)
            .label(1, &form.total.score)
            .label(2, &format!("等级：{}", form.total.grade))
            .row(),
    );
    rows
}

fn funds(all: &[FundsRow]) -> impl Iterator<Item = Row> {
    let height = u32::try_from(all.len()).unwrap_or(0) + 1;
    let names = Cells::new()
        .add(2, height, "项目资金\n（万元）", true, false)
        .label(1, "")
        .label(1, "年初预算数")
        .label(1, "全年预算数")
        .label(1, "全年\n执行数")
        .label(1, "分值")
        .label(1, "执行率")
        .label(1, "得分")
        .row();
    let rows = all.iter().map(|one| {
        Cells::new()
            .add(2, 0, "", false, false)
            .value(1, &one.name)
            .value(1, &one.initial)
            .value(1, &one.adjusted)
            .value(1, &one.executed)
            .value(1, &one.weight)
            .value(1, &one.rate)
            .value(1, &one.score)
            .row()
    });
    std::iter::once(names).chain(rows.collect::<Vec<_>>())
}

fn head() -> Row {
    let names = [
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
    ];
    let cells = names
        .into_iter()
        .fold(Cells::new(), |cells, name| cells.label(1, name));
    Row {
        is_head: true,
        ..cells.label(2, "偏差原因分析\n及改进措施").row()
    }
}

fn indicator(one: &EvaluationRow) -> Row {
    Cells::new()
        .add(1, one.level1_rows, &one.level1, false, false)
        .add(1, one.level2_rows, &one.level2, false, false)
        .value(1, &one.name)
        .value(1, &one.target)
        .value(1, &one.actual)
        .value(1, &one.weight)
        .value(1, &one.score)
        .left(2, &one.explanation)
        .row()
}

/// The columns of 附：得分计算, in millimetres.
pub(super) const SUM_COLUMNS: [u32; 5] = [44, 16, 62, 42, 22];
/// Their names.
pub(super) const SUM_HEADS: [&str; 5] = ["项目", "分值", "计分规则", "算式", "得分"];

/// Its rows.
pub(super) fn sums(form: &PrintedEvaluation) -> Vec<[&str; 5]> {
    let all = form.arithmetic.iter();
    all.map(|one| [&one.name, &one.weight, &one.rule, &one.sum, &one.score].map(String::as_str))
        .collect()
}
