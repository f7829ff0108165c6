//! Foreign files: text in every encoding, documents, workbooks, and what is refused.

use crate::zipped::{document, zipped};
use liandong_formcheck::{Place, check};
use liandong_formfile::{FileError, Kind, limits, read};

const CLEAN: &str = include_str!("../../../formcheck/tests/fixtures/clean.txt");

#[test]
fn text_is_read_in_every_encoding_that_offices_use() {
    let utf16 =
        |order: fn(u16) -> [u8; 2]| CLEAN.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let (gb18030, ..) = encoding_rs::GB18030.encode(CLEAN);
    let files = [
        CLEAN.as_bytes().to_vec(),
        [b"\xef\xbb\xbf", CLEAN.as_bytes()].concat(),
        [&b"\xff\xfe"[..], &utf16(u16::to_le_bytes)].concat(),
        [&b"\xfe\xff"[..], &utf16(u16::to_be_bytes)].concat(),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
        gb18030.into_owned(),
    ];
    let clean = read(CLEAN.as_bytes()).unwrap().reading().canonical();
    for (file, number) in files.iter().zip(1..) {
        let form = read(file).unwrap_or_else(|error| panic!("{number}: {error}"));
        assert_eq!(form.kind, Kind::Text);
        assert_eq!(form.reading().canonical(), clean, "{number}");
    }
}

/// A document as Word writes it: merged cells, a symbol as a tick, a tracked deletion.
const BODY: &str = r#"<w:p><w:r><w:t>附件2-1</w:t></w:r></w:p>
<w:tbl>
<w:tr><w:tc><w:p><w:r><w:t>项目名称</w:t></w:r></w:p></w:tc>
<w:tc><w:tcPr><w:gridSpan w:val="3"/></w:tcPr><w:p><w:r><w:t>青云镇</w:t></w:r><w:r><w:t>平安联动项目</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>当年预算数</w:t></w:r></w:p><w:p><w:r><w:t>（元）</w:t></w:r></w:p></w:tc>
<w:tc><w:p><w:r><w:t>1800000</w:t></w:r><w:del><w:r><w:delText>99</w:delText></w:r></w:del></w:p></w:tc>
<w:tc><w:p><w:r><w:t>是否需要预算调整</w:t></w:r></w:p></w:tc>
<w:tc><w:p><w:r><w:t>是 </w:t><w:sym w:font="Wingdings 2" w:char="F0A3"/><w:t xml:space="preserve"> 否 </w:t><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:p></w:tc></w:tr>
</w:tbl>
<w:tbl>
<w:tr><w:tc><w:p><w:r><w:t>一级指标</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>二级指标</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>三级指标</w:t></w:r></w:p></w:tc>
<w:tc><w:p><w:r><w:t>年度指标值</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>应完成的绩效目标值</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>完成百分比或情况描述</w:t></w:r></w:p></w:tc>
<w:tc><w:p><w:r><w:t>偏差情况</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>偏差原因</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>纠偏措施</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>产出指标</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>数量指标</w:t></w:r></w:p></w:tc>
<w:tc><w:p><w:r><w:t>聘用联警联动人员</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>40人</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>40人</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>38人</w:t></w:r></w:p></w:tc>
<w:tc><w:p><w:r><w:t>-2人</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>两人离职，</w:t></w:r></w:p><w:p><w:r><w:t>补招未到岗</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>九月底前</w:t><w:br/><w:t>补招两人</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:tcPr><w:vMerge w:val="continue"/></w:tcPr><w:p/></w:tc>
<w:tc><w:p><w:r><w:t>机动巡逻车辆租用数量</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>5辆</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>5辆</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>5辆</w:t></w:r></w:p></w:tc>
<w:tc><w:p><w:r><w:t>0</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>
</w:tbl>
<w:p><w:r><w:t>填报日期：2024年9月5日</w:t></w:r></w:p>"#;

#[test]
fn a_document_is_read_with_its_merged_cells_and_ticks() {
    let form = read(&document(BODY)).unwrap();
    assert_eq!(form.kind, Kind::Docx);
    let reading = form.reading();
    assert_eq!(reading.head.project.value().unwrap(), "青云镇平安联动项目");
    assert_eq!(reading.head.initial.value(), Some(&180_000_000));
    let ticks = reading.head.adjusting.value().unwrap();
    assert_eq!(ticks.only(), Some("否"));
    let place = &reading.head.initial.content.0[0].place;
    assert_eq!(
        *place,
        Place::Cell {
            sheet: "表1".into(),
            cell: "第2行第2格".into()
        }
    );
    assert_eq!(reading.rows.len(), 2, "{:#?}", reading.rows);
    let (staff, cars) = (&reading.rows[0], &reading.rows[1]);
    assert_eq!(
        [&staff.deviation, &staff.cause, &staff.measure].map(|cell| cell.text.as_str()),
        ["-2人", "两人离职，补招未到岗", "九月底前补招两人"]
    );
    assert_eq!(
        (cars.level1.as_str(), cars.level2.as_str()),
        ("产出指标", "数量指标")
    );
    assert_eq!(
        reading.signatures.date.value().unwrap().to_string(),
        "2024-09-05"
    );
    assert!(check(&reading).iter().all(|one| one.rule != "R-101"));
}

