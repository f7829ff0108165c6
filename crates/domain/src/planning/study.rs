//! A study (测算): scenarios with their answers, kept with everything that makes them again: the
//! scenario file, its seed, and the digests of the file and of the results.
//!
//! A study is never changed: other scenarios are another study. One that turned out to be wrong is
//! withdrawn with a reason, and stays to be read.

use crate::{
    aggregate::{Aggregate, Asked, Stamp},
    assessment::entry::{self, BadEntry},
    ids::{AccountId, ItemId},
    money::Fen,
    ratio::Ratio,
    refusal::{Because, Refusal},
    reports::Basis,
    time::{Period, Timestamp},
};
use serde::{Deserialize, Serialize};

/// What a scenario answers, in the few figures that a form quotes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = StudyAnswer))]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The scenario's name.
    pub name: Box<str>,
    /// The most cars that it has on duty at one time.
    pub cars: u32,
    /// What it costs a year, in fen.
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub yearly: Fen,
    /// Arrivals within the limit over all arrivals, of all replications together.
    pub in_time: Ratio,
    /// Lower end of the confidence interval of that share, in hundredths of a percent.
    pub low: i64,
    /// Upper end of it, in hundredths of a percent.
    pub high: i64,
}

/// What is kept: computed before, and checked by its digests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudyText {
    /// The days of the log that the model was fitted from.
    pub fitted: Period,
    /// The end of the log then.
    pub basis: Basis,
    /// The seed of the simulation.
    pub seed: u64,
    /// How often each scenario was simulated.
    pub replications: u32,
    /// The confidence of the intervals, in percent.
    pub confidence: u32,
    /// The scenario file: model and scenarios as JSON.
    pub scenario: Box<str>,
    /// SM3 of the scenario file, hexadecimal.
    pub scenario_digest: Box<str>,
    /// The results as JSON.
    pub result: Box<str>,
    /// SM3 of the results, hexadecimal.
    pub result_digest: Box<str>,
    /// The answers, the present state first.
    pub answers: Vec<Answer>,
}

/// What can be asked. Written down, it is the asking alone: a request that is sent again is the same
/// request, whatever was computed for it meanwhile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StudyCommand {
    /// Keep what was computed.
    Keep {
        /// What people call it.
        name: String,
        /// What was computed.
        #[serde(skip)]
        text: Box<StudyText>,
    },
    /// Say that it must not be used.
    Withdraw {
        /// Why.
        reason: String,
    },
}

/// What can have happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StudyEvent {
    /// 测算留存.
    Kept {
        /// What people call it.
        name: Box<str>,
        /// What was computed.
        text: Box<StudyText>,
        /// By whom.
        by: AccountId,
    },
    /// 测算撤回.
    Withdrawn {
        /// Why.
        reason: Box<str>,
        /// By whom.
        by: AccountId,
    },
}

/// That it must not be used any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// Why.
    pub reason: Box<str>,
    /// By whom.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
}

/// A study as its events make it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Study {
    /// What people call it.
    pub name: Box<str>,
    /// What was computed.
    pub text: Box<StudyText>,
    /// Who kept it.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
    /// Whether it must not be used any more, and why.
    pub withdrawn: Option<Withdrawal>,
}

/// Looked-up facts.
#[derive(Debug, Clone, Copy)]
pub struct StudyFacts<'a> {
    /// Who acts.
    pub by: &'a AccountId,
}

/// Why a study is not kept or withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StudyRejection {
    /// The stream's name is none.
    #[error("a study's id is 1 to 64 letters, digits, dots, dashes and underscores, not {0:?}")]
    BadId(String),
    /// There is one of this name already.
    #[error("there is a study {0} already; a study is never changed")]
    KeptAlready(String),
    /// There is none.
    #[error("there is no study {0}")]
    NoSuchStudy(String),
    /// It was withdrawn before.
    #[error("the study {0} was withdrawn already")]
    WithdrawnAlready(String),
    /// A study answers something.
    #[error("nothing was answered")]
    NothingAnswered,
    /// A text is blank or too long.
    #[error(transparent)]
    Entry(#[from] BadEntry),
}

