//! Which data key seals a caller (报警人).
//!
//! The same telephone in the same calendar month of the town is sealed under the same data key. The
//! key is found by a digest of the number, HMAC-SM3 under a key of the town that is random and
//! wrapped under the master key; the digest stands in side values only and goes with the data key, so
//! that neither the log nor, later, anything else tells whether a number ever called. Keys have random
//! names. A caller without a number has a key for the one call.

use super::CALLER_SEAL;
use crate::{
    App, AppError, Order,
    book::Book,
    engine::CALLER_DIGEST,
    master_key::{self, KEY_CHECK},
    vault::{DATA_KEY, data_key_name, keyed::Seed},
    webhooks::{self, WEBHOOK_SECRET},
};
use hmac::{Hmac, KeyInit, Mac};
use liandong_domain::{
    ids::{IncidentId, TownId},
    incident::{Caller, Sealed},
    people::Month,
};
use liandong_store::{Filter, Op, Query, Value, envelope::Secret};
use sm3::Sm3;

/// The kind of side value that leads from a caller's digest to data keys: its name is
/// `digest/month/key`.
pub(super) const CALLER: &str = "caller_key";
/// The kind of side value that holds the key of the digests.
pub(super) const CALLER_INDEX: &str = "caller_index";
/// Bytes of that key.
pub(super) const INDEX_KEY: usize = 32;
/// Digits of the shortest number that means one subscriber.
const SUBSCRIBER: usize = 7;
/// Its only name.
const INDEX_NAME: &str = "1";

/// A sealed caller, with what is to be written with the event.
#[derive(Debug, Clone)]
pub(crate) struct SealedCaller {
    pub(crate) sealed: Sealed,
    /// Keys that are new, and what leads to them.
    pub(crate) secrets: Vec<Secret>,
    /// What tells the telephone from others, without telling it.
    pub(crate) telephone: Option<[u8; 32]>,
}

/// The number in one spelling: digits, without the country's code before a mobile number. `None` for
/// a text that is no number.
pub(super) fn number_of(phone: &str) -> Option<String> {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let bare = ["0086", "86"]
        .iter()
        .find_map(|code| digits.strip_prefix(code))
        .filter(|rest| rest.len() == 11 && rest.starts_with('1'));
    let number = bare.unwrap_or(&digits);
    (number.len() >= 3).then(|| number.to_owned())
}

/// What a wrapped index key is bound to.
pub(super) fn index_name(town: &TownId) -> String {
    format!("{town}/{CALLER_INDEX}/{INDEX_NAME}")
}

impl App {
    /// Seals the caller of a call, under the caller's key of the month or under a new one. `ahead` are
    /// secrets that are made but not yet written.
    pub(crate) async fn seal_caller(
        &self,
        book: &Book,
        order: &Order,
        caller: Option<&Caller>,
        ahead: &[Secret],
    ) -> Result<Option<SealedCaller>, AppError> {
        let given = caller.filter(|one| one.name.is_some() || one.phone.is_some());
        let Some(caller) = given else {
            return Ok(None);
        };
        let (town, now) = (&book.town, self.now());
        let telephone = self.telephone_digest(town, caller).await?;
        let month = Month::of(order.occurred_at.unwrap_or(now), book.registry.utc_offset());
        let number = caller.phone.as_deref().and_then(number_of);
        let place = match number {
            Some(number) => {
                let digest = self.caller_digest(town, &number).await?;
                Some(format!("{digest}/{month}/"))
            }
            None => None,
        };
        if let Some(place) = &place {
            let known = self.store().secrets(town, CALLER, place, 1).await?;
            let known = known.first().map(|(id, _)| id.as_str());
            let known = known.and_then(|id| id.strip_prefix(place.as_str()));
            let made = ahead
                .iter()
                .find(|one| one.kind == CALLER && one.id.starts_with(place.as_str()));
            let made = made.and_then(|one| one.id.strip_prefix(place.as_str()));
            let wrapped = match (known, made) {
                (Some(key), _) => self
                    .store()
                    .secret(town, DATA_KEY, key)
                    .await?
                    .map(|wrapped| (key, wrapped)),
                (None, Some(key)) => ahead
                    .iter()
                    .find(|one| one.kind == DATA_KEY && *one.id == *key)
                    .map(|one| (key, one.value.clone())),
                (None, None) => None,
            };
            if let Some((key, wrapped)) = wrapped {
                let sealed = self
                    .vault()
                    .seal(self.entropy(), town, key, &wrapped, caller)?;
                return Ok(Some(SealedCaller {
                    sealed,
                    secrets: Vec::new(),
                    telephone,
                }));
            }
        }
        let key = format!("k-{month}-{}", self.random_hex::<8>()?);
        let data_key = self.vault().new_data_key(self.entropy(), town, &key)?;
        let sealed = self
            .vault()
            .seal(self.entropy(), town, &key, &data_key.value, caller)?;
        let mut secrets = vec![data_key];
        // Two nodes at one moment make two keys, and both are found: nothing is lost by it.
        secrets.extend(place.map(|place| Secret {
            kind: CALLER,
            id: format!("{place}{key}").into(),
            value: vec![1],
        }));
        Ok(Some(SealedCaller {
            sealed,
            secrets,
            telephone,
        }))
    }

