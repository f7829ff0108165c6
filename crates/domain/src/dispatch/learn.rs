//! How long work on scene lasts: what the policy says, until the town's own cases say it better.

use super::DispatchRules;
use crate::incident::{CategoryCode, IncidentFact};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How long work of a category lasts on scene, from the arrival to the end of the disposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OnSceneTime {
    /// The category.
    pub category: CategoryCode,
    /// Whole seconds.
    pub seconds: i64,
}

/// What is expected of work on scene.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OnScene {
    learned: BTreeMap<CategoryCode, (i64, u32)>,
}

impl OnScene {
    /// Seconds expected for a category and, where they were learned, from how many cases.
    #[must_use]
    pub fn of(&self, category: Option<CategoryCode>, rules: &DispatchRules) -> (i64, Option<u32>) {
        let learned = category.and_then(|one| self.learned.get(&one));
        if let Some((seconds, cases)) = learned {
            return (*seconds, Some(*cases));
        }
        let listed = rules
            .on_scene
            .iter()
            .find(|one| Some(one.category) == category);
        let seconds = listed.map_or(rules.usual_on_scene_seconds, |one| one.seconds);
        (seconds, None)
    }
}

/// The median time on scene of each category that has cases enough. An even number of cases takes
/// the earlier of the two in the middle, so that it is a time that was.
pub fn learn_on_scene<'a>(
    facts: impl IntoIterator<Item = &'a IncidentFact>,
    rules: &DispatchRules,
) -> OnScene {
    let mut times: BTreeMap<CategoryCode, Vec<i64>> = BTreeMap::new();
    for fact in facts {
        if let (Some(category), Some(seconds)) = (fact.category, on_scene_seconds(fact)) {
            times.entry(category).or_default().push(seconds);
        }
    }
    let mut learned = BTreeMap::new();
    for (category, mut seconds) in times {
        let cases = u32::try_from(seconds.len()).unwrap_or(u32::MAX);
        if rules.learn_from_cases == 0 || cases < rules.learn_from_cases {
            continue;
        }
        seconds.sort_unstable();
        if let Some(median) = seconds.get((seconds.len() - 1) / 2) {
            learned.insert(category, (*median, cases));
        }
    }
    OnScene { learned }
}

/// Both clocks begin with the assignment, so their difference is the time on scene. Times that were
/// entered late are people's memory and are left out.
fn on_scene_seconds(fact: &IncidentFact) -> Option<i64> {
    let (arrive, dispose) = (fact.arrive?, fact.dispose?);
    if arrive.late || dispose.late || fact.round != 1 {
        return None;
    }
    let seconds = dispose.took?.checked_sub(arrive.took?)?;
    (0..=86_400).contains(&seconds).then_some(seconds)
}
