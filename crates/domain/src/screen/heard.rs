//! A call's text as it is compared: characters alone, simplified, with what is harmless marked.

use super::tables::{self, Sounds};

/// A character that says something.
#[derive(Debug, Clone, Copy)]
struct Letter {
    /// As compared.
    normal: char,
    /// As written.
    written: char,
    sounds: Sounds,
    /// Nothing was left out between it and the one before.
    joined: bool,
}

/// A text taken apart.
#[derive(Debug)]
pub(super) struct Heard {
    letters: Vec<Letter>,
    /// Spans that are harmless as written.
    harmless: Vec<(usize, usize)>,
}

impl Heard {
    pub(super) fn new(text: &str, harmless: &[String]) -> Self {
        let mut letters = Vec::with_capacity(text.len() / 3);
        let mut joined = false;
        for written in text.chars() {
            match tables::letter(written) {
                Some(normal) => {
                    letters.push(Letter {
                        normal,
                        written,
                        sounds: tables::sounds(normal),
                        joined,
                    });
                    joined = true;
                }
                None => joined = false,
            }
        }
        let mut heard = Self {
            letters,
            harmless: Vec::new(),
        };
        for phrase in harmless {
            let first = phrase.chars().find_map(tables::letter);
            if !first.is_some_and(|first| heard.may_begin(first, false)) {
                continue;
            }
            let phrase = tables::normal(phrase);
            for at in 0..heard.len() {
                if !phrase.is_empty() && heard.is(at, &phrase) && heard.is_joined(at, phrase.len())
                {
                    heard.harmless.push((at, at + phrase.len()));
                }
            }
        }
        heard
    }

    pub(super) fn len(&self) -> usize {
        self.letters.len()
    }

    /// Whether these characters stand here as written.
    pub(super) fn is(&self, at: usize, word: &[char]) -> bool {
        let here = self.letters.get(at..at + word.len());
        here.is_some_and(|here| here.iter().zip(word).all(|(one, ch)| one.normal == *ch))
    }

    /// Whether characters that sound like these stand here.
    pub(super) fn sounds_like(&self, at: usize, word: &[char]) -> bool {
        let here = self.letters.get(at..at + word.len());
        here.is_some_and(|here| {
            here.iter().zip(word).all(|(one, ch)| {
                one.normal == *ch || tables::alike(one.sounds, tables::sounds(*ch))
            })
        })
    }

    /// Whether a word that begins with this character can stand here at all.
    pub(super) fn may_begin(&self, first: char, by_sound: bool) -> bool {
        let sounds = if by_sound {
            tables::sounds(first)
        } else {
            [0; 3]
        };
        self.letters
            .iter()
            .any(|one| one.normal == first || (by_sound && tables::alike(one.sounds, sounds)))
    }

    /// Whether a span lies within a phrase that is harmless.
    pub(super) fn is_harmless(&self, from: usize, to: usize) -> bool {
        self.harmless
            .iter()
            .any(|(start, end)| *start <= from && to <= *end)
    }

    /// What was written there.
    pub(super) fn said(&self, from: usize, to: usize) -> String {
        let here = self.letters.get(from..to).unwrap_or_default();
        here.iter().map(|one| one.written).collect()
    }

    /// Punctuation parts a phrase: 他动手，术… is no operation.
    fn is_joined(&self, at: usize, length: usize) -> bool {
        let rest = self.letters.get(at + 1..at + length);
        rest.is_some_and(|rest| rest.iter().all(|one| one.joined))
    }
}
