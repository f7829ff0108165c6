//! A folder enters the log once, and each day's records on their day.

use super::tools::{Desk, at, folder};
use liandong_app::{AppError, setup};
use liandong_domain::{ids::UnitId, money::Fen, performance::account::ProjectRejection, time::Day};

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
    // In the register, where much before it would be taken; then in a project, the last of all.
    let mut register = folder();
    register.units[1].until = Some(Day(0));
    let mut project = folder();
    project.projects[0].entries[0].amount = Fen(-1);
    for broken in [&register, &project] {
        let desk = Desk::empty();
        assert!(setup::import(&desk.app, broken).await.is_err());
        assert!(desk.log().await.is_empty());
        assert!(desk.app.book(&desk.town).await.is_err());
    }
    let desk = Desk::new().await;
    let events = desk.log().await;
    for mut broken in [register, project] {
        broken.units[0].call_sign = "柳溪9".into();
        assert!(setup::import(&desk.app, &broken).await.is_err());
        assert_eq!(desk.log().await, events);
    }
    let book = desk.app.book(&desk.town).await.unwrap();
    let unit = UnitId::new("boat-east").unwrap();
    assert_eq!(book.registry.unit(&unit).unwrap().call_sign, "柳溪1");
    // What was booked stands: other content under its name is refused, not taken for a change.
    let mut rewritten = folder();
    rewritten.projects[0].entries[0].amount = Fen(1);
    let refused = setup::import(&desk.app, &rewritten).await;
    assert!(matches!(
        refused,
        Err(AppError::Project(ProjectRejection::EntryChanged(_)))
    ));
    assert_eq!(desk.log().await, events);
}

#[tokio::test]
async fn a_restarted_program_has_the_same_book() {
    let mut desk = Desk::new().await;
    let before = desk.app.book(&desk.town).await.unwrap();
    desk.restart(1).await;
    let after = desk.app.book(&desk.town).await.unwrap();
    assert_eq!(format!("{after:?}"), format!("{before:?}"));
    assert_eq!(
        setup::import(&desk.app, &folder()).await.unwrap().recorded,
        0
    );
}
