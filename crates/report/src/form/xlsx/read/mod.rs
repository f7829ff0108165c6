//! A workbook that comes back: what an officer changed in a spreadsheet program is read from the cells that are
//! seen.
//!
//! Every cell and row is held against the form that was exported, which the hidden sheet 索引 remembers. Where it
//! says the same, the exported value stands, to the last character; where it says another thing, that is
//! read by the rules of this module. So `from_xlsx(to_xlsx(form)) == form`, and a program that rewrites styles
//! and strings changes nothing. The form's own words (headings, labels, the number of rows of the tables) must
//! stand; an error names the cell.

mod cells;
mod error;
mod flow;

pub use error::ImportError;

use super::{
    form_sheet::{judged, width},
    index_sheet, layout, to_xlsx,
};
use crate::form::{
    changes, edited,
    printed::{Header, IndicatorRow, JudgementCell, PrintedForm, Tick},
};
use cells::{Sheet, normal, sheets};
use layout::Part;

/// The rows above the head: annex, title, town.
const HEAD: u32 = 3;

/// A workbook that was read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The form as it was exported.
    pub exported: PrintedForm,
    /// The form as its cells say now.
    pub form: PrintedForm,
}

/// The form that a workbook of [`to_xlsx`] shows.
///
/// # Errors
/// [`ImportError`].
pub fn from_xlsx(bytes: &[u8]) -> Result<PrintedForm, ImportError> {
    import_xlsx(bytes).map(|imported| imported.form)
}

/// The same, beside the form as it was exported, so that [`changes`](crate::form::changes) can say what an
/// officer changed since.
///
/// # Errors
/// [`ImportError`].
pub fn import_xlsx(bytes: &[u8]) -> Result<Imported, ImportError> {
    let all = sheets(bytes)?;
    let named = |name: &'static str| all.iter().find(|sheet| sheet.name == name);
    let form = named(FORM).ok_or(ImportError::NoSheet(FORM))?;
    let sources = named(SOURCES).ok_or(ImportError::NoSheet(SOURCES))?;
    let index = named(index_sheet::NAME).ok_or(ImportError::NoIndex)?;
    let exported = index_sheet::read(index.texts()).ok_or(ImportError::NoIndex)?;
    // An index that no workbook can be made of was not ours.
    let again = to_xlsx(&exported).map_err(|_| ImportError::NoIndex)?;
    let again = sheets(&again)?;
    let was = |name: &str| again.iter().find(|sheet| sheet.name == name);
    let (Some(form_was), Some(sources_was)) = (was(FORM), was(SOURCES)) else {
        return Err(ImportError::NoIndex);
    };
    let mut now = exported.clone();
    if !form.says_the_same(form_was) {
        Reader {
            sheet: form,
            was: form_was,
            exported: &exported,
        }
        .form(&mut now)?;
    }
    if !sources.says_the_same(sources_was) {
        read_sources(sources, sources_was, &mut now)?;
    }
    Ok(Imported {
        exported,
        form: now,
    })
}

const FORM: &str = "附件2-1";
const SOURCES: &str = "数据来源";

struct Reader<'a> {
    sheet: &'a Sheet,
    /// The sheet as it was exported.
    was: &'a Sheet,
    exported: &'a PrintedForm,
}

