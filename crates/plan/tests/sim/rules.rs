//! The simulated desk decides as the live recommendation does, in every situation that it comes to.

use super::towns::whole_town;
use liandong_domain::{
    dispatch::{Advice, OnScene, OnSceneTime, Situation, recommend},
    ids::UnitId,
    incident::CategoryCode,
    time::UtcOffset,
};
use liandong_plan::sim::{Decision, RoadTable, Scenario, Town, Watch};
use proptest::prelude::*;

struct Judge<'a> {
    town: &'a Town,
    scenario: &'a Scenario,
    units: Vec<UnitId>,
    asked: u64,
    queued: u64,
    with_busy: u64,
}

impl<'a> Judge<'a> {
    fn new(town: &'a Town, scenario: &'a Scenario) -> Self {
        Self {
            town,
            scenario,
            units: town.units().cloned().collect(),
            asked: 0,
            queued: 0,
            with_busy: 0,
        }
    }
}

impl Watch for Judge<'_> {
    const DECISIONS: bool = true;

    fn decided(&mut self, decision: Decision) {
        let situation = Situation {
            now: decision.now,
            offset: UtcOffset::BEIJING,
            rules: &self.scenario.rules.dispatch,
            on_scene: &OnScene::default(),
            areas: self.town.areas(),
            cars: &decision.cars,
        };
        let live = match recommend(&situation, &decision.wanted).advice {
            Advice::Send { unit, .. } => Some((unit, true)),
            Advice::Queue { unit, .. } => {
                self.queued += 1;
                Some((unit, false))
            }
            Advice::NoCar => None,
        };
        self.asked += 1;
        self.with_busy += u64::from(decision.cars.iter().any(|car| car.work.is_some()));
        let ours = decision
            .chosen
            .map(|(nth, free)| (self.units[nth].clone(), free));
        assert_eq!(ours, live, "{decision:#?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_desk_and_the_live_recommendation_choose_the_same_car(
        seed in any::<u64>(),
        own in 0_i64..600,
        uncovered in 0_i64..900,
        thin in 0_i64..300,
        keep in 0_u32..4,
        overrun in 0_i64..900,
        detour in 100_i64..200,
        factor in 0.5..2.5_f64,
        listed in proptest::option::of(300_i64..4_000),
    ) {
        let mut scenario = whole_town(seed);
        let rules = &mut scenario.rules.dispatch;
        rules.own_area_preference_seconds = own;
        rules.uncovered_penalty_seconds = uncovered;
        rules.thin_penalty_seconds = thin;
        rules.keep_free_cars = keep;
        rules.overrun_seconds = overrun;
        rules.travel.detour_percent = detour;
        rules.on_scene = listed
            .map(|seconds| OnSceneTime { category: CategoryCode::Dispute, seconds })
            .into_iter()
            .collect();
        scenario.demand.factor = factor;
        scenario.run.days = 3;
        let town = Town::new(&scenario).unwrap();
        let mut judge = Judge::new(&town, &scenario);
        town.replicate_before(0, &mut judge);
        prop_assert!(judge.asked > 100 && judge.with_busy > 50, "{} {}", judge.asked, judge.with_busy);
    }
}

#[test]
fn the_desk_advises_the_same_where_cars_drive_by_roads() {
    let mut scenario = whole_town(2);
    let places: Vec<_> = scenario.layout.places().collect();
    let many = u32::try_from(places.len()).unwrap();
    let way = |from: u32, to: u32| {
        if from == to {
            0
        } else {
            60 + (from * 7 + to * 11) % 900
        }
    };
    scenario.layout.roads = Some(RoadTable {
        extract_sm3: String::new(),
        nodes: 0,
        edges: 0,
        seconds: (0..many)
            .map(|from| (0..many).map(|to| way(from, to)).collect())
            .collect(),
        places,
    });
    let town = Town::new(&scenario).unwrap();
    let mut judge = Judge::new(&town, &scenario);
    for nth in 0..4 {
        town.replicate_before(nth, &mut judge);
    }
    assert!(judge.queued > 100, "{} of {}", judge.queued, judge.asked);
}

#[test]
fn situations_of_all_kinds_are_judged() {
    let scenario = whole_town(1);
    let town = Town::new(&scenario).unwrap();
    let mut judge = Judge::new(&town, &scenario);
    for nth in 0..4 {
        town.replicate_before(nth, &mut judge);
    }
    assert!(judge.queued > 100, "{} of {}", judge.queued, judge.asked);
}
