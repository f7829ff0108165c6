//! The command line.

mod evidence;
mod form;
mod ledger;
mod plan;
mod report;

pub(crate) use evidence::{EvidencePack, EvidenceVerify, Reproduce};
pub(crate) use form::{
    Form, FormChanges, FormCheck, FormCommand, FormSelfEvaluation, Format, MakeForm,
};
pub(crate) use ledger::Ledger;
pub(crate) use plan::{Plan, PlanFit, PlanRedraw, PlanRoads, PlanRun, WhichPlan};
pub(crate) use report::{Report, ReportFormat, WhichReport};

use clap::{Args as Group, Parser, Subcommand, ValueEnum};
use liandong_domain::{
    assessment::Month,
    ids::{AccountId, BadId, DepartmentId, IndicatorId, MemberId, ProjectId, TownId},
    roles::Role,
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
    /// 导入街镇数据文件夹，可重复执行；或新建空白街镇 (import a town's folder, which may be repeated; or
    /// begin a bare town)
    Init(Init),
    /// 按种子生成一段运行历史，写入新的数据库 (generate a seeded history into a new database)
    Simulate(Simulate),
    /// 启动服务与网页 (serve the API and the page)
    Serve(Serve),
    /// 检查或打印配置 (check or print the configuration)
    Config(ConfigArgs),
    /// 在线备份到一个文件，服务不必停 (back up into one file, beside a running server)
    Backup(Backup),
    /// 由备份恢复成新的数据库 (a new database from a backup)
    Restore(Restore),
    /// 体检：文件、密钥、哈希链、查询表、时钟、磁盘、台账、字体
    /// (examine the installation, with a hint how to mend what is found)
    Doctor(Doctor),
    /// 计算附件2-1，写成 PDF、XLSX、JSON；form check 校验任何人的附件2-1
    /// (compute the form and write it; `form check` checks anyone's)
    Form(Form),
    /// 列出一个指标背后的全部记录 (list the very records behind an indicator)
    Explain(Explain),
    /// 把一份表的证据写成文件夹或 zip，可离线核对 (write a form's evidence to check elsewhere)
    EvidencePack(EvidencePack),
    /// 核对证据包，不需要数据库 (check an evidence pack, with nothing but the pack)
    EvidenceVerify(EvidenceVerify),
    /// 由签署时锁定的内容逐字节重现文件 (the files of a signed form, the same to the byte)
    Reproduce(Reproduce),
    /// 日通报、周汇总、月分析，写成 PDF、XLSX、JSON (reports of a day, a week, a month, a year)
    Report(Report),
    /// 运力测算：几辆车、什么班型守得住承诺，各要多少钱
    /// (planning: how many cars, at which hours, keep the promise, and at what cost)
    Plan(Plan),
    /// 预算台账：合计、执行率、科目余额、年末预测；也可由 CSV 记账
    /// (the budget ledger: sums, rates, accounts, forecast; books entries from CSV)
    Ledger(Ledger),
    /// 打印一个月的队员考核表 (print the members' table of a month)
    Assess(Assess),
    /// 校验事件日志的哈希链 (verify the log's hash chain)
    Verify(Place),
    /// 由事件日志重建查询表 (rebuild the read models from the log)
    Rebuild(Rebuild),
    /// 为账号签发访问口令 (issue an access token for an account)
    Token(Token),
    /// 账号：开设、重置密码、停用、列出 (accounts: add, reset, close, list)
    Account(Account),
    /// 销毁保存期已满的报警人信息 (destroy callers' data whose time is over)
    Retain(OfTown),
    /// 更换主密钥；须先停止服务 (a new master key; stop the server first)
    Rekey(Place),
    /// 把全部街镇搬到另一个空的数据库，哈希链不变，并校验
    /// (move all towns to another, empty database; the chain stays as it is, and is verified)
    Migrate(Migrate),
    /// 设立区级汇总：哪些账号可看哪些街镇的汇总数，可重复执行
    /// (form a district: which accounts read the sums of which towns; may be repeated)
    District(District),
    /// 由文件补报：每行一条 JSON，要么全部记入，要么一条不记
    /// (late entries from a file of JSON lines: all of them, or none)
    Enter(Enter),
    /// 由种子语料和已确认的警情训练分类模型，并报告其准确率
    /// (train the classifier on the seed and on confirmed calls, and tell what it is worth)
    Train(Train),
    /// 看一句来电会得到什么分类建议，或用标注好的来电评测模型
    /// (see what is suggested for a sentence, or measure the model on labelled calls)
    Classify(Classify),
}

