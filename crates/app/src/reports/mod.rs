//! Reports (日通报, 周汇总, 月分析): computed from the read models, published in streams of their own, listed.

mod due;
mod read;
mod table;

pub use due::{REPORTS, due};
pub use table::REPORT;

use crate::{App, AppError, Order, access::Visitor, streams::Acted};
use liandong_analysis::{Fold, Names, Report, Scope};
use liandong_domain::{
    ids::TownId,
    refusal::{Because, Refusal},
    registry::Registry,
    reports::{
        Basis, Edition, Publication, PublishFacts, PublishRejection, ReportCommand, ReportKind,
        ReportOf,
    },
    rights::Right,
    time::{Day, Timestamp},
};
use liandong_store::{Filter, Op, Query, Value};
use serde::Serialize;
use sm3::{Digest, Sm3};

/// What keyed digests of places are made for.
const PURPOSE: &str = "report-place";
/// Hexadecimal digits of a place's label.
const LABEL: usize = 10;
/// The days that reports may be of: 2000-01-01 to 2199-12-31.
const FIRST: Day = Day(10_957);
const LAST: Day = Day(84_005);
/// Reports of a page at the most, and unless told.
const MOST: u64 = 200;
const USUAL: u64 = 50;

/// A report with what it was made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Computed {
    /// The report.
    pub report: Report,
    /// The end of the log when the reading began.
    pub basis: Basis,
}

/// A published edition, read back.
#[derive(Debug, Clone, PartialEq)]
pub struct Published {
    /// The report as it was published.
    pub report: Report,
    /// The edition; its text is the report.
    pub edition: Edition,
    /// All editions' numbers with their digests, the first one first.
    pub editions: Vec<(u32, Timestamp, Box<str>)>,
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportLine {
    /// The report.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: ReportOf,
    /// Its kind.
    pub kind: ReportKind,
    /// The kind's name.
    pub kind_name: &'static str,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// The edition that holds, from 1.
    pub edition: u32,
    /// When it was published.
    pub published_at: Timestamp,
    /// The position in the log that it rests on.
    pub log_position: u64,
}

/// A page of the list, the latest periods first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportPage {
    /// The reports.
    pub reports: Vec<ReportLine>,
    /// Give it as `cursor` to go on; `null` at the end.
    pub next: Option<String>,
}

/// Which reports to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportQuery {
    /// Of one kind.
    pub kind: Option<ReportKind>,
    /// What `next` of the page before was.
    pub cursor: Option<String>,
    /// How many at the most, 1 to 200; 50 when left out.
    pub limit: Option<u64>,
}

/// Who may read reports: whoever may read incidents of the whole town and its performance; of members only
/// their own lines are theirs.
///
/// # Errors
/// [`AppError::NoRight`].
pub fn may_read(visitor: &Visitor) -> Result<(), AppError> {
    visitor.require(Right::ReadPerformance)
}

/// SM3 of a report's figures: the same figures have the same digest, whatever was written to the log
/// beside them.
fn digest(text: &str) -> String {
    hex::encode(Sm3::digest(text.as_bytes()))
}

fn written(report: &Report) -> Result<String, AppError> {
    serde_json::to_string(report).map_err(|error| AppError::Internal(error.to_string()))
}

fn names_of(registry: &Registry) -> Names {
    let pair = |id: &str, name: &str| (id.into(), name.into());
    let subcategories = registry.categories().flat_map(|one| &one.subcategories);
    Names {
        areas: registry
            .areas()
            .map(|one| pair(one.id.as_str(), &one.name))
            .collect(),
        subcategories: subcategories
            .map(|one| pair(one.id.as_str(), &one.name))
            .collect(),
        departments: registry
            .departments()
            .map(|one| pair(one.id.as_str(), &one.name))
            .collect(),
        members: registry
            .members()
            .map(|one| pair(one.record.id.as_str(), &one.record.name))
            .collect(),
    }
}

impl App {
    /// Computes reports as the records are now, all from one reading. Nothing is written.
    ///
    /// # Errors
    /// [`AppError::NoSuchTown`], `bad_report_period` outside of the years 2000 to 2199, or the store's
    /// failure.
    pub async fn compute_reports(
        &self,
        town: &TownId,
        of: &[ReportOf],
    ) -> Result<(Vec<Report>, Basis), AppError> {
        let known = |one: &ReportOf| FIRST <= one.period().from && one.period().to <= LAST;
        if !of.iter().all(known) {
            return Err(Refusal::new(
                "bad_report_period",
                Because::Invalid,
                "报告的日期须在2000年至2199年之间",
                "reports are of days from 2000-01-01 to 2199-12-31",
            )
            .about("day")
            .into());
        }
        let book = self.book(town).await?;
        let offset = book.registry.utc_offset();
        let head = self.store().head(town).await?;
        let first = of.iter().map(|one| one.period().from).min();
        let begin = self.first_day(town, offset).await?;
        // Without any record the period itself is all there is to look at.
        let begin = begin.or(first).unwrap_or(Day(0));
        let scope = Scope::of(of, begin);
        let reads = scope.reads().to_vec();
        let mut fold = Fold::new(scope);
        for period in &reads {
            self.read_into(town, *period, offset, &mut fold).await?;
        }
        if let Some(first) = reads.first() {
            self.referrals_into(town, first.from, &mut fold).await?;
        }
        let days = fold.finish_at(offset);
        let seed = self.digest_seed(town).await?;
        let label = |place: i64| match &seed {
            Some(seed) => {
                let digest = seed.of(PURPOSE, &[&place.to_be_bytes()]);
                hex::encode(digest).chars().take(LABEL).collect()
            }
            None => String::new(),
        };
        let reports = days.reports(of, &names_of(&book.registry), &label);
        let basis = Basis {
            position: head.position,
            hash: hex::encode(head.hash),
        };
        Ok((reports, basis))
    }

