//! Texts as people type them, made into values.

use liandong_domain::time::Day;

/// A text without what people do not see: space at its ends, several spaces in a row, what has no width.
pub(super) fn tidy(text: &str) -> String {
    let unseen = |letter: &char| {
        matches!(
            letter,
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
    };
    let seen = text.chars().filter(|letter| !unseen(letter));
    let seen: String = seen
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same with letters, digits and marks of full width, as Chinese keyboards give them, in their plain form.
pub(super) fn narrow(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
            '\u{3000}' => ' ',
            '、' => ',',
            _ => letter,
        })
        .collect()
}

/// A day in any of the usual spellings: `2024-03-01`, `2024/3/1`, `2024.3.1`, `2024年3月1日`, `20240301`.
pub(super) fn day(text: &str) -> Option<Day> {
    let text = narrow(text);
    // A program may have added midnight.
    let text = text.strip_suffix(" 00:00:00").unwrap_or(&text);
    let text = text.strip_suffix('日').unwrap_or(text);
    let is_digits = |part: &&str| !part.is_empty() && part.bytes().all(|one| one.is_ascii_digit());
    let parts: Vec<&str> = if text.len() == 8 && is_digits(&text) {
        vec![&text[..4], &text[4..6], &text[6..]]
    } else {
        text.split(['-', '/', '.', '年', '月'])
            .map(str::trim)
            .collect()
    };
    let [year, month, day] = parts.as_slice() else {
        return None;
    };
    let fits = year.len() == 4
        && [month, day].iter().all(|part| part.len() <= 2)
        && parts.iter().all(is_digits);
    if !fits || !("1990".."2200").contains(year) {
        return None;
    }
    format!("{year}-{month:0>2}-{day:0>2}").parse().ok()
}

/// Seconds of the day: `8:00`, `08:00`, `08:00:30`; `24:00` is the day's end.
pub(super) fn second(text: &str) -> Option<i64> {
    let text = narrow(text);
    let parts: Vec<i64> = text
        .split(':')
        .map(|part| {
            let part = part.trim();
            let fits = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
            fits.then(|| part.parse().ok()).flatten()
        })
        .collect::<Option<_>>()?;
    let (hours, minutes, seconds) = match *parts.as_slice() {
        [hours, minutes] => (hours, minutes, 0),
        [hours, minutes, seconds] => (hours, minutes, seconds),
        _ => return None,
    };
    let all = hours * 3_600 + minutes * 60 + seconds;
    (minutes < 60 && seconds < 60 && all <= 86_400).then_some(all)
}

/// `08:00`, or `08:00:30` where seconds are left.
pub(super) fn clock(second: i64) -> String {
    let (hours, minutes, seconds) = (second / 3_600, second % 3_600 / 60, second % 60);
    if seconds == 0 {
        format!("{hours:02}:{minutes:02}")
    } else {
        format!("{hours:02}:{minutes:02}:{seconds:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::{clock, day, narrow, second, tidy};

    #[test]
    fn days_are_read_as_people_write_them() {
        for text in [
            "2024-03-01",
            "2024/3/1",
            "2024.03.01",
            "2024年3月1日",
            "２０２４-３-１",
            "20240301",
            "2024-03-01 00:00:00",
        ] {
            assert_eq!(
                day(text).map(|day| day.to_string()).as_deref(),
                Some("2024-03-01"),
                "{text}"
            );
        }
        for text in [
            "2024-13-01",
            "2024-02-30",
            "24-3-1",
            "45352",
            "明天",
            "2024-3",
            "1024-03-01",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        assert_eq!(second("8:00"), Some(28_800));
        assert_eq!(second("０８：３０"), Some(30_600));
        assert_eq!(second("24:00"), Some(86_400));
        assert_eq!(second("08:00:30"), Some(28_830));
        for text in [
            "8", "8:60", "24:01", "08:00:99", "8点", "-1:00", "+1:00", "",
        ] {
            assert_eq!(second(text), None, "{text}");
        }
        assert_eq!(clock(30_600), "08:30");
        assert_eq!(clock(28_830), "08:00:30");
    }

    #[test]
    fn what_nobody_sees_is_taken_off() {
        assert_eq!(tidy(" \u{3000}张\u{200b}三\u{a0} \n"), "张三");
        assert_eq!(tidy("甲  班"), "甲 班");
        assert_eq!(narrow("ｃａｒ－１"), "car-1");
    }
}
