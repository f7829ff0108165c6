//! What is true of the language, not of a town: traditional characters, digits and sounds.
//!
//! `traditional.txt` (pairs of a traditional character and its simplified one, from OpenCC) and
//! `sounds.txt` (each syllable without tone and the characters of GB 2312 that are read so, from
//! pypinyin) are laid out once as tables by code point.

use std::sync::OnceLock;

const TRADITIONAL: &str = include_str!("traditional.txt");
const SOUNDS: &str = include_str!("sounds.txt");

/// The block of common characters, U+4E00 to U+9FFF.
const FIRST: u32 = 0x4E00;
const COUNT: usize = 0x5200;

/// The readings of a character as numbers from 1; 0 is none.
pub(super) type Sounds = [u16; 3];

struct Tables {
    simplified: Vec<Option<char>>,
    sounds: Vec<Sounds>,
    syllables: Vec<String>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut tables = Tables {
            simplified: vec![None; COUNT],
            sounds: vec![[0; 3]; COUNT],
            syllables: Vec::new(),
        };
        for pair in TRADITIONAL.split_whitespace() {
            let mut pair = pair.chars();
            if let (Some(from), Some(to)) = (pair.next(), pair.next())
                && let Some(cell) = place(from).and_then(|at| tables.simplified.get_mut(at))
            {
                *cell = Some(to);
            }
        }
        let mut syllables: Vec<String> = Vec::new();
        for line in SOUNDS.lines() {
            let Some((syllable, characters)) = line.split_once(' ') else {
                continue;
            };
            let syllable = fold(syllable);
            let known = syllables.iter().position(|one| *one == syllable);
            let number = known.unwrap_or_else(|| {
                syllables.push(syllable);
                syllables.len() - 1
            });
            let number = u16::try_from(number + 1).unwrap_or(0);
            for character in characters.chars() {
                let cell = place(character).and_then(|at| tables.sounds.get_mut(at));
                let Some(cell) = cell else { continue };
                if !cell.contains(&number)
                    && let Some(free) = cell.iter_mut().find(|one| **one == 0)
                {
                    *free = number;
                }
            }
        }
        tables.syllables = syllables;
        tables
    })
}

fn place(character: char) -> Option<usize> {
    let at = usize::try_from(u32::from(character).checked_sub(FIRST)?).ok()?;
    (at < COUNT).then_some(at)
}

/// A syllable with the differences taken out that speakers around Shanghai do not make, and that
/// machines therefore confuse: zh and z, ch and c, sh and s, ing and in, eng and en.
fn fold(syllable: &str) -> String {
    let flat = match syllable.as_bytes() {
        [b'z' | b'c' | b's', b'h', ..] => format!("{}{}", &syllable[..1], &syllable[2..]),
        _ => syllable.to_owned(),
    };
    match flat.strip_suffix("ing").or(flat.strip_suffix("eng")) {
        Some(_) => flat[..flat.len() - 1].to_owned(),
        None => flat,
    }
}

/// A character as it is compared, or nothing when it says nothing: blanks, punctuation, marks.
pub(super) fn letter(written: char) -> Option<char> {
    // Full-width forms stand at a fixed distance from ASCII.
    let narrow = match u32::from(written) {
        wide @ 0xFF01..=0xFF5E => char::from_u32(wide - 0xFEE0).unwrap_or(written),
        _ => written,
    };
    if !narrow.is_alphanumeric() {
        return None;
    }
    Some(match narrow {
        '0'..='9' => {
            const NUMERALS: [char; 10] =
                ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
            let digit = narrow
                .to_digit(10)
                .and_then(|one| usize::try_from(one).ok());
            digit
                .and_then(|digit| NUMERALS.get(digit))
                .copied()
                .unwrap_or(narrow)
        }
        '〇' => '零',
        '两' | '兩' => '二',
        'A'..='Z' => narrow.to_ascii_lowercase(),
        _ => place(narrow)
            .and_then(|at| tables().simplified.get(at).copied().flatten())
            .unwrap_or(narrow),
    })
}

/// A word's characters as they are compared.
pub(super) fn normal(word: &str) -> Vec<char> {
    word.chars().filter_map(letter).collect()
}

/// How a character is read.
pub(super) fn sounds(character: char) -> Sounds {
    place(character)
        .and_then(|at| tables().sounds.get(at))
        .copied()
        .unwrap_or([0; 3])
}

/// The usual reading of a character, without tone and with what speakers here do not tell apart
/// made one.
pub(super) fn syllable(character: char) -> Option<&'static str> {
    let [first, ..] = sounds(character);
    let at = usize::from(first).checked_sub(1)?;
    tables().syllables.get(at).map(String::as_str)
}

/// Whether two characters have a reading in common.
pub(super) fn alike(one: Sounds, other: Sounds) -> bool {
    one.iter().any(|sound| *sound != 0 && other.contains(sound))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(one: char, other: char) -> bool {
        alike(sounds(one), sounds(other))
    }

    #[test]
    fn characters_are_compared_by_their_readings() {
        assert!(same('刀', '到') && same('拿', '那') && same('伤', '商'));
        assert!(same('砍', '看'), "tones do not count");
        assert!(same('伤', '桑'), "a flat tongue does not count");
        assert!(same('着', '找'), "one of several readings is enough");
        assert!(!same('刀', '火') && !same('a', 'a'));
    }

    #[test]
    fn characters_are_made_plain() {
        assert_eq!(normal("著火、傷 Ａ2〇！"), normal("着火伤a二零"));
        assert_eq!(letter('，'), None);
        assert_eq!(letter('\u{200b}'), None);
    }
}
