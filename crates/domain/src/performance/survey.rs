//! Surveys (问卷调查) imported as evidence of an indicator: every answer with its number, so that the
//! share can be counted again.

use crate::{
    ids::{IndicatorId, ItemId},
    incident::Grade,
    time::Day,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The most answers of one survey.
pub const MOST_ANSWERS: usize = 20_000;

/// A survey with its answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Survey {
    /// Its identifier, unique in the project.
    pub id: ItemId,
    /// The indicator that it supports.
    pub indicator: IndicatorId,
    /// Its title.
    pub title: String,
    /// The first day on which it was answered.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// Questionnaires given out (发放份数).
    pub asked: u64,
    /// Valid answers (有效问卷).
    pub answers: Vec<SurveyAnswer>,
    /// SM3 of the imported file, hex.
    pub sm3: String,
    /// Who vouches for it.
    pub vouched_by: String,
}

/// An answer. It names nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SurveyAnswer {
    /// The questionnaire's number (问卷编号), unique in the survey.
    pub number: String,
    /// When it was answered.
    pub day: Day,
    /// The grade given.
    pub grade: Grade,
}

/// Why a survey cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadSurvey {
    /// It has no answer at all, or too many.
    #[error("a survey has 1 to {MOST_ANSWERS} answers")]
    Answers,
    /// More answers than questionnaires.
    #[error("{answers} answers to {asked} questionnaires")]
    MoreThanAsked {
        /// Answers.
        answers: usize,
        /// Questionnaires given out.
        asked: u64,
    },
    /// Two answers under one number.
    #[error("answer {0} stands twice")]
    Twice(String),
    /// A day outside the survey's days, or its days the wrong way round.
    #[error("answer {0}: the day lies outside the survey")]
    Day(String),
}

impl Survey {
    /// Holds a survey against what a survey can be.
    ///
    /// # Errors
    /// [`BadSurvey`], naming the answer.
    pub fn check(&self) -> Result<(), BadSurvey> {
        if !(1..=MOST_ANSWERS).contains(&self.answers.len()) {
            return Err(BadSurvey::Answers);
        }
        if u64::try_from(self.answers.len()).is_ok_and(|answers| answers > self.asked) {
            return Err(BadSurvey::MoreThanAsked {
                answers: self.answers.len(),
                asked: self.asked,
            });
        }
        let mut seen = BTreeSet::new();
        for answer in &self.answers {
            if !seen.insert(answer.number.as_str()) {
                return Err(BadSurvey::Twice(answer.number.clone()));
            }
            if answer.day < self.from || self.to < answer.day {
                return Err(BadSurvey::Day(answer.number.clone()));
            }
        }
        Ok(())
    }
}
