//! The members' month.

use super::{ASSESSMENT, incidents::Basis};
use crate::{
    App, AppError, CommandKey, Order,
    streams::{Acted, stream_of},
};
use liandong_domain::{
    assessment::{
        Evidence, MemberScore, Month, Scoring, Tally,
        monthly::{Computed, Monthly, MonthlyCommand, MonthlyFacts, MonthlyRejection, Stage},
    },
    ids::{MemberId, TownId},
    registry::RegistryEvent,
};
use liandong_store::{Filter, Op, Query, Value};

/// A member's line with the records behind it.
#[derive(Debug, Clone)]
pub struct Explained {
    /// The formula.
    pub scoring: Scoring,
    /// The line as computed, without corrections.
    pub line: MemberScore,
    /// Each record, in order; their sums are the line's.
    pub evidence: Vec<Evidence>,
    /// Position of the last event counted.
    pub log_position: u64,
    /// The assessment that the line stands in, where it is drafted.
    pub assessment: Option<(Monthly, u64)>,
}

/// A page of months, last first.
#[derive(Debug, Clone)]
pub struct Months {
    /// The assessments with their versions.
    pub months: Vec<(Monthly, u64)>,
    /// Ask for what is before this one to go on; `None` at the end.
    pub next: Option<Month>,
}

impl App {
    /// The formula that judges a month.
    ///
    /// # Errors
    /// `no_scoring` when the town has none; the store's failure.
    pub async fn scoring(&self, town: &TownId, month: Month) -> Result<Scoring, AppError> {
        let book = self.book(town).await?;
        let found = book.registry.scoring(month).cloned();
        found.ok_or_else(|| AppError::Refused(MonthlyRejection::NoScoring.into()))
    }

