//! 附件2-1 财政项目支出绩效运行监控（跟踪评价）（重点）: printing, and the files it is printed to.

/// The edition of the print template (表样). A change that alters the bytes of a form is a new edition, and the
/// former stays beside it: what was signed with it is made again with it.
pub const TEMPLATE_EDITION: u32 = 1;

mod changes;
mod check;
mod docx;
mod draft;
mod edited;
mod header;
mod json;
pub(crate) mod pdf;
mod print;
mod printed;
mod rows;
mod sources;
mod warnings;
pub(crate) mod xlsx;

pub use changes::{Change, ChangeKind, changes};
pub use check::source;
pub use docx::to_docx;
pub use edited::sign;
pub use json::to_json;
pub use pdf::{Typeset, to_pdf, typeset};
pub(crate) use pdf::{bytes, set_type};
pub use print::{filed, print};
pub use printed::{
    Advice, DocumentMeta, Header, IndicatorRow, JudgementCell, Judgements, Labelled, PrintedForm,
    Sections, Source, Tick,
};
pub(crate) use rows::row_span;
pub(crate) use sources::exclusions as exclusions_in_words;
pub use warnings::{Warning, WarningKind, warnings};
pub use xlsx::{ImportError, Imported, from_xlsx, import_xlsx, to_xlsx};
