//! Passwords under argon2id (RFC 9106): 19 MiB, two passes, one lane, as OWASP advises.

use crate::{App, AppError};
use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use liandong_domain::ids::{AccountId, TownId};
use serde::{Deserialize, Serialize};

/// The kind of side value that holds passwords' hashes, by account.
pub(super) const PASSWORD: &str = "password";

/// A hash of nothing that anybody knows: what an attempt under an unknown name is measured against,
/// so that it takes as long as one under a known name.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5LW5vYm9keS0wMA$\
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// A password as it is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Kept {
    /// The hash as a PHC string, parameters and salt included.
    pub(super) hash: String,
    /// Whether it must be changed before anything else.
    pub(super) must_change: bool,
}

impl App {
    pub(super) async fn kept_password(
        &self,
        town: &TownId,
        account: &AccountId,
    ) -> Result<Option<Kept>, AppError> {
        let kept = self.store().secret(town, PASSWORD, account.as_str());
        kept.await?.map(|bytes| super::read(&bytes)).transpose()
    }

    pub(super) async fn keep_password(
        &self,
        town: &TownId,
        account: &AccountId,
        password: String,
        must_change: bool,
    ) -> Result<(), AppError> {
        let mut salt = [0_u8; 16];
        self.entropy().fill(&mut salt).map_err(AppError::Internal)?;
        let hash = self
            .hashing(move || {
                Argon2::default()
                    .hash_password_with_salt(password.as_bytes(), &salt)
                    .map(|hash: PasswordHash| hash.to_string())
                    .map_err(|error| AppError::Internal(format!("hashing: {error}")))
            })
            .await??;
        let kept = Kept { hash, must_change };
        self.put_side(town, PASSWORD, account.as_str(), &kept).await
    }

    /// Whether a password fits a hash; without a hash it takes as long and fits never.
    pub(super) async fn fits(
        &self,
        kept: Option<&Kept>,
        password: String,
    ) -> Result<bool, AppError> {
        let known = kept.is_some();
        let hash = kept.map_or_else(|| NOBODY.to_owned(), |kept| kept.hash.clone());
        let fits = self
            .hashing(move || {
                let hash = PasswordHash::new(&hash)
                    .map_err(|error| AppError::Internal(format!("a kept hash: {error}")))?;
                Ok::<_, AppError>(
                    Argon2::default()
                        .verify_password(password.as_bytes(), &hash)
                        .is_ok(),
                )
            })
            .await??;
        Ok(fits && known)
    }

    async fn hashing<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, AppError> {
        let turn = self.people().hashers.acquire().await;
        let turn = turn.map_err(|error| AppError::Internal(error.to_string()))?;
        let done = tokio::task::spawn_blocking(work).await;
        drop(turn);
        done.map_err(|error| AppError::Internal(format!("hashing: {error}")))
    }
}

#[cfg(test)]
mod tests {
    use super::NOBODY;
    use argon2::{
        Argon2, Params,
        password_hash::{PasswordVerifier, phc::PasswordHash},
    };

    #[test]
    fn nobodys_hash_costs_what_a_real_one_costs() {
        let hash = PasswordHash::new(NOBODY).expect("a hash");
        let params = Params::try_from(&hash).expect("parameters");
        assert_eq!(params.m_cost(), Params::DEFAULT_M_COST);
        assert_eq!(params.t_cost(), Params::DEFAULT_T_COST);
        assert_eq!(params.p_cost(), Params::DEFAULT_P_COST);
        assert!(Argon2::default().verify_password(b"", &hash).is_err());
    }
}
