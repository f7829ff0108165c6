//! What the shipped words of danger find, on sentences written by hand.
//!
//! A screen may warn too often; it must not miss. So every sentence of `danger.txt` is flagged, and
//! the share of `harmless.txt` that is flagged is printed and bounded.

use liandong_app::folder::TownFolder;
use liandong_domain::policy::{Hazard, Policy};
use std::{path::Path, sync::OnceLock};

const DANGER: &str = include_str!("danger.txt");
const HARMLESS: &str = include_str!("harmless.txt");

/// The most that may be flagged among the harmless, in percent.
const FALSE_ALARMS: usize = 15;

/// The shipped town.
pub(crate) fn shipped() -> &'static TownFolder {
    static TOWN: OnceLock<TownFolder> = OnceLock::new();
    TOWN.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/huacao");
        TownFolder::read(&folder).expect("the town")
    })
}

fn policy() -> &'static Policy {
    &shipped().policy
}

/// The sentences in which a danger is meant.
pub(crate) fn danger() -> impl Iterator<Item = &'static str> {
    sentences(DANGER).filter_map(|line| Some(line.split_once('\t')?.1))
}

fn sentences(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn hazard(code: &str) -> Hazard {
    serde_json::from_value(code.into()).expect("a danger")
}

fn shown(text: &str) -> String {
    let found = policy().screen(text);
    let words = found.iter().map(|one| {
        format!(
            "{:?} {}",
            one.hazard,
            one.heard.as_ref().unwrap_or(&one.word)
        )
    });
    words.collect::<Vec<_>>().join("; ")
}

#[test]
fn every_call_that_means_danger_is_flagged() {
    let all: Vec<_> = sentences(DANGER)
        .map(|line| line.split_once('\t').expect("a danger and a sentence"))
        .collect();
    assert!(all.len() >= 200, "{} sentences", all.len());
    let missed: Vec<_> = all
        .iter()
        .filter(|(_, text)| policy().screen(text).is_empty())
        .collect();
    let exact = all
        .iter()
        .filter(|(code, text)| {
            let meant = hazard(code);
            policy().screen(text).iter().any(|one| one.hazard == meant)
        })
        .count();
    println!(
        "danger: {} of {} flagged, {exact} of them as the very danger that was meant",
        all.len() - missed.len(),
        all.len(),
    );
    assert!(missed.is_empty(), "missed: {missed:#?}");
    assert!(exact * 10 >= all.len() * 8, "flagged as something else");
}

#[test]
fn false_alarms_on_tempting_words_are_bounded() {
    let all: Vec<_> = sentences(HARMLESS).collect();
    assert!(all.len() >= 120, "{} sentences", all.len());
    let flagged: Vec<_> = all
        .iter()
        .filter(|text| !policy().screen(text).is_empty())
        .collect();
    println!(
        "harmless with tempting words: {} of {} flagged",
        flagged.len(),
        all.len()
    );
    for text in &flagged {
        println!("  {text}  [{}]", shown(text));
    }
    assert!(flagged.len() * 100 <= all.len() * FALSE_ALARMS);
}
