//! The kinds of problems that a folder can have.

use liandong_domain::{
    duty::BadCalendar, geo::BadOutline, places::BadSpot, policy::BadPolicy, time::Day,
};
use std::fmt;

/// A few fixed words in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phrase {
    /// In English.
    pub en: &'static str,
    /// In Simplified Chinese.
    pub zh: &'static str,
}

/// Makes a [`Phrase`].
pub(super) const fn phrase(en: &'static str, zh: &'static str) -> Phrase {
    Phrase { en, zh }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.en)
    }
}

/// What stands where something else should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A text.
    Text(String),
    /// A number, date or truth value, as the file writes it.
    Literal(String),
    /// A list, a table or nothing.
    Other(Phrase),
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "\"{text}\""),
            Self::Literal(text) => f.write_str(text),
            Self::Other(words) => f.write_str(words.en),
        }
    }
}

impl Found {
    fn zh(&self) -> String {
        match self {
            Self::Text(text) => format!("“{text}”"),
            Self::Literal(text) => text.clone(),
            Self::Other(words) => words.zh.to_owned(),
        }
    }
}

/// What is wrong. The message says it in a sentence; [`Problem::zh`] says it in Chinese.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// There is no such folder.
    #[error("there is no such folder")]
    NoFolder,
    /// A file that every town's folder must have is not there.
    #[error("the file is missing")]
    NoFile,
    /// A data file whose name no town's folder knows.
    #[error("no file of this name belongs to a town's folder")]
    UnknownFile,
    /// The system could not read it.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// The file holds other bytes than UTF-8.
    #[error("must be UTF-8 text; it looks like another encoding, such as GBK")]
    NotUtf8,
    /// The file does not follow its format.
    #[error("is not well formed: {0}")]
    Syntax(String),
    /// A key, column or property that nothing reads.
    #[error("unknown key `{key}`; known here: {}", known.join(", "))]
    UnknownKey {
        /// The key.
        key: String,
        /// What may stand here.
        known: Vec<&'static str>,
    },
    /// A key, column or property that must be there.
    #[error("`{0}` is missing")]
    Missing(&'static str),
    /// A value of the wrong kind or out of its bounds.
    #[error("must be {expected}, found {found}")]
    MustBe {
        /// What belongs here.
        expected: Phrase,
        /// What stands here.
        found: Found,
    },
    /// A word that is none of a fixed list.
    #[error("must be one of {}, found {found}", words.join(", "))]
    NoneOf {
        /// The list.
        words: Vec<&'static str>,
        /// What stands here.
        found: Found,
    },
    /// It points at something that is not there.
    #[error("there is no {what} `{id}`")]
    NoSuch {
        /// What is missing.
        what: Phrase,
        /// Its identifier.
        id: String,
    },
    /// An identifier is used twice.
    #[error("the {what} `{id}` is already at {first}")]
    Twice {
        /// What it identifies.
        what: Phrase,
        /// The identifier.
        id: String,
        /// File and line of the first use.
        first: String,
    },
    /// A ring that bounds no area.
    #[error("{0}")]
    Outline(#[from] BadOutline),
    /// Two edges of an area's outline meet where they should not.
    #[error(
        "the outline of area `{area}` crosses itself: the edge from corner {one} meets the edge from corner {other}"
    )]
    Crosses {
        /// The area.
        area: String,
        /// The corner, from 1, at which the first edge begins.
        one: usize,
        /// The corner at which the other begins.
        other: usize,
    },
    /// Two areas share ground.
    #[error("area `{area}` overlaps area `{other}` by {square_metres} m²")]
    Overlap {
        /// This area.
        area: String,
        /// The one before it in the file.
        other: String,
        /// How much, rounded down.
        square_metres: u64,
    },
    /// A time that the policy covers and no team works.
    #[error(
        "no team is on shift from {from} to {to} on day {cycle_day} of the cycle ({day}), although the policy covers that time"
    )]
    Uncovered {
        /// Day of the cycle, from 1.
        cycle_day: i64,
        /// The first calendar day on which it happens.
        day: Day,
        /// Local time at which the gap begins.
        from: String,
        /// Local time at which it ends.
        to: String,
    },
    /// A day that comes before another that it must follow.
    #[error("{day} comes before {after}: {rule}")]
    Order {
        /// The day.
        day: Day,
        /// What it must not come before.
        after: Day,
        /// The rule broken.
        rule: Phrase,
    },
    /// A target that is not in the unit of what its formula measures.
    #[error("the formula `{measure}` is held against a target in {expected}, found `{found}`")]
    TargetUnit {
        /// The formula.
        measure: String,
        /// Units that fit.
        expected: &'static str,
        /// The unit found.
        found: String,
    },
    /// A second level that does not stand under its first.
    #[error("under `{above}` stand {}", expected.join(", "))]
    LevelBelow {
        /// What stands under it.
        expected: &'static [&'static str],
        /// The first level.
        above: &'static str,
    },
    /// A time target that differs from the limit by which the clock is judged.
    #[error(
        "the target is {target} s, but the policy's limit for this clock is {limit} s, and it is by that limit that each case is judged"
    )]
    TargetIsNotTheLimit {
        /// The target's seconds.
        target: i64,
        /// The policy's seconds.
        limit: i64,
    },
    /// A policy that makes no sense.
    #[error("{}", .0.problem)]
    Policy(BadPolicy),
    /// A calendar that makes no sense.
    #[error(transparent)]
    Calendar(BadCalendar),
    /// An entry of the gazetteer that makes no sense.
    #[error(transparent)]
    Spot(BadSpot),
    /// Another rule, in a sentence of its own.
    #[error("{0}")]
    Rule(Phrase),
}

