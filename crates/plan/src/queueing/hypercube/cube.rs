//! The states of the hypercube and one round of the iteration over them.
//!
//! A state is a number: bit `i` is set while unit `i` is busy. Its balance equation is
//!
//! `p(B)·(λ + Σ_{i∈B} μᵢ) = Σ_{i∈B} p(B∖i)·λᵢ(B∖i) + Σ_{i∉B} p(B∪i)·μᵢ`, without `λ` for the full state.
//!
//! A round is a Gauss–Seidel sweep (高斯–赛德尔扫描) from full to empty, one from empty to full, and two
//! corrections. Larson's order by levels (the number of busy units) and the order of the numbers
//! give the same sweep, because a state depends on its neighbours one level above and below only,
//! and a subset has the smaller number. The order of the numbers keeps neighbours in long runs.
//!
//! **Corrections.** A sweep settles the states around each other quickly and the large sums slowly. So
//! after each round (1) the states with unit `i` busy are multiplied by what unit `i` was sent over what
//! it finished, all units at once; (2) each level gets the weight that it has in the birth and death
//! process of the number of busy units, with the death rates that the states show now. The second is
//! aggregation and disaggregation (聚合–分解) after Koury, McAllister and Stewart (1984); with equal
//! service the weights are those of M/M/c at once. The first is the same thought for each unit's busy and
//! free halves. Both leave the solution in its place, for there all factors are 1. Together they halve the
//! number of rounds; [`mixing`](super::mixing) takes another third off.

use super::{
    Model,
    mixing::{Mixing, Progress},
    rates,
};

/// States are handled in runs of 2⁶: the six lowest units within a run, the others between runs.
const LOW_BITS: usize = 6;
const RUN: usize = 1 << LOW_BITS;

pub(super) struct Cube {
    units: usize,
    /// The number of units within a run, and of states.
    low: usize,
    run: usize,
    arrivals: f64,
    service: Vec<f64>,
    rates: Vec<Vec<f64>>,
    /// By the low part of a state: Σ μ of its busy units, and how many they are.
    low_service: [f64; RUN],
    low_busy: [usize; RUN],
    p: Vec<f64>,
    mixing: Mixing,
    /// Whether units are corrected, or levels only.
    corrects_units: bool,
}

impl Cube {
    pub(super) fn new(model: &Model) -> Self {
        let units = model.units();
        let low = units.min(LOW_BITS);
        let run = 1 << low;
        let mut low_service = [0.0; RUN];
        let mut low_busy = [0; RUN];
        for state in 0..run {
            for unit in (0..low).filter(|unit| state >> unit & 1 == 1) {
                low_service[state] += model.service()[unit];
                low_busy[state] += 1;
            }
        }
        let mut cube = Self {
            units,
            low,
            run,
            arrivals: model.arrivals(),
            service: model.service().to_vec(),
            rates: rates::dispatch_rates(model),
            low_service,
            low_busy,
            p: vec![1.0; 1 << units],
            mixing: Mixing::default(),
            corrects_units: true,
        };
        let same = vec![1.0; units];
        cube.correct(&same);
        cube.mixing = Mixing::from(&cube.p);
        cube
    }

    /// The probabilities of the states, without the queue: they sum to one.
    pub(super) fn into_probabilities(self) -> Vec<f64> {
        self.p
    }

    /// Mixes, sweeps down, sweeps up, corrects.
    pub(super) fn round(&mut self) -> Progress {
        self.mixing.mix(&mut self.p);
        for high in (0..1 << (self.units - self.low)).rev() {
            self.down(high);
        }
        let mut sent = vec![0.0; self.units];
        for high in 0..1 << (self.units - self.low) {
            self.up(high, &mut sent);
        }
        let factors = self.unit_factors(&sent);
        self.correct(&factors);
        self.mixing.compare(&self.p)
    }

    /// From now on corrects levels only.
    pub(super) fn leave_units(&mut self) {
        self.corrects_units = false;
    }

    /// One over the rate at which the states of a run are left, by their low part.
    fn stay(&self, high: usize) -> [f64; RUN] {
        let from_high = self.high_service(high) + self.arrivals;
        let mut stay = [0.0; RUN];
        for (stay, low) in stay.iter_mut().zip(&self.low_service) {
            *stay = 1.0 / (from_high + low);
        }
        if high + 1 == 1 << (self.units - self.low) {
            let full = self.run - 1;
            stay[full] = 1.0 / (from_high - self.arrivals + self.low_service[full]);
        }
        stay
    }

