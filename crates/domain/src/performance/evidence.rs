//! Figures from records: one tally per indicator, fed once with every incident of the period.
//!
//! An incident belongs to the period in which its call came. A record is counted, or it is left
//! out for a named reason; nothing is dropped in silence.

use super::{
    figure::{EvidenceItem, Exclusion, ExclusionReason, Figure, NoValue, Value},
    formula::{Baseline, Formula},
    ledger::{Entry, contract::Contract},
    project::{Indicator, Project, VouchedDocument},
    survey::Survey,
};
use crate::{
    ids::{AreaId, IndicatorId},
    incident::{IncidentFact, Phase},
    ratio::Ratio,
    registry::Registry,
    time::{Day, Period},
};
use std::collections::{BTreeMap, BTreeSet};

mod bearing;
mod records;
mod words;

use bearing::{clock_kept, closed, followed_up, handled_without_police, satisfied};

/// The records beside the incidents.
#[derive(Debug, Clone, Copy)]
pub struct Records<'a> {
    /// The town's register.
    pub registry: &'a Registry,
    /// The project.
    pub project: &'a Project,
    /// Its vouched documents, each with whether it was entered late.
    pub documents: &'a [(VouchedDocument, bool)],
    /// Every version of its contracts.
    pub contracts: &'a [Contract],
    /// Its surveys, the same way.
    pub surveys: &'a [(Survey, bool)],
    /// Its ledger.
    pub entries: &'a [Entry],
}

/// Is shown each record that a figure rests on.
pub type Listen<'a> = &'a mut dyn FnMut(EvidenceItem);

/// A figure in the making.
#[derive(Debug)]
pub struct Tally<'a> {
    indicator: &'a Indicator,
    records: Records<'a>,
    period: Period,
    counts: Counts,
    /// By half of the period, for a comparison.
    halves: [Ratio; 2],
    /// Area and month (year × 12 + month) with a closed incident.
    worked: BTreeSet<(AreaId, i64)>,
}

#[derive(Debug, Default)]
struct Counts {
    numerator: i64,
    denominator: i64,
    evidence: u64,
    late: u64,
    left_out: BTreeMap<ExclusionReason, u64>,
}

/// How one record bears on a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bearing {
    Counts {
        in_numerator: bool,
        late: bool,
        measured: Option<i64>,
    },
    LeftOut(ExclusionReason),
}

impl<'a> Tally<'a> {
    /// An empty tally of an indicator over a period.
    #[must_use]
    pub fn new(indicator: &'a Indicator, records: Records<'a>, period: Period) -> Self {
        Self {
            indicator,
            records,
            period,
            counts: Counts::default(),
            halves: [Ratio::new(0, 0); 2],
            worked: BTreeSet::new(),
        }
    }

    /// Whether the indicator counts incidents at all.
    #[must_use]
    pub const fn counts_incidents(&self) -> bool {
        self.indicator.formula.counts_incidents()
    }

    /// The earlier days whose incidents it wants to see too, for a comparison year on year (同比).
    #[must_use]
    pub fn earlier(&self) -> Option<Period> {
        let wants = Formula::HandledWithoutPolice {
            against: Baseline::YearBefore,
        };
        (self.indicator.formula == wants).then(|| self.period.year_before())
    }

    /// Takes in an incident that was received in the [earlier](Self::earlier) days.
    pub fn earlier_incident(&mut self, fact: &IncidentFact, listen: Option<Listen<'_>>) {
        if self.earlier().is_some() {
            self.take(fact, listen, 0);
        }
    }

    /// Takes in an incident that was received in the period.
    pub fn incident(&mut self, fact: &IncidentFact, listen: Option<Listen<'_>>) {
        let part = match self.indicator.formula {
            Formula::HandledWithoutPolice {
                against: Baseline::Halves,
            } => usize::from(self.in_later_half(fact)),
            _ => 1,
        };
        self.take(fact, listen, part);
    }

