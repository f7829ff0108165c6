//! What a policy may say; each wrong one is named by its field.

use crate::support::{times::at, town::policy};
use liandong_domain::{
    policy::{Coverage, Hazard, Policy, Window},
    time::UtcOffset,
};

fn field(change: impl FnOnce(&mut Policy)) -> Option<&'static str> {
    let mut one = policy();
    change(&mut one);
    one.check().err().map(|bad| bad.field)
}

fn weekly(weekdays: Vec<u8>, from_second: i64, to_second: i64) -> Coverage {
    Coverage::Weekly(vec![Window {
        weekdays,
        from_second,
        to_second,
    }])
}

#[test]
fn a_wrong_policy_is_named_by_its_field() {
    assert_eq!(field(|_| {}), None);
    assert_eq!(field(|one| one.version = 0), Some("version"));
    assert_eq!(field(|one| one.arrive.seconds = 0), Some("arrive"));
    assert_eq!(field(|one| one.follow_up.seconds = -1), Some("follow_up"));
    assert_eq!(
        field(|one| one.feedback.warn_before_seconds = 1800),
        Some("feedback")
    );
    assert_eq!(
        field(|one| one.feedback.warn_before_seconds = -1),
        Some("feedback")
    );
    assert_eq!(
        field(|one| one.arrive.seconds = 1801),
        Some("dispose"),
        "out of order"
    );
    assert_eq!(
        field(|one| one.entry_grace_seconds = -1),
        Some("entry_grace_seconds")
    );
    assert_eq!(
        field(|one| one.pause_max_seconds = -1),
        Some("pause_max_seconds")
    );
    let words = |one: &mut Policy| one.safety_words[0].words.push(" ".into());
    assert_eq!(field(words), Some("safety_words"));
    for coverage in [
        weekly(vec![], 0, 1),
        weekly(vec![0], 0, 1),
        weekly(vec![8], 0, 1),
        weekly(vec![1], 5, 5),
        weekly(vec![1], -1, 5),
        weekly(vec![1], 0, 86_401),
    ] {
        assert_eq!(field(|one| one.coverage = coverage), Some("coverage"));
    }
    assert_eq!(
        field(|one| one.coverage = weekly(vec![1, 7], 0, 86_400)),
        None
    );
}

#[test]
fn coverage_goes_by_the_towns_own_day() {
    let mut one = policy();
    one.coverage = weekly(vec![1], 0, 86_400);
    // Monday in Beijing begins on Sunday at 16:00 UTC.
    assert!(one.covers(at("00:00"), UtcOffset::BEIJING));
    assert!(!one.covers(at("00:00").plus(-1), UtcOffset::BEIJING));
    assert!(one.covers(at("23:59:59"), UtcOffset::BEIJING));
    assert!(!one.covers(at("+1 00:00"), UtcOffset::BEIJING));
    assert!(
        !one.covers(at("00:00"), UtcOffset(0)),
        "Sunday in Greenwich"
    );
}

#[test]
fn each_danger_is_found_once_by_its_first_word() {
    let found = |text: &str| -> Vec<(Hazard, String)> {
        let all = policy().screen(text);
        all.into_iter().map(|one| (one.hazard, one.word)).collect()
    };
    assert_eq!(found("楼上装修"), []);
    assert_eq!(found("有刀"), [(Hazard::Weapon, "刀".into())]);
    assert_eq!(
        found("持刀又着火"),
        [
            (Hazard::Weapon, "持刀".into()),
            (Hazard::Fire, "着火".into())
        ]
    );
}
