//! The zipped files of office programs, unfolded within the limits before anything reads them.
//!
//! Every part is inflated once and thrown away, so that a file that unfolds to gigabytes (解压炸弹) is refused by
//! what it really unfolds to and not by what it says.

use crate::{FileError, limits};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The parts of a zipped file that were measured.
pub(crate) struct Parts<'a> {
    bytes: &'a [u8],
    names: Vec<String>,
}

impl<'a> Parts<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, FileError> {
        let damaged = |_| FileError::Damaged("zip");
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        if archive.len() > limits::ENTRIES {
            return Err(FileError::TooMuch("parts"));
        }
        let mut left = limits::UNFOLDED;
        let mut names = Vec::new();
        for index in 0..archive.len() {
            let part = archive.by_index_raw(index).map_err(damaged)?;
            if part.encrypted() {
                return Err(FileError::Encrypted);
            }
            names.push(part.name().map_err(damaged)?.into_owned());
            drop(part);
            let part = archive.by_index(index).map_err(damaged)?;
            let mut some = part.take(left.saturating_add(1));
            let unfolded = std::io::copy(&mut some, &mut std::io::sink());
            let unfolded = unfolded.map_err(|_| FileError::Damaged("zip"))?;
            left = left
                .checked_sub(unfolded)
                .ok_or(FileError::TooMuch("unfolded"))?;
        }
        Ok(Self { bytes, names })
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.iter().any(|one| one.eq_ignore_ascii_case(name))
    }

    /// A part's text, which is UTF-8.
    pub(crate) fn text(&self, name: &str) -> Result<String, FileError> {
        let damaged = |_| FileError::Damaged("zip");
        let found = self
            .names
            .iter()
            .position(|one| one.eq_ignore_ascii_case(name));
        let index = found.ok_or(FileError::Damaged("document"))?;
        let mut archive = ZipArchive::new(Cursor::new(self.bytes)).map_err(damaged)?;
        let part = archive.by_index(index).map_err(damaged)?;
        let mut text = String::new();
        let read = part.take(limits::UNFOLDED).read_to_string(&mut text);
        read.map_err(|_| FileError::Damaged("xml"))?;
        Ok(text)
    }
}