    /// `part` says to which half of a comparison it belongs.
    fn take(&mut self, fact: &IncidentFact, mut listen: Option<Listen<'_>>, part: usize) {
        let bearing = match &self.indicator.formula {
            Formula::ClockKept { clock } => clock_kept(fact, *clock),
            Formula::HandledWithoutPolice { .. } => handled_without_police(fact),
            Formula::AreasWorking => self.area_working(fact),
            Formula::Satisfied => satisfied(fact),
            Formula::IncidentsClosed => closed(fact),
            Formula::FollowedUp => followed_up(fact),
            _ => return,
        };
        if let (Bearing::Counts { in_numerator, .. }, Some(half)) =
            (bearing, self.halves.get_mut(part))
        {
            half.denominator += 1;
            half.numerator += i64::from(in_numerator);
        }
        self.add(bearing, &mut listen, || {
            (
                format!("incident/{}", fact.id),
                fact.id.to_string(),
                words::of_incident(fact),
            )
        });
    }

    fn in_later_half(&self, fact: &IncidentFact) -> bool {
        let evidenced = self.evidenced_days();
        let middle = evidenced.from.0 + evidenced.days() / 2;
        self.records.registry.utc_offset().day(fact.received_at).0 >= middle
    }

    /// The part of the period in which the contracted service ran.
    fn evidenced_days(&self) -> Period {
        self.period
            .overlap(self.records.project.service)
            .unwrap_or(self.period)
    }

    fn area_working(&mut self, fact: &IncidentFact) -> Bearing {
        let Some(area) = &fact.area else {
            return Bearing::LeftOut(ExclusionReason::NoArea);
        };
        match fact.phase {
            Phase::Closed => {
                let day = self.records.registry.utc_offset().day(fact.received_at);
                // Work outside the service stands in no area-month of the denominator either.
                let service = self.records.project.service;
                let in_service = service.contains(day);
                if in_service {
                    self.worked.insert((area.clone(), month_of(day)));
                }
                Bearing::Counts {
                    in_numerator: in_service,
                    late: fact.late_entries > 0,
                    measured: None,
                }
            }
            Phase::ReturnedToPolice => Bearing::LeftOut(ExclusionReason::ReturnedToPolice),
            Phase::Merged => Bearing::LeftOut(ExclusionReason::Merged),
            Phase::Cancelled => Bearing::LeftOut(ExclusionReason::Cancelled),
            _ => Bearing::LeftOut(ExclusionReason::NotYetClosed),
        }
    }

    fn add(
        &mut self,
        bearing: Bearing,
        listen: &mut Option<Listen<'_>>,
        name: impl FnOnce() -> (String, String, String),
    ) {
        match bearing {
            Bearing::LeftOut(reason) => *self.counts.left_out.entry(reason).or_default() += 1,
            Bearing::Counts {
                in_numerator,
                late,
                measured,
            } => {
                self.counts.evidence += 1;
                self.counts.denominator += 1;
                self.counts.numerator += i64::from(in_numerator);
                self.counts.late += u64::from(late);
                if let Some(listen) = listen {
                    let (stream, record, note) = name();
                    let indicator: IndicatorId = self.indicator.id.clone();
                    listen(EvidenceItem {
                        indicator,
                        stream,
                        record,
                        counts: in_numerator,
                        late,
                        measured,
                        note,
                    });
                }
            }
        }
    }

