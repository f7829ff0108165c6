//! The printed form as the form check (表单校验) reads it: what stands on paper, cell by cell, without a file
//! between.

use super::printed::{IndicatorRow, JudgementCell, PrintedForm, Tick};
use liandong_formcheck::Source;

/// The form as a source of the form check. A place names the part of the form (`主要跟踪指标`) and the cell in
/// it (`第3行 年度指标值`); the appendix is no part of the form and is left out.
#[must_use]
pub fn source(form: &PrintedForm) -> Source {
    let mut cells = Cells::default();
    let head = &form.header;
    cells.row("表头", &[("标题", &form.title)]);
    cells.row(
        "表头",
        &[("街镇名称", &format!("街镇名称：{}", head.town_name))],
    );
    for cell in head.cells() {
        cells.row("表头", &[("项目", cell.label), (cell.label, &cell.value)]);
    }
    sections(&mut cells, form);
    cells.row(
        "主要跟踪指标",
        &[("标题", "主要跟踪指标（结合项目特点选择重点绩效指标）")],
    );
    cells.row("主要跟踪指标", &COLUMNS.map(|name| (name, name)));
    for (row, number) in form.rows.iter().zip(1..) {
        indicator(&mut cells, row, number);
    }
    cells.paragraphs("需要说明的情况", "需要说明的情况：", &form.remarks);
    let signatures: Vec<(&str, &str)> = form
        .signatures
        .iter()
        .map(|one| ("签字", one.as_str()))
        .collect();
    cells.row("签字", &signatures);
    cells.source
}

const COLUMNS: [&str; 9] = [
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "应完成的绩效目标值",
    "完成百分比或情况描述",
    "偏差情况（尽量用数值表示）",
    "偏差原因",
    "纠偏措施",
];

#[derive(Default)]
struct Cells {
    source: Source,
    row: u32,
}

impl Cells {
    fn row(&mut self, part: &str, cells: &[(&str, &str)]) {
        self.row = self.row.saturating_add(1);
        for (name, text) in cells.iter().filter(|(_, text)| !text.is_empty()) {
            self.source.push(part, name, self.row, text);
        }
    }

    fn paragraphs(&mut self, part: &str, title: &str, texts: &[String]) {
        self.row(part, &[(title, title)]);
        for (text, number) in texts.iter().zip(1..) {
            self.row(part, &[(&format!("第{number}段"), text)]);
        }
    }
}

fn sections(cells: &mut Cells, form: &PrintedForm) {
    let parts = &form.sections;
    let one = "一、项目基本情况：";
    cells.row(one, &[("标题", one)]);
    cells.paragraphs(one, "1、项目背景概况", &parts.background);
    cells.paragraphs(one, "2、预算安排", &parts.budget);
    cells.paragraphs(one, "3、工作内容", &parts.work_content);
    cells.paragraphs(one, "4、计划时间节点", &parts.time_nodes);
    let two = "二、项目具体实施情况（对照阶段性绩效目标的完成情况）：";
    cells.row(two, &[("标题", two)]);
    cells.paragraphs(two, "1、预算执行情况", &parts.execution);
    cells.paragraphs(two, "2、阶段性目标完成情况", &parts.goals);
    let three = "三、阶段性跟踪结论：";
    cells.paragraphs(three, three, &parts.conclusion);
    let four = "四、绩效跟踪后项目总体判断";
    cells.row(four, &[("标题", four)]);
    judgement(cells, "年度项目预算完成可能性", &parts.judgements.budget);
    judgement(cells, "年度绩效目标完成可能性", &parts.judgements.goals);
    let five = "五、存在问题及改进措施（包括项目存在哪些方面偏差、问题及改进措施）：";
    cells.row(five, &[("标题", five)]);
    for problem in &parts.problems {
        let texts: Vec<String> = problem
            .detail
            .iter()
            .chain(Some(&problem.measure))
            .cloned()
            .collect();
        cells.paragraphs(five, &problem.problem, &texts);
    }
}

fn judgement(cells: &mut Cells, label: &str, cell: &JudgementCell) {
    let text = format!("{}\n（依据：{}）", Tick::line(&cell.ticks), cell.reason);
    cells.row(
        "四、绩效跟踪后项目总体判断",
        &[("项目", label), (label, &text)],
    );
}

fn indicator(cells: &mut Cells, row: &IndicatorRow, number: u32) {
    let [
        level1,
        level2,
        name,
        annual,
        due,
        done,
        deviation,
        cause,
        remedy,
    ] = COLUMNS.map(|column| format!("第{number}行 {column}"));
    let merged = |rows: u32, text: &String| {
        if rows > 0 {
            text.clone()
        } else {
            String::new()
        }
    };
    let printed = format!("{}{}", row.name, row.mark);
    cells.row(
        "主要跟踪指标",
        &[
            (&level1, &merged(row.level1_rows, &row.level1)),
            (&level2, &merged(row.level2_rows, &row.level2)),
            (&name, &printed),
            (&annual, &row.annual),
            (&due, &row.due),
            (&done, &row.done),
            (&deviation, &row.deviation),
            (&cause, &row.cause),
            (&remedy, &row.remedy),
        ],
    );
}
