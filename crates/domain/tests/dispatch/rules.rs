//! The numbers of a policy: defaults, checks, and policies that were written before there were any.

use crate::support::town::{area, policy};
use liandong_domain::{
    dispatch::{
        CheckInRule, DispatchRules, EscalationRule, EscalationStep, MatterKind, SpeedWindow,
        StandbyPoint,
    },
    geo::Place,
    policy::Policy,
    roles::Role,
};

#[test]
fn a_policy_of_before_reads_and_writes_as_before() {
    let text = serde_json::to_string(&policy()).expect("a policy is JSON");
    assert!(!text.contains("dispatch"), "{text}");
    let read: Policy = serde_json::from_str(&text).expect("JSON is a policy");
    assert_eq!(read, policy());
    let mut more = policy();
    more.dispatch.keep_free_cars = 2;
    let text = serde_json::to_string(&more).expect("a policy is JSON");
    let read: Policy = serde_json::from_str(&text).expect("JSON is a policy");
    assert_eq!(read, more);
    // What is left out has its default.
    let few: DispatchRules = serde_json::from_str(r#"{"keep_free_cars": 2}"#).expect("JSON");
    assert_eq!(few, more.dispatch);
    assert!(serde_json::from_str::<DispatchRules>(r#"{"keep_cars": 2}"#).is_err());
}

#[test]
fn a_policy_that_makes_no_sense_names_its_field() {
    let step = |after_seconds| EscalationStep {
        after_seconds,
        to: vec![Role::Commander],
    };
    let rule = |steps| EscalationRule {
        matter: MatterKind::Sos,
        from_warning: false,
        steps,
    };
    type Spoil = Box<dyn Fn(&mut DispatchRules)>;
    let cases: Vec<(&str, Spoil)> = vec![
        ("dispatch.travel", Box::new(|one| one.travel.usual_kmh = 0)),
        (
            "dispatch.travel",
            Box::new(|one| one.travel.detour_percent = 99),
        ),
        (
            "dispatch.travel",
            Box::new(|one| {
                one.travel.by_hour = vec![SpeedWindow {
                    from_second: 10,
                    to_second: 10,
                    kmh: 20,
                }];
            }),
        ),
        ("dispatch", Box::new(|one| one.overrun_seconds = -1)),
        (
            "dispatch.arrival",
            Box::new(|one| one.arrival.radius_metres = 0),
        ),
        (
            "dispatch.standby",
            Box::new(|one| {
                one.standby.points = vec![StandbyPoint {
                    area: area("north"),
                    name: "点".into(),
                    place: Place {
                        lon: 200.0,
                        lat: 0.0,
                    },
                }];
            }),
        ),
        (
            "dispatch.check_in",
            Box::new(|one| {
                one.check_in = Some(CheckInRule {
                    every_seconds: 0,
                    answer_seconds: 10,
                });
            }),
        ),
        (
            "dispatch.escalation",
            Box::new(move |one| one.escalation = vec![rule(vec![step(10), step(10)])]),
        ),
        (
            "dispatch.escalation",
            Box::new(move |one| one.escalation = vec![rule(Vec::new())]),
        ),
        (
            "dispatch.escalation",
            Box::new(move |one| {
                one.escalation = vec![rule(vec![step(0)]), rule(vec![step(0)])];
            }),
        ),
    ];
    assert_eq!(policy().check(), Ok(()));
    for (field, spoil) in cases {
        let mut policy = policy();
        spoil(&mut policy.dispatch);
        let bad = policy.check().expect_err(field);
        assert_eq!(bad.field, field);
    }
}
