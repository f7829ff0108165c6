//! Areas drawn anew so that their cars have even work (责任区重划): which point belongs to whom, areas in one piece, ways
//! short.
//!
//! Even is the workload: the hours that an area's calls are expected to keep cars busy, over the hours that its own
//! cars are on duty. The objective is the greatest of them, down to what counts as even, then the mean way; it knows
//! no queues and no help from next door. What a division is worth the simulation says: what comes out is a
//! [`Variant`] like any other.

mod division;
mod graph;
mod seek;
mod work;

use super::variant::{Redrawn, Variant};
use crate::sim::{BadScenario, Scenario};
use division::{Division, Ground, Score};
use liandong_domain::{geo::Place, ids::AreaId};
use serde::{Deserialize, Serialize};
use work::{Table, Work};

/// Rounds of drawing and of moving waiting points at the most.
const ROUNDS: usize = 5;
const HOUR: f64 = 3_600.0;

/// How areas are drawn anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PlanRedraw))]
#[serde(deny_unknown_fields, default)]
pub struct Redraw {
    /// What the variant is called.
    pub name: String,
    /// A workload so many percent above the least that could be is even enough; ways matter more then.
    pub even_within_percent: u32,
    /// The mean way is so many percent of the present's at the most.
    pub way_percent: u32,
    /// Whether cars may wait elsewhere: at the point of their area from which its calls are nearest.
    pub move_waiting: bool,
    /// How often the best is disturbed and improved again.
    pub kicks: u32,
    /// The seed of that.
    pub seed: u64,
}

impl Default for Redraw {
    fn default() -> Self {
        Self {
            name: "重划责任区".into(),
            even_within_percent: 5,
            way_percent: 125,
            move_waiting: false,
            kicks: 8,
            seed: 1,
        }
    }
}

