//! Keyed digests (带密钥摘要): HMAC-SM3 (GB/T 15852.2) under keys derived from a town's own random key, one
//! for each purpose, so that a digest of one purpose says nothing about another. The town's key is wrapped
//! under the master key ([`crate::people`]), so that a new master key leaves every digest as it was.

use hmac::{Hmac, KeyInit, Mac};
use sm3::Sm3;

/// What keyed digests are made from. The town's key itself is not kept here.
pub(crate) struct Seed([u8; 32]);

impl Seed {
    pub(crate) fn new(key: &[u8]) -> Self {
        Self(digest(key, &[b"liandong/keyed-digests/1"]))
    }

    /// A digest of several parts. Each part goes with its length, so that no two lists of parts are
    /// the same bytes.
    pub(crate) fn of(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
        let key = digest(&self.0, &[purpose.as_bytes()]);
        digest(&key, parts)
    }
}

fn digest(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    // HMAC takes a key of any length: the other arm cannot be reached, and would not hide a digest.
    let Ok(mut mac) = Hmac::<Sm3>::new_from_slice(key) else {
        return [0; 32];
    };
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purposes_keys_and_parts_are_apart() {
        let seed = Seed::new(&[7; 16]);
        let one = seed.of("phone", &[b"t", b"138"]);
        assert_eq!(one, Seed::new(&[7; 16]).of("phone", &[b"t", b"138"]));
        assert_ne!(one, seed.of("rating", &[b"t", b"138"]));
        assert_ne!(one, seed.of("phone", &[b"t1", b"38"]));
        assert_ne!(one, Seed::new(&[8; 16]).of("phone", &[b"t", b"138"]));
    }
}
