//! The case beside the line: pushes from other systems, probable duplicates, the departments' desks, the
//! follow-up desk, ratings by the caller's own link.

mod duplicates;
mod follow_ups;
mod limits;
mod push;
mod rating;
mod referrals;
mod scripts;

pub use duplicates::{AlikeView, DuplicateView};
pub use follow_ups::{FollowUpItem, FollowUpPage, FollowUpQuery};
pub(crate) use limits::RatingLimits;
pub use push::{Push, Pushed, PushedAs};
pub use rating::{RatingAnswer, RatingCard, RatingLinkView};
pub use referrals::{ReferralItem, ReferralPage, ReferralQuery};
pub use scripts::ScriptView;

use crate::AppError;
use liandong_domain::ids::IncidentId;
use liandong_store::Value;

/// How many a page holds when the client names no number, and at the most.
const USUAL: u64 = 50;
const MOST: u64 = 500;

fn text_at(row: &[Value], at: usize) -> Result<&str, AppError> {
    match row.get(at) {
        Some(Value::Text(text)) => Ok(text),
        _ => Err(AppError::Internal(
            "a row holds what was never written".into(),
        )),
    }
}

fn incident_at(row: &[Value], at: usize) -> Result<IncidentId, AppError> {
    IncidentId::new(text_at(row, at)?).map_err(|error| AppError::Internal(error.to_string()))
}
