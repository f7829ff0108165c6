//! From scores to words.

use super::printed::{Arithmetic, EvaluationRow, FundsRow, PrintedEvaluation, TotalRow};
use crate::{
    form::{DocumentMeta, row_span},
    words,
};
use liandong_domain::{
    money::Fen,
    performance::{
        completion::CompletionRule,
        form::{Form, Standing},
        self_evaluation::{Band, Grade, Outcome, Rule, Score, Scored, SelfEvaluation, Total},
    },
    ratio::Ratio,
};

/// Prints a self-evaluation beside the form over the year that it was scored from.
#[must_use]
pub fn print(form: &Form, scored: &SelfEvaluation) -> PrintedEvaluation {
    let year = form.budget.year;
    let last = form.period.to.date();
    PrintedEvaluation {
        title: "项目支出绩效自评表".into(),
        year: format!("（{year}年度）"),
        project_name: form.project_name.clone(),
        department: form.budget_unit.clone(),
        unit: form.implementing_office.clone(),
        funds: funds(scored),
        goal_expected: match form.goal.trim() {
            "" => words::NO_DATA.into(),
            goal => goal.to_owned(),
        },
        goal_actual: actual(scored),
        rows: rows(&scored.items),
        total: total(&scored.total),
        signatures: [
            "单位负责人（签字）：",
            "绩效负责人（签字）：",
            "填报人（签字）：",
            "填报日期：",
        ]
        .map(String::from)
        .to_vec(),
        notes: notes(form, scored),
        arithmetic: arithmetic(scored),
        basis: basis(form),
        document: DocumentMeta {
            ident: format!(
                "liandong/self-evaluation/{}/{}/{year}/{}",
                form.town, form.project, form.basis.log_hash
            ),
            year: last.year(),
            month: last.month(),
            day: last.day(),
        },
    }
}

/// Hundredths of a point: `847` is `8.47`.
fn points(hundredths: u32) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn score_cell(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Scored { points: one, .. } => points(*one),
        Outcome::Open { least, most } => format!("待评定（{}—{}）", points(*least), points(*most)),
        Outcome::OverZero => words::OVER_ZERO.into(),
        Outcome::NoEvidence => words::NO_DATA.into(),
    }
}

const DASH: &str = "—";

fn funds(scored: &SelfEvaluation) -> Vec<FundsRow> {
    let funds = &scored.funds;
    let booked = funds.entries > 0;
    // The column's own head says 万元.
    let amount = |amount: Fen| {
        if booked {
            words::wan(amount).replace("万元", "")
        } else {
            words::NO_DATA.into()
        }
    };
    let all = FundsRow {
        name: "年度资金总额".into(),
        initial: amount(funds.initial),
        adjusted: amount(funds.adjusted),
        executed: amount(funds.executed),
        weight: points(scored.execution_score.weight),
        rate: if booked {
            words::percent(scored.execution)
        } else {
            words::NO_DATA.into()
        },
        score: score_cell(&scored.execution_score.outcome),
    };
    let sources = ["其中：当年财政拨款", "上年结转资金", "其他资金"].map(|name| FundsRow {
        name: name.into(),
        initial: words::NO_DATA.into(),
        adjusted: words::NO_DATA.into(),
        executed: words::NO_DATA.into(),
        weight: DASH.into(),
        rate: DASH.into(),
        score: DASH.into(),
    });
    std::iter::once(all).chain(sources).collect()
}

/// 实际完成情况: a draft that says what the table says.
fn actual(scored: &SelfEvaluation) -> String {
    let count = |wanted: fn(&Standing) -> bool| {
        let found = scored.items.iter().filter(|one| wanted(&one.item.standing));
        found.count()
    };
    let met = count(|one| matches!(one, Standing::Met { .. }));
    let missed = count(|one| matches!(one, Standing::Missed { .. }));
    let silent = scored.items.len() - met - missed;
    let money = if scored.funds.entries == 0 {
        "预算台账没有记录。".to_owned()
    } else {
        format!(
            "全年执行{}，执行率{}。",
            words::wan(scored.funds.executed),
            words::percent(scored.execution)
        )
    };
    format!(
        "{}项绩效指标中，达到年度指标值的{met}项，未达到的{missed}项，没有数值的{silent}项。{money}",
        scored.items.len()
    )
}

