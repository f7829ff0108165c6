//! A call as it is taken.

use super::kinds::Source;
use crate::{geo::Place, time::Timestamp};
use serde::{Deserialize, Serialize};

/// Who called. Sealed before it comes near an event.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Caller {
    /// The name, as given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The telephone number, as given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// A call as it is taken (接警登记).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Intake {
    /// Where the call comes from.
    pub source: Source,
    /// The number that the other system gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external: Option<String>,
    /// Who called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caller: Option<Caller>,
    /// The address as told.
    pub address: String,
    /// The place, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// What the caller said.
    pub text: String,
    /// Until when the hotline that sent it waits for an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<Timestamp>,
    /// The keyed digest of the push that it came by. Not part of a request.
    #[serde(skip)]
    pub push: Option<Box<str>>,
}

impl Eq for Intake {}
