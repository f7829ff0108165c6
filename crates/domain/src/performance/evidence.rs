//! Figures from records: one tally per indicator, fed once with every incident of the period.
//!
//! An incident belongs to the period in which its call came. A record is counted, or it is left
//! out for a named reason; nothing is dropped in silence.

use super::{
    figure::{EvidenceItem, Exclusion, ExclusionReason, Figure, NoValue, Value},
    formula::Formula,
    project::{Indicator, Project, VouchedDocument},
};
use crate::{
    ids::{AreaId, IndicatorId},
    incident::{ClockKind, ClockOutcome, IncidentFact, Phase},
    ratio::Ratio,
    registry::Registry,
    time::{Day, Period},
};
use std::collections::{BTreeMap, BTreeSet};

mod records;
mod words;

/// The records beside the incidents.
#[derive(Debug, Clone, Copy)]
pub struct Records<'a> {
    /// The town's register.
    pub registry: &'a Registry,
    /// The project.
    pub project: &'a Project,
    /// Its vouched documents, each with whether it was entered late.
    pub documents: &'a [(VouchedDocument, bool)],
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
        matches!(
            self.indicator.formula,
            Formula::ClockKept { .. }
                | Formula::HandledWithoutPolice
                | Formula::AreasWorking
                | Formula::Satisfied
        )
    }

    /// Takes in an incident that was received in the period.
    pub fn incident(&mut self, fact: &IncidentFact, mut listen: Option<Listen<'_>>) {
        let bearing = match &self.indicator.formula {
            Formula::ClockKept { clock } => clock_kept(fact, *clock),
            Formula::HandledWithoutPolice => handled_without_police(fact),
            Formula::AreasWorking => self.area_working(fact),
            Formula::Satisfied => satisfied(fact),
            _ => return,
        };
        if let (Formula::HandledWithoutPolice, Bearing::Counts { in_numerator, .. }) =
            (&self.indicator.formula, bearing)
        {
            let half = &mut self.halves[usize::from(self.in_later_half(fact))];
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
            Formula::ClockKept { .. } | Formula::Satisfied => self.share(),
            Formula::HandledWithoutPolice => self.change(),
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

fn clock_kept(fact: &IncidentFact, kind: ClockKind) -> Bearing {
    let Some(clock) = fact.clock(kind) else {
        return Bearing::LeftOut(ExclusionReason::NeverAssigned);
    };
    match clock.outcome {
        ClockOutcome::Kept => Bearing::Counts {
            in_numerator: true,
            late: clock.late,
            measured: clock.took,
        },
        ClockOutcome::Breached => Bearing::Counts {
            in_numerator: false,
            late: clock.late,
            measured: clock.took,
        },
        ClockOutcome::Running | ClockOutcome::Paused => {
            Bearing::LeftOut(ExclusionReason::StillRunning)
        }
        ClockOutcome::Void => Bearing::LeftOut(ExclusionReason::ClockVoid),
    }
}

/// Diverted and come to an end: without police, in time and without being opened again.
fn handled_without_police(fact: &IncidentFact) -> Bearing {
    let late = fact.late_entries > 0;
    match fact.phase {
        Phase::Merged => Bearing::LeftOut(ExclusionReason::Merged),
        Phase::Cancelled => Bearing::LeftOut(ExclusionReason::Cancelled),
        // Never taken in by the loop: the commander kept it for police.
        Phase::ReturnedToPolice if fact.category.is_none() => {
            Bearing::LeftOut(ExclusionReason::ReturnedToPolice)
        }
        Phase::ReturnedToPolice => Bearing::Counts {
            in_numerator: false,
            late,
            measured: None,
        },
        Phase::Closed => {
            let in_time = fact
                .dispose
                .is_some_and(|clock| clock.outcome == ClockOutcome::Kept);
            Bearing::Counts {
                in_numerator: in_time && fact.round == 1,
                late,
                measured: fact.dispose.and_then(|clock| clock.took),
            }
        }
        _ => Bearing::LeftOut(ExclusionReason::NotYetClosed),
    }
}

fn satisfied(fact: &IncidentFact) -> Bearing {
    if !fact.sampled {
        return Bearing::LeftOut(ExclusionReason::NotSampled);
    }
    match (fact.grade, fact.unreachable) {
        (Some(grade), _) => Bearing::Counts {
            in_numerator: grade.is_satisfied(),
            late: fact.grade_late,
            measured: Some(grade as i64 + 1),
        },
        (None, true) => Bearing::LeftOut(ExclusionReason::Unreachable),
        (None, false) => Bearing::LeftOut(match fact.phase {
            Phase::ReturnedToPolice => ExclusionReason::ReturnedToPolice,
            Phase::Merged => ExclusionReason::Merged,
            Phase::Cancelled => ExclusionReason::Cancelled,
            _ => ExclusionReason::NotFollowedUp,
        }),
    }
}
