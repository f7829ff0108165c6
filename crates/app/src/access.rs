//! Access tokens (访问口令): random, kept only as SM3 digests, each for one account of one town.

use crate::{App, AppError};
use liandong_domain::{
    ids::{AccountId, TownId},
    registry::Account,
};
use liandong_store::{Actor, envelope::Secret};
use sm3::{Digest, Sm3};

const TOKEN: &str = "access_token";

/// Who is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// The town.
    pub town: TownId,
    /// The account.
    pub account: Account,
}

impl Visitor {
    /// The visitor as an actor.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor {
            account: self.account.id.clone(),
            role: self.account.role,
        }
    }
}

impl App {
    /// Makes a new token for an account and keeps its digest. The token is shown once: here.
    ///
    /// # Errors
    /// [`AppError::Unauthenticated`] when the town has no such account; the store's failure.
    pub async fn issue_token(
        &self,
        town: &TownId,
        account: &AccountId,
    ) -> Result<String, AppError> {
        let book = self.book(town).await?;
        book.registry
            .account(account)
            .ok_or(AppError::Unauthenticated)?;
        let mut random = [0_u8; 20];
        self.entropy()
            .fill(&mut random)
            .map_err(AppError::Internal)?;
        let token = format!("{town}~{}", hex::encode(random));
        let secret = Secret {
            kind: TOKEN,
            id: digest(&token).into(),
            value: account.as_str().as_bytes().to_vec(),
        };
        self.store().put_secrets(town, vec![secret]).await?;
        Ok(token)
    }

    /// Who a token stands for.
    ///
    /// # Errors
    /// [`AppError::Unauthenticated`]; the store's failure.
    pub async fn visitor(&self, token: &str) -> Result<Visitor, AppError> {
        let (town, _) = token.split_once('~').ok_or(AppError::Unauthenticated)?;
        let town = TownId::new(town).map_err(|_| AppError::Unauthenticated)?;
        let known = self
            .store()
            .secret(&town, TOKEN, &digest(token))
            .await?
            .ok_or(AppError::Unauthenticated)?;
        let account = String::from_utf8(known)
            .ok()
            .and_then(|id| AccountId::new(id).ok())
            .ok_or(AppError::Unauthenticated)?;
        let book = self.book(&town).await?;
        let account = book
            .registry
            .account(&account)
            .cloned()
            .ok_or(AppError::Unauthenticated)?;
        Ok(Visitor { town, account })
    }

    /// Makes a token useless.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn revoke_token(&self, token: &str) -> Result<(), AppError> {
        if let Some(town) = token
            .split_once('~')
            .and_then(|(town, _)| TownId::new(town).ok())
        {
            self.store()
                .destroy_secret(&town, TOKEN, &digest(token))
                .await?;
        }
        Ok(())
    }
}

fn digest(token: &str) -> String {
    hex::encode(Sm3::digest(token.as_bytes()))
}
