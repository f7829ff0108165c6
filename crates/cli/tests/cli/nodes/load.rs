//! Callers that give commands at a rate, under keys of their own, until each is acknowledged.

use super::kit::{Client, text_of};
use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{sync::Semaphore, task::JoinSet, time::MissedTickBehavior};

/// After it, a caller gives up on an answer and asks the next node.
const PATIENCE: Duration = Duration::from_secs(10);

/// A life that needs no car.
const STEPS: [&str; 3] = [
    r#"{"do":"confirm","category":"environment","area":"jiwang"}"#,
    r#"{"do":"accept"}"#,
    r#"{"do":"cancel","reason":"报警人来电撤销"}"#,
];

/// What was sent, and what came of it.
#[derive(Debug, Default)]
pub(crate) struct Load {
    /// Keys with the incident that the answer named.
    pub(crate) acknowledged: Mutex<Vec<(String, String)>>,
    /// Sends that were not answered and were repeated under the same key.
    pub(crate) repeated: AtomicU64,
    /// Answers that said: once more, please.
    pub(crate) put_off: AtomicU64,
    /// From the first send of each command to its acknowledgement.
    pub(crate) took: Mutex<Vec<Duration>>,
    stop: AtomicBool,
}

/// Where to send.
#[derive(Debug, Clone)]
pub(crate) struct Nodes {
    pub(crate) addresses: Vec<SocketAddr>,
    pub(crate) token: String,
}

/// A caller's connection to one of the nodes.
pub(crate) struct Caller {
    nodes: Nodes,
    at: usize,
    client: Option<Client>,
}

impl Caller {
    pub(crate) const fn new(nodes: Nodes, at: usize) -> Self {
        Self {
            nodes,
            at,
            client: None,
        }
    }

    async fn once(&mut self, path: &str, key: &str, body: &str) -> Option<(u16, String)> {
        let address = self.nodes.addresses[self.at % self.nodes.addresses.len()];
        let mut client = match self.client.take() {
            Some(client) => client,
            None => Client::connect(address).await.ok()?,
        };
        let asked = client.post(&self.nodes.token, path, key, body);
        let answer = tokio::time::timeout(PATIENCE, asked).await.ok()?.ok()?;
        self.client = Some(client);
        Some(answer)
    }

    /// Sends until it is acknowledged; answers with the body.
    pub(crate) async fn send(&mut self, load: &Load, path: &str, key: &str, body: &str) -> String {
        let began = Instant::now();
        loop {
            match self.once(path, key, body).await {
                Some((200..=299, answer)) => {
                    let id = text_of(&answer, "id").to_owned();
                    let mut acknowledged = load.acknowledged.lock().expect("no panic");
                    acknowledged.push((key.to_owned(), id));
                    load.took.lock().expect("no panic").push(began.elapsed());
                    return answer;
                }
                // Many at once, or a server that is ending.
                Some((409 | 429 | 503, told)) if !told.contains("\"rejected\"") => {
                    load.put_off.fetch_add(1, Ordering::Relaxed);
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                Some((status, told)) => panic!("{key} {path} {body}: {status} {told}"),
                // Gone: the next node.
                None => {
                    load.repeated.fetch_add(1, Ordering::Relaxed);
                    self.at += 1;
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            }
        }
    }
}

impl Load {
    pub(crate) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Gives commands at a rate until told to stop, or so many; each caller begins at another node.
    pub(crate) async fn run(self: &Arc<Self>, nodes: &Nodes, callers: usize, rate: u64, most: u64) {
        let turns = Arc::new(Semaphore::new(0));
        let mut running = JoinSet::new();
        for caller in 0..callers {
            let (load, turns) = (Arc::clone(self), Arc::clone(&turns));
            let at = Caller::new(nodes.clone(), caller);
            running.spawn(lives(load, turns, at, caller));
        }
        let mut tick = tokio::time::interval(Duration::from_micros(1_000_000 / rate));
        tick.set_missed_tick_behavior(MissedTickBehavior::Burst);
        for _ in 0..most {
            tick.tick().await;
            if self.stop.load(Ordering::Relaxed) {
                break;
            }
            turns.add_permits(1);
        }
        // Callers that wait for a turn end; those at work finish.
        while turns.available_permits() > 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        turns.close();
        while let Some(ended) = running.join_next().await {
            ended.expect("no panic");
        }
    }
}

async fn lives(load: Arc<Load>, turns: Arc<Semaphore>, mut caller: Caller, nth: usize) {
    for life in 0.. {
        let key = |step: usize| format!("load-{nth}-{life}-{step}");
        let Ok(turn) = turns.acquire().await else {
            return;
        };
        turn.forget();
        let intake = format!(
            r#"{{"source":"by_hand","address":"某路{life}号","text":"楼上装修声音很大","caller":{{"name":"王小明","phone":"13900001234"}}}}"#
        );
        let first = key(0);
        let answer = caller.send(&load, "/api/v1/incidents", &first, &intake);
        let answer = answer.await;
        let path = format!("/api/v1/incidents/{}/commands", text_of(&answer, "id"));
        for (step, command) in STEPS.iter().enumerate() {
            let Ok(turn) = turns.acquire().await else {
                return;
            };
            turn.forget();
            let body = format!("{{\"command\":{command}}}");
            caller.send(&load, &path, &key(step + 1), &body).await;
        }
    }
}
