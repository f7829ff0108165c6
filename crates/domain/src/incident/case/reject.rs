//! Why something beside the line is refused.

use crate::{
    ids::IncidentId,
    refusal::{Because, Refusal},
    time::{Timestamp, UtcOffset},
};

/// A refusal. Nothing was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CaseRejection {
    /// The referral belongs to another department.
    #[error("referral: {0} is another department's")]
    OtherDepartment(u32),
    /// A referral that was accepted is returned, not refused.
    #[error("referral: {0} is accepted already; return it instead")]
    AcceptedAlready(u32),
    /// A referral that was not accepted is refused, not returned.
    #[error("referral: {0} is not accepted yet; refuse it instead")]
    NotAccepted(u32),
    /// A deadline given by hand lies in the past or too far ahead.
    #[error("due_at: must lie ahead, and at the most {most} seconds")]
    BadDeadline {
        /// The longest, in seconds; 0 when none may be given.
        most: i64,
    },
    /// An extension is asked for already.
    #[error("referral: an extension of {0} is asked for already")]
    ExtensionPending(u32),
    /// No extension is asked for.
    #[error("referral: no extension of {0} is asked for")]
    NoExtensionAsked(u32),
    /// As many extensions as the policy allows were granted.
    #[error("referral: {most} extensions at the most")]
    TooManyExtensions {
        /// How many the policy allows.
        most: u32,
    },
    /// The extension does not move the limit, or moves it too far.
    #[error("until: must be after {due_at} and at the most {most} seconds after it")]
    BadExtension {
        /// The limit as it stands.
        due_at: Timestamp,
        /// By how much it may move, in seconds.
        most: i64,
    },
    /// An extension was denied without a word.
    #[error("reason: say why the extension is denied")]
    DenialWithoutReason,
    /// Nothing is new in it.
    #[error("the call is already known like this")]
    NothingNew,
    /// Nobody was merged in under this number.
    #[error("from: {0} was not merged into this incident")]
    NotJoined(IncidentId),
    /// The caller of a merged call is still to be followed up.
    #[error("the caller of {0}, which was merged in, is still to be followed up")]
    JoinedPending(IncidentId),
    /// A department is still at work.
    #[error("{0} departments have not given their part back")]
    DepartmentsAtWork(u32),
    /// A complaint is needed for the wish to take the case up again.
    #[error("complaint: say what is to be taken up again")]
    WishWithoutComplaint,
    /// There is no such attachment.
    #[error("there is no such attachment")]
    NoSuchAttachment,
    /// The incident has as many attachments as it may have.
    #[error("at most {most} attachments")]
    TooManyAttachments {
        /// How many the policy allows.
        most: u32,
    },
    /// The attachment is too large.
    #[error("the file has {size} bytes; at most {most}")]
    AttachmentTooLarge {
        /// Its size.
        size: u64,
        /// The largest that the policy allows.
        most: u64,
    },
    /// The clock is not ours to stop.
    #[error("clock: the hotline's limit cannot be paused")]
    ClockNotOurs,
    /// The rating link is not there.
    #[error("the rating link is not valid")]
    NoSuchLink,
    /// The rating link has run out.
    #[error("the rating link has expired")]
    LinkExpired,
    /// The rating link was used.
    #[error("the rating link was used already")]
    LinkUsed,
}

