//! The outside identity provider (统一身份认证), as the settings have it.

use crate::{Failure, config::SignIn};
use liandong_http::{Oidc, OidcSettings};
use std::fs;

/// Makes the provider.
///
/// # Errors
/// [`Failure::Input`] when the settings cannot be.
pub(crate) fn provider(set: &SignIn, public_url: Option<&str>) -> Result<Oidc, Failure> {
    let origin = public_url.ok_or_else(|| {
        Failure::input(
            "启用统一身份认证须写 server.public_url：认证方要把人送回这个地址",
            "oidc: server.public_url is needed, where the provider sends people back to",
        )
    })?;
    let roots = match &set.ca_file {
        None => None,
        Some(path) => Some(fs::read(path).map_err(|error| {
            let path = path.display();
            Failure::input(
                format!("oidc.ca_file：{path} 不能读取：{error}"),
                format!("oidc.ca_file: {path} cannot be read: {error}"),
            )
        })?),
    };
    let settings = OidcSettings {
        name: set.name.clone(),
        issuer: set.issuer.clone(),
        client_id: set.client_id.clone(),
        client_secret: client_secret(set)?,
        origin: origin.trim_end_matches('/').to_owned(),
        claim: set.claim.clone(),
        scopes: set.scopes.clone(),
        roots,
        plain_loopback: set.plain_loopback,
    };
    Oidc::new(settings).map_err(|error| {
        Failure::input(
            format!("oidc：设置不成立：{error}"),
            format!("oidc: {error}"),
        )
    })
}

/// Our secret at the provider, from the settings or from a file of its own.
fn client_secret(set: &SignIn) -> Result<Option<String>, Failure> {
    let path = match (&set.client_secret, &set.client_secret_file) {
        (Some(_), Some(_)) => {
            return Err(Failure::input(
                "oidc.client_secret 与 oidc.client_secret_file 只能写一个",
                "oidc.client_secret and oidc.client_secret_file: only one of the two",
            ));
        }
        (given, None) => return Ok(given.clone()),
        (None, Some(path)) => path,
    };
    let bad = |zh: &str, en: &str| {
        let path = path.display();
        Failure::input(
            format!("oidc.client_secret_file：{path} {zh}"),
            format!("oidc.client_secret_file: {path} {en}"),
        )
    };
    let text = fs::read_to_string(path).map_err(|error| {
        bad(
            &format!("不能读取：{error}"),
            &format!("cannot be read: {error}"),
        )
    })?;
    let secret = text.trim();
    if secret.is_empty() || secret.contains('\n') {
        return Err(bad("须只有一行密钥", "holds one line, the secret"));
    }
    Ok(Some(secret.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn settings(secret: Option<&str>, file: Option<PathBuf>) -> SignIn {
        SignIn {
            name: "市统一身份认证".to_owned(),
            issuer: "https://id.example.org".to_owned(),
            client_id: "liandong".to_owned(),
            client_secret: secret.map(str::to_owned),
            client_secret_file: file,
            claim: "preferred_username".to_owned(),
            scopes: Vec::new(),
            ca_file: None,
            plain_loopback: false,
        }
    }

    #[test]
    fn the_secret_comes_from_the_settings_or_from_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = |text: &str| {
            let path = folder.path().join("secret");
            fs::write(&path, text).unwrap();
            Some(path)
        };
        let told = |secret, file| client_secret(&settings(secret, file)).unwrap();
        assert_eq!(told(None, None), None);
        assert_eq!(told(Some("a"), None).as_deref(), Some("a"));
        assert_eq!(told(None, file("b\n")).as_deref(), Some("b"));
        let refused = |secret, file| {
            let failure = client_secret(&settings(secret, file)).unwrap_err();
            assert!(
                failure.to_string().contains("oidc.client_secret"),
                "{failure}"
            );
        };
        refused(Some("a"), file("b"));
        refused(None, file("  \n"));
        refused(None, file("one\ntwo"));
        refused(None, Some(folder.path().join("missing")));
    }
}