    /// Computes one report.
    ///
    /// # Errors
    /// As [`App::compute_reports`].
    pub async fn compute_report(&self, town: &TownId, of: ReportOf) -> Result<Computed, AppError> {
        let (mut reports, basis) = self.compute_reports(town, &[of]).await?;
        let report = reports
            .pop()
            .ok_or_else(|| AppError::Internal("no report came of a period".into()))?;
        Ok(Computed { report, basis })
    }

    /// Computes a report and publishes it: its first edition, or the next one where figures have changed
    /// since. Nothing is written when they have not.
    ///
    /// # Errors
    /// `period_not_over`; as [`App::compute_report`]; [`AppError::KeyReused`].
    pub async fn publish_report(
        &self,
        town: &TownId,
        order: Order,
        of: ReportOf,
    ) -> Result<Acted<Publication>, AppError> {
        let offset = self.book(town).await?.registry.utc_offset();
        let (_, over_at) = of.period().bounds(offset);
        if self.now() < over_at {
            return Err(AppError::Refused(PublishRejection::NotOver(of).into()));
        }
        let Computed { report, basis } = self.compute_report(town, of).await?;
        let text = written(&report)?;
        let command = ReportCommand::Publish {
            basis,
            digest: digest(&text),
            report: text,
        };
        let facts = PublishFacts { over_at };
        self.act::<Publication>(town, order, &of.to_string(), &command, facts)
            .await
    }

    /// A published report: the edition asked for, or the last one.
    ///
    /// # Errors
    /// `no_such_report`; the store's failure.
    pub async fn report(
        &self,
        town: &TownId,
        id: &str,
        edition: Option<u32>,
    ) -> Result<Published, AppError> {
        let none = || AppError::Refused(PublishRejection::NoSuchReport(id.to_owned()).into());
        let (state, _) = self
            .state_of::<Publication>(town, id)
            .await?
            .ok_or_else(none)?;
        let wanted = |one: &&Edition| edition.is_none_or(|wanted| one.edition == wanted);
        let found = state.editions.iter().rev().find(wanted).ok_or_else(none)?;
        let report = serde_json::from_str(&found.report)
            .map_err(|error| AppError::Internal(format!("the report {id}: {error}")))?;
        let editions = state.editions.iter();
        Ok(Published {
            report,
            edition: found.clone(),
            editions: editions
                .map(|one| (one.edition, one.at, one.digest.clone()))
                .collect(),
        })
    }

    /// A page of the published reports, the latest periods first.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn reports(
        &self,
        town: &TownId,
        asked: &ReportQuery,
    ) -> Result<ReportPage, AppError> {
        let limit = asked.limit.unwrap_or(USUAL).clamp(1, MOST);
        let mut filters = Vec::new();
        let mut is = |column, op, text: &str| {
            let value = Value::Text(text.into());
            filters.push(Filter { column, op, value });
        };
        if let Some(kind) = asked.kind {
            is("kind", Op::Eq, kind.code());
        }
        if let Some(cursor) = &asked.cursor {
            is("place", Op::Lt, cursor);
        }
        let query = Query {
            table: &REPORT,
            town: town.clone(),
            columns: vec!["id", "place", "edition", "published_at", "log_position"],
            filters,
            order: vec![("place", true)],
            limit: Some(limit + 1),
        };
        let mut rows = self.store().rows(query).await?;
        let more = rows.len() as u64 > limit;
        rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let reports: Option<Vec<(ReportLine, String)>> = rows.iter().map(|row| line(row)).collect();
        let reports = reports.ok_or_else(|| {
            AppError::Internal("a row of report cannot be read; rebuild the read models".into())
        })?;
        let next = reports.last().filter(|_| more);
        Ok(ReportPage {
            next: next.map(|(_, place)| place.clone()),
            reports: reports.into_iter().map(|(line, _)| line).collect(),
        })
    }
}

fn line(row: &[Value]) -> Option<(ReportLine, String)> {
    let [
        Value::Text(id),
        Value::Text(place),
        Value::Int(edition),
        Value::Int(published_at),
        Value::Int(position),
    ] = row
    else {
        return None;
    };
    let id: ReportOf = id.parse().ok()?;
    let line = ReportLine {
        id,
        kind: id.kind(),
        kind_name: id.kind().zh(),
        from: id.period().from,
        to: id.period().to,
        edition: u32::try_from(*edition).ok()?,
        published_at: Timestamp(*published_at),
        log_position: position.cast_unsigned(),
    };
    Some((line, place.to_string()))
}