    fn high_service(&self, high: usize) -> f64 {
        let busy = (self.low..self.units).filter(|unit| high >> (unit - self.low) & 1 == 1);
        busy.map(|unit| self.service[unit]).sum()
    }

    /// What enters the states of a run from other runs. `sent` counts what each unit is sent.
    fn enter(&self, high: usize, sent: &mut [f64]) -> [f64; RUN] {
        let mut enter = [0.0; RUN];
        let start = high << self.low;
        for (unit, sent) in sent.iter_mut().enumerate().skip(self.low) {
            let neighbour = start ^ (1 << unit);
            let p = &self.p[neighbour..neighbour + self.run];
            if start >> unit & 1 == 1 {
                let at = rates::without(neighbour, unit);
                let rates = &self.rates[unit][at..at + self.run];
                *sent += add_products(&mut enter[..self.run], p, rates);
            } else {
                let service = self.service[unit];
                for (enter, p) in enter[..self.run].iter_mut().zip(p) {
                    *enter += p * service;
                }
            }
        }
        enter
    }

    /// One run of the sweep from empty to full: what is below is new, what is above is old.
    fn up(&mut self, high: usize, sent: &mut [f64]) {
        let start = high << self.low;
        let mut enter = self.enter(high, sent);
        let stay = self.stay(high);
        let p = &mut self.p[start..start + self.run];
        for unit in 0..self.low {
            let (bit, service) = (1 << unit, self.service[unit]);
            for (enter, p) in enter[..p.len()]
                .chunks_exact_mut(2 * bit)
                .zip(p.chunks_exact(2 * bit))
            {
                for (enter, p) in enter[..bit].iter_mut().zip(&p[bit..]) {
                    *enter += p * service;
                }
            }
        }
        for state in 0..p.len() {
            p[state] = enter[state] * stay[state];
            // The last state of the lower half of a pair of halves: all of it is new, and enters
            // the upper half as one vector.
            let unit = state.trailing_ones() as usize;
            if unit < self.low {
                let next = state + 1;
                let half = next - (1 << unit)..next;
                let at = start / 2 + rates::without(half.start, unit);
                let rates = &self.rates[unit][at..at + half.len()];
                let upper = &mut enter[next..next + half.len()];
                sent[unit] += add_products(upper, &p[half], rates);
            }
        }
    }

    /// One run of the sweep from full to empty: what is above is new, what is below is old.
    fn down(&mut self, high: usize) {
        let start = high << self.low;
        let mut ignored = vec![0.0; self.units];
        let mut enter = self.enter(high, &mut ignored);
        let stay = self.stay(high);
        let p = &mut self.p[start..start + self.run];
        for unit in 0..self.low {
            let bit = 1 << unit;
            let rates = &self.rates[unit][start / 2..(start + p.len()) / 2];
            for ((enter, p), rates) in enter[..p.len()]
                .chunks_exact_mut(2 * bit)
                .zip(p.chunks_exact(2 * bit))
                .zip(rates.chunks_exact(bit))
            {
                for ((enter, p), rate) in enter[bit..].iter_mut().zip(&p[..bit]).zip(rates) {
                    *enter += p * rate;
                }
            }
        }
        for state in (0..p.len()).rev() {
            p[state] = enter[state] * stay[state];
            let unit = state.trailing_zeros() as usize;
            if unit < self.low {
                let half = 1 << unit;
                let lower = &mut enter[state - half..state];
                for (enter, p) in lower.iter_mut().zip(&p[state..state + half]) {
                    *enter += p * self.service[unit];
                }
            }
        }
    }

    /// For each unit what it was sent over what it finished; 1 for all once they are left alone.
    fn unit_factors(&self, sent: &[f64]) -> Vec<f64> {
        let mut busy = vec![0.0; self.units];
        let mut by_low = [0.0; RUN];
        for (high, run) in self.p.chunks_exact(self.run).enumerate() {
            let mass: f64 = run.iter().sum();
            for (sum, p) in by_low.iter_mut().zip(run) {
                *sum += p;
            }
            for unit in (self.low..self.units).filter(|unit| high >> (unit - self.low) & 1 == 1) {
                busy[unit] += mass;
            }
        }
        for (unit, busy) in busy.iter_mut().enumerate().take(self.low) {
            let states = (0..self.run).filter(|state| state >> unit & 1 == 1);
            *busy = states.map(|state| by_low[state]).sum();
        }
        let factor = |((busy, sent), service): ((&f64, &f64), &f64)| {
            let finished = busy * service;
            let known = self.corrects_units && finished > 0.0 && *sent > 0.0;
            if known { sent / finished } else { 1.0 }
        };
        busy.iter()
            .zip(sent)
            .zip(&self.service)
            .map(factor)
            .collect()
    }

