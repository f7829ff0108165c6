//! Numbers, units and reasons in Chinese words: the wording rules that all reports share.
//!
//! Rounding happens here and nowhere else, and only for percentages: money is printed exactly.

use liandong_domain::{
    money::Fen,
    performance::{
        figure::{ExclusionReason, Figure, NoValue, Value},
        form::{Deviation, FormIndicator, Standing},
        target::{Target, TargetValue},
    },
    ratio::{Ratio, hundredths},
    time::{Day, Period},
};
use std::cmp::Ordering;

/// What a cell says where nothing was recorded.
pub const NO_DATA: &str = "无数据";
/// What a cell says where a ratio stands over zero.
pub const OVER_ZERO: &str = "无（分母为零）";
/// What the deviation says where the value is of another kind than its target.
pub const INCOMPARABLE: &str = "与目标值不可比";

/// What the deviation says where nothing is due by the tracking date.
pub const NOT_DUE: &str = "未到期";

/// `2024年8月31日`, as sentences have it.
#[must_use]
pub fn day(day: Day) -> String {
    let date = day.date();
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// `2024年01月01日 --- 2024年08月31日`, as the header cell of the real form has it.
#[must_use]
pub fn period(period: Period) -> String {
    let padded = |day: Day| {
        let date = day.date();
        format!("{}年{:02}月{:02}日", date.year(), date.month(), date.day())
    };
    format!("{} --- {}", padded(period.from), padded(period.to))
}

/// Money in 万元, exact: at least two decimals (`180.00万元`), more only where fen need them
/// (`0.0015万元`).
#[must_use]
pub fn wan(amount: Fen) -> String {
    format!("{}万元", scaled(amount.0, 6, 2))
}

/// `value` ÷ 10^`decimals` as text, exact, keeping at least `keep` decimals and no needless zero.
fn scaled(value: i64, decimals: u32, keep: usize) -> String {
    let scale = 10_u64.pow(decimals);
    let sign = if value < 0 { "-" } else { "" };
    let (whole, rest) = (value.unsigned_abs() / scale, value.unsigned_abs() % scale);
    let mut digits = format!("{rest:0width$}", width = decimals as usize);
    while digits.len() > keep && digits.ends_with('0') {
        digits.pop();
    }
    if digits.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{digits}")
    }
}

/// A share in percent with two decimals.
///
/// A share that is not whole never prints as `100.00%`, nor one above nothing as `0.00%`: where
/// rounding alone makes it so, the figure opens with 约. Over zero: [`OVER_ZERO`].
#[must_use]
pub fn percent(ratio: Ratio) -> String {
    let Some(rounded) = ratio.percent_hundredths() else {
        return OVER_ZERO.into();
    };
    let exact =
        i128::from(ratio.numerator) * 10_000 == i128::from(rounded) * i128::from(ratio.denominator);
    let about = if !exact && matches!(rounded, 0 | 10_000) {
        "约"
    } else {
        ""
    };
    format!("{about}{}", hundredths(rounded))
}

/// `93.42%（14821/15865）`; over zero only the words, because there is no share to show.
#[must_use]
pub fn share(ratio: Ratio) -> String {
    if ratio.denominator == 0 {
        return OVER_ZERO.into();
    }
    format!(
        "{}（{}/{}）",
        percent(ratio),
        ratio.numerator,
        ratio.denominator
    )
}

/// The unit that a target's wording ends with, behind its last number: `万元/人/年` of
/// `≤7.55万元/人/年`, `人` of `40人`, `个` of `2024年建成3个`; nothing where it holds no number.
#[must_use]
pub fn unit(wording: &str) -> &str {
    wording
        .rfind(|c: char| c.is_ascii_digit())
        .map_or("", |last| wording[last + 1..].trim())
}

/// Money in the unit of a target's wording, exact, with no needless zero. A wording that is
/// neither in 万元 nor in 元 gives 元.
#[must_use]
pub fn money(amount: Fen, unit: &str) -> String {
    if unit.starts_with("万元") {
        format!("{}{unit}", scaled(amount.0, 6, 0))
    } else if unit.starts_with('元') {
        format!("{}{unit}", scaled(amount.0, 2, 0))
    } else {
        format!("{}元", scaled(amount.0, 2, 0))
    }
}

/// A figure's value as its cell says it, in the unit of the target due.
#[must_use]
pub fn value(figure: &Figure, due: &Target) -> String {
    let unit = unit(&due.wording);
    match &figure.value {
        Value::None(NoValue::NoEvidence) => NO_DATA.into(),
        Value::None(NoValue::OverZero) => OVER_ZERO.into(),
        Value::Money(amount) => money(*amount, unit),
        Value::Count(count) => format!("{count}{unit}"),
        Value::Ratio(ratio) => share(*ratio),
        Value::Change { before, after } => {
            format!("前期{}，后期{}", share(*before), share(*after))
        }
        Value::Documents { count: 1, newest } => newest.clone(),
        Value::Documents { count, newest } => format!("{newest}等{count}份"),
    }
}

