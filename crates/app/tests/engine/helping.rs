//! Calls for help: who hears, who answers, and that one is one.

use super::{
    dispatching::{strict_desk, visitor},
    tools::{assign, order},
};
use liandong_app::sos::Cry;
use liandong_domain::{
    dispatch::MatterKind, geo::Place, ids::UnitId, roles::Role, safety::SosOutcome,
};

#[tokio::test]
async fn a_call_reaches_the_desk_and_the_nearest_and_ends_with_a_word() {
    let desk = strict_desk().await;
    let (app, town) = (&desk.app, &desk.town);
    let id = desk.accepted().await;
    desk.done(Role::Dispatcher, &id, assign("boat-east")).await;
    let east = visitor(app, town, "crew-east").await;
    let cry = Cry {
        place: Some(Place {
            lon: 121.31,
            lat: 31.21,
        }),
        at: None,
        note: Some("被围".into()),
    };
    let raised = app.call_for_help(&east, order(Role::Member, "help"), cry);
    let (sos, acted) = raised.await.unwrap();
    assert_eq!(acted.state.call.incident.as_ref(), Some(&id));
    assert_eq!(acted.state.call.unit, UnitId::new("boat-east").ok());
    // The thumb presses twice, from another place: one call.
    let again = app.call_for_help(&east, order(Role::Member, "help"), Cry::default());
    let (same, acted) = again.await.unwrap();
    assert!(acted.replayed);
    assert_eq!(same, sos);

    let commander = visitor(app, town, "commander").await;
    let near = visitor(app, town, "crew-west").await;
    let nobody = visitor(app, town, "nobody").await;
    for who in [&commander, &near] {
        let alerts = app.alerts(who).await.unwrap();
        assert_eq!(alerts[0].matter, MatterKind::Sos);
        assert_eq!(app.sos_of(who, true, 10).await.unwrap().len(), 1);
    }
    assert_eq!(app.sos_of(&nobody, true, 10).await.unwrap(), []);
    assert_eq!(
        app.seen_sos(&nobody, &sos).await.unwrap_err().code(),
        "no_such_sos"
    );

    let own = app.acknowledge_sos(&east, order(Role::Member, "ack-0"), &sos, None);
    assert_eq!(own.await.unwrap_err().code(), "sos_own_call");
    app.acknowledge_alert(&near, order(Role::Member, "ack-1"), &sos, None)
        .await
        .unwrap();
    assert_eq!(app.alerts(&commander).await.unwrap(), []);
    let word = "已到场，人员平安".to_owned();
    let ended = app.end_sos(
        &commander,
        order(Role::Commander, "end"),
        &sos,
        SosOutcome::Helped,
        word,
    );
    ended.await.unwrap();
    assert_eq!(app.sos_of(&commander, true, 10).await.unwrap(), []);
    let all = app.sos_of(&commander, false, 10).await.unwrap();
    assert_eq!(all[0].outcome_name, Some("已到场支援"));
    desk.check_rows().await;
}

#[tokio::test]
async fn who_is_off_duty_can_call_and_who_is_nobody_cannot() {
    let desk = strict_desk().await;
    let (app, town) = (&desk.app, &desk.town);
    desk.pass(12 * 3_600);
    let east = visitor(app, town, "crew-east").await;
    let raised = app.call_for_help(&east, order(Role::Member, "help"), Cry::default());
    let (_, acted) = raised.await.unwrap();
    assert_eq!(acted.state.call.unit, None);
    assert_eq!(acted.state.to_roles[0], Role::Commander);
    let nobody = visitor(app, town, "nobody").await;
    let refused = app.call_for_help(&nobody, order(Role::Member, "x"), Cry::default());
    assert_eq!(refused.await.unwrap_err().code(), "no_member");
}
