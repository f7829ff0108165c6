//! Pauses of clocks that people ask for.

use super::{Run, texts::text};
use crate::{
    incident::{
        case::CaseRejection,
        clock::{Clock, ClockKind},
        event::IncidentEvent as E,
        reject::Rejection as R,
    },
    time::Timestamp,
};

impl Run<'_> {
    pub(super) fn pause(
        &mut self,
        kind: ClockKind,
        reason: &str,
        until: Option<Timestamp>,
        time_given: bool,
    ) -> Result<(), R> {
        let reason = text("reason", reason)?;
        if time_given {
            return Err(R::NotAfterwards);
        }
        if kind == ClockKind::Answer {
            return Err(CaseRejection::ClockNotOurs.into());
        }
        let policy = self.context.policy;
        // Of several open clocks of a kind, the last that can be paused; else the last, to say why not.
        let free = self
            .open_of(kind)
            .find(|one| one.pause.is_none() && one.breach.is_none());
        let clock = free
            .or_else(|| self.incident.open_clock(kind))
            .ok_or(R::NoSuchClock(kind))?;
        if clock.breach.is_some() || self.recorded_at > clock.due_at {
            return Err(R::ClockAlreadyBreached(kind));
        }
        if clock.pause.is_some() {
            return Err(R::AlreadyPaused(kind));
        }
        if clock.pauses >= policy.pause_max_count {
            return Err(R::TooManyPauses {
                clock: kind,
                most: policy.pause_max_count,
            });
        }
        let nth = clock.nth;
        let longest = self.recorded_at.plus(policy.pause_max_seconds);
        let until = until.unwrap_or(longest);
        if until <= self.recorded_at || until > longest {
            return Err(R::BadPause {
                most: policy.pause_max_seconds,
            });
        }
        self.happen(E::ClockPaused {
            clock: kind,
            nth,
            reason,
            until,
        });
        Ok(())
    }

    pub(super) fn resume_asked(&mut self, kind: ClockKind, time_given: bool) -> Result<(), R> {
        if time_given {
            return Err(R::NotAfterwards);
        }
        self.incident.open_clock(kind).ok_or(R::NoSuchClock(kind))?;
        let paused = self
            .open_of(kind)
            .find_map(|one| Some((one.clone(), one.pause.as_ref()?.since)));
        let (clock, since) = paused.ok_or(R::NotPaused(kind))?;
        self.resume(&clock, since, self.recorded_at);
        Ok(())
    }

    /// The open clocks of a kind, the last first.
    fn open_of(&self, kind: ClockKind) -> impl Iterator<Item = &Clock> {
        let all = self.incident.clocks.iter().rev();
        all.filter(move |one| one.kind == kind && one.is_open())
    }
}
