//! What a cell of the indicator table says: a quantity with comparator and unit, a word, or nothing.

use crate::{
    date,
    number::{Number, Ratio, number},
};
use serde::Serialize;

/// How a target bounds a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparator {
    /// ≤, 以内, 不超过.
    AtMost,
    /// ≥, 以上, 不低于.
    AtLeast,
    /// <, 低于.
    Below,
    /// >, 高于.
    Above,
    /// = in so many words.
    Equal,
    /// 约, 左右: no bound that could be checked.
    About,
}

/// The unit of a quantity. Values are kept in the base of their kind: fen, seconds, a share of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// No unit.
    Bare,
    /// A percentage; the value is the share itself, 1 for 100%.
    Share,
    /// Percentage points (个百分点), as shares.
    Points,
    /// Fen (分), for each of these: `["人", "年"]` for 元/人/年.
    Money(Vec<String>),
    /// Seconds.
    Time,
    /// A count of things, by their measure word.
    Count(String),
}

/// A number with its unit and comparator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quantity {
    /// The bound that it sets; `None` where only the number stands.
    pub comparator: Option<Comparator>,
    /// The value in the unit's base.
    pub value: Ratio,
    /// How exactly it was printed: one unit of the last printed place, in the base.
    pub step: Ratio,
    /// The unit.
    pub unit: Unit,
}

/// A part of a whole, counted: n/m.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Share {
    /// The percentage printed beside it.
    pub percent: Option<Number>,
    /// The numerator.
    pub part: i128,
    /// The denominator.
    pub whole: i128,
}

/// A cell's content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Nothing stands there.
    Blank,
    /// A quantity, with shares that stand beside it.
    Quantity(Quantity),
    /// It says that there is no value: 无数据, 无, 未开展.
    None(String),
    /// Words.
    Words(String),
}

const COUNTS: [&str; 24] = [
    "人次", "人", "辆", "台", "套", "个月", "个", "件", "条", "项", "名", "份", "次", "起", "户",
    "处", "支", "批", "场", "期", "年", "天", "月", "部",
];

/// The measure words that a number may carry.
pub(crate) fn measure_word(text: &str) -> Option<&'static str> {
    COUNTS.into_iter().find(|word| text.starts_with(word))
}

impl Value {
    /// Reads a cell's flat text.
    #[must_use]
    pub fn read(text: &str) -> Self {
        if text.is_empty() {
            return Self::Blank;
        }
        if is_none(text) {
            return Self::None(text.to_owned());
        }
        whole_quantity(text).map_or_else(|| Self::Words(text.to_owned()), Self::Quantity)
    }

    /// The quantity, if it is one.
    #[must_use]
    pub fn quantity(&self) -> Option<&Quantity> {
        match self {
            Self::Quantity(quantity) => Some(quantity),
            _ => None,
        }
    }
}

/// Words that say that there is no value.
pub(crate) fn is_none(text: &str) -> bool {
    ["无", "无数据", "未开展", "不适用", "/", "-", "—"].contains(&text) || text.starts_with("无(")
}

/// The quantity that the whole text is.
pub(crate) fn whole_quantity(text: &str) -> Option<Quantity> {
    let (quantity, length) = quantity(text)?;
    let rest = text.get(length..)?;
    let after = |comparator| {
        Some(Quantity {
            comparator: Some(comparator),
            ..quantity.clone()
        })
    };
    match (quantity.comparator, rest) {
        (_, "") => Some(quantity),
        (None, "以内" | "内" | "以下" | "及以下") => after(Comparator::AtMost),
        (None, "以上" | "及以上") => after(Comparator::AtLeast),
        (_, "左右") => after(Comparator::About),
        _ => None,
    }
}

/// The quantity that the text begins with, and its length in bytes.
pub(crate) fn quantity(text: &str) -> Option<(Quantity, usize)> {
    let (comparator, at) = comparator(text);
    let (number, length) = number(text.get(at..)?)?;
    let at = at + length;
    let (unit, scale, length) = unit(text.get(at..)?)?;
    let step = Ratio::new(1, 10_i128.checked_pow(number.decimals)?)?;
    let quantity = Quantity {
        comparator,
        value: number.value.times(scale)?,
        step: step.times(scale)?,
        unit,
    };
    Some((quantity, at + length))
}

fn comparator(text: &str) -> (Option<Comparator>, usize) {
    use Comparator::{About, Above, AtLeast, AtMost, Below, Equal};
    let words = [
        ("≤", AtMost),
        ("<=", AtMost),
        ("不超过", AtMost),
        ("不高于", AtMost),
        ("不多于", AtMost),
        ("≥", AtLeast),
        (">=", AtLeast),
        ("不低于", AtLeast),
        ("不少于", AtLeast),
        ("达到", AtLeast),
        ("<", Below),
        ("低于", Below),
        (">", Above),
        ("高于", Above),
        ("=", Equal),
        ("约", About),
    ];
    let hit = words.iter().find(|(word, _)| text.starts_with(word));
    hit.map_or((None, 0), |(word, comparator)| {
        (Some(*comparator), word.len())
    })
}

