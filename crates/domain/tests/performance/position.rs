//! Where a budget stands at a day, what is unusual in its books, and what the books refuse.

use super::{
    books::{book, contract, of_contract, opened, record, taken_back},
    days,
    ledger::{entry, real_ledger},
    project,
};
use crate::support::{times::day, town::item};
use liandong_domain::{
    money::Fen,
    performance::{
        account::{ProjectRejection as R, ProjectState},
        ledger::{
            Entry, EntryKind as K,
            contract::{BadContract, Contract, Instalment, of_lines},
            forecast::{Reason, forecast},
            journal::{Account as A, postings, trial_balance},
            position::{Books, Finding, Position},
        },
        project::ProjectRecord,
    },
    ratio::Ratio,
};
use proptest::prelude::*;

const YUAN: fn(i64) -> Fen = Fen::from_yuan;

fn dated(total: i64, parts: &[(&str, i64)]) -> Contract {
    Contract {
        instalments: parts
            .iter()
            .map(|(due, yuan)| Instalment {
                due: day(due),
                amount: YUAN(*yuan),
                condition: "考核合格后".into(),
            })
            .collect(),
        ..contract(total)
    }
}

/// Another vendor's contract.
fn other(yuan: i64) -> Contract {
    let mut one = contract(yuan);
    one.id = item("other");
    one.lines[0].id = item("something");
    one
}

fn at(entries: &[Entry], contracts: &[Contract], on: &str) -> Position {
    let books = Books {
        year: 2024,
        service: days("2024-03-01", "2025-02-28"),
        pre_appraisal: None,
        entries,
        contracts,
    };
    books.position(day(on))
}

fn refused(state: &Option<ProjectState>, entry: Entry) -> &'static str {
    match book(state, entry) {
        Err(R::BadReference { problem, .. } | R::BadAmount { problem, .. }) => problem,
        other => panic!("{other:?}"),
    }
}

fn booked(state: Option<ProjectState>, entries: &[Entry]) -> Option<ProjectState> {
    let each = entries.iter();
    each.fold(state, |state, one| {
        book(&state, one.clone()).expect("booked")
    })
}

#[test]
fn a_budget_at_the_tracking_date() {
    let contracts = [dated(
        90,
        &[("2024-06-30", 30), ("2024-12-20", 40), ("2025-03-10", 20)],
    )];
    let entries = [
        entry("budget", "2024-01-01", K::Initial, 100),
        entry("appraisal", "2023-11-01", K::PreAppraisal, 100),
        of_contract("invoice", "2024-06-20", K::Invoice, 30),
        of_contract("less", "2024-06-25", K::Deduction, 3),
        of_contract("paid", "2024-07-01", K::Payment, 20),
    ];
    let it = at(&entries, &contracts, "2024-08-31");
    assert_eq!(
        (it.committed, it.committed_in_year),
        (YUAN(90), Some(YUAN(70)))
    );
    assert_eq!(
        (it.sums.payable(), it.available),
        (YUAN(7), YUAN(100 - 90 + 3))
    );
    assert_eq!(
        (it.elapsed, it.service),
        (Ratio::new(244, 366), Ratio::new(184, 365))
    );
    assert_eq!(
        it.gap(),
        Some(2_000 - 6_667),
        "20.00 % paid at 66.67 % of the year"
    );
    assert_eq!((it.planned, it.plan.len()), (Some(YUAN(30)), 3));
    let behind = Finding::BehindPlan {
        planned: YUAN(30),
        settled: YUAN(23),
    };
    assert_eq!(it.findings, [behind]);
    assert_eq!(it.balances.values().copied().sum::<Fen>(), Fen::ZERO);
    let before = at(&entries, &contracts, "2024-02-03");
    assert_eq!(
        (before.committed, before.planned, before.plan.len()),
        (Fen::ZERO, None, 0)
    );
    assert_eq!(before.service.numerator, 0);
    assert_eq!(
        at(&entries, &contracts, "2026-01-01").service,
        Ratio::new(365, 365)
    );
}

