//! The outside identity provider (统一身份认证): OpenID Connect, authorization code with PKCE.
//!
//! The provider vouches for a name that it has for a person; the town's administrator has said, in
//! the account's `external`, which account that is. No account is made because somebody comes.

mod client;
mod flow;
mod token;

pub(super) use flow::routes;

use client::Client;

/// How the provider is found and asked.
#[derive(Clone, Default)]
pub struct OidcSettings {
    /// What people read on the button: 市统一身份认证.
    pub name: String,
    /// The issuer, `https://…`, to which `/.well-known/openid-configuration` is added.
    pub issuer: String,
    /// Our name there.
    pub client_id: String,
    /// Our secret there; without one we are a public client, which PKCE makes safe.
    pub client_secret: Option<String>,
    /// Our own address as browsers see it, `https://…`, without a path.
    pub origin: String,
    /// The claim that names the person; `preferred_username` is usual.
    pub claim: String,
    /// Scopes beside `openid`.
    pub scopes: Vec<String>,
    /// Root certificates (PEM) in place of the system's.
    pub roots: Option<Vec<u8>>,
    /// Whether the provider may be at `http://127.0.0.1` or `http://[::1]`: for trying out.
    pub plain_loopback: bool,
}

impl std::fmt::Debug for OidcSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OidcSettings({})", self.issuer)
    }
}

/// Why the provider's settings cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadProvider {
    /// An address that is no `https://…`.
    #[error("{field}: must be an https:// address")]
    Address {
        /// The setting.
        field: &'static str,
    },
    /// Something is missing.
    #[error("{field}: missing")]
    Missing {
        /// The setting.
        field: &'static str,
    },
    /// The root certificates cannot be read.
    #[error("roots: no certificate in PEM")]
    Roots,
}

/// The provider.
#[derive(Debug)]
pub struct Oidc {
    settings: OidcSettings,
    client: Client,
}

impl Oidc {
    /// The provider as the settings say. Nothing is asked of it yet.
    ///
    /// # Errors
    /// [`BadProvider`].
    pub fn new(mut settings: OidcSettings) -> Result<Self, BadProvider> {
        settings.origin = settings.origin.trim_end_matches('/').to_owned();
        for (field, text) in [
            ("name", &settings.name),
            ("client_id", &settings.client_id),
            ("claim", &settings.claim),
        ] {
            if text.trim().is_empty() {
                return Err(BadProvider::Missing { field });
            }
        }
        let plain = settings.plain_loopback;
        for (field, address) in [("issuer", &settings.issuer), ("origin", &settings.origin)] {
            if !is_safe(address, plain) {
                return Err(BadProvider::Address { field });
            }
        }
        let client = Client::new(&settings)?;
        Ok(Self { settings, client })
    }

    fn redirect_uri(&self) -> String {
        format!("{}/api/v1/oidc/callback", self.settings.origin)
    }
}

/// Whether an address is over TLS, or on this machine where that is allowed.
fn is_safe(address: &str, plain_loopback: bool) -> bool {
    if let Some(rest) = address.strip_prefix("https://") {
        return !rest.is_empty();
    }
    let near = ["http://127.0.0.1", "http://[::1]"];
    plain_loopback
        && near.iter().any(|near| {
            address
                .strip_prefix(near)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
        })
}

/// Percent-encodes a value of a query or a form.
fn escape(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::is_safe;

    #[test]
    fn only_tls_or_this_machine() {
        assert!(is_safe("https://id.example", false));
        assert!(is_safe("http://127.0.0.1:9000/x", true));
        for (address, plain) in [
            ("http://127.0.0.1:9000", false),
            ("http://127.0.0.1.example", true),
            ("http://id.example", true),
            ("https://", true),
            ("ftp://id.example", true),
            ("", true),
        ] {
            assert!(!is_safe(address, plain), "{address}");
        }
    }
}
