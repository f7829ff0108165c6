//! What holds of every form that is written and read back.

use super::{ImportError, from_xlsx, import_xlsx, to_xlsx, write};
use crate::form::{
    ChangeKind, PrintedForm, changes,
    printed::{
        Advice, DocumentMeta, Header, IndicatorRow, JudgementCell, Judgements, Sections, Source,
        Tick,
    },
};
use proptest::{collection::vec, prelude::*, strategy::ValueTree};
use std::io::{Cursor, Read, Write};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

/// Any text: empty, with spaces at its ends, line breaks, control characters, words that look like XML's or
/// Excel's own, and longer than a row can hold.
fn odd() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => any::<String>(),
        3 => "[ 　\t\n]{0,3}[一-龥0-9，。%（）]{0,30}[ 　\n]{0,2}",
        1 => prop::sample::select(vec![
            "", " ", "　　", "\r\n", "_x000D_", "=1+1", "007", "1e3", "√", "\u{feff}", "\u{fffe}",
            "需要说明的情况：", "2、预算安排", "<c/>&amp;", "👮\u{200d}♂️",
        ]).prop_map(String::from),
        1 => ("[　一-龥]{1,9}", 200_usize..900).prop_map(|(text, times)| text.repeat(times)),
    ]
}

/// A text as an officer types it.
fn typed() -> impl Strategy<Value = String> {
    "[一-龥a-z0-9][一-龥0-9，。%（） ]{0,60}[一-龥0-9。]"
}

fn ticks(labels: &'static [&'static str]) -> impl Strategy<Value = Vec<Tick>> {
    (0..=labels.len()).prop_map(move |ticked| {
        let boxes = labels.iter().enumerate().map(|(at, label)| Tick {
            label: (*label).to_owned(),
            ticked: at == ticked,
        });
        boxes.collect()
    })
}

fn cell(text: impl Strategy<Value = String>) -> impl Strategy<Value = JudgementCell> {
    let boxes = ticks(&["确定能完成", "有可能完成", "确定不能完成"]);
    (boxes, text).prop_map(|(ticks, reason)| JudgementCell { ticks, reason })
}

fn header(text: BoxedStrategy<String>) -> impl Strategy<Value = Header> {
    let boxes = || ticks(&["是", "否"]);
    (vec(text, 13), boxes(), boxes()).prop_map(|(texts, recurring, adjustment_needed)| {
        let mut texts = texts.into_iter();
        let mut next = || texts.next().unwrap_or_default();
        Header {
            town_name: next(),
            project_name: next(),
            budget_unit: next(),
            implementing_office: next(),
            period: next(),
            recurring,
            initial: next(),
            executed: next(),
            rate: next(),
            adjustment_needed,
            adjusted: next(),
            decrease: next(),
            increase: next(),
            pre_appraisal: next(),
            tracking_reason: next(),
        }
    })
}

fn sections(text: BoxedStrategy<String>) -> impl Strategy<Value = Sections> {
    let paragraphs = || vec(text.clone(), 0..4);
    let advice =
        (text.clone(), paragraphs(), text.clone()).prop_map(|(problem, detail, measure)| Advice {
            problem: format!("问题：{problem}"),
            detail,
            measure: format!("建议：{measure}"),
        });
    let judgements = (cell(text.clone()), cell(text.clone()));
    (vec(paragraphs(), 7), judgements, vec(advice, 0..3)).prop_map(
        |(parts, (budget, goals), problems)| {
            let mut parts = parts.into_iter();
            let mut next = || parts.next().unwrap_or_default();
            Sections {
                background: next(),
                budget: next(),
                work_content: next(),
                time_nodes: next(),
                execution: next(),
                goals: next(),
                conclusion: next(),
                judgements: Judgements { budget, goals },
                problems,
            }
        },
    )
}

