//! A training as its events make it.

use crate::{
    ids::{ItemId, MemberId},
    incident::{Stamp, words},
    registry::{Training, TrainingKind, TrainingResult},
    time::{Day, Timestamp},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

words! {
    /// Where a training stands.
    SessionStage {
        /// Planned.
        Planned = "planned", "已计划";
        /// Held; entered into the register.
        Held = "held", "已举行";
        /// Cancelled.
        Cancelled = "cancelled", "已取消";
    }
}

/// The word for a kind of training.
#[must_use]
pub const fn kind_zh(kind: TrainingKind) -> &'static str {
    match kind {
        TrainingKind::Induction => "岗前培训",
        TrainingKind::InService => "在岗培训",
    }
}

/// A training as planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", schema(as = TrainingPlan))]
pub struct Plan {
    /// What it teaches.
    pub title: String,
    /// Induction (岗前) or in service (在岗).
    pub kind: TrainingKind,
    /// On which day.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub day: Day,
    /// How long, in minutes.
    pub minutes: u32,
    /// Who teaches.
    pub trainer: String,
    /// What is taught.
    pub syllabus: String,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Who must attend.
    pub members: Vec<MemberId>,
    /// The examination, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exam: Option<Exam>,
}

/// An examination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Exam {
    /// How many questions, 1 to 500.
    pub questions: u32,
    /// The least that passes, in points of a hundred.
    pub pass_mark: u32,
}

impl Exam {
    /// Whether so many correct answers pass: exactly, without dividing.
    #[must_use]
    pub fn passes(self, correct: u32) -> bool {
        u64::from(correct) * 100 >= u64::from(self.pass_mark) * u64::from(self.questions)
    }
}

/// A command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "do", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", schema(as = TrainingCommand))]
pub enum SessionCommand {
    /// 计划, or a change of the plan before it is held.
    Plan {
        /// The plan.
        plan: Plan,
    },
    /// 取消.
    Cancel {
        /// Why.
        reason: String,
    },
    /// 举行: everybody who had to attend, and who else came.
    Hold {
        /// One line a member.
        attendance: Vec<Present>,
    },
    /// 出勤更正 afterwards.
    Amend {
        /// Whose.
        member: MemberId,
        /// Whether present to the end.
        attended: bool,
        /// Why.
        reason: String,
    },
    /// 考试, or a resit (补考) of those who have not passed.
    Examine {
        /// The day of the sitting.
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
        day: Day,
        /// One line a member who sat.
        results: Vec<Answered>,
    },
}

/// One member's attendance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Present {
    /// The member.
    pub member: MemberId,
    /// Whether present to the end.
    pub attended: bool,
    /// Why not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// One member's answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Answered {
    /// The member.
    pub member: MemberId,
    /// Correct answers.
    pub correct: u32,
}

impl SessionCommand {
    /// The word that people read.
    #[must_use]
    pub const fn zh(&self) -> &'static str {
        match self {
            Self::Plan { .. } => "计划",
            Self::Cancel { .. } => "取消",
            Self::Hold { .. } => "举行登记",
            Self::Amend { .. } => "出勤更正",
            Self::Examine { .. } => "考试登记",
        }
    }
}

/// An event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionEvent {
    /// 计划.
    Planned(Box<Plan>),
    /// 取消.
    Cancelled {
        /// Why.
        reason: Box<str>,
    },
    /// 举行.
    Held {
        /// By member.
        attendance: Vec<Present>,
    },
    /// 出勤更正.
    Amended {
        /// Whose.
        member: MemberId,
        /// Whether present to the end.
        attended: bool,
        /// Why.
        reason: Box<str>,
    },
    /// 考试.
    Examined {
        /// Which sitting, from 1; from 2 on it is a resit (补考).
        sitting: u32,
        /// Its day.
        day: Day,
        /// By member.
        results: Vec<Answered>,
    },
}

