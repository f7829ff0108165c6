//! MPEG-4 audio: its boxes of words and positions are emptied where they stand, so that no offset to
//! the sound moves.

use super::number;
use std::ops::Range;

/// Whether it is MPEG-4 without a picture track.
pub(super) fn is_audio(bytes: &[u8]) -> bool {
    let Some(movie) = find(bytes, 0..bytes.len(), b"moov") else {
        return false;
    };
    let tracks = all(bytes, movie).unwrap_or_default();
    let handlers = tracks
        .into_iter()
        .filter(|one| one.kind == *b"trak")
        .map(|track| {
            let media = find(bytes, track.body, b"mdia")?;
            let handler = find(bytes, media, b"hdlr")?;
            bytes.get(handler.start.checked_add(8)?..handler.start.checked_add(12)?)
        });
    let mut sounds = 0;
    for handler in handlers {
        match handler {
            Some(b"soun") => sounds += 1,
            Some(b"vide" | b"pict") | None => return false,
            Some(_) => {}
        }
    }
    sounds > 0
}

pub(super) fn stripped(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.to_vec();
    let whole = all(bytes, 0..bytes.len())?;
    for one in &whole {
        if one.kind == *b"moov" {
            clean(bytes, &mut out, one.body.clone(), 0)?;
        } else if matches!(&one.kind, b"meta" | b"udta" | b"uuid") {
            empty(&mut out, one)?;
        }
    }
    Some(out)
}

/// Empties boxes of words in a box and in the tracks below it.
fn clean(bytes: &[u8], out: &mut [u8], within: Range<usize>, depth: u8) -> Option<()> {
    for one in all(bytes, within)? {
        match &one.kind {
            b"udta" | b"meta" | b"uuid" => empty(out, &one)?,
            b"trak" if depth == 0 => clean(bytes, out, one.body.clone(), 1)?,
            _ => {}
        }
    }
    Some(())
}

fn empty(out: &mut [u8], one: &Found) -> Option<()> {
    out.get_mut(one.kind_at..one.kind_at.checked_add(4)?)?
        .copy_from_slice(b"free");
    out.get_mut(one.body.clone())?.fill(0);
    Some(())
}

struct Found {
    kind: [u8; 4],
    kind_at: usize,
    body: Range<usize>,
}

fn find(bytes: &[u8], within: Range<usize>, kind: &[u8; 4]) -> Option<Range<usize>> {
    let found = all(bytes, within)?;
    let one = found.into_iter().find(|one| one.kind == *kind)?;
    Some(one.body)
}

/// The boxes in a range, which they must fill.
fn all(bytes: &[u8], within: Range<usize>) -> Option<Vec<Found>> {
    let mut found = Vec::new();
    let mut at = within.start;
    while at < within.end {
        let kind_at = at.checked_add(4)?;
        let kind: [u8; 4] = bytes.get(kind_at..at.checked_add(8)?)?.try_into().ok()?;
        let (head, length) = match number(bytes, at, 4, false)? {
            // To the end of the file.
            0 => (8, within.end.checked_sub(at)?),
            1 => (16, number(bytes, at.checked_add(8)?, 8, false)?),
            length => (8, length),
        };
        let end = at.checked_add(length)?;
        let body = at.checked_add(head)?..end;
        if body.start > body.end || end > within.end {
            return None;
        }
        found.push(Found {
            kind,
            kind_at,
            body,
        });
        at = end;
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len() + 8).expect("short");
        [&length.to_be_bytes()[..], kind, body].concat()
    }

    fn track(handler: &[u8; 4]) -> Vec<u8> {
        let handler = [&[0; 8][..], handler, &[0; 13]].concat();
        boxed(b"trak", &boxed(b"mdia", &boxed(b"hdlr", &handler)))
    }

    fn file(handler: &[u8; 4], words: &[u8]) -> Vec<u8> {
        let movie = [track(handler), boxed(b"udta", words)].concat();
        [
            boxed(b"ftyp", b"M4A \0\0\0\0"),
            boxed(b"mdat", b"sound"),
            boxed(b"moov", &movie),
        ]
        .concat()
    }

    #[test]
    fn words_are_emptied_in_place() {
        let told = file(b"soun", b"+31.2+121.3/");
        assert!(is_audio(&told));
        let clean = stripped(&told).expect("audio");
        assert_eq!(clean.len(), told.len());
        assert!(!String::from_utf8_lossy(&clean).contains("+31.2"));
        assert!(clean.windows(4).any(|four| four == b"free"));
        assert!(is_audio(&clean));
    }

    #[test]
    fn a_film_is_no_recording() {
        assert!(!is_audio(&file(b"vide", b"")));
        assert!(!is_audio(b"\0\0\0\x08ftyp"));
    }
}
