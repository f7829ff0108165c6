//! Hearing of other nodes' commits, and telling them of ours.
//!
//! One connection a store. After a commit the bell is rung by `NOTIFY` in a transaction of its own:
//! within the commit's transaction, PostgreSQL would let only one transaction of the whole database
//! be made durable at a time. So a bell may get lost when a node dies between the two, and engines
//! that speak PostgreSQL's protocol may have none at all. Looking at the heads now and then makes up
//! for both; the bell only makes it quick.

use crate::{
    Options,
    connection::{Ask, Conn, Target, Use},
    error::Fault,
    store::Shared,
    tables::get,
};
use liandong_domain::ids::TownId;
use liandong_store::StoreError;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};
use tokio::{
    sync::{Notify, mpsc},
    time::{Instant, MissedTickBehavior},
};
use tokio_postgres::AsyncMessage;

/// How long to wait before connecting anew.
const PAUSE: Duration = Duration::from_millis(500);
/// The payload that tells that the bell works.
const PROBE: &str = "?";

/// Positions that others have not been told of.
#[derive(Default)]
pub(crate) struct Rope {
    pulled: Mutex<HashMap<TownId, u64>>,
    wake: Notify,
}

impl Rope {
    /// Has the bell rung for a town, soon.
    pub(crate) fn pull(&self, town: &TownId, position: u64) {
        self.pulled().insert(town.clone(), position);
        self.wake.notify_one();
    }

    fn pulled(&self) -> std::sync::MutexGuard<'_, HashMap<TownId, u64>> {
        self.pulled.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Listens, looks and rings until the store is gone or closing.
pub(crate) async fn run(target: Target, shared: Weak<Shared>, options: Options) {
    loop {
        let Some(rope) = shared.upgrade().map(|shared| Arc::clone(&shared.rope)) else {
            return;
        };
        match watch(&target, &shared, &rope, &options).await {
            Ok(()) => return,
            Err(error) => tracing::warn!(%error, "other nodes' writes are not heard of for now"),
        }
        tokio::time::sleep(PAUSE).await;
    }
}

async fn watch(
    target: &Target,
    shared: &Weak<Shared>,
    rope: &Rope,
    options: &Options,
) -> Result<(), StoreError> {
    let (heard, mut hears) = mpsc::unbounded_channel();
    let hear = move |message| {
        if let AsyncMessage::Notification(notification) = message {
            let _ = heard.send(notification.payload().to_owned());
        }
    };
    let conn = target.open(Use::Bell, hear).await?;
    let rows = conn.ask("SELECT current_schema()", &[]).await?;
    let schema: String = match rows.first() {
        Some(row) => get(row, 0)?,
        None => String::new(),
    };
    // Installations in other schemas of the database have bells of their own.
    let channel = format!("liandong/{schema}");
    let mut works = false;
    let listens = listen(&conn, &channel).await;
    if !listens {
        tracing::info!("the engine has no LISTEN; other nodes' writes are looked for");
    }
    let mut look = tokio::time::interval(options.look_without_notify);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut looked: Option<Instant> = None;
    loop {
        tokio::select! {
            payload = hears.recv() => match payload {
                // It sounds: there is no need to look often.
                Some(payload) if payload == PROBE => works = true,
                Some(payload) => {
                    let Some(shared) = shared.upgrade() else { return Ok(()) };
                    if let Some((town, position)) = read(&payload) {
                        shared.moved(&town, position);
                    }
                }
                None => return Err(StoreError::Database("the connection is gone".into())),
            },
            () = rope.wake.notified() => {
                let pulled = std::mem::take(&mut *rope.pulled());
                let payload = |(town, position)| format!("{position} {town}");
                let payloads: Vec<String> = pulled.into_iter().map(payload).collect();
                if listens && let Err(error) = ring(&conn, &channel, &payloads).await {
                    tracing::debug!(%error, "the bell did not sound");
                }
            }
            _ = look.tick() => {
                let due = looked.is_none_or(|at| at.elapsed() >= options.look);
                if works && !due {
                    continue;
                }
                looked = Some(Instant::now());
                let rows = conn.ask("SELECT town, position FROM log_town", &[]).await?;
                let Some(shared) = shared.upgrade() else { return Ok(()) };
                for row in &rows {
                    let (town, position): (String, i64) = (get(row, 0)?, get(row, 1)?);
                    if let Ok(town) = TownId::new(town) {
                        shared.moved(&town, position.cast_unsigned());
                    }
                }
            }
        }
    }
}

/// Listens on the channel and rings for itself: some engines take the statement and do nothing.
async fn listen(conn: &Conn, channel: &str) -> bool {
    let quoted = channel.replace('"', "\"\"");
    let listen = format!("LISTEN \"{quoted}\"");
    if let Err(error) = conn.client.batch_execute(&listen).await {
        let error = Fault::from(error);
        tracing::debug!(%error, "LISTEN is refused");
        return false;
    }
    ring(conn, channel, &[PROBE.to_owned()]).await.is_ok()
}

async fn ring(conn: &Conn, channel: &str, payloads: &[String]) -> Result<(), StoreError> {
    let ring = "SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload";
    conn.ask(ring, &[&channel, &payloads]).await.map(drop)
}

fn read(payload: &str) -> Option<(TownId, u64)> {
    let (position, town) = payload.split_once(' ')?;
    Some((TownId::new(town).ok()?, position.parse().ok()?))
}
