//! Walks generated steps through the domain, as the use cases do: clocks first, then the step.

use liandong_domain::{
    ids::{IncidentId, UnitId},
    incident::{
        Asked, Context, Incident, IncidentCommand, JoinedCall, Phase, decide, permits, receive,
    },
    registry::{self, Registry},
    time::Timestamp,
};
use liandong_plan::operations::{Action, CallNo, Step};
use std::collections::{BTreeMap, BTreeSet};

/// The incidents after a walk, and what was refused.
#[derive(Debug, Default)]
pub(crate) struct Walked {
    pub(crate) incidents: BTreeMap<CallNo, Incident>,
    pub(crate) refused: Vec<String>,
    pub(crate) registered: usize,
    /// Those under way: what is over has no clock and no car.
    open: BTreeSet<CallNo>,
}

fn number(call: CallNo) -> IncidentId {
    IncidentId::new(format!("i-{:06}", call.0)).unwrap()
}

impl Walked {
    pub(crate) fn through(mut registry: Registry, steps: impl Iterator<Item = Step>) -> Self {
        let mut all = Self::default();
        let mut last = Timestamp(i64::MIN);
        for step in steps {
            assert!(step.recorded_at >= last, "steps come in order: {step:?}");
            last = step.recorded_at;
            all.let_clocks_run(&registry, step.recorded_at);
            if let Action::Register(record) = &step.action {
                match registry::decide(&registry, record.clone()) {
                    Ok(Some(event)) => {
                        registry = registry::evolve(registry, event, false);
                        all.registered += 1;
                    }
                    other => all.refused.push(format!("{other:?}: {step:?}")),
                }
                continue;
            }
            if let Err(why) = all.take(&registry, &step) {
                all.refused.push(format!("{why}: {step:?}"));
            }
        }
        all
    }

    fn let_clocks_run(&mut self, registry: &Registry, until: Timestamp) {
        loop {
            let due = self
                .open
                .iter()
                .filter_map(|call| Some((self.incidents[call].next_alarm()?, *call)))
                .filter(|(at, _)| *at <= until)
                .min();
            let Some((at, call)) = due else { return };
            let asked = Asked {
                occurred_at: None,
                now: at,
            };
            let command = IncidentCommand::CheckClocks;
            self.command(registry, call, &command, asked, None).unwrap();
        }
    }

    fn take(&mut self, registry: &Registry, step: &Step) -> Result<(), String> {
        let asked = Asked {
            occurred_at: step.occurred_at,
            now: step.recorded_at,
        };
        match &step.action {
            Action::Receive { call, intake } => {
                let context = Context::new(registry.policy().unwrap(), registry);
                let decision = receive(&number(*call), intake, None, asked, context)
                    .map_err(|why| why.to_string())?;
                self.keep(*call, decision.incident);
                Ok(())
            }
            Action::Command { call, command } => {
                if !permits(step.role, command.kind()) {
                    return Err(format!("{:?} may not", step.role));
                }
                self.command(registry, *call, command, asked, None)
            }
            Action::Merge { call, into, reason } => {
                let target = self.incidents.get(into).map(|one| one.phase);
                let command = IncidentCommand::Merge {
                    into: number(*into),
                    reason: reason.clone(),
                };
                self.command(registry, *call, &command, asked, target)?;
                let merged = &self.incidents[call].received;
                let joined = JoinedCall {
                    incident: number(*call),
                    source: merged.source,
                    external: merged.external.clone(),
                    caller: true,
                };
                let join = IncidentCommand::Join {
                    calls: vec![joined],
                };
                self.command(registry, *into, &join, asked, None)
            }
            Action::FollowUpJoined {
                call,
                from,
                outcome,
            } => {
                let from = number(*from);
                let outcome = outcome.clone();
                let command = IncidentCommand::FollowUpJoined { from, outcome };
                self.command(registry, *call, &command, asked, None)
            }
            Action::Register(_) => Ok(()),
        }
    }

    fn busy(&self, unit: &UnitId, but: CallNo) -> Option<IncidentId> {
        let on = |one: &Incident| one.active_units().any(|active| active.unit == *unit);
        let mut open = self.open.iter();
        let other = open.find(|call| **call != but && on(&self.incidents[call]));
        other.map(|call| number(*call))
    }

    fn command(
        &mut self,
        registry: &Registry,
        call: CallNo,
        command: &IncidentCommand,
        asked: Asked,
        merge_target: Option<Phase>,
    ) -> Result<(), String> {
        let busy = match command {
            IncidentCommand::Assign { unit, .. }
            | IncidentCommand::Reinforce { unit, .. }
            | IncidentCommand::Reassign { unit, .. } => self.busy(unit, call),
            _ => None,
        };
        let context = Context {
            unit_busy_with: busy.as_ref(),
            // The strictest town: no other car is ever free.
            other_free_cars: Some(0),
            nearest_crews: &[],
            merge_target,
            ..Context::new(registry.policy().unwrap(), registry)
        };
        let incident = self.incidents.get(&call).ok_or("no such call")?;
        let decision = decide(incident, command, asked, context).map_err(|why| why.to_string())?;
        self.keep(call, decision.incident);
        Ok(())
    }

    fn keep(&mut self, call: CallNo, incident: Incident) {
        if incident.phase.is_over() {
            self.open.remove(&call);
        } else {
            self.open.insert(call);
        }
        self.incidents.insert(call, incident);
    }
}