/// The deviation with its sign and the unit of the target due: `-6.58个百分点`, `-0.15万元/人/年`, `-2人`, `0`.
///
/// A deviation that only rounding brings to nothing says `-0.01个百分点以内` (or `+`), so that a
/// target missed by a hair never shows a plain 0. Without a value it says why there is none.
#[must_use]
pub fn deviation(figure: &Figure, due: &Target, standing: &Standing) -> String {
    let deviation = match standing {
        Standing::NotDue { .. } => return NOT_DUE.into(),
        Standing::NoData => {
            return match figure.value {
                Value::None(NoValue::OverZero) => OVER_ZERO.into(),
                Value::None(NoValue::NoEvidence) => NO_DATA.into(),
                _ => INCOMPARABLE.into(),
            };
        }
        Standing::Met { deviation } | Standing::Missed { deviation } => *deviation,
    };
    let unit = unit(&due.wording);
    let plus = |value: i64| if value > 0 { "+" } else { "" };
    match deviation {
        Deviation::Fen(0) | Deviation::Count(0) => "0".into(),
        Deviation::PointHundredths(0) => match unrounded(&figure.value, due) {
            Some(Ordering::Less) => "-0.01个百分点以内".into(),
            Some(Ordering::Greater) => "+0.01个百分点以内".into(),
            _ => "0".into(),
        },
        Deviation::Fen(value) => {
            format!("{}{}", plus(value), money(Fen(value), unit))
        }
        Deviation::Count(value) => format!("{}{value}{unit}", plus(value)),
        Deviation::PointHundredths(value) => {
            format!("{}{}个百分点", plus(value), scaled(value, 2, 2))
        }
    }
}

/// The exact comparison behind a deviation in points. A time limit (以内) and a word are held
/// against every case, a change against its earlier part, as the domain's judgement does.
fn unrounded(value: &Value, due: &Target) -> Option<Ordering> {
    match (value, due.value) {
        (Value::Ratio(ratio), TargetValue::PercentHundredths(share)) => {
            ratio.compare(Ratio::new(share, 10_000))
        }
        (Value::Ratio(ratio), _) => ratio.compare(Ratio::new(1, 1)),
        (Value::Change { before, after }, _) => after.compare(*before),
        _ => None,
    }
}

/// What is due, as its cell says it: the target's words, or from when something is.
#[must_use]
pub fn due(one: &FormIndicator) -> String {
    match one.standing {
        Standing::NotDue { from } => format!("{}起考核", day(from)),
        _ => one.due.wording.clone(),
    }
}

/// Why a figure has no value, in words; nothing where it has one.
#[must_use]
pub fn no_value(figure: &Figure) -> Option<&'static str> {
    match figure.value {
        Value::None(NoValue::NoEvidence) => Some("跟踪期内没有相关记录"),
        Value::None(NoValue::OverZero) => Some("分母为零，比率没有数值"),
        _ => None,
    }
}

/// A reason for leaving records out, in words.
#[must_use]
pub const fn exclusion(reason: ExclusionReason) -> &'static str {
    match reason {
        ExclusionReason::NeverAssigned => "未派单，时限未起算",
        ExclusionReason::ClockVoid => "途中退回公安、合并或撤销，时限作废",
        ExclusionReason::StillRunning => "时限未到，尚无结论",
        ExclusionReason::ReturnedToPolice => "退回公安",
        ExclusionReason::Merged => "合并重复",
        ExclusionReason::Cancelled => "撤销",
        ExclusionReason::NotYetClosed => "尚未办结",
        ExclusionReason::NotSampled => "回访抽样未抽中",
        ExclusionReason::NotFollowedUp => "未列入回访或尚未回访",
        ExclusionReason::Unreachable => "回访未接通",
        ExclusionReason::NoArea => "不在任何责任区内",
        ExclusionReason::NotEngaged => "跟踪日不在聘用（使用）期内",
    }
}

/// The mark of the `index`th row from zero: ① to ㊿ , then `(51)`.
#[must_use]
pub fn mark(index: usize) -> String {
    let base = match index {
        0..=19 => 0x2460,
        20..=34 => 0x3251 - 20,
        35..=49 => 0x32B1 - 35,
        _ => return format!("({})", index + 1),
    };
    u32::try_from(index)
        .ok()
        .and_then(|index| char::from_u32(base + index))
        .map_or_else(|| format!("({})", index + 1), String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_exact_in_the_unit_of_its_wording() {
        assert_eq!(unit("≤7.55万元/人/年"), "万元/人/年");
        assert_eq!(unit("15分钟以内"), "分钟以内");
        assert_eq!(unit("2024年建成3个"), "个");
        assert_eq!(unit("提升"), "");
        assert_eq!(money(Fen(7_400_000), "万元/人/年"), "7.4万元/人/年");
        assert_eq!(money(Fen(150_000), "万元/台"), "0.15万元/台");
        assert_eq!(money(Fen(123_456), "元/套"), "1234.56元/套");
        assert_eq!(wan(Fen::from_yuan(1_800_000)), "180.00万元");
        assert_eq!(wan(Fen(1_500)), "0.0015万元");
        assert_eq!(wan(Fen(-1)), "-0.000001万元");
    }

    #[test]
    fn rounding_never_makes_a_share_whole_or_nothing() {
        assert_eq!(percent(Ratio::new(99_999, 100_000)), "约100.00%");
        assert_eq!(percent(Ratio::new(1, 100_000)), "约0.00%");
        assert_eq!(percent(Ratio::new(5, 5)), "100.00%");
        assert_eq!(percent(Ratio::new(0, 5)), "0.00%");
        assert_eq!(share(Ratio::new(0, 0)), OVER_ZERO);
    }

    #[test]
    fn marks_run_to_fifty_and_on() {
        assert_eq!(mark(0), "①");
        assert_eq!(mark(18), "⑲");
        assert_eq!(mark(20), "㉑");
        assert_eq!(mark(35), "㊱");
        assert_eq!(mark(50), "(51)");
    }
}
