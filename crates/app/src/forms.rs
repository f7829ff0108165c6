//! The form and the evidence behind a figure, over the read model.

use crate::{
    App, AppError,
    views::{INCIDENT, fact_columns, fact_from},
};
use liandong_domain::{
    ids::{IndicatorId, ProjectId, TownId},
    incident::IncidentFact,
    performance::{
        compute::FormTally,
        evidence::{Records, Tally},
        figure::{EvidenceItem, Figure},
        form::Form,
    },
    time::{Period, Timestamp},
};
use liandong_store::{Filter, Op, Query, Value};

/// The longest period of a form, in days: ten years.
const LONGEST: i64 = 3_660;

impl App {
    /// Computes the form 附件2-1 of a project over a period.
    ///
    /// # Errors
    /// [`AppError::NoSuchProject`], [`AppError::BadPeriod`], or the store's failure.
    pub async fn form(
        &self,
        town: &TownId,
        project: &ProjectId,
        period: Period,
    ) -> Result<Form, AppError> {
        check(period)?;
        let book = self.book(town).await?;
        let state = book.project(project)?;
        let head = self.store().head(town).await?;
        let mut tally = FormTally::new(state, &book.registry, period);
        let bounds = period.bounds(book.registry.utc_offset());
        self.each_fact(town, bounds, &mut |fact| tally.incident(&fact))
            .await?;
        if let Some(earlier) = tally.earlier() {
            let bounds = earlier.bounds(book.registry.utc_offset());
            self.each_fact(town, bounds, &mut |fact| tally.earlier_incident(&fact))
                .await?;
        }
        Ok(tally.finish(head.position, hex::encode(head.hash)))
    }

    /// The very records behind a figure of the form, in order, with the figure itself.
    ///
    /// # Errors
    /// As [`App::form`], and [`AppError::NoSuchIndicator`].
    pub async fn explain(
        &self,
        town: &TownId,
        project: &ProjectId,
        indicator: &IndicatorId,
        period: Period,
        each: &mut (dyn FnMut(EvidenceItem) + Send),
    ) -> Result<Figure, AppError> {
        check(period)?;
        let book = self.book(town).await?;
        let state = book.project(project)?;
        let found = state
            .project()
            .indicators
            .iter()
            .find(|one| one.id == *indicator);
        let found = found.ok_or_else(|| AppError::NoSuchIndicator(indicator.clone()))?;
        let records = Records {
            registry: &book.registry,
            project: state.project(),
            documents: state.documents(),
            contracts: state.contracts(),
            surveys: state.surveys(),
            entries: state.entries(),
        };
        let mut tally = Tally::new(found, records, period);
        if let Some(earlier) = tally.earlier() {
            let bounds = earlier.bounds(book.registry.utc_offset());
            self.each_fact(town, bounds, &mut |fact| {
                tally.earlier_incident(&fact, Some(each));
            })
            .await?;
        }
        if tally.counts_incidents() {
            let bounds = period.bounds(book.registry.utc_offset());
            self.each_fact(town, bounds, &mut |fact| tally.incident(&fact, Some(each)))
                .await?;
        }
        Ok(tally.finish(Some(each)))
    }

    pub(crate) async fn each_fact(
        &self,
        town: &TownId,
        (from, until): (Timestamp, Timestamp),
        each: &mut (dyn FnMut(IncidentFact) + Send),
    ) -> Result<(), AppError> {
        let query = Query {
            table: &INCIDENT,
            town: town.clone(),
            columns: fact_columns(),
            filters: vec![
                Filter {
                    column: "received_at",
                    op: Op::Ge,
                    value: Value::Int(from.0),
                },
                Filter {
                    column: "received_at",
                    op: Op::Lt,
                    value: Value::Int(until.0),
                },
            ],
            order: vec![("id", false)],
            limit: None,
        };
        let mut unreadable = None;
        self.store()
            .scan(query, &mut |cells| match fact_from(cells) {
                Some(fact) => {
                    each(fact);
                    true
                }
                None => {
                    unreadable = Some(format!("{:?}", cells.first()));
                    false
                }
            })
            .await?;
        match unreadable {
            Some(row) => Err(AppError::Internal(format!(
                "the row of incident {row} cannot be read; rebuild the read models"
            ))),
            None => Ok(()),
        }
    }
}

pub(crate) fn check(period: Period) -> Result<(), AppError> {
    if period.from <= period.to && period.days() <= LONGEST {
        Ok(())
    } else {
        Err(AppError::BadPeriod)
    }
}