    /// A month's assessment with the version of its stream; `None` before it is drafted.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn monthly(
        &self,
        town: &TownId,
        month: Month,
    ) -> Result<Option<(Monthly, u64)>, AppError> {
        self.state_of::<Monthly>(town, &month.to_string()).await
    }

    /// The table of a month as the log makes it now. Nothing is written.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn compute_month(
        &self,
        town: &TownId,
        month: Month,
        scoring: &Scoring,
    ) -> Result<Computed, AppError> {
        let basis = self.basis(town).await?;
        self.table(town, month, scoring, &basis, &mut |_, _| {})
            .await
    }

    async fn table(
        &self,
        town: &TownId,
        month: Month,
        scoring: &Scoring,
        basis: &Basis,
        listen: &mut (dyn FnMut(&MemberId, Evidence) + Send),
    ) -> Result<Computed, AppError> {
        let attendance = self.attendance_of(town, month, basis).await?;
        let mut tally = Tally::new(scoring, &basis.registry, month);
        self.each_incident(town, month, basis.position, &mut |incident| {
            tally.incident(incident, Some(listen));
        })
        .await?;
        tally.attendance(&attendance, Some(listen));
        let (lines, incidents) = tally.finish(Some(listen));
        Ok(Computed {
            log_position: basis.position,
            log_hash: basis.hash.clone(),
            incidents,
            lines,
        })
    }

    /// The very records behind a member's line: of the drafted assessment at the position that it
    /// rests on, or else of the log as it is now.
    ///
    /// # Errors
    /// `no_scoring`; `no_such_line` when the member has none; the store's failure.
    pub async fn explain_member(
        &self,
        town: &TownId,
        month: Month,
        member: &MemberId,
    ) -> Result<Explained, AppError> {
        let assessment = self.monthly(town, month).await?;
        let (scoring, basis) = match &assessment {
            Some((one, _)) => {
                let (position, hash) = (one.computed.log_position, one.computed.log_hash.clone());
                let basis = self.basis_at(town, position, hash, one.computed_at);
                let basis = basis.await?;
                ((*one.scoring).clone(), basis)
            }
            None => (self.scoring(town, month).await?, self.basis(town).await?),
        };
        let mut evidence = Vec::new();
        let mut listen = |whose: &MemberId, one| {
            if whose == member {
                evidence.push(one);
            }
        };
        let computed = self.table(town, month, &scoring, &basis, &mut listen);
        let computed = computed.await?;
        let mut lines = computed.lines.into_iter();
        let line = lines
            .find(|line| line.member == *member)
            .ok_or_else(|| AppError::Refused(MonthlyRejection::NoMemberLine.into()))?;
        Ok(Explained {
            scoring,
            line,
            evidence,
            log_position: computed.log_position,
            assessment,
        })
    }

    /// Gives a command to a month's assessment. A final one, or a change of it, enters the register
    /// as the record that the form's indicator counts.
    ///
    /// # Errors
    /// What the rules refuse, [`AppError::VersionConflict`], or the store's failure.
    pub async fn assess(
        &self,
        town: &TownId,
        order: Order,
        month: Month,
        member: Option<&MemberId>,
        command: &MonthlyCommand,
    ) -> Result<Acted<Monthly>, AppError> {
        let book = self.book(town).await?;
        let (mut scoring, mut computed) = (None, None);
        if matches!(
            command,
            MonthlyCommand::Draft | MonthlyCommand::Recompute { .. }
        ) {
            // A recomputation follows the formula that was published with the table.
            scoring = match command {
                MonthlyCommand::Draft => book.registry.scoring(month).cloned(),
                _ => self
                    .monthly(town, month)
                    .await?
                    .map(|(one, _)| *one.scoring),
            };
            if let Some(scoring) = &scoring {
                computed = Some(self.compute_month(town, month, scoring).await?);
            }
        }
        let by = order.actor.account.clone();
        let facts = MonthlyFacts {
            by: &by,
            member,
            scoring: scoring.as_ref(),
            computed: computed.as_ref(),
            offset: book.registry.utc_offset(),
            grace: book.policy()?.entry_grace_seconds,
        };
        let id = month.to_string();
        let acted = self
            .act::<Monthly>(town, order.clone(), &id, command, facts)
            .await?;
        self.enter_assessment(town, &order, month, &acted).await?;
        Ok(acted)
    }

    /// Enters a final table into the register, unless the register says so already: also when the
    /// command is sent again because its first answer was lost on the way.
    async fn enter_assessment(
        &self,
        town: &TownId,
        order: &Order,
        month: Month,
        acted: &Acted<Monthly>,
    ) -> Result<(), AppError> {
        if acted.state.stage != Stage::Final {
            return Ok(());
        }
        let book = self.book(town).await?;
        let offset = book.registry.utc_offset();
        let Some(held) = acted.state.held(|at| offset.day(at)) else {
            return Ok(());
        };
        if book.registry.assessments().any(|one| one.record == held) {
            return Ok(());
        }
        let stream = stream_of::<Monthly>(&month.to_string());
        let order = follows(order, &format!("{stream}@{}", acted.version));
        self.register(town, &order, &[RegistryEvent::AssessmentHeld(held)])
            .await?;
        Ok(())
    }

    /// A page of assessments, last month first.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn months(
        &self,
        town: &TownId,
        before: Option<Month>,
        limit: u64,
    ) -> Result<Months, AppError> {
        let limit = limit.clamp(1, 120);
        let before = before.map(|month| Filter {
            column: "month",
            op: Op::Lt,
            value: Value::Text(month.to_string().into()),
        });
        let query = Query {
            table: &ASSESSMENT,
            town: town.clone(),
            columns: vec!["month"],
            filters: before.into_iter().collect(),
            order: vec![("month", true)],
            limit: Some(limit.saturating_add(1)),
        };
        let rows = self.store().rows(query).await?;
        let more = rows.len() as u64 > limit;
        let mut months = Vec::new();
        for row in rows.iter().take(usize::try_from(limit).unwrap_or(120)) {
            if let Some(Value::Text(month)) = row.first()
                && let Ok(month) = month.parse()
                && let Some(found) = self.monthly(town, month).await?
            {
                months.push(found);
            }
        }
        let next = months.last().map(|(one, _)| one.month).filter(|_| more);
        Ok(Months { months, next })
    }
}

/// An order for what follows from a command, under a key that its outcome names.
pub(crate) fn follows(order: &Order, key: &str) -> Order {
    Order {
        actor: order.actor.clone(),
        key: CommandKey::new(key),
        occurred_at: None,
        expected_version: None,
    }
}
