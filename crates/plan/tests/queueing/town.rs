//! Towns for the tests, described in few words.

use liandong_plan::queueing::hypercube::{Description, Line, Model, Preference, Travel};

/// Whether two numbers are the same to within so much.
pub(super) fn near(one: f64, other: f64, within: f64) -> bool {
    (one - other).abs() <= within
}

/// A town in which driving takes no time.
pub(super) fn town(
    demand: Vec<f64>,
    service: Vec<f64>,
    preferences: Vec<Preference>,
    line: Line,
) -> Description {
    Description {
        travel: Travel {
            from_units: vec![vec![0.0; demand.len()]; service.len()],
            between_atoms: None,
        },
        demand,
        service,
        preferences,
        line,
    }
}

/// Units and atoms strewn along a street: travel times from the numbers given, the nearest first.
/// `load` is what comes over what all can finish.
pub(super) fn street(
    stands: &[f64],
    service: &[f64],
    places: &[f64],
    weights: &[f64],
    load: f64,
    line: Line,
) -> Model {
    let capacity: f64 = service.iter().sum();
    let total: f64 = weights.iter().sum();
    let seconds = |from: f64, to: f64| 600.0 * (from - to).abs();
    let from_units: Vec<Vec<f64>> = stands
        .iter()
        .map(|stand| places.iter().map(|place| seconds(*stand, *place)).collect())
        .collect();
    let between: Vec<Vec<f64>> = places
        .iter()
        .map(|from| places.iter().map(|to| seconds(*from, *to)).collect())
        .collect();
    let preferences = (0..places.len())
        .map(|atom| Preference::nearest(&from_units, atom))
        .collect();
    let description = Description {
        demand: weights
            .iter()
            .map(|weight| weight * load * capacity / total)
            .collect(),
        service: service.to_vec(),
        preferences,
        travel: Travel {
            from_units,
            between_atoms: Some(between),
        },
        line,
    };
    Model::new(description).unwrap()
}
