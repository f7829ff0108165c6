//! After the disposal: review, departments, follow-up, closing, and sometimes all over again.

use super::{Action, CallNo, Operations, agenda::Todo, call::Call, texts};
use liandong_domain::{
    incident::{DisposalOutcome, FollowUpResult, Grade, IncidentCommand as C},
    roles::Role,
    time::Timestamp,
};

/// Cases in a thousand: nobody answers the follow-up, an unhappy caller complains, a complaint
/// opens the case anew, a department is late.
const NOT_REACHED: u64 = 120;
const COMPLAINS: u64 = 700;
const REOPENED: u64 = 450;
const DEPARTMENT_LATE: u64 = 60;
/// Grades from the best to the worst, in a thousand: after a crew in time, and after a late one.
const GRADES: [u32; 5] = [450, 460, 55, 27, 8];
const GRADES_LATE: [u32; 5] = [250, 430, 170, 110, 40];
/// The office's hours, in seconds of the day: nine to half past five.
const OPENS: i64 = 9 * 3_600;
const CLOSES: i64 = 17 * 3_600 + 1_800;
const DAY: i64 = 86_400;

impl Operations {
    pub(super) fn after_disposal(
        &mut self,
        disposed: Timestamp,
        mut call: Call,
        outcome: DisposalOutcome,
    ) {
        let dispatcher = (Role::Dispatcher, self.dice.below(1_000));
        // A breach is explained within two minutes of the disposal, before the review.
        let reviewed = disposed.plus(self.dice.between(130, 1_500));
        let department = outcome == DisposalOutcome::NeedsDepartment;
        let finding = self.text(if department {
            &texts::TO_REFER[..]
        } else {
            &texts::FINDINGS
        });
        self.order(reviewed, dispatcher, call.no, C::Review { finding });
        let done = if department {
            self.refer(reviewed, dispatcher, &mut call)
        } else {
            reviewed
        };
        let wait = self.dice.between(1_800, 6 * 3_600);
        let at = self.office_hours(done.plus(wait), false);
        self.agenda.plan(at, Todo::FollowUp(Box::new(call), 1));
    }

    /// To a department and back; answers when its result came.
    fn refer(&mut self, reviewed: Timestamp, who: (Role, u64), call: &mut Call) -> Timestamp {
        let departments = &self.world.departments;
        let Some((department, _)) = self.dice.pick(departments).cloned() else {
            return reviewed;
        };
        call.referrals += 1;
        let referral = call.referrals;
        let at = reviewed.plus(self.dice.between(20, 300));
        let reason = self.text(&texts::REFERRED);
        let any = self.dice.below(1_000);
        let officer = (Role::Department, self.world.officer(&department, any));
        let refer = C::Refer {
            department,
            reason,
            due_at: None,
        };
        self.order(at, who, call.no, refer);
        let wait = self.dice.between(600, 5 * 3_600);
        let accepted = self.office_hours(at.plus(wait), true);
        self.order(accepted, officer, call.no, C::AcceptReferral { referral });
        let limit = self.world.policy.referral_dispose.seconds;
        let share = if self.dice.chance(DEPARTMENT_LATE) {
            self.dice.between(105, 160)
        } else {
            self.dice.between(10, 60)
        };
        let done = self.office_hours(accepted.plus(limit * share / 100), true);
        let result = self.text(&texts::DEPARTMENT_DID);
        let dispose = C::DepartmentDispose { referral, result };
        self.order(done, officer, call.no, dispose);
        done
    }

    /// The same moment when the office is open, else some time into its next day. Departments
    /// rest at the week's end; the follow-up desk does not.
    fn office_hours(&mut self, at: Timestamp, weekdays_only: bool) -> Timestamp {
        let offset = self.world.offset;
        let second = offset.second_of_day(at);
        let rests = |at: Timestamp| weekdays_only && offset.day(at).weekday() >= 5;
        if (OPENS..CLOSES).contains(&second) && !rests(at) {
            return at;
        }
        let morning = offset.start_of(offset.day(at)).plus(OPENS);
        let mut next = if second < OPENS {
            morning
        } else {
            morning.plus(DAY)
        };
        while rests(next) {
            next = next.plus(DAY);
        }
        next.plus(self.dice.between(60, 3 * 3_600))
    }

