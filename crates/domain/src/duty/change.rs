//! What granted requests change about the roster.

use crate::{
    ids::{ItemId, MemberId, UnitId},
    time::{Day, Period},
};
use serde::{Deserialize, Serialize};

/// One consequence of a granted request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "effect", deny_unknown_fields)]
pub enum Effect {
    /// The member is away on every shift that begins on these days (请假).
    Away {
        /// The member.
        member: MemberId,
        /// First day.
        from: Day,
        /// Last day.
        to: Day,
    },
    /// The member does not do this shift; somebody else may.
    Off {
        /// The member.
        member: MemberId,
        /// The day on which the shift begins.
        day: Day,
        /// The shift.
        shift: ItemId,
    },
    /// The member does this shift in this car.
    On {
        /// The member.
        member: MemberId,
        /// The day on which the shift begins.
        day: Day,
        /// The shift.
        shift: ItemId,
        /// The car.
        unit: UnitId,
        /// For whom, where it is for somebody.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        instead_of: Option<MemberId>,
    },
}

impl Effect {
    /// The member whom it concerns.
    #[must_use]
    pub const fn member(&self) -> &MemberId {
        match self {
            Self::Away { member, .. } | Self::Off { member, .. } | Self::On { member, .. } => {
                member
            }
        }
    }

    /// The days that it touches.
    #[must_use]
    pub const fn days(&self) -> Period {
        match self {
            Self::Away { from, to, .. } => Period {
                from: *from,
                to: *to,
            },
            Self::Off { day, .. } | Self::On { day, .. } => Period {
                from: *day,
                to: *day,
            },
        }
    }
}

/// A consequence with the request that it follows from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The request's number.
    pub request: Box<str>,
    /// Its place in the order of what was granted for the same shifts: a later one builds on an
    /// earlier one. Counted, because two can be granted in the same second.
    pub order: u32,
    /// What it changes.
    pub effect: Effect,
}

/// The changes that touch the days looked at, in the order in which they were granted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes(Vec<Change>);

impl Changes {
    /// No change at all.
    pub const NONE: &'static Self = &Self(Vec::new());

    /// Changes in a fixed order, whatever order they come in.
    #[must_use]
    pub fn new(mut changes: Vec<Change>) -> Self {
        changes.sort_by(|a, b| {
            (a.order, &a.request, a.effect.member()).cmp(&(b.order, &b.request, b.effect.member()))
        });
        Self(changes)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Change> {
        self.0.iter()
    }

    /// The same without those of one request.
    #[must_use]
    pub fn without(&self, request: &str) -> Self {
        Self(
            self.0
                .iter()
                .filter(|one| *one.request != *request)
                .cloned()
                .collect(),
        )
    }

    /// The order of what is granted next.
    #[must_use]
    pub fn next_order(&self) -> u32 {
        let last = self.0.iter().map(|one| one.order).max();
        last.map_or(0, |last| last.saturating_add(1))
    }

    /// The same with what a further request brings.
    #[must_use]
    pub fn with(&self, request: &str, effects: &[Effect]) -> Self {
        let order = self.next_order();
        let more = effects.iter().map(|effect| Change {
            request: request.into(),
            order,
            effect: effect.clone(),
        });
        Self::new(self.0.iter().cloned().chain(more).collect())
    }

    /// The leave on which a member is on a day.
    #[must_use]
    pub fn leave_of(&self, who: &MemberId, day: Day) -> Option<&Change> {
        self.0.iter().find(|one| {
            matches!(&one.effect, Effect::Away { member, .. } if member == who)
                && one.effect.days().contains(day)
        })
    }

    /// The order of the last change by which a member does not do a shift.
    pub(super) fn off(&self, who: &MemberId, on: Day, which: &ItemId) -> Option<u32> {
        let orders = self.0.iter().filter_map(|one| match &one.effect {
            Effect::Off { member, day, shift } if member == who && *day == on && shift == which => {
                Some(one.order)
            }
            _ => None,
        });
        orders.max()
    }
}