/// Rows under merged cells of any height that the table has room for.
fn rows(text: BoxedStrategy<String>) -> impl Strategy<Value = Vec<IndicatorRow>> {
    let group = (text.clone(), vec((text.clone(), 1_u32..4), 1..3));
    let row = vec(text, 7);
    (vec(group, 1..4), vec(row, 27)).prop_map(|(groups, texts)| {
        let mut texts = texts.into_iter();
        let mut rows = Vec::new();
        for (level1, below) in groups {
            let all: u32 = below.iter().map(|(_, count)| count).sum();
            for (at, (level2, count)) in below.into_iter().enumerate() {
                for index in 0..count {
                    let mut cells = texts.next().unwrap_or_default().into_iter();
                    let mut next = || cells.next().unwrap_or_default();
                    rows.push(IndicatorRow {
                        id: format!("i{}", rows.len()),
                        mark: format!("({})", rows.len()),
                        level1: level1.clone(),
                        level1_rows: if at == 0 && index == 0 { all } else { 0 },
                        level2: level2.clone(),
                        level2_rows: if index == 0 { count } else { 0 },
                        name: next(),
                        annual: next(),
                        due: next(),
                        done: next(),
                        deviation: next(),
                        cause: next(),
                        remedy: next(),
                    });
                }
            }
        }
        rows
    })
}

fn sources(text: BoxedStrategy<String>) -> impl Strategy<Value = Vec<Source>> {
    let number = prop_oneof![
        any::<i32>().prop_map(|number| number.to_string()),
        text.clone(),
    ];
    vec((vec(text, 6), vec(number, 4)), 0..4).prop_map(|all| {
        all.into_iter()
            .map(|(texts, numbers)| {
                let (mut texts, mut numbers) = (texts.into_iter(), numbers.into_iter());
                let mut text = || texts.next().unwrap_or_default();
                let mut number = || numbers.next().unwrap_or_default();
                Source {
                    mark: text(),
                    id: text(),
                    name: text(),
                    value: text(),
                    formula: text(),
                    exclusions: text(),
                    numerator: number(),
                    denominator: number(),
                    evidence: number(),
                    late: number(),
                }
            })
            .collect()
    })
}

fn form(text: BoxedStrategy<String>) -> impl Strategy<Value = PrintedForm> {
    let lists = (
        vec(text.clone(), 0..4),
        vec(text.clone(), 0..5),
        vec(text.clone(), 0..3),
    );
    (
        vec(text.clone(), 3),
        header(text.clone()),
        sections(text.clone()),
        rows(text.clone()),
        lists,
        sources(text),
    )
        .prop_map(
            |(texts, header, sections, rows, (remarks, signatures, basis), sources)| {
                let mut texts = texts.into_iter();
                let mut next = || texts.next().unwrap_or_default();
                PrintedForm {
                    annex: next(),
                    title: next(),
                    header,
                    sections,
                    rows,
                    remarks,
                    signatures,
                    sources,
                    basis,
                    document: DocumentMeta {
                        ident: next(),
                        year: 2024,
                        month: 8,
                        day: 31,
                    },
                }
            },
        )
}

/// A form with texts as people write them, and the signature line of the form.
fn plain() -> impl Strategy<Value = PrintedForm> {
    form(typed().boxed()).prop_map(|mut form| {
        form.signatures = ["领导（签字）：", "经办人（签字）："]
            .map(String::from)
            .to_vec();
        form
    })
}

