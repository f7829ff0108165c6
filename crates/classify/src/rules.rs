//! The town's keyword rules (关键词规则): what speaks until there is history.

use crate::{Permille, permille, suggest::Reason};
use liandong_domain::{incident::CategoryCode, registry::KeywordRule, screen};
use std::collections::BTreeMap;

/// What rules alone are believed at the most.
const MOST: Permille = 900;

/// What the rules say of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByRules {
    /// The category with the most weight; none when two have the same.
    pub category: Option<CategoryCode>,
    /// The subcategory with the most weight within it.
    pub subcategory: Option<String>,
    /// How much of the weight it has.
    pub confidence: Permille,
    /// The words found for it, with their weights.
    pub reasons: Vec<Reason>,
}

/// What the rules say; nothing when no word of theirs is there.
#[must_use]
pub fn ask(rules: &[KeywordRule], text: &str) -> Option<ByRules> {
    let plain = screen::plain(text);
    let mut found: Vec<(&KeywordRule, &str)> = Vec::new();
    for rule in rules {
        let here = |word: &&String| plain.contains(screen::plain(word).trim());
        found.extend(
            rule.words
                .iter()
                .filter(here)
                .map(|word| (rule, word.as_str())),
        );
    }
    let mut weights: BTreeMap<CategoryCode, usize> = BTreeMap::new();
    for (rule, _) in &found {
        *weights.entry(rule.category).or_default() += weight(rule);
    }
    let most = weights.values().copied().max()?;
    let mut top = weights.iter().filter(|(_, one)| **one == most);
    let (first, second) = (top.next(), top.next());
    let category = first.map(|(code, _)| *code).filter(|_| second.is_none());
    let all: usize = weights.values().sum();
    let of_it = |(rule, _): &&(&KeywordRule, &str)| Some(rule.category) == category;
    let mut subcategories: BTreeMap<&str, usize> = BTreeMap::new();
    for (rule, _) in found.iter().filter(of_it) {
        if let Some(id) = &rule.subcategory {
            *subcategories.entry(id.as_str()).or_default() += weight(rule);
        }
    }
    let best = subcategories.values().copied().max();
    let mut best = subcategories
        .iter()
        .filter(|(_, one)| Some(**one) == best)
        .map(|(id, _)| (*id).to_owned());
    let (only, other) = (best.next(), best.next());
    Some(ByRules {
        category,
        subcategory: only.filter(|_| other.is_none()),
        // One more in the whole: a single word is no certainty.
        confidence: permille(most, all + 1).min(MOST),
        reasons: found
            .iter()
            .filter(of_it)
            .map(|(rule, word)| Reason {
                word: (*word).to_owned(),
                points: i32::try_from(weight(rule) * 1000).unwrap_or(i32::MAX),
            })
            .collect(),
    })
}

fn weight(rule: &KeywordRule) -> usize {
    usize::try_from(rule.weight).unwrap_or(1)
}
