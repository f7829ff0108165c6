//! A trained model: its vocabulary, the classifier of the five and those of the subcategories.

use crate::{
    Permille, Segmenter, features::shown, linear::Linear, measure::Figures, suggest::Reason,
};
use liandong_domain::{incident::CategoryCode, time::Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// The most reasons that are shown.
const REASONS: usize = 6;

/// What is known of a model's making.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trained {
    /// Its version, one more with each training of the town.
    pub version: u32,
    /// When it was trained.
    pub at: Timestamp,
    /// Sentences of the seed.
    pub seed: usize,
    /// Sentences of the town's history after near copies were taken out.
    pub history: usize,
    /// Whether it was measured to know better than the rules and the most common category, and so
    /// speaks in their stead.
    pub speaks: bool,
    /// What it was measured at, on sentences kept from it.
    pub held_out: Figures,
}

/// A classifier of one category's subcategories.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sub {
    pub(crate) category: CategoryCode,
    pub(crate) ids: Vec<String>,
    pub(crate) linear: Linear,
}

/// A trained model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// Of its making.
    pub trained: Trained,
    pub(crate) vocabulary: Vec<String>,
    pub(crate) numbers: HashMap<String, u32>,
    pub(crate) main: Linear,
    pub(crate) subs: Vec<Sub>,
}

/// What the model says of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByModel {
    /// The likeliest category.
    pub category: CategoryCode,
    /// How likely.
    pub confidence: Permille,
    /// All five, likeliest first.
    pub all: Vec<(CategoryCode, Permille)>,
    /// The likeliest subcategory within it and how likely, where history was enough to learn them.
    pub subcategory: Option<(String, Permille)>,
    /// The words that speak for it most.
    pub reasons: Vec<Reason>,
}

pub(crate) fn numbered(vocabulary: &[String]) -> HashMap<String, u32> {
    let numbers = 0_u32..;
    vocabulary.iter().cloned().zip(numbers).collect()
}

impl Model {
    /// What it says of a call; nothing when it knows no word of it.
    #[must_use]
    pub fn ask(&self, segmenter: &Segmenter, text: &str) -> Option<ByModel> {
        let features: Vec<u32> = segmenter
            .features(text)
            .iter()
            .filter_map(|one| self.numbers.get(one).copied())
            .collect();
        if features.is_empty() {
            return None;
        }
        let mut all: Vec<(CategoryCode, Permille)> = CategoryCode::ALL
            .iter()
            .copied()
            .zip(self.main.probabilities(&features))
            .collect();
        all.sort_by_key(|(code, permille)| (std::cmp::Reverse(*permille), *code));
        let (category, confidence) = all.first().copied()?;
        let class = CategoryCode::ALL.iter().position(|one| *one == category)?;
        let subcategory = self
            .subs
            .iter()
            .find(|one| one.category == category)
            .and_then(|sub| {
                let all = sub.linear.probabilities(&features);
                let likely = all
                    .iter()
                    .zip(&sub.ids)
                    .max_by_key(|(permille, _)| **permille);
                likely.map(|(permille, id)| (id.clone(), *permille))
            });
        Some(ByModel {
            category,
            confidence,
            all,
            subcategory,
            reasons: self.reasons(&features, class),
        })
    }

    /// The words that speak for a class, most first; a pair of characters only where no word shown
    /// holds it.
    fn reasons(&self, features: &[u32], class: usize) -> Vec<Reason> {
        let mut spoken: Vec<(i32, &str, bool)> = features
            .iter()
            .filter_map(|one| {
                let name = self.vocabulary.get(usize::try_from(*one).ok()?)?;
                let word = shown(name)?;
                let points = self.main.speaks_for(*one, class, features.len());
                (points > 0).then_some((points, word, word.len() == name.len()))
            })
            .collect();
        // Whole words before pairs of the same weight.
        spoken.sort_by_key(|(points, word, is_word)| (std::cmp::Reverse(*points), !is_word, *word));
        let mut reasons: Vec<Reason> = Vec::new();
        for (points, word, _) in spoken {
            let told = reasons
                .iter()
                .any(|one| one.word.contains(word) || word.contains(&one.word));
            if !told && reasons.len() < REASONS {
                reasons.push(Reason {
                    word: word.to_owned(),
                    points,
                });
            }
        }
        reasons
    }
}
