//! `liandong ledger`.

use super::{OneProject, id};
use clap::Args as Group;
use liandong_domain::{ids::AccountId, time::Day};
use std::path::PathBuf;

#[derive(Debug, Group)]
pub(crate) struct Ledger {
    #[command(flatten)]
    pub(crate) one: OneProject,
    /// 截至哪一天，默认今天 (up to which day; today unless given)
    #[arg(long, value_name = "DAY")]
    pub(crate) at: Option<Day>,
    /// 输出 JSON，与接口相同 (print the API's JSON)
    #[arg(long)]
    pub(crate) json: bool,
    /// 先由 CSV 记账：要么全部记入，要么一笔不记；列为 id,day,kind,amount_yuan,contract,reverses,reference,note
    /// (first book the entries of a CSV file: all of them, or none)
    #[arg(long, value_name = "FILE", requires = "account")]
    pub(crate) enter: Option<PathBuf>,
    /// 以哪个账号记账，须有绩效管理权限 (the account that books; it needs the right to)
    #[arg(long, value_name = "ID", value_parser = id::<AccountId>, requires = "enter")]
    pub(crate) account: Option<AccountId>,
}
