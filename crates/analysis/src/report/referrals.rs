//! Referrals and how old they are.

use crate::{
    days::{Days, Referral},
    names::{Names, name_of},
    row::ReferralEnd,
};
use liandong_domain::time::Period;
use serde::{Deserialize, Serialize};

/// The upper ends of the ages' bands, in days; a last band is open.
pub const AGE_BANDS: [i64; 4] = [1, 3, 7, 15];

/// A department's referrals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ReportDepartment))]
pub struct DepartmentPart {
    /// The department.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Referred in the period.
    pub made: u64,
    /// Of these, with a breached clock.
    pub breached: u64,
    /// Given a result in the period.
    pub disposed: u64,
    /// Refused or given back in the period.
    pub turned_back: u64,
    /// Open at its end.
    pub open: u64,
    /// Seconds since the oldest open one was referred, at its end.
    pub oldest_open: Option<i64>,
}

/// Referrals (流转).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ReportReferrals))]
pub struct ReferralPart {
    /// Referred in the period.
    pub made: u64,
    /// Of these, with a breached clock.
    pub breached: u64,
    /// Given a result in the period, whenever referred.
    pub disposed: u64,
    /// Refused or given back in the period.
    pub turned_back: u64,
    /// Open at its end.
    pub open: u64,
    /// The open ones by age at its end: up to 1, 3, 7, 15 days, more.
    pub open_ages: Vec<u64>,
    /// Those that ended in the period by the time they took, the same bands.
    pub ended_ages: Vec<u64>,
    /// The median of that time in seconds, the lower of two; `null` when none ended.
    pub ended_median: Option<i64>,
    /// By department.
    pub departments: Vec<DepartmentPart>,
}

fn band(seconds: i64) -> usize {
    let days = |end: &&i64| seconds > **end * 86_400;
    AGE_BANDS.iter().take_while(days).count()
}

pub(super) fn referrals(days: &Days, period: Period, names: &Names) -> ReferralPart {
    let (from, to) = period.bounds(days.offset);
    let within = |at| from <= at && at < to;
    let blank = || DepartmentPart {
        id: String::new(),
        name: String::new(),
        made: 0,
        breached: 0,
        disposed: 0,
        turned_back: 0,
        open: 0,
        oldest_open: None,
    };
    let mut departments: Vec<DepartmentPart> = Vec::new();
    for (code, at) in days.departments.sorted() {
        departments.resize_with(departments.len().max(at + 1), blank);
        if let Some(one) = departments.get_mut(at) {
            one.id = code.to_owned();
            one.name = name_of(&names.departments, code);
        }
    }
    let bands = AGE_BANDS.len() + 1;
    let (mut open_ages, mut ended_ages) = (vec![0; bands], vec![0; bands]);
    let mut took = Vec::new();
    let add = |ages: &mut Vec<u64>, seconds: i64| {
        if let Some(count) = ages.get_mut(band(seconds)) {
            *count += 1;
        }
    };
    // They are sorted by when they were referred.
    let until = days.referrals.partition_point(|one| one.referred_at < to);
    let so_far: &[Referral] = days.referrals.get(..until).unwrap_or_default();
    for one in so_far {
        let Some(of) = departments.get_mut(one.department) else {
            continue;
        };
        if within(one.referred_at) {
            of.made += 1;
            of.breached += u64::from(one.breached);
        }
        match one.ended {
            Some((how, at)) if at < to => {
                if within(at) {
                    match how {
                        ReferralEnd::Disposed => of.disposed += 1,
                        ReferralEnd::TurnedBack => of.turned_back += 1,
                    }
                    let seconds = at.since(one.referred_at);
                    took.push(seconds);
                    add(&mut ended_ages, seconds);
                }
            }
            _ => {
                let seconds = to.since(one.referred_at);
                of.open += 1;
                of.oldest_open = of.oldest_open.max(Some(seconds));
                add(&mut open_ages, seconds);
            }
        }
    }
    took.sort_unstable();
    departments.retain(|one| one.made + one.disposed + one.turned_back + one.open > 0);
    departments.sort_by(|a, b| a.id.cmp(&b.id));
    let sum = |of: fn(&DepartmentPart) -> u64| departments.iter().map(of).sum();
    ReferralPart {
        made: sum(|one| one.made),
        breached: sum(|one| one.breached),
        disposed: sum(|one| one.disposed),
        turned_back: sum(|one| one.turned_back),
        open: sum(|one| one.open),
        open_ages,
        ended_ages,
        ended_median: took.get(took.len().saturating_sub(1) / 2).copied(),
        departments,
    }
}

/// Breached and made in a period.
pub(super) fn breached(days: &Days, period: Period) -> (u64, u64) {
    let (from, to) = period.bounds(days.offset);
    let begin = days.referrals.partition_point(|one| one.referred_at < from);
    let end = days.referrals.partition_point(|one| one.referred_at < to);
    let all: &[Referral] = days.referrals.get(begin..end).unwrap_or_default();
    let breached = all.iter().filter(|one| one.breached).count();
    (breached as u64, all.len() as u64)
}
