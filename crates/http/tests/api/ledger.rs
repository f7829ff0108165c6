//! The budget ledger and the contracts over HTTP.

use super::tools::{Answer, Served};
use liandong_domain::roles::Role;
use serde_json::{Value, json};

const LEDGER: &str = "/api/v1/projects/pinganliandong/ledger";
const CONTRACTS: &str = "/api/v1/projects/pinganliandong/contracts";

fn booked(served: &Served, entries: Value) -> Answer {
    let body = json!({ "entries": entries });
    served.post(Role::Performance, LEDGER, &served.key(), &body)
}

fn at(served: &Served, day: &str) -> Value {
    let answer = served.get(Role::Auditor, &format!("{LEDGER}?at={day}"));
    assert_eq!(answer.status, 200, "{}", answer.json());
    answer.json()
}

fn entry(id: &str, day: &str, kind: &str, fen: i64) -> Value {
    json!({"id": id, "day": day, "kind": kind, "amount": fen, "note": "凭证",
        "contract": "service-2024"})
}

#[test]
fn the_real_project_says_that_its_promise_has_no_money() {
    let served = Served::start();
    let before = at(&served, "2024-08-14");
    assert_eq!(before["adjusted"], 180_000_000);
    assert_eq!(before["rate_on_adjusted"]["percent_hundredths"], 0);
    let ledger = at(&served, "2024-08-31");
    assert_eq!(
        (&ledger["initial"], &ledger["adjusted"]),
        (&json!(180_000_000), &json!(0))
    );
    assert_eq!(
        ledger["rate_on_adjusted"]["percent_hundredths"],
        Value::Null
    );
    assert_eq!(ledger["rate_on_initial"]["percent_hundredths"], 0);
    assert_eq!(
        (&ledger["judgement"], &ledger["gap_hundredths"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(ledger["available"], -366_750_000);
    assert_eq!(
        ledger["elapsed"],
        json!({"numerator": 244, "denominator": 366, "percent_hundredths": 6667})
    );
    let findings = ledger["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(findings[0]["data"]["is"], "over_committed");
    assert!(
        findings[0]["text"]
            .as_str()
            .unwrap()
            .contains("超出366.75万元")
    );
    let balances = ledger["balances"].as_array().unwrap();
    assert_eq!(
        balances
            .iter()
            .map(|one| one["amount"].as_i64().unwrap())
            .sum::<i64>(),
        0
    );
    for posting in ledger["postings"].as_array().unwrap() {
        let lines = posting["lines"].as_array().unwrap().iter();
        assert_eq!(
            lines
                .map(|one| one["amount"].as_i64().unwrap())
                .sum::<i64>(),
            0
        );
    }
}

#[test]
fn entries_are_booked_all_or_none_and_once() {
    let served = Served::start();
    let invoice = entry("invoice-1", "2024-06-01", "invoice", 30_000_000);
    let too_much = entry("payment-1", "2024-06-02", "payment", 30_000_001);
    let refused = booked(&served, json!([invoice, too_much]));
    assert_eq!(refused.status, 422, "{}", refused.json());
    assert!(
        refused.json()["detail"]
            .as_str()
            .unwrap()
            .contains("支付合计超过已开票减扣款")
    );
    let both = |paid: i64| json!([invoice, entry("payment-1", "2024-06-02", "payment", paid)]);
    assert_eq!(
        at(&served, "2024-12-31")["invoiced"],
        0,
        "nothing of it was booked"
    );
    let body = json!({ "entries": both(10_000_000) });
    let key = served.key();
    let first = served.post(Role::Performance, LEDGER, &key, &body);
    assert_eq!(first.status, 200, "{}", first.json());
    let again = served.post(Role::Performance, LEDGER, &key, &body);
    assert_eq!(again.status, 200, "{}", again.json());
    let ledger = at(&served, "2024-06-02");
    assert_eq!(
        (&ledger["invoiced"], &ledger["paid"]),
        (&json!(30_000_000), &json!(10_000_000))
    );
    assert_eq!(ledger["payable"], 20_000_000);
    assert_eq!(ledger["forecast"]["sure"], 30_000_000);
    let pace = ledger["reasons"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["data"]["is"] == "pace");
    assert!(
        pace.unwrap()["text"]
            .as_str()
            .unwrap()
            .contains("（154/366）")
    );
    let changed = booked(
        &served,
        json!([entry("payment-1", "2024-06-02", "payment", 1)]),
    );
    assert_eq!(changed.status, 422, "{}", changed.json());
    let back = json!({"id": "back-1", "day": "2024-06-03", "kind": "reversal", "amount": 10_000_000,
        "note": "错付", "reverses": "payment-1"});
    assert_eq!(booked(&served, json!([back])).status, 200);
    assert_eq!(at(&served, "2024-06-03")["paid"], 0);
    assert_eq!(
        at(&served, "2024-06-02")["paid"],
        10_000_000,
        "the days before stay"
    );
    let none = booked(&served, json!([]));
    assert_eq!((none.status, none.problem().as_str()), (422, "bad_number"));
}

#[test]
fn a_supplement_replaces_its_contract_from_its_day() {
    let served = Served::start();
    let first = served.get(Role::Auditor, CONTRACTS).json()["contracts"][0].clone();
    assert_eq!(
        (&first["version"], &first["total"]),
        (&json!(1), &json!(366_750_000))
    );
    let enter =
        |contract: &Value| served.post(Role::Performance, CONTRACTS, &served.key(), contract);
    let mut second = first.clone();
    second["version"] = json!(2);
    second["signed"] = json!("2024-07-01");
    second["instalments"] =
        json!([{"due": "2024-12-20", "amount": 100_000_000, "condition": "考核合格"}]);
    second["lines"][1]["quantity"] = json!(6);
    let wrong = enter(&second);
    assert_eq!(wrong.status, 422, "{}", wrong.json());
    assert!(
        wrong.json()["detail"]
            .as_str()
            .unwrap()
            .contains("明细合计")
    );
    second["total"] = json!(366_750_000 + 7_800_000);
    let entered = enter(&second);
    assert_eq!(entered.status, 200, "{}", entered.json());
    assert_eq!(entered.json()["contracts"].as_array().unwrap().len(), 2);
    assert_eq!(at(&served, "2024-06-30")["committed"], 366_750_000);
    assert_eq!(at(&served, "2024-06-30")["committed_in_year"], Value::Null);
    let after = at(&served, "2024-07-01");
    assert_eq!(
        (&after["committed"], &after["committed_in_year"]),
        (&json!(374_550_000), &json!(100_000_000))
    );
    assert_eq!(after["plan"][0]["due"], "2024-12-20");
    let mut third = second;
    third["version"] = json!(4);
    assert!(
        enter(&third).json()["detail"]
            .as_str()
            .unwrap()
            .contains("第 3 版")
    );
}
