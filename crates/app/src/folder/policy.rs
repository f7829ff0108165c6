//! `policy.toml`: the policy (规则), with limits in the unit that people speak of.

use super::{
    dispatch,
    item::{Item, Table},
    known::Known,
    parse, policy_case,
    problem::{Problem, phrase},
    source::Complaints,
};
use liandong_domain::{
    policy::{CaseRules, Coverage, Hazard, Limit, Policy, SafetyWords, Window},
    screen::Screening,
};

const FILE: &str = "policy.toml";

/// Names of the same duration in several units, each with its seconds.
pub(super) type Units = [(&'static str, i64)];

pub(super) const LIMIT: &Units = &[
    ("seconds", 1),
    ("minutes", 60),
    ("hours", 3600),
    ("days", 86_400),
];
const WARN: &Units = &[
    ("warn_before_seconds", 1),
    ("warn_before_minutes", 60),
    ("warn_before_hours", 3600),
];
const GRACE: &Units = &[("entry_grace_seconds", 1), ("entry_grace_minutes", 60)];
const PAUSE: &Units = &[("pause_max_seconds", 1), ("pause_max_minutes", 60)];

const HAZARDS: [(&str, Hazard); 6] = [
    ("injury", Hazard::Injury),
    ("violence", Hazard::Violence),
    ("weapon", Hazard::Weapon),
    ("crime", Hazard::Crime),
    ("fire", Hazard::Fire),
    ("child_in_danger", Hazard::ChildInDanger),
];

pub(super) fn read(complaints: &Complaints, known: &Known) -> Option<Policy> {
    let source = complaints.open(FILE)?;
    let value = parse::toml(&source)?;
    let top = Item::top(&source, &value);
    let mut table = top.table()?;
    let count = |item: Item<'_>| {
        let expected = phrase("a whole number, not negative", "非负整数");
        let number = item.within(0, u32::MAX.into(), expected)?;
        u32::try_from(number).ok()
    };
    let version = table.get("version").and_then(count);
    let [
        arrive,
        feedback,
        dispose,
        referral_accept,
        referral_dispose,
        follow_up,
    ] = [
        "arrive",
        "feedback",
        "dispose",
        "referral_accept",
        "referral_dispose",
        "follow_up",
    ]
    .map(|key| table.get(key).and_then(|item| limit(&item)));
    let entry_grace_seconds = duration(&mut table, GRACE);
    let restarts = table.get("reassignment_restarts_clocks");
    let restarts = restarts.and_then(|item| item.truth());
    let pause_max_seconds = duration(&mut table, PAUSE);
    let pause_max_count = table.get("pause_max_count").and_then(count);
    let follow_up_attempts = table.get("follow_up_attempts").and_then(count);
    let case = match table.maybe("case") {
        None => Some(CaseRules::default()),
        Some(item) => policy_case::read(&item, known),
    };
    let coverage = table.get("coverage").and_then(|item| coverage(&item));
    let safety_words = table.some("safety_words");
    let safety_words = safety_words.iter().filter_map(words).collect();
    let screening = table.maybe("screening");
    let screening = screening.map_or(Some(Screening::default()), |item| screening_of(&item));
    let dispatch = dispatch::read(table.maybe("dispatch").as_ref(), known);
    table.finish();
    let policy = Policy {
        version: version?,
        arrive: arrive?,
        feedback: feedback?,
        dispose: dispose?,
        referral_accept: referral_accept?,
        referral_dispose: referral_dispose?,
        follow_up: follow_up?,
        entry_grace_seconds: entry_grace_seconds?,
        reassignment_restarts_clocks: restarts?,
        pause_max_seconds: pause_max_seconds?,
        pause_max_count: pause_max_count?,
        follow_up_attempts: follow_up_attempts?,
        case: case?,
        coverage: coverage?,
        safety_words,
        screening: screening?,
        dispatch,
    };
    match policy.check() {
        Ok(()) => Some(policy),
        Err(why) => {
            let place = top.table().and_then(|mut table| {
                // What is within a table is named by the way to it.
                table.maybe(why.field.split('.').next().unwrap_or(why.field))
            });
            place.unwrap_or(top).complain(Problem::Policy(why));
            None
        }
    }
}

pub(super) fn limit(item: &Item<'_>) -> Option<Limit> {
    let mut table = item.table()?;
    let seconds = duration(&mut table, LIMIT);
    let warn_before_seconds = duration(&mut table, WARN);
    table.finish();
    Some(Limit {
        seconds: seconds?,
        warn_before_seconds: warn_before_seconds?,
    })
}

/// A duration under exactly one of its names.
pub(super) fn duration(table: &mut Table<'_>, units: &Units) -> Option<i64> {
    let mut given = units
        .iter()
        .filter_map(|(key, seconds)| Some((table.maybe(key)?, *seconds)))
        .collect::<Vec<_>>()
        .into_iter();
    let Some((item, unit)) = given.next() else {
        if let Some((key, _)) = units.first() {
            table.item.complain(Problem::Missing(key));
        }
        return None;
    };
    for (other, _) in given {
        other.complain(Problem::Rule(phrase(
            "the duration is already given in another unit",
            "该时长已用另一单位给出",
        )));
    }
    let a_year = 366 * 86_400;
    let expected = phrase(
        "a whole number, not negative, up to a year",
        "不超过一年的非负整数",
    );
    Some(item.within(0, a_year / unit, expected)? * unit)
}

fn coverage(item: &Item<'_>) -> Option<Coverage> {
    if item.is_text("always") {
        return Some(Coverage::Always);
    }
    let windows = item.list()?;
    if windows.is_empty() {
        item.must_be(phrase(
            "\"always\" or a list of windows",
            "“always”或时段列表",
        ));
    }
    Some(Coverage::Weekly(
        windows.iter().filter_map(window).collect(),
    ))
}

/// Part of a day on some weekdays.
pub(super) fn window(item: &Item<'_>) -> Option<Window> {
    let mut table = item.table()?;
    let weekdays = table.get("weekdays").and_then(|item| item.list());
    let from = table.get("from").and_then(|item| item.clock_time());
    let to = table.get("to").and_then(|item| item.clock_time());
    table.finish();
    let weekday = phrase(
        "a weekday from 1 (Monday) to 7 (Sunday)",
        "星期 1（周一）至 7（周日）",
    );
    let weekdays = weekdays?;
    let weekdays = weekdays
        .iter()
        .filter_map(|day| u8::try_from(day.within(1, 7, weekday)?).ok());
    Some(Window {
        weekdays: weekdays.collect(),
        from_second: from?,
        to_second: to?,
    })
}

fn words(item: &Item<'_>) -> Option<SafetyWords> {
    let mut table = item.table()?;
    let hazard = table.get("hazard").and_then(|item| item.word(&HAZARDS));
    let words = table.some("words");
    let words = words.iter().filter_map(Item::text).collect();
    table.finish();
    Some(SafetyWords {
        hazard: hazard?,
        words,
    })
}

/// How the words are looked for; every list may be left out.
fn screening_of(item: &Item<'_>) -> Option<Screening> {
    let mut table = item.table()?;
    let patterns = table.list("patterns").iter().filter_map(words).collect();
    let by_sound = table.list("by_sound").iter().filter_map(words).collect();
    let deniable = table.list("deniable");
    let deniable = deniable.iter().filter_map(|item| item.word(&HAZARDS));
    let deniable = deniable.collect();
    let mut texts = |key| table.list(key).iter().filter_map(Item::text).collect();
    let (harmless, denials, doubts) = (texts("harmless"), texts("denials"), texts("doubts"));
    table.finish();
    Some(Screening {
        patterns,
        by_sound,
        harmless,
        deniable,
        denials,
        doubts,
    })
}
