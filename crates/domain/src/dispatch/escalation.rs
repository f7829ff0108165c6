//! Escalation (逐级提醒): who is told when something stays unanswered, and who next. There are no
//! quiet hours: a limit that passes at three in the morning is told at three in the morning.

use crate::{incident::words, policy::BadPolicy, roles::Role};
use serde::{Deserialize, Serialize};

words! {
    /// What can stay unanswered.
    MatterKind {
        /// The arrival's limit passed and nobody has arrived.
        Arrive = "arrive", "到达超时";
        /// The feedback's limit passed.
        Feedback = "feedback", "反馈超时";
        /// The disposal's limit passed.
        Dispose = "dispose", "处置超时";
        /// A department has not accepted in time.
        ReferralAccept = "referral_accept", "部门受理超时";
        /// A department has not answered in time.
        ReferralDispose = "referral_dispose", "部门办结超时";
        /// The caller was not called back in time.
        FollowUp = "follow_up", "回访超时";
        /// The hotline's answer.
        Answer = "answer", "热线答复超时";
        /// A crew refused an assignment.
        Refusal = "refusal", "队员拒单";
        /// An accepted incident has no car.
        NoCar = "no_car", "无车可派";
        /// A crew on scene did not answer.
        CheckIn = "check_in", "现场未回应";
        /// A crew on scene said that it needs help.
        Help = "help", "现场求助";
        /// A member called for help.
        Sos = "sos", "紧急求助";
        /// A stand-by order was not acknowledged.
        Standby = "standby", "备勤未确认";
    }
}

/// Who is told about a kind of matter, and after how long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EscalationRule {
    /// The kind of matter.
    pub matter: MatterKind,
    /// For a clock: whether its warning begins the matter, not its breach.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub from_warning: bool,
    /// The levels, in order.
    pub steps: Vec<EscalationStep>,
}

/// One level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EscalationStep {
    /// Seconds after the matter began.
    pub after_seconds: i64,
    /// Who is told.
    pub to: Vec<Role>,
}

impl EscalationRule {
    /// The step by which a level is reached, from 1.
    #[must_use]
    pub fn step(&self, level: u32) -> Option<&EscalationStep> {
        let index = usize::try_from(level.checked_sub(1)?).ok()?;
        self.steps.get(index)
    }
}

pub(super) fn check(rules: &[EscalationRule]) -> Result<(), BadPolicy> {
    let bad = |problem| {
        Err(BadPolicy {
            field: "dispatch.escalation",
            problem,
        })
    };
    for (nth, rule) in rules.iter().enumerate() {
        if rules
            .iter()
            .take(nth)
            .any(|other| other.matter == rule.matter)
        {
            return bad("a matter has one rule");
        }
        if rule.steps.is_empty() || rule.steps.iter().any(|step| step.to.is_empty()) {
            return bad("a rule has steps and each step tells somebody");
        }
        let in_order = rule
            .steps
            .windows(2)
            .all(|pair| pair[0].after_seconds < pair[1].after_seconds);
        let in_bounds = |step: &EscalationStep| (0..=30 * 86_400).contains(&step.after_seconds);
        if !in_order || !rule.steps.iter().all(in_bounds) {
            return bad("steps come one after another, within thirty days");
        }
    }
    Ok(())
}
