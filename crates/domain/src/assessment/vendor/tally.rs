//! The vendor's month from records: one tally, shown every incident of the month once.

use super::{Clause, ClauseMeasure, Finding, Measured, VendorTerms, measure::judge};
use crate::{
    assessment::{Attendance, Evidence, LeftOut, Month},
    duty::Turn,
    ids::{ItemId, MemberId, UnitId},
    incident::{ClockOutcome, FollowUpResult, Incident},
    registry::{Holder, Member, Registry},
    time::{Day, Timestamp},
};
use std::collections::{BTreeMap, BTreeSet};

/// A shift of a car with how many were on duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarShift {
    /// The car.
    pub unit: UnitId,
    /// The day on which the shift begins.
    pub day: Day,
    /// The shift's name.
    pub shift: String,
    /// How many members were on duty.
    pub on_duty: u32,
}

/// The shifts of the month, as duty counts them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CarShifts(pub Vec<CarShift>);

/// A turn of duty by its day, member and shift.
pub type TurnKey = (Day, MemberId, ItemId);

impl CarShifts {
    /// The month's shifts that have begun: each car in service on each shift that somebody works or
    /// that the policy covers, with the members whose turn it was, less those who never came.
    #[must_use]
    pub fn of(
        registry: &Registry,
        turns: &[Turn],
        absent: &BTreeSet<TurnKey>,
        month: Month,
        now: Timestamp,
    ) -> Self {
        let (days, offset) = (month.period(), registry.utc_offset());
        let mut manned: BTreeMap<(Day, &ItemId, &UnitId), u32> = BTreeMap::new();
        let mut worked = BTreeSet::new();
        for turn in turns {
            worked.insert((turn.day, &turn.shift));
            let key = (turn.day, turn.member.clone(), turn.shift.clone());
            let more = u32::from(!absent.contains(&key));
            *manned
                .entry((turn.day, &turn.shift, &turn.unit))
                .or_default() += more;
        }
        let mut all = Vec::new();
        for day in (days.from.0..=days.to.0).map(Day) {
            let Some(roster) = registry.roster_on(day).filter(|one| one.from <= day) else {
                continue;
            };
            for shift in &roster.shifts {
                let begins = offset.start_of(day).plus(shift.from_second);
                let due = worked.contains(&(day, &shift.id))
                    || registry
                        .policy()
                        .is_some_and(|one| one.covers(begins, offset));
                if begins > now || !due {
                    continue;
                }
                let units = registry.units().map(|one| &one.record);
                let in_service = units
                    .filter(|unit| unit.from <= day && unit.until.is_none_or(|until| day <= until));
                all.extend(in_service.map(|unit| {
                    CarShift {
                        unit: unit.id.clone(),
                        day,
                        shift: shift.name.clone(),
                        on_duty: manned
                            .get(&(day, &shift.id, &unit.id))
                            .copied()
                            .unwrap_or(0),
                    }
                }));
            }
        }
        Self(all)
    }
}

/// What the vendor's service shows beside the incidents and the register.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Service {
    /// Members' attendance, where duty counts it.
    pub attendance: Vec<Attendance>,
    /// The cars' shifts.
    pub shifts: CarShifts,
    /// Minutes of training attended in the month, by member. Members without a line had none;
    /// `None` where trainings are not kept with their length.
    pub training_minutes: Option<BTreeMap<MemberId, i64>>,
}

/// Is shown each record that a finding rests on.
type Listen<'a> = &'a mut (dyn FnMut(Evidence) + Send);

/// A month's findings in the making.
#[derive(Debug)]
pub struct VendorTally<'a> {
    terms: &'a VendorTerms,
    registry: &'a Registry,
    month: Month,
    incidents: u64,
    counts: Vec<Counts>,
}

#[derive(Debug, Clone, Default)]
struct Counts {
    numerator: i64,
    denominator: i64,
    evidence: u64,
    late: u64,
    left_out: BTreeMap<LeftOut, u64>,
}

/// One record for a clause.
struct Record {
    stream: String,
    record: String,
    /// What it adds to numerator and denominator, or why it is left out.
    what: Result<(i64, i64), LeftOut>,
    late: bool,
    note: String,
}

impl<'a> VendorTally<'a> {
    /// Without an incident.
    #[must_use]
    pub fn new(terms: &'a VendorTerms, registry: &'a Registry, month: Month) -> Self {
        Self {
            terms,
            registry,
            month,
            incidents: 0,
            counts: vec![Counts::default(); terms.clauses.len()],
        }
    }

