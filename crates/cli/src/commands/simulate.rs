//! `liandong simulate`: a seeded history into a database of its own.

use super::print;
use crate::{
    Failure, SeededEntropy,
    args::Simulate,
    config::{self, Site},
    files, opening, progress,
    traffic::{Carried, History, Traffic},
};
use anyhow::Context;
use liandong_app::{folder::TownFolder, ports::SetClock};
use liandong_domain::time::{Day, Timestamp};
use liandong_plan::operations::{Operations, Plan};
use liandong_store::Store;
use std::{fs, sync::Arc, time::Instant};

/// How long before the first call a folder's dated records may begin to enter the log, in days: a
/// year, so that a budget and a tender stand there in time.
const AHEAD: i64 = 366;

pub(crate) async fn run(args: &Simulate) -> Result<(), Failure> {
    let folder = TownFolder::read(&args.town)?;
    let plan = Plan {
        from: args.from,
        to: args.to,
        seed: args.seed,
        calls_per_day: args.calls_per_day,
    };
    plan.check().map_err(|error| {
        Failure::input(format!("参数不成立：{}", error.zh()), error.to_string())
    })?;
    let site = config::site(&args.database)?;
    let db = &site.db;
    let started = Instant::now();
    if opening::address(db).is_some() {
        return on_a_server(&site, &folder, plan, started).await;
    }
    if db.exists() {
        return Err(Failure::input(
            format!(
                "{} 已存在；simulate 只写新的数据库，请换一个文件名",
                db.display()
            ),
            format!(
                "{} is there already; simulate makes a new database",
                db.display()
            ),
        ));
    }
    // The history grows under another name, so that one broken off half-way is no database.
    let unfinished = files::beside(db, ".unfinished");
    files::remove_database(&unfinished)?;
    let key = files::master_key_or_new(&site)?;
    let outcome = match opening::open(&unfinished).await {
        Ok(store) => generate(&folder, plan, store, &key).await,
        Err(error) => Err(error),
    };
    let done = match outcome {
        Ok(done) => done,
        Err(error) => {
            files::remove_database(&unfinished)?;
            return Err(error);
        }
    };
    fs::rename(&unfinished, db).with_context(|| format!("cannot make {}", db.display()))?;
    files::remove_database(&unfinished)?;
    tell(&folder, &done, started)
}

/// A server's database cannot grow under another name: one broken off half-way is to be dropped.
async fn on_a_server(
    site: &Site,
    folder: &TownFolder,
    plan: Plan,
    started: Instant,
) -> Result<(), Failure> {
    let store = opening::open(&site.db).await?;
    if !store.towns().await?.is_empty() {
        let shown = opening::shown(&site.db);
        return Err(Failure::input(
            format!("{shown} 里已有街镇；simulate 只写空的数据库"),
            format!("{shown} has towns already; simulate writes to an empty database"),
        ));
    }
    let key = files::master_key_or_new(site)?;
    let done = generate(folder, plan, store, &key).await?;
    tell(folder, &done, started)
}

fn tell(folder: &TownFolder, done: &Done, started: Instant) -> Result<(), Failure> {
    let (carried, events, head) = done;
    let seconds = started.elapsed().as_secs_f64();
    print(&format!(
        "{}（{}）：来电 {} 起，事件 {events} 个，用时 {seconds:.1} 秒 (calls, events, seconds)\n\
         末端 (head) {head}\n",
        folder.town.name, folder.town.id, carried.calls
    ))?;
    for refusal in &carried.refusals {
        eprintln!("  {refusal}");
    }
    if carried.refused > 0 {
        eprintln!(
            "{} 步被规则拒绝 (steps that the rules refused)",
            carried.refused
        );
    }
    Ok(())
}

/// What was carried, how many events there are, and the end of the log.
type Done = (Carried, u64, String);

async fn generate(
    folder: &TownFolder,
    plan: Plan,
    store: Arc<dyn Store>,
    key: &[u8; 16],
) -> Result<Done, Failure> {
    let clock = Arc::new(SetClock::default());
    let entropy = Arc::new(SeededEntropy::new(plan.seed));
    let app = opening::app(store, Arc::clone(&clock) as _, entropy, key);
    let (from, to, seed) = (plan.from, plan.to, plan.seed);
    let mut history = History::of_folder(&app, &clock, folder, first_day(folder, from)).await?;
    let book = app.book(&folder.town.id).await?;
    let operations = Operations::new(plan, &book.registry)
        .map_err(|error| Failure::input(error.zh(), error.to_string()))?;
    let mut traffic = Traffic::new(folder.town.id.clone(), format!("plan/{seed}"), operations);

    let offset = folder.town.utc_offset;
    let begin = offset.start_of(from);
    let end = offset.start_of(to.next());
    let seconds = |at: Timestamp| u64::try_from(at.since(begin)).unwrap_or(0);
    let bar = progress::bar("模拟 (simulating)", seconds(end));
    let mut today = None;
    history
        .carry(&mut traffic, Timestamp(i64::MAX), &mut |at| {
            let day = offset.day(at);
            if today != Some(day) {
                today = Some(day);
                bar.set_prefix(day.to_string());
            }
            bar.set_position(seconds(at.min(end)));
        })
        .await?;
    bar.finish_and_clear();
    let head = app.store().head(&folder.town.id).await?;
    let hash = head.hash.iter().map(|byte| format!("{byte:02x}")).collect();
    app.store().close().await;
    Ok((traffic.carried().clone(), head.position, hash))
}

/// The day on which the folder enters the log: the day of its first dated record in the year before
/// the first call, or the day of the first call.
fn first_day(folder: &TownFolder, from: Day) -> Day {
    let register = folder.records().into_iter().map(|record| record.day());
    let projects = folder.projects.iter().flat_map(|file| file.records());
    register
        .chain(projects.map(|record| record.day()))
        .flatten()
        .filter(|day| (Day(from.0 - AHEAD)..=from).contains(day))
        .min()
        .unwrap_or(from)
}
