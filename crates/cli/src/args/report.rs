//! `liandong report`.

use super::{Place, id};
use clap::{Args as Group, Subcommand, ValueEnum};
use liandong_domain::{
    ids::TownId,
    reports::{ReportKind, ReportOf},
    time::Day,
};
use std::path::PathBuf;

/// What a report is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    Pdf,
    Xlsx,
    Json,
}

#[derive(Debug, Group)]
pub(crate) struct Report {
    #[command(subcommand)]
    pub(crate) which: WhichReport,
}

#[derive(Debug, Subcommand)]
pub(crate) enum WhichReport {
    /// 日通报 (the notice of a day)
    Daily(ReportOfDay),
    /// 周汇总：该日所在的周，周一至周日 (the summary of the week with that day)
    Weekly(ReportOfDay),
    /// 月分析：该日所在的月 (the analysis of the month with that day)
    Monthly(ReportOfDay),
    /// 一年的全套：每日、每周、每月 (a year's set)
    Year(ReportsOfYear),
}

#[derive(Debug, Group)]
pub(crate) struct ReportOfDay {
    #[command(flatten)]
    pub(crate) to: ReportTo,
    /// 统计期内的一天 (a day of the period)
    #[arg(long, value_name = "DAY")]
    pub(crate) day: Day,
    /// 重印已发布的版次，不重新计算 (print the published edition again)
    #[arg(long)]
    pub(crate) published: bool,
    /// 格式，默认三种全出 (formats; all three unless given)
    #[arg(long, value_delimiter = ',', default_values_t = [ReportFormat::Pdf, ReportFormat::Xlsx, ReportFormat::Json])]
    pub(crate) format: Vec<ReportFormat>,
}

#[derive(Debug, Group)]
pub(crate) struct ReportsOfYear {
    #[command(flatten)]
    pub(crate) to: ReportTo,
    /// 年份 (the year)
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(2000..2200))]
    pub(crate) year: i16,
    /// 格式，默认 JSON (formats; JSON unless given)
    #[arg(long, value_delimiter = ',', default_values_t = [ReportFormat::Json])]
    pub(crate) format: Vec<ReportFormat>,
}

#[derive(Debug, Group)]
pub(crate) struct ReportTo {
    #[command(flatten)]
    pub(crate) database: Place,
    /// 街镇编号；只有一个街镇时可省 (the town's id; may be left out when there is one)
    #[arg(long, value_name = "ID", value_parser = id::<TownId>)]
    pub(crate) town: Option<TownId>,
    /// 输出文件夹 (the folder to write to)
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(crate) out: PathBuf,
}

impl WhichReport {
    /// The reports that are asked for.
    pub(crate) fn reports(&self) -> Vec<ReportOf> {
        let one = |kind, of: &ReportOfDay| vec![ReportOf::holding(kind, of.day)];
        match self {
            Self::Daily(of) => one(ReportKind::Daily, of),
            Self::Weekly(of) => one(ReportKind::Weekly, of),
            Self::Monthly(of) => one(ReportKind::Monthly, of),
            Self::Year(of) => ReportOf::of_year(of.year),
        }
    }

    /// Where to, in which formats, and whether what was published is wanted.
    pub(crate) fn rest(&self) -> (&ReportTo, &[ReportFormat], bool) {
        match self {
            Self::Daily(of) | Self::Weekly(of) | Self::Monthly(of) => {
                (&of.to, &of.format, of.published)
            }
            Self::Year(of) => (&of.to, &of.format, false),
        }
    }
}

impl std::fmt::Display for ReportFormat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
        })
    }
}
