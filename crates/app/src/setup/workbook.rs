//! A workbook's records into the register: all of them or none, once under their key, with first passwords for the
//! accounts that it opens.

use crate::{App, AppError, Order, access::Visitor, book::TownEvent, people::Reset};
use futures_util::future::join_all;
use liandong_domain::{
    ids::{AccountId, TownId},
    registry::{Account, Registry, RegistryEvent},
    rights::Right,
    roles::Role,
    time::Day,
};
use liandong_store::{CommandKey, Receipt};
use sm3::{Digest, Sm3};

/// How many first passwords are made at a time.
const AT_ONCE: usize = 8;
/// How many events of the log are read at a time.
const PAGE: u64 = 1_000;

/// What a workbook comes to on the register as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// The records, each after those that it points at.
    pub records: Vec<RegistryEvent>,
    /// The accounts among them that get a first password.
    pub opened: Vec<AccountId>,
}

/// A first password for an account that was opened.
#[derive(Clone, PartialEq, Eq)]
pub struct FirstPassword {
    /// The account.
    pub account: AccountId,
    /// Whose it is.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The password; none where it has been shown before.
    pub password: Option<String>,
}

impl std::fmt::Debug for FirstPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FirstPassword({})", self.account)
    }
}

/// What entering a workbook led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkbookEntered {
    /// How many records entered the log.
    pub recorded: usize,
    /// Whether it had already happened under this key.
    pub replayed: bool,
    /// The accounts that it opened, by identifier.
    pub passwords: Vec<FirstPassword>,
}

impl Visitor {
    /// Who enters a town's first data needs the rights to all of it.
    ///
    /// # Errors
    /// [`AppError::NoRight`].
    pub fn require_setup(&self) -> Result<(), AppError> {
        let rights = [Right::ManagePeople, Right::ManageTown, Right::ManageDuty];
        rights.into_iter().try_for_each(|right| self.require(right))
    }
}

impl App {
    /// Enters what a workbook says. `plan` tells it for the register as it stands at the moment of writing; what it
    /// refuses, and what it tells beside the records, is answered as it is. Nothing is told of a workbook that had
    /// already been entered under this key.
    ///
    /// # Errors
    /// What `plan` refuses, no right to it, [`AppError::KeyReused`] for another workbook, or the store's failure.
    pub async fn enter_workbook<T: Send, E: From<AppError> + Send>(
        &self,
        visitor: &Visitor,
        order: &Order,
        content: &[u8],
        plan: impl Fn(&Registry, Day) -> Result<(Planned, T), E> + Send + Sync,
    ) -> Result<(WorkbookEntered, Option<T>), E> {
        visitor.require_setup()?;
        let town = &visitor.town;
        let fingerprint = fingerprint(order, content);
        let now = self.now();
        let by = |registry: &Registry| {
            let (planned, told) = plan(registry, registry.utc_offset().day(now))?;
            let moved = moved(registry, &planned.records);
            Ok::<_, E>((planned.records, (planned.opened, moved, told)))
        };
        let (registered, told) = self.register_by(town, order, fingerprint, by).await?;
        let (opened, told) = match told {
            Some((opened, moved, told)) => {
                for account in moved {
                    self.role_changed(town, order, &account).await?;
                }
                (opened, Some(told))
            }
            None => (self.opened_under(town, order).await?, None),
        };
        let passwords = self.first_passwords(town, order, opened).await?;
        let entered = WorkbookEntered {
            recorded: registered.recorded,
            replayed: registered.replayed,
            passwords,
        };
        Ok((entered, told))
    }

    /// The accounts that an order opened when it was first given.
    async fn opened_under(&self, town: &TownId, order: &Order) -> Result<Vec<AccountId>, AppError> {
        let Some((receipt, _)) = self.store().receipt(town, &order.key).await? else {
            return Ok(Vec::new());
        };
        let mut opened = Vec::new();
        for account in self.accounts_in(town, receipt).await? {
            // One that has a password and got none under this order was only changed.
            let key = password_key(order, &account);
            let given = self.store().receipt(town, &key).await?.is_some();
            if given || self.has_no_password(town, &account).await? {
                opened.push(account);
            }
        }
        Ok(opened)
    }

