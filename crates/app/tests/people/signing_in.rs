//! Passwords, waits, sessions.

use crate::engine::tools::Desk;
use liandong_app::{
    AppError,
    access::Visitor,
    people::{Attempt, Limited, NewAccount, SignedIn},
};
use liandong_domain::{ids::AccountId, roles::Role};
use std::fs;

pub(super) const PASSWORD: &str = "柳溪-moonlight-71";

pub(super) fn id(text: &str) -> AccountId {
    AccountId::new(text).unwrap()
}

pub(super) fn attempt(desk: &Desk, account: &str, password: &str) -> Attempt {
    Attempt {
        town: desk.town.to_string(),
        account: account.into(),
        password: password.into(),
        code: None,
        agent: Some("test".into()),
    }
}

/// Opens an administrator and another account, each with a password of its own.
pub(super) async fn with_passwords(desk: &Desk) {
    for (name, role) in [
        ("chief", Role::Administrator),
        ("second-chief", Role::Administrator),
        ("room", Role::Commander),
        ("reader", Role::Auditor),
    ] {
        let new = NewAccount {
            name: format!("某{name}"),
            role,
            member: None,
            department: None,
            external: None,
        };
        let order = desk.order(Role::Administrator);
        desk.app
            .open_account(&desk.town, &order, id(name), new)
            .await
            .unwrap();
        let order = desk.order(Role::Administrator);
        let account = id(name);
        let reset = desk.app.reset_password(&desk.town, order, &account);
        let first = reset.await.unwrap().password;
        let signed = desk.app.sign_in(attempt(desk, name, &first)).await.unwrap();
        let order = desk.order(role);
        desk.app
            .change_password(&signed.visitor, order, first, PASSWORD.into())
            .await
            .unwrap();
    }
}

pub(super) async fn signed_in(desk: &Desk, account: &str) -> SignedIn {
    let attempt = attempt(desk, account, PASSWORD);
    desk.app.sign_in(attempt).await.unwrap()
}

pub(super) async fn visitor(desk: &Desk, account: &str) -> Visitor {
    signed_in(desk, account).await.visitor
}

fn failed(outcome: Result<SignedIn, AppError>) -> String {
    outcome.unwrap_err().code().to_owned()
}

#[tokio::test]
async fn the_first_password_must_be_changed_and_only_a_good_one_is_taken() {
    let desk = Desk::new().await;
    let (town, account) = (&desk.town, id("dispatcher"));
    let nothing = desk.app.sign_in(attempt(&desk, "dispatcher", "")).await;
    assert_eq!(failed(nothing), "login_failed", "no password, no way in");
    let order = desk.order(Role::Administrator);
    let reset = desk.app.reset_password(town, order.clone(), &account).await;
    let first = reset.unwrap().password;
    let again = desk.app.reset_password(town, order, &account).await;
    assert_eq!(again.unwrap_err().code(), "shown_once");
    let signed = desk
        .app
        .sign_in(attempt(&desk, "dispatcher", &first))
        .await
        .unwrap();
    let limited = |visitor: &Visitor| visitor.session.as_ref().unwrap().limited;
    assert_eq!(limited(&signed.visitor), Some(Limited::ChangePassword));
    let other = desk
        .app
        .sign_in(attempt(&desk, "dispatcher", &first))
        .await
        .unwrap();

    let change = |old: &str, new: &str| {
        let order = desk.order(Role::Dispatcher);
        let (old, new) = (old.to_owned(), new.to_owned());
        desk.app.change_password(&signed.visitor, order, old, new)
    };
    for (old, new, code) in [
        ("wrong", PASSWORD, "wrong_password"),
        (&*first, "short", "weak_password"),
        (&first, "dispatcher2024!", "weak_password"),
        (&first, "Password123!", "weak_password"),
        (&first, &first, "weak_password"),
    ] {
        assert_eq!(change(old, new).await.unwrap_err().code(), code, "{new}");
    }
    change(&first, PASSWORD).await.unwrap();
    let now = desk.app.visitor(&signed.session).await.unwrap();
    assert_eq!(limited(&now), None, "the limit is lifted");
    let ended = desk.app.visitor(&other.session).await.unwrap_err();
    assert_eq!(ended.code(), "unauthenticated", "the others ended");
    let old = desk.app.sign_in(attempt(&desk, "dispatcher", &first)).await;
    assert_eq!(failed(old), "login_failed");
    signed_in(&desk, "dispatcher").await;

    let bytes = [desk.path(), desk.path().with_extension("db-wal")]
        .map(|path| fs::read(path).unwrap_or_default())
        .concat();
    for secret in [PASSWORD, &first, &signed.session] {
        let found = bytes
            .windows(secret.len())
            .any(|part| part == secret.as_bytes());
        assert!(!found, "a secret stands in the file");
    }
    desk.check_rows().await;
}

