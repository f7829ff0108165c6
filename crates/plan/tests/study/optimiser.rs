//! The optimiser: what looking at each fleet finds it finds too, and it ends where nobody could look at each.

use super::sought;
use liandong_plan::{
    sim::Threads,
    study::{MOST_FLEETS, Search, Verdict, optimise, search},
};
use std::{cell::Cell, num::NonZeroUsize};

const ONE: Threads = Threads::Exactly(NonZeroUsize::MIN);

/// 232 fleets, each of which costs little to look at.
fn small(seed: u64) -> Search {
    let mut sought = sought(6_000);
    sought.present.run.seed = seed;
    sought.tries = 90;
    sought
}

#[test]
fn on_a_small_space_it_finds_the_cheapest_there_is() {
    for seed in 1..=5 {
        let sought = small(seed);
        let each = search(&sought, Threads::All, &|_, _| ()).expect("a search");
        let found = optimise(&sought, Threads::All, &|_, _| ()).expect("a search");
        assert!(each.exhaustive && !found.exhaustive);
        assert_eq!((found.fleets, each.fleets), (232, 232));
        println!(
            "seed {seed}: {} of {} looked at",
            found.looked_at, found.fleets
        );
        assert!(found.looked_at <= 90);
        // Not only as cheap, but of those as cheap the same.
        assert_eq!(found.best, each.best, "seed {seed}");
        let best = found.best.expect("a fleet");
        assert_eq!(best.verdict, Verdict::Kept);
        let costs: Vec<_> = found.frontier.iter().map(|one| one.bill.yearly).collect();
        assert!(costs.is_sorted() && costs.windows(2).all(|two| two[0] != two[1]));
    }
}

#[test]
fn a_space_that_nobody_can_look_through_ends_and_gives_the_same_on_any_threads() {
    let mut sought = sought(8_000);
    (sought.cars_an_area, sought.most, sought.fewest) = (6, 30, 1);
    sought.present.run.days = 3;
    sought.tries = 60;
    // 28 ways for each of five areas, less none at all.
    assert_eq!(sought.count(), Ok(28_u64.pow(5) - 1));
    assert!(sought.count().expect("a number") > MOST_FLEETS);
    assert_eq!(sought.looks(), Ok(60));
    let told = Cell::new((0, 0));
    let found = search(&sought, ONE, &|done, of| told.set((done, of))).expect("a search");
    assert_eq!(told.get(), (found.looked_at, 60));
    assert!(!found.exhaustive && found.looked_at <= 60, "{found:?}");
    assert!(found.confirmed <= found.looked_at);
    let best = found.best.clone().expect("a fleet");
    assert_eq!(best.verdict, Verdict::Kept);
    // It began with thirty cars.
    assert!(best.bill.cars <= 8, "{best:?}");
    let two = Threads::Exactly(NonZeroUsize::new(2).expect("two"));
    assert_eq!(search(&sought, two, &|_, _| ()).expect("a search"), found);
    sought.present.run.seed += 1;
    assert_ne!(search(&sought, ONE, &|_, _| ()).expect("a search"), found);
}

#[test]
fn who_has_no_patience_for_each_fleet_has_it_sought() {
    let mut wanted = small(1);
    wanted.each_up_to = 231;
    assert_eq!(wanted.looks(), Ok(90));
    let found = search(&wanted, Threads::All, &|_, _| ()).expect("a search");
    let same = optimise(&wanted, Threads::All, &|_, _| ()).expect("a search");
    assert!(!found.exhaustive);
    assert_eq!(found, same);
    wanted.each_up_to = 232;
    assert!(
        search(&wanted, Threads::All, &|_, _| ())
            .expect("a search")
            .exhaustive
    );
    wanted.each_up_to = MOST_FLEETS + 1;
    assert_eq!(wanted.check().expect_err("refused").field, "each_up_to");
}

#[test]
fn it_says_when_nothing_that_it_saw_keeps_the_promise() {
    let mut sought = small(1);
    sought.promise.share = 10_000;
    sought.tries = 10;
    let found = optimise(&sought, ONE, &|_, _| ()).expect("a search");
    assert_eq!((found.best, found.looked_at), (None, 10));
    // Where no fleet is possible there is nothing to simulate.
    (sought.fewest, sought.most) = (20, 20);
    let none = optimise(&sought, ONE, &|_, _| ()).expect("a search");
    assert_eq!((none.fleets, none.looked_at, none.exhaustive), (0, 0, true));
}

#[test]
fn fleets_are_counted_without_being_made() {
    let count = |an_area: u32, fewest: u32, most: u32| {
        let mut sought = small(1);
        (sought.cars_an_area, sought.fewest, sought.most) = (an_area, fewest, most);
        sought.count().expect("a number")
    };
    // With two shifts an area has k + 1 ways to k cars.
    assert_eq!(count(1, 1, 1), 10);
    assert_eq!(count(2, 2, 2), 5 * 3 + 10 * 4);
    assert_eq!(count(1, 5, 5), 32);
    // As many as are listed, where they are listed.
    for (an_area, fewest, most) in [(2, 3, 4), (3, 9, 9), (1, 0, 5)] {
        let mut sought = small(1);
        (sought.cars_an_area, sought.fewest, sought.most) = (an_area, fewest, most);
        sought.promise.share = 0;
        let found = search(&sought, Threads::All, &|_, _| ()).expect("a search");
        assert_eq!(found.fleets, count(an_area, fewest, most));
    }
    // More than can be counted in 64 bits is that many; and a scenario has 60 cars at the most.
    assert_eq!(count(60, 1, 60), count(60, 1, 600));
    let mut sought = small(1);
    sought.tries = 9;
    assert_eq!(sought.check().expect_err("refused").field, "tries");
}
