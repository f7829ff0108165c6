//! Figures from the register, the contract and the documents.

use super::{Bearing, Listen, Tally};
use crate::{
    ids::{ItemId, MemberId},
    performance::figure::{ExclusionReason, NoValue, Value},
    ratio::Ratio,
    registry::{Holder, Member},
    time::Day,
};
use std::collections::BTreeSet;

impl Tally<'_> {
    pub(super) fn unit_price(&mut self, line: &ItemId, listen: &mut Option<Listen<'_>>) -> Value {
        let project = self.records.project;
        let found = project
            .contract
            .iter()
            .find(|one| one.id == *line && one.day <= self.period.to);
        let Some(line) = found else {
            return Value::None(NoValue::NoEvidence);
        };
        let bearing = Bearing::Counts {
            in_numerator: true,
            late: false,
            measured: Some(line.unit_price.0),
        };
        self.add(bearing, listen, || {
            let note = format!(
                "合同明细：{} {}{} × {} 元",
                line.name,
                line.quantity,
                line.unit,
                line.unit_price.yuan()
            );
            (
                format!("project/{}", project.id),
                format!("contract/{}", line.id),
                note,
            )
        });
        Value::Money(line.unit_price)
    }

    pub(super) fn members(&mut self, listen: &mut Option<Listen<'_>>) -> Value {
        for one in self.records.registry.members() {
            let bearing = if engaged(&one.record, self.period.to) {
                Bearing::Counts {
                    in_numerator: true,
                    late: one.late,
                    measured: None,
                }
            } else {
                Bearing::LeftOut(ExclusionReason::NotEngaged)
            };
            self.add(bearing, listen, || {
                (
                    "town".into(),
                    format!("member/{}", one.record.id),
                    format!("{} 自 {} 起聘用", one.record.name, one.record.from),
                )
            });
        }
        self.count()
    }

    pub(super) fn units(&mut self, listen: &mut Option<Listen<'_>>) -> Value {
        for one in self.records.registry.units() {
            let unit = &one.record;
            let in_service = unit.from <= self.period.to
                && unit.until.is_none_or(|until| self.period.to <= until);
            let bearing = if in_service {
                Bearing::Counts {
                    in_numerator: true,
                    late: one.late,
                    measured: None,
                }
            } else {
                Bearing::LeftOut(ExclusionReason::NotEngaged)
            };
            self.add(bearing, listen, || {
                (
                    "town".into(),
                    format!("unit/{}", unit.id),
                    format!("{} 自 {} 起投入使用", unit.name, unit.from),
                )
            });
        }
        self.count()
    }

    fn count(&self) -> Value {
        if self.counts.evidence == 0 {
            Value::None(NoValue::NoEvidence)
        } else {
            Value::Count(self.counts.numerator)
        }
    }

    pub(super) fn training(
        &mut self,
        listen: &mut Option<Listen<'_>>,
        examinations: bool,
    ) -> Value {
        let period = self.period;
        for one in self
            .records
            .registry
            .trainings()
            .filter(|one| period.contains(one.record.day))
        {
            let training = &one.record;
            for result in &training.results {
                let counts = if examinations {
                    let Some(passed) = result.passed else {
                        continue;
                    };
                    passed
                } else {
                    result.attended
                };
                let bearing = Bearing::Counts {
                    in_numerator: counts,
                    late: one.late,
                    measured: None,
                };
                self.add(bearing, listen, || {
                    let word = match (examinations, counts) {
                        (true, true) => "考试合格",
                        (true, false) => "考试不合格",
                        (false, true) => "已完成",
                        (false, false) => "缺训",
                    };
                    let note = format!(
                        "{}《{}》{}：{word}",
                        training.day, training.title, result.member
                    );
                    (
                        "town".into(),
                        format!("training/{}/{}", training.id, result.member),
                        note,
                    )
                });
            }
        }
        self.share()
    }

    pub(super) fn equipment(&mut self, listen: &mut Option<Listen<'_>>) -> Value {
        let registry = self.records.registry;
        let required: Vec<&ItemId> = registry
            .equipment_kinds()
            .filter(|kind| kind.required_per_member)
            .map(|kind| &kind.id)
            .collect();
        if required.is_empty() {
            return Value::None(NoValue::NoEvidence);
        }
        let held: BTreeSet<(&MemberId, &ItemId)> = registry
            .equipment()
            .filter(|one| one.record.day <= self.period.to)
            .filter_map(|one| match &one.record.holder {
                Holder::Member(member) => Some((member, &one.record.kind)),
                Holder::Unit(_) => None,
            })
            .collect();
        for one in registry.members() {
            let member = &one.record;
            let bearing = if engaged(member, self.period.to) {
                let holds = required
                    .iter()
                    .filter(|kind| held.contains(&(&member.id, **kind)))
                    .count();
                let measured = i64::try_from(holds).ok();
                Bearing::Counts {
                    in_numerator: holds == required.len(),
                    late: one.late,
                    measured,
                }
            } else {
                Bearing::LeftOut(ExclusionReason::NotEngaged)
            };
            self.add(bearing, listen, || {
                let missing: Vec<&str> = required
                    .iter()
                    .filter(|kind| !held.contains(&(&member.id, **kind)))
                    .map(|kind| kind.as_str())
                    .collect();
                let note = if missing.is_empty() {
                    format!("{}：装备齐全", member.name)
                } else {
                    format!("{}：缺 {}", member.name, missing.join("、"))
                };
                ("town".into(), format!("member/{}", member.id), note)
            });
        }
        self.share()
    }

    pub(super) fn assessments(&mut self, listen: &mut Option<Listen<'_>>) -> Value {
        let period = self.period;
        for one in self
            .records
            .registry
            .assessments()
            .filter(|one| period.contains(one.record.day))
        {
            let assessment = &one.record;
            for result in &assessment.results {
                let passed = result.score >= assessment.pass_mark;
                let bearing = Bearing::Counts {
                    in_numerator: passed,
                    late: one.late,
                    measured: Some(result.score),
                };
                self.add(bearing, listen, || {
                    let word = if passed { "通过" } else { "未通过" };
                    let note = format!(
                        "{} 至 {} 考核 {}：{} 分，{word}",
                        assessment.from, assessment.to, result.member, result.score
                    );
                    (
                        "town".into(),
                        format!("assessment/{}/{}", assessment.id, result.member),
                        note,
                    )
                });
            }
        }
        self.share()
    }

    pub(super) fn documents(&mut self, listen: &mut Option<Listen<'_>>) -> Value {
        let period = self.period;
        let (project, wanted) = (self.records.project, &self.indicator.id);
        for (document, late) in self
            .records
            .documents
            .iter()
            .filter(|(one, _)| one.indicator == *wanted && one.day <= period.to)
        {
            let bearing = Bearing::Counts {
                in_numerator: true,
                late: *late,
                measured: None,
            };
            self.add(bearing, listen, || {
                let note = format!(
                    "《{}》{}，由 {} 佐证，SM3 {}",
                    document.title, document.day, document.vouched_by, document.sm3
                );
                (
                    format!("project/{}", project.id),
                    format!("document/{}", document.id),
                    note,
                )
            });
        }
        if self.counts.evidence == 0 {
            return Value::None(NoValue::NoEvidence);
        }
        Value::Ratio(Ratio::new(self.counts.numerator, self.counts.denominator))
    }
}

fn engaged(member: &Member, on: Day) -> bool {
    member.from <= on && member.until.is_none_or(|until| on <= until)
}
