//! Numbers from their literal text, without a float.

/// Why a text is no number in hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotFixed {
    NoNumber,
    TooFine,
    TooBig,
}

/// `75500` → 7 550 000, `-0.5` → −50, `12.34` → 1234. Two decimals at the most, no exponent.
pub(super) fn hundredths(text: &str) -> Result<i64, NotFixed> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(whole) || !all_digits(decimals) {
        return Err(NotFixed::NoNumber);
    }
    if decimals.len() > 2 {
        return Err(NotFixed::TooFine);
    }
    let number = format!("{whole}{decimals:0<2}");
    let number: i64 = number.parse().map_err(|_| NotFixed::TooBig)?;
    Ok(if negative { -number } else { number })
}

/// `08:00` → 28 800; `24:00` → 86 400.
pub(super) fn seconds_of_day(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':')?;
    let two = |part: &str| {
        let digits = part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| part.parse::<i64>().ok()).flatten()
    };
    let (hours, minutes) = (two(hours)?, two(minutes)?);
    let seconds = hours * 3600 + minutes * 60;
    (minutes < 60 && seconds <= 86_400).then_some(seconds)
}

/// `+08:00` → 28 800; within a day's half on either side.
pub(super) fn utc_offset(text: &str) -> Option<i32> {
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let seconds = i32::try_from(seconds_of_day(rest)?).ok()?;
    (seconds <= 14 * 3600).then_some(sign * seconds)
}

/// `08:00` from 28 800.
pub(super) fn time_of_day(seconds: i64) -> String {
    format!("{:02}:{:02}", seconds / 3600, seconds % 3600 / 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_exact_or_refused() {
        assert_eq!(hundredths("1800000"), Ok(180_000_000));
        assert_eq!(hundredths("-1800000.00"), Ok(-180_000_000));
        assert_eq!(hundredths("0.5"), Ok(50));
        assert_eq!(hundredths("+12.34"), Ok(1234));
        assert_eq!(hundredths("90071992547409.93"), Ok(9_007_199_254_740_993));
        assert_eq!(hundredths("1.005"), Err(NotFixed::TooFine));
        assert_eq!(hundredths("99999999999999999999"), Err(NotFixed::TooBig));
        for text in [
            "", ".", "1.", ".5", "1e3", "abc", "1,000", "１", "--1", "nan",
        ] {
            assert_eq!(hundredths(text), Err(NotFixed::NoNumber), "{text}");
        }
    }

    #[test]
    fn times_of_day_are_strict() {
        assert_eq!(seconds_of_day("08:30"), Some(30_600));
        assert_eq!(seconds_of_day("24:00"), Some(86_400));
        for text in ["8:00", "24:01", "12:60", "noon", "1200", "+1:00"] {
            assert_eq!(seconds_of_day(text), None, "{text}");
        }
        assert_eq!(utc_offset("+08:00"), Some(28_800));
        assert_eq!(utc_offset("-03:30"), Some(-12_600));
        assert_eq!(utc_offset("08:00"), None);
        assert_eq!(time_of_day(30_600), "08:30");
    }
}
