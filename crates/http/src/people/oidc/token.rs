//! The provider's token (ID Token): an RS256 or ES256 signature by one of its published keys, made for
//! us, for this very sign-in, and not over. Everything else is refused.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL};
use liandong_domain::time::Timestamp;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::Deserialize;
use serde_json::Value;

/// Seconds by which the provider's clock may differ from ours.
const SKEW: i64 = 60;
/// The oldest token that is taken, in seconds: it is made while we wait.
const OLDEST: i64 = 600;

/// Why a token is not trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Untrusted {
    #[error("it is no signed token")]
    Malformed,
    #[error("its algorithm is not RS256 or ES256")]
    Algorithm,
    #[error("no published key fits")]
    UnknownKey,
    #[error("its signature is wrong")]
    Signature,
    #[error("another issuer made it")]
    Issuer,
    #[error("it is for somebody else")]
    Audience,
    #[error("it is over, or not yet good")]
    Time,
    #[error("it is for another sign-in")]
    Nonce,
    #[error("it does not name the person")]
    NoClaim,
}

/// What a token must say.
#[derive(Debug, Clone, Copy)]
pub(super) struct Expected<'a> {
    pub(super) issuer: &'a str,
    pub(super) client_id: &'a str,
    pub(super) nonce: &'a str,
    pub(super) claim: &'a str,
    pub(super) now: Timestamp,
}

/// A published key.
#[derive(Debug, Clone)]
pub(super) struct Key {
    id: Option<String>,
    numbers: Numbers,
}

#[derive(Debug, Clone)]
enum Numbers {
    Rsa { modulus: Vec<u8>, exponent: Vec<u8> },
    P256 { point: Vec<u8> },
}

impl Key {
    /// Reads a key of a JWK set; `None` for one that is not for us: encryption, other curves.
    pub(super) fn read(key: &Value) -> Option<Self> {
        let text = |name: &str| key.get(name).and_then(Value::as_str);
        if text("use").is_some_and(|purpose| purpose != "sig") {
            return None;
        }
        let number = |name: &str| BASE64URL.decode(text(name)?).ok();
        let numbers = match text("kty")? {
            "RSA" => Numbers::Rsa {
                modulus: without_zeros(number("n")?),
                exponent: without_zeros(number("e")?),
            },
            "EC" if text("crv") == Some("P-256") => {
                let (x, y) = (number("x")?, number("y")?);
                if x.len() != 32 || y.len() != 32 {
                    return None;
                }
                Numbers::P256 {
                    point: [&[4][..], &x, &y].concat(),
                }
            }
            _ => return None,
        };
        Some(Self {
            id: text("kid").map(str::to_owned),
            numbers,
        })
    }

    fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        match &self.numbers {
            Numbers::Rsa { modulus, exponent } => RsaPublicKeyComponents {
                n: modulus,
                e: exponent,
            }
            .verify(&RSA_PKCS1_2048_8192_SHA256, message, signature)
            .is_ok(),
            Numbers::P256 { point } => UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point)
                .verify(message, signature)
                .is_ok(),
        }
    }
}

fn without_zeros(bytes: Vec<u8>) -> Vec<u8> {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    bytes.get(zeros..).unwrap_or_default().to_vec()
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    /// Extensions that must be understood: we understand none.
    crit: Option<Value>,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    aud: Audience,
    azp: Option<String>,
    exp: i64,
    iat: i64,
    nbf: Option<i64>,
    nonce: Option<String>,
    #[serde(flatten)]
    others: serde_json::Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

/// Verifies a token and gives the claim that names the person.
pub(super) fn verified_claim(
    token: &str,
    keys: &[Key],
    expected: &Expected<'_>,
) -> Result<String, Untrusted> {
    let mut parts = token.split('.');
    let (Some(header), Some(claims), Some(signature), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(Untrusted::Malformed);
    };
    let decode = |part: &str| BASE64URL.decode(part).map_err(|_| Untrusted::Malformed);
    let read_header: Header =
        serde_json::from_slice(&decode(header)?).map_err(|_| Untrusted::Malformed)?;
    let is_rsa = match read_header.alg.as_str() {
        _ if read_header.crit.is_some() => return Err(Untrusted::Malformed),
        "RS256" => true,
        "ES256" => false,
        _ => return Err(Untrusted::Algorithm),
    };
    let fit: Vec<&Key> = keys
        .iter()
        .filter(|key| matches!(key.numbers, Numbers::Rsa { .. }) == is_rsa)
        .filter(|key| read_header.kid.is_none() || key.id == read_header.kid)
        .collect();
    if fit.is_empty() {
        return Err(Untrusted::UnknownKey);
    }
    let message = token
        .get(..header.len() + 1 + claims.len())
        .ok_or(Untrusted::Malformed)?;
    let signature = decode(signature)?;
    if !fit
        .iter()
        .any(|key| key.verifies(message.as_bytes(), &signature))
    {
        return Err(Untrusted::Signature);
    }
    // Only now is anything believed that it says.
    let claims: Claims =
        serde_json::from_slice(&decode(claims)?).map_err(|_| Untrusted::Malformed)?;
    check(&claims, expected)?;
    claims
        .others
        .get(expected.claim)
        .and_then(Value::as_str)
        .filter(|name| !name.trim().is_empty())
        .map(str::to_owned)
        .ok_or(Untrusted::NoClaim)
}

fn check(claims: &Claims, expected: &Expected<'_>) -> Result<(), Untrusted> {
    if claims.iss != expected.issuer {
        return Err(Untrusted::Issuer);
    }
    let for_us = match &claims.aud {
        Audience::One(one) => one == expected.client_id,
        Audience::Many(many) => {
            many.iter().any(|one| one == expected.client_id)
                && (many.len() == 1 || claims.azp.is_some())
        }
    };
    let party = claims.azp.as_deref();
    if !for_us || party.is_some_and(|party| party != expected.client_id) {
        return Err(Untrusted::Audience);
    }
    let now = expected.now.0;
    let early = claims.iat > now + SKEW || claims.nbf.is_some_and(|from| from > now + SKEW);
    if early || claims.exp <= now - SKEW || claims.iat < now - OLDEST {
        return Err(Untrusted::Time);
    }
    if claims.nonce.as_deref() != Some(expected.nonce) {
        return Err(Untrusted::Nonce);
    }
    Ok(())
}
