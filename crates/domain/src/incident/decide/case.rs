//! Commands beside the line: what is told anew, merged calls, attachments, follow-up by lot, ratings.

use super::{
    Run,
    texts::{optional, text},
};
use crate::{
    geo::Place,
    ids::IncidentId,
    incident::{
        case::{AttachmentKept, CallUpdate, CaseEvent, CaseRejection as Why, JoinedCall},
        clock::{ClockKind, ClockStart},
        event::{FollowUpResult, IncidentEvent as E, Sealed},
        kinds::{Grade, Phase},
        reject::Rejection as R,
        state::FollowUp,
    },
    time::Timestamp,
};

/// What a further telling of the call brings.
pub(super) struct Told<'a> {
    pub(super) text: Option<&'a str>,
    pub(super) address: Option<&'a str>,
    pub(super) place: Option<Place>,
    pub(super) answer_by: Option<Timestamp>,
    pub(super) caller: Option<&'a Sealed>,
    pub(super) push: Option<&'a str>,
}

/// What the caller answers at the link.
pub(super) struct Rating<'a> {
    pub(super) grade: Grade,
    pub(super) words: Option<&'a str>,
    pub(super) complaint: bool,
    pub(super) reopen: bool,
}

impl Run<'_> {
    fn case_happens(&mut self, event: CaseEvent) {
        self.happen(E::Case(event));
    }

    pub(super) fn update_call(&mut self, told: &Told<'_>) -> Result<(), R> {
        if told.place.is_some_and(|place| !place.is_on_the_globe()) {
            return Err(R::OffTheGlobe);
        }
        // The same push at two server nodes at once: the second has nothing to say.
        let pushes = &self.incident.case.pushes;
        if told
            .push
            .is_some_and(|push| pushes.iter().any(|one| **one == *push))
        {
            return Ok(());
        }
        let received = &self.incident.received;
        let new = |now: Option<Box<str>>, before: &str| now.filter(|now| **now != *before);
        let mut update = CallUpdate {
            text: new(optional("text", told.text)?, &received.text),
            address: new(optional("address", told.address)?, &received.address),
            place: told.place.filter(|place| received.place != Some(*place)),
            area: None,
            caller: told.caller.cloned(),
            hazards: Vec::new(),
            answer: None,
            push: told.push.map(Into::into),
        };
        if let Some(place) = update.place {
            update.area = {
                let registry = self.context.registry;
                registry.area_of(place, registry.utc_offset().day(self.occurred_at))
            };
        }
        if let Some(now) = &update.text {
            let known = &received.hazards;
            let found = self.context.policy.screen(now).into_iter();
            update.hazards = found
                .filter(|one| !known.iter().any(|other| other.hazard == one.hazard))
                .collect();
        }
        if let Some(answer_by) = told.answer_by {
            let clock = self.answer_clock(answer_by);
            let open = self.incident.open_clock(ClockKind::Answer);
            let later = open.is_none_or(|open| clock.due_at > open.due_at);
            update.answer = Some(clock).filter(|_| later && !self.incident.phase.is_over());
        }
        let nothing = CallUpdate {
            push: update.push.clone(),
            ..CallUpdate::default()
        };
        if update == nothing && update.push.is_none() {
            return Err(Why::NothingNew.into());
        }
        self.case_happens(CaseEvent::CallUpdated(Box::new(update)));
        Ok(())
    }

    fn answer_clock(&self, answer_by: Timestamp) -> ClockStart {
        let nth = self.next_number(ClockKind::Answer);
        answer_clock(self.context.policy, nth, self.occurred_at, answer_by)
    }

    pub(super) fn join(&mut self, calls: &[JoinedCall]) -> Result<(), R> {
        let own = self.incident.number();
        let calls: Vec<JoinedCall> = calls
            .iter()
            .filter(|one| one.incident != *own)
            .filter(|one| self.incident.case.joined_call(&one.incident).is_none())
            .cloned()
            .collect();
        // Known already: there is nothing to write.
        if !calls.is_empty() {
            self.case_happens(CaseEvent::Joined { calls });
        }
        Ok(())
    }

    pub(super) fn attach(&mut self, attachment: &AttachmentKept) -> Result<(), R> {
        let rules = self.context.policy.case.attachments;
        let case = &self.incident.case;
        // The same file again is known.
        if case.attachment(&attachment.hash).is_some() {
            return Ok(());
        }
        if case.attachments.len() >= usize::try_from(rules.max_count).unwrap_or(usize::MAX) {
            let most = rules.max_count;
            return Err(Why::TooManyAttachments { most }.into());
        }
        let most = if attachment.media.is_photo() {
            rules.photo_max_bytes
        } else {
            rules.audio_max_bytes
        };
        if attachment.size > most {
            let size = attachment.size;
            return Err(Why::AttachmentTooLarge { size, most }.into());
        }
        let attachment = AttachmentKept {
            note: optional("note", attachment.note.as_deref())?,
            ..attachment.clone()
        };
        self.case_happens(CaseEvent::Attached(attachment));
        Ok(())
    }

    pub(super) fn read_recording(&mut self, hash: &str, reason: &str) -> Result<(), R> {
        let reason = text("reason", reason)?;
        if self.incident.case.attachment(hash).is_none() {
            return Err(Why::NoSuchAttachment.into());
        }
        let hash = hash.into();
        self.case_happens(CaseEvent::RecordingRead { hash, reason });
        Ok(())
    }

    /// Whether the caller is to be followed up now that the work ends, and the event that says so.
    /// Nothing is said where everybody is followed up.
    pub(super) fn draw(&self) -> (bool, Option<E>) {
        let sampling = self.context.policy.case.sampling;
        let round = self.incident.round;
        let before = self.incident.case.draw.as_ref();
        let before = before.filter(|draw| draw.round == round);
        if sampling.is_everybody() || before.is_some_and(|draw| draw.due) {
            return (true, None);
        }
        let breached = self.incident.clocks.iter().any(|one| one.breach.is_some());
        let lot = self.context.lot;
        let reasons = self.incident.reasons_to_follow_up(sampling, lot, breached);
        let due = !reasons.is_empty();
        let known = before.is_some() && !due;
        let event = E::Case(CaseEvent::FollowUpDrawn {
            round,
            due,
            reasons,
        });
        (due, (!known).then_some(event))
    }

    pub(super) fn follow_up(&mut self, result: &FollowUpResult, reopen: bool) -> Result<(), R> {
        let result = self.checked(result)?;
        let complaint = match &result {
            FollowUpResult::Reached { complaint, .. } => complaint.clone(),
            FollowUpResult::Unreachable => None,
        };
        if reopen && complaint.is_none() {
            return Err(Why::WishWithoutComplaint.into());
        }
        if matches!(result, FollowUpResult::Reached { .. }) {
            self.before_end_of(ClockKind::FollowUp, None);
        }
        self.happen(E::FollowedUp(result));
        if let Some(words) = complaint.filter(|_| reopen) {
            if self.context.policy.case.complaint_reopens {
                self.reopen(words);
            } else {
                self.case_happens(CaseEvent::ReopeningWished { words });
            }
        }
        Ok(())
    }

    pub(super) fn reopen(&mut self, reason: Box<str>) {
        // The hotline goes on waiting for its answer.
        self.before_void(|kind| kind != ClockKind::Answer);
        self.happen(E::Reopened { reason });
    }

    pub(super) fn follow_up_joined(
        &mut self,
        from: &IncidentId,
        result: &FollowUpResult,
    ) -> Result<(), R> {
        if self.incident.case.joined_call(from).is_none() {
            return Err(Why::NotJoined(from.clone()).into());
        }
        let result = self.checked(result)?;
        let from = from.clone();
        self.case_happens(CaseEvent::JoinedFollowedUp { from, result });
        Ok(())
    }

    fn checked(&self, result: &FollowUpResult) -> Result<FollowUpResult, R> {
        Ok(match result {
            FollowUpResult::Reached { grade, complaint } => FollowUpResult::Reached {
                grade: *grade,
                complaint: optional("complaint", complaint.as_deref())?,
            },
            FollowUpResult::Unreachable => FollowUpResult::Unreachable,
        })
    }

    pub(super) fn close(&mut self, note: Option<&str>) -> Result<(), R> {
        let note = optional("note", note)?;
        let incident = &self.incident;
        let open = incident
            .referrals
            .iter()
            .filter(|one| one.is_open())
            .count();
        if open > 0 {
            let open = u32::try_from(open).unwrap_or(u32::MAX);
            return Err(Why::DepartmentsAtWork(open).into());
        }
        let due = incident.follow_up_due();
        if due && incident.phase != Phase::FollowedUp {
            return Err(R::WrongPhase {
                command: crate::incident::CommandKind::Close,
                phase: incident.phase,
            });
        }
        let needed = self.context.policy.follow_up_attempts;
        let attempts = answered_or_attempts(&incident.follow_ups, incident.round, needed);
        if due && attempts < needed {
            return Err(R::FollowUpPending { attempts, needed });
        }
        if due && self.context.policy.case.follow_merged_callers {
            let waits = incident.case.joined.iter().find(|one| {
                // Every round's calls count: who was merged in earlier was followed up earlier.
                let done = one.follow_ups.iter().any(|one| is_reached(&one.result))
                    || one.follow_ups.len() >= usize::try_from(needed).unwrap_or(usize::MAX);
                one.call.caller && !done
            });
            if let Some(waits) = waits {
                return Err(Why::JoinedPending(waits.call.incident.clone()).into());
            }
        }
        self.before_end_of(ClockKind::Answer, None);
        self.before_void(|kind| kind != ClockKind::Answer);
        self.happen(E::Closed { note });
        Ok(())
    }

    /// A link after the work has ended, by itself where the policy says so.
    pub(super) fn link_by_itself(&mut self) {
        let ended = matches!(
            self.incident.phase,
            Phase::Reviewed | Phase::DepartmentDisposed
        );
        let holds = self.incident.case.open_link(self.occurred_at).is_some();
        if self.context.policy.case.rating_automatic
            && ended
            && !holds
            && self.incident.received.caller.is_some()
        {
            self.give_rating_link();
        }
    }

    /// A link that holds already is enough.
    pub(super) fn give_rating_link(&mut self) {
        if self.incident.case.open_link(self.recorded_at).is_some() {
            return;
        }
        let last = self.incident.case.links.iter().map(|one| one.link).max();
        let link = last.unwrap_or(0).saturating_add(1);
        let expires_at = self
            .recorded_at
            .plus(self.context.policy.case.rating_seconds);
        self.case_happens(CaseEvent::RatingLinkGiven { link, expires_at });
    }

    pub(super) fn rate(&mut self, link: u32, rating: &Rating<'_>) -> Result<(), R> {
        let words = optional("words", rating.words)?;
        let found = self.incident.case.links.iter().find(|one| one.link == link);
        let known = found.ok_or(Why::NoSuchLink)?;
        if known.used_at.is_some() {
            return Err(Why::LinkUsed.into());
        }
        if self.recorded_at > known.expires_at {
            return Err(Why::LinkExpired.into());
        }
        let complaint = rating.complaint && words.is_some();
        if rating.reopen && !complaint {
            return Err(Why::WishWithoutComplaint.into());
        }
        if self.incident.phase != Phase::Closed {
            self.before_end_of(ClockKind::FollowUp, None);
        }
        self.case_happens(CaseEvent::Rated {
            link,
            grade: rating.grade,
            words: words.clone(),
            complaint,
        });
        // A link can be passed on: it starts no car. Somebody at the desk decides.
        if let Some(words) = words.filter(|_| rating.reopen) {
            self.case_happens(CaseEvent::ReopeningWished { words });
        }
        Ok(())
    }
}

/// The clock of an answer; never due before it begins.
pub(super) fn answer_clock(
    policy: &crate::policy::Policy,
    nth: u32,
    from: Timestamp,
    answer_by: Timestamp,
) -> ClockStart {
    let due_at = answer_by.max(from);
    let warn = policy
        .case
        .answer_warn_before_seconds
        .min(due_at.since(from) / 2);
    ClockStart {
        clock: ClockKind::Answer,
        nth,
        warn_at: due_at.plus(-warn),
        due_at,
        grace: policy.entry_grace_seconds,
    }
}

const fn is_reached(result: &FollowUpResult) -> bool {
    matches!(result, FollowUpResult::Reached { .. })
}

/// Attempts of a round; all that are needed when the caller answered in it.
fn answered_or_attempts(all: &[FollowUp], round: u32, needed: u32) -> u32 {
    let mut of_round = all.iter().filter(|one| one.round == round);
    if of_round.clone().any(|one| is_reached(&one.result)) {
        return needed;
    }
    of_round
        .try_fold(0_u32, |sum, _| sum.checked_add(1))
        .unwrap_or(u32::MAX)
}
