//! The vault (密钥库): callers' personal data under SM4-GCM (GB/T 32907, mode as RFC 8998), each
//! caller under data keys of its own ([`crate::people`] says which), wrapped by the master key.
//!
//! The log holds only ciphertext. Destroying a data key erases the caller and leaves the chain whole.

use crate::{AppError, ports::Entropy};
use aes_gcm::{
    AesGcm, KeyInit,
    aead::{Aead, Payload, consts::U12},
};
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD as BASE64};
use liandong_domain::{
    ids::TownId,
    incident::{Caller, Sealed},
};
use liandong_store::envelope::Secret;
use sm4::Sm4;

mod files;
pub(crate) mod keyed;

type Sm4Gcm = AesGcm<Sm4, U12>;

/// The kind under which data keys are kept in the store.
pub const DATA_KEY: &str = "data_key";
const NONCE: usize = 12;
const KEY: usize = 16;

/// Seals and opens callers' data.
pub struct Vault {
    master: Sm4Gcm,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault")
    }
}

impl Vault {
    /// A vault under a master key of 16 bytes.
    #[must_use]
    pub fn new(master: &[u8; KEY]) -> Self {
        Self {
            master: Sm4Gcm::new(master.into()),
        }
    }

    /// Whether a wrapped data key of a town opens: whether the master key is that of the data.
    pub(crate) fn fits(&self, town: &TownId, key: &str, wrapped: &[u8]) -> bool {
        self.open_bytes(&data_key_name(town, key), wrapped).is_ok()
    }

    /// Seals bytes under the master key itself, for what the program keeps beside the log.
    pub(crate) fn seal_bytes(
        &self,
        entropy: &dyn Entropy,
        name: &str,
        plain: &[u8],
    ) -> Result<Vec<u8>, AppError> {
        let mut nonce = [0_u8; NONCE];
        entropy.fill(&mut nonce).map_err(AppError::Internal)?;
        encrypt(&self.master, &nonce, plain, name.as_bytes())
    }

    /// Opens what was sealed under the same name.
    pub(crate) fn open_bytes(&self, name: &str, sealed: &[u8]) -> Result<Vec<u8>, AppError> {
        decrypt(&self.master, sealed, name.as_bytes())
    }

    /// A new data key, wrapped, to be written with the event that needs it first.
    pub(crate) fn new_data_key(
        &self,
        entropy: &dyn Entropy,
        town: &TownId,
        key: &str,
    ) -> Result<Secret, AppError> {
        let mut data_key = [0_u8; KEY];
        entropy.fill(&mut data_key).map_err(AppError::Internal)?;
        Ok(Secret {
            kind: DATA_KEY,
            id: key.into(),
            value: self.seal_bytes(entropy, &data_key_name(town, key), &data_key)?,
        })
    }

    /// Seals a caller under a data key: a second time under the same one, and one erasure covers both.
    pub(crate) fn seal(
        &self,
        entropy: &dyn Entropy,
        town: &TownId,
        key: &str,
        wrapped: &[u8],
        caller: &Caller,
    ) -> Result<Sealed, AppError> {
        let name = data_key_name(town, key);
        let data_key = self.open_bytes(&name, wrapped)?;
        let plain =
            serde_json::to_vec(caller).map_err(|error| AppError::Internal(error.to_string()))?;
        let cipher = Sm4Gcm::new_from_slice(&data_key)
            .map_err(|error| AppError::Internal(error.to_string()))?;
        let mut nonce = [0_u8; NONCE];
        entropy.fill(&mut nonce).map_err(AppError::Internal)?;
        let data = encrypt(&cipher, &nonce, &plain, name.as_bytes())?;
        Ok(Sealed {
            key: key.into(),
            data: BASE64.encode(data).into(),
        })
    }

    /// Opens a caller with the wrapped data key from the store.
    pub(crate) fn open(
        &self,
        town: &TownId,
        sealed: &Sealed,
        wrapped: &[u8],
    ) -> Result<Caller, AppError> {
        let name = data_key_name(town, &sealed.key);
        let data_key = self.open_bytes(&name, wrapped)?;
        let cipher = Sm4Gcm::new_from_slice(&data_key)
            .map_err(|error| AppError::Internal(error.to_string()))?;
        let data = BASE64
            .decode(sealed.data.as_bytes())
            .map_err(|error| AppError::Internal(error.to_string()))?;
        let plain = decrypt(&cipher, &data, name.as_bytes())?;
        serde_json::from_slice(&plain).map_err(|error| AppError::Internal(error.to_string()))
    }
}

