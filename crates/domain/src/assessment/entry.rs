//! What holds for every entry into an assessment or a training: texts that say something, and times
//! that can be.

use crate::{
    incident::{Asked, Stamp},
    refusal::{Because, Refusal},
    time::Timestamp,
};

/// The longest text, in characters.
pub const LONGEST: usize = 500;

/// Why an entry cannot be, whatever it is about.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadEntry {
    /// A text that must say something is blank.
    #[error("{0}: must not be blank")]
    Blank(&'static str),
    /// A text is too long.
    #[error("{0}: {LONGEST} characters at the most")]
    TooLong(&'static str),
    /// It has not happened yet.
    #[error("occurred_at: {0} is in the future")]
    InFuture(Timestamp),
    /// It is said to have happened before the entry that it follows.
    #[error("occurred_at: {0} is before the entry that it follows")]
    BeforePrevious(Timestamp),
}

impl From<BadEntry> for Refusal {
    fn from(why: BadEntry) -> Self {
        let (code, field, zh) = match why {
            BadEntry::Blank(field) => ("blank", field, format!("“{}”不能为空", field_zh(field))),
            BadEntry::TooLong(field) => {
                let zh = format!("“{}”不能超过 {LONGEST} 个字", field_zh(field));
                ("too_long", field, zh)
            }
            BadEntry::InFuture(_) => (
                "in_future",
                "occurred_at",
                "发生时间晚于现在，请核对".into(),
            ),
            BadEntry::BeforePrevious(_) => (
                "before_previous_step",
                "occurred_at",
                "发生时间早于上一环节的时间，请核对".into(),
            ),
        };
        Self {
            code,
            because: Because::Invalid,
            field: Some(field),
            zh,
            en: why.to_string(),
        }
    }
}

fn field_zh(field: &str) -> &str {
    match field {
        "name" => "名称",
        "reason" => "理由",
        "note" => "说明",
        "statement" => "供应商陈述",
        "spoken_by" => "陈述人",
        "title" => "培训名称",
        "trainer" => "授课人",
        "syllabus" => "培训内容",
        "place" => "地点",
        other => other,
    }
}

/// A text without blanks at its ends, which must say something.
///
/// # Errors
/// [`BadEntry::Blank`], [`BadEntry::TooLong`].
pub fn said(field: &'static str, text: &str) -> Result<Box<str>, BadEntry> {
    let text = text.trim();
    if text.is_empty() {
        return Err(BadEntry::Blank(field));
    }
    if text.chars().count() > LONGEST {
        return Err(BadEntry::TooLong(field));
    }
    Ok(text.into())
}

/// A text that may be left out.
///
/// # Errors
/// [`BadEntry::TooLong`].
pub fn maybe_said(field: &'static str, text: Option<&str>) -> Result<Option<Box<str>>, BadEntry> {
    match text.map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => said(field, text).map(Some),
    }
}

/// The times of an entry that follows another, which happened and was recorded at `last`. It is late
/// (补报) when it is recorded more than `grace` seconds after it happened.
///
/// # Errors
/// [`BadEntry::InFuture`], [`BadEntry::BeforePrevious`].
pub fn stamp(
    asked: Asked,
    last: Option<(Timestamp, Timestamp)>,
    grace: i64,
) -> Result<Stamp, BadEntry> {
    let recorded_at = last.map_or(asked.now, |(_, recorded)| asked.now.max(recorded));
    let occurred_at = asked.occurred_at.unwrap_or(recorded_at);
    if occurred_at > recorded_at {
        return Err(BadEntry::InFuture(occurred_at));
    }
    if last.is_some_and(|(occurred, _)| occurred_at < occurred) {
        return Err(BadEntry::BeforePrevious(occurred_at));
    }
    Ok(Stamp {
        occurred_at,
        recorded_at,
        late: recorded_at.since(occurred_at) > grace,
    })
}
