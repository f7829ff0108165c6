//! The assessment table of a month, for a terminal and as CSV.

use crate::{
    explain::{harmless, line},
    words,
};
use liandong_domain::{
    assessment::{Fraction, MemberScore, Month, Part, PartScore, Score, Scoring},
    ids::MemberId,
};
use unicode_width::UnicodeWidthStr;

const GAP: &str = "  ";

/// A table to be drawn.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// The month.
    pub month: Month,
    /// Where the assessment stands: 公示中, or 未计算入档 for a look beforehand.
    pub standing: &'a str,
    /// The formula.
    pub scoring: &'a Scoring,
    /// The lines, corrections taken in.
    pub lines: &'a [MemberScore],
    /// Position of the last event counted.
    pub log_position: u64,
}

/// Points to two decimals: `90.41`; half is rounded away from zero.
#[must_use]
pub fn points(points: Fraction) -> String {
    let Some(hundredths) = points.hundredths() else {
        return points.to_string();
    };
    let sign = if hundredths < 0 { "-" } else { "" };
    let all = hundredths.unsigned_abs();
    format!("{sign}{}.{:02}", all / 100, all % 100)
}

/// The score to two decimals, or why there is none.
#[must_use]
pub fn score(score: Score) -> String {
    match score {
        Score::Of(score) => points(score),
        Score::None(why) => why.zh().to_owned(),
    }
}

/// Whether it passes: 合格, 不合格, or nothing without a score.
#[must_use]
pub const fn verdict(passed: Option<bool>) -> &'static str {
    match passed {
        Some(true) => "合格",
        Some(false) => "不合格",
        None => "",
    }
}

/// Points and what they rest on: `93.33 (14/15)`; 无数据 without evidence.
fn cell(part: &PartScore) -> String {
    part.points.map_or_else(
        || words::NO_DATA.to_owned(),
        |of| format!("{} ({}/{})", points(of), part.numerator, part.denominator),
    )
}

fn of_part<'a>(line: &'a MemberScore, part: &Part) -> Option<&'a PartScore> {
    line.parts.iter().find(|one| one.part == part.id)
}

/// The table with aligned columns, in which a Chinese character takes two.
#[must_use]
pub fn table(sheet: Sheet<'_>, name: &dyn Fn(&MemberId) -> String) -> String {
    let scoring = sheet.scoring;
    let mut text = format!(
        "{} 队员考核表（{}）\n考核办法第 {} 版，合格分 {}，依据至日志第 {} 条\n\n",
        sheet.month, sheet.standing, scoring.version, scoring.pass_mark, sheet.log_position
    );
    let mut head: Vec<String> = ["队员", "姓名", "警情"].map(String::from).into();
    head.extend(scoring.parts.iter().map(|part| part.name.clone()));
    head.extend(["得分", "结论"].map(String::from));
    let mut lines = vec![head];
    lines.extend(sheet.lines.iter().map(|line| {
        let mut cells = vec![
            line.member.to_string(),
            name(&line.member),
            line.incidents.to_string(),
        ];
        let parts = scoring.parts.iter();
        cells.extend(parts.map(|part| of_part(line, part).map_or_else(String::new, cell)));
        cells.push(score(line.score));
        cells.push(verdict(line.passed(scoring)).into());
        cells
    }));
    push_aligned(&mut text, &lines);
    let passed = sheet.lines.iter().filter_map(|one| one.passed(scoring));
    let (with, good) = passed.fold((0, 0), |(all, good), one| (all + 1, good + i64::from(one)));
    text.push_str(&format!(
        "\n共 {} 人，出分 {with} 人，合格 {good} 人；没有依据的项目不计入，权重由其他项目分担\n",
        sheet.lines.len()
    ));
    text
}

/// Every column as wide as its widest cell; nothing is padded at a line's end.
pub(crate) fn push_aligned(text: &mut String, lines: &[Vec<String>]) {
    let columns = lines.first().map_or(0, Vec::len);
    let width = |at: usize| {
        let cells = lines.iter().filter_map(|line| line.get(at));
        cells.map(|cell| cell.width()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    for cells in lines {
        let begin = text.len();
        for (cell, width) in cells.iter().zip(&widths) {
            text.push_str(cell);
            text.push_str(&" ".repeat(width.saturating_sub(cell.width())));
            text.push_str(GAP);
        }
        let end = text[begin..].trim_end().len();
        text.truncate(begin + end);
        text.push('\n');
    }
}

/// The table as CSV (RFC 4180) in UTF-8 with a byte-order mark. The exact score stands beside the
/// printed one, so that nobody has to add up rounded numbers.
#[must_use]
pub fn csv(sheet: Sheet<'_>, name: &dyn Fn(&MemberId) -> String) -> String {
    let scoring = sheet.scoring;
    let mut head: Vec<String> = ["月份", "队员", "姓名", "警情数"].map(String::from).into();
    for part in &scoring.parts {
        for column in ["分子", "分母", "得分", "补报"] {
            head.push(format!("{}{column}", part.name));
        }
    }
    head.extend(["得分", "得分（精确）", "结论"].map(String::from));
    let mut text = String::from("\u{feff}");
    let push = |text: &mut String, cells: &[String]| {
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        line(text, &cells);
    };
    push(&mut text, &head);
    for one in sheet.lines {
        let mut cells = vec![
            sheet.month.to_string(),
            harmless(one.member.as_str()),
            harmless(&name(&one.member)),
            one.incidents.to_string(),
        ];
        for part in &scoring.parts {
            match of_part(one, part) {
                Some(part) => cells.extend([
                    part.numerator.to_string(),
                    part.denominator.to_string(),
                    part.points.map_or_else(String::new, points),
                    part.late.to_string(),
                ]),
                None => cells.extend([const { String::new() }; 4]),
            }
        }
        let exact = one
            .score
            .value()
            .map_or_else(String::new, |of| of.to_string());
        cells.extend([score(one.score), exact, verdict(one.passed(scoring)).into()]);
        push(&mut text, &cells);
    }
    text
}
