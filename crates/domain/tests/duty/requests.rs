//! Leave, swaps and covers: who may ask, agree, decide, and what is refused.

use super::crews::{MONDAY, away, crew, off, on};
use crate::support::{
    times::{at, day},
    town::{day_crew, item, member, registry, unit},
};
use liandong_domain::{
    aggregate::{Aggregate, Asked},
    duty::{
        Changes, DutyRequest, DutyRules, LeaveKind, RequestCommand as C, RequestFacts,
        RequestStatus as S, Wish,
    },
    ids::MemberId,
    refusal::Refusal,
    registry::Registry,
};

const WHY: &str = "家里有事";

/// A request under way, with what else was granted.
struct Form {
    registry: Registry,
    changes: Changes,
    rules: DutyRules,
    state: Option<DutyRequest>,
    now: &'static str,
}

/// Who acts: a member by name, or the one who keeps the book.
#[derive(Clone, Copy)]
enum By {
    Member(&'static str),
    Manager,
}

impl Form {
    fn new() -> Self {
        Self {
            registry: registry(),
            changes: Changes::default(),
            rules: DutyRules::default(),
            state: None,
            now: "00:00",
        }
    }

    fn granted(mut self, changes: Changes) -> Self {
        self.changes = changes;
        self
    }

    fn at(mut self, now: &'static str) -> Self {
        self.now = now;
        self
    }

    fn give(&self, by: By, command: &C) -> Result<Option<DutyRequest>, Refusal> {
        let who = match by {
            By::Member(id) => Some(member(id)),
            By::Manager => None,
        };
        let facts = RequestFacts {
            registry: &self.registry,
            changes: &self.changes,
            rules: &self.rules,
            by: who.as_ref(),
            manages: matches!(by, By::Manager),
            entry_grace_seconds: 120,
        };
        let asked = Asked {
            occurred_at: None,
            now: at(self.now),
        };
        let events = DutyRequest::decide(self.state.as_ref(), "r1", command, asked, facts)
            .map_err(Refusal::from)?;
        Ok(events
            .iter()
            .fold(self.state.clone(), |state, (event, stamp)| {
                let text = serde_json::to_string(event).expect("an event is JSON");
                let event = serde_json::from_str(&text).expect("JSON is an event");
                DutyRequest::evolve(state, "r1", &event, *stamp)
            }))
    }

    fn and(mut self, by: By, command: C) -> Self {
        self.state = self
            .give(by, &command)
            .unwrap_or_else(|why| panic!("{command:?}: {why}"));
        self
    }

    fn refused(&self, by: By, command: C) -> &'static str {
        let why = self.give(by, &command).expect_err("it must be refused");
        assert!(!why.zh.is_empty() && !why.en.is_empty());
        why.code
    }

    fn status(&self) -> S {
        self.state.as_ref().expect("a request").status
    }

    fn crew(&self, time: &str) -> Vec<MemberId> {
        let effects = &self.state.as_ref().expect("a request").effects;
        crew(&self.registry, &self.changes.with("r1", effects), time)
    }
}

fn ask(wish: Wish) -> C {
    C::Ask {
        wish,
        reason: WHY.into(),
    }
}

fn leave(who: &str, from: &str, to: &str) -> Wish {
    Wish::Leave {
        member: member(who),
        leave: LeaveKind::Personal,
        from: day(from),
        to: day(to),
    }
}

/// car-1-b-1 gives Monday's day shift to somebody of a team that has the day off.
fn cover(substitute: &str) -> Wish {
    Wish::Cover {
        member: member("car-1-b-1"),
        day: day(MONDAY),
        shift: item("day"),
        substitute: member(substitute),
    }
}

fn approve() -> C {
    C::Approve { in_spite_of: None }
}

const B1: By = By::Member("car-1-b-1");

#[test]
fn a_cover_is_asked_agreed_and_approved() {
    let form = Form::new().and(B1, ask(cover("car-2-a-1")));
    assert_eq!(form.refused(By::Manager, approve()), "wrong_status");
    assert_eq!(form.refused(B1, C::Agree), "not_yours");
    assert_eq!(form.refused(By::Member("car-3-d-1"), C::Agree), "not_yours");
    let form = form.and(By::Member("car-2-a-1"), C::Agree);
    assert_eq!(form.status(), S::Agreed);
    assert_eq!(form.refused(B1, approve()), "not_yours");
    assert_eq!(form.crew("09:00"), day_crew("car-1"), "not yet");
    let form = form.and(By::Manager, approve());
    assert_eq!(form.status(), S::Approved);
    assert_eq!(
        form.crew("09:00"),
        [member("car-1-b-2"), member("car-2-a-1")]
    );
    let form = form.and(By::Manager, C::Revoke { reason: WHY.into() });
    assert_eq!(form.status(), S::Revoked);
    assert_eq!(form.crew("09:00"), day_crew("car-1"));
}

#[test]
fn a_swap_exchanges_two_shifts() {
    // Team b works by day on Monday, team a on Tuesday.
    let wish = Wish::Swap {
        member: member("car-1-b-1"),
        day: day(MONDAY),
        shift: item("day"),
        with: member("car-1-a-1"),
        with_day: day("2024-03-05"),
        with_shift: item("day"),
    };
    let form = Form::new()
        .and(B1, ask(wish))
        .and(By::Member("car-1-a-1"), C::Agree);
    // b-1 then has Tuesday's day, and at 20:00 its own night.
    assert_eq!(form.refused(By::Manager, approve()), "too_little_rest");
    let form = form.and(
        By::Manager,
        C::Approve {
            in_spite_of: Some("本人要求，次日补休".into()),
        },
    );
    assert_eq!(
        form.crew("09:00"),
        [member("car-1-a-1"), member("car-1-b-2")]
    );
    assert_eq!(
        form.crew("+1 09:00"),
        [member("car-1-a-2"), member("car-1-b-1")]
    );
}

