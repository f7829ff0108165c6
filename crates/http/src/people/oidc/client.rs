//! Asking the provider: discovery, keys, and the code for a token. Answers are bounded in size and
//! time, no redirect is followed, and what was found is kept for an hour.

use super::{
    BadProvider, OidcSettings, escape, is_safe,
    token::{Expected, Key, Untrusted, verified_claim},
};
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use serde::{Deserialize, de::DeserializeOwned};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};
use ureq::{
    Agent,
    tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem},
};

/// How long the provider may take for an answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// The largest answer, in bytes.
const LIMIT: u64 = 512 * 1024;
/// How long what was found is good.
const KEPT: Duration = Duration::from_secs(3_600);
/// The least time between two looks for a key that was not there.
const AGAIN: Duration = Duration::from_secs(30);

/// Why the provider did not vouch for anybody.
#[derive(Debug, thiserror::Error)]
pub(super) enum NoAnswer {
    /// It cannot be reached, or answers something else.
    #[error("the provider: {0}")]
    Provider(String),
    /// What it says is not to be trusted.
    #[error("the provider's token: {0}")]
    Untrusted(#[from] Untrusted),
}

/// What discovery tells.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Endpoints {
    issuer: String,
    pub(super) authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
}

#[derive(Debug, Deserialize)]
struct Keys {
    keys: Vec<serde_json::Value>,
}

#[derive(Debug, Deserialize)]
struct Granted {
    id_token: String,
}

#[derive(Debug, Clone)]
struct Found {
    at: Instant,
    endpoints: Endpoints,
    keys: Vec<Key>,
}

#[derive(Debug)]
pub(super) struct Client {
    agent: Agent,
    found: Mutex<Option<Found>>,
}

impl Client {
    pub(super) fn new(settings: &OidcSettings) -> Result<Self, BadProvider> {
        let roots = match &settings.roots {
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
            .max_redirects(0)
            .timeout_global(Some(PATIENCE))
            .user_agent(concat!("liandong/", env!("CARGO_PKG_VERSION")))
            .build();
        Ok(Self {
            agent: config.new_agent(),
            found: Mutex::default(),
        })
    }

    /// Where to send a browser.
    pub(super) fn endpoints(&self, settings: &OidcSettings) -> Result<Endpoints, NoAnswer> {
        Ok(self.found(settings, KEPT)?.endpoints)
    }

    /// Changes a code for a token, and takes the claim that names the person out of it.
    pub(super) fn redeem(
        &self,
        settings: &OidcSettings,
        redirect_uri: &str,
        code: &str,
        verifier: &str,
        expected: &Expected<'_>,
    ) -> Result<String, NoAnswer> {
        let found = self.found(settings, KEPT)?;
        let mut form = format!(
            "grant_type=authorization_code&code={}&redirect_uri={}&client_id={}&code_verifier={}",
            escape(code),
            escape(redirect_uri),
            escape(&settings.client_id),
            escape(verifier)
        );
        let mut request = self
            .agent
            .post(&found.endpoints.token_endpoint)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("accept", "application/json");
        if let Some(secret) = &settings.client_secret {
            let pair = format!("{}:{}", escape(&settings.client_id), escape(secret));
            request = request.header("authorization", format!("Basic {}", BASE64.encode(&pair)));
        }
        let answer = request.send(form.as_bytes());
        form.clear();
        let granted: Granted = read(answer)?;
        match verified_claim(&granted.id_token, &found.keys, expected) {
            // Providers change their keys: looked at anew, but not for every made-up name.
            Err(Untrusted::UnknownKey) => {
                let found = self.found(settings, AGAIN)?;
                Ok(verified_claim(&granted.id_token, &found.keys, expected)?)
            }
            other => Ok(other?),
        }
    }

    fn found(&self, settings: &OidcSettings, kept: Duration) -> Result<Found, NoAnswer> {
        let mut held = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = held.as_ref().filter(|found| found.at.elapsed() < kept) {
            return Ok(found.clone());
        }
        let issuer = settings.issuer.trim_end_matches('/');
        let endpoints: Endpoints =
            self.get(&format!("{issuer}/.well-known/openid-configuration"))?;
        if endpoints.issuer != settings.issuer {
            let said = format!("calls itself {:?}", endpoints.issuer);
            return Err(NoAnswer::Provider(said));
        }
        let addresses = [
            &endpoints.authorization_endpoint,
            &endpoints.token_endpoint,
            &endpoints.jwks_uri,
        ];
        for address in addresses {
            if !is_safe(address, settings.plain_loopback) {
                return Err(NoAnswer::Provider(format!("names {address:?}")));
            }
        }
        let keys: Keys = self.get(&endpoints.jwks_uri)?;
        let found = Found {
            at: Instant::now(),
            keys: keys.keys.iter().filter_map(Key::read).collect(),
            endpoints,
        };
        *held = Some(found.clone());
        Ok(found)
    }

    fn get<T: DeserializeOwned>(&self, address: &str) -> Result<T, NoAnswer> {
        read(self.agent.get(address).call())
    }
}

fn read<T: DeserializeOwned>(
    answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
) -> Result<T, NoAnswer> {
    let failed = |error: ureq::Error| NoAnswer::Provider(error.to_string());
    let mut answer = answer.map_err(failed)?;
    let bytes = answer
        .body_mut()
        .with_config()
        .limit(LIMIT)
        .read_to_vec()
        .map_err(failed)?;
    serde_json::from_slice(&bytes).map_err(|error| NoAnswer::Provider(error.to_string()))
}

fn certificates(pem: &[u8]) -> Result<Vec<Certificate<'static>>, BadProvider> {
    let mut all = Vec::new();
    for item in parse_pem(pem) {
        if let PemItem::Certificate(one) = item.map_err(|_| BadProvider::Roots)? {
            all.push(one);
        }
    }
    if all.is_empty() {
        return Err(BadProvider::Roots);
    }
    Ok(all)
}
