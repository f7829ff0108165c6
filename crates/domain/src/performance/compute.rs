//! The whole form from a project, its ledger and the tallies.

use super::{
    account::ProjectState,
    completion::{Completion, Tolerance},
    evidence::{Records, Tally},
    figure::Figure,
    form::{Basis, Form, FormBudget, FormIndicator, Judgements, Standing},
    judge,
    project::Indicator,
    schedule::Due,
    target::Target,
};
use crate::{incident::IncidentFact, registry::Registry, time::Period};

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
            contracts: state.contracts(),
            surveys: state.surveys(),
            entries: state.entries(),
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

    /// The earlier days whose incidents some indicator compares with (同比).
    #[must_use]
    pub fn earlier(&self) -> Option<Period> {
        self.tallies.iter().find_map(Tally::earlier)
    }

    /// Takes in an incident of the [earlier](Self::earlier) days; others are passed over.
    pub fn earlier_incident(&mut self, fact: &IncidentFact) {
        let Some(period) = self.earlier() else {
            return;
        };
        let (from, until) = period.bounds(self.registry.utc_offset());
        if from <= fact.received_at && fact.received_at < until {
            for tally in &mut self.tallies {
                tally.earlier_incident(fact, None);
            }
        }
    }

    /// The form, resting on the log up to a position with its hash.
    #[must_use]
    pub fn finish(self, log_position: u64, log_hash: String) -> Form {
        let project = self.state.project();
        let position = self.state.books().position(self.period.to);
        let sums = position.sums;
        let indicators: Vec<FormIndicator> = project
            .indicators
            .iter()
            .zip(self.tallies)
            .map(|(indicator, tally)| {
                row(
                    indicator,
                    tally.finish(None),
                    self.period,
                    project.tolerance,
                )
            })
            .collect();
        let judgement = Judgements {
            budget: position.judgement,
            goals: judge::goals(&indicators),
        };
        let town = self.registry.town();
        Form {
            town: self.state.town().clone(),
            town_name: town.map_or_else(String::new, |town| town.name.clone()),
            project: project.id.clone(),
            profile_version: self.state.version(),
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
                pre_appraisal: sums.pre_appraisal,
                committed: position.committed,
                invoiced: sums.invoiced,
                deducted: sums.deducted,
                available: position.available,
                forecast: position.forecast,
                entries: sums.entries,
            },
            tracking_reason: project.tracking_reason.clone(),
            background: project.background.clone(),
            work_content: project.work_content.clone(),
            goal: project.goal.clone(),
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

fn row(
    indicator: &Indicator,
    figure: Figure,
    period: Period,
    tolerance: Tolerance,
) -> FormIndicator {
    let (due, standing) = match indicator.due_on(period.to) {
        Due::Target(due) => {
            let standing = judge::standing(&figure, &due);
            (due, standing)
        }
        Due::NotBefore(from) => {
            let none = Target {
                wording: String::new(),
                ..indicator.annual.clone()
            };
            (none, Standing::NotDue { from })
        }
    };
    let completion = match standing {
        Standing::NotDue { .. } => Completion::NOT_DUE,
        _ => Completion::of(&figure, &due),
    };
    FormIndicator {
        id: indicator.id.clone(),
        level1: indicator.level1.clone(),
        level2: indicator.level2.clone(),
        name: indicator.name.clone(),
        annual: indicator.annual.clone(),
        due,
        figure,
        light: completion.light(&standing, tolerance),
        must_be_explained: completion.must_be_explained(&standing, tolerance),
        standing,
        completion,
        weight: indicator.weight,
    }
}
