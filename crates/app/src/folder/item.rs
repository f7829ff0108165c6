//! Reads one value at a time, and complains with its place and its field where it does not fit.

use super::{
    fixed::{self, NotFixed},
    problem::{Phrase, Problem, phrase},
    source::Source,
    value::{Key, Kind, Value},
};
use liandong_domain::time::Day;

/// A value with its file and the name of its field.
#[derive(Debug, Clone)]
pub(super) struct Item<'a> {
    pub(super) source: &'a Source<'a>,
    pub(super) path: String,
    value: &'a Value,
}

impl<'a> Item<'a> {
    pub(super) fn top(source: &'a Source<'a>, value: &'a Value) -> Self {
        Self {
            source,
            path: String::new(),
            value,
        }
    }

    /// Says what is wrong here.
    pub(super) fn complain(&self, problem: Problem) {
        self.source.complain(self.value.at, &self.path, problem);
    }

    /// Says that another kind of value belongs here.
    pub(super) fn must_be(&self, expected: Phrase) {
        self.complain(Problem::MustBe {
            expected,
            found: self.value.found(),
        });
    }

    /// File and line, for another complaint to point at.
    pub(super) fn line(&self) -> String {
        self.source.line_of(self.value.at)
    }

    /// The text, without blanks at its ends; it must not be empty.
    pub(super) fn text(&self) -> Option<String> {
        match &self.value.kind {
            Kind::Text(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            _ => {
                self.must_be(phrase("a text that is not empty", "非空文字"));
                None
            }
        }
    }

    /// An identifier.
    pub(super) fn id<T: TryFrom<String>>(&self) -> Option<T> {
        let id = match &self.value.kind {
            Kind::Text(text) => T::try_from(text.clone()).ok(),
            _ => None,
        };
        if id.is_none() {
            self.must_be(phrase(
                "an identifier of 1 to 64 letters, digits, '-', '_' or '.'",
                "由 1 至 64 个字母、数字、“-”“_”“.”组成的编号",
            ));
        }
        id
    }

    /// A calendar day: a TOML date or a text such as `2024-03-01`.
    pub(super) fn day(&self) -> Option<Day> {
        let day = match &self.value.kind {
            Kind::Text(text) | Kind::Date(text) if text.len() == 10 => text.parse().ok(),
            _ => None,
        };
        if day.is_none() {
            self.must_be(phrase(
                "a calendar day such as 2024-03-01",
                "日期（如 2024-03-01）",
            ));
        }
        day
    }

    /// Refuses a last day that comes before the first.
    pub(super) fn not_before(&self, last: Day, first: Day) -> Option<()> {
        if last >= first {
            return Some(());
        }
        self.complain(Problem::Order {
            day: last,
            after: first,
            rule: phrase(
                "the last day must not come before the first",
                "结束日期不得早于开始日期",
            ),
        });
        None
    }

    /// A whole number within bounds.
    pub(super) fn within(&self, least: i64, most: i64, expected: Phrase) -> Option<i64> {
        let number = match &self.value.kind {
            Kind::Number(text) => text.parse::<i64>().ok(),
            _ => None,
        };
        let number = number.filter(|one| (least..=most).contains(one));
        if number.is_none() {
            self.must_be(expected);
        }
        number
    }

    /// A number with two decimals at the most, in hundredths: yuan as fen. From the literal text,
    /// never through a float.
    pub(super) fn hundredths(&self) -> Option<i64> {
        let Kind::Number(text) = &self.value.kind else {
            self.must_be(phrase("a number", "数字"));
            return None;
        };
        match fixed::hundredths(text) {
            Ok(number) => Some(number),
            Err(why) => {
                self.must_be(match why {
                    NotFixed::NoNumber => phrase("a number", "数字"),
                    NotFixed::TooFine => phrase(
                        "a number with two decimals at the most",
                        "至多两位小数的数字",
                    ),
                    NotFixed::TooBig => phrase("a smaller number", "更小的数字"),
                });
                None
            }
        }
    }

    /// The same of a cell in a table of texts.
    pub(super) fn hundredths_in_words(&self) -> Option<i64> {
        match &self.value.kind {
            Kind::Text(text) => fixed::hundredths(text).ok(),
            _ => None,
        }
        .or_else(|| {
            self.must_be(phrase(
                "a number with two decimals at the most",
                "至多两位小数的数字",
            ));
            None
        })
    }

    /// A number as the file writes it.
    pub(super) fn degrees(&self) -> Option<f64> {
        let number = match &self.value.kind {
            Kind::Number(text) => text.parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.must_be(phrase("a number of degrees", "以度为单位的数字"));
        }
        number
    }

    /// True or false.
    pub(super) fn truth(&self) -> Option<bool> {
        if let Kind::Bool(one) = self.value.kind {
            return Some(one);
        }
        self.must_be(phrase("true or false", "true 或 false"));
        None
    }

    /// Local time of day as `08:00`, in seconds; `24:00` is the end of the day.
    pub(super) fn clock_time(&self) -> Option<i64> {
        let seconds = match &self.value.kind {
            Kind::Text(text) => fixed::seconds_of_day(text),
            _ => None,
        };
        if seconds.is_none() {
            self.must_be(phrase(
                "a time of day such as \"08:00\"",
                "时刻（如“08:00”）",
            ));
        }
        seconds
    }

    /// One of a fixed list of words.
    pub(super) fn word<T: Copy>(&self, words: &[(&'static str, T)]) -> Option<T> {
        let Kind::Text(text) = &self.value.kind else {
            self.none_of(words);
            return None;
        };
        let found = words.iter().find(|(word, _)| word == text);
        if found.is_none() {
            self.none_of(words);
        }
        found.map(|(_, one)| *one)
    }

    fn none_of<T>(&self, words: &[(&'static str, T)]) {
        self.complain(Problem::NoneOf {
            words: words.iter().map(|(word, _)| *word).collect(),
            found: self.value.found(),
        });
    }

    /// Whether it is a text equal to this one.
    pub(super) fn is_text(&self, text: &str) -> bool {
        matches!(&self.value.kind, Kind::Text(one) if one == text)
    }

    /// The values of a list, named from 1.
    pub(super) fn list(&self) -> Option<Vec<Self>> {
        let Kind::List(all) = &self.value.kind else {
            self.must_be(phrase("a list", "列表"));
            return None;
        };
        let named = all.iter().enumerate().map(|(index, value)| Self {
            source: self.source,
            path: format!("{}[{}]", self.path, index + 1),
            value,
        });
        Some(named.collect())
    }

    /// The value as a table whose keys are then asked for.
    pub(super) fn table(&self) -> Option<Table<'a>> {
        let Kind::Table(entries) = &self.value.kind else {
            self.must_be(phrase("a table", "表"));
            return None;
        };
        Some(Table {
            item: self.clone(),
            entries,
            known: Vec::new(),
        })
    }
}

/// A table under reading. It remembers which keys were asked for; [`Table::finish`] refuses others.
#[derive(Debug)]
pub(super) struct Table<'a> {
    pub(super) item: Item<'a>,
    entries: &'a [(Key, Value)],
    known: Vec<&'static str>,
}

impl<'a> Table<'a> {
    /// A value that may be absent. An empty cell of a CSV file is absent.
    pub(super) fn maybe(&mut self, key: &'static str) -> Option<Item<'a>> {
        self.known.push(key);
        let (_, value) = self.entries.iter().find(|(one, _)| one.name == key)?;
        let path = if self.item.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.item.path)
        };
        (!matches!(value.kind, Kind::Null)).then_some(Item {
            source: self.item.source,
            path,
            value,
        })
    }

    /// A value that must be there.
    pub(super) fn get(&mut self, key: &'static str) -> Option<Item<'a>> {
        let found = self.maybe(key);
        if found.is_none() {
            self.item.complain(Problem::Missing(key));
        }
        found
    }

    /// A text that must be there.
    pub(super) fn text(&mut self, key: &'static str) -> Option<String> {
        self.get(key)?.text()
    }

    /// A day that must be there.
    pub(super) fn day(&mut self, key: &'static str) -> Option<Day> {
        self.get(key)?.day()
    }

    /// The tables of a list that may be absent.
    pub(super) fn list(&mut self, key: &'static str) -> Vec<Item<'a>> {
        self.maybe(key)
            .and_then(|item| item.list())
            .unwrap_or_default()
    }

    /// The tables of a list that must have one entry at the least.
    pub(super) fn some(&mut self, key: &'static str) -> Vec<Item<'a>> {
        let Some(item) = self.get(key) else {
            return Vec::new();
        };
        let all = item.list().unwrap_or_default();
        if all.is_empty() {
            item.complain(Problem::Rule(phrase(
                "must have one entry at the least",
                "至少要有一项",
            )));
        }
        all
    }

    /// Refuses the keys that nobody asked for.
    pub(super) fn finish(self) {
        for (key, _) in self.entries {
            if !self.known.contains(&key.name.as_str()) {
                let problem = Problem::UnknownKey {
                    key: key.name.clone(),
                    known: self.known.clone(),
                };
                self.item.source.complain(key.at, &self.item.path, problem);
            }
        }
    }
}
