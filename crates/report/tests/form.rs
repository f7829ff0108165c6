//! The form printed, in every file that it is written to.
#![allow(clippy::unwrap_used)]

mod analysis;
mod assessment;
mod evaluation;
mod fixture;
mod ledger;
mod warnings;
mod word;

use calamine::{Data, Reader, Xlsx};
use liandong_domain::{
    money::Fen,
    performance::{
        figure::{NoValue, Value},
        form::{Deviation, JudgementReason, Standing},
        target::{Comparator, TargetValue},
    },
    ratio::Ratio,
};
use liandong_report::{Fonts, ReportError, explain, form, words};
use std::{io::Cursor, path::PathBuf, sync::OnceLock};

fn fonts() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(|| Fonts::usual().expect("the Chinese fonts"))
}

#[test]
fn every_cell_is_printed_as_words() {
    insta::assert_json_snapshot!("printed", form::print(&fixture::form()));
}

#[test]
fn a_ratio_over_zero_is_neither_nothing_nor_everything() {
    let printed = form::print(&fixture::form());
    assert_eq!(printed.header.rate, "无（分母为零）");
    let row = &printed.rows[10];
    assert_eq!(row.name, "考核通过率");
    assert_eq!(
        (row.done.as_str(), row.deviation.as_str()),
        ("无（分母为零）", "无（分母为零）")
    );
    assert_eq!(row.cause, "分母为零，比率没有数值");
    for text in [&row.done, &row.deviation, &row.cause, &printed.header.rate] {
        assert!(!text.contains('%') && !text.contains('0'), "{text}");
    }
}

#[test]
fn without_evidence_there_is_no_figure() {
    let mut form = fixture::form();
    form.budget.entries = 0;
    form.judgement.budget.reason = JudgementReason::BudgetIsZero;
    let printed = form::print(&form);
    let head = &printed.header;
    for cell in [
        &head.initial,
        &head.executed,
        &head.rate,
        &head.adjusted,
        &head.decrease,
    ] {
        assert_eq!(cell, "无数据");
    }
    assert!(head.adjustment_needed.iter().all(|tick| !tick.ticked));
    assert_eq!(printed.rows[18].done, "无数据");
    assert!(
        printed.sections.problems[0]
            .problem
            .contains("预算台账没有记录")
    );
    assert!(printed.sections.execution[0].contains("无数据"));
}

#[test]
fn sentences_claim_only_what_the_figures_say() {
    let mut form = fixture::form();
    form.indicators
        .retain(|one| matches!(one.standing, Standing::Met { .. }));
    form.budget.decrease = Fen::ZERO;
    form.budget.adjustment_needed = false;
    form.budget.adjusted = form.budget.initial;
    form.budget.committed = form.budget.initial;
    form.budget.executed = Fen::from_yuan(450_000);
    form.budget.rate_on_adjusted = Ratio::new(45_000_000, 180_000_000);
    form.budget.rate_on_initial = form.budget.rate_on_adjusted;
    form.judgement.goals.reason = JudgementReason::AllMet;
    let printed = form::print(&form);
    let parts = &printed.sections;
    assert_eq!(
        parts.goals,
        [
            "截至2024年8月31日，本项目12项跟踪指标中，达到应完成的绩效目标值的12项，未达到的0项，没有数值的0项。"
        ]
    );
    assert_eq!(
        parts.execution,
        [
            "截至2024年8月31日，本项目已支付45.00万元，预算执行进度为25.00%（45.00万元/180.00万元）。同期时间进度为66.67%（244/366）。"
        ]
    );
    assert_eq!(parts.problems.len(), 1);
    assert_eq!(
        parts.problems[0].problem,
        "依据跟踪时段内的数据，未发现偏差。"
    );
}

#[test]
fn a_miss_by_a_hair_never_reads_as_kept() {
    let due = fixture::target(Comparator::Within, TargetValue::Seconds(900), "15分钟以内");
    let figure = fixture::figure(Value::Ratio(Ratio::new(99_999, 100_000)), 100_000, 0);
    let standing = fixture::missed(Deviation::PointHundredths(0));
    assert_eq!(words::value(&figure, &due), "约100.00%（99999/100000）");
    assert_eq!(
        words::deviation(&figure, &due, &standing),
        "-0.01个百分点以内"
    );

    let due = fixture::target(Comparator::Qualitative, TargetValue::Word, "提升");
    let same = Ratio::new(1, 2);
    let flat = fixture::figure(
        Value::Change {
            before: same,
            after: same,
        },
        4,
        0,
    );
    assert_eq!(words::deviation(&flat, &due, &standing), "0");
    let over_zero = fixture::figure(Value::None(NoValue::OverZero), 3, 0);
    assert_eq!(
        words::deviation(&over_zero, &due, &Standing::NoData),
        "无（分母为零）"
    );
}

