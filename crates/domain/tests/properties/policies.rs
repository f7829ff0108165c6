//! Any policy that passes its own check.

use crate::support::town;
use liandong_domain::{
    dispatch::{CheckInRule, DispatchRules, EscalationRule, EscalationStep, MatterKind},
    policy::{Coverage, Limit, Policy, Window},
    roles::Role,
};
use proptest::{option, prelude::*};

fn limit(least: i64) -> impl Strategy<Value = Limit> {
    // Mostly minutes and hours; now and then a limit beyond any calendar.
    let more = prop_oneof![30 => 0..7_200_i64, 1 => 0..i64::MAX / 2];
    (more, 0..100_i64).prop_map(move |(more, percent)| {
        let seconds = least.saturating_add(more).max(1);
        let warn = seconds / 100 * percent;
        Limit {
            seconds,
            warn_before_seconds: warn.min(seconds - 1),
        }
    })
}

fn window() -> impl Strategy<Value = Window> {
    (
        proptest::collection::vec(1..=7_u8, 1..4),
        0..86_400_i64,
        1..=86_400_i64,
    )
        .prop_map(|(weekdays, from_second, length)| Window {
            weekdays,
            from_second,
            to_second: from_second.saturating_add(length).min(86_400),
        })
}

fn escalation() -> impl Strategy<Value = Vec<EscalationRule>> {
    let kinds = proptest::sample::subsequence(MatterKind::ALL.to_vec(), 0..=MatterKind::ALL.len());
    let steps = proptest::collection::vec(1..2_000_i64, 0..3);
    (kinds, any::<bool>(), any::<bool>(), steps).prop_map(|(kinds, from_warning, at_once, more)| {
        let rule = |matter| {
            let mut after_seconds = if at_once { 0 } else { 30 };
            let mut steps = vec![EscalationStep {
                after_seconds,
                to: vec![Role::Dispatcher],
            }];
            for seconds in &more {
                after_seconds += seconds;
                steps.push(EscalationStep {
                    after_seconds,
                    to: vec![Role::Commander],
                });
            }
            EscalationRule {
                matter,
                from_warning,
                steps,
            }
        };
        kinds.into_iter().map(rule).collect()
    })
}

fn dispatch() -> impl Strategy<Value = DispatchRules> {
    let check_in =
        (1..4_000_i64, 1..2_000_i64).prop_map(|(every_seconds, answer_seconds)| CheckInRule {
            every_seconds,
            answer_seconds,
        });
    (escalation(), option::of(check_in), any::<bool>(), 0..3_u32).prop_map(
        |(escalation, check_in, refusal_restarts_clocks, keep_free_cars)| DispatchRules {
            escalation,
            check_in,
            refusal_restarts_clocks,
            keep_free_cars,
            ..DispatchRules::default()
        },
    )
}

pub(super) fn policy() -> impl Strategy<Value = Policy> {
    let line = limit(1).prop_flat_map(|arrive| {
        limit(arrive.seconds).prop_flat_map(move |feedback| {
            limit(feedback.seconds).prop_map(move |dispose| (arrive, feedback, dispose))
        })
    });
    let grace = prop_oneof![10 => 0..600_i64, 1 => 0..i64::MAX];
    let pauses = (prop_oneof![10 => 0..4_000_i64, 1 => 0..i64::MAX], 0..4_u32);
    let closed = option::weighted(0.1, proptest::collection::vec(window(), 0..3));
    (
        line,
        limit(1),
        limit(1),
        limit(1),
        grace,
        pauses,
        0..4_u32,
        any::<bool>(),
        (closed, super::case::rules()),
        dispatch(),
    )
        .prop_map(
            |(
                line,
                accept,
                result,
                follow_up,
                grace,
                pauses,
                attempts,
                restarts,
                (windows, case),
                dispatch,
            )| {
                let policy = Policy {
                    arrive: line.0,
                    feedback: line.1,
                    dispose: line.2,
                    referral_accept: accept,
                    referral_dispose: result,
                    follow_up,
                    entry_grace_seconds: grace,
                    reassignment_restarts_clocks: restarts,
                    pause_max_seconds: pauses.0,
                    pause_max_count: pauses.1,
                    follow_up_attempts: attempts,
                    case,
                    coverage: windows.map_or(Coverage::Always, Coverage::Weekly),
                    dispatch,
                    ..town::policy()
                };
                policy.check().expect("only policies that pass the check");
                policy
            },
        )
}
