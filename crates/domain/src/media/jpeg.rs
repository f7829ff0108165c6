//! JPEG: without its application segments and comments, but for which side is up.

use super::number;

const SEGMENT_APP0: u8 = 0xE0;
const SEGMENT_APP1: u8 = 0xE1;
const SEGMENT_APP2: u8 = 0xE2;
const SEGMENT_APP14: u8 = 0xEE;

/// `None` when the file is damaged. What follows the picture's end is left away: a second picture or a
/// film that telephones hide there.
pub(super) fn stripped(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(bytes.get(..2)?);
    let mut at = 2;
    let mut upright = None;
    let mut placed = false;
    loop {
        let (marker, begins) = next_marker(bytes, at)?;
        let after = begins + 2;
        match marker {
            // The end of the picture.
            0xD9 => {
                out.extend_from_slice(&[0xFF, 0xD9]);
                return Some(out);
            }
            // Marks without a length.
            0x01 | 0xD0..=0xD8 => {
                out.extend_from_slice(bytes.get(begins..after)?);
                at = after;
            }
            _ => {
                let length = number(bytes, after, 2, false).filter(|length| *length >= 2)?;
                let end = after.checked_add(length)?;
                let segment = bytes.get(begins..end)?;
                let body = bytes.get(after + 2..end)?;
                let keep = match marker {
                    // JFIF, colour profiles and Adobe's transform: the picture needs these.
                    SEGMENT_APP0 => body.starts_with(b"JFIF\0"),
                    SEGMENT_APP2 => body.starts_with(b"ICC_PROFILE\0"),
                    SEGMENT_APP14 => body.starts_with(b"Adobe"),
                    SEGMENT_APP1 => {
                        upright = upright.or_else(|| orientation(body));
                        false
                    }
                    0xE3..=0xEF | 0xFE => false,
                    _ => true,
                };
                // Which side is up stands before everything that the picture is made of.
                if !placed && !matches!(marker, 0xE0..=0xEF | 0xFE) {
                    placed = true;
                    out.extend(
                        upright
                            .filter(|one| *one != 1)
                            .map(exif_of)
                            .into_iter()
                            .flatten(),
                    );
                }
                if keep {
                    out.extend_from_slice(segment);
                }
                at = end;
                if marker == 0xDA {
                    let end = end_of_scan(bytes, at)?;
                    out.extend_from_slice(bytes.get(at..end)?);
                    at = end;
                }
            }
        }
    }
}

/// The next marker and where it begins; fill bytes before it are passed over.
fn next_marker(bytes: &[u8], mut at: usize) -> Option<(u8, usize)> {
    if *bytes.get(at)? != 0xFF {
        return None;
    }
    while *bytes.get(at + 1)? == 0xFF {
        at += 1;
    }
    Some((*bytes.get(at + 1)?, at))
}

/// Where the coded data after a scan's header ends: at the next marker that is no restart.
fn end_of_scan(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let rest = bytes.get(at..)?;
        at += rest.iter().position(|byte| *byte == 0xFF)?;
        match *bytes.get(at + 1)? {
            0x00 | 0xD0..=0xD7 => at += 2,
            0xFF => at += 1,
            _ => return Some(at),
        }
    }
}

/// Which side is up (tag 0x0112), 1 to 8.
fn orientation(body: &[u8]) -> Option<u8> {
    let tiff = body.strip_prefix(b"Exif\0\0")?;
    let little = match tiff.get(..2)? {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let directory = number(tiff, 4, 4, little)?;
    let entries = number(tiff, directory, 2, little)?;
    (0..entries).find_map(|nth| {
        let entry = directory
            .checked_add(2)?
            .checked_add(nth.checked_mul(12)?)?;
        if number(tiff, entry, 2, little)? != 0x0112 {
            return None;
        }
        let value = number(tiff, entry.checked_add(8)?, 2, little)?;
        u8::try_from(value).ok().filter(|one| (1..=8).contains(one))
    })
}

/// An EXIF segment that says nothing else than which side is up.
fn exif_of(upright: u8) -> Vec<u8> {
    let mut segment = vec![0xFF, SEGMENT_APP1, 0, 34];
    segment.extend_from_slice(b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0");
    segment.extend_from_slice(&[upright, 0, 0, 0, 0, 0, 0]);
    segment
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len() + 2).expect("short");
        [&[0xFF, marker][..], &length.to_be_bytes(), body].concat()
    }

    /// The smallest thing of this shape: quantities, a frame, a scan with a restart and stuffing.
    fn photo(extra: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = vec![0xFF, 0xD8];
        bytes.extend(segment(0xE0, b"JFIF\0\x01\x01"));
        bytes.extend(extra.concat());
        bytes.extend(segment(0xDB, &[1; 65]));
        bytes.extend(segment(0xC0, &[8, 0, 1, 0, 1, 1, 1, 0x11, 0]));
        bytes.extend(segment(0xDA, &[1, 1, 0, 0, 63, 0]));
        bytes.extend([1, 2, 0xFF, 0x00, 3, 0xFF, 0xD0, 4, 0xFF, 0xD9]);
        bytes
    }

    fn exif(upright: u8) -> Vec<u8> {
        let mut body = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
        body.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, upright, 0, 0, 0]);
        // A position (GPS directory).
        body.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 99, 0, 0, 0]);
        body.extend(b"GPS 31.2N 121.3E");
        segment(SEGMENT_APP1, &body)
    }

    #[test]
    fn the_position_goes_and_the_upright_side_stays() {
        let clean = stripped(&photo(&[exif(6), segment(0xFE, b"by phone")])).expect("a photo");
        let text = String::from_utf8_lossy(&clean).into_owned();
        assert!(!text.contains("GPS") && !text.contains("by phone"));
        assert_eq!(clean, photo(&[exif_of(6)]));
        let kept = clean
            .windows(4)
            .position(|four| four == b"Exif")
            .expect("kept");
        assert_eq!(orientation(&clean[kept..]), Some(6));
        // Again changes nothing.
        assert_eq!(stripped(&clean).as_deref(), Some(&*clean));
        assert_eq!(stripped(&photo(&[exif(1)])), Some(photo(&[])));
    }

    #[test]
    fn what_is_hidden_behind_the_picture_goes() {
        let film = [photo(&[]), b"ftyp a film".to_vec()].concat();
        assert_eq!(stripped(&film), Some(photo(&[])));
    }

    #[test]
    fn a_photo_cut_off_is_damaged() {
        let whole = photo(&[exif(6)]);
        for length in 0..whole.len() {
            assert_eq!(stripped(&whole[..length]), None, "{length}");
        }
    }
}
