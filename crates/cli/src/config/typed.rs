//! The settings as the parts of the program want them.

use super::{Resolved, Value};
use crate::{Failure, files};
use liandong_app::{network::Network, webhooks};
use liandong_http::{Rate, Settings, Tiles};
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LogFormat {
    Text,
    Json,
}

/// A database, with what belongs to it and lies beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Site {
    /// A file, or a `postgres://` address.
    pub(crate) db: PathBuf,
    /// The file of the master key, where the environment does not give the key.
    pub(crate) key_file: PathBuf,
    /// The folder of attachments.
    pub(crate) attachments: PathBuf,
}

/// The outside identity provider, as the settings have it.
#[derive(Debug, Clone)]
pub(crate) struct SignIn {
    pub(crate) name: String,
    pub(crate) issuer: String,
    pub(crate) client_id: String,
    pub(crate) client_secret: Option<String>,
    /// Where the secret stands instead.
    pub(crate) client_secret_file: Option<PathBuf>,
    pub(crate) claim: String,
    pub(crate) scopes: Vec<String>,
    pub(crate) ca_file: Option<PathBuf>,
    pub(crate) plain_loopback: bool,
}

/// All settings of a run.
#[derive(Debug, Clone)]
pub(crate) struct Config {
    /// The database, where one is named.
    pub(crate) database: Option<PathBuf>,
    key_file: Option<PathBuf>,
    attachments: Option<PathBuf>,
    pub(crate) listen: SocketAddr,
    /// The address under which callers and browsers reach this server.
    pub(crate) public_url: Option<String>,
    /// The outside identity provider, where one is set.
    pub(crate) sign_in: Option<SignIn>,
    /// The map's background, where one is set.
    pub(crate) tiles: Option<Tiles>,
    pub(crate) metrics: Option<SocketAddr>,
    pub(crate) log_format: LogFormat,
    pub(crate) log_filter: String,
    pub(crate) http: Settings,
    /// The hour at which reports are published, where they are.
    pub(crate) reports: Option<u8>,
    pub(crate) webhooks: Option<Webhooks>,
}

/// How webhooks are delivered.
#[derive(Debug, Clone)]
pub(crate) struct Webhooks {
    pub(crate) allow: Vec<Network>,
    pub(crate) plain_http: bool,
    pub(crate) ca_file: Option<PathBuf>,
    pub(crate) timeout: Duration,
    pub(crate) patience: webhooks::Patience,
}

impl Config {
    /// Picks the settings out.
    ///
    /// # Errors
    /// When the description lacks one: a fault of the program, found by its first test.
    pub(crate) fn new(resolved: &Resolved) -> Result<Self, Failure> {
        let of = Picker(resolved);
        let rate = |per_minute: &str, burst: &str| -> Result<Rate, Failure> {
            Ok(Rate {
                per_minute: of.number(per_minute)?,
                burst: of.number(burst)?,
            })
        };
        let http = Settings {
            trusted_proxies: of.networks("server.trusted_proxies")?,
            body_bytes: of.size("server.body_kib")?,
            header_bytes: of.size("server.header_kib")?,
            header_time: of.seconds("server.header_seconds")?,
            body_time: of.seconds("server.body_seconds")?,
            answer_time: of.seconds("server.answer_seconds")?,
            write_time: of.seconds("server.write_seconds")?,
            connections: of.count("server.connections")?,
            stop_time: of.seconds("server.stop_seconds")?,
            token: rate("limits.token_per_minute", "limits.token_burst")?,
            address: rate("limits.address_per_minute", "limits.address_burst")?,
            login: rate("limits.login_per_minute", "limits.login_burst")?,
            heartbeat: of.seconds("live.heartbeat_seconds")?,
            readers: of.count("live.readers")?,
        };
        let webhooks = Webhooks {
            allow: of.networks("webhooks.allow")?,
            plain_http: of.switch("webhooks.plain_http")?,
            ca_file: of.path("webhooks.ca_file"),
            timeout: of.seconds("webhooks.timeout_seconds")?,
            patience: webhooks::Patience {
                attempts: u32::try_from(of.number("webhooks.attempts")?).unwrap_or(u32::MAX),
                first_seconds: of.number("webhooks.first_retry_seconds")?,
                longest_seconds: of.number("webhooks.longest_retry_seconds")?,
            },
        };
        Ok(Self {
            database: of.path("database.path"),
            key_file: of.path("database.key_file"),
            attachments: of.path("files.attachments"),
            listen: of
                .address("server.listen")
                .ok_or_else(|| missing("server.listen"))?,
            public_url: of.optional("server.public_url"),
            sign_in: of.sign_in()?,
            tiles: of.tiles()?,
            metrics: of.address("metrics.listen"),
            log_format: match of.text("log.format")? {
                "json" => LogFormat::Json,
                _ => LogFormat::Text,
            },
            log_filter: of.text("log.filter")?.to_owned(),
            http,
            reports: match of.switch("reports.enabled")? {
                true => u8::try_from(of.number("reports.hour")?).ok(),
                false => None,
            },
            webhooks: of.switch("webhooks.enabled")?.then_some(webhooks),
        })
    }

    /// The database that the command works on.
    ///
    /// # Errors
    /// [`Failure::Input`] when neither a flag nor a setting names one.
    pub(crate) fn db(&self) -> Result<&Path, Failure> {
        self.database.as_deref().ok_or_else(|| {
            Failure::input(
                "没有指明数据库：用 --db，或在配置文件写 [database] path",
                "no database is named: give --db, or [database] path in the configuration",
            )
        })
    }

