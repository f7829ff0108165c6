//! The table as PDF.

use super::{
    printed::PrintedEvaluation,
    table::{self, COLUMNS, Row, SUM_COLUMNS, SUM_HEADS},
};
use crate::{
    Fonts, ReportError,
    form::{Typeset, bytes, set_type},
};
use serde::Serialize;

const TEMPLATE: &str = include_str!("evaluation.typ");

/// What the template reads.
#[derive(Serialize)]
struct Data<'a> {
    form: &'a PrintedEvaluation,
    columns: [u32; 9],
    rows: Vec<Row>,
    sum_columns: [u32; 5],
    sum_heads: [&'static str; 5],
    sums: Vec<[&'a str; 5]>,
}

/// Sets the table in type.
///
/// # Errors
/// As [`to_pdf`].
pub fn typeset(form: &PrintedEvaluation, fonts: &Fonts) -> Result<Typeset, ReportError> {
    let data = Data {
        form,
        columns: COLUMNS,
        rows: table::rows(form),
        sum_columns: SUM_COLUMNS,
        sum_heads: SUM_HEADS,
        sums: table::sums(form),
    };
    let template = ("evaluation.typ", TEMPLATE);
    set_type(template, ("form.json", serde_json::to_vec(&data)?), fonts)
}

/// The table as PDF on A4. Its date is the year's last day, so that the same table gives the same bytes.
///
/// # Errors
/// [`ReportError::GlyphMissing`] when the text holds a character that the fonts cannot draw, and
/// [`ReportError::Typesetting`] when the template fails.
pub fn to_pdf(form: &PrintedEvaluation, fonts: &Fonts) -> Result<Vec<u8>, ReportError> {
    bytes(&typeset(form, fonts)?, &form.document.ident)
}
