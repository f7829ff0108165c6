//! Attachments' content: what a file is by its first bytes, and taking out of it what tells where and
//! with what it was made. A photo's position (EXIF) is the caller's home more often than the scene; the
//! incident has a place of its own.
//!
//! Pure: bytes in, bytes out. No pixel and no sound is touched.

mod jpeg;
mod mp4;
mod png;
mod webp;

use crate::incident::MediaType;

/// Why a file cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadMedia {
    /// It is none of the kinds that are taken.
    #[error("the file is none of JPEG, PNG, WebP, M4A, AAC, MP3, OGG, WAV, AMR")]
    Unknown,
    /// HEIC cannot be freed of its position for certain.
    #[error("HEIC pictures are not taken: send JPEG")]
    Heic,
    /// It begins like its kind and then does not go on like it.
    #[error("the file is damaged")]
    Damaged,
}

/// What a file is, by its first bytes.
///
/// # Errors
/// [`BadMedia::Unknown`], [`BadMedia::Heic`].
pub fn kind_of(bytes: &[u8]) -> Result<MediaType, BadMedia> {
    let at = |place: usize, mark: &[u8]| {
        bytes
            .get(place..place.saturating_add(mark.len()))
            .is_some_and(|found| found == mark)
    };
    if at(0, &[0xFF, 0xD8, 0xFF]) {
        return Ok(MediaType::Jpeg);
    }
    if at(0, b"\x89PNG\r\n\x1A\n") {
        return Ok(MediaType::Png);
    }
    if at(0, b"RIFF") && at(8, b"WEBP") {
        return Ok(MediaType::Webp);
    }
    if at(0, b"RIFF") && at(8, b"WAVE") {
        return Ok(MediaType::Wav);
    }
    if at(0, b"OggS") {
        return Ok(MediaType::Ogg);
    }
    if at(0, b"#!AMR\n") || at(0, b"#!AMR-WB\n") {
        return Ok(MediaType::Amr);
    }
    if at(4, b"ftyp") {
        let brands: [&[u8]; 6] = [b"heic", b"heix", b"hevc", b"heim", b"mif1", b"msf1"];
        if brands.iter().any(|brand| at(8, brand)) {
            return Err(BadMedia::Heic);
        }
        return mp4::is_audio(bytes)
            .then_some(MediaType::M4a)
            .ok_or(BadMedia::Unknown);
    }
    if at(0, b"ID3") {
        return Ok(MediaType::Mp3);
    }
    match bytes {
        // ADTS: twelve ones, layer 0. MPEG audio: eleven ones, layer III.
        [0xFF, second, ..] if second & 0xF6 == 0xF0 => Ok(MediaType::Aac),
        [0xFF, second, third, ..]
            if second & 0xE6 == 0xE2 && second & 0x18 != 0x08 && third & 0xF0 != 0xF0 =>
        {
            Ok(MediaType::Mp3)
        }
        _ => Err(BadMedia::Unknown),
    }
}

/// A file without what tells where and with what it was made, and whether anything was taken out. A
/// photo keeps which side is up.
///
/// # Errors
/// [`BadMedia::Damaged`].
pub fn stripped(kind: MediaType, bytes: Vec<u8>) -> Result<(Vec<u8>, bool), BadMedia> {
    let clean = match kind {
        MediaType::Jpeg => jpeg::stripped(&bytes),
        MediaType::Png => png::stripped(&bytes),
        MediaType::Webp => webp::stripped(&bytes),
        MediaType::M4a => mp4::stripped(&bytes),
        // These have no field for a position.
        MediaType::Aac | MediaType::Mp3 | MediaType::Ogg | MediaType::Wav | MediaType::Amr => {
            return Ok((bytes, false));
        }
    }
    .ok_or(BadMedia::Damaged)?;
    let changed = clean != bytes;
    Ok((clean, changed))
}

/// A number of two or four bytes at a place.
fn number(bytes: &[u8], at: usize, length: usize, little: bool) -> Option<usize> {
    let found = bytes.get(at..at.checked_add(length)?)?;
    let fold = |sum: usize, byte: &u8| (sum << 8) | usize::from(*byte);
    Some(if little {
        found.iter().rev().fold(0, fold)
    } else {
        found.iter().fold(0, fold)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use MediaType as M;

    #[test]
    fn a_kind_is_known_by_its_first_bytes() {
        let known: [(&[u8], Result<M, BadMedia>); 13] = [
            (b"\xFF\xD8\xFF\xE0", Ok(M::Jpeg)),
            (b"\x89PNG\r\n\x1A\n", Ok(M::Png)),
            (b"RIFF\0\0\0\0WEBP", Ok(M::Webp)),
            (b"RIFF\0\0\0\0WAVE", Ok(M::Wav)),
            (b"OggS\0", Ok(M::Ogg)),
            (b"#!AMR\n", Ok(M::Amr)),
            (b"ID3\x04", Ok(M::Mp3)),
            (b"\xFF\xFB\x90\x00", Ok(M::Mp3)),
            (b"\xFF\xF1\x50\x80", Ok(M::Aac)),
            (b"\0\0\0\x18ftypheic", Err(BadMedia::Heic)),
            (b"<svg onload=", Err(BadMedia::Unknown)),
            (b"MZ", Err(BadMedia::Unknown)),
            (b"", Err(BadMedia::Unknown)),
        ];
        for (bytes, kind) in known {
            assert_eq!(kind_of(bytes), kind, "{bytes:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(
            nth in 0..9_usize, bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200),
        ) {
            let head: &[u8] = match nth {
                0 => b"\xFF\xD8\xFF\xE1",
                1 => b"\x89PNG\r\n\x1A\n",
                2 => b"RIFF\x20\0\0\0WEBP",
                3 => b"\0\0\0\x08ftyp\0\0\0\x40moov",
                _ => b"",
            };
            let whole = [head, &bytes].concat();
            let _ = kind_of(&whole);
            for kind in M::ALL {
                if let Ok((clean, changed)) = stripped(*kind, whole.clone()) {
                    proptest::prop_assert!(changed == (clean != whole));
                }
            }
        }
    }
}
