//! The second factor (动态口令): its secret wrapped under the master key, its last step and its
//! recovery codes in one side value that is changed by compare-and-swap, so that no code works twice.

use super::{Limited, read, totp, write};
use crate::{
    App, AppError, Order,
    access::{Visitor, digest},
};
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD as BASE64};
use liandong_domain::{
    ids::{AccountId, TownId},
    people::{PeopleRejection, Person, PersonCommand, Way},
    refusal::Refusal,
    registry::Account,
};
use serde::{Deserialize, Serialize};

/// The kind of side value that holds second factors, by account.
pub(super) const TOTP: &str = "second_factor";
const SECRET: usize = 20;
/// Recovery codes that are made.
const CODES: u32 = 10;

/// A second factor as it is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Kept {
    /// The secret, wrapped, in base 64.
    pub(super) secret: String,
    confirmed: bool,
    /// The step of the last code that was used.
    used: i64,
    /// Digests of the recovery codes that are left.
    recovery: Vec<String>,
    /// The digest of the idempotency key under which it was begun.
    #[serde(default)]
    begun_by: Option<String>,
}

/// A second factor to be put into an authenticator app.
#[derive(Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Enrolment {
    /// The secret, base 32, for typing.
    pub secret: String,
    /// The same as an address (`otpauth://…`), for a picture.
    pub url: String,
}

/// Codes that each work once when the telephone is lost.
#[derive(Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryCodes {
    /// The codes, shown once.
    pub recovery_codes: Vec<String>,
}

impl std::fmt::Debug for Enrolment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Enrolment")
    }
}

impl std::fmt::Debug for RecoveryCodes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryCodes")
    }
}

impl App {
    /// The second factor of an account, once confirmed.
    pub(super) async fn second_factor(
        &self,
        town: &TownId,
        account: &AccountId,
    ) -> Result<Option<Kept>, AppError> {
        let kept = self.kept_factor(town, account).await?;
        Ok(kept.map(|(_, kept)| kept).filter(|kept| kept.confirmed))
    }

    async fn kept_factor(
        &self,
        town: &TownId,
        account: &AccountId,
    ) -> Result<Option<(Vec<u8>, Kept)>, AppError> {
        let bytes = self.store().secret(town, TOTP, account.as_str()).await?;
        bytes
            .map(|bytes| read(&bytes).map(|kept| (bytes, kept)))
            .transpose()
    }

    /// Makes the secret of a second factor; it counts once a code of it was given.
    ///
    /// # Errors
    /// `second_factor_there`; the store's failure.
    pub async fn begin_second_factor(
        &self,
        visitor: &Visitor,
        order: &Order,
    ) -> Result<Enrolment, AppError> {
        visitor.require_person()?;
        let (town, account) = (&visitor.town, &visitor.account.id);
        let before = self.kept_factor(town, account).await?;
        if before.as_ref().is_some_and(|(_, kept)| kept.confirmed) {
            return Err(Refusal::from(PeopleRejection::SecondFactorThere).into());
        }
        let begun_by = Some(digest(order.key.as_str()));
        if let Some((_, kept)) = before
            .as_ref()
            .filter(|(_, kept)| kept.begun_by == begun_by)
        {
            let secret = self.factor_secret(town, account, kept)?;
            return self.enrolment(visitor, &secret).await;
        }
        let mut secret = [0_u8; SECRET];
        self.entropy()
            .fill(&mut secret)
            .map_err(AppError::Internal)?;
        let wrapped =
            self.vault()
                .seal_bytes(self.entropy(), &factor_name(town, account), &secret)?;
        let kept = Kept {
            secret: BASE64.encode(wrapped),
            confirmed: false,
            used: 0,
            recovery: Vec::new(),
            begun_by,
        };
        let before = before.map(|(bytes, _)| bytes);
        let swapped = self
            .store()
            .swap_secret(
                town,
                TOTP,
                account.as_str(),
                before.as_deref(),
                Some(write(&kept)?),
            )
            .await?;
        if !swapped {
            return Err(AppError::Contended);
        }
        self.enrolment(visitor, &secret).await
    }

    async fn enrolment(&self, visitor: &Visitor, secret: &[u8]) -> Result<Enrolment, AppError> {
        let book = self.book(&visitor.town).await?;
        let town = book.registry.town().map(|town| town.name.as_str());
        let issuer = format!("联动 {}", town.unwrap_or_default());
        let text = totp::base32(secret);
        Ok(Enrolment {
            url: totp::otpauth(issuer.trim_end(), visitor.account.id.as_str(), &text),
            secret: text,
        })
    }

