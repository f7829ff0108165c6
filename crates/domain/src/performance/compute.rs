//! The whole form from a project, its ledger and the tallies.

use super::{
    account::ProjectState,
    evidence::{Records, Tally},
    form::{Basis, Form, FormBudget, FormIndicator, Judgements},
    judge,
    ledger::Sums,
};
use crate::{incident::IncidentFact, money::Fen, registry::Registry, time::Period};

/// A form in the making: every incident of the period is shown to it once.
#[derive(Debug)]
pub struct FormTally<'a> {
    state: &'a ProjectState,
    registry: &'a Registry,
    period: Period,
    tallies: Vec<Tally<'a>>,
    incidents: u64,
}

impl<'a> FormTally<'a> {
    /// Starts with no incident.
    #[must_use]
    pub fn new(state: &'a ProjectState, registry: &'a Registry, period: Period) -> Self {
        let records = Records {
            registry,
            project: state.project(),
            documents: state.documents(),
        };
        let tallies = state
            .project()
            .indicators
            .iter()
            .map(|one| Tally::new(one, records, period))
            .collect();
        Self {
            state,
            registry,
            period,
            tallies,
            incidents: 0,
        }
    }

    /// Takes in an incident; one that was not received in the period is passed over.
    pub fn incident(&mut self, fact: &IncidentFact) {
        let (from, until) = self.period.bounds(self.registry.utc_offset());
        if !(from <= fact.received_at && fact.received_at < until) {
            return;
        }
        self.incidents += 1;
        for tally in &mut self.tallies {
            tally.incident(fact, None);
        }
    }

    /// The form, resting on the log up to a position with its hash.
    #[must_use]
    pub fn finish(self, log_position: u64, log_hash: String) -> Form {
        let project = self.state.project();
        let sums = Sums::until(self.state.entries(), self.period.to);
        let indicators: Vec<FormIndicator> = project
            .indicators
            .iter()
            .zip(self.tallies)
            .map(|(indicator, tally)| {
                let figure = tally.finish(None);
                FormIndicator {
                    id: indicator.id.clone(),
                    level1: indicator.level1.clone(),
                    level2: indicator.level2.clone(),
                    name: indicator.name.clone(),
                    annual: indicator.annual.clone(),
                    due: indicator.due.clone(),
                    standing: judge::standing(&figure, &indicator.due),
                    figure,
                }
            })
            .collect();
        let judgement = Judgements {
            budget: judge::budget(&sums, project.year, self.period.to),
            goals: judge::goals(&indicators),
        };
        let town = self.registry.town();
        Form {
            town: self.state.town().clone(),
            town_name: town.map_or_else(String::new, |town| town.name.clone()),
            project: project.id.clone(),
            project_name: project.name.clone(),
            budget_unit: project.budget_unit.clone(),
            implementing_office: project.implementing_office.clone(),
            period: self.period,
            recurring: project.recurring,
            budget: FormBudget {
                year: project.year,
                initial: sums.initial,
                increase: sums.increase,
                decrease: sums.decrease,
                adjusted: sums.adjusted(),
                executed: sums.paid,
                rate_on_adjusted: sums.rate_on_adjusted(),
                rate_on_initial: sums.rate_on_initial(),
                adjustment_needed: sums.increase.0 != 0 || sums.decrease.0 != 0,
                pre_appraisal: project.pre_appraisal,
                committed: committed(self.state, self.period),
                entries: sums.entries,
            },
            tracking_reason: project.tracking_reason.clone(),
            background: project.background.clone(),
            work_content: project.work_content.clone(),
            time_nodes: project.time_nodes.clone(),
            judgement,
            indicators,
            basis: Basis {
                log_position,
                log_hash,
                incidents: self.incidents,
            },
        }
    }
}

/// The contract's whole sum, once it is signed: quantity × unit price, years of service counted
/// as whole years (a service of twelve months is one).
fn committed(state: &ProjectState, period: Period) -> Fen {
    let lines = state
        .project()
        .contract
        .iter()
        .filter(|line| line.day <= period.to);
    lines
        .map(|line| Fen(line.unit_price.0.saturating_mul(line.quantity)))
        .sum()
}
