//! The formula (考核办法): published to everybody, adopted version by version.

use super::{month_in, order};
use crate::{HttpState, Problem, body::Body, keys::Key, params::Params, who::Who};
use axum::{Json, extract::State, http::StatusCode};
use liandong_domain::{
    assessment::{GradePoints, Month, Part, Scoring},
    registry::RegistryEvent,
    rights::Right,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// The month whose formula is asked for, as `2024-03`; this month, when left out.
    month: Option<String>,
}

/// A part of the formula.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PartRule {
    /// The part.
    #[serde(flatten)]
    part: Part,
    /// What it measures, in Chinese.
    measure_name: &'static str,
}

/// A version of the formula.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ScoringView {
    /// From 1.
    version: u32,
    /// The first month that it judges.
    from: Month,
    /// The least score that passes.
    pass_mark: i64,
    /// Days in which a member may appeal.
    appeal_days: u32,
    /// Weight in per mille that the parts with evidence must have together.
    least_weight: i64,
    /// Points of the five grades.
    grade_points: GradePoints,
    /// The parts; their weights sum to 1000 per mille.
    parts: Vec<PartRule>,
}

impl From<&Scoring> for ScoringView {
    fn from(one: &Scoring) -> Self {
        let rule = |part: &Part| PartRule {
            part: part.clone(),
            measure_name: part.measure.zh(),
        };
        Self {
            version: one.version,
            from: one.from,
            pass_mark: one.pass_mark,
            appeal_days: one.appeal_days,
            least_weight: one.least_weight,
            grade_points: one.grade_points,
            parts: one.parts.iter().map(rule).collect(),
        }
    }
}

/// The town's formulas.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Scorings {
    /// The one that judges the month asked for; `null` where there is none.
    in_force: Option<ScoringView>,
    /// All versions, the last first.
    versions: Vec<ScoringView>,
}

/// The formula by which members are scored, with its earlier versions.
#[utoipa::path(get, path = "/api/v1/scoring", tag = "assessment", params(Asked),
    responses((status = 200, body = Scorings), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn scoring(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(asked): Params<Asked>,
) -> Result<Json<Scorings>, Problem> {
    visitor.require(Right::ReadTown)?;
    let book = state.app.book(&visitor.town).await?;
    let registry = &book.registry;
    let month = match &asked.month {
        Some(text) => month_in("month", text)?,
        None => Month::of(registry.utc_offset().day(state.app.now())),
    };
    Ok(Json(Scorings {
        in_force: registry.scoring(month).map(Into::into),
        versions: registry.scorings().rev().map(Into::into).collect(),
    }))
}

/// Adopts a version of the formula: one more than the last, for no earlier month. What was drafted
/// keeps the formula that it was drafted by.
#[utoipa::path(post, path = "/api/v1/scoring", tag = "assessment", request_body = Scoring,
    operation_id = "adopt_scoring",
    params(("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 201, body = ScoringView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn adopt(
    State(state): State<HttpState>,
    Who(visitor): Who,
    key: Key,
    Body(scoring): Body<Scoring>,
) -> Result<(StatusCode, Json<ScoringView>), Problem> {
    visitor.require(Right::ManageAssessment)?;
    let order = order(&visitor, key, None, None);
    let record = RegistryEvent::ScoringAdopted(Box::new(scoring.clone()));
    state.app.register(&visitor.town, &order, &[record]).await?;
    Ok((StatusCode::CREATED, Json((&scoring).into())))
}
