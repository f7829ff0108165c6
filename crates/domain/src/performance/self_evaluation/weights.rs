//! How the 90 points of the indicators are shared out.
//!
//! A project may give every indicator its weight; they must sum to 90. Where it gives none, the first levels have
//! the shares of 财预〔2021〕101号: 成本 20, 产出 40, 效益 20, 满意度 10; without cost indicators 产出 50, 效益 30,
//! 满意度 10; without indicators of satisfaction, their 10 go to 效益. What is left of a level that is absent for
//! another reason goes to the levels that are there, in proportion to their shares. Within a level all
//! indicators weigh the same. Where only some have weights, the rest of the 90 is shared by the others alike.
//! Hundredths of a point that do not divide go to the first indicators, one each.

use super::Item;

/// What all indicators are worth together, in hundredths of a point.
pub const INDICATOR_POINTS: u32 = 9_000;

/// Weights that a project cannot have. Hundredths of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadWeights {
    /// All indicators have weights, and they do not sum to 90 points.
    #[error("the weights sum to {sum} hundredths of a point, not to 9000")]
    Sum {
        /// What they sum to.
        sum: u64,
    },
    /// Some have weights, and nothing is left for the others.
    #[error("weights of {sum} hundredths of a point leave nothing for the other indicators")]
    NothingLeft {
        /// What the given ones sum to.
        sum: u64,
    },
}

const COST: &str = "成本指标";
const OUTPUT: &str = "产出指标";
const BENEFIT: &str = "效益指标";
const SATISFACTION: &str = "满意度指标";

/// The weight of each item, in hundredths of a point, summing to 90 points; none for no item.
///
/// # Errors
/// [`BadWeights`].
pub fn weights(items: &[Item]) -> Result<Vec<u32>, BadWeights> {
    let given: u64 = items
        .iter()
        .filter_map(|one| one.weight)
        .map(u64::from)
        .sum();
    let open = items.iter().filter(|one| one.weight.is_none()).count();
    if items.is_empty() {
        return Ok(Vec::new());
    }
    if open == items.len() {
        return Ok(usual(items));
    }
    let left = u64::from(INDICATOR_POINTS).checked_sub(given);
    match (open, left) {
        (0, Some(0)) => Ok(items.iter().filter_map(|one| one.weight).collect()),
        (0, _) => Err(BadWeights::Sum { sum: given }),
        (_, None | Some(0)) => Err(BadWeights::NothingLeft { sum: given }),
        (_, Some(left)) => {
            let mut rest = shared(u32::try_from(left).unwrap_or(0), open).into_iter();
            let weight = |one: &Item| one.weight.or_else(|| rest.next()).unwrap_or(0);
            Ok(items.iter().map(weight).collect())
        }
    }
}

/// Nobody gave a weight.
fn usual(items: &[Item]) -> Vec<u32> {
    let mut levels: Vec<(&str, u32)> = Vec::new();
    for one in items {
        if !levels.iter().any(|(name, _)| *name == one.level1) {
            levels.push((&one.level1, 0));
        }
    }
    let has = |name: &str| levels.iter().any(|(one, _)| *one == name);
    let (has_cost, has_satisfaction) = (has(COST), has(SATISFACTION));
    for (name, points) in &mut levels {
        *points = share(name, has_cost, has_satisfaction);
    }
    let points = stretched(&levels.iter().map(|(_, points)| *points).collect::<Vec<_>>());
    let mut weights: Vec<u32> = vec![0; items.len()];
    for ((name, _), points) in levels.iter().zip(points) {
        let of_level: Vec<usize> = (0..)
            .zip(items)
            .filter(|(_, one)| one.level1 == *name)
            .map(|(at, _)| at)
            .collect();
        for (at, weight) in of_level.iter().zip(shared(points, of_level.len())) {
            if let Some(slot) = weights.get_mut(*at) {
                *slot = weight;
            }
        }
    }
    weights
}

/// A first level's share of 财预〔2021〕101号, in hundredths of a point.
fn share(level: &str, has_cost: bool, has_satisfaction: bool) -> u32 {
    let of_satisfaction = if has_satisfaction { 0 } else { 1_000 };
    match (level, has_cost) {
        (COST, _) => 2_000,
        (OUTPUT, true) => 4_000,
        (OUTPUT, false) => 5_000,
        (BENEFIT, true) => 2_000 + of_satisfaction,
        (BENEFIT, false) => 3_000 + of_satisfaction,
        (SATISFACTION, _) => 1_000,
        // A level that the rules do not know counts like that of satisfaction.
        _ => 1_000,
    }
}

/// The shares stretched to 90 points in proportion; the hundredths that rounding down leaves go to the first.
fn stretched(shares: &[u32]) -> Vec<u32> {
    let sum: u64 = shares.iter().copied().map(u64::from).sum();
    let whole = u64::from(INDICATOR_POINTS);
    let mut all: Vec<u32> = shares
        .iter()
        .map(|share| u32::try_from(u64::from(*share) * whole / sum.max(1)).unwrap_or(0))
        .collect();
    let left = INDICATOR_POINTS.saturating_sub(all.iter().sum());
    let left = usize::try_from(left).unwrap_or(0);
    all.iter_mut().take(left).for_each(|one| *one += 1);
    all
}

/// `points` among `count` alike.
fn shared(points: u32, count: usize) -> Vec<u32> {
    let number = u32::try_from(count).unwrap_or(u32::MAX).max(1);
    let (each, left) = (points / number, points % number);
    let left = usize::try_from(left).unwrap_or(0);
    (0..count)
        .map(|index| each + u32::from(index < left))
        .collect()
}
