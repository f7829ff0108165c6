//! Calls for help (紧急求助) of members.

use crate::{
    App, AppError, Order, access::Visitor, book::Book, dispatch::own_member, streams::Acted,
    view::SosView, views::SAFETY,
};
use liandong_domain::{
    dispatch::Seen,
    geo::Place,
    ids::{TownId, UnitId},
    refusal::{Because, Refusal},
    roles::Role,
    safety::{Raised, Sos, SosCommand, SosFacts, SosOutcome, SosRejection},
    time::Timestamp,
};
use liandong_store::{Filter, Op, Query, Value};
use sm3::{Digest, Sm3};

/// What begins the identifier of a call for help.
pub(crate) const ID: &str = "sos-";

/// Where a member calls for help from, as the phone knows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cry {
    /// Where.
    pub place: Option<Place>,
    /// When the place was found out; now, when left out.
    pub at: Option<Timestamp>,
    /// In words.
    pub note: Option<String>,
}

/// A page of calls for help.
#[derive(Debug, Clone, PartialEq)]
pub struct SosPage {
    /// Newest first.
    pub calls: Vec<SosView>,
    /// The place after which the next page begins, where there is one.
    pub next: Option<String>,
}

/// Where a call for help stands in the list.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Listed {
    raised_at: i64,
    id: String,
}

impl Listed {
    fn told(&self) -> String {
        format!("{} {}", self.raised_at, self.id)
    }

    fn read(text: &str) -> Result<Self, Refusal> {
        let read = text.split_once(' ').and_then(|(at, id)| {
            let (raised_at, id) = (at.parse().ok()?, id.to_owned());
            Some(Self { raised_at, id })
        });
        read.ok_or_else(|| {
            let (zh, en) = (
                "cursor 须为上一页给出的 next",
                "cursor: `next` of the page before",
            );
            Refusal::new("bad_cursor", Because::Invalid, zh, en).about("cursor")
        })
    }
}

impl App {
    /// Calls for help. Sent twice under one key it is one call, whatever else was sent with it: in
    /// such a moment nobody is told that the request was wrong.
    ///
    /// # Errors
    /// A refusal when the account is nobody of the team; the store's failure.
    pub async fn call_for_help(
        &self,
        visitor: &Visitor,
        order: Order,
        cry: Cry,
    ) -> Result<(String, Acted<Sos>), AppError> {
        let town = &visitor.town;
        let member = own_member(visitor)?;
        let id = id_of(visitor, &order);
        if let Some((state, version)) = self.state_of::<Sos>(town, &id).await? {
            let acted = Acted {
                state,
                version,
                replayed: true,
            };
            return Ok((id, acted));
        }
        // Who is off duty may be in danger too.
        let unit = self.car_of(town, visitor).await?;
        let by_car = |unit: &UnitId| self.positions().seen(town, unit);
        let now = self.now();
        let by_phone = cry.place.map(|place| Seen {
            place,
            at: cry.at.unwrap_or(now).min(now),
        });
        let call = Raised {
            by: visitor.account.id.clone(),
            member,
            incident: unit
                .as_ref()
                .and_then(|unit| self.incident_of_unit(town, unit)),
            seen: by_phone.or_else(|| unit.as_ref().and_then(by_car)),
            unit,
            note: cry.note.map(Into::into),
        };
        let command = SosCommand::Raise(Box::new(call));
        let acted = self.act_on_sos(town, order, &id, &command).await?;
        Ok((id, acted))
    }

    /// Sees to a call for help.
    ///
    /// # Errors
    /// What the rules refuse, or the store's failure.
    pub async fn acknowledge_sos(
        &self,
        visitor: &Visitor,
        order: Order,
        id: &str,
        note: Option<String>,
    ) -> Result<Acted<Sos>, AppError> {
        self.seen_sos(visitor, id).await?;
        let by = visitor.account.id.clone();
        let command = SosCommand::Acknowledge { by, note };
        self.act_on_sos(&visitor.town, order, id, &command).await
    }

    /// Ends a call for help with a word.
    ///
    /// # Errors
    /// What the rules refuse, or the store's failure.
    pub async fn end_sos(
        &self,
        visitor: &Visitor,
        order: Order,
        id: &str,
        outcome: SosOutcome,
        word: String,
    ) -> Result<Acted<Sos>, AppError> {
        let by = visitor.account.id.clone();
        let command = SosCommand::End { by, outcome, word };
        self.act_on_sos(&visitor.town, order, id, &command).await
    }

    /// A call for help that a visitor may see.
    ///
    /// # Errors
    /// A refusal when there is none that the visitor may see; the store's failure.
    pub async fn seen_sos(&self, visitor: &Visitor, id: &str) -> Result<(Sos, u64), AppError> {
        let found = self.state_of::<Sos>(&visitor.town, id).await?;
        let found = found.ok_or_else(|| refused(SosRejection::NoSuchSos))?;
        if self.sees_sos(visitor, &found.0).await? {
            Ok(found)
        } else {
            Err(refused(SosRejection::NoSuchSos))
        }
    }

