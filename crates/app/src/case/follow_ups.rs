//! The follow-up desk (回访): who is to be called, with the script of the category.

use super::{MOST, ScriptView, USUAL, incident_at, text_at};
use crate::{
    App, AppError,
    access::Visitor,
    view::{IncidentView, Named},
    views::{FOLLOW_UP, FOLLOW_UP_STATES},
};
use liandong_domain::{
    ids::IncidentId,
    incident::DrawReason,
    refusal::{Because, Refusal},
    rights::Right,
    time::Timestamp,
};
use liandong_store::{Filter, Op, Query, Value};
use serde::Serialize;

/// Which follow-ups to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FollowUpQuery {
    /// `due` when left out; `waiting`, `done`, `unreachable`, `not_sampled`, or `wished` for callers who
    /// want theirs taken up again.
    pub state: Option<String>,
    /// Those after this one.
    pub after: Option<String>,
    /// How many at the most, 1 to 500; 50 when left out.
    pub limit: Option<u64>,
}

/// A caller on the desk.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FollowUpItem {
    /// Its place in the list; give it as `after` to go on.
    pub id: String,
    /// Where it stands.
    pub state: String,
    /// The state's name.
    pub state_name: &'static str,
    /// The merged call whose caller this is; `null` for the incident's own.
    pub joined: Option<IncidentId>,
    /// Attempts so far in this round, answered ones too.
    pub attempts: i64,
    /// How many attempts without an answer are enough.
    pub attempts_needed: u32,
    /// When it is due.
    pub due_at: Option<Timestamp>,
    /// Why the caller is asked: none where everybody is.
    pub reasons: Vec<Named>,
    /// In which words the caller wants it taken up again.
    pub wish: Option<String>,
    /// What to say.
    pub script: Option<ScriptView>,
    /// The incident.
    pub incident: IncidentView,
}

/// A page of the desk, oldest first.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FollowUpPage {
    /// The callers.
    pub follow_ups: Vec<FollowUpItem>,
    /// Give it as `cursor` to go on; `null` at the end.
    pub next: Option<String>,
}

impl App {
    /// A page of the follow-up desk, oldest first. Callers of merged calls are on it only where the
    /// policy wants them followed up.
    ///
    /// # Errors
    /// No right, an unknown state; the store's failure.
    pub async fn follow_ups(
        &self,
        visitor: &Visitor,
        asked: &FollowUpQuery,
    ) -> Result<FollowUpPage, AppError> {
        visitor.require(Right::ReadFollowUps)?;
        let book = self.book(&visitor.town).await?;
        let policy = book.policy()?;
        let mut filters = by_state(asked.state.as_deref().unwrap_or("due"))?;
        if let Some(after) = &asked.after {
            filters.push(Filter {
                column: "id",
                op: Op::Gt,
                value: Value::Text(after.as_str().into()),
            });
        }
        let limit = asked.limit.unwrap_or(USUAL).clamp(1, MOST);
        let query = Query {
            table: &FOLLOW_UP,
            town: visitor.town.clone(),
            columns: vec!["id", "incident", "joined", "state", "attempts", "due_at"],
            filters,
            order: vec![("id", false)],
            limit: Some(limit + 1),
        };
        let mut rows = self.store().rows(query).await?;
        let more = rows.len() as u64 > limit;
        rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let mut follow_ups = Vec::with_capacity(rows.len());
        for row in &rows {
            let joined = match row.get(2) {
                Some(Value::Null) => None,
                _ => Some(incident_at(row, 2)?),
            };
            if joined.is_some() && !policy.case.follow_merged_callers {
                continue;
            }
            let (incident, version) = self.incident(&visitor.town, &incident_at(row, 1)?).await?;
            let number = |at: usize| match row.get(at) {
                Some(Value::Int(number)) => Some(*number),
                _ => None,
            };
            let script = incident
                .category
                .and_then(|one| book.registry.follow_up_script(one));
            let draw = incident.case.draw.as_ref();
            let reasons = draw.map(|draw| draw.reasons.iter().map(named).collect());
            let state = text_at(row, 3)?;
            follow_ups.push(FollowUpItem {
                id: text_at(row, 0)?.to_owned(),
                state: state.to_owned(),
                state_name: state_zh(state),
                joined,
                attempts: number(4).unwrap_or(0),
                attempts_needed: policy.follow_up_attempts,
                due_at: number(5).map(Timestamp),
                reasons: reasons.unwrap_or_default(),
                wish: incident
                    .case
                    .wish
                    .as_ref()
                    .map(|wish| wish.words.to_string()),
                script: script.map(Into::into),
                incident: self.show(visitor, &incident, version).await?,
            });
        }
        let last = rows.last().filter(|_| more);
        let next = last
            .map(|row| text_at(row, 0).map(str::to_owned))
            .transpose()?;
        Ok(FollowUpPage { follow_ups, next })
    }
}

fn named(reason: &DrawReason) -> Named {
    Named::new(reason.code(), reason.zh())
}

fn state_zh(state: &str) -> &'static str {
    let found = FOLLOW_UP_STATES.iter().find(|(code, _)| *code == state);
    found.map_or("", |(_, zh)| zh)
}

fn by_state(state: &str) -> Result<Vec<Filter>, AppError> {
    let is = |column, value| {
        vec![Filter {
            column,
            op: Op::Eq,
            value,
        }]
    };
    if state == "wished" {
        return Ok(is("wished", Value::Int(1)));
    }
    if FOLLOW_UP_STATES.iter().any(|(code, _)| *code == state) {
        return Ok(is("state", Value::Text(state.into())));
    }
    let codes: Vec<&str> = FOLLOW_UP_STATES.iter().map(|(code, _)| *code).collect();
    Err(Refusal::new(
        "unknown_value",
        Because::Invalid,
        format!("state：可用 wished、{}", codes.join("、")),
        format!("state: one of wished, {}", codes.join(", ")),
    )
    .about("state")
    .into())
}
