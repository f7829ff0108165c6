//! Published reports: given events, when a command, then events or a refusal.

use liandong_domain::{
    aggregate::{Aggregate, Asked},
    refusal::Refusal,
    reports::{Basis, Publication, PublishFacts, PublishRejection, ReportCommand, ReportEvent},
    time::Timestamp,
};

const ID: &str = "daily-2024-03-01";
const OVER: Timestamp = Timestamp(1_709_308_800);

fn publish(digest: &str) -> ReportCommand {
    ReportCommand::Publish {
        basis: Basis {
            position: 7,
            hash: "ab".into(),
        },
        digest: digest.into(),
        report: format!("{{\"of\":\"{digest}\"}}"),
    }
}

fn decide(
    state: Option<&Publication>,
    id: &str,
    digest: &str,
    now: Timestamp,
) -> Result<Vec<ReportEvent>, PublishRejection> {
    let asked = Asked {
        occurred_at: None,
        now,
    };
    let facts = PublishFacts { over_at: OVER };
    let decided = Publication::decide(state, id, &publish(digest), asked, facts)?;
    Ok(decided.into_iter().map(|(event, _)| event).collect())
}

fn given(digests: &[&str]) -> Option<Publication> {
    let mut state: Option<Publication> = None;
    for digest in digests {
        let asked = Asked {
            occurred_at: None,
            now: OVER,
        };
        let facts = PublishFacts { over_at: OVER };
        let decided = Publication::decide(state.as_ref(), ID, &publish(digest), asked, facts)
            .expect("decided");
        for (event, stamp) in decided {
            // As the log has it.
            let text = serde_json::to_string(&event).expect("json");
            let event = serde_json::from_str(&text).expect("read");
            state = Publication::evolve(state, ID, &event, stamp);
        }
    }
    state
}

#[test]
fn the_first_edition_names_no_former() {
    let events = decide(None, ID, "one", OVER).unwrap();
    let [
        ReportEvent::Published {
            edition, former, ..
        },
    ] = &events[..]
    else {
        panic!("{events:?}");
    };
    assert_eq!((*edition, former), (1, &None));
}

#[test]
fn the_same_figures_make_no_edition() {
    let state = given(&["one"]);
    assert_eq!(decide(state.as_ref(), ID, "one", OVER), Ok(Vec::new()));
    assert_eq!(given(&["one", "one"]).unwrap().editions.len(), 1);
}

#[test]
fn other_figures_make_an_edition_that_names_the_former() {
    let state = given(&["one", "two"]).unwrap();
    let last = state.last().unwrap();
    assert_eq!((last.edition, last.former.as_deref()), (2, Some("one")));
    assert_eq!(&*last.report, "{\"of\":\"two\"}");
    assert_eq!(state.editions[0].edition, 1, "the former is kept");
}

#[test]
fn a_period_that_is_not_over_is_not_published() {
    let early = decide(None, ID, "one", OVER.plus(-1)).unwrap_err();
    assert_eq!(Refusal::from(early).code, "period_not_over");
    let unknown = decide(None, "daily-2024-3-1", "one", OVER).unwrap_err();
    assert_eq!(Refusal::from(unknown).code, "no_such_report");
}
