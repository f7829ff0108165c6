//! The erasure of a caller (个人信息保护法 第四十七条): asked, approved by another, carried out.

use super::{CALLER_SEAL, ERASURE, callers::number_of, view::ErasureView};
use crate::{
    App, AppError, Order,
    access::Visitor,
    attachments::{OWN_KEYS, own_key},
    vault::DATA_KEY,
};
use liandong_domain::{
    ids::{AccountId, IncidentId, TownId},
    people::{Erasure, ErasureCommand, ErasureFacts, ErasureStatus, LegalGround, PeopleRejection},
    refusal::Refusal,
    rights::Right,
    time::Timestamp,
};
use liandong_store::{Filter, Op, Query, Value};

/// Data keys made before callers had keys of their own begin so; each seals one incident.
const KEYS_OF_ONE_CALL: &str = "caller-";

/// A page of erasures, the last one first.
#[derive(Debug, Clone)]
pub struct ErasurePage {
    /// The erasures.
    pub erasures: Vec<ErasureView>,
    /// Ask for what is before this one to go on.
    pub next: Option<String>,
}

/// What an erasure would reach.
struct Reach {
    has_caller: bool,
    keys: Vec<Box<str>>,
    under_way: bool,
}

impl Reach {
    fn facts<'a>(&'a self, actor: &'a AccountId) -> ErasureFacts<'a> {
        ErasureFacts {
            actor,
            keys: &self.keys,
            has_caller: self.has_caller,
            under_way: self.under_way,
        }
    }
}

impl App {
    /// Asks for the erasure of an incident's caller, in all incidents of the same telephone.
    ///
    /// # Errors
    /// What the rules refuse; [`AppError::NoSuchIncident`]; the store's failure.
    pub async fn ask_erasure(
        &self,
        visitor: &Visitor,
        order: Order,
        incident: IncidentId,
        reason: &str,
        ground: LegalGround,
    ) -> Result<ErasureView, AppError> {
        visitor.require(Right::EraseCallers)?;
        let town = &visitor.town;
        // The same request again means the same erasure.
        let name = format!("{}/{}", visitor.account.id, order.key.as_str());
        let id = crate::access::public_name(&crate::access::digest(&name));
        let reach = self.reach(town, &incident).await?;
        let command = ErasureCommand::Ask {
            incident,
            reason: reason.into(),
            ground,
        };
        let facts = reach.facts(&visitor.account.id);
        let acted = self
            .act::<Erasure>(town, order, &id, &command, facts)
            .await?;
        Ok(ErasureView::new(&id, acted.version, &acted.state))
    }

    /// Approves an erasure that another administrator asked for, and carries it out.
    ///
    /// # Errors
    /// What the rules refuse; the store's failure.
    pub async fn approve_erasure(
        &self,
        visitor: &Visitor,
        order: Order,
        id: &str,
    ) -> Result<ErasureView, AppError> {
        visitor.require(Right::EraseCallers)?;
        let town = &visitor.town;
        let (erasure, _) = self.erasure(town, id).await?;
        let reach = self.reach(town, &erasure.incident).await?;
        let facts = reach.facts(&visitor.account.id);
        let approve = &ErasureCommand::Approve;
        self.act::<Erasure>(town, order, id, approve, facts).await?;
        self.carry_out_erasure(town, id).await?;
        let (erasure, version) = self.erasure(town, id).await?;
        Ok(ErasureView::new(id, version, &erasure))
    }

    /// Refuses an erasure.
    ///
    /// # Errors
    /// What the rules refuse; the store's failure.
    pub async fn refuse_erasure(
        &self,
        visitor: &Visitor,
        order: Order,
        id: &str,
        reason: &str,
    ) -> Result<ErasureView, AppError> {
        visitor.require(Right::EraseCallers)?;
        let town = &visitor.town;
        self.erasure(town, id).await?;
        let command = ErasureCommand::Refuse {
            reason: reason.into(),
        };
        let nothing = Reach {
            has_caller: true,
            keys: Vec::new(),
            under_way: false,
        };
        let facts = nothing.facts(&visitor.account.id);
        let acted = self
            .act::<Erasure>(town, order, id, &command, facts)
            .await?;
        Ok(ErasureView::new(id, acted.version, &acted.state))
    }

