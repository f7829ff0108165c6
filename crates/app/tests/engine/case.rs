//! The case beside the line on a real file: pushes raced by two nodes, merged calls, the lot, scores,
//! attachments.

use super::tools::{Counting, Desk, PHONE, intake, life, order};
use liandong_app::{
    App, AppError,
    case::{Push, PushedAs},
};
use liandong_domain::{
    ids::IncidentId,
    incident::{Caller, FollowUpResult, Grade, IncidentCommand as C, Source},
    policy::{CaseRules, Sampling},
    registry::RegistryEvent,
    roles::Role,
};
use liandong_store::{Query, Table, Value};
use std::sync::Arc;

fn push(number: &str, text: &str) -> Push {
    Push {
        source: Source::Police110,
        number: number.into(),
        caller: Some(Caller {
            name: Some("郑和".into()),
            phone: Some("138-0000-1234".into()),
        }),
        address: "集市路1号".into(),
        place: None,
        text: text.into(),
        answer_by: None,
        occurred_at: None,
    }
}

async fn rows(desk: &Desk, table: &'static Table, columns: &[&'static str]) -> Vec<Vec<Value>> {
    let query = Query {
        table,
        town: desk.town.clone(),
        columns: columns.to_vec(),
        filters: Vec::new(),
        order: Vec::new(),
        limit: None,
    };
    desk.app.store().rows(query).await.unwrap()
}

pub(super) async fn rule(desk: &Desk, rules: CaseRules) {
    let book = desk.app.book(&desk.town).await.unwrap();
    let mut policy = book.registry.policy().unwrap().clone();
    policy.version += 1;
    policy.case = rules;
    let order = desk.order(Role::Administrator);
    let record = RegistryEvent::PolicyAdopted(Box::new(policy));
    desk.app
        .register(&desk.town, &order, &[record])
        .await
        .unwrap();
}

fn lot(share_per_mille: u16) -> CaseRules {
    CaseRules {
        sampling: Sampling {
            share_per_mille,
            ..Sampling::default()
        },
        ..CaseRules::default()
    }
}

#[tokio::test]
async fn a_number_pushed_at_two_nodes_at_once_is_one_incident() {
    let desk = Desk::new().await;
    let node = || {
        Arc::new(App::new(
            Arc::clone(desk.app.store()),
            Arc::clone(&desk.clock) as _,
            Arc::new(Counting::default()),
            &[1; 16],
        ))
    };
    let nodes = [node(), node(), node()];
    let mut pushes = Vec::new();
    for nth in 0..24 {
        let (app, town) = (Arc::clone(&nodes[nth % 3]), desk.town.clone());
        let actor = desk.order(Role::Commander).actor;
        pushes.push(tokio::spawn(async move {
            app.push(&town, actor, None, &push("110-1", "摊位占道"))
                .await
        }));
    }
    let (mut numbers, mut received) = (Vec::new(), 0);
    for one in pushes {
        let pushed = one.await.unwrap().unwrap();
        received += usize::from(pushed.is_new());
        numbers.push(pushed.executed.incident.number().clone());
    }
    numbers.dedup();
    assert_eq!((numbers.len(), received), (1, 1));
    // Told otherwise, it is an update; the first words again are known.
    let actor = || desk.order(Role::Commander).actor;
    let told = push("110-1", "摊位占道，已经吵起来了");
    let updated = nodes[1]
        .push(&desk.town, actor(), None, &told)
        .await
        .unwrap();
    assert_eq!(updated.outcome, PushedAs::Updated);
    let known = nodes[2]
        .push(&desk.town, actor(), None, &told)
        .await
        .unwrap();
    assert_eq!(known.outcome, PushedAs::Known);
    let first = nodes[0]
        .push(&desk.town, actor(), None, &push("110-1", "摊位占道"))
        .await;
    assert_eq!(first.unwrap().outcome, PushedAs::Known);
    assert_eq!(known.executed.incident.case.updates.len(), 1);
    let other = Push {
        source: Source::Hotline12345,
        ..push("110-1", "摊位占道")
    };
    let other = nodes[0]
        .push(&desk.town, actor(), None, &other)
        .await
        .unwrap();
    assert_eq!(
        other.outcome,
        PushedAs::Received,
        "another system's numbers are its own"
    );
    desk.check_rows().await;
}

