//! Calls for help (紧急求助) of members.

use crate::{
    App, AppError, Order, access::Visitor, book::Book, dispatch::own_member, streams::Acted,
    view::SosView, views::SAFETY,
};
use liandong_domain::{
    dispatch::Seen,
    geo::Place,
    ids::{TownId, UnitId},
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
                if sos.call.by == visitor.account.id {
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

    /// The calls for help that a visitor may see, the open ones or all, newest first.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn sos_of(
        &self,
        visitor: &Visitor,
        open_only: bool,
        limit: u64,
    ) -> Result<Vec<SosView>, AppError> {
        let open = Filter {
            column: "open",
            op: Op::Eq,
            value: Value::Int(1),
        };
        let query = Query {
            table: &SAFETY,
            town: visitor.town.clone(),
            columns: vec!["id"],
            filters: open_only.then_some(open).into_iter().collect(),
            order: vec![("raised_at", true)],
            limit: Some(limit.clamp(1, 500)),
        };
        let book = self.book(&visitor.town).await?;
        let mut all = Vec::new();
        for row in self.store().rows(query).await? {
            let Some(Value::Text(id)) = row.first() else {
                continue;
            };
            let Some((sos, version)) = self.state_of::<Sos>(&visitor.town, id).await? else {
                continue;
            };
            if self.sees_sos(visitor, &sos).await? {
                all.push(SosView::new(id, &sos, version, &book));
            }
        }
        Ok(all)
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
