//! `liandong evidence-pack`, `evidence-verify` and `reproduce`.

use super::{Place, id};
use clap::Args as Group;
use liandong_domain::{
    ids::{ProjectId, TownId},
    time::Day,
};
use std::path::PathBuf;

/// Whose evidence: of a filing, or of a project over a period.
#[derive(Debug, Group)]
pub(crate) struct EvidencePack {
    #[command(flatten)]
    pub(crate) database: Place,
    /// 街镇编号；只有一个街镇时可省 (the town's id; may be left out when there is one)
    #[arg(long, value_name = "ID", value_parser = id::<TownId>)]
    pub(crate) town: Option<TownId>,
    /// 填报编号，如 pinganliandong.2024-08.1 (a filing that was prepared or signed)
    #[arg(long, value_name = "ID", conflicts_with_all = ["project", "from", "to"])]
    pub(crate) filing: Option<String>,
    /// 项目编号；只有一个项目时可省 (the project's id; may be left out when there is one)
    #[arg(long, value_name = "ID", value_parser = id::<ProjectId>)]
    pub(crate) project: Option<ProjectId>,
    /// 统计首日 (first day of the period)
    #[arg(long, value_name = "DAY", required_unless_present = "filing")]
    pub(crate) from: Option<Day>,
    /// 统计末日 (last day of the period)
    #[arg(long, value_name = "DAY", required_unless_present = "filing")]
    pub(crate) to: Option<Day>,
    /// 空文件夹，或以 .zip 结尾的新文件 (an empty folder, or a new file that ends in .zip)
    #[arg(long, value_name = "DIR|FILE.zip")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Group)]
pub(crate) struct EvidenceVerify {
    /// 证据包文件夹或 zip (the pack: a folder or a zip)
    #[arg(value_name = "DIR|FILE.zip")]
    pub(crate) pack: PathBuf,
    /// 输出 JSON (print JSON)
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Group)]
pub(crate) struct Reproduce {
    /// 已签署的填报编号 (a signed filing)
    pub(crate) filing: String,
    #[command(flatten)]
    pub(crate) database: Place,
    /// 街镇编号；只有一个街镇时可省 (the town's id; may be left out when there is one)
    #[arg(long, value_name = "ID", value_parser = id::<TownId>)]
    pub(crate) town: Option<TownId>,
    /// 输出文件夹 (the folder to write to)
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
}
