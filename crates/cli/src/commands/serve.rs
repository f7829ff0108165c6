//! `liandong serve`: the API and the page.

use super::print;
use crate::{
    Failure,
    args::Serve,
    config::{self, Webhooks},
    descriptors, drive, files, live, oidc, opening,
};
use anyhow::Context;
use liandong_app::{
    App,
    alarms::RUNNING,
    ports::{SystemClock, SystemEntropy},
    webhooks::Postman,
};
use liandong_domain::ids::TownId;
use liandong_http::{Foreign, HttpCourier, HttpState, Metrics, Reach};
use liandong_report::Fonts;
use liandong_store::{Observed, Store};
use std::{path::Path, sync::Arc, time::Duration};
use tokio::{
    net::TcpListener,
    signal::unix::{self, SignalKind},
    task::JoinHandle,
    time::MissedTickBehavior,
};

/// What the process ends with at a second signal: as if the first had killed it.
const IMPATIENT: i32 = 130;

/// How often other nodes' cars are looked up.
const CARS: Duration = Duration::from_secs(3);

/// How often reports are looked for that are due.
const REPORTS: Duration = Duration::from_secs(60);

/// How often what is over is looked for.
const PEOPLE: Duration = Duration::from_secs(600);

pub(crate) async fn run(args: &Serve) -> Result<(), Failure> {
    let mut flags = Vec::new();
    if let Some(listen) = args.listen {
        flags.push(("server.listen", listen.to_string()));
    }
    let config = config::with(&args.place, flags)?;
    let db = config.db()?;
    opening::must_exist(db)?;
    descriptors::take(config.http.connections);
    // What cannot be had is told before the database is touched.
    let courier = config.webhooks.as_ref().map(courier).transpose()?;
    let public_url = config.public_url.as_deref();
    let provider = match &config.sign_in {
        None => None,
        Some(set) => Some(oidc::provider(set, public_url)?),
    };
    let listener = listen(config.listen).await?;
    let address = listener.local_addr()?;
    let monitoring = match config.metrics {
        Some(address) => Some(listen(address).await?),
        None => None,
    };
    let key = files::master_key_at(&config.key_file(db))?;
    let store = opening::open(db).await?;
    opening::bring_up_to_date(&store).await?;
    let towns = store.towns().await?;
    let mut traffic = Vec::new();
    if args.live_traffic {
        for town in &towns {
            traffic.push(live::start(&store, &key, town).await?);
        }
    }
    let metrics = Arc::new(Metrics::default());
    let app = App::new(
        observed(&store, &metrics),
        Arc::new(SystemClock),
        Arc::new(SystemEntropy),
        &key,
    );
    let app = Arc::new(app.with_attachments(opening::attachments(&config.attachments(db))));
    if opening::address(db).is_some() {
        // Other nodes may write to it too.
        app.share(&node_name())?;
        // Before the key is looked at, so that it is not changed in between.
        for town in &towns {
            app.leads(town, RUNNING).await?;
        }
    }
    hold_key(&app, &towns, &key, db).await?;
    // The first look at a town's book sets its alarms.
    for town in &towns {
        app.book(town).await?;
    }
    let mut tokens = Vec::new();
    if args.print_logins {
        tokens = print_logins(&app, &towns, &format!("http://{address}")).await?;
    }
    let mut state = HttpState::with(Arc::clone(&app), fonts(), config.http.clone(), metrics);
    if let Some(provider) = provider {
        state = state.with_oidc(provider);
    }
    if let Some(url) = public_url {
        state = state.with_public_url(url.trim_end_matches('/'));
    }
    if let Some(tiles) = config.tiles.clone() {
        state = state.with_tiles(tiles);
    }
    let mut tasks: Vec<JoinHandle<()>> = vec![
        tokio::spawn(keep_clocks(Arc::clone(&app))),
        tokio::spawn(keep_people(Arc::clone(&app), towns.clone())),
        tokio::spawn(follow_cars(Arc::clone(&app), towns.clone())),
    ];
    if let Some(hour) = config.reports {
        tasks.push(tokio::spawn(keep_reports(
            Arc::clone(&app),
            towns.clone(),
            hour,
        )));
    }
    if args.live_traffic {
        for town in &towns {
            let cars = drive::Drive::new(town.clone(), 1);
            tasks.push(tokio::spawn(drive::run(Arc::clone(&app), cars)));
        }
    }
    for one in traffic {
        tasks.push(tokio::spawn(live::run(Arc::clone(&app), one)));
    }
    if let (Some(courier), Some(webhooks)) = (courier, &config.webhooks) {
        let postman = Postman::new(Arc::clone(&app), Arc::new(courier), webhooks.patience)?;
        tasks.push(tokio::spawn(postman.run(state.ending())));
    }
    // Before the line by which others know that they may ask it to end.
    let ended = told_to_end()?;
    if let Some(listener) = monitoring {
        print(&format!(
            "metrics on http://{}/metrics\n",
            listener.local_addr()?
        ))?;
        tasks.push(tokio::spawn(monitor(listener, state.clone())));
    }
    print(&format!("listening on http://{address}\n"))?;
    let served = liandong_http::serve(listener, state, ended).await;
    tasks.iter().for_each(JoinHandle::abort);
    for token in tokens {
        app.revoke_token(&token).await?;
    }
    store.close().await;
    served.context("the server failed")?;
    tracing::info!("ended");
    Ok(())
}

async fn listen(address: std::net::SocketAddr) -> Result<TcpListener, Failure> {
    let listener = TcpListener::bind(address).await;
    Ok(listener.with_context(|| format!("cannot listen on {address}"))?)
}

