//! A report as it is printed: every text as it stands on paper, every bar with its length.

use serde::Serialize;

/// A printed report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PrintedReport {
    /// 日通报, 周汇总 or 月分析, with the town.
    pub title: String,
    /// The period in words.
    pub period: String,
    /// The edition and what it rests on.
    pub basis: Vec<String>,
    /// The figures at the top: name, value, what it is of.
    pub leads: Vec<[String; 3]>,
    /// 文字结论.
    pub findings: Vec<String>,
    /// How they were come by.
    pub method: Vec<String>,
    /// Bar charts.
    pub bars: Vec<Bars>,
    /// Shares with their intervals, drawn.
    pub shares: Vec<Shares>,
    /// The control chart.
    pub chart: Control,
    /// Tables in the order of the paper.
    pub tables: Vec<Table>,
    /// For the file.
    pub document: Document,
}

/// What the file says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Document {
    /// What it is known by.
    pub ident: String,
    /// The last day of the period.
    pub year: i16,
    /// Its month.
    pub month: i8,
    /// Its day of the month.
    pub day: i8,
}

/// A bar chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bars {
    /// What it shows.
    pub title: String,
    /// What is under and on each bar.
    pub bars: Vec<(String, u64)>,
    /// Every so many-th label is printed.
    pub every: usize,
    /// Whether it takes the half of a line.
    pub half: bool,
}

/// Shares with intervals.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shares {
    /// What it shows.
    pub title: String,
    /// Lines.
    pub lines: Vec<ShareLine>,
}

/// A share, drawn as a point on its interval.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShareLine {
    /// Whose.
    pub name: String,
    /// The share from 0 to 1, and its interval; `null` without data.
    pub at: Option<(f64, f64, f64)>,
    /// In words: `93.21%（92.1–97.0%）`.
    pub text: String,
    /// `98/140`.
    pub of: String,
}

/// The control chart, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Control {
    /// Centre, lower and upper limit.
    pub limits: Option<(f64, f64, f64)>,
    /// Their words.
    pub words: Vec<String>,
    /// Days: a short label, calls, whether it is of the period, whether it is a signal.
    pub days: Vec<(String, u64, bool, bool)>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Table {
    /// The sheet's name in a workbook.
    #[serde(skip)]
    pub sheet: &'static str,
    /// What stands above it.
    pub title: String,
    /// Heads of columns.
    pub heads: Vec<String>,
    /// Widths of columns, as parts of the line.
    pub widths: Vec<u32>,
    /// Rows.
    pub rows: Vec<Vec<Cell>>,
    /// What stands below it.
    pub notes: Vec<String>,
    /// What stands instead of an empty table.
    pub empty: &'static str,
}

/// A cell: text, a number, or a share; a number stays one in a workbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Cell {
    /// Text.
    Text(String),
    /// A count.
    Count(u64),
    /// A share with its printed text.
    Share {
        /// The printed text.
        text: String,
        /// Numerator and denominator.
        of: (i64, i64),
    },
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for Cell {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}
