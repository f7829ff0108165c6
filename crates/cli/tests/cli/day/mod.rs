//! One whole day of a town, as `examples/huacao-day` has it, over real HTTP on both databases: every
//! state and side event of the loop, every role, and every incident over at its end.

mod hook;
mod place;
mod player;
mod script;
mod words;

use crate::cli::nodes::kit;
use hook::Hook;
use liandong_domain::{
    incident::{CommandKind, Phase},
    roles::Role,
};
use place::Place;
use player::Player;
use serde_json::Value;
use std::{collections::BTreeSet, io::Write, path::Path};
use words::{Words, at};

const ROLES: [Role; 11] = [
    Role::Commander,
    Role::Dispatcher,
    Role::Member,
    Role::Department,
    Role::FollowUp,
    Role::DutyManager,
    Role::Performance,
    Role::Leader,
    Role::Auditor,
    Role::Administrator,
    Role::District,
];

/// They change nothing in the log: they read.
const READERS: [Role; 3] = [Role::Performance, Role::Auditor, Role::District];

/// What the system does by itself, and what has a route of its own.
const NOT_GIVEN: [CommandKind; 9] = [
    CommandKind::Receive,
    CommandKind::CheckClocks,
    CommandKind::ProposeArrival,
    CommandKind::Join,
    CommandKind::Attach,
    CommandKind::ReadRecording,
    CommandKind::GiveRatingLink,
    CommandKind::Rate,
    CommandKind::RevealCaller,
];

#[test]
fn the_day_on_sqlite() {
    play(None);
}

#[test]
fn the_day_on_postgres() {
    play(Some(kit::schema("day")));
}

fn play(db: Option<String>) {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/huacao-day");
    let (day, chapters) = script::read(&beside);
    let mut words = Words::new();
    let (hook, url) = Hook::listen();
    words.keep("hook", url.into());
    let place = Place::new(&beside, &day, &words, db);
    let server = place.serve();
    let mut player = Player::new(server, words, &beside, &day.town.id);
    player.learn_crews();
    let mut told = String::new();
    for (chapter, steps) in &chapters {
        for (nth, step) in steps.iter().enumerate() {
            if let Err(what) = player.play(step) {
                let (nth, at) = (nth + 1, &step.at);
                panic!(
                    "{chapter}, step {nth} ({at} {}): {}\n  {what}",
                    step.who, step.say
                );
            }
            assert!(told <= step.at, "{chapter}: {} is after {told}", step.at);
            told.clone_from(&step.at);
        }
    }
    let member_ids = all_is_over(&player);
    every_event_was_seen(&player);
    everybody_acted(&player);
    assert!(hook.was_told("incident.closed"), "the other system is told");
    let table = told_by_the_binary(&place, &player, &day.town.id, &member_ids);
    // The test's last word; `cargo test` keeps it for those who ask by --nocapture.
    let mut out = std::io::stdout().lock();
    writeln!(out, "{table}").expect("written");
}

/// Every incident is over; answers with who served.
fn all_is_over(player: &Player) -> BTreeSet<String> {
    let mut served = BTreeSet::new();
    let mut path = "/api/v1/incidents?state=all&limit=100".to_owned();
    let mut count = 0;
    loop {
        let page = player.get("auditor-1", &path);
        for one in page["incidents"].as_array().unwrap() {
            let phase = Phase::parse(one["phase"].as_str().unwrap()).unwrap();
            assert!(phase.is_over(), "{}: {phase:?}", one["id"]);
            let id = one["id"].as_str().unwrap();
            let events = player.get(
                "auditor-1",
                &format!("/api/v1/incidents/{id}/events?limit=500"),
            );
            for crew in at(&events, "/events/*/payload/*/crew/*") {
                served.insert(crew.as_str().unwrap().to_owned());
            }
            count += 1;
        }
        match page["next"].as_str() {
            Some(next) => path = format!("/api/v1/incidents?state=all&limit=100&cursor={next}"),
            None => break,
        }
    }
    assert!(count >= 10, "{count} incidents");
    let waiting = player.get("dispatcher-1", "/api/v1/queue");
    assert_eq!(waiting["queue"], serde_json::json!([]));
    assert!(served.len() >= 10, "{served:?}");
    served
}

/// The whole log, by the auditor's search.
fn log(player: &Player) -> Vec<Value> {
    let mut all = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = player.get(
            "auditor-1",
            &format!("/api/v1/audit/events?limit=100{cursor}"),
        );
        all.extend(at(&page, "/events/*/event"));
        match page["next"].as_u64() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return all,
        }
    }
}

fn every_event_was_seen(player: &Player) {
    let log = log(player);
    let text = |one: &Value, name: &str| one[name].as_str().unwrap().to_owned();
    let seen: BTreeSet<String> = log.iter().map(|one| text(one, "kind")).collect();
    let missing: Vec<&str> = kinds()
        .into_iter()
        .filter(|kind| !seen.contains(*kind))
        .collect();
    assert_eq!(
        missing, [""; 0],
        "events of an incident that the day has not"
    );
    let all = Phase::ALL.iter().map(|phase| phase.code());
    let missing: Vec<_> = all.filter(|code| !player.phases.contains(*code)).collect();
    assert_eq!(missing, [""; 0], "phases in which no incident was");
    let all = CommandKind::ALL
        .iter()
        .filter(|kind| !NOT_GIVEN.contains(kind));
    let missing: Vec<_> = all
        .map(|kind| kind.code())
        .filter(|code| !player.commands.contains(*code))
        .collect();
    assert_eq!(missing, [""; 0], "commands that nobody gave");
    let actors: BTreeSet<String> = log.iter().map(|one| text(one, "role")).collect();
    for role in ROLES.iter().filter(|role| !READERS.contains(role)) {
        assert!(actors.contains(role.as_str()), "{role:?} is not in the log");
    }
}

/// The kinds of events that the domain has, from its own words: a new one is asked for here.
fn kinds() -> BTreeSet<&'static str> {
    let sources = [
        include_str!("../../../../domain/src/incident/event.rs"),
        include_str!("../../../../domain/src/incident/case/event.rs"),
    ];
    let words = sources.iter().flat_map(|source| source.split('"'));
    let kinds: BTreeSet<&str> = words
        .filter(|word| word.starts_with("incident.") && !word.contains(char::is_whitespace))
        .collect();
    assert!(kinds.len() > 50, "{kinds:?}");
    kinds
}

fn everybody_acted(player: &Player) {
    for role in ROLES {
        assert!(player.acted.contains(role.as_str()), "{role:?} did nothing");
    }
}

/// Chain and read models hold, and the month's table has everybody who served.
fn told_by_the_binary(
    place: &Place,
    player: &Player,
    town: &str,
    served: &BTreeSet<String>,
) -> String {
    place.run(&["verify"]);
    place.run(&["rebuild", "--check"]);
    let month = player.words.text("{month}");
    let assess = ["assess", "--town", town, "--month", &month];
    let table = place.run(&assess);
    for member in served {
        let has = table
            .lines()
            .any(|line| line.split(' ').next() == Some(member));
        assert!(has, "{member} served and is not in the table\n{table}");
    }
    table
}