fn fonts() -> Option<Arc<Fonts>> {
    match Fonts::usual() {
        Ok(fonts) => Some(Arc::new(fonts)),
        Err(error) => {
            tracing::warn!(%error, "the form cannot be had as PDF");
            None
        }
    }
}

fn courier(webhooks: &Webhooks) -> Result<HttpCourier, Failure> {
    let roots = match &webhooks.ca_file {
        None => None,
        Some(path) => Some(std::fs::read(path).map_err(|error| {
            Failure::input(
                format!("webhooks.ca_file：{} 不能读取：{error}", path.display()),
                format!(
                    "webhooks.ca_file: {} cannot be read: {error}",
                    path.display()
                ),
            )
        })?),
    };
    let reach = Reach {
        allow: webhooks.allow.clone(),
        plain_http: webhooks.plain_http,
        roots,
    };
    HttpCourier::new(&reach, webhooks.timeout).map_err(|error| {
        Failure::input(
            format!("webhooks.ca_file：{error}"),
            format!("webhooks.ca_file: {error}"),
        )
    })
}

/// The store with its commits timed and its groups counted.
fn observed(store: &Arc<dyn Store>, metrics: &Arc<Metrics>) -> Arc<dyn Store> {
    let of_groups = Arc::clone(store);
    metrics.add(vec![Foreign {
        name: "store_groups",
        help: "Transactions in which commits were made durable; with liandong_commits_total, the size of a group",
        ask: Box::new(move || of_groups.groups()),
    }]);
    let counting = Arc::clone(metrics);
    let listener = Box::new(move |commits, took| counting.committed(commits, took));
    Arc::new(Observed::new(Arc::clone(store), listener))
}

/// Refuses a master key that is not this database's: sealing under another one would lose what it
/// seals.
async fn hold_key(app: &App, towns: &[TownId], key: &[u8; 16], db: &Path) -> Result<(), Failure> {
    for town in towns {
        if app.key_fits(town, key).await? == Some(false) {
            return Err(Failure::input(
                format!(
                    "主密钥与数据库 {} 不符，服务不启动；请换回建库时的主密钥",
                    db.display()
                ),
                format!("the master key is not that of {}", db.display()),
            ));
        }
        app.mark_key(town).await?;
    }
    Ok(())
}

/// What tells this process from the others on the database: machine and process.
fn node_name() -> String {
    let host = std::fs::read_to_string("/etc/hostname").unwrap_or_default();
    format!("{}/{}", host.trim(), std::process::id())
}

async fn monitor(listener: TcpListener, state: HttpState) {
    let mut ending = state.ending();
    let ended = async move {
        let _ = ending.wait_for(|ending| *ending).await;
    };
    if let Err(error) = liandong_http::serve_metrics(listener, state, ended).await {
        tracing::error!(%error, "the metrics are not served any more");
    }
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

/// Looks where the cars are whose phones report to another node, and keeps the mark that a node runs.
async fn follow_cars(app: Arc<App>, towns: Vec<TownId>) {
    if !app.is_shared() {
        return;
    }
    let mut often = tokio::time::interval(CARS);
    often.set_missed_tick_behavior(MissedTickBehavior::Skip);
    loop {
        often.tick().await;
        for town in &towns {
            if let Err(error) = app.follow_positions(town).await {
                tracing::warn!(%town, %error, "other nodes' cars could not be looked up");
            }
            if let Err(error) = app.leads(town, RUNNING).await {
                tracing::warn!(%town, %error, "the mark of a running node was not renewed");
            }
        }
    }
}

/// Looks now and then for sessions that are over, erasures that were broken off, and callers' data
/// whose time is over.
async fn keep_people(app: Arc<App>, towns: Vec<TownId>) {
    let mut sometimes = tokio::time::interval(PEOPLE);
    sometimes.set_missed_tick_behavior(MissedTickBehavior::Skip);
    let node = format!("{}", std::process::id());
    loop {
        sometimes.tick().await;
        for town in &towns {
            match app.tidy_people(town, &node).await {
                Ok(0) => {}
                Ok(keys) => {
                    tracing::info!(%town, keys, "callers' data whose time was over is gone")
                }
                Err(error) => tracing::error!(%town, %error, "people could not be tidied up"),
            }
        }
    }
}

/// Publishes the reports whose time has come; after a late start those that were missed.
async fn keep_reports(app: Arc<App>, towns: Vec<TownId>, hour: u8) {
    let mut often = tokio::time::interval(REPORTS);
    often.set_missed_tick_behavior(MissedTickBehavior::Skip);
    loop {
        often.tick().await;
        for town in &towns {
            match app.publish_due_reports(town, hour).await {
                Ok(0) => {}
                Ok(reports) => tracing::info!(%town, reports, "reports were published"),
                Err(error) => {
                    tracing::error!(%town, %error, "a report could not be published; it is due again");
                }
            }
        }
    }
}

/// Ends when the process is interrupted or told to terminate. A second signal ends it at once: what
/// was acknowledged is on disk, and nothing else has to be saved.
fn told_to_end() -> Result<impl Future<Output = ()> + Send + 'static, Failure> {
    let mut interrupt = unix::signal(SignalKind::interrupt())?;
    let mut terminate = unix::signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        tracing::info!("ending: requests under way are finished, no more are taken");
        tokio::spawn(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            tracing::warn!("ended at once by a second signal");
            std::process::exit(IMPATIENT);
        });
    })
}
