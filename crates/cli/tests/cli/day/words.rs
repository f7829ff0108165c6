//! The words in braces: moments, days, and what was kept of earlier answers.

use liandong_domain::time::{Timestamp, UtcOffset};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    time::{SystemTime, UNIX_EPOCH},
};

const CLOCK: UtcOffset = UtcOffset::BEIJING;

pub(crate) struct Words {
    /// When the shift changes: some minutes before the day is played, on the minute.
    pub(crate) change: Timestamp,
    kept: BTreeMap<String, Value>,
}

pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    Timestamp(i64::try_from(since.as_secs()).unwrap())
}

impl Words {
    pub(crate) fn new() -> Self {
        let now = now();
        let change = now.plus(-now.0.rem_euclid(60) - 480);
        let kept = BTreeMap::new();
        Self { change, kept }
    }

    pub(crate) fn keep(&mut self, name: &str, value: Value) {
        self.kept.insert(name.to_owned(), value);
    }

    pub(crate) fn kept(&self, name: &str) -> Option<&Value> {
        self.kept.get(name)
    }

    fn word(&self, word: &str) -> Value {
        if let Some(kept) = self.kept.get(word) {
            return kept.clone();
        }
        let split = word.find(['+', '-']).filter(|_| !word.starts_with("last"));
        let (base, by) = word.split_at(split.unwrap_or(word.len()));
        let seconds = seconds(word, by);
        let day = |at: Timestamp| CLOCK.day(at).to_string();
        let text = match base {
            "now" => now().plus(seconds).to_string(),
            "change" => self.change.plus(seconds).to_string(),
            "change_clock" => {
                let second = CLOCK.second_of_day(self.change.plus(seconds));
                format!("{:02}:{:02}", second / 3600, second % 3600 / 60)
            }
            "today" => day(now().plus(seconds)),
            "change_day" => day(self.change.plus(seconds)),
            "month" => day(now())[..7].to_owned(),
            "last_month" => {
                let today = day(now());
                let of_month: i64 = today[8..].parse().unwrap();
                day(now().plus(-of_month * 86_400))[..7].to_owned()
            }
            _ => panic!("nothing is kept as {{{word}}}"),
        };
        Value::String(text)
    }

    pub(crate) fn text(&self, text: &str) -> String {
        let mut out = String::new();
        // A word may be part of another: `{f{each}}`.
        let inner = text.replace(
            "{each}",
            self.kept("each").and_then(Value::as_str).unwrap_or(""),
        );
        let mut rest = inner.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            let (word, behind) = after.split_once('}').expect("a closing brace");
            out += before;
            match self.word(word) {
                Value::String(text) => out += &text,
                other => out += &other.to_string(),
            }
            rest = behind;
        }
        out + rest
    }

    pub(crate) fn value(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => {
                let whole = text
                    .strip_prefix('{')
                    .and_then(|rest| rest.strip_suffix('}'));
                match whole.filter(|word| !word.contains(['{', '}']) && *word != "each") {
                    Some(word) => self.word(word),
                    None => Value::String(self.text(text)),
                }
            }
            Value::Array(all) => all.iter().map(|one| self.value(one)).collect(),
            Value::Object(all) => {
                let all = all.iter();
                Value::Object(
                    all.map(|(name, one)| (name.clone(), self.value(one)))
                        .collect(),
                )
            }
            other => other.clone(),
        }
    }
}

/// `-12m` and the like, in seconds.
fn seconds(word: &str, by: &str) -> i64 {
    let Some(unit) = by.chars().last() else {
        return 0;
    };
    let each = match unit {
        's' => 1,
        'm' => 60,
        'h' => 3_600,
        'd' => 86_400,
        _ => panic!("{{{word}}}: s, m, h or d"),
    };
    let number: i64 = by[..by.len() - 1].parse().unwrap();
    number * each
}

/// What stands in an answer at a path: `/a/0/b`; `*` is any element or member, `#` how many there are,
/// `[unit=car-1]` the elements of which that is so.
pub(crate) fn at(value: &Value, path: &str) -> Vec<Value> {
    let mut found = vec![value.clone()];
    for part in path.split('/').skip(1) {
        found = found.iter().flat_map(|one| below(one, part)).collect();
    }
    found
}

fn below(value: &Value, part: &str) -> Vec<Value> {
    let empty = Vec::new();
    let elements = value.as_array().unwrap_or(&empty);
    if part == "*" {
        return match value {
            Value::Object(all) => all.values().cloned().collect(),
            _ => elements.clone(),
        };
    }
    if part == "#" {
        return vec![elements.len().into()];
    }
    if let Some(wanted) = part
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        let fits = |one: &Value| {
            wanted.split(',').all(|pair| {
                let (path, text) = pair.split_once('=').expect("name=value");
                let path = format!("/{}", path.replace('.', "/"));
                one.pointer(&path).is_some_and(|found| match found {
                    Value::String(found) => found == text,
                    other => *other.to_string() == *text,
                })
            })
        };
        return elements.iter().filter(|one| fits(one)).cloned().collect();
    }
    let found = match part.parse::<usize>() {
        Ok(index) if value.is_array() => value.get(index),
        _ => value.get(part),
    };
    found.cloned().into_iter().collect()
}

#[test]
fn paths_find_what_they_name() {
    let value =
        serde_json::json!({"a": [{"u": {"code": "x"}, "n": 1}, {"u": {"code": "y"}, "n": 2}]});
    assert_eq!(at(&value, "/a/1/n"), [2]);
    assert_eq!(at(&value, "/a/*/n"), [1, 2]);
    assert_eq!(at(&value, "/a/#"), [2]);
    assert_eq!(at(&value, "/a/[u.code=y,n=2]/n"), [2]);
    assert!(at(&value, "/b").is_empty());
    let mut words = Words::new();
    words.keep("id", 7.into());
    assert_eq!(words.value(&"{id}".into()), 7);
    assert_eq!(words.text("/x/{id}/y"), "/x/7/y");
    assert_eq!(seconds("", "-12m"), -720);
}
