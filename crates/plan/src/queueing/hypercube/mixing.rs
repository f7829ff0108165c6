//! Mixing of two rounds (安德森加速), and how far the iteration has come.
//!
//! A round takes a point `x` to `g(x)`. Near the solution it is linear and one slow direction is left, so
//! the next point is not `g(x)` but the mixture of it with the one before whose residual `g(x) − x` is
//! the smallest: Anderson's method (1965) with a memory of one. It costs two more vectors and
//! reads the states once more in a round.

/// A mixture may leave the positive numbers while it is far off; never by more than to this share.
const SMALLEST: f64 = 0.01;

#[derive(Default)]
pub(super) struct Mixing {
    /// Where the round began, and where the one before it led to and by which step.
    point: Vec<f64>,
    last_value: Vec<f64>,
    last_step: Vec<f64>,
    /// How much of the value before is mixed in; nothing before there are two.
    share: f64,
    rounds: usize,
}

/// How far a round has come.
#[derive(Debug, Clone, Copy)]
pub(super) struct Progress {
    /// `Σ|g(x) − x|`.
    pub(super) change: f64,
    /// By which factor the round shrank the distance from the last point: `|g(x) − g(y)| / |x − y|`.
    /// 1 until there are two.
    pub(super) rate: f64,
}

impl Mixing {
    /// Begins at a point.
    pub(super) fn from(point: &[f64]) -> Self {
        Self {
            point: point.to_vec(),
            last_value: point.to_vec(),
            last_step: vec![0.0; point.len()],
            share: 0.0,
            rounds: 0,
        }
    }

    /// Puts the next point in the place of the last value.
    pub(super) fn mix(&mut self, value: &mut [f64]) {
        if self.rounds == 0 {
            return;
        }
        let share = self.share;
        for (((value, point), last), step) in value
            .iter_mut()
            .zip(&mut self.point)
            .zip(&mut self.last_value)
            .zip(&mut self.last_step)
        {
            let mixed = *value + share * (*last - *value);
            *step = *value - *point;
            *last = *value;
            *point = mixed.max(SMALLEST * *value);
            *value = *point;
        }
    }

    /// Looks at where the round led to.
    pub(super) fn compare(&mut self, value: &[f64]) -> Progress {
        let mut sums = [Sums::default(); 4];
        for (at, (((value, point), last), last_step)) in value
            .iter()
            .zip(&self.point)
            .zip(&self.last_value)
            .zip(&self.last_step)
            .enumerate()
        {
            let sums = &mut sums[at % 4];
            let step = value - point;
            let turn = step - last_step;
            let moved = value - last;
            sums.change += step.abs();
            sums.moved += moved.abs();
            // point − last point = (value − step) − (last value − last step)
            sums.apart += (moved - turn).abs();
            sums.along += step * turn;
            sums.turn += turn * turn;
        }
        let total = |part: fn(&Sums) -> f64| sums.iter().map(part).sum::<f64>();
        let change = total(|sums| sums.change);
        let turn = total(|sums| sums.turn);
        let apart = total(|sums| sums.apart);
        self.rounds += 1;
        let has_two = self.rounds > 1;
        self.share = if has_two && turn > 0.0 {
            total(|sums| sums.along) / turn
        } else {
            0.0
        };
        let rate = if has_two && apart > 0.0 {
            total(|sums| sums.moved) / apart
        } else {
            1.0
        };
        Progress { change, rate }
    }
}

/// What one pass over the states adds up.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    change: f64,
    moved: f64,
    apart: f64,
    along: f64,
    turn: f64,
}
