//! The table `dispatch` of `policy.toml`: numbers of dispatch, crew safety and escalation. All of it
//! may be left out: a policy of before reads as before.

use super::{
    item::{Item, Table},
    known::Known,
    problem::{Problem, phrase},
};
use liandong_domain::{
    dispatch::{
        ArrivalByPosition, CheckInRule, DispatchRules, EscalationRule, EscalationStep, MatterKind,
        OnSceneTime, SpeedWindow, StandbyPoint, StandbyRules, TravelRules,
    },
    geo::Place,
    incident::CategoryCode,
    roles::Role,
};

/// A duration's names in seconds, minutes and hours.
type Names = [(&'static str, i64)];

const USUAL_WAY: &Names = &[("usual_seconds", 1), ("usual_minutes", 60)];
const USUAL_WORK: &Names = &[
    ("usual_on_scene_seconds", 1),
    ("usual_on_scene_minutes", 60),
];
const OVERRUN: &Names = &[("overrun_seconds", 1), ("overrun_minutes", 60)];
const WORK: &Names = &[("seconds", 1), ("minutes", 60)];
const COVER: &Names = &[("cover_within_seconds", 1), ("cover_within_minutes", 60)];
const LONGEST: &Names = &[
    ("max_seconds", 1),
    ("max_minutes", 60),
    ("max_hours", 3_600),
];
const EVERY: &Names = &[("every_seconds", 1), ("every_minutes", 60)];
const ANSWER: &Names = &[("answer_seconds", 1), ("answer_minutes", 60)];
const AFTER: &Names = &[
    ("after_seconds", 1),
    ("after_minutes", 60),
    ("after_hours", 3_600),
];

/// A month: what nothing here is longer than.
const A_MONTH: i64 = 30 * 86_400;

/// Who can be told.
const ROLES: [Role; 8] = [
    Role::Commander,
    Role::Dispatcher,
    Role::Department,
    Role::FollowUp,
    Role::DutyManager,
    Role::Performance,
    Role::Leader,
    Role::Administrator,
];

pub(super) fn read(item: Option<&Item<'_>>, known: &Known) -> DispatchRules {
    let mut rules = DispatchRules::default();
    let Some(mut table) = item.and_then(Item::table) else {
        return rules;
    };
    if let Some(item) = table.maybe("travel") {
        rules.travel = travel(&item);
    }
    rules.on_scene = table.list("on_scene").iter().filter_map(on_scene).collect();
    let seconds = |table: &mut Table<'_>, name, into: &mut i64| {
        if let Some(given) = number(table, name, 0, 86_400) {
            *into = given;
        }
    };
    rules.usual_on_scene_seconds =
        duration(&mut table, USUAL_WORK).unwrap_or(rules.usual_on_scene_seconds);
    rules.overrun_seconds = duration(&mut table, OVERRUN).unwrap_or(rules.overrun_seconds);
    seconds(
        &mut table,
        "position_stale_seconds",
        &mut rules.position_stale_seconds,
    );
    seconds(
        &mut table,
        "own_area_preference_seconds",
        &mut rules.own_area_preference_seconds,
    );
    seconds(
        &mut table,
        "uncovered_penalty_seconds",
        &mut rules.uncovered_penalty_seconds,
    );
    seconds(
        &mut table,
        "thin_penalty_seconds",
        &mut rules.thin_penalty_seconds,
    );
    let count = |table: &mut Table<'_>, name, into: &mut u32| {
        if let Some(given) = number(table, name, 0, 1_000_000) {
            *into = u32::try_from(given).unwrap_or(*into);
        }
    };
    count(&mut table, "learn_from_cases", &mut rules.learn_from_cases);
    count(&mut table, "keep_free_cars", &mut rules.keep_free_cars);
    count(&mut table, "nearest_crews", &mut rules.nearest_crews);
    let restarts = table.maybe("refusal_restarts_clocks");
    rules.refusal_restarts_clocks = restarts.and_then(|item| item.truth()).unwrap_or(false);
    rules.category_priority = table
        .list("category_priority")
        .iter()
        .filter_map(category)
        .collect();
    if let Some(item) = table.maybe("arrival") {
        rules.arrival = arrival(&item);
    }
    if let Some(item) = table.maybe("standby") {
        rules.standby = standby(&item, known);
    }
    rules.check_in = table.maybe("check_in").and_then(|item| check_in(&item));
    rules.escalation = table
        .list("escalation")
        .iter()
        .filter_map(escalation)
        .collect();
    table.finish();
    rules
}

fn travel(item: &Item<'_>) -> TravelRules {
    let mut rules = TravelRules::default();
    let Some(mut table) = item.table() else {
        return rules;
    };
    rules.usual_kmh = number(&mut table, "usual_kmh", 1, 150).unwrap_or(rules.usual_kmh);
    rules.detour_percent =
        number(&mut table, "detour_percent", 100, 500).unwrap_or(rules.detour_percent);
    rules.usual_seconds = duration(&mut table, USUAL_WAY).unwrap_or(rules.usual_seconds);
    rules.by_hour = table.list("by_hour").iter().filter_map(window).collect();
    table.finish();
    rules
}

