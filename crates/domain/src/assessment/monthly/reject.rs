//! Why something cannot be done with a month's assessment.

use super::Stage;
use crate::{
    assessment::entry::BadEntry,
    refusal::{Because, Refusal},
    time::Timestamp,
};

/// A refusal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MonthlyRejection {
    /// The entry itself cannot be.
    #[error(transparent)]
    Entry(#[from] BadEntry),
    /// The stream's name is no month.
    #[error("{0} is no month such as 2024-03")]
    NoMonth(String),
    /// Nothing is computed for this month yet.
    #[error("nothing is computed for this month yet")]
    NotDrafted,
    /// The town has adopted no formula for this month.
    #[error("the town has adopted no formula that judges this month")]
    NoScoring,
    /// It stands elsewhere.
    #[error("the assessment is {}, this cannot be done: {done}", stage.code())]
    WrongStage {
        /// Where it stands.
        stage: Stage,
        /// What was asked for, Chinese.
        done: &'static str,
    },
    /// The month is not over.
    #[error("the month is not over")]
    MonthNotOver,
    /// The account is no member's.
    #[error("only a member appeals, against its own line")]
    NoMember,
    /// There is no such line.
    #[error("there is no such member or part in the table")]
    NoLine,
    /// The table has no line of this member.
    #[error("the table has no line of this member")]
    NoMemberLine,
    /// The days for appeals are over.
    #[error("appeals were open until {0}")]
    AppealsOver(Timestamp),
    /// The days for appeals are not over.
    #[error("appeals are open until {0}")]
    AppealsOpen(Timestamp),
    /// The member's appeal on this waits already.
    #[error("an appeal on this is not yet decided")]
    AlreadyAppealed,
    /// There is no such appeal, or it is decided.
    #[error("there is no appeal {0} that waits")]
    NoAppeal(u32),
    /// Who appealed cannot decide.
    #[error("who appealed cannot decide the appeal")]
    OwnAppeal,
    /// Numerator and denominator that cannot be.
    #[error("numerator and denominator: 0 to 1000000, the first not above the second")]
    BadCounts,
    /// A correction that changes nothing.
    #[error("the part stands so already")]
    NoChange,
    /// Appeals wait for their decision.
    #[error("{0} appeals wait for their decision")]
    AppealsWait(usize),
    /// A recomputation waits for its decision.
    #[error("a recomputation waits for its decision")]
    RevisionWaits,
    /// No recomputation waits.
    #[error("no recomputation waits for a decision")]
    NoRevision,
    /// The log makes the same figures as before.
    #[error("the log makes the same figures as before")]
    NoDifference,
}

impl MonthlyRejection {
    const fn code(&self) -> &'static str {
        match self {
            Self::Entry(_) => "bad_entry",
            Self::NoMonth(_) => "no_such_month",
            Self::NotDrafted => "no_such_assessment",
            Self::NoScoring => "no_scoring",
            Self::WrongStage { .. } => "wrong_stage",
            Self::MonthNotOver => "month_not_over",
            Self::NoMember => "no_member_account",
            Self::NoLine => "no_such_line",
            Self::NoMemberLine => "no_such_member",
            Self::AppealsOver(_) => "appeals_over",
            Self::AppealsOpen(_) => "appeals_open",
            Self::AlreadyAppealed => "already_appealed",
            Self::NoAppeal(_) => "no_such_appeal",
            Self::OwnAppeal => "own_appeal",
            Self::BadCounts => "bad_counts",
            Self::NoChange => "no_change",
            Self::AppealsWait(_) => "appeals_wait",
            Self::RevisionWaits => "revision_waits",
            Self::NoRevision => "no_revision",
            Self::NoDifference => "no_difference",
        }
    }

    const fn because(&self) -> Because {
        match self {
            Self::Entry(_) | Self::NoLine | Self::BadCounts => Because::Invalid,
            Self::NoMonth(_) | Self::NotDrafted | Self::NoMemberLine | Self::NoAppeal(_) => {
                Because::NotFound
            }
            Self::NoMember | Self::OwnAppeal => Because::Forbidden,
            _ => Because::Conflict,
        }
    }

    const fn field(&self) -> Option<&'static str> {
        match self {
            Self::NoLine => Some("part"),
            Self::BadCounts => Some("numerator"),
            Self::NoAppeal(_) => Some("appeal"),
            _ => None,
        }
    }

    fn zh(&self) -> String {
        match self {
            Self::Entry(_) => String::new(),
            Self::NoMonth(text) => format!("“{text}”不是月份，应如 2024-03"),
            Self::NotDrafted => "本月考核还没有计算".into(),
            Self::NoScoring => "街镇还没有发布适用于本月的考核办法，请先发布".into(),
            Self::WrongStage { stage, done } => {
                format!("本月考核现处于“{}”，不能进行“{done}”", stage.zh())
            }
            Self::MonthNotOver => "本月还没有结束，不能公示".into(),
            Self::NoMember => {
                "只有队员本人可以对自己的考核结果提出申诉；本账号没有对应的队员".into()
            }
            Self::NoLine => "考核表中没有这名队员或这个项目".into(),
            Self::NoMemberLine => "考核表中没有这名队员".into(),
            Self::AppealsOver(_) => "申诉期已过，不能再提出申诉".into(),
            Self::AppealsOpen(_) => "申诉期还没有结束，不能定稿".into(),
            Self::AlreadyAppealed => "对此已有一件申诉正在处理".into(),
            Self::NoAppeal(number) => format!("没有待处理的第 {number} 件申诉"),
            Self::OwnAppeal => "申诉须由申诉人以外的人处理".into(),
            Self::BadCounts => "分子、分母须为 0 至 1000000 的整数，且分子不大于分母".into(),
            Self::NoChange => "与现有数值相同，无需更正".into(),
            Self::AppealsWait(count) => format!("还有 {count} 件申诉待处理，不能定稿"),
            Self::RevisionWaits => "有一次重新计算待处理，请先决定是否采用".into(),
            Self::NoRevision => "没有待处理的重新计算".into(),
            Self::NoDifference => "按现有记录重新计算，结果没有变化".into(),
        }
    }
}

impl From<MonthlyRejection> for Refusal {
    fn from(why: MonthlyRejection) -> Self {
        match why {
            MonthlyRejection::Entry(entry) => entry.into(),
            why => Self {
                code: why.code(),
                because: why.because(),
                field: why.field(),
                zh: why.zh(),
                en: why.to_string(),
            },
        }
    }
}
