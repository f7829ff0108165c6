//! The report as PDF: the template `report.typ`, with the report's text as JSON data.

use super::printed::PrintedReport;
use crate::{
    Fonts, ReportError,
    form::{Typeset, bytes, set_type},
};

const TEMPLATE: &str = include_str!("report.typ");
/// What stands for a character that the fonts cannot draw (下駄, 〓): somebody's words may hold any.
const UNDRAWN: &str = "〓";

/// The report as PDF on A4. Its date is the period's last day and its identifier comes from its figures,
/// so that the same report gives the same bytes. A character that the fonts cannot draw is printed as 〓.
///
/// # Errors
/// [`ReportError::Typesetting`] when the template fails.
pub fn to_pdf(report: &PrintedReport, fonts: &Fonts) -> Result<Vec<u8>, ReportError> {
    bytes(&typeset(report, fonts)?, &report.document.ident)
}

/// Sets the report in type.
///
/// # Errors
/// As [`to_pdf`].
pub fn typeset(report: &PrintedReport, fonts: &Fonts) -> Result<Typeset, ReportError> {
    let data = serde_json::to_string(report)?;
    let set = |data: &str| {
        let template = ("report.typ", TEMPLATE);
        set_type(template, ("report.json", data.as_bytes().to_vec()), fonts)
    };
    match set(&data) {
        Err(ReportError::GlyphMissing { characters }) => {
            let drawn = characters
                .chars()
                .fold(data, |text, one| text.replace(one, UNDRAWN));
            set(&drawn)
        }
        other => other,
    }
}
