//! A month's assessment as its events make it.

use super::event::{Computed, Correction, MonthlyEvent};
use crate::{
    assessment::{MemberScore, Month, Score, Scoring},
    ids::{AccountId, ItemId, MemberId},
    incident::{Stamp, words},
    registry::{Assessment, AssessmentResult},
    time::{Day, Timestamp},
};
use serde::{Deserialize, Serialize};

words! {
    /// Where an assessment stands.
    Stage {
        /// Computed, not yet shown to the members.
        Draft = "draft", "草稿";
        /// Shown to the members, who may appeal.
        Published = "published", "公示中";
        /// Locked and entered into the register.
        Final = "final", "已定稿";
    }
}

/// A decision with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: AccountId,
    /// Why.
    pub reason: Box<str>,
}

/// An appeal (申诉).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appeal {
    /// Its number, from 1.
    pub number: u32,
    /// Whose line.
    pub member: MemberId,
    /// The part that is disputed.
    pub part: Option<ItemId>,
    /// Who, when and why.
    pub made: Decision,
    /// How it was decided, with what is counted otherwise.
    pub decided: Option<(Decision, Option<Correction>)>,
}

/// A recomputation after late entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// The figures as they would be.
    pub computed: Box<Computed>,
    /// Who, when and why.
    pub asked: Decision,
    /// Whether it was adopted, by whom and why; `None` while it waits.
    pub decided: Option<(bool, Decision)>,
}

/// The assessment of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Monthly {
    /// The month.
    pub month: Month,
    /// Where it stands.
    pub stage: Stage,
    /// The formula by which it is computed.
    pub scoring: Box<Scoring>,
    /// The figures in force, without the corrections.
    pub computed: Box<Computed>,
    /// When they were computed.
    pub computed_at: Timestamp,
    /// When it was published, and until when members may appeal.
    pub published: Option<(Timestamp, Timestamp)>,
    /// The appeals, in order.
    pub appeals: Vec<Appeal>,
    /// Corrections with who made them; a later one of the same part takes the place of an earlier.
    pub corrections: Vec<(Correction, Decision)>,
    /// The recomputations, in order; the last may wait for its decision.
    pub revisions: Vec<Revision>,
    /// When it was first finalised.
    pub final_at: Option<Timestamp>,
    /// When the last entry happened and was recorded.
    pub last: (Timestamp, Timestamp),
}

impl Monthly {
    /// The table in force, corrections taken in.
    #[must_use]
    pub fn lines(&self) -> Vec<MemberScore> {
        self.with_corrections(&self.computed)
    }

    /// Figures with the corrections taken in.
    #[must_use]
    pub fn with_corrections(&self, computed: &Computed) -> Vec<MemberScore> {
        let corrected = |line: &MemberScore| {
            let own = self.corrections.iter().map(|(one, _)| one);
            let own = own.filter(|one| one.member == line.member);
            own.fold(line.clone(), |line, one| {
                line.with(&self.scoring, &one.part, one.to)
            })
        };
        computed.lines.iter().map(corrected).collect()
    }

    /// A member's line in force.
    #[must_use]
    pub fn line(&self, member: &MemberId) -> Option<MemberScore> {
        self.lines().into_iter().find(|line| line.member == *member)
    }

    /// The recomputation that waits for a decision.
    #[must_use]
    pub fn waiting(&self) -> Option<&Revision> {
        self.revisions.last().filter(|one| one.decided.is_none())
    }

    /// The entry for the register, once final: whole points, rounded down, so that a score passes
    /// there exactly when it passes here; members without a score are not in it.
    #[must_use]
    pub fn held(&self, day: impl Fn(Timestamp) -> Day) -> Option<Assessment> {
        let final_at = self.final_at?;
        let days = self.month.period();
        let results = self.lines().into_iter().filter_map(|line| {
            Some(AssessmentResult {
                score: line.score.value()?.floor(),
                member: line.member,
            })
        });
        Some(Assessment {
            id: ItemId::new(format!("assessment-{}", self.month)).ok()?,
            from: days.from,
            to: days.to,
            day: day(final_at),
            pass_mark: self.scoring.pass_mark,
            results: results.collect(),
        })
    }
}

/// What differs in a line between two tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Whose line.
    pub member: MemberId,
    /// The line before; `None` when there was none.
    pub before: Option<MemberScore>,
    /// The line after.
    pub after: Option<MemberScore>,
}

