//! Turns of duty (班次实例): one member on one shift of one day in one car.

use super::change::{Change, Changes, Effect};
use crate::{
    ids::{ItemId, MemberId, UnitId},
    registry::{Member, Registry, Roster, Shift, Team},
    time::{Day, Period, Timestamp},
};

/// A turn of duty.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Turn {
    /// When it begins.
    pub from: Timestamp,
    /// When it ends: the first moment that no longer belongs to it.
    pub to: Timestamp,
    /// The day on which it begins.
    pub day: Day,
    /// The shift.
    pub shift: ItemId,
    /// The car.
    pub unit: UnitId,
    /// The member.
    pub member: MemberId,
    /// The request by which the member has it; `None` when the roster says so.
    pub by: Option<Box<str>>,
    /// For whom, where it is for somebody.
    pub instead_of: Option<MemberId>,
}

impl Turn {
    /// Whether both are at the same time, in part at least.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.from < other.to && other.from < self.to
    }
}

impl Roster {
    /// The shift that a team has on a day; `None` on a day off.
    #[must_use]
    pub fn shift_of(&self, team: &Team, day: Day) -> Option<&Shift> {
        let length = i64::try_from(self.cycle.len()).ok()?.max(1);
        let since = day
            .0
            .saturating_sub(self.from.0)
            .saturating_add(i64::from(team.starts_at));
        let id = self
            .cycle
            .get(usize::try_from(since.rem_euclid(length)).ok()?)?;
        self.shift(id)
    }

    /// A shift by its identifier.
    #[must_use]
    pub fn shift(&self, id: &ItemId) -> Option<&Shift> {
        self.shifts.iter().find(|shift| shift.id == *id)
    }
}

/// Whether a member is engaged on a day.
pub(super) fn engaged(member: &Member, day: Day) -> bool {
    member.from <= day && member.until.is_none_or(|until| day <= until)
}

/// The turns that begin on a day, after all changes, by their beginning, shift, car and member.
///
/// A member on leave has no turn, whatever was arranged before or after. Who is put on a shift that
/// the roster of that day does not know, or is not engaged, has none either.
#[must_use]
pub fn turns_of_day(registry: &Registry, changes: &Changes, day: Day) -> Vec<Turn> {
    let Some(roster) = registry.roster_on(day) else {
        return Vec::new();
    };
    let turn = |shift: &Shift, unit: &UnitId, member: &MemberId| {
        let from = registry.utc_offset().start_of(day).plus(shift.from_second);
        Turn {
            from,
            to: from.plus(shift.seconds),
            day,
            shift: shift.id.clone(),
            unit: unit.clone(),
            member: member.clone(),
            by: None,
            instead_of: None,
        }
    };
    let mut turns = Vec::new();
    for one in registry.members() {
        let member = &one.record;
        let team = roster.teams.iter().find(|team| team.id == member.team);
        let shift = team.and_then(|team| roster.shift_of(team, day));
        let Some(shift) = shift.filter(|_| engaged(member, day)) else {
            continue;
        };
        let stays = changes.leave_of(&member.id, day).is_none()
            && changes.off(&member.id, day, &shift.id).is_none();
        if stays {
            turns.push(turn(shift, &member.unit, &member.id));
        }
    }
    for Change {
        request,
        order,
        effect,
    } in changes.iter()
    {
        let Effect::On {
            member,
            day: on,
            shift,
            unit,
            instead_of,
        } = effect
        else {
            continue;
        };
        if *on != day || changes.leave_of(member, day).is_some() {
            continue;
        }
        // Who took a shift over and then gave it on does not do it.
        let given_on = changes
            .off(member, day, shift)
            .is_some_and(|off| off > *order);
        let known = registry.member(member).is_some_and(|one| engaged(one, day));
        if let Some(shift) = roster.shift(shift).filter(|_| known && !given_on) {
            turns.push(Turn {
                by: Some(request.clone()),
                instead_of: instead_of.clone(),
                ..turn(shift, unit, member)
            });
        }
    }
    turns.sort();
    turns.dedup_by(|a, b| {
        (a.from, &a.shift, &a.unit, &a.member) == (b.from, &b.shift, &b.unit, &b.member)
    });
    turns
}

/// The turns that begin within a period, in order.
#[must_use]
pub fn turns_within(registry: &Registry, changes: &Changes, period: Period) -> Vec<Turn> {
    (period.from.0..=period.to.0)
        .flat_map(|day| turns_of_day(registry, changes, Day(day)))
        .collect()
}

/// The turns in a car at a moment, by member. The changes must cover the day and the day before: a
/// shift of yesterday may run past midnight.
#[must_use]
pub fn crew_on_duty(
    registry: &Registry,
    changes: &Changes,
    unit: &UnitId,
    at: Timestamp,
) -> Vec<Turn> {
    let day = registry.utc_offset().day(at);
    let mut crew: Vec<Turn> = [Day(day.0.saturating_sub(1)), day]
        .into_iter()
        .flat_map(|day| turns_of_day(registry, changes, day))
        .filter(|turn| turn.unit == *unit && turn.from <= at && at < turn.to)
        .filter(|turn| {
            registry
                .member(&turn.member)
                .is_some_and(|one| engaged(one, day))
        })
        .collect();
    crew.sort_by(|a, b| a.member.cmp(&b.member));
    crew.dedup_by(|a, b| a.member == b.member);
    crew
}
