//! Lines of text from letters.

use super::device::Letter;

/// Letters whose baselines are no farther apart, in sizes of the letter, stand on one line.
const SAME_LINE: f64 = 0.5;
/// A gap this wide, in sizes of the letter, parts two words.
const WORD_GAP: f64 = 0.3;

/// A line.
#[derive(Debug, PartialEq)]
pub(super) struct Line {
    pub(super) baseline: f64,
    pub(super) left: f64,
    pub(super) text: String,
}

/// The lines, from above.
pub(super) fn lines<'a>(letters: impl IntoIterator<Item = &'a Letter>) -> Vec<Line> {
    let mut letters: Vec<&Letter> = letters.into_iter().collect();
    letters.sort_by(|one, two| one.baseline.total_cmp(&two.baseline));
    let mut rows: Vec<Vec<&Letter>> = Vec::new();
    for letter in letters {
        let on_last = rows
            .last()
            .and_then(|row| row.first())
            .is_some_and(|first| {
                letter.baseline - first.baseline < SAME_LINE * first.size.max(letter.size)
            });
        match rows.last_mut().filter(|_| on_last) {
            Some(row) => row.push(letter),
            None => rows.push(vec![letter]),
        }
    }
    rows.into_iter().map(line).collect()
}

fn line(mut letters: Vec<&Letter>) -> Line {
    letters.sort_by(|one, two| one.left.total_cmp(&two.left));
    let first = letters.first();
    let mut line = Line {
        baseline: first.map_or(0.0, |letter| letter.baseline),
        left: first.map_or(0.0, |letter| letter.left),
        text: String::new(),
    };
    let mut before: Option<&Letter> = None;
    for letter in letters {
        if let Some(before) = before {
            // A letter drawn twice, a little aside, is a bold one.
            let is_again = letter.text == before.text
                && letter.left - before.left < (before.right - before.left) * 0.3;
            if is_again {
                continue;
            }
            if letter.left - before.right > WORD_GAP * letter.size {
                line.text.push(' ');
            }
        }
        line.text.push_str(&letter.text);
        before = Some(letter);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(text: &str, left: f64, baseline: f64) -> Letter {
        Letter {
            text: text.into(),
            left,
            right: left + 10.0,
            baseline,
            size: 10.0,
        }
    }

    #[test]
    fn letters_stand_in_lines_and_words_apart() {
        let letters = [
            letter("丙", 0.0, 20.0),
            letter("乙", 10.0, 0.4),
            letter("甲", 0.0, 0.0),
            letter("甲", 0.5, 0.0),
            letter("丁", 40.0, 0.0),
        ];
        let texts: Vec<String> = lines(&letters).into_iter().map(|line| line.text).collect();
        assert_eq!(texts, ["甲乙 丁", "丙"]);
    }
}
