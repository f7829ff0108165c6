//! Identifiers already read, so that a second use and a use without a record are both seen.

use super::{
    item::Item,
    problem::{Phrase, Problem},
};
use std::{collections::BTreeMap, fmt::Display};

/// The identifiers of one kind of record, each with the line that it stands on.
#[derive(Debug)]
pub(super) struct Ids<T> {
    what: Phrase,
    seen: BTreeMap<T, String>,
    whole: bool,
}

impl<T: Ord + Clone + Display + TryFrom<String>> Ids<T> {
    pub(super) const fn new(what: Phrase) -> Self {
        Self {
            what,
            seen: BTreeMap::new(),
            whole: true,
        }
    }

    /// Reads an identifier and keeps it; a second use is refused.
    pub(super) fn read(&mut self, item: Option<Item<'_>>) -> Option<T> {
        let Some((item, id)) = item.and_then(|item| item.id().map(|id| (item, id))) else {
            self.whole = false;
            return None;
        };
        self.add(&item, id)
    }

    /// Keeps an identifier made of the item.
    pub(super) fn add(&mut self, item: &Item<'_>, id: T) -> Option<T> {
        if let Some(first) = self.seen.get(&id) {
            item.complain(Problem::Twice {
                what: self.what,
                id: id.to_string(),
                first: first.clone(),
            });
            return None;
        }
        self.seen.insert(id.clone(), item.line());
        Some(id)
    }

    /// Some of the records could not be read: a use without a record then says nothing.
    pub(super) const fn incomplete(&mut self) {
        self.whole = false;
    }

    /// Reads a reference; one to a record that is not there is refused.
    pub(super) fn refer(&self, item: Option<Item<'_>>) -> Option<T> {
        let item = item?;
        let id: T = item.id()?;
        if self.whole && !self.seen.contains_key(&id) {
            item.complain(Problem::NoSuch {
                what: self.what,
                id: id.to_string(),
            });
            return None;
        }
        Some(id)
    }
}
