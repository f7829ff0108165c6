//! Tables of counts: Pearson's chi-square test of homogeneity, with Cramér's V.

use super::special::{as_f64, chi_square_sf, noncentral_chi_square_cdf, solve};

/// Below this expected count the chi-square distribution is no good approximation (Cochran's rule).
pub const LEAST_EXPECTED: f64 = 5.0;

/// What the test found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TableTest {
    /// Pearson's X².
    pub statistic: f64,
    /// Degrees of freedom.
    pub df: u32,
    /// P(X² or more).
    pub p: f64,
    /// Cramér's V, 0 to 1.
    pub v: f64,
    /// Its interval of 95 %, from the noncentral chi-square distribution (M. Smithson, Confidence
    /// Intervals, 2003, ch. 3).
    pub interval: (f64, f64),
    /// Columns after the small ones were put together.
    pub columns: usize,
}

/// Puts columns together until each cell expects at least [`LEAST_EXPECTED`]: the smallest into the next
/// smallest. Empty columns fall away. `table` holds rows of equal length.
fn pooled(table: &[Vec<u64>; 2]) -> Vec<[u64; 2]> {
    let [first, second] = table;
    let mut columns: Vec<[u64; 2]> = first
        .iter()
        .zip(second)
        .map(|(a, b)| [*a, *b])
        .filter(|[a, b]| a + b > 0)
        .collect();
    columns.sort_unstable_by_key(|[a, b]| (std::cmp::Reverse(a + b), *a));
    let rows = columns
        .iter()
        .fold([0_u64; 2], |[a, b], [c, d]| [a + c, b + d]);
    let total = rows[0] + rows[1];
    let smaller = rows[0].min(rows[1]);
    while columns.len() > 1 {
        let Some([a, b]) = columns.last().copied() else {
            break;
        };
        let expected = as_f64(a + b) * as_f64(smaller) / as_f64(total);
        if expected >= LEAST_EXPECTED {
            break;
        }
        columns.pop();
        if let Some(next) = columns.last_mut() {
            next[0] += a;
            next[1] += b;
        }
        columns.sort_unstable_by_key(|[a, b]| (std::cmp::Reverse(a + b), *a));
    }
    columns
}

/// Pearson's chi-square test whether two rows of counts have the same shares. `None` when fewer than two
/// columns are left after pooling, or a row is empty: then numbers are too small to say anything.
#[must_use]
pub fn homogeneity(table: &[Vec<u64>; 2]) -> Option<TableTest> {
    let columns = pooled(table);
    let rows = columns
        .iter()
        .fold([0_u64; 2], |[a, b], [c, d]| [a + c, b + d]);
    if columns.len() < 2 || rows[0] == 0 || rows[1] == 0 {
        return None;
    }
    let total = as_f64(rows[0] + rows[1]);
    let mut statistic = 0.0;
    for column in &columns {
        let of_column = as_f64(column[0] + column[1]);
        for (row, seen) in rows.iter().zip(column) {
            let expected = as_f64(*row) * of_column / total;
            statistic += (as_f64(*seen) - expected).powi(2) / expected;
        }
    }
    let df = u32::try_from(columns.len() - 1).ok()?;
    // With two rows the smaller side less one is one.
    let v = (statistic / total).sqrt().min(1.0);
    Some(TableTest {
        statistic,
        df,
        p: chi_square_sf(statistic, df),
        v,
        interval: v_interval(statistic, df, total, v),
        columns: columns.len(),
    })
}

/// The noncentralities at which X² would be the 97.5 % and the 2.5 % point, as V.
fn v_interval(statistic: f64, df: u32, total: f64, v: f64) -> (f64, f64) {
    let as_v = |lambda: f64| (lambda / total).sqrt().min(1.0);
    let above = |lambda: f64| 1.0 - noncentral_chi_square_cdf(statistic, df, lambda);
    let most = statistic * 4.0 + 100.0;
    let low = if above(0.0) >= 0.025 {
        0.0
    } else {
        as_v(solve(0.0, most, 0.025, above))
    };
    let high = if above(0.0) >= 0.975 {
        0.0
    } else {
        as_v(solve(0.0, most, 0.975, above))
    };
    // The naive V is biased upwards, so that a short interval may lie below it.
    (low.min(v), high.max(v))
}
