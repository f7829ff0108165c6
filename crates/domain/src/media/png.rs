//! PNG: only the chunks that the picture is made of.

use super::number;

/// Chunks with words, times and EXIF go; the rest, also of animations, stays.
const GO: [&[u8; 4]; 5] = [b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"];

pub(super) fn stripped(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(bytes.get(..8)?);
    let mut at = 8;
    loop {
        let length = number(bytes, at, 4, false)?;
        let kind = bytes.get(at.checked_add(4)?..at.checked_add(8)?)?;
        let end = at.checked_add(12)?.checked_add(length)?;
        let chunk = bytes.get(at..end)?;
        if !GO.iter().any(|one| &one[..] == kind) {
            out.extend_from_slice(chunk);
        }
        if kind == b"IEND" {
            return Some(out);
        }
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len()).expect("short");
        [&length.to_be_bytes()[..], kind, body, &[0; 4]].concat()
    }

    #[test]
    fn words_and_positions_go() {
        let mark = b"\x89PNG\r\n\x1A\n".to_vec();
        let (head, body, end) = (
            chunk(b"IHDR", &[0; 13]),
            chunk(b"IDAT", b"pixels"),
            chunk(b"IEND", b""),
        );
        let told = [
            mark.clone(),
            head.clone(),
            chunk(b"eXIf", b"GPS"),
            chunk(b"tEXt", b"Author"),
            body.clone(),
            end.clone(),
            b"behind".to_vec(),
        ]
        .concat();
        let clean = [mark, head, body, end].concat();
        assert_eq!(stripped(&told), Some(clean.clone()));
        for length in 0..clean.len() {
            assert_eq!(stripped(&clean[..length]), None, "{length}");
        }
    }
}
