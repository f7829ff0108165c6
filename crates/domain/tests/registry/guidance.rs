//! Keyword rules, stations' hours and protocols: what may enter, and what holds when.

use crate::support::{
    times::at,
    town::{area, department, enter, item, registry, station},
};
use liandong_domain::{
    incident::CategoryCode,
    policy::Window,
    registry::{
        Guidance, KeywordRule, Protocol, Question, Registry, RegistryEvent, RegistryRejection,
        StationBecause, StationHours, Step, StepBy, decide,
    },
    time::Timestamp,
};

fn rule() -> KeywordRule {
    KeywordRule {
        words: vec!["吵".into()],
        category: CategoryCode::Environment,
        subcategory: Some(item("noise")),
        weight: 3,
    }
}

fn hours(station_id: &str, weekdays: Vec<u8>, from_hour: i64, to_hour: i64) -> StationHours {
    StationHours {
        station: station(station_id),
        areas: vec![area("north")],
        windows: vec![Window {
            weekdays,
            from_second: from_hour * 3600,
            to_second: to_hour * 3600,
        }],
    }
}

fn protocol(version: u32, from: Timestamp) -> Protocol {
    Protocol {
        category: CategoryCode::Environment,
        subcategory: None,
        version,
        title: "噪声".into(),
        valid_from: from,
        valid_until: None,
        questions: vec![Question {
            ask: "现在还响吗".into(),
            danger_if: None,
        }],
        steps: vec![Step {
            by: StepBy::Crew,
            text: "先听".into(),
        }],
        never: Vec::new(),
        to_police_when: Vec::new(),
        departments: vec![department("housing")],
        change: None,
    }
}

fn published(one: Protocol) -> RegistryEvent {
    RegistryEvent::Guided(Guidance::Protocol(Box::new(one)))
}

fn with(guidance: Vec<Guidance>) -> Registry {
    let records = guidance.into_iter().map(RegistryEvent::Guided).collect();
    enter(registry(), records)
}

#[track_caller]
fn refused(registry: &Registry, guidance: Guidance) -> Option<&'static str> {
    let decided = decide(registry, RegistryEvent::Guided(guidance));
    decided.expect_err("a refusal").field()
}

#[test]
fn keyword_rules_are_set_whole_and_point_at_what_is_there() {
    let town = with(vec![Guidance::Keywords(vec![rule()])]);
    assert_eq!(town.keywords(), [rule()]);
    let again = RegistryEvent::Guided(Guidance::Keywords(vec![rule()]));
    assert_eq!(decide(&town, again), Ok(None), "it says so already");
    let with = |change: fn(&mut KeywordRule)| {
        let mut one = rule();
        change(&mut one);
        refused(&town, Guidance::Keywords(vec![one]))
    };
    assert_eq!(with(|one| one.weight = 0), Some("weight"));
    assert_eq!(with(|one| one.weight = 101), Some("weight"));
    assert_eq!(with(|one| one.words.clear()), Some("words"));
    assert_eq!(with(|one| one.words[0] = "，".into()), Some("words"));
    let elsewhere = with(|one| one.category = CategoryCode::Dispute);
    assert_eq!(elsewhere, Some("subcategory"));
    assert_eq!(
        refused(&town, Guidance::Keywords(vec![rule(); 501])),
        Some("keywords")
    );
}

#[test]
fn a_call_goes_back_to_the_station_that_has_the_area_at_the_hour() {
    // Area north belongs to station east; at night west has it.
    let night = hours("west", vec![1, 2, 3, 4, 5, 6, 7], 0, 6);
    let town = with(vec![Guidance::StationHours(vec![night])]);
    let of = |place: Option<&str>, when: &str| {
        let area = place.map(area);
        town.stations_for(area.as_ref(), at(when))
    };
    use StationBecause::{Area, Hours, Unknown};
    assert_eq!(
        of(Some("north"), "05:59:59"),
        (vec![station("west")], Hours)
    );
    assert_eq!(of(Some("north"), "06:00"), (vec![station("east")], Area));
    assert_eq!(of(Some("south"), "03:00"), (vec![station("west")], Area));
    let both = vec![station("east"), station("west")];
    assert_eq!(of(None, "03:00"), (both.clone(), Unknown));
    assert_eq!(of(Some("nowhere"), "03:00"), (both, Unknown));
}

#[test]
fn stations_hours_point_at_what_is_there() {
    let town = registry();
    let refused = |one: StationHours| refused(&town, Guidance::StationHours(vec![one]));
    assert_eq!(refused(hours("none", vec![1], 0, 6)), Some("station"));
    assert_eq!(refused(hours("west", vec![8], 0, 6)), Some("windows"));
    assert_eq!(refused(hours("west", vec![1], 6, 6)), Some("windows"));
    let mut one = hours("west", vec![1], 0, 6);
    one.areas = vec![area("nowhere")];
    assert_eq!(refused(one.clone()), Some("areas"));
    one.areas.clear();
    assert_eq!(refused(one), Some("windows"));
}

