//! Our own form, from data that agree, has no finding: in the process, as PDF and as XLSX.

use crate::fixture::consistent::consistent;
use liandong_formcheck::{Finding, Reading, check, read_source};
use liandong_formfile::{Kind, read};
use liandong_report::{
    Fonts,
    form::{self, PrintedForm},
};
use std::sync::OnceLock;

pub(crate) fn fonts() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(|| Fonts::usual().expect("the Chinese fonts"))
}

/// What the officer writes in the place of the draft: the approval of the adjustment and the contract's lines, which
/// the ledger does not print.
const BUDGET: &str = "2024年本项目年初预算金额为360.00万元，因招标节约，依据青府〔2024〕6号批复，2024年3月20日调减8.45万元，调整后预算为351.55万元。截至2024年8月31日，合同金额为351.55万元，明细为：联警联动人员40人×7.40万元/人/年=296.00万元，机动巡逻车5辆×7.80万元/辆/年=39.00万元，记录仪20台×0.46万元/台=9.20万元，电台20台×0.14万元/台=2.80万元，防爆设备10套×0.095万元/套=0.95万元，个人勤务装备40套×0.09万元/套=3.60万元。";

/// The form as it is handed in: signed, with the reason of the adjustment.
pub(crate) fn printed() -> PrintedForm {
    let mut form = form::print(&consistent());
    form.sections.budget = vec![BUDGET.to_owned()];
    for (label, name) in form
        .signatures
        .iter_mut()
        .zip(["张明", "李华", "王芳", "2024年9月5日"])
    {
        label.push_str(name);
    }
    form
}

fn told(findings: &[Finding]) -> String {
    let lines = findings.iter().map(|one| {
        let quotes = [Some(&one.first), one.second.as_ref()];
        let quotes = quotes.into_iter().flatten().flat_map(|quote| &quote.0);
        let quotes: Vec<String> = quotes
            .map(|piece| format!("    {}「{}」", piece.place, piece.text))
            .collect();
        format!("{} {}\n{}", one.rule, one.zh, quotes.join("\n"))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn none_found(reading: &Reading) {
    let findings = check(reading);
    assert!(
        findings.is_empty(),
        "{}\n{}",
        told(&findings),
        reading.canonical()
    );
    assert_eq!(reading.rows.len(), 19);
}

#[test]
fn as_it_is_printed_it_has_no_finding() {
    none_found(&read_source(form::source(&printed())));
}

#[test]
fn as_a_workbook_it_has_no_finding() {
    let file = read(&form::to_xlsx(&printed()).unwrap()).unwrap();
    assert_eq!(file.kind, Kind::Xlsx);
    none_found(&file.reading());
}

#[test]
fn as_a_pdf_it_has_no_finding() {
    let file = read(&form::to_pdf(&printed(), fonts()).unwrap()).unwrap();
    assert_eq!(file.kind, Kind::Pdf);
    none_found(&file.reading());
}

#[test]
fn as_a_document_it_has_no_finding() {
    let file = read(&form::to_docx(&printed()).unwrap()).unwrap();
    assert_eq!(file.kind, Kind::Docx);
    none_found(&file.reading());
}

/// What the four say is one and the same, to the letter of its meaning.
#[test]
fn paper_workbook_document_and_values_say_the_same() {
    let form = printed();
    let said = read_source(form::source(&form)).canonical();
    let pdf = read(&form::to_pdf(&form, fonts()).unwrap()).unwrap();
    let xlsx = read(&form::to_xlsx(&form).unwrap()).unwrap();
    let docx = read(&form::to_docx(&form).unwrap()).unwrap();
    for (file, kind) in [(pdf, "pdf"), (xlsx, "xlsx"), (docx, "docx")] {
        let read = file.reading().canonical();
        let (read, said): (Vec<&str>, Vec<&str>) = (read.lines().collect(), said.lines().collect());
        assert_eq!(read, said, "{kind}");
    }
}

/// A row that misses, with cause and measure broken over the narrow cells' lines.
#[test]
fn broken_cells_of_a_row_are_put_together() {
    let mut form = printed();
    let row = form.rows.get_mut(12).unwrap();
    row.done = "93.42%（14821/15865）".into();
    row.deviation = "-6.58个百分点".into();
    row.cause = "计入15865条，超时1044条，夜间路程较远，个别路段施工绕行".into();
    row.remedy = "增加夜间备勤班次，十月底前完成，由青云镇平安建设办公室负责".into();
    let file = read(&form::to_pdf(&form, fonts()).unwrap()).unwrap();
    let reading = file.reading();
    let read = &reading.rows[12];
    assert_eq!(
        (read.cause.text.as_str(), read.measure.text.as_str()),
        (form.rows[12].cause.as_str(), form.rows[12].remedy.as_str())
    );
    assert!(read.cause.quote.0.len() > 1, "it is broken over lines");
    assert_eq!(reading.rows.len(), 19);
}

/// One figure changed on paper is told, with the page and the cell that it stands in.
#[test]
fn a_changed_figure_is_told_with_its_place() {
    let mut form = printed();
    form.header.adjusted = "3515501".into();
    for (file, place) in [
        (form::to_pdf(&form, fonts()).unwrap(), "第1页!表1第6行第2格"),
        (form::to_xlsx(&form).unwrap(), "附件2-1!C9"),
        (form::to_docx(&form).unwrap(), "表1!第6行第2格"),
    ] {
        let findings = check(&read(&file).unwrap().reading());
        let quoted = findings.iter().flat_map(|one| &one.first.0);
        let mut quoted = quoted.filter(|piece| piece.text == "3515501");
        assert_eq!(quoted.next().unwrap().place.to_string(), place);
    }
}
