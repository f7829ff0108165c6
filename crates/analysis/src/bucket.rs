//! A day's counts, which add up.

use crate::row::{BreachRow, IncidentRow, Number};
use liandong_domain::incident::{ClockKind, ClockOutcome, Grade, Phase};
use std::collections::BTreeMap;

/// Index of calls without a category.
pub(crate) const UNCLASSIFIED: usize = 5;

/// How a clock came out, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Clocks {
    pub(crate) kept: u64,
    pub(crate) breached: u64,
    pub(crate) running: u64,
    pub(crate) void: u64,
    pub(crate) never: u64,
    /// Of kept and breached, those whose end was entered late.
    pub(crate) late: u64,
}

impl Clocks {
    fn add(&mut self, other: &Self) {
        self.kept += other.kept;
        self.breached += other.breached;
        self.running += other.running;
        self.void += other.void;
        self.never += other.never;
        self.late += other.late;
    }

    pub(crate) const fn decided(&self) -> u64 {
        self.kept + self.breached
    }
}

/// Follow-up (回访), counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct FollowUps {
    pub(crate) sampled: u64,
    /// From the worst to the best; of sampled incidents.
    pub(crate) grades: [u64; 5],
    pub(crate) late: u64,
    pub(crate) unreachable: u64,
    pub(crate) waiting: u64,
    pub(crate) complaints: u64,
}

impl FollowUps {
    fn add(&mut self, other: &Self) {
        self.sampled += other.sampled;
        each(&mut self.grades, &other.grades);
        self.late += other.late;
        self.unreachable += other.unreachable;
        self.waiting += other.waiting;
        self.complaints += other.complaints;
    }

    pub(crate) fn graded(&self) -> u64 {
        self.grades.iter().sum()
    }

    pub(crate) const fn satisfied(&self) -> u64 {
        let [_, _, _, satisfied, very] = self.grades;
        satisfied + very
    }
}

/// An area, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Area {
    pub(crate) received: u64,
    /// Arrival, feedback, disposal.
    pub(crate) kept: [(u64, u64); 3],
}

/// What other periods are compared by: cheap to add up for months on end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Core {
    pub(crate) received: u64,
    pub(crate) categories: [u64; 6],
    /// By the area's code; the first is for calls without one.
    pub(crate) areas: Vec<Area>,
    pub(crate) clocks: [Clocks; 3],
    pub(crate) follow_ups: FollowUps,
}

impl Core {
    pub(crate) fn add(&mut self, other: &Self) {
        self.received += other.received;
        each(&mut self.categories, &other.categories);
        for (at, area) in other.areas.iter().enumerate() {
            let into = place(&mut self.areas, at);
            into.received += area.received;
            for (into, from) in into.kept.iter_mut().zip(area.kept) {
                into.0 += from.0;
                into.1 += from.1;
            }
        }
        for (into, from) in self.clocks.iter_mut().zip(&other.clocks) {
            into.add(from);
        }
        self.follow_ups.add(&other.follow_ups);
    }
}

/// How breaches came to be, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Breached {
    pub(crate) nothing_recorded: u64,
    pub(crate) happened_late: u64,
    /// Seconds by which those happened late, together.
    pub(crate) late_seconds: i64,
    pub(crate) explained: u64,
}

/// A member's work, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) assigned: u64,
    pub(crate) arrived: u64,
    /// As a crew that leads and arrived: arrival, feedback, disposal.
    pub(crate) kept: [(u64, u64); 3],
    /// Of calls where the member arrived: grades, their sum from 1 to 5 each, complaints.
    pub(crate) answers: u64,
    pub(crate) points: u64,
    pub(crate) complaints: u64,
}

impl Member {
    fn add(&mut self, other: &Self) {
        self.assigned += other.assigned;
        self.arrived += other.arrived;
        for (into, from) in self.kept.iter_mut().zip(other.kept) {
            into.0 += from.0;
            into.1 += from.1;
        }
        self.answers += other.answers;
        self.points += other.points;
        self.complaints += other.complaints;
    }
}

/// Why a record is named in a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Flag {
    Breached(ClockKind),
    Dissatisfied,
    Complaint,
    Reopened,
}

/// A day, or a sum of days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Bucket {
    pub(crate) core: Core,
    pub(crate) late_incidents: u64,
    pub(crate) late_entries: u64,
    /// Closed, returned to police, merged, cancelled, under way.
    pub(crate) ends: [u64; 5],
    pub(crate) hours: [u64; 24],
    /// By category and the subcategory's code.
    pub(crate) subcategories: BTreeMap<(usize, usize), u64>,
    pub(crate) reopened: u64,
    pub(crate) breaches: BTreeMap<ClockKind, Breached>,
    /// By the member's code.
    pub(crate) members: Vec<Member>,
    /// Explanations of breaches, counted.
    pub(crate) reasons: BTreeMap<Box<str>, u64>,
    pub(crate) flags: Vec<(Flag, Number)>,
    /// Places and callers, with the incident.
    pub(crate) places: Vec<(i64, Number)>,
    pub(crate) callers: Vec<u64>,
}

fn each<const N: usize>(into: &mut [u64; N], from: &[u64; N]) {
    for (into, from) in into.iter_mut().zip(from) {
        *into += from;
    }
}

/// The item at an index, made where it is not there yet.
pub(crate) fn place<T: Default + Clone>(all: &mut Vec<T>, at: usize) -> &mut T {
    if all.len() <= at {
        all.resize(at + 1, T::default());
    }
    // It was just made long enough.
    #[allow(clippy::indexing_slicing)]
    &mut all[at]
}

