//! A town at work (街镇模型): the closed loop's dispatch, simulated call by call with the live rules.
//!
//! Which car goes, who waits before whom and how long a way takes is asked of `liandong_domain`:
//! nothing of that is decided here a second time.

mod car;
mod desk;
mod divert;
mod duty;
mod ranked;
mod run;
mod told;

use self::ranked::Alike;
use super::{
    calls::{CallPlan, DAY, Ms, SECOND},
    map::{Map, PointNo},
    roster::Week,
    scenario::{BadScenario, CarPlan, Rules, Scenario},
    tally::Figures,
    watch::Watch,
};
use liandong_domain::{
    dispatch::{AreaPoint, OnScene},
    ids::{AreaId, UnitId},
    policy::Limit,
    time::Timestamp,
};

/// A scenario, worked out: tables of ways, laws ready to be drawn from, changes of duty in order.
#[derive(Debug, Clone)]
pub struct Town {
    map: Map,
    calls: CallPlan,
    week: Week,
    rules: Rules,
    areas: Box<[AreaPoint]>,
    /// By point: its area.
    area_of: Box<[u16]>,
    /// By car, in the order of identifiers, as the recommendation breaks ties.
    cars: Box<[(UnitId, u16)]>,
    /// By the number of free cars: what counts for or against each.
    alike: Box<[Alike]>,
    /// By area: its own cars, as bits.
    own: Box<[u64]>,
    /// By category: its place in the queue, and seconds expected on scene.
    expected: Box<[(usize, i64)]>,
    begin: Timestamp,
    intake: Ms,
    patience: Option<Ms>,
    from: Ms,
    to: Ms,
    seed: u64,
}

impl Town {
    /// Works a scenario out.
    ///
    /// # Errors
    /// What [`Scenario::check`] finds.
    pub fn new(scenario: &Scenario) -> Result<Self, BadScenario> {
        scenario.check()?;
        let layout = &scenario.layout;
        let area = |id: &AreaId| layout.areas.iter().position(|one| one.id == *id);
        let number = |id: &AreaId| u16::try_from(area(id).unwrap_or(0)).unwrap_or(0);
        let rules = &scenario.rules;
        let calls = CallPlan::new(scenario)?;
        let mut cars: Vec<&CarPlan> = scenario.fleet.cars.iter().collect();
        cars.sort_by(|a, b| a.unit.cmp(&b.unit));
        let week = Week::new(cars.iter().copied(), calls.into_week);
        let expected = calls.kinds.iter().map(|kind| {
            let (seconds, _) = OnScene::default().of(Some(kind.code), &rules.dispatch);
            (rules.dispatch.category_place(Some(kind.code)), seconds)
        });
        let own = |area: &AreaId| {
            let is_own = |nth: &usize| cars[*nth].area == *area;
            (0..cars.len())
                .filter(is_own)
                .fold(0, |all, nth| all | 1 << nth)
        };
        let run = &scenario.run;
        let from = u64::from(run.warm_up_days) * DAY;
        Ok(Self {
            map: Map::new(layout, &rules.dispatch.travel),
            expected: expected.collect(),
            alike: Alike::table(&rules.dispatch),
            own: layout.areas.iter().map(|one| own(&one.id)).collect(),
            calls,
            week,
            rules: rules.clone(),
            areas: layout
                .areas
                .iter()
                .map(|one| AreaPoint {
                    id: one.id.clone(),
                    name: one.id.as_str().into(),
                    point: one.waits_at,
                })
                .collect(),
            area_of: layout.points.iter().map(|one| number(&one.area)).collect(),
            cars: cars
                .iter()
                .map(|one| (one.unit.clone(), number(&one.area)))
                .collect(),
            begin: run.begin,
            intake: u64::try_from(scenario.service.intake_seconds).unwrap_or(0) * SECOND,
            patience: rules
                .patience_seconds
                .and_then(|one| u64::try_from(one).ok())
                .map(|one| one * SECOND),
            from,
            to: from + u64::from(run.days) * DAY,
            seed: run.seed,
        })
    }

    /// Simulates one replication.
    #[must_use]
    pub fn replicate(&self, replication: u64) -> Figures {
        self.replicate_before(replication, &mut ())
    }

    /// The same before somebody who looks on.
    pub fn replicate_before<W: Watch>(&self, replication: u64, watch: &mut W) -> Figures {
        run::Run::new(self, replication, watch).walk()
    }

    /// The areas, with the points at which cars wait.
    #[must_use]
    pub fn areas(&self) -> &[AreaPoint] {
        &self.areas
    }

    /// The cars, in the order of their identifiers.
    pub fn units(&self) -> impl Iterator<Item = &UnitId> {
        self.cars.iter().map(|(unit, _)| unit)
    }

    #[inline]
    fn second(&self, now: Ms) -> Timestamp {
        self.begin
            .plus(i64::try_from(now / SECOND).unwrap_or(i64::MAX))
    }

    /// The first millisecond of a second of the run; none is before its beginning.
    #[inline]
    fn ms(&self, second: Timestamp) -> Ms {
        u64::try_from(second.since(self.begin)).map_or(0, |one| one.saturating_mul(SECOND))
    }

    /// Where the cars of an area wait.
    #[inline]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "there are 2,000 points at the most"
    )]
    fn waiting_point(&self, area: u16) -> PointNo {
        self.area_of.len() as u16 + area
    }
}

fn limit(of: Limit) -> Ms {
    u64::try_from(of.seconds).unwrap_or(0) * SECOND
}
