//! Tokens, and callers' data at rest.

use super::tools::{Desk, NAME, PHONE, confirm, intake};
use liandong_app::{AppError, vault};
use liandong_domain::{
    ids::{AccountId, TownId},
    incident::IncidentCommand as C,
    roles::Role,
};
use std::fs;

#[tokio::test]
async fn a_token_stands_for_one_account_until_it_is_taken_back() {
    let mut desk = Desk::new().await;
    let account = AccountId::new("dispatcher").unwrap();
    let token = desk.app.issue_token(&desk.town, &account).await.unwrap();
    let visitor = desk.app.visitor(&token).await.unwrap();
    assert_eq!(visitor.account.role, Role::Dispatcher);
    assert_eq!(visitor.town, desk.town);
    let other_town = token.replace(desk.town.as_str(), "elsewhere");
    let last = if token.ends_with('0') { '1' } else { '0' };
    let other = format!("{}{last}", &token[..token.len() - 1]);
    assert_ne!(other, token);
    let long = format!("{}~{}", desk.town, "f".repeat(1 << 20));
    let cased = token.to_uppercase();
    let wrongs = [
        "",
        "~",
        "no token",
        "柳溪~\u{0}",
        &other_town,
        &other,
        &long,
        &cased,
    ];
    for wrong in wrongs {
        let refused = desk.app.visitor(wrong).await;
        assert!(
            matches!(refused, Err(AppError::Unauthenticated)),
            "{wrong:.80}"
        );
    }
    let second = desk.app.issue_token(&desk.town, &account).await.unwrap();
    assert_ne!(second, token);
    desk.app.revoke_token(&token).await.unwrap();
    assert!(desk.app.visitor(&second).await.is_ok(), "each its own");
    desk.restart(1).await;
    assert!(desk.app.visitor(&second).await.is_ok());
    let refused = desk.app.visitor(&token).await;
    assert!(matches!(refused, Err(AppError::Unauthenticated)));
    let nobody = AccountId::new("nobody").unwrap();
    assert!(desk.app.issue_token(&desk.town, &nobody).await.is_err());
    let nowhere = TownId::new("nowhere").unwrap();
    assert!(desk.app.issue_token(&nowhere, &account).await.is_err());
}

#[tokio::test]
async fn a_caller_is_nowhere_in_the_file_in_clear() {
    let mut desk = Desk::new().await;
    let id = desk.receive().await;
    let account = AccountId::new("commander").unwrap();
    let token = desk.app.issue_token(&desk.town, &account).await.unwrap();
    let (incident, _) = desk.app.incident(&desk.town, &id).await.unwrap();
    let clear = desk.app.caller(&desk.town, &incident).await.unwrap();
    assert_eq!(clear, intake().caller);
    let masked = vault::mask(&clear.unwrap());
    assert_eq!(masked.name.as_deref(), Some("周**"));
    assert_eq!(masked.phone.as_deref(), Some("139****7788"));

    let visitor = desk.app.visitor(&token).await.unwrap();
    let (_, version) = desk.app.incident(&desk.town, &id).await.unwrap();
    let shown = desk.app.show(&visitor, &incident, version).await.unwrap();
    let shown = format!("{shown:?}");
    assert!(shown.contains("139****7788") && !shown.contains(PHONE) && !shown.contains(NAME));

    // Also what a command says of the reading of it is no way into the file.
    let reason = "联系报警人".to_owned();
    desk.done(Role::Commander, &id, C::RevealCaller { reason })
        .await;
    let wal = desk.path().with_extension("db-wal");
    let mut bytes = fs::read(desk.path()).unwrap();
    bytes.extend(fs::read(wal).unwrap_or_default());
    let holds = |text: &str| {
        bytes
            .windows(text.len())
            .any(|part| part == text.as_bytes())
    };
    assert!(holds("集市路1号"), "the file is the one that is written to");
    assert!(holds("联系报警人"), "up to its last event");
    for secret in [NAME, PHONE, &token] {
        assert!(!holds(secret), "{secret} stands in the file");
    }

    desk.restart(2).await;
    let (incident, _) = desk.app.incident(&desk.town, &id).await.unwrap();
    let refused = desk.app.caller(&desk.town, &incident).await;
    assert!(
        matches!(refused, Err(AppError::Internal(_))),
        "another master key opens nothing"
    );
    // Work goes on all the same, and lists show no caller rather than failing.
    let shown = desk.app.show(&visitor, &incident, version).await.unwrap();
    assert!(!format!("{shown:?}").contains("7788"));
    desk.done(Role::Commander, &id, confirm()).await;
}

#[tokio::test]
async fn a_caller_is_erased_by_the_key_and_the_chain_stays_whole() {
    let desk = Desk::new().await;
    let id = desk.receive().await;
    let (incident, _) = desk.app.incident(&desk.town, &id).await.unwrap();
    let key = incident.received.caller.as_ref().unwrap().key.clone();
    let store = desk.app.store();
    let erased = store
        .destroy_secret(&desk.town, vault::DATA_KEY, &key)
        .await;
    assert!(erased.unwrap());
    let refused = desk.app.caller(&desk.town, &incident).await;
    assert!(matches!(refused, Err(AppError::Erased)));
    store.verify(&desk.town, Box::new(|_| {})).await.unwrap();
    let reason = "核实".to_owned();
    desk.done(Role::Commander, &id, C::RevealCaller { reason })
        .await;
    let last = desk.log().await.pop().unwrap();
    assert_eq!(&*last.event.kind, "incident.caller_revealed");
}
