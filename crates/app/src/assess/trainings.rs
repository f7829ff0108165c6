//! Trainings: commands, lists, hours.

use super::{TRAINING, TRAINING_RESULT, members::follows};
use crate::{
    App, AppError, Order,
    streams::{Acted, stream_of},
};
use liandong_domain::{
    ids::{ItemId, MemberId, TownId},
    registry::RegistryEvent,
    time::Period,
    training::{Session, SessionCommand, SessionFacts, SessionRejection},
};
use liandong_store::{Filter, Op, Query, Value};
use std::collections::BTreeMap;

/// A page of trainings, by identifier.
#[derive(Debug, Clone)]
pub struct Trainings {
    /// The trainings with their versions.
    pub trainings: Vec<(Session, u64)>,
    /// Ask for what is after this one to go on; `None` at the end.
    pub next: Option<ItemId>,
}

/// A member's trainings over a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    /// The member.
    pub member: MemberId,
    /// Minutes attended.
    pub minutes: i64,
    /// Trainings attended.
    pub attended: u64,
    /// Trainings that it had to attend.
    pub due: u64,
    /// Examinations passed.
    pub passed: u64,
    /// Examinations taken.
    pub examined: u64,
}

impl App {
    /// A training with the version of its stream.
    ///
    /// # Errors
    /// `no_such_training`; the store's failure.
    pub async fn training(&self, town: &TownId, id: &str) -> Result<(Session, u64), AppError> {
        let found = self.state_of::<Session>(town, id).await?;
        found.ok_or_else(|| AppError::Refused(SessionRejection::NotPlanned.into()))
    }

    /// Gives a command to a training. What was held enters the register as the record that the
    /// form's indicators count.
    ///
    /// # Errors
    /// What the rules refuse, [`AppError::VersionConflict`], or the store's failure.
    pub async fn train(
        &self,
        town: &TownId,
        order: Order,
        id: &str,
        new: bool,
        command: &SessionCommand,
    ) -> Result<Acted<Session>, AppError> {
        let book = self.book(town).await?;
        let facts = SessionFacts {
            registry: &book.registry,
            new,
            grace: book.policy()?.entry_grace_seconds,
        };
        let acted = self
            .act::<Session>(town, order.clone(), id, command, facts)
            .await?;
        let Some(held) = acted.state.held() else {
            return Ok(acted);
        };
        if book.registry.trainings().any(|one| one.record == held) {
            return Ok(acted);
        }
        let stream = stream_of::<Session>(id);
        let order = follows(&order, &format!("{stream}@{}", acted.version));
        self.register(town, &order, &[RegistryEvent::TrainingHeld(held)])
            .await?;
        Ok(acted)
    }

    /// A page of trainings of some days, by identifier.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn trainings(
        &self,
        town: &TownId,
        days: Option<Period>,
        after: Option<&ItemId>,
        limit: u64,
    ) -> Result<Trainings, AppError> {
        let limit = limit.clamp(1, 500);
        let mut filters: Vec<Filter> = days.into_iter().flat_map(of_days).collect();
        filters.extend(after.map(|id| Filter {
            column: "id",
            op: Op::Gt,
            value: Value::Text(id.as_str().into()),
        }));
        let query = Query {
            table: &TRAINING,
            town: town.clone(),
            columns: vec!["id"],
            filters,
            order: vec![("id", false)],
            limit: Some(limit.saturating_add(1)),
        };
        let rows = self.store().rows(query).await?;
        let more = rows.len() as u64 > limit;
        let mut trainings = Vec::new();
        for row in rows.iter().take(usize::try_from(limit).unwrap_or(500)) {
            if let Some(Value::Text(id)) = row.first() {
                trainings.push(self.training(town, id).await?);
            }
        }
        let next = trainings.last().map(|(one, _)| one.id.clone());
        Ok(Trainings {
            trainings,
            next: next.filter(|_| more),
        })
    }

    /// What the members had of trainings over a time, by member; of one member, or of all.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn training_hours(
        &self,
        town: &TownId,
        days: Period,
        member: Option<&MemberId>,
    ) -> Result<Vec<Hours>, AppError> {
        let mut filters: Vec<Filter> = of_days(days).into();
        filters.extend(member.map(|member| Filter {
            column: "member",
            op: Op::Eq,
            value: Value::Text(member.as_str().into()),
        }));
        let query = Query {
            table: &TRAINING_RESULT,
            town: town.clone(),
            columns: vec!["member", "minutes", "attended", "passed"],
            filters,
            order: Vec::new(),
            limit: None,
        };
        let mut all: BTreeMap<MemberId, Hours> = BTreeMap::new();
        for row in self.store().rows(query).await? {
            let [
                Value::Text(id),
                Value::Int(minutes),
                Value::Int(attended),
                passed,
            ] = &row[..]
            else {
                continue;
            };
            let Ok(id) = MemberId::new(id) else { continue };
            let one = all.entry(id.clone()).or_insert(Hours {
                member: id,
                minutes: 0,
                attended: 0,
                due: 0,
                passed: 0,
                examined: 0,
            });
            one.due += 1;
            if *attended == 1 {
                one.attended += 1;
                one.minutes += minutes;
            }
            one.examined += u64::from(*passed != Value::Null);
            one.passed += u64::from(*passed == Value::Int(1));
        }
        Ok(all.into_values().collect())
    }
}

fn of_days(days: Period) -> [Filter; 2] {
    let filter = |op, day: i64| Filter {
        column: "day",
        op,
        value: Value::Int(day),
    };
    [filter(Op::Ge, days.from.0), filter(Op::Le, days.to.0)]
}
