//! Who owes a training: induction comes before duty, and a failed examination is sat again.

use crate::{
    ids::{ItemId, MemberId},
    incident::words,
    registry::{Registry, TrainingKind},
    time::Day,
};
use serde::{Deserialize, Serialize};

words! {
    /// What is owed.
    OverdueReason {
        /// On duty without any induction.
        NoInduction = "no_induction", "未参加岗前培训";
        /// Inducted only after the first day on duty.
        InductedLate = "inducted_late", "上岗后才参加岗前培训";
        /// The examination of a training is not yet passed.
        NotPassed = "not_passed", "考试未合格，待补考";
        /// A training was missed and not made up for.
        Missed = "missed", "缺训待补";
    }
}

/// Something that a member owes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overdue {
    /// Who.
    pub member: MemberId,
    /// What.
    pub reason: OverdueReason,
    /// At which training, where it is one's.
    pub training: Option<ItemId>,
    /// Since which day.
    pub since: Day,
}

/// What the members engaged on a day owe, by member, by the register's trainings up to that day.
#[must_use]
pub fn overdue(registry: &Registry, on: Day) -> Vec<Overdue> {
    let members = registry.members().map(|one| &one.record);
    let engaged = members.filter(|one| one.from <= on && one.until.is_none_or(|until| on <= until));
    let mut all = Vec::new();
    for member in engaged {
        let held = registry.trainings().map(|one| &one.record);
        let own = held.filter(|one| one.day <= on).filter_map(|training| {
            let mut results = training.results.iter();
            let own = results.find(|one| one.member == member.id)?;
            Some((training, own))
        });
        let mut inducted: Option<Day> = None;
        for (training, own) in own {
            if training.kind == TrainingKind::Induction && own.attended {
                inducted = Some(inducted.map_or(training.day, |day| day.min(training.day)));
            }
            let owed = match (own.attended, own.passed) {
                (false, _) => Some(OverdueReason::Missed),
                (true, Some(false)) => Some(OverdueReason::NotPassed),
                _ => None,
            };
            all.extend(owed.map(|reason| Overdue {
                member: member.id.clone(),
                reason,
                training: Some(training.id.clone()),
                since: training.day,
            }));
        }
        let induction = match inducted {
            None => Some(OverdueReason::NoInduction),
            Some(day) if day > member.from => Some(OverdueReason::InductedLate),
            Some(_) => None,
        };
        all.extend(induction.map(|reason| Overdue {
            member: member.id.clone(),
            reason,
            training: None,
            since: member.from,
        }));
    }
    all
}
