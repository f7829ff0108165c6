//! Plain text: UTF-8 with or without its mark, UTF-16, and GB18030, which Chinese Windows writes.

use crate::{FileError, limits};
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use liandong_formcheck::Source;

/// Above this share of control characters (one in so many letters) it is no text.
const CONTROLS: usize = 200;

pub(crate) fn read(bytes: &[u8]) -> Result<Source, FileError> {
    let text = decode(bytes)?;
    if text.len() > limits::TEXT {
        return Err(FileError::TooMuch("letters"));
    }
    if text.split('\n').count() > limits::PIECES {
        return Err(FileError::TooMuch("cells"));
    }
    if text.trim().is_empty() {
        return Err(FileError::Empty);
    }
    Ok(Source::from_text(&text))
}

fn decode(bytes: &[u8]) -> Result<String, FileError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return within(encoding, bytes.get(mark..).unwrap_or_default());
    }
    let nul = |parity: usize| {
        let pairs = bytes.chunks_exact(2).take(512);
        pairs.filter(|pair| pair.get(parity) == Some(&0)).count()
    };
    // ASCII among UTF-16 has a zero byte in each pair, and a form has digits and blanks.
    let guesses: &[&'static Encoding] = match (nul(0), nul(1)) {
        (0, 0) => &[UTF_8, GB18030],
        (big, little) if big > little => &[UTF_16BE],
        _ => &[UTF_16LE],
    };
    let mut refused = FileError::NotText;
    for encoding in guesses {
        match within(encoding, bytes) {
            Ok(text) => return Ok(text),
            Err(error) => refused = error,
        }
    }
    Err(refused)
}

fn within(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, FileError> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    let text = text.ok_or(FileError::NotText)?;
    let controls = text
        .chars()
        .filter(|one| one.is_control() && !matches!(one, '\n' | '\r' | '\t' | '\u{c}'));
    if controls.count() * CONTROLS > text.chars().count() {
        return Err(FileError::UnknownKind);
    }
    Ok(text.into_owned())
}
