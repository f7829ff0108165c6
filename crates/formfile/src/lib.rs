//! Reads a form 附件2-1 from a file as an office has it: PDF, XLSX, DOCX or plain text.
//!
//! [`read`] knows a file by its content and never by its name, and makes a
//! [`Source`](liandong_formcheck::Source) of it: the form's text with the place of each letter, so that a
//! finding of the form check (表单校验) quotes what stands in the file and where. What is read:
//!
//! - **PDF**: letters with their positions and ruling lines; cells are put together from the lines, merged
//!   ones too; what stands outside of a table is read line by line.
//! - **XLSX**: the cells of the sheet that holds the form, as they are shown.
//! - **DOCX**: paragraphs and tables with their merged cells, boxes ticked or not.
//! - **Text**: UTF-8, UTF-16 and GB18030.
//!
//! It takes any bytes without panic, and everything is bounded ([`limits`]): the file, what its parts
//! unfold to, pages, cells and letters. A file that cannot be read is a [`FileError`] that says what whoever
//! sent it can do.

mod docx;
mod error;
mod form;
pub mod limits;
mod office;
mod out;
mod pdf;
mod text;
mod xlsx;

pub use error::FileError;
pub use form::{Form, Kind, read};
