//! Simulated calls beside a running server, for demonstrations.

use crate::{
    Failure, opening,
    traffic::{History, Traffic},
};
use liandong_app::{
    App, Order,
    ports::{Clock, SetClock, SystemClock, SystemEntropy},
};
use liandong_domain::{
    ids::{TownId, UnitId},
    incident::IncidentCommand,
    roles::Role,
    time::UtcOffset,
};
use liandong_plan::operations::Operations;
use liandong_store::{Actor, CommandKey, Store};
use std::{sync::Arc, time::Duration};

/// Calls a day in a demonstration: as many as five cars can serve, so that something always moves.
const CALLS_PER_DAY: u32 = 190;
/// How far back a demonstration begins, so that its desk is not empty, in seconds: three hours.
const BACK: i64 = 3 * 3600;

/// A town's demonstration traffic, brought up to now.
pub(crate) type Live = Traffic<Operations>;

/// Generates the last hours of a town and leaves the rest to come as time goes on.
///
/// Cars that an earlier demonstration left on the way are called back first.
///
/// # Errors
/// The store's failure, or a town without the accounts that the traffic needs.
pub(crate) async fn start(
    store: &Arc<dyn Store>,
    key: &[u8; 16],
    town: &TownId,
) -> Result<Live, Failure> {
    let now = SystemClock.now();
    let begin = now.plus(-BACK);
    let clock = Arc::new(SetClock::default());
    let app = opening::app(
        Arc::clone(store),
        Arc::clone(&clock) as _,
        Arc::new(SystemEntropy),
        key,
    );
    clock.set(begin);
    let book = app.book(town).await?;
    call_cars_back(&app, town).await?;
    let seed = now.0.unsigned_abs();
    let operations = Operations::starting_at(begin, seed, CALLS_PER_DAY, &book.registry)
        .map_err(|error| Failure::input(error.zh(), error.to_string()))?;
    let mut traffic = Traffic::new(town.clone(), format!("live/{}", now.0), operations);
    let offset: UtcOffset = book.registry.utc_offset();
    let mut history = History::new(&app, &clock, offset);
    history.carry(&mut traffic, now, &mut |_| {}).await?;
    Ok(traffic)
}

/// Cancels the incidents that hold cars: an earlier demonstration ended in their middle.
async fn call_cars_back(app: &App, town: &TownId) -> Result<(), Failure> {
    let book = app.book(town).await?;
    let commander = book
        .registry
        .accounts()
        .find(|one| one.role == Role::Commander);
    let Some(commander) = commander else {
        return Ok(());
    };
    let units: Vec<UnitId> = book
        .registry
        .units()
        .map(|one| one.record.id.clone())
        .collect();
    for unit in units {
        let Some(id) = app.incident_of_unit(town, &unit) else {
            continue;
        };
        let order = Order {
            actor: Actor {
                account: commander.id.clone(),
                role: commander.role,
            },
            key: CommandKey::new(format!("live/back/{}/{id}", app.now().0)),
            occurred_at: None,
            expected_version: None,
        };
        let cancel = IncidentCommand::Cancel {
            reason: "演示重新开始，上一次的模拟警情作废".into(),
        };
        if let Err(error) = app.command(town, order, &id, &cancel).await {
            tracing::warn!(%id, %error, "an incident of an earlier demonstration stays open");
        }
    }
    Ok(())
}

/// Carries the traffic out as time goes on, until the process ends.
pub(crate) async fn run(app: Arc<App>, mut traffic: Live) {
    while let Some(at) = traffic.next_at() {
        let wait = at.since(app.now()).max(0).unsigned_abs();
        // In short steps, so that a machine that slept does not sleep on.
        if wait > 0 {
            tokio::time::sleep(Duration::from_secs(wait.min(5))).await;
            continue;
        }
        if let Err(error) = traffic.live(&app).await {
            tracing::error!(%error, "the simulated traffic ends");
            return;
        }
    }
}