#[test]
fn leave_is_asked_for_oneself_and_decided_by_another() {
    let wish = leave("car-1-b-1", MONDAY, "2024-03-06");
    let other = By::Member("car-1-b-2");
    assert_eq!(Form::new().refused(other, ask(wish.clone())), "not_yours");
    let form = Form::new().and(B1, ask(wish));
    assert_eq!(form.refused(B1, approve()), "not_yours");
    let form = form.and(By::Manager, approve());
    assert_eq!(form.crew("09:00"), [member("car-1-b-2")]);
    let form = form.and(By::Manager, C::CutShort { last: day(MONDAY) });
    let effects = &form.state.as_ref().expect("a request").effects;
    assert_eq!(effects, &[away("car-1-b-1", MONDAY, MONDAY)]);
    let again = C::CutShort { last: day(MONDAY) };
    assert_eq!(form.refused(By::Manager, again), "bad_days");
}

#[test]
fn nobody_is_put_on_duty_twice_or_while_on_leave() {
    // Team b itself is on duty by day.
    let busy = ask(cover("car-2-b-1"));
    assert_eq!(Form::new().refused(B1, busy), "double_duty");
    let on_leave = Changes::NONE.with("r0", &[away("car-2-a-1", MONDAY, MONDAY)]);
    let form = Form::new().granted(on_leave);
    assert_eq!(form.refused(B1, ask(cover("car-2-a-1"))), "on_leave");
    let taken = Changes::NONE.with("r0", &[on("car-2-a-1", MONDAY, "day", "car-2")]);
    let form = Form::new().granted(taken);
    assert_eq!(form.refused(B1, ask(cover("car-2-a-1"))), "double_duty");
    assert_eq!(
        Form::new().refused(B1, ask(cover("car-1-b-1"))),
        "with_oneself"
    );
}

#[test]
fn what_changed_since_it_was_asked_counts_when_it_is_decided() {
    let form = Form::new()
        .and(B1, ask(cover("car-2-a-1")))
        .and(By::Member("car-2-a-1"), C::Agree);
    let given = Changes::NONE.with("r0", &[off("car-1-b-1", MONDAY, "day")]);
    let form = form.granted(given);
    assert_eq!(form.refused(By::Manager, approve()), "no_turn");
}

#[test]
fn a_shift_that_has_begun_is_for_who_keeps_the_book() {
    let form = Form::new().at("08:00");
    assert_eq!(form.refused(B1, ask(cover("car-2-a-1"))), "turn_begun");
    let form = form.and(By::Manager, ask(cover("car-2-a-1")));
    let form = form.and(By::Manager, C::Agree);
    assert!(form.state.as_ref().expect("a request").agreed_by_hand);
    let form = form.and(By::Manager, approve());
    assert_eq!(form.status(), S::Approved);
}

#[test]
fn who_covers_for_one_on_leave_stands_in_the_car() {
    let changes = Changes::NONE.with("r0", &[away("car-1-b-1", MONDAY, MONDAY)]);
    let form = Form::new()
        .granted(changes)
        .and(By::Manager, ask(cover("car-2-a-1")))
        .and(By::Manager, C::Agree)
        .and(By::Manager, approve());
    assert_eq!(
        form.crew("09:00"),
        [member("car-1-b-2"), member("car-2-a-1")]
    );
}

#[test]
fn an_extra_member_is_for_who_keeps_the_book() {
    let extra = |shift: &str| {
        ask(Wish::Extra {
            member: member("car-2-a-1"),
            day: day(MONDAY),
            shift: item(shift),
            unit: unit("car-1"),
        })
    };
    let form = Form::new();
    assert_eq!(
        form.refused(By::Member("car-2-a-1"), extra("day")),
        "not_yours"
    );
    assert_eq!(form.refused(By::Manager, extra("noon")), "unknown_shift");
    let form = form
        .and(By::Manager, extra("day"))
        .and(By::Manager, approve());
    assert_eq!(form.crew("09:00").len(), 3);
}

#[test]
fn what_is_over_is_over() {
    let asked = || Form::new().and(B1, ask(leave("car-1-b-1", MONDAY, MONDAY)));
    let reason = || WHY.to_owned();
    for (form, status) in [
        (asked().and(B1, C::Withdraw), S::Withdrawn),
        (
            asked().and(By::Manager, C::Refuse { reason: reason() }),
            S::Refused,
        ),
    ] {
        assert_eq!(form.status(), status);
        for command in [approve(), C::Withdraw, C::Revoke { reason: reason() }] {
            assert_eq!(form.refused(By::Manager, command), "wrong_status");
        }
    }
    let again = ask(leave("car-1-b-1", MONDAY, MONDAY));
    assert_eq!(asked().refused(B1, again), "wrong_status");
    assert_eq!(
        Form::new().refused(By::Manager, approve()),
        "no_such_request"
    );
}

#[test]
fn days_and_texts_must_be_possible() {
    let backwards = leave("car-1-b-1", "2024-03-06", MONDAY);
    assert_eq!(Form::new().refused(B1, ask(backwards)), "bad_days");
    let endless = leave("car-1-b-1", MONDAY, "2025-03-04");
    assert_eq!(Form::new().refused(B1, ask(endless)), "bad_days");
    let blank = C::Ask {
        wish: leave("car-1-b-1", MONDAY, MONDAY),
        reason: " ".into(),
    };
    assert_eq!(Form::new().refused(B1, blank), "blank");
}
