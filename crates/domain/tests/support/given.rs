//! `given(...)`, `.when(...)`, `.then(...)`: each step is a real decision, and each accepted one is
//! also rebuilt from its events, through their JSON, and compared.

use super::{
    times::at,
    town::{IN_NORTH, department, incident, policy, registry},
};
use liandong_domain::{
    duty::{Changes, OutReason},
    ids::{DepartmentId, IncidentId},
    incident::{
        Asked, Clock, ClockKind, ClockOutcome, Context, Decided, Incident, IncidentCommand,
        IncidentEvent, Intake, Phase, Rejection, Sealed, Source, decide, evolve, receive,
    },
    policy::Policy,
    registry::Registry,
    time::Timestamp,
};

/// A town, what others do in it, and one incident.
#[derive(Debug, Clone)]
pub(crate) struct Story {
    pub(crate) policy: Policy,
    pub(crate) registry: Registry,
    pub(crate) incident: Incident,
    pub(crate) log: Vec<Decided>,
    busy_with: Option<IncidentId>,
    merge_target: Option<Phase>,
    acting_for: Option<DepartmentId>,
    unit_out: Option<OutReason>,
    changes: Changes,
    other_free_cars: Option<u32>,
}

pub(crate) const NUMBER: &str = "20240304-0001";

/// The lot of every story's incident.
pub(crate) const LOT: u16 = 500;

pub(crate) fn intake() -> Intake {
    Intake {
        source: Source::Police110,
        external: Some("110-7".into()),
        caller: None,
        address: "华翔路1号".into(),
        place: Some(IN_NORTH),
        text: "楼上半夜装修".into(),
        answer_by: None,
        push: None,
    }
}

fn sealed() -> Sealed {
    Sealed {
        key: "k1".into(),
        data: "AAAA".into(),
    }
}

/// A call received at 08:00 and recorded then.
pub(crate) fn received() -> Story {
    received_with(policy(), registry(), &intake())
}

/// The same under another policy.
pub(crate) fn received_under(policy: Policy) -> Story {
    received_with(policy, registry(), &intake())
}

pub(crate) fn received_with(policy: Policy, registry: Registry, intake: &Intake) -> Story {
    let decision = receive(
        &incident(NUMBER),
        intake,
        Some(sealed()),
        asked(None, at("08:00")),
        context(&policy, &registry),
    )
    .expect("the call is taken");
    let story = Story {
        policy,
        registry,
        incident: decision.incident,
        log: decision.events,
        busy_with: None,
        merge_target: Some(Phase::Accepted),
        acting_for: None,
        unit_out: None,
        changes: Changes::default(),
        other_free_cars: None,
    };
    story.check_rebuild();
    story
}

pub(crate) fn asked(occurred_at: Option<Timestamp>, now: Timestamp) -> Asked {
    Asked { occurred_at, now }
}

pub(crate) fn context<'a>(policy: &'a Policy, registry: &'a Registry) -> Context<'a> {
    Context {
        lot: LOT,
        ..Context::new(policy, registry)
    }
}

/// State from events, each written as JSON and read again.
pub(crate) fn rebuild(log: &[Decided]) -> Option<Incident> {
    log.iter().fold(None, |state, one| {
        let text = serde_json::to_string(&one.event).expect("an event is JSON");
        let event: IncidentEvent = serde_json::from_str(&text).expect("JSON is an event");
        evolve(state, &event, one.stamp)
    })
}

impl Story {
    /// Another incident has the car that will be asked for.
    pub(crate) fn car_is_on(mut self, other: &str) -> Self {
        self.busy_with = Some(incident(other));
        self
    }

    /// The car that will be asked for is out of service.
    pub(crate) fn car_is_out(mut self, reason: OutReason) -> Self {
        self.unit_out = Some(reason);
        self
    }

    /// What was granted about duty.
    pub(crate) fn granted(mut self, changes: Changes) -> Self {
        self.changes = changes;
        self
    }

    /// Where the incident to merge into stands.
    pub(crate) fn other_incident(mut self, phase: Option<Phase>) -> Self {
        self.merge_target = phase;
        self
    }

    /// Whoever acts from now on is bound to this department.
    pub(crate) fn acting_for(mut self, id: &str) -> Self {
        self.acting_for = Some(department(id));
        self
    }

    /// So many other cars are free.
    pub(crate) fn others_free(mut self, cars: u32) -> Self {
        self.other_free_cars = Some(cars);
        self
    }

