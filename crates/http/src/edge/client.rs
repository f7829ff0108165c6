//! Which address a request comes from, seen through our own proxies.

use crate::Settings;
use axum::{
    extract::{ConnectInfo, Request},
    http::{Extensions, HeaderMap},
};
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

/// The address of the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Client {
    /// As far as it is known; `::` when the connection tells none.
    pub(crate) address: IpAddr,
    /// Whether it speaks TLS, to us or to one of our proxies.
    pub(crate) behind_tls: bool,
}

impl Client {
    pub(crate) fn of(request: &Request, settings: &Settings) -> Self {
        Self::read(request.extensions(), request.headers(), settings)
    }

    pub(crate) fn read(extensions: &Extensions, headers: &HeaderMap, settings: &Settings) -> Self {
        let peer = extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |ConnectInfo(peer)| {
                peer.ip().to_canonical()
            });
        if !settings.trusts(peer) {
            return Self {
                address: peer,
                behind_tls: false,
            };
        }
        let behind_tls = headers
            .get("x-forwarded-proto")
            .is_some_and(|scheme| scheme == "https");
        Self {
            address: forwarded(headers, settings).unwrap_or(peer),
            behind_tls,
        }
    }

    /// What limits count: an address, or the network that one household or office has in IPv6.
    pub(crate) fn counted(self) -> IpAddr {
        match self.address {
            IpAddr::V4(_) => self.address,
            IpAddr::V6(address) => {
                let network = address.to_bits() >> 64 << 64;
                IpAddr::V6(Ipv6Addr::from_bits(network))
            }
        }
    }
}

/// The last address that is none of our proxies': what stands before it the client could have
/// written itself.
fn forwarded(headers: &HeaderMap, settings: &Settings) -> Option<IpAddr> {
    let all: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    let mut last = None;
    for text in all.into_iter().rev() {
        let Some(address) = address(text) else { break };
        last = Some(address);
        if !settings.trusts(address) {
            break;
        }
    }
    last
}

/// `203.0.113.7`, `203.0.113.7:1234`, `[2001:db8::1]:1234`.
fn address(text: &str) -> Option<IpAddr> {
    let parsed = text.parse::<IpAddr>().ok();
    parsed
        .or_else(|| text.parse::<SocketAddr>().ok().map(|one| one.ip()))
        .map(|one| one.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, forwarded: &[&str]) -> String {
        let mut extensions = Extensions::new();
        let peer: SocketAddr = peer.parse().unwrap();
        extensions.insert(ConnectInfo(peer));
        let mut headers = HeaderMap::new();
        for one in forwarded {
            headers.append("x-forwarded-for", one.parse().unwrap());
        }
        let settings = Settings {
            trusted_proxies: vec!["127.0.0.1".parse().unwrap(), "10.0.0.0/8".parse().unwrap()],
            ..Settings::default()
        };
        let client = Client::read(&extensions, &headers, &settings);
        client.address.to_string()
    }

    #[test]
    fn only_our_proxies_are_believed() {
        assert_eq!(client("203.0.113.7:1", &["1.1.1.1"]), "203.0.113.7");
        assert_eq!(client("127.0.0.1:1", &[]), "127.0.0.1");
        assert_eq!(client("127.0.0.1:1", &["1.1.1.1, 2.2.2.2"]), "2.2.2.2");
        assert_eq!(client("127.0.0.1:1", &["1.1.1.1", "10.1.1.1"]), "1.1.1.1");
        assert_eq!(client("127.0.0.1:1", &["forged, 10.1.1.1"]), "10.1.1.1");
        assert_eq!(client("127.0.0.1:1", &["[2001:db8::1]:99"]), "2001:db8::1");
    }

    #[test]
    fn an_ipv6_network_counts_as_one() {
        let of = |text: &str| {
            let address = text.parse().unwrap();
            let behind_tls = false;
            Client {
                address,
                behind_tls,
            }
            .counted()
            .to_string()
        };
        assert_eq!(of("2400:1:2:3:4:5:6:7"), "2400:1:2:3::");
        assert_eq!(of("203.0.113.7"), "203.0.113.7");
    }
}
