//! Words and rounded numbers of reports.

use liandong_analysis::{
    report::{BaseKind, EffectKind, Method, Question, Share, TooSmall},
    stats::interval::Interval,
};
use liandong_domain::{
    incident::CategoryCode,
    ratio::Ratio,
    reports::ReportKind,
    time::{Day, Period},
};

/// A number to some digits.
pub(super) fn fixed(value: f64, digits: usize) -> String {
    let text = format!("{value:.digits$}");
    // A rounded nothing has no sign.
    if text
        .trim_start_matches('-')
        .bytes()
        .all(|b| matches!(b, b'0' | b'.'))
    {
        text.trim_start_matches('-').to_owned()
    } else {
        text.replace('-', "−")
    }
}

/// A share in percent, or 无数据.
pub(super) fn percent(share: Share) -> String {
    ratio(share.ratio())
}

/// A ratio in percent, or 无数据.
pub(super) fn ratio(ratio: Ratio) -> String {
    ratio.percent().unwrap_or_else(|| "无数据".into())
}

/// `98/140`.
pub(super) fn fraction(share: Share) -> String {
    format!("{}/{}", share.numerator, share.denominator)
}

/// An interval of a share in percent: `92.1–97.0%`.
pub(super) fn share_interval(interval: Option<Interval>) -> String {
    match interval {
        Some(Interval {
            low,
            high: Some(high),
        }) => format!("{}–{}%", fixed(low * 100.0, 1), fixed(high * 100.0, 1)),
        _ => String::new(),
    }
}

/// A chance: three digits, and never zero.
pub(super) fn chance(p: f64) -> String {
    if p < 0.001 {
        "p<0.001".into()
    } else {
        format!("p={p:.3}")
    }
}

/// Whole seconds as people say them: `2 天 3 小时`, `45 分`.
pub(super) fn duration(seconds: i64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    match (days, hours, minutes) {
        (0, 0, minutes) => format!("{minutes} 分"),
        (0, hours, 0) => format!("{hours} 小时"),
        (0, hours, minutes) => format!("{hours} 小时 {minutes} 分"),
        (days, 0, _) => format!("{days} 天"),
        (days, hours, _) => format!("{days} 天 {hours} 小时"),
    }
}

/// `2024年3月1日`.
pub(super) fn day(day: Day) -> String {
    let date = day.date();
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// `3月1日`.
pub(super) fn short_day(day: Day) -> String {
    let date = day.date();
    format!("{}月{}日", date.month(), date.day())
}

/// `2024年3月1日` or `2024年3月1日至3月7日`; the year again where it is another.
pub(super) fn period(period: Period) -> String {
    if period.from == period.to {
        return day(period.from);
    }
    let to = if period.from.date().year() == period.to.date().year() {
        short_day(period.to)
    } else {
        day(period.to)
    };
    format!("{}至{to}", day(period.from))
}

pub(super) const WEEKDAYS: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];

/// The bands of ages, as [`liandong_analysis::report::AGE_BANDS`] cuts them.
pub(super) const AGES: [&str; 5] = ["1天内", "1–3天", "3–7天", "7–15天", "15天以上"];

/// The category's name; 未分类 without one.
pub(super) fn category(code: Option<CategoryCode>) -> &'static str {
    code.map_or("未分类", CategoryCode::zh)
}

/// What a period is called from within it.
pub(super) const fn this_period(kind: ReportKind) -> &'static str {
    match kind {
        ReportKind::Daily => "当日",
        ReportKind::Weekly => "本周",
        ReportKind::Monthly => "本月",
    }
}

/// What is compared with.
pub(super) const fn base(kind: ReportKind, base: BaseKind) -> &'static str {
    match (kind, base) {
        (ReportKind::Daily, BaseKind::Week) => "上周同日",
        (ReportKind::Weekly, BaseKind::Week) => "上周",
        (ReportKind::Monthly, BaseKind::Week) => "上一周",
        (ReportKind::Daily, BaseKind::Month) => "四周前同日",
        (ReportKind::Weekly, BaseKind::Month) => "四周前",
        (ReportKind::Monthly, BaseKind::Month) => "上月",
        (ReportKind::Daily | ReportKind::Weekly, BaseKind::Year) => "上年同期（52周前）",
        (ReportKind::Monthly, BaseKind::Year) => "上年同月",
    }
}

/// What shares are compared with.
pub(super) const fn reference(kind: ReportKind) -> &'static str {
    match kind {
        ReportKind::Daily | ReportKind::Weekly => "此前四周",
        ReportKind::Monthly => "上月",
    }
}

/// The question of a test, in a word.
pub(super) fn question(kind: ReportKind, question: Question) -> String {
    match question {
        Question::Volume { base: of } => format!("警情量：与{}比", base(kind, of)),
        Question::ClockKept { clock } => format!("{}按时率：与{}比", clock.zh(), reference(kind)),
        Question::Categories => format!("类别构成：与{}比", reference(kind)),
        Question::Areas => format!("责任区构成：与{}比", reference(kind)),
        Question::ArrivalByArea => "到达按时率：责任区之间".into(),
        Question::ReferralsBreached => format!("流转超时率：与{}比", reference(kind)),
        Question::Satisfied => format!("回访满意率：与{}比", reference(kind)),
    }
}

/// The name of a test.
pub(super) const fn method(method: Method) -> &'static str {
    match method {
        Method::PoissonExact => "泊松率比精确检验（条件二项）",
        Method::PoissonScaled => "拟泊松率比检验（方差按离散系数放大）",
        Method::TwoProportionZ => "两比例z检验",
        Method::FisherExact => "Fisher精确检验",
        Method::ChiSquare => "χ²检验",
    }
}

/// Why nothing is concluded.
pub(super) fn too_small(why: TooSmall) -> &'static str {
    match why {
        TooSmall::NoRecords => "无对照期记录，不作结论",
        TooSmall::Calls => "样本过小，不作结论（两期合计不足20起）",
        TooSmall::Cases => "样本过小，不作结论（一期不足20例）",
        TooSmall::Table => "样本过小，不作结论（不足50起，或期望频数不足5）",
        TooSmall::AllAlike => "两期全部相同，无可比较",
    }
}

/// A size with its interval.
pub(super) fn effect(kind: EffectKind, value: Option<f64>, interval: Interval) -> String {
    let (name, scale, digits) = match kind {
        EffectKind::RateRatio => ("日均之比", 1.0, 2),
        EffectKind::Difference => ("差（百分点）", 100.0, 1),
        EffectKind::CramersV => ("Cramér V", 1.0, 2),
    };
    let number = |value: f64| fixed(value * scale, digits);
    let value = value.map_or_else(|| "无（分母为零）".into(), number);
    let high = interval.high.map_or_else(|| "∞".into(), number);
    format!("{name} {value}（{}～{high}）", number(interval.low))
}
