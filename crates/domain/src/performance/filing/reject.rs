//! Why a command on a filing is refused.

use super::edits::{Field, Which};
use crate::{
    assessment::entry::BadEntry,
    ids::{IndicatorId, ItemId},
    refusal::{Because, Refusal},
    time::Day,
};

/// The refusal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FilingRejection {
    /// A text or a time that cannot be.
    #[error(transparent)]
    Entry(#[from] BadEntry),
    /// The name is none of a filing.
    #[error("no filing {0}")]
    NoFiling(String),
    /// The project has no such tracking period.
    #[error("the project has no tracking period {0}")]
    NoTracking(ItemId),
    /// It was not opened.
    #[error("the filing is not opened")]
    NotOpened,
    /// It is open.
    #[error("the filing is opened already")]
    OpenAlready,
    /// An edition without the one before it.
    #[error("editions follow one another: open the one before first")]
    EditionSkipped,
    /// The edition before it is neither signed nor given up.
    #[error("edition {0} is still under way")]
    EarlierUnderWay(u32),
    /// It is signed.
    #[error("the filing is signed and locked; a correction is its next edition")]
    Locked,
    /// It is given up.
    #[error("the filing was given up")]
    GivenUp,
    /// It is prepared: nothing is written any more.
    #[error("the filing is prepared and stands still; return it to change it")]
    StandsStill,
    /// It is not prepared.
    #[error("the filing is not prepared")]
    NotPrepared,
    /// It is not reviewed.
    #[error("the filing is not reviewed")]
    NotReviewed,
    /// The one who prepared it.
    #[error("who prepared the filing can neither review nor sign it")]
    SamePerson,
    /// No change in an edit.
    #[error("edits: at least one")]
    NothingWritten,
    /// A field twice in one edit.
    #[error("edits: {0} stands twice")]
    FieldTwice(Field),
    /// A cell of an indicator that the project does not have.
    #[error("edits: the project has no indicator {0}")]
    NoIndicator(IndicatorId),
    /// A text too long for its field.
    #[error("edits: {} has {} characters at the most", .0, .0.longest())]
    TooLong(Field),
    /// A control character.
    #[error("edits: {0} holds a control character")]
    BadCharacter(Field),
    /// Another box than the figures' without a reason.
    #[error("reason: another judgement than the figures' needs one")]
    OverrideWithoutReason,
    /// A judgement that nobody has looked at.
    #[error("the {} judgement is neither confirmed nor overridden", which(*.0))]
    NotJudged(Which),
    /// The figures have changed under a judgement.
    #[error("the figures behind the {} judgement have changed since it was confirmed", which(*.0))]
    JudgedOnOther(Which),
    /// Deviations without cause and measure.
    #[error("cause and corrective measure are missing for: {}", names(.0))]
    Unexplained(Vec<IndicatorId>),
    /// The tracking date is not over.
    #[error("the tracking period ends on {0} and is not over")]
    PeriodNotOver(Day),
    /// No study of that name is kept.
    #[error("study: there is no study {0}")]
    NoStudy(ItemId),
    /// The study was withdrawn.
    #[error("study: {0} was withdrawn")]
    StudyWithdrawn(ItemId),
    /// It is quoted.
    #[error("study: {0} is quoted already")]
    QuotedAlready(ItemId),
    /// It is not quoted.
    #[error("study: {0} is not quoted")]
    NotQuoted(ItemId),
    /// It is not signed: there is no locked form yet.
    #[error("the filing is not signed")]
    NotSigned,
    /// A format that the locked form has no file of.
    #[error("the signed form has no file {0}")]
    NoFormat(String),
    /// The figures were not computed. This is never a client's fault.
    #[error("there is no form to prepare or to sign")]
    NothingToSeal,
}

const fn which(which: Which) -> &'static str {
    match which {
        Which::Budget => "budget",
        Which::Goals => "goals",
    }
}

fn names(ids: &[IndicatorId]) -> String {
    let names: Vec<&str> = ids.iter().map(IndicatorId::as_str).collect();
    names.join(", ")
}

