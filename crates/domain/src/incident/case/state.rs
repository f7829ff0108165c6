//! The case file as its events make it.

use super::event::{AttachmentKept, JoinedCall};
use crate::{
    ids::IncidentId,
    incident::{kinds::words, state::FollowUp},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// What an incident has beside its line.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CaseFile {
    /// Further tellings of the call, in order.
    pub updates: Vec<Update>,
    /// Keyed digests of the pushes that told of it.
    pub pushes: Vec<Box<str>>,
    /// Calls that were merged into it.
    pub joined: Vec<Joined>,
    /// Its attachments with when they came, in order.
    pub attachments: Vec<(Timestamp, AttachmentKept)>,
    /// The last draw of the follow-up lot.
    pub draw: Option<Draw>,
    /// The caller's wish that it be taken up again, until somebody decides.
    pub wish: Option<Wish>,
    /// The rating links, in order.
    pub links: Vec<RatingLink>,
}

/// A further telling of the call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Update {
    /// When.
    pub at: Timestamp,
    /// What the text was before, where it changed.
    pub text_before: Option<Box<str>>,
    /// What the address was before, where it changed.
    pub address_before: Option<Box<str>>,
}

/// A call that was merged in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joined {
    /// The call.
    pub call: JoinedCall,
    /// When.
    pub at: Timestamp,
    /// The follow-up calls to its caller.
    pub follow_ups: Vec<FollowUp>,
}

words! {
    /// Why a caller is followed up (回访缘由).
    DrawReason {
        /// The lot took it.
        Lot = "lot", "抽中";
        /// There was a complaint, or it was dispatched anew after one.
        Complaint = "complaint", "有投诉或重新办理";
        /// A clock was breached.
        Breached = "breached", "有超时";
    }
}

/// A draw of the follow-up lot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draw {
    /// The round of dispatch that it holds for.
    pub round: u32,
    /// Whether the caller is to be followed up.
    pub due: bool,
    /// Why.
    pub reasons: Vec<DrawReason>,
}

/// A wish that the incident be taken up again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// When.
    pub at: Timestamp,
    /// In the caller's words.
    pub words: Box<str>,
}

/// A rating link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatingLink {
    /// Its number within the incident, from 1.
    pub link: u32,
    /// Last second at which it holds.
    pub expires_at: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
}

/// How a department gave a referral back without a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurnedBack {
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: Box<str>,
    /// How many referrals there were: one beyond them was asked for in its place. In whole seconds the
    /// times would not tell which was first.
    pub asked_before: usize,
}

/// An extension that a department asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// When it asked.
    pub asked_at: Timestamp,
    /// Until when.
    pub until: Timestamp,
    /// Why.
    pub reason: Box<str>,
    /// The answer.
    pub answer: Option<ExtensionAnswer>,
}

/// The answer to an extension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtensionAnswer {
    /// When.
    pub at: Timestamp,
    /// The new limit, where granted.
    pub granted_until: Option<Timestamp>,
    /// A word with it.
    pub reason: Option<Box<str>>,
}

impl CaseFile {
    /// A call that was merged in.
    #[must_use]
    pub fn joined_call(&self, id: &IncidentId) -> Option<&Joined> {
        self.joined.iter().find(|one| one.call.incident == *id)
    }

    /// An attachment by its hash.
    #[must_use]
    pub fn attachment(&self, hash: &str) -> Option<&AttachmentKept> {
        self.attachments
            .iter()
            .map(|(_, one)| one)
            .find(|one| *one.hash == *hash)
    }

    /// The last rating link that still holds at a moment.
    #[must_use]
    pub fn open_link(&self, at: Timestamp) -> Option<&RatingLink> {
        self.links
            .iter()
            .rev()
            .find(|one| one.used_at.is_none() && at <= one.expires_at)
    }
}