#[test]
fn what_is_unusual_is_taken_in_and_said() {
    // The real form's project: the budget gone, the contract standing.
    let it = at(&real_ledger(), &[contract(3_667_500)], "2024-08-31");
    let over = Finding::OverCommitted {
        by: YUAN(3_667_500),
        committed: YUAN(3_667_500),
        adjusted: Fen::ZERO,
    };
    assert_eq!(
        (it.findings, it.sums.rate_on_adjusted().percent()),
        (vec![over], None)
    );
    let entries = [
        entry("budget", "2024-01-01", K::Initial, 100),
        entry("appraisal", "2023-11-01", K::PreAppraisal, 80),
        entry("paid", "2024-05-01", K::Payment, 130),
        of_contract("invoice", "2024-06-01", K::Invoice, 10),
    ];
    let signed_late = Contract {
        signed: day("2024-03-05"),
        ..contract(20)
    };
    let found = at(&entries, &[signed_late], "2024-12-31").findings;
    let told: Vec<Finding> = vec![
        Finding::OverCommitted {
            by: YUAN(50),
            committed: YUAN(20),
            adjusted: YUAN(100),
        },
        Finding::PaidBeyondBudget {
            paid: YUAN(130),
            adjusted: YUAN(100),
        },
        // One vendor's invoice does not cover what another was paid.
        Finding::PaidWithoutInvoice { by: YUAN(130) },
        Finding::NamesNoContract {
            entries: vec![item("paid")],
        },
        Finding::AboveAppraisal {
            initial: YUAN(100),
            appraised: YUAN(80),
        },
        Finding::ServedBeforeSigned {
            contract: item("service"),
            signed: day("2024-03-05"),
            from: day("2024-03-01"),
        },
    ];
    assert_eq!(found, told);
    let orderly = [
        entry("budget", "2024-01-01", K::Initial, 100),
        of_contract("invoice", "2024-06-01", K::Invoice, 10),
        of_contract("paid", "2024-06-02", K::Payment, 10),
    ];
    assert_eq!(at(&orderly, &[contract(20)], "2024-12-31").findings, []);
}

#[test]
fn a_finding_taken_back_is_none() {
    let mut entries = vec![
        entry("budget", "2024-01-01", K::Initial, 100),
        entry("paid", "2024-05-01", K::Payment, 10),
    ];
    assert_eq!(
        at(&entries, &[contract(20)], "2024-12-31").findings.len(),
        2
    );
    entries.push(taken_back("back", "2024-06-01", "paid", 10));
    assert_eq!(at(&entries, &[contract(20)], "2024-12-31").findings, []);
    assert_eq!(
        at(&entries, &[contract(20)], "2024-05-31").findings.len(),
        2
    );
}

/// An invoice that names no contract and its payment are one expense, not two.
#[test]
fn nothing_is_an_expense_twice() {
    let entries = [
        entry("bill", "2024-05-01", K::Invoice, 10),
        entry("paid", "2024-05-02", K::Payment, 10),
    ];
    let balance = trial_balance(&postings(&entries, &[contract(20)], day("2024-12-31")));
    assert_eq!(
        (balance[&A::Accrued], balance[&A::Payable]),
        (YUAN(10), Fen::ZERO)
    );
}

#[test]
fn payments_of_an_old_log_are_drawn_from_the_lines_of_its_description() {
    let described = project(Vec::new());
    let lines = of_lines(&described.contract, described.service);
    let entries = [
        entry("budget", "2024-01-01", K::Initial, 4_000_000),
        entry("paid", "2024-06-01", K::Payment, 1_000_000),
    ];
    let it = at(&entries, &lines, "2024-08-31");
    assert_eq!(
        it.available,
        YUAN(4_000_000 - 3_020_010),
        "and not less by the payment once more"
    );
    assert_eq!(it.forecast.most, YUAN(3_020_010));
    let beside = at(&entries, &[contract(3_020_010)], "2024-08-31");
    assert_eq!(beside.available, YUAN(4_000_000 - 3_020_010 - 1_000_000));
    assert_eq!(beside.forecast.most, YUAN(1_000_000 + 3_020_010));
}

#[test]
fn a_payment_is_covered_on_its_day() {
    let state = opened(contract(90));
    let state = booked(state, &[of_contract("i", "2024-06-01", K::Invoice, 50)]);
    let early = of_contract("p", "2024-05-31", K::Payment, 10);
    assert!(refused(&state, early).contains("invoices less the deductions"));
    // Nor may a payment entered late take what a later one was paid from.
    let state = booked(state, &[of_contract("p", "2024-07-01", K::Payment, 45)]);
    let late = of_contract("q", "2024-06-15", K::Payment, 6);
    assert!(refused(&state, late).contains("invoices less the deductions"));
    booked(state, &[of_contract("q", "2024-06-15", K::Payment, 5)]);
}

