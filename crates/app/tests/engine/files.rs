//! Attachments on a real folder: sealed whole, or told to be not.

use super::{
    case::rule,
    tools::{Counting, Desk, intake},
};
use liandong_app::{
    App,
    attachments::{Attachments, FolderAttachments, Found, Upload},
};
use liandong_domain::{
    ids::TownId,
    incident::{Intake, MediaType},
    policy::{AttachmentRules, CaseRules},
    roles::Role,
};
use std::sync::Arc;

/// A photo with a position: quantities and a scan of no picture, which no reader of ours looks at.
fn photo(extra: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0xFF, 0xD8];
    if !extra.is_empty() {
        let length = u16::try_from(extra.len() + 2).unwrap().to_be_bytes();
        bytes.extend([0xFF, 0xE1]);
        bytes.extend(length);
        bytes.extend(extra);
    }
    bytes.extend([0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 3, 0xFF, 0xD9]);
    bytes
}

fn upload(bytes: Vec<u8>) -> Upload {
    Upload {
        bytes,
        said: None,
        note: None,
    }
}

#[tokio::test]
async fn files_are_sealed_whole_or_told_to_be_not() {
    let desk = Desk::new().await;
    let files = tempfile::tempdir().unwrap();
    let app = Arc::new(
        App::new(
            Arc::clone(desk.app.store()),
            Arc::clone(&desk.clock) as _,
            Arc::new(Counting::default()),
            &[1; 16],
        )
        .with_attachments(Arc::new(FolderAttachments::new(files.path()))),
    );
    let town: TownId = desk.town.clone();
    let id = desk.receive().await;
    let with_position = photo(b"Exif\0\0 GPS 31.2N");
    let order = || desk.order(Role::Member);
    let (_, kept) = app
        .attach(&town, order(), &id, upload(with_position))
        .await
        .unwrap();
    assert_eq!((kept.media, kept.stripped), (MediaType::Jpeg, true));
    assert_eq!(kept.size, photo(b"").len() as u64);
    let again = app
        .attach(&town, order(), &id, upload(photo(b"")))
        .await
        .unwrap();
    assert_eq!(again.1.hash, kept.hash);
    let (incident, _) = app.incident(&town, &id).await.unwrap();
    assert_eq!(
        incident.case.attachments.len(),
        1,
        "the same file again is known"
    );
    // Nothing of it is on the disk in clear.
    let name = format!("{id}-{}", kept.hash);
    let path = files.path().join(town.as_str()).join(&name);
    let sealed = std::fs::read(&path).unwrap();
    assert!(sealed.starts_with(b"LDF1") && !sealed.windows(4).any(|four| four == [1, 2, 3, 0xFF]));
    assert_eq!(app.check_attachments(&town).await.unwrap(), (1, vec![]));
    let mut altered = sealed.clone();
    altered[20] ^= 1;
    std::fs::write(&path, &altered).unwrap();
    let found = app.check_attachments(&town).await.unwrap().1;
    assert_eq!(found, [(id.clone(), kept.hash.to_string(), Found::Altered)]);
    std::fs::remove_file(&path).unwrap();
    assert_eq!(
        app.look_at(&town, &id, &kept).await.unwrap(),
        Found::Missing
    );
    // Brought once more, it is whole again.
    app.attach(&town, order(), &id, upload(photo(b"")))
        .await
        .unwrap();
    assert_eq!(app.look_at(&town, &id, &kept).await.unwrap(), Found::Whole);
    // The caller's erasure covers it.
    let kind = liandong_app::vault::DATA_KEY;
    assert_eq!(
        incident.received.caller.as_ref().map(|one| &one.key),
        Some(&kept.key)
    );
    app.store()
        .destroy_secret(&town, kind, &kept.key)
        .await
        .unwrap();
    assert_eq!(app.look_at(&town, &id, &kept).await.unwrap(), Found::Erased);
    assert_eq!(app.remove_files_of_key(&town, &kept.key).await.unwrap(), 1);
    assert!(!path.exists());
    desk.check_rows().await;
}

#[tokio::test]
async fn a_refused_file_leaves_nothing_behind() {
    let desk = Desk::new().await;
    rule(
        &desk,
        CaseRules {
            attachments: AttachmentRules {
                max_count: 1,
                ..Default::default()
            },
            ..CaseRules::default()
        },
    )
    .await;
    let files = tempfile::tempdir().unwrap();
    let port = Arc::new(FolderAttachments::new(files.path()));
    let app = Arc::new(
        App::new(
            Arc::clone(desk.app.store()),
            Arc::clone(&desk.clock) as _,
            Arc::new(Counting::default()),
            &[1; 16],
        )
        .with_attachments(Arc::clone(&port) as _),
    );
    // Without a caller, the incident has a key of its own.
    let call = Intake {
        caller: None,
        ..intake()
    };
    let taken = desk
        .app
        .receive(&desk.town, desk.order(Role::Commander), &call)
        .await
        .unwrap();
    let id = taken.incident.number().clone();
    let amr = |byte: u8| upload([&b"#!AMR\n"[..], &[byte; 40]].concat());
    let (_, kept) = app
        .attach(&desk.town, desk.order(Role::Member), &id, amr(1))
        .await
        .unwrap();
    assert_eq!(*kept.key, *format!("incident-{id}"));
    let refused = app
        .attach(&desk.town, desk.order(Role::Member), &id, amr(2))
        .await
        .unwrap_err();
    assert_eq!(refused.code(), "too_many_attachments");
    let left = std::fs::read_dir(files.path().join(desk.town.as_str()))
        .unwrap()
        .count();
    assert_eq!(left, 1);
    let unknown = upload(b"MZ an executable".to_vec());
    let refused = app
        .attach(&desk.town, desk.order(Role::Member), &id, unknown)
        .await
        .unwrap_err();
    assert_eq!(refused.code(), "unknown_media");
    let wrong = Upload {
        said: Some("image/png".into()),
        ..upload(photo(b""))
    };
    let refused = app
        .attach(&desk.town, desk.order(Role::Member), &id, wrong)
        .await
        .unwrap_err();
    assert_eq!(refused.code(), "media_not_as_said");
    assert!(
        port.get(&desk.town, "../town.db").await.is_err(),
        "no name leads out"
    );
    let without = Arc::new(App::new(
        Arc::clone(desk.app.store()),
        Arc::clone(&desk.clock) as _,
        Arc::new(Counting::default()),
        &[1; 16],
    ));
    let without = without
        .attach(&desk.town, desk.order(Role::Member), &id, amr(3))
        .await;
    assert_eq!(without.unwrap_err().code(), "attachments_not_kept");
}
