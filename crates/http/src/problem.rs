//! Errors as RFC 9457 problem+json.
//!
//! Policy: the client is told what it can mend, in Chinese (`detail`) and English (`detail_en`),
//! with a code that stays the same, and with the field where it is about one. What it cannot mend
//! is written to the server's log under a random reference, and only the reference is told.

use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use liandong_app::{AppError, messages, view::HazardView};
use liandong_domain::{incident::Rejection, refusal::Because};
use serde::Serialize;
use utoipa::ToSchema;

/// The code of the problem that an answer tells, for the log and the metrics.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Code(pub(crate) &'static str);

/// A problem (RFC 9457), `application/problem+json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// `urn:liandong:problem:` and the code.
    pub r#type: String,
    /// The kind of problem, in Chinese.
    pub title: &'static str,
    /// The status code.
    pub status: u16,
    /// The stable code.
    #[schema(value_type = String)]
    pub code: &'static str,
    /// What is wrong and what to do, in Chinese.
    pub detail: String,
    /// What is wrong, in English.
    pub detail_en: String,
    /// The field of the request that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The dangers found, with `safety_confirmation_needed`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hazards: Vec<HazardView>,
    /// What is wrong in the cells of a workbook, with `workbook_faults`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<CellFault>,
    /// Seconds after which the same request is worth another try.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
}

/// Something that is wrong in a cell of a workbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CellFault {
    /// The sheet: `队员`.
    pub sheet: String,
    /// The cell with its sheet: `队员!C7`.
    pub cell: String,
    /// What stands there; empty where nothing does.
    pub found: String,
    /// What is wrong and what would be right, in Chinese.
    pub detail: String,
    /// The same in English.
    pub detail_en: String,
}

impl Problem {
    /// A problem without a field.
    pub fn new(
        status: StatusCode,
        code: &'static str,
        detail: impl Into<String>,
        detail_en: impl Into<String>,
    ) -> Self {
        Self {
            r#type: format!("urn:liandong:problem:{code}"),
            title: title(status),
            status: status.as_u16(),
            code,
            detail: detail.into(),
            detail_en: detail_en.into(),
            field: None,
            hazards: Vec::new(),
            faults: Vec::new(),
            retry_after: None,
        }
    }

    /// The same about a field.
    #[must_use]
    pub fn about(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// A failure that the client cannot mend: logged here, told by its reference only.
    pub(crate) fn internal(error: &dyn std::fmt::Display) -> Self {
        let reference = reference();
        tracing::error!(%error, reference, "internal error");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            format!(
                "系统内部故障，您的操作没有生效，请稍后再试；若仍不行，请把编号 {reference} 告诉管理员"
            ),
            format!("internal error; tell the administrator its reference {reference}"),
        )
    }
}

fn reference() -> String {
    let mut bytes = [0_u8; 4];
    // Without randomness the log line is still found by its time.
    let _ = getrandom::fill(&mut bytes);
    hex::encode(bytes)
}

const fn title(status: StatusCode) -> &'static str {
    match status {
        StatusCode::BAD_REQUEST => "请求有误",
        StatusCode::UNAUTHORIZED => "未登录",
        StatusCode::FORBIDDEN => "没有权限",
        StatusCode::NOT_FOUND => "没有找到",
        StatusCode::METHOD_NOT_ALLOWED => "方法不适用",
        StatusCode::NOT_ACCEPTABLE => "没有所要的格式",
        StatusCode::REQUEST_TIMEOUT => "等候超时",
        StatusCode::PRECONDITION_FAILED => "已被他人更新",
        StatusCode::TOO_MANY_REQUESTS => "请求太频繁",
        StatusCode::CONFLICT => "与现状不符",
        StatusCode::GONE => "已销毁",
        StatusCode::PAYLOAD_TOO_LARGE => "内容过大",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "格式不对",
        StatusCode::UNPROCESSABLE_ENTITY => "内容不成立",
        StatusCode::TOO_MANY_REQUESTS => "过于频繁",
        StatusCode::SERVICE_UNAVAILABLE => "暂不可用",
        _ => "系统故障",
    }
}