    /// Takes in an incident; one that was not received in the month is passed over.
    pub fn incident(&mut self, incident: &Incident, mut listen: Option<Listen<'_>>) {
        let day = self.registry.utc_offset().day(incident.received_at);
        if !self.month.period().contains(day) {
            return;
        }
        self.incidents += 1;
        for (at, clause) in self.terms.clauses.iter().enumerate() {
            let Some((what, late, note)) = of_incident(incident, &clause.measure) else {
                continue;
            };
            let record = Record {
                stream: format!("incident/{}", incident.number()),
                record: incident.number().to_string(),
                what,
                late,
                note,
            };
            self.add(at, clause, record, &mut listen);
        }
    }

    fn add(&mut self, at: usize, clause: &Clause, one: Record, listen: &mut Option<Listen<'_>>) {
        let Some(counts) = self.counts.get_mut(at) else {
            return;
        };
        let (numerator, denominator) = one.what.unwrap_or((0, 0));
        match one.what {
            Ok(_) => {
                counts.numerator = counts.numerator.saturating_add(numerator);
                counts.denominator = counts.denominator.saturating_add(denominator);
                counts.evidence += 1;
                counts.late += u64::from(one.late);
            }
            Err(why) => *counts.left_out.entry(why).or_default() += 1,
        }
        if let Some(listen) = listen {
            listen(Evidence {
                part: clause.id.clone(),
                stream: one.stream,
                record: one.record,
                numerator,
                denominator,
                left_out: one.what.err(),
                late: one.late,
                note: one.note,
            });
        }
    }

    /// The findings, by clause, and how many incidents they rest on.
    #[must_use]
    pub fn finish(
        mut self,
        service: &Service,
        mut listen: Option<Listen<'_>>,
    ) -> (Vec<Finding>, u64) {
        let terms = self.terms;
        for (at, clause) in terms.clauses.iter().enumerate() {
            for record in self.beside(&clause.measure, service) {
                self.add(at, clause, record, &mut listen);
            }
        }
        let each = terms
            .clauses
            .iter()
            .zip(self.counts)
            .map(|(clause, counts)| {
                let measured = if counts.evidence == 0 || counts.denominator <= 0 {
                    Measured::NoEvidence
                } else if clause.measure.is_share() {
                    Measured::Share {
                        numerator: counts.numerator,
                        denominator: counts.denominator,
                    }
                } else {
                    Measured::Count {
                        count: counts.numerator,
                        of: counts.denominator,
                    }
                };
                let (kept, deduction) = judge(clause, terms, measured);
                Finding {
                    clause: clause.id.clone(),
                    measured,
                    kept,
                    deduction,
                    evidence: counts.evidence,
                    late: counts.late,
                    left_out: counts.left_out,
                }
            });
        (each.collect(), self.incidents)
    }

    /// The records beside the incidents.
    fn beside(&self, measure: &ClauseMeasure, service: &Service) -> Vec<Record> {
        match measure {
            ClauseMeasure::Attendance => {
                let due = service.attendance.iter().filter(|one| one.due > 0);
                due.map(|one| Record {
                    stream: "duty".into(),
                    record: format!("member/{}", one.member),
                    what: Ok((one.attended.clamp(0, one.due), one.due)),
                    late: one.late > 0,
                    note: format!("应到 {} 班，实到 {} 班", one.due, one.attended),
                })
                .collect()
            }
            ClauseMeasure::CrewHoles { least } => service
                .shifts
                .0
                .iter()
                .map(|one| Record {
                    stream: "duty".into(),
                    record: format!("{}/{}/{}", one.day, one.shift, one.unit),
                    what: Ok((i64::from(one.on_duty < *least), 1)),
                    late: false,
                    note: format!(
                        "{} {} {}：在岗 {} 人",
                        one.day, one.shift, one.unit, one.on_duty
                    ),
                })
                .collect(),
            ClauseMeasure::TrainingAttended => self.trainings(),
            ClauseMeasure::MissingEquipment => self.equipment(),
            ClauseMeasure::TrainingMinutes { minutes } => match &service.training_minutes {
                None => Vec::new(),
                Some(trained) => self
                    .engaged()
                    .map(|(member, late)| {
                        let had = trained.get(&member.id).copied().unwrap_or(0);
                        Record {
                            stream: "town".into(),
                            record: format!("member/{}", member.id),
                            what: Ok((i64::from(had < i64::from(*minutes)), 1)),
                            late,
                            note: format!("{}：当月培训 {had} 分钟", member.name),
                        }
                    })
                    .collect(),
            },
            _ => Vec::new(),
        }
    }

