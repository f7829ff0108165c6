//! Setting a town up in the browser (开通向导): what is still missing, the workbook that is filled in a spreadsheet
//! program, and that workbook entered.

use crate::{
    HttpState, Problem,
    act::{order, whole},
    forms::Format,
    keys::{Key, Replayed},
    params::Params,
    problem::CellFault,
    who::Who,
};
use axum::{
    Json,
    body::Bytes,
    extract::{DefaultBodyLimit, FromRequest, Request, State},
    http::{StatusCode, header},
    response::IntoResponse,
};
use liandong_app::setup::{FirstPassword, Planned, Setup};
use liandong_domain::{ids::AccountId, registry::Registry, roles::Role, time::Day};
use liandong_report::setup::{
    Count, Fault, Filled, LARGEST, Page, Plan, Unreadable, read, template,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tokio::{sync::Semaphore, task::spawn_blocking};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Workbooks that are read at the same time: each unfolds.
static READ_AT_ONCE: Semaphore = Semaphore::const_new(2);
/// How many faults are told at once; a workbook with more has one of them in every row.
const FAULTS: usize = 1_000;

pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(setup_workbook))
        .layer(DefaultBodyLimit::max(LARGEST))
        .routes(routes!(setup))
        .routes(routes!(setup_template))
}

/// What is still missing before the first call can be dispatched (开通步骤): steps in their order, each with what there
/// is and what is missing. Computed from the register at this moment.
#[utoipa::path(get, path = "/api/v1/setup", tag = "town",
    responses((status = 200, body = Setup), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn setup(
    State(state): State<HttpState>,
    Who(visitor): Who,
) -> Result<Json<Setup>, Problem> {
    Ok(Json(state.app.setup(&visitor).await?))
}

/// The workbook for the first import (首次导入工作簿), filled with what the town has already: stations, departments,
/// areas, cars, members, shifts, teams and accounts, a sheet each, with lists to choose from and an example row.
#[utoipa::path(get, path = "/api/v1/setup/template", tag = "town",
    responses((status = 200, description = "The workbook", content((Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn setup_template(
    State(state): State<HttpState>,
    Who(visitor): Who,
) -> Result<impl IntoResponse, Problem> {
    visitor.require_setup()?;
    let book = state.app.book(&visitor.town).await?;
    let today = book.registry.utc_offset().day(state.app.now());
    let written = spawn_blocking(move || template(&book.registry, today)).await;
    let written = written.map_err(|error| Problem::internal(&error))?;
    let bytes = written.map_err(|error| Problem::internal(&error))?;
    let (ending, kind) = Format::Xlsx.names();
    let name = format!("attachment; filename=\"setup-{}.{ending}\"", visitor.town);
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, bytes))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Whether the workbook is only checked, and nothing recorded.
    #[serde(default)]
    #[param(value_type = Option<bool>)]
    dry_run: bool,
}

/// What a workbook would record, or has recorded.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SetupWorkbook {
    /// Whether it was only checked.
    dry_run: bool,
    /// How many records say something new; the roster's two sheets make one.
    recorded: usize,
    /// The sheets, in the order of the workbook; none in the answer to a request that is sent again.
    sheets: Vec<SetupSheet>,
    /// The accounts that it opens, by identifier; those that sign in elsewhere are not among them.
    accounts: Vec<SetupAccount>,
}

/// What a sheet's rows say beside the register.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SetupSheet {
    /// The sheet's name.
    sheet: &'static str,
    /// What one row of it is, in English.
    of: &'static str,
    /// Records that were not in the register.
    new: usize,
    /// Records that said another thing than the register.
    changed: usize,
    /// Records that the register had as they are.
    unchanged: usize,
}

/// An account that a workbook opens.
#[derive(Serialize, ToSchema)]
pub(crate) struct SetupAccount {
    /// Its identifier.
    account: AccountId,
    /// The name shown.
    name: String,
    /// The role.
    role: Role,
    /// The role's name.
    role_name: &'static str,
    /// The first password: shown here and never again, to be changed at the first sign-in. `null` in a check, and
    /// when it has been shown before.
    password: Option<String>,
}

/// Enters a workbook that was made from the template and filled in a spreadsheet program (XLSX, up to 4 MiB): all of it
/// or nothing. What a sheet leaves out stays as it is; entered twice it records nothing new. With `dry_run` it is only
/// checked. Accounts that it opens have a first password each, shown once in the answer.
///
/// 413 when it is too large; 422 when it is no workbook, or `workbook_faults` with everything that is wrong in
/// `faults`: the cell, what stands there, and what would be right.
#[utoipa::path(post, path = "/api/v1/setup/workbook", tag = "town",
    request_body(content((Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))),
    params(Asked, ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = SetupWorkbook), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn setup_workbook(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(asked): Params<Asked>,
    key: Key,
    request: Request,
) -> Result<(Replayed, Json<SetupWorkbook>), Problem> {
    // Nobody without the right is listened to for megabytes.
    visitor.require_setup()?;
    let permit = READ_AT_ONCE.acquire().await;
    let _permit = permit.map_err(|error| Problem::internal(&error))?;
    let arriving =
        tokio::time::timeout(state.settings.body_time, Bytes::from_request(request, &()));
    let bytes = arriving.await.map_err(|_| crate::body::too_slow())?;
    let bytes = bytes.map_err(|why| broken(why.status(), &why.body_text()))?;
    let content = bytes.clone();
    let filled = spawn_blocking(move || read(&content)).await;
    let filled = filled.map_err(|error| Problem::internal(&error))?;
    let filled = filled.map_err(unread)?;
    if asked.dry_run {
        let book = state.app.book(&visitor.town).await?;
        let today = book.registry.utc_offset().day(state.app.now());
        let plan = planned(&filled, &book.registry, today)?;
        return Ok((Replayed(false), Json(checked(&plan))));
    }
    let (app, order) = (Arc::clone(&state.app), order(&visitor, key, None));
    let (entered, counts) = whole(async move {
        let plan = |registry: &Registry, today: Day| {
            let plan = planned(&filled, registry, today)?;
            let (records, opened) = (plan.records, plan.opened);
            Ok::<_, Problem>((Planned { records, opened }, plan.counts))
        };
        app.enter_workbook(&visitor, &order, &bytes, plan).await
    })
    .await?;
    let answer = SetupWorkbook {
        dry_run: false,
        recorded: entered.recorded,
        sheets: sheets(&counts.unwrap_or_default()),
        accounts: entered.passwords.into_iter().map(Into::into).collect(),
    };
    Ok((Replayed(entered.replayed), Json(answer)))
}

impl From<FirstPassword> for SetupAccount {
    fn from(given: FirstPassword) -> Self {
        Self {
            account: given.account,
            name: given.name,
            role: given.role,
            role_name: given.role.zh(),
            password: given.password,
        }
    }
}

impl std::fmt::Debug for SetupAccount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SetupAccount({})", self.account)
    }
}