/// Why areas cannot be drawn anew.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RedrawError {
    /// The present, or the variant that it starts from, makes no sense.
    #[error(transparent)]
    Scenario(#[from] BadScenario),
    /// The options make no sense.
    #[error("{field}: {problem}")]
    Options {
        /// Which.
        field: &'static str,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// The town has one area.
    #[error("there is one area only: no point can change its area")]
    OneArea,
    /// No car is ever on duty.
    #[error("no car is on duty in any area")]
    NoCar,
    /// No call ever comes.
    #[error("no call comes: there is no work to even")]
    NoWork,
}

/// What was drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PlanDrawn))]
#[serde(deny_unknown_fields)]
pub struct Drawn {
    /// As a study takes it.
    pub variant: Variant,
    /// Each area before and after, in the order of the layout.
    pub areas: Vec<AreaWork>,
    /// The town before.
    pub before: TownWork,
    /// The town after.
    pub after: TownWork,
    /// A workload up to which areas count as even.
    pub even: f64,
    /// Points from which calls come.
    pub points: u32,
    /// Of these, in another area than before.
    pub moved: u32,
    /// Their share of the calls, from 0 to 1.
    pub moved_calls: f64,
}

/// An area's work before and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PlanAreaWork))]
#[serde(deny_unknown_fields)]
pub struct AreaWork {
    /// The area.
    pub area: AreaId,
    /// Its cars.
    pub cars: u32,
    /// Hours a week that they are on duty, all together, breaks left out.
    pub duty_hours: f64,
    /// Before.
    pub before: AreaShare,
    /// After.
    pub after: AreaShare,
}

/// What belongs to an area.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PlanAreaShare))]
#[serde(deny_unknown_fields)]
pub struct AreaShare {
    /// Where its cars wait.
    pub waits_at: Place,
    /// Points.
    pub points: u32,
    /// Calls a week.
    pub calls: f64,
    /// Hours a week that they are expected to keep cars busy: getting ready, the way, the work on scene.
    pub hours: f64,
    /// These over the hours on duty; `None` without a car.
    pub workload: Option<f64>,
    /// Mean seconds of a way from the waiting point; `None` without calls.
    pub way_seconds: Option<f64>,
    /// Into how many pieces its points fall; 1 is an area that hangs together.
    pub pieces: u32,
}

/// The town's work under a division.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PlanTownWork))]
#[serde(deny_unknown_fields)]
pub struct TownWork {
    /// The greatest workload of an area with cars.
    pub most: f64,
    /// The mean one: all hours of work over all hours on duty.
    pub mean: f64,
    /// The first over the second: 1 is even.
    pub most_over_mean: f64,
    /// Mean seconds of a way from the own area's waiting point.
    pub way_seconds: f64,
    /// Hours of work a week in areas without a car.
    pub uncovered_hours: f64,
}

impl Redraw {
    fn check(&self) -> Result<(), RedrawError> {
        let bad = |field, problem| Err(RedrawError::Options { field, problem });
        if self.name.trim().is_empty() || self.name.chars().count() > 60 {
            return bad("name", "a scenario has a name of 1 to 60 characters");
        }
        if self.even_within_percent > 100 {
            return bad("even_within_percent", "even is within 0 to 100 percent");
        }
        if !(100..=1_000).contains(&self.way_percent) {
            return bad("way_percent", "the mean way is 100 to 1,000 percent");
        }
        if self.kicks > 100 {
            return bad("kicks", "there are 100 kicks at the most");
        }
        Ok(())
    }
}

/// Draws the areas of the present anew, or those of a variant of it: with a car less, the areas for the cars that are
/// left. Areas without a car end without points. The same question gives the same answer.
///
/// # Errors
/// [`RedrawError`] says what is missing or makes no sense.
pub fn redraw(
    present: &Scenario,
    variant: Option<&Variant>,
    how: &Redraw,
) -> Result<Drawn, RedrawError> {
    how.check()?;
    let named = Variant::present(how.name.clone());
    let base = variant.unwrap_or(&named);
    let scenario = base.of(present)?;
    if scenario.layout.areas.len() < 2 {
        return Err(RedrawError::OneArea);
    }
    let work = Work::of(&scenario)?;
    let near = graph::neighbours(&work.places);
    let waits: Vec<Place> = scenario
        .layout
        .areas
        .iter()
        .map(|one| one.waits_at)
        .collect();
    let area_of: Vec<usize> = scenario
        .layout
        .points
        .iter()
        .map(|point| {
            let mut areas = scenario.layout.areas.iter();
            areas.position(|one| one.id == point.area).unwrap_or(0)
        })
        .collect();
    let task = Task::new(how, &work, &near, &waits, &area_of);
    let before = task.told(&waits, &area_of);
    let (waiting, drawn) = task.solve(waits, area_of.clone());
    let after = task.told(&waiting, &drawn);
    let total: f64 = work.calls.iter().sum();
    let moved: Vec<usize> = (0..drawn.len())
        .filter(|point| drawn[*point] != area_of[*point])
        .collect();
    let areas = scenario.layout.areas.iter().enumerate();
    Ok(Drawn {
        variant: Variant {
            name: how.name.clone(),
            areas: changed(present, &scenario, &waiting, &drawn),
            ..base.clone()
        },
        areas: areas
            .map(|(nth, area)| AreaWork {
                area: area.id.clone(),
                cars: work.cars[nth],
                duty_hours: work.duty[nth] / HOUR,
                before: before.1[nth].clone(),
                after: after.1[nth].clone(),
            })
            .collect(),
        before: before.0,
        after: after.0,
        even: task.even,
        points: small(drawn.len()),
        moved: small(moved.len()),
        moved_calls: moved.iter().map(|point| work.calls[*point]).sum::<f64>() / total,
    })
}

fn small(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}

/// The areas that are not the present's: all their points, and where they wait if that is elsewhere. An area that
/// only lost points is there as well, so that the list can be read as it stands.
fn changed(
    present: &Scenario,
    scenario: &Scenario,
    waiting: &[Place],
    drawn: &[usize],
) -> Vec<Redrawn> {
    let mut all = Vec::new();
    for (nth, area) in scenario.layout.areas.iter().enumerate() {
        let points = (0_u32..).zip(drawn);
        let now: Vec<u32> = points
            .filter(|one| *one.1 == nth)
            .map(|one| one.0)
            .collect();
        let points = (0_u32..).zip(&present.layout.points);
        let was: Vec<u32> = points
            .filter(|one| one.1.area == area.id)
            .map(|one| one.0)
            .collect();
        let mut places = present.layout.areas.iter();
        let waits = places.find(|one| one.id == area.id).map(|one| one.waits_at);
        let waits_at = (waits != Some(waiting[nth])).then_some(waiting[nth]);
        if now != was || waits_at.is_some() {
            all.push(Redrawn {
                area: area.id.clone(),
                outline: None,
                points: now,
                waits_at,
            });
        }
    }
    all
}

/// What is to be drawn.
struct Task<'a> {
    how: &'a Redraw,
    work: &'a Work,
    near: &'a [Vec<usize>],
    /// By area: into how many pieces it may fall: none that hung together falls apart.
    pieces: Vec<usize>,
    even: f64,
    way_at_most: f64,
}

