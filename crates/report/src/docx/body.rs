//! The text itself: `word/document.xml`.

use super::{
    Block, Cell, Down, Inline, Paragraph, Row, Table,
    parts::{NAMESPACES, style_id},
    xml::Xml,
};

/// A4 upright, with the margins of the PDF: 12 mm at the sides, 14 mm above, 15 mm below.
const PAGE: (&str, &str) = ("11906", "16838");

pub(super) fn document(blocks: &[Block]) -> String {
    let mut writer = Writer { anchors: 0 };
    let mut xml = Xml::part();
    xml.element("w:document", NAMESPACES, |xml| {
        xml.element("w:body", &[], |xml| {
            for block in blocks {
                match block {
                    Block::Paragraph(one) => writer.paragraph(xml, one),
                    Block::Table(one) => writer.table(xml, one),
                    Block::NewPage => hairline(xml, true),
                    Block::Seam => hairline(xml, false),
                }
            }
            section(xml);
        });
    });
    xml.finish()
}

/// A line one point high. It begins a page where it is asked to: a page break would need a line of the page before,
/// and where a table fills that page, an empty page would follow.
fn hairline(xml: &mut Xml, begins_page: bool) {
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| {
            if begins_page {
                xml.empty("w:pageBreakBefore", &[]);
            }
            xml.empty(
                "w:spacing",
                &[
                    ("w:before", "0"),
                    ("w:after", "0"),
                    ("w:line", "20"),
                    ("w:lineRule", "exact"),
                ],
            );
            xml.element("w:rPr", &[], |xml| xml.value("w:sz", "2"));
        });
    });
}

fn section(xml: &mut Xml) {
    xml.element("w:sectPr", &[], |xml| {
        xml.empty(
            "w:footerReference",
            &[("w:type", "default"), ("r:id", "rId4")],
        );
        xml.empty("w:pgSz", &[("w:w", PAGE.0), ("w:h", PAGE.1)]);
        xml.empty(
            "w:pgMar",
            &[
                ("w:top", "794"),
                ("w:right", "680"),
                ("w:bottom", "850"),
                ("w:left", "680"),
                ("w:header", "425"),
                ("w:footer", "482"),
                ("w:gutter", "0"),
            ],
        );
    });
}

struct Writer {
    /// How many anchors stand so far; each needs a number of its own.
    anchors: u32,
}

impl Writer {
    fn paragraph(&mut self, xml: &mut Xml, one: &Paragraph) {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| properties(xml, one));
            let anchor = one.anchor.as_deref().map(|name| {
                self.anchors += 1;
                (self.anchors.to_string(), name)
            });
            if let Some((id, name)) = &anchor {
                xml.empty("w:bookmarkStart", &[("w:id", id), ("w:name", name)]);
            }
            for inline in &one.inlines {
                piece(xml, inline);
            }
            if let Some((id, _)) = &anchor {
                xml.empty("w:bookmarkEnd", &[("w:id", id)]);
            }
        });
    }

    fn table(&mut self, xml: &mut Xml, table: &Table) {
        let width: u32 = table.columns.iter().sum();
        xml.element("w:tbl", &[], |xml| {
            xml.element("w:tblPr", &[], |xml| {
                xml.empty("w:tblW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
                xml.value("w:jc", "center");
                borders(xml);
                xml.empty("w:tblLayout", &[("w:type", "fixed")]);
                margins(xml, table.inset);
            });
            xml.element("w:tblGrid", &[], |xml| {
                for column in &table.columns {
                    xml.empty("w:gridCol", &[("w:w", &column.to_string())]);
                }
            });
            for row in &table.rows {
                self.row(xml, row, &table.columns);
            }
        });
    }

    fn row(&mut self, xml: &mut Xml, row: &Row, columns: &[u32]) {
        xml.element("w:tr", &[], |xml| {
            xml.element("w:trPr", &[], |xml| {
                if row.is_whole || row.is_head {
                    xml.empty("w:cantSplit", &[]);
                }
                if row.least > 0 {
                    let least = row.least.to_string();
                    xml.empty("w:trHeight", &[("w:val", &least), ("w:hRule", "atLeast")]);
                }
                if row.is_head {
                    xml.empty("w:tblHeader", &[]);
                }
            });
            let mut widths = columns.iter();
            for cell in &row.cells {
                let span = usize::try_from(cell.span).unwrap_or(1);
                let width = widths.by_ref().take(span).sum();
                self.cell(xml, cell, width);
            }
        });
    }

    fn cell(&mut self, xml: &mut Xml, cell: &Cell, width: u32) {
        xml.element("w:tc", &[], |xml| {
            xml.element("w:tcPr", &[], |xml| {
                xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
                if cell.span > 1 {
                    xml.value("w:gridSpan", &cell.span.to_string());
                }
                match cell.down {
                    Down::One => {}
                    Down::First => xml.value("w:vMerge", "restart"),
                    Down::Covered => xml.empty("w:vMerge", &[]),
                }
                xml.value("w:vAlign", if cell.top { "top" } else { "center" });
            });
            for one in &cell.paragraphs {
                self.paragraph(xml, one);
            }
            // A cell without a paragraph is no cell to Word.
            if cell.paragraphs.is_empty() {
                xml.empty("w:p", &[]);
            }
        });
    }
}

