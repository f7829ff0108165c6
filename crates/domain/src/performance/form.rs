//! The form 附件2-1 财政项目支出绩效运行监控（跟踪评价）（重点） as values.
//!
//! Rounding and wording belong to the printing of the form; this holds what is printed from.

use super::{
    completion::{Completion, Light},
    figure::Figure,
    ledger::forecast::Forecast,
    target::Target,
};
use crate::{
    ids::{IndicatorId, ProjectId, TownId},
    money::Fen,
    ratio::Ratio,
    time::{Day, Period},
};
use serde::{Deserialize, Serialize};

/// One form: a project, a period, and every figure computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// The tenant.
    pub town: TownId,
    /// 街镇名称.
    pub town_name: String,
    /// The project's identifier.
    pub project: ProjectId,
    /// The version of its description (from 1).
    pub profile_version: u32,
    /// 项目名称.
    pub project_name: String,
    /// 预算单位.
    pub budget_unit: String,
    /// 具体实施（内设机构）.
    pub implementing_office: String,
    /// 跟踪时段.
    pub period: Period,
    /// 是否为经常性项目.
    pub recurring: bool,
    /// The budget cells.
    pub budget: FormBudget,
    /// 选择重点跟踪理由.
    pub tracking_reason: String,
    /// 一 1 项目背景概况, from the project's profile.
    pub background: String,
    /// 一 3 工作内容, from the project's profile.
    pub work_content: String,
    /// 年度总体目标, empty where none is named.
    pub goal: String,
    /// 一 4 计划时间节点: dated steps from the project's profile.
    pub time_nodes: Vec<TimeNode>,
    /// 四 项目总体判断.
    pub judgement: Judgements,
    /// 主要跟踪指标, in the project's own order.
    pub indicators: Vec<FormIndicator>,
    /// What the figures rest on.
    pub basis: Basis,
}

/// The budget cells of the form, all from the ledger's entries up to the period's last day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormBudget {
    /// The budget year.
    pub year: i32,
    /// 当年预算数: the initial budget.
    pub initial: Fen,
    /// 调增金额: the sum of upward adjustments.
    pub increase: Fen,
    /// 调减金额: the sum of downward adjustments, as a positive amount.
    pub decrease: Fen,
    /// 调整后预算数: initial + increase − decrease.
    pub adjusted: Fen,
    /// 预算执行数: payments made.
    pub executed: Fen,
    /// 预算执行进度 against the adjusted budget. Over zero it has no value.
    pub rate_on_adjusted: Ratio,
    /// The same against the initial budget.
    pub rate_on_initial: Ratio,
    /// 是否需要预算调整: whether the ledger holds any adjustment.
    pub adjustment_needed: bool,
    /// 事前绩效评估评审预算; `None` where none was recorded.
    pub pre_appraisal: Option<Fen>,
    /// Contracts in force on the last day: what the town has bound itself to pay.
    pub committed: Fen,
    /// 已开票（申请支付）.
    pub invoiced: Fen,
    /// 考核扣款.
    pub deducted: Fen,
    /// 可用指标: the adjusted budget less commitments and what was spent without one; below zero where more is
    /// promised than granted.
    pub available: Fen,
    /// Where the year will end.
    pub forecast: Forecast,
    /// How many ledger entries these cells rest on.
    pub entries: u64,
}

/// A dated step of the project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeNode {
    /// When.
    pub day: Day,
    /// The last day, where the step lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// What, in Chinese.
    pub what: String,
}

/// Section 四: the two boxes, each with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgements {
    /// 年度项目预算完成可能性.
    pub budget: Judgement,
    /// 年度绩效目标完成可能性.
    pub goals: Judgement,
}

/// One judgement, by the documented rule of [`super::judge`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// The box to tick; `None` leaves all three empty because nothing supports a tick.
    pub tick: Option<Likelihood>,
    /// Why, as a code that the printing turns into a sentence.
    pub reason: JudgementReason,
}

/// The three boxes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Likelihood {
    /// 确定能完成.
    Certain,
    /// 有可能完成.
    Possible,
    /// 确定不能完成.
    Impossible,
}

/// Why a box is ticked or left empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JudgementReason {
    /// The adjusted budget is zero: there is nothing to execute and the rate has no value.
    BudgetIsZero,
    /// The whole adjusted budget is paid.
    BudgetFullyPaid,
    /// Part of it is paid, or the year still runs.
    BudgetPartlyPaid,
    /// What is not yet paid is invoiced and owed.
    BudgetOwed,
    /// Not even all that the contracts leave to be paid makes it up.
    BudgetOutOfReach,
    /// The year is over and part of it was never paid.
    BudgetLapsed,
    /// Every indicator has a value and meets its target.
    AllMet,
    /// Some indicator misses its target so far.
    SomeMissed,
    /// Some indicator has no evidence, and none misses its target.
    SomeWithoutEvidence,
    /// Nothing misses, but some indicator is due only later in the year.
    SomeNotDue,
    /// No indicator has any evidence.
    NothingMeasured,
}

/// One row of the indicator table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormIndicator {
    /// The indicator's identifier, for `explain`.
    pub id: IndicatorId,
    /// 一级指标, such as 成本指标.
    pub level1: String,
    /// 二级指标, such as 经济成本指标.
    pub level2: String,
    /// 三级指标.
    pub name: String,
    /// 年度指标值.
    pub annual: Target,
    /// 应完成的绩效目标值 at the tracking date.
    pub due: Target,
    /// The measured value with its evidence.
    pub figure: Figure,
    /// How the value stands against the target due.
    pub standing: Standing,
    /// How far it is, and by which rule.
    pub completion: Completion,
    /// Its traffic light (红黄绿灯).
    pub light: Light,
    /// Whether an officer must give cause and corrective measure (偏差原因, 纠偏措施).
    pub must_be_explained: bool,
    /// 权重 in hundredths of a point, where the project gives weights.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<u32>,
}

/// How a value stands against its target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Standing {
    /// No value, so neither met nor missed.
    NoData,
    /// Nothing is due by the tracking date.
    NotDue {
        /// The day from which something is.
        from: Day,
    },
    /// Met.
    Met {
        /// The deviation, signed.
        deviation: Deviation,
    },
    /// Missed.
    Missed {
        /// The deviation, signed.
        deviation: Deviation,
    },
}

/// Measured minus target, with its sign, in the target's unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "unit", content = "value")]
pub enum Deviation {
    /// In fen.
    Fen(i64),
    /// In pieces.
    Count(i64),
    /// In hundredths of a percentage point, rounded half away from zero.
    PointHundredths(i64),
}

/// What the figures rest on, so that a copy of the form can be checked against the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// The last event read, by its position in the town's log.
    pub log_position: u64,
    /// The hash of that event (SM3, hex).
    pub log_hash: String,
    /// How many incidents were received in the period.
    pub incidents: u64,
}
