//! The tests of a report as a table.

use super::{
    printed::{Cell, Table},
    words,
};
use liandong_analysis::{
    Report,
    report::{Outcome, Question, Tested},
};

pub(super) fn table(report: &Report) -> Table {
    let heads = [
        "问题",
        "本期",
        "对照",
        "检验",
        "统计量",
        "p",
        "校正后p",
        "效应量（95%区间）",
        "结论",
    ];
    let rows = report.tests.iter().map(|test| row(report, test)).collect();
    Table {
        sheet: "检验",
        title: "检验一览".into(),
        heads: heads.map(str::to_owned).to_vec(),
        widths: vec![26, 15, 15, 24, 11, 9, 10, 26, 14],
        rows,
        notes: vec![
            "本期、对照两列：率为 合格数/总数，警情量为 起数/天数，构成为 起数/类数。".into(),
            "p为双侧；校正用Holm法，全部检验为一族；校正后p小于0.05方作结论。".into(),
        ],
        empty: "无",
    }
}

fn row(report: &Report, test: &Tested) -> Vec<Cell> {
    let side = |(a, b): (u64, u64)| Cell::from(format!("{a}/{b}"));
    let there = match (test.question, test.against) {
        (Question::ArrivalByArea, _) => Cell::from("—"),
        (_, None) => Cell::from("无"),
        _ => side(test.there),
    };
    let mut row = vec![
        words::question(report.kind, test.question).into(),
        side(test.here),
        there,
    ];
    match test.outcome {
        Outcome::TooSmall { why } => {
            row.extend([
                Cell::from("—"),
                "—".into(),
                "—".into(),
                "—".into(),
                "—".into(),
            ]);
            row.push(words::too_small(why).into());
        }
        Outcome::Done {
            method,
            statistic,
            df,
            p,
            p_adjusted,
            effect,
            significant,
        } => {
            let statistic = match (statistic, df) {
                (Some(x2), Some(df)) => format!("χ²={}，df={df}", words::fixed(x2, 2)),
                (Some(z), None) => format!("z={}", words::fixed(z, 2)),
                (None, _) => "—".into(),
            };
            let bare = |p: f64| {
                words::chance(p)
                    .trim_start_matches("p=")
                    .trim_start_matches('p')
                    .to_owned()
            };
            row.extend([
                Cell::from(words::method(method)),
                statistic.into(),
                bare(p).into(),
                bare(p_adjusted).into(),
                words::effect(effect.kind, effect.value, effect.interval).into(),
                if significant {
                    "有差异"
                } else {
                    "未见差异"
                }
                .into(),
            ]);
        }
    }
    row
}
