//! What a model refuses, and what it says.

use super::town::town;
use liandong_plan::queueing::{
    QueueingError,
    hypercube::{Description, Line, Model, Preference, exact},
};

fn fine() -> Description {
    let orders = [Preference::ranked([0, 1]), Preference::ranked([1, 0])];
    town(
        vec![0.5, 0.5],
        vec![1.0, 2.0],
        orders.to_vec(),
        Line::Infinite,
    )
}

fn refusal(change: impl FnOnce(&mut Description)) -> QueueingError {
    let mut description = fine();
    change(&mut description);
    Model::new(description).unwrap_err()
}

#[test]
fn what_does_not_hold_together_is_refused() {
    assert!(Model::new(fine()).is_ok());
    assert_eq!(refusal(|it| it.service.clear()), QueueingError::NoServers);
    assert_eq!(refusal(|it| it.demand.clear()), QueueingError::NoAtoms);
    for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let what = refusal(|it| it.service[1] = bad).to_string();
        assert!(what.starts_with("a service rate is"), "{what}");
    }
    assert_eq!(
        refusal(|it| it.demand = vec![0.0, 0.0]),
        QueueingError::NotANumber {
            what: "the demand of all atoms",
            value: 0.0
        }
    );
    let incomplete = Preference::ranked([1]);
    assert_eq!(
        refusal(|it| it.preferences[1] = incomplete),
        QueueingError::Preference { atom: 1 }
    );
    let twice = Preference::ranked([1, 1]);
    assert_eq!(
        refusal(|it| it.preferences[0] = twice),
        QueueingError::Preference { atom: 0 }
    );
    assert!(matches!(
        refusal(|it| it.travel.from_units[0].push(1.0)),
        QueueingError::Length {
            what: "travel from units",
            found: 3,
            wanted: 2
        }
    ));
    assert!(matches!(
        refusal(|it| it.travel.between_atoms = Some(vec![vec![0.0; 2]])),
        QueueingError::Length { .. }
    ));
}

#[test]
fn overload_has_no_equilibrium_unless_calls_are_lost() {
    assert!(matches!(
        refusal(|it| it.demand[0] = 2.5),
        QueueingError::Overload { .. }
    ));
    let mut lost = fine();
    lost.demand[0] = 25.0;
    lost.line = Line::Loss;
    let model = Model::new(lost).unwrap();
    let measures = exact::solve(&model, exact::TOLERANCE).unwrap().measures;
    assert!(measures.lost > 0.8 && measures.lost < 1.0);
    assert!(exact::solve(&model, 0.0).is_err());
}

#[test]
fn a_description_is_written_and_read_back() {
    let text = serde_json::to_string(&fine()).unwrap();
    assert_eq!(serde_json::from_str::<Description>(&text).unwrap(), fine());
    assert!(text.contains(r#""line":"infinite""#), "{text}");
    assert!(text.contains("[[0],[1]]"), "{text}");
}
