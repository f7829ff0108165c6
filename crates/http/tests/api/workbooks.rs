//! A filing's workbook that comes back edited.

use super::tools::{Answer, Served};
use liandong_domain::roles::Role;
use serde_json::{Value, json};
use std::io::{Cursor, Read, Write};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

const PROJECT: &str = "/api/v1/projects/pinganliandong";
const FILING: &str = "/api/v1/filings/pinganliandong.2024-08.1";

fn opened() -> Served {
    let served = Served::start();
    let path = format!("{PROJECT}/filings");
    let body = json!({"tracking": "2024-08"});
    let answer = served.post(Role::Performance, &path, &served.key(), &body);
    assert_eq!(answer.status, 201, "{}", answer.json());
    served
}

fn exported(served: &Served) -> Vec<u8> {
    let answer = served.get(Role::Performance, &format!("{FILING}/file?format=xlsx"));
    assert_eq!(answer.status, 200);
    answer.body
}

/// The workbook with a cell's text replaced, as a spreadsheet program stores it.
fn edited(workbook: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut old = ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..old.len() {
        let mut part = old.by_index(index).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        let name = part.name().unwrap().into_owned();
        if name == "xl/sharedStrings.xml" {
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.contains(from), "{from}");
            bytes = text.replacen(from, to, 1).into_bytes();
        }
        new.start_file(name, SimpleFileOptions::default()).unwrap();
        new.write_all(&bytes).unwrap();
    }
    new.finish().unwrap().into_inner()
}

fn comes_back(served: &Served, workbook: &[u8]) -> Answer {
    let bearer = format!("Bearer {}", served.token(Role::Performance));
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let headers = [("authorization", bearer.as_str()), ("content-type", kind)];
    let path = format!("{FILING}/workbook");
    served.send("POST", &path, &headers, Some(workbook))
}

fn gives(served: &Served, command: &Value) -> Answer {
    let path = format!("{FILING}/commands");
    let body = json!({ "command": command });
    served.post(Role::Performance, &path, &served.key(), &body)
}

#[test]
fn what_an_officer_wrote_into_a_workbook_becomes_commands() {
    let served = opened();
    let workbook = exported(&served);
    let same = comes_back(&served, &workbook);
    assert_eq!(same.status, 200, "{}", same.json());
    assert_eq!(same.json(), json!({"changes": [], "commands": []}));

    let written = edited(&workbook, "表中①②等标号", "经办人说明：表中①②等标号");
    let answer = comes_back(&served, &written).json();
    let [change] = answer["changes"].as_array().unwrap().as_slice() else {
        panic!("{answer}");
    };
    assert_eq!(
        (&change["field"], &change["refused"]),
        (&json!("remarks"), &json!(false))
    );
    let [command] = answer["commands"].as_array().unwrap().as_slice() else {
        panic!("{answer}");
    };
    let given = gives(&served, command);
    assert_eq!(given.status, 200, "{}", given.json());
    let remarks = given.json()["printed"]["remarks"].to_string();
    assert!(remarks.contains("经办人说明"), "{remarks}");

    // The workbook was exported before that was written: it says so, and would write over it.
    let other = edited(&workbook, "表中①②等标号", "另一人说明：表中①②等标号");
    let answer = comes_back(&served, &other).json();
    let meanwhile = answer["changes"][0]["meanwhile"].as_str().unwrap();
    assert!(meanwhile.contains("经办人说明"), "{answer}");
}

#[test]
fn a_box_ticked_in_a_workbook_becomes_a_judgement() {
    let served = opened();
    let workbook = exported(&served);
    let boxes = "确定能完成 □　有可能完成 √　确定不能完成 □";
    let ticked = edited(
        &workbook,
        boxes,
        "确定能完成 √　有可能完成 □　确定不能完成 □",
    );
    let answer = comes_back(&served, &ticked).json();
    let command = json!({"do": "judge", "which": "goals", "tick": "certain", "reason": null});
    assert_eq!(answer["commands"], json!([command]));
    // The figures say otherwise, so that the rules want a reason.
    assert_eq!(
        gives(&served, &command).problem(),
        "override_without_reason"
    );
    let two = edited(
        &workbook,
        boxes,
        "确定能完成 √　有可能完成 √　确定不能完成 □",
    );
    let answer = comes_back(&served, &two);
    assert_eq!(
        (answer.status, answer.problem().as_str()),
        (422, "workbook_boxes")
    );
}

#[test]
fn a_figure_written_into_a_workbook_is_refused() {
    let served = opened();
    let workbook = exported(&served);
    let better = edited(&workbook, "<t>1800000</t>", "<t>900000</t>");
    let answer = comes_back(&served, &better).json();
    assert_eq!(answer["changes"][0]["field"], "header.initial", "{answer}");
    assert_eq!(answer["changes"][0]["refused"], true);
    assert_eq!(answer["commands"], json!([]));

    let broken = edited(&workbook, "一级指标", "一级目标");
    let answer = comes_back(&served, &broken);
    assert_eq!(
        (answer.status, answer.problem().as_str()),
        (422, "workbook_structure")
    );
    let told = answer.json().to_string();
    assert!(
        told.contains("附件2-1!A") && told.contains("应为“一级指标”"),
        "{told}"
    );
    for (bytes, code) in [
        (&b"PK\x03\x04 no"[..], "not_a_workbook"),
        (b"", "not_a_workbook"),
    ] {
        let answer = comes_back(&served, bytes);
        assert_eq!((answer.status, answer.problem().as_str()), (422, code));
    }
}
