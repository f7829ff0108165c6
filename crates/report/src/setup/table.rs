//! Sheets as tables: the row of headings found, columns known by their heading, every line with its cells' names.

use super::{
    ROWS,
    cells::{Cell, Sheet},
    fault::Fault,
    page::{EXAMPLE, Page},
};
use rust_xlsxwriter::utility::row_col_to_cell;
use std::collections::BTreeMap;

/// The headings stand within these rows; people may write a line above them.
const HEAD_WITHIN: u32 = 20;
/// The name of the sheet with instructions, which nothing reads.
pub(super) const HELP: &str = "说明";
/// The most characters of a cell that are told back.
const TOLD: usize = 200;

/// A sheet's records as texts.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) page: Page,
    /// The row of the headings, from 0.
    head: u32,
    /// Where each of the page's columns stands.
    columns: Vec<u32>,
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    at: u32,
    texts: Vec<String>,
}

/// A line of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    table: &'a Table,
    row: u32,
    texts: &'a [String],
}

impl Table {
    pub(super) fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        self.rows.iter().map(|row| Line {
            table: self,
            row: row.at,
            texts: &row.texts,
        })
    }

    /// The line of the headings, for what is about the whole sheet.
    pub(super) const fn head(&self) -> Line<'_> {
        Line {
            table: self,
            row: self.head,
            texts: &[],
        }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl<'a> Line<'a> {
    pub(super) const fn page(self) -> Page {
        self.table.page
    }

    /// The row, from 0.
    pub(super) const fn row(self) -> u32 {
        self.row
    }

    /// What stands in a column; nothing where it is empty.
    pub(super) fn text(self, column: usize) -> &'a str {
        self.texts.get(column).map_or("", String::as_str)
    }

    /// `队员!C7`.
    pub(super) fn cell(self, column: usize) -> String {
        let at = self.table.columns.get(column).copied().unwrap_or(0);
        address(self.table.page.name(), self.row, at)
    }
}

fn address(sheet: &str, row: u32, column: u32) -> String {
    let column = u16::try_from(column).unwrap_or(u16::MAX);
    format!("{sheet}!{}", row_col_to_cell(row, column))
}

/// The tables of a workbook, in the order of [`Page::ALL`].
pub(super) fn tables(sheets: &[Sheet], faults: &mut Vec<Fault>) -> Vec<Table> {
    let mut tables = Vec::new();
    for page in Page::ALL {
        match sheets.iter().find(|sheet| sheet.name.trim() == page.name()) {
            Some(sheet) => tables.extend(table(page, sheet, faults)),
            None => faults.push(about(
                (page as usize, 0, 0),
                page.name(),
                (0, 0),
                "",
                format!("缺少工作表“{}”；请从模板重新填写，或加回这张空表", page.name()),
                format!("the sheet {} ({}s) is missing: begin with the template again, or put it back empty", page.name(), page.en()),
            )),
        }
    }
    let known = |sheet: &&Sheet| {
        let name = sheet.name.trim();
        name == HELP || Page::ALL.iter().any(|page| page.name() == name)
    };
    for sheet in sheets.iter().filter(|sheet| !known(sheet)) {
        // An empty sheet that a program added says nothing.
        if let Some((at, cell)) = sheet.cells.first_key_value() {
            let names: Vec<&str> = Page::ALL.iter().map(|page| page.name()).collect();
            faults.push(about(
                (Page::ALL.len(), at.0, 0),
                &sheet.name,
                *at,
                &cell.text,
                format!(
                    "不认识的工作表；可用的是：{}。不需要的请删除",
                    names.join("、")
                ),
                format!(
                    "unknown sheet: there are {}; delete it if it is not needed",
                    names.join(", ")
                ),
            ));
        }
    }
    tables
}

fn about(
    order: (usize, u32, usize),
    sheet: &str,
    (row, column): (u32, u32),
    found: &str,
    zh: String,
    en: String,
) -> Fault {
    Fault {
        sheet: sheet.to_owned(),
        cell: address(sheet, row, column),
        found: found.chars().take(TOLD).collect(),
        zh,
        en,
        order,
    }
}

fn table(page: Page, sheet: &Sheet, faults: &mut Vec<Fault>) -> Option<Table> {
    let mut tell = |(row, column): (u32, u32), found: &str, zh: String, en: String| {
        let order = (
            page as usize,
            row,
            usize::try_from(column).unwrap_or(usize::MAX),
        );
        faults.push(about(order, page.name(), (row, column), found, zh, en));
    };
    let columns = page.columns();
    let first = columns.first().map_or("", |one| one.zh);
    let mut heads = sheet.rows_from(0).take_while(|row| *row < HEAD_WITHIN);
    let Some(head) = heads.find(|row| sheet.row(*row).any(|(_, cell)| cell.text == first)) else {
        tell(
            (0, 0),
            "",
            format!("找不到表头“{first}”；表头一行的文字不能改"),
            format!("the heading {first} is not found: the headings must stand as they are"),
        );
        return None;
    };
    let headings: BTreeMap<&str, u32> = sheet
        .row(head)
        .map(|(column, cell)| (cell.text.as_str(), column))
        .collect();
    let mut places = Vec::new();
    for column in columns {
        match headings.get(column.zh) {
            Some(at) => places.push(*at),
            None => tell(
                (head, 0),
                "",
                format!("缺少“{}”一列", column.zh),
                format!("the column {} ({}) is missing", column.zh, column.en),
            ),
        }
    }
    if places.len() < columns.len() {
        return None;
    }
    let mut rows = Vec::new();
    for at in sheet.rows_from(head + 1) {
        let texts: Vec<String> = places
            .iter()
            .map(|column| {
                let cell = sheet.cells.get(&(at, *column));
                cell.map_or_else(String::new, |cell| cell.text.clone())
            })
            .collect();
        if is_words_of_ours(page, &texts) {
            continue;
        }
        for (column, cell) in sheet.row(at) {
            let Cell { text, is_error } = cell;
            if *is_error {
                tell(
                    (at, column),
                    text,
                    "公式有误，请改为文字".into(),
                    "the formula fails: write the text itself".into(),
                );
            } else if !places.contains(&column) {
                tell(
                    (at, column),
                    text,
                    "这一列没有已知的表头，不会被读取；请删除，或改正表头".into(),
                    "this column has no heading that is known and would not be read: delete it, or mend its heading".into(),
                );
            }
        }
        // What stands in unknown columns alone has been told.
        if texts.iter().all(String::is_empty) {
            continue;
        }
        rows.push(Row { at, texts });
        if rows.len() > ROWS {
            tell(
                (at, 0),
                "",
                format!("一张表最多 {ROWS} 行"),
                format!("a sheet has {ROWS} rows at the most"),
            );
            break;
        }
    }
    Some(Table {
        page,
        head,
        columns: places,
        rows,
    })
}

/// Whether a row is the example, or the headings and notes of the template.
fn is_words_of_ours(page: Page, texts: &[String]) -> bool {
    let mut filled = page
        .columns()
        .iter()
        .zip(texts)
        .filter(|(_, text)| !text.is_empty());
    let is_example = texts.first().is_some_and(|text| text.starts_with(EXAMPLE));
    is_example
        || (texts.iter().any(|text| !text.is_empty())
            && filled.all(|(column, text)| *text == column.en || *text == column.note))
}
