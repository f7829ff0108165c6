//! `liandong ledger`: the books on a terminal, and entries from a table.

use super::tools::{done, folder, huacao, liandong, stderr, stdout};
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Output,
};
use tempfile::TempDir;

const HEAD: &str = "id,day,kind,amount_yuan,contract,reverses,reference,note\n";

fn town() -> (TempDir, PathBuf) {
    let folder = folder();
    let db = folder.path().join("town.db");
    let town = huacao();
    let (town, at) = (town.to_str().unwrap(), db.to_str().unwrap());
    done(["init", "--town", town, "--db", at]);
    (folder, db)
}

fn ledger(db: &Path, words: &[&str]) -> Output {
    liandong(["ledger", "--db"])
        .arg(db)
        .args(words)
        .output()
        .unwrap()
}

fn enter(db: &Path, account: &str, rows: &str) -> Output {
    let file = db.with_file_name("entries.csv");
    fs::write(&file, format!("{HEAD}{rows}")).unwrap();
    let file = file.to_str().unwrap();
    ledger(
        db,
        &["--at", "2024-08-31", "--enter", file, "--account", account],
    )
}

#[test]
fn the_real_projects_books_at_its_tracking_date() {
    let (_folder, db) = town();
    let shown = ledger(&db, &["--at", "2024-08-31"]);
    assert!(shown.status.success(), "{}", stderr(&shown));
    insta::assert_snapshot!("ledger", stdout(&shown));
}

#[test]
fn a_table_is_booked_whole_and_once() {
    let (_folder, db) = town();
    let rows = "i1,2024-06-01,发票,300000,service-2024,,,六月发票\n\
                d1,2024-06-05,deduction,1000.5,service-2024,,letter-6,扣款通知\n\
                p1,2024-06-20,支付,100000,service-2024,,,支付凭证\n";
    let booked = enter(&db, "performance-1", rows);
    assert!(booked.status.success(), "{}", stderr(&booked));
    assert!(stderr(&booked).contains("记入 3 笔，早已记过 0 笔"));
    let again = enter(&db, "performance-1", rows);
    assert!(
        stderr(&again).contains("记入 0 笔，早已记过 3 笔"),
        "{}",
        stderr(&again)
    );
    let json = ledger(&db, &["--at", "2024-08-31", "--json"]);
    let json: Value = serde_json::from_str(&stdout(&json)).unwrap();
    assert_eq!(
        (&json["invoiced"], &json["deducted"]),
        (&30_000_000.into(), &100_050.into())
    );
    assert_eq!(json["payable"], 30_000_000 - 100_050 - 10_000_000);
    let more = format!(
        "{rows}p2,2024-07-20,payment,300000,service-2024,,,又一笔\ni2,2024-07-01,invoice,1,service-2024,,,小票\n"
    );
    let refused = enter(&db, "performance-1", &more);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("“p2”"), "{}", stderr(&refused));
    let json = ledger(&db, &["--at", "2024-08-31", "--json"]);
    assert!(
        !stdout(&json).contains("\"i2\""),
        "nothing of a refused table is booked"
    );
}

#[test]
fn a_table_that_cannot_be_read_says_where() {
    let (_folder, db) = town();
    let rows = "i1,2024-06-01,invoice,300000.005,service-2024,,,a\n\
                i1,2024-06-31,bill,3,service-2024,,,\n";
    let refused = enter(&db, "performance-1", rows);
    assert_eq!(refused.status.code(), Some(2));
    let told = stderr(&refused);
    for part in [
        "entries.csv:2",
        "amount_yuan",
        "entries.csv:3",
        "day",
        "kind",
        "note",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let nobody = enter(
        &db,
        "auditor-1",
        "i1,2024-06-01,invoice,3,service-2024,,,a\n",
    );
    assert_eq!(nobody.status.code(), Some(2));
    assert!(
        stderr(&nobody).contains("没有绩效管理权限"),
        "{}",
        stderr(&nobody)
    );
    let empty = enter(&db, "performance-1", "");
    assert!(
        stderr(&empty).contains("至少要有一项"),
        "{}",
        stderr(&empty)
    );
}
