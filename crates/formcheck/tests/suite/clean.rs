//! A clean form has no finding, and no single edit of it goes unseen.

use liandong_formcheck::{check, read_text};

const CLEAN: &str = include_str!("../fixtures/clean.txt");

#[test]
fn a_clean_form_has_no_finding() {
    let found = check(&read_text(CLEAN));
    let shown: Vec<String> = found
        .iter()
        .map(|one| format!("{} {} {}", one.rule, one.zh, one.arithmetic))
        .collect();
    assert!(shown.is_empty(), "{shown:#?}");
}
