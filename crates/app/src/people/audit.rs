//! What an auditor asks of the log: who did what, and who read a caller in clear.

use super::REVEAL;
use crate::{
    App, AppError,
    access::Visitor,
    view::{EventView, role_zh},
};
use liandong_domain::{
    ids::{AccountId, IncidentId, TownId},
    rights::Right,
    roles::Role,
    time::Timestamp,
};
use liandong_store::{Filter, Op, Query, StoredEvent, Value};
use serde::Serialize;

/// Events read from the log at a time.
const PAGE: u64 = 500;
/// Events that one request looks at; what is beyond is asked for with `next`.
const LOOKED_AT: u64 = 20_000;
/// Seconds by which two server nodes' clocks may differ: recorded times grow along the log but for
/// this much.
const SKEW: i64 = 600;

/// Which events to find; all conditions that are given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditSearch {
    /// Who did it.
    pub account: Option<AccountId>,
    /// The kind, or its beginning up to a dot: `incident.closed`, `people.`.
    pub kind: Option<String>,
    /// The stream, or its beginning up to a slash: `incident/20240301-0001`, `people/`.
    pub stream: Option<String>,
    /// Recorded at this moment or later.
    pub from: Option<Timestamp>,
    /// Recorded before this moment.
    pub to: Option<Timestamp>,
    /// Those before this position.
    pub before: Option<u64>,
    /// How many at the most.
    pub limit: u64,
}

/// Events that were found, the last one first.
#[derive(Debug, Clone)]
pub struct AuditPage {
    /// The events with their streams.
    pub events: Vec<(String, EventView)>,
    /// Ask for what is before this position to go on; `None` at the end. There may be more even when
    /// the page is not full: one request looks at a bounded part of the log.
    pub next: Option<u64>,
}

/// Which readings to find.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RevealSearch {
    /// Who read.
    pub account: Option<AccountId>,
    /// Whose caller.
    pub incident: Option<IncidentId>,
    /// At this moment or later.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub to: Option<Timestamp>,
    /// Those before this place, as [`RevealPage::next`] gave it.
    pub before: Option<String>,
    /// How many at the most.
    pub limit: u64,
}

/// A reading in clear (查看报警人信息).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reveal {
    /// When.
    pub at: Timestamp,
    /// Whose caller.
    pub incident: IncidentId,
    /// The version of the incident's stream at which the reading stands in the log.
    pub version: u64,
    /// Who.
    pub account: AccountId,
    /// The account's name, where the account is known.
    pub name: Option<String>,
    /// As what.
    pub role: Role,
    /// The role's name.
    pub role_name: &'static str,
    /// Why.
    pub reason: String,
}

/// Readings, the last one first.
#[derive(Debug, Clone)]
pub struct RevealPage {
    /// The readings.
    pub reveals: Vec<Reveal>,
    /// Give it as `cursor` to go on; `None` at the end.
    pub next: Option<String>,
}

impl AuditSearch {
    fn fits(&self, stored: &StoredEvent) -> bool {
        let begins = |given: &Option<String>, whole: &str, end: char| match given {
            None => true,
            Some(given) if given.ends_with(end) => whole.starts_with(given.as_str()),
            Some(given) => whole == given,
        };
        let at = stored.event.recorded_at;
        let account = self.account.as_ref();
        account.is_none_or(|account| stored.actor.account == *account)
            && begins(&self.kind, &stored.event.kind, '.')
            && begins(&self.stream, stored.stream.as_str(), '/')
            && self.from.is_none_or(|from| at >= from)
            && self.to.is_none_or(|to| at < to)
    }
}

impl App {
    /// Searches the town's log.
    ///
    /// # Errors
    /// [`AppError::NoRight`]; the store's failure.
    pub async fn audit(
        &self,
        visitor: &Visitor,
        search: &AuditSearch,
    ) -> Result<AuditPage, AppError> {
        visitor.require(Right::ReadAudit)?;
        let town = &visitor.town;
        let limit = usize::try_from(search.limit.clamp(1, 500)).unwrap_or(500);
        // Everything up to this position is still to be looked at.
        let mut end = self.position(town).await?;
        if let Some(before) = search.before {
            end = end.min(before.saturating_sub(1));
        }
        if let Some(to) = search.to {
            end = end.min(self.last_before(town, end, to.plus(SKEW)).await?);
        }
        let floor = search.from.map(|from| from.plus(-SKEW));
        let (mut events, mut looked) = (Vec::new(), 0);
        while end > 0 && looked < LOOKED_AT {
            let start = end.saturating_sub(PAGE);
            let page = self.log(town, start, end - start).await?;
            looked += end - start;
            for stored in page.iter().rev() {
                if floor.is_some_and(|floor| stored.event.recorded_at < floor) {
                    return Ok(AuditPage { events, next: None });
                }
                if search.fits(stored) {
                    if events.len() == limit {
                        let next = Some(stored.position + 1);
                        return Ok(AuditPage { events, next });
                    }
                    events.push((stored.stream.as_str().to_owned(), stored.into()));
                }
            }
            end = start;
        }
        let next = (end > 0).then_some(end + 1);
        Ok(AuditPage { events, next })
    }

