//! Rows of the read models into the fold, by slim columns.

use crate::{
    App, AppError,
    engine::{CALLER_DIGEST, number},
    views::{BREACH, INCIDENT, REFERRAL},
};
use liandong_analysis::{
    BreachRow, ClockTake, Fold, IncidentRow, Number, ReferralEnd, ReferralRow,
};
use liandong_domain::{
    ids::TownId,
    incident::{CategoryCode, ClockKind, ClockOutcome, Grade, Phase},
    time::{Day, Period, Timestamp, UtcOffset},
};
use liandong_store::{Filter, Op, Query, Table, Value};

/// Side values that are read at a time.
const PAGE: u64 = 20_000;
/// Referrals of calls that are older than this before the first day are looked at when they are open.
const REFERRALS_BEFORE: i64 = 400;

/// What is read of an incident.
const INCIDENT_COLUMNS: [&str; 21] = [
    "id",
    "received_at",
    "phase",
    "category",
    "subcategory",
    "area",
    "arrive",
    "arrive_late",
    "feedback",
    "feedback_late",
    "dispose",
    "dispose_late",
    "grade",
    "grade_late",
    "unreachable",
    "sampled",
    "complaint",
    "round",
    "late_entries",
    "place",
    "crews",
];

fn int(cells: &[Value], at: usize) -> Option<i64> {
    match cells.get(at) {
        Some(Value::Int(value)) => Some(*value),
        _ => None,
    }
}

fn word(cells: &[Value], at: usize) -> Option<&str> {
    match cells.get(at) {
        Some(Value::Text(word)) => Some(word),
        _ => None,
    }
}

fn clock(cells: &[Value], at: usize) -> Option<ClockTake> {
    Some(ClockTake {
        outcome: ClockOutcome::parse(word(cells, at)?)?,
        late: int(cells, at + 1) == Some(1),
    })
}

fn incident(cells: &[Value], offset: UtcOffset) -> Option<IncidentRow<'_>> {
    let received_at = Timestamp(int(cells, 1)?);
    let flag = |at| int(cells, at) == Some(1);
    Some(IncidentRow {
        number: Number::parse(word(cells, 0)?)?,
        day: offset.day(received_at),
        second: offset.second_of_day(received_at),
        phase: Phase::parse(word(cells, 2)?)?,
        category: word(cells, 3).and_then(CategoryCode::parse),
        subcategory: word(cells, 4),
        area: word(cells, 5),
        clocks: [clock(cells, 6), clock(cells, 8), clock(cells, 10)],
        grade: word(cells, 12).and_then(Grade::parse),
        grade_late: flag(13),
        unreachable: flag(14),
        sampled: flag(15),
        complaint: flag(16),
        round: int(cells, 17)?,
        late_entries: int(cells, 18)?,
        place: int(cells, 19),
        crews: word(cells, 20).unwrap_or_default(),
    })
}

/// Numbers given from the first day of a period to its last.
fn numbered(column: &'static str, period: Period) -> Result<[Filter; 2], AppError> {
    let bound = |day: Day| number(day, 0).map(|id| Value::Text(id.as_str().into()));
    let filter = |op, value| Filter { column, op, value };
    Ok([
        filter(Op::Ge, bound(period.from)?),
        filter(Op::Lt, bound(period.to.next())?),
    ])
}

fn unreadable(table: &Table, row: &[Value]) -> AppError {
    AppError::Internal(format!(
        "a row of {} cannot be read ({:?}); rebuild the read models",
        table.name,
        row.first()
    ))
}

impl App {
    /// The first day with an incident.
    pub(super) async fn first_day(
        &self,
        town: &TownId,
        offset: UtcOffset,
    ) -> Result<Option<Day>, AppError> {
        let query = Query {
            table: &INCIDENT,
            town: town.clone(),
            columns: vec!["received_at"],
            filters: Vec::new(),
            order: vec![("id", false)],
            limit: Some(1),
        };
        let row = self.store().rows(query).await?.pop();
        Ok(row
            .and_then(|cells| int(&cells, 0))
            .map(|at| offset.day(Timestamp(at))))
    }

    async fn each_row(
        &self,
        query: Query,
        each: &mut (dyn FnMut(&[Value]) -> Option<()> + Send),
    ) -> Result<(), AppError> {
        let table = query.table;
        let mut failed = None;
        let mut visit = |cells: &[Value]| {
            let read = each(cells).is_some();
            if !read {
                failed = Some(unreadable(table, cells));
            }
            read
        };
        self.store().scan(query, &mut visit).await?;
        failed.map_or(Ok(()), Err)
    }

