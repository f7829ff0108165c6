//! Which kind of file it is, and its way to a reading.

use crate::{FileError, docx, limits, office, pdf, text, xlsx};
use liandong_formcheck::{Reading, Source, read_source};

/// The kinds of files that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A PDF.
    Pdf,
    /// A workbook.
    Xlsx,
    /// A document.
    Docx,
    /// Plain text.
    Text,
}

impl Kind {
    /// Its code: `pdf`, `xlsx`, `docx`, `text`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Docx => "docx",
            Self::Text => "text",
        }
    }
}

/// A form's text with its places, as it stands in a file.
#[derive(Debug, Clone)]
pub struct Form {
    /// What the file is.
    pub kind: Kind,
    /// Its text.
    pub source: Source,
}

impl Form {
    /// The form as it is read.
    #[must_use]
    pub fn reading(self) -> Reading {
        read_source(self.source)
    }
}

/// Reads a file. Its kind is known by its content.
///
/// # Errors
/// [`FileError`], by what its sender can do.
pub fn read(bytes: &[u8]) -> Result<Form, FileError> {
    if bytes.len() > limits::FILE {
        return Err(FileError::TooLarge);
    }
    if bytes.is_empty() {
        return Err(FileError::Empty);
    }
    let form = |kind, source| Form { kind, source };
    if pdf::is_pdf(bytes) {
        return pdf::read(bytes).map(|source| form(Kind::Pdf, source));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        let parts = office::Parts::open(bytes)?;
        if parts.has("xl/workbook.xml") {
            return xlsx::read(bytes).map(|source| form(Kind::Xlsx, source));
        }
        if parts.has("word/document.xml") {
            return docx::read(&parts).map(|source| form(Kind::Docx, source));
        }
        return Err(FileError::OtherOffice);
    }
    // The container of DOC, XLS, and of any Office file under a password.
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        return Err(FileError::OldOffice);
    }
    text::read(bytes).map(|source| form(Kind::Text, source))
}
