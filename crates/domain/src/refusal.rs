//! Refusals (拒绝): why a rule says no, in the shape that every edge can pass on.
//!
//! Incidents, the register and projects have rejections of their own, older than this. The rules
//! beside them keep typed rejections too, and turn them into this one shape, so that what a client
//! is told is written where the rule is.

/// What kind of refusal it is; the HTTP edge makes a status of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Because {
    /// The request itself cannot be: a blank text, an unknown identifier, a time in the future.
    Invalid,
    /// The state of things forbids it now.
    Conflict,
    /// What it names is not there.
    NotFound,
    /// This one may not do it, though others may.
    Forbidden,
    /// What it names was there and is gone for good.
    Gone,
    /// Too much in too short a time.
    TooMany,
}

/// A refusal, told in both languages.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{en}")]
pub struct Refusal {
    /// The stable code for machines: `swap_not_agreed`.
    pub code: &'static str,
    /// What kind of refusal it is.
    pub because: Because,
    /// The field of the request that it is about, where it is about one.
    pub field: Option<&'static str>,
    /// What is wrong and what to do, in Simplified Chinese.
    pub zh: String,
    /// What is wrong, in English.
    pub en: String,
}

impl Refusal {
    /// A refusal that is about no single field.
    pub fn new(
        code: &'static str,
        because: Because,
        zh: impl Into<String>,
        en: impl Into<String>,
    ) -> Self {
        Self {
            code,
            because,
            field: None,
            zh: zh.into(),
            en: en.into(),
        }
    }

    /// The same about a field.
    #[must_use]
    pub const fn about(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }
}
