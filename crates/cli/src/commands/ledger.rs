//! `liandong ledger`: a project's budget ledger, and entries booked from a table.

use super::print;
use crate::{Failure, args::Ledger, config, opening};
use liandong_app::{App, Order, book::Book, folder};
use liandong_domain::{
    ids::{AccountId, ProjectId, TownId},
    performance::project::ProjectRecord,
    rights::{Right, grants},
};
use liandong_store::{Actor, CommandKey};
use sm3::{Digest, Sm3};
use std::path::Path;

pub(crate) async fn run(args: &Ledger) -> Result<(), Failure> {
    let site = config::site(&args.one.database)?;
    let app = match &args.enter {
        Some(_) => opening::writer(&site).await?,
        None => opening::reader(&site.db).await?,
    };
    let (town, project) = opening::project_in(&app, &args.one).await?;
    if let Some((file, account)) = args.enter.as_ref().zip(args.account.as_ref()) {
        let entered = enter(&app, &town, &project, file, account).await;
        if entered.is_err() {
            app.store().close().await;
        }
        let (entered, known) = entered?;
        eprintln!("记入 {entered} 笔，早已记过 {known} 笔 (entered {entered}, known {known})");
    }
    let book = app.book(&town).await?;
    let shown = shown(args, &app, &book, &project);
    if args.enter.is_some() {
        app.store().close().await;
    }
    print(&shown?)?;
    Ok(())
}

fn shown(args: &Ledger, app: &App, book: &Book, project: &ProjectId) -> Result<String, Failure> {
    let state = book.project(project)?;
    let today = || book.registry.utc_offset().day(app.now());
    let at = args.at.unwrap_or_else(today);
    if args.json {
        return Ok(format!("{:#}\n", liandong_http::ledger_json(state, at)));
    }
    let position = state.books().position(at);
    Ok(liandong_report::ledger::table(
        &state.project().name,
        &position,
        state.entries(),
    ))
}

/// Books a table's entries, all or none. The same table again is the same act and changes nothing.
async fn enter(
    app: &App,
    town: &TownId,
    project: &ProjectId,
    file: &Path,
    account: &AccountId,
) -> Result<(usize, usize), Failure> {
    let entries = folder::entries_file(file)?;
    let book = app.book(town).await?;
    let Some(account) = book.registry.account(account) else {
        return Err(Failure::input(
            format!("没有账号 {account}"),
            format!("there is no account {account}"),
        ));
    };
    if !grants(account.role, Right::ManagePerformance) {
        let id = &account.id;
        return Err(Failure::input(
            format!("账号 {id} 没有绩效管理权限"),
            format!("account {id} has no right to manage performance"),
        ));
    }
    let before = book.project(project)?.entries().len();
    let records: Vec<ProjectRecord> = entries.into_iter().map(ProjectRecord::Booked).collect();
    let written = serde_json::to_vec(&(project, &records)).map_err(anyhow::Error::from)?;
    let order = Order {
        actor: Actor {
            account: account.id.clone(),
            role: account.role,
        },
        key: CommandKey::new(format!("ledger/{}", hex(&Sm3::digest(written)))),
        occurred_at: None,
        expected_version: None,
    };
    app.record_project(town, &order, project, &records).await?;
    let after = app.book(town).await?.project(project)?.entries().len();
    let entered = after.saturating_sub(before);
    Ok((entered, records.len().saturating_sub(entered)))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
