//! What holds for every seed.

use super::{
    town::{day, strict_town, town, town_serving, town_without},
    walk::Walked,
};
use liandong_domain::{registry::Registry, roles::Role, time::Timestamp};
use liandong_plan::operations::{Operations, Plan, PlanError, Step};
use proptest::prelude::*;

fn plan(seed: u64, calls_per_day: u32, last: &str) -> Plan {
    Plan {
        from: day("2024-03-01"),
        to: day(last),
        seed,
        calls_per_day,
    }
}

fn steps(registry: &Registry, plan: Plan) -> Vec<Step> {
    Operations::new(plan, registry).unwrap().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_rules_take_every_step(seed: u64, calls in 1_u32..200, areas in 1_u32..6) {
        let registry = town(areas);
        let steps = steps(&registry, plan(seed, calls, "2024-03-03"));
        let walked = Walked::through(registry, steps.into_iter());
        prop_assert!(walked.refused.is_empty(), "{:#?}", walked.refused);
        prop_assert!(walked.incidents.values().all(|one| one.phase.is_over()));
    }

    #[test]
    fn the_rules_of_a_strict_town_take_every_step(seed: u64) {
        let registry = strict_town();
        let steps = steps(&registry, plan(seed, 80, "2024-03-05"));
        let walked = Walked::through(registry, steps.into_iter());
        prop_assert!(walked.refused.is_empty(), "{:#?}", walked.refused);
    }

    #[test]
    fn the_same_seed_gives_the_same_steps(seed: u64) {
        let registry = town(3);
        let one = steps(&registry, plan(seed, 60, "2024-03-02"));
        let two = steps(&registry, plan(seed, 60, "2024-03-02"));
        prop_assert_eq!(&one, &two);
        let other = steps(&registry, plan(seed.wrapping_add(1), 60, "2024-03-02"));
        prop_assert_ne!(&one, &other);
    }
}

#[test]
fn cars_that_come_and_go_leave_no_step_that_the_rules_refuse() {
    for seed in 0..12 {
        let registry = town_serving(3, day("2024-03-02"), day("2024-03-03"));
        let steps = steps(&registry, plan(seed, 150, "2024-03-05"));
        let walked = Walked::through(registry, steps.into_iter());
        assert!(walked.refused.is_empty(), "{:#?}", walked.refused);
        assert!(walked.incidents.values().all(|one| one.phase.is_over()));
    }
}

#[test]
fn one_area_with_one_car_is_enough() {
    let registry = town(1);
    let steps = steps(&registry, plan(7, 60, "2024-03-31"));
    let walked = Walked::through(registry, steps.into_iter());
    assert!(walked.refused.is_empty(), "{:#?}", walked.refused);
    assert!(walked.incidents.len() > 1_500);
    assert!(walked.incidents.values().all(|one| one.phase.is_over()));
}

#[test]
fn the_endless_kind_begins_at_its_moment_and_is_taken_too() {
    let registry = town(5);
    let begin: Timestamp = "2026-11-23T10:00:00+08:00".parse().unwrap();
    let operations = Operations::starting_at(begin, 3, 160, &registry).unwrap();
    let steps: Vec<Step> = operations.take(4_000).collect();
    assert_eq!(steps.len(), 4_000);
    assert!(steps[0].recorded_at >= begin);
    let walked = Walked::through(registry, steps.into_iter());
    assert!(walked.refused.is_empty(), "{:#?}", walked.refused);
    assert_eq!(walked.registered, 0);
}

#[test]
fn what_cannot_be_generated_is_refused() {
    let registry = town(1);
    let refused = |plan: Plan| Operations::new(plan, &registry).unwrap_err();
    assert_eq!(refused(plan(1, 0, "2024-03-02")), PlanError::BadRate);
    assert_eq!(refused(plan(1, 5_001, "2024-03-02")), PlanError::BadRate);
    assert_eq!(refused(plan(1, 90, "2024-02-29")), PlanError::BadDays);
    assert_eq!(refused(plan(1, 90, "2044-03-01")), PlanError::BadDays);
    let lone = Operations::new(plan(1, 90, "2024-03-02"), &town_without(Role::FollowUp));
    assert_eq!(lone.unwrap_err(), PlanError::NobodyIs(Role::FollowUp));
    let empty = Operations::new(plan(1, 90, "2024-03-02"), &Registry::default());
    assert_eq!(empty.unwrap_err(), PlanError::Lacks("policy"));
}