fn unit(text: &str) -> Option<(Unit, Ratio, usize)> {
    let simple = [
        ("%", Unit::Share, Ratio::new(1, 100)?),
        ("‰", Unit::Share, Ratio::new(1, 1000)?),
        ("个百分点", Unit::Points, Ratio::new(1, 100)?),
        ("分钟", Unit::Time, Ratio::whole(60)),
        ("小时", Unit::Time, Ratio::whole(3600)),
        ("秒", Unit::Time, Ratio::ONE),
    ];
    if let Some((word, unit, scale)) = simple.into_iter().find(|(word, ..)| text.starts_with(word))
    {
        return Some((unit, scale, word.len()));
    }
    let money = [("万元", 1_000_000), ("亿元", 10_000_000_000), ("元", 100)];
    if let Some((word, fen)) = money.into_iter().find(|(word, _)| text.starts_with(word)) {
        let (per, length) = per(text.get(word.len()..)?);
        return Some((Unit::Money(per), Ratio::whole(fen), word.len() + length));
    }
    if let Some(word) = measure_word(text) {
        return Some((Unit::Count(word.to_owned()), Ratio::ONE, word.len()));
    }
    Some((Unit::Bare, Ratio::ONE, 0))
}

fn per(text: &str) -> (Vec<String>, usize) {
    let mut per = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).and_then(|rest| rest.strip_prefix('/')) {
        let Some(word) = measure_word(rest).or_else(|| rest.starts_with('日').then_some("日"))
        else {
            break;
        };
        per.push(word.to_owned());
        at += 1 + word.len();
    }
    (per, at)
}

impl Quantity {
    /// Whether an actual value in the same base meets this target. `None` where the target sets no
    /// bound that can be checked.
    #[must_use]
    pub fn is_met_by(&self, value: Ratio) -> Option<bool> {
        match self.comparator {
            Some(Comparator::AtMost) => Some(value <= self.value),
            Some(Comparator::AtLeast) => Some(value >= self.value),
            Some(Comparator::Below) => Some(value < self.value),
            Some(Comparator::Above) => Some(value > self.value),
            Some(Comparator::Equal) => Some(value == self.value),
            Some(Comparator::About) => None,
            // A bare limit of time is one from above; of counts and shares one from below.
            None if self.unit == Unit::Time => Some(value <= self.value),
            None => Some(value >= self.value),
        }
    }

    /// Whether both targets are met by the same values. A share cannot exceed one, so that `=100%`,
    /// `≥100%` and `100%` are the same target.
    #[must_use]
    pub fn same_bound(&self, other: &Self) -> bool {
        self.value == other.value && self.unit == other.unit && self.bound() == other.bound()
    }

    pub(crate) fn bound(&self) -> Option<Comparator> {
        let is_all = self.unit == Unit::Share && self.value == Ratio::ONE;
        match self.comparator {
            None | Some(Comparator::AtLeast) if is_all => Some(Comparator::Equal),
            None if self.unit == Unit::Time => Some(Comparator::AtMost),
            other => other,
        }
    }

    /// Whether it is a percentage.
    #[must_use]
    pub fn is_share(&self) -> bool {
        self.unit == Unit::Share
    }
}

/// All n/m in a cell, each with the percentage that stands before it.
#[must_use]
pub(crate) fn shares(text: &str) -> Vec<Share> {
    let mut found = Vec::new();
    let mut percent = None;
    let mut at = 0;
    let mut before = ' ';
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let is_sign = rest.starts_with(['+', '-']) && before.is_ascii_digit();
        let dated = date::written(rest).map(|(_, length)| length);
        let read = number(rest).filter(|_| !is_sign && dated.is_none());
        let length = match read {
            None => dated.unwrap_or_else(|| rest.chars().next().map_or(1, char::len_utf8)),
            Some((first, length)) => {
                let after = rest.get(length..).unwrap_or("");
                let second = after.strip_prefix('/').and_then(number);
                match (second, first.value.to_whole()) {
                    _ if after.starts_with('%') => {
                        let value = first.value.over(Ratio::whole(100));
                        percent = value.map(|value| Number {
                            value,
                            decimals: first.decimals + 2,
                        });
                        length
                    }
                    (Some((second, more)), Some(part)) if second.value.to_whole().is_some() => {
                        let whole = second.value.to_whole().unwrap_or(0);
                        found.push(Share {
                            percent: percent.take(),
                            part,
                            whole,
                        });
                        length + 1 + more
                    }
                    _ => length,
                }
            }
        };
        let length = length.max(1);
        before = letter_before(text, at + length);
        at += length;
    }
    found
}

/// The letter that ends at a place of a text; a blank at its beginning.
pub(crate) fn letter_before(text: &str, at: usize) -> char {
    let before = text.get(..at).and_then(|text| text.chars().next_back());
    before.unwrap_or(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str) -> Option<i128> {
        let quantity = whole_quantity(text)?;
        matches!(quantity.unit, Unit::Money(_)).then(|| quantity.value.to_whole())?
    }

    #[test]
    fn amounts_are_whole_fen() {
        assert_eq!(money("1.5亿元"), Some(15_000_000_000));
        assert_eq!(money("180.00万元"), Some(180_000_000));
        assert_eq!(money("1,800,000.01元"), Some(180_000_001));
        assert_eq!(money("0.00001元"), None);
        assert_eq!(money("18,00元"), None);
    }

    #[test]
    fn words_and_signs_set_the_same_bound() {
        let bound = |text: &str| whole_quantity(text).map(|one| (one.bound(), one.value));
        assert_eq!(bound("15分钟以内"), bound("≤15分钟"));
        assert_eq!(bound("90%以上"), bound("不低于90%"));
        assert_eq!(bound("100%"), bound("=100%"));
        assert_ne!(bound("<15分钟"), bound("≤15分钟"));
        assert_eq!(bound("提升"), None);
    }
}
