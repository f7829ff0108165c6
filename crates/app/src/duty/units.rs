//! Units with their states, and what is said of them.

use super::{days::unit_named, facts::around, name_of};
use crate::{App, AppError, Order, access::Visitor, book::Book, view::Named, views::INCIDENT_UNIT};
use liandong_domain::{
    duty::{
        Changes, Standing, Turn, UnitBook, UnitBookFacts, UnitCommand, UnitFacts, crew_on_duty,
        unit_state,
    },
    ids::{IncidentId, TownId, UnitId},
    incident::Assignment,
    refusal::{Because, Refusal},
    rights::Right,
    time::Timestamp,
};
use liandong_store::{Filter, Op, Query, Value};
use serde::Serialize;

/// A unit with its state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnitStateView {
    /// Its identifier.
    pub id: UnitId,
    /// Its name.
    pub name: String,
    /// Its call sign on the radio.
    pub call_sign: String,
    /// The area that it is responsible for.
    pub area: Named,
    /// Its state.
    pub state: &'static str,
    /// The state's name.
    pub state_name: &'static str,
    /// Since when, where that is known.
    pub since: Option<Timestamp>,
    /// The incident that it is on.
    pub incident: Option<IncidentId>,
    /// What keeps it from being sent, or will after this incident.
    pub out: Option<OutView>,
    /// The members on duty in it now; they share its state.
    pub crew: Vec<CrewMember>,
    /// The members bound to its incident, where they are others: their shift is over.
    pub bound: Vec<Named>,
    /// Whether the crew now on duty could take its incident over (交接班).
    pub relief: bool,
}

/// Why a unit is out of service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutView {
    /// The reason.
    pub reason: &'static str,
    /// Its name.
    pub reason_name: &'static str,
    /// In words.
    pub note: Option<String>,
    /// Since when, where somebody took it out.
    pub since: Option<Timestamp>,
    /// When it is expected back.
    pub until: Option<Timestamp>,
}

/// A member on duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CrewMember {
    /// The badge number.
    pub code: String,
    /// The name.
    pub name: String,
    /// When the turn ends.
    pub until: Timestamp,
    /// For whom the member stands in, if for somebody.
    pub instead_of: Option<String>,
}

/// A unit at a moment, before it is shown.
#[derive(Debug, Clone)]
pub struct UnitNow {
    /// Its state.
    pub standing: Standing,
    /// The turns of those on duty in it.
    pub crew: Vec<Turn>,
    /// Its part in its incident.
    pub part: Option<Assignment>,
}

