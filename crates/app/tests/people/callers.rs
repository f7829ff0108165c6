//! Callers' keys: found, ended by time, erased by law, wrapped anew.

use super::signing_in::{visitor, with_passwords};
use crate::engine::tools::{Desk, at, intake, life};
use liandong_app::{AppError, people::rekey, ports::SystemEntropy, vault::DATA_KEY};
use liandong_domain::{
    ids::IncidentId,
    incident::{Caller, Intake},
    people::{ErasureStatus, LegalGround},
    roles::Role,
};

fn call(phone: Option<&str>) -> Intake {
    Intake {
        caller: Some(Caller {
            name: Some("周若水".into()),
            phone: phone.map(str::to_owned),
        }),
        ..intake()
    }
}

async fn received(desk: &Desk, phone: Option<&str>) -> IncidentId {
    let order = desk.order(Role::Commander);
    let done = desk
        .app
        .receive(&desk.town, order, &call(phone))
        .await
        .unwrap();
    done.incident.number().clone()
}

async fn ended(desk: &Desk, phone: Option<&str>) -> IncidentId {
    use liandong_domain::incident::IncidentCommand as C;
    let id = received(desk, phone).await;
    desk.done(Role::Commander, &id, crate::engine::tools::confirm())
        .await;
    desk.done(Role::Dispatcher, &id, C::Accept).await;
    for (role, command) in life("boat-east") {
        desk.pass(60);
        desk.done(role, &id, command).await;
    }
    id
}

async fn key_of(desk: &Desk, id: &IncidentId) -> String {
    let (incident, _) = desk.app.incident(&desk.town, id).await.unwrap();
    incident.received.caller.as_ref().unwrap().key.to_string()
}

async fn opens(desk: &Desk, id: &IncidentId) -> bool {
    let (incident, _) = desk.app.incident(&desk.town, id).await.unwrap();
    match desk.app.caller(&desk.town, &incident).await {
        Ok(caller) => caller.is_some(),
        Err(AppError::Erased) => false,
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test]
async fn the_same_telephone_has_one_key_a_month_and_no_number_in_the_log() {
    let desk = Desk::new().await;
    let one = received(&desk, Some("139 0000 7788")).await;
    let two = received(&desk, Some("+86-13900007788")).await;
    let other = received(&desk, Some("13900007789")).await;
    let nameless = received(&desk, None).await;
    let key = key_of(&desk, &one).await;
    assert_eq!(key_of(&desk, &two).await, key);
    for id in [&other, &nameless] {
        assert_ne!(key_of(&desk, id).await, key);
        assert!(opens(&desk, id).await);
    }
    desk.clock.set(at("2025-04-01T00:00:00+08:00"));
    let later = received(&desk, Some("13900007788")).await;
    assert_ne!(key_of(&desk, &later).await, key);
    let store = desk.app.store();
    let places = store
        .secrets(&desk.town, "caller_key", "", 100)
        .await
        .unwrap();
    assert_eq!(places.len(), 3);
    for event in desk.log().await {
        for (place, _) in &places {
            let digest = place.split('/').next().unwrap();
            assert!(
                !event.event.payload.contains(digest),
                "the digest stays outside"
            );
        }
        assert!(!event.event.payload.contains("0007788"));
    }
    desk.check_rows().await;
}

#[tokio::test]
async fn the_time_of_old_calls_ends_while_the_caller_calls_on() {
    let desk = Desk::new().await;
    let phone = Some("13900007788");
    let old = ended(&desk, phone).await;
    let open = received(&desk, Some("13900001111")).await;
    desk.clock.set(at("2027-03-22T10:00:00+08:00"));
    let new = ended(&desk, phone).await;
    assert_eq!(
        desk.app.retain(&desk.town).await.unwrap(),
        0,
        "24 whole months"
    );
    desk.clock.set(at("2027-04-01T00:00:01+08:00"));
    assert_eq!(desk.app.retain(&desk.town).await.unwrap(), 1);
    assert!(!opens(&desk, &old).await);
    assert!(opens(&desk, &new).await, "the new call is another month's");
    assert!(opens(&desk, &open).await, "what is under way stays");
    assert_eq!(desk.app.retain(&desk.town).await.unwrap(), 0, "once");
    let last = desk.log().await.pop().unwrap();
    assert_eq!(&*last.event.kind, "retention.carried_out");
    let store = desk.app.store();
    let places = store
        .secrets(&desk.town, "caller_key", "", 100)
        .await
        .unwrap();
    assert_eq!(places.len(), 2);
    store.verify(&desk.town, Box::new(|_| {})).await.unwrap();
    desk.check_rows().await;
}

#[tokio::test]
async fn an_erasure_needs_two_and_reaches_every_call_of_the_telephone() {
    let desk = Desk::new().await;
    with_passwords(&desk).await;
    let (chief, second) = (
        visitor(&desk, "chief").await,
        visitor(&desk, "second-chief").await,
    );
    let phone = Some("13900007788");
    let march = ended(&desk, phone).await;
    desk.clock.set(at("2025-04-02T09:00:00+08:00"));
    let april = ended(&desk, Some("139-0000-7788")).await;
    let other = ended(&desk, Some("13900001111")).await;
    let order = desk.order(Role::Administrator);
    let ask = |ground, reason: &'static str| {
        desk.app
            .ask_erasure(&chief, order.clone(), march.clone(), reason, ground)
    };
    let blank = ask(LegalGround::ConsentWithdrawn, " ").await;
    assert_eq!(blank.unwrap_err().code(), "bad_text");
    let vague = ask(LegalGround::OtherLaw, "依法").await;
    assert_eq!(vague.unwrap_err().code(), "ground_needs_law");
    let asked = ask(LegalGround::ConsentWithdrawn, "本人书面申请")
        .await
        .unwrap();
    assert_eq!(asked.status, ErasureStatus::Asked);
    let again = ask(LegalGround::ConsentWithdrawn, "本人书面申请")
        .await
        .unwrap();
    assert_eq!(again.id, asked.id);
    assert!(opens(&desk, &march).await, "asking destroys nothing");

    let approve = |by| {
        desk.app
            .approve_erasure(by, desk.order(Role::Administrator), &asked.id)
    };
    assert_eq!(approve(&chief).await.unwrap_err().code(), "same_person");
    let open = received(&desk, phone).await;
    let early = approve(&second).await.unwrap_err();
    assert_eq!(early.code(), "incident_under_way");
    use liandong_domain::incident::IncidentCommand as C;
    let reason = "误报".to_owned();
    desk.done(Role::Commander, &open, C::Cancel { reason })
        .await;
    let done = approve(&second).await.unwrap();
    assert_eq!((done.status, done.keys), (ErasureStatus::CarriedOut, 2));
    for id in [&march, &april, &open] {
        assert!(!opens(&desk, id).await);
    }
    assert!(opens(&desk, &other).await);
    let store = desk.app.store();
    store.verify(&desk.town, Box::new(|_| {})).await.unwrap();
    assert_eq!(
        approve(&second).await.unwrap_err().code(),
        "already_decided"
    );
    let order = desk.order(Role::Administrator);
    let ground = LegalGround::PurposeReached;
    let twice = desk
        .app
        .ask_erasure(&chief, order, april, "再次", ground)
        .await;
    assert_eq!(twice.unwrap_err().code(), "caller_erased");

    // The caller calls again in the same month: a new key, and the old calls stay closed.
    let new = received(&desk, phone).await;
    assert!(opens(&desk, &new).await && !opens(&desk, &march).await);
    let page = desk
        .app
        .show_erasures(&visitor(&desk, "reader").await, None, 1)
        .await
        .unwrap();
    assert_eq!((page.erasures.len(), page.next), (1, None));
    desk.check_rows().await;
}