impl Reader<'_> {
    fn form(&self, now: &mut PrintedForm) -> Result<(), ImportError> {
        self.top(now);
        let below_head = self.head(&mut now.header)?;
        let judgements = self.judgements_row(below_head)?;
        self.narratives((below_head, judgements), now)?;
        self.judgements(judgements, now)?;
        let title = self.row_of(layout::INDICATORS, judgements + 2)?;
        let problems = layout::problems(self.exported, width());
        let mut read = flow::read(self.sheet, (judgements + 2, title), &problems.lines)?;
        let texts = read.take(Part::Problems);
        if texts != changes::problems(&self.exported.sections.problems) {
            now.sections.problems = edited::advice(&texts.join("\n"));
        }
        let first = self.table_head(title)?;
        let remarks = self.remarks_row(first)?;
        self.indicators((first, remarks), now)?;
        self.bottom(remarks, now)
    }

    fn top(&self, now: &mut PrintedForm) {
        replace(&mut now.annex, self.changed(0, 0, 0));
        replace(&mut now.title, self.changed(1, 1, 0));
        if let Some(text) = self.changed(2, 2, 0) {
            let bare = text.strip_prefix("街镇名称：").unwrap_or(&text);
            let bare = bare.strip_suffix("（盖章）").unwrap_or(bare);
            bare.trim().clone_into(&mut now.header.town_name);
        }
    }

    /// What a cell says, where that is another thing than `row_was` of the exported sheet said.
    fn changed(&self, row: u32, row_was: u32, column: u32) -> Option<String> {
        let (is, was) = (self.sheet.text(row, column), self.was.text(row_was, column));
        (normal(is) != normal(was)).then(|| is.trim().to_owned())
    }

    /// Holds a label against the exported one.
    fn label(&self, row: u32, row_was: u32, column: u32) -> Result<(), ImportError> {
        let (is, was) = (self.sheet.text(row, column), self.was.text(row_was, column));
        if bare(is) == bare(was) {
            return Ok(());
        }
        Err(ImportError::Structure {
            cell: self.sheet.address(row, column),
            wanted: was.replace('\n', ""),
            found: is.to_owned(),
        })
    }

    /// The cells above section 一; gives the first row below them.
    fn head(&self, header: &mut Header) -> Result<u32, ImportError> {
        let places = head_places();
        let mut below = HEAD;
        for ((row, label, value), slot) in places.zip(slots(header)) {
            self.label(row, row, label)?;
            below = below.max(row + 1);
            let Some(text) = self.changed(row, row, value) else {
                continue;
            };
            match slot {
                Slot::Text(slot) => *slot = text,
                Slot::Ticks(ticks) => {
                    let read = boxes(ticks, &text);
                    let read = read.ok_or_else(|| self.bad_boxes(row, value, &text))?;
                    *ticks = read;
                }
            }
        }
        Ok(below)
    }

    fn bad_boxes(&self, row: u32, column: u32, found: &str) -> ImportError {
        ImportError::Boxes {
            cell: self.sheet.address(row, column),
            found: found.to_owned(),
        }
    }

    /// The row whose first cell says these words.
    fn row_of(&self, words: &str, from: u32) -> Result<u32, ImportError> {
        let mut rows = self.sheet.rows_from(from);
        let found = rows.find(|row| bare(self.sheet.text(*row, 0)) == bare(words));
        found.ok_or_else(|| ImportError::LineGone {
            cell: self.sheet.address(from.saturating_sub(1), 0),
            wanted: words.to_owned(),
        })
    }

    fn judgements_row(&self, from: u32) -> Result<u32, ImportError> {
        self.row_of(layout::JUDGEMENTS, from)
    }

    fn narratives(&self, rows: (u32, u32), now: &mut PrintedForm) -> Result<(), ImportError> {
        let flows = layout::above_judgements(self.exported, width());
        let lines: Vec<layout::Line> = flows.into_iter().flat_map(|flow| flow.lines).collect();
        let mut read = flow::read(self.sheet, rows, &lines)?;
        let parts = &mut now.sections;
        for (part, slot) in [
            (Part::Background, &mut parts.background),
            (Part::Budget, &mut parts.budget),
            (Part::WorkContent, &mut parts.work_content),
            (Part::TimeNodes, &mut parts.time_nodes),
            (Part::Execution, &mut parts.execution),
            (Part::Goals, &mut parts.goals),
            (Part::Conclusion, &mut parts.conclusion),
        ] {
            *slot = read.take(part);
        }
        Ok(())
    }

    fn judgements(&self, first: u32, now: &mut PrintedForm) -> Result<(), ImportError> {
        let judgements = &mut now.sections.judgements;
        let cells = [&mut judgements.budget, &mut judgements.goals];
        for ((row, name), cell) in (first..).zip(layout::JUDGED).zip(cells) {
            let label = self.sheet.text(row, 2);
            if bare(label) != bare(name) {
                return Err(ImportError::Structure {
                    cell: self.sheet.address(row, 2),
                    wanted: name.to_owned(),
                    found: label.to_owned(),
                });
            }
            let text = self.sheet.text(row, 3);
            if normal(text) != normal(&judged(cell)) {
                let read = judgement(cell, text);
                *cell = read.ok_or_else(|| self.bad_boxes(row, 3, text))?;
            }
        }
        Ok(())
    }

    /// The two rows of names below the table's title; gives the first row of the table.
    fn table_head(&self, title: u32) -> Result<u32, ImportError> {
        let was = self.was.rows_from(0).find(|row| {
            let text = self.was.text(*row, 0);
            text == layout::INDICATORS && self.was.text(*row + 1, 3) == "年度指标值"
        });
        let was = was.ok_or(ImportError::NoIndex)?;
        for (below, column) in (0..9)
            .map(|column| (1, column))
            .chain((4..9).map(|column| (2, column)))
        {
            self.label(title + below, was + below, column)?;
        }
        Ok(title + 3)
    }

    /// The row of 需要说明的情况, which has no other cell.
    fn remarks_row(&self, from: u32) -> Result<u32, ImportError> {
        let mut rows = self.sheet.rows_from(from);
        let found = rows.find(|row| {
            self.sheet.row(*row).count() == 1
                && normal(self.sheet.text(*row, 0)) == normal(layout::REMARKS)
        });
        found.ok_or_else(|| ImportError::LineGone {
            cell: self.sheet.address(from.saturating_sub(1), 0),
            wanted: layout::REMARKS.to_owned(),
        })
    }

    fn indicators(&self, (from, to): (u32, u32), now: &mut PrintedForm) -> Result<(), ImportError> {
        let wanted = self.exported.rows.len();
        let all = usize::try_from(to - from).unwrap_or(usize::MAX);
        let rows: Vec<u32> = if all == wanted {
            (from..to).collect()
        } else {
            // A row without a text is only room.
            let rows = self.sheet.rows_from(from).take_while(|row| *row < to);
            rows.filter(|row| {
                self.sheet
                    .row(*row)
                    .any(|(_, text)| !text.trim().is_empty())
            })
            .collect()
        };
        if rows.len() != wanted {
            return Err(ImportError::Rows {
                cell: self.sheet.address(from, 0),
                wanted,
                found: rows.len(),
            });
        }
        let mut levels = (None, None);
        for (row, one) in rows.into_iter().zip(&mut now.rows) {
            self.indicator(row, one, &mut levels);
        }
        Ok(())
    }

    /// `levels`: the changed texts of the merged cells that reach down to this row.
    fn indicator(
        &self,
        row: u32,
        one: &mut IndicatorRow,
        levels: &mut (Option<String>, Option<String>),
    ) {
        let changed = |column: u32, was: &str| {
            let is = self.sheet.text(row, column);
            (normal(is) != normal(was)).then(|| is.trim().to_owned())
        };
        if one.level1_rows > 0 {
            levels.0 = changed(0, &one.level1);
        }
        if one.level2_rows > 0 {
            levels.1 = changed(1, &one.level2);
        }
        replace(&mut one.level1, levels.0.clone());
        replace(&mut one.level2, levels.1.clone());
        if let Some(text) = changed(2, &format!("{}{}", one.name, one.mark)) {
            text.strip_suffix(&one.mark)
                .unwrap_or(&text)
                .clone_into(&mut one.name);
        }
        for (column, slot) in [
            (3, &mut one.annual),
            (4, &mut one.due),
            (5, &mut one.done),
            (6, &mut one.deviation),
            (7, &mut one.cause),
            (8, &mut one.remedy),
        ] {
            let text = changed(column, slot);
            replace(slot, text);
        }
    }

    /// The remarks and the signature line, which is the sheet's last.
    fn bottom(&self, remarks: u32, now: &mut PrintedForm) -> Result<(), ImportError> {
        let signed = self.exported.signatures.join(layout::GAP);
        let last = self.sheet.last_row().unwrap_or(remarks);
        let end = if normal(&signed).trim().is_empty() {
            last + 1
        } else if last <= remarks {
            return Err(ImportError::LineGone {
                cell: self.sheet.address(last, 0),
                wanted: signed,
            });
        } else {
            let text = self.sheet.text(last, 0);
            if normal(text) != normal(&signed) {
                // Names are set by signing; what was written here is told, and refused.
                let labels = self.exported.signatures.first();
                let label = labels.map_or("", String::as_str);
                if !text.trim_start().starts_with(label.trim()) {
                    return Err(ImportError::Structure {
                        cell: self.sheet.address(last, 0),
                        wanted: signed,
                        found: text.to_owned(),
                    });
                }
                now.signatures = text.split(layout::GAP).map(str::to_owned).collect();
            }
            last
        };
        let lines = layout::remarks(self.exported, width()).lines;
        now.remarks = flow::read(self.sheet, (remarks, end), &lines)?.take(Part::Remarks);
        Ok(())
    }
}

