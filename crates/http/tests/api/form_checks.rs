//! The form check over HTTP: forms of every kind, and what is no form.

use super::tools::{Answer, Served};
use liandong_domain::roles::Role;

const CLEAN: &str = include_str!("../../../formcheck/tests/fixtures/clean.txt");
const FAULTY: &str = include_str!("../../../formcheck/tests/fixtures/faulty.txt");
const PATH: &str = "/api/v1/form-checks";
const FORM: &str = "/api/v1/projects/pinganliandong/form?from=2024-01-01&to=2024-08-31";

fn check(served: &Served, kind: &str, body: &[u8]) -> Answer {
    let bearer = format!("Bearer {}", served.token(Role::Auditor));
    let headers = [("authorization", bearer.as_str()), ("content-type", kind)];
    served.send("POST", PATH, &headers, Some(body))
}

#[test]
fn a_form_is_read_and_its_faults_are_told_with_their_places() {
    let served = Served::start();
    let clean = check(&served, "text/plain", CLEAN.as_bytes()).json();
    assert_eq!(clean["kind"], "text");
    assert_eq!(clean["findings"].as_array().unwrap().len(), 0);
    let readings = clean["readings"].as_array().unwrap();
    let paid = readings.iter().find(|one| one["field"] == "paid").unwrap();
    assert_eq!(paid["value"], "1757750.00元");
    assert_eq!(paid["quotes"][0]["text"], "1757750");
    let line = CLEAN.lines().position(|line| line == "1757750").unwrap();
    assert_eq!(paid["quotes"][0]["line"], line + 1);

    let faulty = check(&served, "text/plain", FAULTY.as_bytes()).json();
    let findings = faulty["findings"].as_array().unwrap();
    assert!(findings.len() > 40);
    assert_eq!(
        faulty["errors"].as_u64().unwrap()
            + faulty["warnings"].as_u64().unwrap()
            + faulty["notes"].as_u64().unwrap(),
        u64::try_from(findings.len()).unwrap()
    );
    let one = findings.iter().find(|one| one["rule"] == "R-301").unwrap();
    for field in [
        "family",
        "title",
        "title_en",
        "message",
        "message_en",
        "resolve",
    ] {
        assert!(!one[field].as_str().unwrap().is_empty(), "{field}");
    }
    assert!(one["first"][0]["at"].as_str().unwrap().contains("行"));
    assert!(one["second"][0]["text"].is_string() && one["arithmetic"].is_string());
}

#[test]
fn our_own_files_are_read_whatever_they_are_called() {
    let served = Served::start();
    for format in ["pdf", "xlsx"] {
        let file = served.get(Role::Auditor, &format!("{FORM}&format={format}"));
        let answer = check(&served, "application/octet-stream", &file.body);
        assert_eq!(answer.status, 200, "{answer:?}");
        let answer = answer.json();
        assert_eq!(answer["kind"], format);
        let rows = answer["readings"].as_array().unwrap().iter();
        let names = rows.filter(|one| one["field"].as_str().unwrap().ends_with(".name"));
        assert_eq!(names.count(), 19, "{format}");
    }
    let form = format!(
        "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n{CLEAN}\r\n--b--\r\n"
    );
    let answer = check(&served, "multipart/form-data; boundary=b", form.as_bytes()).json();
    assert_eq!(answer["kind"], "text");
    assert_eq!(answer["findings"].as_array().unwrap().len(), 0);
}

#[test]
fn what_cannot_be_read_is_refused_by_what_it_is() {
    let served = Served::start();
    let large = vec![b'a'; 11 * 1024 * 1024];
    for (body, status, code) in [
        (&b""[..], 422, "empty_file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 415, "old_office_file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\r", 415, "unknown_kind"),
        (b"%PDF-1.7 /Encrypt", 422, "encrypted_file"),
        (b"%PDF-1.7 and nothing", 422, "damaged_file"),
        (&large, 413, "too_large"),
    ] {
        let answer = check(&served, "application/octet-stream", body);
        assert_eq!((answer.status, answer.problem().as_str()), (status, code));
    }
    let answer = check(&served, "multipart/form-data; boundary=b", b"--b--\r\n");
    assert_eq!(
        (answer.status, answer.problem().as_str()),
        (422, "missing_field")
    );
}

#[test]
fn the_rules_are_listed() {
    let served = Served::start();
    let rules = served
        .get(Role::Performance, "/api/v1/form-check-rules")
        .json();
    let rules = rules["rules"].as_array().unwrap();
    assert_eq!(rules.len(), 94);
    assert_eq!(rules[0]["rule"], "R-001");
    assert!(rules.iter().any(|rule| rule["regulation"].is_string()));
}
