//! What a scenario must be before it is simulated.

use super::scenario::{BadScenario, Calls, CarPlan, Rules, Run, Scenario};
use liandong_domain::{ids::AreaId, policy::Limit};
use std::collections::BTreeSet;

/// Cars that a scenario may have: the calendar has three more sources of events.
pub const MOST_CARS: usize = 60;
const MOST_POINTS: usize = 2_000;

impl Scenario {
    /// Checks that it can be simulated.
    ///
    /// # Errors
    /// The first [`BadScenario`].
    pub fn check(&self) -> Result<(), BadScenario> {
        self.check_layout()?;
        self.check_calls()?;
        self.check_work()?;
        self.check_fleet()?;
        check_rules(&self.rules)?;
        check_run(&self.run)
    }

    fn knows(&self, area: &AreaId) -> bool {
        self.layout.areas.iter().any(|one| one.id == *area)
    }

    fn check_layout(&self) -> Result<(), BadScenario> {
        let layout = &self.layout;
        if layout.areas.is_empty() || layout.points.is_empty() {
            return bad("layout", "there is an area and a point at the least");
        }
        if layout.points.len() + layout.areas.len() > MOST_POINTS {
            return bad("layout.points", "there are 2,000 points at the most");
        }
        let places = layout.points.iter().map(|one| one.place);
        let waits = layout.areas.iter().map(|one| one.waits_at);
        if !places.chain(waits).all(|one| one.is_on_the_globe()) {
            return bad("layout", "every place is on the globe");
        }
        if !layout.points.iter().all(|one| self.knows(&one.area)) {
            return bad("layout.points", "a point names an area of the layout");
        }
        let weights = layout.points.iter().map(|one| one.weight);
        if !all_weights(weights) {
            return bad(
                "layout.points",
                "weights are finite, none below zero, one above",
            );
        }
        self.check_roads()
    }

    fn check_roads(&self) -> Result<(), BadScenario> {
        let Some(roads) = &self.layout.roads else {
            return Ok(());
        };
        if !self.layout.places().eq(roads.places.iter().copied()) {
            return bad(
                "layout.roads",
                "the table is of other places: work it out again, or leave it out",
            );
        }
        let many = roads.places.len();
        let is_row = |row: &Vec<u32>| row.len() == many && row.iter().all(|one| *one <= 86_400);
        if roads.seconds.len() != many || !roads.seconds.iter().all(is_row) {
            return bad(
                "layout.roads",
                "there is a way of 0 to 86,400 seconds from each place to each",
            );
        }
        Ok(())
    }

    fn check_calls(&self) -> Result<(), BadScenario> {
        if !(self.demand.factor.is_finite() && (0.0..=1_000.0).contains(&self.demand.factor)) {
            return bad("demand.factor", "the factor is 0 to 1,000");
        }
        match &self.demand.calls {
            Calls::Rates(rates) => {
                for rate in rates {
                    if ![1, 24, 168].contains(&rate.per_hour.len()) {
                        return bad("demand.calls", "rates are 1, 24 or 168 an entry");
                    }
                    if !rate
                        .per_hour
                        .iter()
                        .all(|one| (0.0..=100_000.0).contains(one))
                    {
                        return bad("demand.calls", "a rate is 0 to 100,000 an hour");
                    }
                    if !(0.0..=1.0).contains(&rate.hazard_share) {
                        return bad("demand.calls", "a share is 0 to 1");
                    }
                    let own = rate.weights.len();
                    if own > 0
                        && (own != self.layout.points.len()
                            || !all_weights(rate.weights.iter().copied()))
                    {
                        return bad(
                            "demand.calls",
                            "there is a weight for each point, one above zero",
                        );
                    }
                }
            }
            Calls::Replay(calls) => {
                if !calls.is_sorted_by_key(|one| one.at) {
                    return bad("demand.calls", "past calls stand in the order of time");
                }
                let points = self.layout.points.len();
                if calls.iter().any(|one| one.point as usize >= points) {
                    return bad("demand.calls", "a past call names a point of the layout");
                }
                let odd = |seconds: &i64| !(0..=864_000).contains(seconds);
                if calls
                    .iter()
                    .filter_map(|one| one.on_scene_seconds.as_ref())
                    .any(odd)
                {
                    return bad("demand.calls", "work lasts 0 to 864,000 seconds");
                }
            }
        }
        Ok(())
    }

