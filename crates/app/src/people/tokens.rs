//! Personal tokens (个人令牌): for programs, with a name, scopes and an end; shown once.

use super::{read, sessions::SEEN_EVERY, write};
use crate::{
    App, AppError, Order,
    access::{TOKEN, Visitor, digest, public_name},
};
use liandong_domain::{
    ids::{AccountId, TownId},
    people::{PeopleRejection, Person, PersonCommand, Scope, Scopes},
    refusal::Refusal,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// A token as it is kept. One that an operator issued on the command line is kept as its account's
/// name alone: no end, no scopes.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    account: AccountId,
    scopes: Scopes,
    expires_at: Timestamp,
    used_at: Option<Timestamp>,
}

/// A token to issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewToken {
    /// What it is called.
    pub name: String,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// A token that was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenMade {
    /// Its public name.
    pub id: String,
    /// The token, shown here and never again.
    pub token: String,
}

/// A token as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TokenSeen {
    /// Its public name.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What it may be used for; empty for an operator's token, which may do all that the account may.
    pub scopes: Vec<Scope>,
    /// The scopes' names.
    pub scope_names: Vec<&'static str>,
    /// When it was issued; unknown for an operator's token.
    pub issued_at: Option<Timestamp>,
    /// When it ends; an operator's token has no end.
    pub expires_at: Option<Timestamp>,
    /// When it was last used, to five minutes.
    pub used_at: Option<Timestamp>,
    /// Whether it is over.
    pub expired: bool,
}

fn kept_by(bytes: &[u8]) -> Result<(AccountId, Option<Kept>), AppError> {
    if bytes.starts_with(b"{") {
        let kept: Kept = read(bytes)?;
        return Ok((kept.account.clone(), Some(kept)));
    }
    let account = std::str::from_utf8(bytes).ok();
    account
        .and_then(|id| AccountId::new(id).ok())
        .map(|account| (account, None))
        .ok_or_else(|| AppError::Internal("a kept token names no account".into()))
}

impl App {
    pub(crate) async fn visitor_of_token(
        &self,
        town: &TownId,
        id: &str,
    ) -> Result<Visitor, AppError> {
        let Some(bytes) = self.store().secret(town, TOKEN, id).await? else {
            return Err(AppError::Unauthenticated);
        };
        let (account, kept) = kept_by(&bytes)?;
        let book = self.book(town).await?;
        let account = book.registry.account(&account);
        let account = account.cloned().ok_or(AppError::Unauthenticated)?;
        let now = self.now();
        let mut scopes = None;
        if let Some(mut kept) = kept {
            if now >= kept.expires_at {
                return Err(AppError::Unauthenticated);
            }
            scopes = Some(kept.scopes.clone());
            if kept.used_at.is_none_or(|at| now.since(at) >= SEEN_EVERY) {
                kept.used_at = Some(now);
                let new = Some(write(&kept)?);
                self.store()
                    .swap_secret(town, TOKEN, id, Some(&bytes), new)
                    .await?;
            }
        }
        Ok(Visitor {
            town: town.clone(),
            account,
            scopes,
            session: None,
        })
    }

    /// Issues a personal token.
    ///
    /// # Errors
    /// What the rules refuse; `shown_once` when it was issued under this key before.
    pub async fn make_token(
        &self,
        visitor: &Visitor,
        order: Order,
        new: NewToken,
    ) -> Result<TokenMade, AppError> {
        visitor.require_person()?;
        let (town, account) = (&visitor.town, &visitor.account.id);
        if self.store().receipt(town, &order.key).await?.is_some() {
            return Err(Refusal::from(PeopleRejection::ShownOnce).into());
        }
        let token = format!("{town}~t{}", self.random_hex::<32>()?);
        let id = digest(&token);
        let public = public_name(&id);
        let command = PersonCommand::IssueToken {
            token: public.as_str().into(),
            name: new.name.into(),
            scopes: new.scopes.clone(),
            expires_at: new.expires_at,
        };
        let book = self.book(town).await?;
        let rules = book.registry.people_rules();
        self.act::<Person>(town, order, account.as_str(), &command, rules)
            .await?;
        let kept = Kept {
            account: account.clone(),
            scopes: new.scopes.into_iter().collect(),
            expires_at: new.expires_at,
            used_at: None,
        };
        self.put_side(town, TOKEN, &id, &kept).await?;
        Ok(TokenMade { id: public, token })
    }

    /// The visitor's own tokens, the last one first.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn tokens(&self, visitor: &Visitor) -> Result<Vec<TokenSeen>, AppError> {
        let (town, account) = (&visitor.town, &visitor.account.id);
        let person = self.state_of::<Person>(town, account.as_str()).await?;
        let person = person.map(|(person, _)| person).unwrap_or_default();
        let now = self.now();
        let mut all = Vec::new();
        for (digest, kept) in self.kept_tokens(town, account).await? {
            let id = public_name(&digest);
            let record = person.tokens.get(id.as_str());
            let scopes: Vec<Scope> = kept
                .iter()
                .flat_map(|kept| kept.scopes.iter().copied())
                .collect();
            all.push(TokenSeen {
                name: record.map_or_else(|| "由运维签发".into(), |one| one.name.to_string()),
                scope_names: scopes.iter().map(|one| one.zh()).collect(),
                scopes,
                issued_at: record.map(|one| one.issued_at),
                expires_at: kept.as_ref().map(|one| one.expires_at),
                used_at: kept.as_ref().and_then(|one| one.used_at),
                expired: kept.is_some_and(|one| now >= one.expires_at),
                id,
            });
        }
        all.sort_by(|one, other| (other.issued_at, &other.id).cmp(&(one.issued_at, &one.id)));
        Ok(all)
    }

    /// Ends one of the visitor's own tokens.
    ///
    /// # Errors
    /// `no_such_token`; the store's failure.
    pub async fn end_token(
        &self,
        visitor: &Visitor,
        order: Order,
        id: &str,
    ) -> Result<(), AppError> {
        visitor.require_person()?;
        let (town, account) = (&visitor.town, &visitor.account.id);
        let happened = self.store().receipt(town, &order.key).await?.is_some();
        let kept = self.kept_tokens(town, account).await?;
        let found = kept
            .into_iter()
            .find(|(digest, _)| public_name(digest) == id);
        let Some((digest, _)) = found else {
            return if happened {
                Ok(())
            } else {
                Err(Refusal::from(PeopleRejection::NoSuchToken(id.to_owned())).into())
            };
        };
        let command = PersonCommand::RevokeToken { token: id.into() };
        let book = self.book(town).await?;
        let rules = book.registry.people_rules();
        // Written down first: sent again after a failure, it is found and ended.
        self.act::<Person>(town, order, account.as_str(), &command, rules)
            .await?;
        self.store().destroy_secret(town, TOKEN, &digest).await?;
        Ok(())
    }

    /// Makes every token of an account useless.
    pub(super) async fn destroy_tokens(
        &self,
        town: &TownId,
        account: &AccountId,
    ) -> Result<(), AppError> {
        for (digest, _) in self.kept_tokens(town, account).await? {
            self.store().destroy_secret(town, TOKEN, &digest).await?;
        }
        Ok(())
    }

    async fn kept_tokens(
        &self,
        town: &TownId,
        account: &AccountId,
    ) -> Result<Vec<(String, Option<Kept>)>, AppError> {
        let mut own = Vec::new();
        for (digest, bytes) in self.all_side(town, TOKEN).await? {
            let (by, kept) = kept_by(&bytes)?;
            if by == *account {
                own.push((digest, kept));
            }
        }
        Ok(own)
    }
}
