//! The formula (考核办法) by which a town scores its members: published, versioned, town data.

use super::Month;
use crate::{
    ids::ItemId,
    incident::{ClockKind, Grade, words},
    refusal::{Because, Refusal},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// All weights together, in per mille.
const WHOLE: i64 = 1_000;
/// The most that one incident may weigh within a part.
const HEAVIEST: i64 = 10;

words! {
    /// What a part of the score measures. Each at most once in a formula.
    Measure {
        /// Arrival clocks kept ÷ arrival clocks decided, of the incidents the member led.
        ArrivalKept = "arrival_kept", "到达及时";
        /// Feedback clocks kept ÷ decided.
        FeedbackKept = "feedback_kept", "反馈及时";
        /// Disposal clocks kept ÷ decided.
        DisposalKept = "disposal_kept", "处置及时";
        /// Points of the grades given at follow-ups ÷ the most that could have been given.
        FollowUp = "follow_up", "回访评价";
        /// Shifts attended ÷ shifts due.
        Attendance = "attendance", "出勤";
        /// Complaints at follow-ups; the denominator is the follow-ups that were answered.
        Complaints = "complaints", "投诉扣分";
        /// Trainings attended ÷ trainings due.
        TrainingAttended = "training_attended", "培训参训";
        /// Examinations passed ÷ examinations taken.
        ExaminationPassed = "examination_passed", "考试合格";
    }
}

impl Measure {
    /// The clock that it looks at.
    #[must_use]
    pub const fn clock(self) -> Option<ClockKind> {
        match self {
            Self::ArrivalKept => Some(ClockKind::Arrive),
            Self::FeedbackKept => Some(ClockKind::Feedback),
            Self::DisposalKept => Some(ClockKind::Dispose),
            _ => None,
        }
    }

    /// Whether it counts incidents, so that a member's capacity in them weighs.
    #[must_use]
    pub const fn counts_incidents(self) -> bool {
        matches!(
            self,
            Self::ArrivalKept
                | Self::FeedbackKept
                | Self::DisposalKept
                | Self::FollowUp
                | Self::Complaints
        )
    }
}

/// A version of a town's formula.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Scoring {
    /// From 1, growing by one with each change.
    pub version: u32,
    /// The first month that it judges.
    pub from: Month,
    /// The least score that passes (合格分), 0 to 100.
    pub pass_mark: i64,
    /// Days after the publication in which a member may appeal (申诉期).
    pub appeal_days: u32,
    /// How much weight, in per mille, the parts with evidence must have together; with less the
    /// member has no score for the month.
    pub least_weight: i64,
    /// Points of the five grades of a follow-up, each 0 to 100.
    pub grade_points: GradePoints,
    /// The parts; their weights sum to 1000.
    pub parts: Vec<Part>,
}

/// Points of the five grades, each 0 to 100, none above a better grade's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GradePoints {
    /// 很不满意.
    pub very_dissatisfied: i64,
    /// 不满意.
    pub dissatisfied: i64,
    /// 一般.
    pub neutral: i64,
    /// 满意.
    pub satisfied: i64,
    /// 很满意.
    pub very_satisfied: i64,
}

impl GradePoints {
    /// The points of a grade.
    #[must_use]
    pub const fn of(&self, grade: Grade) -> i64 {
        match grade {
            Grade::VeryDissatisfied => self.very_dissatisfied,
            Grade::Dissatisfied => self.dissatisfied,
            Grade::Neutral => self.neutral,
            Grade::Satisfied => self.satisfied,
            Grade::VerySatisfied => self.very_satisfied,
        }
    }

    const fn all(&self) -> [i64; 5] {
        [
            self.very_dissatisfied,
            self.dissatisfied,
            self.neutral,
            self.satisfied,
            self.very_satisfied,
        ]
    }
}

