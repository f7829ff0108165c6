//! A new master key reaches everything that was wrapped under the old one.

use super::{
    factors::code,
    signing_in::{PASSWORD, attempt, visitor, with_passwords},
};
use crate::engine::tools::{Desk, life};
use liandong_app::{
    App,
    attachments::{FolderAttachments, Found, Upload},
    case::RatingAnswer,
    people::{Attempt, rekey},
    ports::SystemEntropy,
};
use liandong_domain::{
    ids::IncidentId,
    incident::{Grade, Intake},
    roles::Role,
    webhook::WebhookCommand,
};
use std::{path::Path, sync::Arc};

/// The desk's town in a program with a folder for files and some master key.
fn beside(desk: &Desk, files: &Path, key: u8) -> Arc<App> {
    let app = App::new(
        Arc::clone(desk.app.store()),
        Arc::clone(&desk.clock) as _,
        Arc::new(SystemEntropy),
        &[key; 16],
    );
    Arc::new(app.with_attachments(Arc::new(FolderAttachments::new(files))))
}

fn photo() -> Upload {
    Upload {
        bytes: vec![
            0xFF, 0xD8, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 0xFF, 0xD9,
        ],
        said: None,
        note: None,
    }
}

async fn without_caller(desk: &Desk) -> IncidentId {
    let intake = Intake {
        caller: None,
        ..crate::engine::tools::intake()
    };
    let order = desk.order(Role::Commander);
    let done = desk.app.receive(&desk.town, order, &intake).await.unwrap();
    done.incident.number().clone()
}

#[tokio::test]
async fn nothing_that_was_wrapped_is_left_behind() {
    let desk = Desk::new().await;
    with_passwords(&desk).await;
    let town = desk.town.clone();
    let files = tempfile::tempdir().unwrap();
    let before = beside(&desk, files.path(), 1);
    before.mark_key(&town).await.unwrap();

    // A file under a key of its own, since nobody is known to have called.
    let nameless = without_caller(&desk).await;
    let order = desk.order(Role::Member);
    let (_, kept) = before
        .attach(&town, order, &nameless, photo())
        .await
        .unwrap();
    // A subscription's secret.
    let subscribe = WebhookCommand::Subscribe {
        name: "平台".into(),
        url: "https://example.org/hook".into(),
        kinds: vec!["incident.received".into()],
    };
    let subscribing = desk.order(Role::Administrator);
    let subscribed = before
        .subscribe(&town, subscribing.clone(), &subscribe)
        .await
        .unwrap();
    assert!(subscribed.secret.is_some());
    // A second factor.
    let room = visitor(&desk, "room").await;
    let begin = desk.order(Role::Commander);
    let factor = desk.app.begin_second_factor(&room, &begin).await.unwrap();
    let first = code(&factor.secret, desk.app.now().0);
    let order = desk.order(Role::Commander);
    desk.app
        .confirm_second_factor(&room, order, &first)
        .await
        .unwrap();
    // A link that a caller has on paper.
    let ended = desk.accepted().await;
    for (role, command) in life("boat-east").into_iter().take(6) {
        desk.pass(60);
        desk.done(role, &ended, command).await;
    }
    let mut follow_up = visitor(&desk, "chief").await;
    follow_up.account.role = Role::FollowUp;
    let order = desk.order(Role::FollowUp);
    let link = desk
        .app
        .give_rating_link(&follow_up, order, &ended)
        .await
        .unwrap();

    let store = Arc::clone(desk.app.store());
    let done = rekey(store.as_ref(), &SystemEntropy, &[1; 16], &[9; 16])
        .await
        .unwrap();
    // The mark, the caller's and the file's data key, the index, the factor, the subscription.
    assert_eq!((done.rewrapped, done.already), (6, 0));

    let after = beside(&desk, files.path(), 9);
    let fits = async |key| after.key_fits(&town, &[key; 16]).await.unwrap();
    assert_eq!((fits(9).await, fits(1).await), (Some(true), Some(false)));
    let looked = after.look_at(&town, &nameless, &kept).await.unwrap();
    assert_eq!(looked, Found::Whole);
    assert_eq!(after.check_attachments(&town).await.unwrap(), (1, vec![]));
    let again = after
        .subscribe(&town, subscribing, &subscribe)
        .await
        .unwrap();
    assert_eq!((again.id, again.secret), (subscribed.id, subscribed.secret));
    desk.pass(60);
    let signing = Attempt {
        code: Some(code(&factor.secret, desk.app.now().0)),
        ..attempt(&desk, "room", PASSWORD)
    };
    after.sign_in(signing).await.unwrap();
    after.rating_card(&link.token).await.unwrap();
    let answer = RatingAnswer {
        grade: Grade::Satisfied,
        words: None,
        complaint: false,
        reopen: false,
    };
    after.rate(&link.token, answer).await.unwrap();

    // What is still under the old key opens nothing.
    let late = beside(&desk, files.path(), 1);
    assert!(late.look_at(&town, &nameless, &kept).await.is_err());
}
