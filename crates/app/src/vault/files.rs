//! Files under a data key: SM4-GCM in chunks, so that a file cut short, put together from two, or with
//! chunks in another order does not open.
//!
//! `LDF1`, eight random bytes, then chunks of 64 KiB, each with its tag. A chunk's nonce is the random
//! bytes and its number; the last one says so in what is authenticated.

use super::{Sm4Gcm, Vault};
use crate::{AppError, ports::Entropy};
use aes_gcm::{
    KeyInit,
    aead::{Aead, Payload},
};
use liandong_domain::ids::TownId;

const MARK: &[u8; 4] = b"LDF1";
const PREFIX: usize = 8;
const CHUNK: usize = 64 * 1_024;
const TAG: usize = 16;

/// A data key in clear, for as long as a file is sealed or opened.
pub(crate) struct FileKey {
    cipher: Sm4Gcm,
}

impl Vault {
    /// A data key from its wrapped form.
    pub(crate) fn file_key(
        &self,
        town: &TownId,
        name: &str,
        wrapped: &[u8],
    ) -> Result<FileKey, AppError> {
        let key = self.open_bytes(&super::data_key_name(town, name), wrapped)?;
        let cipher =
            Sm4Gcm::new_from_slice(&key).map_err(|error| AppError::Internal(error.to_string()))?;
        Ok(FileKey { cipher })
    }
}

impl FileKey {
    /// Seals a file; `bound` is what it belongs to, and must be the same when it is opened.
    pub(crate) fn seal(
        &self,
        entropy: &dyn Entropy,
        bound: &str,
        plain: &[u8],
    ) -> Result<Vec<u8>, AppError> {
        let mut prefix = [0_u8; PREFIX];
        entropy.fill(&mut prefix).map_err(AppError::Internal)?;
        let chunks = plain.len().div_ceil(CHUNK).max(1);
        let mut out = Vec::with_capacity(plain.len() + chunks * TAG + MARK.len() + PREFIX);
        out.extend_from_slice(MARK);
        out.extend_from_slice(&prefix);
        for nth in 0..chunks {
            let begins = nth * CHUNK;
            let chunk = plain.get(begins..(begins + CHUNK).min(plain.len()));
            let (nonce, said) = place(&prefix, nth, nth + 1 == chunks, bound);
            let sealed = self.cipher.encrypt(
                &nonce.into(),
                Payload {
                    msg: chunk.unwrap_or_default(),
                    aad: &said,
                },
            );
            let sealed = sealed.map_err(|_| AppError::Internal("sealing a file failed".into()))?;
            out.extend_from_slice(&sealed);
        }
        Ok(out)
    }

    /// Opens a file; `None` when it was altered, cut, or belongs to something else.
    pub(crate) fn open(&self, bound: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let rest = sealed.strip_prefix(&MARK[..])?;
        let (prefix, rest) = rest.split_at_checked(PREFIX)?;
        let prefix: [u8; PREFIX] = prefix.try_into().ok()?;
        let chunks = rest.len().div_ceil(CHUNK + TAG).max(1);
        let mut out = Vec::with_capacity(rest.len());
        for nth in 0..chunks {
            let begins = nth * (CHUNK + TAG);
            let chunk = rest.get(begins..(begins + CHUNK + TAG).min(rest.len()))?;
            let (nonce, said) = place(&prefix, nth, nth + 1 == chunks, bound);
            let opened = self.cipher.decrypt(
                &nonce.into(),
                Payload {
                    msg: chunk,
                    aad: &said,
                },
            );
            out.extend_from_slice(&opened.ok()?);
        }
        Some(out)
    }
}

/// A chunk's nonce, and what is authenticated with it.
fn place(prefix: &[u8; PREFIX], nth: usize, last: bool, bound: &str) -> ([u8; 12], Vec<u8>) {
    // The largest file has some thousand chunks.
    let number = u32::try_from(nth).unwrap_or(u32::MAX).to_be_bytes();
    let mut nonce = [0_u8; 12];
    nonce[..PREFIX].copy_from_slice(prefix);
    nonce[PREFIX..].copy_from_slice(&number);
    let said = [bound.as_bytes(), &number, &[u8::from(last)]].concat();
    (nonce, said)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::SystemEntropy;

    fn key() -> FileKey {
        let town = TownId::new("t").expect("a town");
        let vault = Vault::new(&[7; 16]);
        let secret = vault
            .new_data_key(&SystemEntropy, &town, "k")
            .expect("a key");
        vault.file_key(&town, "k", &secret.value).expect("opens")
    }

    #[test]
    fn files_of_all_lengths_open_whole() {
        let key = key();
        for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK] {
            let plain: Vec<u8> = (0..length)
                .map(|one| u8::try_from(one % 251).unwrap_or(0))
                .collect();
            let sealed = key.seal(&SystemEntropy, "i/1", &plain).expect("sealed");
            assert_eq!(key.open("i/1", &sealed).as_ref(), Some(&plain), "{length}");
            assert_eq!(key.open("i/2", &sealed), None, "bound to another");
        }
    }

    #[test]
    fn a_file_that_was_touched_does_not_open() {
        let key = key();
        let plain = vec![3_u8; 2 * CHUNK + 10];
        let sealed = key.seal(&SystemEntropy, "i", &plain).expect("sealed");
        let whole = CHUNK + TAG;
        let head = MARK.len() + PREFIX;
        let mut altered = sealed.clone();
        altered[head + 5] ^= 1;
        assert_eq!(key.open("i", &altered), None);
        assert_eq!(
            key.open("i", &sealed[..head + 2 * whole]),
            None,
            "its end is gone"
        );
        assert_eq!(key.open("i", &sealed[..head + whole]), None);
        let mut turned = sealed[..head].to_vec();
        turned.extend_from_slice(&sealed[head + whole..head + 2 * whole]);
        turned.extend_from_slice(&sealed[head..head + whole]);
        turned.extend_from_slice(&sealed[head + 2 * whole..]);
        assert_eq!(key.open("i", &turned), None, "in another order");
        assert_eq!(key.open("i", b""), None);
    }
}