    /// One erasure.
    ///
    /// # Errors
    /// `no_such_erasure`; the store's failure.
    pub async fn show_erasure(&self, visitor: &Visitor, id: &str) -> Result<ErasureView, AppError> {
        visitor.require(Right::ReadAudit)?;
        let (erasure, version) = self.erasure(&visitor.town, id).await?;
        Ok(ErasureView::new(id, version, &erasure))
    }

    /// Erasures, the last one first.
    ///
    /// # Errors
    /// `no_such_erasure` when the page begins at none; the store's failure.
    pub async fn show_erasures(
        &self,
        visitor: &Visitor,
        before: Option<&str>,
        limit: u64,
    ) -> Result<ErasurePage, AppError> {
        visitor.require(Right::ReadAudit)?;
        let town = &visitor.town;
        let limit = limit.clamp(1, 200);
        // There are few: those that are not wanted are passed over.
        let mut filters = Vec::new();
        if let Some(before) = before {
            let (erasure, _) = self.erasure(town, before).await?;
            filters.push(Filter {
                column: "asked_at",
                op: Op::Le,
                value: Value::Int(erasure.asked_at.0),
            });
        }
        let query = Query {
            table: &ERASURE,
            town: town.clone(),
            columns: vec!["id"],
            filters,
            order: vec![("asked_at", true)],
            limit: None,
        };
        let mut ids = texts(self.store().rows(query).await?);
        if let Some(at) = before.and_then(|before| ids.iter().position(|id| id == before)) {
            ids.drain(..=at);
        }
        let size = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = ids.len() > size;
        ids.truncate(size);
        let mut erasures = Vec::with_capacity(ids.len());
        for id in &ids {
            let (erasure, version) = self.erasure(town, id).await?;
            erasures.push(ErasureView::new(id, version, &erasure));
        }
        let next = ids.pop().filter(|_| more);
        Ok(ErasurePage { erasures, next })
    }

    /// Finishes erasures that were approved and then broken off.
    pub(super) async fn finish_erasures(&self, town: &TownId) -> Result<(), AppError> {
        let query = Query {
            table: &ERASURE,
            town: town.clone(),
            columns: vec!["id"],
            filters: vec![Filter {
                column: "status",
                op: Op::Eq,
                value: Value::Text(ErasureStatus::Approved.code().into()),
            }],
            order: Vec::new(),
            limit: None,
        };
        for id in texts(self.store().rows(query).await?) {
            self.carry_out_erasure(town, &id).await?;
        }
        Ok(())
    }

    /// Destroys the keys that an approved erasure names, then says so in the log. Broken off in
    /// between, it is finished by the next look: the event names every key.
    async fn carry_out_erasure(&self, town: &TownId, id: &str) -> Result<(), AppError> {
        let (erasure, _) = self.erasure(town, id).await?;
        if erasure.status != ErasureStatus::Approved {
            return Ok(());
        }
        self.destroy_keys(town, &erasure.keys).await?;
        let system = crate::engine::system();
        let facts = ErasureFacts {
            actor: &system.account,
            keys: &[],
            has_caller: true,
            under_way: false,
        };
        let order = self.own_order(system.clone(), "erase")?;
        self.act::<Erasure>(town, order, id, &ErasureCommand::CarryOut, facts)
            .await
            .map(drop)
    }

    async fn erasure(&self, town: &TownId, id: &str) -> Result<(Erasure, u64), AppError> {
        let found = self.state_of::<Erasure>(town, id).await?;
        found.ok_or_else(|| Refusal::from(PeopleRejection::NoSuchErasure(id.to_owned())).into())
    }

