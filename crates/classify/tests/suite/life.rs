//! A model's life: trained, written, read, asked.

use crate::worth::{model, rules};
use liandong_classify::{
    BadModel, Model, Segmenter, Source, Training, UNSURE_BELOW, corpus, corpus::Sample, suggest,
    train,
};
use liandong_domain::{incident::CategoryCode, time::Timestamp};
use proptest::prelude::*;

fn small(history: Vec<Sample>, turned: bool) -> Model {
    let mut seed: Vec<Sample> = corpus::seed().into_iter().step_by(9).collect();
    let mut history = history;
    if turned {
        seed.reverse();
        history.reverse();
    }
    train(Training {
        version: 3,
        at: Timestamp(77),
        seed,
        history,
        rules: &[],
    })
}

/// Ten streets each say the same of two subcategories.
fn history() -> Vec<Sample> {
    let words = [
        "清早",
        "夜里",
        "中午",
        "周末",
        "下班后",
        "昨天",
        "前天",
        "天天",
    ];
    let mut all = Vec::new();
    for (nth, when) in words.iter().enumerate() {
        for what in ["打桩机", "挖掘机"] {
            all.push(Sample {
                text: format!("{when}工地{what}响"),
                category: CategoryCode::Environment,
                subcategory: Some("noise-site".into()),
            });
        }
        for what in ["音箱", "唱歌"] {
            all.push(Sample {
                text: format!("{when}楼下{what}吵，找王小明{nth}"),
                category: CategoryCode::Environment,
                subcategory: Some("noise-life".into()),
            });
        }
    }
    all
}

#[test]
fn the_same_sentences_in_any_order_make_the_same_bytes() {
    let one = small(history(), false).to_bytes();
    assert_eq!(one, small(history(), true).to_bytes());
    let mut twice = history();
    twice.extend(history());
    assert_eq!(one, small(twice, false).to_bytes(), "copies count once");
}

#[test]
fn a_model_is_read_back_as_it_was_and_nothing_else_is_read() {
    let model = small(history(), false);
    let bytes = model.to_bytes();
    assert_eq!(Model::from_bytes(&bytes).unwrap(), model);
    assert_eq!(model.trained.version, 3);
    assert_eq!(Model::from_bytes(b"").unwrap_err(), BadModel::NoModel);
    assert_eq!(Model::from_bytes(b"LDCM").unwrap_err(), BadModel::Damaged);
    let mut other = bytes.clone();
    other[4] = 9;
    assert_eq!(
        Model::from_bytes(&other).unwrap_err(),
        BadModel::OtherLayout(9)
    );
    for at in [6, bytes.len() / 2, bytes.len() - 1] {
        let mut broken = bytes.clone();
        broken[at] ^= 1;
        assert_eq!(Model::from_bytes(&broken).unwrap_err(), BadModel::Damaged);
    }
    let cut = &bytes[..bytes.len() - 9];
    assert_eq!(Model::from_bytes(cut).unwrap_err(), BadModel::Damaged);
}

#[test]
fn history_teaches_the_towns_subcategories() {
    let model = small(history(), false);
    let segmenter = Segmenter::new();
    let said = model.ask(&segmenter, "工地的挖掘机又响了").unwrap();
    assert_eq!(said.category, CategoryCode::Environment);
    assert_eq!(said.subcategory.unwrap().0, "noise-site");
    let said = model.ask(&segmenter, "楼下唱歌吵").unwrap();
    assert_eq!(said.subcategory.unwrap().0, "noise-life");
}

#[test]
fn what_a_single_caller_said_does_not_enter_the_model() {
    let mut all = history();
    all.push(Sample {
        text: "我叫欧阳翠花，电话13912345678，住枫林晚三弄".into(),
        category: CategoryCode::Dispute,
        subcategory: None,
    });
    let bytes = small(all, false).to_bytes();
    let text = String::from_utf8_lossy(&bytes);
    for secret in ["欧阳", "翠花", "枫林", "139", "一三九"] {
        assert!(!text.contains(secret), "{secret}");
    }
}

#[test]
fn a_suggestion_names_its_words_and_who_speaks() {
    let (segmenter, rules) = (Segmenter::new(), rules());
    let text = "楼下广场舞音响太吵，睡不着";
    let by_rules = suggest(&segmenter, None, &rules, text).unwrap();
    assert_eq!(by_rules.source, Source::Rules);
    assert_eq!(by_rules.category, CategoryCode::Environment);
    assert_eq!(by_rules.subcategory.as_deref(), Some("env-noise-life"));
    assert!(by_rules.reasons.iter().any(|one| one.word == "广场舞"));
    let by_model = suggest(&segmenter, Some(model()), &rules, text).unwrap();
    assert_eq!(by_model.source, Source::Model);
    assert_eq!(by_model.category, CategoryCode::Environment);
    assert_eq!(by_model.other_voice, Some(CategoryCode::Environment));
    assert_eq!(by_model.others.len(), 4);
    assert!(!by_model.unsure && by_model.confidence >= UNSURE_BELOW);
    let words: Vec<_> = by_model.reasons.iter().map(|one| &*one.word).collect();
    assert!(words.iter().any(|word| text.contains(word)), "{words:?}");
    assert!(by_model.reasons.iter().all(|one| one.points > 0));
    // Nothing that either knows.
    assert_eq!(suggest(&segmenter, Some(model()), &rules, "……"), None);
    assert_eq!(suggest(&segmenter, None, &rules, "喂"), None);
}

#[test]
fn what_says_little_is_called_unsure() {
    let said = suggest(&Segmenter::new(), Some(model()), &[], "你们来一下").unwrap();
    assert!(said.unsure, "{said:?}");
}

proptest! {
    #[test]
    fn any_text_is_answered_without_panic_and_with_whole_probabilities(text in "\\PC{0,60}") {
        let said = model().ask(&Segmenter::new(), &text);
        if let Some(said) = said {
            let sum: u32 = said.all.iter().map(|(_, one)| u32::from(*one)).sum();
            prop_assert!((995..=1005).contains(&sum));
            prop_assert_eq!(said.all.len(), 5);
        }
    }

    #[test]
    fn any_bytes_are_refused_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let mut all = b"LDCM\x01\x00".to_vec();
        all.extend(bytes);
        prop_assert!(Model::from_bytes(&all).is_err());
    }
}