    /// The database that the command works on, with its key and its attachments.
    ///
    /// # Errors
    /// [`Config::db`].
    pub(crate) fn site(&self) -> Result<Site, Failure> {
        let db = self.db()?;
        Ok(Site {
            db: db.to_owned(),
            key_file: self.key_file(db),
            attachments: self.attachments(db),
        })
    }

    /// The master key's file of a database.
    pub(crate) fn key_file(&self, db: &Path) -> PathBuf {
        self.key_file.clone().unwrap_or_else(|| files::key_file(db))
    }

    /// The folder of a database's attachments.
    pub(crate) fn attachments(&self, db: &Path) -> PathBuf {
        self.attachments
            .clone()
            .unwrap_or_else(|| files::attachments(db))
    }
}

fn missing(name: &str) -> Failure {
    Failure::Failed(anyhow::anyhow!("the setting {name} is not described"))
}

struct Picker<'a>(&'a Resolved);

impl Picker<'_> {
    fn number(&self, name: &str) -> Result<u64, Failure> {
        match self.0.value(name) {
            Some(Value::Number(number)) => Ok(*number),
            _ => Err(missing(name)),
        }
    }

    fn count(&self, name: &str) -> Result<usize, Failure> {
        usize::try_from(self.number(name)?).map_err(|_| missing(name))
    }

    /// Bytes of a setting in KiB.
    fn size(&self, name: &str) -> Result<usize, Failure> {
        Ok(self.count(name)?.saturating_mul(1024))
    }

    fn seconds(&self, name: &str) -> Result<Duration, Failure> {
        self.number(name).map(Duration::from_secs)
    }

    fn switch(&self, name: &str) -> Result<bool, Failure> {
        match self.0.value(name) {
            Some(Value::Switch(on)) => Ok(*on),
            _ => Err(missing(name)),
        }
    }

    fn text(&self, name: &str) -> Result<&str, Failure> {
        match self.0.value(name) {
            Some(Value::Text(text)) => Ok(text),
            _ => Err(missing(name)),
        }
    }

    fn optional(&self, name: &str) -> Option<String> {
        match self.0.value(name) {
            Some(Value::Text(text) | Value::Secret(text)) => Some(text.clone()),
            _ => None,
        }
    }

    /// Every one of the three that a provider cannot be without, or none.
    fn sign_in(&self) -> Result<Option<SignIn>, Failure> {
        let needed = ["oidc.name", "oidc.issuer", "oidc.client_id"];
        let [name, issuer, client_id] = needed.map(|name| self.optional(name));
        let (name, issuer, client_id) = match (name, issuer, client_id) {
            (None, None, None) => return Ok(None),
            (Some(name), Some(issuer), Some(client_id)) => (name, issuer, client_id),
            _ => {
                return Err(Failure::input(
                    "oidc：name、issuer、client_id 须一并写明",
                    "oidc: name, issuer and client_id go together",
                ));
            }
        };
        let scopes = self.optional("oidc.scopes").unwrap_or_default();
        Ok(Some(SignIn {
            name,
            issuer,
            client_id,
            client_secret: self.optional("oidc.client_secret"),
            client_secret_file: self.path("oidc.client_secret_file"),
            claim: self.text("oidc.claim")?.to_owned(),
            scopes: scopes.split_whitespace().map(str::to_owned).collect(),
            ca_file: self.path("oidc.ca_file"),
            plain_loopback: self.switch("oidc.plain_loopback")?,
        }))
    }

    fn tiles(&self) -> Result<Option<Tiles>, Failure> {
        let Some(layers) = self.optional("map.layers") else {
            return Ok(None);
        };
        let layers = layers.split_whitespace().map(str::to_owned).collect();
        let max_zoom = u8::try_from(self.number("map.max_zoom")?).unwrap_or(u8::MAX);
        let name = self.text("map.name")?.to_owned();
        let tiles = Tiles::new(name, layers, self.optional("map.attribution"), max_zoom);
        tiles.map(Some).map_err(|error| {
            Failure::input(
                format!("map.layers：须为含 {{z}} {{x}} {{y}} 的 https:// 地址（{error}）"),
                format!("map.layers: {error}"),
            )
        })
    }

    fn networks(&self, name: &str) -> Result<Vec<Network>, Failure> {
        match self.0.value(name) {
            Some(Value::Networks(all)) => Ok(all.clone()),
            _ => Err(missing(name)),
        }
    }

    fn path(&self, name: &str) -> Option<PathBuf> {
        match self.0.value(name) {
            Some(Value::Path(path)) => Some(path.clone()),
            _ => None,
        }
    }

    fn address(&self, name: &str) -> Option<SocketAddr> {
        match self.0.value(name) {
            Some(Value::Address(address)) => Some(*address),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_described_defaults_are_the_programs_own() {
        let resolved = crate::config::load(None, &[], &Vec::new()).unwrap();
        let config = Config::new(&resolved).unwrap();
        assert_eq!(config.http, Settings::default());
        let webhooks = config.webhooks.as_ref().unwrap();
        assert_eq!(webhooks.patience, webhooks::Patience::default());
        assert!(config.db().is_err());
        let db = Path::new("/data/town.db");
        assert_eq!(config.attachments(db), Path::new("/data/town.db.files"));
        assert_eq!(config.key_file(db), Path::new("/data/town.db.key"));
    }
}
