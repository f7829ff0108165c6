//! State from the events beside the line. Total, as [`super::super::evolve`].

use super::{
    event::CaseEvent,
    state::{Draw, Extension, ExtensionAnswer, Joined, RatingLink, TurnedBack, Update, Wish},
};
use crate::{
    incident::{
        clock::{Clock, ClockEnd, ClockKind},
        event::FollowUpResult,
        evolve::{Stamp, end_all, meet, referral_phase, start, step, with_clock},
        kinds::Phase,
        state::{FollowUp, Incident, Referral},
    },
    places::AreaBy,
    time::Timestamp,
};

/// Changes the incident in place.
pub(in crate::incident) fn apply(incident: &mut Incident, event: &CaseEvent, stamp: Stamp) {
    let at = stamp.occurred_at;
    match event {
        CaseEvent::CallUpdated(update) => updated(incident, update, at),
        CaseEvent::Joined { calls } => {
            for call in calls {
                if incident.case.joined_call(&call.incident).is_none() {
                    incident.case.joined.push(Joined {
                        call: call.clone(),
                        at,
                        follow_ups: Vec::new(),
                    });
                }
            }
        }
        CaseEvent::Attached(attachment) => {
            if incident.case.attachment(&attachment.hash).is_none() {
                incident.case.attachments.push((at, attachment.clone()));
            }
        }
        CaseEvent::RecordingRead { .. } => {}
        CaseEvent::ReferralRefused {
            referral,
            reason,
            clocks,
        } => {
            // To refuse is to answer: what waited for the department's word is met.
            meet(incident, ClockKind::ReferralAccept, Some(*referral), stamp);
            turned_back(incident, *referral, reason, at);
            start(incident, clocks, at.max(incident.last_step_at));
            let phase = referral_phase(incident);
            step(incident, phase, at);
        }
        CaseEvent::ReferralReturned {
            referral,
            reason,
            clocks,
        } => {
            turned_back(incident, *referral, reason, at);
            start(incident, clocks, at.max(incident.last_step_at));
            let phase = referral_phase(incident);
            step(incident, phase, at);
        }
        CaseEvent::ExtensionAsked {
            referral,
            until,
            reason,
        } => with_referral(incident, *referral, |one| {
            one.extensions.push(Extension {
                asked_at: at,
                until: *until,
                reason: reason.clone(),
                answer: None,
            });
        }),
        CaseEvent::ExtensionGranted {
            referral,
            due_at,
            warn_at,
            reason,
        } => {
            answer(incident, *referral, at, Some(*due_at), reason.as_deref());
            with_clock(incident, ClockKind::ReferralDispose, *referral, |clock| {
                if clock.is_open() {
                    clock.due_at = clock.due_at.max(*due_at);
                    clock.warn_at = clock.warn_at.max(*warn_at);
                    clock.warned = false;
                }
            });
        }
        CaseEvent::ExtensionDenied { referral, reason } => {
            answer(incident, *referral, at, None, Some(reason));
        }
        CaseEvent::FollowUpDrawn {
            round,
            due,
            reasons,
        } => {
            incident.case.draw = Some(Draw {
                round: *round,
                due: *due,
                reasons: reasons.clone(),
            });
        }
        CaseEvent::JoinedFollowedUp { from, result } => {
            let follow_up = follow_up(incident, at, stamp, result.clone());
            let found = incident.case.joined.iter_mut();
            if let Some(one) = found.into_iter().find(|one| one.call.incident == *from) {
                one.follow_ups.push(follow_up);
            }
        }
        CaseEvent::ReopeningWished { words } => {
            incident.case.wish = Some(Wish {
                at,
                words: words.clone(),
            });
        }
        CaseEvent::RatingLinkGiven { link, expires_at } => {
            incident.case.links.push(RatingLink {
                link: *link,
                expires_at: *expires_at,
                used_at: None,
            });
        }
        CaseEvent::Rated {
            link,
            grade,
            words,
            complaint,
        } => {
            let used = incident.case.links.iter_mut();
            if let Some(used) = used.into_iter().find(|one| one.link == *link) {
                used.used_at.get_or_insert(at);
            }
            let result = FollowUpResult::Reached {
                grade: *grade,
                complaint: words.clone().filter(|_| *complaint),
            };
            let mut follow_up = follow_up(incident, at, stamp, result);
            follow_up.link = Some(*link);
            follow_up.words.clone_from(words);
            incident.follow_ups.push(follow_up);
            // A rating is the follow-up of an incident whose work is done and which waits for one.
            if matches!(
                incident.phase,
                Phase::Reviewed | Phase::DepartmentDisposed | Phase::FollowedUp
            ) {
                meet(incident, ClockKind::FollowUp, None, stamp);
                step(incident, Phase::FollowedUp, at);
            }
        }
    }
}