impl<'a> Task<'a> {
    fn new(
        how: &'a Redraw,
        work: &'a Work,
        near: &'a [Vec<usize>],
        waits: &[Place],
        area_of: &[usize],
    ) -> Self {
        let table = work.table(waits);
        // Every point's work from the nearest area with a car: no division has less.
        let least: f64 = (0..area_of.len())
            .filter_map(|point| {
                let loads = table.load.iter().map(|row| row[point]);
                loads.min_by(f64::total_cmp)
            })
            .sum();
        let duty: f64 = work.duty.iter().sum();
        let ways = area_of.iter().enumerate();
        let way: f64 = ways
            .map(|(point, area)| work.calls[point] * table.way[*area][point])
            .sum();
        Self {
            how,
            work,
            near,
            pieces: (0..waits.len())
                .map(|area| graph::pieces(near, |point| area_of[point] == area).max(1))
                .collect(),
            even: least / duty * (1.0 + f64::from(how.even_within_percent) / 100.0),
            // Where nobody drives anywhere, any way at all would be too long.
            way_at_most: (way * f64::from(how.way_percent) / 100.0).max(f64::MIN_POSITIVE),
        }
    }

    fn ground<'b>(&'b self, table: &'b Table) -> Ground<'b> {
        Ground {
            near: self.near,
            table,
            calls: &self.work.calls,
            duty: &self.work.duty,
            pieces: &self.pieces,
            even: self.even,
            way_at_most: self.way_at_most,
        }
    }

    fn score(&self, waits: &[Place], area_of: &[usize]) -> Score {
        let table = self.work.table(waits);
        let ground = self.ground(&table);
        Division::new(&ground, area_of.to_vec()).score(&ground)
    }

    /// The waiting points and the area of each point.
    fn solve(&self, mut waits: Vec<Place>, mut area_of: Vec<usize>) -> (Vec<Place>, Vec<usize>) {
        for _ in 0..ROUNDS {
            let table = self.work.table(&waits);
            let (seed, kicks) = (self.how.seed, self.how.kicks);
            area_of = seek::best(&self.ground(&table), &area_of, seed, kicks);
            if !self.how.move_waiting {
                break;
            }
            let moved = self.middles(&waits, &area_of);
            if !self
                .score(&moved, &area_of)
                .beats(&self.score(&waits, &area_of))
            {
                break;
            }
            waits = moved;
        }
        (waits, area_of)
    }

    /// For each area with a car, the point of its own, or the present place, from which its calls are nearest.
    fn middles(&self, waits: &[Place], area_of: &[usize]) -> Vec<Place> {
        let middle = |(nth, now): (usize, &Place)| {
            let own: Vec<usize> = (0..area_of.len())
                .filter(|at| area_of[*at] == nth)
                .collect();
            let cost = |from: Place| -> f64 {
                let ways = self.work.ways_from(from);
                own.iter().map(|at| self.work.calls[*at] * ways[*at]).sum()
            };
            let mut best = (cost(*now), *now);
            if self.work.duty[nth] > 0.0 {
                for at in &own {
                    let place = self.work.places[*at];
                    let cost = cost(place);
                    if cost < best.0 {
                        best = (cost, place);
                    }
                }
            }
            best.1
        };
        waits.iter().enumerate().map(middle).collect()
    }

    /// A division in words of work.
    fn told(&self, waits: &[Place], area_of: &[usize]) -> (TownWork, Vec<AreaShare>) {
        let work = self.work;
        let table = work.table(waits);
        let ground = self.ground(&table);
        let division = Division::new(&ground, area_of.to_vec());
        let (mut most, mut uncovered) = (0.0_f64, 0.0);
        let mut areas = Vec::new();
        for (area, waits_at) in waits.iter().enumerate() {
            let own = || (0..area_of.len()).filter(|at| area_of[*at] == area);
            let calls: f64 = own().map(|at| work.calls[at]).sum();
            let ways: f64 = own().map(|at| work.calls[at] * table.way[area][at]).sum();
            // Anew: sums that points were added to and taken from are off by their rounding.
            let load: f64 = own().map(|at| table.load[area][at]).sum();
            let duty = work.duty[area];
            let workload = (duty > 0.0).then(|| load / duty);
            most = most.max(workload.unwrap_or(0.0));
            uncovered += if duty > 0.0 { 0.0 } else { load };
            areas.push(AreaShare {
                waits_at: *waits_at,
                points: small(division.count[area]),
                calls,
                hours: load / HOUR,
                workload,
                way_seconds: (calls > 0.0).then(|| ways / calls),
                pieces: small(division.pieces[area]),
            });
        }
        let calls: f64 = work.calls.iter().sum();
        let mean =
            areas.iter().map(|one| one.hours).sum::<f64>() * HOUR / work.duty.iter().sum::<f64>();
        let town = TownWork {
            most,
            mean,
            most_over_mean: if mean > 0.0 { most / mean } else { 1.0 },
            way_seconds: division.way / calls,
            uncovered_hours: uncovered / HOUR,
        };
        (town, areas)
    }
}
