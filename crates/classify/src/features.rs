//! What the model sees of a sentence: words, characters and their pairs, pairs of sounds.
//!
//! Words carry the meaning and can be shown as reasons. Characters and pairs of them help where the
//! segmentation goes wrong and where a word was never met (摊头, 菜摊), pairs of sounds where a machine wrote another character of the same
//! sound (机水 for 积水). Numbers are left out: they are addresses and telephone numbers.

use jieba_rs::Jieba;
use liandong_domain::screen;
use std::{collections::BTreeSet, sync::Arc};

/// Common words with their frequencies, from the dictionary of jieba, with words of this trade.
const DICTIONARY: &str = include_str!("dictionary.txt");

/// What marks a character or a pair of them.
const PAIR: char = '~';
/// What marks a pair of sounds.
const SOUND: char = '#';

/// Cuts sentences into words. Making one takes some tens of milliseconds and 20 MB: keep it.
#[derive(Clone)]
pub struct Segmenter(Arc<Jieba>);

impl std::fmt::Debug for Segmenter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Segmenter")
    }
}

impl Segmenter {
    /// A segmenter with the shipped dictionary.
    ///
    /// # Panics
    /// Never: the dictionary is part of the program, and a test reads it.
    #[must_use]
    pub fn new() -> Self {
        let mut dictionary = DICTIONARY.as_bytes();
        let jieba = Jieba::with_dict(&mut dictionary).unwrap_or_else(|_| Jieba::empty());
        Self(Arc::new(jieba))
    }

    /// The words of a sentence, as compared: simplified, no marks, no numbers.
    #[must_use]
    pub fn words(&self, text: &str) -> Vec<String> {
        let plain = screen::plain(text);
        let clauses = plain.split(' ').filter(|clause| !clause.is_empty());
        clauses
            .flat_map(|clause| self.0.cut(clause, true))
            .map(|token| token.word)
            .filter(|word| !is_number(word))
            .map(str::to_owned)
            .collect()
    }

    /// The features of a sentence, each once, in order.
    pub(crate) fn features(&self, text: &str) -> BTreeSet<String> {
        let mut all: BTreeSet<String> = self.words(text).into_iter().collect();
        let plain = screen::plain(text);
        for clause in plain.split(' ') {
            let characters: Vec<char> = clause.chars().collect();
            let single = characters.iter().filter(|one| !is_numeral(**one));
            all.extend(single.map(|one| format!("{PAIR}{one}")));
            for pair in characters.windows(2) {
                let &[one, other] = pair else { continue };
                if is_numeral(one) || is_numeral(other) {
                    continue;
                }
                all.insert(format!("{PAIR}{one}{other}"));
                if let (Some(one), Some(other)) = (screen::sound(one), screen::sound(other)) {
                    all.insert(format!("{SOUND}{one} {other}"));
                }
            }
        }
        all
    }
}

impl Default for Segmenter {
    fn default() -> Self {
        Self::new()
    }
}

/// The word that people read in a feature; a sound is none.
pub(crate) fn shown(feature: &str) -> Option<&str> {
    match feature.chars().next()? {
        PAIR => feature.get(PAIR.len_utf8()..),
        SOUND => None,
        _ => Some(feature),
    }
}

fn is_numeral(one: char) -> bool {
    "零一二三四五六七八九十百千万".contains(one)
}

fn is_number(word: &str) -> bool {
    word.chars().all(is_numeral)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_cut_into_words_pairs_and_sounds_without_numbers() {
        let segmenter = Segmenter::new();
        assert_eq!(
            segmenter.words("渣土車漏了，13900001234"),
            ["渣土车", "漏", "了"]
        );
        let features = segmenter.features("漏水，2楼");
        let expected = ["#lou sui", "~楼", "~水", "~漏", "~漏水", "二楼", "漏水"];
        assert_eq!(features.iter().collect::<Vec<_>>(), expected);
        assert_eq!(segmenter.features("，！"), BTreeSet::new());
    }

    #[test]
    fn the_same_sound_makes_the_same_feature() {
        let segmenter = Segmenter::new();
        let one = segmenter.features("机水");
        assert!(segmenter.features("积水").intersection(&one).count() > 0);
        assert_eq!(shown("#ji sui"), None);
        assert_eq!(shown("~积水"), Some("积水"));
    }
}
