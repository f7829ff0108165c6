//! `follow_up.toml`, which a folder may lack: what the follow-up desk says, by category (回访话术).

use super::{
    item::Item,
    parse,
    problem::{Problem, phrase},
    source::Complaints,
};
use liandong_domain::{incident::CategoryCode, registry::FollowUpScript};

const FILE: &str = "follow_up.toml";

/// The scripts; none where there is no file.
pub(super) fn read(complaints: &Complaints) -> Option<Vec<FollowUpScript>> {
    if !complaints.has(FILE) {
        return Some(Vec::new());
    }
    let source = complaints.open(FILE)?;
    let value = parse::toml(&source)?;
    let mut table = Item::top(&source, &value).table()?;
    let items = table.some("script");
    table.finish();
    let mut all: Vec<FollowUpScript> = Vec::new();
    for item in &items {
        let Some(script) = script(item) else {
            continue;
        };
        if all.iter().any(|one| one.category == script.category) {
            item.complain(Problem::Rule(phrase(
                "the category has a script already",
                "该类别已有话术",
            )));
        }
        all.push(script);
    }
    Some(all)
}

fn script(item: &Item<'_>) -> Option<FollowUpScript> {
    let codes: Vec<_> = CategoryCode::ALL
        .iter()
        .map(|code| (code.code(), *code))
        .collect();
    let mut table = item.table()?;
    let category = table.get("category").and_then(|item| item.word(&codes));
    let version = table.get("version").and_then(|item| {
        let expected = phrase("a whole number from 1", "从 1 起的整数");
        u32::try_from(item.within(1, u32::MAX.into(), expected)?).ok()
    });
    let (opening, closing) = (table.text("opening"), table.text("closing"));
    let questions = table.some("questions");
    let questions: Vec<String> = questions.iter().filter_map(Item::text).collect();
    table.finish();
    Some(FollowUpScript {
        category: category?,
        version: version?,
        opening: opening?,
        questions,
        closing: closing?,
    })
}
