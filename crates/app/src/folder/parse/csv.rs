use crate::folder::{
    problem::{Found, Problem, phrase},
    source::Source,
    value::{Key, Kind, Value},
};

/// The rows below the header, each as a table of its columns. Lines that begin with `#` before the
/// header are notes. An empty cell is nothing; every other cell is a text.
pub(in crate::folder) fn csv(source: &Source<'_>, columns: &[&'static str]) -> Option<Vec<Value>> {
    let begin = after_notes(&source.text);
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(&source.text.as_bytes()[begin..]);
    let header = match reader.headers() {
        Ok(header) => header.clone(),
        Err(why) => {
            source.complain(begin, "", Problem::Syntax(why.to_string()));
            return None;
        }
    };
    let mut good = true;
    let places = places_of(&source.text, begin, &header);
    for (index, (name, &at)) in header.iter().zip(&places).enumerate() {
        if !columns.contains(&name) {
            let known = columns.to_vec();
            let key = name.to_owned();
            source.complain(at, "", Problem::UnknownKey { key, known });
            good = false;
        } else if header.iter().take(index).any(|one| one == name) {
            source.complain(
                at,
                name,
                Problem::Rule(phrase("the column is there twice", "该列重复")),
            );
            good = false;
        }
    }
    for &column in columns {
        if !header.iter().any(|name| name == column) {
            source.complain(begin, "", Problem::Missing(column));
            good = false;
        }
    }
    if !good {
        return None;
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(why) => {
                let at = why.position().map_or(0, csv::Position::byte);
                source.complain(
                    start_of(source, begin, at),
                    "",
                    Problem::Syntax(why.to_string()),
                );
                return None;
            }
        };
        let at = start_of(
            source,
            begin,
            record.position().map_or(0, csv::Position::byte),
        );
        if record.len() != header.len() {
            let problem = Problem::MustBe {
                expected: phrase(
                    "a row of as many cells as the header has",
                    "与表头列数相同的一行",
                ),
                found: Found::Literal(format!("{} ≠ {}", record.len(), header.len())),
            };
            source.complain(at, "", problem);
            good = false;
            continue;
        }
        let places = places_of(&source.text, at, &record);
        let cells = header
            .iter()
            .zip(&record)
            .zip(places)
            .map(|((name, cell), at)| {
                let kind = match cell.trim() {
                    "" => Kind::Null,
                    text => Kind::Text(text.to_owned()),
                };
                let name = name.to_owned();
                (Key { name, at }, Value { at, kind })
            });
        rows.push(Value {
            at,
            kind: Kind::Table(cells.collect()),
        });
    }
    good.then_some(rows)
}

fn after_notes(text: &str) -> usize {
    text.split_inclusive('\n')
        .take_while(|line| line.starts_with('#'))
        .map(str::len)
        .sum()
}

/// Where each cell of a row begins. In a row with quotation marks that is not worth the search: the
/// row's own beginning and the column's name lead there too.
fn places_of(text: &str, at: usize, record: &csv::StringRecord) -> Vec<usize> {
    let line = text.get(at..).and_then(|rest| rest.lines().next());
    let quoted = line.is_none_or(|line| line.contains('"'));
    let mut next = at;
    let places = record.iter().map(|cell| {
        let place = if quoted { at } else { next };
        next += cell.len() + 1;
        place
    });
    places.collect()
}

/// The reader gives the byte at which it began to look for the row; blank lines may come first.
fn start_of(source: &Source<'_>, begin: usize, byte: u64) -> usize {
    let at = begin.saturating_add(usize::try_from(byte).unwrap_or(usize::MAX));
    let rest = source.text.get(at..).unwrap_or("");
    at + (rest.len() - rest.trim_start_matches(['\r', '\n']).len())
}
