//! What a solution says about the town: workloads, who goes where, how long it takes.

use super::{Line, Model, as_float};
use serde::{Deserialize, Serialize};

const SECONDS_PER_HOUR: f64 = 3600.0;

/// The measures of performance of Larson (1974). All shares lie between 0 and 1; a share or a mean over
/// nothing is `None`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measures {
    /// The share of time that each unit is busy (负荷率), the time in which calls wait included.
    pub workload: Vec<f64>,
    /// The share of all dispatches that send a unit to an atom, by unit and atom: Larson's `f`. They
    /// sum to 1.
    pub dispatches: Vec<Vec<f64>>,
    /// The part of [`Measures::dispatches`] that did not wait.
    pub at_once: Vec<Vec<f64>>,
    /// The probability that a call finds all units busy, and waits or is lost.
    pub all_busy: f64,
    /// The share of calls that are lost; 0 with an infinite line.
    pub lost: f64,
    /// The mean wait for a unit over all calls that are served, seconds.
    pub mean_wait: f64,
    /// The mean number of calls that wait.
    pub mean_waiting: f64,
    /// The share of dispatches that leave the unit's primary area (跨区出车): one that is not among
    /// the atom's first choices goes.
    pub cross_area: f64,
    /// The same by unit: of its own dispatches.
    pub cross_area_of_unit: Vec<Option<f64>>,
    /// The same by the primary area of each unit: of the calls from it, those that others serve.
    pub cross_area_into: Vec<Option<f64>>,
    /// The mean travel time, seconds.
    pub travel: f64,
    /// The same to each atom.
    pub travel_to_atom: Vec<Option<f64>>,
    /// The same by unit.
    pub travel_of_unit: Vec<Option<f64>>,
    /// The same of calls that waited.
    pub travel_after_wait: f64,
}

/// What a solver knows about who goes where.
pub(super) struct Dispatches {
    /// Of all calls, the share that a unit serves at once in an atom, by unit and atom.
    pub(super) at_once: Vec<Vec<f64>>,
    /// The probability that all units are busy.
    pub(super) saturated: f64,
}

impl Measures {
    pub(super) fn of(model: &Model, workload: Vec<f64>, known: &Dispatches) -> Self {
        let (lost, waits) = match model.line() {
            Line::Infinite => (0.0, known.saturated),
            Line::Loss => (known.saturated, 0.0),
        };
        let served = 1.0 - lost;
        let share = |atom: usize| model.demand()[atom] / model.arrivals();
        // A call at the head of the line is taken by the unit that finishes next.
        let after_wait = |unit: usize| waits * model.service()[unit] / model.capacity();
        let at_once = table(model, |unit, atom| known.at_once[unit][atom] / served);
        let dispatches = table(model, |unit, atom| {
            at_once[unit][atom] + after_wait(unit) * share(atom)
        });

        let mut this = Self {
            workload,
            dispatches,
            at_once,
            all_busy: known.saturated,
            lost,
            mean_wait: 0.0,
            mean_waiting: 0.0,
            cross_area: 0.0,
            cross_area_of_unit: Vec::new(),
            cross_area_into: Vec::new(),
            travel: 0.0,
            travel_to_atom: Vec::new(),
            travel_of_unit: Vec::new(),
            travel_after_wait: 0.0,
        };
        if waits > 0.0 {
            let hours = waits / (model.capacity() - model.arrivals());
            this.mean_wait = hours * SECONDS_PER_HOUR;
            this.mean_waiting = hours * model.arrivals();
        }
        this.areas(model);
        this.travels(model, waits, share, after_wait);
        this
    }

    fn areas(&mut self, model: &Model) {
        let units = model.units();
        let (mut of_unit, mut into) = (vec![Mean::default(); units], vec![Mean::default(); units]);
        let mut town = Mean::default();
        for atom in 0..model.atoms() {
            let first = model.preference(atom).first();
            for (unit, row) in self.dispatches.iter().enumerate() {
                let crosses = if first.contains(&unit) { 0.0 } else { 1.0 };
                of_unit[unit].add(row[atom], crosses);
                town.add(row[atom], crosses);
                // An atom of several primary areas is divided among them.
                for owner in first {
                    into[*owner].add(row[atom] / as_float(first.len()), crosses);
                }
            }
        }
        self.cross_area = town.value().unwrap_or(0.0);
        self.cross_area_of_unit = of_unit.iter().map(Mean::value).collect();
        self.cross_area_into = into.iter().map(Mean::value).collect();
    }

