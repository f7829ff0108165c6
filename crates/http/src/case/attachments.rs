//! Attachments: taken as a form or as the bare bytes, given out as a file and never as a page.

use super::{order, to_its_end};
use crate::{HttpState, Problem, at::At, incidents::number, keys::Key, params::Params, who::Who};
use axum::{
    Json,
    body::{Body, Bytes},
    extract::{DefaultBodyLimit, FromRequest, Multipart, Request, State},
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use liandong_app::{attachments::Upload, view::IncidentView};
use liandong_domain::{incident::CommandKind, policy::ATTACHMENT_CEILING};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tokio::sync::Semaphore;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Files that are taken in at the same time: each is held whole.
static TAKEN_AT_ONCE: Semaphore = Semaphore::const_new(4);
/// The largest request: the largest file that any policy may allow, and the form around it.
const LARGEST: u64 = ATTACHMENT_CEILING + 64 * 1_024;

pub(super) fn routes() -> OpenApiRouter<HttpState> {
    let limit = usize::try_from(LARGEST).unwrap_or(usize::MAX);
    OpenApiRouter::new()
        .routes(routes!(attach_file))
        .routes(routes!(download_attachment))
        .layer(DefaultBodyLimit::max(limit))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct WithNote {
    /// What it shows, in a few words, where the bare bytes are sent.
    note: Option<String>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct WithReason {
    /// Why a recording is listened to; kept in the log. Pictures need none.
    reason: Option<String>,
}

/// A file with a word on it, as a form.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "only described: the form is read part by part")]
pub(crate) struct FileForm {
    /// The file.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// What it shows, in a few words.
    note: Option<String>,
}

/// What was attached.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AttachedFile {
    /// SM3 of the content as it is kept, hexadecimal: its name in addresses. It differs from the file's
    /// own where a position was taken out.
    hash: String,
    /// Its size in bytes.
    size: u64,
    /// What it is.
    media: &'static str,
    /// Whether a position or other particulars were taken out of it.
    stripped: bool,
    /// The incident.
    incident: IncidentView,
}

/// Attaches a photo (JPEG, PNG, WebP) or a recording (M4A, AAC, MP3, OGG, WAV, AMR): as
/// `multipart/form-data` with the parts `file` and `note`, or as the bare bytes with their type. Known by
/// its content; a picture's position is taken out; sealed outside the log. The same file again changes
/// nothing.
#[utoipa::path(post, path = "/api/v1/incidents/{id}/attachments", tag = "incidents",
    request_body(content((FileForm = "multipart/form-data"), (Vec<u8> = "application/octet-stream"))),
    params(("id" = String, Path, description = "The incident's number"), WithNote,
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 201, body = AttachedFile), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn attach_file(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    Params(WithNote { note }): Params<WithNote>,
    key: Key,
    request: Request,
) -> Result<(StatusCode, Json<AttachedFile>), Problem> {
    // Nobody without the right is listened to for megabytes.
    visitor.may_give(CommandKind::Attach)?;
    let id = number(&id)?;
    let permit = TAKEN_AT_ONCE.acquire().await;
    let _permit = permit.map_err(|error| Problem::internal(&error))?;
    let mut upload = read(request).await?;
    upload.note = upload.note.or(note);
    let order = order(&visitor, key);
    let (app, town) = (Arc::clone(&state.app), visitor.town.clone());
    let (done, kept) =
        to_its_end(async move { app.attach(&town, order, &id, upload).await }).await?;
    let incident = state
        .app
        .show(&visitor, &done.incident, done.version)
        .await?;
    let attached = AttachedFile {
        hash: kept.hash.into(),
        size: kept.size,
        media: kept.media.code(),
        stripped: kept.stripped,
        incident,
    };
    Ok((StatusCode::CREATED, Json(attached)))
}

fn said(request: &Request) -> Option<String> {
    let kind = request.headers().get(header::CONTENT_TYPE)?;
    kind.to_str().ok().map(str::to_owned)
}

async fn read(request: Request) -> Result<Upload, Problem> {
    let kind = said(&request);
    let is_form = kind
        .as_deref()
        .is_some_and(|kind| kind.to_ascii_lowercase().starts_with("multipart/form-data"));
    if is_form {
        return read_form(request).await;
    }
    let bytes = Bytes::from_request(request, &()).await;
    let bytes = bytes.map_err(|refused| broken(refused.status(), &refused.body_text()))?;
    Ok(Upload {
        bytes: bytes.into(),
        said: kind,
        note: None,
    })
}

async fn read_form(request: Request) -> Result<Upload, Problem> {
    let form = Multipart::from_request(request, &()).await;
    let mut form = form.map_err(|refused| broken(refused.status(), &refused.body_text()))?;
    let (mut file, mut note) = (None, None);
    loop {
        let part = form.next_field().await;
        let part = part.map_err(|refused| broken(refused.status(), &refused.body_text()))?;
        let Some(part) = part else {
            break;
        };
        match part.name() {
            Some("file") if file.is_none() => {
                let kind = part.content_type().map(str::to_owned);
                let bytes = part.bytes().await;
                let bytes = bytes.map_err(|why| broken(why.status(), &why.body_text()))?;
                file = Some((Vec::from(bytes), kind));
            }
            Some("note") if note.is_none() => {
                let text = part.text().await;
                note = Some(text.map_err(|why| broken(why.status(), &why.body_text()))?);
            }
            other => {
                let name = other.unwrap_or_default().to_owned();
                return Err(Problem::new(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    "unknown_field",
                    format!("表单中有多余的部分“{name}”：只收一个 file 和一个 note"),
                    format!("unknown part {name:?}: one file and one note"),
                )
                .about(name));
            }
        }
    }
    let Some((bytes, said)) = file else {
        return Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "missing_field",
            "表单中没有文件（file）",
            "the form has no part file",
        )
        .about("file"));
    };
    Ok(Upload { bytes, said, note })
}

