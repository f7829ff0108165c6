//! What an auditor finds.

use super::signing_in::{id, visitor, with_passwords};
use crate::engine::tools::Desk;
use liandong_app::people::{AuditSearch, RevealSearch};
use liandong_domain::{incident::IncidentCommand as C, roles::Role};

#[tokio::test]
async fn every_reading_in_clear_is_found_page_by_page() {
    let desk = Desk::new().await;
    with_passwords(&desk).await;
    let reader = visitor(&desk, "reader").await;
    let (one, two) = (desk.receive().await, desk.receive().await);
    for nth in 0..5 {
        let incident = if nth % 2 == 0 { &one } else { &two };
        let reason = format!("核实 {nth}");
        let role = if nth == 3 {
            Role::FollowUp
        } else {
            Role::Commander
        };
        desk.done(role, incident, C::RevealCaller { reason }).await;
        desk.pass(i64::from(nth % 2)); // two of them at one moment
    }
    let mut search = RevealSearch {
        limit: 2,
        ..RevealSearch::default()
    };
    let mut found = Vec::new();
    loop {
        let page = desk.app.reveals(&reader, &search).await.unwrap();
        found.extend(page.reveals.into_iter().map(|one| one.reason));
        search.before = page.next;
        if search.before.is_none() {
            break;
        }
    }
    let all = ["核实 4", "核实 3", "核实 2", "核实 1", "核实 0"];
    assert_eq!(found.len(), 5, "{found:?}");
    assert!(all.iter().all(|one| found.contains(&(*one).to_owned())));
    let by = |account: &str| RevealSearch {
        account: Some(id(account)),
        limit: 50,
        ..RevealSearch::default()
    };
    let page = desk.app.reveals(&reader, &by("follow_up")).await.unwrap();
    assert_eq!(page.reveals.len(), 1);
    assert_eq!(page.reveals[0].incident, two);
    let of_one = RevealSearch {
        incident: Some(one),
        limit: 50,
        ..RevealSearch::default()
    };
    assert_eq!(
        desk.app
            .reveals(&reader, &of_one)
            .await
            .unwrap()
            .reveals
            .len(),
        3
    );
    let room = visitor(&desk, "room").await;
    let refused = desk.app.reveals(&room, &by("commander")).await.unwrap_err();
    assert_eq!(refused.code(), "no_right");
    desk.check_rows().await;
}

#[tokio::test]
async fn the_log_is_searched_by_who_what_where_and_when() {
    let desk = Desk::new().await;
    with_passwords(&desk).await;
    let reader = visitor(&desk, "reader").await;
    let began = desk.app.now();
    desk.pass(3_600);
    let incident = desk.whole("boat-east").await;
    let middle = desk.app.now();
    desk.pass(3_600);
    desk.receive().await;
    let log = desk.log().await;
    let everything = AuditSearch {
        limit: 7,
        ..AuditSearch::default()
    };
    // Page by page it is the whole log, backwards, nothing twice.
    let mut search = everything.clone();
    let mut positions = Vec::new();
    loop {
        let page = desk.app.audit(&reader, &search).await.unwrap();
        positions.extend(page.events.iter().map(|(_, event)| event.position));
        search.before = page.next;
        if search.before.is_none() {
            break;
        }
    }
    let all: Vec<u64> = (1..=log.len() as u64).rev().collect();
    assert_eq!(positions, all);
    let find = async |search: AuditSearch| {
        let search = AuditSearch {
            limit: 500,
            ..search
        };
        desk.app.audit(&reader, &search).await.unwrap().events
    };
    let usual = AuditSearch::default;
    let stream = format!("incident/{incident}");
    let of_stream = find(AuditSearch {
        stream: Some(stream.clone()),
        ..usual()
    })
    .await;
    assert!(of_stream.len() > 8 && of_stream.iter().all(|(one, _)| *one == stream));
    let of_people = find(AuditSearch {
        stream: Some("people/".into()),
        ..usual()
    })
    .await;
    assert!(
        of_people
            .iter()
            .all(|(_, event)| event.kind.starts_with("people."))
    );
    assert!(!of_people.is_empty());
    let closed = find(AuditSearch {
        kind: Some("incident.closed".into()),
        ..usual()
    })
    .await;
    assert_eq!(closed.len(), 1);
    let by = find(AuditSearch {
        account: Some(id("follow_up")),
        ..usual()
    })
    .await;
    assert_eq!(by.len(), 2);
    let (from, to) = (Some(began.plus(1)), Some(middle.plus(1)));
    let between = find(AuditSearch {
        from,
        to,
        ..usual()
    })
    .await;
    assert_eq!(between.len(), of_stream.len());
    let text = serde_json::to_string(&of_stream[of_stream.len() - 1].1).unwrap();
    assert!(
        !text.contains("caller"),
        "sealed data is no part of what is shown: {text}"
    );
}
