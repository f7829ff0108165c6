//! `cargo bench -p liandong-formcheck --bench forms`: a thousand different forms read and checked in one
//! thread, against a baseline in the same run: the same texts with their lines sorted, which is about the
//! least that a look at every letter costs. And how the time grows when a form grows.
#![allow(clippy::print_stdout, missing_docs)]

use liandong_formcheck::{check, read_text};
use std::{
    hint::black_box,
    time::{Duration, Instant},
};

const CLEAN: &str = include_str!("../tests/fixtures/clean.txt");
const FAULTY: &str = include_str!("../tests/fixtures/faulty.txt");
const FORMS: usize = 1_000;

fn main() {
    let forms: Vec<String> = (0..FORMS)
        .map(|number| {
            let form = if number % 2 == 0 { CLEAN } else { FAULTY };
            form.replacen("1800000", &(1_800_000 + number).to_string(), 1)
                .replacen("3600000", &(3_600_000 + number).to_string(), 1)
        })
        .collect();
    let letters: usize = forms.iter().map(|form| form.chars().count()).sum();
    let (sorted, baseline) = timed(|| forms.iter().map(|form| sort(form)).sum::<usize>());
    black_box(sorted);
    let (findings, taken) = timed(|| forms.iter().map(|form| checked(form)).sum::<usize>());
    println!("{FORMS} forms, {letters} letters, {findings} findings, one thread");
    println!("  read and checked   {:>9.3} s", taken.as_secs_f64());
    println!(
        "  lines sorted       {:>9.3} s  (baseline)",
        baseline.as_secs_f64()
    );
    println!("  ratio              {:>9.1}", ratio(taken, baseline));

    println!("a form that grows by sentences in its third section");
    let mut before: Option<Duration> = None;
    for sentences in [2_500, 5_000, 10_000, 20_000] {
        let more = "本月到岗率98%，共支付1800元。".repeat(sentences);
        let form = CLEAN.replacen("3、工作内容", &format!("{more}\n3、工作内容"), 1);
        let (_, taken) = timed(|| checked(&form));
        let grown = before.map_or_else(String::new, |before| {
            format!("  {:.1} times the half", ratio(taken, before))
        });
        println!(
            "  {sentences:>6} sentences   {:>9.3} s{grown}",
            taken.as_secs_f64()
        );
        before = Some(taken);
    }
}

fn checked(form: &str) -> usize {
    check(&read_text(form)).len()
}

fn sort(form: &str) -> usize {
    let mut lines: Vec<&str> = form.lines().collect();
    lines.sort_unstable();
    lines.first().map_or(0, |line| line.len())
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let value = black_box(work());
    (value, start.elapsed())
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}