#[test]
fn an_invoice_is_not_taken_back_from_under_its_payment() {
    let state = booked(
        opened(contract(90)),
        &[
            of_contract("i", "2024-06-01", K::Invoice, 50),
            of_contract("p", "2024-07-01", K::Payment, 10),
        ],
    );
    let back = |on| taken_back("r", on, "i", 50);
    assert!(refused(&state, back("2024-08-01")).contains("paid already"));
    assert!(refused(&state, back("2024-06-15")).contains("paid already"));
    let state = booked(state, &[taken_back("s", "2024-07-02", "p", 10)]);
    booked(state, &[back("2024-08-01")]);
}

#[test]
fn a_decision_that_was_taken_back_is_entered_anew() {
    let decision = |id: &str, on| Entry {
        reference: Some("vendor-month/x".into()),
        ..entry(id, on, K::Deduction, 5)
    };
    let state = booked(opened(contract(90)), &[decision("d", "2024-06-01")]);
    assert!(refused(&state, decision("e", "2024-06-02")).contains("already entered"));
    let state = booked(state, &[taken_back("r", "2024-06-02", "d", 5)]);
    let state = booked(state, &[decision("e", "2024-06-02")]);
    assert!(refused(&state, decision("f", "2024-06-02")).contains("already entered"));
}

#[test]
fn no_budget_is_below_zero_on_any_day() {
    let state = booked(
        opened(contract(90)),
        &[
            entry("budget", "2024-01-01", K::Initial, 100),
            entry("down", "2024-08-15", K::Adjustment, -100),
        ],
    );
    let less = |on| entry("less", on, K::Adjustment, -1);
    // On its own day there is enough; from August on there is not.
    assert!(refused(&state, less("2024-03-01")).contains("below zero"));
    let back = taken_back("r", "2024-09-01", "budget", 100);
    assert!(refused(&state, back).contains("below zero"));
    let state = booked(state, &[taken_back("r", "2024-08-16", "down", 100)]);
    // Between the fifteenth and the sixteenth there would be too little all the same.
    assert!(refused(&state, less("2024-03-01")).contains("below zero"));
    booked(state, &[less("2024-08-16")]);
}

#[test]
fn slips_of_the_pen_are_refused() {
    let state = opened(contract(90));
    let zero = entry("a", "2024-03-01", K::Adjustment, 0);
    assert!(refused(&state, zero).contains("not zero"));
    let vast = Entry {
        amount: Fen(i64::MAX),
        ..entry("a", "2024-03-01", K::Initial, 0)
    };
    assert!(refused(&state, vast).contains("beyond any budget"));
    let vast = Entry {
        amount: Fen(i64::MIN),
        ..entry("a", "2024-03-01", K::Adjustment, 0)
    };
    assert!(refused(&state, vast).contains("beyond any budget"));
    let mut nameless = contract(90);
    nameless.supplier = " ".into();
    assert_eq!(nameless.check(), Err(BadContract::Unnamed));
    let mut vast = contract(90);
    vast.lines[0].quantity = i64::MAX;
    vast.total = Fen(i64::MAX);
    assert_eq!(vast.check(), Err(BadContract::Line(item("all"))));
}

#[test]
fn a_supplement_leaves_what_is_invoiced_and_lines_have_one_owner() {
    let state = booked(
        opened(contract(90)),
        &[of_contract("i", "2024-06-01", K::Invoice, 50)],
    );
    let enter = |state: &Option<ProjectState>, one: Contract| match record(
        state.clone(),
        ProjectRecord::Contracted(Box::new(one)),
    ) {
        Ok(_) => None,
        Err(R::Contract { problem, .. }) => Some(problem),
        Err(other) => panic!("{other:?}"),
    };
    let second = |yuan| Contract {
        version: 2,
        ..contract(yuan)
    };
    assert_eq!(
        enter(&state, second(49)),
        Some(BadContract::Invoiced(YUAN(50)))
    );
    assert_eq!(enter(&state, second(50)), None);
    let mut same_line = other(10);
    same_line.lines[0].id = item("all");
    assert_eq!(
        enter(&state, same_line),
        Some(BadContract::Lines("all".into()))
    );
    assert_eq!(enter(&state, other(10)), None);
}