#[tokio::test]
async fn guessing_waits_longer_each_time_and_a_restart_does_not_help() {
    let mut desk = Desk::new().await;
    with_passwords(&desk).await;
    // The town's rules are the usual ones: five attempts, a minute, doubled each time.
    for _ in 0..5 {
        assert_eq!(
            failed(desk.app.sign_in(attempt(&desk, "room", "guess")).await),
            "login_failed"
        );
    }
    desk.restart(1).await;
    let right = desk.app.sign_in(attempt(&desk, "room", PASSWORD)).await;
    assert!(
        matches!(right, Err(AppError::Locked { seconds: 60 })),
        "{right:?}"
    );
    desk.pass(60);
    let wrong = desk.app.sign_in(attempt(&desk, "room", "guess")).await;
    assert_eq!(failed(wrong), "login_failed");
    let right = desk.app.sign_in(attempt(&desk, "room", PASSWORD)).await;
    assert!(
        matches!(right, Err(AppError::Locked { seconds: 120 })),
        "{right:?}"
    );
    let order = desk.order(Role::Administrator);
    desk.app
        .unlock_account(&desk.town, order, &id("room"))
        .await
        .unwrap();
    signed_in(&desk, "room").await;
    let log = desk.log().await;
    let fails: Vec<_> = log
        .iter()
        .filter(|one| &*one.event.kind == "people.login_failed")
        .collect();
    assert_eq!(fails.len(), 6, "what was not looked at is not written");
    assert!(fails.iter().all(|one| one.stream.as_str() == "people/room"));
    assert!(log.iter().all(|one| !one.event.payload.contains("guess")));
}

#[tokio::test]
async fn attempts_at_one_moment_all_count() {
    let desk = Desk::new().await;
    with_passwords(&desk).await;
    let many = (0..12).map(|_| {
        let (app, attempt) = (desk.app.clone(), attempt(&desk, "room", "guess"));
        tokio::spawn(async move { app.sign_in(attempt).await.unwrap_err() })
    });
    let mut looked_at = 0;
    for one in many.collect::<Vec<_>>() {
        looked_at += u32::from(one.await.unwrap().code() == "login_failed");
    }
    assert!(looked_at <= 5, "{looked_at} of twelve were looked at");
}

#[tokio::test]
async fn a_stranger_is_answered_like_a_known_name() {
    let desk = Desk::new().await;
    with_passwords(&desk).await;
    let mut answers = Vec::new();
    for name in ["room", "nobody-here", "不是账号"] {
        let mut of_name = Vec::new();
        for _ in 0..6 {
            let error = desk
                .app
                .sign_in(attempt(&desk, name, "guess"))
                .await
                .unwrap_err();
            of_name.push((error.code().to_owned(), error.to_string()));
        }
        answers.push(of_name);
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0], answers[2]);
    let elsewhere = Attempt {
        town: "nowhere".into(),
        ..attempt(&desk, "room", PASSWORD)
    };
    assert_eq!(failed(desk.app.sign_in(elsewhere).await), "login_failed");
    let log = desk.log().await;
    let strangers = log.iter().filter(|one| one.stream.as_str() == "people/~");
    assert_eq!(strangers.count(), 10);
    assert!(
        log.iter()
            .all(|one| !one.event.payload.contains("nobody-here"))
    );
    // Nobody fills the log from outside.
    for nth in 0..70 {
        let _ = desk
            .app
            .sign_in(attempt(&desk, &format!("s{nth}"), "x"))
            .await;
    }
    let log = desk.log().await;
    let strangers = log.iter().filter(|one| one.stream.as_str() == "people/~");
    assert_eq!(strangers.count(), 60);
    desk.check_rows().await;
}

