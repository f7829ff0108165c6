//! 项目支出绩效自评表, printed and in every file.

use crate::{fixture, fonts, word::read::Word};
use calamine::{Data, Reader, Xlsx};
use liandong_domain::{
    ids::IndicatorId,
    money::Fen,
    performance::{
        form::Form,
        self_evaluation::{Award, Funds, Item, SelfEvaluation, evaluate},
    },
};
use liandong_report::evaluation::{self, PrintedEvaluation};
use std::io::Cursor;

/// The year of the fixture's figures, with a budget that was paid in part and one grade by an officer.
fn year() -> (Form, SelfEvaluation) {
    let mut form = fixture::form();
    form.period.to = fixture::day("2024-12-31");
    form.goal = "建立非警务类警情分流处置闭环，全年24小时承接分流警情。".into();
    form.budget.executed = Fen::from_yuan(1_200_000);
    form.budget.adjusted = Fen::from_yuan(1_800_000);
    let items: Vec<Item> = form.indicators.iter().map(Item::from).collect();
    let award = Award {
        indicator: IndicatorId::new("areas").expect("an indicator"),
        share: 9_500,
        reason: "五个责任区均已联动".into(),
    };
    let scored = evaluate(Funds::of(&form), items, &[award], Default::default());
    (form, scored.expect("scorable"))
}

fn printed() -> PrintedEvaluation {
    let (form, scored) = year();
    evaluation::print(&form, &scored)
}

#[test]
fn every_score_is_printed_with_its_arithmetic() {
    insta::assert_json_snapshot!("evaluation", printed());
}

/// All texts of the table that a file must show.
fn texts(form: &PrintedEvaluation) -> Vec<String> {
    let mut all = vec![
        form.title.clone(),
        form.year.clone(),
        form.project_name.clone(),
        form.department.clone(),
        form.unit.clone(),
        form.goal_expected.clone(),
        form.goal_actual.clone(),
        form.total.weight.clone(),
        form.total.score.clone(),
        format!("等级：{}", form.total.grade),
    ];
    for one in &form.funds {
        all.extend(
            [
                &one.name,
                &one.initial,
                &one.adjusted,
                &one.executed,
                &one.rate,
            ]
            .map(Clone::clone),
        );
    }
    for one in &form.rows {
        all.extend(
            [
                &one.name,
                &one.target,
                &one.actual,
                &one.weight,
                &one.score,
                &one.explanation,
            ]
            .map(Clone::clone),
        );
    }
    for one in &form.arithmetic {
        all.extend([&one.rule, &one.sum, &one.score].map(Clone::clone));
    }
    all.extend(form.notes.iter().chain(&form.basis).cloned());
    all
}

fn bare(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '\u{200b}')
        .collect()
}

#[test]
fn the_paper_shows_all_of_it() {
    let form = printed();
    let set = evaluation::typeset(&form, fonts()).expect("typeset");
    assert!(set.within_edges());
    assert!((2..=4).contains(&set.pages()), "{} pages", set.pages());
    let all: String = (0..set.pages()).map(|page| bare(&set.text(page))).collect();
    for text in texts(&form).iter().chain(&form.signatures) {
        assert!(all.contains(&bare(text)), "not on paper: {text}");
    }
}

#[test]
fn the_workbook_shows_all_of_it() {
    let form = printed();
    let bytes = evaluation::to_xlsx(&form).expect("xlsx");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("readable");
    let mut all = Vec::new();
    for name in ["绩效自评表", "得分计算"] {
        let sheet = book.worksheet_range(name).expect(name);
        all.extend(sheet.used_cells().filter_map(|(_, _, cell)| match cell {
            Data::String(text) => Some(text.clone()),
            _ => None,
        }));
    }
    for text in texts(&form).iter().filter(|text| !text.is_empty()) {
        assert!(all.contains(text), "not in the workbook: {text}");
    }
}

#[test]
fn the_document_shows_all_of_it() {
    let form = printed();
    let word = Word::read(&evaluation::to_docx(&form).expect("docx"));
    let mut all: Vec<String> = word.lines.clone();
    for table in &word.tables {
        for row in &table.rows {
            let columns: u32 = row.cells.iter().map(|cell| cell.span).sum();
            assert_eq!(usize::try_from(columns), Ok(table.columns.len()));
            all.extend(row.cells.iter().map(crate::word::read::Cell::text));
        }
        assert_eq!(table.columns.iter().sum::<u32>(), 10_546);
    }
    for text in texts(&form).iter().filter(|text| !text.is_empty()) {
        let text = text.replace("%（", "%\n（");
        assert!(all.contains(&text), "not in the document: {text}");
    }
    assert!(
        word.tables[1].rows[0].is_head,
        "the indicators' names are repeated"
    );
}

#[test]
fn the_columns_add_up_to_the_total() {
    let (form, scored) = year();
    let form = evaluation::print(&form, &scored);
    let hundredths = |text: &str| -> Option<u32> { text.replace('.', "").parse().ok() };
    let mut scores: Vec<u32> = form
        .rows
        .iter()
        .filter_map(|one| hundredths(&one.score))
        .collect();
    scores.extend(form.funds.first().and_then(|one| hundredths(&one.score)));
    assert_eq!(scores.iter().sum::<u32>(), scored.total.scored);
    let weights: Option<u32> = form.rows.iter().map(|one| hundredths(&one.weight)).sum();
    assert_eq!(weights, Some(9_000));
}

#[test]
fn the_same_year_gives_the_same_bytes() {
    let (form, scored) = year();
    let printed = evaluation::print(&form, &scored);
    let files = || {
        [
            evaluation::to_pdf(&printed, fonts()).expect("pdf"),
            evaluation::to_xlsx(&printed).expect("xlsx"),
            evaluation::to_docx(&printed).expect("docx"),
            evaluation::to_json(&form, &scored)
                .expect("json")
                .into_bytes(),
        ]
    };
    let first = files();
    std::thread::sleep(std::time::Duration::from_millis(2_100));
    assert!(first == files());
}
