//! How long different forms of each kind take to be read and checked in one process.

use crate::ours::{fonts, printed};
use liandong_formcheck::check;
use liandong_formfile::read;
use liandong_report::form::{self, PrintedForm};
use std::time::{Duration, Instant};

const FORMS: usize = 200;
/// Far above what they need, so that a busy machine fails no test; the figures are printed.
const MOST: Duration = Duration::from_secs(60);
/// So many files are made; making a PDF takes far longer than reading one.
const FILES: usize = 20;

fn different(number: usize) -> PrintedForm {
    let mut form = printed();
    form.header.initial = (3_600_000 + number).to_string();
    form
}

fn measure(kind: &str, make: impl Fn(&PrintedForm) -> Vec<u8>) -> Duration {
    let files: Vec<Vec<u8>> = (0..FILES).map(|number| make(&different(number))).collect();
    let start = Instant::now();
    let mut findings = 0;
    for file in files.iter().cycle().take(FORMS) {
        findings += check(&read(file).unwrap().reading()).len();
    }
    let taken = start.elapsed();
    println!("{FORMS} forms as {kind} in {taken:?}, {findings} findings");
    assert!(findings > FORMS / 2, "an amount that differs is found");
    taken
}

#[test]
fn forms_of_both_kinds_are_read_in_little_time() {
    let xlsx = measure("xlsx", |form| form::to_xlsx(form).unwrap());
    let pdf = measure("pdf", |form| form::to_pdf(form, fonts()).unwrap());
    assert!(xlsx < MOST && pdf < MOST, "{xlsx:?}, {pdf:?}");
}
