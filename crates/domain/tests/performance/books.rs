//! Double entry, contracts, reversals, the forecast.

use super::{days, ledger::entry, project};
use crate::support::{times::day, town::item};
use liandong_domain::{
    ids::TownId,
    money::Fen,
    performance::{
        account::{ProjectRejection as R, ProjectState, decide, evolve},
        form::{JudgementReason as J, Likelihood as L},
        ledger::{
            Entry, EntryKind as K, Sums,
            contract::{BadContract, Contract, Instalment, Per, PricedLine},
            forecast::{forecast, judge},
            journal::{Account as A, postings, trial_balance},
        },
        project::ProjectRecord,
    },
    ratio::Ratio,
};
use proptest::prelude::*;

pub(super) fn contract(yuan: i64) -> Contract {
    Contract {
        id: item("service"),
        version: 1,
        number: "2024-1".into(),
        supplier: "某保安公司".into(),
        signed: day("2024-02-04"),
        service: days("2024-03-01", "2025-02-28"),
        lines: vec![PricedLine {
            id: item("all"),
            name: "服务".into(),
            quantity: 1,
            unit: "项".into(),
            unit_price: Fen::from_yuan(yuan),
            per: Per::Year,
            times: 1,
        }],
        total: Fen::from_yuan(yuan),
        instalments: Vec::new(),
    }
}

pub(super) fn of_contract(id: &str, on: &str, kind: K, yuan: i64) -> Entry {
    Entry {
        contract: Some(item("service")),
        reference: (kind == K::Deduction).then(|| id.to_owned()),
        ..entry(id, on, kind, yuan)
    }
}

pub(super) fn taken_back(id: &str, on: &str, what: &str, yuan: i64) -> Entry {
    Entry {
        reverses: Some(item(what)),
        ..entry(id, on, K::Reversal, yuan)
    }
}

pub(super) fn record(
    state: Option<ProjectState>,
    record: ProjectRecord,
) -> Result<Option<ProjectState>, R> {
    let town = TownId::new("testing").expect("a town");
    // What is written to the log is what is read back.
    Ok(match decide(state.as_ref(), record)? {
        Some(record) => {
            let text = serde_json::to_string(&record).expect("JSON");
            let record = serde_json::from_str(&text).expect("a record");
            evolve(&town, state, record, false)
        }
        None => state,
    })
}

pub(super) fn opened(contract: Contract) -> Option<ProjectState> {
    let described = ProjectRecord::Described(Box::new(project(Vec::new())));
    let state = record(None, described).expect("described");
    record(state, ProjectRecord::Contracted(Box::new(contract))).expect("contracted")
}

pub(super) fn book(state: &Option<ProjectState>, entry: Entry) -> Result<Option<ProjectState>, R> {
    record(state.clone(), ProjectRecord::Booked(entry))
}

#[test]
fn a_year_of_entries_in_eight_accounts() {
    let entries = [
        entry("budget", "2024-01-01", K::Initial, 100),
        entry("up", "2024-02-01", K::Adjustment, 20),
        entry("appraisal", "2024-01-01", K::PreAppraisal, 110),
        of_contract("invoice", "2024-06-01", K::Invoice, 50),
        of_contract("less", "2024-06-10", K::Deduction, 5),
        of_contract("paid", "2024-06-20", K::Payment, 45),
        entry("other", "2024-07-01", K::Payment, 3),
    ];
    let posted = postings(&entries, &[contract(90)], day("2024-12-31"));
    let balance = trial_balance(&posted);
    let yuan = |account: A| balance[&account].0 / 100;
    assert_eq!(yuan(A::Granted), -120);
    assert_eq!(yuan(A::Available), 120 - 90 + 5 - 3);
    assert_eq!(
        yuan(A::Committed),
        90 - 5 - 45,
        "what the contract still binds"
    );
    assert_eq!(yuan(A::Spent), 48);
    // 3 were paid without an invoice: they stand on the debit side of what is payable.
    assert_eq!((yuan(A::Accrued), yuan(A::Payable)), (50, 3));
    assert_eq!((yuan(A::Withheld), yuan(A::Treasury)), (-5, -48));
    let sums = Sums::until(&entries, day("2024-12-31"));
    assert_eq!(sums.pre_appraisal, Some(Fen::from_yuan(110)));
    assert_eq!(sums.rate_on_adjusted(), Ratio::new(4_800, 12_000));
    assert_eq!(sums.rate_on_initial(), Ratio::new(4_800, 10_000));
}

