//! The form check (表单校验): a form 附件2-1 from anyone, held against itself. Nothing of it is kept.

mod view;

use crate::{HttpState, Problem, who::Who};
use axum::{
    Json,
    body::Bytes,
    extract::{DefaultBodyLimit, FromRequest, Multipart, Request},
    http::{StatusCode, header},
};
use liandong_domain::rights::Right;
use liandong_formcheck::{RULES, check};
use liandong_formfile::{FileError, limits};
use serde::Serialize;
use tokio::{sync::Semaphore, task::spawn_blocking};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use view::{FormCheckResult, FormCheckRule};

/// Files that are read at the same time: each is held whole, and unfolds.
static READ_AT_ONCE: Semaphore = Semaphore::const_new(2);

pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(check_form))
        // The form around the file takes some room.
        .layer(DefaultBodyLimit::max(limits::FILE + 64 * 1_024))
        .routes(routes!(form_check_rules))
}

/// A file, as a form.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "only described: the form is read part by part")]
pub(crate) struct FormFile {
    /// The file.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Checks a form 附件2-1 given as PDF, XLSX, DOCX or text (UTF-8, UTF-16, GB18030), 10 MiB at the most: as
/// `multipart/form-data` with the part `file`, or as the bare bytes. The kind is known by the content. Answers how
/// each field was read, and the findings with their quotations and places. Nothing is kept.
///
/// 413 when it is too large or holds more than a form does; 415 when it is of no kind that is read; 422 when
/// it is encrypted, damaged, or holds no text.
#[utoipa::path(post, path = "/api/v1/form-checks", tag = "performance",
    request_body(content((FormFile = "multipart/form-data"), (Vec<u8> = "application/octet-stream"))),
    responses((status = 200, body = FormCheckResult), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn check_form(
    Who(visitor): Who,
    request: Request,
) -> Result<Json<FormCheckResult>, Problem> {
    // Nobody without the right is listened to for megabytes.
    visitor.require(Right::ReadPerformance)?;
    let permit = READ_AT_ONCE.acquire().await;
    let _permit = permit.map_err(|error| Problem::internal(&error))?;
    let bytes = body(request).await?;
    let read = spawn_blocking(move || {
        let form = liandong_formfile::read(&bytes)?;
        let kind = form.kind;
        let reading = form.reading();
        let findings = check(&reading);
        Ok(FormCheckResult::new(kind, &reading, &findings))
    });
    let read = read.await.map_err(|error| Problem::internal(&error))?;
    read.map(Json).map_err(|error| unread(&error))
}

async fn body(request: Request) -> Result<Bytes, Problem> {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or("");
    if !kind.to_ascii_lowercase().starts_with("multipart/form-data") {
        let bytes = Bytes::from_request(request, &()).await;
        return bytes.map_err(|why| broken(why.status(), &why.body_text()));
    }
    let form = Multipart::from_request(request, &()).await;
    let mut form = form.map_err(|why| broken(why.status(), &why.body_text()))?;
    let part = form.next_field().await;
    let part = part.map_err(|why| broken(why.status(), &why.body_text()))?;
    let Some(part) = part.filter(|part| part.name() == Some("file")) else {
        return Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "missing_field",
            "表单中没有文件（file）",
            "the form has no part file",
        )
        .about("file"));
    };
    let bytes = part.bytes().await;
    bytes.map_err(|why| broken(why.status(), &why.body_text()))
}

fn broken(status: StatusCode, why: &str) -> Problem {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        return unread(&FileError::TooLarge);
    }
    Problem::new(
        StatusCode::BAD_REQUEST,
        "body_broken_off",
        "文件没有收全，请重新上传",
        format!("the file was broken off: {why}"),
    )
}

fn unread(error: &FileError) -> Problem {
    let status = match error {
        FileError::TooLarge | FileError::TooMuch(_) => StatusCode::PAYLOAD_TOO_LARGE,
        FileError::UnknownKind | FileError::OldOffice | FileError::OtherOffice => {
            StatusCode::UNSUPPORTED_MEDIA_TYPE
        }
        FileError::Empty
        | FileError::Encrypted
        | FileError::Damaged(_)
        | FileError::NoText
        | FileError::NotText
        | FileError::ManyForms(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Problem::new(status, error.code(), error.zh(), error.to_string()).about("file")
}

/// The rules.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FormCheckRules {
    /// In the order of their numbers.
    rules: Vec<FormCheckRule>,
}

/// The rules of the form check, in the order of their numbers.
#[utoipa::path(get, path = "/api/v1/form-check-rules", tag = "performance",
    responses((status = 200, body = FormCheckRules), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn form_check_rules(Who(visitor): Who) -> Result<Json<FormCheckRules>, Problem> {
    visitor.require(Right::ReadPerformance)?;
    let rules = RULES.iter().copied().flatten().map(Into::into).collect();
    Ok(Json(FormCheckRules { rules }))
}
