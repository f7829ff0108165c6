//! A seeded history of a town (模拟运行): calls with a daily and weekly rhythm, and everything that
//! the people of the loop do with them, step by step.
//!
//! The model is a discrete-event simulation: an agenda of steps and of things still to be thought
//! through, taken in the order of time. Nothing of a particular town is in it: areas, cars,
//! departments, words of danger and limits all come from the town's register.

mod after;
mod agenda;
mod call;
mod demand;
mod dice;
mod dispatch;
mod intake;
mod people;
mod plan;
mod scene;
mod texts;
mod world;

pub use plan::{Plan, PlanError};

use agenda::{Agenda, Todo};
use demand::{Demand, Rhythm};
use dice::Dice;
use liandong_domain::{
    ids::AccountId,
    incident::{FollowUpResult, IncidentCommand, Intake},
    registry::{Registry, RegistryEvent},
    roles::Role,
    time::Timestamp,
};
use people::Calendar;
use world::World;

/// The generator's own number of a call, from 1; the town gives its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallNo(pub u64);

/// Something that somebody does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// When it is entered. Steps come in this order.
    pub recorded_at: Timestamp,
    /// When it happened, where that was earlier (补报).
    pub occurred_at: Option<Timestamp>,
    /// Who.
    pub account: AccountId,
    /// As what.
    pub role: Role,
    /// What.
    pub action: Action,
}

/// What somebody does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Takes a call.
    Receive {
        /// The generator's number.
        call: CallNo,
        /// The call.
        intake: Intake,
    },
    /// Gives a command.
    Command {
        /// To which call.
        call: CallNo,
        /// The command.
        command: IncidentCommand,
    },
    /// Merges a duplicate, whose target has no number of the town's yet here.
    Merge {
        /// The duplicate.
        call: CallNo,
        /// The call that goes on.
        into: CallNo,
        /// Why.
        reason: String,
    },
    /// Follows up the caller of a duplicate, which has no number of the town's yet here.
    FollowUpJoined {
        /// The call that goes on.
        call: CallNo,
        /// The duplicate.
        from: CallNo,
        /// What the call brought.
        outcome: FollowUpResult,
    },
    /// Enters a training or an assessment into the register.
    Register(RegistryEvent),
}

/// The steps of a history, in order. The same plan and register give the same steps.
#[derive(Debug)]
pub struct Operations {
    world: World,
    dice: Dice,
    demand: Demand,
    agenda: Agenda,
    calls: u64,
}

impl Operations {
    /// The history of whole days. Calls of the last day are walked to their closing, so that the
    /// last steps come some days after it.
    ///
    /// # Errors
    /// What [`Plan::check`] finds, or what the register lacks.
    pub fn new(plan: Plan, registry: &Registry) -> Result<Self, PlanError> {
        plan.check()?;
        let world = World::of(registry)?;
        let begin = world.offset.start_of(plan.from);
        let end = world.offset.start_of(plan.to.next());
        let calendar = Calendar::new(registry, plan.from, plan.to);
        let (seed, rate) = (plan.seed, plan.calls_per_day);
        let demand = Demand::new(seed, world.offset, begin, Some(end), rate, Rhythm::Lived);
        let mut operations = Self::build(world, begin, seed, demand);
        calendar.write_into(
            &operations.world,
            &mut operations.dice,
            &mut operations.agenda,
        );
        Ok(operations)
    }

    /// Calls without an end, from a moment on, spread evenly over the day.
    ///
    /// # Errors
    /// As [`Operations::new`].
    pub fn starting_at(
        begin: Timestamp,
        seed: u64,
        calls_per_day: u32,
        registry: &Registry,
    ) -> Result<Self, PlanError> {
        plan::check_rate(calls_per_day)?;
        let world = World::of(registry)?;
        let demand = Demand::new(seed, world.offset, begin, None, calls_per_day, Rhythm::Even);
        Ok(Self::build(world, begin, seed, demand))
    }

    fn build(world: World, begin: Timestamp, seed: u64, demand: Demand) -> Self {
        let mut agenda = Agenda::default();
        agenda.plan(begin, Todo::NextCall);
        Self {
            world,
            dice: Dice::new(seed),
            demand,
            agenda,
            calls: 0,
        }
    }

    fn number(&mut self) -> CallNo {
        self.calls += 1;
        CallNo(self.calls)
    }

    fn think(&mut self, now: Timestamp, todo: Todo) {
        match todo {
            Todo::NextCall => {
                if let Some((at, weather)) = self.demand.next() {
                    self.agenda.plan(at, Todo::Call(weather));
                }
            }
            Todo::Call(weather) => {
                self.take_call(now, weather);
                self.agenda.plan(now, Todo::NextCall);
            }
            Todo::Dispatch(call) => self.dispatch(now, *call),
            Todo::FollowUp(call, attempt) => self.follow_up(now, *call, attempt),
        }
    }
}

impl Iterator for Operations {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        loop {
            match self.agenda.pop()? {
                agenda::Entry::Step(step) => return Some(*step),
                agenda::Entry::Todo(now, todo) => self.think(now, todo),
            }
        }
    }
}
