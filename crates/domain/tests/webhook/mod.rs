//! Subscriptions to events, given / when / then.

use liandong_domain::{
    aggregate::{Aggregate, Asked, Stamp},
    refusal::{Because, Refusal},
    time::Timestamp,
    webhook::{Webhook, WebhookCommand, WebhookEvent, WebhookRejection},
};
use proptest::prelude::*;

const NOW: Asked = Asked {
    occurred_at: None,
    now: Timestamp(1_709_280_000),
};

fn texts(all: &[&str]) -> Vec<Box<str>> {
    all.iter().map(|one| (*one).into()).collect()
}

fn subscribe(url: &str, kinds: &[&str]) -> WebhookCommand {
    WebhookCommand::Subscribe {
        name: "城运平台".into(),
        url: url.into(),
        kinds: texts(kinds),
    }
}

const NO_CHANGE: WebhookCommand = WebhookCommand::Change {
    name: None,
    url: None,
    kinds: None,
    active: None,
    new_secret: false,
};

/// The state after commands, each of which must be taken.
fn given(commands: &[WebhookCommand]) -> Option<Webhook> {
    commands.iter().fold(None, |state, command| {
        let events = Webhook::decide(state.as_ref(), "w", command, NOW, ());
        let events = events.expect("must be taken");
        events.iter().fold(state, |state, (event, stamp)| {
            Webhook::evolve(state, "w", event, *stamp)
        })
    })
}

fn when(
    state: Option<&Webhook>,
    command: &WebhookCommand,
) -> Result<Vec<WebhookEvent>, WebhookRejection> {
    let decided = Webhook::decide(state, "w", command, NOW, ())?;
    Ok(decided.into_iter().map(|(event, _)| event).collect())
}

#[test]
fn a_subscription_wants_what_its_patterns_say() {
    let state = given(&[subscribe(
        "https://example.com/in",
        &["incident.closed", "duty.*"],
    )])
    .unwrap();
    assert!(state.active && state.wants("incident.closed") && state.wants("duty.swap_asked"));
    assert!(!state.wants("incident.closed_again") && !state.wants("incident.received"));
    let all = given(&[subscribe("https://example.com", &["*"])]).unwrap();
    assert!(all.wants("anything.at_all"));
}

#[test]
fn only_addresses_that_can_be_sent_to_are_taken() {
    for url in [
        "https://example.com",
        "http://10.1.2.3:8080/a/b?c=d",
        "https://[2001:db8::1]:443/x",
        "https://host_name/",
    ] {
        assert!(when(None, &subscribe(url, &["*"])).is_ok(), "{url}");
    }
    let long = format!("https://example.com/{}", "a".repeat(500));
    for url in [
        "",
        "example.com",
        "ftp://example.com",
        "https://",
        "https:///x",
        "https://:80/",
        "https://user:pass@example.com/",
        "https://user@example.com",
        "https://例.cn",
        "https://example.com/#x",
        "https://a b.com",
        "https://example.com:0/",
        "https://example.com:99999",
        "https://example.com\\@evil",
        "https://[::1",
        "https://[x]/",
        "https://[::1]x",
        "javascript:alert(1)",
        &long,
    ] {
        let refused = when(None, &subscribe(url, &["*"]));
        assert_eq!(refused, Err(WebhookRejection::BadUrl), "{url}");
    }
}

#[test]
fn only_patterns_are_kinds() {
    for bad in [
        &[][..],
        &[""],
        &["Incident.x"],
        &["incident*"],
        &["*.x"],
        &[".*"],
        &["a b"],
    ] {
        let refused = when(None, &subscribe("https://example.com", bad));
        assert_eq!(refused, Err(WebhookRejection::BadKinds), "{bad:?}");
    }
    let state = given(&[subscribe("https://example.com", &["b.x", "a.*", "b.x"])]).unwrap();
    assert_eq!(state.kinds, texts(&["a.*", "b.x"]), "sorted, once");
}

