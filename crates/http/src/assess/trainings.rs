//! Trainings: planned, held, examined; who owes one, and hours of a year.

use super::{
    id_in, only, order, to_its_end,
    training_view::{
        HoursView, OverdueView, TrainingView, hours as hours_view, overdue as overdue_view,
        training,
    },
};
use crate::{
    HttpState, Problem, at::At, body::Body, edge::etag::IfMatch, keys::Key, params::Params,
    who::Who,
};
use axum::{Json, extract::State, http::StatusCode};
use liandong_domain::{
    ids::{ItemId, MemberId},
    rights::Right,
    time::{Day, Period, Timestamp},
    training::{self, Plan, SessionCommand},
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Listed {
    /// Those on this day or later, as `2024-01-01`.
    from: Option<String>,
    /// Those on this day or earlier.
    to: Option<String>,
    /// `next` of the page before, as it was given.
    cursor: Option<String>,
    /// How many at the most, 1 to 500; 50 when left out.
    limit: Option<u64>,
}

/// A page of trainings, by identifier.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TrainingPage {
    /// The trainings.
    trainings: Vec<TrainingView>,
    /// Give it as `cursor` to go on; `null` at the end.
    next: Option<ItemId>,
}

/// A training to be planned.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewTraining {
    /// Its identifier, new in the town.
    id: ItemId,
    /// The plan.
    plan: Plan,
}

/// A command to a training.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TrainingRequest)]
pub(crate) struct Asked {
    /// What to do.
    command: SessionCommand,
    /// When it happened; now, when left out. Earlier is a late entry (补报).
    occurred_at: Option<Timestamp>,
    /// The version that the client looked at; 409 when it has moved on since.
    expected_version: Option<u64>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct OnDay {
    /// The day, as `2024-03-31`; today, when left out.
    on: Option<String>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct OfYear {
    /// The year, 1970 to 9998; this year, when left out.
    year: Option<i16>,
}

/// What members owe.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OverdueList {
    /// The day.
    #[schema(value_type = String, format = Date)]
    on: Day,
    /// By member.
    overdue: Vec<OverdueView>,
}

/// Trainings of a year, by member.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HoursList {
    /// The year.
    year: i16,
    /// By member; trainings from before the system have no length and are not counted.
    members: Vec<HoursView>,
}

fn day_in(field: &'static str, text: &str) -> Result<Day, Problem> {
    text.parse::<Day>().map_err(|error| {
        Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "bad_day",
            format!("{field}：须为日期，如 2024-01-01"),
            format!("{field}: {error}"),
        )
        .about(field)
    })
}

/// Trainings, by identifier, page by page. A member sees its own lines only.
#[utoipa::path(get, path = "/api/v1/trainings", tag = "assessment", params(Listed),
    operation_id = "trainings",
    responses((status = 200, body = TrainingPage), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(asked): Params<Listed>,
) -> Result<Json<TrainingPage>, Problem> {
    visitor.require(Right::ReadAssessment)?;
    let only = only(&visitor)?;
    let from = asked.from.as_deref().map(|text| day_in("from", text));
    let to = asked.to.as_deref().map(|text| day_in("to", text));
    let days = match (from.transpose()?, to.transpose()?) {
        (None, None) => None,
        (from, to) => Some(Period {
            from: from.unwrap_or(Day(i64::from(i32::MIN))),
            to: to.unwrap_or(Day(i64::from(i32::MAX))),
        }),
    };
    let after: Option<ItemId> = asked.cursor.map(|text| id_in("cursor", text)).transpose()?;
    let limit = asked.limit.unwrap_or(50);
    let page = state
        .app
        .trainings(&visitor.town, days, after.as_ref(), limit)
        .await?;
    let book = state.app.book(&visitor.town).await?;
    let all = page.trainings.iter();
    Ok(Json(TrainingPage {
        trainings: all
            .map(|(one, version)| training(&book, &visitor, only, one, *version))
            .collect(),
        next: page.next,
    }))
}

