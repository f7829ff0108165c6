//! Webhooks (事件推送): which other systems are told of which events.
//!
//! A subscription is a stream of its own. Its secret stands outside the log, and so does how far it
//! has been served.

use crate::{
    aggregate::{Aggregate, Asked, Stamp},
    refusal::{Because, Refusal},
};
use serde::{Deserialize, Serialize};

/// Characters of a name, at the most.
pub const LONGEST_NAME: usize = 60;
/// Bytes of an address, at the most.
pub const LONGEST_URL: usize = 500;
/// Patterns of one subscription, at the most.
pub const MOST_KINDS: usize = 50;
/// Deliveries asked for again by one command, at the most.
pub const MOST_AGAIN: usize = 500;
/// Seconds after which a change of a subscription would count as entered late.
const GRACE: i64 = 120;

/// A subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// What people call it.
    pub name: Box<str>,
    /// Where events are sent.
    pub url: Box<str>,
    /// Kinds of events: `incident.closed`, `incident.*` or `*`.
    pub kinds: Vec<Box<str>>,
    /// Whether events are sent.
    pub active: bool,
    /// Whether it was given up for good.
    pub removed: bool,
    /// How often its secret was made anew.
    pub secrets: u32,
}

impl Webhook {
    /// Whether an event of this kind is wanted.
    #[must_use]
    pub fn wants(&self, kind: &str) -> bool {
        self.kinds
            .iter()
            .any(|pattern| match pattern.strip_suffix('*') {
                Some(prefix) => kind.starts_with(prefix),
                None => **pattern == *kind,
            })
    }
}

/// What can be asked of a subscription.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WebhookCommand {
    /// Subscribe.
    Subscribe {
        /// What people call it.
        name: Box<str>,
        /// Where events are sent.
        url: Box<str>,
        /// Which kinds.
        kinds: Vec<Box<str>>,
    },
    /// Change what is given.
    Change {
        /// Another name.
        name: Option<Box<str>>,
        /// Another address.
        url: Option<Box<str>>,
        /// Other kinds.
        kinds: Option<Vec<Box<str>>>,
        /// Stop or go on.
        active: Option<bool>,
        /// Make the secret anew.
        new_secret: bool,
    },
    /// Give it up for good.
    Remove,
    /// Send dead deliveries again: those of these positions, or all.
    SendAgain {
        /// Positions of their events in the log; all dead ones when left out.
        positions: Option<Vec<u64>>,
    },
}

/// What can have happened to a subscription.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WebhookEvent {
    /// It was subscribed.
    Subscribed {
        /// What people call it.
        name: Box<str>,
        /// Where events are sent.
        url: Box<str>,
        /// Which kinds.
        kinds: Vec<Box<str>>,
    },
    /// It was changed to this.
    Changed {
        /// What people call it.
        name: Box<str>,
        /// Where events are sent.
        url: Box<str>,
        /// Which kinds.
        kinds: Vec<Box<str>>,
        /// Whether events are sent.
        active: bool,
    },
    /// Its secret was made anew.
    SecretChanged,
    /// It was given up.
    Removed,
    /// Dead deliveries were to be sent again.
    SendingAgain {
        /// Positions of their events; all dead ones when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        positions: Option<Vec<u64>>,
    },
}

/// Why a command is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WebhookRejection {
    /// There is no such subscription, or not any more.
    #[error("there is no such webhook")]
    NoSuch,
    /// It is there already.
    #[error("the webhook is there already")]
    There,
    /// The name is blank or too long.
    #[error("name: 1 to {LONGEST_NAME} characters")]
    BadName,
    /// The address is none that can be sent to.
    #[error(
        "url: http:// or https:// with a host, without account and fragment, at most {LONGEST_URL} bytes"
    )]
    BadUrl,
    /// The kinds are none, too many, or no patterns.
    #[error("kinds: 1 to {MOST_KINDS} patterns as incident.closed, incident.* or *")]
    BadKinds,
    /// Nothing is to be changed.
    #[error("nothing is to be changed")]
    Nothing,
    /// Too many deliveries at once.
    #[error("deliveries: {MOST_AGAIN} at the most")]
    TooMany,
}

