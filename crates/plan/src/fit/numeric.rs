//! Functions that the estimators need beside `liandong_analysis::stats::special`.

use liandong_analysis::stats::special::gamma_q;

/// ψ(x), the derivative of ln Γ, for x > 0: recurrence up to 10, then the asymptotic series
/// (M. Abramowitz, I. Stegun, Handbook of Mathematical Functions, 6.3.5 and 6.3.18).
pub(crate) fn digamma(x: f64) -> f64 {
    let (mut x, mut sum) = (x, 0.0);
    while x < 10.0 {
        sum -= 1.0 / x;
        x += 1.0;
    }
    let y = 1.0 / (x * x);
    let series =
        y * (1.0 / 12.0 - y * (1.0 / 120.0 - y * (1.0 / 252.0 - y * (1.0 / 240.0 - y / 132.0))));
    sum + x.ln() - 0.5 / x - series
}

/// ψ′(x), for x > 0 (6.4.6 and 6.4.12 of the same).
pub(crate) fn trigamma(x: f64) -> f64 {
    let (mut x, mut sum) = (x, 0.0);
    while x < 10.0 {
        sum += 1.0 / (x * x);
        x += 1.0;
    }
    let y = 1.0 / (x * x);
    let series = y * (1.0 / 6.0 - y * (1.0 / 30.0 - y * (1.0 / 42.0 - y / 30.0)));
    sum + 1.0 / x + 0.5 * y + series / x
}

/// Φ(z) of the standard normal distribution.
pub(crate) fn normal_cdf(z: f64) -> f64 {
    let tail = 0.5 * gamma_q(0.5, z * z / 2.0);
    if z < 0.0 { tail } else { 1.0 - tail }
}

/// Φ⁻¹(p), for 0 < p < 1, to about nine digits (P. J. Acklam's rational approximation).
pub(crate) fn normal_quantile(p: f64) -> f64 {
    const A: [f64; 6] = [
        -39.696_830_286_653_76,
        220.946_098_424_520_5,
        -275.928_510_446_968_7,
        138.357_751_867_269,
        -30.664_798_066_147_16,
        2.506_628_277_459_239,
    ];
    const B: [f64; 6] = [
        -54.476_098_798_224_06,
        161.585_836_858_040_9,
        -155.698_979_859_886_6,
        66.801_311_887_719_72,
        -13.280_681_552_885_72,
        1.0,
    ];
    const C: [f64; 6] = [
        -0.007_784_894_002_430_293,
        -0.322_396_458_041_136_5,
        -2.400_758_277_161_838,
        -2.549_732_539_343_734,
        4.374_664_141_464_968,
        2.938_163_982_698_783,
    ];
    const D: [f64; 5] = [
        0.007_784_695_709_041_462,
        0.322_467_129_070_039_8,
        2.445_134_137_142_996,
        3.754_408_661_907_416,
        1.0,
    ];
    let p = p.clamp(1e-15, 1.0 - 1e-15);
    let tail = |p: f64| {
        let q = (-2.0 * p.ln()).sqrt();
        horner(&C, q) / horner(&D, q)
    };
    if p < 0.024_25 {
        tail(p)
    } else if p > 1.0 - 0.024_25 {
        -tail(1.0 - p)
    } else {
        let q = p - 0.5;
        q * horner(&A, q * q) / horner(&B, q * q)
    }
}

fn horner(terms: &[f64], x: f64) -> f64 {
    terms.iter().fold(0.0, |sum, term| sum.mul_add(x, *term))
}

/// Where a function with one summit between two ends is highest (golden section).
pub(crate) fn summit(low: f64, high: f64, value: impl Fn(f64) -> f64) -> f64 {
    let ratio = (5.0_f64.sqrt() - 1.0) / 2.0;
    let (mut low, mut high) = (low, high);
    let (mut left, mut right) = (high - ratio * (high - low), low + ratio * (high - low));
    let (mut at_left, mut at_right) = (value(left), value(right));
    while high - low > 1e-7 * (1.0 + high.abs()) {
        if at_left < at_right {
            (low, left, at_left) = (left, right, at_right);
            right = low + ratio * (high - low);
            at_right = value(right);
        } else {
            (high, right, at_right) = (right, left, at_left);
            left = high - ratio * (high - low);
            at_left = value(left);
        }
    }
    low.midpoint(high)
}

/// A number of things as a real number.
pub(crate) const fn real(count: usize) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a log has far fewer than 2^52 of anything"
    )]
    {
        count as f64
    }
}

/// Whole seconds, or a whole count, as a real number.
pub(crate) const fn whole(seconds: i64) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "seconds of some years are far below 2^52"
    )]
    {
        seconds as f64
    }
}

/// A count for the output.
pub(crate) fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

/// The quantile of a sorted sample between its two nearest values (type 7 of R. J. Hyndman, Y. Fan,
/// The American Statistician 50, 1996); zero of no sample.
pub(crate) fn sample_quantile(sorted: &[f64], p: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else {
        return 0.0;
    };
    let at = p.clamp(0.0, 1.0) * real(last);
    let below = floor_index(at).min(last);
    let above = (below + 1).min(last);
    let share = at - real(below);
    sorted[below] * (1.0 - share) + sorted[above] * share
}

/// The whole part of a number that is not negative.
pub(crate) fn floor_index(at: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a float becomes the nearest whole number that there is, never another"
    )]
    {
        at.floor() as usize
    }
}

/// Mean of a sample; zero of none.
pub(crate) fn mean(sample: &[f64]) -> f64 {
    if sample.is_empty() {
        return 0.0;
    }
    sample.iter().sum::<f64>() / real(sample.len())
}

/// Standard deviation with n − 1; zero of fewer than two.
pub(crate) fn deviation(sample: &[f64]) -> f64 {
    if sample.len() < 2 {
        return 0.0;
    }
    let middle = mean(sample);
    let sum: f64 = sample.iter().map(|x| (x - middle).powi(2)).sum();
    (sum / (real(sample.len()) - 1.0)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_the_handbooks() {
        // Abramowitz and Stegun, tables 6.1 and 26.
        assert!((digamma(1.0) + 0.577_215_664_901_532_9).abs() < 1e-12);
        assert!((digamma(0.5) + 1.963_510_026_021_423).abs() < 1e-12);
        assert!((trigamma(1.0) - 1.644_934_066_848_226).abs() < 1e-11);
        assert!((normal_cdf(1.959_963_984_540_054) - 0.975).abs() < 1e-12);
        assert!((normal_quantile(0.975) - 1.959_963_984_540_054).abs() < 1e-8);
        assert!((normal_quantile(0.001) + 3.090_232_306_167_813).abs() < 1e-8);
        assert!(normal_quantile(0.5).abs() < 1e-12);
    }

    #[test]
    fn a_summit_is_found() {
        assert!((summit(-3.0, 9.0, |x| -(x - 2.0).powi(2)) - 2.0).abs() < 1e-5);
    }
}