#[test]
fn a_budget_cut_to_nothing_shows_the_promise_without_money() {
    let entries = super::ledger::real_ledger();
    let posted = postings(&entries, &[contract(3_667_500)], day("2024-08-31"));
    let balance = trial_balance(&posted);
    assert_eq!(balance[&A::Available], Fen::from_yuan(-3_667_500));
}

#[test]
fn a_supplement_changes_the_commitment_from_its_day() {
    let second = Contract {
        version: 2,
        signed: day("2024-07-01"),
        ..contract(80)
    };
    let all = [contract(90), second];
    let committed = |on| trial_balance(&postings(&[], &all, day(on)))[&A::Committed];
    assert_eq!(committed("2024-06-30"), Fen::from_yuan(90));
    assert_eq!(committed("2024-07-01"), Fen::from_yuan(80));
    assert_eq!(committed("2024-02-03"), Fen::ZERO);
}

#[test]
fn a_contract_is_what_its_lines_make() {
    let changed = |change: &dyn Fn(&mut Contract)| {
        let mut one = contract(90);
        change(&mut one);
        one.check()
    };
    assert_eq!(changed(&|_| ()), Ok(()));
    let total = BadContract::Total {
        lines: Fen::from_yuan(90),
        total: Fen(1),
    };
    assert_eq!(changed(&|one| one.total = Fen(1)), Err(total));
    let months = changed(&|one| {
        one.lines[0].per = Per::Month;
        one.lines[0].times = 12;
        one.total = Fen::from_yuan(90 * 12);
    });
    assert_eq!(months, Ok(()));
    let pieces = changed(&|one| {
        one.lines[0].per = Per::Piece;
        one.lines[0].times = 2;
        one.total = Fen::from_yuan(180);
    });
    assert_eq!(pieces, Err(BadContract::Line(item("all"))));
    let instalments = |amounts: [(&str, i64); 2]| {
        changed(&|one| {
            one.instalments = amounts
                .iter()
                .map(|(due, yuan)| Instalment {
                    due: day(due),
                    amount: Fen::from_yuan(*yuan),
                    condition: "考核后".into(),
                })
                .collect();
        })
    };
    assert_eq!(
        instalments([("2024-06-30", 40), ("2024-12-31", 50)]),
        Ok(())
    );
    let bad = Err(BadContract::Instalments);
    assert_eq!(instalments([("2024-06-30", 40), ("2024-12-31", 51)]), bad);
    assert_eq!(instalments([("2024-12-31", 40), ("2024-06-30", 50)]), bad);
    assert_eq!(instalments([("2024-06-30", 0), ("2024-12-31", 50)]), bad);
}

#[test]
fn what_cannot_be_booked_is_refused_and_nothing_written() {
    let state = opened(contract(90));
    let refused = |state: &Option<ProjectState>, entry: Entry| match book(state, entry) {
        Err(R::BadReference { problem, .. }) => problem,
        other => panic!("{other:?}"),
    };
    let early = of_contract("a", "2024-02-03", K::Invoice, 1);
    assert!(refused(&state, early).contains("before the contract"));
    let much = of_contract("a", "2024-06-01", K::Invoice, 91);
    assert!(refused(&state, much).contains("more than the contract"));
    let nobody = Entry {
        contract: Some(item("none")),
        ..entry("a", "2024-06-01", K::Payment, 1)
    };
    assert!(refused(&state, nobody).contains("no such contract"));
    let state = book(&state, of_contract("i", "2024-06-01", K::Invoice, 50)).expect("booked");
    let state = book(&state, of_contract("d", "2024-06-01", K::Deduction, 5)).expect("booked");
    let payment = |yuan| of_contract("p", "2024-06-20", K::Payment, yuan);
    assert!(refused(&state, payment(46)).contains("invoices less the deductions"));
    let state = book(&state, payment(45)).expect("paid");
    assert_eq!(
        book(&state, payment(45)),
        Ok(state.clone()),
        "the same again is known"
    );
    // An invoice that was taken back leaves room.
    assert!(refused(&state, taken_back("r", "2024-07-01", "none", 50)).contains("no such entry"));
    assert!(refused(&state, taken_back("r", "2024-07-01", "p", 44)).contains("whole amount"));
    assert!(refused(&state, taken_back("r", "2024-06-01", "p", 45)).contains("before"));
    let state = book(&state, taken_back("r", "2024-07-01", "p", 45)).expect("taken back");
    assert!(refused(&state, taken_back("s", "2024-07-02", "p", 45)).contains("already"));
    assert!(refused(&state, taken_back("s", "2024-07-02", "r", 45)).contains("not taken back"));
    let paid = |state: &Option<ProjectState>, on| state.as_ref().map(|one| one.sums(day(on)).paid);
    assert_eq!(paid(&state, "2024-06-30"), Some(Fen::from_yuan(45)));
    assert_eq!(paid(&state, "2024-07-01"), Some(Fen::ZERO));
    let again = of_contract("p2", "2024-07-02", K::Payment, 45);
    book(&state, again).expect("paid anew");
}

