//! The queue (候派队列): accepted incidents that wait for a car, and in what order.

use super::{DispatchRules, rank::QueueKey};
use crate::{
    ids::{AreaId, IncidentId},
    incident::{CategoryCode, words},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// An incident that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The incident.
    pub incident: IncidentId,
    /// The commander's order: 1 before 2; 0 is none.
    pub rank: u32,
    /// Whether its text hints at danger.
    pub hazards: bool,
    /// Its category.
    pub category: Option<CategoryCode>,
    /// Its area.
    pub area: Option<AreaId>,
    /// When the call came.
    pub received_at: Timestamp,
}

words! {
    /// What puts an incident before the next one (排序依据).
    QueueReason {
        /// The commander's order.
        Commander = "commander", "指挥长指定";
        /// Its text hints at danger.
        Hazard = "hazard", "存在危险提示";
        /// The category goes before.
        Category = "category", "类别优先";
        /// The call is older.
        Age = "age", "接警在先";
    }
}

/// A place in the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queued {
    /// The incident.
    pub waiting: Waiting,
    /// Its place, from 1.
    pub position: u32,
    /// What puts it before the next one.
    pub reason: QueueReason,
}

/// Puts incidents in the order in which they get a car: the commander's order, then danger, then
/// the policy's order of categories, then age.
#[must_use]
pub fn queue(waiting: Vec<Waiting>, rules: &DispatchRules) -> Vec<Queued> {
    let key = |one: &Waiting| {
        let category = rules.category_place(one.category);
        QueueKey::new(one.rank, one.hazards, category, one.received_at)
    };
    let mut waiting = waiting;
    waiting.sort_by(|a, b| {
        key(a)
            .cmp(&key(b))
            .then_with(|| a.incident.cmp(&b.incident))
    });
    let reasons: Vec<QueueReason> = waiting
        .iter()
        .enumerate()
        .map(|(at, one)| {
            let Some(next) = waiting.get(at + 1) else {
                return if one.rank > 0 {
                    QueueReason::Commander
                } else if one.hazards {
                    QueueReason::Hazard
                } else {
                    QueueReason::Age
                };
            };
            let (one, next) = (key(one), key(next));
            if one.rank != next.rank {
                QueueReason::Commander
            } else if one.harmless != next.harmless {
                QueueReason::Hazard
            } else if one.category != next.category {
                QueueReason::Category
            } else {
                QueueReason::Age
            }
        })
        .collect();
    waiting
        .into_iter()
        .zip(reasons)
        .zip(1_u32..)
        .map(|((waiting, reason), position)| Queued {
            waiting,
            position,
            reason,
        })
        .collect()
}