impl SessionEvent {
    /// The kind that the envelope carries.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Planned(_) => "training.planned",
            Self::Cancelled { .. } => "training.cancelled",
            Self::Held { .. } => "training.held",
            Self::Amended { .. } => "training.amended",
            Self::Examined { .. } => "training.examined",
        }
    }
}

/// How a member attended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attended {
    /// Whether present to the end.
    pub attended: bool,
    /// Why not, or why it was corrected.
    pub reason: Option<Box<str>>,
    /// Whether it was corrected afterwards.
    pub amended: bool,
}

/// A sitting of the examination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sitting {
    /// Which, from 1.
    pub number: u32,
    /// Its day.
    pub day: Day,
    /// By member.
    pub results: Vec<Answered>,
    /// Whether it was entered late (补报).
    pub late: bool,
}

/// A training.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its identifier, the same as in the register.
    pub id: ItemId,
    /// Where it stands.
    pub stage: SessionStage,
    /// The plan in force.
    pub plan: Box<Plan>,
    /// How each attended, once held.
    pub attendance: BTreeMap<MemberId, Attended>,
    /// The sittings of its examination.
    pub sittings: Vec<Sitting>,
    /// Why it was cancelled.
    pub cancelled: Option<Box<str>>,
    /// When the last entry happened and was recorded.
    pub last: (Timestamp, Timestamp),
}

impl Session {
    /// Whether a member passed: in any sitting; `None` when it sat none.
    #[must_use]
    pub fn passed(&self, member: &MemberId) -> Option<bool> {
        let exam = self.plan.exam?;
        let results = self.sittings.iter().flat_map(|one| &one.results);
        results
            .filter(|one| one.member == *member)
            .map(|one| exam.passes(one.correct))
            .reduce(|any, one| any || one)
    }

    /// The register's record, once held.
    #[must_use]
    pub fn held(&self) -> Option<Training> {
        if self.stage != SessionStage::Held {
            return None;
        }
        let results = self.attendance.iter().map(|(member, one)| TrainingResult {
            member: member.clone(),
            attended: one.attended,
            passed: self.passed(member),
        });
        Some(Training {
            id: self.id.clone(),
            title: self.plan.title.clone(),
            day: self.plan.day,
            kind: self.plan.kind,
            results: results.collect(),
        })
    }
}

/// The training after an event. Total: what comes before a plan changes nothing.
#[must_use]
pub fn evolve(
    state: Option<Session>,
    id: &ItemId,
    event: &SessionEvent,
    stamp: Stamp,
) -> Option<Session> {
    let last = (stamp.occurred_at, stamp.recorded_at);
    let mut state = match (state, event) {
        (None, SessionEvent::Planned(plan)) => Session {
            id: id.clone(),
            stage: SessionStage::Planned,
            plan: plan.clone(),
            attendance: BTreeMap::new(),
            sittings: Vec::new(),
            cancelled: None,
            last,
        },
        (state, _) => state?,
    };
    state.last = (state.last.0.max(last.0), state.last.1.max(last.1));
    match event {
        SessionEvent::Planned(plan) => state.plan.clone_from(plan),
        SessionEvent::Cancelled { reason } => {
            state.stage = SessionStage::Cancelled;
            state.cancelled.get_or_insert_with(|| reason.clone());
        }
        SessionEvent::Held { attendance } => {
            state.stage = SessionStage::Held;
            state.attendance = attendance
                .iter()
                .map(|one| {
                    let attended = Attended {
                        attended: one.attended,
                        reason: one.reason.as_deref().map(Into::into),
                        amended: false,
                    };
                    (one.member.clone(), attended)
                })
                .collect();
        }
        SessionEvent::Amended {
            member,
            attended,
            reason,
        } => {
            let amended = Attended {
                attended: *attended,
                reason: Some(reason.clone()),
                amended: true,
            };
            state.attendance.insert(member.clone(), amended);
        }
        SessionEvent::Examined {
            sitting,
            day,
            results,
        } => state.sittings.push(Sitting {
            number: *sitting,
            day: *day,
            results: results.clone(),
            late: stamp.late,
        }),
    }
    Some(state)
}
