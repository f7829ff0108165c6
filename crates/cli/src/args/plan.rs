//! `liandong plan`.

use super::{Place, id};
use clap::{Args as Group, Subcommand};
use liandong_domain::{ids::TownId, time::Day};
use std::{num::NonZeroUsize, path::PathBuf};

#[derive(Debug, Group)]
pub(crate) struct Plan {
    #[command(subcommand)]
    pub(crate) which: WhichPlan,
}

#[derive(Debug, Subcommand)]
pub(crate) enum WhichPlan {
    /// 由日志标定测算模型，写出模型与“现状”方案文件 (fit the model from the log; writes the model and a plan file of the
    /// present, to which variants are added by hand)
    Fit(PlanFit),
    /// 按方案文件模拟：各方案的费用与按时率 (simulate a plan file: what each scenario costs and keeps)
    Run(PlanRun),
    /// 按OpenStreetMap路网算出各地点之间的行车时间，写入方案文件 (the seconds between all places by the roads of an extract
    /// of OpenStreetMap, put into the plan file)
    Roads(PlanRoads),
    /// 在给定班型与车数内找出守住承诺的最省方案 (the cheapest fleet that keeps a promise)
    Search(PlanRun),
    /// 重划责任区：各区车辆的工作量均衡、区域连成一片、车程尽量短，写成一个方案 (areas drawn anew so that their cars have even
    /// work; writes the plan file with one more variant)
    Redraw(PlanRedraw),
}

#[derive(Debug, Group)]
pub(crate) struct PlanRedraw {
    /// 方案文件 (the plan file)
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// 写出的方案文件，可与读入的相同 (the plan file to write; it may be the one that is read)
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// 为文件中哪个方案重划，例如减一辆之后；默认为现状 (the variant whose areas are drawn; the present by default)
    #[arg(long, value_name = "NAME")]
    pub(crate) of: Option<String>,
    /// 新方案的名称；同名的被替换 (what the new variant is called; one of that name is replaced)
    #[arg(long, value_name = "NAME", default_value = "重划责任区")]
    pub(crate) name: String,
    /// 备勤点也可移动 (cars may wait elsewhere too)
    #[arg(long)]
    pub(crate) move_waiting: bool,
    /// 工作量高出百分之几以内即算均衡 (a workload so many percent above the least is even enough)
    #[arg(long, value_name = "PERCENT", default_value_t = 5)]
    pub(crate) even_within: u32,
    /// 平均车程至多为现状的百分之几 (the mean way is so many percent of the present's at the most)
    #[arg(long, value_name = "PERCENT", default_value_t = 125)]
    pub(crate) way: u32,
    /// 随机种子 (seed)
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
}

#[derive(Debug, Group)]
pub(crate) struct PlanFit {
    #[command(flatten)]
    pub(crate) database: Place,
    /// 街镇编号；只有一个街镇时可省 (the town's id; may be left out when there is one)
    #[arg(long, value_name = "ID", value_parser = id::<TownId>)]
    pub(crate) town: Option<TownId>,
    /// 标定时段的第一天 (first day of the log to fit)
    #[arg(long, value_name = "DAY")]
    pub(crate) from: Day,
    /// 最后一天 (last day)
    #[arg(long, value_name = "DAY")]
    pub(crate) to: Day,
    /// 每次模拟的天数 (days of each replication)
    #[arg(long, default_value_t = 365)]
    pub(crate) days: u32,
    /// 重复次数 (replications)
    #[arg(long, default_value_t = 200)]
    pub(crate) replications: u32,
    /// 随机种子 (seed)
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// 承诺的按时到达率，百分之几 (the promised share of arrivals in time, in percent)
    #[arg(long, default_value_t = 95, value_parser = clap::value_parser!(u32).range(0..=100))]
    pub(crate) promise: u32,
    /// 输出文件夹 (the folder to write to)
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Group)]
pub(crate) struct PlanRoads {
    /// 方案文件 (the plan file)
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// 本镇周边的路网数据，.osm.pbf 格式 (the extract, in PBF format)
    #[arg(long, value_name = "FILE")]
    pub(crate) osm: PathBuf,
    /// 写出的方案文件 (the plan file to write)
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Group)]
pub(crate) struct PlanRun {
    /// 方案文件 (the plan file)
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// 结果文件 (where the results go)
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// 线程数，默认用全部；结果与线程数无关 (threads; the results do not depend on it)
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,
}
