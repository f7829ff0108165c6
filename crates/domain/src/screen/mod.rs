//! The safety screen (安全筛查): which dangers a call's words hint at.
//!
//! The words are a town's own (its policy); what is here is only how they are looked for. A call
//! comes typed in a hurry or out of a machine that turns speech into text, so that a word is also
//! found
//!
//! - with blanks and punctuation between its characters (拿 . 刀), in full-width or traditional
//!   characters (著火), with digits for numerals (2楼 and 二楼);
//! - by a pattern with a gap, `拿…刀`, that up to [`GAP`] other characters may fill;
//! - by its sound without tones, for the words that the town marks so: 受商 is 受伤, 那刀 is 拿刀.
//!   What is written in another way and sounds the same, but means no harm by itself (迟到, 手上),
//!   the town lists as harmless.
//!
//! **Rule:** over-warning costs a look, missing costs a life. A denial (没有人受伤) silences nothing
//! but the very word that it denies, only for dangers that the town calls deniable, and not where
//! anything about it is in doubt (有没有人受伤, 差点没, 目前).

mod heard;
mod seek;
mod tables;

use crate::policy::{Hazard, HazardFound, SafetyWords};
use heard::Heard;
use serde::{Deserialize, Serialize};

/// How many characters may stand in a pattern's gap at the most.
pub const GAP: usize = 6;

/// What stands for a gap in a pattern.
pub const GAP_MARK: char = '…';

/// How far before a denial and after the denied word a doubt is looked for, in characters.
const DOUBT_BEFORE: usize = 8;
const DOUBT_AFTER: usize = 4;

/// How the words of danger are looked for, beside the plain list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Screening {
    /// Further ways to say it, with `…` for a gap: 拿…刀.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub patterns: Vec<SafetyWords>,
    /// Words that are found by their sound too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_sound: Vec<SafetyWords>,
    /// Phrases that hold or sound like a word of danger and mean none: 动手术, 迟到.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub harmless: Vec<String>,
    /// Dangers that a plain denial takes back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deniable: Vec<Hazard>,
    /// Denials, as they stand right before a word: 没有人.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub denials: Vec<String>,
    /// What makes a denial no denial: 有没有, 不知道.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<String>,
}

impl Screening {
    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The first entry that could never be found, if there is one.
    #[must_use]
    pub fn useless(&self) -> Option<&str> {
        let by_sound = || self.by_sound.iter().flat_map(|list| &list.words);
        let mut may_gap = self.patterns.iter().flat_map(|list| &list.words);
        let plain = [&self.harmless, &self.denials, &self.doubts];
        let mut may_not = by_sound().chain(plain.into_iter().flatten());
        may_gap
            .find(|word| !says_something(word))
            .or_else(|| may_not.find(|word| !says_something(word) || word.contains(GAP_MARK)))
            .map(String::as_str)
    }
}

/// A text as the screen compares it: simplified, half-width, digits as numerals, a blank for each
/// mark. What learns from calls sees them in the same way.
#[must_use]
pub fn plain(text: &str) -> String {
    text.chars()
        .map(|one| tables::letter(one).unwrap_or(' '))
        .collect()
}

/// How a plain character usually sounds, without tone.
#[must_use]
pub fn sound(character: char) -> Option<&'static str> {
    tables::syllable(character)
}

/// Whether every part of a word holds a letter.
#[must_use]
pub fn says_something(word: &str) -> bool {
    word.split(GAP_MARK)
        .all(|part| part.chars().any(char::is_alphanumeric))
}

/// The dangers that a text hints at, each once, by the first word found: the plain list, then the
/// patterns, then the sounds.
#[must_use]
pub fn screen(words: &[SafetyWords], screening: &Screening, text: &str) -> Vec<HazardFound> {
    let heard = Heard::new(text, &screening.harmless);
    let mut found: Vec<HazardFound> = Vec::new();
    let ways = [
        (words, Way::Written),
        (&screening.patterns, Way::Written),
        (&screening.by_sound, Way::Sound),
    ];
    for (lists, way) in ways {
        for list in lists {
            if found.iter().any(|one| one.hazard == list.hazard) {
                continue;
            }
            let deniable = screening.deniable.contains(&list.hazard);
            let hit = list
                .words
                .iter()
                .find_map(|word| stands(&heard, word, way, deniable, screening));
            found.extend(hit.map(|(word, heard)| HazardFound {
                hazard: list.hazard,
                heard: (heard != *word).then_some(heard),
                word: word.clone(),
            }));
        }
    }
    found.sort_by_key(|one| one.hazard);
    found
}

/// How a word is compared with what was heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Written,
    Sound,
}

/// The word with what stands in the text for it, where it is there and not denied.
fn stands<'a>(
    heard: &Heard,
    word: &'a String,
    way: Way,
    deniable: bool,
    screening: &Screening,
) -> Option<(&'a String, String)> {
    // Nearly every word ends here: its first character is nowhere in the text.
    let first = word.chars().find_map(tables::letter)?;
    if !heard.may_begin(first, way == Way::Sound) {
        return None;
    }
    let parts: Vec<Vec<char>> = word.split(GAP_MARK).map(tables::normal).collect();
    if parts.iter().any(Vec::is_empty) {
        return None;
    }
    let (from, to) = seek::spans(heard, &parts, way)
        .find(|(from, to)| !(deniable && denied(heard, *from, *to, screening)))?;
    Some((word, heard.said(from, to)))
}

fn denied(heard: &Heard, from: usize, to: usize, screening: &Screening) -> bool {
    let ends_before = |denial: &String| {
        let denial = tables::normal(denial);
        from.checked_sub(denial.len())
            .is_some_and(|start| !denial.is_empty() && heard.is(start, &denial))
            .then_some(denial.len())
    };
    let Some(longest) = screening.denials.iter().filter_map(ends_before).max() else {
        return false;
    };
    let begin = from.saturating_sub(longest + DOUBT_BEFORE);
    let end = (to + DOUBT_AFTER).min(heard.len());
    !screening.doubts.iter().any(|doubt| {
        let doubt = tables::normal(doubt);
        (begin..end).any(|at| at + doubt.len() <= end && heard.is(at, &doubt))
    })
}

#[cfg(test)]
mod tests;
