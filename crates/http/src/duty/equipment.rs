//! Equipment (装备).

use super::{asked::On, order, to_its_end};
use crate::{HttpState, Problem, body::Body, keys::Key, params::Params, who::Who};
use axum::{Json, extract::State};
use liandong_app::duty::{
    EquipmentFindingView, EquipmentPage, EquipmentQuery, KindView, PieceView,
};
use liandong_domain::{
    equipment::{Condition, EquipmentChange, EquipmentStep},
    ids::{ItemId, MemberId, UnitId},
    registry::{EquipmentIssue, EquipmentKind, Holder},
    time::Day,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// What a page holds when the client names no number.
const USUAL: usize = 100;

/// Which pieces.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Only of a kind.
    #[param(value_type = Option<String>)]
    kind: Option<ItemId>,
    /// Only those that a member holds.
    #[param(value_type = Option<String>)]
    member: Option<MemberId>,
    /// Only those that a car holds.
    #[param(value_type = Option<String>)]
    unit: Option<UnitId>,
    /// Only those in a state.
    #[param(value_type = Option<String>)]
    condition: Option<Condition>,
    /// `next` of the page before, as it was given.
    cursor: Option<String>,
    /// How many at the most, 1 to 500; 100 when left out.
    limit: Option<usize>,
}

/// What is entered about a piece.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EquipmentEntered)]
pub(crate) struct Entered {
    /// The kind.
    kind: ItemId,
    /// The piece's own number.
    serial: String,
    /// On which day.
    day: Day,
    /// What happened.
    entry: Entry,
    /// In words.
    note: Option<String>,
}

/// What happened to a piece. JSON: `{"do": "issued", "member": "hc101"}`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "do", deny_unknown_fields)]
#[schema(as = EquipmentEntry)]
pub(crate) enum Entry {
    /// It was handed out (领用), to a member or a car.
    Issued {
        /// To which member.
        #[serde(default)]
        member: Option<MemberId>,
        /// To which car.
        #[serde(default)]
        unit: Option<UnitId>,
    },
    /// It came into the store room (入库).
    Acquired,
    /// Its holder gave it back (归还).
    Returned,
    /// It is faulty (报修).
    Faulty,
    /// It works again (修复).
    Repaired,
    /// It was calibrated (校准).
    Calibrated {
        /// When that is due again.
        due: Day,
    },
    /// It is lost (遗失).
    Lost,
    /// It was found again (找回).
    Found,
    /// It is written off (报废).
    WrittenOff,
}

/// A kind of equipment.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EquipmentKindEntered)]
pub(crate) struct Defined {
    /// Its identifier.
    id: ItemId,
    /// Its name.
    name: String,
    /// Whether every member must hold one.
    #[serde(default)]
    required_per_member: bool,
    /// How many each car must hold.
    #[serde(default)]
    required_per_unit: u32,
    /// After how many days it must be calibrated.
    calibrate_every_days: Option<u32>,
}

/// The kinds.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Kinds {
    /// By identifier.
    kinds: Vec<KindView>,
}

/// What is wrong.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EquipmentFindings {
    /// By kind of finding.
    findings: Vec<EquipmentFindingView>,
}

/// Pieces by kind and number, page by page. A member sees what it holds itself.
#[utoipa::path(get, path = "/api/v1/equipment", operation_id = "equipment", tag = "duty", params(Which),
    responses((status = 200, body = EquipmentPage), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(which): Params<Which>,
) -> Result<Json<EquipmentPage>, Problem> {
    let query = EquipmentQuery {
        kind: which.kind,
        member: which.member,
        unit: which.unit,
        condition: which.condition,
        after: which.cursor,
        limit: which.limit.unwrap_or(USUAL),
    };
    Ok(Json(state.app.equipment(&visitor, &query).await?))
}

/// Enters what happened to a piece: acquired, issued, returned, faulty, repaired, calibrated, lost,
/// found, written off.
#[utoipa::path(post, path = "/api/v1/equipment", operation_id = "enter_equipment", tag = "duty", request_body = Entered,
    params(("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = PieceView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn enter(
    State(state): State<HttpState>,
    Who(visitor): Who,
    key: Key,
    Body(entered): Body<Entered>,
) -> Result<Json<PieceView>, Problem> {
    let order = order(&visitor, key, None, None);
    let app = Arc::clone(&state.app);
    let Entered {
        kind,
        serial,
        day,
        entry,
        note,
    } = entered;
    let step = match entry {
        Entry::Issued { member, unit } => {
            let holder = match (member, unit) {
                (Some(member), None) => Holder::Member(member),
                (None, Some(unit)) => Holder::Unit(unit),
                _ => return Err(liandong_app::duty::one_holder().into()),
            };
            let issue = EquipmentIssue {
                kind,
                serial,
                holder,
                day,
            };
            let done = async move { app.issue_equipment(&visitor, order, issue).await };
            return Ok(Json(to_its_end(done).await?));
        }
        Entry::Acquired => EquipmentStep::Acquired,
        Entry::Returned => EquipmentStep::Returned,
        Entry::Faulty => EquipmentStep::Faulty,
        Entry::Repaired => EquipmentStep::Repaired,
        Entry::Calibrated { due } => EquipmentStep::Calibrated { due },
        Entry::Lost => EquipmentStep::Lost,
        Entry::Found => EquipmentStep::Found,
        Entry::WrittenOff => EquipmentStep::WrittenOff,
    };
    let change = EquipmentChange {
        kind,
        serial,
        day,
        step,
        note,
    };
    let done = async move { app.change_equipment(&visitor, order, change).await };
    Ok(Json(to_its_end(done).await?))
}

/// The kinds of equipment.
#[utoipa::path(get, path = "/api/v1/equipment/kinds", operation_id = "equipment_kinds", tag = "duty",
    responses((status = 200, body = Kinds), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn kinds(
    State(state): State<HttpState>,
    Who(visitor): Who,
) -> Result<Json<Kinds>, Problem> {
    let kinds = state.app.equipment_kinds(&visitor).await?;
    Ok(Json(Kinds { kinds }))
}

/// Enters a kind of equipment, or its new version.
#[utoipa::path(post, path = "/api/v1/equipment/kinds", operation_id = "define_equipment", tag = "duty", request_body = Defined,
    params(("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = KindView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn define(
    State(state): State<HttpState>,
    Who(visitor): Who,
    key: Key,
    Body(defined): Body<Defined>,
) -> Result<Json<KindView>, Problem> {
    let kind = EquipmentKind {
        id: defined.id,
        name: defined.name,
        required_per_member: defined.required_per_member,
        required_per_unit: defined.required_per_unit,
        calibrate_every_days: defined.calibrate_every_days,
    };
    let order = order(&visitor, key, None, None);
    let app = Arc::clone(&state.app);
    let done = async move { app.define_equipment(&visitor, order, kind).await };
    Ok(Json(to_its_end(done).await?))
}

/// What is wrong with the equipment on a day: missing pieces, calibrations overdue and due soon,
/// faults, pieces not given back.
#[utoipa::path(get, path = "/api/v1/equipment/findings", operation_id = "equipment_findings", tag = "duty", params(On),
    responses((status = 200, body = EquipmentFindings), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn findings(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(asked): Params<On>,
) -> Result<Json<EquipmentFindings>, Problem> {
    let findings = state.app.equipment_findings(&visitor, asked.on).await?;
    Ok(Json(EquipmentFindings { findings }))
}
