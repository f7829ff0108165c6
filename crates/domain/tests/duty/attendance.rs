//! Coming and leaving, and what follows for hours.

use super::{book::year_2024, crews::MONDAY};
use crate::support::{
    times::{at, day},
    town::{enter, item, member, registry},
};
use liandong_domain::{
    aggregate::{Aggregate, Asked},
    duty::{
        AttendanceMark as M, Changes, DutyRules, MarkedBy, Sheet, SheetCommand as C, SheetFacts,
        Turn, turn_for, turns_of_day, worked,
    },
    refusal::Refusal,
    registry::RegistryEvent,
};

fn rules() -> DutyRules {
    DutyRules::default()
}

fn turns() -> Vec<Turn> {
    turns_of_day(&registry(), Changes::NONE, day(MONDAY))
}

fn act(
    sheet: Option<Sheet>,
    time: &str,
    manages: bool,
    command: &C,
) -> Result<Option<Sheet>, Refusal> {
    let (turns, rules, by) = (turns(), rules(), member("car-1-b-1"));
    let facts = SheetFacts {
        turns: &turns,
        rules: &rules,
        manages,
        by: (!manages).then_some(&by),
        entry_grace_seconds: 120,
    };
    let asked = Asked {
        occurred_at: Some(at(time)),
        now: at(time),
    };
    let events =
        Sheet::decide(sheet.as_ref(), MONDAY, command, asked, facts).map_err(Refusal::from)?;
    Ok(events.iter().fold(sheet, |sheet, (event, stamp)| {
        Sheet::evolve(sheet, MONDAY, event, *stamp)
    }))
}

fn check_in() -> C {
    C::CheckIn {
        member: member("car-1-b-1"),
        shift: item("day"),
        how: MarkedBy::Phone,
        reason: None,
    }
}
fn check_out() -> C {
    C::CheckOut {
        member: member("car-1-b-1"),
        shift: item("day"),
        how: MarkedBy::Phone,
        reason: None,
    }
}

fn came_and_left(came: &str, left: Option<&str>) -> Option<Sheet> {
    let sheet = act(None, came, false, &check_in()).expect("checked in");
    match left {
        Some(left) => act(sheet, left, false, &check_out()).expect("checked out"),
        None => sheet,
    }
}

fn marks(sheet: Option<&Sheet>, now: &str) -> Vec<M> {
    let registry = registry();
    let turns = turns();
    let turn = turns
        .iter()
        .find(|turn| turn.member == member("car-1-b-1"))
        .expect("a turn");
    let attended = sheet.and_then(|sheet| sheet.of(&turn.member, &turn.shift));
    worked(&registry, &rules(), turn, attended, at(now)).marks
}

#[test]
fn in_time_late_early_absent() {
    for (came, left, now, expected) in [
        (Some("07:50"), Some("20:00"), "21:00", vec![M::Present]),
        (Some("08:05"), Some("19:55"), "21:00", vec![M::Present]),
        (Some("08:05:01"), Some("20:00"), "21:00", vec![M::Late]),
        (
            Some("08:30"),
            Some("19:00"),
            "21:00",
            vec![M::Late, M::LeftEarly],
        ),
        (Some("08:00"), None, "12:00", vec![M::OnDuty]),
        (Some("08:00"), None, "+1 08:00", vec![M::NoCheckOut]),
        (None, None, "08:59", vec![M::Pending]),
        (None, None, "09:00", vec![M::Absent]),
    ] {
        let sheet = came.and_then(|came| came_and_left(came, left));
        assert_eq!(
            marks(sheet.as_ref(), now),
            expected,
            "{came:?} {left:?} {now}"
        );
    }
}

#[test]
fn hours_count_within_the_shift_and_beyond_it() {
    let registry = enter(
        registry(),
        vec![RegistryEvent::CalendarPublished(year_2024())],
    );
    let turns = turns();
    let turn = turns
        .iter()
        .find(|turn| turn.member == member("car-1-b-1"))
        .expect("a turn");
    let sheet = came_and_left("07:30", Some("21:15")).expect("a sheet");
    let attended = sheet.of(&turn.member, &turn.shift);
    let one = worked(&registry, &rules(), turn, attended, at("22:00"));
    assert_eq!(one.planned.total(), 12 * 3600);
    assert_eq!(one.within.workday, 12 * 3600, "nothing before the shift");
    assert_eq!(one.over.workday, 75 * 60);
    let open = came_and_left("08:00", None).expect("a sheet");
    let attended = open.of(&turn.member, &turn.shift);
    let one = worked(&registry, &rules(), turn, attended, at("22:00"));
    assert_eq!(one.within.total(), 0, "an end that nobody knows");
}