    /// Lets a data key be found by a caller's number too: when a call told anew names another number,
    /// whoever asks for either number's erasure is to reach it.
    pub(crate) async fn lead_to_key(
        &self,
        book: &Book,
        caller: &Caller,
        key: &str,
    ) -> Result<(), AppError> {
        let Some(number) = caller.phone.as_deref().and_then(number_of) else {
            return Ok(());
        };
        let town = &book.town;
        let month = Month::of(self.now(), book.registry.utc_offset());
        let digest = self.caller_digest(town, &number).await?;
        let secret = Secret {
            kind: CALLER,
            id: format!("{digest}/{month}/{key}").into(),
            value: vec![1],
        };
        Ok(self.store().put_secrets(town, vec![secret]).await?)
    }

    /// A digest for one purpose under the town's own key: whoever has the master key can make it again,
    /// nobody else can tell what it is of.
    pub(crate) async fn keyed_digest(
        &self,
        town: &TownId,
        purpose: &str,
        parts: &[&[u8]],
    ) -> Result<[u8; 32], AppError> {
        let key = self.index_key(town).await?;
        Ok(Seed::new(&key).of(purpose, parts))
    }

    /// What keyed digests of the town are made from. `None` in a process without the master key, such as a
    /// reader beside a running server.
    pub(crate) async fn digest_seed(&self, town: &TownId) -> Result<Option<Seed>, AppError> {
        // A store that fails is told; only a key that cannot be opened or made is none.
        self.store().secret(town, CALLER_INDEX, INDEX_NAME).await?;
        let key = self.index_key(town).await.ok();
        Ok(key.map(|key| Seed::new(&key)))
    }

    /// A digest by which two calls are seen to be of one telephone; `None` when there are too few digits
    /// to mean anybody.
    pub(crate) async fn telephone_digest(
        &self,
        town: &TownId,
        caller: &Caller,
    ) -> Result<Option<[u8; 32]>, AppError> {
        let number = caller.phone.as_deref().and_then(number_of);
        let Some(number) = number.filter(|number| number.len() >= SUBSCRIBER) else {
            return Ok(None);
        };
        self.keyed_digest(town, "telephone", &[number.as_bytes()])
            .await
            .map(Some)
    }

    /// The digest by which a caller is found.
    pub(super) async fn caller_digest(
        &self,
        town: &TownId,
        number: &str,
    ) -> Result<String, AppError> {
        let key = self.index_key(town).await?;
        let mut mac = Hmac::<Sm3>::new_from_slice(&key)
            .map_err(|error| AppError::Internal(error.to_string()))?;
        mac.update(b"caller/");
        mac.update(number.as_bytes());
        Ok(hex::encode(&mac.finalize().into_bytes()[..16]))
    }

    /// The key of the digests; made at the first look.
    pub(super) async fn index_key(&self, town: &TownId) -> Result<[u8; INDEX_KEY], AppError> {
        if let Some(key) = self.people().index(town) {
            return Ok(key);
        }
        let found = self.store().secret(town, CALLER_INDEX, INDEX_NAME).await?;
        let wrapped = match found {
            Some(wrapped) => wrapped,
            None => {
                let mut key = [0_u8; INDEX_KEY];
                self.entropy().fill(&mut key).map_err(AppError::Internal)?;
                let wrapped = self
                    .vault()
                    .seal_bytes(self.entropy(), &index_name(town), &key)?;
                self.store()
                    .swap_secret(town, CALLER_INDEX, INDEX_NAME, None, Some(wrapped))
                    .await?;
                // Another node may have been first; its key is the one then.
                let kept = self.store().secret(town, CALLER_INDEX, INDEX_NAME).await?;
                kept.ok_or_else(|| AppError::Internal("the callers' index key is gone".into()))?
            }
        };
        let key = self.vault().open_bytes(&index_name(town), &wrapped)?;
        let key: [u8; INDEX_KEY] = key
            .try_into()
            .map_err(|_| AppError::Internal("the callers' index key has another length".into()))?;
        self.people().keep_index(town, key);
        Ok(key)
    }

