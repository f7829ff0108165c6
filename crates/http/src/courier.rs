//! Carrying webhooks to other systems: over TLS, only to addresses that may be delivered to, and
//! nowhere else whatever the receiver answers.

use async_trait::async_trait;
use axum::http::StatusCode;
use liandong_app::{
    network::{Network, is_public},
    webhooks::{Courier, Parcel, Trouble, Undelivered},
};
use std::{net::IpAddr, sync::Arc, time::Duration};
use ureq::{
    Agent, Error,
    config::Config,
    http::{Request, Uri, header},
    tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem},
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::{DefaultConnector, NextTimeout},
    },
};

/// What the operator allows.
#[derive(Debug, Clone, Default)]
pub struct Reach {
    /// Networks that are not of the open Internet and may be delivered to all the same.
    pub allow: Vec<Network>,
    /// Whether `http://` may be used within them.
    pub plain_http: bool,
    /// Root certificates (PEM) in place of the system's.
    pub roots: Option<Vec<u8>>,
}

/// Why no courier could be made.
#[derive(Debug, thiserror::Error)]
pub enum BadRoots {
    /// The file holds something else.
    #[error("no certificates in PEM: {0}")]
    Pem(String),
    /// The file holds none.
    #[error("no certificate in it")]
    None,
}

/// Sends parcels by HTTP.
#[derive(Debug, Clone)]
pub struct HttpCourier {
    agent: Agent,
    allow: Arc<Vec<Network>>,
    plain_http: bool,
}

impl HttpCourier {
    /// A courier that waits so long for an answer.
    ///
    /// # Errors
    /// When the root certificates cannot be read.
    pub fn new(reach: &Reach, timeout: Duration) -> Result<Self, BadRoots> {
        let roots = match &reach.roots {
            Some(pem) => RootCerts::new_with_certs(&certificates(pem)?),
            None => RootCerts::PlatformVerifier,
        };
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = TlsConfig::builder()
            .root_certs(roots)
            .unversioned_rustls_crypto_provider(provider)
            .build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            // A proxy from the environment would look the host up by itself.
            .proxy(None)
            // Each connection is looked at anew.
            .max_idle_connections(0)
            .timeout_global(Some(timeout))
            .user_agent(concat!("liandong/", env!("CARGO_PKG_VERSION")))
            .build();
        let allow = Arc::new(reach.allow.clone());
        let guarded = Guarded {
            inner: DefaultResolver::default(),
            allow: Arc::clone(&allow),
        };
        Ok(Self {
            agent: Agent::with_parts(config, DefaultConnector::default(), guarded),
            allow,
            plain_http: reach.plain_http,
        })
    }

    fn send(&self, parcel: Parcel) -> Result<(), Undelivered> {
        let plain = parcel.url.starts_with("http://");
        if plain && !self.plain_http {
            return Err(told(Trouble::AddressNotAllowed));
        }
        let mut request = Request::builder()
            .method("POST")
            .uri(&parcel.url)
            .header(header::CONTENT_TYPE, "application/json");
        for (name, value) in parcel.headers {
            request = request.header(name, value);
        }
        let request = request
            .body(parcel.body)
            .map_err(|_| told(Trouble::Connection))?;
        if plain && !self.plain_is_near(request.uri()) {
            return Err(told(Trouble::AddressNotAllowed));
        }
        let status = match self.agent.run(request) {
            Ok(answer) => answer.status(),
            Err(error) => return Err(told(trouble(&error))),
        };
        if status.is_success() {
            return Ok(());
        }
        let trouble = if is_redirect(status) {
            Trouble::Redirect
        } else {
            Trouble::Status
        };
        Err(Undelivered {
            trouble,
            status: Some(status.as_u16()),
        })
    }

    /// Without TLS only to an address that the operator named, written as an address: a name could
    /// lead elsewhere.
    fn plain_is_near(&self, uri: &Uri) -> bool {
        let host = uri.host().unwrap_or_default();
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        bare.parse::<IpAddr>()
            .is_ok_and(|address| self.allow.iter().any(|one| one.contains(address)))
    }
}

#[async_trait]
impl Courier for HttpCourier {
    async fn carry(&self, parcel: Parcel) -> Result<(), Undelivered> {
        let courier = self.clone();
        let sent = tokio::task::spawn_blocking(move || courier.send(parcel));
        sent.await
            .unwrap_or_else(|_| Err(told(Trouble::Connection)))
    }
}

fn certificates(pem: &[u8]) -> Result<Vec<Certificate<'static>>, BadRoots> {
    let mut all = Vec::new();
    for item in parse_pem(pem) {
        let item = item.map_err(|error| BadRoots::Pem(error.to_string()))?;
        if let PemItem::Certificate(one) = item {
            all.push(one);
        }
    }
    if all.is_empty() {
        return Err(BadRoots::None);
    }
    Ok(all)
}

const fn told(trouble: Trouble) -> Undelivered {
    Undelivered {
        trouble,
        status: None,
    }
}

const fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 300..=399)
}

fn trouble(error: &Error) -> Trouble {
    match error {
        Error::Timeout(_) => Trouble::Timeout,
        Error::HostNotFound => Trouble::NoSuchHost,
        Error::Tls(_) | Error::Rustls(_) | Error::Pem(_) => Trouble::Certificate,
        Error::Other(inner) if inner.is::<NotAllowed>() => Trouble::AddressNotAllowed,
        Error::Io(inner) => trouble_of_io(inner),
        _ => Trouble::Connection,
    }
}

fn trouble_of_io(error: &std::io::Error) -> Trouble {
    let of_tls = error
        .get_ref()
        .is_some_and(|inner| inner.is::<rustls::Error>());
    match error.kind() {
        _ if of_tls => Trouble::Certificate,
        std::io::ErrorKind::TimedOut | std::io::ErrorKind::WouldBlock => Trouble::Timeout,
        _ => Trouble::Connection,
    }
}

/// The host leads only to addresses that may not be delivered to.
#[derive(Debug, thiserror::Error)]
#[error("the address may not be delivered to")]
struct NotAllowed;

/// Looks names up, and gives only addresses that may be delivered to. What is connected to is what
/// was looked at: a name that leads elsewhere a moment later changes nothing.
#[derive(Debug)]
struct Guarded {
    inner: DefaultResolver,
    allow: Arc<Vec<Network>>,
}

impl Resolver for Guarded {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        let mut allowed = self.empty();
        for one in found.iter() {
            let address = one.ip();
            if is_public(address) || self.allow.iter().any(|near| near.contains(address)) {
                allowed.push(*one);
            }
        }
        if allowed.is_empty() {
            return Err(Error::Other(Box::new(NotAllowed)));
        }
        Ok(allowed)
    }
}
