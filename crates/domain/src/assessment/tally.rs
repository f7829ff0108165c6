//! The month's table from records: one tally, shown every incident of the month once.
//!
//! An incident belongs to the month in which its call came, as on the form. A record is counted, or
//! it is left out for a named reason; nothing is dropped in silence.

use super::{
    LeftOut, Measure, MemberScore, Month, Part, Scoring, bearing,
    bearing::{Capacity, Outcome},
    score::{Counts, total},
};
use crate::{
    ids::{ItemId, MemberId},
    incident::Incident,
    registry::Registry,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One record behind a part of a member's score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Evidence {
    /// The part that it bears on.
    pub part: ItemId,
    /// The stream whose events tell it: `incident/20240301-00007`, `town`, `duty`.
    pub stream: String,
    /// What within the stream: an incident's number, a training.
    pub record: String,
    /// What it adds to the numerator.
    pub numerator: i64,
    /// What it adds to the denominator; zero when it is left out.
    pub denominator: i64,
    /// Why it is left out, where it is.
    pub left_out: Option<LeftOut>,
    /// Whether it was entered late (补报).
    pub late: bool,
    /// A word on it, Chinese.
    pub note: String,
}

/// Is shown each record that a member's score rests on.
pub type Listen<'a> = &'a mut (dyn FnMut(&MemberId, Evidence) + Send);

/// A member's attendance (出勤) in the month, as duty counts it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// The member.
    pub member: MemberId,
    /// Shifts attended.
    pub attended: i64,
    /// Shifts due, approved leave taken off.
    pub due: i64,
    /// How many of these records were entered late (补报).
    pub late: u64,
}

/// A month's table in the making.
#[derive(Debug)]
pub struct Tally<'a> {
    scoring: &'a Scoring,
    registry: &'a Registry,
    month: Month,
    incidents: u64,
    members: BTreeMap<MemberId, Line>,
}

#[derive(Debug, Default)]
struct Line {
    incidents: u64,
    parts: Vec<Counts>,
}

impl<'a> Tally<'a> {
    /// An empty table: a line for each member who was engaged in the month.
    #[must_use]
    pub fn new(scoring: &'a Scoring, registry: &'a Registry, month: Month) -> Self {
        let days = month.period();
        let engaged = registry
            .members()
            .map(|one| &one.record)
            .filter(|one| one.from <= days.to && one.until.is_none_or(|until| days.from <= until));
        let mut tally = Self {
            scoring,
            registry,
            month,
            incidents: 0,
            members: BTreeMap::new(),
        };
        for one in engaged {
            tally.line(&one.id);
        }
        tally
    }

    fn line(&mut self, member: &MemberId) -> &mut Line {
        let parts = self.scoring.parts.len();
        self.members.entry(member.clone()).or_insert_with(|| Line {
            incidents: 0,
            parts: vec![Counts::default(); parts],
        })
    }

    /// Takes in an incident; one that was not received in the month is passed over.
    pub fn incident(&mut self, incident: &Incident, mut listen: Option<Listen<'_>>) {
        let day = self.registry.utc_offset().day(incident.received_at);
        if !self.month.period().contains(day) {
            return;
        }
        self.incidents += 1;
        let cars = incident.units.iter();
        let mut crews: Vec<&MemberId> = cars.flat_map(|one| one.everybody()).collect();
        crews.sort_unstable();
        crews.dedup();
        for member in crews {
            self.line(member).incidents += 1;
        }
        let scoring = self.scoring;
        for (at, part) in scoring.parts.iter().enumerate() {
            if let Some(kind) = part.measure.clock() {
                for (member, outcome) in bearing::clocks(incident, kind) {
                    let counted = outcome.what.map(|one| Counted {
                        numerator: i64::from(one.kept),
                        denominator: 1,
                        late: one.late,
                        word: match (one.kept, one.took) {
                            (true, Some(took)) => format!("按时，用时 {took} 秒"),
                            (true, None) => "按时".into(),
                            (false, Some(took)) => format!("超时，用时 {took} 秒"),
                            (false, None) => "超时".into(),
                        },
                    });
                    self.count(
                        at,
                        part,
                        incident,
                        &member,
                        &outcome.as_what(counted),
                        &mut listen,
                    );
                }
            } else if matches!(part.measure, Measure::FollowUp | Measure::Complaints) {
                let complaints = part.measure == Measure::Complaints;
                for (member, outcome) in bearing::follow_ups(incident) {
                    let counted = outcome.what.map(|one| {
                        let grade = format!("回访“{}”", one.grade.zh());
                        let complained = one.complaints > 0;
                        Counted {
                            numerator: if complaints {
                                one.complaints
                            } else {
                                scoring.grade_points.of(one.grade)
                            },
                            denominator: if complaints { 1 } else { 100 },
                            late: one.late,
                            word: if complained {
                                grade + "，有投诉"
                            } else {
                                grade
                            },
                        }
                    });
                    self.count(
                        at,
                        part,
                        incident,
                        &member,
                        &outcome.as_what(counted),
                        &mut listen,
                    );
                }
            }
        }
    }

