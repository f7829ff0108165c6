//! Studies: what a change costs and does, whether a promise is kept, and the cheapest fleet.

mod optimiser;
mod redraw;

use crate::sim::towns::{area, car, whole_town};
use liandong_domain::{
    geo::{Outline, Place},
    money::Fen,
    policy::Window,
};
use liandong_plan::{
    sim::{Measure, Scenario, Threads},
    study::{
        Added, Costs, MOST_FLEETS, Plan, Promise, Promised, Redrawn, Search, Shift, Study, Variant,
        Verdict, run, search,
    },
};

const COSTS: Costs = Costs {
    car_year: Fen::from_yuan(78_000),
    member_year: Fen::from_yuan(74_800),
    crew: 2,
    member_week_hours: 42,
};

fn promise(share: u32) -> Promise {
    Promise {
        of: Promised::ArrivedInTime,
        share,
        confidence: 95,
    }
}

fn added(nth: usize) -> Added {
    Added {
        area: area(nth),
        duty: Vec::new(),
    }
}

fn plan(variants: Vec<Variant>) -> Plan {
    Plan {
        present: whole_town(7),
        costs: COSTS,
        promise: promise(5_000),
        variants,
    }
}

fn studied(plan: &Plan) -> Study {
    run(plan, Threads::All, &|| ()).expect("a study")
}

fn share(study: &Study, nth: usize) -> f64 {
    let share = study.scenarios[nth].promised.share;
    share.numerator as f64 / share.denominator as f64
}

#[test]
fn a_car_more_costs_its_price_and_helps_and_one_less_saves_and_hurts() {
    let plan = plan(vec![
        Variant {
            add: vec![added(2)],
            ..Variant::present("加一辆")
        },
        Variant {
            remove: vec![car(0).unit, car(1).unit],
            ..Variant::present("减两辆")
        },
    ]);
    let study = studied(&plan);
    let bill = |nth: usize| study.scenarios[nth].bill;
    assert_eq!(bill(1).cars, bill(0).cars + 1);
    assert_eq!(bill(1).members, bill(0).members + 8);
    let more = bill(1).yearly - bill(0).yearly;
    assert_eq!(more, Fen::from_yuan(78_000 + 8 * 74_800));
    assert!(bill(2).yearly < bill(0).yearly);
    assert!(share(&study, 1) > share(&study, 0));
    assert!(share(&study, 2) < share(&study, 0));
    // Chance being the same, the difference is known far better than either share.
    let find = |nth: usize| {
        let all = &study.scenarios[nth].against_present;
        let one = all.iter().find(|one| one.measure == Measure::ArrivedInTime);
        one.and_then(|one| one.paired).expect("a difference")
    };
    assert!(find(1).value > 0.0 && find(2).value < 0.0);
    assert!(study.scenarios[0].against_present.is_empty());
}

#[test]
fn the_same_plan_gives_the_same_bytes_and_a_plan_is_a_file() {
    let plan = plan(vec![Variant {
        demand_percent: Some(120),
        ..Variant::present("多两成")
    }]);
    let text = serde_json::to_string(&plan).expect("JSON");
    let read: Plan = serde_json::from_str(&text).expect("a plan");
    assert_eq!(read, plan);
    let bytes = |plan: &Plan| serde_json::to_string(&studied(plan)).expect("JSON");
    assert_eq!(bytes(&read), bytes(&plan));
    let study = studied(&plan);
    assert!(share(&study, 1) < share(&study, 0));
}

#[test]
fn a_promise_is_kept_broken_or_unclear_by_its_interval() {
    let mut plan = plan(Vec::new());
    let found = studied(&plan).scenarios[0].promised;
    assert!(found.low < found.high, "{found:?}");
    let at = |share: i64, plan: &mut Plan| {
        plan.promise = promise(u32::try_from(share).expect("a share"));
        studied(plan).scenarios[0].verdict
    };
    assert_eq!(at(found.low, &mut plan), Verdict::Kept);
    assert_eq!(at(found.low + 1, &mut plan), Verdict::Unclear);
    assert_eq!(at(found.high, &mut plan), Verdict::Unclear);
    assert_eq!(at(found.high + 1, &mut plan), Verdict::Broken);
}

