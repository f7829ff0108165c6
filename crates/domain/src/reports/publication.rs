//! A published report (已发布报告): one stream for each period, one event for each edition.
//!
//! The event holds the whole report as values, so that it can be printed again when the incidents have
//! moved on. What was entered late makes the next edition (版次), which names the former.

use super::{ReportKind, ReportOf};
use crate::{
    aggregate::{Aggregate, Asked, Stamp},
    refusal::{Because, Refusal},
    time::{Period, Timestamp},
};
use serde::{Deserialize, Serialize};

/// What a report was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ReportBasis))]
pub struct Basis {
    /// The position in the log up to which everything is counted.
    pub position: u64,
    /// The hash of the event there, hexadecimal.
    pub hash: String,
}

/// What can be asked. Written down, it is the asking alone: a request that is sent again is the same
/// request, though other figures were computed for it meanwhile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportCommand {
    /// Publish what was computed, unless it says the same as the last edition.
    Publish {
        /// What it was made from.
        #[serde(skip)]
        basis: Basis,
        /// SM3 of the figures, hexadecimal; without the basis, so that it changes with a figure only.
        #[serde(skip)]
        digest: String,
        /// The report as JSON.
        #[serde(skip)]
        report: String,
    },
}

/// What can have happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportEvent {
    /// 报告发布.
    Published {
        /// The kind.
        kind: ReportKind,
        /// The days.
        period: Period,
        /// From 1.
        edition: u32,
        /// The digest of the edition that this one takes the place of.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        former: Option<Box<str>>,
        /// What it was made from.
        basis: Basis,
        /// SM3 of the figures, hexadecimal.
        digest: Box<str>,
        /// The report as JSON.
        report: Box<str>,
    },
}

/// An edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// From 1.
    pub edition: u32,
    /// The digest of the edition before it.
    pub former: Option<Box<str>>,
    /// What it was made from.
    pub basis: Basis,
    /// SM3 of the figures, hexadecimal.
    pub digest: Box<str>,
    /// The report as JSON.
    pub report: Box<str>,
    /// When it was published.
    pub at: Timestamp,
}

/// A published report as its events make it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// The kind.
    pub kind: ReportKind,
    /// The days.
    pub period: Period,
    /// The editions, the last one last.
    pub editions: Vec<Edition>,
}

impl Publication {
    /// The edition that holds.
    #[must_use]
    pub fn last(&self) -> Option<&Edition> {
        self.editions.last()
    }
}

/// Looked-up facts.
#[derive(Debug, Clone, Copy)]
pub struct PublishFacts {
    /// The first moment after the period, by the town's own midnight.
    pub over_at: Timestamp,
}

/// Why a report is not published.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PublishRejection {
    /// The stream's name is no report's.
    #[error("there is no report {0:?}")]
    NoSuchReport(String),
    /// The period is not over.
    #[error("the period of {0} is not over")]
    NotOver(ReportOf),
}

impl From<PublishRejection> for Refusal {
    fn from(rejection: PublishRejection) -> Self {
        let en = rejection.to_string();
        match rejection {
            PublishRejection::NoSuchReport(id) => Self::new(
                "no_such_report",
                Because::NotFound,
                format!("没有报告 {id}；编号如 daily-2024-03-01、weekly-2024-W09、monthly-2024-03"),
                en,
            ),
            PublishRejection::NotOver(of) => Self::new(
                "period_not_over",
                Because::Conflict,
                format!("{of} 的统计期尚未结束，不能发布；可先预览"),
                en,
            ),
        }
    }
}

impl Aggregate for Publication {
    const PREFIX: &'static str = "report/";
    type Command = ReportCommand;
    type Event = ReportEvent;
    type Rejection = PublishRejection;
    type Facts<'a> = PublishFacts;

    fn kind(event: &ReportEvent) -> &'static str {
        match event {
            ReportEvent::Published { .. } => "report.published",
        }
    }

    fn decide(
        state: Option<&Self>,
        id: &str,
        command: &ReportCommand,
        asked: Asked,
        facts: PublishFacts,
    ) -> Result<Vec<(ReportEvent, Stamp)>, PublishRejection> {
        let of: ReportOf = id
            .parse()
            .map_err(|_| PublishRejection::NoSuchReport(id.to_owned()))?;
        if asked.now < facts.over_at {
            return Err(PublishRejection::NotOver(of));
        }
        let ReportCommand::Publish {
            basis,
            digest,
            report,
        } = command;
        let last = state.and_then(Self::last);
        if last.is_some_and(|last| *last.digest == **digest) {
            return Ok(Vec::new());
        }
        let event = ReportEvent::Published {
            kind: of.kind(),
            period: of.period(),
            edition: last.map_or(1, |last| last.edition.saturating_add(1)),
            former: last.map(|last| last.digest.clone()),
            basis: basis.clone(),
            digest: digest.as_str().into(),
            report: report.as_str().into(),
        };
        // It is published when it is recorded, however long ago its period was.
        let stamp = Stamp {
            occurred_at: asked.now,
            recorded_at: asked.now,
            late: false,
        };
        Ok(vec![(event, stamp)])
    }

    fn evolve(state: Option<Self>, _: &str, event: &ReportEvent, stamp: Stamp) -> Option<Self> {
        let ReportEvent::Published {
            kind,
            period,
            edition,
            former,
            basis,
            digest,
            report,
        } = event;
        let mut state = state.unwrap_or_else(|| Self {
            kind: *kind,
            period: *period,
            editions: Vec::new(),
        });
        state.editions.push(Edition {
            edition: *edition,
            former: former.clone(),
            basis: basis.clone(),
            digest: digest.clone(),
            report: report.clone(),
            at: stamp.recorded_at,
        });
        Some(state)
    }
}
