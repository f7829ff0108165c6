//! The table as a Word document.

use super::{
    printed::PrintedEvaluation,
    table::{self, COLUMNS, SUM_COLUMNS, SUM_HEADS},
};
use crate::{
    ReportError,
    docx::{About, Block, Cell, Document, Down, Inline, Paragraph, Row, Style, Table, share_lines},
};

/// The width of the text on A4, in twips.
const WIDTH: u32 = 10_546;
/// A row with a longer text than this may break over pages; any other stays whole.
const LONG: usize = 300;

/// The table as DOCX on A4, with the arithmetic of every score. Its date is the year's last day, so that the same
/// table gives the same bytes.
///
/// # Errors
/// [`ReportError::Document`] when the file cannot be packed.
pub fn to_docx(form: &PrintedEvaluation) -> Result<Vec<u8>, ReportError> {
    let meta = &form.document;
    let mut year = Paragraph::new(Style::Cell, &form.year);
    year.with_next = true;
    let mut blocks = vec![
        Block::Paragraph(Paragraph::new(Style::Title, &form.title).with_next()),
        Block::Paragraph(year),
        Block::Paragraph(Paragraph::new(Style::Small, "")),
    ];
    // The indicators' head can be repeated only at the top of a table of its own. Two tables that touch are one to
    // Word; a line one point high stands between them.
    let all = table::rows(form);
    let at = all.iter().position(|row| row.is_head).unwrap_or(0);
    let (above, indicators) = all.split_at(at);
    blocks.push(Block::Table(drawn(above)));
    blocks.push(Block::Seam);
    blocks.push(Block::Table(drawn(indicators)));
    blocks.push(Block::Paragraph(
        Paragraph::strong(Style::Heading, "说明：").with_next(),
    ));
    let small = |text: &String| Block::Paragraph(Paragraph::new(Style::SmallLeft, text));
    blocks.extend(form.notes.iter().map(small));
    blocks.push(Block::Paragraph(signatures(form)));
    blocks.push(Block::NewPage);
    blocks.push(Block::Paragraph(Paragraph::new(
        Style::Title,
        "附：得分计算",
    )));
    blocks.extend(form.basis.iter().map(small));
    blocks.push(Block::Table(sums(form)));
    Document {
        about: About {
            title: format!("{} {}", form.project_name, form.title),
            author: form.department.clone(),
            ident: meta.ident.clone(),
            day: format!("{:04}-{:02}-{:02}", meta.year, meta.month, meta.day),
        },
        blocks,
    }
    .to_bytes()
}

/// Widths in millimetres as twips that sum to the width of the text.
fn twips(widths: &[u32]) -> Vec<u32> {
    let all: u32 = widths.iter().sum();
    let mut columns: Vec<u32> = widths.iter().map(|one| one * WIDTH / all.max(1)).collect();
    let left = WIDTH.saturating_sub(columns.iter().sum());
    if let Some(last) = columns.last_mut() {
        *last += left;
    }
    columns
}

fn drawn(rows: &[table::Row]) -> Table {
    Table {
        columns: twips(&COLUMNS),
        rows: rows.iter().map(row).collect(),
        inset: 57,
    }
}

fn row(one: &table::Row) -> Row {
    let is_long = |cell: &table::Cell| cell.text.chars().nth(LONG).is_some();
    Row {
        cells: one.cells.iter().map(cell).collect(),
        is_head: one.is_head,
        is_whole: !one.cells.iter().any(is_long),
        least: 400,
    }
}

fn cell(one: &table::Cell) -> Cell {
    let style = if one.is_left {
        Style::SmallLeft
    } else {
        Style::Small
    };
    let text = share_lines(&one.text);
    let cell = if one.is_strong {
        Cell::strong(one.span, style, &text)
    } else {
        Cell::text(one.span, style, &text)
    };
    match one.rows {
        0 => Cell::covered(one.span, style),
        1 => cell,
        _ => cell.down(Down::First),
    }
}

fn signatures(form: &PrintedEvaluation) -> Paragraph {
    let mut inlines = vec![Inline::Text("\n".into())];
    for (index, label) in form.signatures.iter().enumerate() {
        if index > 0 {
            inlines.push(Inline::Tab);
        }
        inlines.push(Inline::Text(label.clone()));
    }
    let mut line = Paragraph::of(Style::SmallLeft, inlines);
    line.stops = vec![2_800, 5_600, 8_100];
    line
}

fn sums(form: &PrintedEvaluation) -> Table {
    let head = Row {
        cells: SUM_HEADS
            .map(|text| Cell::strong(1, Style::Small, text))
            .to_vec(),
        is_head: true,
        ..Row::default()
    };
    let rows = table::sums(form).into_iter().map(|texts| {
        let styles = [
            Style::SmallLeft,
            Style::Small,
            Style::SmallLeft,
            Style::Small,
            Style::Small,
        ];
        let cells = texts.into_iter().zip(styles);
        Row {
            cells: cells
                .map(|(text, style)| Cell::text(1, style, text))
                .collect(),
            is_whole: true,
            ..Row::default()
        }
    });
    Table {
        columns: twips(&SUM_COLUMNS),
        rows: Some(head).into_iter().chain(rows).collect(),
        inset: 57,
    }
}