    /// The figure, with the records beside the incidents taken in.
    #[must_use]
    pub fn finish(mut self, mut listen: Option<Listen<'_>>) -> Figure {
        let value = match self.indicator.formula.clone() {
            Formula::ContractUnitPrice { line } => self.unit_price(&line, &mut listen),
            Formula::MembersEngaged => self.members(&mut listen),
            Formula::UnitsInService => self.units(&mut listen),
            Formula::TrainingCompleted => self.training(&mut listen, false),
            Formula::ExaminationPassed => self.training(&mut listen, true),
            Formula::EquipmentComplete => self.equipment(&mut listen),
            Formula::AssessmentPassed => self.assessments(&mut listen),
            Formula::VouchedDocument => self.documents(&mut listen),
            Formula::ClockKept { .. } | Formula::Satisfied | Formula::FollowedUp => self.share(),
            Formula::HandledWithoutPolice { .. } => self.change(),
            Formula::IncidentsClosed => self.count(),
            Formula::TrainingsHeld => self.trainings(&mut listen),
            Formula::SurveySatisfied => self.surveys(&mut listen),
            Formula::BudgetExecuted { against } => self.executed(against, &mut listen),
            Formula::AreasWorking => self.area_months(),
        };
        let quotient =
            matches!(&value, Value::None(NoValue::NoEvidence) if self.counts_incidents());
        let of_ratio = |pick: fn(Ratio) -> i64| match value {
            Value::Ratio(ratio) => Some(pick(ratio)),
            // Of a comparison, the half over zero; of area-months, the service that had none.
            Value::None(NoValue::OverZero) => Some(0),
            Value::Change { after, .. } => Some(pick(after)),
            _ if quotient => Some(pick(Ratio::new(
                self.counts.numerator,
                self.counts.denominator,
            ))),
            _ => None,
        };
        let (numerator, denominator) = (
            of_ratio(|one| one.numerator),
            of_ratio(|one| one.denominator),
        );
        let (formula, formula_en) = words::of_formula(&self.indicator.formula);
        Figure {
            value,
            numerator,
            denominator,
            formula,
            formula_en,
            period: self.period,
            evidence: self.counts.evidence,
            late_entries: self.counts.late,
            exclusions: self
                .counts
                .left_out
                .into_iter()
                .map(|(reason, count)| Exclusion { reason, count })
                .collect(),
        }
    }

    /// Numerator over denominator; without a single record there is no value.
    fn share(&self) -> Value {
        match (self.counts.evidence, self.counts.denominator) {
            (0, _) => Value::None(NoValue::NoEvidence),
            (_, 0) => Value::None(NoValue::OverZero),
            _ => Value::Ratio(Ratio::new(self.counts.numerator, self.counts.denominator)),
        }
    }

    fn change(&self) -> Value {
        let [before, after] = self.halves;
        match (
            self.counts.evidence,
            before.denominator.min(after.denominator),
        ) {
            (0, _) => Value::None(NoValue::NoEvidence),
            (_, 0) => Value::None(NoValue::OverZero),
            _ => Value::Change { before, after },
        }
    }

    fn area_months(&self) -> Value {
        if self.counts.evidence == 0 {
            return Value::None(NoValue::NoEvidence);
        }
        let Some(evidenced) = self.period.overlap(self.records.project.service) else {
            return Value::None(NoValue::OverZero);
        };
        let months = month_of(evidenced.to) - month_of(evidenced.from) + 1;
        let areas: Vec<&AreaId> = self.records.registry.areas().map(|area| &area.id).collect();
        let has_car = |area: &AreaId, month: i64| {
            self.records.registry.units().any(|unit| {
                let unit = &unit.record;
                unit.area == *area
                    && month_of(unit.from) <= month
                    && unit.until.is_none_or(|until| month <= month_of(until))
            })
        };
        let working = self
            .worked
            .iter()
            .filter(|(area, month)| areas.contains(&area) && has_car(area, *month))
            .count();
        let all = months.saturating_mul(i64::try_from(areas.len()).unwrap_or(0));
        if all == 0 {
            Value::None(NoValue::OverZero)
        } else {
            Value::Ratio(Ratio::new(i64::try_from(working).unwrap_or(0), all))
        }
    }
}

/// Months since year 0, so that neighbours differ by one.
fn month_of(day: Day) -> i64 {
    let date = day.date();
    i64::from(date.year()) * 12 + i64::from(date.month()) - 1
}