impl From<AppError> for Problem {
    fn from(error: AppError) -> Self {
        if let AppError::Store(_) | AppError::Internal(_) = error {
            return Self::internal(&error);
        }
        let mut problem = Self::new(
            status(&error),
            error.code(),
            messages::zh(&error),
            error.to_string(),
        );
        problem.field = error.field().map(str::to_owned);
        match error {
            AppError::Rejected(Rejection::SafetyConfirmationNeeded { hazards }) => {
                problem.hazards = hazards.iter().map(Into::into).collect();
            }
            AppError::Contended => problem.retry_after = Some(1),
            AppError::Locked { seconds } => problem.retry_after = Some(seconds),
            _ => {}
        }
        problem
    }
}

/// The status of a failure: 409 when the state of things forbids it, 422 when the request itself
/// cannot be.
const fn status(error: &AppError) -> StatusCode {
    match error {
        AppError::Rejected(rejection) => status_of(rejection),
        AppError::Refused(refusal) => of_because(refusal.because),
        AppError::Registry(_)
        | AppError::Project(_)
        | AppError::KeyReused
        | AppError::BadPeriod => StatusCode::UNPROCESSABLE_ENTITY,
        AppError::NotAllowed { .. } | AppError::NotVisible(_) | AppError::NoRight { .. } => {
            StatusCode::FORBIDDEN
        }
        AppError::NoSuchTown(_)
        | AppError::NoSuchIncident(_)
        | AppError::NoSuchProject(_)
        | AppError::NoSuchIndicator(_) => StatusCode::NOT_FOUND,
        AppError::VersionConflict { .. } => StatusCode::CONFLICT,
        AppError::Contended => StatusCode::SERVICE_UNAVAILABLE,
        AppError::BadKey => StatusCode::BAD_REQUEST,
        AppError::Unauthenticated | AppError::LoginFailed | AppError::CodeNeeded => {
            StatusCode::UNAUTHORIZED
        }
        AppError::Locked { .. } => StatusCode::TOO_MANY_REQUESTS,
        AppError::Erased => StatusCode::GONE,
        AppError::Store(_) | AppError::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

const fn of_because(because: Because) -> StatusCode {
    match because {
        Because::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        Because::Conflict => StatusCode::CONFLICT,
        Because::NotFound => StatusCode::NOT_FOUND,
        Because::Forbidden => StatusCode::FORBIDDEN,
        Because::Gone => StatusCode::GONE,
        Because::TooMany => StatusCode::TOO_MANY_REQUESTS,
    }
}

const fn status_of(rejection: &Rejection) -> StatusCode {
    use Rejection as R;
    match rejection {
        R::WrongPhase { .. }
        | R::FollowUpPending { .. }
        | R::SafetyConfirmationNeeded { .. }
        | R::OutsideCoverage
        | R::UnitNotInService(_)
        | R::UnitOutOfService { .. }
        | R::NobodyToRelieve(_)
        | R::UnitBusy { .. }
        | R::UnitNotHere(_)
        | R::UnitAlreadyHere(_)
        | R::AlreadyReported(_)
        | R::ReferralAnswered(_)
        | R::AlreadyReferred(_)
        | R::BadMergeTarget(_)
        | R::NoSuchClock(_)
        | R::AlreadyPaused(_)
        | R::NotPaused(_)
        | R::TooManyPauses { .. }
        | R::ClockAlreadyBreached(_)
        | R::NoBreach(_)
        | R::AlreadyReceived
        | R::TownUncovered { .. }
        | R::NoCheckIn(_)
        | R::NoSuchAlert => StatusCode::CONFLICT,
        R::Case(why) => of_because(why.because()),
        R::NoSuchIncident | R::NoCaller => StatusCode::NOT_FOUND,
        R::InFuture { .. }
        | R::BeforeIncident { .. }
        | R::BeforePreviousStep { .. }
        | R::NotAfterwards
        | R::Blank { .. }
        | R::TooLong { .. }
        | R::OffTheGlobe
        | R::UnknownUnit(_)
        | R::UnknownArea(_)
        | R::UnknownStation(_)
        | R::UnknownDepartment(_)
        | R::UnknownSubcategory(_)
        | R::UnknownReferral(_)
        | R::BadPause { .. } => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let kind = HeaderValue::from_static("application/problem+json");
        let mut response = (status, [(header::CONTENT_TYPE, kind)], body).into_response();
        let mut set = |name: HeaderName, value: HeaderValue| {
            response.headers_mut().insert(name, value);
        };
        if status == StatusCode::UNAUTHORIZED {
            set(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(seconds) = self.retry_after {
            set(header::RETRY_AFTER, seconds.into());
        }
        response.extensions_mut().insert(Code(self.code));
        response.extensions_mut().insert(self);
        response
    }
}