fn replace(slot: &mut String, text: Option<String>) {
    if let Some(text) = text {
        *slot = text;
    }
}

/// A label without the line breaks that it is set with.
fn bare(text: &str) -> String {
    normal(text).replace(char::is_whitespace, "")
}

/// Row, column of the label, column of the value, for each cell of the head in the form's order.
fn head_places() -> impl Iterator<Item = (u32, u32, u32)> {
    let pairs = (HEAD + 1..HEAD + 7).flat_map(|row| [(row, 0, 2), (row, 5, 6)]);
    std::iter::once((HEAD, 0, 2))
        .chain(pairs)
        .chain([(HEAD + 7, 0, 2)])
}

enum Slot<'a> {
    Text(&'a mut String),
    Ticks(&'a mut Vec<Tick>),
}

/// The cells of the head in the order of [`Header::cells`].
fn slots(header: &mut Header) -> [Slot<'_>; 14] {
    [
        Slot::Text(&mut header.project_name),
        Slot::Text(&mut header.budget_unit),
        Slot::Text(&mut header.implementing_office),
        Slot::Text(&mut header.period),
        Slot::Ticks(&mut header.recurring),
        Slot::Text(&mut header.initial),
        Slot::Text(&mut header.executed),
        Slot::Text(&mut header.rate),
        Slot::Ticks(&mut header.adjustment_needed),
        Slot::Text(&mut header.adjusted),
        Slot::Text(&mut header.decrease),
        Slot::Text(&mut header.increase),
        Slot::Text(&mut header.pre_appraisal),
        Slot::Text(&mut header.tracking_reason),
    ]
}

/// The boxes that a text ticks: each label in its order, behind it one of the usual ticks or boxes, or nothing.
/// `None` where a label is gone, another character stands there, or two are ticked.
fn boxes(labels: &[Tick], text: &str) -> Option<Vec<Tick>> {
    let mut rest = text.trim();
    let mut read = Vec::new();
    for (index, one) in labels.iter().enumerate() {
        rest = rest.strip_prefix(one.label.as_str())?.trim_start();
        let mark = rest.chars().next();
        let ticked = matches!(mark, Some('√' | '✓' | '✔' | '☑' | '■' | '☒'));
        if ticked || matches!(mark, Some('□' | '☐' | '▢')) {
            let mut letters = rest.chars();
            letters.next();
            rest = letters.as_str();
        }
        rest = rest.trim_start();
        let next = labels.get(index + 1);
        if next.is_none() && !rest.is_empty() {
            return None;
        }
        read.push(Tick {
            label: one.label.clone(),
            ticked,
        });
    }
    let ticked = read.iter().filter(|one| one.ticked).count();
    (ticked <= 1).then_some(read)
}

/// The boxes and, behind `（依据：`, the reason.
fn judgement(cell: &JudgementCell, text: &str) -> Option<JudgementCell> {
    let (line, reason) = match text.split_once("（依据：") {
        Some((line, rest)) => {
            let rest = rest.trim_end();
            (line, rest.strip_suffix('）').unwrap_or(rest).trim())
        }
        // An officer who leaves the reason away gives none.
        None => (text, ""),
    };
    Some(JudgementCell {
        ticks: boxes(&cell.ticks, line)?,
        reason: if normal(reason) == normal(&cell.reason) {
            cell.reason.clone()
        } else {
            reason.to_owned()
        },
    })
}

/// The sheet 数据来源: its cells are figures, and what was changed in them is told.
fn read_sources(sheet: &Sheet, was: &Sheet, now: &mut PrintedForm) -> Result<(), ImportError> {
    let last = was.last_row().unwrap_or(0);
    if let Some(row) = sheet.rows_from(last + 1).next() {
        return Err(ImportError::Stray {
            cell: sheet.address(row, 0),
            found: sheet.row(row).map(|(_, text)| text.as_str()).collect(),
        });
    }
    let changed = |row: u32, column: u32| {
        let (is, was) = (sheet.text(row, column), was.text(row, column));
        (normal(is) != normal(was)).then(|| is.trim().to_owned())
    };
    for column in 0..10 {
        if let Some(found) = changed(0, column) {
            return Err(ImportError::Structure {
                cell: sheet.address(0, column),
                wanted: was.text(0, column).to_owned(),
                found,
            });
        }
    }
    for (row, one) in (1..).zip(&mut now.sources) {
        let slots = [
            &mut one.mark,
            &mut one.name,
            &mut one.id,
            &mut one.formula,
            &mut one.value,
            &mut one.numerator,
            &mut one.denominator,
            &mut one.evidence,
            &mut one.late,
            &mut one.exclusions,
        ];
        for (column, slot) in (0..).zip(slots) {
            replace(slot, changed(row, column));
        }
    }
    let below = u32::try_from(now.sources.len()).unwrap_or(u32::MAX);
    for (row, text) in (below.saturating_add(1)..).zip(&mut now.basis) {
        replace(text, changed(row, 0));
    }
    Ok(())
}
