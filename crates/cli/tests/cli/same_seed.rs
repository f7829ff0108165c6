//! Same seed, same log, to the byte.

use super::tools::{folder, huacao, log, reader, simulate};
use liandong_domain::ids::TownId;
use liandong_store::Store;

#[tokio::test]
async fn the_same_seed_gives_the_same_log_and_another_seed_another() {
    let folder = folder();
    let days = ["2024-03-01", "2024-03-10"];
    let town = TownId::new("huacao").unwrap();
    let mut logs = Vec::new();
    for (name, seed) in [("one.db", "7"), ("two.db", "7"), ("three.db", "8")] {
        let db = folder.path().join(name);
        simulate(&huacao(), &db, days, seed);
        let store = reader(&db);
        logs.push((log(&store, &town).await, store.head(&town).await.unwrap()));
    }
    assert!(logs[0].0.len() > 5_000, "{} events", logs[0].0.len());
    assert_eq!(logs[0], logs[1]);
    assert_ne!(logs[0].1.hash, logs[2].1.hash);
}

#[test]
fn a_history_is_not_written_over() {
    let folder = folder();
    let db = folder.path().join("town.db");
    std::fs::write(&db, "mine").unwrap();
    let output = super::tools::liandong(["simulate", "--town"])
        .arg(huacao())
        .arg("--db")
        .arg(&db)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(std::fs::read(&db).unwrap(), b"mine");
}
