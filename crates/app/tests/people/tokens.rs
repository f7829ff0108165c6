//! Personal tokens.

use super::signing_in::{visitor, with_passwords};
use crate::engine::tools::Desk;
use liandong_app::people::NewToken;
use liandong_domain::{people::Scope, rights::Right, roles::Role};

#[tokio::test]
async fn a_token_does_what_its_scopes_say_until_its_end() {
    let desk = Desk::new().await;
    with_passwords(&desk).await;
    let chief = visitor(&desk, "chief").await;
    let make = |name: &str, scopes: &[Scope], days: i64| {
        let new = NewToken {
            name: name.into(),
            scopes: scopes.to_vec(),
            expires_at: desk.app.now().plus(days * 86_400),
        };
        desk.app
            .make_token(&chief, desk.order(Role::Administrator), new)
    };
    for (name, scopes, days, code) in [
        ("", &[Scope::Read][..], 1, "bad_token_name"),
        ("报表", &[], 1, "no_scopes"),
        ("报表", &[Scope::Read], 0, "bad_expiry"),
        ("报表", &[Scope::Read], 400, "bad_expiry"),
    ] {
        let refused = make(name, scopes, days).await.unwrap_err();
        assert_eq!(refused.code(), code);
    }
    let made = make("报表", &[Scope::Read], 10).await.unwrap();
    let reader = desk.app.visitor(&made.token).await.unwrap();
    assert!(reader.require(Right::ReadAudit).is_ok());
    for right in [Right::ManagePeople, Right::EraseCallers, Right::ManageDuty] {
        let refused = reader.require(right).unwrap_err();
        assert_eq!(refused.code(), "out_of_scope", "{right:?}");
    }
    let wide = NewToken {
        name: "更多".into(),
        scopes: Scope::ALL.to_vec(),
        expires_at: desk.app.now().plus(86_400),
    };
    let order = desk.order(Role::Administrator);
    let more = desk.app.make_token(&reader, order, wide).await;
    assert_eq!(
        more.unwrap_err().code(),
        "out_of_scope",
        "a token makes no token"
    );
    let session = desk.app.sign_in_by_token(&made.token, None).await;
    assert_eq!(
        session.unwrap_err().code(),
        "unauthenticated",
        "nor a session"
    );

    let seen = desk.app.tokens(&chief).await.unwrap();
    assert_eq!(seen.len(), 1);
    assert_eq!(
        (seen[0].name.as_str(), &*seen[0].scopes),
        ("报表", &[Scope::Read][..])
    );
    assert_eq!(seen[0].used_at, Some(desk.app.now()));
    let operators = desk
        .app
        .issue_token(&desk.town, &chief.account.id)
        .await
        .unwrap();
    assert_eq!(
        desk.app.tokens(&chief).await.unwrap().len(),
        2,
        "an operator's is listed too"
    );
    let session = desk.app.sign_in_by_token(&operators, None).await.unwrap();
    desk.app.revoke_token(&operators).await.unwrap();
    let ended = desk.app.visitor(&session.session).await;
    assert!(
        ended.is_err(),
        "a session ends with the token that it came from"
    );

    desk.pass(10 * 86_400);
    assert!(desk.app.visitor(&made.token).await.is_err(), "it ended");
    let chief = visitor(&desk, "chief").await;
    let make = |days: i64| {
        let new = NewToken {
            name: "对接".into(),
            scopes: vec![Scope::IncidentsWrite],
            expires_at: desk.app.now().plus(days * 86_400),
        };
        desk.app
            .make_token(&chief, desk.order(Role::Administrator), new)
    };
    let made = make(5).await.unwrap();
    let order = desk.order(Role::Administrator);
    let end = || desk.app.end_token(&chief, order.clone(), &made.id);
    end().await.unwrap();
    end().await.unwrap();
    assert!(desk.app.visitor(&made.token).await.is_err());
    let order = desk.order(Role::Administrator);
    let unknown = desk.app.end_token(&chief, order, "0123").await.unwrap_err();
    assert_eq!(unknown.code(), "no_such_token");
    desk.check_rows().await;
}
