use super::*;
use crate::{Filter, Op, Query, RowChange, StoreError, Value};
use liandong_domain::ids::TownId;

const fn column(name: &'static str, kind: ColumnKind, nullable: bool) -> Column {
    Column {
        name,
        kind,
        nullable,
    }
}

static CALLS: Table = Table {
    name: "calls",
    columns: &[
        column("town", ColumnKind::Text, false),
        column("id", ColumnKind::Text, false),
        column("open", ColumnKind::Int, false),
        column("order", ColumnKind::Int, true),
        column("seal", ColumnKind::Blob, true),
    ],
    key: 2,
    indexes: &[Index {
        name: "calls_open",
        columns: &["town", "order"],
        only_where: Some("open = 1"),
    }],
};

fn town() -> TownId {
    TownId::new("t1").expect("an id")
}

fn query() -> Query {
    Query {
        table: &CALLS,
        town: town(),
        columns: vec!["id", "order"],
        filters: vec![],
        order: vec![],
        limit: None,
    }
}

#[test]
fn tables_differ_in_types_only() {
    assert_eq!(
        create_table(&CALLS, Dialect::Sqlite),
        r#"CREATE TABLE "calls" (
  "town" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "open" INTEGER NOT NULL,
  "order" INTEGER,
  "seal" BLOB,
  PRIMARY KEY ("town", "id")
) WITHOUT ROWID, STRICT"#
    );
    assert_eq!(
        create_table(&CALLS, Dialect::Postgres),
        r#"CREATE TABLE "calls" (
  "town" TEXT COLLATE "C" NOT NULL,
  "id" TEXT COLLATE "C" NOT NULL,
  "open" BIGINT NOT NULL,
  "order" BIGINT,
  "seal" BYTEA,
  PRIMARY KEY ("town", "id")
)"#
    );
    let index = &CALLS.indexes[0];
    assert_eq!(
        create_index(&CALLS, index, Dialect::Sqlite),
        r#"CREATE INDEX "calls_open" ON "calls" ("town", "order") WHERE open = 1"#
    );
    assert_eq!(
        create_index(&CALLS, index, Dialect::Postgres),
        r#"CREATE INDEX "calls_open" ON "calls" ("town", "order" ASC NULLS FIRST) WHERE open = 1"#
    );
}

#[test]
fn changes_are_literal() {
    assert_eq!(
        upsert(&CALLS),
        r#"INSERT INTO "calls" ("town", "id", "open", "order", "seal") VALUES ($1, $2, $3, $4, $5) ON CONFLICT ("town", "id") DO UPDATE SET "open" = excluded."open", "order" = excluded."order", "seal" = excluded."seal""#
    );
    assert_eq!(
        update(&CALLS, &[2, 4]),
        r#"UPDATE "calls" SET "open" = $1, "seal" = $2 WHERE "town" = $3 AND "id" = $4"#
    );
    assert_eq!(
        delete(&CALLS),
        r#"DELETE FROM "calls" WHERE "town" = $1 AND "id" = $2"#
    );
    assert_eq!(
        delete_town(&CALLS),
        r#"DELETE FROM "calls" WHERE "town" = $1"#
    );
    let keys_only = Table {
        columns: &CALLS.columns[..2],
        indexes: &[],
        ..CALLS
    };
    assert_eq!(
        upsert(&keys_only),
        r#"INSERT INTO "calls" ("town", "id") VALUES ($1, $2) ON CONFLICT ("town", "id") DO NOTHING"#
    );
}