fn broken(status: StatusCode, why: &str) -> Problem {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        let most = ATTACHMENT_CEILING / 1_024 / 1_024;
        return Problem::new(
            status,
            "too_large",
            format!("文件过大，最多 {most} MiB"),
            format!("the file is too large; at most {most} MiB"),
        );
    }
    Problem::new(
        StatusCode::BAD_REQUEST,
        "body_broken_off",
        "文件没有收全，请重新上传",
        format!("the file was broken off: {why}"),
    )
}

/// An attachment's bytes, as a file to keep and never as a page. A recording is somebody's voice: it
/// needs the right to read callers and a reason, and that it was heard is an event of the log. 410 when
/// the file is missing or erased, 409 when it was altered.
#[utoipa::path(get, path = "/api/v1/incidents/{id}/attachments/{hash}", tag = "incidents",
    params(("id" = String, Path, description = "The incident's number"),
        ("hash" = String, Path, description = "The attachment's hash"), WithReason),
    responses((status = 200, description = "The file as it was attached (附件)", content((Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"),
            (Vec<u8> = "image/webp"), (Vec<u8> = "audio/mp4"), (Vec<u8> = "audio/aac"), (Vec<u8> = "audio/mpeg"), (Vec<u8> = "audio/ogg"),
            (Vec<u8> = "audio/wav"), (Vec<u8> = "audio/amr"))), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn download_attachment(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At((id, hash)): At<(String, String)>,
    Params(WithReason { reason }): Params<WithReason>,
) -> Result<Response, Problem> {
    let id = number(&id)?;
    let app = Arc::clone(&state.app);
    let file =
        to_its_end(async move { app.download(&visitor, &id, &hash, reason.as_deref()).await })
            .await?;
    let named = HeaderValue::from_str(&format!("attachment; filename=\"{}\"", file.name));
    let named = named.map_err(|error| Problem::internal(&error))?;
    let mut response = Response::new(Body::from(file.bytes));
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static(file.media.code());
    headers.insert(header::CONTENT_TYPE, kind);
    headers.insert(header::CONTENT_DISPOSITION, named);
    Ok(response)
}
