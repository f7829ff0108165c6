//! What is due by itself beside the clocks: questions to crews, alarms, and the next level of what
//! stays unanswered.

use super::Run;
use crate::{
    ids::UnitId,
    incident::{
        event::IncidentEvent as E,
        kinds::Phase,
        watch::{Alert, CheckIn, Matter},
    },
    time::Timestamp,
};

impl Run<'_> {
    /// After every command: what begins to be watched by what has happened. On a check of the
    /// clocks also what is due by now, each at its own time and in the order of times.
    pub(super) fn watch(&mut self, due: bool) {
        self.begin_check_ins();
        if due {
            self.check_ins_due();
        }
        self.begin_clock_matters();
        self.begin_wait();
        self.begin_refusals();
        self.next_levels();
    }

    fn begin_check_ins(&mut self) {
        if self.context.policy.dispatch.check_in.is_none() || !self.incident.phase.has_unit() {
            return;
        }
        let arrived = self
            .incident
            .active_units()
            .filter(|one| one.arrival.is_some() && one.check_in.is_none());
        let units: Vec<UnitId> = arrived.map(|one| one.unit.clone()).collect();
        for unit in units {
            self.set_check_in(&unit);
        }
    }

    /// Sets the next question to a crew; nothing where the policy asks no more.
    pub(super) fn set_check_in(&mut self, unit: &UnitId) {
        let Some(rule) = self.context.policy.dispatch.check_in else {
            return;
        };
        let nth = self.incident.next_check();
        let from = self.recorded_at;
        let event = E::CheckInSet {
            unit: unit.clone(),
            nth,
            ask_at: from.plus(rule.every_seconds),
            answer_seconds: rule.answer_seconds,
        };
        self.clock_event(event, from);
    }

    fn check_ins_due(&mut self) {
        let due = |check: &CheckIn, now| check.next().is_some_and(|at| at <= now);
        let now = self.recorded_at;
        let mut waiting: Vec<(UnitId, CheckIn)> = self
            .incident
            .active_units()
            .filter_map(|one| Some((one.unit.clone(), one.check_in.clone()?)))
            .filter(|(_, check)| due(check, now))
            .collect();
        waiting.sort_by_key(|(_, check)| check.next());
        for (unit, check) in waiting {
            let nth = check.nth;
            match check.answer_by {
                // Whoever slept asked nobody: the time to answer begins with the question.
                None => {
                    let answer_by = now.plus(check.answer_seconds);
                    let event = E::CheckInAsked {
                        unit,
                        nth,
                        answer_by,
                    };
                    self.clock_event(event, now);
                }
                Some(by) => {
                    let event = E::CheckInMissed {
                        unit: unit.clone(),
                        nth,
                    };
                    self.clock_event(event, by);
                    self.begin_matter(Matter::CheckIn { unit, nth }, by);
                }
            }
        }
    }

    fn begin_clock_matters(&mut self) {
        let rules = &self.context.policy.dispatch;
        if rules.escalation.is_empty() {
            return;
        }
        let mut begun: Vec<(Timestamp, Matter)> = Vec::new();
        for clock in self.incident.clocks.iter().filter(|one| one.is_open()) {
            let about = Matter::Clock {
                clock: clock.kind,
                nth: clock.nth,
            };
            let Some(rule) = rules.escalation_of(about.kind()) else {
                continue;
            };
            let since = if clock.breach.is_some() {
                clock.due_at.plus(clock.grace).plus(1)
            } else if rule.from_warning && clock.warned && clock.pause.is_none() {
                clock.warn_at
            } else {
                continue;
            };
            begun.push((since.min(self.recorded_at), about));
        }
        begun.sort_by_key(|(since, _)| *since);
        for (since, about) in begun {
            self.begin_matter(about, since);
        }
    }

    fn begin_wait(&mut self) {
        if self.incident.phase == Phase::Accepted {
            let nth = self.incident.waits();
            self.begin_matter(Matter::NoCar { nth }, self.recorded_at);
        }
    }

    fn begin_refusals(&mut self) {
        let nth = u32::try_from(self.incident.refusals.len()).unwrap_or(u32::MAX);
        let about = Matter::Refusal { nth };
        if nth > 0 && self.incident.stands(&about) {
            self.begin_matter(about, self.recorded_at);
        }
    }

    /// Begins to watch a matter by the policy's rule for its kind; once.
    pub(super) fn begin_matter(&mut self, about: Matter, begun_at: Timestamp) {
        let rules = &self.context.policy.dispatch;
        let Some(first) = rules
            .escalation_of(about.kind())
            .and_then(|rule| rule.step(1))
        else {
            return;
        };
        if self.incident.alerts.iter().any(|one| one.about == about) {
            return;
        }
        let next_at = begun_at.plus(first.after_seconds);
        if next_at <= self.recorded_at {
            let event = self.level_of(about, begun_at, 1);
            self.clock_event(event, next_at);
        } else {
            let event = E::EscalationSet {
                about,
                begun_at,
                next_at: Some(next_at),
            };
            self.clock_event(event, begun_at);
        }
    }

    /// Tells every level that is due by now, in the order of their times.
    fn next_levels(&mut self) {
        while let Some((at, alert)) = self.level_due() {
            let level = alert.level.saturating_add(1);
            let event = self.level_of(alert.about, alert.begun_at, level);
            self.clock_event(event, at);
        }
    }

    fn level_due(&self) -> Option<(Timestamp, Alert)> {
        self.incident
            .open_alerts()
            .filter_map(|one| Some((one.next_at?, one)))
            .filter(|(at, _)| *at <= self.recorded_at)
            .min_by_key(|(at, _)| *at)
            .map(|(at, one)| (at, one.clone()))
    }

    fn level_of(&self, about: Matter, begun_at: Timestamp, level: u32) -> E {
        let rules = &self.context.policy.dispatch;
        let rule = rules.escalation_of(about.kind());
        match rule.and_then(|rule| Some((rule, rule.step(level)?))) {
            // The policy has changed and has no such level any more.
            None => E::EscalationSet {
                about,
                begun_at,
                next_at: None,
            },
            Some((rule, step)) => E::Escalated {
                next_at: rule
                    .step(level.saturating_add(1))
                    .map(|next| begun_at.plus(next.after_seconds)),
                level,
                to_roles: step.to.clone(),
                // Crews near by are told at once that another crew is silent or needs help.
                to_units: match about {
                    Matter::CheckIn { .. } | Matter::Help { .. } if level == 1 => {
                        self.context.nearest_crews.to_vec()
                    }
                    _ => Vec::new(),
                },
                about,
                begun_at,
            },
        }
    }
}
