//! 附件2-1 财政项目支出绩效运行监控（跟踪评价）（重点）: printing, and the files it is printed to.

mod draft;
mod header;
mod json;
mod pdf;
mod print;
mod printed;
mod rows;
mod sources;
mod xlsx;

pub use json::to_json;
pub use pdf::{Typeset, to_pdf, typeset};
pub use print::print;
pub use printed::{
    Advice, DocumentMeta, Header, IndicatorRow, JudgementCell, Judgements, Labelled, PrintedForm,
    Sections, Source, Tick,
};
pub(crate) use sources::exclusions as exclusions_in_words;
pub use xlsx::to_xlsx;
