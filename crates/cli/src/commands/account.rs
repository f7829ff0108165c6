//! `liandong account`: accounts at the machine itself, for the first administrator and for the day on
//! which none can sign in. What it does is in the log like what is done over HTTP, as the system's.

use super::print;
use crate::{
    Failure,
    args::{Account, AccountAdd, AccountClose, AccountOf, AccountTask},
    config, opening,
};
use liandong_app::{
    App, CommandKey, Order,
    people::NewAccount,
    ports::{Entropy, SystemEntropy},
    system_actor,
};
use liandong_domain::ids::TownId;
use std::fmt::Write as _;

pub(crate) async fn run(args: &Account) -> Result<(), Failure> {
    match &args.task {
        AccountTask::Add(args) => add(args).await,
        AccountTask::Reset(args) => reset(args).await,
        AccountTask::Close(args) => close(args).await,
        AccountTask::List(args) => list(args).await,
    }
}

/// An order under a key that nobody else has.
fn order() -> Result<Order, Failure> {
    let mut random = [0_u8; 16];
    SystemEntropy
        .fill(&mut random)
        .map_err(|error| anyhow::anyhow!("no randomness: {error}"))?;
    let mut key = "account/".to_owned();
    for byte in random {
        let _ = write!(key, "{byte:02x}");
    }
    Ok(Order {
        actor: system_actor(),
        key: CommandKey::new(key),
        occurred_at: None,
        expected_version: None,
    })
}

async fn add(args: &AccountAdd) -> Result<(), Failure> {
    let (app, town) = open(&args.of).await?;
    let new = NewAccount {
        name: args.name.clone(),
        role: args.role,
        member: args.member.clone(),
        department: args.department.clone(),
        external: args.external.clone(),
    };
    let id = args.of.account.clone();
    app.open_account(&town, &order()?, id, new).await?;
    give_password(&app, &town, &args.of).await
}

async fn reset(args: &AccountOf) -> Result<(), Failure> {
    let (app, town) = open(args).await?;
    give_password(&app, &town, args).await
}

/// Prints a first password: on standard output alone, so that it can be taken from there.
async fn give_password(app: &App, town: &TownId, of: &AccountOf) -> Result<(), Failure> {
    let reset = app.reset_password(town, order()?, &of.account).await?;
    app.store().close().await;
    eprintln!(
        "账号 {} 的初始密码如下，只显示这一次，首次登录须修改\n\
         (the first password; shown once, to be changed at the first sign-in)",
        of.account
    );
    print(&format!("{}\n", reset.password))?;
    Ok(())
}

async fn close(args: &AccountClose) -> Result<(), Failure> {
    let (app, town) = open(&args.of).await?;
    let id = args.of.account.clone();
    app.close_account(&town, &order()?, id, args.reason.clone())
        .await?;
    app.store().close().await;
    print(&format!("账号 {} 已停用 (closed)\n", args.of.account))?;
    Ok(())
}

async fn list(args: &crate::args::OfTown) -> Result<(), Failure> {
    let app = opening::reader(&config::site(&args.database)?.db).await?;
    let town = opening::town_of(&app, args.town.as_ref()).await?;
    let book = app.book(&town).await?;
    let mut text = String::new();
    let open = book.registry.accounts().map(|one| (one, ""));
    let closed = book.registry.closed_accounts().map(|one| (one, "\t已停用"));
    for (account, closed) in open.chain(closed) {
        let (id, role, name) = (&account.id, account.role.as_str(), &account.name);
        let _ = writeln!(text, "{id}\t{role}\t{name}{closed}");
    }
    print(&text)?;
    Ok(())
}

async fn open(args: &AccountOf) -> Result<(App, TownId), Failure> {
    let app = opening::writer(&config::site(&args.of.database)?).await?;
    let town = opening::town_of(&app, args.of.town.as_ref()).await?;
    Ok((app, town))
}