impl Problem {
    /// The same in Simplified Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::NoFolder => "没有这个文件夹".into(),
            Self::NoFile => "缺少该文件".into(),
            Self::UnknownFile => "街镇文件夹中不应有此文件，请检查文件名".into(),
            Self::Unreadable(why) => format!("无法读取：{why}"),
            Self::NotUtf8 => "必须是 UTF-8 编码的文本（现可能为 GBK 等其他编码）".into(),
            Self::Syntax(why) => format!("格式不正确：{why}"),
            Self::UnknownKey { key, known } => {
                format!("未知的项“{key}”；此处可用：{}", known.join("、"))
            }
            Self::Missing(key) => format!("缺少“{key}”"),
            Self::MustBe { expected, found } => {
                format!("必须是{}，现为{}", expected.zh, found.zh())
            }
            Self::NoneOf { words, found } => {
                format!("必须是以下之一：{}，现为{}", words.join("、"), found.zh())
            }
            Self::NoSuch { what, id } => format!("没有编号为“{id}”的{}", what.zh),
            Self::Twice { what, id, first } => {
                format!("{}编号“{id}”重复，首次出现在 {first}", what.zh)
            }
            Self::Outline(why) => outline_zh(why),
            Self::Crosses { area, one, other } => format!(
                "责任区“{area}”的边界自相交：从第 {one} 个角点出发的边与从第 {other} 个角点出发的边相交"
            ),
            Self::Overlap {
                area,
                other,
                square_metres,
            } => format!("责任区“{area}”与“{other}”重叠 {square_metres} 平方米"),
            Self::Uncovered {
                cycle_day,
                day,
                from,
                to,
            } => format!(
                "排班周期第 {cycle_day} 天（{day}）{from} 至 {to} 无班组在岗，而规则要求承接该时段"
            ),
            Self::Order { day, after, rule } => format!("{day} 早于 {after}：{}", rule.zh),
            Self::TargetUnit {
                measure,
                expected,
                found,
            } => format!("计算口径“{measure}”的指标值单位应为 {expected}，现为“{found}”"),
            Self::LevelBelow { expected, above } => {
                format!("“{above}”下应为{}", expected.join("、"))
            }
            Self::TargetIsNotTheLimit { target, limit } => {
                format!("指标值为 {target} 秒，而规则中该时限为 {limit} 秒，逐件判定以规则时限为准")
            }
            Self::Policy(bad) => policy_zh(bad),
            Self::Calendar(why) => why.zh(),
            Self::Spot(why) => why.zh().to_owned(),
            Self::Rule(rule) => rule.zh.to_owned(),
        }
    }
}

fn outline_zh(why: &BadOutline) -> String {
    match why {
        BadOutline::TooFewCorners => "边界至少要有三个角点".into(),
        BadOutline::Open => "边界必须首尾相接".into(),
        BadOutline::OffTheGlobe(corner) => {
            format!("第 {corner} 个角点超出范围：经度 −180 至 180，纬度 −90 至 90")
        }
        BadOutline::CrossesItself(why) => format!("边界自相交：{why}"),
    }
}

/// The domain says it in English only; the field is what a reader of the file looks for.
fn policy_zh(bad: &BadPolicy) -> String {
    let why = match bad.field {
        "version" => "版本号从 1 开始",
        "entry_grace_seconds" => "时长不能为负",
        "coverage" => "承接时段应在一天之内，星期为 1（周一）至 7（周日）",
        "safety_words" => "安全词不能为空",
        "case" => {
            "“case”中的规则不成立：时长不能为负，比例为 0 至 1000‰，评价链接须有有效期，附件最大 64 MiB，部门时限须大于零且预警在时限之内"
        }
        "screening" => "安全筛查的每个词、每段都须含文字；只有 patterns 可用“…”",
        "dispatch" => "时长为 0 至 86 400 秒",
        "dispatch.travel" => "车速 1 至 150 km/h，绕行 100% 至 500%，时段应在一天之内",
        "dispatch.arrival" => "到达半径须大于零，停留时间 0 至 3 600 秒",
        "dispatch.standby" => "备勤点坐标超出范围",
        "dispatch.check_in" => "询问间隔与应答时限须大于零，且不超过一天",
        "dispatch.escalation" => "每类提醒一条规则，逐级时间依次递增，每级至少通知一个角色",
        "dispose" => "时限须大于零且到达、反馈、处置依次不早于前者，预警须在时限之内",
        _ => "时限须大于零，预警须在时限之内",
    };
    why.into()
}
