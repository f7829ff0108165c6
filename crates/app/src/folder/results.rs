//! `trainings.toml` and `assessments.toml`, which a folder may lack: results recorded before the
//! town began to use the system.

use super::{item::Item, known::Known, parse, problem::phrase, source::Complaints};
use liandong_domain::registry::{
    Assessment, AssessmentResult, Training, TrainingKind, TrainingResult,
};

const TRAININGS: &str = "trainings.toml";
const ASSESSMENTS: &str = "assessments.toml";

/// The trainings; none where there is no file.
pub(super) fn trainings(complaints: &Complaints, known: &mut Known) -> Option<Vec<Training>> {
    if !complaints.has(TRAININGS) {
        return Some(Vec::new());
    }
    let source = complaints.open(TRAININGS)?;
    let value = parse::toml(&source)?;
    let mut table = Item::top(&source, &value).table()?;
    let items = table.some("training");
    table.finish();
    let all = items.iter().filter_map(|item| training(item, known));
    Some(all.collect())
}

fn training(item: &Item<'_>, known: &mut Known) -> Option<Training> {
    let kinds = [
        ("induction", TrainingKind::Induction),
        ("in_service", TrainingKind::InService),
    ];
    let mut table = item.table()?;
    let id = known.trainings.read(table.get("id"));
    let (title, day) = (table.text("title"), table.day("day"));
    let kind = table.get("kind").and_then(|item| item.word(&kinds));
    let results = table.some("results");
    table.finish();
    let results = results.iter().filter_map(|item| {
        let mut table = item.table()?;
        let member = known.members.refer(table.get("member"));
        let attended = table.get("attended").and_then(|item| item.truth());
        let passed = table.maybe("passed").and_then(|item| item.truth());
        table.finish();
        Some(TrainingResult {
            member: member?,
            attended: attended?,
            passed,
        })
    });
    Some(Training {
        results: results.collect(),
        id: id?,
        title: title?,
        day: day?,
        kind: kind?,
    })
}

/// The monthly assessments; none where there is no file.
pub(super) fn assessments(complaints: &Complaints, known: &mut Known) -> Option<Vec<Assessment>> {
    if !complaints.has(ASSESSMENTS) {
        return Some(Vec::new());
    }
    let source = complaints.open(ASSESSMENTS)?;
    let value = parse::toml(&source)?;
    let mut table = Item::top(&source, &value).table()?;
    let items = table.some("assessment");
    table.finish();
    let all = items.iter().filter_map(|item| assessment(item, known));
    Some(all.collect())
}

fn assessment(item: &Item<'_>, known: &mut Known) -> Option<Assessment> {
    let score = |item: Item<'_>| {
        item.within(
            0,
            100,
            phrase("a whole number from 0 to 100", "0 至 100 的整数"),
        )
    };
    let mut table = item.table()?;
    let id = known.assessments.read(table.get("id"));
    let (from, to, day) = (table.day("from"), table.get("to"), table.day("day"));
    let pass_mark = table.get("pass_mark").and_then(score);
    let results = table.some("results");
    table.finish();
    let to = to.and_then(|item| {
        let to = item.day()?;
        if let Some(from) = from {
            item.not_before(to, from)?;
        }
        Some(to)
    });
    let results = results.iter().filter_map(|item| {
        let mut table = item.table()?;
        let member = known.members.refer(table.get("member"));
        let score = table.get("score").and_then(score);
        table.finish();
        Some(AssessmentResult {
            member: member?,
            score: score?,
        })
    });
    Some(Assessment {
        results: results.collect(),
        id: id?,
        from: from?,
        to: to?,
        day: day?,
        pass_mark: pass_mark?,
    })
}
