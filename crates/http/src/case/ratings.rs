//! Ratings by the caller's own link or QR code: the desk gives the link, the caller needs no login.

use super::{order, to_its_end};
use crate::{HttpState, Problem, at::At, body::Body, incidents::number, keys::Key, who::Who};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
};
use liandong_app::{
    AppError,
    case::{RatingAnswer, RatingCard, RatingLinkView},
};
use liandong_domain::{
    incident::{CaseRejection, CommandKind, Grade},
    refusal::Refusal,
    rights::Right,
    time::Timestamp,
};
use qrcode::{EcLevel, QrCode, render::svg};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The least width of a QR code, in units of its drawing.
const QR_WIDTH: u32 = 240;

pub(super) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(give_rating_link, rating_link))
        .routes(routes!(rating_card, rate_by_link))
}

/// A rating link to send or to show.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RatingLinkShown {
    /// What the address ends with.
    token: String,
    /// The address for the caller.
    url: String,
    /// Last second at which it holds.
    expires_at: Timestamp,
    /// The address as a QR code, an SVG drawing.
    qr_svg: String,
}

/// A caller's grade.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RatingGiven {
    /// The grade.
    grade: Grade,
    /// A few words.
    words: Option<String>,
    /// Whether these words are a complaint.
    #[serde(default)]
    complaint: bool,
    /// Whether the caller wants the matter taken up again; needs a complaint.
    #[serde(default)]
    reopen: bool,
}

/// What follows a caller's grade.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RatingThanks {
    /// What the caller is told.
    message: &'static str,
}

/// Gives the caller's rating link with its QR code; the one that still holds, where there is one. It
/// needs no login, holds for one use and a time that the policy sets.
#[utoipa::path(post, path = "/api/v1/incidents/{id}/rating-link", tag = "incidents",
    params(("id" = String, Path, description = "The incident's number"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 201, body = RatingLinkShown), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn give_rating_link(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
    headers: HeaderMap,
) -> Result<(StatusCode, Json<RatingLinkShown>), Problem> {
    visitor.may_give(CommandKind::GiveRatingLink)?;
    let id = number(&id)?;
    let (app, order) = (Arc::clone(&state.app), order(&visitor, key));
    let given = to_its_end(async move { app.give_rating_link(&visitor, order, &id).await }).await?;
    Ok((StatusCode::CREATED, Json(shown(&state, &headers, given)?)))
}

/// The rating link that still holds: also one that was given by itself when the work ended.
#[utoipa::path(get, path = "/api/v1/incidents/{id}/rating-link", tag = "incidents",
    params(("id" = String, Path, description = "The incident's number")),
    responses((status = 200, body = RatingLinkShown), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn rating_link(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    headers: HeaderMap,
) -> Result<Json<RatingLinkShown>, Problem> {
    visitor.require(Right::SendRatingLinks)?;
    let (incident, _) = state.app.incident(&visitor.town, &number(&id)?).await?;
    let given = state.app.rating_link_of(&visitor.town, &incident).await?;
    let given = given.ok_or_else(|| AppError::from(Refusal::from(CaseRejection::NoSuchLink)))?;
    Ok(Json(shown(&state, &headers, given)?))
}

fn shown(
    state: &HttpState,
    headers: &HeaderMap,
    given: RatingLinkView,
) -> Result<RatingLinkShown, Problem> {
    let url = format!("{}/rating/{}", base(state, headers), given.token);
    let code = QrCode::with_error_correction_level(&url, EcLevel::M);
    let code = code.map_err(|error| Problem::internal(&error))?;
    let drawing = code
        .render::<svg::Color<'_>>()
        .min_dimensions(QR_WIDTH, QR_WIDTH)
        .build();
    Ok(RatingLinkShown {
        token: given.token,
        url,
        expires_at: given.expires_at,
        qr_svg: drawing,
    })
}

/// Where callers reach this server: as it is set, else as whoever asks has reached it.
fn base(state: &HttpState, headers: &HeaderMap) -> String {
    if let Some(set) = &state.public_url {
        return set.trim_end_matches('/').to_owned();
    }
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text(header::HOST).unwrap_or("localhost");
    let scheme = text(header::HeaderName::from_static("x-forwarded-proto"));
    let scheme = scheme.filter(|scheme| *scheme == "https").unwrap_or("http");
    format!("{scheme}://{host}")
}

/// What a rating link is about: the day and the category, and nothing that tells who, where or whom.
/// Without login; 404 for a wrong link, 410 for one that was used or has run out.
#[utoipa::path(get, path = "/api/v1/ratings/{token}", tag = "incidents", security(()),
    params(("token" = String, Path, description = "What the link ends with")),
    responses((status = 200, body = RatingCard), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn rating_card(
    State(state): State<HttpState>,
    At(token): At<String>,
) -> Result<Json<RatingCard>, Problem> {
    Ok(Json(state.app.rating_card(&token).await?))
}

/// Takes the caller's grade. Without login, and once: the link is the idempotency key, so the same
/// answer sent again is taken as the first.
#[utoipa::path(post, path = "/api/v1/ratings/{token}", tag = "incidents", security(()), request_body = RatingGiven,
    params(("token" = String, Path, description = "What the link ends with")),
    responses((status = 201, body = RatingThanks), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn rate_by_link(
    State(state): State<HttpState>,
    At(token): At<String>,
    Body(rating): Body<RatingGiven>,
) -> Result<(StatusCode, Json<RatingThanks>), Problem> {
    let answer = RatingAnswer {
        grade: rating.grade,
        words: rating.words,
        complaint: rating.complaint,
        reopen: rating.reopen,
    };
    let app = Arc::clone(&state.app);
    to_its_end(async move { app.rate(&token, answer).await }).await?;
    let message = "感谢您的评价";
    Ok((StatusCode::CREATED, Json(RatingThanks { message })))
}
