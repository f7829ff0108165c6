//! The case beside the line (案卷): what a second push told, calls that were merged in, attachments,
//! referrals turned back or extended, the follow-up lot, ratings by the caller's own link.

mod apply;
mod event;
mod reject;
mod state;

pub(super) use apply::apply;
pub use event::{AttachmentKept, CallUpdate, CaseEvent, JoinedCall, MediaType};
pub use reject::CaseRejection;
pub use state::{
    CaseFile, Draw, DrawReason, Extension, ExtensionAnswer, Joined, RatingLink, TurnedBack, Update,
    Wish,
};
