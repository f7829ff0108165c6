//! Cases of read models.

use super::{CALLS, COUNTS, Calls, Site, TABLES, commit, town};
use crate::{Filter, Op, Query, Row, RowChange, Store, StoreError, Value};
use liandong_domain::ids::TownId;

type Condition = (&'static str, Op, Value);

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn query(town: &TownId, columns: &[&'static str]) -> Query {
    Query {
        table: &CALLS,
        town: town.clone(),
        columns: columns.to_vec(),
        filters: Vec::new(),
        order: Vec::new(),
        limit: None,
    }
}

fn call(town: &TownId, id: &str, opened_at: i64, weight: Option<i64>) -> RowChange {
    let row = vec![
        text(town.as_str()),
        text(id),
        Value::Int(1),
        Value::Int(opened_at),
        weight.map_or(Value::Null, Value::Int),
        Value::Null,
        Value::Blob([0, 255, 0].into()),
    ];
    RowChange::Upsert(&CALLS, row)
}

async fn write(store: &dyn Store, town: &TownId, key: &str, rows: Vec<RowChange>) {
    let mut sent = commit(town, key, 0);
    sent.rows = rows;
    store.commit(vec![sent]).await[0]
        .as_ref()
        .expect("committed");
}

async fn found(store: &dyn Store, query: Query) -> Vec<Row> {
    store.rows(query).await.expect("read")
}

/// What a commit acknowledged can be read at once, every cell as it was given.
pub async fn rows_change_with_their_commit(site: &impl Site) {
    let store = site.open(TABLES).await;
    let town = town("huacao");
    write(
        &*store,
        &town,
        "one",
        vec![call(&town, "a", i64::MAX, Some(i64::MIN))],
    )
    .await;
    let names: Vec<&'static str> = CALLS.columns.iter().map(|column| column.name).collect();
    let RowChange::Upsert(_, row) = call(&town, "a", i64::MAX, Some(i64::MIN)) else {
        unreachable!("an upsert")
    };
    assert_eq!(found(&*store, query(&town, &names)).await, [row]);
    let gone = RowChange::Delete(&CALLS, vec![text("huacao"), text("a")]);
    let never = RowChange::Delete(&CALLS, vec![text("huacao"), text("z")]);
    write(&*store, &town, "two", vec![gone, never]).await;
    assert!(found(&*store, query(&town, &names)).await.is_empty());
    store.close().await;
}

/// Conflicts, replays and misuses leave the rows alone.
pub async fn a_refused_commit_changes_no_row(site: &impl Site) {
    let store = site.open(TABLES).await;
    let (town, other) = (town("huacao"), super::town("other"));
    write(&*store, &town, "one", vec![call(&town, "a", 1, None)]).await;
    let mut conflict = commit(&town, "one", 7);
    conflict.rows = vec![call(&town, "b", 1, None)];
    let mut replay = commit(&town, "one", 0);
    replay.rows = vec![call(&town, "c", 1, None)];
    let mut foreign = commit(&town, "two", 0);
    foreign.rows = vec![call(&town, "d", 1, None), call(&other, "e", 1, None)];
    let mut short = commit(&town, "three", 0);
    short.rows = vec![RowChange::Upsert(&COUNTS, vec![text("huacao"), text("k")])];
    let results = store.commit(vec![conflict, replay, foreign, short]).await;
    assert!(matches!(results[0], Err(StoreError::Conflict { .. })));
    assert!(results[1].as_ref().expect("replayed").replayed);
    assert!(matches!(results[2], Err(StoreError::Misuse(_))));
    assert!(matches!(results[3], Err(StoreError::Misuse(_))));
    let ids = found(&*store, query(&town, &["id"])).await;
    assert_eq!(ids, [[text("a")]]);
    assert!(found(&*store, query(&other, &["id"])).await.is_empty());
    store.close().await;
}

/// Many changes of one row, in one commit, in one list, and one after the other.
pub async fn the_last_change_of_a_row_stands(site: &impl Site) {
    let store = site.open(TABLES).await;
    let town = town("huacao");
    let mut list = Vec::new();
    for version in 0..20 {
        let mut sent = commit(&town, "s", version);
        let at = version.cast_signed() * 10;
        let gone = RowChange::Delete(&CALLS, vec![text("huacao"), text("b")]);
        sent.rows = vec![
            call(&town, "a", at, None),
            call(&town, "b", at, Some(1)),
            call(&town, "a", at + 1, Some(at)),
            gone,
        ];
        list.push(sent);
    }
    for result in store.commit(list).await {
        result.expect("committed");
    }
    let rows = found(&*store, query(&town, &["id", "opened_at", "weight"])).await;
    assert_eq!(rows, [[text("a"), Value::Int(191), Value::Int(190)]]);
    write(&*store, &town, "t", vec![call(&town, "a", 5, None)]).await;
    let rows = found(&*store, query(&town, &["id", "opened_at", "weight"])).await;
    assert_eq!(rows, [[text("a"), Value::Int(5), Value::Null]]);
    store.close().await;
}

async fn ten(store: &dyn Store, town: &TownId) {
    let rows = (0..10).map(|n| {
        let weight = (n % 3 != 0).then_some(n);
        call(town, &format!("c{n}"), 100 + n / 2, weight)
    });
    write(store, town, "ten", rows.collect()).await;
}

/// Every comparison, on whole numbers, texts and bytes, also together, also on empty cells.
pub async fn filters_find_what_they_say(site: &impl Site) {
    let store = site.open(TABLES).await;
    let town = town("huacao");
    ten(&*store, &town).await;
    let int = Value::Int;
    let cases: [(&[Condition], &str); 9] = [
        (&[("opened_at", Op::Eq, int(102))], "45"),
        (&[("opened_at", Op::Lt, int(101))], "01"),
        (&[("opened_at", Op::Le, int(101))], "0123"),
        (&[("opened_at", Op::Gt, int(103))], "89"),
        (&[("opened_at", Op::Ge, int(103))], "6789"),
        (&[("weight", Op::Eq, Value::Null)], "0369"),
        (
            &[("weight", Op::Ge, int(5)), ("weight", Op::Lt, int(8))],
            "57",
        ),
        (
            &[("id", Op::Gt, text("c7")), ("weight", Op::Eq, int(8))],
            "8",
        ),
        (&[("seal", Op::Eq, Value::Blob([0].into()))], ""),
    ];
    for (filters, expected) in cases {
        let mut query = query(&town, &["id"]);
        let filter = |(column, op, value): &Condition| Filter {
            column,
            op: *op,
            value: value.clone(),
        };
        query.filters = filters.iter().map(filter).collect();
        let ids: String = found(&*store, query).await.iter().map(digit).collect();
        assert_eq!(ids, expected, "{filters:?}");
    }
    let mut wrong = query(&town, &["nobody"]);
    let refused = store.rows(wrong.clone()).await;
    assert!(matches!(refused, Err(StoreError::Misuse(_))));
    wrong.columns = vec!["id"];
    wrong.order = vec![("id; --", false)];
    let refused = store.rows(wrong).await;
    assert!(matches!(refused, Err(StoreError::Misuse(_))));
    store.close().await;
}

fn digit(row: &Row) -> String {
    match &row[0] {
        Value::Text(id) => id[1..].to_owned(),
        other => panic!("{other:?} is no id"),
    }
}

/// Equal rows come in key order; empty cells sort first; pages by key join.
pub async fn order_is_complete_and_pages_join(site: &impl Site) {
    let store = site.open(TABLES).await;
    let town = town("huacao");
    ten(&*store, &town).await;
    let cases: [(&[(&'static str, bool)], &str); 5] = [
        (&[], "0123456789"),
        (&[("id", true)], "9876543210"),
        (&[("opened_at", true)], "9876543210"),
        (&[("weight", false)], "0369124578"),
        (&[("weight", true), ("id", false)], "8754210369"),
    ];
    for (order, expected) in cases {
        let mut query = query(&town, &["id"]);
        query.order = order.to_vec();
        let ids: String = found(&*store, query).await.iter().map(digit).collect();
        assert_eq!(ids, expected, "{order:?}");
    }
    let mut ids = String::new();
    let mut page = query(&town, &["id"]);
    page.limit = Some(3);
    loop {
        let rows = found(&*store, page.clone()).await;
        let Some(last) = rows.last() else { break };
        assert!(rows.len() <= 3);
        page.filters = vec![Filter {
            column: "id",
            op: Op::Gt,
            value: last[0].clone(),
        }];
        ids.extend(rows.iter().map(digit));
    }
    assert_eq!(ids, "0123456789");
    page.limit = Some(0);
    page.filters.clear();
    assert!(found(&*store, page).await.is_empty());
    // Texts compare byte by byte, whatever the database's locale.
    let words = ["Zebra", "apple", "Éclair", "华", "纪", "_"];
    let rows = words
        .map(|word| RowChange::Upsert(&COUNTS, vec![text("huacao"), text(word), Value::Int(0)]));
    write(&*store, &town, "words", rows.into()).await;
    let all = Query {
        table: &COUNTS,
        ..query(&town, &["kind"])
    };
    let mut sorted = words.map(text);
    sorted.sort();
    let read: Vec<Value> = found(&*store, all).await.into_iter().flatten().collect();
    assert_eq!(read, sorted);
    store.close().await;
}

/// More rows than any buffer, in the order asked, until told to stop.
pub async fn a_scan_shows_all_rows_and_can_stop(site: &impl Site) {
    const ROWS: i64 = 20_000;
    let store = site.open(TABLES).await;
    let town = town("huacao");
    let rows = (0..ROWS).map(|n| call(&town, &format!("c{n:06}"), n, Some(n % 7)));
    write(&*store, &town, "many", rows.collect()).await;
    let mut all = query(&town, &["opened_at", "id"]);
    all.order = vec![("opened_at", true)];
    let mut next = ROWS;
    store
        .scan(all.clone(), &mut |row| {
            next -= 1;
            assert_eq!(row, [Value::Int(next), text(&format!("c{next:06}"))]);
            true
        })
        .await
        .expect("scanned");
    assert_eq!(next, 0);
    let mut seen = 0;
    store
        .scan(all, &mut |_| {
            seen += 1;
            seen < 10
        })
        .await
        .expect("scanned");
    assert_eq!(seen, 10);
    store.close().await;
}

/// Same keys, two towns.
pub async fn rows_of_towns_are_apart(site: &impl Site) {
    let store = site.open(TABLES).await;
    let (one, two) = (town("one"), town("two"));
    let mut calls = (Calls::new(&one), Calls::new(&two));
    let list = vec![calls.0.commit("s", 1), calls.1.commit("s", 2)];
    for result in store.commit(list).await {
        result.expect("committed");
    }
    for (town, weight) in [(&one, 1), (&two, 2)] {
        let rows = found(&*store, query(town, &["town", "weight"])).await;
        assert_eq!(rows, [[text(town.as_str()), Value::Int(weight)]]);
    }
    store.close().await;
}
