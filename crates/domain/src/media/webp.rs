//! WebP: without its EXIF and XMP chunks.

use super::number;

/// Bits of the extended header that announce EXIF and XMP.
const ANNOUNCED: u8 = 0x08 | 0x04;

pub(super) fn stripped(bytes: &[u8]) -> Option<Vec<u8>> {
    let length = number(bytes, 4, 4, true)?;
    // The length counts from after itself; what is behind it is no part of the picture.
    let bytes = bytes.get(..length.checked_add(8)?)?;
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(bytes.get(..12)?);
    let mut at = 12;
    while at < bytes.len() {
        let kind = bytes.get(at..at.checked_add(4)?)?;
        let length = number(bytes, at + 4, 4, true)?;
        // Chunks are padded to an even length; the last pad may be missing.
        let end = at.checked_add(8)?.checked_add(length)?;
        let padded = end.checked_add(length % 2)?.min(bytes.len());
        let chunk = bytes.get(at..padded.max(end))?;
        if kind != b"EXIF" && kind != b"XMP " {
            let begins = out.len();
            out.extend_from_slice(chunk);
            if let Some(flags) = out.get_mut(begins + 8).filter(|_| kind == b"VP8X") {
                *flags &= !ANNOUNCED;
            }
        }
        at = padded;
    }
    let length = u32::try_from(out.len().checked_sub(8)?).ok()?;
    out.get_mut(4..8)?.copy_from_slice(&length.to_le_bytes());
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len()).expect("short");
        let pad = vec![0; body.len() % 2];
        [&kind[..], &length.to_le_bytes(), body, &pad].concat()
    }

    fn file(chunks: &[Vec<u8>]) -> Vec<u8> {
        let body = [b"WEBP".to_vec(), chunks.concat()].concat();
        let length = u32::try_from(body.len()).expect("short");
        [&b"RIFF"[..], &length.to_le_bytes(), &body].concat()
    }

    #[test]
    fn exif_goes_and_is_no_longer_announced() {
        let header = |flags: u8| chunk(b"VP8X", &[flags, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        let picture = chunk(b"VP8 ", b"pixel");
        let told = file(&[header(0x1C), picture.clone(), chunk(b"EXIF", b"GPS")]);
        let clean = file(&[header(0x10), picture]);
        assert_eq!(
            stripped(&[told, b"behind".to_vec()].concat()),
            Some(clean.clone())
        );
        for length in 0..clean.len() {
            assert_eq!(stripped(&clean[..length]), None, "{length}");
        }
    }
}
