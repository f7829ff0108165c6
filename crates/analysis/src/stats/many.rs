//! Many tests at once.

/// Holm's step-down adjustment (S. Holm, Scandinavian Journal of Statistics 6, 1979): the chance that any
/// of the family is found by luck stays below the level, whatever hangs together among them. Answers in
/// the order given.
#[must_use]
pub fn holm(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| {
        let of = |at: &usize| p.get(*at).copied().unwrap_or(1.0);
        of(a).total_cmp(&of(b))
    });
    let mut adjusted = vec![1.0; p.len()];
    let mut highest: f64 = 0.0;
    let mut left = super::special::as_f64(p.len() as u64);
    for at in order {
        if let (Some(own), Some(into)) = (p.get(at), adjusted.get_mut(at)) {
            highest = highest.max((own * left).min(1.0));
            *into = highest;
        }
        left -= 1.0;
    }
    adjusted
}