fn window(item: &Item<'_>) -> Option<SpeedWindow> {
    let mut table = item.table()?;
    let from = table.get("from").and_then(|item| item.clock_time());
    let to = table.get("to").and_then(|item| item.clock_time());
    let kmh = table.get("kmh").and_then(|item| {
        item.within(
            1,
            150,
            phrase("a whole number from 1 to 150", "1 至 150 的整数"),
        )
    });
    table.finish();
    Some(SpeedWindow {
        from_second: from?,
        to_second: to?,
        kmh: kmh?,
    })
}

fn on_scene(item: &Item<'_>) -> Option<OnSceneTime> {
    let mut table = item.table()?;
    let category = table.get("category").and_then(|item| category(&item));
    let seconds = needed(&mut table, WORK);
    table.finish();
    Some(OnSceneTime {
        category: category?,
        seconds: seconds?,
    })
}

fn category(item: &Item<'_>) -> Option<CategoryCode> {
    let words: Vec<_> = CategoryCode::ALL
        .iter()
        .map(|one| (one.code(), *one))
        .collect();
    item.word(&words)
}

fn arrival(item: &Item<'_>) -> ArrivalByPosition {
    let mut rules = ArrivalByPosition::default();
    let Some(mut table) = item.table() else {
        return rules;
    };
    rules.radius_metres =
        number(&mut table, "radius_metres", 1, 5_000).unwrap_or(rules.radius_metres);
    rules.dwell_seconds =
        number(&mut table, "dwell_seconds", 0, 3_600).unwrap_or(rules.dwell_seconds);
    if let Some(metres) = number(&mut table, "max_accuracy_metres", 1, 5_000) {
        rules.max_accuracy_metres = u32::try_from(metres).unwrap_or(rules.max_accuracy_metres);
    }
    let record = table.maybe("record").and_then(|item| item.truth());
    rules.record = record.unwrap_or(rules.record);
    table.finish();
    rules
}

fn standby(item: &Item<'_>, known: &Known) -> StandbyRules {
    let mut rules = StandbyRules::default();
    let Some(mut table) = item.table() else {
        return rules;
    };
    rules.cover_within_seconds = duration(&mut table, COVER).unwrap_or(rules.cover_within_seconds);
    rules.max_seconds = duration(&mut table, LONGEST).unwrap_or(rules.max_seconds);
    let points = table.list("point");
    rules.points = points.iter().filter_map(|one| point(one, known)).collect();
    table.finish();
    rules
}

fn point(item: &Item<'_>, known: &Known) -> Option<StandbyPoint> {
    let mut table = item.table()?;
    let area = known.areas.refer(table.get("area"));
    let name = table.text("name");
    let lon = table.get("lon").and_then(|item| item.degrees());
    let lat = table.get("lat").and_then(|item| item.degrees());
    table.finish();
    Some(StandbyPoint {
        area: area?,
        name: name?,
        place: Place {
            lon: lon?,
            lat: lat?,
        },
    })
}

fn check_in(item: &Item<'_>) -> Option<CheckInRule> {
    let mut table = item.table()?;
    let every = needed(&mut table, EVERY);
    let answer = needed(&mut table, ANSWER);
    table.finish();
    Some(CheckInRule {
        every_seconds: every?,
        answer_seconds: answer?,
    })
}

fn escalation(item: &Item<'_>) -> Option<EscalationRule> {
    let mut table = item.table()?;
    let words: Vec<_> = MatterKind::ALL
        .iter()
        .map(|one| (one.code(), *one))
        .collect();
    let matter = table.get("matter").and_then(|item| item.word(&words));
    let from_warning = table.maybe("from_warning").and_then(|item| item.truth());
    let steps = table.some("step");
    let steps = steps.iter().filter_map(step).collect();
    table.finish();
    Some(EscalationRule {
        matter: matter?,
        from_warning: from_warning.unwrap_or(false),
        steps,
    })
}

fn step(item: &Item<'_>) -> Option<EscalationStep> {
    let mut table = item.table()?;
    let after = needed(&mut table, AFTER);
    let roles = ROLES.map(|role| (role.as_str(), role));
    let to = table.some("to");
    let to = to.iter().filter_map(|item| item.word(&roles)).collect();
    table.finish();
    Some(EscalationStep {
        after_seconds: after?,
        to,
    })
}

/// A whole number that may be absent.
fn number(table: &mut Table<'_>, key: &'static str, least: i64, most: i64) -> Option<i64> {
    let expected = phrase("a whole number within its bounds", "允许范围内的整数");
    table.maybe(key)?.within(least, most, expected)
}

/// A duration that must be there, under exactly one of its names.
fn needed(table: &mut Table<'_>, names: &Names) -> Option<i64> {
    let found = duration(table, names);
    let absent = !names.iter().any(|(key, _)| table.maybe(key).is_some());
    if let Some((key, _)) = names.first().filter(|_| absent) {
        table.item.complain(Problem::Missing(key));
    }
    found
}

/// A duration that may be absent, under one of its names at the most.
fn duration(table: &mut Table<'_>, names: &Names) -> Option<i64> {
    let given: Vec<_> = names
        .iter()
        .filter_map(|(key, unit)| Some((table.maybe(key)?, *unit)))
        .collect();
    for (other, _) in given.iter().skip(1) {
        other.complain(Problem::Rule(phrase(
            "the duration is already given in another unit",
            "该时长已用另一单位给出",
        )));
    }
    let (item, unit) = given.first()?;
    let expected = phrase(
        "a whole number, not negative, up to thirty days",
        "不超过三十天的非负整数",
    );
    Some(item.within(0, A_MONTH / unit, expected)? * unit)
}
