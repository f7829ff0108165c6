//! What the readers write to: a source whose rows and letters are counted.

use crate::{FileError, limits};
use liandong_formcheck::Source;

/// A source that grows within the limits.
#[derive(Default)]
pub(crate) struct Out {
    source: Source,
    row: u32,
    pieces: usize,
    letters: usize,
}

impl Out {
    /// Goes on to the next row; a paragraph and a line of text are rows of their own.
    pub(crate) const fn next_row(&mut self) {
        self.row = self.row.saturating_add(1);
    }

    /// Appends a cell to the row. Its lines are told apart by line ends.
    pub(crate) fn push(&mut self, sheet: &str, cell: &str, text: &str) -> Result<(), FileError> {
        if self.counts(text)? {
            self.source.push(sheet, cell, self.row, text);
        }
        Ok(())
    }

    /// Goes on with the cell before.
    pub(crate) fn go_on(&mut self, sheet: &str, cell: &str, text: &str) -> Result<(), FileError> {
        if self.counts(text)? {
            self.source.go_on(sheet, cell, self.row, text);
        }
        Ok(())
    }

    /// Counts a text; whether there is any.
    fn counts(&mut self, text: &str) -> Result<bool, FileError> {
        if text.trim().is_empty() {
            return Ok(false);
        }
        self.pieces += 1 + text.matches('\n').count();
        self.letters += text.len();
        if self.pieces > limits::PIECES {
            return Err(FileError::TooMuch("cells"));
        }
        if self.letters > limits::TEXT {
            return Err(FileError::TooMuch("letters"));
        }
        Ok(true)
    }

    /// The source, unless nothing was written.
    pub(crate) fn finish(self, nothing: FileError) -> Result<Source, FileError> {
        if self.pieces == 0 {
            Err(nothing)
        } else {
            Ok(self.source)
        }
    }
}
