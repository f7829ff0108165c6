//! The settings file of the outside identity provider (统一身份认证).

use crate::Failure;
use liandong_http::{Oidc, OidcSettings};
use serde::Deserialize;
use std::{fs, path::Path};

/// Names our secret at the provider in the environment, where the file does not hold it.
const SECRET: &str = "LIANDONG_OIDC_SECRET";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    issuer: String,
    client_id: String,
    client_secret: Option<String>,
    origin: String,
    #[serde(default = "usual_claim")]
    claim: String,
    #[serde(default)]
    scopes: Vec<String>,
    /// A PEM file of root certificates, beside the settings' file.
    roots: Option<String>,
    #[serde(default)]
    plain_loopback: bool,
}

fn usual_claim() -> String {
    "preferred_username".into()
}

/// Reads the settings.
pub(crate) fn read(path: &Path) -> Result<Oidc, Failure> {
    let shown = path.display();
    let bad = |zh: String, en: String| Failure::input(format!("{shown}：{zh}"), format!("{shown}: {en}"));
    let text = fs::read_to_string(path)
        .map_err(|error| bad("读不出来".into(), error.to_string()))?;
    let file: File = toml::from_str(&text).map_err(|error| {
        let line = error
            .span()
            .map_or(0, |span| text.get(..span.start).map_or(0, |before| before.matches('\n').count() + 1));
        let said = error.message().to_owned();
        bad(format!("第 {line} 行：{said}"), format!("line {line}: {said}"))
    })?;
    let roots = match &file.roots {
        Some(roots) => {
            let beside = path.parent().unwrap_or(Path::new("."));
            let read = fs::read(beside.join(roots));
            Some(read.map_err(|error| bad(format!("读不出 {roots}"), error.to_string()))?)
        }
        None => None,
    };
    let secret = file.client_secret.or_else(|| std::env::var(SECRET).ok());
    let settings = OidcSettings {
        name: file.name,
        issuer: file.issuer,
        client_id: file.client_id,
        client_secret: secret,
        origin: file.origin,
        claim: file.claim,
        scopes: file.scopes,
        roots,
        plain_loopback: file.plain_loopback,
    };
    Oidc::new(settings).map_err(|error| bad("统一身份认证的设置不成立".into(), error.to_string()))
}
