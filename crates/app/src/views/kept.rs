//! Read models of streams beside the incidents, for a rebuild. The same [`Kept::rows`] that
//! commands write.

use crate::streams::{Kept, read_event};
use liandong_domain::ids::TownId;
use liandong_store::{Projector, RowChange, StoredEvent, Table};
use std::collections::{BTreeMap, BTreeSet};

/// Folds every stream of one kind of a town.
#[derive(Debug)]
pub struct KeptProjector<A> {
    town: TownId,
    states: BTreeMap<Box<str>, (A, u64)>,
    changed: BTreeSet<Box<str>>,
}

impl<A: Kept> KeptProjector<A> {
    /// A projector of one town.
    #[must_use]
    pub const fn new(town: TownId) -> Self {
        Self {
            town,
            states: BTreeMap::new(),
            changed: BTreeSet::new(),
        }
    }
}

impl<A: Kept> Projector for KeptProjector<A> {
    fn tables(&self) -> Vec<&'static Table> {
        A::tables().to_vec()
    }

    fn apply(&mut self, stored: &StoredEvent) -> Result<(), String> {
        let Some(id) = stored.stream.as_str().strip_prefix(A::PREFIX) else {
            return Ok(());
        };
        let (event, stamp) = read_event::<A>(stored)?;
        let before = self.states.remove(id).map(|(state, _)| state);
        if let Some(state) = A::evolve(before, id, &event, stamp) {
            self.states.insert(id.into(), (state, stored.version));
            self.changed.insert(id.into());
        }
        Ok(())
    }

    fn drain(&mut self, into: &mut Vec<RowChange>) {
        for id in std::mem::take(&mut self.changed) {
            if let Some((state, version)) = self.states.get(&id) {
                into.extend(A::rows(&self.town, &id, state, *version));
            }
        }
    }
}
