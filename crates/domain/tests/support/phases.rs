//! The main line up to each phase.

use super::{
    commands::{
        accept_referral, acknowledge, arrive, assign, cancel, close, confirm, department_dispose,
        dispose, feedback, follow_up, merge, refer, review, to_police,
    },
    given::{Story, received},
};
use liandong_domain::incident::{Grade, IncidentCommand as C, Phase as P};

/// The main line with the time of each step: every clock is kept.
pub(crate) fn main_line() -> Vec<(&'static str, C, P)> {
    vec![
        ("08:02", confirm(), P::Classified),
        ("08:03", C::Accept, P::Accepted),
        ("08:05", assign("car-1"), P::Assigned),
        ("08:06", acknowledge(), P::Acknowledged),
        ("08:15", arrive(), P::Arrived),
        ("08:25", feedback(), P::FeedbackGiven),
        ("08:50", dispose(), P::Disposed),
        ("09:00", review(), P::Reviewed),
        ("09:05", refer("urban"), P::Referred),
        ("10:00", accept_referral(1), P::ReferralAccepted),
        ("15:00", department_dispose(1), P::DepartmentDisposed),
        ("16:00", follow_up(Grade::Satisfied), P::FollowedUp),
        ("16:10", close(), P::Closed),
    ]
}

/// A story that stands in a phase.
pub(crate) fn standing_in(phase: P) -> Story {
    continued(received(), phase)
}

/// A call just received, taken on to a phase.
pub(crate) fn continued(story: Story, phase: P) -> Story {
    match phase {
        P::Received => story,
        P::ReturnedToPolice => continued(story, P::Assigned).and("08:06", to_police()),
        P::Merged => continued(story, P::Assigned).and("08:06", merge("20240304-0002")),
        P::Cancelled => continued(story, P::Assigned).and("08:06", cancel()),
        _ => {
            let mut story = story;
            for (time, command, reached) in main_line() {
                story = story.and(time, command);
                assert_eq!(story.phase(), reached);
                if reached == phase {
                    break;
                }
            }
            story
        }
    }
}
