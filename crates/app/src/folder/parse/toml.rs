use crate::folder::{
    problem::Problem,
    source::Source,
    value::{Key, Kind, Value},
};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// The file as a table. Every error of its grammar is reported; then nothing is read from it.
pub(in crate::folder) fn toml(source: &Source<'_>) -> Option<Value> {
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    for error in &errors {
        let at = error.span().map_or(0, |span| span.start);
        let what = error.message().lines().collect::<Vec<_>>().join("; ");
        source.complain(at, "", Problem::Syntax(what));
    }
    errors.is_empty().then(|| Value {
        at: 0,
        kind: entries(table.get_ref()),
    })
}

fn entries(table: &DeTable<'_>) -> Kind {
    let all = table.iter().map(|(key, one)| {
        let key = Key {
            name: key.get_ref().to_string(),
            at: key.span().start,
        };
        (key, value(one))
    });
    Kind::Table(all.collect())
}

fn value(spanned: &Spanned<DeValue<'_>>) -> Value {
    let kind = match spanned.get_ref() {
        DeValue::String(text) => Kind::Text(text.to_string()),
        DeValue::Integer(number) if number.radix() == 10 => Kind::Number(number.as_str().into()),
        // `0x10`: a number, though no way to write money or a count.
        DeValue::Integer(number) => Kind::Number(number.to_string()),
        DeValue::Float(number) => Kind::Number(number.as_str().into()),
        DeValue::Boolean(one) => Kind::Bool(*one),
        DeValue::Datetime(one) => Kind::Date(one.to_string()),
        DeValue::Array(all) => Kind::List(all.iter().map(value).collect()),
        DeValue::Table(table) => entries(table),
    };
    Value {
        at: spanned.span().start,
        kind,
    }
}
