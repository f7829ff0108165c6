//! What can go wrong when a report is drawn. The text of an error is for the person who runs the
//! program; none of it holds a caller's data.

use std::path::PathBuf;

/// Why a report could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The Chinese fonts are in none of the directories.
    #[error(
        "no face of {family:?} ({style}) under {}; install the Chinese fonts: apt-get install fonts-noto-cjk",
        listed(searched)
    )]
    FontMissing {
        /// The font family looked for.
        family: &'static str,
        /// Regular or bold.
        style: &'static str,
        /// Where it was looked for.
        searched: Vec<PathBuf>,
    },
    /// A font file that was found could not be read again.
    #[error("the font file {path} cannot be read as a font")]
    FontUnreadable {
        /// The file.
        path: PathBuf,
    },
    /// The text holds characters that the fonts cannot draw. An empty box on a signed form is
    /// worse than no form, so nothing is written.
    #[error("the fonts have no glyph for {characters:?}; take these characters out of the text")]
    GlyphMissing {
        /// The characters, each once, in the order of their code points.
        characters: String,
    },
    /// The form's template did not compile: a fault of this program.
    #[error("the form could not be typeset: {0}")]
    Typesetting(String),
    /// The spreadsheet could not be written.
    #[error("the spreadsheet could not be written: {0}")]
    Spreadsheet(#[from] rust_xlsxwriter::XlsxError),
    /// The Word document could not be packed.
    #[error("the document could not be written: {0}")]
    Document(#[from] zip::result::ZipError),
    /// The form could not be written as JSON.
    #[error("the form could not be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
}

fn listed(paths: &[PathBuf]) -> String {
    if paths.is_empty() {
        return "(no directory given)".into();
    }
    let names: Vec<String> = paths
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    names.join(", ")
}