    /// Whether a visitor is told of a call for help: those at the desk, who was told, who calls, and
    /// the crews that are near.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn sees_sos(&self, visitor: &Visitor, sos: &Sos) -> Result<bool, AppError> {
        let role = visitor.account.role;
        match role {
            Role::Member => {
                // By the member, as a live stream is one for all accounts of a member.
                if visitor.account.member.as_ref() == Some(&sos.call.member) {
                    return Ok(true);
                }
                let car = self.car_of(&visitor.town, visitor).await?;
                Ok(car.is_some_and(|car| {
                    sos.to_units.contains(&car) || sos.call.unit.as_ref() == Some(&car)
                }))
            }
            Role::Commander
            | Role::Dispatcher
            | Role::DutyManager
            | Role::Leader
            | Role::Auditor
            | Role::Administrator => Ok(true),
            _ => Ok(sos.to_roles.contains(&role)),
        }
    }

    /// The calls for help that a visitor may see, newest first.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn sos_of(
        &self,
        visitor: &Visitor,
        open_only: bool,
        limit: u64,
    ) -> Result<Vec<SosView>, AppError> {
        let page = self.sos_page(visitor, open_only, None, limit);
        Ok(page.await?.calls)
    }

    /// A page of them: those after a place in the list, as the page before told it.
    ///
    /// # Errors
    /// `bad_cursor` for a place that no page told; the store's failure.
    pub async fn sos_page(
        &self,
        visitor: &Visitor,
        open_only: bool,
        after: Option<&str>,
        limit: u64,
    ) -> Result<SosPage, AppError> {
        let after = after.map(Listed::read).transpose()?;
        let filter = |column, op, value| Filter { column, op, value };
        let mut filters = Vec::new();
        if open_only {
            filters.push(filter("open", Op::Eq, Value::Int(1)));
        }
        if let Some(after) = &after {
            filters.push(filter("raised_at", Op::Le, Value::Int(after.raised_at)));
        }
        let query = Query {
            table: &SAFETY,
            town: visitor.town.clone(),
            columns: vec!["raised_at", "id"],
            filters,
            order: vec![("raised_at", true), ("id", true)],
            limit: None,
        };
        let most = usize::try_from(limit.clamp(1, 500)).unwrap_or(usize::MAX);
        let mut found: Vec<Listed> = Vec::new();
        let mut more = false;
        self.store()
            .scan(query, &mut |row| {
                if let (Some(Value::Int(raised_at)), Some(Value::Text(id))) =
                    (row.first(), row.get(1))
                {
                    let one = Listed {
                        raised_at: *raised_at,
                        id: id.to_string(),
                    };
                    more = found.len() == most;
                    if !more && after.as_ref().is_none_or(|after| one < *after) {
                        found.push(one);
                    }
                }
                !more
            })
            .await?;
        let book = self.book(&visitor.town).await?;
        let mut calls = Vec::new();
        for Listed { id, .. } in &found {
            let Some((sos, version)) = self.state_of::<Sos>(&visitor.town, id).await? else {
                continue;
            };
            if self.sees_sos(visitor, &sos).await? {
                calls.push(SosView::new(id, &sos, version, &book));
            }
        }
        let next = found.last().filter(|_| more).map(Listed::told);
        Ok(SosPage { calls, next })
    }

    pub(crate) async fn act_on_sos(
        &self,
        town: &TownId,
        order: Order,
        id: &str,
        command: &SosCommand,
    ) -> Result<Acted<Sos>, AppError> {
        let book: &Book = &*self.book(town).await?;
        let policy = book.policy()?;
        let nearest = match command {
            SosCommand::Raise(call) => {
                let own: Vec<UnitId> = call.unit.iter().cloned().collect();
                let place = call.seen.map(|seen| seen.place);
                let serving = self.serving(town, self.now()).await?;
                self.nearest_crews(book, &serving, place, &own, self.now())
            }
            _ => Vec::new(),
        };
        let facts = SosFacts {
            rules: &policy.dispatch,
            nearest: &nearest,
            grace: policy.entry_grace_seconds,
        };
        let acted = self.act::<Sos>(town, order, id, command, facts).await?;
        self.settle_sos(town, id, &acted.state);
        Ok(acted)
    }

    pub(crate) fn settle_sos(&self, town: &TownId, id: &str, sos: &Sos) {
        let work = crate::alarms::Work::Sos(id.into());
        self.alarms()
            .set_since(town, work, sos.next_alarm(), sos.last_recorded_at);
    }
}

fn refused(why: SosRejection) -> AppError {
    AppError::Refused(why.into())
}

/// The identifier of a call follows from who calls under which key, so that a second sending finds
/// the first.
fn id_of(visitor: &Visitor, order: &Order) -> String {
    let named = format!("{}\n{}", visitor.account.id, order.key.as_str());
    let digest = Sm3::digest(named.as_bytes());
    format!("{ID}{}", hex::encode(&digest[..8]))
}