impl WebhookRejection {
    const fn code(&self) -> &'static str {
        match self {
            Self::NoSuch => "no_such_webhook",
            Self::There => "webhook_there",
            Self::BadName => "bad_webhook_name",
            Self::BadUrl => "bad_webhook_url",
            Self::BadKinds => "bad_webhook_kinds",
            Self::Nothing => "nothing_to_change",
            Self::TooMany => "too_many_deliveries",
        }
    }
}

impl From<WebhookRejection> for Refusal {
    fn from(rejection: WebhookRejection) -> Self {
        use WebhookRejection as R;
        let (because, field, zh) = match rejection {
            R::NoSuch => (Because::NotFound, None, "没有这个推送订阅，或已撤销".into()),
            R::There => (Because::Conflict, None, "这个推送订阅已经存在".into()),
            R::BadName => (
                Because::Invalid,
                Some("name"),
                format!("名称须为 1 至 {LONGEST_NAME} 个字"),
            ),
            R::BadUrl => (
                Because::Invalid,
                Some("url"),
                format!(
                    "推送地址须为 http:// 或 https:// 开头的完整网址，不带账号和 #，最长 {LONGEST_URL} 字节"
                ),
            ),
            R::BadKinds => (
                Because::Invalid,
                Some("kinds"),
                format!("事件种类须有 1 至 {MOST_KINDS} 项，如 incident.closed、incident.* 或 *"),
            ),
            R::Nothing => (Because::Invalid, None, "没有写明要改什么".into()),
            R::TooMany => (
                Because::Invalid,
                Some("deliveries"),
                format!("一次最多重投 {MOST_AGAIN} 条"),
            ),
        };
        let refusal = Self::new(rejection.code(), because, zh, rejection.to_string());
        match field {
            Some(field) => refusal.about(field),
            None => refusal,
        }
    }
}

impl Aggregate for Webhook {
    const PREFIX: &'static str = "webhook/";
    type Command = WebhookCommand;
    type Event = WebhookEvent;
    type Rejection = WebhookRejection;
    type Facts<'a> = ();

    fn kind(event: &WebhookEvent) -> &'static str {
        match event {
            WebhookEvent::Subscribed { .. } => "webhook.subscribed",
            WebhookEvent::Changed { .. } => "webhook.changed",
            WebhookEvent::SecretChanged => "webhook.secret_changed",
            WebhookEvent::Removed => "webhook.removed",
            WebhookEvent::SendingAgain { .. } => "webhook.sending_again",
        }
    }

    fn decide(
        state: Option<&Self>,
        _: &str,
        command: &WebhookCommand,
        asked: Asked,
        (): (),
    ) -> Result<Vec<(WebhookEvent, Stamp)>, WebhookRejection> {
        let stamp = asked.stamp(GRACE);
        let events = match (state, command) {
            (None, WebhookCommand::Subscribe { name, url, kinds }) => {
                vec![WebhookEvent::Subscribed {
                    name: checked_name(name)?,
                    url: checked_url(url)?,
                    kinds: checked_kinds(kinds)?,
                }]
            }
            (Some(_), WebhookCommand::Subscribe { .. }) => return Err(WebhookRejection::There),
            (None, _) => return Err(WebhookRejection::NoSuch),
            (Some(state), _) if state.removed => return Err(WebhookRejection::NoSuch),
            (Some(state), WebhookCommand::Change { .. }) => changed(state, command)?,
            (Some(_), WebhookCommand::Remove) => vec![WebhookEvent::Removed],
            (Some(_), WebhookCommand::SendAgain { positions }) => {
                if positions.as_ref().is_some_and(|all| all.len() > MOST_AGAIN) {
                    return Err(WebhookRejection::TooMany);
                }
                vec![WebhookEvent::SendingAgain {
                    positions: positions.clone(),
                }]
            }
        };
        Ok(events.into_iter().map(|event| (event, stamp)).collect())
    }

    fn evolve(state: Option<Self>, _: &str, event: &WebhookEvent, _: Stamp) -> Option<Self> {
        match event {
            WebhookEvent::Subscribed { name, url, kinds } => Some(Self {
                name: name.clone(),
                url: url.clone(),
                kinds: kinds.clone(),
                active: true,
                removed: false,
                secrets: 1,
            }),
            WebhookEvent::Changed {
                name,
                url,
                kinds,
                active,
            } => state.map(|state| Self {
                name: name.clone(),
                url: url.clone(),
                kinds: kinds.clone(),
                active: *active,
                ..state
            }),
            WebhookEvent::SecretChanged => state.map(|state| Self {
                secrets: state.secrets.saturating_add(1),
                ..state
            }),
            WebhookEvent::Removed => state.map(|state| Self {
                active: false,
                removed: true,
                ..state
            }),
            WebhookEvent::SendingAgain { .. } => state,
        }
    }
}