#[test]
fn a_project_described_with_lines_keeps_them_until_it_has_a_contract() {
    let described = ProjectRecord::Described(Box::new(project(Vec::new())));
    let state = record(None, described).expect("described");
    let lines = state.as_ref().map_or(&[][..], ProjectState::contracts);
    assert_eq!(
        lines.iter().map(|one| one.total).sum::<Fen>(),
        Fen::from_yuan(3_020_010)
    );
    let skipped = Contract {
        version: 2,
        ..contract(90)
    };
    let skipped = record(state.clone(), ProjectRecord::Contracted(Box::new(skipped)));
    assert!(matches!(
        skipped,
        Err(R::Contract {
            problem: BadContract::Version(1),
            ..
        })
    ));
    let contracted = ProjectRecord::Contracted(Box::new(contract(90)));
    let state = record(state, contracted).expect("contracted");
    assert_eq!(state.map(|one| one.contracts().len()), Some(1));
}

/// An entry as the log had it before entries named contracts.
#[test]
fn an_old_entry_is_read() {
    let old =
        r#"{"booked":{"id":"a","day":"2024-01-01","kind":"payment","amount":100,"note":"x"}}"#;
    let read: ProjectRecord = serde_json::from_str(old).expect("it is read");
    assert!(
        matches!(read, ProjectRecord::Booked(one) if one.contract.is_none() && one.reverses.is_none())
    );
}

#[test]
fn the_year_ends_as_ledger_and_contracts_say() {
    let on = |entries: &[Entry], contracts: &[Contract], at: &str| {
        let ahead = forecast(entries, contracts, 2024, day(at));
        let judged = judge(&ahead, &Sums::until(entries, day(at)));
        (ahead, judged.tick, judged.reason)
    };
    let budget = entry("budget", "2024-01-01", K::Initial, 100);
    let yuan = Fen::from_yuan;
    // By the pace of half a year: 40 of 182 days makes 80 in 366, and a fen is never made up.
    let paid = [budget.clone(), entry("paid", "2024-06-30", K::Payment, 40)];
    let (ahead, tick, reason) = on(&paid, &[], "2024-06-30");
    assert_eq!(
        (ahead.likely, ahead.by_pace),
        (Fen(4_000 * 366 / 182), true)
    );
    assert_eq!((tick, reason), (Some(L::Possible), J::BudgetPartlyPaid));
    // A contract of 60 leaves 20 to be paid: a budget of 100 is out of reach.
    let of_it = of_contract("paid", "2024-06-30", K::Payment, 40);
    let (ahead, tick, reason) = on(&[budget.clone(), of_it], &[contract(60)], "2024-06-30");
    assert_eq!((ahead.most, ahead.likely), (yuan(60), yuan(60)));
    assert_eq!((tick, reason), (Some(L::Impossible), J::BudgetOutOfReach));
    // A payment that names no contract is of something else, and leaves the contract's 60 as they were.
    let (ahead, tick, _) = on(&paid, &[contract(60)], "2024-06-30");
    assert_eq!((ahead.most, tick), (yuan(100), Some(L::Possible)));
    // Invoices for all the rest: certain before it is paid.
    let owed = [
        budget.clone(),
        of_contract("i", "2024-06-01", K::Invoice, 100),
        of_contract("p", "2024-06-02", K::Payment, 40),
    ];
    let (ahead, tick, reason) = on(&owed, &[contract(100)], "2024-06-30");
    assert_eq!((ahead.owed, ahead.sure), (yuan(60), yuan(100)));
    assert_eq!((tick, reason), (Some(L::Certain), J::BudgetOwed));
    // Instalments: what is due by the year's end, not what is due after.
    let dated = Contract {
        instalments: [("2024-09-01", 50), ("2025-01-10", 50)]
            .map(|(due, amount)| Instalment {
                due: day(due),
                amount: yuan(amount),
                condition: "考核后".into(),
            })
            .to_vec(),
        ..contract(100)
    };
    let (ahead, tick, _) = on(std::slice::from_ref(&budget), &[dated], "2024-06-30");
    assert_eq!(
        (ahead.due, ahead.likely, ahead.most),
        (Some(yuan(50)), yuan(50), yuan(100))
    );
    assert_eq!(tick, Some(L::Possible));
    let (_, tick, reason) = on(&paid, &[], "2024-12-31");
    assert_eq!((tick, reason), (Some(L::Impossible), J::BudgetLapsed));
    let (_, tick, reason) = on(&[], &[contract(60)], "2024-06-30");
    assert_eq!((tick, reason), (None, J::BudgetIsZero));
}

