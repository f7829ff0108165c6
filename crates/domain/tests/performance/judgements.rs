//! The whole form: section four's two boxes, the budget cells, the period's edge.

use super::{
    days, fact, indicator,
    ledger::{entry, real_ledger},
    period, project, target,
};
use crate::support::{
    times::{at, day},
    town::{item, registry},
};
use liandong_domain::{
    ids::TownId,
    incident::{ClockKind, IncidentFact},
    money::Fen,
    performance::{
        account::{ProjectState, evolve},
        compute::FormTally,
        form::{Form, Judgement, JudgementReason as J, Likelihood as L},
        formula::Formula,
        ledger::{Entry, EntryKind as K, Sums, forecast},
        project::{Indicator, ProjectRecord},
        target::{Comparator, TargetValue},
    },
};

fn judgement(tick: Option<L>, reason: J) -> Judgement {
    Judgement { tick, reason }
}

#[test]
fn the_budget_box() {
    let paid = |yuan| {
        let initial = entry("a", "2024-01-01", K::Initial, 100);
        let payment = entry("b", "2024-02-01", K::Payment, yuan);
        vec![initial, payment]
    };
    let on = |ledger: &[Entry], date: &str| {
        let tracked = day(date);
        let ahead = forecast::forecast(ledger, &[], 2024, tracked);
        forecast::judge(&ahead, &Sums::until(ledger, tracked))
    };
    assert_eq!(
        on(&real_ledger(), "2024-08-31"),
        judgement(None, J::BudgetIsZero)
    );
    assert_eq!(
        on(&paid(100), "2024-08-31"),
        judgement(Some(L::Certain), J::BudgetFullyPaid)
    );
    assert_eq!(
        on(&paid(99), "2024-08-31"),
        judgement(Some(L::Possible), J::BudgetPartlyPaid)
    );
    assert_eq!(
        on(&paid(99), "2024-12-30"),
        judgement(Some(L::Possible), J::BudgetPartlyPaid)
    );
    assert_eq!(
        on(&paid(99), "2024-12-31"),
        judgement(Some(L::Impossible), J::BudgetLapsed)
    );
}

fn form(indicators: Vec<Indicator>, facts: &[IncidentFact]) -> Form {
    let town = TownId::new("testing").expect("a town");
    let described = ProjectRecord::Described(Box::new(project(indicators)));
    let state = real_ledger()
        .into_iter()
        .fold(evolve(&town, None, described, false), |state, one| {
            evolve(&town, state, ProjectRecord::Booked(one), false)
        });
    let state: ProjectState = state.expect("a project");
    let registry = registry();
    let mut tally = FormTally::new(&state, &registry, days("2024-03-01", "2024-08-31"));
    for fact in facts {
        tally.incident(fact);
    }
    tally.finish(7, "hash".into())
}

fn members(due: i64) -> Indicator {
    let mut one = indicator("members", Formula::MembersEngaged);
    one.due = target(Comparator::Equals, TargetValue::Count(due));
    one
}

#[test]
fn the_goals_box() {
    let arrive = || {
        let clock = ClockKind::Arrive;
        indicator("arrive", Formula::ClockKept { clock })
    };
    let goals = |indicators, facts: &[IncidentFact]| form(indicators, facts).judgement.goals;
    let all_met = goals(vec![members(24), arrive()], &[fact(1)]);
    assert_eq!(all_met, judgement(Some(L::Certain), J::AllMet));
    let one_missed = goals(vec![members(25), arrive()], &[fact(1)]);
    assert_eq!(one_missed, judgement(Some(L::Possible), J::SomeMissed));
    let one_silent = goals(vec![members(24), arrive()], &[]);
    assert_eq!(
        one_silent,
        judgement(Some(L::Possible), J::SomeWithoutEvidence)
    );
    let silent = judgement(None, J::NothingMeasured);
    assert_eq!(goals(vec![arrive()], &[]), silent);
    assert_eq!(goals(vec![], &[]), silent);
}

#[test]
fn the_budget_cells_and_the_basis() {
    let form = form(vec![members(24)], &[fact(1)]);
    assert_eq!(form.budget.initial, Fen::from_yuan(1_800_000));
    assert_eq!(form.budget.adjusted, Fen::ZERO);
    assert_eq!(form.budget.rate_on_adjusted.percent(), None);
    assert!(form.budget.adjustment_needed);
    assert_eq!(form.budget.entries, 2);
    // Both contract lines are signed by then: 40 × 75 500 and 1 × 10.
    assert_eq!(form.budget.committed, Fen::from_yuan(3_020_010));
    assert_eq!((form.basis.log_position, form.basis.incidents), (7, 1));
    assert_eq!(form.town_name, "试验镇");
    assert_eq!(item("x").as_str(), "x");
}

#[test]
fn an_incident_belongs_to_the_period_of_its_call() {
    let on = |number, time| IncidentFact {
        received_at: at(time),
        ..fact(number)
    };
    // 1 March 00:00:00 to 31 August 23:59:59, Beijing time; the stories' day is 4 March.
    let facts = [
        on(1, "+-3 00:00"),
        on(2, "+-4 23:59:59"),
        on(3, "+180 23:59:59"),
        on(4, "+181 00:00"),
    ];
    let form = form(vec![indicator("a", Formula::AreasWorking)], &facts);
    assert_eq!(form.basis.incidents, 2);
    assert_eq!(form.indicators[0].figure.evidence, 2);
    assert!(period().contains(day("2024-03-01")));
}
