//! The cheapest fleet that keeps a promise (最省方案).
//!
//! Where there are few enough, every fleet that the given shifts and areas allow is tried in the order of its cost,
//! until one keeps the promise: it is the cheapest there is. Beyond [`Search::each_up_to`] an optimiser seeks, and what it
//! answers is the cheapest that it found; [`Searched::exhaustive`] says which.
//!
//! Each fleet is looked at with few replications first; only one that they do not rule out is simulated
//! as often as is asked. Chance is the same for all, so that a fleet is not chosen for its luck.

mod anneal;

use super::{
    costs::{Bill, Costs},
    run::{Found, Promise, Verdict},
};
use crate::sim::{BadScenario, CarPlan, Fleet, MOST_CARS, Outcome, Scenario, Threads, simulate};
use liandong_domain::{
    ids::{AreaId, UnitId},
    policy::Window,
};
use serde::{Deserialize, Serialize};

/// Fleets that are looked at one after the other, at the most: beyond, an optimiser seeks.
pub const MOST_FLEETS: u64 = 50_000;

/// What is sought.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Search {
    /// The present: everything but the cars stays as it is.
    pub present: Scenario,
    /// Unit prices.
    pub costs: Costs,
    /// What must be kept.
    pub promise: Promise,
    /// The hours that a car may work.
    pub shifts: Vec<Shift>,
    /// Cars of one area at the most.
    pub cars_an_area: u32,
    /// Cars of the town at the least.
    pub fewest: u32,
    /// Cars of the town at the most.
    pub most: u32,
    /// Replications of the first look.
    pub first_look: u32,
    /// So many fleets are looked at one after the other; where there are more, an optimiser seeks. [`MOST_FLEETS`] at
    /// the most, and where nothing is said.
    #[serde(default = "most_fleets")]
    pub each_up_to: u64,
    /// Fleets that the optimiser simulates at the most, where there are too many to look at each.
    #[serde(default = "usual_tries")]
    pub tries: u32,
}

/// [`MOST_FLEETS`].
#[must_use]
pub const fn most_fleets() -> u64 {
    MOST_FLEETS
}

/// Fleets that the optimiser simulates at the most, where nothing is said.
#[must_use]
pub const fn usual_tries() -> u32 {
    1_000
}

/// Hours that a car may work (班型).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PlanShift))]
#[serde(deny_unknown_fields)]
pub struct Shift {
    /// Its name.
    pub name: String,
    /// When; always where nothing is said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub duty: Vec<Window>,
}

/// A fleet that was looked at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// Cars by area and shift: `(area, shift, how many)`.
    pub cars: Vec<(AreaId, String, u32)>,
    /// What it costs.
    pub bill: Bill,
    /// The promised share.
    pub promised: Found,
    /// Whether the promise is kept.
    pub verdict: Verdict,
    /// How often it was simulated.
    pub replications: u32,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Searched {
    /// Whether no cheaper fleet keeps the promise, since all were looked at; else it is the cheapest that was found.
    pub exhaustive: bool,
    /// Fleets that the shifts and areas allow.
    pub fleets: u64,
    /// Of these, looked at.
    pub looked_at: u64,
    /// Of these, simulated as often as was asked.
    pub confirmed: u64,
    /// The cheapest that keeps the promise; `None` where none does.
    pub best: Option<Candidate>,
    /// The best share that each cost bought on the first look, where more money bought more.
    pub frontier: Vec<Candidate>,
}

impl Search {
    /// Checks that it can be sought.
    ///
    /// # Errors
    /// [`BadScenario`].
    pub fn check(&self) -> Result<(), BadScenario> {
        let bad = |field, problem| Err(BadScenario { field, problem });
        self.promise.check()?;
        if self.shifts.is_empty() || self.shifts.len() > 6 {
            return bad("shifts", "there are 1 to 6 shifts");
        }
        if self.most < 1 || self.fewest > self.most {
            return bad(
                "most",
                "there is a car at the least, and fewest is not above most",
            );
        }
        if !(2..=1_000).contains(&self.first_look) {
            return bad("first_look", "the first look has 2 to 1,000 replications");
        }
        if self.each_up_to > MOST_FLEETS {
            return bad(
                "each_up_to",
                "50,000 fleets are looked at one after the other at the most",
            );
        }
        if !(10..=100_000).contains(&self.tries) {
            return bad("tries", "the optimiser simulates 10 to 100,000 fleets");
        }
        Ok(())
    }

