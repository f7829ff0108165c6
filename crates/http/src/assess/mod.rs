//! Assessments (考核) and trainings (培训): the formula, the members' month, the vendor's month.

mod members;
mod members_view;
mod scoring;
mod training_view;
mod trainings;
mod vendor;
mod vendor_view;

use crate::{HttpState, Problem, keys::Key};
use axum::http::StatusCode;
use liandong_app::{AppError, Order, access::Visitor, book::Book, view::Named};
use liandong_domain::{
    assessment::{Evidence, LeftOut, Month},
    ids::{ItemId, MemberId},
    roles::Role,
    time::Timestamp,
};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(scoring::scoring, scoring::adopt))
        .routes(routes!(members::months))
        .routes(routes!(members::month))
        .routes(routes!(members::preview))
        .routes(routes!(members::member_line))
        .routes(routes!(members::command))
        .routes(routes!(vendor::months))
        .routes(routes!(vendor::month))
        .routes(routes!(vendor::clause))
        .routes(routes!(vendor::command))
        .routes(routes!(trainings::list, trainings::plan))
        .routes(routes!(trainings::one))
        .routes(routes!(trainings::command))
        .routes(routes!(trainings::overdue))
        .routes(routes!(trainings::hours))
}

/// Why something is left out, and how often.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LeftOutView {
    /// Why.
    reason: LeftOut,
    /// The same in Chinese.
    reason_name: &'static str,
    /// How many records.
    count: u64,
}

fn left_out(all: &BTreeMap<LeftOut, u64>) -> Vec<LeftOutView> {
    let each = all.iter().map(|(reason, count)| LeftOutView {
        reason: *reason,
        reason_name: reason.zh(),
        count: *count,
    });
    each.collect()
}

/// One record behind a figure.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EvidenceView {
    /// The part or clause that it bears on.
    part: ItemId,
    /// The stream whose events tell it: `incident/20240301-00007`, `town`, `duty`.
    stream: String,
    /// What within the stream.
    record: String,
    /// What it adds to the numerator.
    numerator: i64,
    /// What it adds to the denominator.
    denominator: i64,
    /// Why it is left out, where it is.
    left_out: Option<LeftOut>,
    /// The same in Chinese.
    left_out_name: Option<&'static str>,
    /// Whether it was entered late (补报).
    late: bool,
    /// A word on it, Chinese.
    note: String,
}

impl From<Evidence> for EvidenceView {
    fn from(one: Evidence) -> Self {
        Self {
            left_out_name: one.left_out.map(LeftOut::zh),
            part: one.part,
            stream: one.stream,
            record: one.record,
            numerator: one.numerator,
            denominator: one.denominator,
            left_out: one.left_out,
            late: one.late,
            note: one.note,
        }
    }
}

/// What a page holds when the client names no number, and the most.
const USUAL: usize = 200;
const MOST: usize = 1_000;

fn page_size(asked: Option<usize>) -> usize {
    asked.unwrap_or(USUAL).clamp(1, MOST)
}

/// Reads a month from a path.
fn month_at(text: &str) -> Result<Month, Problem> {
    text.parse::<Month>().map_err(|error| {
        Problem::new(
            StatusCode::NOT_FOUND,
            "no_such_month",
            format!("“{text}”不是月份，应如 2024-03"),
            error.to_string(),
        )
    })
}

/// Reads a month from a query.
fn month_in(field: &'static str, text: &str) -> Result<Month, Problem> {
    text.parse::<Month>().map_err(|error| {
        Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "bad_month",
            format!("{field}：须为月份，如 2024-03"),
            format!("{field}: {error}"),
        )
        .about(field)
    })
}

/// Reads an identifier from a query.
fn id_in<T: TryFrom<String, Error = liandong_domain::ids::BadId>>(
    field: &'static str,
    text: String,
) -> Result<T, Problem> {
    T::try_from(text).map_err(|error| {
        Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "bad_id",
            format!("{field}：不是编号"),
            format!("{field}: {error}"),
        )
        .about(field)
    })
}

fn order(
    visitor: &Visitor,
    Key(key): Key,
    occurred_at: Option<Timestamp>,
    expected_version: Option<u64>,
) -> Order {
    Order {
        actor: visitor.actor(),
        key,
        occurred_at,
        expected_version,
    }
}

/// Carries a command out also when the client breaks the connection off in the middle: what follows
/// from it in the register or the ledger must not be left undone.
async fn to_its_end<T: Send + 'static>(
    command: impl Future<Output = Result<T, AppError>> + Send + 'static,
) -> Result<T, Problem> {
    match tokio::spawn(command).await {
        Ok(outcome) => Ok(outcome?),
        Err(error) => Err(Problem::internal(&error)),
    }
}

/// The only member whose lines the visitor sees; `None` when it sees all.
///
/// A member's account without a member sees none: it is answered like one that may not look.
fn only(visitor: &Visitor) -> Result<Option<&MemberId>, Problem> {
    match (visitor.account.role, &visitor.account.member) {
        (Role::Member, Some(member)) => Ok(Some(member)),
        (role @ Role::Member, None) => Err(AppError::NotVisible(role).into()),
        _ => Ok(None),
    }
}

/// Refuses members: what the whole team or the vendor did is not theirs to read.
fn not_for_members(visitor: &Visitor) -> Result<(), Problem> {
    match visitor.account.role {
        role @ Role::Member => Err(AppError::NotVisible(role).into()),
        _ => Ok(()),
    }
}

/// A member with its name.
fn named(book: &Book, member: &MemberId) -> Named {
    let found = book.registry.member(member);
    let name = found.map_or_else(|| member.to_string(), |one| one.name.clone());
    Named::new(member.as_str(), name)
}
