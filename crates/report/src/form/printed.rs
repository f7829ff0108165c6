//! The form as it stands on paper: every cell is text.

use serde::{Deserialize, Serialize};

/// The whole form, ready to be set in type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintedForm {
    /// 附件2-1.
    pub annex: String,
    /// The title line.
    pub title: String,
    /// The cells above section 一.
    pub header: Header,
    /// Sections 一 to 五.
    pub sections: Sections,
    /// 主要跟踪指标.
    pub rows: Vec<IndicatorRow>,
    /// 需要说明的情况, numbered.
    pub remarks: Vec<String>,
    /// The labels of the signature line; a person fills what follows them.
    pub signatures: Vec<String>,
    /// 附：数据来源与计算口径, one for each indicator and then the budget's.
    pub sources: Vec<Source>,
    /// What all figures rest on: the log's position and hash.
    pub basis: Vec<String>,
    /// For the files' own metadata.
    pub document: DocumentMeta,
}

/// What a file says about itself. Nothing of it is the time of printing: the same form gives the
/// same bytes whenever it is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentMeta {
    /// Names the form: town, project, period and the log's hash.
    pub ident: String,
    /// Year of the tracking period's last day, which stands as the document's date.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: i8,
    /// Day, 1 to 31.
    pub day: i8,
}

/// A box that is ticked or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tick {
    /// What stands before the box.
    pub label: String,
    /// Whether it is ticked.
    pub ticked: bool,
}

impl Tick {
    /// `是 √` or `是 □`.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{} {}", self.label, if self.ticked { "√" } else { "□" })
    }

    /// All boxes of a cell in one line.
    #[must_use]
    pub fn line(ticks: &[Self]) -> String {
        let boxes: Vec<String> = ticks.iter().map(Self::text).collect();
        boxes.join("　")
    }
}

/// The cells above section 一.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// 街镇名称.
    pub town_name: String,
    /// 项目名称.
    pub project_name: String,
    /// 预算单位.
    pub budget_unit: String,
    /// 具体实施（内设机构）.
    pub implementing_office: String,
    /// 跟踪时段.
    pub period: String,
    /// 是否为经常性项目.
    pub recurring: Vec<Tick>,
    /// 当年预算数（元）.
    pub initial: String,
    /// 预算执行数（元）.
    pub executed: String,
    /// 预算执行进度（%）.
    pub rate: String,
    /// 是否需要预算调整.
    pub adjustment_needed: Vec<Tick>,
    /// 调整后预算数（元）.
    pub adjusted: String,
    /// 调减金额（元）.
    pub decrease: String,
    /// 调增金额（元）.
    pub increase: String,
    /// 事前绩效评估评审预算（元）.
    pub pre_appraisal: String,
    /// 选择重点跟踪理由.
    pub tracking_reason: String,
}

/// A cell with its label, in the form's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled {
    /// What the form prints before the cell.
    pub label: &'static str,
    /// The cell.
    pub value: String,
}

/// Sections 一 to 五. Each text is a list of paragraphs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sections {
    /// 一 1 项目背景概况.
    pub background: Vec<String>,
    /// 一 2 预算安排.
    pub budget: Vec<String>,
    /// 一 3 工作内容.
    pub work_content: Vec<String>,
    /// 一 4 计划时间节点.
    pub time_nodes: Vec<String>,
    /// 二 1 预算执行情况.
    pub execution: Vec<String>,
    /// 二 2 阶段性目标完成情况.
    pub goals: Vec<String>,
    /// 三 阶段性跟踪结论.
    pub conclusion: Vec<String>,
    /// 四 绩效跟踪后项目总体判断.
    pub judgements: Judgements,
    /// 五 存在问题及改进措施.
    pub problems: Vec<Advice>,
}

/// A problem that the figures show, with what is advised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    /// The problem in a line.
    pub problem: String,
    /// The figures that show it.
    pub detail: Vec<String>,
    /// What to do.
    pub measure: String,
}

/// Section 四.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgements {
    /// 年度项目预算完成可能性.
    pub budget: JudgementCell,
    /// 年度绩效目标完成可能性.
    pub goals: JudgementCell,
}

/// Three boxes and why one is ticked or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JudgementCell {
    /// 确定能完成, 有可能完成, 确定不能完成.
    pub ticks: Vec<Tick>,
    /// The reason.
    pub reason: String,
}

/// A row of the indicator table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorRow {
    /// The indicator's identifier, which names the row's fields; it is not printed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// ①, ②, …: leads to the row's source.
    pub mark: String,
    /// 一级指标.
    pub level1: String,
    /// How many rows the 一级指标 cell covers from here on; 0 where a cell above covers this row.
    pub level1_rows: u32,
    /// 二级指标.
    pub level2: String,
    /// The same for the 二级指标 cell.
    pub level2_rows: u32,
    /// 三级指标.
    pub name: String,
    /// 年度指标值.
    pub annual: String,
    /// 应完成的绩效目标值.
    pub due: String,
    /// 完成百分比或情况描述.
    pub done: String,
    /// 偏差情况.
    pub deviation: String,
    /// 偏差原因.
    pub cause: String,
    /// 纠偏措施.
    pub remedy: String,
}

/// Where a figure comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The mark of the row it explains; empty for the budget's.
    pub mark: String,
    /// The identifier to ask `explain` for; empty for the budget's.
    pub id: String,
    /// The indicator's name.
    pub name: String,
    /// The value.
    pub value: String,
    /// The formula in Chinese.
    pub formula: String,
    /// What was counted, or `—`.
    pub numerator: String,
    /// Out of how much, or `—`.
    pub denominator: String,
    /// How many records.
    pub evidence: String,
    /// How many of them were entered late (补报).
    pub late: String,
    /// What was left out and why.
    pub exclusions: String,
}
