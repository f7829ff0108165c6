//! Figures in a sentence: dates, amounts, percentages, quantities.

use crate::{
    date::{self, Date, Written},
    number::{Ratio, chinese, number},
    reading::Figure,
    value::{self, Quantity, Share, Unit},
};
use std::ops::Range;

/// All figures of the text with their places. A date without a year takes the year of the last one.
pub(crate) fn scan(text: &str, year: &mut Option<i32>) -> Vec<(Range<usize>, Figure)> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut before = ' ';
    while let Some(rest) = text.get(at..) {
        let Some(letter) = rest.chars().next() else {
            break;
        };
        let starts = letter.is_ascii_digit()
            || (letter == '-' && !matches!(before, '0'..='9' | '月' | '日'))
            || (letter == '.' && !before.is_ascii_alphanumeric());
        let hit = if starts {
            western(rest, year)
        } else if before == '第' {
            None
        } else {
            in_words(rest).map(|(figure, length)| (Some(figure), length))
        };
        let (figure, length) = hit.unwrap_or((None, letter.len_utf8()));
        let length = length.max(1);
        found.extend(figure.map(|figure| (at..at + length, figure)));
        before = value::letter_before(text, at + length);
        at += length;
    }
    found
}

fn western(text: &str, year: &mut Option<i32>) -> Option<(Option<Figure>, usize)> {
    if let Some(rest) = text.strip_prefix('.') {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        return (digits > 0).then_some((Some(Figure::NoNumber), 1 + digits));
    }
    if let Some((written, length)) = date::written(text) {
        let day = match written {
            Written::Day(day) => {
                *year = Some(day.year);
                Some(day)
            }
            Written::NoYear(month, day) => year.and_then(|year| Date::new(year, month, day)),
            Written::Impossible => None,
        };
        return Some((Some(day.map_or(Figure::NoDate, Figure::Date)), length));
    }
    if let Some((from, to, length)) = months(text) {
        let is_fine = from > 0 && to > 0;
        let figure = if is_fine {
            Figure::Months(from, to)
        } else {
            Figure::NoDate
        };
        return Some((Some(figure), length));
    }
    let (first, length) = number(text)?;
    let rest = text.get(length..)?;
    if let Some(whole) = first.value.to_whole()
        && length == 4
        && rest.starts_with('年')
        && let Ok(value) = i32::try_from(whole)
    {
        *year = Some(value);
        return Some((Some(Figure::Year(value)), length + '年'.len_utf8()));
    }
    if let Some((second, more)) = rest.strip_prefix('/').and_then(number)
        && let (Some(part), Some(whole)) = (first.value.to_whole(), second.value.to_whole())
    {
        let share = Share {
            percent: None,
            part,
            whole,
        };
        return Some((Some(Figure::Share(share)), length + 1 + more));
    }
    let (quantity, length) = value::quantity(text)?;
    let figure = (quantity.unit != Unit::Bare).then_some(Figure::Quantity(quantity));
    Some((figure, length))
}

/// `3-5月`, `3月至5月`, `8月`; the months are 0 where the year has no such month.
fn months(text: &str) -> Option<(u8, u8, usize)> {
    let (from, at) = month(text)?;
    let rest = text.get(at..)?;
    let marked = if rest.starts_with('月') {
        '月'.len_utf8()
    } else {
        0
    };
    let link = rest.get(marked..)?.chars().next();
    if let Some(link) = link.filter(|link| matches!(link, '-' | '~' | '至' | '到'))
        && let Some((to, length)) = rest.get(marked + link.len_utf8()..).and_then(month)
        && rest
            .get(marked + link.len_utf8() + length..)?
            .starts_with('月')
    {
        let end = at + marked + link.len_utf8() + length + '月'.len_utf8();
        return Some((from, to, end));
    }
    (marked > 0).then_some((from, from, at + marked))
}

fn month(text: &str) -> Option<(u8, usize)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    let value: u8 = text.get(..length).filter(|_| length <= 2)?.parse().ok()?;
    Some((if value <= 12 { value } else { 0 }, length))
}

/// Counts in Chinese numerals: 五个责任区, 五大类, 一年.
fn in_words(text: &str) -> Option<(Figure, usize)> {
    let (value, length) = chinese(text)?;
    let rest = text.get(length..)?;
    let word = if rest.starts_with("大类") {
        Some("大类")
    } else {
        value::measure_word(rest)
    }?;
    let quantity = Quantity {
        comparator: None,
        value: Ratio::whole(value),
        step: Ratio::ONE,
        unit: Unit::Count(word.to_owned()),
    };
    Some((Figure::Quantity(quantity), length + word.len()))
}
