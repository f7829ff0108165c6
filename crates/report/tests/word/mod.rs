//! The form as a Word document, read back as Word reads it.

pub(crate) mod read;

use crate::fixture;
use liandong_report::form::{self, IndicatorRow, PrintedForm, Tick};
use read::{Down, Table, Word};

fn word(printed: &PrintedForm) -> Word {
    Word::read(&form::to_docx(printed).expect("docx"))
}

/// One line for each cell: table, row, column, what it covers, its text.
fn told(word: &Word) -> String {
    let mut lines: Vec<String> = word.lines.iter().map(|line| format!("- {line}")).collect();
    for (table, number) in word.tables.iter().zip(1..) {
        for (row, at) in table.rows.iter().zip(1..) {
            let head = if row.is_head { " head" } else { "" };
            for cell in row.cells.iter().filter(|cell| cell.down != Down::Covered) {
                let span = if cell.span > 1 {
                    format!(" over {}", cell.span)
                } else {
                    String::new()
                };
                let down = if cell.down == Down::First {
                    " down"
                } else {
                    ""
                };
                lines.push(format!(
                    "{number}.{at}.{}{span}{down}{head}: {}",
                    cell.column,
                    cell.text().replace('\n', "⏎")
                ));
            }
        }
    }
    lines.join("\n")
}

#[test]
fn every_cell_stands_in_its_place() {
    insta::assert_snapshot!("word", told(&word(&form::print(&fixture::form()))));
}

/// The cell that stands behind a label.
fn behind(table: &Table, label: &str) -> String {
    let found = table.rows.iter().find_map(|row| {
        let at = row
            .cells
            .iter()
            .position(|cell| cell.text().replace('\n', "") == label)?;
        row.cells.get(at + 1)
    });
    found
        .unwrap_or_else(|| panic!("nothing behind {label}"))
        .text()
}

#[test]
fn it_holds_what_was_printed_and_nothing_else() {
    let printed = form::print(&fixture::form());
    let word = word(&printed);
    let [head, indicators, appendix] = word.tables.as_slice() else {
        panic!("{} tables", word.tables.len());
    };
    for cell in printed.header.cells() {
        assert_eq!(
            behind(head, cell.label).replace("\n---", " ---"),
            cell.value
        );
    }
    let parts = &printed.sections;
    for (label, cell) in [
        ("年度项目预算完成可能性", &parts.judgements.budget),
        ("年度绩效目标完成可能性", &parts.judgements.goals),
    ] {
        let wanted = format!("{}\n（依据：{}）", Tick::line(&cell.ticks), cell.reason);
        assert_eq!(behind(head, label), wanted);
    }
    let one: Vec<&str> = std::iter::once("一、项目基本情况：")
        .chain(titled("1、项目背景概况", &parts.background))
        .chain(titled("2、预算安排", &parts.budget))
        .chain(titled("3、工作内容", &parts.work_content))
        .chain(titled("4、计划时间节点", &parts.time_nodes))
        .collect();
    assert_eq!(head.rows[8].cells[0].text(), one.join("\n"));
    rows(indicators, &printed);
    for (row, source) in appendix.rows.iter().skip(1).zip(&printed.sources) {
        let texts: Vec<String> = row.cells.iter().map(read::Cell::text).collect();
        let name = if source.id.is_empty() {
            source.name.clone()
        } else {
            format!("{}\n{}", source.name, source.id)
        };
        let value = source.value.replace("%（", "%\n（");
        let wanted = [
            &source.mark,
            &name,
            &source.formula,
            &value,
            &source.numerator,
            &source.denominator,
            &source.evidence,
            &source.late,
            &source.exclusions,
        ];
        assert!(texts.iter().eq(wanted), "{texts:?} is not {wanted:?}");
    }
    assert_eq!(appendix.rows.len(), printed.sources.len() + 1);
    for text in &printed.basis {
        assert!(word.lines.contains(text), "{text}");
    }
}

fn titled<'a>(title: &'a str, texts: &'a [String]) -> impl Iterator<Item = &'a str> {
    std::iter::once(title).chain(texts.iter().map(String::as_str))
}

