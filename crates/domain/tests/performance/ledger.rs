//! The ledger's sums, the documents, and what may be recorded of a project.

use super::{indicator, project};
use crate::support::{times::day, town::item};
use liandong_domain::{
    ids::{IndicatorId, TownId},
    money::Fen,
    performance::{
        account::{ProjectRejection as R, ProjectState, decide, evolve},
        formula::Formula,
        ledger::{Entry, EntryKind as K, Sums},
        project::{ProjectRecord, VouchedDocument},
    },
    ratio::Ratio,
};

pub(super) fn entry(id: &str, on: &str, kind: K, yuan: i64) -> Entry {
    Entry {
        id: item(id),
        day: day(on),
        kind,
        amount: Fen::from_yuan(yuan),
        note: String::new(),
        reference: None,
        contract: None,
        reverses: None,
    }
}

/// 1 800 000 at first, all of it taken back in June, nothing paid: the real form's budget.
pub(super) fn real_ledger() -> Vec<Entry> {
    vec![
        entry("initial", "2024-01-01", K::Initial, 1_800_000),
        entry("back", "2024-06-30", K::Adjustment, -1_800_000),
    ]
}

#[test]
fn a_budget_taken_back_leaves_a_rate_without_value() {
    let sums = Sums::until(&real_ledger(), day("2024-08-31"));
    assert_eq!(sums.initial, Fen::from_yuan(1_800_000));
    assert_eq!(sums.increase, Fen::ZERO);
    assert_eq!(sums.decrease, Fen::from_yuan(1_800_000));
    assert_eq!(sums.adjusted(), Fen::ZERO);
    assert_eq!((sums.paid, sums.entries), (Fen::ZERO, 2));
    assert_eq!(sums.rate_on_adjusted(), Ratio::new(0, 0));
    assert_eq!(
        sums.rate_on_adjusted().percent(),
        None,
        "neither 0 % nor 100 %"
    );
    assert_eq!(sums.rate_on_initial().percent().as_deref(), Some("0.00%"));
}

#[test]
fn entries_count_from_their_day_on() {
    let before = Sums::until(&real_ledger(), day("2024-06-29"));
    assert_eq!(before.adjusted(), Fen::from_yuan(1_800_000));
    assert_eq!(before.entries, 1);
    assert_eq!(
        Sums::until(&real_ledger(), day("2023-12-31")),
        Sums::default()
    );
}

#[test]
fn ups_and_downs_are_kept_apart() {
    let ledger = [
        entry("a", "2024-01-01", K::Initial, 100),
        entry("b", "2024-02-01", K::Adjustment, 50),
        entry("c", "2024-03-01", K::Adjustment, -30),
        entry("d", "2024-03-01", K::Payment, 60),
    ];
    let sums = Sums::until(&ledger, day("2024-12-31"));
    assert_eq!(sums.increase, Fen::from_yuan(50));
    assert_eq!(sums.decrease, Fen::from_yuan(30));
    assert_eq!(sums.adjusted(), Fen::from_yuan(120));
    assert_eq!(sums.rate_on_adjusted().percent().as_deref(), Some("50.00%"));
}

fn recorded(
    state: Option<ProjectState>,
    record: ProjectRecord,
    late: bool,
) -> Option<ProjectState> {
    let town = TownId::new("testing").expect("a town");
    let event = decide(state.as_ref(), record).expect("it is recorded");
    match event {
        Some(event) => evolve(&town, state, event, late),
        None => state,
    }
}

pub(super) fn described() -> Option<ProjectState> {
    let rules = indicator("rules", Formula::VouchedDocument);
    recorded(
        None,
        ProjectRecord::Described(Box::new(project(vec![rules]))),
        false,
    )
}

#[test]
fn the_ledger_is_added_to_and_never_changed() {
    let booked = |amount| ProjectRecord::Booked(entry("a", "2024-01-01", K::Initial, amount));
    assert_eq!(decide(None, booked(100)), Err(R::NotDescribed));
    let state = recorded(described(), booked(100), false);
    assert_eq!(
        decide(state.as_ref(), booked(100)),
        Ok(None),
        "said twice, recorded once"
    );
    assert_eq!(
        decide(state.as_ref(), booked(90)),
        Err(R::EntryChanged("a".into()))
    );
    let bad = |kind, amount| {
        let record = ProjectRecord::Booked(entry("b", "2024-01-01", kind, amount));
        matches!(decide(state.as_ref(), record), Err(R::BadAmount { .. }))
    };
    assert!(bad(K::Payment, 0) && bad(K::Payment, -1) && bad(K::Initial, -1));
    assert!(!bad(K::Adjustment, -1));
    assert_eq!(state.map(|one| one.entries().len()), Some(1));
}

#[test]
fn a_document_has_versions_and_counts_once() {
    let document = |title: &str, indicator: &str| {
        ProjectRecord::Vouched(VouchedDocument {
            id: item("rules"),
            indicator: IndicatorId::new(indicator).expect("an indicator"),
            title: title.into(),
            number: None,
            day: day("2024-03-01"),
            page: None,
            sm3: "00".into(),
            vouched_by: "平安办".into(),
        })
    };
    let state = described();
    let unknown = decide(state.as_ref(), document("第一版", "unknown"));
    assert!(matches!(unknown, Err(R::UnknownIndicator { .. })));
    let state = recorded(state, document("第一版", "rules"), false);
    assert_eq!(
        decide(state.as_ref(), document("第一版", "rules")),
        Ok(None)
    );
    let state = recorded(state, document("第二版", "rules"), true).expect("a project");
    let titles: Vec<_> = state
        .documents()
        .iter()
        .map(|(one, late)| (one.title.as_str(), *late))
        .collect();
    assert_eq!(titles, [("第二版", true)]);
}

#[test]
fn before_its_description_nothing_makes_a_project() {
    let town = TownId::new("testing").expect("a town");
    let record = ProjectRecord::Booked(entry("a", "2024-01-01", K::Initial, 1));
    assert_eq!(evolve(&town, None, record, false), None);
}