#[tokio::test]
async fn an_erasure_can_be_refused_with_a_reason() {
    let desk = Desk::new().await;
    with_passwords(&desk).await;
    let (chief, second) = (
        visitor(&desk, "chief").await,
        visitor(&desk, "second-chief").await,
    );
    let id = ended(&desk, Some("13900007788")).await;
    let order = desk.order(Role::Administrator);
    let ground = LegalGround::ConsentWithdrawn;
    let asked = desk
        .app
        .ask_erasure(&chief, order, id.clone(), "申请", ground)
        .await
        .unwrap();
    let order = desk.order(Role::Administrator);
    let refused = desk
        .app
        .refuse_erasure(&second, order, &asked.id, "行政复议期间须保存")
        .await
        .unwrap();
    assert_eq!(refused.status, ErasureStatus::Refused);
    let order = desk.order(Role::Administrator);
    let late = desk.app.approve_erasure(&second, order, &asked.id).await;
    assert_eq!(late.unwrap_err().code(), "already_decided");
    assert!(opens(&desk, &id).await);
}

#[tokio::test]
async fn a_new_master_key_opens_what_the_old_one_did() {
    let mut desk = Desk::new().await;
    with_passwords(&desk).await;
    let id = received(&desk, Some("13900007788")).await;
    let key = key_of(&desk, &id).await;
    let store = desk.app.store();
    let done = rekey(store.as_ref(), &SystemEntropy, &[1; 16], &[9; 16])
        .await
        .unwrap();
    assert_eq!(
        (done.rewrapped, done.already),
        (2, 0),
        "the caller's key and the index"
    );
    let again = rekey(store.as_ref(), &SystemEntropy, &[1; 16], &[9; 16])
        .await
        .unwrap();
    assert_eq!((again.rewrapped, again.already), (0, 2));
    let wrong = rekey(store.as_ref(), &SystemEntropy, &[5; 16], &[6; 16]).await;
    assert!(wrong.is_err(), "neither key opens it: nothing is lost");
    desk.restart(9).await;
    assert!(opens(&desk, &id).await);
    let next = received(&desk, Some("13900007788")).await;
    assert_eq!(
        key_of(&desk, &next).await,
        key,
        "the digests stay what they were"
    );
    let kept = desk
        .app
        .store()
        .secret(&desk.town, DATA_KEY, &key)
        .await
        .unwrap();
    assert!(kept.is_some());
    desk.restart(1).await;
    let (incident, _) = desk.app.incident(&desk.town, &id).await.unwrap();
    assert!(
        desk.app.caller(&desk.town, &incident).await.is_err(),
        "the old key is over"
    );
}

