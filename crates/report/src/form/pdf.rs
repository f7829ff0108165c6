//! The form as PDF: the template `form.typ` is set by typst, and the form's text reaches it as JSON
//! data, never as markup.

use super::printed::PrintedForm;
use crate::{Fonts, ReportError};
use std::collections::BTreeSet;
use typst::{
    Library, World,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Bytes, Datetime, Duration, Smart},
    layout::{Frame, FrameItem},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

const TEMPLATE: &str = include_str!("form.typ");
/// How many renderings a memoised layout outlives: enough for a second form of the same town, and
/// a bound on what a long-running server keeps.
const KEPT_RENDERINGS: usize = 4;

/// The form as PDF. Its date is the last day of the tracking period and its identifier comes from
/// what it rests on, so that the same form gives the same bytes.
///
/// # Errors
/// [`ReportError::GlyphMissing`] when the text holds a character that the fonts cannot draw, and
/// [`ReportError::Typesetting`] when the template fails.
pub fn to_pdf(form: &PrintedForm, fonts: &Fonts) -> Result<Vec<u8>, ReportError> {
    bytes(&typeset(form, fonts)?, &form.document.ident)
}

/// The bytes of what was set in type, under an identifier of its own.
pub(crate) fn bytes(set: &Typeset, ident: &str) -> Result<Vec<u8>, ReportError> {
    let options = PdfOptions {
        ident: Smart::Custom(ident.to_owned()),
        creator: Smart::Custom(Some("Liandong".into())),
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&set.document, &options).map_err(|errors| typesetting(&errors))?;
    typst::comemo::evict(KEPT_RENDERINGS);
    Ok(bytes)
}

/// The form in type, page by page, before it becomes a file.
#[derive(Debug)]
pub struct Typeset {
    document: PagedDocument,
}

impl Typeset {
    /// How many pages.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.document.pages().len()
    }

    /// All text of a page (from 0) in the order of its drawing.
    #[must_use]
    pub fn text(&self, page: usize) -> String {
        let mut text = String::new();
        if let Some(page) = self.document.pages().get(page) {
            each_text(&page.frame, &mut |item| text.push_str(&item.text));
        }
        text
    }

    /// Whether all text of every page lies between its left and right edge.
    #[must_use]
    pub fn within_edges(&self) -> bool {
        self.document
            .pages()
            .iter()
            .all(|page| inside(&page.frame, 0.0, page.frame.width().to_pt()))
    }
}

/// Sets the form in type.
///
/// # Errors
/// As [`to_pdf`].
pub fn typeset(form: &PrintedForm, fonts: &Fonts) -> Result<Typeset, ReportError> {
    set_type(
        ("form.typ", TEMPLATE),
        ("form.json", serde_json::to_vec(form)?),
        fonts,
    )
}

/// Sets a template in type; its data is the one file that it may read.
pub(crate) fn set_type(
    (name, template): (&str, &str),
    (data_name, data): (&str, Vec<u8>),
    fonts: &Fonts,
) -> Result<Typeset, ReportError> {
    let sheet = Sheet {
        fonts,
        template: Source::new(file(name)?, template.to_owned()),
        data: (file(data_name)?, Bytes::new(data)),
    };
    let document = typst::compile::<PagedDocument>(&sheet)
        .output
        .map_err(|errors| typesetting(&errors))?;
    let missing = missing_glyphs(&document);
    if missing.is_empty() {
        Ok(Typeset { document })
    } else {
        Err(ReportError::GlyphMissing {
            characters: missing,
        })
    }
}

fn file(name: &str) -> Result<FileId, ReportError> {
    let path =
        VirtualPath::new(name).map_err(|error| ReportError::Typesetting(error.to_string()))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn typesetting(errors: &[SourceDiagnostic]) -> ReportError {
    let lines: Vec<&str> = errors.iter().map(|one| one.message.as_str()).collect();
    ReportError::Typesetting(lines.join("; "))
}

/// Characters that came out as the fonts' empty box (glyph 0).
fn missing_glyphs(document: &PagedDocument) -> String {
    let mut missing = BTreeSet::new();
    for page in document.pages() {
        each_text(&page.frame, &mut |item| {
            for glyph in item.glyphs.iter().filter(|glyph| glyph.id == 0) {
                missing.extend(item.text[glyph.range()].chars());
            }
        });
    }
    missing.into_iter().collect()
}

fn each_text(frame: &Frame, see: &mut impl FnMut(&typst::text::TextItem)) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => each_text(&group.frame, see),
            FrameItem::Text(text) => see(text),
            _ => {}
        }
    }
}

/// `left` is where the frame begins on its page, in points.
fn inside(frame: &Frame, left: f64, width: f64) -> bool {
    frame.items().all(|(at, item)| {
        let begin = left + at.x.to_pt();
        match item {
            FrameItem::Group(group) => inside(&group.frame, begin, width),
            FrameItem::Text(text) => begin >= 0.0 && begin + text.width().to_pt() <= width,
            _ => true,
        }
    })
}

/// The two files that the typesetter may read: the template and its data. There is no other file,
/// no package, no clock.
struct Sheet<'a> {
    fonts: &'a Fonts,
    template: Source,
    data: (FileId, Bytes),
}

impl World for Sheet<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.fonts.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() {
            Ok(self.template.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data.0 {
            Ok(self.data.1.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.faces.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
