//! Training: the seed and the town's history, near copies taken out, measured on what was kept
//! back, then once more on everything.

use crate::{
    Model, Segmenter, Trained,
    corpus::Sample,
    features::shown,
    file::checksum,
    linear::{self, Linear, Row},
    measure::{Figures, Judged, majority},
    model::{Sub, numbered},
    rules,
};
use liandong_domain::{incident::CategoryCode, registry::KeywordRule, screen, time::Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// Parts of the cross-validation.
const FOLDS: u64 = 5;
/// How many sentences a feature must be in when only the town's history has it: no name and no
/// address of a single caller enters a model.
const LEAST_IN_HISTORY: usize = 3;
/// How many sentences a subcategory must have before it is learned.
const LEAST_OF_A_SUBCATEGORY: usize = 12;
/// The least share of the seed in the whole weight, as a divisor: a quarter.
const SEED_SHARE: usize = 4;

/// What a training begins with.
#[derive(Debug, Clone)]
pub struct Training<'a> {
    /// The version that the model gets.
    pub version: u32,
    /// Now.
    pub at: Timestamp,
    /// The sentences written by hand.
    pub seed: Vec<Sample>,
    /// What the town's commanders confirmed.
    pub history: Vec<Sample>,
    /// The town's rules, to be measured beside the model.
    pub rules: &'a [KeywordRule],
}

struct Learned {
    sample: Sample,
    features: BTreeSet<String>,
    from_history: bool,
    fold: u64,
}

/// Trains a model and measures it.
#[must_use]
pub fn train(training: Training<'_>) -> Model {
    let segmenter = Segmenter::new();
    let all = learned(&segmenter, training.seed, training.history);
    let history = all.iter().filter(|one| one.from_history).count();
    let seed = all.len() - history;
    let (held_out, temperature) = cross_validate(&all, training.rules);
    let vocabulary = vocabulary(&all.iter().collect::<Vec<_>>());
    let mut main = fit_main(&all.iter().collect::<Vec<_>>(), &vocabulary);
    main.temperature = temperature;
    let subs = CategoryCode::ALL
        .iter()
        .filter_map(|code| fit_sub(&all, *code, &vocabulary))
        .collect();
    Model {
        trained: Trained {
            version: training.version,
            at: training.at,
            seed,
            history,
            speaks: held_out.beats_both(),
            held_out,
        },
        numbers: numbered(&vocabulary),
        vocabulary,
        main,
        subs,
    }
}

/// Each sentence once, in an order of its own: as it came, the order must not matter. A sentence
/// that was confirmed in several ways counts as it was confirmed most often.
fn learned(segmenter: &Segmenter, seed: Vec<Sample>, history: Vec<Sample>) -> Vec<Learned> {
    let mut votes: BTreeMap<String, BTreeMap<Sample, usize>> = BTreeMap::new();
    let from_seed: BTreeSet<String> = seed.iter().map(|one| key(&one.text)).collect();
    for sample in seed.into_iter().chain(history) {
        let text = key(&sample.text);
        let sample = Sample {
            text: text.clone(),
            ..sample
        };
        if !text.is_empty() {
            *votes.entry(text).or_default().entry(sample).or_default() += 1;
        }
    }
    votes
        .into_iter()
        .filter_map(|(text, votes)| {
            let (sample, _) = votes.into_iter().max_by_key(|(_, count)| *count)?;
            Some(Learned {
                features: segmenter.features(&text),
                from_history: !from_seed.contains(&text),
                fold: checksum(text.as_bytes()) % FOLDS,
                sample,
            })
        })
        .collect()
}