#[test]
fn an_area_drawn_anew_takes_the_points_within_it() {
    let present = whole_town(7);
    let corner = |lon, lat| Place { lon, lat };
    let all = Outline(vec![
        corner(121.0, 31.0),
        corner(122.0, 31.0),
        corner(122.0, 32.0),
        corner(121.0, 32.0),
        corner(121.0, 31.0),
    ]);
    let redrawn = |outline, points| Redrawn {
        area: area(3),
        outline,
        points,
        waits_at: Some(corner(121.3, 31.21)),
    };
    let variant = |one| Variant {
        areas: vec![one],
        ..Variant::present("重划")
    };
    let whole = variant(redrawn(Some(all), Vec::new()))
        .of(&present)
        .expect("a scenario");
    assert!(whole.layout.points.iter().all(|one| one.area == area(3)));
    assert_eq!(whole.layout.areas[3].waits_at, corner(121.3, 31.21));
    let two = variant(redrawn(None, vec![0, 1]))
        .of(&present)
        .expect("a scenario");
    let moved = |town: &Scenario| {
        let points = &town.layout.points;
        points.iter().filter(|one| one.area == area(3)).count()
    };
    assert_eq!(moved(&two), moved(&present) + 2);
}

#[test]
fn what_is_not_there_cannot_be_changed() {
    let present = whole_town(7);
    let field = |variant: Variant| variant.of(&present).expect_err("bad").field;
    let named = || Variant::present("甲");
    assert_eq!(
        field(Variant {
            remove: vec![car(99).unit],
            ..named()
        }),
        "remove"
    );
    assert_eq!(
        field(Variant {
            change: vec![car(99)],
            ..named()
        }),
        "change"
    );
    assert_eq!(
        field(Variant {
            demand_percent: Some(0),
            ..named()
        }),
        "demand_percent"
    );
    assert_eq!(
        field(Variant {
            add: vec![added(9)],
            ..named()
        }),
        "fleet.cars"
    );
    assert_eq!(
        field(Variant {
            arrive_seconds: Some(0),
            ..named()
        }),
        "rules"
    );
    assert_eq!(field(Variant::present(" ")), "name");
    let far = Redrawn {
        area: area(0),
        outline: None,
        points: vec![999],
        waits_at: None,
    };
    assert_eq!(
        field(Variant {
            areas: vec![far],
            ..named()
        }),
        "areas"
    );
}

fn sought(share: u32) -> Search {
    let mut present = whole_town(7);
    present.run.days = 7;
    let day = Window {
        weekdays: (1..=7).collect(),
        from_second: 8 * 3_600,
        to_second: 20 * 3_600,
    };
    let shift = |name: &str, duty| Shift {
        name: name.into(),
        duty,
    };
    Search {
        present,
        costs: COSTS,
        promise: promise(share),
        shifts: vec![shift("全天", Vec::new()), shift("白天", vec![day])],
        cars_an_area: 1,
        fewest: 2,
        most: 5,
        first_look: 4,
        each_up_to: MOST_FLEETS,
        tries: 1_000,
    }
}

#[test]
fn the_first_fleet_that_keeps_the_promise_is_the_cheapest() {
    let sought = sought(6_000);
    let found = search(&sought, Threads::All, &|_, _| ()).expect("a search");
    // Three choices for each of five areas: no car, all day, by day; with two cars at the least.
    assert_eq!(found.fleets, 3_u64.pow(5) - 1 - 10);
    assert!(found.exhaustive);
    let best = found.best.expect("a fleet");
    assert_eq!(best.verdict, Verdict::Kept);
    assert!(
        found.looked_at < found.fleets,
        "{} of {}",
        found.looked_at,
        found.fleets
    );
    let costs: Vec<Fen> = found.frontier.iter().map(|one| one.bill.yearly).collect();
    assert!(costs.is_sorted() && costs.windows(2).all(|two| two[0] != two[1]));
    let shares: Vec<i64> = found
        .frontier
        .iter()
        .map(|one| one.promised.share.numerator)
        .collect();
    assert!(shares.is_sorted());
    // Nothing cheaper keeps it, however often it is simulated.
    for cheaper in found
        .frontier
        .iter()
        .filter(|one| one.bill.yearly < best.bill.yearly)
    {
        assert_ne!(cheaper.verdict, Verdict::Kept, "{cheaper:?}");
    }
}

#[test]
fn a_promise_that_no_fleet_keeps_finds_none() {
    let mut sought = sought(10_000);
    sought.fewest = 5;
    let found = search(&sought, Threads::All, &|_, _| ()).expect("a search");
    assert_eq!((found.best, found.looked_at), (None, found.fleets));
}