    /// The data keys of the caller with this number, whatever the month.
    pub(super) async fn keys_of_number(
        &self,
        town: &TownId,
        number: &str,
    ) -> Result<Vec<Box<str>>, AppError> {
        let place = format!("{}/", self.caller_digest(town, number).await?);
        let mut keys = Vec::new();
        let mut after = place.clone();
        loop {
            let page = self.store().secrets(town, CALLER, &after, 100).await?;
            let Some((last, _)) = page.last() else {
                return Ok(keys);
            };
            after.clone_from(last);
            for (id, _) in &page {
                let Some(rest) = id.strip_prefix(place.as_str()) else {
                    return Ok(keys);
                };
                keys.extend(rest.split_once('/').map(|(_, key)| key.into()));
            }
        }
    }

    /// Opens what a data key seals; `None` when the key is destroyed.
    pub(super) async fn open_sealed(
        &self,
        town: &TownId,
        sealed: &Sealed,
    ) -> Result<Option<Caller>, AppError> {
        let wrapped = self.store().secret(town, DATA_KEY, &sealed.key).await?;
        wrapped
            .map(|wrapped| self.vault().open(town, sealed, &wrapped))
            .transpose()
    }

    /// Destroys data keys, with what leads to them. Sent again it finishes what was broken off.
    pub(super) async fn destroy_keys(
        &self,
        town: &TownId,
        keys: &[Box<str>],
    ) -> Result<(), AppError> {
        for (id, value) in self.all_side(town, CALLER).await? {
            let key = id.rsplit('/').next().unwrap_or_default();
            if keys.iter().any(|one| **one == *key) {
                self.store()
                    .swap_secret(town, CALLER, &id, Some(&value), None)
                    .await?;
            }
        }
        for key in keys {
            for incident in self.sealed_under(town, key).await? {
                let id = incident.as_str();
                self.store().destroy_secret(town, CALLER_DIGEST, id).await?;
            }
            self.store().destroy_secret(town, DATA_KEY, key).await?;
        }
        Ok(())
    }

    /// The incidents whose caller a data key seals.
    pub(super) async fn sealed_under(
        &self,
        town: &TownId,
        key: &str,
    ) -> Result<Vec<IncidentId>, AppError> {
        let query = Query {
            table: &CALLER_SEAL,
            town: town.clone(),
            columns: vec!["incident"],
            filters: vec![Filter {
                column: "data_key",
                op: Op::Eq,
                value: Value::Text(key.into()),
            }],
            order: Vec::new(),
            limit: None,
        };
        let rows = self.store().rows(query).await?;
        let ids = rows.iter().filter_map(|row| match row.first() {
            Some(Value::Text(id)) => IncidentId::new(&**id).ok(),
            _ => None,
        });
        Ok(ids.collect())
    }
}

/// The name that a wrapped side value of a kind is bound to; `None` for a kind that is not wrapped.
pub(super) fn wrapped_name(town: &TownId, kind: &str, id: &str) -> Option<String> {
    match kind {
        DATA_KEY => Some(data_key_name(town, id)),
        CALLER_INDEX => Some(index_name(town)),
        KEY_CHECK => Some(master_key::name(town)),
        WEBHOOK_SECRET => Some(webhooks::secret_name(town, id)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::number_of;

    #[test]
    fn a_number_has_one_spelling() {
        let same = Some("13800001234".to_owned());
        for phone in [
            "13800001234",
            "138 0000 1234",
            "+86 138-0000-1234",
            "008613800001234",
        ] {
            assert_eq!(number_of(phone), same, "{phone}");
        }
        assert_eq!(number_of("021-6220 1234").as_deref(), Some("02162201234"));
        assert_eq!(number_of("8612").as_deref(), Some("8612"));
        assert_eq!(number_of("不详"), None);
    }
}
