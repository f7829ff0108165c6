//! Files of the folder, and the list of what is wrong with them.

use super::{error::FolderError, problem::Problem};
use std::{
    cell::RefCell,
    fs, io,
    path::{Path, PathBuf},
};

/// Everything that was found to be wrong so far.
#[derive(Debug)]
pub(super) struct Complaints {
    folder: PathBuf,
    /// The files of a folder that is part of the program; none for one on the disk.
    within: Option<Embedded>,
    all: RefCell<Vec<FolderError>>,
}

/// Files that are part of the program, by name.
pub(super) type Embedded = &'static [(&'static str, &'static str)];

impl Complaints {
    pub(super) fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            within: None,
            all: RefCell::default(),
        }
    }

    /// The same over files that are part of the program.
    pub(super) fn embedded(name: &str, files: Embedded) -> Self {
        Self {
            within: Some(files),
            ..Self::new(Path::new(name))
        }
    }

    fn bytes(&self, file: &str) -> io::Result<Vec<u8>> {
        let Some(files) = self.within else {
            return fs::read(self.folder.join(file));
        };
        let found = files.iter().find(|(name, _)| *name == file);
        let text = found.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        Ok(text.1.as_bytes().to_vec())
    }

    /// About a file, or, with an empty name, about the folder.
    pub(super) fn about_file(&self, file: &str, problem: Problem) {
        self.push(file, None, String::new(), problem);
    }

    fn push(
        &self,
        file: &str,
        place: Option<(usize, Option<usize>)>,
        field: String,
        problem: Problem,
    ) {
        self.all.borrow_mut().push(FolderError {
            folder: self.folder.clone(),
            file: file.to_owned(),
            line: place.map(|(line, _)| line),
            column: place.and_then(|(_, column)| column),
            field,
            problem,
        });
    }

    /// All of them, by file and place.
    pub(super) fn into_sorted(self) -> Vec<FolderError> {
        let mut all = self.all.into_inner();
        all.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
        all.dedup();
        all
    }

    /// Reads a file as UTF-8 text; a byte order mark, as spreadsheets write it, is taken off.
    pub(super) fn open(&self, file: &str) -> Option<Source<'_>> {
        let bytes = match self.bytes(file) {
            Ok(bytes) => bytes,
            Err(why) if why.kind() == io::ErrorKind::NotFound => {
                self.about_file(file, Problem::NoFile);
                return None;
            }
            Err(why) => {
                self.about_file(file, Problem::Unreadable(why.to_string()));
                return None;
            }
        };
        match String::from_utf8(bytes) {
            Ok(text) => Some(Source {
                complaints: self,
                file: file.to_owned(),
                text: text
                    .strip_prefix('\u{feff}')
                    .map(str::to_owned)
                    .unwrap_or(text),
            }),
            Err(why) => {
                let good = why.utf8_error().valid_up_to();
                let line = 1 + why.as_bytes()[..good]
                    .iter()
                    .filter(|byte| **byte == b'\n')
                    .count();
                self.push(file, Some((line, None)), String::new(), Problem::NotUtf8);
                None
            }
        }
    }

    /// Whether the folder has the file; for those that may be absent.
    pub(super) fn has(&self, file: &str) -> bool {
        match self.within {
            Some(files) => files.iter().any(|(name, _)| *name == file),
            None => self.folder.join(file).exists(),
        }
    }
}

/// A file's text.
#[derive(Debug)]
pub(super) struct Source<'a> {
    complaints: &'a Complaints,
    /// The name in the folder.
    pub(super) file: String,
    pub(super) text: String,
}

impl Source<'_> {
    /// Line and column, from 1, of a byte.
    pub(super) fn place(&self, at: usize) -> (usize, usize) {
        let before = self.text.get(..at).unwrap_or(&self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        (line, column)
    }

    /// `members.csv:12`.
    pub(super) fn line_of(&self, at: usize) -> String {
        format!("{}:{}", self.file, self.place(at).0)
    }

    /// About a place in the file.
    pub(super) fn complain(&self, at: usize, field: &str, problem: Problem) {
        let (line, column) = self.place(at);
        self.complaints.push(
            &self.file,
            Some((line, Some(column))),
            field.to_owned(),
            problem,
        );
    }

    /// About the file as a whole.
    pub(super) fn complain_of_all(&self, problem: Problem) {
        self.complaints.about_file(&self.file, problem);
    }
}
