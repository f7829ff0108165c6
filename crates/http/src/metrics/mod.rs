//! Counters and gauges (指标) for Prometheus, in OpenMetrics' text.

mod follow;
mod gather;

pub(crate) use follow::follow;

use crate::{HttpState, Problem, who::Who};
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use liandong_domain::{ids::TownId, rights::Right};
use prometheus_client::{
    encoding::text,
    metrics::{
        counter::Counter,
        family::{Family, MetricConstructor},
        gauge::Gauge,
        histogram::Histogram,
        info::Info,
    },
    registry::Registry,
};
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError, RwLock},
    time::Duration,
};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Label names and values.
type Labels = Vec<(&'static str, String)>;

/// Seconds: from what a read takes to what nobody waits for.
const SECONDS: [f64; 12] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0,
];

#[derive(Clone, Debug)]
struct InSeconds;

impl MetricConstructor<Histogram> for InSeconds {
    fn new_metric(&self) -> Histogram {
        Histogram::new(SECONDS)
    }
}

/// A figure that another part of the program counts: name, what it is, and how to ask.
pub struct Foreign {
    /// Its name, without `liandong_`.
    pub name: &'static str,
    /// What it is.
    pub help: &'static str,
    /// Asks for it.
    pub ask: Box<dyn Fn() -> u64 + Send + Sync>,
}

impl std::fmt::Debug for Foreign {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// All that is counted.
#[derive(Debug)]
pub struct Metrics {
    registry: RwLock<Registry>,
    requests: Family<Labels, Counter>,
    request_seconds: Family<Labels, Histogram, InSeconds>,
    commands: Family<Labels, Counter>,
    commit_seconds: Histogram,
    commits: Counter,
    events: Family<Labels, Counter>,
    breaches: Family<Labels, Counter>,
    incidents: Family<Labels, Gauge>,
    positions: Family<Labels, Gauge>,
    behind: Family<Labels, Gauge>,
    alarms: Gauge,
    readers: Gauge,
    webhooks: Family<Labels, Gauge>,
    foreign: Mutex<Vec<(Foreign, Gauge)>>,
    /// How far each town's log has been followed.
    followed: Mutex<BTreeMap<TownId, u64>>,
}

impl Default for Metrics {
    fn default() -> Self {
        let metrics = Self {
            registry: RwLock::new(Registry::with_prefix("liandong")),
            requests: Family::default(),
            request_seconds: Family::new_with_constructor(InSeconds),
            commands: Family::default(),
            commit_seconds: Histogram::new(SECONDS),
            commits: Counter::default(),
            events: Family::default(),
            breaches: Family::default(),
            incidents: Family::default(),
            positions: Family::default(),
            behind: Family::default(),
            alarms: Gauge::default(),
            readers: Gauge::default(),
            webhooks: Family::default(),
            foreign: Mutex::default(),
            followed: Mutex::default(),
        };
        metrics.register();
        metrics
    }
}

impl Metrics {
    fn register(&self) {
        let mut registry = self
            .registry
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        let build = Info::new(vec![
            ("version", env!("CARGO_PKG_VERSION")),
            ("target", std::env::consts::ARCH),
        ]);
        registry.register("build", "The program that answers", build);
        registry.register(
            "http_requests",
            "Requests answered, by route, method and status",
            self.requests.clone(),
        );
        registry.register(
            "http_request_seconds",
            "Time until a request's answer began, by route",
            self.request_seconds.clone(),
        );
        registry.register(
            "commands",
            "Requests that wanted to change something, by outcome: done, replayed, or the problem's code",
            self.commands.clone(),
        );
        registry.register(
            "commit_seconds",
            "Time until the store had made a list of commits durable",
            self.commit_seconds.clone(),
        );
        registry.register(
            "commits",
            "Commits that the store was asked for",
            self.commits.clone(),
        );
        registry.register(
            "events",
            "Events recorded since the program began, by town and kind",
            self.events.clone(),
        );
        registry.register(
            "clock_breaches",
            "Clocks breached since the program began, by town and clock",
            self.breaches.clone(),
        );
        registry.register(
            "incidents_open",
            "Incidents under way, by town and phase",
            self.incidents.clone(),
        );
        registry.register(
            "log_position",
            "Position of each town's last event",
            self.positions.clone(),
        );
        registry.register(
            "log_behind",
            "Events of each town that this node has not followed yet",
            self.behind.clone(),
        );
        registry.register(
            "alarms",
            "Incidents whose next clock is waited for",
            self.alarms.clone(),
        );
        registry.register(
            "live_readers",
            "Consoles and programs that read a live stream now",
            self.readers.clone(),
        );
        registry.register(
            "webhooks",
            "Webhook deliveries by town and state: backlog (events not yet looked at), waiting, dead",
            self.webhooks.clone(),
        );
    }

    /// Adds figures that another part of the program counts.
    pub fn add(&self, all: Vec<Foreign>) {
        let mut registry = self
            .registry
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        let mut foreign = self.foreign.lock().unwrap_or_else(PoisonError::into_inner);
        for one in all {
            let gauge: Gauge = Gauge::default();
            registry.register(one.name, one.help, gauge.clone());
            foreign.push((one, gauge));
        }
    }

    /// Counts an answered request.
    pub(crate) fn answered(&self, route: &str, method: &'static str, status: u16, took: Duration) {
        let labels = vec![
            ("route", route.to_owned()),
            ("method", method.to_owned()),
            ("status", status.to_string()),
        ];
        self.requests.get_or_create(&labels).inc();
        let labels = vec![("route", route.to_owned())];
        self.request_seconds
            .get_or_create(&labels)
            .observe(took.as_secs_f64());
    }

    /// Counts what became of a command.
    pub(crate) fn commanded(&self, outcome: &str) {
        let labels = vec![("code", outcome.to_owned())];
        self.commands.get_or_create(&labels).inc();
    }

    /// Counts commits that the store made durable, or refused, together.
    pub fn committed(&self, commits: usize, took: Duration) {
        self.commits.inc_by(commits as u64);
        self.commit_seconds.observe(took.as_secs_f64());
    }

    /// How far a town's log has been followed; `None` before the first look.
    pub(crate) fn followed(&self, town: &TownId) -> Option<u64> {
        let followed = self.followed.lock().unwrap_or_else(PoisonError::into_inner);
        followed.get(town).copied()
    }

    fn encode(&self) -> Result<String, std::fmt::Error> {
        let mut text = String::new();
        let registry = self.registry.read().unwrap_or_else(PoisonError::into_inner);
        text::encode(&mut text, &registry)?;
        Ok(text)
    }
}

pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(metrics))
}

/// The figures as Prometheus reads them (OpenMetrics).
#[utoipa::path(get, path = "/metrics", tag = "health",
    responses((status = 200, content_type = "application/openmetrics-text", body = String)))]
pub(crate) async fn metrics(
    State(state): State<HttpState>,
    Who(visitor): Who,
) -> Result<Response, Problem> {
    visitor.require(Right::Operate)?;
    told(State(state)).await
}

/// The same on an address of its own, where nobody is asked who he is.
pub(crate) async fn told(State(state): State<HttpState>) -> Result<Response, Problem> {
    gather::gather(&state).await?;
    let text = state
        .metrics
        .encode()
        .map_err(|error| Problem::internal(&error))?;
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, kind)], text).into_response())
}
