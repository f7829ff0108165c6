//! `liandong serve`: the API and the page.

use super::print;
use crate::{Failure, args::Serve, files, live, opening};
use anyhow::Context;
use liandong_app::{
    App,
    ports::{SystemClock, SystemEntropy},
};
use liandong_domain::ids::TownId;
use liandong_report::Fonts;
use liandong_store::Store;
use std::{sync::Arc, time::Duration};
use tokio::{net::TcpListener, signal::unix, time::MissedTickBehavior};

pub(crate) async fn run(args: &Serve) -> Result<(), Failure> {
    let db = &args.database.db;
    opening::must_exist(db)?;
    let listener = TcpListener::bind(args.listen)
        .await
        .with_context(|| format!("cannot listen on {}", args.listen))?;
    let address = listener.local_addr()?;
    let key = files::master_key(db)?;
    let store = opening::open(db)?;
    opening::bring_up_to_date(&store).await?;
    let towns = store.towns().await?;
    let mut traffic = Vec::new();
    if args.live_traffic {
        for town in &towns {
            traffic.push(live::start(&store, &key, town).await?);
        }
    }
    let app = opening::app(
        Arc::clone(&store),
        Arc::new(SystemClock),
        Arc::new(SystemEntropy),
        &key,
    );
    let app = Arc::new(app.with_attachments(opening::attachments(db)));
    // The first look at a town's book sets its alarms.
    for town in &towns {
        app.book(town).await?;
    }
    let fonts = match Fonts::usual() {
        Ok(fonts) => Some(Arc::new(fonts)),
        Err(error) => {
            tracing::warn!(%error, "the form cannot be had as PDF");
            None
        }
    };
    let mut tokens = Vec::new();
    if args.print_logins {
        tokens = print_logins(&app, &towns, &format!("http://{address}")).await?;
    }
    let clocks = tokio::spawn(keep_clocks(Arc::clone(&app)));
    let lives: Vec<_> = traffic
        .into_iter()
        .map(|one| tokio::spawn(live::run(Arc::clone(&app), one)))
        .collect();

    print(&format!("listening on http://{address}\n"))?;
    let state = liandong_http::HttpState::new(Arc::clone(&app), fonts);
    let served = liandong_http::serve(listener, state, told_to_end()?).await;
    clocks.abort();
    lives.iter().for_each(tokio::task::JoinHandle::abort);
    for token in tokens {
        app.revoke_token(&token).await?;
    }
    store.close().await;
    served.context("the server failed")?;
    Ok(())
}

/// A login link for each account; returns the tokens.
async fn print_logins(app: &App, towns: &[TownId], url: &str) -> Result<Vec<String>, Failure> {
    let mut tokens = Vec::new();
    for town in towns {
        let book = app.book(town).await?;
        for account in book.registry.accounts() {
            let token = app.issue_token(town, &account.id).await?;
            let role = account.role.as_str();
            print(&format!(
                "login {role} {} {url}/#token={token}\n",
                account.id
            ))?;
            tokens.push(token);
        }
    }
    Ok(tokens)
}

/// Looks once a second whether a clock warns or breaches.
async fn keep_clocks(app: Arc<App>) {
    let mut every_second = tokio::time::interval(Duration::from_secs(1));
    every_second.set_missed_tick_behavior(MissedTickBehavior::Skip);
    loop {
        every_second.tick().await;
        if let Err(error) = app.check_due_clocks().await {
            tracing::error!(%error, "the clocks could not be checked; they are due again");
        }
    }
}

/// Ends when the process is interrupted or told to terminate.
fn told_to_end() -> Result<impl Future<Output = ()> + Send + 'static, Failure> {
    let mut interrupt = unix::signal(unix::SignalKind::interrupt())?;
    let mut terminate = unix::signal(unix::SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}