/// What an officer may change, as it is after the changes.
fn edited(form: PrintedForm) -> impl Strategy<Value = (PrintedForm, PrintedForm)> {
    let texts = vec(vec(typed(), 0..4), 8);
    let cells = vec(prop::option::of(typed()), form.rows.len() * 2);
    let judged = (cell(typed()), cell(typed()));
    (texts, cells, judged, any::<u8>()).prop_map(move |(texts, cells, (budget, goals), which)| {
        let mut after = form.clone();
        let mut texts = texts.into_iter();
        let parts = &mut after.sections;
        for (bit, slot) in [
            &mut parts.background,
            &mut parts.budget,
            &mut parts.work_content,
            &mut parts.time_nodes,
            &mut parts.execution,
            &mut parts.goals,
            &mut parts.conclusion,
            &mut after.remarks,
        ]
        .into_iter()
        .enumerate()
        {
            let text = texts.next().unwrap_or_default();
            if which & (1 << bit) != 0 {
                *slot = text;
            }
        }
        if which & 1 != 0 {
            parts.judgements = Judgements { budget, goals };
        }
        let mut cells = cells.into_iter();
        for row in &mut after.rows {
            for slot in [&mut row.cause, &mut row.remedy] {
                if let Some(text) = cells.next().flatten() {
                    *slot = text;
                }
            }
        }
        (form.clone(), after)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_written_is_read_back(form in form(odd().boxed())) {
        let bytes = to_xlsx(&form).expect("xlsx");
        prop_assert_eq!(from_xlsx(&bytes), Ok(form));
    }

    #[test]
    fn what_an_officer_changed_is_read_and_nothing_else((before, after) in plain().prop_flat_map(edited)) {
        let bytes = write(&after, &before).expect("xlsx");
        let imported = import_xlsx(&bytes).expect("readable");
        prop_assert_eq!(&imported.exported, &before);
        prop_assert_eq!(&imported.form, &after);
        let all = changes(&imported.exported, &imported.form);
        prop_assert!(all.iter().all(|one| one.kind == ChangeKind::Officer), "{:?}", all);
        prop_assert_eq!(all.is_empty(), before == after);
    }

    #[test]
    fn a_changed_figure_is_refused(before in plain(), text in typed(), at in any::<prop::sample::Index>(), cell in 0..5_usize) {
        let mut after = before.clone();
        let row = at.index(after.rows.len());
        let id = format!("i{row}");
        let row = &mut after.rows[row];
        let slots = [&mut row.name, &mut row.annual, &mut row.due, &mut row.done, &mut row.deviation];
        let slot = slots.into_iter().nth(cell).expect("a cell");
        prop_assume!(*slot != text);
        *slot = text;
        let imported = import_xlsx(&write(&after, &before).expect("xlsx")).expect("readable");
        let all = changes(&imported.exported, &imported.form);
        let told: Vec<(ChangeKind, bool)> = all.iter().map(|one| (one.kind, one.field.starts_with(&format!("rows.{id}.")))).collect();
        prop_assert_eq!(told, [(ChangeKind::Refused, true)]);
    }

    #[test]
    fn no_bytes_panic(bytes in vec(any::<u8>(), 0..2_000), at in any::<prop::sample::Index>()) {
        prop_assert!(from_xlsx(&bytes).is_err());
        let mut ours = SMALL.with(Clone::clone);
        let at = at.index(ours.len());
        let end = (at + bytes.len()).min(ours.len());
        ours[at..end].copy_from_slice(&bytes[..end - at]);
        let _ = from_xlsx(&ours);
    }
}

thread_local! {
    static SMALL: Vec<u8> = {
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        let form = plain().new_tree(&mut runner).expect("a form").current();
        to_xlsx(&form).expect("xlsx")
    };
}

/// A workbook with one part's text replaced.
fn forged(workbook: &[u8], name: &str, from: &str, to: &str) -> Vec<u8> {
    let mut old = ZipArchive::new(Cursor::new(workbook)).expect("a zip file");
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..old.len() {
        let mut part = old.by_index(index).expect("a part");
        let part_name = part.name().expect("a name").into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).expect("XML");
        if part_name == name {
            assert!(text.contains(from), "{from}");
            text = text.replacen(from, to, 1);
        }
        new.start_file(part_name, SimpleFileOptions::default())
            .expect("a part");
        new.write_all(text.as_bytes()).expect("memory");
    }
    new.finish().expect("a zip file").into_inner()
}

#[test]
fn a_cell_beyond_every_spreadsheet_is_forged() {
    let ours = SMALL.with(Clone::clone);
    for far in ["r=\"A1048577\"", "r=\"A4294967290\"", "r=\"XFE1\""] {
        let bytes = forged(&ours, "xl/worksheets/sheet1.xml", "r=\"A1\"", far);
        assert_eq!(from_xlsx(&bytes), Err(ImportError::NotAWorkbook), "{far}");
    }
}
