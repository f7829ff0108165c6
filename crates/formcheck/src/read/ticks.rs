//! Boxes and marks: which option a mark belongs to.

use super::field;
use crate::{
    reading::{Field, Read, Ticks},
    source::{Source, Span},
};

const MARKED: [char; 9] = ['√', '☑', '■', '✓', '✔', '●', 'v', 'V', '☒'];
const EMPTY: [char; 4] = ['□', '○', '☐', '▢'];
const JUDGEMENTS: [&str; 3] = ["确定能完成", "有可能完成", "确定不能完成"];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Element {
    Option(usize),
    Mark(bool),
}

/// Whether a mark stands after its option or before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    After,
    Before,
}

/// A question with boxes before its marks are given to its options.
pub(super) struct Group {
    field: Field<Ticks>,
    names: Vec<&'static str>,
    elements: Vec<Element>,
    reason: String,
}

impl Group {
    pub(super) fn missing() -> Self {
        Self {
            field: Field::missing(),
            names: Vec::new(),
            elements: Vec::new(),
            reason: String::new(),
        }
    }

    /// The order that the group shows by itself: a mark at one of its ends.
    fn order(&self) -> Option<Order> {
        let is_mark = |one: Option<&Element>| matches!(one, Some(Element::Mark(_)));
        match (
            is_mark(self.elements.first()),
            is_mark(self.elements.last()),
        ) {
            (true, false) => Some(Order::Before),
            (false, true) => Some(Order::After),
            _ => None,
        }
    }

    fn ticks(&self, order: Order) -> Vec<String> {
        let pairs = self
            .elements
            .windows(2)
            .filter_map(|pair| match (order, pair) {
                (Order::After, [Element::Option(option), Element::Mark(true)])
                | (Order::Before, [Element::Mark(true), Element::Option(option)]) => Some(*option),
                _ => None,
            });
        pairs
            .filter_map(|option| self.names.get(option))
            .map(|&name| name.to_owned())
            .collect()
    }
}

/// Reads a question of the head.
pub(super) fn group(source: &Source, span: &Span, content: &Span, names: &[&'static str]) -> Group {
    let text = source.slice(content);
    let mut elements = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let letter = rest.chars().next().unwrap_or(' ');
        if let Some(option) = names.iter().position(|name| rest.starts_with(name)) {
            elements.push(Element::Option(option));
            at += names.get(option).map_or(1, |name| name.len());
        } else if MARKED.contains(&letter) || EMPTY.contains(&letter) {
            elements.push(Element::Mark(MARKED.contains(&letter)));
            at += letter.len_utf8();
        } else {
            break;
        }
    }
    let reason = text.get(at..).unwrap_or("").to_owned();
    let read = if text.is_empty() {
        Read::Blank
    } else {
        Read::Unreadable(text.to_owned())
    };
    let end = content.start + at;
    let field = field(
        source,
        span.start..end.max(span.start),
        content.start..end,
        read,
    );
    Group {
        field,
        names: names.to_vec(),
        elements,
        reason,
    }
}

/// Reads a judgement of section 四.
pub(super) fn judgement(source: &Source, span: &Span, label: &str, next: Option<&str>) -> Group {
    let Some(label) = source.find(span, &[label]) else {
        return Group::missing();
    };
    let end = next.and_then(|next| source.find(&(label.end..span.end), &[next]));
    let end = end.map_or(span.end, |next| next.start);
    let question = source.find(&(label.end..end), &["完成可能性"]);
    let content = question.map_or(label.end, |question| question.end)..end;
    group(source, &(label.start..end), &content, &JUDGEMENTS)
}

/// Gives every mark to an option. A mark between two options is read as the form's other questions
/// are marked, and after its option if they do not show it.
pub(super) fn resolve(groups: [Group; 4]) -> [Field<Ticks>; 4] {
    let orders = groups.each_ref().map(Group::order);
    let before = orders
        .iter()
        .filter(|order| **order == Some(Order::Before))
        .count();
    let after = orders
        .iter()
        .filter(|order| **order == Some(Order::After))
        .count();
    let usual = if before > after {
        Order::Before
    } else {
        Order::After
    };
    groups.map(|group| {
        let order = group.order();
        let options = group
            .elements
            .iter()
            .filter(|one| matches!(one, Element::Option(_)))
            .count();
        let marks = group.elements.len() - options;
        let mut field = group.field.clone();
        if options == group.names.len() && options > 0 {
            field.read = Read::Value(Ticks {
                chosen: group.ticks(order.unwrap_or(usual)),
                by_convention: order.is_none() && marks > 0 && marks < options,
                reason: group.reason,
            });
        }
        field
    })
}
