//! From the assignment to the end of the disposal, with what goes wrong on the way.

use super::{Action, Operations, call::Call, texts};
use liandong_domain::{
    incident::{ArrivalSource, CategoryCode, ClockKind, DisposalOutcome, IncidentCommand as C},
    roles::Role,
    time::Timestamp,
};

/// Cases in a thousand: no radio on the way, arrival told a little late, another car sent instead,
/// a second car, the commander steps in, a clock paused, given back to police on scene, a long
/// disposal, a breach that is explained.
const NO_RADIO: u64 = 35;
const TOLD_LATE: u64 = 45;
const REASSIGNED: u64 = 12;
const REINFORCED: u64 = 25;
const INTERVENED: u64 = 10;
const PAUSED: u64 = 12;
const TO_POLICE: u64 = 12;
const LONG: u64 = 45;
const EXPLAINED: u64 = 850;
/// Disposals in a thousand that need a department, and in which nothing was found.
const NEEDS_DEPARTMENT: u64 = 110;
const NOTHING_FOUND: u64 = 70;

/// What is known of a crew's work when it is over.
struct Work {
    assigned: Timestamp,
    arrived: Timestamp,
    arrival_recorded: Timestamp,
    disposed: Timestamp,
    disposal_recorded: Timestamp,
    /// Whether the limits run as they were set at the assignment.
    plain: bool,
    crew: (Role, u64),
}

impl Operations {
    /// A car goes. Everything until the disposal is settled here, and the car is bound as long.
    pub(super) fn go(&mut self, now: Timestamp, car: usize, mut call: Call) {
        let Some(unit) = self.unit(car) else { return };
        let dispatcher = (Role::Dispatcher, self.dice.below(1_000));
        let assign = C::Assign {
            unit,
            leave_town_uncovered: Some(texts::UNCOVERED.into()),
        };
        self.order(now, dispatcher, call.no, assign);
        let crew = (Role::Member, car as u64);
        let acknowledged = now.plus(self.dice.between(12, 80));
        self.order(acknowledged, crew, call.no, C::Acknowledge { unit: None });

        let mut leads = car;
        let mut plain = true;
        let mut arrived = acknowledged.plus(self.travel(car, &call));
        let at = acknowledged.plus(self.dice.between(30, 120));
        if self.dice.chance(REASSIGNED)
            && let Some(other) = self.free_car(now, &call, Some(car))
            && self.serves(other, at)
            && let Some(unit) = self.unit(other)
        {
            let reason = self.text(&texts::REASSIGNED);
            self.order(at, dispatcher, call.no, C::Reassign { unit, reason });
            self.bind(car, at);
            leads = other;
            plain = !self.world.policy.reassignment_restarts_clocks;
            let taken = at.plus(self.dice.between(12, 60));
            let crew = (Role::Member, other as u64);
            self.order(taken, crew, call.no, C::Acknowledge { unit: None });
            arrived = taken.plus(self.travel(other, &call));
        }
        let crew = (Role::Member, leads as u64);
        let lost = self.dice.chance(NO_RADIO);
        let recorded = self.arrive(&call, crew, arrived, lost);
        if call.may_end_early && !lost && self.dice.chance(TO_POLICE) {
            self.back_to_police(&call, leads, recorded);
            return;
        }
        let work = self.report(&call, crew, (now, arrived, recorded), leads, plain);
        call.late = arrived.since(now) > self.world.policy.arrive.seconds;
        self.bind(leads, work.disposal_recorded);
        self.explain(&call, &work);
        let outcome = self.outcome(&call);
        self.dispose(&call, &work, outcome);
        self.after_disposal(work.disposal_recorded, call, outcome);
    }