fn key(text: &str) -> String {
    screen::plain(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The features that may be learned from these sentences.
fn vocabulary(all: &[&Learned]) -> Vec<String> {
    let mut counts: BTreeMap<&str, (usize, bool)> = BTreeMap::new();
    for one in all {
        for feature in &one.features {
            let (count, in_seed) = counts.entry(feature).or_default();
            *count += 1;
            *in_seed |= !one.from_history;
        }
    }
    counts
        .into_iter()
        .filter(|(feature, (count, in_seed))| {
            // A sound alone says too little to rest on one sentence.
            let least = match (in_seed, shown(feature)) {
                (true, Some(_)) => 1,
                (true, None) => 2,
                (false, _) => LEAST_IN_HISTORY,
            };
            *count >= least
        })
        .map(|(feature, _)| feature.to_owned())
        .collect()
}

fn rows(
    all: &[&Learned],
    vocabulary: &[String],
    class: &dyn Fn(&Sample) -> Option<usize>,
) -> Vec<Row> {
    let numbers = numbered(vocabulary);
    let seed = all.iter().filter(|one| !one.from_history).count();
    let least = (all.len() - seed) / (SEED_SHARE - 1);
    let of_seed = if seed > 0 && seed < least {
        f64::from(u32::try_from(least / seed).unwrap_or(1))
    } else {
        1.0
    };
    all.iter()
        .filter_map(|one| {
            Some(Row {
                class: class(&one.sample)?,
                features: one
                    .features
                    .iter()
                    .filter_map(|feature| numbers.get(feature).copied())
                    .collect(),
                weight: if one.from_history { 1.0 } else { of_seed },
            })
        })
        .filter(|row| !row.features.is_empty())
        .collect()
}

fn class_of(sample: &Sample) -> Option<usize> {
    CategoryCode::ALL
        .iter()
        .position(|code| *code == sample.category)
}

fn fit_main(all: &[&Learned], vocabulary: &[String]) -> Linear {
    let rows = rows(all, vocabulary, &class_of);
    linear::fit(&rows, CategoryCode::ALL.len(), vocabulary.len())
}

/// What the model is worth on sentences kept from it, and the temperature that makes its
/// confidence honest.
fn cross_validate(all: &[Learned], rules: &[KeywordRule]) -> (Figures, u32) {
    let mut scored: Vec<(Vec<f64>, &Learned)> = Vec::new();
    for fold in 0..FOLDS {
        let (kept, learned): (Vec<&Learned>, Vec<&Learned>) =
            all.iter().partition(|one| one.fold == fold);
        let vocabulary = vocabulary(&learned);
        let linear = fit_main(&learned, &vocabulary);
        let numbers = numbered(&vocabulary);
        for one in kept {
            let features: Vec<u32> = one
                .features
                .iter()
                .filter_map(|feature| numbers.get(feature).copied())
                .collect();
            scored.push((linear.scores(&features), one));
        }
    }
    let judged: Vec<(Vec<f64>, usize)> = scored
        .iter()
        .filter_map(|(scores, one)| Some((scores.clone(), class_of(&one.sample)?)))
        .collect();
    let temperature = linear::temperature(&judged);
    let by_scores = |scores: &[f64]| {
        let probabilities = linear::in_permille(scores, temperature);
        let likely = CategoryCode::ALL.iter().copied().zip(probabilities);
        likely.max_by_key(|(_, permille)| *permille)
    };
    let judged: Vec<Judged> = scored
        .iter()
        .map(|(scores, one)| Judged {
            is: one.sample.category,
            by_model: by_scores(scores),
            by_rules: rules::ask(rules, &one.sample.text).and_then(|said| said.category),
        })
        .collect();
    let samples: Vec<Sample> = all.iter().map(|one| one.sample.clone()).collect();
    (Figures::of(&judged, majority(&samples)), temperature)
}

/// The classifier of a category's subcategories, where two or more have history enough.
fn fit_sub(all: &[Learned], code: CategoryCode, vocabulary: &[String]) -> Option<Sub> {
    let of_it: Vec<&Learned> = all
        .iter()
        .filter(|one| one.sample.category == code && one.sample.subcategory.is_some())
        .collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for one in &of_it {
        if let Some(id) = &one.sample.subcategory {
            *counts.entry(id).or_default() += 1;
        }
    }
    let ids: Vec<String> = counts
        .into_iter()
        .filter(|(_, count)| *count >= LEAST_OF_A_SUBCATEGORY)
        .map(|(id, _)| id.to_owned())
        .collect();
    if ids.len() < 2 {
        return None;
    }
    let class = |sample: &Sample| {
        let own = sample.subcategory.as_ref()?;
        ids.iter().position(|id| id == own)
    };
    let rows = rows(&of_it, vocabulary, &class);
    let linear = linear::fit(&rows, ids.len(), vocabulary.len());
    Some(Sub {
        category: code,
        ids,
        linear,
    })
}
