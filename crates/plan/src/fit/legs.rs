//! What each car did, leg after leg: from where it left, and whether it was busy when a call came.

use super::case::{Case, Leg};
use liandong_domain::{ids::UnitId, time::Timestamp};
use std::collections::BTreeMap;

/// A leg that was never released binds its car for so long at the most: the log ends, or somebody forgot.
const BOUND_AT_MOST: i64 = 86_400;

/// All legs of the log by car, in the order of assignment.
pub(crate) struct Legs<'a> {
    by_unit: BTreeMap<&'a UnitId, Vec<Bound<'a>>>,
}

struct Bound<'a> {
    case: &'a Case,
    leg: &'a Leg,
    /// When this leg and all before it were over.
    free_at: Timestamp,
}

impl<'a> Legs<'a> {
    pub(crate) fn of(cases: &[&'a Case]) -> Self {
        let mut by_unit: BTreeMap<&UnitId, Vec<Bound<'a>>> = BTreeMap::new();
        for case in cases {
            for leg in &case.legs {
                by_unit.entry(&leg.unit).or_default().push(Bound {
                    case,
                    leg,
                    free_at: leg.assigned_at,
                });
            }
        }
        for legs in by_unit.values_mut() {
            legs.sort_by_key(|one| (one.leg.assigned_at, &one.case.number));
            let mut reached = Timestamp(i64::MIN);
            for one in legs {
                let bound = one.leg.assigned_at.plus(BOUND_AT_MOST);
                reached = reached.max(one.leg.released_at.unwrap_or(bound));
                one.free_at = reached;
            }
        }
        Self { by_unit }
    }

    /// Whether a car was at another call at a moment.
    pub(crate) fn busy(&self, unit: &UnitId, at: Timestamp) -> bool {
        let legs = self.by_unit.get(unit).map_or(&[][..], Vec::as_slice);
        let before = legs.partition_point(|one| one.leg.assigned_at <= at);
        before
            .checked_sub(1)
            .and_then(|last| legs.get(last))
            .is_some_and(|one| one.free_at > at)
    }

    /// The leg of the same car before this one, with its case.
    pub(crate) fn previous(&self, case: &Case, leg: &Leg) -> Option<(&'a Case, &'a Leg)> {
        let legs = self.by_unit.get(&leg.unit)?;
        let key = (leg.assigned_at, &case.number);
        let at = legs.partition_point(|one| (one.leg.assigned_at, &one.case.number) < key);
        let before = legs.get(at.checked_sub(1)?)?;
        Some((before.case, before.leg))
    }
}
