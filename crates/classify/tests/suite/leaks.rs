//! Nothing that the model is judged by is in what it learns from, nor a near copy of it.

use crate::worth::eval;
use liandong_classify::corpus;
use liandong_domain::screen;
use std::collections::BTreeSet;

/// What the generator says; the templates stand there as texts in quotes.
const GENERATED: &str = include_str!("../../../plan/src/operations/texts.rs");
/// Two sentences whose pairs of characters overlap by more than this share are near copies.
const NEAR: f64 = 0.7;

fn pairs(text: &str) -> BTreeSet<(char, char)> {
    let plain: Vec<char> = screen::plain(text)
        .chars()
        .filter(|one| *one != ' ')
        .collect();
    plain.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

/// Jaccard's measure over pairs of characters.
fn overlap(one: &BTreeSet<(char, char)>, other: &BTreeSet<(char, char)>) -> f64 {
    let shared = u32::try_from(one.intersection(other).count()).unwrap();
    let all = u32::try_from(one.union(other).count()).unwrap();
    f64::from(shared) / f64::from(all.max(1))
}

fn generated() -> Vec<String> {
    GENERATED
        .split('"')
        .skip(1)
        .step_by(2)
        .map(|text| text.replace("{}", ""))
        .filter(|text| text.chars().count() >= 4)
        .collect()
}

fn near_copies(of: &[String], among: &[String]) -> Vec<(String, String)> {
    let among: Vec<_> = among.iter().map(|text| (text, pairs(text))).collect();
    let mut found = Vec::new();
    for text in of {
        let own = pairs(text);
        for (other, pairs) in &among {
            if text == *other || overlap(&own, pairs) > NEAR {
                found.push((text.clone(), (*other).clone()));
            }
        }
    }
    found
}

#[test]
fn no_sentence_of_the_eval_set_is_learned_from() {
    let eval: Vec<String> = eval().into_iter().map(|one| one.text).collect();
    let mut learned: Vec<String> = corpus::seed().into_iter().map(|one| one.text).collect();
    let generated = generated();
    assert!(generated.len() > 80, "the generator's texts are found");
    assert!(generated.iter().any(|text| text.contains("还在打桩")));
    learned.extend(generated);
    assert_eq!(near_copies(&eval, &learned), []);
}

#[test]
fn a_near_copy_would_be_seen() {
    let one = ["楼下的广场舞音响太吵了".to_owned()];
    let near = ["楼下广场舞音响太吵了，".to_owned()];
    assert_eq!(near_copies(&one, &near).len(), 1);
    assert_eq!(near_copies(&one, &["楼上漏水".to_owned()]).len(), 0);
}

#[test]
fn no_sentence_is_there_twice() {
    let mut texts: Vec<String> = eval().into_iter().map(|one| one.text).collect();
    texts.extend(corpus::seed().into_iter().map(|one| one.text));
    let all = texts.len();
    texts.sort_unstable();
    texts.dedup();
    assert_eq!(texts.len(), all);
}
