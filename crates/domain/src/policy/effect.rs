//! What another policy would have meant (规则影响预览): incidents of the past judged by limits, words
//! and sampling that are not in force.
//!
//! Both policies are asked the same questions about the same incidents, so that what differs is the
//! policy alone. Limits are judged by when things happened. A clock whose answer would need a guess is
//! counted as such: one that still runs, that was void, that was paused, or whose referral had a
//! deadline of its own.

use super::{Limit, Policy};
use crate::{
    ids::IncidentId,
    incident::{Clock, ClockKind, Incident},
};
use serde::{Deserialize, Serialize};

/// How many incidents are named as examples.
const EXAMPLES: usize = 5;

/// The six limits, in the order of the loop.
const CLOCKS: [ClockKind; 6] = [
    ClockKind::Arrive,
    ClockKind::Feedback,
    ClockKind::Dispose,
    ClockKind::ReferralAccept,
    ClockKind::ReferralDispose,
    ClockKind::FollowUp,
];

/// How a limit would have been kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClockEffect {
    /// Which limit.
    pub clock: ClockKind,
    /// Clocks that were judged.
    pub judged: u64,
    /// Of them, those within the limit of the policy in force.
    pub kept_now: u64,
    /// Of them, those within the limit of the other policy.
    pub kept_then: u64,
    /// Clocks that cannot be judged: paused, or with a deadline of their own. Those that still run or
    /// ended without an answer are not counted at all.
    pub unjudged: u64,
}

/// Which calls the words of danger would have found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScreenEffect {
    /// Calls in which the policy in force finds a danger.
    pub found_now: u64,
    /// Calls in which the other policy finds one.
    pub found_then: u64,
    /// Calls that only the other policy finds.
    pub gained: u64,
    /// Some of them.
    pub gained_examples: Vec<IncidentId>,
    /// Calls that only the policy in force finds.
    pub lost: u64,
    /// Some of them.
    pub lost_examples: Vec<IncidentId>,
}

/// How many callers would have been called back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FollowUpEffect {
    /// Incidents whose work was done.
    pub done: u64,
    /// Of them, those to be followed up under the policy in force.
    pub due_now: u64,
    /// Of them, those to be followed up under the other policy.
    pub due_then: u64,
}

/// What another policy would have meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Effect {
    /// Incidents that were looked at.
    pub incidents: u64,
    /// The limits, each once.
    pub clocks: Vec<ClockEffect>,
    /// The words of danger.
    pub screening: ScreenEffect,
    /// The follow-up.
    pub follow_ups: FollowUpEffect,
}

impl Default for Effect {
    fn default() -> Self {
        let clock = |clock| ClockEffect {
            clock,
            judged: 0,
            kept_now: 0,
            kept_then: 0,
            unjudged: 0,
        };
        Self {
            incidents: 0,
            clocks: CLOCKS.map(clock).into(),
            screening: ScreenEffect::default(),
            follow_ups: FollowUpEffect::default(),
        }
    }
}

impl Effect {
    /// Looks at an incident. `lot` is its own, 0 to 999.
    pub fn look(&mut self, incident: &Incident, lot: u16, now: &Policy, then: &Policy) {
        self.incidents += 1;
        let (mut late_now, mut late_then) = (false, false);
        for clock in &incident.clocks {
            let Some(took) = clock.took() else {
                // What is breached and not answered is late, however long the limit may be.
                let open_breach = clock.breach.is_some();
                late_now |= open_breach;
                late_then |= open_breach;
                continue;
            };
            let Some(effect) = self.clocks.iter_mut().find(|one| one.clock == clock.kind) else {
                continue;
            };
            let (Some(limit_now), Some(limit_then)) =
                (limit(now, incident, clock), limit(then, incident, clock))
            else {
                continue;
            };
            if !is_plain(clock, limit_now) {
                effect.unjudged += 1;
                late_now |= clock.breach.is_some();
                late_then |= clock.breach.is_some();
                continue;
            }
            let (kept_now, kept_then) = (took <= limit_now.seconds, took <= limit_then.seconds);
            effect.judged += 1;
            effect.kept_now += u64::from(kept_now);
            effect.kept_then += u64::from(kept_then);
            late_now |= !kept_now;
            late_then |= !kept_then;
        }
        self.screening.look(incident, now, then);
        if incident.outcome.is_some() {
            let due = |policy: &Policy, late| {
                let sampling = policy.case.sampling;
                let reasons = incident.reasons_to_follow_up(sampling, lot, late);
                u64::from(sampling.is_everybody() || !reasons.is_empty())
            };
            self.follow_ups.done += 1;
            self.follow_ups.due_now += due(now, late_now);
            self.follow_ups.due_then += due(then, late_then);
        }
    }
}

impl ScreenEffect {
    fn look(&mut self, incident: &Incident, now: &Policy, then: &Policy) {
        let found = |policy: &Policy| !policy.screen(&incident.received.text).is_empty();
        let found_now = found(now);
        let same = now.safety_words == then.safety_words && now.screening == then.screening;
        let found_then = if same { found_now } else { found(then) };
        self.found_now += u64::from(found_now);
        self.found_then += u64::from(found_then);
        let (count, examples) = match (found_now, found_then) {
            (false, true) => (&mut self.gained, &mut self.gained_examples),
            (true, false) => (&mut self.lost, &mut self.lost_examples),
            _ => return,
        };
        *count += 1;
        if examples.len() < EXAMPLES {
            examples.push(incident.number().clone());
        }
    }
}

/// The limit of a policy for a clock of an incident.
fn limit(policy: &Policy, incident: &Incident, clock: &Clock) -> Option<Limit> {
    let own = || {
        let mut referrals = incident.referrals.iter();
        let referral = referrals.find(|one| one.number == clock.nth)?;
        policy.case.of_department(&referral.department)
    };
    match clock.kind {
        ClockKind::Arrive => Some(policy.arrive),
        ClockKind::Feedback => Some(policy.feedback),
        ClockKind::Dispose => Some(policy.dispose),
        ClockKind::ReferralAccept => {
            let own = own().and_then(|one| one.accept);
            Some(own.unwrap_or(policy.referral_accept))
        }
        ClockKind::ReferralDispose => {
            let own = own().and_then(|one| one.dispose);
            Some(own.unwrap_or(policy.referral_dispose))
        }
        ClockKind::FollowUp => Some(policy.follow_up),
        ClockKind::Answer => None,
    }
}

/// Whether nothing but the policy made the limit of a clock.
fn is_plain(clock: &Clock, now: Limit) -> bool {
    let referral = matches!(
        clock.kind,
        ClockKind::ReferralAccept | ClockKind::ReferralDispose
    );
    let given = clock.due_at.since(clock.started_at);
    clock.pauses == 0 && (!referral || given == now.seconds)
}
