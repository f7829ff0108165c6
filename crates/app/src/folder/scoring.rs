//! `scoring.toml`: the formula by which members are scored (考核办法). A folder may lack it: then no
//! month is assessed.

use super::{
    item::Item,
    parse,
    problem::{Phrase, Problem, phrase},
    source::Complaints,
};
use liandong_domain::{
    assessment::{CountStep, GradePoints, Measure, Month, Part, Scale, Scoring, ShareStep},
    ids::ItemId,
};

const FILE: &str = "scoring.toml";

const WHOLE: Phrase = phrase("a whole number, not negative", "非负整数");

/// The formula; `Some(None)` where there is no file.
pub(super) fn read(complaints: &Complaints) -> Option<Option<Scoring>> {
    if !complaints.has(FILE) {
        return Some(None);
    }
    let source = complaints.open(FILE)?;
    let value = parse::toml(&source)?;
    let top = Item::top(&source, &value);
    let mut table = top.table()?;
    let number = |item: Option<Item<'_>>| item?.within(0, 1_000_000, WHOLE);
    let version = number(table.get("version"));
    let from = table.get("from").and_then(|item| month(&item));
    let pass_mark = number(table.get("pass_mark"));
    let appeal_days = number(table.get("appeal_days"));
    let least_weight = number(table.get("least_weight"));
    let grades = table.get("grade_points").and_then(|item| grades(&item));
    let items = table.some("part");
    table.finish();
    let parts: Vec<Part> = items.iter().filter_map(part).collect();
    if parts.len() != items.len() {
        return None;
    }
    let scoring = Scoring {
        version: u32::try_from(version?).ok()?,
        from: from?,
        pass_mark: pass_mark?,
        appeal_days: u32::try_from(appeal_days?).ok()?,
        least_weight: least_weight?,
        grade_points: grades?,
        parts,
    };
    if let Err(bad) = scoring.check() {
        let whose = bad.part.and_then(|nth| items.get(nth - 1)).unwrap_or(&top);
        let place = whose.table().and_then(|mut table| table.maybe(bad.field));
        let rule = Phrase {
            en: bad.en,
            zh: bad.zh,
        };
        place
            .as_ref()
            .unwrap_or(whose)
            .complain(Problem::Rule(rule));
        return None;
    }
    Some(Some(scoring))
}

/// A month, as a text.
pub(super) fn month(item: &Item<'_>) -> Option<Month> {
    let month = item.text()?.parse().ok();
    if month.is_none() {
        item.must_be(phrase("a month such as \"2024-03\"", "月份（如“2024-03”）"));
    }
    month
}

fn grades(item: &Item<'_>) -> Option<GradePoints> {
    let mut table = item.table()?;
    let mut points = |key| table.get(key)?.within(0, 100, points_phrase());
    let (a, b) = (points("very_dissatisfied"), points("dissatisfied"));
    let (c, d, e) = (
        points("neutral"),
        points("satisfied"),
        points("very_satisfied"),
    );
    table.finish();
    Some(GradePoints {
        very_dissatisfied: a?,
        dissatisfied: b?,
        neutral: c?,
        satisfied: d?,
        very_satisfied: e?,
    })
}

const fn points_phrase() -> Phrase {
    phrase("a whole number from 0 to 100", "0 至 100 的整数")
}

fn part(item: &Item<'_>) -> Option<Part> {
    let measures: Vec<(&'static str, Measure)> =
        Measure::ALL.iter().map(|one| (one.code(), *one)).collect();
    let mut table = item.table()?;
    let id = table.get("id").and_then(|item| item.id::<ItemId>());
    let name = table.text("name");
    let weight = table
        .get("weight")
        .and_then(|one| one.within(0, 1_000_000, WHOLE));
    let measure = table.get("measure").and_then(|one| one.word(&measures));
    let mut weighs = |key, usual| match table.maybe(key) {
        None => Some(usual),
        Some(item) => item.within(0, 1_000_000, WHOLE),
    };
    let (lead, reinforcement) = (weighs("lead", 1), weighs("reinforcement", 0));
    let (shares, counts) = (table.maybe("at_least"), table.maybe("up_to"));
    table.finish();
    let scale = match (shares, counts) {
        (None, None) => Some(Scale::Share),
        (Some(item), None) => steps(&item, "per_mille").map(|steps| {
            let step = |(per_mille, points)| ShareStep { per_mille, points };
            Scale::AtLeast(steps.into_iter().map(step).collect())
        }),
        (None, Some(item)) => steps(&item, "count").map(|steps| {
            let step = |(count, points)| CountStep { count, points };
            Scale::UpTo(steps.into_iter().map(step).collect())
        }),
        (Some(_), Some(item)) => {
            item.complain(Problem::Rule(phrase(
                "a part has one table: at_least or up_to",
                "每项只能有一个分档表：at_least 或 up_to",
            )));
            None
        }
    };
    Some(Part {
        id: id?,
        name: name?,
        weight: weight?,
        measure: measure?,
        lead: lead?,
        reinforcement: reinforcement?,
        scale: scale?,
    })
}

fn steps(item: &Item<'_>, key: &'static str) -> Option<Vec<(i64, i64)>> {
    let items = item.list()?;
    let step = |item: &Item<'_>| {
        let mut table = item.table()?;
        let bound = table
            .get(key)
            .and_then(|one| one.within(0, 1_000_000, WHOLE));
        let points = table
            .get("points")
            .and_then(|one| one.within(0, 100, points_phrase()));
        table.finish();
        Some((bound?, points?))
    };
    let steps: Vec<_> = items.iter().filter_map(step).collect();
    (steps.len() == items.len()).then_some(steps)
}