/// A part of the score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its identifier within the formula.
    pub id: ItemId,
    /// Its name.
    pub name: String,
    /// Its weight in per mille.
    pub weight: i64,
    /// What it measures.
    pub measure: Measure,
    /// How much an incident weighs for the crew that led it, 0 to 10.
    #[serde(default = "one")]
    pub lead: i64,
    /// How much an incident weighs for a crew that reinforced, 0 to 10; 0 leaves it out.
    #[serde(default)]
    pub reinforcement: i64,
    /// How the measure becomes points.
    pub scale: Scale,
}

const fn one() -> i64 {
    1
}

/// How a measure becomes points, 0 to 100.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// A hundred times the quotient.
    Share,
    /// A stepped table over the quotient: the first step that it reaches, from the top; 0 points
    /// below the last.
    AtLeast(Vec<ShareStep>),
    /// A stepped table over the number counted: the first step that it does not exceed; 0 points
    /// beyond the last.
    UpTo(Vec<CountStep>),
}

/// A step over a quotient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ShareStep {
    /// The least share, in per mille.
    pub per_mille: i64,
    /// Its points.
    pub points: i64,
}

/// A step over a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CountStep {
    /// The greatest number.
    pub count: i64,
    /// Its points.
    pub points: i64,
}

/// What is wrong with a formula, by its field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {en}")]
pub struct BadScoring {
    /// The field, as the file names it.
    pub field: &'static str,
    /// Which part, from 1, where it is one's.
    pub part: Option<usize>,
    /// What is wrong.
    pub en: &'static str,
    /// The same in Chinese.
    pub zh: &'static str,
}

impl From<BadScoring> for Refusal {
    fn from(bad: BadScoring) -> Self {
        let part = bad.part.map_or(String::new(), |nth| format!("第 {nth} 项"));
        let zh = format!("考核办法{part}“{}”不成立：{}", bad.field, bad.zh);
        let nth = bad
            .part
            .map_or(String::new(), |nth| format!("part {nth}: "));
        let en = format!("{nth}{bad}");
        Self::new("bad_scoring", Because::Invalid, zh, en).about(bad.field)
    }
}

type Checked = Result<(), BadScoring>;

const fn bad(field: &'static str, en: &'static str, zh: &'static str) -> Checked {
    Err(BadScoring {
        field,
        part: None,
        en,
        zh,
    })
}

impl Scoring {
    /// Checks that the formula can be followed and comes to 0 to 100 points.
    ///
    /// # Errors
    /// The first [`BadScoring`].
    pub fn check(&self) -> Checked {
        if self.version == 0 {
            return bad("version", "versions count from 1", "版本自 1 起");
        }
        if !(0..=100).contains(&self.pass_mark) {
            return bad("pass_mark", "must be 0 to 100", "须在 0 至 100 之间");
        }
        if self.appeal_days > 60 {
            return bad("appeal_days", "must be 60 days at the most", "最长 60 天");
        }
        if !(1..=WHOLE).contains(&self.least_weight) {
            return bad(
                "least_weight",
                "must be 1 to 1000 per mille",
                "须在 1 至 1000 之间（千分数）",
            );
        }
        let grades = self.grade_points.all();
        if !grades.is_sorted() || !grades.iter().all(|points| (0..=100).contains(points)) {
            return bad(
                "grade_points",
                "points are 0 to 100, and a better grade's are not fewer",
                "分值须在 0 至 100 之间，且评价越好分值不得越低",
            );
        }
        let (mut ids, mut measures) = (BTreeSet::new(), BTreeSet::new());
        for (index, part) in self.parts.iter().enumerate() {
            let own = |why: BadScoring| BadScoring {
                part: Some(index + 1),
                ..why
            };
            part.check().map_err(own)?;
            if !ids.insert(&part.id) {
                return bad("id", "stands twice", "编号重复").map_err(own);
            }
            if !measures.insert(part.measure) {
                return bad("measure", "is measured twice", "同一项目不得重复计分").map_err(own);
            }
        }
        let sum: i64 = self.parts.iter().map(|part| part.weight).sum();
        if sum != WHOLE {
            return bad(
                "weight",
                "the parts' weights must sum to 1000 per mille",
                "各项权重之和须为 1000（千分数）",
            );
        }
        Ok(())
    }

