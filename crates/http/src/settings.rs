//! What an operator may set at the edge.

use liandong_app::network::Network;
use std::{net::IpAddr, time::Duration};

/// A token bucket (令牌桶): so many requests at once, and so many a minute in the long run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// Requests a minute.
    pub per_minute: u64,
    /// Requests at once.
    pub burst: u64,
}

/// Limits, time-outs and what is believed of proxies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Peers whose `X-Forwarded-For` counts.
    pub trusted_proxies: Vec<Network>,
    /// The largest request body, in bytes.
    pub body_bytes: usize,
    /// The largest request head, in bytes.
    pub header_bytes: usize,
    /// How long a head may take to arrive; idle connections end after it too.
    pub header_time: Duration,
    /// How long a body may take to arrive.
    pub body_time: Duration,
    /// How long a request may take to be answered.
    pub answer_time: Duration,
    /// How long a client may refuse to take data.
    pub write_time: Duration,
    /// Connections at the same time.
    pub connections: usize,
    /// How long requests under way have after the server was told to end.
    pub stop_time: Duration,
    /// For each valid token.
    pub token: Rate,
    /// For each address, without a valid token.
    pub address: Rate,
    /// For logins of each address.
    pub login: Rate,
    /// Between two heartbeats of a live stream.
    pub heartbeat: Duration,
    /// Readers of live streams at the same time.
    pub readers: usize,
}

impl Default for Settings {
    fn default() -> Self {
        let network = |text: &str| text.parse().ok();
        let rate = |per_minute, burst| Rate { per_minute, burst };
        Self {
            trusted_proxies: ["127.0.0.0/8", "::1/128"]
                .into_iter()
                .filter_map(network)
                .collect(),
            body_bytes: 64 * 1024,
            header_bytes: 32 * 1024,
            header_time: Duration::from_secs(15),
            body_time: Duration::from_secs(30),
            answer_time: Duration::from_secs(60),
            write_time: Duration::from_secs(60),
            connections: 4096,
            stop_time: Duration::from_secs(10),
            token: rate(1200, 600),
            address: rate(300, 150),
            login: rate(20, 20),
            heartbeat: Duration::from_secs(15),
            readers: 2000,
        }
    }
}

impl Settings {
    /// Whether a peer is one of our proxies.
    pub(crate) fn trusts(&self, peer: IpAddr) -> bool {
        self.trusted_proxies.iter().any(|one| one.contains(peer))
    }
}