/// A call without a caller, with a photo under a key of its own; then the 110 system says who called.
async fn named_late(desk: &Desk, number: &str, phone: &str) -> IncidentId {
    use liandong_app::{attachments::Upload, case::Push};
    use liandong_domain::incident::Source;
    let push = |caller| Push {
        source: Source::Police110,
        number: number.into(),
        caller,
        address: "集市路1号".into(),
        place: None,
        text: "摊位挤到路中间了".into(),
        answer_by: None,
        occurred_at: None,
    };
    let actor = desk.order(Role::Commander).actor;
    let nobody = push(None);
    let first = desk.app.push(&desk.town, actor.clone(), None, &nobody);
    let id = first.await.unwrap().executed.incident.number().clone();
    let photo = Upload {
        bytes: vec![
            0xFF, 0xD8, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 0xFF, 0xD9,
        ],
        said: None,
        note: None,
    };
    let order = desk.order(Role::Commander);
    desk.app
        .attach(&desk.town, order, &id, photo)
        .await
        .unwrap();
    let caller = call(Some(phone)).caller;
    let second = desk.app.push(&desk.town, actor, None, &push(caller)).await;
    assert_eq!(second.unwrap().executed.incident.number(), &id);
    id
}

/// What stands beside the log for an incident: its telephone's digest, its files' own key.
async fn beside(desk: &Desk, id: &IncidentId) -> (bool, bool) {
    let has = async |kind, name: &str| {
        let found = desk.app.store().secret(&desk.town, kind, name).await;
        found.unwrap().is_some()
    };
    let own = format!("incident-{id}");
    (
        has("telephone_digest", id.as_str()).await,
        has(DATA_KEY, &own).await,
    )
}

#[tokio::test]
async fn an_erasure_reaches_the_digest_and_the_files_of_before() {
    let desk = Desk::new().await;
    with_passwords(&desk).await;
    let (chief, second) = (
        visitor(&desk, "chief").await,
        visitor(&desk, "second-chief").await,
    );
    let id = named_late(&desk, "110-1", "13900007788").await;
    let other = named_late(&desk, "110-2", "13900001111").await;
    assert_eq!(beside(&desk, &id).await, (true, true));
    use liandong_domain::incident::IncidentCommand as C;
    let reason = "误报".to_owned();
    desk.done(Role::Commander, &id, C::Cancel { reason }).await;
    let ground = LegalGround::ConsentWithdrawn;
    let order = desk.order(Role::Administrator);
    let asked = desk
        .app
        .ask_erasure(&chief, order, id.clone(), "本人书面申请", ground)
        .await
        .unwrap();
    let order = desk.order(Role::Administrator);
    let done = desk.app.approve_erasure(&second, order, &asked.id).await;
    assert_eq!(done.unwrap().keys, 2, "the caller's and the file's");
    assert_eq!(beside(&desk, &id).await, (false, false));
    assert_eq!(beside(&desk, &other).await, (true, true));
    let (incident, _) = desk.app.incident(&desk.town, &id).await.unwrap();
    let file = incident.case.attachments[0].1.clone();
    let found = desk.app.look_at(&desk.town, &id, &file).await.unwrap();
    assert_eq!(found, liandong_app::attachments::Found::Erased);
    desk.check_rows().await;
}

#[tokio::test]
async fn the_time_of_files_ends_with_their_calls() {
    let desk = Desk::new().await;
    let ended = named_late(&desk, "110-1", "13900007788").await;
    let open = named_late(&desk, "110-2", "13900001111").await;
    use liandong_domain::incident::IncidentCommand as C;
    let reason = "误报".to_owned();
    desk.done(Role::Commander, &ended, C::Cancel { reason })
        .await;
    desk.clock.set(at("2027-04-01T00:00:01+08:00"));
    assert_eq!(desk.app.retain(&desk.town).await.unwrap(), 2);
    assert_eq!(beside(&desk, &ended).await, (false, false));
    assert_eq!(
        beside(&desk, &open).await,
        (true, true),
        "what is under way stays"
    );
    assert_eq!(desk.app.retain(&desk.town).await.unwrap(), 0);
    desk.check_rows().await;
}