    /// Refuses a version that is not one more than the last, or that judges earlier months.
    ///
    /// # Errors
    /// The refusal.
    pub fn follows(&self, last: &Self) -> Result<(), Refusal> {
        let next = last.version.saturating_add(1);
        if self.version == next && self.from >= last.from {
            return Ok(());
        }
        let (version, from) = (last.version, last.from);
        let zh = format!(
            "现行考核办法为第 {version} 版，自 {from} 起；下一版应为第 {next} 版，且不得早于该月"
        );
        let en = format!(
            "the formula in force is version {version} from {from} on; the next is {next}, from then on or later"
        );
        Err(Refusal::new("scoring_version", Because::Conflict, zh, en).about("version"))
    }

    /// The part with an identifier.
    #[must_use]
    pub fn part(&self, id: &ItemId) -> Option<&Part> {
        self.parts.iter().find(|part| part.id == *id)
    }
}

impl Part {
    fn check(&self) -> Checked {
        if self.name.trim().is_empty() || self.name.chars().count() > 40 {
            return bad("name", "must be 1 to 40 characters", "须为 1 至 40 个字");
        }
        if !(1..=WHOLE).contains(&self.weight) {
            return bad(
                "weight",
                "must be 1 to 1000 per mille",
                "须在 1 至 1000 之间（千分数）",
            );
        }
        let fits = |weight: i64| (0..=HEAVIEST).contains(&weight);
        if !fits(self.lead) || !fits(self.reinforcement) {
            return bad(
                "lead",
                "an incident weighs 0 to 10",
                "每起警情的权数须在 0 至 10 之间",
            );
        }
        if self.lead == 0 && self.reinforcement == 0 {
            return bad(
                "lead",
                "an incident must weigh something for somebody",
                "权数不得都为 0",
            );
        }
        let counts = matches!(self.scale, Scale::UpTo(_));
        if counts != (self.measure == Measure::Complaints) {
            return bad(
                "scale",
                "complaints are scored by a table over their number (up_to), all else by a share",
                "投诉按件数分档（up_to）计分，其余按比例计分",
            );
        }
        self.scale.check()
    }
}

impl Scale {
    fn check(&self) -> Checked {
        let points: Vec<i64> = match self {
            Self::Share => return Ok(()),
            Self::AtLeast(steps) => {
                let falls = steps.is_sorted_by(|a, b| a.per_mille > b.per_mille);
                if !falls || !steps.iter().all(|one| (0..=WHOLE).contains(&one.per_mille)) {
                    return bad(
                        "at_least",
                        "shares are 0 to 1000 per mille, each below the one before",
                        "比例须在 0 至 1000 之间（千分数），自高到低",
                    );
                }
                steps.iter().map(|one| one.points).collect()
            }
            Self::UpTo(steps) => {
                let grows = steps.is_sorted_by(|a, b| a.count < b.count);
                if !grows || !steps.iter().all(|one| (0..=1_000_000).contains(&one.count)) {
                    return bad(
                        "up_to",
                        "numbers are not negative, each above the one before",
                        "件数须为非负整数，自小到大",
                    );
                }
                steps.iter().map(|one| one.points).collect()
            }
        };
        let falls = points.is_sorted_by(|a, b| a >= b);
        if points.is_empty() || !falls || !points.iter().all(|one| (0..=100).contains(one)) {
            return bad(
                "points",
                "a table has one step at the least, with 0 to 100 points that do not grow",
                "分档表至少一档，分值须在 0 至 100 之间且不得越来越高",
            );
        }
        Ok(())
    }
}