#[test]
fn a_query_is_complete_in_its_order_and_numbers_its_arguments() {
    let mut query = query();
    assert_eq!(
        select(&query).expect("fits").sql,
        r#"SELECT "id", "order" FROM "calls" WHERE "town" = $1 ORDER BY "id""#
    );
    query.filters = vec![
        Filter {
            column: "seal",
            op: Op::Eq,
            value: Value::Null,
        },
        Filter {
            column: "open",
            op: Op::Ge,
            value: Value::Int(1),
        },
    ];
    query.order = vec![("order", true)];
    query.limit = Some(7);
    let made = select(&query).expect("fits");
    assert_eq!(
        made.sql,
        r#"SELECT "id", "order" FROM "calls" WHERE "town" = $1 AND "seal" IS NULL AND "open" >= $2 ORDER BY "order" DESC NULLS LAST, "id" DESC LIMIT $3"#
    );
    assert_eq!(
        made.args,
        [Value::Text("t1".into()), Value::Int(1), Value::Int(7)]
    );
}

fn refused<T: std::fmt::Debug>(result: Result<T, StoreError>, why: &str) {
    match result {
        Err(StoreError::Misuse(text)) => assert!(text.contains(why), "{text:?} has no {why:?}"),
        other => panic!("{other:?} is no misuse"),
    }
}

#[test]
fn a_query_that_does_not_fit_is_a_misuse() {
    let with = |filter: Filter| Query {
        filters: vec![filter],
        ..query()
    };
    let filter = |column, op, value| Filter { column, op, value };
    refused(
        select(&with(filter("nobody", Op::Eq, Value::Int(1)))),
        "no column \"nobody\"",
    );
    refused(
        select(&with(filter("open", Op::Eq, Value::Text("1".into())))),
        "another kind",
    );
    refused(
        select(&with(filter("order", Op::Lt, Value::Null))),
        "empty value",
    );
    let mut other = query();
    other.columns = vec!["id\" FROM log_secret --"];
    refused(select(&other), "no column");
    other.columns = vec![];
    refused(select(&other), "no column");
    let mut other = query();
    other.order = vec![("nobody", false)];
    refused(select(&other), "no column");
}

#[test]
fn a_description_that_does_not_fit_is_a_misuse() {
    assert!(check_table(&CALLS).is_ok());
    for (name, why) in [
        ("log_event", "reserved"),
        ("log", "reserved"),
        ("Calls", "plain name"),
        ("a\"b", "plain name"),
        ("", "plain name"),
    ] {
        refused(check_table(&Table { name, ..CALLS }), why);
    }
    refused(check_table(&Table { key: 0, ..CALLS }), "key of 0");
    refused(check_table(&Table { key: 6, ..CALLS }), "key of 6");
    refused(check_table(&Table { key: 4, ..CALLS }), "nullable");
    let headless = Table {
        columns: &CALLS.columns[1..],
        ..CALLS
    };
    refused(check_table(&headless), "`town`");
    refused(check_tables(&[&CALLS, &CALLS]), "twice");
}

#[test]
fn a_row_that_does_not_fit_is_a_misuse() {
    let text = |t: &str| Value::Text(t.into());
    let row = || {
        vec![
            text("t1"),
            text("a"),
            Value::Int(1),
            Value::Null,
            Value::Null,
        ]
    };
    let upsert = |row| check_change(&RowChange::Upsert(&CALLS, row), &town());
    assert!(upsert(row()).is_ok());
    refused(upsert(row()[..4].to_vec()), "4 cells where 5");
    let with = |at: usize, value| {
        let mut row = row();
        row[at] = value;
        row
    };
    refused(upsert(with(0, text("t2"))), "outside its town");
    refused(upsert(with(1, text("a\0b"))), "NUL");
    refused(upsert(with(2, Value::Null)), "may not be empty");
    refused(upsert(with(4, text("x"))), "another kind");
    let delete = |key| check_change(&RowChange::Delete(&CALLS, key), &town());
    assert!(delete(vec![text("t1"), text("a")]).is_ok());
    refused(delete(vec![text("t1")]), "1 cells where 2");
}

#[test]
fn another_description_has_another_digest() {
    let more = Table { key: 3, ..CALLS };
    let bare = Table {
        indexes: &[],
        ..CALLS
    };
    assert_eq!(digest(&CALLS), digest(&CALLS));
    assert_ne!(digest(&CALLS), digest(&more));
    assert_ne!(digest(&CALLS), digest(&bare));
}