    fn arrive(
        &mut self,
        call: &Call,
        crew: (Role, u64),
        arrived: Timestamp,
        lost: bool,
    ) -> Timestamp {
        let (delay, how) = if lost {
            (self.dice.between(180, 1_100), ArrivalSource::ByHand)
        } else if self.dice.chance(TOLD_LATE) {
            (self.dice.between(30, 260), ArrivalSource::Phone)
        } else {
            let how = match self.dice.weighted(&[60, 28, 12]) {
                0 => ArrivalSource::Position,
                1 => ArrivalSource::Radio,
                _ => ArrivalSource::Phone,
            };
            (0, how)
        };
        let recorded = arrived.plus(delay);
        let command = C::Arrive { unit: None, how };
        let occurred_at = (delay > 0).then_some(arrived);
        let call = call.no;
        self.act(
            recorded,
            occurred_at,
            crew,
            Action::Command { call, command },
        );
        recorded
    }

    fn back_to_police(&mut self, call: &Call, car: usize, arrived: Timestamp) {
        let at = arrived.plus(self.dice.between(90, 400));
        let station = self
            .world
            .areas
            .get(call.area)
            .map(|one| one.station.clone());
        if let Some(station) = station {
            let reason = self.text(&texts::SCENE_TO_POLICE);
            let back = C::ReturnToPolice { station, reason };
            self.order(at, (Role::Commander, 0), call.no, back);
        }
        self.bind(car, at);
    }

    /// The feedback, and what may happen between it and the disposal.
    fn report(
        &mut self,
        call: &Call,
        crew: (Role, u64),
        (assigned, arrived, arrival_recorded): (Timestamp, Timestamp, Timestamp),
        leads: usize,
        mut plain: bool,
    ) -> Work {
        let given = arrived.plus(self.dice.between(150, 540));
        let recorded = given.max(arrival_recorded.plus(self.dice.between(3, 20)));
        let in_time = recorded == given;
        let text = self.text(&texts::REPORTS);
        let command = C::Feedback { text };
        let occurred_at = (!in_time).then_some(given);
        let no = call.no;
        self.act(
            recorded,
            occurred_at,
            crew,
            Action::Command { call: no, command },
        );

        let mut disposed = given.plus(self.dice.between(180, 1_300));
        if self.dice.chance(LONG) {
            disposed = disposed.plus(self.dice.between(1_200, 3_000));
        }
        let mut not_before = recorded.plus(self.dice.between(3, 20));
        let mut second = None;
        if in_time && self.dice.chance(REINFORCED) {
            (second, not_before) = self.reinforce(assigned, call, leads, recorded);
        }
        if in_time && self.dice.chance(INTERVENED) {
            let at = recorded.plus(self.dice.between(20, 120));
            let reason = self.text(&texts::INTERVENED);
            self.order(at, (Role::Commander, 0), no, C::Intervene { reason });
            not_before = not_before.max(at.plus(5));
        }
        if in_time
            && plain
            && self.dice.chance(PAUSED)
            && let Some(at) = self.pause(call, assigned, not_before)
        {
            not_before = not_before.max(at.plus(30));
            disposed = disposed.max(not_before);
            plain = false;
        }
        // The disposal frees the second car too.
        if let Some(second) = second {
            self.bind(second, disposed.max(not_before));
        }
        Work {
            assigned,
            arrived,
            arrival_recorded,
            disposed: if in_time {
                disposed.max(not_before)
            } else {
                disposed
            },
            disposal_recorded: disposed.max(not_before),
            plain,
            crew,
        }
    }

    /// A second car comes; answers when the disposal may end.
    fn reinforce(
        &mut self,
        assigned: Timestamp,
        call: &Call,
        leads: usize,
        from: Timestamp,
    ) -> (Option<usize>, Timestamp) {
        let at = from.plus(self.dice.between(15, 60));
        let other = self.free_car(assigned, call, Some(leads));
        let other = other.filter(|other| self.serves(*other, at));
        let Some((other, unit)) = other.and_then(|car| Some((car, self.unit(car)?))) else {
            return (None, from);
        };
        let reason = self.text(&texts::REINFORCED);
        let order = C::Reinforce {
            unit: unit.clone(),
            reason,
            leave_town_uncovered: Some(texts::UNCOVERED.into()),
        };
        self.order(at, (Role::Dispatcher, 0), call.no, order);
        let crew = (Role::Member, other as u64);
        let taken = at.plus(self.dice.between(10, 50));
        let unit = Some(unit);
        let acknowledge = C::Acknowledge { unit: unit.clone() };
        self.order(taken, crew, call.no, acknowledge);
        let there = taken.plus(self.travel(other, call));
        let how = ArrivalSource::Position;
        self.order(there, crew, call.no, C::Arrive { unit, how });
        let end = there.plus(self.dice.between(120, 400));
        (Some(other), end)
    }