fn rows(items: &[Scored]) -> Vec<EvaluationRow> {
    items
        .iter()
        .enumerate()
        .map(|(index, one)| {
            let item = &one.item;
            let above = index.checked_sub(1).and_then(|above| items.get(above));
            let rest = items.get(index..).unwrap_or_default();
            EvaluationRow {
                id: item.id.to_string(),
                level1: item.level1.clone(),
                level1_rows: row_span(above, rest, |a, b| a.item.level1 == b.item.level1),
                level2: item.level2.clone(),
                level2_rows: row_span(above, rest, |a, b| {
                    a.item.level1 == b.item.level1 && a.item.level2 == b.item.level2
                }),
                name: item.name.clone(),
                target: item.target.wording.clone(),
                actual: words::value(&item.figure, &item.target),
                weight: points(one.score.weight),
                score: score_cell(&one.score.outcome),
                explanation: explanation(one),
            }
        })
        .collect()
}

/// What the figures themselves tell of a deviation, then an officer's reason for a grade. The causes behind them
/// and the measures are the officer's to write.
fn explanation(one: &Scored) -> String {
    let item = &one.item;
    let mut told = Vec::new();
    match &item.standing {
        Standing::NoData | Standing::NotDue { .. } => {
            told.push(
                words::no_value(&item.figure)
                    .unwrap_or(words::INCOMPARABLE)
                    .to_owned(),
            );
        }
        Standing::Missed { .. } => told.push(format!(
            "偏差{}",
            words::deviation(&item.figure, &item.target, &item.standing)
        )),
        Standing::Met { .. } if one.must_be_explained && is_numeric(&one.score) => {
            told.push("高于年度指标值较多".into());
        }
        Standing::Met { .. } => {}
    }
    if let Outcome::Scored {
        reason: Some(reason),
        ..
    } = &one.score.outcome
    {
        told.push(format!("评定理由：{reason}"));
    }
    told.join("；")
}

fn is_numeric(score: &Score) -> bool {
    matches!(score.outcome, Outcome::Scored { by: Rule::Met, .. })
}

fn total(total: &Total) -> TotalRow {
    TotalRow {
        weight: points(10_000),
        score: if total.is_whole() {
            points(total.scored)
        } else {
            format!("{}—{}", points(total.least), points(total.most))
        },
        grade: total.grade.map_or("待定", grade).into(),
    }
}

const fn grade(one: Grade) -> &'static str {
    match one {
        Grade::Excellent => "优",
        Grade::Good => "良",
        Grade::Fair => "中",
        Grade::Poor => "差",
    }
}

const fn band(one: Band) -> &'static str {
    match one {
        Band::Achieved => "达成年度指标（100%—80%）",
        Band::Partly => "部分达成年度指标并具有一定效果（80%—60%）",
        Band::Missed => "未达成年度指标且效果较差（60%—0）",
    }
}

fn notes(form: &Form, scored: &SelfEvaluation) -> Vec<String> {
    let mut notes = vec![
        "预算执行率10分，绩效指标90分，逐项算式见附页；得分记到0.01分，不足0.01分的舍去。"
            .to_owned(),
        "等级：90分（含）以上为优，80分（含）至90分为良，60分（含）至80分为中，60分以下为差。"
            .to_owned(),
        "资金来源在预算台账中没有分开记录，故“其中”各行填“无数据”。".to_owned(),
    ];
    if form.goal.trim().is_empty() {
        notes.push("项目资料没有填写年度总体目标，故填“无数据”。".to_owned());
    }
    if !scored.total.is_whole() {
        notes.push(format!(
            "分值合计{}分的项目没有得分或待评定，不计为完成，也不计为未完成；总分列出最低与最高，两端等级相同才定等级。",
            points(scored.total.unscored_weight)
        ));
    }
    let open = |one: &&Scored| matches!(one.score.outcome, Outcome::Open { .. });
    let names: Vec<String> = scored
        .items
        .iter()
        .filter(open)
        .map(|one| format!("“{}”", one.item.name))
        .collect();
    if !names.is_empty() {
        notes.push(format!(
            "定性指标{}由填报人在所列范围内评定分数并写明理由。",
            names.join("、")
        ));
    }
    numbered(notes)
}

