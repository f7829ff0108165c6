//! The table of the cells above section 一 and of sections 一 to 五.

use super::{paragraphs, two_lines};
use crate::{
    docx::{Cell, Down, Paragraph, Row, Style, Table},
    form::printed::{Advice, JudgementCell, PrintedForm, Tick},
};

/// 31, 32, 30, 31 and 62 mm: a label of eight characters stands on one line.
const COLUMNS: [u32; 5] = [1758, 1814, 1701, 1758, 3515];
const ALL: u32 = 5;
/// The least height of a row of the head: 9 mm.
const LEAST: u32 = 510;

pub(super) fn table(form: &PrintedForm) -> Table {
    let mut rows = cells(form);
    let parts = &form.sections;
    rows.push(section(
        "一、项目基本情况：",
        &[
            (Some("1、项目背景概况"), &parts.background),
            (Some("2、预算安排"), &parts.budget),
            (Some("3、工作内容"), &parts.work_content),
            (Some("4、计划时间节点"), &parts.time_nodes),
        ],
    ));
    rows.push(section(
        "二、项目具体实施情况（对照阶段性绩效目标的完成情况）：",
        &[
            (Some("1、预算执行情况"), &parts.execution),
            (Some("2、阶段性目标完成情况"), &parts.goals),
        ],
    ));
    rows.push(section(
        "三、阶段性跟踪结论：",
        &[(None, &parts.conclusion)],
    ));
    rows.extend(judgements(form));
    rows.push(problems(&parts.problems));
    Table {
        columns: COLUMNS.to_vec(),
        rows,
        inset: 85,
    }
}

/// 项目名称 and the reason of tracking take the whole width; between them stand pairs.
fn cells(form: &PrintedForm) -> Vec<Row> {
    let cells = form.header.cells();
    let Some((first, rest)) = cells.split_first() else {
        return Vec::new();
    };
    let label = |text: &str| Cell::text(1, Style::Cell, &two_lines(text));
    let alone =
        |name: &str, value: &str| vec![label(name), Cell::text(ALL - 1, Style::Cell, value)];
    let mut rows = vec![alone(first.label, &first.value)];
    for pair in rest.chunks(2) {
        match pair {
            [left, right] => rows.push(vec![
                label(left.label),
                // The period's two days stand on two lines.
                Cell::text(2, Style::Cell, &left.value.replace(" --- ", "\n--- ")),
                label(right.label),
                Cell::text(1, Style::Cell, &right.value),
            ]),
            [last] => rows.push(alone(last.label, &last.value)),
            _ => {}
        }
    }
    rows.into_iter()
        .map(|cells| Row {
            cells,
            is_whole: true,
            least: LEAST,
            ..Row::default()
        })
        .collect()
}

/// Not kept with the next paragraph: in a cell that would keep the whole row on one page.
fn heading(text: &str) -> Paragraph {
    Paragraph::strong(Style::Heading, text)
}

fn section(title: &str, parts: &[(Option<&str>, &Vec<String>)]) -> Row {
    let mut all = vec![heading(title)];
    for (subtitle, texts) in parts {
        if let Some(subtitle) = subtitle {
            all.push(Paragraph::new(Style::Heading, subtitle));
        }
        all.extend(paragraphs(texts));
    }
    Row::of(vec![Cell::new(ALL, all).top()])
}

fn judgements(form: &PrintedForm) -> Vec<Row> {
    let judgements = &form.sections.judgements;
    let title = Cell::strong(1, Style::Cell, "四、绩效跟踪后项目总体判断").down(Down::First);
    [
        (title, "年度项目预算\n完成可能性", &judgements.budget),
        (
            Cell::covered(1, Style::Cell),
            "年度绩效目标\n完成可能性",
            &judgements.goals,
        ),
    ]
    .into_iter()
    .map(|(title, name, cell)| Row {
        cells: vec![title, Cell::text(1, Style::Cell, name), judged(cell)],
        is_whole: true,
        least: LEAST,
        ..Row::default()
    })
    .collect()
}

fn judged(cell: &JudgementCell) -> Cell {
    let reason = format!("（依据：{}）", cell.reason);
    Cell::new(
        3,
        vec![
            Paragraph::new(Style::Cell, &Tick::line(&cell.ticks)),
            Paragraph::new(Style::Small, &reason),
        ],
    )
}

fn problems(all: &[Advice]) -> Row {
    let mut texts = vec![heading(
        "五、存在问题及改进措施（包括项目存在哪些方面偏差、问题及改进措施）：",
    )];
    for one in all {
        texts.push(Paragraph::strong(Style::Body, &one.problem));
        texts.extend(paragraphs(&one.detail));
        if !one.measure.is_empty() {
            texts.push(Paragraph::new(Style::Body, &one.measure));
        }
    }
    Row::of(vec![Cell::new(ALL, texts).top()])
}
