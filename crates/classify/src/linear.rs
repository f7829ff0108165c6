//! Multinomial logistic regression with L2, trained by AdaGrad in a fixed order.

use crate::Permille;

/// Weights and biases are kept as whole numbers in units of 1/65 536.
const UNIT: f64 = 65_536.0;
/// Epochs of the training.
const EPOCHS: usize = 30;
/// The step of AdaGrad.
const STEP: f64 = 0.5;
/// The strength of the L2 penalty.
const PENALTY: f64 = 1e-3;

/// A sentence for the trainer: numbers of its features, its class, how much it counts.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) features: Vec<u32>,
    pub(crate) class: usize,
    pub(crate) weight: f64,
}

/// A linear classifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Linear {
    pub(crate) classes: usize,
    /// One a class.
    pub(crate) bias: Vec<i32>,
    /// One a feature and class, class fastest.
    pub(crate) weights: Vec<i32>,
    /// By what scores are divided before they are probabilities, in thousandths.
    pub(crate) temperature: u32,
}

impl Linear {
    /// The scores of the classes.
    pub(crate) fn scores(&self, features: &[u32]) -> Vec<f64> {
        let scale = scale(features.len());
        let mut sums: Vec<i64> = vec![0; self.classes];
        for feature in features {
            for (sum, weight) in sums.iter_mut().zip(self.row(*feature)) {
                *sum += i64::from(*weight);
            }
        }
        sums.iter()
            .zip(&self.bias)
            .map(|(sum, bias)| (as_float(*sum) * scale + f64::from(*bias)) / UNIT)
            .collect()
    }

    /// The weights of a feature.
    pub(crate) fn row(&self, feature: u32) -> &[i32] {
        let from = usize::try_from(feature)
            .unwrap_or(usize::MAX)
            .saturating_mul(self.classes);
        self.weights
            .get(from..from.saturating_add(self.classes))
            .unwrap_or_default()
    }

    /// How much a feature speaks for a class against the average of all, in thousandths.
    pub(crate) fn speaks_for(&self, feature: u32, class: usize, features: usize) -> i32 {
        let row = self.row(feature);
        let Some(own) = row.get(class) else { return 0 };
        let mean = row.iter().map(|one| f64::from(*one)).sum::<f64>() / as_float_of(self.classes);
        let points = (f64::from(*own) - mean) * scale(features) / UNIT;
        whole(points * 1000.0 * 1000.0 / f64::from(self.temperature.max(1)))
    }

    /// The probabilities of the classes in thousandths.
    pub(crate) fn probabilities(&self, features: &[u32]) -> Vec<Permille> {
        in_permille(&self.scores(features), self.temperature)
    }
}

/// Scores as probabilities in thousandths, under a temperature in thousandths.
pub(crate) fn in_permille(scores: &[f64], temperature: u32) -> Vec<Permille> {
    let warmth = f64::from(temperature.max(1)) / 1000.0;
    softmax(scores, warmth)
        .into_iter()
        .map(|one| Permille::try_from(whole(one * 1000.0)).unwrap_or(0))
        .collect()
}

/// Trains on rows in their order, turned by a fixed rule each epoch.
pub(crate) fn fit(rows: &[Row], classes: usize, vocabulary: usize) -> Linear {
    let mut weights = vec![0.0_f64; vocabulary * classes];
    let mut moved = vec![1e-6_f64; vocabulary * classes];
    let mut bias = vec![0.0_f64; classes];
    let mut bias_moved = vec![1e-6_f64; classes];
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut dice = 0x9E37_79B9_7F4A_7C15_u64;
    for _ in 0..EPOCHS {
        shuffle(&mut order, &mut dice);
        for row in order.iter().filter_map(|at| rows.get(*at)) {
            let scale = scale(row.features.len());
            let mut scores = bias.clone();
            for place in places(row, classes) {
                for (score, weight) in scores.iter_mut().zip(&weights[place..place + classes]) {
                    *score += weight * scale;
                }
            }
            let errors: Vec<f64> = softmax(&scores, 1.0)
                .iter()
                .enumerate()
                .map(|(class, one)| row.weight * (one - f64::from(u8::from(class == row.class))))
                .collect();
            for place in places(row, classes) {
                for (class, error) in errors.iter().enumerate() {
                    let weight = &mut weights[place + class];
                    let slope = error * scale + PENALTY * *weight;
                    let moved = &mut moved[place + class];
                    *moved += slope * slope;
                    *weight -= STEP * slope / moved.sqrt();
                }
            }
            for (class, error) in errors.iter().enumerate() {
                bias_moved[class] += error * error;
                bias[class] -= STEP * 0.2 * error / bias_moved[class].sqrt();
            }
        }
    }
    let fixed = |all: &[f64]| all.iter().map(|one| whole(one * UNIT)).collect();
    Linear {
        classes,
        bias: fixed(&bias),
        weights: fixed(&weights),
        temperature: 1000,
    }
}

fn places(row: &Row, classes: usize) -> impl Iterator<Item = usize> + '_ {
    row.features
        .iter()
        .map(move |one| usize::try_from(*one).unwrap_or(0) * classes)
}

/// The temperature, in thousandths, under which these scores explain the classes best.
pub(crate) fn temperature(judged: &[(Vec<f64>, usize)]) -> u32 {
    let loss = |warmth: u32| -> f64 {
        let warmth = f64::from(warmth) / 1000.0;
        judged
            .iter()
            .map(|(scores, class)| {
                let right = softmax(scores, warmth).get(*class).copied().unwrap_or(0.0);
                -right.max(1e-9).ln()
            })
            .sum()
    };
    (5..=100)
        .map(|step| step * 50)
        .min_by(|one, other| loss(*one).total_cmp(&loss(*other)))
        .unwrap_or(1000)
}

fn softmax(scores: &[f64], warmth: f64) -> Vec<f64> {
    let top = scores.iter().copied().fold(f64::MIN, f64::max);
    let raised: Vec<f64> = scores
        .iter()
        .map(|one| ((one - top) / warmth).exp())
        .collect();
    let sum: f64 = raised.iter().sum();
    raised.iter().map(|one| one / sum).collect()
}

/// A long sentence must not shout: each feature counts by the root of their number.
fn scale(features: usize) -> f64 {
    1.0 / as_float_of(features.max(1)).sqrt()
}

fn shuffle(order: &mut [usize], dice: &mut u64) {
    for at in (1..order.len()).rev() {
        *dice ^= *dice << 13;
        *dice ^= *dice >> 7;
        *dice ^= *dice << 17;
        let other = *dice % (u64::try_from(at).unwrap_or(0) + 1);
        order.swap(at, usize::try_from(other).unwrap_or(0));
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "sums of weights stay far below 2^53"
)]
fn as_float(number: i64) -> f64 {
    number as f64
}

fn as_float_of(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::from(u32::MAX), f64::from)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "clamped to the target's range first"
)]
fn whole(number: f64) -> i32 {
    number
        .round()
        .clamp(f64::from(i32::MIN), f64::from(i32::MAX)) as i32
}
