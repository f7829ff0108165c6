//! A reader of Word documents for the tests: tables with their merged cells, lines, links, anchors.

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use std::io::{Cursor, Read};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Down {
    #[default]
    One,
    First,
    Covered,
}

#[derive(Debug, Default)]
pub(crate) struct Cell {
    /// From 0.
    pub(crate) column: usize,
    pub(crate) span: u32,
    pub(crate) width: u32,
    pub(crate) down: Down,
    pub(crate) paragraphs: Vec<String>,
}

impl Cell {
    pub(crate) fn text(&self) -> String {
        self.paragraphs.join("\n")
    }
}

#[derive(Debug, Default)]
pub(crate) struct Row {
    pub(crate) cells: Vec<Cell>,
    pub(crate) is_head: bool,
    pub(crate) is_whole: bool,
}

#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) columns: Vec<u32>,
    pub(crate) rows: Vec<Row>,
}

#[derive(Debug)]
pub(crate) struct Link {
    pub(crate) to: String,
    pub(crate) text: String,
}

/// A document as it was read.
#[derive(Debug, Default)]
pub(crate) struct Word {
    pub(crate) tables: Vec<Table>,
    /// Paragraphs outside of tables that are not empty.
    pub(crate) lines: Vec<String>,
    pub(crate) links: Vec<Link>,
    pub(crate) anchors: Vec<String>,
    pub(crate) core: String,
    pub(crate) footer: String,
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start
        .attributes()
        .map(|one| one.expect("an attribute"))
        .find(|one| one.key.as_ref() == name)?;
    Some(found.value.to_string())
}

fn number(start: &BytesStart<'_>, name: &str) -> u32 {
    let value = attribute(start, name).expect("a value");
    value.parse().expect("a number")
}

impl Word {
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip file");
        let mut part = |name: &str| {
            let mut text = String::new();
            let mut entry = zip.by_name(name).expect(name);
            entry.read_to_string(&mut text).expect("text");
            text
        };
        let mut word = Self {
            core: part("docProps/core.xml"),
            footer: part("word/footer1.xml"),
            ..Self::default()
        };
        for name in ["[Content_Types].xml", "_rels/.rels", "word/styles.xml"] {
            well_formed(&part(name));
        }
        for name in [
            "docProps/app.xml",
            "word/settings.xml",
            "word/fontTable.xml",
            "word/_rels/document.xml.rels",
        ] {
            well_formed(&part(name));
        }
        well_formed(&word.core);
        well_formed(&word.footer);
        word.body(&part("word/document.xml"));
        word
    }

    fn body(&mut self, text: &str) {
        let mut reader = Reader::from_str(text);
        let mut walk = Walk::default();
        loop {
            match reader.read_event().expect("well-formed XML") {
                Event::Start(start) => walk.open(self, &start),
                Event::Empty(start) => {
                    walk.open(self, &start);
                    walk.close(self, start.name().as_ref());
                }
                Event::End(end) => walk.close(self, end.name().as_ref()),
                Event::Text(text) if walk.in_text => walk.push(&text.xml10_content()),
                Event::GeneralRef(name) => {
                    let text = quick_xml::escape::resolve_predefined_entity(&name);
                    walk.push(text.expect("an entity"));
                }
                Event::Eof => break,
                _ => {}
            }
        }
    }
}

fn well_formed(text: &str) {
    let mut reader = Reader::from_str(text);
    while !matches!(reader.read_event().expect("well-formed"), Event::Eof) {}
}

#[derive(Default)]
struct Walk {
    in_text: bool,
    in_table: bool,
    in_stops: bool,
    paragraph: String,
    link: Option<Link>,
}

impl Walk {
    fn push(&mut self, text: &str) {
        self.paragraph.push_str(text);
        if let Some(link) = &mut self.link {
            link.text.push_str(text);
        }
    }

    fn open(&mut self, word: &mut Word, start: &BytesStart<'_>) {
        match start.name().as_ref() {
            "w:t" => self.in_text = true,
            "w:tabs" => self.in_stops = true,
            "w:tab" if !self.in_stops => self.paragraph.push('\t'),
            "w:br" => self.paragraph.push('\n'),
            "w:hyperlink" => {
                self.link = Some(Link {
                    to: attribute(start, "w:anchor").expect("an anchor"),
                    text: String::new(),
                });
            }
            "w:bookmarkStart" => {
                word.anchors
                    .push(attribute(start, "w:name").expect("a name"));
            }
            "w:tbl" => {
                self.in_table = true;
                word.tables.push(Table::default());
            }
            name => {
                if let Some(table) = word.tables.last_mut() {
                    in_table(table, name, start);
                }
            }
        }
    }

    fn close(&mut self, word: &mut Word, name: &str) {
        match name {
            "w:t" => self.in_text = false,
            "w:tabs" => self.in_stops = false,
            "w:tbl" => self.in_table = false,
            "w:hyperlink" => word.links.extend(self.link.take()),
            "w:p" => {
                let text = std::mem::take(&mut self.paragraph);
                let table = word.tables.last_mut().filter(|_| self.in_table);
                match table.and_then(|table| table.rows.last_mut()) {
                    Some(row) => row.cells.last_mut().expect("a cell").paragraphs.push(text),
                    None if text.is_empty() => {}
                    None => word.lines.push(text),
                }
            }
            _ => {}
        }
    }
}

fn in_table(table: &mut Table, name: &str, start: &BytesStart<'_>) {
    match name {
        "w:gridCol" => table.columns.push(number(start, "w:w")),
        "w:tr" => table.rows.push(Row::default()),
        _ => {
            if let Some(row) = table.rows.last_mut() {
                in_row(row, name, start);
            }
        }
    }
}

fn in_row(row: &mut Row, name: &str, start: &BytesStart<'_>) {
    match name {
        "w:tblHeader" => row.is_head = true,
        "w:cantSplit" => row.is_whole = true,
        "w:tc" => {
            let column: u32 = row.cells.iter().map(|cell| cell.span).sum();
            row.cells.push(Cell {
                column: usize::try_from(column).expect("a column"),
                span: 1,
                ..Cell::default()
            });
        }
        _ => {
            let Some(cell) = row.cells.last_mut() else {
                return;
            };
            match name {
                "w:gridSpan" => cell.span = number(start, "w:val"),
                "w:tcW" => cell.width = number(start, "w:w"),
                "w:vMerge" => {
                    let restart = attribute(start, "w:val").as_deref() == Some("restart");
                    cell.down = if restart { Down::First } else { Down::Covered };
                }
                _ => {}
            }
        }
    }
}
