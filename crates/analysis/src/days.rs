//! Days that are folded, and the reports that they add up to.

use crate::{
    bucket::{Bucket, Core},
    names::{Codes, Names},
    report::{Report, Sets, make},
    row::{Number, ReferralEnd},
    scope::Scope,
};
use liandong_domain::{
    reports::ReportOf,
    time::{Day, Period, Timestamp, UtcOffset},
};

/// A referral with its department's short code.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Referral {
    pub(crate) referred_at: Timestamp,
    pub(crate) number: Number,
    pub(crate) department: usize,
    pub(crate) ended: Option<(ReferralEnd, Timestamp)>,
    pub(crate) breached: bool,
}

/// Folded days.
#[derive(Debug, Clone)]
pub struct Days {
    pub(crate) scope: Scope,
    pub(crate) first: Day,
    pub(crate) offset: UtcOffset,
    pub(crate) buckets: Vec<Bucket>,
    pub(crate) areas: Codes,
    pub(crate) subcategories: Codes,
    pub(crate) departments: Codes,
    pub(crate) members: Codes,
    pub(crate) referrals: Vec<Referral>,
}

impl Days {
    /// Reports of periods that the scope was made for, in the order asked for; that of
    /// [`ReportOf::of_year`] is the quickest. `label` stands for a place: a keyed digest, the same for the
    /// same place.
    #[must_use]
    pub fn reports(
        &self,
        of: &[ReportOf],
        names: &Names,
        label: &dyn Fn(i64) -> String,
    ) -> Vec<Report> {
        let mut sets = Sets::new(self);
        of.iter()
            .map(|one| make(self, *one, names, &mut sets, label))
            .collect()
    }

    pub(crate) fn bucket(&self, day: Day) -> Option<&Bucket> {
        self.buckets
            .get(usize::try_from(day.0 - self.first.0).ok()?)
    }

    fn each(&self, period: Period) -> impl Iterator<Item = &Bucket> {
        (period.from.0..=period.to.0).filter_map(|day| self.bucket(Day(day)))
    }

    /// The sum of a period's days.
    pub(crate) fn sum(&self, period: Period) -> Bucket {
        let mut sum = Bucket::default();
        self.each(period).for_each(|one| sum.add(one));
        sum.flags.sort_unstable();
        sum
    }

    /// The part of the sum that periods are compared by.
    pub(crate) fn core(&self, period: Period) -> Core {
        let mut sum = Core::default();
        self.each(period).for_each(|one| sum.add(&one.core));
        sum
    }

    /// Calls by day.
    pub(crate) fn counts(&self, period: Period) -> Vec<u64> {
        (period.from.0..=period.to.0)
            .map(|day| self.bucket(Day(day)).map_or(0, |one| one.core.received))
            .collect()
    }
}
