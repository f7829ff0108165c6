//! Gauges that are looked up when they are asked for.

use super::Metrics;
use crate::{HttpState, Problem};
use liandong_app::AppError;
use liandong_domain::ids::TownId;
use std::sync::PoisonError;

/// Brings the gauges up to date.
pub(super) async fn gather(state: &HttpState) -> Result<(), Problem> {
    let metrics = &state.metrics;
    metrics.alarms.set(whole(state.app.alarms().waiting()));
    metrics.readers.set(whole(state.live_readers()));
    {
        let foreign = metrics
            .foreign
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        for (one, gauge) in foreign.iter() {
            gauge.set(i64::try_from((one.ask)()).unwrap_or(i64::MAX));
        }
    }
    let towns = state.app.store().towns().await.map_err(AppError::from)?;
    // A phase in which nobody is any more must not keep its last number.
    metrics.incidents.clear();
    for town in towns {
        gather_town(state, metrics, &town).await?;
    }
    Ok(())
}

async fn gather_town(state: &HttpState, metrics: &Metrics, town: &TownId) -> Result<(), Problem> {
    let label = || ("town", town.to_string());
    let head = state.app.position(town).await?;
    let number = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
    metrics
        .positions
        .get_or_create(&vec![label()])
        .set(number(head));
    let followed = metrics.followed(town).unwrap_or(0);
    metrics
        .behind
        .get_or_create(&vec![label()])
        .set(number(head.saturating_sub(followed)));
    let phases = state.app.open_by_phase(town).await?;
    for (phase, count) in phases {
        let labels = vec![label(), ("phase", phase.into_string())];
        metrics.incidents.get_or_create(&labels).set(count);
    }
    let standing = state.app.webhooks_standing(town).await?;
    for (name, count) in [
        ("backlog", standing.backlog),
        ("waiting", standing.waiting),
        ("dead", standing.dead),
    ] {
        let labels = vec![label(), ("state", name.to_owned())];
        metrics.webhooks.get_or_create(&labels).set(number(count));
    }
    Ok(())
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
