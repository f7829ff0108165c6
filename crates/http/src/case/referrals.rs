//! The departments' desks.

use crate::{HttpState, Problem, params::Params, who::Who};
use axum::{Json, extract::State};
use liandong_app::case::{ReferralPage, ReferralQuery};
use liandong_domain::ids::DepartmentId;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(referral_desk))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// `waiting`, `accepted`, `disposed`, `refused`, `returned`; `open` for the first two;
    /// `extension_asked` for those that wait for an answer of the desk. All when left out.
    state: Option<String>,
    /// Of which department. An officer is shown its own, and no other.
    department: Option<DepartmentId>,
    /// `next` of the page before, as it was given.
    cursor: Option<String>,
    /// How many at the most, 1 to 500; 50 when left out.
    limit: Option<u64>,
}

/// Referrals by state and department, oldest first, page by page.
#[utoipa::path(get, path = "/api/v1/referrals", tag = "incidents", params(Asked),
    responses((status = 200, body = ReferralPage), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn referral_desk(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(asked): Params<Asked>,
) -> Result<Json<ReferralPage>, Problem> {
    let asked = ReferralQuery {
        state: asked.state,
        department: asked.department,
        after: asked.cursor,
        limit: asked.limit,
    };
    Ok(Json(state.app.referrals(&visitor, &asked).await?))
}