    pub(super) fn follow_up(&mut self, now: Timestamp, mut call: Call, attempt: u32) {
        let caller = (Role::FollowUp, call.no.0);
        if self.dice.chance(NOT_REACHED) {
            let outcome = FollowUpResult::Unreachable;
            let follow_up = C::FollowUp {
                outcome,
                reopen: false,
            };
            self.order(now, caller, call.no, follow_up);
            if attempt < self.world.policy.follow_up_attempts {
                let wait = self.dice.between(3_600, 4 * 3_600);
                let at = self.office_hours(now.plus(wait), false);
                self.agenda
                    .plan(at, Todo::FollowUp(Box::new(call), attempt + 1));
            } else {
                self.close(now, caller, &mut call, texts::NOT_REACHED);
            }
            return;
        }
        let weights = if call.late { &GRADES_LATE } else { &GRADES };
        let grade = match self.dice.weighted(weights) {
            0 => Grade::VerySatisfied,
            1 => Grade::Satisfied,
            2 => Grade::Neutral,
            3 => Grade::Dissatisfied,
            _ => Grade::VeryDissatisfied,
        };
        let unhappy = matches!(grade, Grade::Dissatisfied | Grade::VeryDissatisfied);
        let complains = unhappy && self.dice.chance(COMPLAINS);
        let complaint = complains.then(|| self.text(&texts::COMPLAINTS).into());
        let outcome = FollowUpResult::Reached { grade, complaint };
        let follow_up = C::FollowUp {
            outcome,
            reopen: false,
        };
        self.order(now, caller, call.no, follow_up);
        if complains && call.round == 1 && self.dice.chance(REOPENED) {
            let at = now.plus(self.dice.between(30, 400));
            let reason = texts::REOPENED.to_owned();
            self.order(at, caller, call.no, C::Reopen { reason });
            call.round += 1;
            // The clocks of the second round are the same, but the early ends are not thought of.
            call.may_end_early = false;
            let at = at.plus(self.dice.between(10, 120));
            self.agenda.plan(at, Todo::Dispatch(Box::new(call)));
            return;
        }
        self.close(now, caller, &mut call, texts::CLOSED);
    }

    /// The callers of merged calls are asked first, where the town does so.
    fn close(&mut self, now: Timestamp, who: (Role, u64), call: &mut Call, note: &str) {
        let asks = self.world.policy.case.follow_merged_callers;
        let joined = call.joined.take().filter(|_| asks);
        let asked = joined.map_or(now, |from| self.follow_up_joined(now, who, call.no, from));
        let at = asked.plus(self.dice.between(10, 240));
        let note = Some(note.to_owned());
        self.order(at, who, call.no, C::Close { note });
    }

    /// Answers when the caller was reached, or not for the last time.
    fn follow_up_joined(
        &mut self,
        now: Timestamp,
        who: (Role, u64),
        call: CallNo,
        from: CallNo,
    ) -> Timestamp {
        let mut at = now;
        for _ in 0..self.world.policy.follow_up_attempts.max(1) {
            at = at.plus(self.dice.between(60, 900));
            let reached = !self.dice.chance(NOT_REACHED);
            let outcome = if reached {
                let grade = match self.dice.weighted(&GRADES) {
                    0 => Grade::VerySatisfied,
                    1 => Grade::Satisfied,
                    _ => Grade::Neutral,
                };
                let complaint = None;
                FollowUpResult::Reached { grade, complaint }
            } else {
                FollowUpResult::Unreachable
            };
            let action = Action::FollowUpJoined {
                call,
                from,
                outcome,
            };
            self.act(at, None, who, action);
            if reached {
                break;
            }
        }
        at
    }
}