    fn check_work(&self) -> Result<(), BadScenario> {
        let service = &self.service;
        if !(0..=86_400).contains(&service.intake_seconds) {
            return bad(
                "service.intake_seconds",
                "a duration is 0 to 86,400 seconds",
            );
        }
        if !(0.0..=2.0).contains(&service.way_sigma) {
            return bad("service.way_sigma", "sigma is 0 to 2");
        }
        service.turnout.sampler()?;
        for work in &service.work {
            work.on_scene.sampler()?;
            if work.feedback_percent > 100 {
                return bad(
                    "service.work",
                    "feedback comes within 100 percent of the work",
                );
            }
            if ![work.two_cars, work.reinforced]
                .iter()
                .all(|one| (0.0..=1.0).contains(one))
            {
                return bad("service.work", "a share is 0 to 1");
            }
        }
        let works = |category| service.work.iter().any(|one| one.category == category);
        let named = match &self.demand.calls {
            Calls::Rates(rates) => rates.iter().all(|one| works(one.category)),
            Calls::Replay(calls) => calls.iter().all(|one| works(one.category)),
        };
        if !named {
            return bad(
                "service.work",
                "every category that is called for has its work",
            );
        }
        Ok(())
    }

    fn check_fleet(&self) -> Result<(), BadScenario> {
        let cars = &self.fleet.cars;
        if !(1..=MOST_CARS).contains(&cars.len()) {
            return bad("fleet.cars", "there are 1 to 60 cars");
        }
        let units: BTreeSet<_> = cars.iter().map(|one| &one.unit).collect();
        if units.len() < cars.len() {
            return bad("fleet.cars", "a car stands there once");
        }
        if !cars.iter().all(|one| self.knows(&one.area)) {
            return bad("fleet.cars", "a car names an area of the layout");
        }
        let windows = |car: &CarPlan| {
            let breaks = car.breaks.iter().map(|one| &one.within);
            car.duty
                .iter()
                .chain(breaks)
                .all(|one| one.is_within_a_day())
        };
        if !cars.iter().all(windows) {
            return bad(
                "fleet.cars",
                "a window lies within a day and ends after it begins",
            );
        }
        let breaks = cars.iter().flat_map(|one| &one.breaks);
        if breaks
            .map(|one| one.seconds)
            .any(|one| !(1..=86_400).contains(&one))
        {
            return bad("fleet.cars", "a break is 1 to 86,400 seconds");
        }
        Ok(())
    }
}

fn check_rules(rules: &Rules) -> Result<(), BadScenario> {
    rules.dispatch.check().map_err(|why| BadScenario {
        field: why.field,
        problem: why.problem,
    })?;
    let limits = [rules.arrive, rules.feedback, rules.dispose];
    if limits.iter().any(|one: &Limit| one.seconds <= 0) {
        return bad("rules", "a limit is above zero seconds");
    }
    if !(1..=3_600).contains(&rules.look_again_seconds) {
        return bad(
            "rules.look_again_seconds",
            "the desk looks again after 1 to 3,600 seconds",
        );
    }
    let waits = [rules.reassign_gain_seconds, rules.patience_seconds];
    if waits
        .into_iter()
        .flatten()
        .any(|one| !(0..=86_400).contains(&one))
    {
        return bad("rules", "a gain and a patience are 0 to 86,400 seconds");
    }
    Ok(())
}

fn check_run(run: &Run) -> Result<(), BadScenario> {
    if !(1..=3_660).contains(&run.days) || run.warm_up_days > 366 {
        return bad(
            "run.days",
            "1 to 3,660 days count, after 366 of warm-up at the most",
        );
    }
    if !(1..=100_000).contains(&run.replications) {
        return bad("run.replications", "there are 1 to 100,000 replications");
    }
    Ok(())
}

fn all_weights(mut weights: impl Iterator<Item = f64>) -> bool {
    let mut sum = 0.0;
    let fine = weights.all(|one| {
        sum += one;
        one.is_finite() && one >= 0.0
    });
    fine && sum > 0.0
}

const fn bad(field: &'static str, problem: &'static str) -> Result<(), BadScenario> {
    Err(BadScenario { field, problem })
}