    /// Every key of an incident's caller.
    async fn reach(&self, town: &TownId, incident: &IncidentId) -> Result<Reach, AppError> {
        let (incident, _) = self.incident(town, incident).await?;
        let Some(sealed) = &incident.received.caller else {
            return Ok(Reach {
                has_caller: false,
                keys: Vec::new(),
                under_way: false,
            });
        };
        let mut keys: Vec<Box<str>> = Vec::new();
        if let Some(caller) = self.open_sealed(town, sealed).await? {
            if let Some(number) = caller.phone.as_deref().and_then(number_of) {
                keys = self.keys_of_number(town, &number).await?;
                keys.extend(self.older_keys(town, &number).await?);
            }
            keys.push(sealed.key.clone());
        }
        // Files that came before anybody was known as the caller.
        let mut own: Vec<Box<str>> = Vec::new();
        for key in &keys {
            for incident in self.sealed_under(town, key).await? {
                let name = own_key(&incident);
                if self.store().secret(town, DATA_KEY, &name).await?.is_some() {
                    own.push(name.into());
                }
            }
        }
        keys.extend(own);
        keys.sort_unstable();
        keys.dedup();
        let mut under_way = false;
        for key in &keys {
            under_way |= self.over_at(town, key).await?.is_none();
        }
        Ok(Reach {
            has_caller: true,
            keys,
            under_way,
        })
    }

    /// When the last incident under a key ended; `None` while one is under way.
    pub(super) async fn over_at(
        &self,
        town: &TownId,
        key: &str,
    ) -> Result<Option<Timestamp>, AppError> {
        if let Some(id) = key.strip_prefix(OWN_KEYS) {
            let bad = |error| AppError::Internal(format!("the key {key}: {error}"));
            let id = IncidentId::new(id).map_err(bad)?;
            let (incident, _) = self.incident(town, &id).await?;
            return Ok(incident.phase.is_over().then_some(incident.last_step_at));
        }
        let query = Query {
            table: &CALLER_SEAL,
            town: town.clone(),
            columns: vec!["over_at"],
            filters: vec![Filter {
                column: "data_key",
                op: Op::Eq,
                value: Value::Text(key.into()),
            }],
            order: Vec::new(),
            limit: None,
        };
        let mut last = Timestamp(i64::MIN);
        for row in self.store().rows(query).await? {
            match row.first() {
                Some(Value::Int(at)) => last = last.max(Timestamp(*at)),
                _ => return Ok(None),
            }
        }
        Ok(Some(last))
    }

    /// Keys from before callers had keys of their own: nothing leads to them but what they seal, so
    /// each is opened. Retention lets them die out.
    async fn older_keys(&self, town: &TownId, number: &str) -> Result<Vec<Box<str>>, AppError> {
        let mut keys = Vec::new();
        let mut after = KEYS_OF_ONE_CALL.to_owned();
        loop {
            let page = self.store().secrets(town, DATA_KEY, &after, 500).await?;
            let Some((last, _)) = page.last() else {
                return Ok(keys);
            };
            after.clone_from(last);
            for (key, wrapped) in &page {
                let Some(id) = key.strip_prefix(KEYS_OF_ONE_CALL) else {
                    return Ok(keys);
                };
                let Ok(id) = IncidentId::new(id) else {
                    continue;
                };
                let (incident, _) = self.incident(town, &id).await?;
                let Some(sealed) = incident
                    .received
                    .caller
                    .as_ref()
                    .filter(|one| *one.key == **key)
                else {
                    continue;
                };
                let caller = self.vault().open(town, sealed, wrapped)?;
                if caller.phone.as_deref().and_then(number_of).as_deref() == Some(number) {
                    keys.push(key.as_str().into());
                }
            }
        }
    }
}

fn texts(rows: Vec<liandong_store::Row>) -> Vec<String> {
    rows.into_iter()
        .filter_map(|row| match row.into_iter().next() {
            Some(Value::Text(text)) => Some(text.into()),
            _ => None,
        })
        .collect()
}
