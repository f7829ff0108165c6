//! Second factors.

use super::signing_in::{PASSWORD, attempt, id, visitor, with_passwords};
use crate::engine::tools::Desk;
use hmac::{Hmac, KeyInit, Mac};
use liandong_app::people::{Attempt, Limited};
use liandong_domain::{people::PeopleRules, registry::RegistryEvent, roles::Role};

/// An authenticator of our own: from the base 32 text to the code at a moment.
pub(super) fn code(secret: &str, at: i64) -> String {
    let bits: String = secret
        .bytes()
        .map(|one| {
            format!(
                "{:05b}",
                if one < b'A' {
                    one - b'2' + 26
                } else {
                    one - b'A'
                }
            )
        })
        .collect();
    let bytes: Vec<u8> = bits
        .as_bytes()
        .chunks_exact(8)
        .map(|byte| u8::from_str_radix(std::str::from_utf8(byte).unwrap(), 2).unwrap())
        .collect();
    let mut mac = Hmac::<sha1::Sha1>::new_from_slice(&bytes).unwrap();
    mac.update(&(at / 30).to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let start = usize::from(digest[19] & 15);
    let four: [u8; 4] = digest[start..start + 4].try_into().unwrap();
    format!(
        "{:06}",
        (u32::from_be_bytes(four) & 0x7fff_ffff) % 1_000_000
    )
}

#[tokio::test]
async fn a_second_factor_is_asked_for_and_no_code_works_twice() {
    let desk = Desk::new().await;
    with_passwords(&desk).await;
    let room = visitor(&desk, "room").await;
    let begin = desk.order(Role::Commander);
    let enrolled = desk.app.begin_second_factor(&room, &begin).await.unwrap();
    assert!(
        enrolled.url.starts_with("otpauth://totp/"),
        "{}",
        enrolled.url
    );
    assert!(enrolled.url.contains(&enrolled.secret));
    let again = desk.app.begin_second_factor(&room, &begin).await.unwrap();
    assert_eq!(again.secret, enrolled.secret, "sent twice it is one");
    visitor(&desk, "room").await; // not confirmed: not asked for
    let wrong = desk
        .app
        .confirm_second_factor(&room, desk.order(Role::Commander), "000000");
    assert_eq!(wrong.await.unwrap_err().code(), "wrong_code");
    let now = || desk.app.now().0;
    let order = desk.order(Role::Commander);
    let first = code(&enrolled.secret, now());
    let confirm = || desk.app.confirm_second_factor(&room, order.clone(), &first);
    let codes = confirm().await.unwrap().recovery_codes;
    assert_eq!(codes.len(), 10);
    assert_eq!(confirm().await.unwrap_err().code(), "shown_once");

    let sign_in = |code: Option<&str>| {
        desk.app.sign_in(Attempt {
            code: code.map(str::to_owned),
            ..attempt(&desk, "room", PASSWORD)
        })
    };
    for _ in 0..8 {
        let without = sign_in(None).await.unwrap_err();
        assert_eq!(without.code(), "code_needed", "asking is no failed attempt");
    }
    assert_eq!(
        sign_in(Some(&first)).await.unwrap_err().code(),
        "login_failed",
        "it confirmed the factor already"
    );
    desk.pass(30);
    let second = code(&enrolled.secret, now());
    sign_in(Some(&second)).await.unwrap();
    let replayed = sign_in(Some(&second)).await.unwrap_err();
    assert_eq!(replayed.code(), "login_failed");
    // A recovery code, in whatever case, once.
    sign_in(Some(&codes[3].to_uppercase())).await.unwrap();
    assert_eq!(
        sign_in(Some(&codes[3])).await.unwrap_err().code(),
        "login_failed"
    );

    desk.pass(60);
    let order = desk.order(Role::Administrator);
    desk.app
        .reset_second_factor(&desk.town, order, &id("room"))
        .await
        .unwrap();
    sign_in(None).await.unwrap();
    let secrets: Vec<&str> = codes
        .iter()
        .map(String::as_str)
        .chain([&*enrolled.secret])
        .collect();
    for event in desk.log().await {
        for secret in &secrets {
            assert!(
                !event.event.payload.contains(secret),
                "{}",
                event.event.kind
            );
        }
    }
    desk.check_rows().await;
}

#[tokio::test]
async fn a_role_that_needs_one_can_do_nothing_else_first() {
    let desk = Desk::new().await;
    with_passwords(&desk).await;
    let rules = PeopleRules {
        second_factor_roles: vec![Role::Commander],
        ..PeopleRules::default()
    };
    let record = [RegistryEvent::PeopleRulesAdopted(Box::new(rules))];
    let order = desk.order(Role::Administrator);
    desk.app
        .register(&desk.town, &order, &record)
        .await
        .unwrap();
    let signed = desk
        .app
        .sign_in(attempt(&desk, "room", PASSWORD))
        .await
        .unwrap();
    let limited = signed.visitor.session.as_ref().unwrap().limited;
    assert_eq!(limited, Some(Limited::AddSecondFactor));
    let begin = desk.order(Role::Commander);
    let enrolled = desk
        .app
        .begin_second_factor(&signed.visitor, &begin)
        .await
        .unwrap();
    let order = desk.order(Role::Commander);
    let code = code(&enrolled.secret, desk.app.now().0);
    desk.app
        .confirm_second_factor(&signed.visitor, order, &code)
        .await
        .unwrap();
    let now = desk.app.visitor(&signed.session).await.unwrap();
    assert_eq!(now.session.as_ref().unwrap().limited, None);
    let order = desk.order(Role::Commander);
    let kept = desk.app.remove_second_factor(&now, order, "000000").await;
    assert_eq!(kept.unwrap_err().code(), "second_factor_needed");
}