fn properties(xml: &mut Xml, one: &Paragraph) {
    xml.value("w:pStyle", style_id(one.style));
    if one.with_next {
        xml.empty("w:keepNext", &[]);
    }
    if !one.stops.is_empty() {
        xml.element("w:tabs", &[], |xml| {
            for stop in &one.stops {
                let at = stop.to_string();
                xml.empty("w:tab", &[("w:val", "left"), ("w:pos", &at)]);
            }
        });
    }
}

fn piece(xml: &mut Xml, inline: &Inline) {
    match inline {
        Inline::Text(text) => run(xml, text, false),
        Inline::Strong(text) => run(xml, text, true),
        Inline::Tab => xml.element("w:r", &[], |xml| xml.empty("w:tab", &[])),
        Inline::Link { to, text } => {
            xml.element(
                "w:hyperlink",
                &[("w:anchor", to), ("w:history", "1")],
                |xml| run(xml, text, false),
            );
        }
    }
}

/// A run. Marks, boxes and quotation marks are wide in Chinese type, hence the hint.
fn run(xml: &mut Xml, text: &str, bold: bool) {
    if text.is_empty() {
        return;
    }
    xml.element("w:r", &[], |xml| {
        xml.element("w:rPr", &[], |xml| {
            xml.empty("w:rFonts", &[("w:hint", "eastAsia")]);
            if bold {
                xml.empty("w:b", &[]);
            }
        });
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                xml.empty("w:br", &[]);
            }
            for (index, part) in line.split('\t').enumerate() {
                if index > 0 {
                    xml.empty("w:tab", &[]);
                }
                if !part.is_empty() {
                    xml.element("w:t", &[("xml:space", "preserve")], |xml| xml.text(part));
                }
            }
        }
    });
}

fn borders(xml: &mut Xml) {
    xml.element("w:tblBorders", &[], |xml| {
        for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
            xml.empty(
                &format!("w:{side}"),
                &[
                    ("w:val", "single"),
                    ("w:sz", "4"),
                    ("w:space", "0"),
                    ("w:color", "auto"),
                ],
            );
        }
    });
}

fn margins(xml: &mut Xml, inset: u32) {
    let inset = inset.to_string();
    xml.element("w:tblCellMar", &[], |xml| {
        for (side, width) in [
            ("top", "40"),
            ("left", &inset),
            ("bottom", "40"),
            ("right", &inset),
        ] {
            xml.empty(&format!("w:{side}"), &[("w:w", width), ("w:type", "dxa")]);
        }
    });
}