#[test]
fn the_spreadsheet_holds_the_printed_cells() {
    let printed = form::print(&fixture::form());
    let bytes = form::to_xlsx(&printed).expect("xlsx");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("readable");
    let sheet = book.worksheet_range("附件2-1").expect("the form's sheet");
    let cell = |row: usize, column: usize| match sheet.get((row, column)) {
        Some(Data::String(text)) => text.clone(),
        None | Some(Data::Empty) => String::new(),
        other => panic!("({row}, {column}) is no text: {other:?}"),
    };
    let find = |wanted: &str| {
        (0..sheet.height())
            .find(|row| (0..9).any(|column| cell(*row, column) == wanted))
            .unwrap_or_else(|| panic!("no cell says {wanted}"))
    };
    let begin = find("项目名称");
    let cells = printed.header.cells();
    let places = (0..).flat_map(|row| [(row, 0, 2), (row, 5, 6)]);
    // 项目名称 has its row alone.
    let places = places.enumerate().filter(|(index, _)| *index != 1);
    for (one, (_, (row, label, value))) in cells.iter().zip(places) {
        assert_eq!(cell(begin + row, label).replace('\n', ""), one.label);
        assert_eq!(cell(begin + row, value), one.value);
    }
    let first = find("偏差原因") + 1;
    for (index, one) in printed.rows.iter().enumerate() {
        let at = first + index;
        let level1 = if one.level1_rows > 0 {
            one.level1.as_str()
        } else {
            ""
        };
        let level2 = if one.level2_rows > 0 {
            one.level2.as_str()
        } else {
            ""
        };
        let name = format!("{}{}", one.name, one.mark);
        let wanted = [
            level1,
            level2,
            &name,
            &one.annual,
            &one.due,
            &one.done,
            &one.deviation,
            &one.cause,
            &one.remedy,
        ];
        for (column, text) in wanted.into_iter().enumerate() {
            assert_eq!(cell(at, column), text, "row {index}, column {column}");
        }
    }
    let merged = book
        .merge_cells_by_sheet_name("附件2-1")
        .expect("merged regions");
    let at = u32::try_from(first).expect("row");
    let is_merged = |column, from: u32, to: u32| {
        merged
            .iter()
            .any(|area| area.start == (from, column) && area.end == (to, column))
    };
    assert!(is_merged(0, at, at + 5), "成本指标 covers six rows");
    assert!(is_merged(0, at + 6, at + 14), "产出指标 covers nine rows");
    assert!(is_merged(1, at + 12, at + 14), "时效指标 covers three rows");
    for text in printed
        .sections
        .goals
        .iter()
        .chain(&printed.sections.background)
        .chain(&printed.remarks)
    {
        find(&format!("　　{text}"));
    }

    let sources = book.worksheet_range("数据来源").expect("the sources");
    for (index, source) in printed.sources.iter().enumerate() {
        assert_eq!(
            sources.get((index + 1, 1)),
            Some(&Data::String(source.name.clone()))
        );
        assert_eq!(
            sources.get((index + 1, 9)),
            Some(&Data::String(source.exclusions.clone()))
        );
    }
    assert_eq!(sources.get((13, 5)), Some(&Data::Float(14_821.0)));
}

#[test]
fn the_paper_is_whole() {
    let printed = form::print(&fixture::form());
    let set = form::typeset(&printed, fonts()).expect("typeset");
    assert!(set.within_edges());
    assert!((3..=6).contains(&set.pages()), "{} pages", set.pages());
    let all: String = (0..set.pages()).map(|page| set.text(page)).collect();
    let hash = fixture::form().basis.log_hash;
    assert!(all.contains(&hash), "the log's hash can be copied from it");
    let all: String = all
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{200b}')
        .collect();
    let bare = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    let parts = &printed.sections;
    let texts = parts
        .background
        .iter()
        .chain(&parts.work_content)
        .chain(&parts.goals)
        .chain(&printed.remarks)
        .chain(&printed.basis)
        .chain(&printed.signatures)
        .chain(
            printed
                .rows
                .iter()
                .flat_map(|row| [&row.name, &row.due, &row.done, &row.deviation, &row.cause]),
        )
        .chain(
            printed
                .sources
                .iter()
                .flat_map(|one| [&one.formula, &one.exclusions]),
        );
    for text in texts {
        assert!(all.contains(&bare(text)), "not on paper: {text}");
    }
}

