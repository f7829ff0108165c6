//! Sentences about the indicators: how many met, missed, or without a value; which, and by how much.

use crate::words;
use liandong_domain::performance::form::{Form, FormIndicator, Standing};

/// The indicators by their standing, each with its place in the table.
pub(super) struct Tally<'a> {
    pub(super) met: Vec<(usize, &'a FormIndicator)>,
    pub(super) missed: Vec<(usize, &'a FormIndicator)>,
    pub(super) silent: Vec<(usize, &'a FormIndicator)>,
    /// Those of which nothing is due by the tracking date.
    pub(super) waiting: Vec<(usize, &'a FormIndicator)>,
}

impl<'a> Tally<'a> {
    pub(super) fn of(indicators: &'a [FormIndicator]) -> Self {
        let mut tally = Self {
            met: Vec::new(),
            missed: Vec::new(),
            silent: Vec::new(),
            waiting: Vec::new(),
        };
        for one in indicators.iter().enumerate() {
            match one.1.standing {
                Standing::Met { .. } => tally.met.push(one),
                Standing::Missed { .. } => tally.missed.push(one),
                Standing::NoData => tally.silent.push(one),
                Standing::NotDue { .. } => tally.waiting.push(one),
            }
        }
        tally
    }

    /// `19项跟踪指标中，达到应完成的绩效目标值的12项，未达到的5项，没有数值的2项。`
    pub(super) fn counts(&self) -> String {
        let all = self.met.len() + self.missed.len() + self.silent.len() + self.waiting.len();
        // Most projects have none of these, and then nothing is said of them.
        let waiting = match self.waiting.len() {
            0 => String::new(),
            waiting => format!("，未到期的{waiting}项"),
        };
        format!(
            "{all}项跟踪指标中，达到应完成的绩效目标值的{}项，未达到的{}项，没有数值的{}项{waiting}。",
            self.met.len(),
            self.missed.len(),
            self.silent.len()
        )
    }

    /// Late entries over all figures; a record that bears on two figures counts in both.
    pub(super) fn late(&self) -> u64 {
        [&self.met, &self.missed, &self.silent, &self.waiting]
            .into_iter()
            .flatten()
            .map(|(_, one)| one.figure.late_entries)
            .sum()
    }

    /// `“甲”、“乙”`.
    pub(super) fn names(some: &[(usize, &FormIndicator)]) -> String {
        let names: Vec<String> = some
            .iter()
            .map(|(index, one)| format!("“{}”{}", one.name, words::mark(*index)))
            .collect();
        names.join("、")
    }
}

/// `到达现场及时性⑬：93.42%（14821/15865），应完成15分钟以内，偏差-6.58个百分点`.
fn missed_line((index, one): (usize, &FormIndicator)) -> String {
    format!(
        "{}{}：{}，应完成{}，偏差{}",
        one.name,
        words::mark(index),
        words::value(&one.figure, &one.due),
        one.due.wording,
        words::deviation(&one.figure, &one.due, &one.standing)
    )
}

/// `到达现场及时性⑬偏差-6.58个百分点`, where the value itself was said before.
pub(super) fn deviation_line((index, one): (usize, &FormIndicator)) -> String {
    format!(
        "{}{}偏差{}",
        one.name,
        words::mark(index),
        words::deviation(&one.figure, &one.due, &one.standing)
    )
}

/// `居民满意度⑲：跟踪期内没有相关记录`.
pub(super) fn silent_line((index, one): (usize, &FormIndicator)) -> String {
    let why = words::no_value(&one.figure).unwrap_or(words::INCOMPARABLE);
    format!("{}{}：{why}", one.name, words::mark(index))
}

/// `规范化建设②：2024年12月1日起考核`.
fn waiting_line((index, one): (usize, &FormIndicator)) -> String {
    format!("{}{}：{}", one.name, words::mark(index), words::due(one))
}

/// Each by `line`, with `；` between.
pub(super) fn listed(
    some: &[(usize, &FormIndicator)],
    line: fn((usize, &FormIndicator)) -> String,
) -> String {
    let lines: Vec<String> = some.iter().map(|one| line(*one)).collect();
    lines.join("；")
}

/// 二 2 阶段性目标完成情况.
pub(super) fn paragraphs(form: &Form, tally: &Tally<'_>) -> Vec<String> {
    let mut text = vec![format!(
        "截至{}，本项目{}",
        words::day(form.period.to),
        tally.counts()
    )];
    if !tally.missed.is_empty() {
        text.push(format!(
            "未达到的：{}。",
            listed(&tally.missed, missed_line)
        ));
    }
    if !tally.silent.is_empty() {
        text.push(format!(
            "没有数值的：{}。",
            listed(&tally.silent, silent_line)
        ));
    }
    if !tally.waiting.is_empty() {
        text.push(format!(
            "未到期的：{}。",
            listed(&tally.waiting, waiting_line)
        ));
    }
    text
}