    fn trainings(&self) -> Vec<Record> {
        let days = self.month.period();
        let held = self.registry.trainings();
        held.filter(|one| days.contains(one.record.day))
            .flat_map(|one| {
                one.record.results.iter().map(move |result| Record {
                    stream: "town".into(),
                    record: format!("training/{}/{}", one.record.id, result.member),
                    what: Ok((i64::from(result.attended), 1)),
                    late: one.late,
                    note: format!(
                        "{}《{}》{}：{}",
                        one.record.day,
                        one.record.title,
                        result.member,
                        if result.attended {
                            "已完成"
                        } else {
                            "缺训"
                        }
                    ),
                })
            })
            .collect()
    }

    /// Members engaged on the month's last day, each with whether that was entered late.
    fn engaged(&self) -> impl Iterator<Item = (&Member, bool)> {
        let last = self.month.period().to;
        let members = self.registry.members();
        members
            .filter(move |one| {
                one.record.from <= last && one.record.until.is_none_or(|until| last <= until)
            })
            .map(|one| (&one.record, one.late))
    }

    fn equipment(&self) -> Vec<Record> {
        let last = self.month.period().to;
        let kinds = self.registry.equipment_kinds();
        let required: Vec<_> = kinds.filter(|kind| kind.required_per_member).collect();
        if required.is_empty() {
            return Vec::new();
        }
        let pieces = self.registry.pieces();
        let held: BTreeSet<_> = pieces
            .filter_map(|piece| match piece.holder_on(last)? {
                Holder::Member(member) => Some((member, &piece.kind)),
                Holder::Unit(_) => None,
            })
            .collect();
        self.engaged()
            .map(|(member, late)| {
                let lacks = required
                    .iter()
                    .filter(|kind| !held.contains(&(&member.id, &kind.id)));
                let missing: Vec<&str> = lacks.map(|kind| kind.name.as_str()).collect();
                Record {
                    stream: "town".into(),
                    record: format!("member/{}", member.id),
                    what: Ok((i64::from(!missing.is_empty()), 1)),
                    late,
                    note: if missing.is_empty() {
                        format!("{}：装备齐全", member.name)
                    } else {
                        format!("{}：缺 {}", member.name, missing.join("、"))
                    },
                }
            })
            .collect()
    }
}

type OfIncident = (Result<(i64, i64), LeftOut>, bool, String);

/// What an incident adds to a clause; `None` where the clause does not look at incidents.
fn of_incident(incident: &Incident, measure: &ClauseMeasure) -> Option<OfIncident> {
    let left_out = |why: LeftOut| (Err(why), false, why.zh().to_owned());
    match measure {
        ClauseMeasure::ClockKept { clock } => {
            let Some(fact) = incident.fact().clock(*clock) else {
                return Some(left_out(LeftOut::NoClock));
            };
            Some(match fact.outcome {
                ClockOutcome::Kept | ClockOutcome::Breached => {
                    let kept = fact.outcome == ClockOutcome::Kept;
                    let took = fact
                        .took
                        .map_or(String::new(), |took| format!("，用时 {took} 秒"));
                    let word = fact.outcome.zh();
                    (Ok((i64::from(kept), 1)), fact.late, format!("{word}{took}"))
                }
                ClockOutcome::Void => left_out(LeftOut::ClockVoid),
                _ => left_out(LeftOut::StillRunning),
            })
        }
        ClauseMeasure::Satisfied => {
            let fact = incident.fact();
            Some(match (fact.grade, fact.unreachable) {
                (Some(grade), _) => (
                    Ok((i64::from(grade.is_satisfied()), 1)),
                    fact.grade_late,
                    format!("回访“{}”", grade.zh()),
                ),
                (None, true) => left_out(LeftOut::Unreachable),
                (None, false) => left_out(LeftOut::NotFollowedUp),
            })
        }
        ClauseMeasure::Complaints => {
            let (mut reached, mut complaints, mut late) = (false, 0, false);
            for one in &incident.follow_ups {
                if let FollowUpResult::Reached { complaint, .. } = &one.result {
                    reached = true;
                    complaints += i64::from(complaint.is_some());
                    late |= one.late;
                }
            }
            Some(if reached {
                (Ok((complaints, 1)), late, format!("投诉 {complaints} 件"))
            } else if incident.follow_ups.is_empty() {
                left_out(LeftOut::NotFollowedUp)
            } else {
                left_out(LeftOut::Unreachable)
            })
        }
        _ => None,
    }
}