    /// Cars of the town at the most: a scenario has no more than 60.
    fn most_cars(&self) -> u32 {
        self.most.min(u32::try_from(MOST_CARS).unwrap_or(u32::MAX))
    }

    /// How many fleets the shifts and areas allow; of more than 2⁶⁴ that many.
    ///
    /// # Errors
    /// [`BadScenario`].
    pub fn count(&self) -> Result<u64, BadScenario> {
        self.check()?;
        let most = self.most_cars() as usize;
        // Fleets of so many cars, one area after the other.
        let mut of_so_many = vec![0_u64; most + 1];
        of_so_many[0] = 1;
        for _ in &self.present.layout.areas {
            let mut next = vec![0_u64; most + 1];
            for (cars, before) in of_so_many.iter().enumerate() {
                for more in 0..=(self.cars_an_area as usize).min(most - cars) {
                    let ways = before.saturating_mul(divided(more, self.shifts.len()));
                    next[cars + more] = next[cars + more].saturating_add(ways);
                }
            }
            of_so_many = next;
        }
        let fewest = self.fewest.max(1) as usize;
        let all = of_so_many.iter().skip(fewest);
        Ok(all.fold(0, |sum, one| sum.saturating_add(*one)))
    }

    /// How many fleets are looked at, at the most.
    ///
    /// # Errors
    /// [`BadScenario`].
    pub fn looks(&self) -> Result<u64, BadScenario> {
        let all = self.count()?;
        Ok(if all > self.each_up_to {
            u64::from(self.tries)
        } else {
            all
        })
    }

    /// All fleets, the cheapest first; of one cost, those with the more cars first.
    fn fleets(&self) -> Vec<Choice> {
        let mut of_an_area = Vec::new();
        choose(
            self.shifts.len(),
            self.cars_an_area.min(self.most_cars()),
            &mut Vec::new(),
            &mut of_an_area,
        );
        let mut all: Vec<(u32, Vec<usize>)> = vec![(0, Vec::new())];
        let areas = u32::try_from(self.present.layout.areas.len()).unwrap_or(u32::MAX);
        for area in 1..=areas {
            // What cannot come to enough cars any more is not gone on with.
            let to_come = (areas - area).saturating_mul(self.cars_an_area);
            let least = self.fewest.max(1).saturating_sub(to_come);
            let mut next = Vec::new();
            for (so_far, begun) in &all {
                for (nth, one) in of_an_area.iter().enumerate() {
                    let cars = so_far + count(one);
                    if (least..=self.most_cars()).contains(&cars) {
                        let mut longer = begun.clone();
                        longer.push(nth);
                        next.push((cars, longer));
                    }
                }
            }
            all = next;
        }
        let mut fleets: Vec<Choice> = all
            .into_iter()
            .map(|(_, by_area)| {
                let by_area: Vec<Vec<u32>> = by_area
                    .into_iter()
                    .map(|one| of_an_area[one].clone())
                    .collect();
                Choice {
                    bill: self.costs.bill(&self.fleet(&by_area)),
                    by_area,
                }
            })
            .collect();
        fleets.sort_by_key(|one| (one.bill.yearly, std::cmp::Reverse(one.bill.cars)));
        fleets
    }

    fn fleet(&self, by_area: &[Vec<u32>]) -> Fleet {
        let mut cars = Vec::new();
        for (area, shifts) in self.present.layout.areas.iter().zip(by_area) {
            for (shift, many) in self.shifts.iter().zip(shifts) {
                for _ in 0..*many {
                    // Numbered through, so that no name is there twice.
                    if let Ok(unit) = UnitId::new(format!("car-{:03}", cars.len() + 1)) {
                        cars.push(CarPlan {
                            unit,
                            area: area.id.clone(),
                            duty: shift.duty.clone(),
                            breaks: Vec::new(),
                        });
                    }
                }
            }
        }
        Fleet { cars }
    }

    fn simulate(
        &self,
        choice: &Choice,
        replications: u32,
        threads: Threads,
    ) -> Result<Option<Candidate>, BadScenario> {
        let mut scenario = self.present.clone();
        scenario.fleet = self.fleet(&choice.by_area);
        scenario.run.replications = replications;
        let outcome: Outcome = simulate(&scenario, threads, &|| ())?;
        Ok(self
            .promise
            .found(&outcome)
            .map(|(promised, verdict)| Candidate {
                cars: self.named(choice),
                bill: choice.bill,
                promised,
                verdict,
                replications,
            }))
    }

