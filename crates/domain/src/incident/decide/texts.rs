//! Texts that people give.

use crate::incident::reject::Rejection as R;

/// The longest text of one field, in characters.
const MOST_CHARACTERS: usize = 2_000;

/// A text that must say something, trimmed.
pub(super) fn text(field: &'static str, given: &str) -> Result<Box<str>, R> {
    let trimmed = given.trim();
    if trimmed.is_empty() {
        return Err(R::Blank { field });
    }
    if trimmed.chars().count() > MOST_CHARACTERS {
        return Err(R::TooLong {
            field,
            most: MOST_CHARACTERS,
        });
    }
    Ok(trimmed.into())
}

/// A text that may be left out; blank counts as left out.
pub(super) fn optional(field: &'static str, given: Option<&str>) -> Result<Option<Box<str>>, R> {
    given
        .filter(|one| !one.trim().is_empty())
        .map(|one| text(field, one))
        .transpose()
}