    /// Multiplies by the units' factors, then gives the levels their weights.
    fn correct(&mut self, units: &[f64]) {
        let (mass, finished) = self.scale_units(units);
        let factors = self.level_factors(&mass, &finished);
        let mut by_low = [0.0; RUN];
        for (high, run) in self.p.chunks_exact_mut(self.run).enumerate() {
            let busy = ones(high);
            for (factor, low) in by_low.iter_mut().zip(self.low_busy) {
                *factor = factors[busy + low];
            }
            for (p, factor) in run.iter_mut().zip(&by_low) {
                *p *= factor;
            }
        }
    }

    /// Multiplies each state by its busy units' factors. Answers the mass of each level, and the rate
    /// at which its units finish.
    fn scale_units(&mut self, units: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let mut low_factor = [1.0; RUN];
        for (state, factor) in low_factor.iter_mut().enumerate().take(self.run) {
            let busy = (0..self.low).filter(|unit| state >> unit & 1 == 1);
            *factor = busy.map(|unit| units[unit]).product();
        }
        let levels = self.units - self.low + 1;
        let mut mass = vec![[0.0; RUN]; levels];
        let mut high_finished = vec![[0.0; RUN]; levels];
        for high in 0..1 << (self.units - self.low) {
            let busy = (self.low..self.units).filter(|unit| high >> (unit - self.low) & 1 == 1);
            let factor: f64 = busy.map(|unit| units[unit]).product();
            let service = self.high_service(high);
            let start = high << self.low;
            let run = &mut self.p[start..start + self.run];
            let level = ones(high);
            for (((p, low), mass), finished) in run
                .iter_mut()
                .zip(&low_factor)
                .zip(&mut mass[level])
                .zip(&mut high_finished[level])
            {
                *p *= factor * low;
                *mass += *p;
                *finished += *p * service;
            }
        }
        let mut level_mass = vec![0.0; self.units + 1];
        let mut level_finished = vec![0.0; self.units + 1];
        for (high, (mass, finished)) in mass.iter().zip(&high_finished).enumerate() {
            for state in 0..self.run {
                let level = high + self.low_busy[state];
                level_mass[level] += mass[state];
                level_finished[level] += finished[state] + mass[state] * self.low_service[state];
            }
        }
        (level_mass, level_finished)
    }

    /// By what each level is multiplied to weigh as much as in the birth and death process.
    fn level_factors(&self, mass: &[f64], finished: &[f64]) -> Vec<f64> {
        let mut weights = vec![1.0];
        for (mass, finished) in mass.iter().zip(finished).skip(1) {
            let before = weights.last().copied().unwrap_or(0.0);
            let some = *finished > 0.0;
            weights.push(if some {
                before * self.arrivals * mass / finished
            } else {
                0.0
            });
        }
        let total: f64 = weights.iter().sum();
        let factor = |(weight, mass): (f64, &f64)| {
            if *mass > 0.0 {
                weight / total / mass
            } else {
                1.0
            }
        };
        weights.into_iter().zip(mass).map(factor).collect()
    }
}

/// Adds `p·rate` to each; answers the sum of them, in four lanes so that it is not one long chain.
#[inline]
fn add_products(enter: &mut [f64], p: &[f64], rates: &[f64]) -> f64 {
    let mut lanes = [0.0; 4];
    let mut fours = enter.chunks_exact_mut(4);
    let (mut p_fours, mut rate_fours) = (p.chunks_exact(4), rates.chunks_exact(4));
    for ((enter, p), rates) in (&mut fours).zip(&mut p_fours).zip(&mut rate_fours) {
        for at in 0..4 {
            let flow = p[at] * rates[at];
            enter[at] += flow;
            lanes[at] += flow;
        }
    }
    let rest = fours.into_remainder().iter_mut();
    for ((enter, p), rate) in rest.zip(p_fours.remainder()).zip(rate_fours.remainder()) {
        let flow = p * rate;
        *enter += flow;
        lanes[0] += flow;
    }
    lanes.iter().sum()
}

fn ones(number: usize) -> usize {
    number.count_ones() as usize
}
