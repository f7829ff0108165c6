//! The departments' desks: referrals by department and state.

use super::{MOST, USUAL, incident_at, text_at};
use crate::{
    App, AppError,
    access::Visitor,
    view::ReferralView,
    views::{REFERRAL, referral_id},
};
use liandong_domain::{
    geo::Place,
    ids::{DepartmentId, IncidentId},
    incident::CategoryCode,
    refusal::{Because, Refusal},
    rights::Right,
    roles::Role,
    time::Timestamp,
};
use liandong_store::{Filter, Op, Query, Value};
use serde::Serialize;

/// Which referrals to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReferralQuery {
    /// Where they stand: `waiting`, `accepted`, `disposed`, `refused`, `returned`; `open` for the first
    /// two, `extension_asked` for those that wait for an answer of the desk; all when left out.
    pub state: Option<String>,
    /// Of which department; an officer's own, and no other.
    pub department: Option<DepartmentId>,
    /// Those after this one.
    pub after: Option<String>,
    /// How many at the most, 1 to 500; 50 when left out.
    pub limit: Option<u64>,
}

/// A referral on a desk.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReferralItem {
    /// Its place in the list; give it as `after` to go on.
    pub id: String,
    /// The incident.
    pub incident: IncidentId,
    /// The version of the incident's stream; give it as `expected_version`.
    pub version: u64,
    /// When the call came.
    pub received_at: Timestamp,
    /// The category.
    pub category: Option<CategoryCode>,
    /// The category's name.
    pub category_name: Option<&'static str>,
    /// The address as told.
    pub address: String,
    /// The place, where known.
    pub place: Option<Place>,
    /// What the caller said.
    pub text: String,
    /// The referral.
    pub referral: ReferralView,
}

/// A page of a desk, oldest first.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReferralPage {
    /// The referrals.
    pub referrals: Vec<ReferralItem>,
    /// Give it as `cursor` to go on; `null` at the end.
    pub next: Option<String>,
}

const STATES: [&str; 5] = ["waiting", "accepted", "disposed", "refused", "returned"];

impl App {
    /// A page of referrals, oldest first. An officer bound to a department sees that department's only.
    ///
    /// # Errors
    /// No right, another department, an unknown state; the store's failure.
    pub async fn referrals(
        &self,
        visitor: &Visitor,
        asked: &ReferralQuery,
    ) -> Result<ReferralPage, AppError> {
        visitor.require(Right::ReadIncidents)?;
        let department = department_of(visitor, asked.department.as_ref())?;
        let mut filters = by_state(asked.state.as_deref())?;
        let mut is = |column, op, text: &str| {
            let value = Value::Text(text.into());
            filters.push(Filter { column, op, value });
        };
        if let Some(department) = department {
            is("department", Op::Eq, department.as_str());
        }
        if let Some(after) = &asked.after {
            is("id", Op::Gt, after);
        }
        let limit = asked.limit.unwrap_or(USUAL).clamp(1, MOST);
        let query = Query {
            table: &REFERRAL,
            town: visitor.town.clone(),
            columns: vec!["id", "incident", "number"],
            filters,
            order: vec![("id", false)],
            limit: Some(limit + 1),
        };
        let mut rows = self.store().rows(query).await?;
        let more = rows.len() as u64 > limit;
        rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let book = self.book(&visitor.town).await?;
        let mut referrals = Vec::with_capacity(rows.len());
        for row in &rows {
            let (incident, version) = self.incident(&visitor.town, &incident_at(row, 1)?).await?;
            let number = match row.get(2) {
                Some(Value::Int(number)) => *number,
                _ => 0,
            };
            let all = incident.referrals.iter();
            let Some(one) = all.into_iter().find(|one| i64::from(one.number) == number) else {
                continue;
            };
            referrals.push(ReferralItem {
                id: referral_id(incident.number(), one.number),
                incident: incident.number().clone(),
                version,
                received_at: incident.received_at,
                category: incident.category,
                category_name: incident.category.map(CategoryCode::zh),
                address: incident.received.address.to_string(),
                place: incident.received.place,
                text: incident.received.text.to_string(),
                referral: ReferralView::new(one, &incident, &book.registry),
            });
        }
        let last = rows.last().filter(|_| more);
        let next = last
            .map(|row| text_at(row, 0).map(str::to_owned))
            .transpose()?;
        Ok(ReferralPage { referrals, next })
    }
}

/// The department whose referrals are listed: an officer's own, whatever is asked for.
fn department_of<'a>(
    visitor: &'a Visitor,
    asked: Option<&'a DepartmentId>,
) -> Result<Option<&'a DepartmentId>, AppError> {
    if visitor.account.role != Role::Department {
        return Ok(asked);
    }
    let Some(own) = &visitor.account.department else {
        return Err(Refusal::new(
            "no_department",
            Because::Forbidden,
            "您的账号没有登记所属部门，请联系管理员",
            "your account is bound to no department",
        )
        .into());
    };
    if asked.is_some_and(|asked| asked != own) {
        return Err(Refusal::new(
            "other_department",
            Because::Forbidden,
            "只能查看本部门的流转",
            "only your own department's referrals are shown to you",
        )
        .about("department")
        .into());
    }
    Ok(Some(own))
}

fn by_state(state: Option<&str>) -> Result<Vec<Filter>, AppError> {
    let is = |column, value| Filter {
        column,
        op: Op::Eq,
        value,
    };
    Ok(match state {
        None => Vec::new(),
        Some("open") => vec![is("open", Value::Int(1))],
        Some("extension_asked") => {
            vec![
                is("open", Value::Int(1)),
                is("extension_asked", Value::Int(1)),
            ]
        }
        Some(state) if STATES.contains(&state) => vec![is("state", Value::Text(state.into()))],
        Some(_) => {
            return Err(Refusal::new(
                "unknown_value",
                Because::Invalid,
                format!("state：可用 open、extension_asked、{}", STATES.join("、")),
                format!("state: one of open, extension_asked, {}", STATES.join(", ")),
            )
            .about("state")
            .into());
        }
    })
}
