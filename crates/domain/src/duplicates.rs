//! Probable duplicates (疑似重复): two calls that are probably about one matter, with a score and its
//! reasons. People decide; nothing is merged by itself.
//!
//! Callers are compared by a keyed digest of their telephone, so that nothing is opened for it.

use crate::{
    geo::Place, ids::IncidentId, incident::Source, policy::DuplicateRules, time::Timestamp,
};
use serde::Serialize;
use std::cmp::Ordering;

/// What a score can be made of, of 1000. Two callers at one place within minutes, whose words share a
/// third, come above one half; two unlike matters at one place do not.
const PLACE: i64 = 350;
const CALLER: i64 = 300;
const TEXT: i64 = 250;
const TIME: i64 = 100;
const WHOLE: i64 = 1_000;

/// What of a call is compared.
#[derive(Debug, Clone, Copy)]
pub struct Sign<'a> {
    /// Its number.
    pub id: &'a IncidentId,
    /// Where it came from.
    pub source: Source,
    /// The number that the other system gave it.
    pub external: Option<&'a str>,
    /// When it came.
    pub received_at: Timestamp,
    /// The place, where known.
    pub place: Option<Place>,
    /// The address as told.
    pub address: &'a str,
    /// What the caller said.
    pub text: &'a str,
    /// A keyed digest of the caller's telephone.
    pub caller: Option<&'a [u8]>,
}

/// Why two calls are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "reason")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Alike {
    /// The other system gave both the same number.
    Number,
    /// The same telephone called.
    Caller,
    /// Near in place.
    Place {
        /// Whole metres apart.
        metres: i64,
    },
    /// A place is missing and the addresses are alike.
    Address {
        /// Shared pairs of characters, of a thousand.
        per_mille: i64,
    },
    /// Near in time.
    Time {
        /// Seconds apart.
        seconds: i64,
    },
    /// The words are alike.
    Text {
        /// Shared pairs of characters, of a thousand.
        per_mille: i64,
    },
}

impl Alike {
    /// The reason as people read it.
    #[must_use]
    pub fn zh(self) -> String {
        match self {
            Self::Number => "来源编号相同".into(),
            Self::Caller => "来电号码相同".into(),
            Self::Place { metres } => format!("相距 {metres} 米"),
            Self::Address { per_mille } => format!("地址相似 {}%", per_mille / 10),
            Self::Time { seconds } => format!("相隔 {} 分钟", seconds / 60),
            Self::Text { per_mille } => format!("内容相似 {}%", per_mille / 10),
        }
    }
}

/// How much two calls are alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likeness {
    /// Of 1000.
    pub score: i64,
    /// What it is made of, the strongest first.
    pub reasons: Vec<Alike>,
}

/// How much two calls are alike; `None` below the policy's least score, too far apart in time, or for
/// one and the same call.
#[must_use]
pub fn likeness(one: Sign<'_>, other: Sign<'_>, rules: DuplicateRules) -> Option<Likeness> {
    if one.id == other.id {
        return None;
    }
    let number = one.external.is_some() && one.external == other.external;
    if number && one.source == other.source {
        return Some(Likeness {
            score: WHOLE,
            reasons: vec![Alike::Number],
        });
    }
    let seconds = one.received_at.since(other.received_at).saturating_abs();
    if seconds > rules.within_seconds {
        return None;
    }
    let mut found: Vec<(i64, Alike)> = Vec::new();
    if one.caller.is_some() && one.caller == other.caller {
        found.push((CALLER, Alike::Caller));
    }
    found.extend(by_place(one, other, rules));
    // Time alone says nothing of two calls: it only adds to what else is alike.
    let per_mille = shared(one.text, other.text);
    if per_mille > 0 {
        found.push((TEXT * per_mille / WHOLE, Alike::Text { per_mille }));
    }
    if found.is_empty() {
        return None;
    }
    let left = rules.within_seconds.saturating_sub(seconds);
    let by_time = part(TIME, left, rules.within_seconds);
    found.push((by_time, Alike::Time { seconds }));
    let score = found
        .iter()
        .map(|(points, _)| points)
        .sum::<i64>()
        .min(WHOLE);
    if score < i64::from(rules.least_score) {
        return None;
    }
    found.sort_by_key(|(points, _)| std::cmp::Reverse(*points));
    Some(Likeness {
        score,
        reasons: found.into_iter().map(|(_, reason)| reason).collect(),
    })
}

fn by_place(one: Sign<'_>, other: Sign<'_>, rules: DuplicateRules) -> Option<(i64, Alike)> {
    let Some((here, there)) = one.place.zip(other.place) else {
        let per_mille = shared(one.address, other.address);
        return (per_mille > 0)
            .then_some((PLACE * per_mille / WHOLE, Alike::Address { per_mille }));
    };
    let metres = whole_metres(here, there);
    let left = rules.within_metres.saturating_sub(metres);
    (left > 0).then(|| {
        (
            part(PLACE, left, rules.within_metres),
            Alike::Place { metres },
        )
    })
}

/// Metres between two places on the globe: half its girth at the most, so that no digit is lost.
#[expect(
    clippy::cast_possible_truncation,
    reason = "at the most 20 037 509 metres, checked by the range below"
)]
fn whole_metres(here: Place, there: Place) -> i64 {
    let metres = here.metres_to(there).round();
    if (0.0..=20_100_000.0).contains(&metres) {
        metres as i64
    } else {
        i64::MAX
    }
}

