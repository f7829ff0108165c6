//! Where a word, or a pattern's parts one after the other, stand in a text.

use super::{GAP, Way, heard::Heard};

/// The spans in which the parts stand in order, each gap within bounds, no part in a harmless
/// phrase; by where they begin, and the shortest from each beginning.
pub(super) fn spans<'a>(
    heard: &'a Heard,
    parts: &'a [Vec<char>],
    way: Way,
) -> impl Iterator<Item = (usize, usize)> + 'a {
    (0..heard.len()).filter_map(move |at| {
        let (first, rest) = parts.split_first()?;
        let end = part(heard, at, first, way)?;
        Some((at, follow(heard, end, rest, way)?))
    })
}

/// The end of the remaining parts, tried with every gap: the nearest may lead nowhere.
fn follow(heard: &Heard, from: usize, parts: &[Vec<char>], way: Way) -> Option<usize> {
    let Some((next, rest)) = parts.split_first() else {
        return Some(from);
    };
    (from..=from + GAP).find_map(|at| {
        let end = part(heard, at, next, way)?;
        follow(heard, end, rest, way)
    })
}

fn part(heard: &Heard, at: usize, word: &[char], way: Way) -> Option<usize> {
    let fits = match way {
        Way::Written => heard.is(at, word),
        Way::Sound => heard.sounds_like(at, word),
    };
    let end = at + word.len();
    (fits && !heard.is_harmless(at, end)).then_some(end)
}