    fn named(&self, choice: &Choice) -> Vec<(AreaId, String, u32)> {
        let mut all = Vec::new();
        for (area, shifts) in self.present.layout.areas.iter().zip(&choice.by_area) {
            for (shift, many) in self.shifts.iter().zip(shifts) {
                if *many > 0 {
                    all.push((area.id.clone(), shift.name.clone(), *many));
                }
            }
        }
        all
    }
}

struct Choice {
    /// How many cars of each shift, for each area.
    by_area: Vec<Vec<u32>>,
    bill: Bill,
}

fn count(shifts: &[u32]) -> u32 {
    shifts.iter().sum()
}

/// In how many ways so many cars are divided among so many shifts.
fn divided(cars: usize, shifts: usize) -> u64 {
    // C(cars + shifts − 1, shifts − 1), one factor after the other, each of which leaves a whole number.
    let others = shifts.saturating_sub(1) as u64;
    (1..=others).fold(1, |ways: u64, nth| {
        ways.saturating_mul(cars as u64 + nth) / nth
    })
}

/// Every way to give so many cars at the most to so many shifts.
fn choose(shifts: usize, left: u32, begun: &mut Vec<u32>, all: &mut Vec<Vec<u32>>) {
    if begun.len() == shifts {
        all.push(begun.clone());
        return;
    }
    for many in 0..=left {
        begun.push(many);
        choose(shifts, left - many, begun, all);
        begun.pop();
    }
}

/// Seeks the cheapest fleet: among all where there are no more than [`Search::each_up_to`], else by [`optimise`]. `done` is
/// told how many fleets were looked at and how many that will be at the most.
///
/// # Errors
/// [`BadScenario`] names what is wrong.
pub fn search(
    sought: &Search,
    threads: Threads,
    done: &dyn Fn(u64, u64),
) -> Result<Searched, BadScenario> {
    if sought.count()? > sought.each_up_to {
        return optimise(sought, threads, done);
    }
    let fleets = sought.fleets();
    let all = fleets.len() as u64;
    let mut found = Searched {
        exhaustive: true,
        fleets: all,
        looked_at: 0,
        confirmed: 0,
        best: None,
        frontier: Vec::new(),
    };
    for choice in &fleets {
        // Of the same cost the better one is chosen; what costs more is not looked at any more.
        if found
            .best
            .as_ref()
            .is_some_and(|best| best.bill.yearly < choice.bill.yearly)
        {
            break;
        }
        found.looked_at += 1;
        done(found.looked_at, all);
        let Some(glance) = sought.simulate(choice, sought.first_look, threads)? else {
            continue;
        };
        let ruled_out = glance.verdict == Verdict::Broken;
        further(&mut found.frontier, glance);
        if ruled_out {
            continue;
        }
        found.confirmed += 1;
        let full = sought.present.run.replications;
        if let Some(sure) = sought.simulate(choice, full, threads)?
            && sure.verdict == Verdict::Kept
            && found.best.as_ref().is_none_or(|best| better(&sure, best))
        {
            found.best = Some(sure);
        }
    }
    Ok(found)
}

/// Seeks a cheap fleet by simulated annealing, [`Search::tries`] fleets being simulated at the most, however many there
/// are. The same question gives the same answer, whatever the number of threads.
///
/// # Errors
/// As [`search`].
pub fn optimise(
    sought: &Search,
    threads: Threads,
    done: &dyn Fn(u64, u64),
) -> Result<Searched, BadScenario> {
    let fleets = sought.count()?;
    if fleets == 0 {
        return Ok(Searched {
            exhaustive: true,
            fleets,
            looked_at: 0,
            confirmed: 0,
            best: None,
            frontier: Vec::new(),
        });
    }
    anneal::anneal(sought, fleets, threads, done)
}

fn better(one: &Candidate, other: &Candidate) -> bool {
    one.promised.share.compare(other.promised.share) == Some(std::cmp::Ordering::Greater)
}

/// Keeps, for each cost, the best share, where it is above that of every lower cost.
fn further(frontier: &mut Vec<Candidate>, one: Candidate) {
    match frontier.last_mut() {
        Some(last) if !better(&one, last) => {}
        Some(last) if last.bill.yearly == one.bill.yearly => *last = one,
        _ => frontier.push(one),
    }
}
