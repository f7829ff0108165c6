//! What a model trained on the seed alone is worth on calls as people make them.

use liandong_classify::{
    Model, Training, corpus,
    measure::{majority, measure},
    train,
};
use liandong_domain::{incident::CategoryCode, registry::KeywordRule, time::Timestamp};
use std::{collections::BTreeMap, sync::OnceLock};

const EVAL: &str = include_str!("../../eval/calls.tsv");
const KEYWORDS: &str = include_str!("../../../../examples/huacao/keywords.toml");

/// The shipped rules.
pub(crate) fn rules() -> Vec<KeywordRule> {
    let all: BTreeMap<String, Vec<KeywordRule>> = toml::from_str(KEYWORDS).unwrap();
    all.into_values().flatten().collect()
}

pub(crate) fn eval() -> Vec<corpus::Sample> {
    corpus::read(EVAL).unwrap()
}

/// A model of the seed alone.
pub(crate) fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| {
        let rules = rules();
        train(Training {
            version: 1,
            at: Timestamp(0),
            seed: corpus::seed(),
            history: Vec::new(),
            rules: &rules,
        })
    })
}

#[test]
fn the_eval_set_is_large_and_has_all_five_unevenly() {
    let all = eval();
    assert!(all.len() >= 400, "{}", all.len());
    let mut counts: Vec<usize> = CategoryCode::ALL
        .iter()
        .map(|code| all.iter().filter(|one| one.category == *code).count())
        .collect();
    counts.sort_unstable();
    assert!(counts[0] >= 40 && counts[4] >= 2 * counts[0], "{counts:?}");
    assert!(corpus::seed().len() >= 600);
}

#[test]
fn the_model_beats_both_baselines_on_calls_written_by_hand() {
    let model = model();
    println!(
        "五折交叉验证 (cross-validated):\n{}",
        model.trained.held_out
    );
    assert!(model.trained.speaks);
    let figures = measure(model, &rules(), majority(&corpus::seed()), &eval());
    println!("手写评测集 (hand-written):\n{figures}");
    assert!(figures.beats_both());
    // Well above, not by a hair: five points of a hundred.
    assert!((figures.model - figures.rules) * 20 >= figures.sentences);
    // Sure means sure, and confidence is honest within ten points.
    assert!(figures.sure_and_right * 100 >= figures.sure * 80);
    let right = figures.model * 1000 / figures.sentences;
    assert!(usize::from(figures.confidence).abs_diff(right) <= 100);
}
