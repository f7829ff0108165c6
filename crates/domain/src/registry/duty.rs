//! Duty (勤务): who is on which shift.

use super::{Registry, RegistryRejection, Roster};
use crate::{
    ids::{ItemId, MemberId, UnitId},
    time::{Timestamp, UtcOffset},
};

/// The word in a cycle for a day without a shift.
const OFF: &str = "off";

pub(super) fn check(roster: &Roster) -> Result<(), RegistryRejection> {
    if roster.cycle.is_empty() {
        return Err(RegistryRejection::Bad {
            field: "cycle",
            problem: "a cycle has one day at the least",
        });
    }
    for day in &roster.cycle {
        if day.as_str() != OFF && !roster.shifts.iter().any(|shift| shift.id == *day) {
            return Err(RegistryRejection::Unknown {
                field: "cycle",
                what: "shift",
                id: day.to_string(),
            });
        }
    }
    let bad = |shift: &super::Shift| {
        !(0..86_400).contains(&shift.from_second) || !(1..=86_400).contains(&shift.seconds)
    };
    if roster.shifts.iter().any(bad) {
        return Err(RegistryRejection::Bad {
            field: "shift",
            problem: "a shift begins within the day and lasts a day at the most",
        });
    }
    Ok(())
}

impl Roster {
    /// The teams on duty at a moment.
    #[must_use]
    pub fn teams_on_duty(&self, at: Timestamp, offset: UtcOffset) -> Vec<&ItemId> {
        let today = offset.day(at);
        let second = offset.second_of_day(at);
        let on_duty = |team: &&super::Team| {
            // A shift of yesterday may run past midnight into today.
            [(0, second), (1, second + 86_400)]
                .iter()
                .any(|(days_ago, second)| {
                    let since = today.0 - days_ago - self.from.0 + i64::from(team.starts_at);
                    let length = i64::try_from(self.cycle.len()).unwrap_or(i64::MAX).max(1);
                    let day = usize::try_from(since.rem_euclid(length)).unwrap_or(0);
                    let shift = self
                        .cycle
                        .get(day)
                        .and_then(|id| self.shifts.iter().find(|shift| shift.id == *id));
                    shift.is_some_and(|shift| {
                        (shift.from_second..shift.from_second + shift.seconds).contains(second)
                    })
                })
        };
        self.teams
            .iter()
            .filter(on_duty)
            .map(|team| &team.id)
            .collect()
    }
}

impl Registry {
    /// The members on duty in a car at a moment, by identifier.
    #[must_use]
    pub fn crew_on_duty(&self, unit: &UnitId, at: Timestamp) -> Vec<MemberId> {
        let Some(roster) = &self.roster else {
            return Vec::new();
        };
        let teams = roster.teams_on_duty(at, self.utc_offset());
        let day = self.utc_offset().day(at);
        self.members
            .values()
            .map(|one| &one.record)
            .filter(|one| {
                one.unit == *unit && one.from <= day && one.until.is_none_or(|until| day <= until)
            })
            .filter(|one| teams.contains(&&one.team))
            .map(|one| one.id.clone())
            .collect()
    }
}