    /// Reads a period's incidents and what stands beside them.
    pub(super) async fn read_into(
        &self,
        town: &TownId,
        period: Period,
        offset: UtcOffset,
        fold: &mut Fold,
    ) -> Result<(), AppError> {
        let mut callers = Vec::new();
        let (incidents, digests) = futures_util::future::join(
            self.incidents_into(town, period, offset, fold),
            self.callers(town, period, &mut callers),
        )
        .await;
        incidents?;
        digests?;
        for (day, caller) in callers {
            fold.caller(day, caller);
        }
        self.breaches_into(town, period, offset, fold).await
    }

    async fn incidents_into(
        &self,
        town: &TownId,
        period: Period,
        offset: UtcOffset,
        fold: &mut Fold,
    ) -> Result<(), AppError> {
        let query = Query {
            table: &INCIDENT,
            town: town.clone(),
            columns: INCIDENT_COLUMNS.to_vec(),
            filters: numbered("id", period)?.into(),
            order: Vec::new(),
            limit: None,
        };
        self.each_row(query, &mut |cells| {
            fold.incident(&incident(cells, offset)?);
            Some(())
        })
        .await
    }

    /// Parts of keyed digests of callers' telephones, with the days of their calls. A number begins with
    /// the local day on which its call came.
    async fn callers(
        &self,
        town: &TownId,
        period: Period,
        into: &mut Vec<(Day, u64)>,
    ) -> Result<(), AppError> {
        let mut days = period.from.0..=period.to.0;
        let mut day = Day(days.next().unwrap_or(period.from.0));
        let mut next = number(day.next(), 0)?;
        let mut after = number(period.from, 0)?.as_str().to_owned();
        loop {
            let page = self
                .store()
                .secrets(town, CALLER_DIGEST, &after, PAGE)
                .await?;
            for (id, digest) in &page {
                while id.as_str() >= next.as_str() {
                    let Some(later) = days.next() else {
                        return Ok(());
                    };
                    day = Day(later);
                    next = number(day.next(), 0)?;
                }
                let part = digest.first_chunk::<8>().copied();
                into.extend(part.map(|part| (day, u64::from_be_bytes(part))));
            }
            match page.last() {
                Some((last, _)) if page.len() as u64 == PAGE => after.clone_from(last),
                _ => return Ok(()),
            }
        }
    }

    async fn breaches_into(
        &self,
        town: &TownId,
        period: Period,
        offset: UtcOffset,
        fold: &mut Fold,
    ) -> Result<(), AppError> {
        let query = Query {
            table: &BREACH,
            town: town.clone(),
            columns: vec!["incident", "received_at", "clock", "late_by", "explanation"],
            filters: numbered("incident", period)?.into(),
            order: Vec::new(),
            limit: None,
        };
        self.each_row(query, &mut |cells| {
            fold.breach(&BreachRow {
                number: Number::parse(word(cells, 0)?)?,
                day: offset.day(Timestamp(int(cells, 1)?)),
                clock: ClockKind::parse(word(cells, 2)?)?,
                late_by: int(cells, 3),
                explanation: word(cells, 4),
            });
            Some(())
        })
        .await
    }

    /// Reads referrals: of the calls since [`REFERRALS_BEFORE`] days before the first day, and older ones
    /// that are open still.
    pub(super) async fn referrals_into(
        &self,
        town: &TownId,
        from: Day,
        fold: &mut Fold,
    ) -> Result<(), AppError> {
        let since = number(Day(from.0 - REFERRALS_BEFORE), 0)?;
        let since = Value::Text(since.as_str().into());
        let filter = |column, op, value| Filter { column, op, value };
        let recent = vec![filter("id", Op::Ge, since.clone())];
        let old = vec![
            filter("open", Op::Eq, Value::Int(1)),
            filter("id", Op::Lt, since),
        ];
        for filters in [recent, old] {
            let query = Query {
                table: &REFERRAL,
                town: town.clone(),
                columns: vec![
                    "incident",
                    "department",
                    "state",
                    "referred_at",
                    "ended_at",
                    "breached",
                ],
                filters,
                order: Vec::new(),
                limit: None,
            };
            self.each_row(query, &mut |cells| {
                let how = match word(cells, 2)? {
                    "disposed" => ReferralEnd::Disposed,
                    _ => ReferralEnd::TurnedBack,
                };
                fold.referral(&ReferralRow {
                    number: Number::parse(word(cells, 0)?)?,
                    department: word(cells, 1)?,
                    referred_at: Timestamp(int(cells, 3)?),
                    ended: int(cells, 4).map(|at| (how, Timestamp(at))),
                    breached: int(cells, 5) == Some(1),
                });
                Some(())
            })
            .await?;
        }
        Ok(())
    }
}