fn ends_as(phase: Phase) -> usize {
    match phase {
        Phase::Closed => 0,
        Phase::ReturnedToPolice => 1,
        Phase::Merged => 2,
        Phase::Cancelled => 3,
        _ => 4,
    }
}

const KINDS: [ClockKind; 3] = [ClockKind::Arrive, ClockKind::Feedback, ClockKind::Dispose];

impl Bucket {
    pub(crate) fn incident(&mut self, row: &IncidentRow<'_>, area: usize, sub: Option<usize>) {
        let category = row.category.map_or(UNCLASSIFIED, |one| one as usize);
        let core = &mut self.core;
        core.received += 1;
        if let Some(count) = core.categories.get_mut(category) {
            *count += 1;
        }
        let of_area = place(&mut core.areas, area);
        of_area.received += 1;
        for (nth, take) in row.clocks.iter().enumerate() {
            let (Some(into), Some(kept), Some(kind)) = (
                core.clocks.get_mut(nth),
                of_area.kept.get_mut(nth),
                KINDS.get(nth),
            ) else {
                continue;
            };
            let Some(take) = take else {
                into.never += 1;
                continue;
            };
            match take.outcome {
                ClockOutcome::Kept => {
                    into.kept += 1;
                    kept.0 += 1;
                    kept.1 += 1;
                    into.late += u64::from(take.late);
                }
                ClockOutcome::Breached => {
                    into.breached += 1;
                    kept.1 += 1;
                    into.late += u64::from(take.late);
                    self.flags.push((Flag::Breached(*kind), row.number));
                }
                ClockOutcome::Running | ClockOutcome::Paused => into.running += 1,
                ClockOutcome::Void => into.void += 1,
            }
        }
        self.follow_up(row);
        if row.late_entries > 0 {
            self.late_incidents += 1;
            self.late_entries += row.late_entries.unsigned_abs();
        }
        if let Some(count) = self.ends.get_mut(ends_as(row.phase)) {
            *count += 1;
        }
        let hour = usize::try_from(row.second / 3_600).unwrap_or(0);
        if let Some(count) = self.hours.get_mut(hour) {
            *count += 1;
        }
        if let Some(sub) = sub {
            *self.subcategories.entry((category, sub)).or_default() += 1;
        }
        if row.round > 1 {
            self.reopened += 1;
            self.flags.push((Flag::Reopened, row.number));
        }
        if let Some(place) = row.place {
            self.places.push((place, row.number));
        }
    }

    fn follow_up(&mut self, row: &IncidentRow<'_>) {
        let into = &mut self.core.follow_ups;
        if row.complaint {
            into.complaints += 1;
            self.flags.push((Flag::Complaint, row.number));
        }
        if !row.sampled {
            return;
        }
        into.sampled += 1;
        match row.grade {
            Some(grade) => {
                if let Some(count) = into.grades.get_mut(grade as usize) {
                    *count += 1;
                }
                into.late += u64::from(row.grade_late);
                if matches!(grade, Grade::VeryDissatisfied | Grade::Dissatisfied) {
                    self.flags.push((Flag::Dissatisfied, row.number));
                }
            }
            None if row.unreachable => into.unreachable += 1,
            None => into.waiting += 1,
        }
    }

    pub(crate) fn breach(&mut self, row: &BreachRow<'_>) {
        let into = self.breaches.entry(row.clock).or_default();
        match row.late_by {
            None => into.nothing_recorded += 1,
            Some(seconds) => {
                into.happened_late += 1;
                into.late_seconds = into.late_seconds.saturating_add(seconds);
            }
        }
        into.explained += u64::from(row.explanation.is_some());
        if let Some(reason) = row.explanation {
            *self.reasons.entry(reason.into()).or_default() += 1;
        }
    }

    /// One car's crew member at an incident.
    pub(crate) fn crew(
        &mut self,
        member: usize,
        (leads, arrived): (bool, bool),
        row: &IncidentRow<'_>,
    ) {
        let into = place(&mut self.members, member);
        into.assigned += 1;
        into.arrived += u64::from(arrived);
        if arrived {
            if let Some(grade) = row.grade.filter(|_| row.sampled) {
                into.answers += 1;
                into.points += grade as u64 + 1;
            }
            into.complaints += u64::from(row.complaint);
        }
        if !(leads && arrived) {
            return;
        }
        for (kept, take) in into.kept.iter_mut().zip(row.clocks) {
            match take.map(|take| take.outcome) {
                Some(ClockOutcome::Kept) => {
                    kept.0 += 1;
                    kept.1 += 1;
                }
                Some(ClockOutcome::Breached) => kept.1 += 1,
                _ => {}
            }
        }
    }

    /// Adds another bucket; lists of records are left unsorted and places out.
    pub(crate) fn add(&mut self, other: &Self) {
        self.core.add(&other.core);
        self.late_incidents += other.late_incidents;
        self.late_entries += other.late_entries;
        each(&mut self.ends, &other.ends);
        each(&mut self.hours, &other.hours);
        for (key, count) in &other.subcategories {
            *self.subcategories.entry(*key).or_default() += count;
        }
        self.reopened += other.reopened;
        for (clock, from) in &other.breaches {
            let into = self.breaches.entry(*clock).or_default();
            into.nothing_recorded += from.nothing_recorded;
            into.happened_late += from.happened_late;
            into.late_seconds = into.late_seconds.saturating_add(from.late_seconds);
            into.explained += from.explained;
        }
        for (at, member) in other.members.iter().enumerate() {
            place(&mut self.members, at).add(member);
        }
        for (reason, count) in &other.reasons {
            *self.reasons.entry(reason.clone()).or_default() += count;
        }
        self.flags.extend_from_slice(&other.flags);
    }
}
