//! Word documents (DOCX): paragraphs and tables with merged cells, as WordprocessingML (ISO/IEC 29500).
//!
//! The writer knows no form. Lengths are twips (1/20 point) unless said otherwise; a page is A4. Every
//! entry of the file carries the same date, so that the same document gives the same bytes. Why no library
//! does this: `docs/adr/0017-word-documents-and-workbooks-that-come-back.md`.

mod body;
mod package;
mod parts;
mod xml;

/// A share whose two numbers stand on a line below it: `97.50%`, `（78/80）`. Where a cell is too narrow for both,
/// programs break between the figure and its sign.
pub(crate) fn share_lines(text: &str) -> String {
    text.replace("%（", "%\n（")
}

/// What a paragraph is, which gives its type: font, size, indent, spacing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// A line above the table, 10.5 points, Song (宋体).
    Plain,
    /// The document's title, 15 points, bold, centred.
    Title,
    /// A cell of the head: 9.5 points, Song, centred.
    Cell,
    /// A section's heading within a cell.
    Heading,
    /// A narrative's paragraph: 9.5 points, Fangsong (仿宋), its first line indented by two characters.
    Body,
    /// A cell of a narrow table: 8 points, centred.
    Small,
    /// The same, from the left.
    SmallLeft,
    /// 6.5 points from the left, for identifiers.
    Tiny,
}

/// A piece of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Inline {
    /// Text; a line break in it is a line break on paper.
    Text(String),
    /// Bold text.
    Strong(String),
    /// To the next tab stop.
    Tab,
    /// Text that leads to an anchor of this document.
    Link {
        /// The anchor's name.
        to: String,
        /// The text.
        text: String,
    },
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Paragraph {
    pub(crate) style: Style,
    pub(crate) inlines: Vec<Inline>,
    /// The name by which links find it.
    pub(crate) anchor: Option<String>,
    /// Whether it stays on the page of what follows it.
    pub(crate) with_next: bool,
    /// Tab stops from the left edge of the text.
    pub(crate) stops: Vec<u32>,
}

impl Paragraph {
    pub(crate) fn new(style: Style, text: &str) -> Self {
        Self::of(style, vec![Inline::Text(text.to_owned())])
    }

    pub(crate) fn strong(style: Style, text: &str) -> Self {
        Self::of(style, vec![Inline::Strong(text.to_owned())])
    }

    pub(crate) fn of(style: Style, inlines: Vec<Inline>) -> Self {
        Self {
            style,
            inlines,
            anchor: None,
            with_next: false,
            stops: Vec::new(),
        }
    }

    pub(crate) fn anchored(self, name: String) -> Self {
        Self {
            anchor: Some(name),
            ..self
        }
    }

    pub(crate) fn with_next(self) -> Self {
        Self {
            with_next: true,
            ..self
        }
    }
}

/// How a cell stands to those above and below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Down {
    /// A cell of its own row.
    One,
    /// The first of several rows.
    First,
    /// Covered by a cell above.
    Covered,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cell {
    /// How many columns it takes, at least 1.
    pub(crate) span: u32,
    pub(crate) down: Down,
    pub(crate) paragraphs: Vec<Paragraph>,
    /// Whether its text begins at the top; else it stands in the middle.
    pub(crate) top: bool,
}

impl Cell {
    pub(crate) fn new(span: u32, paragraphs: Vec<Paragraph>) -> Self {
        Self {
            span,
            down: Down::One,
            paragraphs,
            top: false,
        }
    }

    /// A cell with one text.
    pub(crate) fn text(span: u32, style: Style, text: &str) -> Self {
        Self::new(span, vec![Paragraph::new(style, text)])
    }

    /// A cell with one bold text.
    pub(crate) fn strong(span: u32, style: Style, text: &str) -> Self {
        Self::new(span, vec![Paragraph::strong(style, text)])
    }

    pub(crate) fn top(self) -> Self {
        Self { top: true, ..self }
    }

    pub(crate) fn down(self, down: Down) -> Self {
        Self { down, ..self }
    }

    /// What lies under a cell that reaches over several rows.
    pub(crate) fn covered(span: u32, style: Style) -> Self {
        Self::text(span, style, "").down(Down::Covered)
    }
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Row {
    pub(crate) cells: Vec<Cell>,
    /// Whether it is printed again at the top of every page that the table reaches.
    pub(crate) is_head: bool,
    /// Whether it stays on one page.
    pub(crate) is_whole: bool,
    /// Its least height.
    pub(crate) least: u32,
}

impl Row {
    pub(crate) fn of(cells: Vec<Cell>) -> Self {
        Self {
            cells,
            ..Self::default()
        }
    }
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    /// The columns' widths, which sum to the width of the text.
    pub(crate) columns: Vec<u32>,
    pub(crate) rows: Vec<Row>,
    /// The room between a cell's side and its text.
    pub(crate) inset: u32,
}

/// What stands in a document, from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    Paragraph(Paragraph),
    Table(Table),
    /// What follows begins on a new page.
    NewPage,
    /// A line one point high, which keeps two tables apart.
    Seam,
}

/// What the file says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct About {
    pub(crate) title: String,
    pub(crate) author: String,
    /// Names what the document is made from.
    pub(crate) ident: String,
    /// `2024-08-31`: never the time of writing.
    pub(crate) day: String,
}

/// A whole document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Document {
    pub(crate) about: About,
    pub(crate) blocks: Vec<Block>,
}

impl Document {
    /// The file.
    ///
    /// # Errors
    /// [`ReportError::Document`](crate::ReportError::Document) when it cannot be packed.
    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>, crate::ReportError> {
        package::pack(&[
            ("[Content_Types].xml", parts::CONTENT_TYPES.to_owned()),
            ("_rels/.rels", parts::RELATIONS.to_owned()),
            ("docProps/core.xml", parts::core(&self.about)),
            ("docProps/app.xml", parts::APP.to_owned()),
            ("word/document.xml", body::document(&self.blocks)),
            (
                "word/_rels/document.xml.rels",
                parts::DOCUMENT_RELATIONS.to_owned(),
            ),
            ("word/styles.xml", parts::styles()),
            ("word/settings.xml", parts::SETTINGS.to_owned()),
            ("word/fontTable.xml", parts::FONT_TABLE.to_owned()),
            ("word/footer1.xml", parts::footer()),
        ])
    }
}