/// The clean form as an office program writes it: LibreOffice made the DOCX, and the PDF of that. A page break of the PDF
/// cuts a row of section 四 in two.
#[test]
fn files_of_an_office_program_say_what_the_text_says() {
    let clean = read(CLEAN.as_bytes()).unwrap().reading();
    for (file, kind) in [
        (&include_bytes!("../fixtures/clean.docx")[..], Kind::Docx),
        (include_bytes!("../fixtures/clean.pdf"), Kind::Pdf),
    ] {
        let form = read(file).unwrap();
        assert_eq!(form.kind, kind);
        let reading = form.reading();
        assert_eq!(check(&reading), [], "{kind:?}");
        assert_eq!(
            reading.canonical().lines().collect::<Vec<_>>(),
            clean.canonical().lines().collect::<Vec<_>>(),
            "{kind:?}"
        );
    }
}

#[test]
fn what_is_no_form_is_refused_by_what_it_is() {
    let old = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0];
    let large = vec![b' '; limits::FILE + 1];
    let image = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF";
    let deep = [b"%PDF-1.4\n1 0 obj ".to_vec(), vec![b'['; 100_000]].concat();
    for (bytes, error) in [
        (&b""[..], FileError::Empty),
        (b" \n ", FileError::Empty),
        (&large, FileError::TooLarge),
        (&old, FileError::OldOffice),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", FileError::UnknownKind),
        (b"abc\xff", FileError::NotText),
        (b"PK\x03\x04....", FileError::Damaged("zip")),
        (&zipped(&[("a.txt", b"a")]), FileError::OtherOffice),
        (
            &zipped(&[("word/document.xml", b"<w:p>")]),
            FileError::Damaged("xml"),
        ),
        (&document(""), FileError::Empty),
        (
            &zipped(&[("xl/workbook.xml", b"no")]),
            FileError::Damaged("workbook"),
        ),
        (b"%PDF-1.7 nothing", FileError::Damaged("pdf")),
        (b"%PDF-1.7 <</Encrypt 5 0 R>>", FileError::Encrypted),
        (image, FileError::NoText),
        (&deep, FileError::TooMuch("depth")),
    ] {
        assert_eq!(read(bytes).err(), Some(error));
    }
    let nested = "<w:x>".repeat(300);
    assert_eq!(
        read(&document(&nested)).err(),
        Some(FileError::TooMuch("depth"))
    );
}

/// As deep as the guard lets through: the interpreter's stack must hold it, in a page's content and in its objects.
#[test]
fn brackets_just_within_the_bound_do_not_break_the_stack() {
    for (open, close) in [("[", "]"), ("<</A ", ">>")] {
        let deep = format!("{}{}", open.repeat(1_450), close.repeat(1_450));
        let file = format!(
            "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/X {deep}>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n4 0 obj<</Length {}>>stream\n/P {deep} DP {deep} TJ\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
            deep.len() * 2 + 10
        );
        // It may be read and found empty, or refused; it must come back.
        let error = read(file.as_bytes()).err();
        assert!(
            matches!(error, Some(FileError::NoText | FileError::Damaged(_))),
            "{open}: {error:?}"
        );
    }
}

#[test]
fn a_file_that_unfolds_to_gigabytes_is_refused_by_what_it_unfolds_to() {
    // 80 MiB of blanks are some 80 kB.
    let bomb = zipped(&[("word/document.xml", &vec![b' '; 80 * 1024 * 1024])]);
    assert!(bomb.len() < 200_000, "{}", bomb.len());
    assert_eq!(read(&bomb).err(), Some(FileError::TooMuch("unfolded")));
    let mut pdf = b"%PDF-1.4\n1 0 obj<</Length 9/Filter/FlateDecode>>stream\n".to_vec();
    let mut deflate = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut deflate, &vec![b' '; 80 * 1024 * 1024]).unwrap();
    pdf.extend(deflate.finish().unwrap());
    assert_eq!(read(&pdf).err(), Some(FileError::TooMuch("unfolded")));
}

#[test]
fn every_error_says_what_to_do_in_both_languages() {
    for error in [
        FileError::Empty,
        FileError::TooLarge,
        FileError::TooMuch("pages"),
        FileError::UnknownKind,
        FileError::OldOffice,
        FileError::OtherOffice,
        FileError::Encrypted,
        FileError::Damaged("zip"),
        FileError::NoText,
        FileError::NotText,
        FileError::ManyForms(vec!["甲".into(), "乙".into()]),
    ] {
        assert!(
            !error.zh().is_ascii() && !error.zh().contains("zip"),
            "{error}"
        );
        assert!(error.to_string().len() > 10 && !error.code().is_empty());
    }
}
