//! Following each town's log, to count what is recorded by whatever node.

use crate::HttpState;
use liandong_app::AppError;
use liandong_domain::ids::TownId;
use serde::Deserialize;
use std::{collections::BTreeSet, sync::PoisonError, time::Duration};

const PAGE: u64 = 500;
/// How often it is looked for new towns, and for events of which no word came.
const LOOK: Duration = Duration::from_secs(5);

/// As much of a breach as is counted.
#[derive(Deserialize)]
struct Breach {
    clock_breached: Breached,
}

#[derive(Deserialize)]
struct Breached {
    clock: String,
}

/// Follows all towns until the server ends.
pub(crate) async fn follow(state: HttpState) {
    let mut known = BTreeSet::new();
    let mut following = tokio::task::JoinSet::new();
    let mut ending = state.ending.subscribe();
    loop {
        match state.app.store().towns().await {
            Ok(towns) => {
                for town in towns {
                    if known.insert(town.clone()) {
                        following.spawn(follow_town(state.clone(), town));
                    }
                }
            }
            Err(error) => tracing::warn!(%error, "the towns could not be listed"),
        }
        tokio::select! {
            _ = ending.wait_for(|ending| *ending) => return,
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

async fn follow_town(state: HttpState, town: TownId) {
    let mut moved = state.app.watch(&town);
    let mut at = None;
    loop {
        moved.mark_unchanged();
        if let Err(error) = catch_up(&state, &town, &mut at).await {
            tracing::warn!(%town, %error, "the log could not be followed; it is tried again");
        }
        let _ = tokio::time::timeout(LOOK, moved.changed()).await;
    }
}

async fn catch_up(state: &HttpState, town: &TownId, at: &mut Option<u64>) -> Result<(), AppError> {
    let metrics = &state.metrics;
    let note = |position: u64| {
        let mut followed = metrics
            .followed
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        followed.insert(town.clone(), position);
    };
    let Some(from) = *at else {
        // What was recorded before the program began is no news.
        let head = state.app.position(town).await?;
        *at = Some(head);
        note(head);
        return Ok(());
    };
    let mut from = from;
    loop {
        let page = state.app.log(town, from, PAGE).await?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        for stored in &page {
            let kind = &stored.event.kind;
            let labels = vec![("town", town.to_string()), ("kind", kind.to_string())];
            metrics.events.get_or_create(&labels).inc();
            if &**kind == "incident.clock_breached"
                && let Ok(breach) = serde_json::from_str::<Breach>(&stored.event.payload)
            {
                let clock = breach.clock_breached.clock;
                let labels = vec![("town", town.to_string()), ("clock", clock)];
                metrics.breaches.get_or_create(&labels).inc();
            }
        }
        from = last.position;
        *at = Some(from);
        note(from);
    }
}
