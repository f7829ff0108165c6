//! The form as a Word document: the district's own layout, for an office that edits and prints with Word
//! or WPS.

mod appendix;
mod head;
mod indicators;

use super::printed::PrintedForm;
use crate::{
    ReportError,
    docx::{About, Block, Document, Inline, Paragraph, Style},
};

/// The form as DOCX on A4, with the appendix of its sources; the marks ①… lead there and back. Its date
/// is the last day of the tracking period, so that the same form gives the same bytes.
///
/// # Errors
/// [`ReportError::Document`] when the file cannot be packed.
pub fn to_docx(form: &PrintedForm) -> Result<Vec<u8>, ReportError> {
    let meta = &form.document;
    let town = format!("街镇名称：{}　　　　　　（盖章）", form.header.town_name);
    let document = Document {
        about: About {
            title: format!("{} {}", form.header.project_name, form.title),
            author: form.header.budget_unit.clone(),
            ident: meta.ident.clone(),
            day: format!("{:04}-{:02}-{:02}", meta.year, meta.month, meta.day),
        },
        blocks: vec![
            Block::Paragraph(Paragraph::new(Style::Plain, &form.annex)),
            Block::Paragraph(Paragraph::new(Style::Title, &form.title)),
            Block::Paragraph(Paragraph::new(Style::Plain, &town)),
            Block::Table(head::table(form)),
            // The indicators begin on their own page, as on the district's sheet; so their merged cells
            // seldom have to break.
            Block::NewPage,
            Block::Table(indicators::table(form)),
            Block::NewPage,
            Block::Paragraph(Paragraph::of(
                Style::Title,
                vec![Inline::Text("附：数据来源与计算口径".into())],
            )),
        ]
        .into_iter()
        .chain(
            form.basis
                .iter()
                .map(|text| Block::Paragraph(Paragraph::new(Style::SmallLeft, text))),
        )
        .chain([Block::Table(appendix::table(form))])
        .collect(),
    };
    document.to_bytes()
}

/// The anchor of a row of the indicator table.
fn row_anchor(index: usize) -> String {
    format!("row_{index}")
}

/// The anchor of a row of the appendix.
fn source_anchor(index: usize) -> String {
    format!("source_{index}")
}

/// A label whose bracket stands on a line of its own, as on the district's sheet.
fn two_lines(label: &str) -> String {
    label.replace('（', "\n（")
}

/// A narrative, each paragraph indented.
fn paragraphs(texts: &[String]) -> impl Iterator<Item = Paragraph> {
    texts.iter().map(|text| Paragraph::new(Style::Body, text))
}