fn numbered(texts: Vec<String>) -> Vec<String> {
    let numbers = 1..;
    let all = numbers.zip(texts);
    all.map(|(number, text)| format!("{number}. {text}"))
        .collect()
}

fn basis(form: &Form) -> Vec<String> {
    vec![
        format!(
            "本表各项数据由系统自事件日志计算，时段{}，其间接警{}起；各指标口径与附件2-1“数据来源与计算口径”相同。",
            words::period(form.period),
            form.basis.incidents
        ),
        format!(
            "所依据的日志截至第{}条，该条哈希（SM3）：{}",
            form.basis.log_position, form.basis.log_hash
        ),
    ]
}

fn arithmetic(scored: &SelfEvaluation) -> Vec<Arithmetic> {
    let budget = sum("预算执行率", &scored.execution_score, money_share);
    let rest = scored.items.iter();
    let rest = rest.map(|one| sum(&one.item.name, &one.score, plain_share));
    std::iter::once(budget).chain(rest).collect()
}

/// Both parts of a share of money are in fen; on paper they are in 万元.
fn money_share(share: Ratio) -> String {
    format!(
        "{} ÷ {}",
        words::wan(Fen(share.numerator)),
        words::wan(Fen(share.denominator))
    )
}

fn plain_share(share: Ratio) -> String {
    format!("{}/{}", share.numerator, share.denominator)
}

fn sum(name: &str, score: &Score, share_words: fn(Ratio) -> String) -> Arithmetic {
    let weight = points(score.weight);
    let (rule, sum) = match &score.outcome {
        Outcome::Scored { share, by, .. } => match by {
            Rule::Met => ("达到年度指标值，得该项全部分值".into(), weight.clone()),
            Rule::Awarded(one) => (
                format!("定性指标，填报人评定：{}", band(*one)),
                format!("{weight} × {}", words::percent(*share)),
            ),
            Rule::ExecutionRate => (
                "执行率 × 分值，不超过分值".into(),
                format!("{weight} × {}", share_words(*share)),
            ),
            Rule::InProportion(rule) => (
                format!("未达到年度指标值，按完成比例记分：{}", completion(*rule)),
                format!("{weight} × {}", share_words(*share)),
            ),
        },
        Outcome::Open { .. } => ("定性指标，待填报人评定".into(), DASH.into()),
        Outcome::OverZero => ("分母为零，没有得分".into(), DASH.into()),
        Outcome::NoEvidence => ("没有记录，没有得分".into(), DASH.into()),
    };
    Arithmetic {
        name: name.to_owned(),
        weight,
        rule,
        sum,
        score: score_cell(&score.outcome),
    }
}

const fn completion(rule: CompletionRule) -> &'static str {
    match rule {
        CompletionRule::ValueOverTarget => "实际值 ÷ 指标值",
        CompletionRule::TargetOverValue => "指标值 ÷ 实际值",
        CompletionRule::SmallerOverLarger => "较小者 ÷ 较大者",
        CompletionRule::ShareWithin => "按时件数 ÷ 总件数",
        CompletionRule::MeasuredShare => "测得比例",
        CompletionRule::NoPercentage | CompletionRule::NoValue | CompletionRule::NotDue => {
            "没有完成比例，不得分"
        }
    }
}