#[test]
fn a_change_says_what_holds_afterwards() {
    let state = given(&[subscribe("https://example.com", &["*"])]).unwrap();
    let change = WebhookCommand::Change {
        active: Some(false),
        new_secret: true,
        name: None,
        url: None,
        kinds: None,
    };
    let events = when(Some(&state), &change).unwrap();
    assert!(matches!(
        &events[..],
        [
            WebhookEvent::Changed { active: false, .. },
            WebhookEvent::SecretChanged
        ]
    ));
    assert_eq!(
        when(Some(&state), &NO_CHANGE),
        Err(WebhookRejection::Nothing)
    );
    let after = given(&[subscribe("https://example.com", &["*"]), change]).unwrap();
    assert_eq!((after.active, after.secrets), (false, 2));
}

#[test]
fn what_was_removed_stays_removed() {
    let removed = given(&[
        subscribe("https://example.com", &["*"]),
        WebhookCommand::Remove,
    ])
    .unwrap();
    assert!(removed.removed && !removed.active);
    let again = WebhookCommand::SendAgain { positions: None };
    for command in [&NO_CHANGE, &WebhookCommand::Remove, &again] {
        let refused = when(Some(&removed), command).unwrap_err();
        assert_eq!(refused, WebhookRejection::NoSuch);
        assert_eq!(Refusal::from(refused).because, Because::NotFound);
        assert_eq!(when(None, command), Err(WebhookRejection::NoSuch));
    }
    let refused = when(Some(&removed), &subscribe("https://example.com", &["*"]));
    assert_eq!(refused, Err(WebhookRejection::There));
}

#[test]
fn so_many_at_once_are_not_sent_again() {
    let state = given(&[subscribe("https://example.com", &["*"])]).unwrap();
    let again = |count| WebhookCommand::SendAgain {
        positions: Some((0..count).collect()),
    };
    assert!(when(Some(&state), &again(500)).is_ok());
    assert_eq!(
        when(Some(&state), &again(501)),
        Err(WebhookRejection::TooMany)
    );
}

fn event() -> impl Strategy<Value = WebhookEvent> {
    let whole = (any::<String>(), any::<String>(), any::<bool>());
    prop_oneof![
        whole.prop_map(|(name, url, _)| WebhookEvent::Subscribed {
            name: name.into(),
            url: url.into(),
            kinds: texts(&["*"]),
        }),
        whole.prop_map(|(name, url, active)| WebhookEvent::Changed {
            name: name.into(),
            url: url.into(),
            kinds: Vec::new(),
            active,
        }),
        Just(WebhookEvent::SecretChanged),
        Just(WebhookEvent::Removed),
        proptest::option::of(proptest::collection::vec(any::<u64>(), 0..3))
            .prop_map(|positions| WebhookEvent::SendingAgain { positions }),
    ]
}

proptest! {
    #[test]
    fn any_events_in_any_order_are_read_and_written_back(
        events in proptest::collection::vec(event(), 0..8),
    ) {
        let stamp = Stamp { occurred_at: NOW.now, recorded_at: NOW.now, late: false };
        let mut state = None;
        for event in &events {
            let text = serde_json::to_string(event).unwrap();
            prop_assert_eq!(&serde_json::from_str::<WebhookEvent>(&text).unwrap(), event);
            state = Webhook::evolve(state, "w", event, stamp);
        }
    }

    #[test]
    fn a_taken_address_names_one_host(url in "https?://[a-z0-9.:@/\\[\\]#?\\\\-]{0,40}") {
        if when(None, &subscribe(&url, &["*"])).is_ok() {
            let rest = url.split_once("://").unwrap().1;
            let authority = rest.split(['/', '?']).next().unwrap();
            prop_assert!(!authority.contains(['@', '\\', '#']), "{}", url);
        }
    }
}
