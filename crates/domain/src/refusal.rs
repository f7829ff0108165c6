//! tmp
/// why
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// 422
    Invalid,
    /// 409
    Conflict,
    /// 404
    NotFound,
    /// 403
    Forbidden,
    /// 410
    Gone,
    /// 429
    TooMany,
}
/// refusal
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// code
    pub code: &'static str,
    /// because
    pub because: Because,
    /// field
    pub field: Option<&'static str>,
    /// zh
    pub zh: String,
    /// en
    pub en: String,
}