#[test]
fn a_table_that_runs_over_pages_repeats_its_head() {
    let mut form = fixture::form();
    let rows = form.indicators.clone();
    form.indicators.extend(rows.iter().cloned());
    form.indicators.extend(rows);
    let set = form::typeset(&form::print(&form), fonts()).expect("typeset");
    assert!(set.within_edges());
    let heads = (0..set.pages())
        .filter(|page| set.text(*page).contains("年度指标值"))
        .count();
    assert!(heads >= 2, "on {heads} pages");
}

#[test]
fn text_is_data_and_long_text_stays_in_its_cell() {
    let mut form = fixture::form();
    let sly = "#panic(\"x\") $a$ *b* _c_ @d <e> // \\ `raw` ".to_owned() + &"A1".repeat(60);
    form.project_name = sly.clone();
    form.indicators[0].name = sly;
    form.background = "很长的背景。".repeat(1_500);
    form.tracking_reason = "制表\t不断\u{a0}零宽\u{200b}全角\u{3000}换行\n生僻字𠮷龘".into();
    let printed = form::print(&form);
    let set = form::typeset(&printed, fonts()).expect("typeset");
    assert!(set.within_edges());
    assert!(
        set.text(0)
            .contains("#panic(\"x\") $a$ *b* _c_ @d <e> // \\ `raw`")
    );
    assert!(form::to_xlsx(&printed).is_ok());
}

#[test]
fn a_character_without_a_glyph_is_named_not_printed() {
    let mut form = fixture::form();
    form.tracking_reason = "新增项目🚓".into();
    let error = form::to_pdf(&form::print(&form), fonts()).expect_err("no glyph");
    assert!(
        matches!(&error, ReportError::GlyphMissing { characters } if characters == "🚓"),
        "{error}"
    );
}

#[test]
fn missing_fonts_say_what_to_install() {
    let empty = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
    let error = Fonts::find(&[empty]).expect_err("no fonts there");
    assert!(
        error.to_string().contains("apt-get install fonts-noto-cjk"),
        "{error}"
    );
}

#[test]
fn the_same_form_gives_the_same_bytes() {
    let form = fixture::form();
    let printed = form::print(&form);
    let pdf = form::to_pdf(&printed, fonts()).expect("pdf");
    assert!(pdf.starts_with(b"%PDF-"));
    let fresh = Fonts::usual().expect("fonts");
    assert!(pdf == form::to_pdf(&printed, &fresh).expect("pdf"), "PDF");
    let xlsx = form::to_xlsx(&printed).expect("xlsx");
    // A file stamped with the clock would differ a second later.
    std::thread::sleep(std::time::Duration::from_millis(2_100));
    assert!(xlsx == form::to_xlsx(&printed).expect("xlsx"), "XLSX");
    assert!(
        pdf == form::to_pdf(&printed, fonts()).expect("pdf"),
        "PDF later"
    );
    let json = form::to_json(&form).expect("json");
    assert_eq!(json, form::to_json(&form).expect("json"));
    let both: serde_json::Value = serde_json::from_str(&json).expect("valid");
    assert_eq!(
        both["form"]["indicators"].as_array().map(Vec::len),
        Some(19)
    );
    let read: form::PrintedForm = serde_json::from_value(both["printed"].clone()).expect("printed");
    assert_eq!(read, printed);
}

#[test]
fn evidence_is_listed_for_eyes_and_for_spreadsheets() {
    let form = fixture::form();
    let arrival = &form.indicators[12];
    let items = fixture::evidence();
    insta::assert_snapshot!(
        "explain",
        explain::table(&arrival.name, &arrival.due, &arrival.figure, &items)
    );
    let csv = explain::csv(&arrival.due, &items);
    let lines: Vec<&str> = csv.split("\r\n").collect();
    assert_eq!(
        lines[0],
        "\u{feff}序号,指标,事件流,记录,计入分子,补报,测得值,测得（读法）,说明"
    );
    assert_eq!(
        lines[1],
        "1,arrival,incident/20240301-0007,20240301-0007,是,否,725,12分05秒,纠纷类，办结，回访满意"
    );
    assert_eq!(
        lines[3],
        "3,arrival,incident/20240302-0001,20240302-0001,否,否,,,\"'=SUM(A1)，\"\"引号\"\"\""
    );
}
