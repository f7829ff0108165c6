//! The command line.

use clap::{Args as Group, Parser, Subcommand, ValueEnum};
use liandong_domain::{
    ids::{AccountId, BadId, IndicatorId, ProjectId, TownId},
    time::{Day, Period},
};
use std::{net::SocketAddr, path::PathBuf};

/// 联动：非警务类警情的闭环处置，与由此算出的附件2-1
/// (Liandong: the closed loop of diverted non-police calls, and the form computed from it)
#[derive(Debug, Parser)]
#[command(name = "liandong", version, arg_required_else_help = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// 导入街镇数据文件夹；可重复执行 (import a town's folder; may be repeated)
    Init(Init),
    /// 按种子生成一段运行历史，写入新的数据库 (generate a seeded history into a new database)
    Simulate(Simulate),
    /// 启动服务与网页 (serve the API and the page)
    Serve(Serve),
    /// 计算附件2-1，写成 PDF、XLSX、JSON (compute the form and write it)
    Form(Form),
    /// 列出一个指标背后的全部记录 (list the very records behind an indicator)
    Explain(Explain),
    /// 校验事件日志的哈希链 (verify the log's hash chain)
    Verify(Database),
    /// 由事件日志重建查询表 (rebuild the read models from the log)
    Rebuild(Rebuild),
    /// 为账号签发访问口令 (issue an access token for an account)
    Token(Token),
    /// 由文件补报：每行一条 JSON，要么全部记入，要么一条不记
    /// (late entries from a file of JSON lines: all of them, or none)
    Enter(Enter),
}

#[derive(Debug, Group)]
pub(crate) struct Database {
    /// 数据库文件 (the database file)
    #[arg(long, value_name = "FILE")]
    pub(crate) db: PathBuf,
}

#[derive(Debug, Group)]
pub(crate) struct Init {
    /// 街镇数据文件夹 (the town's folder)
    #[arg(long, value_name = "DIR")]
    pub(crate) town: PathBuf,
    #[command(flatten)]
    pub(crate) database: Database,
}

#[derive(Debug, Group)]
pub(crate) struct Simulate {
    /// 街镇数据文件夹 (the town's folder)
    #[arg(long, value_name = "DIR")]
    pub(crate) town: PathBuf,
    #[command(flatten)]
    pub(crate) database: Database,
    /// 首日 (first day)
    #[arg(long, default_value = "2024-03-01", value_name = "DAY")]
    pub(crate) from: Day,
    /// 末日 (last day)
    #[arg(long, default_value = "2024-08-31", value_name = "DAY")]
    pub(crate) to: Day,
    /// 种子：同一种子得到逐字节相同的日志 (the same seed gives the same log, to the byte)
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// 日均来电数 (calls a day, on average)
    #[arg(long, default_value_t = 90, value_name = "N")]
    pub(crate) calls_per_day: u32,
}

#[derive(Debug, Group)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) database: Database,
    /// 监听地址 (the address to listen on)
    #[arg(long, default_value = "127.0.0.1:8110", value_name = "ADDR")]
    pub(crate) listen: SocketAddr,
    /// 演示：持续产生模拟来电 (demo: simulated calls keep coming)
    #[arg(long)]
    pub(crate) live_traffic: bool,
    /// 演示：为每个账号签发并打印登录链接，停止时作废
    /// (demo: print a login link for each account, void when the server stops)
    #[arg(long)]
    pub(crate) print_logins: bool,
}

#[derive(Debug, Group)]
pub(crate) struct OfProject {
    #[command(flatten)]
    pub(crate) database: Database,
    /// 街镇编号；只有一个街镇时可省 (the town's id; may be left out when there is one)
    #[arg(long, value_name = "ID", value_parser = id::<TownId>)]
    pub(crate) town: Option<TownId>,
    /// 项目编号；只有一个项目时可省 (the project's id; may be left out when there is one)
    #[arg(long, value_name = "ID", value_parser = id::<ProjectId>)]
    pub(crate) project: Option<ProjectId>,
    /// 统计首日 (first day of the period)
    #[arg(long, value_name = "DAY")]
    pub(crate) from: Day,
    /// 统计末日 (last day of the period)
    #[arg(long, value_name = "DAY")]
    pub(crate) to: Day,
}

/// Reads an identifier; the message says what one is.
fn id<T: TryFrom<String, Error = BadId>>(text: &str) -> Result<T, BadId> {
    T::try_from(text.to_owned())
}

impl OfProject {
    pub(crate) const fn period(&self) -> Period {
        Period {
            from: self.from,
            to: self.to,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Pdf,
    Xlsx,
    Json,
}

#[derive(Debug, Group)]
pub(crate) struct Form {
    #[command(flatten)]
    pub(crate) of: OfProject,
    /// 输出文件夹 (the folder to write to)
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// 格式，默认三种全出 (formats; all three unless given)
    #[arg(long, value_delimiter = ',', default_values_t = [Format::Pdf, Format::Xlsx, Format::Json])]
    pub(crate) format: Vec<Format>,
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
        })
    }
}

#[derive(Debug, Group)]
pub(crate) struct Explain {
    /// 指标编号，见表 JSON 中的 id (the indicator's id)
    #[arg(value_parser = id::<IndicatorId>)]
    pub(crate) indicator: IndicatorId,
    #[command(flatten)]
    pub(crate) of: OfProject,
    /// 输出 CSV (print as CSV)
    #[arg(long)]
    pub(crate) csv: bool,
    /// 只列前 N 条 (list the first N records only)
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
}

#[derive(Debug, Group)]
pub(crate) struct Rebuild {
    #[command(flatten)]
    pub(crate) database: Database,
    /// 只比较，不改写 (compare only, change nothing)
    #[arg(long)]
    pub(crate) check: bool,
}

#[derive(Debug, Group)]
pub(crate) struct Token {
    #[command(flatten)]
    pub(crate) database: Database,
    /// 街镇编号；只有一个街镇时可省 (the town's id; may be left out when there is one)
    #[arg(long, value_name = "ID", value_parser = id::<TownId>)]
    pub(crate) town: Option<TownId>,
    /// 账号 (the account)
    #[arg(long, value_name = "ID", value_parser = id::<AccountId>)]
    pub(crate) account: AccountId,
}

#[derive(Debug, Group)]
pub(crate) struct Enter {
    #[command(flatten)]
    pub(crate) database: Database,
    /// 街镇编号；只有一个街镇时可省 (the town's id; may be left out when there is one)
    #[arg(long, value_name = "ID", value_parser = id::<TownId>)]
    pub(crate) town: Option<TownId>,
    /// 每行 {"incident":…,"account":…,"occurred_at":…,"command":{"do":…}}
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
}
