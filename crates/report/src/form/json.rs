//! The form as JSON: the computed values beside the printed words.

use super::{print, printed::PrintedForm};
use crate::ReportError;
use liandong_domain::performance::form::Form;
use serde::Serialize;

#[derive(Serialize)]
struct Both<'a> {
    form: &'a Form,
    printed: &'a PrintedForm,
}

/// `{ "form": …, "printed": … }`, indented, with a final newline. Keys keep the order of the types,
/// so that the same form gives the same text.
///
/// # Errors
/// [`ReportError::Json`] when a value cannot be serialised, which no form of the domain causes.
pub fn to_json(form: &Form) -> Result<String, ReportError> {
    let printed = print(form);
    let mut text = serde_json::to_string_pretty(&Both {
        form,
        printed: &printed,
    })?;
    text.push('\n');
    Ok(text)
}