fn updated(incident: &mut Incident, update: &super::event::CallUpdate, at: Timestamp) {
    let mut kept = Update {
        at,
        text_before: None,
        address_before: None,
    };
    let received = &mut incident.received;
    if let Some(text) = &update.text {
        kept.text_before = Some(std::mem::replace(&mut received.text, text.clone()));
    }
    if let Some(address) = &update.address {
        kept.address_before = Some(std::mem::replace(&mut received.address, address.clone()));
    }
    if update.place.is_some() {
        received.place = update.place;
        received.area.clone_from(&update.area);
        // A commander's classification names the area; a later place does not overrule it.
        if incident.category.is_none() {
            incident.area.clone_from(&update.area);
            incident.area_by = update.area.as_ref().map(|_| AreaBy::Position);
        }
    }
    if update.caller.is_some() {
        received.caller.clone_from(&update.caller);
    }
    received.hazards.extend(update.hazards.iter().cloned());
    incident.case.pushes.extend(update.push.clone());
    incident.case.updates.push(kept);
    if let Some(answer) = &update.answer {
        let open = incident
            .open_clock(ClockKind::Answer)
            .map(|clock| clock.nth);
        match open {
            Some(nth) => with_clock(incident, ClockKind::Answer, nth, |clock| {
                clock.due_at = clock.due_at.max(answer.due_at);
                clock.warn_at = clock.warn_at.max(answer.warn_at);
                clock.warned = false;
            }),
            None => start(incident, std::slice::from_ref(answer), at),
        }
    }
}

/// A referral without a result: its limit for the result is no longer waited for.
fn turned_back(incident: &mut Incident, referral: u32, reason: &str, at: Timestamp) {
    let asked_before = incident.referrals.len();
    with_referral(incident, referral, |one| {
        one.turned_back.get_or_insert_with(|| TurnedBack {
            at,
            reason: reason.into(),
            asked_before,
        });
    });
    let of_it = |clock: &Clock| {
        clock.nth == referral
            && matches!(
                clock.kind,
                ClockKind::ReferralAccept | ClockKind::ReferralDispose
            )
    };
    end_all(incident, of_it, ClockEnd::Void);
}

fn answer(
    incident: &mut Incident,
    referral: u32,
    at: Timestamp,
    granted_until: Option<Timestamp>,
    reason: Option<&str>,
) {
    with_referral(incident, referral, |one| {
        let asked = one.extensions.iter_mut().rev();
        if let Some(asked) = asked.into_iter().find(|asked| asked.answer.is_none()) {
            asked.answer = Some(ExtensionAnswer {
                at,
                granted_until,
                reason: reason.map(Into::into),
            });
        }
    });
}

fn with_referral(incident: &mut Incident, number: u32, change: impl FnOnce(&mut Referral)) {
    let found = incident.referrals.iter_mut();
    if let Some(one) = found.into_iter().find(|one| one.number == number) {
        change(one);
    }
}

fn follow_up(incident: &Incident, at: Timestamp, stamp: Stamp, result: FollowUpResult) -> FollowUp {
    FollowUp {
        at,
        result,
        late: stamp.late,
        round: incident.round,
        link: None,
        words: None,
        sampled: incident.follow_up_due(),
    }
}
