//! Names of codes, as the town's register has them, and the short codes that stand for texts in buckets.

use std::collections::BTreeMap;

/// What people read for the town's own codes. A report keeps the names of its day.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Responsibility areas (责任区).
    pub areas: BTreeMap<Box<str>, Box<str>>,
    /// Subcategories (子类).
    pub subcategories: BTreeMap<Box<str>, Box<str>>,
    /// Departments (职能部门).
    pub departments: BTreeMap<Box<str>, Box<str>>,
    /// Members (联警队员).
    pub members: BTreeMap<Box<str>, Box<str>>,
}

/// The name of a code; the code itself where the register has none.
pub(crate) fn name_of(names: &BTreeMap<Box<str>, Box<str>>, code: &str) -> String {
    names
        .get(code)
        .map_or_else(|| code.to_owned(), ToString::to_string)
}

/// Short numbers for texts, in the order in which they came. A town has tens of areas and members, so that
/// the last one found is often the next one asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Codes {
    all: Vec<Box<str>>,
    by_text: BTreeMap<Box<str>, usize>,
    last: usize,
}

impl Codes {
    pub(crate) fn of(&mut self, text: &str) -> usize {
        if self.all.get(self.last).is_some_and(|last| **last == *text) {
            return self.last;
        }
        self.last = match self.by_text.get(text) {
            Some(at) => *at,
            None => {
                let at = self.all.len();
                self.all.push(text.into());
                self.by_text.insert(text.into(), at);
                at
            }
        };
        self.last
    }

    /// All texts with their numbers, in the order of texts.
    pub(crate) fn sorted(&self) -> impl Iterator<Item = (&str, usize)> {
        self.by_text.iter().map(|(text, at)| (&**text, *at))
    }
}
