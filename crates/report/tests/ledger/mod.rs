//! The ledger's findings and the forecast's reasons in words.

use super::fixture;
use liandong_domain::{
    ids::ItemId,
    money::Fen,
    performance::{
        form::{JudgementReason, Likelihood},
        ledger::{forecast::Reason, position::Finding},
    },
    ratio::Ratio,
};
use liandong_report::{form, ledger};

const YUAN: fn(i64) -> Fen = Fen::from_yuan;

#[test]
fn every_finding_is_said_with_its_figures() {
    let item = |id: &str| ItemId::new(id).expect("an identifier");
    let said = [
        Finding::OverCommitted {
            by: YUAN(3_667_500),
            committed: YUAN(3_667_500),
            adjusted: Fen::ZERO,
        },
        Finding::PaidBeyondBudget {
            paid: YUAN(1_300_000),
            adjusted: YUAN(1_000_000),
        },
        Finding::PaidWithoutInvoice { by: Fen(1) },
        Finding::NamesNoContract {
            entries: vec![item("p1"), item("p2")],
        },
        Finding::BehindPlan {
            planned: YUAN(300_000),
            settled: YUAN(230_000),
        },
        Finding::AboveAppraisal {
            initial: YUAN(100),
            appraised: YUAN(80),
        },
        Finding::ServedBeforeSigned {
            contract: item("service"),
            signed: "2024-03-05".parse().expect("a day"),
            from: "2024-03-01".parse().expect("a day"),
        },
    ]
    .map(|one| ledger::finding(&one));
    insta::assert_snapshot!("findings", said.join("\n"));
}

#[test]
fn every_reason_is_said_with_its_figures() {
    let amount = YUAN(400_000);
    let said = [
        Reason::Paid { amount },
        Reason::Owed { amount },
        Reason::Due { amount },
        Reason::Withheld {
            amount: Fen(134),
            share: Ratio::new(1, 30),
        },
        Reason::Pace {
            elapsed: Ratio::new(244, 366),
            amount,
        },
        Reason::NoPace,
        Reason::Bound {
            most: amount,
            adjusted: YUAN(1_800_000),
        },
    ]
    .map(|one| ledger::reason(&one));
    insta::assert_snapshot!("reasons", said.join("\n"));
    assert_eq!(ledger::gap(Some(-4_667)), "落后46.67个百分点");
    assert_eq!(ledger::gap(Some(1)), "超前0.01个百分点");
    assert_eq!(
        (ledger::gap(Some(0)), ledger::gap(None)),
        ("持平".into(), "无（分母为零）".into())
    );
}

#[test]
fn the_forms_judgement_is_printed_with_what_it_rests_on() {
    let mut form = fixture::form();
    form.budget.decrease = Fen::ZERO;
    form.budget.adjusted = form.budget.initial;
    form.budget.executed = YUAN(400_000);
    form.budget.forecast.paid = YUAN(400_000);
    form.budget.forecast.likely = YUAN(600_000);
    form.budget.forecast.by_pace = true;
    form.judgement.budget.tick = Some(Likelihood::Possible);
    form.judgement.budget.reason = JudgementReason::BudgetPartlyPaid;
    let printed = form::print(&form);
    assert_eq!(
        printed.sections.judgements.budget.reason,
        "调整后预算尚未付清，预算年度尚未结束。预测至年末：已支付40.00万元；时间进度66.67%（244/366），\
         按已过时间的支付进度推算全年60.00万元；全年至多可支付348.60万元，调整后预算180.00万元；预计支付60.00万元。"
    );
}
