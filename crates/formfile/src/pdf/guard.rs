//! What a PDF may cost, measured before it is interpreted: what its streams unfold to, and how deep its
//! arrays and dictionaries stand in one another. The interpreter bounds neither.

use crate::{FileError, limits};
use flate2::{Decompress, FlushDecompress, Status};
use memchr::memmem::{find, find_iter, rfind};

/// How deep arrays and dictionaries may stand in one another; the stack of the thread is made for it.
const DEEPEST: usize = 1_500;
/// How far before a stream its dictionary is looked at.
const DICTIONARY: usize = 2_048;

pub(super) fn check(bytes: &[u8]) -> Result<(), FileError> {
    if find(bytes, b"/Encrypt").is_some() {
        return Err(FileError::Encrypted);
    }
    if find(bytes, b"/LZWDecode").is_some() {
        // It unfolds a thousandfold, and no program of the last twenty years writes it.
        return Err(FileError::Damaged("pdf"));
    }
    let mut left = limits::UNFOLDED;
    let mut at = 0;
    let mut outside = Depth::default();
    while let Some(found) = bytes.get(at..).and_then(|rest| find(rest, b"stream")) {
        let start = at + found;
        let between = bytes.get(at..start).unwrap_or_default();
        outside.see(between)?;
        if is_chained(between) {
            return Err(FileError::Damaged("pdf"));
        }
        let mut data = start + b"stream".len();
        if bytes.get(data) == Some(&b'\r') {
            data += 1;
        }
        if bytes.get(data) == Some(&b'\n') {
            data += 1;
        }
        at = data;
        let rest = bytes.get(data..).unwrap_or_default();
        if is_zlib(rest) {
            at = data + unfold(rest, &mut left)?;
        }
    }
    outside.see(bytes.get(at..).unwrap_or_default())
}

/// Whether a stream's dictionary, which ends what stands before it, deflates more than once or names its filters
/// elsewhere: what it unfolds to could not be measured.
fn is_chained(before: &[u8]) -> bool {
    let near = before.get(before.len().saturating_sub(DICTIONARY)..);
    let near = near.unwrap_or_default();
    let own = rfind(near, b"obj").and_then(|at| near.get(at..));
    let dictionary = unescaped(own.unwrap_or(near));
    let mut deflates = 0;
    let mut is_elsewhere = false;
    for at in find_iter(&dictionary, b"/Fl") {
        let rest = dictionary.get(at + 3..).unwrap_or_default();
        let is_short = !rest.first().is_some_and(u8::is_ascii_alphanumeric);
        deflates += usize::from(is_short || rest.starts_with(b"ateDecode"));
    }
    for at in find_iter(&dictionary, b"/Filter") {
        let rest = dictionary
            .get(at + 7..)
            .unwrap_or_default()
            .trim_ascii_start();
        is_elsewhere |= rest.first().is_some_and(u8::is_ascii_digit);
    }
    deflates > 1 || is_elsewhere
}

/// Names with their escapes (`#46late`) read.
fn unescaped(dictionary: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(dictionary.len());
    let mut rest = dictionary;
    while let Some((byte, after)) = rest.split_first() {
        let hex = (*byte == b'#').then(|| after.get(..2)).flatten();
        let hex = hex.and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(letter) => {
                plain.push(letter);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                plain.push(*byte);
                rest = after;
            }
        }
    }
    plain
}

fn is_zlib(bytes: &[u8]) -> bool {
    matches!(bytes, [method, flags, ..]
        if method & 0x0f == 8 && (u16::from(*method) << 8 | u16::from(*flags)) % 31 == 0)
}

/// Inflates a stream into nothing; how many bytes of the file it took. What is no stream after all costs
/// nothing: it stops where it breaks.
fn unfold(bytes: &[u8], left: &mut u64) -> Result<usize, FileError> {
    let mut inflate = Decompress::new(true);
    let mut out = vec![0_u8; 64 * 1024];
    let mut depth = Depth::default();
    loop {
        let (read, written) = (inflate.total_in(), inflate.total_out());
        let from = usize::try_from(read).unwrap_or(usize::MAX);
        let rest = bytes.get(from..).unwrap_or_default();
        let status = inflate.decompress(rest, &mut out, FlushDecompress::None);
        let new = inflate.total_out() - written;
        *left = left
            .checked_sub(new)
            .ok_or(FileError::TooMuch("unfolded"))?;
        let new = usize::try_from(new).unwrap_or(out.len());
        depth.see(out.get(..new).unwrap_or_default())?;
        let is_stuck = new == 0 && inflate.total_in() == read;
        if is_stuck || !matches!(status, Ok(Status::Ok)) {
            return Ok(usize::try_from(inflate.total_in()).unwrap_or(0));
        }
    }
}

/// Counts open brackets over bytes that come in pieces.
#[derive(Default)]
struct Depth {
    open: usize,
    last: u8,
}

impl Depth {
    fn see(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        for byte in bytes {
            match (self.last, byte) {
                (_, b'[') | (b'<', b'<') => self.open += 1,
                (_, b']') | (b'>', b'>') => self.open = self.open.saturating_sub(1),
                _ => {}
            }
            self.last = *byte;
            if self.open > DEEPEST {
                return Err(FileError::TooMuch("depth"));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_upon_a_filter_is_known_however_it_is_written() {
        for dictionary in [
            "1 0 obj<</Filter[/FlateDecode/FlateDecode]>>",
            "1 0 obj<</Filter [ /Fl /#46lateDecode ]>>",
            "1 0 obj<</Filter 5 0 R>>",
        ] {
            assert!(is_chained(dictionary.as_bytes()), "{dictionary}");
        }
        for dictionary in [
            "1 0 obj<</Filter/FlateDecode/Length 9>>",
            "1 0 obj<</Flags 4>>endobj 2 0 obj<</Filter[/ASCII85Decode/FlateDecode]>>",
            "9 0 obj<</Length 10>>",
        ] {
            assert!(!is_chained(dictionary.as_bytes()), "{dictionary}");
        }
    }
}
