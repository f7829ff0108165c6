//! Daily notice (日通报), weekly summary (周汇总), monthly analysis (月分析) from values to paper.
//!
//! [`print`] turns a [`Report`](liandong_analysis::Report) into a [`PrintedReport`]: rounded figures and
//! sentences. PDF and XLSX are drawn from it. Nothing here reads a clock: the same report gives the same
//! bytes.

mod findings;
mod pdf;
mod print;
mod printed;
mod tables;
mod tests;
mod words;
mod xlsx;

pub use findings::sentences;
pub use pdf::{to_pdf, typeset};
pub use print::{Heading, print};
pub use printed::PrintedReport;
pub use xlsx::to_xlsx;
