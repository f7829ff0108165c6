//! The Chinese fonts of a form, and the typesetter's library that is built once beside them.

use crate::ReportError;
use std::path::{Path, PathBuf};
use typst::{
    Library, LibraryExt,
    text::{Font, FontBook, FontInfo, FontStyle, FontVariant, FontWeight},
    utils::LazyHash,
};
use typst_kit::fonts::{FontPath, FontSource};

/// Song (宋体) for the body, as an office prints, and its bold for titles.
pub(crate) const BODY: &str = "Noto Serif CJK SC";

/// The faces that a form needs, regular first.
const FACES: [(&str, FontWeight, &str); 2] = [
    (BODY, FontWeight::REGULAR, "regular"),
    (BODY, FontWeight::BOLD, "bold"),
];

/// Where Debian's `fonts-noto-cjk` and its kin put the files.
pub const USUAL_DIRECTORIES: [&str; 4] = [
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/noto-cjk",
    "/usr/local/share/fonts",
    "/usr/share/fonts/google-noto-cjk",
];

/// The fonts, held open for any number of forms. Finding them reads about 50 MB once; share one
/// value over the life of a process.
pub struct Fonts {
    pub(crate) library: LazyHash<Library>,
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) faces: Vec<Font>,
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fonts")
            .field("faces", &self.faces.len())
            .finish_non_exhaustive()
    }
}

impl Fonts {
    /// Finds Noto Serif CJK SC, regular and bold, below the directories, searched in their order;
    /// the first that holds a face gives it. Only these two faces are loaded, never all of the
    /// machine's fonts, so that the same form looks the same everywhere.
    ///
    /// # Errors
    /// [`ReportError::FontMissing`] when a face is in none of the directories (it names the package
    /// to install), [`ReportError::FontUnreadable`] when its file cannot be read.
    pub fn find(directories: &[PathBuf]) -> Result<Self, ReportError> {
        let mut found: [Option<FontPath>; FACES.len()] = [const { None }; FACES.len()];
        for directory in directories.iter().filter(|one| one.is_dir()) {
            for (path, info) in typst_kit::fonts::scan(directory) {
                let wanted = FACES.iter().position(|face| is_face(&info, face));
                if let Some(slot) = wanted.and_then(|at| found.get_mut(at)) {
                    slot.get_or_insert(path);
                }
            }
            if found.iter().all(Option::is_some) {
                break;
            }
        }
        let mut faces = Vec::with_capacity(FACES.len());
        for (path, (family, _, style)) in found.into_iter().zip(FACES) {
            let path = path.ok_or_else(|| ReportError::FontMissing {
                family,
                style,
                searched: directories.to_vec(),
            })?;
            let face = path.load();
            faces.push(face.ok_or(ReportError::FontUnreadable { path: path.path })?);
        }
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&faces)),
            faces,
        })
    }

    /// The font files' bytes, regular first: by their digests, a signed form says with which fonts it
    /// was set.
    pub fn files(&self) -> impl Iterator<Item = &[u8]> {
        self.faces.iter().map(|face| face.data().as_slice())
    }

    /// [`Fonts::find`] in [`USUAL_DIRECTORIES`].
    ///
    /// # Errors
    /// As [`Fonts::find`].
    pub fn usual() -> Result<Self, ReportError> {
        Self::find(&USUAL_DIRECTORIES.map(|one| Path::new(one).to_owned()))
    }
}

fn is_face(info: &FontInfo, (family, weight, _): &(&str, FontWeight, &str)) -> bool {
    let FontVariant {
        style, weight: has, ..
    } = info.variant;
    info.family == *family && style == FontStyle::Normal && has == *weight
}
