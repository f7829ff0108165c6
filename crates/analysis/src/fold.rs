//! Rows into days.

use crate::{
    bucket::Bucket,
    days::{Days, Referral},
    names::Codes,
    row::{BreachRow, IncidentRow, ReferralRow},
    scope::Scope,
};
use liandong_domain::time::{Day, UtcOffset};

/// Takes rows in, in any order. Rows of days outside of the scope are passed over.
#[derive(Debug, Clone)]
pub struct Fold {
    scope: Scope,
    first: Day,
    buckets: Vec<Bucket>,
    areas: Codes,
    subcategories: Codes,
    departments: Codes,
    members: Codes,
    referrals: Vec<Referral>,
}

impl Fold {
    /// An empty fold over the days of a scope.
    #[must_use]
    pub fn new(scope: Scope) -> Self {
        let days = usize::try_from(scope.hull().days()).unwrap_or(0);
        let mut areas = Codes::default();
        // The first code is for calls without an area.
        areas.of("");
        Self {
            first: scope.hull().from,
            scope,
            buckets: vec![Bucket::default(); days],
            areas,
            subcategories: Codes::default(),
            departments: Codes::default(),
            members: Codes::default(),
            referrals: Vec::new(),
        }
    }

    fn bucket(buckets: &mut [Bucket], first: Day, day: Day) -> Option<&mut Bucket> {
        buckets.get_mut(usize::try_from(day.0 - first.0).ok()?)
    }

    /// Takes in an incident.
    pub fn incident(&mut self, row: &IncidentRow<'_>) {
        let Some(bucket) = Self::bucket(&mut self.buckets, self.first, row.day) else {
            return;
        };
        let area = self.areas.of(row.area.unwrap_or_default());
        let sub = row.subcategory.map(|code| self.subcategories.of(code));
        bucket.incident(row, area, sub);
        if row.crews.is_empty() {
            return;
        }
        for car in row.crews.split(';') {
            let Some((head, crew)) = car.split_once(':') else {
                continue;
            };
            let how = (head.starts_with('L'), head.ends_with('A'));
            for member in crew.split(',').filter(|member| !member.is_empty()) {
                bucket.crew(self.members.of(member), how, row);
            }
        }
    }

    /// Takes in a breach.
    pub fn breach(&mut self, row: &BreachRow<'_>) {
        if let Some(bucket) = Self::bucket(&mut self.buckets, self.first, row.day) {
            bucket.breach(row);
        }
    }

    /// Takes in a referral, of whatever time: an old one may be open still.
    pub fn referral(&mut self, row: &ReferralRow<'_>) {
        self.referrals.push(Referral {
            referred_at: row.referred_at,
            number: row.number,
            department: self.departments.of(row.department),
            ended: row.ended,
            breached: row.breached,
        });
    }

    /// Takes in who made a call of a day: a part of the keyed digest of the telephone.
    pub fn caller(&mut self, day: Day, caller: u64) {
        if let Some(bucket) = Self::bucket(&mut self.buckets, self.first, day) {
            bucket.callers.push(caller);
        }
    }

    /// The days, in an order that does not depend on that of the rows.
    #[must_use]
    pub fn finish(self) -> Days {
        self.finish_at(UtcOffset::BEIJING)
    }

    /// The same for a town at an offset: it decides when a referral's day begins.
    #[must_use]
    pub fn finish_at(mut self, offset: UtcOffset) -> Days {
        for bucket in &mut self.buckets {
            bucket.flags.sort_unstable();
            bucket.places.sort_unstable();
            bucket.callers.sort_unstable();
        }
        let codes: Vec<(Box<str>, usize)> = self
            .departments
            .sorted()
            .map(|(text, at)| (text.into(), at))
            .collect();
        let rank = |department: usize| codes.iter().position(|(_, at)| *at == department);
        self.referrals.sort_unstable_by_key(|one| {
            (
                one.referred_at,
                one.number,
                rank(one.department),
                one.breached,
            )
        });
        Days {
            scope: self.scope,
            first: self.first,
            offset,
            buckets: self.buckets,
            areas: self.areas,
            subcategories: self.subcategories,
            departments: self.departments,
            members: self.members,
            referrals: self.referrals,
        }
    }
}
