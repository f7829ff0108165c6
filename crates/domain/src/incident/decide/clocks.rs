//! What clocks do by themselves, and what the end of a step does to them.

use super::Run;
use crate::{
    incident::{
        clock::{BreachCause, Clock, ClockKind, ClockStart},
        event::IncidentEvent,
    },
    policy::Limit,
    time::Timestamp,
};

impl Run<'_> {
    /// Lets every clock do what is due by now, before the command itself is looked at. So it makes
    /// no difference to an outcome whether somebody checked the clocks in between.
    pub(super) fn settle(&mut self, warn: bool) {
        let open: Vec<Clock> = self
            .incident
            .clocks
            .iter()
            .filter(|one| one.is_open() && one.breach.is_none())
            .cloned()
            .collect();
        let now = self.recorded_at;
        for mut clock in open {
            if let Some(pause) = clock.pause.take() {
                if now < pause.until {
                    continue;
                }
                let (due_at, warn_at) = self.resume(&clock, pause.since, pause.until);
                (clock.due_at, clock.warn_at) = (due_at, warn_at);
            }
            if now > clock.due_at.plus(clock.grace) {
                self.breach(&clock, BreachCause::NothingRecorded);
            } else if warn && !clock.warned && now >= clock.warn_at {
                let event = IncidentEvent::ClockWarned {
                    clock: clock.kind,
                    nth: clock.nth,
                };
                self.clock_event(event, clock.warn_at);
            }
        }
    }

    /// Before a step that ends a clock: ends its pause, and notes a breach when the step happened
    /// after the limit.
    pub(super) fn before_end_of(&mut self, kind: ClockKind, nth: Option<u32>) {
        let found =
            self.incident.clocks.iter().rev().find(|one| {
                one.kind == kind && one.is_open() && nth.is_none_or(|nth| one.nth == nth)
            });
        let Some(mut clock) = found.cloned() else {
            return;
        };
        if let Some(pause) = clock.pause.take() {
            let until = self.occurred_at.max(pause.since).min(pause.until);
            (clock.due_at, clock.warn_at) = self.resume(&clock, pause.since, until);
        }
        let over = self.occurred_at.since(clock.due_at);
        if clock.breach.is_none() && over > 0 {
            self.breach(&clock, BreachCause::HappenedLate(over));
        }
    }

    /// Before a step that makes clocks void: those whose limit has passed are breached, not void.
    pub(super) fn before_void(&mut self, ends: impl Fn(ClockKind) -> bool) {
        let passed: Vec<Clock> = self
            .incident
            .clocks
            .iter()
            .filter(|one| {
                ends(one.kind)
                    && one.is_open()
                    && one.pause.is_none()
                    && one.breach.is_none()
                    && self.occurred_at > one.due_at
            })
            .cloned()
            .collect();
        for clock in passed {
            self.breach(&clock, BreachCause::NothingRecorded);
        }
    }

    /// The same for one referral's clock: the others' go on.
    pub(super) fn before_void_of(&mut self, kind: ClockKind, nth: u32) {
        let of_it = |one: &&Clock| one.kind == kind && one.nth == nth && one.is_open();
        let found = self.incident.clocks.iter().rev().find(of_it);
        let Some(clock) = found.cloned() else {
            return;
        };
        if clock.pause.is_none() && clock.breach.is_none() && self.occurred_at > clock.due_at {
            self.breach(&clock, BreachCause::NothingRecorded);
        }
    }

    fn breach(&mut self, clock: &Clock, cause: BreachCause) {
        let event = IncidentEvent::ClockBreached {
            clock: clock.kind,
            nth: clock.nth,
            cause,
        };
        self.clock_event(event, clock.due_at);
    }

    /// Ends a pause at `until` and answers with the limit and the warning, moved on by it.
    pub(super) fn resume(
        &mut self,
        clock: &Clock,
        since: Timestamp,
        until: Timestamp,
    ) -> (Timestamp, Timestamp) {
        let paused = until.since(since).max(0);
        let (due_at, warn_at) = (clock.due_at.plus(paused), clock.warn_at.plus(paused));
        let event = IncidentEvent::ClockResumed {
            clock: clock.kind,
            nth: clock.nth,
            due_at,
            warn_at,
        };
        self.clock_event(event, until);
        (due_at, warn_at)
    }

    /// The three clocks of a dispatch.
    pub(super) fn dispatch_clocks(&self) -> Vec<ClockStart> {
        let policy = self.context.policy;
        [
            (ClockKind::Arrive, policy.arrive),
            (ClockKind::Feedback, policy.feedback),
            (ClockKind::Dispose, policy.dispose),
        ]
        .map(|(kind, limit)| self.clock(kind, self.next_number(kind), self.occurred_at, limit))
        .into()
    }

    /// The follow-up clock, which begins when the last of the work is done.
    pub(super) fn follow_up_clocks(&self) -> Vec<ClockStart> {
        let kind = ClockKind::FollowUp;
        let from = self.occurred_at.max(self.incident.last_step_at);
        let limit = self.context.policy.follow_up;
        vec![self.clock(kind, self.next_number(kind), from, limit)]
    }

    /// The number of the next clock of a kind. No two of a kind share one, so that a breach and its
    /// explanation always name the same clock.
    pub(super) fn next_number(&self, kind: ClockKind) -> u32 {
        let of_kind = self.incident.clocks.iter().filter(|one| one.kind == kind);
        let last = of_kind.map(|one| one.nth).max();
        last.unwrap_or(0).saturating_add(1)
    }

    pub(super) fn clock(
        &self,
        clock: ClockKind,
        nth: u32,
        from: Timestamp,
        limit: Limit,
    ) -> ClockStart {
        let due_at = from.plus(limit.seconds);
        ClockStart {
            clock,
            nth,
            warn_at: due_at.plus(-limit.warn_before_seconds),
            due_at,
            grace: self.context.policy.entry_grace_seconds,
        }
    }
}
