//! What can be asked of the vendor's month, and what can have happened to it.

use super::{Finding, VendorTerms};
use crate::{
    ids::{AccountId, ItemId},
    money::Fen,
};
use serde::{Deserialize, Serialize};

/// A command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "do", deny_unknown_fields)]
pub enum VendorCommand {
    /// 计算: the findings as the log makes them now. Again until it is decided; the vendor is then
    /// heard anew.
    Draft,
    /// 听取陈述: what the vendor has to say.
    Hear {
        /// Who spoke for it.
        spoken_by: String,
        /// What was said.
        statement: String,
    },
    /// 考核决定: what is deducted. It is entered into the project's ledger.
    Decide {
        /// Clauses whose deduction is lowered or waived (减免).
        #[serde(default)]
        waived: Vec<Waiver>,
        /// Why.
        reason: String,
    },
}

/// A clause whose deduction is lowered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The clause.
    pub clause: ItemId,
    /// What it costs instead, in fen; below what was found.
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub deduction: Fen,
    /// Why.
    pub reason: String,
}

impl VendorCommand {
    /// The word that people read.
    #[must_use]
    pub const fn zh(&self) -> &'static str {
        match self {
            Self::Draft => "计算",
            Self::Hear { .. } => "听取陈述",
            Self::Decide { .. } => "考核决定",
        }
    }
}

/// A snapshot of findings with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VendorComputed {
    /// Position of the last event of the town's log that was counted.
    pub log_position: u64,
    /// That event's hash, hex.
    pub log_hash: String,
    /// Incidents received in the month.
    pub incidents: u64,
    /// The findings, in the order of the clauses.
    pub findings: Vec<Finding>,
}

/// An event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VendorEvent {
    /// 计算.
    Drafted {
        /// The terms of the month, as they were.
        terms: Box<VendorTerms>,
        /// The findings.
        computed: Box<VendorComputed>,
    },
    /// 听取陈述.
    Heard {
        /// Who spoke for the vendor.
        spoken_by: Box<str>,
        /// What was said.
        statement: Box<str>,
    },
    /// 考核决定.
    Decided {
        /// What was lowered.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        waived: Vec<Waiver>,
        /// What is deducted in all.
        deduction: Fen,
        /// Why.
        reason: Box<str>,
        /// Who decided.
        by: AccountId,
    },
}

impl VendorEvent {
    /// The kind that the envelope carries.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Drafted { .. } => "vendor_assessment.drafted",
            Self::Heard { .. } => "vendor_assessment.heard",
            Self::Decided { .. } => "vendor_assessment.decided",
        }
    }
}