    fn travels(
        &mut self,
        model: &Model,
        waits: f64,
        share: impl Fn(usize) -> f64,
        after_wait: impl Fn(usize) -> f64,
    ) {
        let (units, atoms) = (model.units(), model.atoms());
        let mut to_atom = vec![Mean::default(); atoms];
        let mut of_unit = vec![Mean::default(); units];
        let (mut town, mut queued) = (Mean::default(), Mean::default());
        for (unit, of_unit) in of_unit.iter_mut().enumerate() {
            for (atom, to_atom) in to_atom.iter_mut().enumerate() {
                let time = model.travel().from_units[unit][atom];
                let weight = self.at_once[unit][atom];
                to_atom.add(weight, time);
                of_unit.add(weight, time);
                town.add(weight, time);
                let weight = after_wait(unit) * share(atom);
                let time = after_wait_travel(model, unit, atom, &share);
                to_atom.add(weight, time);
                of_unit.add(weight, time);
                town.add(weight, time);
                queued.add(weight, time);
            }
        }
        self.travel = town.value().unwrap_or(0.0);
        self.travel_to_atom = to_atom.iter().map(Mean::value).collect();
        self.travel_of_unit = of_unit.iter().map(Mean::value).collect();
        self.travel_after_wait = if waits > 0.0 {
            queued.value().unwrap_or(0.0)
        } else {
            0.0
        };
    }

    /// The share of served calls that a unit reaches within `seconds` of the call (及时率), the wait
    /// included. A call that waits does so for an exponential time with the rate at which the units
    /// can do more than comes.
    #[must_use]
    pub fn share_within(&self, model: &Model, seconds: f64) -> f64 {
        let spare = (model.capacity() - model.arrivals()) / SECONDS_PER_HOUR;
        let share = |atom: usize| model.demand()[atom] / model.arrivals();
        let mut within = 0.0;
        for unit in 0..model.units() {
            for atom in 0..model.atoms() {
                if model.travel().from_units[unit][atom] <= seconds {
                    within += self.at_once[unit][atom];
                }
                let waited = self.dispatches[unit][atom] - self.at_once[unit][atom];
                if waited > 0.0 {
                    within += waited * after_wait_within(model, unit, atom, seconds, spare, &share);
                }
            }
        }
        within
    }
}

/// How long a unit drives to an atom from the call before, wherever that was.
fn after_wait_travel(
    model: &Model,
    unit: usize,
    atom: usize,
    share: &impl Fn(usize) -> f64,
) -> f64 {
    match &model.travel().between_atoms {
        Some(between) => between
            .iter()
            .enumerate()
            .map(|(from, row)| share(from) * row[atom])
            .sum(),
        None => model.travel().from_units[unit][atom],
    }
}

fn after_wait_within(
    model: &Model,
    unit: usize,
    atom: usize,
    seconds: f64,
    spare: f64,
    share: &impl Fn(usize) -> f64,
) -> f64 {
    let left = |time: f64| 1.0 - (-spare * (seconds - time).max(0.0)).exp();
    match &model.travel().between_atoms {
        Some(between) => between
            .iter()
            .enumerate()
            .map(|(from, row)| share(from) * left(row[atom]))
            .sum(),
        None => left(model.travel().from_units[unit][atom]),
    }
}

fn table(model: &Model, value: impl Fn(usize, usize) -> f64) -> Vec<Vec<f64>> {
    (0..model.units())
        .map(|unit| (0..model.atoms()).map(|atom| value(unit, atom)).collect())
        .collect()
}

/// A weighted mean on its way.
#[derive(Debug, Clone, Copy, Default)]
struct Mean {
    weight: f64,
    sum: f64,
}

impl Mean {
    fn add(&mut self, weight: f64, value: f64) {
        self.weight += weight;
        self.sum += weight * value;
    }

    fn value(&self) -> Option<f64> {
        (self.weight > 0.0).then(|| self.sum / self.weight)
    }
}