fn planned(filled: &Filled, registry: &Registry, today: Day) -> Result<Plan, Problem> {
    filled
        .plan(registry, today)
        .map_err(|faults| refused(&faults))
}

/// What a check answers: the accounts that it would open have no password yet.
fn checked(plan: &Plan) -> SetupWorkbook {
    let accounts = plan.accounts().map(|account| SetupAccount {
        account: account.id.clone(),
        name: account.name.clone(),
        role: account.role,
        role_name: account.role.zh(),
        password: None,
    });
    SetupWorkbook {
        dry_run: true,
        recorded: plan.records.len(),
        accounts: accounts.collect(),
        sheets: sheets(&plan.counts),
    }
}

fn sheets(counts: &[(Page, Count)]) -> Vec<SetupSheet> {
    let sheet = |(page, count): &(Page, Count)| SetupSheet {
        sheet: page.name(),
        of: page.en(),
        new: count.new,
        changed: count.changed,
        unchanged: count.unchanged,
    };
    counts.iter().map(sheet).collect()
}

fn refused(faults: &[Fault]) -> Problem {
    let count = faults.len();
    let first = faults.first().map_or("", |fault| fault.cell.as_str());
    let mut problem = Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "workbook_faults",
        format!(
            "工作簿有 {count} 处须改正（第一处在 {first}），什么都没有记入；请逐处改正后再上传"
        ),
        format!("{count} cells must be mended, the first at {first}; nothing was recorded"),
    );
    let told = faults.iter().take(FAULTS).map(|fault| CellFault {
        sheet: fault.sheet.clone(),
        cell: fault.cell.clone(),
        found: fault.found.clone(),
        detail: fault.zh.clone(),
        detail_en: fault.en.clone(),
    });
    problem.faults = told.collect();
    problem
}

fn unread(error: Unreadable) -> Problem {
    let status = match error {
        Unreadable::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Unreadable::NotAWorkbook | Unreadable::Encrypted => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Problem::new(status, error.code(), error.zh(), error.to_string())
}

fn broken(status: StatusCode, why: &str) -> Problem {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        return unread(Unreadable::TooLarge);
    }
    Problem::new(
        StatusCode::BAD_REQUEST,
        "body_broken_off",
        "文件没有收全，请重新上传",
        format!("the file was broken off: {why}"),
    )
}
