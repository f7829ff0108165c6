//! A district's towns, and the sums over them.

use liandong_domain::{
    aggregate::{Aggregate, Asked, Stamp},
    district::{
        ClockSum, District, DistrictCommand, DistrictEvent, DistrictFacts, DistrictRejection,
        DistrictTally, TOWNS,
    },
    ids::{IncidentId, TownId},
    incident::{CategoryCode, ClockFact, ClockKind, ClockOutcome, Grade, IncidentFact, Phase},
    time::Timestamp,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn town(id: &str) -> TownId {
    TownId::new(id).expect("a town")
}

fn towns(ids: &[&str]) -> BTreeSet<TownId> {
    ids.iter().map(|id| town(id)).collect()
}

fn oversee(
    before: Option<&District>,
    ids: &[&str],
) -> Result<Vec<DistrictEvent>, DistrictRejection> {
    let (own, known) = (
        town("district"),
        towns(&["district", "east", "north", "west"]),
    );
    let asked = Asked {
        occurred_at: None,
        now: Timestamp(1_000),
    };
    let facts = DistrictFacts {
        own: &own,
        towns: &known,
    };
    let command = DistrictCommand::Oversee(towns(ids));
    let decided = District::decide(before, TOWNS, &command, asked, facts)?;
    Ok(decided.into_iter().map(|(event, _)| event).collect())
}

fn after(before: Option<District>, events: &[DistrictEvent]) -> Option<District> {
    let stamp = Stamp {
        occurred_at: Timestamp(1_000),
        recorded_at: Timestamp(1_000),
        late: false,
    };
    let fold = |state, event: &DistrictEvent| District::evolve(state, TOWNS, event, stamp);
    events.iter().fold(before, fold)
}

#[test]
fn towns_join_and_leave() {
    let events = oversee(None, &["east", "west"]).expect("formed");
    let district = after(None, &events).expect("a district");
    assert_eq!(district.towns, towns(&["east", "west"]));
    assert_eq!(oversee(Some(&district), &["east", "west"]), Ok(Vec::new()));
    let events = oversee(Some(&district), &["north", "west"]).expect("changed");
    let (north, east) = (town("north"), town("east"));
    let expected = [
        DistrictEvent::TownJoined { town: north },
        DistrictEvent::TownLeft { town: east },
    ];
    assert_eq!(events, expected);
    let district = after(Some(district), &events).expect("a district");
    assert_eq!(district.towns, towns(&["north", "west"]));
}

#[test]
fn what_is_no_town_is_not_overseen() {
    for unknown in ["south", "district"] {
        let refused = oversee(None, &["east", unknown]);
        assert_eq!(refused, Err(DistrictRejection::Unknown(town(unknown))));
    }
    assert_eq!(oversee(None, &[]), Err(DistrictRejection::HowMany));
}

fn fact(outcome: Option<ClockOutcome>, grade: Option<Grade>, phase: Phase) -> IncidentFact {
    let clock = outcome.map(|outcome| ClockFact {
        outcome,
        took: None,
        late: false,
    });
    IncidentFact {
        id: IncidentId::new("20240301-00001").expect("a number"),
        received_at: Timestamp(0),
        phase,
        category: clock.map(|_| CategoryCode::Dispute),
        area: None,
        arrive: clock,
        feedback: None,
        dispose: None,
        grade,
        grade_late: false,
        sampled: true,
        unreachable: false,
        round: 1,
        late_entries: 2,
    }
}

#[test]
fn a_clock_counts_once_it_is_decided() {
    let mut tally = DistrictTally::default();
    for outcome in [
        Some(ClockOutcome::Kept),
        Some(ClockOutcome::Kept),
        Some(ClockOutcome::Breached),
        Some(ClockOutcome::Running),
        Some(ClockOutcome::Paused),
        Some(ClockOutcome::Void),
        None,
    ] {
        tally.take(&fact(outcome, None, Phase::Closed));
    }
    let arrive = tally.clocks[&ClockKind::Arrive];
    let expected = ClockSum {
        kept: 2,
        breached: 1,
        open: 2,
        void: 1,
    };
    assert_eq!(arrive, expected);
    assert_eq!(arrive.decided(), 3);
    assert_eq!(tally.received, 7);
    assert_eq!(tally.categories[&None], 1);
    assert_eq!(tally.late_entries, 14);
    assert_eq!((tally.satisfied, tally.graded), (0, 0));
}

#[test]
fn only_answers_drawn_by_lot_speak_for_a_town() {
    let mut tally = DistrictTally::default();
    let drawn = fact(None, Grade::ALL.first().copied(), Phase::Closed);
    let asked_beside = IncidentFact {
        sampled: false,
        unreachable: true,
        ..drawn.clone()
    };
    tally.take(&drawn);
    tally.take(&asked_beside);
    assert_eq!((tally.received, tally.graded, tally.unreachable), (2, 1, 0));
}

proptest! {
    /// Adding towns is counting all their incidents in one.
    #[test]
    fn sums_of_towns_are_the_sum_of_all(
        picks in prop::collection::vec((0_usize..6, 0_usize..6, 0_usize..17, any::<bool>()), 0..60)
    ) {
        let outcomes = [
            None,
            Some(ClockOutcome::Kept),
            Some(ClockOutcome::Breached),
            Some(ClockOutcome::Running),
            Some(ClockOutcome::Paused),
            Some(ClockOutcome::Void),
        ];
        let (mut one, mut two, mut all) =
            (DistrictTally::default(), DistrictTally::default(), DistrictTally::default());
        for (outcome, grade, phase, first) in picks {
            let grade = Grade::ALL.get(grade).copied();
            let fact = fact(outcomes[outcome], grade, Phase::ALL[phase]);
            if first { one.take(&fact) } else { two.take(&fact) }
            all.take(&fact);
        }
        one.add(&two);
        prop_assert_eq!(one, all);
    }
}
