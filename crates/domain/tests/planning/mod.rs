//! Kept studies: given events, when a command, then events or a refusal.

use liandong_domain::{
    aggregate::{Aggregate, Asked},
    ids::AccountId,
    money::Fen,
    planning::{
        Answer, Study, StudyCommand as C, StudyFacts, StudyRejection as R, StudyText, Withdrawal,
    },
    ratio::Ratio,
    reports::Basis,
    time::{Period, Timestamp},
};

fn text() -> StudyText {
    let day = |text: &str| text.parse().expect("a day");
    StudyText {
        fitted: Period {
            from: day("2024-03-01"),
            to: day("2024-08-31"),
        },
        basis: Basis {
            position: 7,
            hash: "ab".into(),
        },
        seed: 1,
        replications: 200,
        confidence: 95,
        scenario: "{}".into(),
        scenario_digest: "aa".into(),
        result: "{}".into(),
        result_digest: "bb".into(),
        answers: vec![Answer {
            name: "五辆车".into(),
            cars: 5,
            yearly: Fen::from_yuan(3_000_000),
            in_time: Ratio::new(93, 100),
            low: 9_210,
            high: 9_390,
        }],
    }
}

fn keep(name: &str) -> C {
    C::Keep {
        name: name.into(),
        text: Box::new(text()),
    }
}

fn act(state: Option<&Study>, id: &str, command: C) -> Result<Study, R> {
    let by = AccountId::new("planner").expect("an account");
    let asked = Asked {
        // Whatever day is named: a study is kept when it is recorded.
        occurred_at: Some(Timestamp(5)),
        now: Timestamp(1_709_308_800),
    };
    let events = Study::decide(state, id, &command, asked, StudyFacts { by: &by })?;
    let state = events.iter().fold(state.cloned(), |state, (event, stamp)| {
        // What is written to the log is what is read back.
        let text = serde_json::to_string(event).expect("JSON");
        let event = serde_json::from_str(&text).expect("an event");
        Study::evolve(state, id, &event, *stamp)
    });
    Ok(state.expect("a study"))
}

/// A study as it is kept.
pub(crate) fn kept(id: &str) -> Study {
    act(None, id, keep(" 加一辆车 ")).expect("kept")
}

/// A study that must not be used any more.
pub(crate) fn withdrawn(id: &str) -> Study {
    let withdraw = C::Withdraw {
        reason: "单价有误".into(),
    };
    act(Some(&kept(id)), id, withdraw).expect("withdrawn")
}

#[test]
fn a_study_is_kept_once_and_never_changed() {
    let study = kept("six");
    assert_eq!((&*study.name, &*study.text), ("加一辆车", &text()));
    assert_eq!(study.at, Timestamp(1_709_308_800));
    assert_eq!(
        act(Some(&study), "six", keep("又一个")),
        Err(R::KeptAlready("six".into()))
    );
}

#[test]
fn a_withdrawn_study_says_why_and_stays() {
    let study = withdrawn("six");
    let by = AccountId::new("planner").expect("an account");
    assert_eq!(
        study.withdrawn,
        Some(Withdrawal {
            reason: "单价有误".into(),
            by,
            at: Timestamp(1_709_308_800),
        })
    );
    assert_eq!(*study.text, text());
    let again = C::Withdraw {
        reason: "再".into(),
    };
    assert_eq!(
        act(Some(&study), "six", again),
        Err(R::WithdrawnAlready("six".into()))
    );
}

#[test]
fn what_cannot_be_kept_is_refused() {
    assert_eq!(act(None, "六辆", keep("甲")), Err(R::BadId("六辆".into())));
    assert!(matches!(act(None, "six", keep("  ")), Err(R::Entry(_))));
    let mut nothing = text();
    nothing.answers.clear();
    let empty = C::Keep {
        name: "甲".into(),
        text: Box::new(nothing),
    };
    assert_eq!(act(None, "six", empty), Err(R::NothingAnswered));
    let withdraw = C::Withdraw {
        reason: "甲".into(),
    };
    assert_eq!(
        act(None, "six", withdraw),
        Err(R::NoSuchStudy("six".into()))
    );
}
