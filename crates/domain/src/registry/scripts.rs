//! Call scripts (回访话术): what the follow-up desk says, for each category, versioned.

use super::RegistryRejection;
use crate::incident::CategoryCode;
use serde::{Deserialize, Serialize};

/// The most characters of one sentence, and the most questions of a script.
const MOST_CHARACTERS: usize = 500;
const MOST_QUESTIONS: usize = 20;

/// What is said at a follow-up call about an incident of one category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FollowUpScript {
    /// Which of the five.
    pub category: CategoryCode,
    /// From 1, growing by one with each change.
    pub version: u32,
    /// How the call begins.
    pub opening: String,
    /// What is asked, in order.
    pub questions: Vec<String>,
    /// How the call ends.
    pub closing: String,
}

/// Checks a script against the one in force.
pub(super) fn check(
    script: &FollowUpScript,
    current: Option<&FollowUpScript>,
) -> Result<(), RegistryRejection> {
    let bad = |field, problem| Err(RegistryRejection::Bad { field, problem });
    let fits = |text: &String| !text.trim().is_empty() && text.chars().count() <= MOST_CHARACTERS;
    if !fits(&script.opening) {
        return bad("opening", "a sentence has 1 to 500 characters");
    }
    if !fits(&script.closing) {
        return bad("closing", "a sentence has 1 to 500 characters");
    }
    if !(1..=MOST_QUESTIONS).contains(&script.questions.len()) || !script.questions.iter().all(fits)
    {
        return bad("questions", "1 to 20 sentences of 1 to 500 characters");
    }
    let next = current.map_or(1, |one| one.version.saturating_add(1));
    if current != Some(script) && script.version != next {
        return bad(
            "version",
            "a version is one more than the one in force, from 1",
        );
    }
    Ok(())
}
