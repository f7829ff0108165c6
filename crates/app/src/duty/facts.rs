//! What incidents and requests ask of duty: granted changes, cars out of service.

use super::tables::{DUTY_CHANGE, UNIT_BOOK};
use crate::{App, AppError};
use liandong_domain::{
    duty::{Change, Changes, Out, OutReason, UnitBook, crew_on_duty},
    ids::{MemberId, TownId, UnitId},
    incident::IncidentCommand,
    registry::Registry,
    time::{Day, Period, Timestamp},
};
use liandong_store::{Filter, Op, Query, Row, Value};
use std::collections::BTreeSet;

/// What was granted and said, as far as one decision about an incident needs it.
#[derive(Debug, Default)]
pub(crate) struct DutyFacts {
    pub(crate) changes: Changes,
    pub(crate) unit_out: Option<OutReason>,
    pub(crate) serving: Serving,
}

/// Who serves at a moment: what was granted about duty then, and the cars taken out of service.
#[derive(Debug, Clone, Default)]
pub(crate) struct Serving {
    changes: Changes,
    out: BTreeSet<UnitId>,
}

impl Serving {
    /// Whether a car was taken out of service.
    pub(crate) fn is_out(&self, unit: &UnitId) -> bool {
        self.out.contains(unit)
    }

    /// The members on duty in a car, by identifier.
    pub(crate) fn crew(&self, registry: &Registry, unit: &UnitId, at: Timestamp) -> Vec<MemberId> {
        let turns = crew_on_duty(registry, &self.changes, unit, at);
        turns.into_iter().map(|turn| turn.member).collect()
    }
}

/// The columns that [`book`] reads.
const SAID: [&str; 6] = [
    "out_reason",
    "out_note",
    "out_since",
    "out_until",
    "returned_at",
    "last_at",
];

/// The car whose crew a command will take down, and whether it is sent by it.
const fn car_of(command: &IncidentCommand) -> Option<(Option<&UnitId>, bool)> {
    match command {
        IncidentCommand::Assign { unit, .. }
        | IncidentCommand::Reinforce { unit, .. }
        | IncidentCommand::Reassign { unit, .. } => Some((Some(unit), true)),
        IncidentCommand::HandOver { unit } => Some((unit.as_ref(), false)),
        _ => None,
    }
}