fn any_entry() -> impl Strategy<Value = (usize, i64, i64, bool)> {
    (0_usize..6, 1_i64..1_000_000, 0_i64..366, any::<bool>())
}

proptest! {
    /// Whatever was entered, in whatever order: every posting balances, the accounts are zero together,
    /// and the sums are the balances.
    #[test]
    fn the_books_balance(drawn in proptest::collection::vec(any_entry(), 0..30), turn in 0_usize..30) {
        let first = day("2024-01-01");
        let kinds = [K::Initial, K::Adjustment, K::Payment, K::Deduction, K::Invoice, K::PreAppraisal];
        let mut entries: Vec<Entry> = drawn
            .iter()
            .enumerate()
            .map(|(nth, (kind, fen, offset, of_contract))| {
                let kind = kinds[*kind];
                let sign = if kind == K::Adjustment && nth % 2 == 0 { -1 } else { 1 };
                Entry {
                    day: liandong_domain::time::Day(first.0 + offset),
                    amount: Fen(fen * sign),
                    contract: of_contract.then(|| item("service")),
                    ..entry(&format!("e{nth}"), "2024-01-01", kind, 1)
                }
            })
            .collect();
        // Every third is taken back on the last day.
        let reversed: Vec<Entry> = entries
            .iter()
            .step_by(3)
            .map(|one| Entry {
                day: day("2024-12-31"),
                amount: Fen(one.amount.0.abs()),
                reverses: Some(one.id.clone()),
                ..entry(&format!("r{}", one.id), "2024-01-01", K::Reversal, 1)
            })
            .collect();
        entries.extend(reversed);
        let contracts = [contract(90)];
        let until = day("2024-12-31");
        let posted = postings(&entries, &contracts, until);
        for posting in &posted {
            prop_assert_eq!(posting.lines.iter().map(|line| line.amount).sum::<Fen>(), Fen::ZERO);
        }
        let balance = trial_balance(&posted);
        prop_assert_eq!(balance.values().copied().sum::<Fen>(), Fen::ZERO);
        let sums = Sums::until(&entries, until);
        let minus = |account: A| Fen(-balance[&account].0);
        prop_assert_eq!(minus(A::Granted), sums.adjusted());
        prop_assert_eq!(minus(A::Treasury), sums.paid);
        prop_assert_eq!(balance[&A::Spent], sums.paid);
        prop_assert_eq!(minus(A::Withheld), sums.deducted);
        prop_assert_eq!(balance[&A::Accrued], sums.invoiced);
        prop_assert_eq!(minus(A::Payable), sums.payable());
        let budget = balance[&A::Available] + balance[&A::Committed] + balance[&A::Spent];
        prop_assert_eq!(budget, sums.adjusted(), "granted is free, promised or spent");
        let at = turn.min(entries.len());
        entries.rotate_left(at);
        prop_assert_eq!(trial_balance(&postings(&entries, &contracts, until)), balance);
        // What was taken back leaves what the rest alone makes.
        let gone = |one: &Entry| entries.iter().any(|other| other.reverses.as_ref() == Some(&one.id));
        let rest: Vec<Entry> = entries.iter().filter(|one| one.kind != K::Reversal && !gone(one)).cloned().collect();
        let alone = trial_balance(&postings(&rest, &contracts, until));
        prop_assert_eq!(trial_balance(&postings(&entries, &contracts, until)), alone);
    }
}