#[tokio::test]
async fn another_caller_is_sealed_under_the_same_key() {
    let desk = Desk::new().await;
    let actor = || desk.order(Role::Commander).actor;
    let pushed = desk
        .app
        .push(&desk.town, actor(), None, &push("1", "占道"))
        .await
        .unwrap();
    let before = pushed.executed.incident.received.caller.clone().unwrap();
    let mut told = push("1", "占道");
    told.caller = Some(Caller {
        name: Some("郑小和".into()),
        phone: Some(PHONE.into()),
    });
    let pushed = desk
        .app
        .push(&desk.town, actor(), None, &told)
        .await
        .unwrap();
    let incident = &pushed.executed.incident;
    let after = incident.received.caller.clone().unwrap();
    assert_eq!(
        (pushed.outcome, &before.key),
        (PushedAs::Updated, &after.key)
    );
    assert_ne!(before.data, after.data);
    let caller = desk.app.caller(&desk.town, incident).await.unwrap();
    assert_eq!(caller, told.caller);
    for event in desk.log().await {
        assert!(!event.event.payload.contains(PHONE) && !event.event.payload.contains("小和"));
    }
    // Erased, a further push brings nobody back.
    let kind = liandong_app::vault::DATA_KEY;
    desk.app
        .store()
        .destroy_secret(&desk.town, kind, &after.key)
        .await
        .unwrap();
    told.text = "还在占道".into();
    let pushed = desk
        .app
        .push(&desk.town, actor(), None, &told)
        .await
        .unwrap();
    let erased = desk.app.caller(&desk.town, &pushed.executed.incident).await;
    assert!(matches!(erased, Err(AppError::Erased)));
}

#[tokio::test]
async fn a_merge_is_noted_where_it_goes_on_and_once() {
    let desk = Desk::new().await;
    let (first, second, third) = (
        desk.receive().await,
        desk.receive().await,
        desk.receive().await,
    );
    let merge = |into: &IncidentId| C::Merge {
        into: into.clone(),
        reason: "同一件事".into(),
    };
    desk.done(Role::Commander, &third, merge(&second)).await;
    let merging = order(Role::Commander, "merging");
    for _ in 0..2 {
        let done = desk
            .app
            .command(&desk.town, merging.clone(), &second, &merge(&first))
            .await;
        assert_eq!(done.unwrap().incident.merged_into.as_ref(), Some(&first));
    }
    let (survivor, _) = desk.app.incident(&desk.town, &first).await.unwrap();
    let joined: Vec<_> = survivor
        .case
        .joined
        .iter()
        .map(|one| &one.call.incident)
        .collect();
    assert_eq!(joined, [&second, &third]);
    // The second caller's data is where it was.
    let (merged, _) = desk.app.incident(&desk.town, &second).await.unwrap();
    let caller = desk.app.caller(&desk.town, &merged).await.unwrap().unwrap();
    assert_eq!(caller.phone.as_deref(), Some(PHONE));
    desk.check_rows().await;
}

