//! What a form says, without where and how it says it.

use crate::{
    read::figures,
    reading::{Cell, Field, Figure, Read, Reading},
    value::{Quantity, Value},
};
use std::fmt::{Debug, Write as _};

impl Reading {
    /// Everything that the form says, as one text. Two forms with the same canonical reading say the
    /// same: white space, width, digit groups, needless zeros and the shape of marks are not in it.
    #[must_use]
    pub fn canonical(&self) -> String {
        let mut text = String::new();
        let head = &self.head;
        for (name, words) in [
            ("town", field(&head.town)),
            ("project", field(&head.project)),
            ("unit", field(&head.unit)),
            ("office", field(&head.office)),
            ("period", field(&head.period)),
            ("recurring", field(&head.recurring)),
            ("adjusting", field(&head.adjusting)),
            ("initial", field(&head.initial)),
            ("paid", field(&head.paid)),
            (
                "rate",
                read(&head.rate.read, |number| number.value.to_string()),
            ),
            ("adjusted", field(&head.adjusted)),
            ("down", field(&head.down)),
            ("up", field(&head.up)),
            ("appraised", field(&head.appraised)),
            ("reason", field(&head.reason)),
            ("budget", field(&self.budget)),
            ("goal", field(&self.goal)),
            ("leader", field(&self.signatures.leader)),
            ("officer", field(&self.signatures.officer)),
            ("clerk", field(&self.signatures.clerk)),
            ("date", field(&self.signatures.date)),
        ] {
            let _ = writeln!(text, "{name}={words}");
        }
        for one in &self.sentences {
            let _ = writeln!(text, "{}.{}={}", one.section, one.part, sentence(&one.text));
        }
        for row in &self.rows {
            let _ = write!(text, "{}|{}|{}", row.level1, row.level2, row.name.text);
            for one in [
                &row.annual,
                &row.due,
                &row.done,
                &row.deviation,
                &row.cause,
                &row.measure,
            ] {
                let _ = write!(text, "|{}", cell(one));
            }
            text.push('\n');
        }
        for quote in &self.leftover {
            let _ = writeln!(text, "leftover={}", quote.words());
        }
        text
    }
}

fn field<T: Debug>(field: &Field<T>) -> String {
    read(&field.read, |value| format!("{value:?}"))
}

fn read<T: Debug>(read: &Read<T>, print: impl Fn(&T) -> String) -> String {
    match read {
        Read::Value(value) => print(value),
        Read::Blank | Read::Missing => format!("{read:?}"),
        Read::None(words) | Read::Unreadable(words) => format!("?{words}"),
    }
}

fn cell(cell: &Cell) -> String {
    match &cell.value {
        Value::Quantity(quantity) => self::quantity(quantity),
        _ => sentence(&cell.text),
    }
}

fn quantity(quantity: &Quantity) -> String {
    format!(
        "{:?} {} {:?}",
        quantity.bound(),
        quantity.value,
        quantity.unit
    )
}

/// The text with each figure as its value.
fn sentence(text: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    for (place, figure) in figures::scan(text, &mut None) {
        out.push_str(text.get(at..place.start).unwrap_or(""));
        match &figure {
            Figure::Quantity(one) => out.push_str(&quantity(one)),
            // A date without its year, and one that is none, stand as they are written.
            Figure::NoDate | Figure::NoNumber => {
                out.push_str(text.get(place.clone()).unwrap_or(""))
            }
            other => {
                let _ = write!(out, "{other:?}");
            }
        }
        at = place.end;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out.replace("截止", "截至")
}
