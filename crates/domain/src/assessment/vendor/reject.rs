//! Why something cannot be done with the vendor's month.

use crate::{
    assessment::entry::BadEntry,
    ids::ItemId,
    refusal::{Because, Refusal},
};

/// A refusal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VendorRejection {
    /// The entry itself cannot be.
    #[error(transparent)]
    Entry(#[from] BadEntry),
    /// The stream's name is no project with a month.
    #[error("{0} is no project with a month, such as project.2024-03")]
    NoMonth(String),
    /// Nothing is computed for this month yet.
    #[error("nothing is computed for this month yet")]
    NotDrafted,
    /// The project has no terms for this month.
    #[error("the project has no contract terms that judge this month")]
    NoTerms,
    /// The month is not over.
    #[error("the month is not over")]
    MonthNotOver,
    /// The vendor was not heard about these findings.
    #[error("the vendor was not yet heard about these findings")]
    NotHeard,
    /// It is decided.
    #[error("the month is decided")]
    AlreadyDecided,
    /// There is no such clause.
    #[error("there is no clause {0}")]
    NoClause(ItemId),
    /// A clause is lowered twice.
    #[error("clause {0} is lowered twice")]
    WaivedTwice(ItemId),
    /// A deduction can only be lowered.
    #[error("clause {0}: a deduction can only be lowered, to zero at the least")]
    NotLower(ItemId),
}

impl From<VendorRejection> for Refusal {
    fn from(why: VendorRejection) -> Self {
        use VendorRejection as R;
        let en = why.to_string();
        let (code, because, field, zh) = match why {
            R::Entry(entry) => return entry.into(),
            R::NoMonth(text) => (
                "no_such_month",
                Because::NotFound,
                None,
                format!("“{text}”不是“项目.月份”，应如 project.2024-03"),
            ),
            R::NotDrafted => (
                "no_such_assessment",
                Because::NotFound,
                None,
                "本月供应商考核还没有计算".into(),
            ),
            R::NoTerms => (
                "no_terms",
                Because::Conflict,
                None,
                "项目没有登记适用于本月的合同考核条款，请先登记".into(),
            ),
            R::MonthNotOver => (
                "month_not_over",
                Because::Conflict,
                None,
                "本月还没有结束，只能计算草稿".into(),
            ),
            R::NotHeard => (
                "not_heard",
                Because::Conflict,
                None,
                "还没有就本次结果听取供应商陈述，不能决定".into(),
            ),
            R::AlreadyDecided => (
                "already_decided",
                Because::Conflict,
                None,
                "本月考核已决定，扣款已入台账，不能再改".into(),
            ),
            R::NoClause(id) => (
                "no_such_clause",
                Because::Invalid,
                Some("waived"),
                format!("没有编号为“{id}”的条款"),
            ),
            R::WaivedTwice(id) => (
                "waived_twice",
                Because::Invalid,
                Some("waived"),
                format!("条款“{id}”的减免重复"),
            ),
            R::NotLower(id) => (
                "not_lower",
                Because::Invalid,
                Some("waived"),
                format!("条款“{id}”的扣款只能减少，且不得小于零"),
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
