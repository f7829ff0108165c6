//! Why something cannot be done with a training.

use super::SessionStage;
use crate::{
    assessment::entry::BadEntry,
    ids::MemberId,
    refusal::{Because, Refusal},
    time::Day,
};

/// A refusal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SessionRejection {
    /// The entry itself cannot be.
    #[error(transparent)]
    Entry(#[from] BadEntry),
    /// The identifier is none.
    #[error("{0:?} is no identifier of 1 to 64 letters, digits, '-', '_' or '.'")]
    BadId(String),
    /// There is no such training.
    #[error("there is no such training")]
    NotPlanned,
    /// There is one under this identifier already.
    #[error("a training of this identifier is planned already")]
    AlreadyPlanned,
    /// It stands elsewhere.
    #[error("the training is {}, this cannot be done: {done}", stage.code())]
    WrongStage {
        /// Where it stands.
        stage: SessionStage,
        /// What was asked for, Chinese.
        done: &'static str,
    },
    /// Its day has not come.
    #[error("the training is on {0}")]
    NotYet(Day),
    /// A length that cannot be.
    #[error("minutes: above zero, a week at the most")]
    BadMinutes,
    /// Nobody, or too many.
    #[error("members: 1 to 2000")]
    NoMembers,
    /// There is no such member.
    #[error("there is no member {0}")]
    UnknownMember(MemberId),
    /// A member has two lines.
    #[error("member {0} stands twice")]
    Twice(MemberId),
    /// Who had to attend has no line.
    #[error("member {0} had to attend and has no line")]
    NoLine(MemberId),
    /// An absence needs its reason.
    #[error("member {0} was absent: say why")]
    AbsenceUnexplained(MemberId),
    /// A correction that changes nothing.
    #[error("member {0} stands so already")]
    NoChange(MemberId),
    /// An examination that cannot be.
    #[error("exam: 1 to 500 questions, a pass mark of 0 to 100")]
    BadExam,
    /// The training has no examination.
    #[error("the training has no examination")]
    NoExam,
    /// A sitting before the training or in the future.
    #[error("day: {0} is before the training or has not come")]
    BadSittingDay(Day),
    /// Who did not attend does not sit.
    #[error("member {0} did not attend")]
    DidNotAttend(MemberId),
    /// Who has passed does not sit again.
    #[error("member {0} has passed already")]
    PassedAlready(MemberId),
    /// More correct answers than questions.
    #[error("member {member}: there are {questions} questions")]
    TooManyCorrect {
        /// The member.
        member: MemberId,
        /// How many questions.
        questions: u32,
    },
}

impl From<SessionRejection> for Refusal {
    fn from(why: SessionRejection) -> Self {
        use SessionRejection as R;
        let en = why.to_string();
        let invalid = |code, field, zh: String| (code, Because::Invalid, Some(field), zh);
        let conflict = |code, zh: String| (code, Because::Conflict, None, zh);
        let (code, because, field, zh) = match why {
            R::Entry(entry) => return entry.into(),
            R::BadId(id) => invalid(
                "bad_id",
                "id",
                format!("“{id}”不是编号，须由 1 至 64 个字母、数字、“-”“_”“.”组成"),
            ),
            R::NotPlanned => (
                "no_such_training",
                Because::NotFound,
                None,
                "没有这次培训".into(),
            ),
            R::AlreadyPlanned => {
                conflict("already_planned", "已有同一编号的培训，请换一个编号".into())
            }
            R::WrongStage { stage, done } => conflict(
                "wrong_stage",
                format!("这次培训现为“{}”，不能进行“{done}”", stage.zh()),
            ),
            R::NotYet(day) => conflict("not_yet", format!("培训在 {day} 举行，还不能登记")),
            R::BadMinutes => invalid("bad_minutes", "minutes", "时长须大于零，最长一周".into()),
            R::NoMembers => invalid("no_members", "members", "人员须为 1 至 2000 人".into()),
            R::UnknownMember(id) => invalid("unknown_member", "member", format!("没有队员 {id}")),
            R::Twice(id) => invalid("twice", "member", format!("队员 {id} 重复")),
            R::NoLine(id) => invalid(
                "no_line",
                "attendance",
                format!("应参训的队员 {id} 没有登记"),
            ),
            R::AbsenceUnexplained(id) => {
                invalid("blank", "reason", format!("队员 {id} 缺训，请写明原因"))
            }
            R::NoChange(id) => conflict("no_change", format!("队员 {id} 的出勤与现有登记相同")),
            R::BadExam => invalid(
                "bad_exam",
                "exam",
                "题数须为 1 至 500，合格分须为 0 至 100".into(),
            ),
            R::NoExam => conflict("no_exam", "这次培训没有安排考试".into()),
            R::BadSittingDay(day) => {
                invalid("bad_day", "day", format!("{day} 早于培训日或尚未到来"))
            }
            R::DidNotAttend(id) => conflict(
                "did_not_attend",
                format!("队员 {id} 没有参训，不能参加考试"),
            ),
            R::PassedAlready(id) => {
                conflict("passed_already", format!("队员 {id} 已合格，无需补考"))
            }
            R::TooManyCorrect { member, questions } => invalid(
                "too_many_correct",
                "correct",
                format!("队员 {member} 的答对题数超过总题数 {questions}"),
            ),
        };
        Self {
            code,
            because,
            field,
            zh,
            en,
        }
    }
}