fn changed(
    state: &Webhook,
    command: &WebhookCommand,
) -> Result<Vec<WebhookEvent>, WebhookRejection> {
    let WebhookCommand::Change {
        name,
        url,
        kinds,
        active,
        new_secret,
    } = command
    else {
        return Ok(Vec::new());
    };
    let given = name.is_some() || url.is_some() || kinds.is_some() || active.is_some();
    if !given && !new_secret {
        return Err(WebhookRejection::Nothing);
    }
    let mut events = Vec::new();
    if given {
        events.push(WebhookEvent::Changed {
            name: name
                .as_deref()
                .map_or(Ok(state.name.clone()), checked_name)?,
            url: url.as_deref().map_or(Ok(state.url.clone()), checked_url)?,
            kinds: kinds
                .as_deref()
                .map_or(Ok(state.kinds.clone()), checked_kinds)?,
            active: active.unwrap_or(state.active),
        });
    }
    if *new_secret {
        events.push(WebhookEvent::SecretChanged);
    }
    Ok(events)
}

fn checked_name(name: &str) -> Result<Box<str>, WebhookRejection> {
    let name = name.trim();
    let fits = (1..=LONGEST_NAME).contains(&name.chars().count());
    if fits && !name.chars().any(char::is_control) {
        Ok(name.into())
    } else {
        Err(WebhookRejection::BadName)
    }
}

/// Only what every client reads in the same way: the address that was looked at must be the one
/// that is sent to.
fn checked_url(url: &str) -> Result<Box<str>, WebhookRejection> {
    let bad = WebhookRejection::BadUrl;
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))
        .ok_or_else(|| bad.clone())?;
    let plain = |byte: u8| byte.is_ascii_graphic() && !b"\\\"<>^`{|}#".contains(&byte);
    if url.len() > LONGEST_URL || !url.bytes().all(plain) {
        return Err(bad);
    }
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    let (host, port) = match authority.strip_prefix('[') {
        Some(inner) => {
            let (host, after) = inner.split_once(']').ok_or_else(|| bad.clone())?;
            let colons = host
                .bytes()
                .all(|b| b.is_ascii_hexdigit() || b == b':' || b == b'.');
            if !colons {
                return Err(bad);
            }
            (
                host,
                after
                    .strip_prefix(':')
                    .or((after.is_empty()).then_some(""))
                    .ok_or_else(|| bad.clone())?,
            )
        }
        None => {
            let (host, port) = authority.split_once(':').unwrap_or((authority, ""));
            let named = host
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_'));
            if !named {
                return Err(bad);
            }
            (host, port)
        }
    };
    let ported = port.is_empty() || port.parse::<u16>().is_ok_and(|port| port > 0);
    if host.is_empty() || !ported {
        return Err(bad);
    }
    Ok(url.into())
}

fn checked_kinds(kinds: &[Box<str>]) -> Result<Vec<Box<str>>, WebhookRejection> {
    let is_pattern = |pattern: &str| {
        let body = match pattern.strip_suffix('*') {
            Some("") => return true,
            Some(prefix) => match prefix.strip_suffix('.') {
                Some(prefix) => prefix,
                None => return false,
            },
            None => pattern,
        };
        (1..=60).contains(&body.len())
            && body
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'.'))
    };
    let fits = (1..=MOST_KINDS).contains(&kinds.len()) && kinds.iter().all(|one| is_pattern(one));
    if !fits {
        return Err(WebhookRejection::BadKinds);
    }
    let mut all: Vec<Box<str>> = kinds.to_vec();
    all.sort_unstable();
    all.dedup();
    Ok(all)
}
