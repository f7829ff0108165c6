//! What is written can be read back, equal.

use super::{
    cases,
    commands::command,
    events::{event, first_event, stamp},
};
use liandong_domain::{
    incident::{CommandKind, Incident, IncidentCommand, IncidentEvent, Phase, evolve},
    time::{Day, Timestamp},
};
use proptest::{collection::vec, prelude::*};
use serde::{Serialize, de::DeserializeOwned};

fn again<T: Serialize + DeserializeOwned>(one: &T) -> T {
    let text = serde_json::to_string(one).expect("it is written");
    match serde_json::from_str(&text) {
        Ok(read) => read,
        Err(why) => panic!("{why}: {text}"),
    }
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn events_and_the_states_they_make(
        first in (first_event(), stamp()),
        rest in vec((event(), stamp()), 0..8),
    ) {
        let mut state = evolve(None, &first.0, first.1);
        for (event, stamp) in std::iter::once(&first).chain(&rest) {
            let read: IncidentEvent = again(event);
            prop_assert_eq!(&read, event);
            prop_assert_eq!(read.kind(), event.kind());
            state = evolve(state, event, *stamp);
        }
        let incident: Incident = state.expect("an incident");
        prop_assert_eq!(again(&incident), incident);
    }

    #[test]
    fn lists_of_commands(commands in vec(command(), 0..6)) {
        let mut commands = commands;
        commands.retain(|one| !of_its_own_route(one.kind()));
        let read: Vec<IncidentCommand> = again(&commands);
        prop_assert_eq!(read, commands);
    }

    #[test]
    fn moments_of_all_ages(seconds in any::<i64>()) {
        let at = Timestamp(seconds);
        prop_assert_eq!(again(&at), at);
    }

    #[test]
    fn days_that_a_calendar_knows(days in -3_000_000..2_900_000_i64) {
        prop_assert_eq!(again(&Day(days)), Day(days));
    }
}

#[test]
fn a_command_is_written_as_the_documentation_says() {
    let assign: IncidentCommand =
        serde_json::from_str(r#"{"do": "assign", "unit": "car-1"}"#).expect("a command");
    assert_eq!(assign.kind(), CommandKind::Assign);
    let text = serde_json::to_string(&IncidentCommand::Accept).expect("json");
    assert_eq!(text, r#"{"do":"accept"}"#);
    for wrong in [
        r#"{"do": "assign", "unit": "car-1", "extra": 1}"#,
        r#"{"do": "assign"}"#,
        r#"{"do": "fly"}"#,
    ] {
        assert!(
            serde_json::from_str::<IncidentCommand>(wrong).is_err(),
            "{wrong}"
        );
    }
}

/// What no client may give in JSON: each comes by a route of its own, or from the system.
fn of_its_own_route(kind: CommandKind) -> bool {
    use CommandKind as K;
    matches!(
        kind,
        K::Join | K::Attach | K::ReadRecording | K::GiveRatingLink | K::Rate
    )
}

#[test]
fn what_has_a_route_of_its_own_is_no_command_in_json() {
    for kind in CommandKind::ALL
        .iter()
        .filter(|kind| of_its_own_route(**kind))
    {
        let text = format!(r#"{{"do": "{}"}}"#, kind.code());
        let why = serde_json::from_str::<IncidentCommand>(&text).expect_err("no command");
        assert!(why.to_string().contains("unknown variant"), "{why}");
    }
}

#[test]
fn codes_are_read_back() {
    for phase in Phase::ALL {
        assert_eq!(Phase::parse(phase.code()), Some(*phase));
    }
    for kind in CommandKind::ALL {
        assert_eq!(CommandKind::parse(kind.code()), Some(*kind));
    }
    assert_eq!(Phase::parse("nowhere"), None);
}