fn part(of: i64, left: i64, whole: i64) -> i64 {
    // Both are at the most days or metres of a policy: the product does not overflow in 128 bits.
    let share = i128::from(of) * i128::from(left) / i128::from(whole.max(1));
    i64::try_from(share).unwrap_or(of)
}

/// Pairs of neighbouring characters that two texts share, of a thousand of all that either has
/// (Jaccard). Marks and blanks do not count.
#[must_use]
pub fn shared(one: &str, other: &str) -> i64 {
    let (one, other) = (pairs(one), pairs(other));
    let common = common(&one, &other);
    let all = one.len() + other.len() - common;
    if all == 0 {
        return 0;
    }
    let of = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    of(common).saturating_mul(WHOLE) / of(all)
}

/// How many two sorted lists without doubles have in common.
fn common(one: &[(char, char)], other: &[(char, char)]) -> usize {
    let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
    let mut count = 0;
    while let (Some(here), Some(there)) = (one.peek(), other.peek()) {
        match here.cmp(there) {
            Ordering::Less => drop(one.next()),
            Ordering::Greater => drop(other.next()),
            Ordering::Equal => {
                count += 1;
                one.next();
                other.next();
            }
        }
    }
    count
}

/// In order, each once.
fn pairs(text: &str) -> Vec<(char, char)> {
    let letters: Vec<char> = text
        .chars()
        .filter(|one| one.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    let mut pairs: Vec<(char, char)> = letters
        .windows(2)
        .filter_map(|two| Some((*two.first()?, *two.last()?)))
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp(1_709_500_000 + minutes * 60)
    }

    fn sign<'a>(id: &'a IncidentId, minutes: i64, text: &'a str) -> Sign<'a> {
        Sign {
            id,
            source: Source::Police110,
            external: None,
            received_at: at(minutes),
            place: Some(Place {
                lon: 121.3,
                lat: 31.2,
            }),
            address: "华翔路1号",
            text,
            caller: None,
        }
    }

    fn id(text: &str) -> IncidentId {
        IncidentId::new(text).expect("an incident")
    }

    #[test]
    fn two_callers_about_one_matter_are_shown_and_two_matters_are_not() {
        let (a, b) = (id("a"), id("b"));
        let rules = DuplicateRules::default();
        let one = sign(&a, 0, "楼上半夜装修，吵得睡不着");
        let other = sign(&b, 8, "有人半夜装修吵得很");
        let likeness = likeness(one, other, rules).expect("alike");
        assert!(likeness.score >= 500, "{likeness:?}");
        assert!(matches!(likeness.reasons[0], Alike::Place { metres: 0 }));
        assert_eq!(
            super::likeness(one, sign(&b, 8, "门锁坏了进不去"), rules),
            None
        );
        assert_eq!(
            super::likeness(one, sign(&b, 121, "楼上半夜装修，吵得睡不着"), rules),
            None
        );
        assert_eq!(super::likeness(one, one, rules), None);
    }

    #[test]
    fn the_same_caller_is_enough_with_like_words_elsewhere() {
        let (a, b) = (id("a"), id("b"));
        let far = Some(Place {
            lon: 121.4,
            lat: 31.2,
        });
        let one = Sign {
            caller: Some(b"x"),
            ..sign(&a, 0, "楼上半夜装修")
        };
        let other = Sign {
            caller: Some(b"x"),
            place: far,
            ..sign(&b, 3, "楼上半夜又装修")
        };
        let found = likeness(one, other, DuplicateRules::default()).expect("alike");
        assert!(found.reasons.contains(&Alike::Caller), "{found:?}");
        let stranger = Sign {
            caller: Some(b"y"),
            ..other
        };
        assert_eq!(likeness(one, stranger, DuplicateRules::default()), None);
    }

    #[test]
    fn one_number_of_the_other_system_is_one_matter_whenever_it_comes() {
        let (a, b) = (id("a"), id("b"));
        let one = Sign {
            external: Some("7"),
            ..sign(&a, 0, "甲")
        };
        let other = Sign {
            external: Some("7"),
            ..sign(&b, 9_000, "乙")
        };
        let rules = DuplicateRules::default();
        assert_eq!(
            likeness(one, other, rules).map(|one| one.score),
            Some(1_000)
        );
        let hotline = Sign {
            source: Source::Hotline12345,
            ..other
        };
        assert_eq!(likeness(one, hotline, rules), None);
    }

    #[test]
    fn pairs_are_counted_without_marks() {
        assert_eq!(shared("装修，吵", "装修吵！"), 1_000);
        assert_eq!(shared("装修", ""), 0);
        assert_eq!(shared("", ""), 0);
        assert_eq!(shared("abcd", "abxy"), 200);
    }

    proptest::proptest! {
        #[test]
        fn likeness_is_the_same_from_both_sides(
            a in ".{0,20}", b in ".{0,20}", minutes in 0..200_i64, lon in 121.29..121.31_f64,
        ) {
            let (x, y) = (id("x"), id("y"));
            let one = sign(&x, 0, &a);
            let other = Sign { place: Some(Place { lon, lat: 31.2 }), ..sign(&y, minutes, &b) };
            let rules = DuplicateRules { least_score: 1, ..DuplicateRules::default() };
            let (here, there) = (likeness(one, other, rules), likeness(other, one, rules));
            proptest::prop_assert_eq!(&here, &there);
            proptest::prop_assert!(here.is_none_or(|one| (1..=1_000).contains(&one.score)));
        }
    }
}
