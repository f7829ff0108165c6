use crate::folder::{
    problem::Problem,
    source::Source,
    value::{Key, Kind, Value},
};

/// The file as a tree. `serde_json` judges the grammar (and the depth, 128 levels), because it
/// tells no places afterwards; the walk below then only looks for where each value begins.
pub(in crate::folder) fn json(source: &Source<'_>) -> Option<Value> {
    if let Err(why) = serde_json::from_str::<serde_json::Value>(&source.text) {
        let at = byte_at(&source.text, why.line(), why.column());
        let what = why.to_string();
        // The place is told apart from the message.
        let what = what.split(" at line ").next().unwrap_or_default();
        source.complain(at, "", Problem::Syntax(what.to_owned()));
        return None;
    }
    let value = Walk {
        text: &source.text,
        at: 0,
    }
    .value();
    if value.is_none() {
        source.complain_of_all(Problem::Syntax("not JSON".into()));
    }
    value
}

/// `serde_json` counts columns in bytes, from 1.
fn byte_at(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    (before + column.saturating_sub(1)).min(text.len())
}

struct Walk<'a> {
    text: &'a str,
    at: usize,
}

impl Walk<'_> {
    fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while matches!(bytes.get(self.at), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
        bytes.get(self.at).copied()
    }

    /// Steps over a separator; false at the end of the list or table, which is stepped over too.
    fn goes_on(&mut self) -> Option<bool> {
        let byte = self.peek()?;
        self.at += 1;
        match byte {
            b',' | b':' => Some(true),
            b']' | b'}' => Some(false),
            _ => None,
        }
    }

    fn value(&mut self) -> Option<Value> {
        let first = self.peek()?;
        let at = self.at;
        let kind = match first {
            b'{' => self.table()?,
            b'[' => self.list()?,
            b'"' => Kind::Text(self.text()?),
            _ => self.literal()?,
        };
        Some(Value { at, kind })
    }

    fn list(&mut self) -> Option<Kind> {
        self.at += 1;
        let mut all = Vec::new();
        if self.peek()? == b']' {
            self.at += 1;
            return Some(Kind::List(all));
        }
        loop {
            all.push(self.value()?);
            if !self.goes_on()? {
                return Some(Kind::List(all));
            }
        }
    }

    fn table(&mut self) -> Option<Kind> {
        self.at += 1;
        let mut all = Vec::new();
        if self.peek()? == b'}' {
            self.at += 1;
            return Some(Kind::Table(all));
        }
        loop {
            self.peek()?;
            let at = self.at;
            let name = self.text()?;
            self.goes_on()?;
            all.push((Key { name, at }, self.value()?));
            if !self.goes_on()? {
                return Some(Kind::Table(all));
            }
        }
    }

    fn text(&mut self) -> Option<String> {
        let begin = self.at;
        self.at += 1;
        loop {
            match self.text.as_bytes().get(self.at)? {
                b'\\' => self.at += 2,
                b'"' => break,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        serde_json::from_str(self.text.get(begin..self.at)?).ok()
    }

    fn literal(&mut self) -> Option<Kind> {
        let begin = self.at;
        let ends = |byte: &u8| matches!(byte, b',' | b']' | b'}') || byte.is_ascii_whitespace();
        while self.text.as_bytes().get(self.at).is_some_and(|b| !ends(b)) {
            self.at += 1;
        }
        Some(match self.text.get(begin..self.at)? {
            "null" => Kind::Null,
            "true" => Kind::Bool(true),
            "false" => Kind::Bool(false),
            "" => return None,
            number => Kind::Number(number.to_owned()),
        })
    }
}
