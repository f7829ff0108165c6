//! Documents: paragraphs, and tables with their merged cells.
//!
//! A cell that goes on from the row above (`vMerge` without `restart`) holds nothing of its own. Boxes are
//! characters, symbols of the Wingdings fonts, or the check boxes of forms; all come out as ☑ or □. What was
//! deleted under tracking is not read, and of an alternative only the first.

use crate::{FileError, limits, office::Parts, out::Out};
use liandong_formcheck::Source;
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

/// Elements whose text is no part of the document as it is shown.
const SKIPPED: [&str; 5] = ["Fallback", "moveFrom", "del", "instrText", "delText"];

pub(crate) fn read(parts: &Parts<'_>) -> Result<Source, FileError> {
    let text = parts.text("word/document.xml")?;
    let mut xml = Reader::from_str(&text);
    let mut walk = Walk::default();
    loop {
        let event = xml.read_event().map_err(|_| FileError::Damaged("xml"))?;
        match event {
            Event::Start(start) => walk.open(&start, false)?,
            Event::Empty(start) => walk.open(&start, true)?,
            Event::End(end) => walk.close(end.local_name().as_ref())?,
            Event::Text(text) => walk.text(&text.xml10_content()),
            Event::CData(text) => walk.text(&text.xml10_content()),
            Event::GeneralRef(name) => {
                if let Ok(Some(letter)) = name.resolve_char_ref() {
                    walk.text(letter.encode_utf8(&mut [0; 4]));
                } else if let Some(text) = quick_xml::escape::resolve_predefined_entity(&name) {
                    walk.text(text);
                }
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    if walk.depth > 0 {
        return Err(FileError::Damaged("xml"));
    }
    walk.out.finish(FileError::Empty)
}

/// A table that is being read.
#[derive(Default)]
struct Table {
    number: usize,
    row: usize,
    cell: usize,
    /// Whether the cell goes on from the row above.
    covered: bool,
    text: String,
}

#[derive(Default)]
struct Walk {
    out: Out,
    depth: usize,
    /// The depth at which what is not shown began.
    skipping: Option<usize>,
    in_text: bool,
    paragraph: String,
    paragraphs: usize,
    tables: Vec<Table>,
    tables_seen: usize,
    /// A check box of an old form: its default, then what it was set to.
    legacy: Option<bool>,
}

impl Walk {
    fn open(&mut self, start: &BytesStart<'_>, is_empty: bool) -> Result<(), FileError> {
        let name = start.local_name();
        let name = name.as_ref();
        if !is_empty {
            self.depth += 1;
            if self.depth > limits::DEPTH {
                return Err(FileError::TooMuch("depth"));
            }
        }
        if self.skipping.is_some() {
            return Ok(());
        }
        if SKIPPED.contains(&name) {
            if !is_empty {
                self.skipping = Some(self.depth);
            }
            return Ok(());
        }
        match name {
            "t" => self.in_text = !is_empty,
            "tab" if self.has_run_text() => self.paragraph.push('\t'),
            "br" | "cr" => self.paragraph.push('\n'),
            "noBreakHyphen" => self.paragraph.push('-'),
            "sym" => self.paragraph.extend(symbol(start)),
            "checkBox" => self.legacy = Some(false),
            "default" | "checked" if self.legacy.is_some() => {
                self.legacy = Some(value(start, "val").is_none_or(|value| is_on(&value)));
            }
            "tbl" => self.begin_table()?,
            "tr" => self.begin_row(),
            "tc" => self.begin_cell(),
            "vMerge" => {
                if let Some(table) = self.tables.last_mut() {
                    table.covered = value(start, "val").as_deref() != Some("restart");
                }
            }
            _ => {}
        }
        if is_empty && name == "checkBox" {
            self.finish_box();
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), FileError> {
        let at = self.depth;
        self.depth = self.depth.saturating_sub(1);
        if let Some(from) = self.skipping {
            if from == at {
                self.skipping = None;
            }
            return Ok(());
        }
        match name {
            "t" => self.in_text = false,
            "checkBox" => self.finish_box(),
            "p" => self.finish_paragraph()?,
            "tc" => self.finish_cell()?,
            "tbl" => {
                self.finish_paragraph()?;
                self.finish_cell()?;
                self.tables.pop();
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.in_text && self.skipping.is_none() {
            self.paragraph.push_str(text);
        }
    }

    /// A tab between words, not the definition of a tab stop.
    fn has_run_text(&self) -> bool {
        !self.paragraph.is_empty()
    }

    fn finish_box(&mut self) {
        if let Some(is_checked) = self.legacy.take() {
            self.paragraph.push(if is_checked { '☑' } else { '□' });
        }
    }

    fn finish_paragraph(&mut self) -> Result<(), FileError> {
        let text = std::mem::take(&mut self.paragraph);
        if let Some(table) = self.tables.last_mut() {
            if !table.text.is_empty() && !text.is_empty() {
                table.text.push('\n');
            }
            table.text.push_str(&text);
            return Ok(());
        }
        self.paragraphs += 1;
        self.out.next_row();
        self.out
            .push("正文", &format!("第{}段", self.paragraphs), &text)
    }

    /// A table within a cell: what stands before it in the cell comes before it.
    fn begin_table(&mut self) -> Result<(), FileError> {
        self.finish_paragraph()?;
        self.finish_cell()?;
        self.tables_seen += 1;
        self.tables.push(Table {
            number: self.tables_seen,
            ..Table::default()
        });
        Ok(())
    }

    fn begin_row(&mut self) {
        self.out.next_row();
        if let Some(table) = self.tables.last_mut() {
            table.row += 1;
            table.cell = 0;
        }
    }

    fn begin_cell(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.cell += 1;
            table.covered = false;
        }
    }

    fn finish_cell(&mut self) -> Result<(), FileError> {
        let Some(table) = self.tables.last_mut() else {
            return Ok(());
        };
        let text = std::mem::take(&mut table.text);
        if table.covered {
            return Ok(());
        }
        let sheet = format!("表{}", table.number);
        let cell = format!("第{}行第{}格", table.row, table.cell);
        self.out.push(&sheet, &cell, &text)
    }
}

fn value(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    let found = attributes.find(|one| one.key.local_name().as_ref() == name)?;
    Some(found.value.into_owned())
}

fn is_on(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off")
}

/// The boxes and ticks of the Wingdings fonts; any other symbol is a space that parts two words.
fn symbol(start: &BytesStart<'_>) -> Option<char> {
    let font = value(start, "font")?;
    let code = u32::from_str_radix(&value(start, "char")?, 16).ok()? & 0xff;
    Some(match (font.as_str(), code) {
        ("Wingdings", 0xfc) | ("Wingdings 2", 0x50) => '√',
        ("Wingdings", 0xfe | 0xfd) | ("Wingdings 2", 0x51..=0x54) => '☑',
        ("Wingdings", 0x6f | 0x71 | 0x72 | 0xa8) | ("Wingdings 2", 0x2a | 0x30 | 0xa3) => '□',
        _ => ' ',
    })
}