#[tokio::test]
async fn a_session_ends_by_time_by_leaving_and_with_its_account() {
    let desk = Desk::new().await;
    with_passwords(&desk).await;
    let first = signed_in(&desk, "room").await;
    let second = signed_in(&desk, "room").await;
    let gone = async |signed: &SignedIn| {
        matches!(
            desk.app.visitor(&signed.session).await,
            Err(AppError::Unauthenticated)
        )
    };
    // Used now and then it goes on, up to its end; unused it does not.
    for _ in 0..3 {
        desk.pass(3 * 3_600 + 3_000);
        assert!(!gone(&first).await);
    }
    assert!(gone(&second).await, "four hours without use");
    desk.pass(3_600);
    assert!(gone(&first).await, "twelve hours");

    let (first, second, third) = (
        signed_in(&desk, "room").await,
        signed_in(&desk, "room").await,
        signed_in(&desk, "room").await,
    );
    let seen = desk.app.sessions(&first.visitor).await.unwrap();
    assert_eq!(seen.len(), 3);
    assert_eq!(seen.iter().filter(|one| one.this).count(), 1);
    desk.app.log_out(&first.session).await.unwrap();
    assert!(gone(&first).await && !gone(&second).await);
    let other = desk.app.sessions(&second.visitor).await.unwrap();
    let other = other.iter().find(|one| !one.this).unwrap().id.clone();
    let order = desk.order(Role::Commander);
    let end = || desk.app.end_session(&second.visitor, order.clone(), &other);
    end().await.unwrap();
    end().await.unwrap();
    assert!(gone(&third).await && !gone(&second).await);
    let order = desk.order(Role::Commander);
    let nobodys = desk.app.end_session(&second.visitor, order, "0123").await;
    assert_eq!(nobodys.unwrap_err().code(), "no_such_session");
    let order = desk.order(Role::Commander);
    desk.app
        .end_all_sessions(&second.visitor, order)
        .await
        .unwrap();
    assert!(gone(&second).await);

    let mut change = NewAccount {
        name: "某人".into(),
        role: Role::Commander,
        member: None,
        department: None,
        external: None,
    };
    let signed = signed_in(&desk, "room").await;
    let order = desk.order(Role::Administrator);
    let town = &desk.town;
    desk.app
        .change_account(town, &order, id("room"), change.clone())
        .await
        .unwrap();
    assert!(!gone(&signed).await, "another name is no reason");
    change.role = Role::Dispatcher;
    let order = desk.order(Role::Administrator);
    desk.app
        .change_account(town, &order, id("room"), change)
        .await
        .unwrap();
    assert!(gone(&signed).await, "another role is");

    let signed = signed_in(&desk, "room").await;
    let token = desk.app.issue_token(town, &id("room")).await.unwrap();
    let order = desk.order(Role::Administrator);
    let close = || {
        desk.app
            .close_account(town, &order, id("room"), "离职".into())
    };
    close().await.unwrap();
    close().await.unwrap();
    assert!(gone(&signed).await);
    assert!(desk.app.visitor(&token).await.is_err());
    let attempt = attempt(&desk, "room", PASSWORD);
    assert_eq!(failed(desk.app.sign_in(attempt).await), "login_failed");
    desk.check_rows().await;
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let desk = Desk::new().await;
    with_passwords(&desk).await;
    let town = &desk.town;
    let admins: Vec<AccountId> = {
        let book = desk.app.book(town).await.unwrap();
        let all = book.registry.accounts();
        all.filter(|one| one.role == Role::Administrator)
            .map(|one| one.id.clone())
            .collect()
    };
    let (last, others) = admins.split_last().unwrap();
    for one in others {
        let order = desk.order(Role::Administrator);
        desk.app
            .close_account(town, &order, one.clone(), "调岗".into())
            .await
            .unwrap();
    }
    let order = desk.order(Role::Administrator);
    let refused = desk
        .app
        .close_account(town, &order, last.clone(), "调岗".into())
        .await;
    assert_eq!(refused.unwrap_err().code(), "last_administrator");
    let order = desk.order(Role::Administrator);
    let new = NewAccount {
        name: "某人".into(),
        role: Role::Auditor,
        member: None,
        department: None,
        external: None,
    };
    let refused = desk
        .app
        .change_account(town, &order, last.clone(), new.clone())
        .await;
    assert_eq!(refused.unwrap_err().code(), "last_administrator");
    let order = desk.order(Role::Administrator);
    let reopened = desk
        .app
        .open_account(town, &order, others[0].clone(), new)
        .await;
    assert_eq!(reopened.unwrap_err().code(), "account_closed");
}

#[tokio::test]
async fn a_used_key_changes_no_other_password() {
    let desk = Desk::new().await;
    with_passwords(&desk).await;
    let (room, reader) = (visitor(&desk, "room").await, visitor(&desk, "reader").await);
    let order = desk.order(Role::Commander);
    let change = |who: &Visitor| {
        let order = liandong_app::Order {
            actor: who.actor(),
            ..order.clone()
        };
        let new = format!("{PASSWORD}-2");
        let who = who.clone();
        let desk = &desk;
        async move {
            desk.app
                .change_password(&who, order, PASSWORD.into(), new)
                .await
        }
    };
    change(&room).await.unwrap();
    change(&room).await.unwrap();
    let other = change(&reader).await.unwrap_err();
    assert_eq!(other.code(), "idempotency_key_reused");
    signed_in(&desk, "reader").await;
}