/// What a data key and what is sealed under it are bound to.
pub(crate) fn data_key_name(town: &TownId, key: &str) -> String {
    format!("{town}/{key}")
}

fn encrypt(cipher: &Sm4Gcm, nonce: &[u8], plain: &[u8], name: &[u8]) -> Result<Vec<u8>, AppError> {
    let fixed: [u8; NONCE] = nonce
        .try_into()
        .map_err(|_| AppError::Internal("a nonce has 12 bytes".into()))?;
    let sealed = cipher.encrypt(
        &fixed.into(),
        Payload {
            msg: plain,
            aad: name,
        },
    );
    let sealed = sealed.map_err(|_| AppError::Internal("sealing failed".into()))?;
    Ok([nonce, &sealed].concat())
}

fn decrypt(cipher: &Sm4Gcm, data: &[u8], name: &[u8]) -> Result<Vec<u8>, AppError> {
    let wrong = || {
        AppError::Internal("sealed data does not open: another master key, or altered bytes".into())
    };
    let (nonce, sealed) = data.split_at_checked(NONCE).ok_or_else(wrong)?;
    let fixed: [u8; NONCE] = nonce.try_into().map_err(|_| wrong())?;
    cipher
        .decrypt(
            &fixed.into(),
            Payload {
                msg: sealed,
                aad: name,
            },
        )
        .map_err(|_| wrong())
}

/// A caller as most roles see one: `王**`, `138****1234`.
#[must_use]
pub fn mask(caller: &Caller) -> Caller {
    let name = caller.name.as_ref().map(|name| {
        let mut characters = name.chars();
        let first: String = characters.next().into_iter().collect();
        format!("{first}{}", "*".repeat(characters.count().clamp(1, 2)))
    });
    let phone = caller.phone.as_ref().map(|phone| {
        let digits: Vec<char> = phone.chars().collect();
        if digits.len() < 8 {
            return "****".to_owned();
        }
        let (head, tail) = (&digits[..3], &digits[digits.len() - 4..]);
        format!(
            "{}****{}",
            head.iter().collect::<String>(),
            tail.iter().collect::<String>()
        )
    });
    Caller { name, phone }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::SystemEntropy;

    fn caller() -> Caller {
        Caller {
            name: Some("王小明".into()),
            phone: Some("13800001234".into()),
        }
    }

    #[test]
    fn what_is_sealed_opens_under_the_same_keys_only() {
        let town = TownId::new("t").expect("id");
        let vault = Vault::new(&[7; 16]);
        let secret = vault
            .new_data_key(&SystemEntropy, &town, "caller-1")
            .expect("a key");
        let sealed = vault
            .seal(&SystemEntropy, &town, "caller-1", &secret.value, &caller())
            .expect("sealed");
        assert!(!sealed.data.contains("138"));
        assert_eq!(
            vault.open(&town, &sealed, &secret.value).expect("opens"),
            caller()
        );
        assert!(
            Vault::new(&[8; 16])
                .open(&town, &sealed, &secret.value)
                .is_err()
        );
        assert!(
            vault
                .open(&TownId::new("u").expect("id"), &sealed, &secret.value)
                .is_err()
        );
        let mut altered = secret.value.clone();
        altered[20] ^= 1;
        assert!(vault.open(&town, &sealed, &altered).is_err());
    }

    #[test]
    fn a_mask_shows_just_enough() {
        let masked = mask(&caller());
        assert_eq!(masked.name.as_deref(), Some("王**"));
        assert_eq!(masked.phone.as_deref(), Some("138****1234"));
        let short = mask(&Caller {
            name: Some("李".into()),
            phone: Some("110".into()),
        });
        assert_eq!(
            (short.name.as_deref(), short.phone.as_deref()),
            (Some("李*"), Some("****"))
        );
    }
}
