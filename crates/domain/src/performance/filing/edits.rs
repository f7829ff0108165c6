//! What an officer writes into a form beside its figures.

use crate::{
    ids::{AccountId, IndicatorId, ItemId},
    performance::form::Likelihood,
    planning::{Answer, Study},
    time::{Period, Timestamp},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt, str::FromStr};

/// A text of the form that an officer may write. Figures are none of these: they are computed.
///
/// As a word: `sections.background`, `remarks`, `rows.<indicator>.cause`, `rows.<indicator>.remedy`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Field {
    /// 一 1 项目背景概况.
    Background,
    /// 一 2 预算安排.
    Budget,
    /// 一 3 工作内容.
    WorkContent,
    /// 一 4 计划时间节点.
    TimeNodes,
    /// 二 1 预算执行情况.
    Execution,
    /// 二 2 阶段性目标完成情况.
    Goals,
    /// 三 阶段性跟踪结论.
    Conclusion,
    /// 五 存在问题及改进措施: lines that begin with 问题 open a problem, those with 建议 its measure.
    Problems,
    /// 需要说明的情况.
    Remarks,
    /// 偏差原因 of an indicator.
    Cause(IndicatorId),
    /// 纠偏措施 of an indicator.
    Remedy(IndicatorId),
}

/// No field of this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no such field: {0:?}")]
pub struct NoSuchField(pub String);

const SECTIONS: [(&str, Field); 9] = [
    ("sections.background", Field::Background),
    ("sections.budget", Field::Budget),
    ("sections.work_content", Field::WorkContent),
    ("sections.time_nodes", Field::TimeNodes),
    ("sections.execution", Field::Execution),
    ("sections.goals", Field::Goals),
    ("sections.conclusion", Field::Conclusion),
    ("sections.problems", Field::Problems),
    ("remarks", Field::Remarks),
];

impl Field {
    /// The sections and remarks, in the form's order.
    pub fn sections() -> impl Iterator<Item = Self> {
        SECTIONS.into_iter().map(|(_, field)| field)
    }

    /// The longest text, in characters.
    #[must_use]
    pub const fn longest(&self) -> usize {
        match self {
            Self::Cause(_) | Self::Remedy(_) => 500,
            _ => 8_000,
        }
    }

    /// The indicator whose cell it is.
    #[must_use]
    pub const fn indicator(&self) -> Option<&IndicatorId> {
        match self {
            Self::Cause(id) | Self::Remedy(id) => Some(id),
            _ => None,
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cause(id) => write!(f, "rows.{id}.cause"),
            Self::Remedy(id) => write!(f, "rows.{id}.remedy"),
            other => {
                let named = SECTIONS.iter().find(|(_, field)| field == other);
                f.write_str(named.map_or("", |(name, _)| name))
            }
        }
    }
}

impl FromStr for Field {
    type Err = NoSuchField;
    fn from_str(text: &str) -> Result<Self, NoSuchField> {
        let unknown = || NoSuchField(text.to_owned());
        if let Some((_, field)) = SECTIONS.iter().find(|(name, _)| *name == text) {
            return Ok(field.clone());
        }
        let rest = text.strip_prefix("rows.").ok_or_else(unknown)?;
        let (id, cell) = rest.rsplit_once('.').ok_or_else(unknown)?;
        let id = IndicatorId::new(id).map_err(|_| unknown())?;
        match cell {
            "cause" => Ok(Self::Cause(id)),
            "remedy" => Ok(Self::Remedy(id)),
            _ => Err(unknown()),
        }
    }
}

impl TryFrom<String> for Field {
    type Error = NoSuchField;
    fn try_from(text: String) -> Result<Self, NoSuchField> {
        text.parse()
    }
}

impl From<Field> for String {
    fn from(field: Field) -> Self {
        field.to_string()
    }
}

/// A change of one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// Which: `sections.conclusion`, `remarks`, `rows.<indicator>.cause`, `rows.<indicator>.remedy`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub field: Field,
    /// The new text, a paragraph a line; `None` brings the draft back.
    pub text: Option<String>,
}

/// One of the two judgements of section 四.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Which {
    /// 年度项目预算完成可能性.
    Budget,
    /// 年度绩效目标完成可能性.
    Goals,
}

/// An officer's word on a judgement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judged {
    /// The box that the officer ticks.
    pub tick: Likelihood,
    /// What the figures ticked at that time; another tick than this is an override (改判).
    pub computed: Option<Likelihood>,
    /// Why, where it is another box than the figures'.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Box<str>>,
    /// Who.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
}

impl Judged {
    /// Whether it says another thing than the figures.
    #[must_use]
    pub fn overrides(&self) -> bool {
        self.computed != Some(self.tick)
    }
}

/// A study that the cost indicators' section quotes as grounds for the next year's budget (下年度预算测算依据):
/// what makes it again, and what it answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// The study's name.
    pub name: Box<str>,
    /// The days of the log that its model was fitted from.
    pub fitted: Period,
    /// The seed of its simulation.
    pub seed: u64,
    /// How often each scenario was simulated.
    pub replications: u32,
    /// The confidence of its intervals, in percent.
    pub confidence: u32,
    /// SM3 of its scenario file, hexadecimal.
    pub scenario_digest: Box<str>,
    /// SM3 of its results, hexadecimal.
    pub result_digest: Box<str>,
    /// Its answers, the present state first.
    pub answers: Vec<Answer>,
}

impl Quote {
    /// What a form needs of a study.
    #[must_use]
    pub fn of(study: &Study) -> Self {
        let text = &study.text;
        Self {
            name: study.name.clone(),
            fitted: text.fitted,
            seed: text.seed,
            replications: text.replications,
            confidence: text.confidence,
            scenario_digest: text.scenario_digest.clone(),
            result_digest: text.result_digest.clone(),
            answers: text.answers.clone(),
        }
    }
}

/// All that was written into a filing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Edits {
    /// The texts that stand instead of their drafts.
    pub texts: BTreeMap<Field, String>,
    /// The judgements that were confirmed or overridden.
    pub judged: BTreeMap<Which, Judged>,
    /// The studies that are quoted, by their identifiers.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub quotes: BTreeMap<ItemId, Quote>,
}

impl Edits {
    /// The text of a field, where an officer wrote one.
    #[must_use]
    pub fn text(&self, field: &Field) -> Option<&str> {
        self.texts.get(field).map(String::as_str)
    }
}