impl From<StudyRejection> for Refusal {
    fn from(rejection: StudyRejection) -> Self {
        use StudyRejection as R;
        let en = rejection.to_string();
        match rejection {
            R::BadId(_) => Self::new(
                "bad_study_id",
                Because::Invalid,
                "测算编号为 1 至 64 个字母、数字、点、横线或下划线",
                en,
            )
            .about("id"),
            R::KeptAlready(id) => Self::new(
                "study_kept_already",
                Because::Conflict,
                format!("编号为 {id} 的测算已留存，不能更改；请换一个编号"),
                en,
            ),
            R::NoSuchStudy(id) => Self::new(
                "no_such_study",
                Because::NotFound,
                format!("没有编号为 {id} 的测算"),
                en,
            ),
            R::WithdrawnAlready(id) => Self::new(
                "study_withdrawn",
                Because::Conflict,
                format!("测算 {id} 已撤回"),
                en,
            ),
            R::NothingAnswered => Self::new(
                "nothing_answered",
                Because::Invalid,
                "没有测算结果，无可留存",
                en,
            ),
            R::Entry(why) => why.into(),
        }
    }
}

impl Aggregate for Study {
    const PREFIX: &'static str = "study/";
    type Command = StudyCommand;
    type Event = StudyEvent;
    type Rejection = StudyRejection;
    type Facts<'a> = StudyFacts<'a>;

    fn kind(event: &StudyEvent) -> &'static str {
        match event {
            StudyEvent::Kept { .. } => "study.kept",
            StudyEvent::Withdrawn { .. } => "study.withdrawn",
        }
    }

    fn decide(
        state: Option<&Self>,
        id: &str,
        command: &StudyCommand,
        asked: Asked,
        facts: StudyFacts<'_>,
    ) -> Result<Vec<(StudyEvent, Stamp)>, StudyRejection> {
        use StudyRejection as R;
        ItemId::new(id).map_err(|_| R::BadId(id.to_owned()))?;
        let by = facts.by.clone();
        let event = match (command, state) {
            (StudyCommand::Keep { .. }, Some(_)) => return Err(R::KeptAlready(id.to_owned())),
            (StudyCommand::Keep { text, .. }, None) if text.answers.is_empty() => {
                return Err(R::NothingAnswered);
            }
            (StudyCommand::Keep { name, text }, None) => StudyEvent::Kept {
                name: entry::said("name", name)?,
                text: text.clone(),
                by,
            },
            (StudyCommand::Withdraw { .. }, None) => return Err(R::NoSuchStudy(id.to_owned())),
            (StudyCommand::Withdraw { .. }, Some(state)) if state.withdrawn.is_some() => {
                return Err(R::WithdrawnAlready(id.to_owned()));
            }
            (StudyCommand::Withdraw { reason }, Some(_)) => StudyEvent::Withdrawn {
                reason: entry::said("reason", reason)?,
                by,
            },
        };
        // It is kept when it is recorded, whatever days it is about.
        let stamp = Stamp {
            occurred_at: asked.now,
            recorded_at: asked.now,
            late: false,
        };
        Ok(vec![(event, stamp)])
    }

    fn evolve(state: Option<Self>, _: &str, event: &StudyEvent, stamp: Stamp) -> Option<Self> {
        let at = stamp.recorded_at;
        match (event, state) {
            (StudyEvent::Kept { name, text, by }, None) => Some(Self {
                name: name.clone(),
                text: text.clone(),
                by: by.clone(),
                at,
                withdrawn: None,
            }),
            (StudyEvent::Withdrawn { reason, by }, Some(mut state)) => {
                state.withdrawn.get_or_insert_with(|| Withdrawal {
                    reason: reason.clone(),
                    by: by.clone(),
                    at,
                });
                Some(state)
            }
            (_, state) => state,
        }
    }
}
