//! `liandong form changes`: what an officer changed in an exported workbook.

use super::print;
use crate::{Failure, args::FormChanges};
use liandong_report::form::{Change, ChangeKind, changes, import_xlsx};
use std::{fmt::Write as _, fs};

pub(super) fn run(args: &FormChanges) -> Result<(), Failure> {
    let path = args.file.display();
    let bytes = fs::read(&args.file).map_err(|error| {
        Failure::input(
            format!("{path}：不能读取：{error}"),
            format!("{path}: cannot be read: {error}"),
        )
    })?;
    let imported = import_xlsx(&bytes).map_err(|error| {
        Failure::input(
            format!("{path}：{}", error.chinese()),
            format!("{path}: {error}"),
        )
    })?;
    let all = changes(&imported.exported, &imported.form);
    if args.json {
        let json = serde_json::to_string_pretty(&all).map_err(anyhow::Error::from)?;
        print(&format!("{json}\n"))?;
    } else {
        print(&told(&all))?;
    }
    let refused = all.iter().filter(|one| one.kind == ChangeKind::Refused);
    match refused.count() {
        0 => Ok(()),
        count => Err(Failure::input(
            format!("{path}：{count} 处改动的是数据或表的固定文字，不能改"),
            format!("{path}: {count} changes are of figures or the form's own words"),
        )),
    }
}

fn told(all: &[Change]) -> String {
    let mut text = String::new();
    for one in all {
        let refused = match one.kind {
            ChangeKind::Officer => "",
            ChangeKind::Refused => "（不能改 refused）",
        };
        let _ = writeln!(text, "{}{refused}", one.field);
        for (sign, side) in [('-', &one.before), ('+', &one.after)] {
            for line in side.lines() {
                let _ = writeln!(text, "  {sign} {line}");
            }
        }
    }
    if all.is_empty() {
        text.push_str("没有改动 (no change)\n");
    }
    text
}