    /// The last position up to `end` that was recorded before a moment, found by halving.
    async fn last_before(
        &self,
        town: &TownId,
        end: u64,
        moment: Timestamp,
    ) -> Result<u64, AppError> {
        let (mut low, mut high) = (0, end);
        while low < high {
            let middle = low + (high - low).div_ceil(2);
            let event = self.log(town, middle - 1, 1).await?;
            let earlier = event
                .first()
                .is_some_and(|stored| stored.event.recorded_at < moment);
            if earlier {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        Ok(low)
    }

    /// Finds readings in clear.
    ///
    /// # Errors
    /// [`AppError::NoRight`]; the store's failure.
    pub async fn reveals(
        &self,
        visitor: &Visitor,
        search: &RevealSearch,
    ) -> Result<RevealPage, AppError> {
        visitor.require(Right::ReadAudit)?;
        let town = &visitor.town;
        let limit = search.limit.clamp(1, 500);
        let size = usize::try_from(limit).unwrap_or(500);
        let place = search.before.as_deref().and_then(Place::read);
        let mut filters = Vec::new();
        let mut must = |column, op, value| filters.push(Filter { column, op, value });
        let text = |text: &str| Value::Text(text.into());
        if let Some(account) = &search.account {
            must("account", Op::Eq, text(account.as_str()));
        }
        if let Some(incident) = &search.incident {
            must("incident", Op::Eq, text(incident.as_str()));
        }
        if let Some(from) = search.from {
            must("at", Op::Ge, Value::Int(from.0));
        }
        if let Some(to) = search.to {
            must("at", Op::Lt, Value::Int(to.0));
        }
        if let Some(place) = &place {
            must("at", Op::Le, Value::Int(place.at.0));
        }
        let columns = vec!["at", "incident", "version", "account", "role", "reason"];
        let query = Query {
            table: &REVEAL,
            town: town.clone(),
            columns,
            filters,
            order: vec![("at", true), ("incident", true), ("version", true)],
            limit: None,
        };
        let book = self.book(town).await?;
        let mut reveals: Vec<Reveal> = Vec::new();
        let mut next = None;
        self.store()
            .scan(query, &mut |cells| {
                let Some(reveal) = reveal_from(cells) else {
                    return true;
                };
                if place.as_ref().is_some_and(|place| !place.is_after(&reveal)) {
                    return true;
                }
                if reveals.len() == size {
                    next = reveals.last().map(Place::of);
                    return false;
                }
                reveals.push(reveal);
                true
            })
            .await?;
        for reveal in &mut reveals {
            let open = book.registry.account(&reveal.account);
            let known = open.or_else(|| book.registry.closed_account(&reveal.account));
            reveal.name = known.map(|account| account.name.clone());
        }
        Ok(RevealPage { reveals, next })
    }
}

/// Where a page of readings ends.
struct Place {
    at: Timestamp,
    incident: String,
    version: u64,
}

impl Place {
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '~');
        Some(Self {
            at: Timestamp(parts.next()?.parse().ok()?),
            version: parts.next()?.parse().ok()?,
            incident: parts.next()?.to_owned(),
        })
    }

    fn of(reveal: &Reveal) -> String {
        format!("{}~{}~{}", reveal.at.0, reveal.version, reveal.incident)
    }

    /// Whether the place is after a reading, so that the reading is still to come, as the order goes
    /// from the last to the first.
    fn is_after(&self, reveal: &Reveal) -> bool {
        let place = (self.at, self.incident.as_str(), self.version);
        place > (reveal.at, reveal.incident.as_str(), reveal.version)
    }
}

fn reveal_from(cells: &[Value]) -> Option<Reveal> {
    let int = |at: usize| match cells.get(at) {
        Some(Value::Int(value)) => Some(*value),
        _ => None,
    };
    let word = |at: usize| match cells.get(at) {
        Some(Value::Text(word)) => Some(word.as_ref()),
        _ => None,
    };
    let role = Role::parse(word(4)?)?;
    Some(Reveal {
        at: Timestamp(int(0)?),
        incident: IncidentId::new(word(1)?).ok()?,
        version: u64::try_from(int(2)?).ok()?,
        account: AccountId::new(word(3)?).ok()?,
        name: None,
        role,
        role_name: role_zh(role),
        reason: word(5)?.to_owned(),
    })
}