/// Which database, and by which settings.
#[derive(Debug, Group)]
pub(crate) struct Place {
    /// 配置文件 (the configuration file)
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// 数据库：文件，或 postgres://… 地址，优先于配置
    /// (the database: a file, or a postgres:// address; wins over the configuration)
    #[arg(long, value_name = "FILE|URL")]
    pub(crate) db: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ConfigAction {
    /// 有错就列出，退出码 2 (tell what is wrong)
    Check,
    /// 打印生效的配置和每项的来处 (print what is in force, and where it was set)
    Print,
}

#[derive(Debug, Group)]
pub(crate) struct ConfigArgs {
    /// 做什么 (what to do)
    pub(crate) action: ConfigAction,
    /// 配置文件 (the configuration file)
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

#[derive(Debug, Group)]
pub(crate) struct Backup {
    #[command(flatten)]
    pub(crate) place: Place,
    /// 备份文件，须不存在 (the file to make)
    #[arg(long, value_name = "FILE")]
    pub(crate) to: PathBuf,
}

#[derive(Debug, Group)]
pub(crate) struct Restore {
    #[command(flatten)]
    pub(crate) place: Place,
    /// 备份文件 (the backup)
    #[arg(long, value_name = "FILE")]
    pub(crate) from: PathBuf,
    /// 只检查备份是否完好 (only check the backup)
    #[arg(long)]
    pub(crate) check: bool,
}

#[derive(Debug, Group)]
pub(crate) struct Doctor {
    #[command(flatten)]
    pub(crate) place: Place,
    /// 重算整条哈希链，逐行比对查询表 (the whole chain and every row)
    #[arg(long)]
    pub(crate) full: bool,
    /// 输出 JSON (print JSON)
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Group)]
pub(crate) struct Init {
    /// 街镇数据文件夹 (the town's folder)
    #[arg(long, value_name = "DIR", required_unless_present = "new")]
    pub(crate) town: Option<PathBuf>,
    /// 新建空白街镇：编号 (begin a bare town: its id)
    #[arg(long, value_name = "ID", value_parser = id::<TownId>, conflicts_with = "town", requires = "name", requires = "admin")]
    pub(crate) new: Option<TownId>,
    /// 新街镇的名称 (the new town's name)
    #[arg(long, requires = "new")]
    pub(crate) name: Option<String>,
    /// 新街镇的派出所名称，可多个 (names of its stations)
    #[arg(long, value_name = "NAME", num_args = 1.., requires = "new")]
    pub(crate) station: Vec<String>,
    /// 首位管理员姓名，账号为 admin (the first administrator's name; the account is admin)
    #[arg(long, value_name = "NAME", requires = "new")]
    pub(crate) admin: Option<String>,
    #[command(flatten)]
    pub(crate) database: Place,
}

#[derive(Debug, Group)]
pub(crate) struct Simulate {
    /// 街镇数据文件夹 (the town's folder)
    #[arg(long, value_name = "DIR")]
    pub(crate) town: PathBuf,
    #[command(flatten)]
    pub(crate) database: Place,
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
    pub(crate) place: Place,
    /// 监听地址，优先于配置；默认 127.0.0.1:8110 (the address to listen on)
    #[arg(long, value_name = "ADDR")]
    pub(crate) listen: Option<SocketAddr>,
    /// 演示：持续产生模拟来电 (demo: simulated calls keep coming)
    #[arg(long)]
    pub(crate) live_traffic: bool,
    /// 演示：为每个账号签发并打印登录链接，停止时作废
    /// (demo: print a login link for each account, void when the server stops)
    #[arg(long)]
    pub(crate) print_logins: bool,
}

/// One project of one town in a database.
#[derive(Debug, Group)]
pub(crate) struct OneProject {
    #[command(flatten)]
    pub(crate) database: Place,
    /// 街镇编号；只有一个街镇时可省 (the town's id; may be left out when there is one)
    #[arg(long, value_name = "ID", value_parser = id::<TownId>)]
    pub(crate) town: Option<TownId>,
    /// 项目编号；只有一个项目时可省 (the project's id; may be left out when there is one)
    #[arg(long, value_name = "ID", value_parser = id::<ProjectId>)]
    pub(crate) project: Option<ProjectId>,
}

#[derive(Debug, Group)]
pub(crate) struct OfProject {
    #[command(flatten)]
    pub(crate) one: OneProject,
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
pub(crate) struct Assess {
    #[command(flatten)]
    pub(crate) database: Place,
    /// 街镇编号；只有一个街镇时可省 (the town's id; may be left out when there is one)
    #[arg(long, value_name = "ID", value_parser = id::<TownId>)]
    pub(crate) town: Option<TownId>,
    /// 月份，如 2024-03 (the month)
    #[arg(long, value_name = "MONTH")]
    pub(crate) month: Month,
    /// 输出 CSV (print as CSV)
    #[arg(long)]
    pub(crate) csv: bool,
    /// 已入档的月份也按现有日志重新计算来看，不写入 (compute anew to look at, also what is drafted)
    #[arg(long)]
    pub(crate) now: bool,
}

#[derive(Debug, Group)]
pub(crate) struct Rebuild {
    #[command(flatten)]
    pub(crate) database: Place,
    /// 只比较，不改写 (compare only, change nothing)
    #[arg(long)]
    pub(crate) check: bool,
}

#[derive(Debug, Group)]
pub(crate) struct Migrate {
    /// 源数据库，其间不得写入 (the database to read; nobody may write to it meanwhile)
    #[arg(long, value_name = "FILE|URL")]
    pub(crate) from: PathBuf,
    /// 目标数据库，须为空 (the database to write, which must be empty)
    #[arg(long, value_name = "FILE|URL")]
    pub(crate) to: PathBuf,
}

#[derive(Debug, Group)]
pub(crate) struct District {
    #[command(flatten)]
    pub(crate) database: Place,
    /// 区的编号，不同于任何街镇 (the district's id, no town's)
    #[arg(long, value_name = "ID", value_parser = id::<TownId>)]
    pub(crate) id: TownId,
    /// 区的名称 (its name)
    #[arg(long)]
    pub(crate) name: String,
    /// 汇总的街镇，逗号分隔 (the towns, separated by commas)
    #[arg(long, value_name = "IDS", value_delimiter = ',', required = true, value_parser = id::<TownId>)]
    pub(crate) towns: Vec<TownId>,
    /// 可看汇总的账号，形如 账号=姓名，可多次 (an account that may read, as id=name; repeat it)
    #[arg(long = "account", value_name = "ID=NAME", value_parser = account)]
    pub(crate) accounts: Vec<(AccountId, String)>,
}

fn account(text: &str) -> Result<(AccountId, String), String> {
    let (id, name) = text.split_once('=').ok_or("账号=姓名 (id=name)")?;
    let id = AccountId::new(id).map_err(|error| error.to_string())?;
    Ok((id, name.to_owned()))
}

#[derive(Debug, Group)]
pub(crate) struct Token {
    #[command(flatten)]
    pub(crate) database: Place,
    /// 街镇编号；只有一个街镇时可省 (the town's id; may be left out when there is one)
    #[arg(long, value_name = "ID", value_parser = id::<TownId>)]
    pub(crate) town: Option<TownId>,
    /// 账号 (the account)
    #[arg(long, value_name = "ID", value_parser = id::<AccountId>)]
    pub(crate) account: AccountId,
}

#[derive(Debug, Group)]
pub(crate) struct OfTown {
    #[command(flatten)]
    pub(crate) database: Place,
    /// 街镇编号；只有一个街镇时可省 (the town's id; may be left out when there is one)
    #[arg(long, value_name = "ID", value_parser = id::<TownId>)]
    pub(crate) town: Option<TownId>,
}

#[derive(Debug, Group)]
pub(crate) struct Account {
    #[command(subcommand)]
    pub(crate) task: AccountTask,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AccountTask {
    /// 开设账号并打印初始密码 (open an account and print its first password)
    Add(AccountAdd),
    /// 重置密码并打印新的初始密码 (give it a new first password)
    Reset(AccountOf),
    /// 停用账号；账号名不再使用 (close it for good)
    Close(AccountClose),
    /// 列出账号 (list the accounts)
    List(OfTown),
}

#[derive(Debug, Group)]
pub(crate) struct AccountOf {
    #[command(flatten)]
    pub(crate) of: OfTown,
    /// 账号 (the account)
    #[arg(long, value_name = "ID", value_parser = id::<AccountId>)]
    pub(crate) account: AccountId,
}

#[derive(Debug, Group)]
pub(crate) struct AccountAdd {
    #[command(flatten)]
    pub(crate) of: AccountOf,
    /// 姓名 (the name shown)
    #[arg(long, value_name = "NAME")]
    pub(crate) name: String,
    /// 岗位，如 commander、administrator (the role)
    #[arg(long, value_name = "ROLE", value_parser = role)]
    pub(crate) role: Role,
    /// 队员编号，联警队员必填 (the member, for a member's login)
    #[arg(long, value_name = "ID", value_parser = id::<MemberId>)]
    pub(crate) member: Option<MemberId>,
    /// 部门编号，职能部门必填 (the department, for an officer's login)
    #[arg(long, value_name = "ID", value_parser = id::<DepartmentId>)]
    pub(crate) department: Option<DepartmentId>,
    /// 在统一身份认证的用户名 (the name at the outside identity provider)
    #[arg(long, value_name = "NAME")]
    pub(crate) external: Option<String>,
}

#[derive(Debug, Group)]
pub(crate) struct AccountClose {
    #[command(flatten)]
    pub(crate) of: AccountOf,
    /// 原因 (why)
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
}

/// Reads a role's word.
fn role(text: &str) -> Result<Role, String> {
    Role::parse(text).ok_or_else(|| format!("没有岗位 {text} (there is no such role)"))
}

#[derive(Debug, Group)]
pub(crate) struct Enter {
    #[command(flatten)]
    pub(crate) database: Place,
    /// 街镇编号；只有一个街镇时可省 (the town's id; may be left out when there is one)
    #[arg(long, value_name = "ID", value_parser = id::<TownId>)]
    pub(crate) town: Option<TownId>,
    /// 每行 {"incident":…,"account":…,"occurred_at":…,"command":{"do":…}}
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
}

#[derive(Debug, Group)]
pub(crate) struct Train {
    #[command(flatten)]
    pub(crate) database: Place,
    /// 街镇编号；只有一个街镇时可省 (the town's id; may be left out when there is one)
    #[arg(long, value_name = "ID", value_parser = id::<TownId>)]
    pub(crate) town: Option<TownId>,
}

#[derive(Debug, Group)]
pub(crate) struct Classify {
    #[command(flatten)]
    pub(crate) database: Place,
    /// 街镇编号；只有一个街镇时可省 (the town's id; may be left out when there is one)
    #[arg(long, value_name = "ID", value_parser = id::<TownId>)]
    pub(crate) town: Option<TownId>,
    /// 评测文件：每行为类别、制表符、来电 (labelled calls: a category, a tab and a call a line)
    #[arg(
        long,
        value_name = "FILE",
        required_unless_present = "text",
        conflicts_with = "text"
    )]
    pub(crate) eval: Option<PathBuf>,
    /// 一句来电 (what a caller says)
    #[arg(value_name = "TEXT")]
    pub(crate) text: Option<String>,
}
