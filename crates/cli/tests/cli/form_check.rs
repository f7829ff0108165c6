//! `liandong form check` on forms of our own making, and on what is no form.

use super::tools::{done, folder, liandong, run, stderr, stdout};
use serde_json::Value;
use std::{
    fs::{self, File},
    path::PathBuf,
};

fn fixture(name: &str) -> PathBuf {
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/../formcheck/tests/fixtures");
    PathBuf::from(fixtures).join(name)
}

#[test]
fn a_form_that_contradicts_itself_is_told_with_both_places() {
    let faulty = fixture("faulty.txt");
    let told = done(["form", "check", faulty.to_str().unwrap()]);
    assert!(told.contains("[错误] R-101"), "{told}");
    assert!(told.contains("[错误] R-301") && told.contains("[警告] R-501"));
    assert!(told.contains("行第") && told.contains("算式："), "{told}");

    let json = done(["form", "check", "--json", faulty.to_str().unwrap()]);
    let json: Value = serde_json::from_str(&json).unwrap();
    let text = fs::read_to_string(&faulty).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let findings = json["findings"].as_array().unwrap();
    assert!(findings.len() > 40, "{}", findings.len());
    // Each quotation stands where it says.
    for finding in findings {
        let quotes = [&finding["first"], &finding["second"]];
        for piece in quotes.iter().filter_map(|quote| quote.as_array()).flatten() {
            let place = &piece["place"]["text"];
            let number = |name: &str| usize::try_from(place[name].as_u64().unwrap()).unwrap();
            let line = lines[number("line") - 1].chars();
            let (from, to) = (number("from"), number("to"));
            let there: String = line.skip(from - 1).take(to + 1 - from).collect();
            assert_eq!(there, piece["text"].as_str().unwrap(), "{finding}");
        }
    }

    let strict = run(["form", "check", "--strict", faulty.to_str().unwrap()]);
    assert_eq!(strict.status.code(), Some(1));
    assert!(stderr(&strict).contains("处错误"));
}

#[test]
fn a_clean_form_has_nothing_to_tell() {
    let clean = fixture("clean.txt");
    let told = run([
        "form",
        "check",
        "--strict",
        "--reading",
        clean.to_str().unwrap(),
    ]);
    assert!(told.status.success(), "{}", stdout(&told));
    let told = stdout(&told);
    assert!(told.contains("错误 0，警告 0，提示 0"), "{told}");
    assert!(told.contains("recurring"), "{told}");
}

#[test]
fn files_of_an_office_program_are_read_as_they_are() {
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/../formfile/tests/fixtures");
    for name in ["clean.pdf", "clean.docx"] {
        let path = PathBuf::from(fixtures).join(name);
        let told = done(["form", "check", "--strict", path.to_str().unwrap()]);
        assert!(told.contains("错误 0，警告 0，提示 0"), "{name}: {told}");
    }
    let faulty = File::open(fixture("faulty.txt")).unwrap();
    let mut piped = liandong(["form", "check", "-"]);
    let told = stdout(&piped.stdin(faulty).output().unwrap());
    assert!(
        told.contains("[错误] R-101") && told.contains("行第"),
        "{told}"
    );
}

#[test]
fn what_cannot_be_read_is_refused_by_what_it_is() {
    let folder = folder();
    for (name, bytes, word) in [
        ("a.pdf", &b"%PDF-1.7 ..."[..], "PDF"),
        ("a.xlsx", &b"PK\x03\x04...."[..], "损坏"),
        ("a.doc", &b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], "旧版"),
        ("a.txt", &b"abc\xff"[..], "编码"),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let refused = run(["form", "check", path.to_str().unwrap()]);
        assert_eq!(refused.status.code(), Some(2), "{name}");
        assert!(stderr(&refused).contains(word), "{}", stderr(&refused));
    }
    let missing = liandong(["form", "check", "none-such"]).output().unwrap();
    assert_eq!(missing.status.code(), Some(2));
    // Without a file to check, the form is to be written, which needs to know where.
    let neither = liandong(["form"]).output().unwrap();
    assert_eq!(neither.status.code(), Some(2));
}
