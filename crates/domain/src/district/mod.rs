//! A district (区) over several towns of one installation: which towns it oversees, and sums of their
//! figures. Sums only: no record of a town comes to the district.
//!
//! A district has a register and accounts of its own, as a town has, and no incidents; its accounts
//! act as [`crate::roles::Role::District`], who may read the sums and nothing else.

mod tally;

pub use tally::{ClockSum, DistrictTally};

use crate::{
    aggregate::{Aggregate, Asked, Stamp},
    ids::TownId,
    refusal::{Because, Refusal},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The one stream of a district, after [`Aggregate::PREFIX`].
pub const TOWNS: &str = "towns";
/// A district has no more towns than this.
pub const MOST_TOWNS: usize = 500;

/// What a district oversees.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct District {
    /// Its towns.
    pub towns: BTreeSet<TownId>,
}

/// What can be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum DistrictCommand {
    /// These are the district's towns from now on.
    Oversee(BTreeSet<TownId>),
}

/// What can have happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DistrictEvent {
    /// 纳入汇总.
    TownJoined {
        /// The town.
        town: TownId,
    },
    /// 退出汇总.
    TownLeft {
        /// The town.
        town: TownId,
    },
}

/// What a decision looks at.
#[derive(Debug, Clone, Copy)]
pub struct DistrictFacts<'a> {
    /// The district's own identifier.
    pub own: &'a TownId,
    /// The towns of the installation, districts left out.
    pub towns: &'a BTreeSet<TownId>,
}

/// Why it is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DistrictRejection {
    /// A district without towns would say nothing.
    #[error("towns: a district oversees 1 to {MOST_TOWNS} towns")]
    HowMany,
    /// There is no such town.
    #[error("towns: there is no town {0}")]
    Unknown(TownId),
}

impl From<DistrictRejection> for Refusal {
    fn from(rejection: DistrictRejection) -> Self {
        let en = rejection.to_string();
        let (code, because, zh) = match &rejection {
            DistrictRejection::HowMany => (
                "district_size",
                Because::Invalid,
                format!("一个区须有 1 至 {MOST_TOWNS} 个街镇"),
            ),
            DistrictRejection::Unknown(town) => (
                "no_such_town",
                Because::NotFound,
                format!("没有街镇 {town}"),
            ),
        };
        Self::new(code, because, zh, en).about("towns")
    }
}

impl Aggregate for District {
    const PREFIX: &'static str = "district/";
    type Command = DistrictCommand;
    type Event = DistrictEvent;
    type Rejection = DistrictRejection;
    type Facts<'a> = DistrictFacts<'a>;

    fn kind(event: &DistrictEvent) -> &'static str {
        match event {
            DistrictEvent::TownJoined { .. } => "district.town_joined",
            DistrictEvent::TownLeft { .. } => "district.town_left",
        }
    }

    fn decide(
        state: Option<&Self>,
        _id: &str,
        command: &DistrictCommand,
        asked: Asked,
        facts: DistrictFacts<'_>,
    ) -> Result<Vec<(DistrictEvent, Stamp)>, DistrictRejection> {
        let DistrictCommand::Oversee(towns) = command;
        if towns.is_empty() || towns.len() > MOST_TOWNS {
            return Err(DistrictRejection::HowMany);
        }
        let known = |town: &&TownId| facts.towns.contains(town) && *town != facts.own;
        if let Some(unknown) = towns.iter().find(|town| !known(town)) {
            return Err(DistrictRejection::Unknown(unknown.clone()));
        }
        let before = state.map(|one| one.towns.clone()).unwrap_or_default();
        let joined = towns.difference(&before).cloned();
        let left = before.difference(towns).cloned();
        let stamp = asked.stamp(0);
        Ok(joined
            .map(|town| DistrictEvent::TownJoined { town })
            .chain(left.map(|town| DistrictEvent::TownLeft { town }))
            .map(|event| (event, stamp))
            .collect())
    }

    fn evolve(state: Option<Self>, _id: &str, event: &DistrictEvent, _: Stamp) -> Option<Self> {
        let mut state = state.unwrap_or_default();
        match event {
            DistrictEvent::TownJoined { town } => state.towns.insert(town.clone()),
            DistrictEvent::TownLeft { town } => state.towns.remove(town),
        };
        Some(state)
    }
}
