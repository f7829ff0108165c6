//! Single edits of the clean form: each is caught by a rule, or proven harmless because the form then
//! says the same; none is missed. What to edit is found in the raw text, without the reader.

use crate::dice::Dice;
use liandong_formcheck::{check, read_text};
use std::ops::Range;

const CLEAN: &str = include_str!("../fixtures/clean.txt");
const MARKS: [char; 2] = ['√', '□'];

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Amount,
    Percent,
    Date,
    Quantity,
    Tick,
}

/// A figure or a mark of the raw text.
#[derive(Clone, Debug)]
struct Spot {
    range: Range<usize>,
    what: What,
}

fn spots() -> Vec<Spot> {
    let mut spots = Vec::new();
    let mut at = 0;
    while let Some(rest) = CLEAN.get(at..).filter(|rest| !rest.is_empty()) {
        let letter = rest.chars().next().unwrap();
        let mut length = letter.len_utf8();
        if MARKS.contains(&letter) {
            spots.push(Spot {
                range: at..at + length,
                what: What::Tick,
            });
        } else if letter.is_ascii_digit() {
            length = rest
                .bytes()
                .take_while(|byte| byte.is_ascii_digit() || *byte == b'.')
                .count();
            let digits = rest[..length].trim_end_matches('.');
            let what = kind(&CLEAN[..at], &rest[length..]);
            spots.extend(what.map(|what| Spot {
                range: at..at + digits.len(),
                what,
            }));
        }
        at += length;
    }
    spots
}

/// What a figure is, by what stands around it. Numbers of paragraphs, annexes and documents are none.
fn kind(before: &str, after: &str) -> Option<What> {
    let next: String = after
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .take(3)
        .collect();
    let last = before.chars().rev().find(|letter| !letter.is_whitespace());
    let is_label = ["、", "号", "〕"].iter().any(|mark| next.starts_with(mark));
    let is_item = before.ends_with('\n')
        && after.starts_with(|one: char| !one.is_whitespace())
        && !next.starts_with(['%', '万', '元', '人', '辆', '分', '年']);
    if is_label
        || is_item
        || before.ends_with("附件")
        || before.ends_with("附件2-")
        || next.starts_with("-1")
    {
        return None;
    }
    let is_date = ["年", "月"].iter().any(|mark| next.starts_with(mark))
        || (next.starts_with('日') && last == Some('月'))
        || next.starts_with("-8月");
    Some(if is_date {
        What::Date
    } else if next.starts_with('%') || next.starts_with("个百分") {
        What::Percent
    } else if [
        "人", "辆", "台", "套", "份", "条", "分钟", "个", "项", "/", "）",
    ]
    .iter()
    .any(|mark| next.starts_with(mark))
    {
        What::Quantity
    } else {
        What::Amount
    })
}

fn with(range: &Range<usize>, text: &str) -> String {
    format!("{}{text}{}", &CLEAN[..range.start], &CLEAN[range.end..])
}

/// One edit of one spot.
fn edit(spot: &Spot, dice: &mut Dice) -> String {
    let old = &CLEAN[spot.range.clone()];
    if spot.what == What::Tick {
        let other = if old == "√" { "□" } else { "√" };
        let shape = if old == "√" { "☑" } else { "○" };
        return with(&spot.range, [other, shape, ""][dice.below(3)]);
    }
    let digits: Vec<usize> = old
        .char_indices()
        .filter(|(_, one)| one.is_ascii_digit())
        .map(|(at, _)| at)
        .collect();
    let at = digits[dice.below(digits.len())];
    let new = match dice.below(if spot.what == What::Date { 4 } else { 8 }) {
        // Another digit, most often: the slip that is hardest to see.
        0..=2 => format!("{}{}{}", &old[..at], dice.below(10), &old[at + 1..]),
        3 => {
            let mut letters: Vec<char> = old.chars().collect();
            let one = dice.below(letters.len());
            let two = (one + 1).min(letters.len() - 1);
            letters.swap(one, two);
            letters.into_iter().collect()
        }
        4 => format!("-{old}"),
        5 => format!("{old}{}", if old.contains('.') { "0" } else { ".0" }),
        6 => format!("{}{}", old, dice.below(10)),
        _ => format!("{}{}", &old[..at], &old[at + 1..]),
    };
    with(&spot.range, &new)
}

#[derive(Default)]
struct Count {
    caught: usize,
    harmless: usize,
    missed: Vec<String>,
}

fn judge(count: &mut Count, text: &str, clean: &str, spot: &Spot) {
    let reading = read_text(text);
    if reading.canonical() == clean {
        count.harmless += 1;
    } else if check(&reading).is_empty() {
        let start = (0..=spot.range.start.saturating_sub(30))
            .rev()
            .find(|at| CLEAN.is_char_boundary(*at))
            .unwrap();
        let end = (spot.range.end + 30..text.len())
            .find(|at| text.is_char_boundary(*at))
            .unwrap_or(text.len());
        count.missed.push(format!(
            "{:?} {}",
            spot.what,
            text[start..end].replace('\n', "⏎")
        ));
    } else {
        count.caught += 1;
    }
}

fn run(edits: usize, seed: u64) -> Count {
    let (spots, clean) = (spots(), read_text(CLEAN).canonical());
    let mut dice = Dice::new(seed);
    let mut count = Count::default();
    for _ in 0..edits {
        let spot = &spots[dice.below(spots.len())];
        judge(&mut count, &edit(spot, &mut dice), &clean, spot);
    }
    count
}

#[test]
fn two_hundred_single_edits_are_caught_or_harmless() {
    let count = run(200, 20_240_831);
    println!(
        "caught {} / harmless {} / missed {}",
        count.caught,
        count.harmless,
        count.missed.len()
    );
    assert_eq!(count.caught + count.harmless + count.missed.len(), 200);
    assert!(count.caught > 100, "the edits must be edits");
    assert!(count.missed.is_empty(), "{:#?}", count.missed);
}

#[test]
fn every_figure_of_the_form_has_a_second_witness() {
    let count = run(3000, 1);
    println!(
        "caught {} / harmless {} / missed {}",
        count.caught,
        count.harmless,
        count.missed.len()
    );
    let mut missed = count.missed;
    missed.sort();
    missed.dedup();
    assert!(missed.is_empty(), "{missed:#?}");
}