    /// The disposal's clock is paused while somebody is awaited; answers when it goes on.
    fn pause(&mut self, call: &Call, assigned: Timestamp, from: Timestamp) -> Option<Timestamp> {
        let policy = &self.world.policy;
        let due = assigned.plus(policy.dispose.seconds);
        let longest = policy.pause_max_seconds.min(900);
        let at = from.plus(10);
        if policy.pause_max_count == 0 || longest < 300 || at.plus(60) > due {
            return None;
        }
        let until = at.plus(self.dice.between(240, longest - 30));
        let clock = ClockKind::Dispose;
        let reason = self.text(&texts::PAUSED);
        let dispatcher = (Role::Dispatcher, 0);
        let pause = C::PauseClock {
            clock,
            reason,
            until: None,
        };
        self.order(at, dispatcher, call.no, pause);
        self.order(until, dispatcher, call.no, C::ResumeClock { clock });
        Some(until)
    }

    /// Breaches are explained soon after the work. Only those that are certain by then.
    fn explain(&mut self, call: &Call, work: &Work) {
        if !work.plain {
            return;
        }
        let policy = &self.world.policy;
        let (grace, arrive, dispose) = (
            policy.entry_grace_seconds,
            policy.arrive.seconds,
            policy.dispose.seconds,
        );
        let breached = |happened: Timestamp, recorded: Timestamp, limit: i64| {
            happened.since(work.assigned) > limit
                || recorded.since(work.assigned) > limit + grace + 1
        };
        let at = work.disposal_recorded;
        let late = [
            (
                ClockKind::Arrive,
                breached(work.arrived, work.arrival_recorded, arrive),
                &texts::WHY_LATE[..],
            ),
            (
                ClockKind::Dispose,
                breached(work.disposed, work.disposal_recorded, dispose),
                &texts::WHY_LONG[..],
            ),
        ];
        for (clock, breached, why) in late {
            if breached && self.dice.chance(EXPLAINED) {
                let reason = self.text(why);
                let at = at.plus(self.dice.between(20, 110));
                let explain = C::ExplainBreach { clock, reason };
                self.order(at, work.crew, call.no, explain);
            }
        }
    }

    fn outcome(&mut self, call: &Call) -> DisposalOutcome {
        let needs = match call.category {
            CategoryCode::Housing => NEEDS_DEPARTMENT * 2,
            CategoryCode::Assistance => NEEDS_DEPARTMENT / 3,
            _ => NEEDS_DEPARTMENT,
        };
        if self.dice.chance(needs) {
            DisposalOutcome::NeedsDepartment
        } else if self.dice.chance(NOTHING_FOUND) {
            DisposalOutcome::NothingFound
        } else if call.category == CategoryCode::Dispute {
            DisposalOutcome::Mediated
        } else {
            DisposalOutcome::Resolved
        }
    }

    fn dispose(&mut self, call: &Call, work: &Work, outcome: DisposalOutcome) {
        let text = self.text(match outcome {
            DisposalOutcome::Resolved => &texts::RESOLVED[..],
            DisposalOutcome::Mediated => &texts::MEDIATED,
            DisposalOutcome::NeedsDepartment => &texts::UNDER_WAY,
            DisposalOutcome::NothingFound => &texts::NOTHING,
        });
        let command = C::Dispose { outcome, text };
        let late = work.disposal_recorded > work.disposed;
        let occurred_at = late.then_some(work.disposed);
        let (at, call) = (work.disposal_recorded, call.no);
        self.act(
            at,
            occurred_at,
            work.crew,
            Action::Command { call, command },
        );
    }
}
