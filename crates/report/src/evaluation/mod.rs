//! 项目支出绩效自评表: the year-end self-evaluation, printed, and the files it is printed to.

mod docx;
mod pdf;
mod print;
mod printed;
mod table;
mod xlsx;

pub use docx::to_docx;
pub use pdf::{to_pdf, typeset};
pub use print::print;
pub use printed::{Arithmetic, EvaluationRow, FundsRow, PrintedEvaluation, TotalRow};
pub use xlsx::to_xlsx;

use crate::ReportError;
use liandong_domain::performance::{form::Form, self_evaluation::SelfEvaluation};
use serde::Serialize;

#[derive(Serialize)]
struct Both<'a> {
    evaluation: &'a SelfEvaluation,
    printed: &'a PrintedEvaluation,
}

/// `{ "evaluation": …, "printed": … }`, indented, with a final newline.
///
/// # Errors
/// [`ReportError::Json`] when a value cannot be serialised, which none of the domain causes.
pub fn to_json(form: &Form, scored: &SelfEvaluation) -> Result<String, ReportError> {
    let mut text = serde_json::to_string_pretty(&Both {
        evaluation: scored,
        printed: &print(form, scored),
    })?;
    text.push('\n');
    Ok(text)
}
