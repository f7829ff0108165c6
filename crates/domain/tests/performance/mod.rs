//! Figures from records, held against targets.

mod books;
mod completions;
mod filings;
mod incidents;
mod judgements;
mod ledger;
mod position;
mod profiles;
mod ratios;
mod register;
mod schedules;
mod self_evaluations;
mod standing;
mod surveys;

use crate::support::{
    times::{at, day},
    town::{area, incident, item},
};
use liandong_domain::{
    ids::{IndicatorId, ProjectId},
    incident::{ClockFact, ClockOutcome, IncidentFact, Phase},
    money::Fen,
    performance::{
        evidence::{Records, Tally},
        figure::{EvidenceItem, Figure},
        formula::Formula,
        ledger::{Entry, contract},
        project::{ContractLine, Indicator, Project, VouchedDocument},
        survey::Survey,
        target::{Comparator, Target, TargetValue},
    },
    registry::Registry,
    time::Period,
};

/// March and April 2024.
fn period() -> Period {
    days("2024-03-01", "2024-04-30")
}

fn days(from: &str, to: &str) -> Period {
    Period {
        from: day(from),
        to: day(to),
    }
}

fn target(comparator: Comparator, value: TargetValue) -> Target {
    Target {
        comparator,
        value,
        wording: String::new(),
    }
}

fn indicator(id: &str, formula: Formula) -> Indicator {
    let whole = target(Comparator::AtLeast, TargetValue::PercentHundredths(10_000));
    Indicator {
        id: IndicatorId::new(id).expect("an indicator"),
        level1: "产出指标".into(),
        level2: "时效指标".into(),
        name: id.into(),
        annual: whole.clone(),
        due: whole,
        schedule: Default::default(),
        weight: None,
        formula,
    }
}

fn contract_line(id: &str, yuan: i64, quantity: i64, on: &str) -> ContractLine {
    ContractLine {
        id: item(id),
        name: id.into(),
        quantity,
        unit: "人".into(),
        unit_price: Fen::from_yuan(yuan),
        per_year: true,
        day: day(on),
    }
}

fn project(indicators: Vec<Indicator>) -> Project {
    Project {
        id: ProjectId::new("safety").expect("a project"),
        name: "平安联动".into(),
        budget_unit: "试验镇".into(),
        implementing_office: "平安办".into(),
        year: 2024,
        recurring: true,
        tracking_reason: String::new(),
        background: String::new(),
        work_content: String::new(),
        time_nodes: Vec::new(),
        service: period(),
        pre_appraisal: None,
        contract: vec![
            contract_line("member", 75_500, 40, "2024-02-04"),
            contract_line("later", 10, 1, "2024-05-01"),
        ],
        goal: String::new(),
        tracking: Vec::new(),
        continues: None,
        tolerance: Default::default(),
        indicators,
    }
}

/// A figure with the records that it shows behind it.
struct Measured {
    figure: Figure,
    items: Vec<EvidenceItem>,
}

impl Measured {
    /// Numerator, denominator, evidence, late entries.
    fn counts(&self) -> (Option<i64>, Option<i64>, u64, u64) {
        let one = &self.figure;
        (
            one.numerator,
            one.denominator,
            one.evidence,
            one.late_entries,
        )
    }

    fn left_out(&self) -> u64 {
        self.figure.exclusions.iter().map(|one| one.count).sum()
    }
}

/// A world to measure in.
struct World {
    registry: Registry,
    documents: Vec<(VouchedDocument, bool)>,
    surveys: Vec<(Survey, bool)>,
    entries: Vec<Entry>,
    earlier: Vec<IncidentFact>,
    facts: Vec<IncidentFact>,
    period: Period,
    service: Period,
}

impl World {
    fn of(registry: Registry) -> Self {
        Self {
            registry,
            documents: Vec::new(),
            surveys: Vec::new(),
            entries: Vec::new(),
            earlier: Vec::new(),
            facts: Vec::new(),
            period: period(),
            service: period(),
        }
    }

    fn with(facts: Vec<IncidentFact>) -> Self {
        Self {
            facts,
            ..Self::of(crate::support::town::registry())
        }
    }

    /// Measures, and checks what holds of every figure: it lists what it counts, and lists the
    /// same whether somebody listens or not.
    fn measure(&self, formula: Formula) -> Measured {
        let mut project = project(vec![indicator("figure", formula)]);
        project.service = self.service;
        let contracts = contract::of_lines(&project.contract, project.service);
        let records = Records {
            registry: &self.registry,
            project: &project,
            documents: &self.documents,
            contracts: &contracts,
            surveys: &self.surveys,
            entries: &self.entries,
        };
        let mut items = Vec::new();
        let mut listen = |one| items.push(one);
        let mut tally = Tally::new(&project.indicators[0], records, self.period);
        let mut silent = Tally::new(&project.indicators[0], records, self.period);
        for fact in &self.facts {
            tally.incident(fact, Some(&mut listen));
            silent.incident(fact, None);
        }
        for fact in &self.earlier {
            tally.earlier_incident(fact, Some(&mut listen));
            silent.earlier_incident(fact, None);
        }
        let counts_incidents = tally.counts_incidents();
        let figure = tally.finish(Some(&mut listen));
        assert_eq!(figure, silent.finish(None));
        assert_eq!(
            figure.evidence,
            items.len() as u64,
            "explain lists what is counted"
        );
        let late = items.iter().filter(|one| one.late).count() as u64;
        assert_eq!(figure.late_entries, late);
        assert!(figure.exclusions.iter().all(|one| one.count > 0));
        assert!(figure.exclusions.is_sorted_by_key(|one| one.reason));
        let measured = Measured { figure, items };
        if counts_incidents {
            let seen = measured.figure.evidence + measured.left_out();
            assert_eq!(
                seen,
                (self.facts.len() + self.earlier.len()) as u64,
                "counted or left out, never dropped"
            );
        }
        measured
    }
}

fn clock(outcome: ClockOutcome) -> Option<ClockFact> {
    Some(ClockFact {
        outcome,
        took: Some(600),
        late: false,
    })
}

/// A closed incident of 4 March whose clocks were kept.
fn fact(number: u32) -> IncidentFact {
    IncidentFact {
        id: incident(&format!("20240304-{number:04}")),
        received_at: at("08:00"),
        phase: Phase::Closed,
        category: None,
        area: Some(area("north")),
        arrive: clock(ClockOutcome::Kept),
        feedback: clock(ClockOutcome::Kept),
        dispose: clock(ClockOutcome::Kept),
        grade: None,
        grade_late: false,
        unreachable: false,
        sampled: true,
        round: 1,
        late_entries: 0,
    }
}
