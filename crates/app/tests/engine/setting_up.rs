//! A folder enters the log once, and each day's records on their day.

use super::tools::{Desk, at, folder};
use liandong_app::setup;
use liandong_domain::{ids::UnitId, time::Day};

#[tokio::test]
async fn a_folder_imported_twice_records_nothing_new() {
    let desk = Desk::empty();
    let first = setup::import(&desk.app, &folder()).await.unwrap();
    assert!(first.recorded > 20);
    let events = desk.log().await;
    let again = setup::import(&desk.app, &folder()).await.unwrap();
    assert_eq!((again.recorded, again.waiting), (0, first.waiting));
    assert_eq!(desk.log().await, events);
}

#[tokio::test]
async fn what_happens_on_a_day_waits_for_it() {
    let desk = Desk::empty();
    desk.clock.set(at("2024-12-01T08:00:00+08:00"));
    let early = setup::import(&desk.app, &folder()).await.unwrap();
    assert!(early.waiting > 0, "the folder has dated happenings of 2025");
    assert!(!folder().equipment.is_empty() && !folder().trainings.is_empty());
    let book = desk.app.book(&desk.town).await.unwrap();
    assert_eq!(
        book.registry.equipment().count(),
        0,
        "nothing is handed out yet"
    );
    assert_eq!(book.registry.trainings().count(), 0);
    desk.clock.set(at("2026-01-05T08:00:00+08:00"));
    let later = setup::import(&desk.app, &folder()).await.unwrap();
    assert_eq!(later.recorded, early.waiting);
    assert_eq!(later.waiting, 0);
    let late = desk.log().await.into_iter().filter(|one| one.event.late);
    assert!(
        late.count() > 0,
        "entered long after their day, they say so"
    );
}

#[tokio::test]
async fn a_changed_folder_records_the_difference_alone() {
    let desk = Desk::new().await;
    let mut changed = folder();
    changed.units[0].call_sign = "柳溪9".into();
    let imported = setup::import(&desk.app, &changed).await.unwrap();
    assert_eq!(imported.recorded, 1);
    let book = desk.app.book(&desk.town).await.unwrap();
    let unit = UnitId::new("boat-east").unwrap();
    assert_eq!(book.registry.unit(&unit).unwrap().call_sign, "柳溪9");
}

#[tokio::test]
async fn a_refused_folder_writes_nothing() {
    let desk = Desk::empty();
    let mut broken = folder();
    broken.units[0].until = Some(Day(0));
    assert!(setup::import(&desk.app, &broken).await.is_err());
    assert!(desk.log().await.is_empty());
}
