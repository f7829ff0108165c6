//! The approximation against the exact model, and beyond it.

use super::town::{near, street};
use liandong_plan::queueing::hypercube::{Line, approximate, exact};
use proptest::prelude::*;

/// What workloads may be off by with equal service, and with service that differs up to twice; the measures of
/// the whole town are nearer.
const EQUAL: f64 = 0.06;
const UNEQUAL: f64 = 0.08;

fn worst(one: &[f64], other: &[f64]) -> f64 {
    let apart = one
        .iter()
        .zip(other)
        .map(|(one, other)| (one - other).abs());
    apart.fold(0.0, f64::max)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn it_is_near_the_exact_model(
        units in 2_usize..=8,
        stands in prop::collection::vec(0.0_f64..1.0, 8),
        service in prop::collection::vec(1.0_f64..2.0, 8),
        places in prop::collection::vec(0.0_f64..1.0, 12),
        weights in prop::collection::vec(0.5_f64..1.5, 12),
        load in 0.1_f64..0.9,
        differs: bool,
        waits: bool,
    ) {
        let service = if differs { service[..units].to_vec() } else { vec![1.5; units] };
        let line = if waits { Line::Infinite } else { Line::Loss };
        let model = street(&stands[..units], &service, &places, &weights, load, line);
        let truth = exact::solve(&model, exact::TOLERANCE).unwrap().measures;
        let found = approximate::solve(&model).unwrap().measures;
        let within = if differs { UNEQUAL } else { EQUAL };
        let off = worst(&found.workload, &truth.workload);
        prop_assert!(off < within, "{off}: {:?} for {:?}", found.workload, truth.workload);
        prop_assert!(near(found.all_busy, truth.all_busy, 0.03));
        prop_assert!(near(found.cross_area, truth.cross_area, 0.04));
        prop_assert!(near(found.travel, truth.travel, 0.08 * truth.travel + 5.0));
        let shares: f64 = found.dispatches.iter().flatten().sum();
        prop_assert!(near(shares, 1.0, 1e-9));
    }
}

#[test]
fn two_hundred_units_are_answered() {
    let units = 200;
    let spread = |count: usize| -> Vec<f64> {
        (0..count)
            .map(|at| at as f64 / (count - 1) as f64)
            .collect()
    };
    let service: Vec<f64> = (0..units)
        .map(|unit| 1.0 + 0.1 * (unit % 7) as f64)
        .collect();
    let places = spread(300);
    for line in [Line::Infinite, Line::Loss] {
        let model = street(
            &spread(units),
            &service,
            &places,
            &vec![1.0; 300],
            0.8,
            line,
        );
        let measures = approximate::solve(&model).unwrap().measures;
        let finished: f64 = measures
            .workload
            .iter()
            .zip(&service)
            .map(|(workload, service)| workload * service)
            .sum();
        let served = model.arrivals() * (1.0 - measures.lost);
        assert!(near(finished, served, 1e-6 * served), "{finished} {served}");
        assert!(
            measures
                .workload
                .iter()
                .all(|one| (0.0..=1.0).contains(one))
        );
        assert!(exact::solve(&model, exact::TOLERANCE).is_err());
    }
}
