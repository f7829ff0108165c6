//! The rules as data: what each compares, when it speaks, what it says, what resolves it, which
//! regulation it rests on where a text was read, and what keeps it from speaking falsely.
//!
//! In `compares` and `fires`, B0 is the initial budget (当年预算数), Bup and Bdn the adjustments up and down
//! (调增、调减), B1 the adjusted budget (调整后), X what was paid (执行数), r the execution rate (执行进度), Bpre the
//! pre-appraised budget (事前评审), P the tracking period (跟踪时段), S the term of service (服务期), tRec and
//! tAdj the ticks of the head, J_b and J_g the judgements of section 四.

mod arithmetic;
mod boxes;
mod cells;
mod completeness;
mod dates;
mod judgement;
mod measurement;
mod periods;
mod prices;
mod statements;
mod text_and_table;

use crate::check::{Context, Found};
use serde::Serialize;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Contradicted or undefined on the face of the form (错误).
    Error,
    /// Unsupported, or in need of a document to hold (警告).
    Warning,
    /// Asks for a word or a look; never counts against the form (提示).
    Note,
}

impl Severity {
    /// Its Chinese name.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Error => "错误",
            Self::Warning => "警告",
            Self::Note => "提示",
        }
    }
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// Reading and completeness.
    Completeness,
    /// Type and unit of a cell.
    Cells,
    /// Arithmetic between cells.
    Arithmetic,
    /// Tick boxes against figures.
    Boxes,
    /// Text against table.
    TextAndTable,
    /// Unit price × quantity × time.
    Prices,
    /// Period of the evidence against the period claimed.
    Periods,
    /// Completion without measurement.
    Measurement,
    /// Judgement against figures.
    Judgement,
    /// Dates in order.
    Dates,
    /// Statement against statement.
    Statements,
}

impl Family {
    /// Its Chinese name.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Completeness => "读数与完整",
            Self::Cells => "类型与单位",
            Self::Arithmetic => "单元格间算术",
            Self::Boxes => "勾选",
            Self::TextAndTable => "文与表",
            Self::Prices => "单价×数量×时间",
            Self::Periods => "期间",
            Self::Measurement => "无测量的完成",
            Self::Judgement => "判断",
            Self::Dates => "日期",
            Self::Statements => "文与文",
        }
    }
}

/// A rule as data.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Rule {
    ///
    pub number: &'static str,
    /// The family.
    pub family: Family,
    /// The severity.
    pub severity: Severity,
    /// The title in Chinese.
    pub title_zh: &'static str,
    /// The title in English.
    pub title_en: &'static str,
    /// What it compares.
    pub compares: &'static str,
    /// When it speaks.
    pub fires: &'static str,
    /// What it says, with places for words in braces.
    pub message_zh: &'static str,
    /// The same in English.
    pub message_en: &'static str,
    /// What resolves it.
    pub resolution_zh: &'static str,
    /// The same in English.
    pub resolution_en: &'static str,
    /// The regulation, where its text was read; else the rule rests on logic alone.
    pub regulation: Option<&'static str>,
    /// What keeps it from speaking falsely.
    pub guard: &'static str,
    /// Its evaluation.
    #[serde(skip)]
    pub(crate) run: fn(&Context<'_>, &mut Found),
}

/// All rules, by family, in the order of their numbers.
pub const RULES: [&[Rule]; 11] = [
    completeness::RULES,
    cells::RULES,
    arithmetic::RULES,
    boxes::RULES,
    text_and_table::RULES,
    prices::RULES,
    periods::RULES,
    measurement::RULES,
    judgement::RULES,
    dates::RULES,
    statements::RULES,
];
