//! One flipped byte of one stored event, and `liandong verify` names the event.

use super::tools::{done, folder, huacao, run, simulate, stderr};
use rusqlite::Connection;
use std::{fs, path::Path};

/// The offset of a text in a file, which must stand there once.
fn place_of(bytes: &[u8], text: &str) -> usize {
    let at = |from: usize| {
        bytes[from..]
            .windows(text.len())
            .position(|window| window == text.as_bytes())
            .map(|offset| from + offset)
    };
    let first = at(0).unwrap();
    assert_eq!(at(first + 1), None, "{text} stands there twice");
    first
}

fn verify(db: &Path) -> std::process::Output {
    run(["verify", "--db", db.to_str().unwrap()])
}

#[test]
fn a_flipped_byte_is_found_and_its_event_named() {
    let folder = folder();
    let db = folder.path().join("town.db");
    simulate(&huacao(), &db, ["2024-03-01", "2024-03-02"], "1");
    assert!(verify(&db).status.success());

    // A payload of which there is only one, in the middle of the log.
    let conn = Connection::open(&db).unwrap();
    let (position, payload): (i64, String) = conn
        .query_row(
            "SELECT id % 1099511627776, payload FROM log_event
              WHERE kind = 'incident.received' AND id % 1099511627776 > 600 LIMIT 1",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap();
    conn.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")
        .unwrap();
    drop(conn);
    let mut bytes = fs::read(&db).unwrap();
    // The sealed caller's data differ in each event.
    let unique = payload.split("\"data\":\"").nth(1).unwrap();
    let at = place_of(&bytes, &unique[..24]);
    bytes[at + 5] ^= 1;
    fs::write(&db, bytes).unwrap();

    let output = verify(&db);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(said.contains(&format!("event {position} ")), "{said}");
    assert!(said.contains("incident/20240301-"), "{said}");
}

#[test]
fn a_changed_row_is_found_by_the_comparison_and_mended_by_the_rebuild() {
    let folder = folder();
    let db = folder.path().join("town.db");
    simulate(&huacao(), &db, ["2024-03-01", "2024-03-01"], "1");
    let db_text = db.to_str().unwrap();
    done(["rebuild", "--check", "--db", db_text]);
    let conn = Connection::open(&db).unwrap();
    let changed = conn
        .execute(
            "UPDATE incident SET arrive = 'kept' WHERE arrive = 'breached'",
            [],
        )
        .unwrap();
    assert!(changed > 0, "a day has late arrivals");
    drop(conn);
    let output = run(["rebuild", "--check", "--db", db_text]);
    assert_eq!(output.status.code(), Some(1));
    done(["rebuild", "--db", db_text]);
    done(["rebuild", "--check", "--db", db_text]);
}