impl Change {
    /// The scores before and after.
    #[must_use]
    pub fn scores(&self) -> (Option<Score>, Option<Score>) {
        let score = |line: &Option<MemberScore>| line.as_ref().map(|line| line.score);
        (score(&self.before), score(&self.after))
    }
}

/// The lines that differ between two tables, by member.
#[must_use]
pub fn changes(before: &[MemberScore], after: &[MemberScore]) -> Vec<Change> {
    let find = |lines: &[MemberScore], member: &MemberId| {
        lines.iter().find(|line| line.member == *member).cloned()
    };
    let mut members: Vec<&MemberId> = before
        .iter()
        .chain(after)
        .map(|line| &line.member)
        .collect();
    members.sort_unstable();
    members.dedup();
    let each = members.into_iter().map(|member| Change {
        before: find(before, member),
        after: find(after, member),
        member: member.clone(),
    });
    each.filter(|change| change.before != change.after)
        .collect()
}

/// The assessment after an event. Total: what comes before a draft changes nothing.
#[must_use]
pub fn evolve(
    state: Option<Monthly>,
    month: Month,
    event: &MonthlyEvent,
    stamp: Stamp,
) -> Option<Monthly> {
    let mut state = match (state, event) {
        (None, MonthlyEvent::Drafted { scoring, computed }) => Monthly {
            month,
            stage: Stage::Draft,
            scoring: scoring.clone(),
            computed: computed.clone(),
            computed_at: stamp.recorded_at,
            published: None,
            appeals: Vec::new(),
            corrections: Vec::new(),
            revisions: Vec::new(),
            final_at: None,
            last: (stamp.occurred_at, stamp.recorded_at),
        },
        (state, _) => state?,
    };
    apply(&mut state, event, stamp);
    let (occurred, recorded) = state.last;
    state.last = (
        occurred.max(stamp.occurred_at),
        recorded.max(stamp.recorded_at),
    );
    Some(state)
}

fn apply(state: &mut Monthly, event: &MonthlyEvent, stamp: Stamp) {
    let decision = |by: &AccountId, reason: &str| Decision {
        at: stamp.occurred_at,
        by: by.clone(),
        reason: reason.into(),
    };
    match event {
        MonthlyEvent::Drafted { scoring, computed } => {
            state.scoring.clone_from(scoring);
            state.computed.clone_from(computed);
            state.computed_at = stamp.recorded_at;
        }
        MonthlyEvent::Published { appeal_until, .. } => {
            state.stage = Stage::Published;
            state
                .published
                .get_or_insert((stamp.occurred_at, *appeal_until));
        }
        MonthlyEvent::Appealed {
            appeal,
            member,
            part,
            reason,
            by,
        } => state.appeals.push(Appeal {
            number: *appeal,
            member: member.clone(),
            part: part.clone(),
            made: decision(by, reason),
            decided: None,
        }),
        MonthlyEvent::AppealDecided {
            appeal,
            correction,
            reason,
            by,
        } => {
            let decision = decision(by, reason);
            if let Some(correction) = correction {
                state
                    .corrections
                    .push((correction.clone(), decision.clone()));
            }
            if let Some(one) = state.appeals.iter_mut().find(|one| one.number == *appeal) {
                one.decided.get_or_insert((decision, correction.clone()));
            }
        }
        MonthlyEvent::Corrected {
            correction,
            reason,
            by,
        } => state
            .corrections
            .push((correction.clone(), decision(by, reason))),
        MonthlyEvent::Recomputed {
            computed,
            reason,
            by,
        } => state.revisions.push(Revision {
            computed: computed.clone(),
            asked: decision(by, reason),
            decided: None,
        }),
        MonthlyEvent::RevisionDecided {
            adopted,
            reason,
            by,
        } => {
            let decision = decision(by, reason);
            if let Some(one) = state.revisions.last_mut() {
                if *adopted && one.decided.is_none() {
                    state.computed = one.computed.clone();
                    state.computed_at = one.asked.at;
                }
                one.decided.get_or_insert((*adopted, decision));
            }
        }
        MonthlyEvent::Finalised { .. } => {
            state.stage = Stage::Final;
            state.final_at.get_or_insert(stamp.occurred_at);
        }
    }
}
