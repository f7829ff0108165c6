//! Special functions, to about twelve digits: log-gamma (Lanczos), incomplete gamma (series and
//! continued fraction), incomplete beta (continued fraction). Formulas as in Press et al., Numerical
//! Recipes, chapter 6; values are held against SciPy's in the tests.

/// When series and fractions stop: the last term no longer changes a double.
const EPSILON: f64 = 1e-15;
const TINY: f64 = 1e-300;
const MOST: u32 = 10_000;

/// ln Γ(x), for x > 0 (Lanczos with g = 7, nine terms).
#[must_use]
pub fn ln_gamma(x: f64) -> f64 {
    const G: f64 = 7.0;
    const TERMS: [f64; 8] = [
        676.520_368_121_885_1,
        -1_259.139_216_722_402_8,
        771.323_428_777_653_1,
        -176.615_029_162_140_6,
        12.507_343_278_686_905,
        -0.138_571_095_265_720_12,
        9.984_369_578_019_572e-6,
        1.505_632_735_149_311_6e-7,
    ];
    let x = x - 1.0;
    let mut sum = 0.999_999_999_999_809_9;
    let mut at = x;
    for term in TERMS {
        at += 1.0;
        sum += term / at;
    }
    let t = x + G + 0.5;
    0.5 * (2.0 * std::f64::consts::PI).ln() + (x + 0.5) * t.ln() - t + sum.ln()
}

/// ln n!, for a count.
#[must_use]
pub fn ln_factorial(n: u64) -> f64 {
    ln_gamma(as_f64(n) + 1.0)
}

/// A count as a real number; counts of calls are far below 2^53.
#[must_use]
pub const fn as_f64(count: u64) -> f64 {
    #[allow(clippy::cast_precision_loss)]
    {
        count as f64
    }
}

/// Q(a, x): the upper regularised incomplete gamma function, for a > 0 and x ≥ 0.
#[must_use]
pub fn gamma_q(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    let scale = (a * x.ln() - x - ln_gamma(a)).exp();
    if x < a + 1.0 {
        let (mut term, mut sum, mut at) = (1.0 / a, 1.0 / a, a);
        for _ in 0..MOST {
            at += 1.0;
            term *= x / at;
            sum += term;
            if term.abs() < sum.abs() * EPSILON {
                break;
            }
        }
        return (1.0 - sum * scale).clamp(0.0, 1.0);
    }
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / b;
    let mut h = d;
    for n in 1..MOST {
        let n = f64::from(n);
        let an = -n * (n - a);
        b += 2.0;
        d = 1.0 / away_from_zero(an * d + b);
        c = away_from_zero(b + an / c);
        let step = d * c;
        h *= step;
        if (step - 1.0).abs() < EPSILON {
            break;
        }
    }
    (h * scale).clamp(0.0, 1.0)
}

/// I(x; a, b): the regularised incomplete beta function.
#[must_use]
pub fn beta_i(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let front = (ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (-x).ln_1p()).exp();
    if x < (a + 1.0) / (a + b + 2.0) {
        (front * beta_fraction(a, b, x) / a).clamp(0.0, 1.0)
    } else {
        (1.0 - front * beta_fraction(b, a, 1.0 - x) / b).clamp(0.0, 1.0)
    }
}

fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut h = d;
    for m in 1..MOST {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / away_from_zero(1.0 + even * d);
        c = away_from_zero(1.0 + even / c);
        h *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away_from_zero(1.0 + odd * d);
        c = away_from_zero(1.0 + odd / c);
        let step = d * c;
        h *= step;
        if (step - 1.0).abs() < EPSILON {
            break;
        }
    }
    h
}

fn away_from_zero(x: f64) -> f64 {
    if x.abs() < TINY { TINY } else { x }
}

/// P(|Z| ≥ |z|) of the standard normal distribution.
#[must_use]
pub fn normal_two_sided(z: f64) -> f64 {
    gamma_q(0.5, z * z / 2.0)
}

/// P(X ≥ x) of the chi-square distribution.
#[must_use]
pub fn chi_square_sf(x: f64, df: u32) -> f64 {
    gamma_q(f64::from(df) / 2.0, x / 2.0)
}

/// P(X ≤ x) of the noncentral chi-square distribution with noncentrality λ: central ones weighted by
/// Poisson(λ/2), from the middle outwards so that nothing is lost where λ is large; neighbours follow from
/// each other (P(a+1, x) = P(a, x) − xᵃe⁻ˣ/Γ(a+1)).
#[must_use]
pub fn noncentral_chi_square_cdf(x: f64, df: u32, lambda: f64) -> f64 {
    let (half, y) = (lambda.max(TINY) / 2.0, x / 2.0);
    if y <= 0.0 {
        return 0.0;
    }
    let middle = half.floor();
    let a = f64::from(df) / 2.0 + middle;
    let weight = (middle * half.ln() - half - ln_gamma(middle + 1.0)).exp();
    let central = 1.0 - gamma_q(a, y);
    // What P(a, y) loses on the way to P(a + 1, y).
    let step = (a * y.ln() - y - ln_gamma(a + 1.0)).exp();
    let mut sum = weight * central;
    let (mut w, mut c, mut s, mut j) = (weight, central, step, middle);
    for _ in 0..MOST {
        c -= s;
        j += 1.0;
        w *= half / j;
        s *= y / (f64::from(df) / 2.0 + j);
        sum += w * c.max(0.0);
        if w < EPSILON || c <= 0.0 {
            break;
        }
    }
    let (mut w, mut c, mut s, mut j) = (weight, central, step, middle);
    while j >= 1.0 {
        s *= (f64::from(df) / 2.0 + j) / y;
        c += s;
        w *= j / half;
        j -= 1.0;
        sum += w * c.min(1.0);
        if w < EPSILON {
            break;
        }
    }
    sum.clamp(0.0, 1.0)
}

/// Where a function that rises from `low` to `high` reaches a value: false position with halved ends
/// (Illinois), and a halving of the bracket now and then so that it always shrinks.
pub fn solve(low: f64, high: f64, value: f64, rising: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (low, high);
    let (mut below, mut above) = (rising(low) - value, rising(high) - value);
    if below >= 0.0 {
        return low;
    }
    if above <= 0.0 {
        return high;
    }
    for turn in 0..200_u32 {
        let width = high - low;
        if width <= high.abs() * 1e-14 {
            break;
        }
        let at = match turn % 3 {
            2 => low.midpoint(high),
            _ => (low * above - high * below) / (above - below),
        };
        let at = if at > low && at < high {
            at
        } else {
            low.midpoint(high)
        };
        let off = rising(at) - value;
        if off.abs() < 1e-13 {
            return at;
        }
        if off < 0.0 {
            (low, below) = (at, off);
            above /= 2.0;
        } else {
            (high, above) = (at, off);
            below /= 2.0;
        }
    }
    low.midpoint(high)
}
