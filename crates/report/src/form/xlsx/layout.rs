//! The narrative boxes of the sheet line by line: what is written and what is looked for when a workbook comes
//! back.

use super::grid::pieces;
use crate::form::printed::{Advice, PrintedForm};

/// Two empty characters, with which a paragraph opens.
pub(super) const INDENT: &str = "　　";

/// The paragraphs of a part of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Background,
    Budget,
    WorkContent,
    TimeNodes,
    Execution,
    Goals,
    Conclusion,
    Problems,
    Remarks,
}

/// What a line of a box is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The form's own words, under which a part may begin.
    Title(Option<Part>),
    /// A paragraph begins.
    Begins,
    /// The paragraph above goes on, because it is longer than a row can be.
    GoesOn,
}

/// A line of a box, over the whole width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) is_bold: bool,
    pub(super) role: Role,
}

/// A box, line by line. `width` is that of the sheet, in characters of the default font.
pub(super) struct Flow {
    width: u32,
    pub(super) lines: Vec<Line>,
}

impl Flow {
    fn new(width: u32) -> Self {
        Self {
            width,
            lines: Vec::new(),
        }
    }

    fn title(mut self, text: &str, is_bold: bool, part: Option<Part>) -> Self {
        self.lines.push(Line {
            text: text.to_owned(),
            is_bold,
            role: Role::Title(part),
        });
        self
    }

    fn paragraph(mut self, text: &str, is_bold: bool) -> Self {
        let whole = format!("{INDENT}{text}");
        let rows = pieces(&whole, self.width).into_iter().enumerate();
        self.lines.extend(rows.map(|(index, text)| Line {
            text,
            is_bold,
            role: if index == 0 {
                Role::Begins
            } else {
                Role::GoesOn
            },
        }));
        self
    }

    fn paragraphs(self, texts: &[String]) -> Self {
        texts
            .iter()
            .fold(self, |flow, text| flow.paragraph(text, false))
    }

    fn part(self, title: &str, part: Part, texts: &[String]) -> Self {
        self.title(title, false, Some(part)).paragraphs(texts)
    }
}

/// 一 to 三: a box each.
pub(super) fn above_judgements(form: &PrintedForm, width: u32) -> [Flow; 3] {
    let parts = &form.sections;
    [
        Flow::new(width)
            .title("一、项目基本情况：", true, None)
            .part("1、项目背景概况", Part::Background, &parts.background)
            .part("2、预算安排", Part::Budget, &parts.budget)
            .part("3、工作内容", Part::WorkContent, &parts.work_content)
            .part("4、计划时间节点", Part::TimeNodes, &parts.time_nodes),
        Flow::new(width)
            .title(
                "二、项目具体实施情况（对照阶段性绩效目标的完成情况）：",
                true,
                None,
            )
            .part("1、预算执行情况", Part::Execution, &parts.execution)
            .part("2、阶段性目标完成情况", Part::Goals, &parts.goals),
        Flow::new(width)
            .title("三、阶段性跟踪结论：", true, Some(Part::Conclusion))
            .paragraphs(&parts.conclusion),
    ]
}

/// 五.
pub(super) fn problems(form: &PrintedForm, width: u32) -> Flow {
    let title = "五、存在问题及改进措施（包括项目存在哪些方面偏差、问题及改进措施）：";
    let flow = Flow::new(width).title(title, true, Some(Part::Problems));
    form.sections.problems.iter().fold(flow, advice)
}

fn advice(flow: Flow, one: &Advice) -> Flow {
    let flow = flow.paragraph(&one.problem, true).paragraphs(&one.detail);
    if one.measure.is_empty() {
        flow
    } else {
        flow.paragraph(&one.measure, false)
    }
}

/// 需要说明的情况.
pub(super) fn remarks(form: &PrintedForm, width: u32) -> Flow {
    Flow::new(width)
        .title(REMARKS, true, Some(Part::Remarks))
        .paragraphs(&form.remarks)
}

pub(super) const REMARKS: &str = "需要说明的情况：";
pub(super) const JUDGEMENTS: &str = "四、绩效跟踪后项目总体判断";
pub(super) const JUDGED: [&str; 2] = ["年度项目预算完成可能性", "年度绩效目标完成可能性"];
pub(super) const INDICATORS: &str = "主要跟踪指标（结合项目特点选择重点绩效指标）";
/// What stands between two labels of the signature line.
pub(super) const GAP: &str = "　　　　　　";
