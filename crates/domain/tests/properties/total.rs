//! `evolve` is total: any events in any order make a state that can be read, shown and decided on.

use super::{
    cases,
    commands::{command, moment},
    events::{event, first_event, stamp},
    runs::context,
};
use crate::support::{given::asked, town};
use liandong_domain::{
    incident::{Clock, ClockOutcome, allowed, decide, evolve},
    roles::Role,
};
use proptest::{collection::vec, prelude::*};

proptest! {
    #![proptest_config(cases(1_500))]

    #[test]
    fn any_events_in_any_order_make_a_state(
        first in (first_event(), stamp()),
        rest in vec((event(), stamp()), 0..25),
        ask in (command(), moment(), proptest::option::of(moment())),
    ) {
        let mut state = evolve(None, &first.0, first.1);
        prop_assert!(state.is_some());
        for (event, stamp) in &rest {
            let before = state.clone().expect("there is an incident from its first event on");
            state = evolve(state, event, *stamp);
            let after = state.as_ref().expect("and it never goes away");
            prop_assert!(after.last_recorded_at >= before.last_recorded_at);
            prop_assert!(after.last_step_at >= before.last_step_at);
            for (old, new) in before.clocks.iter().zip(&after.clocks) {
                prop_assert!(old.due_at <= new.due_at);
                prop_assert!(old.breach.is_none() || new.outcome() == ClockOutcome::Breached);
                prop_assert!(old.is_open() || !new.is_open(), "an ended clock stays ended");
            }
        }
        let incident = state.expect("an incident");
        let fact = incident.fact();
        prop_assert_eq!(fact.phase, incident.phase);
        let _alarm = (incident.next_alarm(), incident.next_due());
        let _took: Vec<_> = incident.clocks.iter().map(Clock::took).collect();
        let _offered = allowed(&incident, Role::Administrator);
        // Even on such a state a decision is a decision or a refusal.
        let policy = town::policy();
        let (command, now, occurred) = ask;
        if let Ok(decision) = decide(&incident, &command, asked(occurred, now), context(&policy, false)) {
            let mut replayed = Some(incident);
            for one in &decision.events {
                replayed = evolve(replayed, &one.event, one.stamp);
            }
            prop_assert_eq!(replayed, Some(decision.incident));
        }
    }

    #[test]
    fn before_the_call_there_is_nothing(event in event(), stamp in stamp()) {
        let exists = evolve(None, &event, stamp).is_some();
        prop_assert_eq!(exists, event.kind() == "incident.received");
    }
}

/// No decision makes such an event; a log from elsewhere may hold one.
#[test]
fn even_a_log_from_elsewhere_moves_no_limit_back() {
    use crate::support::{commands::pause, phases::standing_in, times::at};
    use liandong_domain::incident::{ClockKind, IncidentEvent, Phase};
    let story = standing_in(Phase::Acknowledged).and("08:10", pause(ClockKind::Arrive));
    let resumed = IncidentEvent::ClockResumed {
        clock: ClockKind::Arrive,
        nth: 1,
        due_at: at("08:01"),
        warn_at: at("08:00"),
    };
    let stamp = story.log[0].stamp;
    let incident = evolve(Some(story.incident), &resumed, stamp).expect("an incident");
    let clock = incident.last_clock(ClockKind::Arrive).expect("a clock");
    assert_eq!((clock.due_at, clock.warn_at), (at("08:20"), at("08:15")));
    assert!(clock.pause.is_none());
}
