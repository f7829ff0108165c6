//! A form as it was read: every field with its value or why there is none, its place and its words.

use crate::{
    date::Date,
    place::Quote,
    source::{Source, Span},
    value::{Share, Value},
};
use serde::Serialize;

/// What was read of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "is", content = "value")]
pub enum Read<T> {
    /// The value.
    Value(T),
    /// The field is there and nothing stands in it.
    Blank,
    /// It says in words that there is none: 无, 无数据, 未开展.
    None(String),
    /// Something stands there that cannot be read as what the field asks for.
    Unreadable(String),
    /// The form has no such field.
    Missing,
}

impl<T> Read<T> {
    /// The value, if there is one.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }
}

/// A field of the form.
#[derive(Clone, Debug, Serialize)]
pub struct Field<T> {
    /// What it says.
    pub read: Read<T>,
    /// Label and content, as they stand on the form. Empty when the field is missing.
    pub quote: Quote,
    /// The content alone.
    pub content: Quote,
    #[serde(skip)]
    pub(crate) span: Span,
}

impl<T> Field<T> {
    /// A field that the form does not have.
    #[must_use]
    pub const fn missing() -> Self {
        Self {
            read: Read::Missing,
            quote: Quote(Vec::new()),
            content: Quote(Vec::new()),
            span: 0..0,
        }
    }

    /// The value, if there is one.
    pub const fn value(&self) -> Option<&T> {
        self.read.value()
    }
}

/// The tracking period (跟踪时段): first and last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

/// The marks of one question with boxes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ticks {
    /// The options that are marked.
    pub chosen: Vec<String>,
    /// Whether a mark between two options had to be given to one of them by the form's other marks.
    pub by_convention: bool,
    /// Words after the boxes: a printed reason.
    pub reason: String,
}

impl Ticks {
    /// The one option chosen.
    #[must_use]
    pub fn only(&self) -> Option<&str> {
        match self.chosen.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }
}

/// The form's head.
#[derive(Clone, Debug, Serialize)]
pub struct Head {
    /// 街镇名称.
    pub town: Field<String>,
    /// 项目名称.
    pub project: Field<String>,
    /// 预算单位.
    pub unit: Field<String>,
    /// 具体实施（内设机构）.
    pub office: Field<String>,
    /// 跟踪时段.
    pub period: Field<Period>,
    /// 是否为经常性项目.
    pub recurring: Field<Ticks>,
    /// 是否需要预算调整.
    pub adjusting: Field<Ticks>,
    /// 当年预算数, in fen as all amounts are.
    pub initial: Field<i128>,
    /// 预算执行数.
    pub paid: Field<i128>,
    /// 预算执行进度: a share, with the printed decimals.
    pub rate: Field<crate::number::Number>,
    /// 调整后预算数.
    pub adjusted: Field<i128>,
    /// 调减金额.
    pub down: Field<i128>,
    /// 调增金额.
    pub up: Field<i128>,
    /// 事前绩效评估评审预算.
    pub appraised: Field<i128>,
    /// 选择重点跟踪理由.
    pub reason: Field<String>,
}

/// One sentence of the narratives.
#[derive(Clone, Debug, Serialize)]
pub struct Sentence {
    /// The section: 1 to 5 for 一 to 五, 6 for 需要说明的情况.
    pub section: u8,
    /// The numbered part of the section, 0 before the first.
    pub part: u8,
    /// The sentence joined over line ends, without white space.
    pub text: String,
    /// As it stands on the form.
    pub quote: Quote,
    /// Dates, amounts, percentages and quantities in it.
    pub mentions: Vec<Mention>,
    #[serde(skip)]
    pub(crate) span: Span,
}

/// A figure in a sentence.
#[derive(Clone, Debug, Serialize)]
pub struct Mention {
    /// What it is.
    pub figure: Figure,
    /// As it stands on the form.
    pub quote: Quote,
    #[serde(skip)]
    pub(crate) span: Span,
}

/// What a figure in a sentence says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// A day; a year left out was taken from the date before.
    Date(Date),
    /// A year.
    Year(i32),
    /// Written like a date, and no day of the calendar.
    NoDate,
    /// A decimal point without a digit before it.
    NoNumber,
    /// From this month to that one.
    Months(u8, u8),
    /// A quantity with its unit.
    Quantity(crate::value::Quantity),
    /// n/m.
    Share(Share),
}

/// A cell of the indicator table.
#[derive(Clone, Debug, Serialize)]
pub struct Cell {
    /// What it says.
    pub value: Value,
    /// Its flat text.
    pub text: String,
    /// As it stands on the form.
    pub quote: Quote,
    #[serde(skip)]
    pub(crate) span: Span,
}

/// What kind of target a row has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A unit price (单价).
    Price,
    /// A limit of time (时限).
    Limit,
    /// A share (率).
    Rate,
    /// A satisfaction (满意度).
    Satisfaction,
    /// A count (数量).
    Count,
    /// A word: 提升, 构建, 建立健全.
    Word,
}

/// A row of the indicator table.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// 一级指标.
    pub level1: String,
    /// 二级指标.
    pub level2: String,
    /// 三级指标, put together over broken lines.
    pub name: Cell,
    /// 年度指标值.
    pub annual: Cell,
    /// 应完成的绩效目标值.
    pub due: Cell,
    /// 完成百分比或情况描述.
    pub done: Cell,
    /// 偏差情况.
    pub deviation: Cell,
    /// 偏差原因.
    pub cause: Cell,
    /// 纠偏措施.
    pub measure: Cell,
    /// What kind of row it is.
    pub kind: Kind,
}

/// The signatures and the date of filling in.
#[derive(Clone, Debug, Serialize)]
pub struct Signatures {
    /// 领导（签字）.
    pub leader: Field<String>,
    /// 绩效负责人（签字）.
    pub officer: Field<String>,
    /// 经办人（签字）.
    pub clerk: Field<String>,
    /// 填报日期.
    pub date: Field<Date>,
}

/// Headings that rules quote.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Headings {
    /// The heading of section 五.
    pub problems: Quote,
    /// The heading of the part on planned time nodes.
    pub nodes: Quote,
    /// The table's title.
    pub table: Quote,
    /// The columns up to the annual value.
    pub annual: Quote,
    /// The column of the value due.
    pub due: Quote,
    /// The three columns of deviation.
    pub deviation: Quote,
}

/// A form as it was read.
#[derive(Clone, Debug, Serialize)]
pub struct Reading {
    /// The head.
    pub head: Head,
    /// The sentences of all narratives, in order.
    pub sentences: Vec<Sentence>,
    /// The budget judgement of section 四.
    pub budget: Field<Ticks>,
    /// The goal judgement of section 四.
    pub goal: Field<Ticks>,
    /// The indicator table.
    pub rows: Vec<Row>,
    /// Words of the table that fit no row, each as it stands.
    pub leftover: Vec<Quote>,
    /// The signatures.
    pub signatures: Signatures,
    /// Headings.
    pub headings: Headings,
    #[serde(skip)]
    pub(crate) source: Source,
}
