//! Figures from the register, the contract and the documents.

use super::{Bearing, Listen, Tally};
use crate::{
    ids::{ItemId, MemberId},
    performance::{
        figure::{ExclusionReason, NoValue, Value},
        formula::BudgetBase,
        ledger::{EntryKind, Sums, contract},
        survey::Survey,
    },
    registry::{Holder, Member},
    time::Day,
};
use std::collections::BTreeSet;

impl Tally<'_> {
    pub(super) fn unit_price(&mut self, line: &ItemId, listen: &mut Option<Listen<'_>>) -> Value {
        let project = self.records.project;
        let mut lines = contract::in_force(self.records.contracts, self.period.to)
            .flat_map(|contract| &contract.lines);
        let Some(line) = lines.find(|one| one.id == *line) else {
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

    pub(super) fn count(&self) -> Value {
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

    pub(super) fn trainings(&mut self, listen: &mut Option<Listen<'_>>) -> Value {
        let period = self.period;
        let all = self.records.registry.trainings();
        for one in all.filter(|one| period.contains(one.record.day)) {
            let training = &one.record;
            let bearing = Bearing::Counts {
                in_numerator: true,
                late: one.late,
                measured: i64::try_from(training.results.len()).ok(),
            };
            self.add(bearing, listen, || {
                let note = format!("{}《{}》", training.day, training.title);
                ("town".into(), format!("training/{}", training.id), note)
            });
        }
        self.count()
    }

    pub(super) fn surveys(&mut self, listen: &mut Option<Listen<'_>>) -> Value {
        let (period, project, wanted) = (self.period, self.records.project, &self.indicator.id);
        let of_period = |survey: &Survey| survey.indicator == *wanted && period.contains(survey.to);
        for (survey, late) in self.records.surveys {
            if !of_period(survey) {
                continue;
            }
            for answer in &survey.answers {
                let bearing = Bearing::Counts {
                    in_numerator: answer.grade.is_satisfied(),
                    late: *late,
                    measured: Some(answer.grade as i64 + 1),
                };
                self.add(bearing, listen, || {
                    let note = format!(
                        "《{}》问卷 {}，{}：{}",
                        survey.title,
                        answer.number,
                        answer.day,
                        answer.grade.zh()
                    );
                    (
                        format!("project/{}", project.id),
                        format!("survey/{}/{}", survey.id, answer.number),
                        note,
                    )
                });
            }
        }
        self.share()
    }

    pub(super) fn executed(
        &mut self,
        against: BudgetBase,
        listen: &mut Option<Listen<'_>>,
    ) -> Value {
        let (project, until) = (self.records.project, self.period.to);
        let entries = self.records.entries;
        for entry in entries.iter().filter(|entry| entry.day <= until) {
            let bearing = Bearing::Counts {
                in_numerator: entry.kind == EntryKind::Payment,
                late: false,
                measured: Some(entry.amount.0),
            };
            self.add(bearing, listen, || {
                (
                    format!("project/{}", project.id),
                    format!("entry/{}", entry.id),
                    format!("{} {} 元：{}", entry.day, entry.amount.yuan(), entry.note),
                )
            });
        }
        if self.counts.evidence == 0 {
            return Value::None(NoValue::NoEvidence);
        }
        let sums = Sums::until(entries, until);
        let rate = match against {
            BudgetBase::Initial => sums.rate_on_initial(),
            BudgetBase::Adjusted => sums.rate_on_adjusted(),
        };
        if rate.denominator == 0 {
            Value::None(NoValue::OverZero)
        } else {
            Value::Ratio(rate)
        }
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
        // Who held it at the end of the period, whatever became of it afterwards.
        let held: BTreeSet<(&MemberId, &ItemId)> = registry
            .pieces()
            .filter_map(|piece| match piece.holder_on(self.period.to)? {
                Holder::Member(member) => Some((member, &piece.kind)),
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
                let page = document.page.as_deref();
                let note = format!(
                    "{}{}，{}由 {} 佐证，SM3 {}",
                    document.cited(),
                    document.day,
                    page.map_or_else(String::new, |page| format!("{page}，")),
                    document.vouched_by,
                    document.sm3
                );
                (
                    format!("project/{}", project.id),
                    format!("document/{}", document.id),
                    note,
                )
            });
        }
        let newest = self.records.documents.iter().rev();
        let mut newest = newest.filter(|(one, _)| one.indicator == *wanted && one.day <= period.to);
        match newest.next() {
            None => Value::None(NoValue::NoEvidence),
            Some((document, _)) => Value::Documents {
                count: self.counts.numerator,
                newest: document.cited(),
            },
        }
    }
}

fn engaged(member: &Member, on: Day) -> bool {
    member.from <= on && member.until.is_none_or(|until| on <= until)
}
