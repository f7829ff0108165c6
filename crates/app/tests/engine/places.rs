//! Positions from phones, and arrivals that they prove.

use super::{
    dispatching::{strict, visitor},
    tools::{Desk, assign, intake},
};
use liandong_app::{access::Visitor, setup};
use liandong_domain::{
    dispatch::{Dropped, Fix},
    geo::Place,
    ids::{IncidentId, UnitId},
    incident::{ArrivalSource, IncidentCommand as C, Intake},
    roles::Role,
};

const SCENE: Place = Place {
    lon: 121.31,
    lat: 31.21,
};

async fn desk(record: bool) -> Desk {
    let desk = Desk::empty();
    let mut town = strict();
    town.policy.dispatch.arrival.record = record;
    setup::import(&desk.app, &town).await.unwrap();
    desk
}

/// A fix so many seconds from now, so many metres north of the scene.
fn fix(desk: &Desk, seconds: i64, metres: i32) -> Fix {
    Fix {
        at: desk.app.now().plus(seconds),
        place: Place {
            lat: SCENE.lat + f64::from(metres) / 111_195.0,
            ..SCENE
        },
        accuracy_metres: 8,
        speed_kmh: Some(20),
        heading: Some(180),
    }
}

async fn crew(desk: &Desk) -> Visitor {
    visitor(&desk.app, &desk.town, "crew-east").await
}

/// A call with a place, and the boat under way.
async fn under_way(desk: &Desk) -> IncidentId {
    let call = Intake {
        place: Some(SCENE),
        ..intake()
    };
    let taken = desk
        .app
        .receive(&desk.town, desk.order(Role::Commander), &call)
        .await
        .unwrap();
    let id = taken.incident.number().clone();
    desk.done(Role::Commander, &id, super::tools::confirm())
        .await;
    desk.done(Role::Dispatcher, &id, C::Accept).await;
    desk.done(Role::Dispatcher, &id, assign("boat-east")).await;
    id
}

#[tokio::test]
async fn a_stay_at_the_scene_proposes_the_arrival_once() {
    let desk = desk(false).await;
    let id = under_way(&desk).await;
    desk.pass(200);
    let crew = crew(&desk).await;
    let before = desk.log().await.len();
    let fixes = [
        fix(&desk, -60, 900),
        fix(&desk, -40, 60),
        fix(&desk, -20, 30),
    ];
    let report = desk.app.report_positions(&crew, &fixes).await.unwrap();
    assert_eq!((report.taken, report.arrival.as_deref()), (3, None));
    assert_eq!(
        desk.log().await.len(),
        before,
        "positions are not in the log"
    );
    let report = desk
        .app
        .report_positions(&crew, &[fix(&desk, -5, 20)])
        .await
        .unwrap();
    assert_eq!(report.arrival.as_deref(), Some("proposed"));
    let log = desk.log().await;
    let proposed = log.last().unwrap();
    assert_eq!(&*proposed.event.kind, "incident.arrival_proposed");
    assert_eq!(
        proposed.event.occurred_at,
        desk.app.now().plus(-40),
        "since it is there"
    );
    let (incident, _) = desk.app.incident(&desk.town, &id).await.unwrap();
    assert!(
        incident.units[0].arrival.is_none(),
        "the crew says so itself"
    );
    let report = desk
        .app
        .report_positions(&crew, &[fix(&desk, 0, 20)])
        .await
        .unwrap();
    assert_eq!(report.arrival, None, "once");
    desk.check_rows().await;
}

#[tokio::test]
async fn a_policy_may_record_the_arrival_as_known_by_position() {
    let desk = desk(true).await;
    let id = under_way(&desk).await;
    desk.pass(200);
    let crew = crew(&desk).await;
    let fixes = [fix(&desk, -40, 60), fix(&desk, -5, 20)];
    let report = desk.app.report_positions(&crew, &fixes).await.unwrap();
    assert_eq!(report.arrival.as_deref(), Some("recorded"));
    let (incident, _) = desk.app.incident(&desk.town, &id).await.unwrap();
    let arrival = incident.units[0].arrival.unwrap();
    assert_eq!(arrival.how, ArrivalSource::Position);
    assert_eq!(arrival.at, desk.app.now().plus(-40));
    let log = desk.log().await;
    assert!(
        log.iter()
            .any(|one| &*one.event.kind == "incident.arrived" && one.actor.role == Role::System)
    );
}

#[tokio::test]
async fn bad_fixes_are_dropped_with_their_reason_and_the_good_ones_are_taken() {
    let desk = desk(false).await;
    let crew = crew(&desk).await;
    let late = fix(&desk, -100, 0);
    let fixes = [
        fix(&desk, -10, 0),
        fix(&desk, 600, 0),
        fix(&desk, -20, 5),
        fix(&desk, -20, 5),
    ];
    let report = desk.app.report_positions(&crew, &fixes).await.unwrap();
    let why: Vec<_> = report
        .dropped
        .iter()
        .map(|one| (one.index, one.why))
        .collect();
    assert_eq!(why, [(1, Dropped::InFuture), (3, Dropped::Duplicate)]);
    let report = desk.app.report_positions(&crew, &[late]).await.unwrap();
    assert_eq!(report.dropped[0].why, Dropped::OutOfOrder);
    assert_eq!(report.position.unwrap().at, desk.app.now().plus(-10));
    let empty = desk.app.report_positions(&crew, &[]).await.unwrap_err();
    assert_eq!(empty.code(), "bad_fixes");
}

#[tokio::test]
async fn only_the_own_car_on_duty() {
    let desk = desk(false).await;
    let nobody = visitor(&desk.app, &desk.town, "nobody").await;
    let refused = desk
        .app
        .report_positions(&nobody, &[fix(&desk, 0, 0)])
        .await;
    assert_eq!(refused.unwrap_err().code(), "no_member");
    let crew = crew(&desk).await;
    let report = desk
        .app
        .report_positions(&crew, &[fix(&desk, 0, 0)])
        .await
        .unwrap();
    assert_eq!(report.unit, UnitId::new("boat-east").unwrap());
    desk.pass(12 * 3_600);
    let refused = desk.app.report_positions(&crew, &[fix(&desk, 0, 0)]).await;
    assert_eq!(
        refused.unwrap_err().code(),
        "not_on_duty",
        "after the shift nobody is followed"
    );
}

#[tokio::test]
async fn the_last_position_outlives_the_process_and_is_told_now_and_then() {
    let mut desk = desk(false).await;
    let crew = crew(&desk).await;
    let mut told = desk.app.positions_told(&desk.town);
    desk.app
        .report_positions(&crew, &[fix(&desk, 0, 0)])
        .await
        .unwrap();
    desk.pass(1);
    desk.app
        .report_positions(&crew, &[fix(&desk, 0, 10)])
        .await
        .unwrap();
    desk.pass(1);
    desk.app
        .report_positions(&crew, &[fix(&desk, 0, 20)])
        .await
        .unwrap();
    assert_eq!(told.try_recv().unwrap().unit.as_str(), "boat-east");
    assert!(told.try_recv().is_ok());
    assert!(told.try_recv().is_err(), "not the one in between");
    desk.restart(1).await;
    let positions = desk.app.positions_of(&desk.town).await.unwrap();
    assert_eq!(positions.len(), 1);
    assert!(!positions[0].stale);
    desk.pass(1_000);
    let positions = desk.app.positions_of(&desk.town).await.unwrap();
    assert!(positions[0].stale);
    let id = desk.accepted().await;
    let (made, _) = desk.app.recommendation(&desk.town, &id).await.unwrap();
    assert!(!made.candidates.is_empty());
}
