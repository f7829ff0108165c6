//! Signatures, by which a receiver knows that a delivery is ours and new.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use sm3::Sm3;
use std::fmt;

/// The signature of one attempt, as the header has it: `t=…,sha256=…,sm3=…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    timestamp: i64,
    sha256: String,
    sm3: String,
}

/// Signs `timestamp.body` by HMAC under both digests; the receiver checks the one that it knows.
#[must_use]
pub fn sign(secret: &[u8], timestamp: i64, body: &[u8]) -> Signature {
    let mut text = format!("{timestamp}.").into_bytes();
    text.extend_from_slice(body);
    Signature {
        timestamp,
        sha256: digest::<Hmac<Sha256>>(secret, &text),
        sm3: digest::<Hmac<Sm3>>(secret, &text),
    }
}

fn digest<M: Mac + KeyInit>(secret: &[u8], text: &[u8]) -> String {
    match <M as KeyInit>::new_from_slice(secret) {
        Ok(mut mac) => {
            mac.update(text);
            hex::encode(mac.finalize().into_bytes())
        }
        // HMAC takes a key of any length.
        Err(_) => String::new(),
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            timestamp,
            sha256,
            sm3,
        } = self;
        write!(f, "t={timestamp},sha256={sha256},sm3={sm3}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digests_are_those_of_others() {
        // RFC 4231, test case 2.
        let sha256 = digest::<Hmac<Sha256>>(b"Jefe", b"what do ya want for nothing?");
        assert_eq!(
            sha256,
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
        // By OpenSSL: printf 'what do ya want for nothing?' | openssl dgst -sm3 -hmac Jefe
        let sm3 = digest::<Hmac<Sm3>>(b"Jefe", b"what do ya want for nothing?");
        assert_eq!(
            sm3,
            "2e87f1d16862e6d964b50a5200bf2b10b764faa9680a296a2405f24bec39f882"
        );
    }

    #[test]
    fn time_and_body_are_signed_together() {
        let one = sign(b"secret", 1, b"2.x");
        let other = sign(b"secret", 12, b".x");
        assert_ne!(one.sha256, other.sha256);
        assert!(one.to_string().starts_with("t=1,sha256="));
    }
}