/// Plans a training. Sent twice under one key, it is planned once.
#[utoipa::path(post, path = "/api/v1/trainings", tag = "assessment", request_body = NewTraining,
    operation_id = "plan_training",
    params(("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 201, body = TrainingView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn plan(
    State(state): State<HttpState>,
    Who(visitor): Who,
    key: Key,
    Body(new): Body<NewTraining>,
) -> Result<(StatusCode, Json<TrainingView>), Problem> {
    visitor.require(Right::ManageAssessment)?;
    let order = order(&visitor, key, None, None);
    let (app, town) = (Arc::clone(&state.app), visitor.town.clone());
    let command = SessionCommand::Plan { plan: new.plan };
    let id = new.id;
    let done =
        to_its_end(async move { app.train(&town, order, id.as_str(), true, &command).await });
    let done = done.await?;
    let book = state.app.book(&visitor.town).await?;
    let shown = training(&book, &visitor, None, &done.state, done.version);
    Ok((StatusCode::CREATED, Json(shown)))
}

/// A training with who attended and how they did. A member sees its own line only.
#[utoipa::path(get, path = "/api/v1/trainings/{id}", tag = "assessment",
    operation_id = "training",
    params(("id" = String, Path, description = "The training's identifier")),
    responses((status = 200, body = TrainingView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn one(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
) -> Result<Json<TrainingView>, Problem> {
    visitor.require(Right::ReadAssessment)?;
    let only = only(&visitor)?;
    let (one, version) = state.app.training(&visitor.town, &id).await?;
    let book = state.app.book(&visitor.town).await?;
    Ok(Json(training(&book, &visitor, only, &one, version)))
}

/// Gives a command to a training. Sent twice under one key, it happens once. What was held enters
/// the register.
#[utoipa::path(post, path = "/api/v1/trainings/{id}/commands", tag = "assessment", request_body = Asked,
    operation_id = "training_command",
    params(("id" = String, Path, description = "The training's identifier"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best"),
        ("If-Match" = Option<String>, Header, description = "The ETag as it was read, or `*`; 412 when it has moved on")),
    responses((status = 200, body = TrainingView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn command(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
    IfMatch(expected): IfMatch,
    Body(asked): Body<Asked>,
) -> Result<Json<TrainingView>, Problem> {
    visitor.require(Right::ManageAssessment)?;
    // A plan comes by `POST /trainings`; here is only what follows.
    let _there = state.app.training(&visitor.town, &id).await?;
    let order = order(
        &visitor,
        key,
        asked.occurred_at,
        expected.or(asked.expected_version),
    );
    let (app, town) = (Arc::clone(&state.app), visitor.town.clone());
    let command = asked.command;
    let done = to_its_end(async move { app.train(&town, order, &id, false, &command).await });
    let done = done.await?;
    let book = state.app.book(&visitor.town).await?;
    Ok(Json(training(
        &book,
        &visitor,
        None,
        &done.state,
        done.version,
    )))
}

/// What the members owe: induction before duty, missed trainings, examinations not passed. A member
/// sees its own.
#[utoipa::path(get, path = "/api/v1/trainings/reports/overdue", tag = "assessment", params(OnDay),
    operation_id = "overdue_trainings",
    responses((status = 200, body = OverdueList), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn overdue(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(asked): Params<OnDay>,
) -> Result<Json<OverdueList>, Problem> {
    visitor.require(Right::ReadAssessment)?;
    let only: Option<&MemberId> = only(&visitor)?;
    let book = state.app.book(&visitor.town).await?;
    let on = match &asked.on {
        Some(text) => day_in("on", text)?,
        None => book.registry.utc_offset().day(state.app.now()),
    };
    let all = training::overdue(&book.registry, on).into_iter();
    let seen = all.filter(|one| only.is_none_or(|only| one.member == *only));
    Ok(Json(OverdueList {
        on,
        overdue: seen.map(|one| overdue_view(&book, one)).collect(),
    }))
}

/// Hours of training of a year, by member. A member sees its own.
#[utoipa::path(get, path = "/api/v1/trainings/reports/hours", tag = "assessment", params(OfYear),
    operation_id = "training_hours",
    responses((status = 200, body = HoursList), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn hours(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(asked): Params<OfYear>,
) -> Result<Json<HoursList>, Problem> {
    visitor.require(Right::ReadAssessment)?;
    let only = only(&visitor)?;
    let book = state.app.book(&visitor.town).await?;
    let today = book.registry.utc_offset().day(state.app.now());
    let year = asked.year.unwrap_or_else(|| today.date().year());
    let days = Period {
        from: day_in("year", &format!("{year:04}-01-01"))?,
        to: day_in("year", &format!("{year:04}-12-31"))?,
    };
    let all = state.app.training_hours(&visitor.town, days, only).await?;
    Ok(Json(HoursList {
        year,
        members: all.iter().map(|one| hours_view(&book, one)).collect(),
    }))
}