    /// Confirms a second factor with a code of it, and makes the recovery codes.
    ///
    /// # Errors
    /// `wrong_code`, `no_second_factor`, `shown_once`; the store's failure.
    pub async fn confirm_second_factor(
        &self,
        visitor: &Visitor,
        order: Order,
        code: &str,
    ) -> Result<RecoveryCodes, AppError> {
        visitor.require_person()?;
        let (town, account) = (&visitor.town, &visitor.account.id);
        if self.store().receipt(town, &order.key).await?.is_some() {
            return Err(Refusal::from(PeopleRejection::ShownOnce).into());
        }
        let Some((bytes, mut kept)) = self.kept_factor(town, account).await? else {
            return Err(Refusal::from(PeopleRejection::NoSecondFactor).into());
        };
        if kept.confirmed {
            return Err(Refusal::from(PeopleRejection::SecondFactorThere).into());
        }
        let secret = self.factor_secret(town, account, &kept)?;
        let step = totp::step_of(&secret, code.trim(), self.now(), kept.used);
        let wrong = || AppError::from(Refusal::from(PeopleRejection::WrongCode));
        kept.used = step.ok_or_else(wrong)?;
        kept.confirmed = true;
        let mut codes = Vec::new();
        for _ in 0..CODES {
            codes.push(self.recovery_code()?);
        }
        kept.recovery = codes
            .iter()
            .map(|code| recovery_digest(account, code))
            .collect();
        let swapped = self
            .store()
            .swap_secret(
                town,
                TOTP,
                account.as_str(),
                Some(&bytes),
                Some(write(&kept)?),
            )
            .await?;
        if !swapped {
            return Err(wrong());
        }
        let command = PersonCommand::ConfirmSecondFactor {
            recovery_codes: CODES,
        };
        let book = self.book(town).await?;
        let rules = book.registry.people_rules();
        self.act::<Person>(town, order, account.as_str(), &command, rules)
            .await?;
        let limited = visitor.session.as_ref().and_then(|one| one.limited);
        let left = limited.filter(|limited| *limited != Limited::AddSecondFactor);
        self.lift_limit(visitor, left).await?;
        Ok(RecoveryCodes {
            recovery_codes: codes,
        })
    }

    /// Takes the visitor's own second factor away, with a code of it.
    ///
    /// # Errors
    /// `wrong_code`, `no_second_factor`, `second_factor_needed`; the store's failure.
    pub async fn remove_second_factor(
        &self,
        visitor: &Visitor,
        order: Order,
        code: &str,
    ) -> Result<(), AppError> {
        visitor.require_person()?;
        let (town, account) = (&visitor.town, &visitor.account);
        let book = self.book(town).await?;
        let rules = book.registry.people_rules();
        if self.store().receipt(town, &order.key).await?.is_some() {
            return Ok(());
        }
        if rules.needs_second_factor(account.role) {
            return Err(Refusal::from(PeopleRejection::SecondFactorNeeded).into());
        }
        if self.second_factor(town, &account.id).await?.is_none() {
            return Err(Refusal::from(PeopleRejection::NoSecondFactor).into());
        }
        if self.use_code(town, account, code.trim()).await?.is_none() {
            return Err(Refusal::from(PeopleRejection::WrongCode).into());
        }
        self.drop_second_factor(town, order, &account.id, false)
            .await
    }

    pub(super) async fn drop_second_factor(
        &self,
        town: &TownId,
        order: Order,
        account: &AccountId,
        by_administrator: bool,
    ) -> Result<(), AppError> {
        let command = PersonCommand::RemoveSecondFactor { by_administrator };
        let book = self.book(town).await?;
        let rules = book.registry.people_rules();
        self.act::<Person>(town, order, account.as_str(), &command, rules)
            .await?;
        self.store()
            .destroy_secret(town, TOTP, account.as_str())
            .await?;
        Ok(())
    }

    /// Uses a code up: how it was, or `None` when it is wrong or was used before.
    pub(super) async fn use_code(
        &self,
        town: &TownId,
        account: &Account,
        code: &str,
    ) -> Result<Option<Way>, AppError> {
        let found = self.kept_factor(town, &account.id).await?;
        let Some((bytes, mut kept)) = found.filter(|(_, kept)| kept.confirmed) else {
            return Ok(None);
        };
        let secret = self.factor_secret(town, &account.id, &kept)?;
        let way = if let Some(step) = totp::step_of(&secret, code, self.now(), kept.used) {
            kept.used = step;
            Way::SecondFactor
        } else {
            let digest = recovery_digest(&account.id, &code.to_lowercase());
            let left = kept.recovery.len();
            kept.recovery
                .retain(|one| !totp::same(one.as_bytes(), digest.as_bytes()));
            if kept.recovery.len() == left {
                return Ok(None);
            }
            Way::RecoveryCode
        };
        let swapped = self
            .store()
            .swap_secret(
                town,
                TOTP,
                account.id.as_str(),
                Some(&bytes),
                Some(write(&kept)?),
            )
            .await?;
        if !swapped {
            // Somebody used one at this very moment; it may have been the same.
            return Ok(None);
        }
        if way == Way::RecoveryCode {
            let left = u32::try_from(kept.recovery.len()).unwrap_or(u32::MAX);
            let order = self.own_order(Self::actor_of(account), "recovery")?;
            let command = PersonCommand::UseRecoveryCode { left };
            let book = self.book(town).await?;
            let rules = book.registry.people_rules();
            self.act::<Person>(town, order, account.id.as_str(), &command, rules)
                .await?;
        }
        Ok(Some(way))
    }

    fn factor_secret(
        &self,
        town: &TownId,
        account: &AccountId,
        kept: &Kept,
    ) -> Result<Vec<u8>, AppError> {
        let wrapped = BASE64
            .decode(kept.secret.as_bytes())
            .map_err(|error| AppError::Internal(format!("a second factor: {error}")))?;
        self.vault()
            .open_bytes(&factor_name(town, account), &wrapped)
    }

    /// Ten letters and digits in two groups: fifty bits.
    fn recovery_code(&self) -> Result<String, AppError> {
        let mut random = [0_u8; 8];
        self.entropy()
            .fill(&mut random)
            .map_err(AppError::Internal)?;
        let text = totp::base32(&random).to_lowercase();
        let (one, other) = (&text[..5], &text[5..10]);
        Ok(format!("{one}-{other}"))
    }
}

/// What a wrapped second factor is bound to.
pub(super) fn factor_name(town: &TownId, account: &AccountId) -> String {
    format!("{town}/{TOTP}/{account}")
}

fn recovery_digest(account: &AccountId, code: &str) -> String {
    digest(&format!("{account}/{}", code.trim()))
}
