//! A filing's workbook that comes back edited: what an officer changed, and the commands that would write it.

use super::line;
use crate::{HttpState, Problem, at::At, who::Who};
use axum::{
    body::Bytes,
    extract::{DefaultBodyLimit, FromRequest, Request, State},
    http::StatusCode,
};
use liandong_domain::{
    performance::{
        filing::{Edit, Field, FilingCommand, Judge, Which},
        form::Likelihood,
    },
    rights::Right,
};
use liandong_report::form::{
    Change, ChangeKind, ImportError, Imported, JudgementCell, PrintedForm, changes, import_xlsx,
};
use serde::Serialize;
use tokio::{sync::Semaphore, task::spawn_blocking};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The largest workbook, in bytes; one of ours has some 40,000.
const LARGEST: usize = 4 * 1_024 * 1_024;
/// Workbooks that are read at the same time: each unfolds.
static READ_AT_ONCE: Semaphore = Semaphore::const_new(2);

pub(super) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(filing_workbook))
        .layer(DefaultBodyLimit::max(LARGEST))
}

/// What came back.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WorkbookRead {
    /// Every field that differs from the form as it was exported, in the form's order.
    changes: Vec<WorkbookChange>,
    /// The commands that would write what an officer may write; none while a change is refused.
    commands: Vec<FilingCommand>,
}

/// A field that differs.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WorkbookChange {
    /// `sections.background`, `rows.<indicator>.cause`, `judgements.budget`; for figures `header.executed`,
    /// `rows.<indicator>.done` and their like.
    field: String,
    /// What it said when it was exported.
    before: String,
    /// What it says.
    after: String,
    /// What the filing says now, where that is neither: somebody wrote it in the meantime.
    #[serde(skip_serializing_if = "Option::is_none")]
    meanwhile: Option<String>,
    /// Whether it is a figure or the form's own words, which nobody edits.
    refused: bool,
}

/// Reads the XLSX of a filing that was edited in a spreadsheet program (up to 4 MiB). Answers what was changed since it
/// was exported, and the commands that would write it; figures cannot be edited and are told as refused. Nothing
/// is written: the commands are given to `POST /api/v1/filings/{filing}/commands`.
///
/// 413 when it is too large; 422 when it is no workbook of this filing, or the form's own words were changed: the
/// cell is named.
#[utoipa::path(post, path = "/api/v1/filings/{filing}/workbook", tag = "performance",
    request_body(content((Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))),
    params(("filing" = String, Path, description = "`<project>.<tracking period>.<edition>`")),
    responses((status = 200, body = WorkbookRead), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn filing_workbook(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    request: Request,
) -> Result<axum::Json<WorkbookRead>, Problem> {
    // Nobody without the right is listened to for megabytes.
    visitor.require(Right::ManagePerformance)?;
    let line = line(&state, &visitor.town, &id).await?;
    let press = state.press.as_ref();
    let (_, printed) = state
        .app
        .draft_filing(&visitor.town, &line.id, press)
        .await?;
    let now: PrintedForm =
        serde_json::from_str(&printed).map_err(|error| Problem::internal(&error))?;
    let permit = READ_AT_ONCE.acquire().await;
    let _permit = permit.map_err(|error| Problem::internal(&error))?;
    let bytes = Bytes::from_request(request, &()).await;
    let bytes = bytes.map_err(|why| broken(why.status(), &why.body_text()))?;
    let read = spawn_blocking(move || import_xlsx(&bytes)).await;
    let read = read.map_err(|error| Problem::internal(&error))?;
    let imported = read.map_err(|error| unread(&error))?;
    if about(&imported.exported) != about(&now) {
        return Err(of_another_form());
    }
    Ok(axum::Json(told(&imported, &now)))
}

/// Town, project and period, without the log's hash: the log goes on while an officer writes.
fn about(form: &PrintedForm) -> &str {
    let ident = form.document.ident.as_str();
    ident.rsplit_once('/').map_or(ident, |(about, _)| about)
}

fn told(imported: &Imported, now: &PrintedForm) -> WorkbookRead {
    let all = changes(&imported.exported, &imported.form);
    let meanwhile = changes(&imported.exported, now);
    let is_refused = all.iter().any(|one| one.kind == ChangeKind::Refused);
    let commands = if is_refused {
        Vec::new()
    } else {
        commands(&all, &imported.form)
    };
    let changes = all.into_iter().map(|one| {
        let other = meanwhile.iter().find(|other| other.field == one.field);
        let other = other.filter(|other| other.after != one.after);
        WorkbookChange {
            meanwhile: other.map(|other| other.after.clone()),
            refused: one.kind == ChangeKind::Refused,
            field: one.field,
            before: one.before,
            after: one.after,
        }
    });
    WorkbookRead {
        changes: changes.collect(),
        commands,
    }
}

/// One edit of all texts, and one word on each judgement whose box or reason was changed.
fn commands(all: &[Change], form: &PrintedForm) -> Vec<FilingCommand> {
    let edits: Vec<Edit> = all
        .iter()
        .filter_map(|one| {
            Some(Edit {
                field: one.field.parse::<Field>().ok()?,
                text: Some(one.after.clone()),
            })
        })
        .collect();
    let write = (!edits.is_empty()).then_some(FilingCommand::Edit { edits });
    let judgements = &form.sections.judgements;
    let judged = [
        ("judgements.budget", Which::Budget, &judgements.budget),
        ("judgements.goals", Which::Goals, &judgements.goals),
    ];
    let judged = judged.into_iter().filter_map(|(field, which, cell)| {
        let changed = |name: &str| all.iter().any(|one| one.field == name);
        // The figures' own reason is none of the officer's.
        let is_reasoned = changed(&format!("{field}.reason")) && !cell.reason.is_empty();
        let is_changed = changed(field) || is_reasoned;
        let tick = ticked(cell).filter(|_| is_changed)?;
        Some(FilingCommand::Judge(Judge {
            which,
            tick,
            reason: is_reasoned.then(|| cell.reason.clone()),
        }))
    });
    write.into_iter().chain(judged).collect()
}

fn ticked(cell: &JudgementCell) -> Option<Likelihood> {
    let boxes = [
        Likelihood::Certain,
        Likelihood::Possible,
        Likelihood::Impossible,
    ];
    let mut found = boxes.into_iter().zip(&cell.ticks);
    found
        .find(|(_, one)| one.ticked)
        .map(|(likelihood, _)| likelihood)
}

fn of_another_form() -> Problem {
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "workbook_of_another_form",
        "这个工作簿不是从本填报导出的（项目或跟踪时段不同）",
        "the workbook was not exported from this filing: another project or tracking period",
    )
}

fn unread(error: &ImportError) -> Problem {
    let status = match error {
        ImportError::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Problem::new(status, error.code(), error.chinese(), error.to_string())
}

fn broken(status: StatusCode, why: &str) -> Problem {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        return unread(&ImportError::TooLarge);
    }
    Problem::new(
        StatusCode::BAD_REQUEST,
        "body_broken_off",
        "文件没有收全，请重新上传",
        format!("the file was broken off: {why}"),
    )
}
