//! 项目支出绩效自评表 as it stands on paper: every cell is text.

use crate::form::DocumentMeta;
use serde::{Deserialize, Serialize};

/// The whole table, ready to be set in type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintedEvaluation {
    /// 项目支出绩效自评表.
    pub title: String,
    /// （2024年度）.
    pub year: String,
    /// 项目名称.
    pub project_name: String,
    /// 主管部门.
    pub department: String,
    /// 实施单位.
    pub unit: String,
    /// 项目资金（万元）: the year's sum, then its sources.
    pub funds: Vec<FundsRow>,
    /// 年度总体目标: 预期目标.
    pub goal_expected: String,
    /// 年度总体目标: 实际完成情况.
    pub goal_actual: String,
    /// 绩效指标.
    pub rows: Vec<EvaluationRow>,
    /// 总分.
    pub total: TotalRow,
    /// The labels of the signature line.
    pub signatures: Vec<String>,
    /// 说明: how points come about, and what has none.
    pub notes: Vec<String>,
    /// 附：得分计算, one for the execution of the budget and one for each indicator.
    pub arithmetic: Vec<Arithmetic>,
    /// What all figures rest on.
    pub basis: Vec<String>,
    /// For the files' own metadata.
    pub document: DocumentMeta,
}

/// A row of 项目资金.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FundsRow {
    /// 年度资金总额, or a source of it.
    pub name: String,
    /// 年初预算数.
    pub initial: String,
    /// 全年预算数.
    pub adjusted: String,
    /// 全年执行数.
    pub executed: String,
    /// 分值.
    pub weight: String,
    /// 执行率.
    pub rate: String,
    /// 得分.
    pub score: String,
}

/// A row of 绩效指标.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvaluationRow {
    /// The indicator's identifier; it is not printed.
    pub id: String,
    /// 一级指标.
    pub level1: String,
    /// How many rows its cell covers; 0 where a cell above covers this row.
    pub level1_rows: u32,
    /// 二级指标.
    pub level2: String,
    /// The same for its cell.
    pub level2_rows: u32,
    /// 三级指标.
    pub name: String,
    /// 年度指标值.
    pub target: String,
    /// 实际完成值.
    pub actual: String,
    /// 分值.
    pub weight: String,
    /// 得分.
    pub score: String,
    /// 偏差原因分析及改进措施: what the figures tell, and an officer's reason; the rest is the officer's to write.
    pub explanation: String,
}

/// 总分.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TotalRow {
    /// 分值: 100.00.
    pub weight: String,
    /// 得分, or the range that it lies in.
    pub score: String,
    /// 优, 良, 中, 差, or 待定.
    pub grade: String,
}

/// How a score came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arithmetic {
    /// What is scored.
    pub name: String,
    /// 分值.
    pub weight: String,
    /// The rule in words.
    pub rule: String,
    /// The rule with its numbers.
    pub sum: String,
    /// 得分.
    pub score: String,
}
