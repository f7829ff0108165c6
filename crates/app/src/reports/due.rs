//! Reports that come at their time.

use super::REPORT;
use crate::{App, AppError, CommandKey, Order, engine::system};
use liandong_domain::{
    ids::TownId,
    reports::{ReportKind, ReportOf},
    time::{Day, Timestamp, UtcOffset},
};
use liandong_store::{Filter, Op, Query, Value};

/// The task that one server node at a time does: the lease's name.
pub const REPORTS: &str = "reports";

/// Reports of a kind that a late start makes at the most; older ones are published by hand where they are
/// wanted.
const CAUGHT_UP: usize = 400;

/// The last report of a kind whose time has come: its period is over, and the hour of the day after it has
/// struck.
#[must_use]
pub fn due(kind: ReportKind, now: Timestamp, offset: UtcOffset, hour: u8) -> ReportOf {
    let today: Day = offset.day(now.plus(-i64::from(hour) * 3_600));
    ReportOf::holding(kind, today).before()
}

impl App {
    /// Publishes what is due in a town: of each kind all periods after the last published one that are over
    /// at `hour` (0 to 23) of the town's day; where none was ever published, the last one only. Answers how
    /// many. Call it now and then, in every node: the one that leads does it.
    ///
    /// # Errors
    /// The first failure; what was published stays so.
    pub async fn publish_due_reports(&self, town: &TownId, hour: u8) -> Result<usize, AppError> {
        if !self.leads(town, REPORTS).await? {
            return Ok(0);
        }
        let offset = self.book(town).await?.registry.utc_offset();
        let Some(begin) = self.first_day(town, offset).await? else {
            return Ok(0);
        };
        let mut done = 0;
        for kind in ReportKind::ALL {
            let last_due = due(*kind, self.now(), offset, hour);
            for of in self.missing(town, *kind, last_due).await? {
                // Nothing was recorded then: there is nothing to tell.
                if of.period().to < begin {
                    continue;
                }
                // Two nodes that both believe to lead have the same key.
                let order = Order {
                    actor: system(),
                    key: CommandKey::new(format!("due/report/{of}")),
                    occurred_at: None,
                    expected_version: None,
                };
                let acted = self.publish_report(town, order, of).await?;
                done += usize::from(!acted.replayed);
            }
        }
        Ok(done)
    }

    /// The reports of a kind that are due and not published, in order.
    async fn missing(
        &self,
        town: &TownId,
        kind: ReportKind,
        last_due: ReportOf,
    ) -> Result<Vec<ReportOf>, AppError> {
        let query = Query {
            table: &REPORT,
            town: town.clone(),
            columns: vec!["id"],
            filters: vec![Filter {
                column: "kind",
                op: Op::Eq,
                value: Value::Text(kind.code().into()),
            }],
            order: vec![("place", true)],
            limit: Some(1),
        };
        let last = self.store().rows(query).await?.pop();
        let last = last.and_then(|row| match row.first() {
            Some(Value::Text(id)) => id.parse::<ReportOf>().ok(),
            _ => None,
        });
        let Some(last) = last else {
            return Ok(vec![last_due]);
        };
        let missing = std::iter::successors(Some(last_due), |one| Some(one.before()))
            .take_while(|one| one.period().from > last.period().from)
            .take(CAUGHT_UP);
        let mut missing: Vec<ReportOf> = missing.collect();
        missing.reverse();
        Ok(missing)
    }
}