impl From<FilingRejection> for Refusal {
    fn from(why: FilingRejection) -> Self {
        use Because as B;
        use FilingRejection as R;
        let en = why.to_string();
        let (code, because, field, zh): (_, _, Option<&'static str>, String) = match &why {
            R::Entry(bad) => return bad.clone().into(),
            R::NoFiling(id) => (
                "no_such_filing",
                B::NotFound,
                None,
                format!("没有填报 {id}"),
            ),
            R::NoTracking(id) => (
                "no_such_tracking_period",
                B::NotFound,
                None,
                format!("项目没有跟踪时段“{id}”，请先在项目概况中设定"),
            ),
            R::NotOpened => (
                "filing_not_opened",
                B::NotFound,
                None,
                "该填报尚未开始".into(),
            ),
            R::OpenAlready => ("filing_open", B::Conflict, None, "该填报已经开始".into()),
            R::EditionSkipped => (
                "edition_skipped",
                B::Conflict,
                None,
                "版次须依次：请先完成上一版".into(),
            ),
            R::EarlierUnderWay(edition) => (
                "edition_under_way",
                B::Conflict,
                None,
                format!("第 {edition} 版尚未签署或作废，不能开始下一版"),
            ),
            R::Locked => (
                "filing_signed",
                B::Conflict,
                None,
                "已签署锁定，不能再改；如需更正，请开始下一版".into(),
            ),
            R::GivenUp => ("filing_abandoned", B::Conflict, None, "该版已作废".into()),
            R::StandsStill => (
                "filing_prepared",
                B::Conflict,
                None,
                "已提交审核，内容已固定；如需修改，请先退回".into(),
            ),
            R::NotPrepared => (
                "filing_not_prepared",
                B::Conflict,
                None,
                "经办人尚未提交".into(),
            ),
            R::NotReviewed => (
                "filing_not_reviewed",
                B::Conflict,
                None,
                "绩效负责人尚未审核".into(),
            ),
            R::SamePerson => (
                "same_person",
                B::Forbidden,
                None,
                "经办人不能审核或签署自己填报的表，请由他人办理".into(),
            ),
            R::NothingWritten => (
                "nothing_written",
                B::Invalid,
                Some("edits"),
                "没有任何修改".into(),
            ),
            R::FieldTwice(field) => (
                "field_twice",
                B::Invalid,
                Some("edits"),
                format!("“{field}”出现了两次"),
            ),
            R::NoIndicator(id) => (
                "no_such_indicator",
                B::Invalid,
                Some("edits"),
                format!("项目没有指标“{id}”"),
            ),
            R::TooLong(field) => (
                "too_long",
                B::Invalid,
                Some("edits"),
                format!("“{field}”不能超过 {} 个字", field.longest()),
            ),
            R::BadCharacter(field) => (
                "bad_character",
                B::Invalid,
                Some("edits"),
                format!("“{field}”含有不能打印的控制字符"),
            ),
            R::OverrideWithoutReason => (
                "override_without_reason",
                B::Invalid,
                Some("reason"),
                "所选与数据得出的判断不同，须写明理由".into(),
            ),
            R::NotJudged(one) => (
                "not_judged",
                B::Conflict,
                None,
                format!("“{}”尚未确认或改判", which_zh(*one)),
            ),
            R::JudgedOnOther(one) => (
                "judged_on_other_figures",
                B::Conflict,
                None,
                format!("“{}”确认之后数据有变化，请重新确认", which_zh(*one)),
            ),
            R::Unexplained(ids) => (
                "unexplained",
                B::Conflict,
                None,
                format!("以下指标须填写偏差原因和纠偏措施：{}", names(ids)),
            ),
            R::PeriodNotOver(day) => (
                "period_not_over",
                B::Conflict,
                None,
                format!("跟踪时段至 {day} 止，尚未结束，不能提交"),
            ),
            R::NoStudy(id) => (
                "no_such_study",
                B::Invalid,
                Some("study"),
                format!("没有编号为 {id} 的测算"),
            ),
            R::StudyWithdrawn(id) => (
                "study_withdrawn",
                B::Conflict,
                Some("study"),
                format!("测算 {id} 已撤回，不能引用"),
            ),
            R::QuotedAlready(id) => (
                "quoted_already",
                B::Conflict,
                Some("study"),
                format!("已引用测算 {id}"),
            ),
            R::NotQuoted(id) => (
                "not_quoted",
                B::Conflict,
                Some("study"),
                format!("未引用测算 {id}"),
            ),
            R::NotSigned => (
                "filing_not_signed",
                B::Conflict,
                None,
                "尚未签署，没有锁定的文件".into(),
            ),
            R::NoFormat(format) => (
                "no_such_format",
                B::NotFound,
                None,
                format!("签署的表没有 {format} 文件"),
            ),
            R::NothingToSeal => ("no_form", B::Conflict, None, "没有可提交的表".into()),
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

const fn which_zh(which: Which) -> &'static str {
    match which {
        Which::Budget => "年度项目预算完成可能性",
        Which::Goals => "年度绩效目标完成可能性",
    }
}