fn rows(table: &Table, printed: &PrintedForm) {
    assert!(table.rows[..3].iter().all(|row| row.is_head));
    assert!(!table.rows[3].is_head);
    for (row, one) in table.rows.iter().skip(3).zip(&printed.rows) {
        let texts: Vec<String> = row.cells.iter().map(read::Cell::text).collect();
        let shown = |rows: u32, text: &String| {
            if rows > 0 {
                text.clone()
            } else {
                String::new()
            }
        };
        let wanted = [
            shown(one.level1_rows, &one.level1),
            shown(one.level2_rows, &one.level2),
            format!("{}{}", one.name, one.mark),
            one.annual.clone(),
            one.due.clone(),
            one.done.replace("%（", "%\n（"),
            one.deviation.clone(),
            one.cause.clone(),
            one.remedy.clone(),
        ];
        assert_eq!(texts, wanted);
        for (cell, rows) in [(0, one.level1_rows), (1, one.level2_rows)] {
            let wanted = match rows {
                0 => Down::Covered,
                1 => Down::One,
                _ => Down::First,
            };
            assert_eq!(row.cells[cell].down, wanted, "{}", one.name);
        }
    }
    let last = &table.rows[3 + printed.rows.len()..];
    assert_eq!(last.len(), 2, "remarks and signatures");
    let remarks: Vec<&str> = titled("需要说明的情况：", &printed.remarks).collect();
    assert_eq!(last[0].cells[0].text(), remarks.join("\n"));
    assert_eq!(last[1].cells[0].text(), printed.signatures.join("\t"));
}

#[test]
fn every_row_fills_the_table_and_every_table_the_page() {
    let word = word(&form::print(&fixture::form()));
    for table in &word.tables {
        // A4 less the margins, in twips.
        assert_eq!(table.columns.iter().sum::<u32>(), 11_906 - 2 * 680);
        for row in &table.rows {
            let columns: u32 = row.cells.iter().map(|cell| cell.span).sum();
            assert_eq!(usize::try_from(columns), Ok(table.columns.len()));
            for cell in &row.cells {
                let from = cell.column;
                let to = from + usize::try_from(cell.span).expect("span");
                let width: u32 = table.columns[from..to].iter().sum();
                assert_eq!(cell.width, width, "{}", cell.text());
            }
        }
    }
}

#[test]
fn each_mark_leads_to_its_source_and_back() {
    let printed = form::print(&fixture::form());
    let word = word(&printed);
    for (index, row) in printed.rows.iter().enumerate() {
        let there = word.links.iter().filter(|link| link.text == row.mark);
        let there: Vec<&str> = there.map(|link| link.to.as_str()).collect();
        assert_eq!(there, [format!("source_{index}"), format!("row_{index}")]);
    }
    for link in &word.links {
        let anchors = word.anchors.iter().filter(|one| **one == link.to).count();
        assert_eq!(anchors, 1, "{}", link.to);
    }
}

#[test]
fn a_long_row_may_break_and_a_short_one_may_not() {
    let mut printed = form::print(&fixture::form());
    printed.rows[3] = IndicatorRow {
        cause: "原因".repeat(200),
        ..printed.rows[3].clone()
    };
    let word = word(&printed);
    let whole: Vec<bool> = word.tables[1].rows[3..7]
        .iter()
        .map(|row| row.is_whole)
        .collect();
    assert_eq!(whole, [true, true, true, false]);
}

#[test]
fn text_is_data_in_a_document_too() {
    let mut form = fixture::form();
    let sly = "</w:t><w:br/> & \"引号\" &#10; ]]> 𠮷龘　全角".to_owned();
    form.project_name = sly.clone();
    form.background = "第一行\t制表\n第二行".into();
    form.tracking_reason = "响铃\u{7}".into();
    let printed = form::print(&form);
    let word = word(&printed);
    let head = &word.tables[0];
    assert_eq!(behind(head, "项目名称"), sly);
    assert_eq!(behind(head, "选择重点跟踪理由"), "响铃\u{fffd}");
    assert!(
        head.rows[8].cells[0]
            .text()
            .contains("第一行\t制表\n第二行")
    );
}

#[test]
fn the_same_form_gives_the_same_document() {
    let printed = form::print(&fixture::form());
    let bytes = form::to_docx(&printed).expect("docx");
    // A file stamped with the clock would differ after the two seconds that zip counts in.
    std::thread::sleep(std::time::Duration::from_millis(2_100));
    assert!(bytes == form::to_docx(&printed).expect("docx"));
    let word = Word::read(&bytes);
    assert!(word.core.contains("2024-08-31T00:00:00Z"));
    assert!(word.core.contains(&printed.document.ident));
    assert!(word.footer.contains("NUMPAGES"));
}