    fn attempt(
        &self,
        occurred: Option<Timestamp>,
        now: Timestamp,
        command: &IncidentCommand,
    ) -> Result<(Vec<Decided>, Incident), Rejection> {
        let context = Context {
            unit_busy_with: self.busy_with.as_ref(),
            other_free_cars: self.other_free_cars,
            merge_target: self.merge_target,
            acting_for: self.acting_for.as_ref(),
            unit_out: self.unit_out,
            changes: &self.changes,
            ..context(&self.policy, &self.registry)
        };
        let asked = asked(occurred, now);
        decide(&self.incident, command, asked, context).map(|one| (one.events, one.incident))
    }

    /// A command that is part of the story so far and must succeed. `time` is now.
    pub(crate) fn and(self, time: &str, command: IncidentCommand) -> Self {
        let when = self.when(time, command);
        let code = when.rejection().map(Rejection::code);
        assert_eq!(code, None, "this part of the story must succeed");
        when.story()
    }

    /// The command under test, given at this moment.
    pub(crate) fn when(self, now: &str, command: IncidentCommand) -> When {
        self.when_at(at(now), command)
    }

    /// The same, at a moment of the story.
    pub(crate) fn when_at(self, now: Timestamp, command: IncidentCommand) -> When {
        let outcome = self.attempt(None, now, &command);
        When {
            story: self,
            outcome,
        }
    }

    /// The command under test, said to have happened at `occurred` and entered at `now`.
    pub(crate) fn when_entered(self, occurred: &str, now: &str, command: IncidentCommand) -> When {
        let outcome = self.attempt(Some(at(occurred)), at(now), &command);
        When {
            story: self,
            outcome,
        }
    }

    /// The system looks at the clocks.
    pub(crate) fn clocks_checked(self, now: &str) -> Self {
        self.and(now, IncidentCommand::CheckClocks)
    }

    pub(crate) fn check_rebuild(&self) {
        assert_eq!(rebuild(&self.log).as_ref(), Some(&self.incident));
    }

    pub(crate) fn phase(&self) -> Phase {
        self.incident.phase
    }

    /// The last clock of a kind.
    pub(crate) fn clock(&self, kind: ClockKind) -> &Clock {
        self.incident.last_clock(kind).expect("there is a clock")
    }

    pub(crate) fn outcome(&self, kind: ClockKind) -> ClockOutcome {
        self.clock(kind).outcome()
    }
}

/// What the command under test led to.
pub(crate) struct When {
    story: Story,
    outcome: Result<(Vec<Decided>, Incident), Rejection>,
}

impl When {
    /// The code of the refusal, if it was one.
    pub(crate) fn code(&self) -> Option<&'static str> {
        self.rejection().map(Rejection::code)
    }

    /// The refusal, which must be one.
    pub(crate) fn why(self) -> Rejection {
        self.outcome.expect_err("a refusal")
    }

    fn rejection(&self) -> Option<&Rejection> {
        self.outcome.as_ref().err()
    }

    /// It is refused with this code, and nothing has happened. The story goes on as before.
    pub(crate) fn then_rejected(self, code: &str) -> Story {
        let got = self.rejection().map(Rejection::code);
        assert_eq!(got, Some(code), "{:?}", self.outcome);
        self.story
    }

    /// These events come of it, in this order; and the state is what they make.
    pub(crate) fn then(self, expected: &[IncidentEvent]) -> Story {
        let got: Vec<_> = match &self.outcome {
            Ok((events, _)) => events.iter().map(|one| one.event.clone()).collect(),
            Err(why) => panic!("refused: {why}"),
        };
        assert_eq!(got, expected);
        self.story()
    }

    /// These kinds of events come of it, in this order.
    pub(crate) fn then_kinds(self, expected: &[&str]) -> Story {
        let got: Vec<_> = match &self.outcome {
            Ok((events, _)) => events.iter().map(|one| one.event.kind()).collect(),
            Err(why) => panic!("refused: {why}"),
        };
        assert_eq!(got, expected);
        self.story()
    }

    /// It succeeds; how does not matter here.
    pub(crate) fn story(self) -> Story {
        let (events, incident) = self.outcome.expect("the command succeeds");
        let mut story = self.story;
        story.log.extend(events);
        story.incident = incident;
        story.check_rebuild();
        story
    }
}
