//! Which car is recommended, and why.

use super::town::{Town, areas, wanted_in};
use crate::support::town::unit;
use liandong_domain::{
    dispatch::{
        Advice, FinishBasis, Recommendation, WayBasis, WhyNot, Work, learn_on_scene, recommend,
    },
    incident::{CategoryCode, Phase},
};
use proptest::prelude::*;

fn order(made: &Recommendation) -> Vec<&str> {
    let each = made.candidates.iter();
    each.map(|one| one.unit.as_str()).collect()
}

fn send(car: &str) -> Advice {
    Advice::Send {
        unit: unit(car),
        needs_reason: false,
    }
}

#[test]
fn the_areas_own_car_goes_first() {
    let town = Town::new();
    let made = recommend(&town.situation(), &wanted_in("b"));
    assert_eq!(made.advice, send("car-2"));
    assert_eq!(order(&made), ["car-2", "car-1", "car-3", "car-4"]);
    let own = &made.candidates[0];
    assert!(own.own_area && own.finish.is_none());
    assert_eq!(own.left.bare_areas, areas(&["b"]));
    // A kilometre at 30 km/h and 130 percent of the straight line.
    assert_eq!(made.candidates[1].way.metres, Some(1_000));
    assert_eq!(made.candidates[1].way.seconds, 156);
    assert_eq!(
        made.candidates[1].way.basis,
        WayBasis::WaitingPoint { age: None }
    );
}

#[test]
fn the_own_car_loses_when_it_is_far_away() {
    // Its preference is five minutes; it is four kilometres, 624 s, further than car-1.
    let town = Town::new().seen(2, 5_000, 10).seen(1, 1_000, 10);
    let made = recommend(&town.situation(), &wanted_in("b"));
    assert_eq!(made.advice, send("car-1"));
    // Within five minutes it goes all the same.
    let town = Town::new().seen(2, 2_500, 10).seen(1, 1_000, 10);
    assert_eq!(
        recommend(&town.situation(), &wanted_in("b")).advice,
        send("car-2")
    );
}

#[test]
fn an_old_position_is_not_believed_and_the_reason_says_so() {
    let town = Town::new().seen(2, 9_000, 181);
    let made = recommend(&town.situation(), &wanted_in("b"));
    let own = &made.candidates[0];
    assert_eq!(own.way.basis, WayBasis::WaitingPoint { age: Some(181) });
    let sentences = own.sentences(&town.situation());
    let way = sentences
        .iter()
        .find(|one| one.part == "way")
        .expect("a way");
    assert!(way.zh.contains("181 秒，不再采信"), "{}", way.zh);
    let town = Town::new().seen(2, 9_000, 180);
    let made = recommend(&town.situation(), &wanted_in("b"));
    let own = made
        .candidates
        .iter()
        .find(|one| one.own_area)
        .expect("the own car");
    assert_eq!(own.way.basis, WayBasis::Position { age: 180 });
}

#[test]
fn a_busy_own_car_is_weighed_against_the_nearest_free_one() {
    // On scene 1 400 of 1 500 s: free in 100 s, there at once, less five minutes of preference;
    // car-1 takes 156 s.
    let town = Town::new().busy(2, 1_400);
    let made = recommend(&town.situation(), &wanted_in("b"));
    assert_eq!(order(&made)[0], "car-2");
    let finish = made.candidates[0].finish.clone().expect("it is at work");
    assert_eq!(finish.basis, FinishBasis::Policy);
    assert_eq!(finish.free_at, town.now.plus(100));
    assert_eq!(
        made.advice,
        Advice::Queue {
            unit: unit("car-2"),
            free_at: town.now.plus(100)
        }
    );
    // It has only begun: another goes.
    let town = Town::new().busy(2, 100);
    let made = recommend(&town.situation(), &wanted_in("b"));
    assert_eq!(made.advice, send("car-1"));
}

#[test]
fn work_that_lasts_too_long_is_a_guess_and_says_so() {
    let town = Town::new().busy(2, 4_000);
    let made = recommend(&town.situation(), &wanted_in("b"));
    let own = made
        .candidates
        .iter()
        .find(|one| one.own_area)
        .expect("the own car");
    let finish = own.finish.as_ref().expect("at work");
    assert_eq!(finish.basis, FinishBasis::Overrun { so_far: 4_000 });
    assert_eq!(finish.free_at, town.now.plus(town.rules.overrun_seconds));
}

