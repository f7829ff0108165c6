//! Two shares compared: the z test where it holds, Fisher's exact test where numbers are small.

use super::special::{as_f64, ln_factorial, normal_two_sided};

/// What a comparison of two shares found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShareTest {
    /// z, or `None` of the exact test.
    pub statistic: Option<f64>,
    /// Two-sided.
    pub p: f64,
}

/// The smallest expected count of the four cells.
#[must_use]
pub fn least_expected(first: (u64, u64), second: (u64, u64)) -> f64 {
    let n = first.1 + second.1;
    if n == 0 {
        return 0.0;
    }
    let hits = first.0 + second.0;
    let rows = [first.1, second.1];
    let columns = [hits, n - hits];
    rows.iter()
        .flat_map(|row| columns.map(|column| as_f64(*row) * as_f64(column) / as_f64(n)))
        .fold(f64::INFINITY, f64::min)
}

/// The z test of two shares with their pooled variance. `None` over zero or where all or none hit: then
/// there is no variance.
#[must_use]
pub fn two_proportion_z(first: (u64, u64), second: (u64, u64)) -> Option<ShareTest> {
    let ((k1, n1), (k2, n2)) = (first, second);
    if n1 == 0 || n2 == 0 || k1 + k2 == 0 || k1 + k2 == n1 + n2 {
        return None;
    }
    let pooled = as_f64(k1 + k2) / as_f64(n1 + n2);
    let error = (pooled * (1.0 - pooled) * (1.0 / as_f64(n1) + 1.0 / as_f64(n2))).sqrt();
    let z = (as_f64(k1) / as_f64(n1) - as_f64(k2) / as_f64(n2)) / error;
    Some(ShareTest {
        statistic: Some(z),
        p: normal_two_sided(z),
    })
}

/// Fisher's exact test of two shares, two-sided: the sum of all tables with these margins that are no
/// likelier than the one that came.
#[must_use]
pub fn fisher_exact(first: (u64, u64), second: (u64, u64)) -> ShareTest {
    let ((k1, n1), (k2, n2)) = (first, second);
    let (hits, total) = (k1 + k2, n1 + n2);
    let choose = |n: u64, k: u64| ln_factorial(n) - ln_factorial(k) - ln_factorial(n - k);
    let log = |k: u64| choose(n1, k) + choose(n2, hits - k) - choose(total, hits);
    let least = log(k1) + 1e-7;
    let mut sum = 0.0;
    for k in hits.saturating_sub(n2)..=hits.min(n1) {
        let one = log(k);
        if one <= least {
            sum += one.exp();
        }
    }
    ShareTest {
        statistic: None,
        p: sum.min(1.0),
    }
}
