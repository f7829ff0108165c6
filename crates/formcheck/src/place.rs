//! Where something stands on the form, and what stands there to the letter.

use serde::Serialize;
use std::fmt;

/// A place in the file that a form was read from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A part of one line of text. Lines and columns count from 1; columns count characters; `to` is
    /// the last column that belongs to it.
    Text {
        /// The line.
        line: u32,
        /// The first column.
        from: u32,
        /// The last column.
        to: u32,
    },
    /// A cell of a sheet or table, by its name (`B7`).
    Cell {
        /// The sheet's or table's name.
        sheet: String,
        /// The cell's name.
        cell: String,
    },
}

impl Place {
    /// The place in Chinese words: 第 12 行第 3 字, 附件2-1 B7.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::Text { line, from, .. } => format!("第 {line} 行第 {from} 字"),
            Self::Cell { sheet, cell } => format!("{sheet} {cell}"),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text { line, from, to } => write!(f, "L{line}:{from}–{to}"),
            Self::Cell { sheet, cell } => write!(f, "{sheet}!{cell}"),
        }
    }
}

/// A piece of a quotation: one place and its words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Piece {
    /// Where it stands.
    pub place: Place,
    /// What stands there, unchanged.
    pub text: String,
}

/// A verbatim quotation (引文). It has several pieces where the form breaks it over lines or cells.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Quote(pub Vec<Piece>);

impl Quote {
    /// Several quotations as one, in the order given.
    #[must_use]
    pub fn join(quotes: impl IntoIterator<Item = Self>) -> Self {
        Self(quotes.into_iter().flat_map(|quote| quote.0).collect())
    }

    /// Whether nothing is quoted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words of all pieces in a row, for a message.
    #[must_use]
    pub fn words(&self) -> String {
        self.0.iter().map(|piece| piece.text.trim()).collect()
    }
}