impl App {
    /// All units with their states, by identifier.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn units_now(&self, town: &TownId) -> Result<Vec<UnitNow>, AppError> {
        let (book, now) = (self.book(town).await?, self.now());
        let day = book.registry.utc_offset().day(now);
        let changes = self.changes(town, around(day)).await?;
        let mut all = Vec::new();
        for unit in book.registry.units() {
            all.push(self.unit_now(&book, &unit.record.id, &changes, now).await?);
        }
        Ok(all.into_iter().flatten().collect())
    }

    async fn unit_now(
        &self,
        book: &Book,
        id: &UnitId,
        changes: &Changes,
        now: Timestamp,
    ) -> Result<Option<UnitNow>, AppError> {
        let (town, registry) = (&book.town, &book.registry);
        let Some(unit) = registry.unit(id) else {
            return Ok(None);
        };
        let crew = crew_on_duty(registry, changes, id, now);
        let said = self.unit_book(town, id).await?;
        let bound = match self.incident_of_unit(town, id) {
            Some(incident) => {
                let (state, _) = self.incident(town, &incident).await?;
                let part = state.active_units().find(|one| one.unit == *id);
                part.map(|part| (incident, part.clone()))
            }
            None => None,
        };
        let released_at = match bound {
            Some(_) => None,
            None => self.last_released(town, id).await?,
        };
        let standing = unit_state(UnitFacts {
            unit,
            day: registry.utc_offset().day(now),
            bound: bound.as_ref().map(|(id, part)| (id, part)),
            out: said.as_ref().and_then(|book| book.out.as_ref()),
            returned_at: said.as_ref().and_then(|book| book.returned_at),
            released_at,
            crew_since: crew.iter().map(|turn| turn.from).max(),
        });
        Ok(Some(UnitNow {
            standing,
            crew,
            part: bound.map(|(_, part)| part),
        }))
    }

    async fn last_released(
        &self,
        town: &TownId,
        unit: &UnitId,
    ) -> Result<Option<Timestamp>, AppError> {
        let query = Query {
            table: &INCIDENT_UNIT,
            town: town.clone(),
            columns: vec!["released_at"],
            filters: vec![
                Filter {
                    column: "unit",
                    op: Op::Eq,
                    value: Value::Text(unit.as_str().into()),
                },
                Filter {
                    column: "released_at",
                    op: Op::Gt,
                    value: Value::Int(0),
                },
            ],
            order: vec![("unit", true), ("released_at", true)],
            limit: Some(1),
        };
        let rows = self.store().rows(query).await?;
        Ok(match rows.first().and_then(|row| row.first()) {
            Some(Value::Int(at)) => Some(Timestamp(*at)),
            _ => None,
        })
    }

    /// All units as they are shown.
    ///
    /// # Errors
    /// No right to it, or the store's failure.
    pub async fn show_units(&self, visitor: &Visitor) -> Result<Vec<UnitStateView>, AppError> {
        visitor.require(Right::ReadDuty)?;
        let book = self.book(&visitor.town).await?;
        let all = self.units_now(&visitor.town).await?;
        Ok(all.iter().filter_map(|one| view(&book, one)).collect())
    }

    /// One unit as it is shown.
    ///
    /// # Errors
    /// No such unit, no right to it, or the store's failure.
    pub async fn show_unit(
        &self,
        visitor: &Visitor,
        id: &UnitId,
    ) -> Result<UnitStateView, AppError> {
        visitor.require(Right::ReadDuty)?;
        let (book, now) = (self.book(&visitor.town).await?, self.now());
        let changes = self.changes_at(&visitor.town, now).await?;
        let one = self.unit_now(&book, id, &changes, now).await?;
        one.as_ref()
            .and_then(|one| view(&book, one))
            .ok_or_else(|| no_such_unit(id))
    }

    /// Says something of a unit: the desk of any, a member of the one that it is on duty in.
    ///
    /// # Errors
    /// What the rules refuse, or the store's failure.
    pub async fn command_unit(
        &self,
        visitor: &Visitor,
        order: Order,
        id: &UnitId,
        command: &UnitCommand,
    ) -> Result<UnitStateView, AppError> {
        let (town, now) = (&visitor.town, self.now());
        let book = self.book(town).await?;
        let registry = &book.registry;
        let desk =
            visitor.require(Right::Dispatch).is_ok() || visitor.require(Right::ManageDuty).is_ok();
        if !desk {
            visitor.require(Right::AskDuty)?;
        }
        if registry.unit(id).is_none() {
            return Err(no_such_unit(id));
        }
        if !desk {
            let at = order.occurred_at.unwrap_or(now);
            let changes = self.changes_at(town, at).await?;
            let crew = crew_on_duty(registry, &changes, id, at);
            let own = visitor.account.member.as_ref();
            if !crew.iter().any(|turn| Some(&turn.member) == own) {
                return Err(Refusal::new(
                    "not_your_unit",
                    Because::Forbidden,
                    "只能报告本人当班所在的处置单元",
                    "only the unit in which you are on duty",
                )
                .into());
            }
        }
        let before = self.unit_book(town, id).await?;
        let bound_to = self.incident_of_unit(town, id);
        let facts = UnitBookFacts {
            unit: registry.unit(id),
            id,
            before: before.as_ref(),
            bound_to: bound_to.as_ref(),
            entry_grace_seconds: book.policy()?.entry_grace_seconds,
        };
        let stream = self.unit_stream(town, &order, &book, id).await?;
        self.act::<UnitBook>(town, order, &stream, command, facts)
            .await?;
        let changes = self.changes_at(town, now).await?;
        let one = self.unit_now(&book, id, &changes, now).await?;
        one.as_ref()
            .and_then(|one| view(&book, one))
            .ok_or_else(|| no_such_unit(id))
    }

    /// The month's stream of a unit; that of the first time for an order that comes again.
    async fn unit_stream(
        &self,
        town: &TownId,
        order: &Order,
        book: &Book,
        id: &UnitId,
    ) -> Result<String, AppError> {
        use liandong_domain::aggregate::Aggregate;
        if let Some((receipt, _)) = self.store().receipt(town, &order.key).await?
            && let Some(stream) = receipt.stream.as_str().strip_prefix(UnitBook::PREFIX)
        {
            return Ok(stream.to_owned());
        }
        let day = book.registry.utc_offset().day(self.now()).to_string();
        Ok(format!("{id}/{}", day.get(..7).unwrap_or(&day)))
    }

    pub(crate) async fn duty_gate(&self, town: &TownId) -> Option<tokio::sync::MutexGuard<'_, ()>> {
        match self.gate(&("duty", town)) {
            Some(gate) => Some(gate.lock().await),
            None => None,
        }
    }
}

fn no_such_unit(id: &UnitId) -> AppError {
    Refusal::new(
        "no_such_unit",
        Because::NotFound,
        format!("没有处置单元 {id}"),
        format!("there is no unit {id}"),
    )
    .into()
}

fn view(book: &Book, one: &UnitNow) -> Option<UnitStateView> {
    let registry = &book.registry;
    let standing = &one.standing;
    let unit = registry.unit(&standing.unit)?;
    let out = standing.out.as_ref().map(|why| {
        let said = match why {
            liandong_domain::duty::WhyOut::TakenOut(out) => Some(out),
            _ => None,
        };
        OutView {
            reason: why.code(),
            reason_name: why.zh(),
            note: said.and_then(|out| out.note.as_deref().map(str::to_owned)),
            since: said.map(|out| out.since),
            until: said.and_then(|out| out.until),
        }
    });
    let crew: Vec<CrewMember> = one
        .crew
        .iter()
        .map(|turn| CrewMember {
            code: turn.member.to_string(),
            name: name_of(registry, &turn.member),
            until: turn.to,
            instead_of: turn.instead_of.as_ref().map(|id| name_of(registry, id)),
        })
        .collect();
    let on_duty: Vec<_> = one.crew.iter().map(|turn| &turn.member).collect();
    let others = one.part.iter().flat_map(|part| &part.crew);
    let bound: Vec<Named> = others
        .filter(|id| !on_duty.contains(id))
        .map(|id| Named::new(id.as_str(), name_of(registry, id)))
        .collect();
    let same = |part: &Assignment| part.crew.iter().eq(on_duty.iter().copied());
    let relief = one.part.as_ref().is_some_and(|part| !same(part)) && !crew.is_empty();
    let area = registry.area(&unit.area);
    Some(UnitStateView {
        id: unit.id.clone(),
        name: unit_named(registry, &unit.id).name,
        call_sign: unit.call_sign.clone(),
        area: Named::new(
            unit.area.as_str(),
            area.map_or(unit.area.as_str(), |area| area.name.as_str()),
        ),
        state: standing.state.code(),
        state_name: standing.state.zh(),
        since: standing.since,
        incident: standing.incident.clone(),
        out,
        crew,
        bound,
        relief,
    })
}
