//! The form 附件2-1 and what leads its figures back to their records: views to PDF, XLSX, DOCX,
//! JSON, plain text and CSV.
//!
//! The domain computes values and never rounds. This crate is where they become text on paper:
//! [`form::print`] turns a [`Form`](liandong_domain::performance::form::Form) into
//! [`form::PrintedForm`], and every output is drawn from that one value, so that the paper, the
//! spreadsheet and the JSON cannot disagree. Nothing here reads a clock: the same form gives the
//! same bytes.
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let form: liandong_domain::performance::form::Form = serde_json::from_str("")?;
//! use liandong_report::{Fonts, form};
//!
//! let fonts = Fonts::usual()?; // once in a process
//! let printed = form::print(&form);
//! std::fs::write("form.pdf", form::to_pdf(&printed, &fonts)?)?;
//! std::fs::write("form.xlsx", form::to_xlsx(&printed)?)?;
//! std::fs::write("form.docx", form::to_docx(&printed)?)?;
//! std::fs::write("form.json", form::to_json(&form)?)?;
//! # Ok(())
//! # }
//! ```

pub mod analysis;
pub mod assessment;
mod docx;
pub mod error;
pub mod evaluation;
pub mod explain;
pub mod fonts;
pub mod form;
pub mod ledger;
pub mod setup;
pub mod words;
mod workbook;

pub use error::ReportError;
pub use fonts::Fonts;
