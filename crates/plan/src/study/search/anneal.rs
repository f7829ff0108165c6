//! The search where there are too many fleets to look at each (模拟退火): simulated annealing
//! (S. Kirkpatrick, C. D. Gelatt, M. P. Vecchi, Science 220, 1983) by the crate `argmin`, then a walk downhill.
//!
//! A state is a fleet; a step adds a car, takes one away, or gives one another shift or area. What it costs is the
//! money, and more where the promise is not kept. A fleet dearer than the cheapest that is known to keep the promise
//! is not simulated: it can only be a stepping stone. The walk goes through everything within two steps of the
//! best that is not dearer. One state follows the other, so that threads change nothing but the time.

use super::{Choice, Search, better, further};
use crate::{
    fit::Draws,
    sim::{BadScenario, Threads},
    study::{
        costs::duty_seconds_a_week,
        run::Verdict,
        search::{Candidate, Searched},
    },
};
use argmin::{
    core::{CostFunction, Error, Executor},
    solver::simulatedannealing::{Anneal, SATempFunc, SimulatedAnnealing},
};
use argmin_chance::{Xoshiro256PlusPlus, rand_core::SeedableRng};
use std::{cell::RefCell, collections::BTreeMap};

/// Temperatures in cars that work all day: at first a fleet one car dearer is taken one time in five, at last hardly
/// ever.
const HOT: f64 = 0.7;
const COLD: f64 = 0.04;
/// Steps for each fleet that may be simulated: many lead to what is known already, or is too dear.
const STEPS: u64 = 8;
/// Of the fleets that may be simulated, so many percent are the annealing's; the walk has the rest.
const ANNEALING: u64 = 70;

/// How many cars, by area and shift, one area after the other.
type Fleet = Vec<u32>;

/// What is known of a fleet.
#[derive(Debug, Clone, Copy)]
enum Known {
    /// It keeps the promise.
    Kept,
    /// It does not, and the share lacks so much, from 0 to 1.
    Lacks(f64),
}

struct Task<'a> {
    sought: &'a Search,
    threads: Threads,
    done: &'a dyn Fn(u64, u64),
    /// What a car that works most costs: money is counted in such cars.
    unit: f64,
    /// Fleets that may be simulated by now.
    budget: u64,
    state: RefCell<State>,
}

struct State {
    draws: Draws,
    known: BTreeMap<Fleet, Known>,
    glances: Vec<Candidate>,
    confirmed: u64,
    best: Option<(Fleet, Candidate)>,
    failed: Option<BadScenario>,
}

/// Seeks as [`super::search`] does where it cannot look at each.
pub(super) fn anneal(
    sought: &Search,
    fleets: u64,
    threads: Threads,
    done: &dyn Fn(u64, u64),
) -> Result<Searched, BadScenario> {
    let seed = sought.present.run.seed;
    let tries = u64::from(sought.tries);
    let start = largest(sought);
    let mut task = Task {
        sought,
        threads,
        done,
        unit: unit(sought),
        budget: (tries * ANNEALING / 100).max(1),
        state: RefCell::new(State {
            draws: Draws::new(seed, 0x7365),
            known: BTreeMap::new(),
            glances: Vec::new(),
            confirmed: 0,
            best: None,
            failed: None,
        }),
    };
    // The largest first: what it costs bounds everything.
    task.look(&start)?;
    task.cool(&start, seed)?;
    task.budget = tries;
    if task.state.borrow().best.is_none() {
        task.cool(&start, !seed)?;
    }
    task.walk()?;
    let mut state = task.state.into_inner();
    let mut frontier = Vec::new();
    let dearness = |one: &Candidate| (one.bill.yearly, std::cmp::Reverse(one.bill.cars));
    state.glances.sort_by_key(dearness);
    let looked_at = state.glances.len() as u64;
    for one in state.glances {
        further(&mut frontier, one);
    }
    Ok(Searched {
        exhaustive: false,
        fleets,
        looked_at,
        confirmed: state.confirmed,
        best: state.best.map(|(_, best)| best),
        frontier,
    })
}

/// The optimiser's own failures: none of them is the scenario's, and none is expected.
fn odd<T>(_: T) -> BadScenario {
    BadScenario {
        field: "tries",
        problem: "the optimiser gave up",
    }
}

/// The yearly price of a car on the shift with the most hours.
fn unit(sought: &Search) -> f64 {
    let of = |nth: usize| {
        let mut one = vec![0; sought.shifts.len()];
        one[nth] = 1;
        sought.costs.bill(&sought.fleet(&[one])).yearly.0
    };
    let most = (0..sought.shifts.len()).map(of).max().unwrap_or(1);
    most.max(1) as f64
}

