//! Presence (同看): who has an incident open at the same time, so that two at the desk see each other
//! before they meet in a conflict.
//!
//! It is no event: nobody asks a year later who looked at a page. Each page says every few seconds that it
//! is still there, in a side value that other server nodes read as well, and what was not said again within
//! [`STAYS`] seconds is over.

use crate::{App, AppError, access::Visitor, view::role_zh};
use liandong_domain::{
    ids::{AccountId, IncidentId, TownId},
    rights::Right,
    roles::Role,
    time::Timestamp,
};
use liandong_store::envelope::Secret;
use serde::{Deserialize, Serialize};

/// The kind of the side values. Their names are `incident/account`.
const PRESENCE: &str = "presence";
/// Seconds for which a page is taken to be open after it last said so: three times what pages are asked to
/// keep, so that one lost message changes nothing.
pub const STAYS: i64 = 30;
/// Of one incident at the most; whoever comes after these is not seen.
const MOST: u64 = 50;

/// What somebody does with an open incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Doing {
    /// Reads it (在看).
    Reading,
    /// Fills in a command to it (在填).
    Writing,
}

/// Another who has the incident open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PresenceView {
    /// The account.
    pub account: AccountId,
    /// Its name.
    pub name: String,
    /// Its role.
    pub role: Role,
    /// The role's name.
    pub role_name: &'static str,
    /// What is done.
    pub doing: Doing,
    /// Seconds since it was opened.
    pub seconds: i64,
}

#[derive(Debug, Serialize, Deserialize)]
struct Here {
    name: String,
    role: Role,
    doing: Doing,
    since: Timestamp,
    said_at: Timestamp,
}

impl Here {
    fn is_over(&self, now: Timestamp) -> bool {
        now.0 - self.said_at.0 > STAYS
    }
}

fn name_of(incident: &IncidentId, account: &AccountId) -> String {
    format!("{incident}/{account}")
}

impl App {
    /// Says that the visitor has an incident open, and tells of the others who have.
    ///
    /// # Errors
    /// [`AppError::NoRight`]; that there is no such incident; the store's failure.
    pub async fn be_present(
        &self,
        visitor: &Visitor,
        incident: &IncidentId,
        doing: Doing,
    ) -> Result<Vec<PresenceView>, AppError> {
        visitor.require(Right::ReadIncidents)?;
        let town = &visitor.town;
        self.incident(town, incident).await?;
        let now = self.now();
        let (own, mut others) = (&visitor.account.id, Vec::new());
        let mut since = now;
        for (account, here, value) in self.present(town, incident).await? {
            match (here.is_over(now), account == *own) {
                (true, false) => self.forget(town, incident, &account, &value).await?,
                (false, true) => since = here.since,
                (false, false) => others.push(PresenceView {
                    account,
                    name: here.name,
                    role: here.role,
                    role_name: role_zh(here.role),
                    doing: here.doing,
                    seconds: now.0 - here.since.0,
                }),
                // Written anew below.
                (true, true) => {}
            }
        }
        let here = Here {
            name: visitor.account.name.clone(),
            role: visitor.account.role,
            doing,
            since,
            said_at: now,
        };
        let value =
            serde_json::to_vec(&here).map_err(|error| AppError::Internal(error.to_string()))?;
        let secret = Secret {
            kind: PRESENCE,
            id: name_of(incident, own).into(),
            value,
        };
        self.store().put_secrets(town, vec![secret]).await?;
        Ok(others)
    }

    /// Says that the visitor has closed an incident. Saying it twice changes nothing.
    ///
    /// # Errors
    /// [`AppError::NoRight`]; that there is no such incident; the store's failure.
    pub async fn be_gone(&self, visitor: &Visitor, incident: &IncidentId) -> Result<(), AppError> {
        visitor.require(Right::ReadIncidents)?;
        let (town, own) = (&visitor.town, &visitor.account.id);
        self.incident(town, incident).await?;
        let name = name_of(incident, own);
        match self.store().secret(town, PRESENCE, &name).await? {
            Some(value) => self.forget(town, incident, own, &value).await,
            None => Ok(()),
        }
    }

    async fn present(
        &self,
        town: &TownId,
        incident: &IncidentId,
    ) -> Result<Vec<(AccountId, Here, Vec<u8>)>, AppError> {
        let first = format!("{incident}/");
        let page = self.store().secrets(town, PRESENCE, &first, MOST).await?;
        let here = page.into_iter().map_while(|(name, value)| {
            let account = name.strip_prefix(&first)?;
            Some((account.to_owned(), value))
        });
        // What another version of this program has written is nobody.
        let read = here.filter_map(|(account, value)| {
            let here = serde_json::from_slice(&value).ok()?;
            Some((AccountId::new(&account).ok()?, here, value))
        });
        Ok(read.collect())
    }

    /// Removes what was said, unless it was said anew meanwhile.
    async fn forget(
        &self,
        town: &TownId,
        incident: &IncidentId,
        account: &AccountId,
        value: &[u8],
    ) -> Result<(), AppError> {
        let name = name_of(incident, account);
        let store = self.store();
        store
            .swap_secret(town, PRESENCE, &name, Some(value), None)
            .await?;
        Ok(())
    }
}