#[test]
fn a_car_on_its_way_still_has_its_way_and_its_work_before_it() {
    let mut town = Town::new().busy(2, 0);
    let (now, place) = (town.now, town.areas[1].point);
    let work = town.cars[1].work.as_mut().expect("work");
    *work = Work {
        phase: Phase::Assigned,
        arrived_at: None,
        assigned_at: now.plus(-60),
        place: Some(place),
        ..work.clone()
    };
    // Seen a kilometre before it: 156 s of way and 1 500 s of work.
    let town = town.seen(2, 0, 5);
    let made = recommend(&town.situation(), &wanted_in("b"));
    let own = made
        .candidates
        .iter()
        .find(|one| one.own_area)
        .expect("the own car");
    assert_eq!(own.wait_seconds, 156 + 1_500);
}

#[test]
fn who_empties_the_town_says_so_and_goes_behind() {
    let mut town = Town::new().busy(1, 1_300).busy(3, 100).busy(4, 100);
    town.rules.own_area_preference_seconds = 0;
    // Car-2 alone is free. It would be there at once; car-1 is free in 200 s and 156 s away, which
    // is sooner than ten minutes of penalty.
    let made = recommend(&town.situation(), &wanted_in("b"));
    assert_eq!(made.free_cars, 1);
    assert_eq!(order(&made)[..2], ["car-1", "car-2"]);
    let last = &made.candidates[1];
    assert!(last.left.empties_town && last.left.needs_reason);
    let sentences = last.sentences(&town.situation());
    let cover = sentences
        .iter()
        .find(|one| one.part == "cover")
        .expect("cover");
    assert_eq!(cover.zh, "派出后全镇没有空闲车辆，派出须写明理由");
    // Nobody else is free soon: it goes, with a reason.
    let town = Town::new().busy(1, 0).busy(3, 0).busy(4, 0);
    let made = recommend(&town.situation(), &wanted_in("b"));
    assert_eq!(
        made.advice,
        Advice::Send {
            unit: unit("car-2"),
            needs_reason: true
        }
    );
}

#[test]
fn all_busy_is_a_queue_with_who_is_expected_when() {
    let town = Town::new()
        .busy(1, 900)
        .busy(2, 200)
        .busy(3, 500)
        .busy(4, 1_450);
    let made = recommend(&town.situation(), &wanted_in("a"));
    assert_eq!(made.free_cars, 0);
    // Car-4: 50 s and three kilometres; car-1: 600 s less five minutes.
    assert_eq!(
        made.advice,
        Advice::Queue {
            unit: unit("car-1"),
            free_at: town.now.plus(600)
        }
    );
    let told = made.sentence(&town.situation());
    assert_eq!(
        told.zh,
        "车辆都在处置中，建议排队等候1号车（car-1），预计 10:10 可派"
    );
    assert_eq!(
        told.en,
        "all cars are at work; queue for car-1, expected free at 10:10"
    );
}

#[test]
fn cars_that_cannot_go_are_named_with_the_reason() {
    let mut town = Town::new();
    town.cars[0].out = Some(WhyNot::OutOfService);
    town.cars[2].out = Some(WhyNot::NoCrew);
    let mut wanted = wanted_in("b");
    wanted.refused_by = vec![unit("car-2")];
    let made = recommend(&town.situation(), &wanted);
    let why: Vec<_> = made.set_aside.iter().map(|one| one.why).collect();
    assert_eq!(why, [WhyNot::OutOfService, WhyNot::Refused, WhyNot::NoCrew]);
    assert_eq!(order(&made), ["car-4"]);
    assert!(!made.candidates[0].left.empties_town, "car-2 stays free");
    for car in &mut town.cars {
        car.out = Some(WhyNot::NoCrew);
    }
    assert_eq!(recommend(&town.situation(), &wanted).advice, Advice::NoCar);
}

#[test]
fn a_call_without_a_place_is_reached_by_its_area_or_by_the_usual_way() {
    let town = Town::new();
    let mut wanted = wanted_in("b");
    wanted.place = None;
    let made = recommend(&town.situation(), &wanted);
    assert_eq!(made.candidates[0].way.metres, Some(0));
    wanted.area = None;
    let made = recommend(&town.situation(), &wanted);
    assert_eq!(made.candidates[0].way.basis, WayBasis::Usual);
    assert_eq!(made.candidates[0].way.seconds, 600);
    let sentences = made.candidates[0].sentences(&town.situation());
    assert!(sentences.iter().any(|one| one.zh.starts_with("路程不明")));
}