impl App {
    /// What was granted that touches a period, in the order in which it was granted.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn changes(&self, town: &TownId, period: Period) -> Result<Changes, AppError> {
        let query = Query {
            table: &DUTY_CHANGE,
            town: town.clone(),
            columns: vec!["request", "ord", "effect"],
            filters: vec![
                Filter {
                    column: "day_to",
                    op: Op::Ge,
                    value: Value::Int(period.from.0),
                },
                Filter {
                    column: "day_from",
                    op: Op::Le,
                    value: Value::Int(period.to.0),
                },
            ],
            order: Vec::new(),
            limit: None,
        };
        let rows = self.store().rows(query).await?;
        let changes: Option<Vec<Change>> = rows.iter().map(change).collect();
        let bad = || AppError::Internal("a change of duty cannot be read".into());
        Ok(Changes::new(changes.ok_or_else(bad)?))
    }

    /// What was granted for the shifts that may be under way at a moment.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn changes_at(&self, town: &TownId, at: Timestamp) -> Result<Changes, AppError> {
        let book = self.book(town).await?;
        let day = book.registry.utc_offset().day(at);
        self.changes(town, around(day)).await
    }

    /// What was last said of a car.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn unit_book(
        &self,
        town: &TownId,
        unit: &UnitId,
    ) -> Result<Option<UnitBook>, AppError> {
        let query = Query {
            table: &UNIT_BOOK,
            town: town.clone(),
            columns: SAID.to_vec(),
            filters: vec![Filter {
                column: "unit",
                op: Op::Eq,
                value: Value::Text(unit.as_str().into()),
            }],
            order: vec![("unit", true), ("month", true)],
            limit: Some(1),
        };
        let rows = self.store().rows(query).await?;
        Ok(rows.first().map(|row| book(row)))
    }

    /// Who serves at a moment.
    pub(crate) async fn serving(&self, town: &TownId, at: Timestamp) -> Result<Serving, AppError> {
        Ok(Serving {
            changes: self.changes_at(town, at).await?,
            out: self.cars_out(town, at).await?,
        })
    }

    /// The cars that were taken out of service, by what was last said of each: one look for all, since
    /// a car has a row a month.
    async fn cars_out(&self, town: &TownId, at: Timestamp) -> Result<BTreeSet<UnitId>, AppError> {
        let query = Query {
            table: &UNIT_BOOK,
            town: town.clone(),
            columns: SAID.into_iter().chain(["unit"]).collect(),
            filters: Vec::new(),
            order: vec![("unit", true), ("month", true)],
            limit: None,
        };
        let mut out = BTreeSet::new();
        let mut last: Option<Box<str>> = None;
        for row in self.store().rows(query).await? {
            let Some(Value::Text(unit)) = row.get(SAID.len()) else {
                continue;
            };
            if last.as_ref() == Some(unit) {
                continue;
            }
            last = Some(unit.clone());
            if out_at(Some(&book(&row)), at).is_some() {
                let bad = |error| AppError::Internal(format!("the car {unit}: {error}"));
                out.insert(UnitId::new(unit.as_ref()).map_err(bad)?);
            }
        }
        Ok(out)
    }

    /// What a command to an incident must know of duty; nothing for most.
    pub(crate) async fn duty_facts(
        &self,
        town: &TownId,
        command: &IncidentCommand,
        at: Timestamp,
        watched: bool,
    ) -> Result<DutyFacts, AppError> {
        let Some((unit, sent)) = car_of(command) else {
            return Ok(match command {
                // These may tell the nearest crews.
                IncidentCommand::CheckClocks | IncidentCommand::AnswerCheckIn { .. } if watched => {
                    DutyFacts {
                        serving: self.serving(town, at).await?,
                        ..DutyFacts::default()
                    }
                }
                _ => DutyFacts::default(),
            });
        };
        let out = match unit.filter(|_| sent) {
            Some(unit) => self.unit_book(town, unit).await?,
            None => None,
        };
        let serving = if sent {
            self.serving(town, at).await?
        } else {
            Serving::default()
        };
        Ok(DutyFacts {
            changes: self.changes_at(town, at).await?,
            unit_out: out_at(out.as_ref(), at),
            serving,
        })
    }
}

/// A day and the day before, whose shifts may run past midnight.
pub(super) const fn around(day: Day) -> Period {
    Period {
        from: Day(day.0.saturating_sub(1)),
        to: day,
    }
}

/// Why a car was out at a moment: who enters late what happened before is not held up by it.
pub(crate) fn out_at(book: Option<&UnitBook>, at: Timestamp) -> Option<OutReason> {
    let out = book?.out.as_ref()?;
    (out.since <= at).then_some(out.reason)
}

fn change(row: &Row) -> Option<Change> {
    match row.as_slice() {
        [Value::Text(request), Value::Int(order), Value::Text(effect)] => Some(Change {
            request: request.clone(),
            order: u32::try_from(*order).ok()?,
            effect: serde_json::from_str(effect).ok()?,
        }),
        _ => None,
    }
}

fn book(row: &[Value]) -> UnitBook {
    let moment = |at: usize| match row.get(at) {
        Some(Value::Int(at)) => Some(Timestamp(*at)),
        _ => None,
    };
    let words = |at: usize| match row.get(at) {
        Some(Value::Text(words)) => Some(words.clone()),
        _ => None,
    };
    let out = words(0).and_then(|reason| {
        Some(Out {
            reason: OutReason::parse(&reason)?,
            note: words(1),
            since: moment(2)?,
            until: moment(3),
        })
    });
    UnitBook {
        out,
        returned_at: moment(4),
        last_at: moment(5).unwrap_or_default(),
    }
}
