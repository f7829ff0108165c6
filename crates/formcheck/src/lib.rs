//! Checks a performance-tracking form (附件2-1 绩效运行监控表) from anyone for contradiction (表单校验).
//!
//! [`read_text`] makes a [`Reading`] of the text of a form, broken over lines as a PDF breaks it;
//! [`check`] lists what contradicts itself or stands unsupported, each with the rule, two quotations
//! with their places, the arithmetic, and what would resolve it. Rules are data ([`RULES`]).
//!
//! It is pure, knows no town, and takes any input: what cannot be read is a value that says so.
//! Amounts are whole fen, ratios are exact, and a rule whose input could not be read stays silent.

mod canonical;
mod check;
mod date;
mod fields;
mod number;
mod place;
mod read;
mod reading;
mod rules;
mod source;
mod value;

pub use check::{Finding, check};
pub use date::Date;
pub use fields::Shown;
pub use number::{Number, Ratio};
pub use place::{Piece, Place, Quote};
pub use read::{figures, read_source, read_text};
pub use reading::{
    Cell, Field, Figure, Head, Headings, Kind, Mention, Period, Read, Reading, Row, Sentence,
    Signatures, Ticks,
};
pub use rules::{Family, RULES, Rule, Severity};
pub use source::{Source, Span};
pub use value::{Comparator, Quantity, Share, Unit, Value};