/// As many cars as there may be, on the shift with the most hours, spread over the areas.
fn largest(sought: &Search) -> Fleet {
    let (areas, shifts) = (sought.present.layout.areas.len(), sought.shifts.len());
    let hours = |nth: &usize| {
        let mut one = vec![0; shifts];
        one[*nth] = 1;
        let fleet = sought.fleet(&[one]);
        fleet.cars.iter().map(duty_seconds_a_week).sum::<i64>()
    };
    let longest = (0..shifts).max_by_key(hours).unwrap_or(0);
    let mut fleet = vec![0; areas * shifts];
    let most = sought.cars_an_area as usize * areas;
    let most = most.min(sought.most_cars() as usize);
    for nth in 0..most {
        fleet[nth % areas * shifts + longest] += 1;
    }
    fleet
}

impl Task<'_> {
    /// Anneals from a fleet; what is found stands in the state.
    fn cool(&self, start: &Fleet, seed: u64) -> Result<(), BadScenario> {
        let steps = STEPS * self.budget;
        let cooling = (COLD / HOT).powf(1.0 / steps as f64);
        let chance = Xoshiro256PlusPlus::seed_from_u64(seed);
        let solver = SimulatedAnnealing::new_with_rng(HOT, chance)
            .map_err(odd)?
            .with_temp_func(SATempFunc::Exponential(cooling));
        let run = Executor::new(self, solver)
            .configure(|state| state.param(start.clone()).max_iters(steps))
            .timer(false)
            .ctrlc(false)
            .run();
        if let Some(why) = self.state.borrow_mut().failed.take() {
            return Err(why);
        }
        run.map(|_| ()).map_err(odd)
    }

    fn choice(&self, fleet: &Fleet) -> Choice {
        let shifts = self.sought.shifts.len();
        let by_area: Vec<Vec<u32>> = fleet.chunks(shifts).map(<[u32]>::to_vec).collect();
        Choice {
            bill: self.sought.costs.bill(&self.sought.fleet(&by_area)),
            by_area,
        }
    }

    /// Whether so many cars may be there.
    fn may_be(&self, fleet: &Fleet) -> bool {
        let (sought, all) = (self.sought, fleet.iter().sum::<u32>());
        let areas = fleet.chunks(sought.shifts.len());
        let mut areas = areas.map(|one| one.iter().sum::<u32>());
        (sought.fewest.max(1)..=sought.most_cars()).contains(&all)
            && areas.all(|one| one <= sought.cars_an_area)
    }

    /// What a fleet costs the search. What may not be simulated any more is never gone to.
    fn look(&self, fleet: &Fleet) -> Result<f64, BadScenario> {
        let known = self.state.borrow().known.get(fleet).copied();
        let choice = self.choice(fleet);
        let money = choice.bill.yearly.0 as f64 / self.unit;
        if let Some(known) = known {
            return Ok(dear(money, known));
        }
        let (dearer, spent) = {
            let state = self.state.borrow();
            let best = state.best.as_ref();
            let dearer = best.is_some_and(|(_, one)| one.bill.yearly < choice.bill.yearly);
            (dearer, state.known.len() as u64 >= self.budget)
        };
        if dearer {
            return Ok(money);
        }
        if spent {
            return Ok(f64::INFINITY);
        }
        let known = self.simulated(fleet, &choice)?;
        let mut state = self.state.borrow_mut();
        state.known.insert(fleet.clone(), known);
        (self.done)(state.known.len() as u64, u64::from(self.sought.tries));
        Ok(dear(money, known))
    }

    /// A first look, and the whole where that does not rule it out: as the exhaustive search does.
    fn simulated(&self, fleet: &Fleet, choice: &Choice) -> Result<Known, BadScenario> {
        let sought = self.sought;
        let Some(glance) = sought.simulate(choice, sought.first_look, self.threads)? else {
            return Ok(Known::Lacks(1.0));
        };
        let promised = i64::from(sought.promise.share);
        let lacks = |up: i64| Known::Lacks((promised - up).max(0) as f64 / 10_000.0);
        let known = (glance.verdict == Verdict::Broken).then(|| lacks(glance.promised.high));
        self.state.borrow_mut().glances.push(glance);
        if let Some(known) = known {
            return Ok(known);
        }
        let full = sought.present.run.replications;
        self.state.borrow_mut().confirmed += 1;
        let Some(sure) = sought.simulate(choice, full, self.threads)? else {
            return Ok(Known::Lacks(1.0));
        };
        if sure.verdict != Verdict::Kept {
            return Ok(lacks(sure.promised.low));
        }
        let mut state = self.state.borrow_mut();
        let improves = state.best.as_ref().is_none_or(|(_, best)| {
            let (one, other) = (sure.bill.yearly, best.bill.yearly);
            one < other || (one == other && better(&sure, best))
        });
        if improves {
            state.best = Some((fleet.clone(), sure));
        }
        Ok(Known::Kept)
    }

    /// From the best downhill: everything within two steps that is not dearer, the cheapest first, until nothing
    /// there is better.
    fn walk(&self) -> Result<(), BadScenario> {
        loop {
            let Some((from, yearly)) = self
                .state
                .borrow()
                .best
                .as_ref()
                .map(|(fleet, one)| (fleet.clone(), one.bill.yearly))
            else {
                return Ok(());
            };
            let mut near: BTreeMap<_, Fleet> = BTreeMap::new();
            for one in self.steps(&from) {
                for two in self.steps(&one).into_iter().chain([one]) {
                    let bill = self.choice(&two).bill;
                    if self.may_be(&two) && bill.yearly <= yearly {
                        near.insert((bill.yearly, two.clone()), two);
                    }
                }
            }
            for fleet in near.values() {
                self.look(fleet)?;
                let state = self.state.borrow();
                if state.best.as_ref().is_none_or(|(best, _)| *best != from) {
                    break;
                }
            }
            let state = self.state.borrow();
            let same = state.best.as_ref().is_some_and(|(best, _)| *best == from);
            if same || state.known.len() as u64 >= self.budget {
                return Ok(());
            }
        }
    }

    /// Every fleet that is one car more or less, or one car elsewhere.
    fn steps(&self, from: &Fleet) -> Vec<Fleet> {
        let mut all = Vec::new();
        for gone in std::iter::once(None).chain((0..from.len()).map(Some)) {
            let mut less = from.clone();
            if let Some(gone) = gone {
                if less[gone] == 0 {
                    continue;
                }
                less[gone] -= 1;
                all.push(less.clone());
            }
            for come in (0..from.len()).filter(|come| Some(*come) != gone) {
                let mut more = less.clone();
                more[come] += 1;
                all.push(more);
            }
        }
        all
    }
}

