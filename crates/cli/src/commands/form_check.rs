//! `liandong form check`: a form 附件2-1 from anyone, held against itself.

use super::print;
use crate::{Failure, args::FormCheck};
use liandong_formcheck::{Finding, Quote, Reading, Severity, check};
use liandong_formfile::limits;
use serde::Serialize;
use std::{
    fmt::Write as _,
    fs::File,
    io::{self, Read as _},
    path::Path,
};

/// What `--json` prints.
#[derive(Serialize)]
struct Report<'a> {
    reading: &'a Reading,
    findings: &'a [Finding],
}

pub(crate) fn run(args: &FormCheck) -> Result<(), Failure> {
    let reading = reading_of(&args.file)?;
    let findings = check(&reading);
    if args.json {
        let report = Report {
            reading: &reading,
            findings: &findings,
        };
        let json = serde_json::to_string_pretty(&report).map_err(anyhow::Error::from)?;
        print(&format!("{json}\n"))?;
    } else {
        print(&told(&findings, args.reading.then_some(&reading)))?;
    }
    let errors = count(&findings, Severity::Error);
    if args.strict && errors > 0 {
        return Err(Failure::Failed(anyhow::anyhow!(
            "表内有 {errors} 处错误 ({errors} errors in the form)"
        )));
    }
    Ok(())
}

/// The form as it stands in the file, or on standard input (`-`). What cannot be read is refused by what it is,
/// so that nobody takes an unread form for a good one.
fn reading_of(file: &Path) -> Result<Reading, Failure> {
    let path = file.display();
    let bytes = bytes_of(file).map_err(|error| {
        Failure::input(
            format!("{path}：不能读取：{error}"),
            format!("{path}: cannot be read: {error}"),
        )
    })?;
    let form = liandong_formfile::read(&bytes).map_err(|error| {
        Failure::input(
            format!("{path}：{}", error.zh()),
            format!("{path}: {error}"),
        )
    })?;
    Ok(form.reading())
}

/// One byte more than may be, so that what is too large is known to be.
fn bytes_of(file: &Path) -> io::Result<Vec<u8>> {
    let most = u64::try_from(limits::FILE)
        .unwrap_or(u64::MAX)
        .saturating_add(1);
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        io::stdin().lock().take(most).read_to_end(&mut bytes)?;
    } else {
        File::open(file)?.take(most).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

fn count(findings: &[Finding], severity: Severity) -> usize {
    let such = findings.iter().filter(|one| one.severity == severity);
    such.count()
}

fn told(findings: &[Finding], reading: Option<&Reading>) -> String {
    let mut text = String::new();
    if let Some(reading) = reading {
        fields(&mut text, reading);
    }
    for one in findings {
        let _ = writeln!(text, "[{}] {} {}", one.severity.zh(), one.rule, one.zh);
        for quote in [Some(&one.first), one.second.as_ref()]
            .into_iter()
            .flatten()
        {
            quoted(&mut text, quote);
        }
        if !one.arithmetic.is_empty() {
            let _ = writeln!(text, "       算式：{}", one.arithmetic);
        }
        let _ = writeln!(text, "       → {}", one.resolution_zh);
    }
    let counts = [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| format!("{} {}", severity.zh(), count(findings, severity)));
    let _ = writeln!(text, "{} (errors, warnings, notes)", counts.join("，"));
    text
}

fn quoted(text: &mut String, quote: &Quote) {
    for piece in &quote.0 {
        let _ = writeln!(text, "       {}：“{}”", piece.place.zh(), piece.text);
    }
}

/// How each field was read, with what stands there.
fn fields(text: &mut String, reading: &Reading) {
    for one in reading.fields() {
        let value = one.value.as_deref().unwrap_or(one.is);
        let place = one.quote.0.first().map(|piece| piece.place.zh());
        let _ = writeln!(
            text,
            "{}\t{}\t{value}\t{}",
            one.field,
            one.zh,
            place.unwrap_or_default()
        );
    }
    let _ = writeln!(text, "指标 {} 行 (indicators)", reading.rows.len());
}
