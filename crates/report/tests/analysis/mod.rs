//! Daily, weekly and monthly reports printed.

mod given;

use super::fonts;
use calamine::{Data, Reader, Xlsx};
use given::{BUSY, SMALL, basis, heading, report};
use liandong_analysis::Report;
use liandong_domain::reports::ReportKind;
use liandong_report::analysis::{PrintedReport, print, sentences, to_pdf, to_xlsx, typeset};
use std::{io::Cursor, path::Path};

const DAY: &str = "2024-06-05";

fn printed(report: &Report) -> PrintedReport {
    print(report, &heading(&basis()))
}

fn every_report() -> Vec<(&'static str, Report)> {
    let of = |name, town, kind| (name, report(town, kind, DAY));
    vec![
        of("daily", BUSY, ReportKind::Daily),
        of("weekly", BUSY, ReportKind::Weekly),
        of("monthly", BUSY, ReportKind::Monthly),
        of("small", SMALL, ReportKind::Daily),
    ]
}

#[test]
fn the_words_of_a_week() {
    let report = report(BUSY, ReportKind::Weekly, DAY);
    let printed = printed(&report);
    let words = (
        &printed.leads,
        &printed.findings,
        &printed.method,
        &printed.chart.words,
    );
    insta::assert_json_snapshot!("week", words);
}

#[test]
fn where_numbers_are_too_small_nothing_is_concluded() {
    let report = report(SMALL, ReportKind::Daily, DAY);
    assert_eq!(sentences(&report), ["样本过小，不作结论。"]);
    let printed = printed(&report);
    let tests = printed.tables.last().unwrap();
    let said = serde_json::to_string(&tests.rows).unwrap();
    assert!(
        said.contains("样本过小") && said.contains("无对照期记录"),
        "{said}"
    );
    assert_eq!(printed.chart.limits, None);
}

#[test]
fn each_report_lies_within_its_pages_and_is_the_same_each_time() {
    for (name, report) in every_report() {
        let printed = printed(&report);
        let set = typeset(&printed, fonts()).unwrap();
        assert!(set.within_edges(), "{name}");
        assert!((2..=8).contains(&set.pages()), "{name}: {}", set.pages());
        let pdf = to_pdf(&printed, fonts()).unwrap();
        assert_eq!(pdf, to_pdf(&printed, fonts()).unwrap(), "{name}");
        let xlsx = to_xlsx(&report, &printed).unwrap();
        assert_eq!(xlsx, to_xlsx(&report, &printed).unwrap(), "{name}");
        // To be looked at.
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        std::fs::write(folder.join(format!("report-{name}.pdf")), pdf).unwrap();
        std::fs::write(folder.join(format!("report-{name}.xlsx")), xlsx).unwrap();
    }
}

/// One arrival in so many is late: the axis of the shares begins at nought, at a half, at four fifths.
#[test]
fn shares_of_any_size_are_drawn() {
    for one_in in 1..=9 {
        let mut town = BUSY;
        town.late = [one_in; 2];
        let printed = printed(&report(town, ReportKind::Daily, DAY));
        let set = typeset(&printed, fonts()).unwrap();
        assert!(set.within_edges(), "one late in {one_in}");
    }
}

#[test]
fn a_character_without_a_glyph_is_shown_as_such() {
    let mut report = report(SMALL, ReportKind::Daily, DAY);
    report
        .breaches
        .reasons
        .push(liandong_analysis::report::Counted {
            text: "司机🚓报".into(),
            count: 1,
        });
    let set = typeset(&printed(&report), fonts()).unwrap();
    let text: String = (0..set.pages()).map(|page| set.text(page)).collect();
    assert!(text.contains("司机〓报"), "{text}");
}

#[test]
fn a_workbook_holds_numbers_as_numbers() {
    let report = report(BUSY, ReportKind::Weekly, DAY);
    let bytes = to_xlsx(&report, &printed(&report)).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let names = book.sheet_names();
    for name in [
        "结论",
        "图数据",
        "图",
        "类别",
        "责任区",
        "时限",
        "超时",
        "重复",
        "部门",
        "回访",
        "队员",
        "检验",
    ] {
        assert!(names.iter().any(|one| one == name), "{name} of {names:?}");
    }
    let clocks = book.worksheet_range("时限").unwrap();
    let arrive = &report.clocks[0];
    #[allow(clippy::cast_precision_loss)]
    let (kept, share) = (
        arrive.kept.numerator as f64,
        arrive.kept.numerator as f64 / arrive.kept.denominator as f64,
    );
    assert_eq!(clocks.get_value((2, 1)), Some(&Data::Float(kept)));
    assert_eq!(clocks.get_value((2, 3)), Some(&Data::Float(share)));
    let data = book.worksheet_range("图数据").unwrap();
    let hours: f64 = (2..26)
        .filter_map(|row| match data.get_value((row, 1)) {
            Some(Data::Float(count)) => Some(*count),
            _ => None,
        })
        .sum();
    #[allow(clippy::cast_precision_loss)]
    let received = report.volumes.received as f64;
    assert!((hours - received).abs() < 0.5, "{hours} of {received}");
}
