//! The simulated lines of a back-test: where the town is the model, what comes lies within the interval as often as is
//! said; where ways grow longer after the split, it does not.

use super::{
    logs::{Town, half_year},
    model::{Clerk, scenario},
};
use liandong_domain::{incident::CategoryCode, policy::Limit};
use liandong_plan::{
    fit::{Fitted, Log, Row, backtest, fit, simulated, split_months},
    sim::{self, Decision, Duration, Happened, Scenario, Watch},
};

/// A clerk who also writes down where a call is, and in which area.
struct Scribe(Clerk);

impl Watch for Scribe {
    const DECISIONS: bool = true;

    fn happened(&mut self, at: u64, what: Happened) {
        self.0.happened(at, what);
    }

    fn decided(&mut self, decision: Decision) {
        let number = decision.wanted.incident.as_str().rsplit('-').next();
        let number: usize = number.and_then(|one| one.parse().ok()).unwrap();
        let case = &mut self.0.cases[number - 1];
        case.place = decision.wanted.place;
        case.area = decision.wanted.area;
        case.category = decision.wanted.category.unwrap();
    }
}

/// The town of a model: busy, at once on its way, and with a limit that it does not always keep.
fn present(fitted: &Fitted, days: u32) -> Scenario {
    let mut town = scenario(fitted, days);
    town.service.turnout = Duration::Constant { seconds: 0.0 };
    town.rules.arrive = Limit {
        seconds: 420,
        warn_before_seconds: 60,
    };
    town
}

fn usual() -> (Town, Fitted) {
    let mut town = Town::usual(40);
    town.rates = vec![
        (CategoryCode::Dispute, 0.9),
        (CategoryCode::Environment, 0.6),
    ];
    let fitted = fit(&town.log(|_| 1.0), &town.options).unwrap();
    (town, fitted)
}

/// Half a year of the model's own town.
fn log(fitted: &Fitted, seed: u64) -> Log {
    let mut town = present(fitted, 182);
    town.run.seed = seed;
    let mut scribe = Scribe(Clerk {
        begin: town.run.begin,
        cases: Vec::new(),
    });
    let _ = sim::Town::new(&town)
        .unwrap()
        .replicate_before(0, &mut scribe);
    Log::from(scribe.0.cases)
}

fn rows(town: &Town, log: &Log) -> Vec<Row> {
    let split = split_months(half_year(), 4).unwrap();
    let (fitted, table) = backtest(log, split, &town.options).unwrap();
    simulated(&fitted, log, table.held_against, &present(&fitted, 1)).unwrap()
}

#[test]
fn what_comes_of_the_models_own_town_lies_within_the_interval() {
    let (town, fitted) = usual();
    let (mut held, mut all, mut shares) = (0, 0, 0);
    for seed in 1..=10 {
        let rows = rows(&town, &log(&fitted, seed));
        assert_eq!(rows.len(), 4);
        for row in &rows {
            if !row.holds().unwrap() {
                println!("{row:?}");
            }
            let holds = row.holds().unwrap();
            all += 1;
            held += u32::from(holds);
            shares += u32::from(holds && row.what == "share_on_time");
        }
        let share = &rows[0];
        assert!((0.6..0.98).contains(&share.predicted), "{share:?}");
        // An interval that holds everything proves nothing.
        let (low, high) = share.interval.unwrap();
        assert!(high - low < 0.08, "{share:?}");
        if seed == 1 {
            let again = self::rows(&town, &log(&fitted, seed));
            assert_eq!(rows, again, "the same log, the same bytes");
        }
    }
    println!("{held} of {all}, shares {shares} of 10");
    assert!(shares >= 8, "{shares} of 10");
    assert!(held * 100 >= all * 85, "{held} of {all}");
}

#[test]
fn ways_that_grow_longer_after_the_split_are_caught() {
    let (town, fitted) = usual();
    let mut log = log(&fitted, 1);
    let split = split_months(half_year(), 4).unwrap();
    let begin = town.options.offset.start_of(split);
    let late = log.cases.iter_mut().filter(|one| one.received_at >= begin);
    for leg in late.flat_map(|one| &mut one.legs) {
        let way = leg.arrived_at.unwrap().since(leg.assigned_at);
        leg.arrived_at = leg.arrived_at.map(|at| at.plus(way / 4));
    }
    let rows = rows(&town, &log);
    let row = |what: &str| rows.iter().find(|one| one.what == what).unwrap();
    assert_eq!(row("share_on_time").holds(), Some(false));
    assert!(row("share_on_time").error.unwrap() < 0.0);
    assert_eq!(row("way_seconds").holds(), Some(false));
    assert!((row("way_seconds").error.unwrap() - 0.25).abs() < 0.08);
    assert_eq!(row("wait_seconds").holds(), Some(true));
}

#[test]
fn an_arrival_that_was_entered_late_counts_for_the_share_alone() {
    let (town, fitted) = usual();
    let mut log = log(&fitted, 1);
    let before = rows(&town, &log);
    let split = split_months(half_year(), 4).unwrap();
    let begin = town.options.offset.start_of(split);
    let first = log.cases.iter().position(|one| one.received_at >= begin);
    let first = first.unwrap();
    log.cases[first].legs[0].arrived_late = true;
    let after = rows(&town, &log);
    assert_eq!(after[0], before[0]);
    assert_eq!(after[1].n + 1, before[1].n);
    // A call at which nobody arrived is in neither.
    log.cases[first + 1].legs[0].arrived_at = None;
    let after = rows(&town, &log);
    assert_eq!((after[0].n + 1, after[1].n + 2), (before[0].n, before[1].n));
}

#[test]
fn a_present_that_cannot_be_simulated_says_so() {
    let (town, fitted) = usual();
    let log = log(&fitted, 1);
    let mut nobody = present(&fitted, 1);
    nobody.fleet.cars.clear();
    let refused = simulated(&fitted, &log, half_year(), &nobody).unwrap_err();
    assert_eq!(refused.field, "fleet.cars");
    let quiet = Log::default();
    let rows = simulated(&fitted, &quiet, half_year(), &present(&fitted, 1)).unwrap();
    assert_eq!((rows, town.options.least_days), (Vec::new(), 28));
}