#[tokio::test]
async fn near_calls_are_probable_duplicates_and_the_same_telephone_says_so() {
    let desk = Desk::new().await;
    let first = desk.receive().await;
    desk.pass(300);
    let mut call = intake();
    call.text = "摊位还挤在路中间".into();
    let again = desk
        .app
        .receive(&desk.town, desk.order(Role::Commander), &call)
        .await
        .unwrap();
    let found = desk
        .app
        .duplicates(&desk.town, &again.incident)
        .await
        .unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].id, first);
    let reasons: Vec<_> = found[0]
        .reasons
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    assert!(reasons.contains(&"来电号码相同"), "{reasons:?}");
    assert!(reasons.contains(&"相隔 5 分钟"), "{reasons:?}");
    // Without its digest, the telephone says nothing any more.
    assert!(
        desk.app
            .store()
            .destroy_secret(&desk.town, "telephone_digest", first.as_str())
            .await
            .unwrap()
    );
    let found = desk
        .app
        .duplicates(&desk.town, &again.incident)
        .await
        .unwrap();
    let of_caller = found
        .iter()
        .flat_map(|one| &one.reasons)
        .any(|one| one.name.contains("号码"));
    assert!(!of_caller);
    // Hours later it is another matter.
    desk.pass(3 * 3_600);
    let later = desk
        .app
        .receive(&desk.town, desk.order(Role::Commander), &call)
        .await
        .unwrap();
    assert!(
        desk.app
            .duplicates(&desk.town, &later.incident)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn nobody_is_followed_up_whom_the_lot_passed_over_and_all_are_the_other_way() {
    let desk = Desk::new().await;
    rule(&desk, lot(0)).await;
    let id = desk.accepted().await;
    let line = life("boat-east");
    for (role, command) in line.iter().take(6) {
        desk.pass(60);
        desk.done(*role, &id, command.clone()).await;
    }
    let note = Some("未抽中回访".to_owned());
    let closed = desk.done(Role::Dispatcher, &id, C::Close { note }).await;
    assert!(!closed.incident.fact().sampled);
    let states = rows(&desk, &liandong_app::views::FOLLOW_UP, &["state"]).await;
    assert_eq!(states, [[Value::Text("not_sampled".into())]]);
    rule(&desk, lot(999)).await;
    let (mut taken, all) = (0, 40);
    for _ in 0..all {
        let id = desk.accepted().await;
        for (role, command) in line.iter().take(5) {
            desk.pass(10);
            desk.done(*role, &id, command.clone()).await;
        }
        let (incident, _) = desk.app.incident(&desk.town, &id).await.unwrap();
        taken += usize::from(incident.follow_up_due());
    }
    assert!(taken > all * 9 / 10, "{taken} of {all}");
    desk.check_rows().await;
}

#[tokio::test]
async fn an_answer_reaches_the_members_who_were_there() {
    let mut desk = Desk::new().await;
    let id = desk.whole("boat-east").await;
    let columns = ["member", "incident", "kind", "grade", "sampled", "unit"];
    let scores = rows(&desk, &liandong_app::views::MEMBER_SCORE, &columns).await;
    let (incident, _) = desk.app.incident(&desk.town, &id).await.unwrap();
    let crew = &incident.units[0].crew;
    assert!(!crew.is_empty());
    let members: Vec<&Value> = scores.iter().map(|row| &row[0]).collect();
    let expected: Vec<Value> = crew
        .iter()
        .map(|one| Value::Text(one.as_str().into()))
        .collect();
    assert_eq!(members, expected.iter().collect::<Vec<_>>());
    assert_eq!(
        scores[0][2..5],
        [
            Value::Text("follow_up".into()),
            Value::Text("satisfied".into()),
            Value::Int(1),
        ]
    );
    // A new round begins: the desk forgets the old one, the scores stay.
    let reason = "又占道".to_owned();
    desk.done(Role::FollowUp, &id, C::Reopen { reason }).await;
    assert!(
        rows(&desk, &liandong_app::views::FOLLOW_UP, &["id"])
            .await
            .is_empty()
    );
    assert_eq!(
        rows(&desk, &liandong_app::views::MEMBER_SCORE, &columns).await,
        scores
    );
    desk.check_rows().await;
    desk.restart(1).await;
    desk.check_rows().await;
}

#[tokio::test]
async fn a_rating_is_one_use_on_every_node() {
    let desk = Desk::new().await;
    let id = desk.accepted().await;
    for (role, command) in life("boat-east").into_iter().take(6) {
        desk.pass(60);
        desk.done(role, &id, command).await;
    }
    let registry = &desk.app.book(&desk.town).await.unwrap().registry;
    let mut account = registry.accounts().next().unwrap().clone();
    account.role = Role::FollowUp;
    let visitor = liandong_app::access::Visitor {
        town: desk.town.clone(),
        account,
        scopes: None,
        session: None,
    };
    let given = desk
        .app
        .give_rating_link(&visitor, desk.order(Role::FollowUp), &id)
        .await
        .unwrap();
    let answer = |grade| liandong_app::case::RatingAnswer {
        grade,
        words: None,
        complaint: false,
        reopen: false,
    };
    let other = App::new(
        Arc::clone(desk.app.store()),
        Arc::clone(&desk.clock) as _,
        Arc::new(Counting::default()),
        &[1; 16],
    );
    other.rating_card(&given.token).await.unwrap();
    let both = tokio::join!(
        desk.app.rate(&given.token, answer(Grade::Satisfied)),
        other.rate(&given.token, answer(Grade::Neutral)),
    );
    let taken = usize::from(both.0.is_ok()) + usize::from(both.1.is_ok());
    assert_eq!(taken, 1, "{both:?}");
    let used = other.rating_card(&given.token).await.unwrap_err();
    assert_eq!(used.code(), "rating_link_used");
    // Another mark before the same words.
    let first = if given.token.starts_with('A') {
        'B'
    } else {
        'A'
    };
    let forged = format!("{first}{}", &given.token[1..]);
    let forged = other.rating_card(&forged).await.unwrap_err();
    assert_eq!(forged.code(), "no_such_rating_link");
    desk.check_rows().await;
}

#[tokio::test]
async fn the_second_callers_answer_is_no_grade_of_the_first() {
    let desk = Desk::new().await;
    rule(
        &desk,
        CaseRules {
            follow_merged_callers: true,
            ..CaseRules::default()
        },
    )
    .await;
    let (first, second) = (desk.accepted().await, desk.receive().await);
    let merge = C::Merge {
        into: first.clone(),
        reason: "同一件事".into(),
    };
    desk.done(Role::Commander, &second, merge).await;
    for (role, command) in life("boat-east").into_iter().take(7) {
        desk.pass(60);
        desk.done(role, &first, command).await;
    }
    let close = C::Close { note: None };
    let early = desk
        .order_to(Role::FollowUp, &first, close.clone())
        .await
        .unwrap_err();
    assert_eq!(early.code(), "joined_follow_up_pending");
    let outcome = FollowUpResult::Reached {
        grade: Grade::VeryDissatisfied,
        complaint: Some("来得太晚".into()),
    };
    let from = second.clone();
    desk.done(Role::FollowUp, &first, C::FollowUpJoined { from, outcome })
        .await;
    let closed = desk.done(Role::FollowUp, &first, close).await;
    assert_eq!(closed.incident.fact().grade, Some(Grade::Satisfied));
    let kinds = rows(
        &desk,
        &liandong_app::views::MEMBER_SCORE,
        &["kind", "complaint"],
    )
    .await;
    assert!(
        kinds.contains(&vec![Value::Text("joined".into()), Value::Int(1)]),
        "{kinds:?}"
    );
    desk.check_rows().await;
}
