//! The real form against the audit that was made of it by hand.

use liandong_formcheck::{Finding, Place, Quote, check, read_text};
use std::{fs, path::Path};

/// One finding of the audit: its rule, and the pieces of its two quotations.
struct Expected {
    id: String,
    rule: String,
    first: Vec<(u32, String)>,
    second: Vec<(u32, String)>,
}

fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn pieces(line: &str) -> Vec<(u32, String)> {
    let parts = line.split('`').collect::<Vec<_>>();
    let pairs = parts.chunks(2).filter_map(|pair| match pair {
        [line, text] => {
            let digits = line.rsplit_once('L').map(|(_, digits)| digits.trim())?;
            Some((digits.parse().ok()?, (*text).to_owned()))
        }
        _ => None,
    });
    pairs.collect()
}

fn audit() -> Vec<Expected> {
    let page = fs::read_to_string(root().join("docs/form-check-findings.md")).unwrap();
    let mut found: Vec<Expected> = Vec::new();
    for line in page.lines() {
        if let Some(head) = line.strip_prefix("### ") {
            let mut words = head.split(" · ");
            let (id, rule) = (
                words.next().unwrap().to_owned(),
                words.next().unwrap().to_owned(),
            );
            found.push(Expected {
                id,
                rule,
                first: Vec::new(),
                second: Vec::new(),
            });
        } else if let Some(rest) = line.strip_prefix("- A: ") {
            found.last_mut().unwrap().first = pieces(rest);
        } else if let Some(rest) = line.strip_prefix("- B: ") {
            found.last_mut().unwrap().second = pieces(rest);
        }
    }
    found
}

/// Whether the quotation holds every piece: on its line, one text within the other.
fn holds(quote: &Quote, pieces: &[(u32, String)]) -> bool {
    pieces.iter().all(|(number, text)| {
        quote.0.iter().any(|piece| match &piece.place {
            Place::Text { line, .. } => {
                line == number
                    && (piece.text.contains(text.as_str()) || text.contains(piece.text.as_str()))
            }
            Place::Cell { .. } => false,
        })
    })
}

fn is(finding: &Finding, expected: &Expected) -> bool {
    let second = finding.second.clone().unwrap_or_default();
    finding.rule == expected.rule
        && holds(&finding.first, &expected.first)
        && holds(&second, &expected.second)
}

#[test]
fn the_real_form_has_the_findings_of_the_audit_and_no_other() {
    let path = root().join("../shared/seed/form-2-1-huacao-2024.txt");
    // The customer's form is not in the repository; beside it, it is read.
    let Ok(text) = fs::read_to_string(path) else {
        return;
    };
    let mut found = check(&read_text(&text));
    let mut missed = Vec::new();
    let expected = audit();
    assert_eq!(expected.len(), 72);
    for one in &expected {
        match found.iter().position(|finding| is(finding, one)) {
            Some(at) => drop(found.remove(at)),
            None => missed.push(format!(
                "{} {} {:?} {:?}",
                one.id, one.rule, one.first, one.second
            )),
        }
    }
    let spurious: Vec<String> = found
        .iter()
        .map(|one| {
            format!(
                "{} {} | {:?} | {:?}",
                one.rule, one.zh, one.first, one.second
            )
        })
        .collect();
    println!(
        "{} of {} found, {} spurious",
        expected.len() - missed.len(),
        expected.len(),
        spurious.len()
    );
    assert!(
        missed.is_empty() && spurious.is_empty(),
        "missed: {missed:#?}\nspurious: {spurious:#?}"
    );
}

/// A form of our own with the same faults in other words: what the rules see is the fault, not the
/// wording of one form.
#[test]
fn the_same_faults_in_other_words_have_the_same_findings() {
    let found = check(&read_text(include_str!("../fixtures/faulty.txt")));
    let mut rules: Vec<&str> = found.iter().map(|one| one.rule).collect();
    let audit = audit();
    let mut expected: Vec<&str> = audit.iter().map(|one| one.rule.as_str()).collect();
    rules.sort_unstable();
    expected.sort_unstable();
    let missed: Vec<&&str> = expected.iter().filter(|one| !rules.contains(one)).collect();
    let spurious: Vec<String> = found
        .iter()
        .filter(|one| !expected.contains(&one.rule))
        .map(|one| format!("{} {}", one.rule, one.zh))
        .collect();
    assert!(
        missed.is_empty() && spurious.is_empty(),
        "missed {missed:?}, spurious {spurious:#?}"
    );
    assert_eq!(rules, expected);
    for finding in &found {
        assert!(!finding.first.is_empty(), "{}", finding.rule);
        assert!(finding.second.is_some(), "{}", finding.rule);
    }
}