    fn count(
        &mut self,
        at: usize,
        part: &Part,
        incident: &Incident,
        member: &MemberId,
        outcome: &Outcome<Counted>,
        listen: &mut Option<Listen<'_>>,
    ) {
        let weight = match outcome.capacity {
            Capacity::Lead => part.lead,
            Capacity::Reinforcement => part.reinforcement,
        };
        let what = match &outcome.what {
            Ok(_) if weight == 0 => Err(LeftOut::Capacity),
            other => other.as_ref().map_err(|why| *why),
        };
        // Two complaints of one call are two, whoever led: they are counted, not weighed.
        let of_numerator = if part.measure == Measure::Complaints {
            1
        } else {
            weight
        };
        let capacity = outcome.capacity.zh();
        let (numerator, denominator, late, word) = match what {
            Ok(one) => (
                one.numerator * of_numerator,
                one.denominator * weight,
                one.late,
                one.word.as_str(),
            ),
            Err(why) => (0, 0, false, why.zh()),
        };
        let left_out = what.err();
        if let Some(listen) = listen {
            let evidence = Evidence {
                part: part.id.clone(),
                stream: format!("incident/{}", incident.number()),
                record: incident.number().to_string(),
                numerator,
                denominator,
                left_out,
                late,
                note: format!("{capacity}：{word}"),
            };
            listen(member, evidence);
        }
        self.add(at, member, numerator, denominator, late, left_out);
    }

    fn add(
        &mut self,
        at: usize,
        member: &MemberId,
        numerator: i64,
        denominator: i64,
        late: bool,
        left_out: Option<LeftOut>,
    ) {
        let Some(counts) = self.line(member).parts.get_mut(at) else {
            return;
        };
        if let Some(why) = left_out {
            *counts.left_out.entry(why).or_default() += 1;
            return;
        }
        counts.numerator = counts.numerator.saturating_add(numerator);
        counts.denominator = counts.denominator.saturating_add(denominator);
        counts.evidence += 1;
        counts.late += u64::from(late);
    }

    /// Takes in the attendance of the month. A member without a line of it has no evidence there.
    pub fn attendance(&mut self, all: &[Attendance], mut listen: Option<Listen<'_>>) {
        let Some(at) = self.place(Measure::Attendance) else {
            return;
        };
        for one in all.iter().filter(|one| one.due > 0) {
            let attended = one.attended.clamp(0, one.due);
            if let (Some(listen), Some(part)) = (&mut listen, self.scoring.parts.get(at)) {
                let evidence = Evidence {
                    part: part.id.clone(),
                    stream: "duty".into(),
                    record: self.month.to_string(),
                    numerator: attended,
                    denominator: one.due,
                    left_out: None,
                    late: one.late > 0,
                    note: format!("应到 {} 班，实到 {attended} 班", one.due),
                };
                listen(&one.member, evidence);
            }
            if let Some(counts) = self.line(&one.member).parts.get_mut(at) {
                counts.numerator += attended;
                counts.denominator += one.due;
                counts.evidence += u64::try_from(one.due).unwrap_or(0);
                counts.late += one.late;
            }
        }
    }

    fn place(&self, measure: Measure) -> Option<usize> {
        let mut parts = self.scoring.parts.iter();
        parts.position(|part| part.measure == measure)
    }

    fn trainings(&mut self, measure: Measure, listen: &mut Option<Listen<'_>>) {
        let Some(at) = self.place(measure) else {
            return;
        };
        let (scoring, days) = (self.scoring, self.month.period());
        let held = self.registry.trainings();
        for one in held.filter(|one| days.contains(one.record.day)) {
            for result in &one.record.results {
                let (done, word) = match (measure, result.attended, result.passed) {
                    (Measure::TrainingAttended, true, _) => (true, "已完成"),
                    (Measure::TrainingAttended, false, _) => (false, "缺训"),
                    (_, _, Some(true)) => (true, "考试合格"),
                    (_, _, Some(false)) => (false, "考试不合格"),
                    (_, _, None) => continue,
                };
                if let (Some(listen), Some(part)) = (&mut *listen, scoring.parts.get(at)) {
                    let evidence = Evidence {
                        part: part.id.clone(),
                        stream: "town".into(),
                        record: format!("training/{}", one.record.id),
                        numerator: i64::from(done),
                        denominator: 1,
                        left_out: None,
                        late: one.late,
                        note: format!("{}《{}》：{word}", one.record.day, one.record.title),
                    };
                    listen(&result.member, evidence);
                }
                self.add(at, &result.member, i64::from(done), 1, one.late, None);
            }
        }
    }

    /// The table, by member, and how many incidents it rests on.
    #[must_use]
    pub fn finish(mut self, mut listen: Option<Listen<'_>>) -> (Vec<MemberScore>, u64) {
        self.trainings(Measure::TrainingAttended, &mut listen);
        self.trainings(Measure::ExaminationPassed, &mut listen);
        let scoring = self.scoring;
        let lines = self.members.into_iter().map(|(member, line)| {
            let parts = scoring.parts.iter().zip(line.parts);
            let parts: Vec<_> = parts.map(|(part, counts)| counts.finish(part)).collect();
            MemberScore {
                member,
                incidents: line.incidents,
                score: total(scoring, &parts),
                parts,
            }
        });
        (lines.collect(), self.incidents)
    }
}

struct Counted {
    numerator: i64,
    denominator: i64,
    late: bool,
    word: String,
}

impl<T> Outcome<T> {
    fn as_what<U>(&self, what: Result<U, LeftOut>) -> Outcome<U> {
        Outcome {
            capacity: self.capacity,
            what,
        }
    }
}