#[test]
fn deductions_so_far_lessen_what_falls_due() {
    let contracts = [dated(90, &[("2024-06-30", 30), ("2024-12-20", 40)])];
    let entries = [
        entry("budget", "2024-01-01", K::Initial, 100),
        of_contract("invoice", "2024-06-20", K::Invoice, 30),
        of_contract("less", "2024-06-25", K::Deduction, 1),
        of_contract("paid", "2024-07-01", K::Payment, 29),
    ];
    let it = at(&entries, &contracts, "2024-08-31");
    // 40 × 1 ÷ 30, up to the fen.
    assert_eq!(
        (it.forecast.due, it.forecast.withheld),
        (Some(YUAN(40)), Fen(134))
    );
    assert_eq!(it.forecast.likely, Fen(6_900 - 134));
    assert_eq!(
        it.forecast.reasons(&it.sums),
        [
            Reason::Paid { amount: YUAN(29) },
            Reason::Due { amount: YUAN(40) },
            Reason::Withheld {
                amount: Fen(134),
                share: Ratio::new(100, 3_000),
            },
            Reason::Bound {
                most: YUAN(89),
                adjusted: YUAN(100),
            },
        ]
    );
    let none = at(&entries[..1], &[contract(90)], "2024-08-31");
    let reasons = none.forecast.reasons(&none.sums);
    assert_eq!(reasons.get(1), Some(&Reason::NoPace));
}

/// As the log had it before contracts had records of their own.
#[test]
fn an_old_description_with_contract_lines_is_read() {
    let old = r#"{"described":{"id":"safety","name":"平安联动","budget_unit":"试验镇",
        "implementing_office":"平安办","year":2024,"recurring":false,"tracking_reason":"","background":"",
        "work_content":"","time_nodes":[{"day":"2024-02-04","what":"签约"}],
        "service":{"from":"2024-03-01","to":"2025-02-28"},
        "contract":[{"id":"cars","name":"租车","quantity":5,"unit":"辆","unit_price":7800000,
            "per_year":true,"day":"2024-02-04"}],"indicators":[]}}"#;
    let described: ProjectRecord = serde_json::from_str(old).expect("it is read");
    let state = record(None, described).expect("described");
    let old = r#"{"booked":{"id":"d","day":"2024-06-01","kind":"deduction","amount":100,"note":"x",
        "reference":"vendor-month/safety/2024-05"}}"#;
    let deduction: ProjectRecord = serde_json::from_str(old).expect("it is read");
    let state = record(state, deduction)
        .expect("booked")
        .expect("a project");
    let it = state.books().position(day("2024-08-31"));
    assert_eq!((it.committed, it.sums.deducted), (YUAN(390_000), Fen(100)));
    assert_eq!(it.balances[&A::Committed], YUAN(390_000) - Fen(100));
}

proptest! {
    /// However the books stand: what is sure is not more than what is likely, nor that than the most.
    #[test]
    fn forecasts_are_in_order(
        drawn in proptest::collection::vec((0_usize..5, 1_i64..1_000_000, 0_i64..366, 0_usize..3), 0..25),
        on in 0_i64..500,
        with in 0_usize..3,
    ) {
        let first = day("2024-01-01");
        let kinds = [K::Initial, K::Adjustment, K::Payment, K::Deduction, K::Invoice];
        let entries: Vec<Entry> = drawn
            .iter()
            .enumerate()
            .map(|(nth, (kind, fen, offset, name))| Entry {
                day: liandong_domain::time::Day(first.0 + offset),
                amount: Fen(*fen),
                contract: [None, Some(item("service")), Some(item("other"))][*name].clone(),
                ..entry(&format!("e{nth}"), "2024-01-01", kinds[*kind], 1)
            })
            .collect();
        let all = [dated(9_000, &[("2024-06-30", 3_000), ("2024-12-20", 4_000)]), other(5_000)];
        let on = liandong_domain::time::Day(first.0 + on);
        let ahead = forecast(&entries, &all[..with], 2024, on);
        prop_assert!(ahead.paid <= ahead.sure);
        prop_assert!(ahead.sure <= ahead.likely, "{:?}", ahead);
        prop_assert!(ahead.likely <= ahead.most, "{:?}", ahead);
        prop_assert!(ahead.withheld <= ahead.due.unwrap_or_default());
        prop_assert!(ahead.owed >= Fen::ZERO);
    }
}
