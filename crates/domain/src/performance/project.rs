//! A publicly funded project (财政项目) with its profile, contract and indicators.

use super::{form::TimeNode, formula::Formula, ledger::Entry, target::Target};
use crate::{
    ids::{IndicatorId, ItemId, ProjectId},
    money::Fen,
    time::{Day, Period},
};
use serde::{Deserialize, Serialize};

/// A project as its town describes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Project {
    /// Its identifier.
    pub id: ProjectId,
    /// 项目名称.
    pub name: String,
    /// 预算单位.
    pub budget_unit: String,
    /// 具体实施（内设机构）.
    pub implementing_office: String,
    /// The budget year.
    pub year: i32,
    /// 是否为经常性项目.
    pub recurring: bool,
    /// 选择重点跟踪理由.
    pub tracking_reason: String,
    /// 项目背景概况.
    pub background: String,
    /// 工作内容.
    pub work_content: String,
    /// 计划时间节点.
    pub time_nodes: Vec<TimeNode>,
    /// When the contracted service runs.
    pub service: Period,
    /// 事前绩效评估评审预算, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pre_appraisal: Option<Fen>,
    /// The contract's priced lines.
    pub contract: Vec<ContractLine>,
    /// The indicators in the form's order.
    pub indicators: Vec<Indicator>,
}

/// A line of the contract (合同明细): quantity × unit price × time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContractLine {
    /// Its identifier.
    pub id: ItemId,
    /// What is bought.
    pub name: String,
    /// How many.
    pub quantity: i64,
    /// Unit: 人, 辆, 台, 套.
    pub unit: String,
    /// Price of one, for the whole service year where the unit price is by year.
    pub unit_price: Fen,
    /// Whether the unit price is for a year of service (元/人/年) or for the piece (元/台).
    pub per_year: bool,
    /// The day of the contract.
    pub day: Day,
}

/// An indicator (绩效指标) at three levels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Its identifier.
    pub id: IndicatorId,
    /// 一级指标.
    pub level1: String,
    /// 二级指标.
    pub level2: String,
    /// 三级指标.
    pub name: String,
    /// 年度指标值.
    pub annual: Target,
    /// 应完成的绩效目标值 at the tracking date; the annual value where the file is silent.
    pub due: Target,
    /// How it is measured.
    pub formula: Formula,
}

/// A document that somebody vouches for (佐证材料), for a qualitative target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VouchedDocument {
    /// Its identifier, unique in the project.
    pub id: ItemId,
    /// The indicator that it supports.
    pub indicator: IndicatorId,
    /// Its title.
    pub title: String,
    /// Its date.
    pub day: Day,
    /// SM3 of the file, hex.
    pub sm3: String,
    /// Who vouches for it.
    pub vouched_by: String,
}

/// What can be recorded of a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProjectRecord {
    /// The project's description, or a new version of it.
    Described(Box<Project>),
    /// A line of the budget ledger.
    Booked(Entry),
    /// A vouched document.
    Vouched(VouchedDocument),
}