    async fn accounts_in(
        &self,
        town: &TownId,
        receipt: Receipt,
    ) -> Result<Vec<AccountId>, AppError> {
        let (mut after, mut found) = (receipt.first.saturating_sub(1), Vec::new());
        while after < receipt.last {
            let page = self.store().log(town, after, PAGE).await?;
            let Some(last) = page.last().map(|event| event.position) else {
                break;
            };
            for event in page.iter().filter(|event| event.position <= receipt.last) {
                if let Ok(TownEvent::Registry(RegistryEvent::AccountOpened(Account {
                    id,
                    external: None,
                    ..
                }))) = serde_json::from_str(&event.event.payload)
                {
                    found.push(id);
                }
            }
            after = last;
        }
        Ok(found)
    }

    async fn first_passwords(
        &self,
        town: &TownId,
        order: &Order,
        mut accounts: Vec<AccountId>,
    ) -> Result<Vec<FirstPassword>, AppError> {
        accounts.sort();
        accounts.dedup();
        let book = self.book(town).await?;
        let mut given = Vec::new();
        for some in accounts.chunks(AT_ONCE) {
            let all = some
                .iter()
                .map(|id| self.first_password_of(town, order, id));
            for (id, password) in some.iter().zip(join_all(all).await) {
                // It may have been closed since it was opened.
                let Some(account) = book.registry.account(id) else {
                    continue;
                };
                given.push(FirstPassword {
                    account: id.clone(),
                    name: account.name.clone(),
                    role: account.role,
                    password: password?,
                });
            }
        }
        Ok(given)
    }

    /// A first password under a key of the order's own; none where it was shown before.
    async fn first_password_of(
        &self,
        town: &TownId,
        order: &Order,
        account: &AccountId,
    ) -> Result<Option<String>, AppError> {
        let key = password_key(order, account);
        let is_done = self.store().receipt(town, &key).await?.is_some();
        // Cut off between the two, the act is on record and the password is not: it is given now.
        if is_done && !self.has_no_password(town, account).await? {
            return Ok(None);
        }
        let of = if is_done {
            self.own_order(order.actor.clone(), "first-password")?
        } else {
            Order {
                actor: order.actor.clone(),
                key,
                occurred_at: None,
                expected_version: None,
            }
        };
        match self.reset_password(town, of, account).await {
            Ok(Reset { password }) => Ok(Some(password)),
            // Closed in the meantime, or given by the same request sent twice at once.
            Err(AppError::Refused(refused))
                if ["no_such_account", "shown_once"].contains(&refused.code) =>
            {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}

/// The accounts whose role becomes another.
fn moved(registry: &Registry, records: &[RegistryEvent]) -> Vec<AccountId> {
    let accounts = records.iter().filter_map(|record| match record {
        RegistryEvent::AccountOpened(account) => Some(account),
        _ => None,
    });
    let moved = accounts.filter(|account| {
        let before = registry.account(&account.id);
        before.is_some_and(|before| before.role != account.role)
    });
    moved.map(|account| account.id.clone()).collect()
}

/// Two workbooks are the same when their bytes are.
fn fingerprint(order: &Order, content: &[u8]) -> [u8; 32] {
    let mut sm3 = Sm3::new();
    sm3.update(b"workbook\0");
    sm3.update(order.actor.account.as_str());
    sm3.update(b"\0");
    sm3.update(content);
    sm3.finalize().into()
}

fn password_key(order: &Order, account: &AccountId) -> CommandKey {
    let mut sm3 = Sm3::new();
    sm3.update(order.key.as_str());
    sm3.update(b"\0");
    sm3.update(account.as_str());
    CommandKey::new(format!("first-password/{}", hex::encode(sm3.finalize())))
}