#[test]
fn marks_have_their_time_and_their_order() {
    let refused = |sheet, time, command: &C| {
        let why = act(sheet, time, false, command).expect_err("refused");
        why.code
    };
    assert_eq!(refused(None, "05:59", &check_in()), "no_turn");
    assert_eq!(refused(None, "20:00", &check_in()), "no_turn");
    assert_eq!(refused(None, "09:00", &check_out()), "not_checked_in");
    let came = came_and_left("08:00", None);
    assert_eq!(
        refused(came.clone(), "08:01", &check_in()),
        "already_marked"
    );
    assert_eq!(
        refused(came.clone(), "07:59", &check_out()),
        "before_previous_step"
    );
    assert_eq!(refused(came, "+1 08:00", &check_out()), "no_turn");
    let for_another = C::CheckIn {
        member: member("car-1-b-2"),
        shift: item("day"),
        how: MarkedBy::Phone,
        reason: None,
    };
    assert_eq!(refused(None, "08:00", &for_another), "not_yours");
    let by_hand = C::CheckIn {
        member: member("car-1-b-1"),
        shift: item("day"),
        how: MarkedBy::ByHand,
        reason: Some("手机没电".into()),
    };
    assert_eq!(refused(None, "08:00", &by_hand), "not_yours");
    assert!(act(None, "08:00", true, &by_hand).is_ok());
}

#[test]
fn what_is_put_right_says_so() {
    let sheet = came_and_left("08:30", Some("20:00"));
    let correct = |came, left| C::Correct {
        member: member("car-1-b-1"),
        shift: item("day"),
        came,
        left,
        reason: "签到机故障，班长证明".into(),
    };
    let put = correct(Some(at("08:00")), Some(at("20:00")));
    let refused = act(sheet.clone(), "21:00", false, &put).expect_err("not by members");
    assert_eq!(refused.code, "not_yours");
    let sheet = act(sheet, "21:00", true, &put).expect("put right");
    let attended = sheet
        .as_ref()
        .and_then(|sheet| sheet.of(&member("car-1-b-1"), &item("day")))
        .expect("an entry");
    let how = |mark: Option<liandong_domain::duty::Mark>| mark.map(|mark| mark.how);
    assert_eq!(how(attended.came), Some(MarkedBy::ByHand));
    assert_eq!(how(attended.left), Some(MarkedBy::Phone), "as it was");
    assert_eq!(attended.corrections, 1);
    assert_eq!(marks(sheet.as_ref(), "21:00"), [M::Present]);
    for bad in [
        correct(None, Some(at("20:00"))),
        correct(Some(at("20:00")), Some(at("08:00"))),
        correct(Some(at("03:00")), None),
    ] {
        assert!(act(sheet.clone(), "21:00", true, &bad).is_err(), "{bad:?}");
    }
}

#[test]
fn a_mark_is_for_the_nearest_turn_that_is_open_to_it() {
    let registry = registry();
    let all: Vec<Turn> = ["2024-03-03", MONDAY, "2024-03-05"]
        .iter()
        .flat_map(|text| turns_of_day(&registry, Changes::NONE, day(text)))
        .collect();
    let find = |who: &str, time: &str, coming| {
        turn_for(&all, &member(who), at(time), coming, &rules()).map(|turn| turn.from)
    };
    // Team d: Sunday's night shift ends on Monday at 08:00.
    assert_eq!(
        find("car-1-d-1", "08:10", false),
        Some(at("20:00").plus(-86_400))
    );
    assert_eq!(find("car-1-c-1", "19:50", true), Some(at("20:00")));
    assert_eq!(find("car-1-d-1", "12:00", true), None, "a day off");
}
