//! Codes of a second factor (动态口令): RFC 6238 with HMAC-SHA-1, six digits, thirty seconds, which
//! is what every authenticator app does.

use hmac::{Hmac, KeyInit, Mac};
use liandong_domain::time::Timestamp;
use sha1::Sha1;

/// Seconds for which a code lasts.
const STEP: i64 = 30;
/// Steps by which a telephone's clock may be off, either way.
const SLACK: i64 = 1;
const DIGITS: u32 = 1_000_000;
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The step in which a code is good, later than the last one used; `None` when there is none.
pub(super) fn step_of(secret: &[u8], code: &str, now: Timestamp, used: i64) -> Option<i64> {
    let step = now.0.div_euclid(STEP);
    // All are computed whatever fits, so that the time tells nothing.
    let fits = |step: i64| same(code_at(secret, step).as_bytes(), code.as_bytes());
    let found: Vec<(i64, bool)> = (step - SLACK..=step + SLACK)
        .map(|step| (step, fits(step)))
        .collect();
    found
        .into_iter()
        .find(|(step, fits)| *fits && *step > used)
        .map(|(step, _)| step)
}

/// The code of a step.
pub(super) fn code_at(secret: &[u8], step: i64) -> String {
    #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).expect("any length");
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let at = usize::from(digest[digest.len() - 1] & 0x0f);
    let mut four = [0; 4];
    four.copy_from_slice(&digest[at..at + 4]);
    let number = u32::from_be_bytes(four) & 0x7fff_ffff;
    format!("{:06}", number % DIGITS)
}

/// Whether two texts are the same, in a time that depends on their lengths only.
pub(super) fn same(one: &[u8], other: &[u8]) -> bool {
    let differ = one
        .iter()
        .zip(other)
        .fold(0, |sum, (one, other)| sum | (one ^ other));
    one.len() == other.len() && differ == 0
}

/// RFC 4648, without padding.
pub(super) fn base32(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(5) * 8);
    for chunk in bytes.chunks(5) {
        let mut five = [0_u8; 5];
        five[..chunk.len()].copy_from_slice(chunk);
        let bits = five
            .iter()
            .fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte));
        for nth in 0..(chunk.len() * 8).div_ceil(5) {
            let index = (bits >> (35 - 5 * nth)) & 31;
            text.push(char::from(ALPHABET[usize::try_from(index).unwrap_or(0)]));
        }
    }
    text
}

/// The address that an authenticator app reads from a picture.
pub(super) fn otpauth(issuer: &str, account: &str, secret: &str) -> String {
    let (issuer, account) = (escape(issuer), escape(account));
    format!("otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}&digits=6&period=30")
}

fn escape(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B (its eight digits end with these six).
    #[test]
    fn the_codes_are_those_of_the_rfc() {
        let secret = b"12345678901234567890";
        for (at, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code_at(secret, at / STEP), code, "{at}");
            let step = step_of(secret, code, Timestamp(at), 0);
            assert_eq!(step, Some(at / STEP));
        }
    }

    #[test]
    fn a_code_is_good_for_a_moment_and_once() {
        let secret = b"12345678901234567890";
        let now = Timestamp(59);
        let good = |code: &str, at: i64, used: i64| step_of(secret, code, Timestamp(at), used);
        assert_eq!(good("287082", now.0 + STEP, 0), Some(1));
        assert_eq!(good("287082", now.0 + 2 * STEP, 0), None);
        assert_eq!(good("287082", now.0, 1), None);
        assert_eq!(good("287083", now.0, 0), None);
        assert_eq!(good("", now.0, 0), None);
    }

    /// RFC 4648, section 10.
    #[test]
    fn base32_is_that_of_the_rfc() {
        for (plain, text) in [
            ("", ""),
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foo", "MZXW6"),
            ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ] {
            assert_eq!(base32(plain.as_bytes()), text);
        }
    }
}
