//! What the targets share: a file is read, said in its canonical form, and checked.
//!
//! The test `corpus` of `liandong-formfile` includes this file and replays the committed corpus with it.

use liandong_formcheck::check;
use std::io::{Cursor, Write};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// Reads and checks a file; what it answers is of no concern, only that it answers.
pub fn take(file: &[u8]) {
    if let Ok(form) = liandong_formfile::read(file) {
        let reading = form.reading();
        let _ = reading.canonical();
        let _ = reading.fields();
        let _ = check(&reading);
    }
}

/// A file of a target's kind from what the fuzzer gives. A fuzzer cannot mend a checksum, so it changes the parts
/// and not the zip around them; what begins as a zip is given as it is.
pub fn file(target: &str, input: &[u8]) -> Vec<u8> {
    match target {
        _ if input.starts_with(b"PK") => input.to_vec(),
        "docx" => zipped(&[("word/document.xml", input)]),
        "xlsx" => workbook(input),
        _ => input.to_vec(),
    }
}

/// A sheet; behind a zero byte the shared strings, behind another the styles.
fn workbook(input: &[u8]) -> Vec<u8> {
    let mut parts = input.splitn(3, |byte| *byte == 0);
    let mut part = || parts.next().unwrap_or_default();
    let (sheet, strings, styles) = (part(), part(), part());
    zipped(&[
        ("xl/workbook.xml", br#"<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>"#),
        ("xl/_rels/workbook.xml.rels", br#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", strings),
        ("xl/styles.xml", styles),
    ])
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in parts {
        let _ = zip.start_file(*name, stored);
        let _ = zip.write_all(bytes);
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}
