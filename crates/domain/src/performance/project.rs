//! A publicly funded project (财政项目) with its profile, contract and indicators.

use super::{
    completion::Tolerance,
    form::TimeNode,
    formula::Formula,
    ledger::{Entry, contract::Contract},
    schedule::{Due, Schedule},
    survey::Survey,
    target::Target,
};
use crate::{
    assessment::vendor::VendorTerms,
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
    /// Priced lines of a contract that has no record of its own. Where there is a [`Contract`], these count
    /// for nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contract: Vec<ContractLine>,
    /// 年度总体目标, for the year-end self-evaluation; empty where the budget's papers name none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub goal: String,
    /// The year's tracking periods (跟踪时段) that a form is filed for, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tracking: Vec<TrackingPeriod>,
    /// The project of an earlier year that it goes on with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continues: Option<ProjectId>,
    /// From where on a deviation changes an indicator's light and must be explained.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub tolerance: Tolerance,
    /// The indicators in the form's order.
    pub indicators: Vec<Indicator>,
}

fn is_usual(tolerance: &Tolerance) -> bool {
    *tolerance == Tolerance::default()
}

/// A part of the year that a form is filed for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrackingPeriod {
    /// Its identifier, unique in the project: `2024-08`. No dot.
    pub id: ItemId,
    /// First day.
    pub from: Day,
    /// Last day: the tracking date (跟踪日).
    pub to: Day,
    /// The day by which the finance bureau wants the form, where it names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_by: Option<Day>,
}

impl TrackingPeriod {
    /// Its days.
    #[must_use]
    pub const fn period(&self) -> Period {
        Period {
            from: self.from,
            to: self.to,
        }
    }
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
    /// 应完成的绩效目标值 under a constant schedule; the annual value where the file is silent.
    pub due: Target,
    /// When how much of the annual value is due.
    #[serde(default, skip_serializing_if = "is_constant")]
    pub schedule: Schedule,
    /// 权重 in the self-evaluation, in hundredths of a point; the usual shares where none is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<u32>,
    /// How it is measured.
    pub formula: Formula,
}

fn is_constant(schedule: &Schedule) -> bool {
    *schedule == Schedule::Constant
}

impl Indicator {
    /// What is due on a day.
    #[must_use]
    pub fn due_on(&self, day: Day) -> Due {
        self.schedule.due_on(&self.annual, &self.due, day)
    }
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
    /// 文号, where it has one: `华府〔2024〕12号`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Its date.
    pub day: Day,
    /// Where in it the proof stands: a page, a clause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// SM3 of the file, hex.
    pub sm3: String,
    /// Who vouches for it.
    pub vouched_by: String,
}

impl VouchedDocument {
    /// `《…工作制度》（华府〔2024〕12号）`.
    #[must_use]
    pub fn cited(&self) -> String {
        // A title that came with its own marks keeps them.
        let title = self.title.trim().trim_start_matches('《');
        let title = title.trim_end_matches('》');
        match &self.number {
            Some(number) => format!("《{title}》（{number}）"),
            None => format!("《{title}》"),
        }
    }
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
    /// A survey's answers, imported whole.
    Surveyed(Box<Survey>),
    /// A contract with its lines, or a later version of it.
    Contracted(Box<Contract>),
    /// The contract's terms for the vendor's month, or a new version of them.
    TermsAgreed(Box<VendorTerms>),
}