/// Money, and where the promise is not kept a car more and one for each percent that is lacking: so that leaving a
/// car out never pays by itself.
fn dear(money: f64, known: Known) -> f64 {
    match known {
        Known::Kept => money,
        Known::Lacks(share) => money + 1.0 + 100.0 * share,
    }
}

impl CostFunction for &Task<'_> {
    type Param = Fleet;
    type Output = f64;

    fn cost(&self, fleet: &Fleet) -> Result<f64, Error> {
        self.look(fleet).map_err(|why| {
            let told = Error::msg(why.to_string());
            self.state.borrow_mut().failed = Some(why);
            told
        })
    }
}

impl Anneal for &Task<'_> {
    type Param = Fleet;
    type Output = Fleet;
    type Float = f64;

    /// One step at random. A fleet that keeps the promise mostly loses a car or its hours, one that does not gets more.
    fn anneal(&self, from: &Fleet, _: f64) -> Result<Fleet, Error> {
        let mut state = self.state.borrow_mut();
        let short = matches!(state.known.get(from), Some(Known::Lacks(_)));
        let draws = &mut state.draws;
        for _ in 0..64 {
            let (add, take) = match (draws.uniform(), short) {
                (..0.5, _) => (true, true),
                (..0.85, true) | (0.85.., false) => (true, false),
                _ => (false, true),
            };
            let mut to = from.clone();
            if take {
                let there: Vec<usize> = (0..to.len()).filter(|at| to[*at] > 0).collect();
                let Some(at) = pick(draws, there.len()).map(|nth| there[nth]) else {
                    continue;
                };
                to[at] -= 1;
            }
            if add && let Some(at) = pick(draws, to.len()) {
                to[at] += 1;
            }
            if to != *from && self.may_be(&to) {
                return Ok(to);
            }
        }
        Ok(from.clone())
    }
}

/// A place in a list of so many; `None` in an empty one.
fn pick(draws: &mut Draws, many: usize) -> Option<usize> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a list's length is a place in it"
    )]
    let at = (draws.uniform() * many as f64) as usize;
    (at < many).then_some(at)
}
