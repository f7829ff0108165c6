//! The duty book: days, findings, hours, calendar, rules, rosters.

use super::{asked::Days, order, to_its_end};
use crate::{HttpState, Problem, at::At, body::Body, keys::Key, params::Params, who::Who};
use axum::{Json, extract::State, http::StatusCode};
use liandong_app::duty::{DayView, DutyDayView, HoursView, RosterFindings};
use liandong_domain::{
    duty::{CalendarYear, DutyRules},
    registry::Roster,
    time::Day,
};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// Days of the calendar.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CalendarDays {
    /// In order.
    days: Vec<DayView>,
}

/// The rosters that ever held.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Rosters {
    /// By the day from which they hold.
    rosters: Vec<Roster>,
}

/// A day's duty: turns by roster, leave, swaps and covers, with their attendance.
#[utoipa::path(get, path = "/api/v1/duty/days/{day}", operation_id = "duty_day", tag = "duty",
    params(("day" = String, Path, description = "The day, as 2024-03-01")),
    responses((status = 200, body = DutyDayView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn day(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(day): At<String>,
) -> Result<Json<DutyDayView>, Problem> {
    let day: Day = day.parse().map_err(|error| {
        Problem::new(
            StatusCode::NOT_FOUND,
            "no_such_day",
            format!("没有日期 {day}；日期如 2024-03-01"),
            format!("{error}"),
        )
    })?;
    Ok(Json(state.app.duty_day(&visitor, day).await?))
}

/// What is wrong with the duty of a period: nobody on duty, areas without a car, crews too small,
/// double duty, too little rest; with times and what would mend it.
#[utoipa::path(get, path = "/api/v1/duty/findings", operation_id = "duty_findings", tag = "duty", params(Days),
    responses((status = 200, body = RosterFindings), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn findings(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(days): Params<Days>,
) -> Result<Json<RosterFindings>, Problem> {
    let found = state.app.duty_findings(&visitor, days.from, days.to);
    Ok(Json(found.await?))
}

/// Hours planned and worked by member and kind of day, in whole seconds. A member sees its own.
#[utoipa::path(get, path = "/api/v1/duty/hours", operation_id = "duty_hours", tag = "duty", params(Days),
    responses((status = 200, body = HoursView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn hours(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(days): Params<Days>,
) -> Result<Json<HoursView>, Problem> {
    let hours = state.app.duty_hours(&visitor, days.from, days.to);
    Ok(Json(hours.await?))
}

/// Workdays, rest days and public holidays of a period.
#[utoipa::path(get, path = "/api/v1/duty/calendar", operation_id = "calendar", tag = "duty", params(Days),
    responses((status = 200, body = CalendarDays), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn days(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(days): Params<Days>,
) -> Result<Json<CalendarDays>, Problem> {
    let days = state.app.calendar_days(&visitor, days.from, days.to);
    Ok(Json(CalendarDays { days: days.await? }))
}

/// Enters a year's holidays and make-up workdays (调休), with who published them.
#[utoipa::path(post, path = "/api/v1/duty/calendar", operation_id = "publish_calendar", tag = "duty", request_body = CalendarYear,
    params(("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 204, description = "Entered"), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn publish(
    State(state): State<HttpState>,
    Who(visitor): Who,
    key: Key,
    Body(year): Body<CalendarYear>,
) -> Result<StatusCode, Problem> {
    let order = order(&visitor, key, None, None);
    let app = Arc::clone(&state.app);
    to_its_end(async move { app.publish_calendar(&visitor, order, year).await }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The rules of duty in force.
#[utoipa::path(get, path = "/api/v1/duty/rules", operation_id = "duty_rules", tag = "duty",
    responses((status = 200, body = DutyRules), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn rules(
    State(state): State<HttpState>,
    Who(visitor): Who,
) -> Result<Json<DutyRules>, Problem> {
    Ok(Json(state.app.duty_rules(&visitor).await?))
}

/// Sets the rules of duty.
#[utoipa::path(post, path = "/api/v1/duty/rules", operation_id = "set_duty_rules", tag = "duty", request_body = DutyRules,
    params(("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = DutyRules), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn set_rules(
    State(state): State<HttpState>,
    Who(visitor): Who,
    key: Key,
    Body(rules): Body<DutyRules>,
) -> Result<Json<DutyRules>, Problem> {
    let order = order(&visitor, key, None, None);
    let app = Arc::clone(&state.app);
    let done = async move { app.set_duty_rules(&visitor, order, rules).await };
    Ok(Json(to_its_end(done).await?))
}

/// The rosters, by the day from which each holds.
#[utoipa::path(get, path = "/api/v1/duty/rosters", operation_id = "rosters", tag = "duty",
    responses((status = 200, body = Rosters), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn rosters(
    State(state): State<HttpState>,
    Who(visitor): Who,
) -> Result<Json<Rosters>, Problem> {
    let rosters = state.app.rosters(&visitor).await?;
    Ok(Json(Rosters { rosters }))
}

/// Sets the roster from a day on, today at the earliest; what was before keeps the one it had.
#[utoipa::path(post, path = "/api/v1/duty/rosters", operation_id = "set_roster", tag = "duty", request_body = Roster,
    params(("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = Rosters), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn set_roster(
    State(state): State<HttpState>,
    Who(visitor): Who,
    key: Key,
    Body(roster): Body<Roster>,
) -> Result<Json<Rosters>, Problem> {
    let order = order(&visitor, key, None, None);
    let app = Arc::clone(&state.app);
    let done = async move { app.set_roster(&visitor, order, roster).await };
    let rosters = to_its_end(done).await?;
    Ok(Json(Rosters { rosters }))
}