#[test]
fn the_version_in_force_is_that_of_the_moment() {
    let mut third = protocol(3, at("12:00"));
    third.valid_until = Some(at("13:00"));
    let mut own = protocol(1, at("11:00"));
    own.subcategory = Some(item("noise"));
    let all = [
        protocol(1, at("08:00")),
        protocol(2, at("10:00")),
        third,
        own.clone(),
    ];
    let guidance = all.map(|one| Guidance::Protocol(Box::new(one)));
    let town = with(guidance.into());
    let noise = item("noise");
    let in_force = |subcategory, when: &str| {
        town.protocol_at(CategoryCode::Environment, subcategory, at(when))
            .map(|one| (one.subcategory.is_some(), one.version))
    };
    assert_eq!(in_force(None, "07:59:59"), None);
    assert_eq!(in_force(None, "08:00"), Some((false, 1)));
    assert_eq!(in_force(None, "09:59:59"), Some((false, 1)));
    assert_eq!(in_force(None, "10:00"), Some((false, 2)));
    assert_eq!(in_force(None, "12:59:59"), Some((false, 3)));
    assert_eq!(
        in_force(None, "13:00"),
        None,
        "it ended, and replaced the others"
    );
    assert_eq!(in_force(Some(&noise), "10:59:59"), Some((false, 2)));
    assert_eq!(in_force(Some(&noise), "11:00"), Some((true, 1)));
    assert_eq!(
        town.protocol_at(CategoryCode::Dispute, None, at("11:00")),
        None
    );
    let known = town.protocol_versions(CategoryCode::Environment, Some(&noise));
    assert_eq!(known, [own]);
}

#[test]
fn versions_count_on_and_none_is_rewritten() {
    let first = protocol(1, at("08:00"));
    let town = with(vec![Guidance::Protocol(Box::new(first.clone()))]);
    assert_eq!(decide(&town, published(first.clone())), Ok(None));
    let mut other = first;
    other.title = "另一个".into();
    let version = |given| RegistryRejection::ProtocolVersion { current: 1, given };
    assert_eq!(decide(&town, published(other.clone())), Err(version(1)));
    other.version = 3;
    assert_eq!(decide(&town, published(other.clone())), Err(version(3)));
    other.version = 2;
    assert!(decide(&town, published(other.clone())).is_ok_and(|one| one.is_some()));
    other.valid_from = at("07:59");
    let early = decide(&town, published(other)).expect_err("a refusal");
    assert_eq!(early.field(), Some("valid_from"));
}

#[test]
fn a_protocol_must_say_something_that_can_be_followed() {
    let town = registry();
    let refused = |change: fn(&mut Protocol)| {
        let mut one = protocol(1, at("08:00"));
        change(&mut one);
        refused(&town, Guidance::Protocol(Box::new(one)))
    };
    assert_eq!(refused(|one| one.questions.clear()), Some("steps"));
    assert_eq!(refused(|one| one.steps.clear()), Some("steps"));
    assert_eq!(refused(|one| one.title = " ".into()), Some("text"));
    assert_eq!(
        refused(|one| one.never = vec!["字".repeat(501)]),
        Some("text")
    );
    assert_eq!(
        refused(|one| one.questions[0].danger_if = Some(String::new())),
        Some("text")
    );
    assert_eq!(
        refused(|one| one.to_police_when = vec!["动手".into(); 51]),
        Some("steps")
    );
    assert_eq!(
        refused(|one| one.valid_until = Some(one.valid_from)),
        Some("valid_until")
    );
    assert_eq!(
        refused(|one| one.departments = vec![department("none")]),
        Some("departments")
    );
    assert_eq!(
        refused(|one| one.subcategory = Some(item("none"))),
        Some("subcategory")
    );
}

#[test]
fn guidance_is_written_under_its_own_kinds_and_read_back() {
    let all = [
        (Guidance::Keywords(vec![rule()]), "town.keywords_set"),
        (
            Guidance::StationHours(vec![hours("west", vec![1], 0, 6)]),
            "town.station_hours_set",
        ),
        (
            Guidance::Protocol(Box::new(protocol(1, at("08:00")))),
            "town.protocol_published",
        ),
    ];
    for (guidance, kind) in all {
        let event = RegistryEvent::Guided(guidance);
        assert_eq!(event.kind(), kind);
        let text = serde_json::to_string(&event).expect("it is written");
        let back: RegistryEvent = serde_json::from_str(&text).expect("it is read");
        assert_eq!(back, event);
    }
}
