//! How much of a file is read. A form has some four pages and a few hundred cells; these bounds are far
//! above any form, and keep what a hostile file can cost small.

/// The largest file, in bytes.
pub const FILE: usize = 10 * 1024 * 1024;
/// What all parts of a file may unfold to together, in bytes.
pub const UNFOLDED: u64 = 64 * 1024 * 1024;
/// Parts of a zipped file.
pub const ENTRIES: usize = 2_000;
/// Pages of a PDF.
pub const PAGES: usize = 60;
/// Cells, paragraphs and lines.
pub const PIECES: usize = 50_000;
/// Letters, in bytes of UTF-8.
pub const TEXT: usize = 2 * 1024 * 1024;
/// How deep elements and tables may stand in one another.
pub const DEPTH: usize = 200;
/// Letters, lines and other drawing steps of a PDF.
pub const STEPS: usize = 1_000_000;
/// Ruling lines of one page of a PDF.
pub const RULES: usize = 20_000;
