//! Surveys (问卷调查) from a table of answers.

use crate::{
    HttpState, Problem,
    act::{order, to_its_end},
    at::At,
    body::Body,
    keys::Key,
    projects::project_id,
    who::Who,
};
use axum::{Json, extract::State, http::StatusCode};
use liandong_domain::{
    ids::{IndicatorId, ItemId},
    incident::Grade,
    performance::survey::{Survey, SurveyAnswer},
    rights::Right,
    time::Day,
};
use serde::{Deserialize, Serialize};
use sm3::{Digest, Sm3};
use std::sync::Arc;
use utoipa::ToSchema;

/// A survey to import.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewSurvey {
    /// Its identifier, unique in the project.
    #[schema(value_type = String)]
    id: ItemId,
    /// The indicator that it supports.
    #[schema(value_type = String)]
    indicator: IndicatorId,
    /// Its title.
    title: String,
    /// First day.
    #[schema(value_type = String, format = Date)]
    from: Day,
    /// Last day.
    #[schema(value_type = String, format = Date)]
    to: Day,
    /// Questionnaires given out (发放份数).
    asked: u64,
    /// The answers as CSV: a line `编号,日期,评价` (or `number,day,grade`), then one line an answer;
    /// the grade is 很满意, 满意, 一般, 不满意 or 很不满意.
    csv: String,
}

/// What was imported.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportedSurvey {
    /// Its identifier.
    id: String,
    /// Valid answers.
    answers: u64,
    /// Of these satisfied or better.
    satisfied: u64,
    /// SM3 of the table, hexadecimal.
    sm3: String,
}

/// Imports a survey's answers, all or none. A wrong line is told with its number.
#[utoipa::path(post, path = "/api/v1/projects/{id}/surveys", tag = "performance", request_body = NewSurvey,
    params(("id" = String, Path, description = "The project's identifier"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 201, body = ImportedSurvey), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn enter_survey(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(project): At<String>,
    key: Key,
    Body(new): Body<NewSurvey>,
) -> Result<(StatusCode, Json<ImportedSurvey>), Problem> {
    visitor.require(Right::ManagePerformance)?;
    let project = project_id(&project)?;
    let survey = Survey {
        sm3: hex::encode(Sm3::digest(new.csv.as_bytes())),
        answers: answers(&new.csv)?,
        id: new.id,
        indicator: new.indicator,
        title: new.title,
        from: new.from,
        to: new.to,
        asked: new.asked,
        vouched_by: visitor.account.name.clone(),
    };
    let satisfied = survey.answers.iter().filter(|one| one.grade.is_satisfied());
    let imported = ImportedSurvey {
        id: survey.id.to_string(),
        answers: survey.answers.len() as u64,
        satisfied: satisfied.count() as u64,
        sm3: survey.sm3.clone(),
    };
    let order = order(&visitor, key, None);
    let (app, town) = (Arc::clone(&state.app), visitor.town.clone());
    to_its_end(async move { app.enter_survey(&town, &order, &project, survey).await }).await?;
    Ok((StatusCode::CREATED, Json(imported)))
}

/// Reads the table. Its cells hold no commas and need no quotes.
fn answers(csv: &str) -> Result<Vec<SurveyAnswer>, Problem> {
    let csv = csv.trim_start_matches('\u{FEFF}');
    let mut lines = (1..).zip(csv.lines());
    let heads = ["编号,日期,评价", "number,day,grade"];
    let head = lines.next().map(|(_, line)| line.replace(' ', ""));
    if !head.is_some_and(|head| heads.contains(&head.trim())) {
        return Err(bad(
            1,
            "首行须为“编号,日期,评价”",
            "the first line must be number,day,grade",
        ));
    }
    let rest = lines.filter(|(_, line)| !line.trim().is_empty());
    rest.map(|(nth, line)| answer(nth, line)).collect()
}

fn answer(nth: usize, line: &str) -> Result<SurveyAnswer, Problem> {
    let cells: Vec<&str> = line
        .split(',')
        .map(|cell| cell.trim().trim_matches('"'))
        .collect();
    let [number, day, grade] = cells[..] else {
        return Err(bad(
            nth,
            "须有编号、日期、评价三格",
            "number, day and grade, three cells",
        ));
    };
    if number.is_empty() || number.chars().count() > 40 {
        return Err(bad(
            nth,
            "编号须为 1 至 40 个字符",
            "the number has 1 to 40 characters",
        ));
    }
    let day = day
        .parse()
        .map_err(|_| bad(nth, "日期须如 2024-03-01", "the day must be as 2024-03-01"))?;
    let all = Grade::ALL.iter().copied();
    let mut fitting = all.filter(|one| one.zh() == grade || one.code() == grade);
    let grade = fitting.next().ok_or_else(|| {
        bad(
            nth,
            "评价须为很满意、满意、一般、不满意或很不满意",
            "the grade must be one of the five",
        )
    })?;
    Ok(SurveyAnswer {
        number: number.to_owned(),
        day,
        grade,
    })
}

fn bad(line: usize, zh: &str, en: &str) -> Problem {
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "bad_line",
        format!("csv：第 {line} 行，{zh}"),
        format!("csv: line {line}: {en}"),
    )
    .about("csv")
}