impl CaseRejection {
    /// The stable code for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OtherDepartment(_) => "other_department",
            Self::AcceptedAlready(_) => "accepted_already",
            Self::NotAccepted(_) => "not_accepted",
            Self::BadDeadline { .. } => "bad_deadline",
            Self::ExtensionPending(_) => "extension_pending",
            Self::NoExtensionAsked(_) => "no_extension_asked",
            Self::TooManyExtensions { .. } => "too_many_extensions",
            Self::BadExtension { .. } => "bad_extension",
            Self::DenialWithoutReason => "denial_without_reason",
            Self::NothingNew => "nothing_new",
            Self::NotJoined(_) => "not_joined",
            Self::JoinedPending(_) => "joined_follow_up_pending",
            Self::DepartmentsAtWork(_) => "departments_at_work",
            Self::WishWithoutComplaint => "wish_without_complaint",
            Self::NoSuchAttachment => "no_such_attachment",
            Self::TooManyAttachments { .. } => "too_many_attachments",
            Self::AttachmentTooLarge { .. } => "attachment_too_large",
            Self::ClockNotOurs => "clock_not_ours",
            Self::NoSuchLink => "no_such_rating_link",
            Self::LinkExpired => "rating_link_expired",
            Self::LinkUsed => "rating_link_used",
        }
    }

    /// The field of the request that it is about, where it is about one.
    #[must_use]
    pub const fn field(&self) -> Option<&'static str> {
        Some(match self {
            Self::OtherDepartment(_)
            | Self::AcceptedAlready(_)
            | Self::NotAccepted(_)
            | Self::ExtensionPending(_)
            | Self::NoExtensionAsked(_)
            | Self::TooManyExtensions { .. } => "referral",
            Self::BadDeadline { .. } => "due_at",
            Self::BadExtension { .. } => "until",
            Self::DenialWithoutReason => "reason",
            Self::NotJoined(_) => "from",
            Self::WishWithoutComplaint => "complaint",
            Self::ClockNotOurs => "clock",
            Self::NothingNew
            | Self::JoinedPending(_)
            | Self::DepartmentsAtWork(_)
            | Self::NoSuchAttachment
            | Self::TooManyAttachments { .. }
            | Self::AttachmentTooLarge { .. }
            | Self::NoSuchLink
            | Self::LinkExpired
            | Self::LinkUsed => return None,
        })
    }

    /// What kind of refusal it is.
    #[must_use]
    pub const fn because(&self) -> Because {
        match self {
            Self::OtherDepartment(_) => Because::Forbidden,
            Self::BadDeadline { .. }
            | Self::BadExtension { .. }
            | Self::DenialWithoutReason
            | Self::WishWithoutComplaint
            | Self::AttachmentTooLarge { .. } => Because::Invalid,
            Self::AcceptedAlready(_)
            | Self::NotAccepted(_)
            | Self::ExtensionPending(_)
            | Self::NoExtensionAsked(_)
            | Self::TooManyExtensions { .. }
            | Self::NothingNew
            | Self::JoinedPending(_)
            | Self::DepartmentsAtWork(_)
            | Self::TooManyAttachments { .. }
            | Self::ClockNotOurs => Because::Conflict,
            Self::NotJoined(_) | Self::NoSuchAttachment | Self::NoSuchLink => Because::NotFound,
            Self::LinkExpired | Self::LinkUsed => Because::Gone,
        }
    }

    /// What is wrong and what to do, in Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::OtherDepartment(number) => format!("第 {number} 号流转属于其他部门"),
            Self::AcceptedAlready(number) => {
                format!("第 {number} 号流转已受理，不能退单；确需退回的请用“部门退回”")
            }
            Self::NotAccepted(number) => {
                format!("第 {number} 号流转尚未受理；不予受理的请用“部门退单”")
            }
            Self::BadDeadline { most: 0 } => "规则不允许另定办理期限，请按规则时限流转".into(),
            Self::BadDeadline { most } => {
                format!("办理期限须晚于现在，且最长 {} 小时", most / 3_600)
            }
            Self::ExtensionPending(number) => format!("第 {number} 号流转已有延期申请待答复"),
            Self::NoExtensionAsked(number) => format!("第 {number} 号流转没有待答复的延期申请"),
            Self::TooManyExtensions { most: 0 } => "规则不允许延期".into(),
            Self::TooManyExtensions { most } => format!("每项流转最多延期 {most} 次"),
            Self::BadExtension { due_at, most } => {
                let day = UtcOffset::BEIJING.day(*due_at);
                let second = UtcOffset::BEIJING.second_of_day(*due_at);
                format!(
                    "延期须晚于现期限 {day} {:02}:{:02}，且最多延长 {} 小时",
                    second / 3_600,
                    second / 60 % 60,
                    most / 3_600
                )
            }
            Self::DenialWithoutReason => "不同意延期须写明理由".into(),
            Self::NothingNew => "内容与已登记的一致，没有需要补充的".into(),
            Self::NotJoined(id) => format!("警情 {id} 没有并入这起警情"),
            Self::JoinedPending(id) => format!("并入的警情 {id} 的来电人还没有回访"),
            Self::DepartmentsAtWork(count) => format!("还有 {count} 个部门没有办结或退回"),
            Self::WishWithoutComplaint => "要求重新办理的，须写明投诉内容".into(),
            Self::NoSuchAttachment => "没有这个附件".into(),
            Self::TooManyAttachments { most } => format!("每起警情最多 {most} 个附件"),
            Self::AttachmentTooLarge { size, most } => format!(
                "文件过大：{} KiB，最多 {} KiB",
                size.div_ceil(1_024),
                most / 1_024
            ),
            Self::ClockNotOurs => "热线答复时限由来源单位确定，不能暂停".into(),
            Self::NoSuchLink => "评价链接无效，请向工作人员索取新的链接".into(),
            Self::LinkExpired => "评价链接已过期".into(),
            Self::LinkUsed => "您已评价过，感谢您的参与".into(),
        }
    }
}

impl From<CaseRejection> for Refusal {
    fn from(why: CaseRejection) -> Self {
        Self {
            code: why.code(),
            because: why.because(),
            field: why.field(),
            zh: why.zh(),
            en: why.to_string(),
        }
    }
}