#[test]
fn a_car_on_stand_by_starts_from_there_and_covers_there() {
    let mut town = Town::new();
    town.cars[3].standby = Some(crate::support::town::area("b"));
    let made = recommend(&town.situation(), &wanted_in("b"));
    let stand_in = made.candidates.iter().find(|one| one.unit == unit("car-4"));
    let stand_in = stand_in.expect("car-4");
    assert_eq!(stand_in.way.metres, Some(0));
    assert_eq!(
        made.candidates[0].left.bare_areas,
        areas(&["d"]),
        "b is covered"
    );
}

#[test]
fn the_hour_slows_the_way() {
    let mut town = Town::new();
    town.rules.travel.by_hour = vec![liandong_domain::dispatch::SpeedWindow {
        from_second: 10 * 3_600,
        to_second: 11 * 3_600,
        kmh: 15,
    }];
    let made = recommend(&town.situation(), &wanted_in("b"));
    assert_eq!(made.candidates[1].way.seconds, 312);
}

#[test]
fn the_towns_own_cases_go_before_the_list() {
    let fact = |nth: u32, seconds: i64| {
        let story = crate::support::phases::standing_in(Phase::Disposed);
        let mut fact = story.incident.fact();
        let arrive = fact.arrive.as_mut().expect("arrived");
        arrive.took = Some(600);
        let dispose = fact.dispose.as_mut().expect("disposed");
        dispose.took = Some(600 + seconds);
        fact.category = Some(CategoryCode::Dispute);
        fact.late_entries = nth;
        fact
    };
    let facts: Vec<_> = (0..31).map(|nth| fact(nth, i64::from(nth) * 60)).collect();
    let rules = liandong_domain::dispatch::DispatchRules::default();
    let learned = learn_on_scene(&facts, &rules);
    assert_eq!(
        learned.of(Some(CategoryCode::Dispute), &rules),
        (900, Some(31))
    );
    assert_eq!(
        learned.of(Some(CategoryCode::Housing), &rules),
        (1_500, None)
    );
    let few = learn_on_scene(&facts[..29], &rules);
    assert_eq!(few.of(Some(CategoryCode::Dispute), &rules), (1_500, None));
}

proptest! {
    /// Whatever the town: every car is named once, the order is by the score, the same question has
    /// the same answer, and a free car is advised only if it says what it leaves behind.
    #[test]
    fn any_town_has_one_answer(
        spots in proptest::collection::vec((0..6_000_i32, 0..400_i64, 0..3_u8, 0..3_000_i64), 4),
        keep in 0..3_u32,
        at in 0..4_usize,
    ) {
        let mut town = Town::new();
        town.rules.keep_free_cars = keep;
        for (nth, (metres, ago, state, seconds)) in spots.iter().enumerate() {
            town = town.seen(nth + 1, *metres, *ago);
            match state {
                0 => town = town.busy(nth + 1, *seconds),
                1 => town.cars[nth].out = Some(WhyNot::NoCrew),
                _ => {}
            }
        }
        let wanted = wanted_in(super::town::AREAS[at]);
        let made = recommend(&town.situation(), &wanted);
        prop_assert_eq!(&made, &recommend(&town.situation(), &wanted));
        let mut turned = town.clone();
        turned.cars.reverse();
        prop_assert_eq!(&made, &recommend(&turned.situation(), &wanted), "no order of input counts");
        prop_assert_eq!(made.candidates.len() + made.set_aside.len(), 4);
        prop_assert!(made.candidates.is_sorted_by_key(|one| one.score_seconds));
        for one in &made.candidates {
            prop_assert_eq!(one.total_seconds, one.wait_seconds + one.way.seconds);
            prop_assert_eq!(one.finish.is_none(), one.wait_seconds == 0 && one.finish.is_none());
            let sentences = one.sentences(&town.situation());
            prop_assert!(sentences.iter().all(|one| !one.zh.is_empty() && !one.en.is_empty()));
        }
        if let Advice::Send { unit, needs_reason } = &made.advice {
            let best = &made.candidates[0];
            prop_assert_eq!(&best.unit, unit);
            prop_assert_eq!(*needs_reason, made.free_cars.saturating_sub(1) < keep);
        }
    }
}
