//! What stands beside an incident's line, as it is shown.

use liandong_domain::{
    ids::IncidentId,
    incident::{CaseFile, DrawReason, Extension, Incident, JoinedCall, MediaType, Source},
    time::Timestamp,
};
use serde::Serialize;

use super::{FollowUpView, Named};

/// The case beside the line (案卷).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseView {
    /// Further tellings of the call.
    pub updates: Vec<UpdateView>,
    /// Calls that were merged into it.
    pub joined: Vec<JoinedView>,
    /// Photos and recordings.
    pub attachments: Vec<AttachmentView>,
    /// Whether the caller is followed up; `null` where no lot was drawn, because everybody is or the
    /// work has not ended.
    pub draw: Option<DrawView>,
    /// In which words the caller wants it taken up again, until somebody decides.
    pub wish: Option<String>,
    /// Until when a rating link holds that nobody has used.
    pub rating_link_until: Option<Timestamp>,
}

/// A further telling of the call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdateView {
    /// When.
    pub at: Timestamp,
    /// What the text was before, where it changed.
    pub text_before: Option<String>,
    /// What the address was before, where it changed.
    pub address_before: Option<String>,
}

/// A call that was merged in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JoinedView {
    /// Its own number. Its caller and its attachments are found there.
    pub incident: IncidentId,
    /// Where it came from.
    pub source: Source,
    /// The source's name.
    pub source_name: &'static str,
    /// The number that the other system gave it.
    pub external: Option<String>,
    /// Whether a caller was recorded.
    pub caller: bool,
    /// When it was merged.
    pub at: Timestamp,
    /// The follow-up calls to its caller.
    pub follow_ups: Vec<FollowUpView>,
}

/// An attachment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttachmentView {
    /// SM3 of its content, hexadecimal; its name in addresses.
    pub hash: String,
    /// What it is.
    pub media: MediaType,
    /// Its name.
    pub media_name: &'static str,
    /// Whether it is a picture; else it is a recording, which needs a reason to be heard.
    pub photo: bool,
    /// Its size in bytes.
    pub size: u64,
    /// Whether a position or other particulars were taken out of it.
    pub stripped: bool,
    /// What it shows.
    pub note: Option<String>,
    /// When it came.
    pub at: Timestamp,
}

/// A draw of the follow-up lot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DrawView {
    /// The round of dispatch that it holds for.
    pub round: u32,
    /// Whether the caller is to be followed up.
    pub due: bool,
    /// Why.
    pub reasons: Vec<Named>,
}

/// An extension that a department asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExtensionView {
    /// When it asked.
    pub asked_at: Timestamp,
    /// Until when.
    pub until: Timestamp,
    /// Why.
    pub reason: String,
    /// `asked`, `granted` or `denied`.
    pub state: &'static str,
    /// The state's name.
    pub state_name: &'static str,
    /// When it was answered.
    pub answered_at: Option<Timestamp>,
    /// The new limit, where granted.
    pub granted_until: Option<Timestamp>,
    /// A word with the answer.
    pub answer: Option<String>,
}

impl CaseView {
    /// The view of an incident's case.
    #[must_use]
    pub fn new(incident: &Incident, now: Timestamp) -> Self {
        let case: &CaseFile = &incident.case;
        let text = |text: &Option<Box<str>>| text.as_deref().map(str::to_owned);
        Self {
            updates: case
                .updates
                .iter()
                .map(|one| UpdateView {
                    at: one.at,
                    text_before: text(&one.text_before),
                    address_before: text(&one.address_before),
                })
                .collect(),
            joined: case
                .joined
                .iter()
                .map(|one| {
                    let JoinedCall {
                        incident,
                        source,
                        external,
                        caller,
                    } = &one.call;
                    JoinedView {
                        incident: incident.clone(),
                        source: *source,
                        source_name: source.zh(),
                        external: text(external),
                        caller: *caller,
                        at: one.at,
                        follow_ups: one.follow_ups.iter().map(Into::into).collect(),
                    }
                })
                .collect(),
            attachments: case
                .attachments
                .iter()
                .map(|(at, one)| AttachmentView {
                    hash: one.hash.to_string(),
                    media: one.media,
                    media_name: one.media.zh(),
                    photo: one.media.is_photo(),
                    size: one.size,
                    stripped: one.stripped,
                    note: text(&one.note),
                    at: *at,
                })
                .collect(),
            draw: case.draw.as_ref().map(|draw| DrawView {
                round: draw.round,
                due: draw.due,
                reasons: draw
                    .reasons
                    .iter()
                    .map(|one: &DrawReason| Named::new(one.code(), one.zh()))
                    .collect(),
            }),
            wish: case.wish.as_ref().map(|wish| wish.words.to_string()),
            rating_link_until: case.open_link(now).map(|link| link.expires_at),
        }
    }
}

impl From<&Extension> for ExtensionView {
    fn from(one: &Extension) -> Self {
        let answer = one.answer.as_ref();
        let granted_until = answer.and_then(|answer| answer.granted_until);
        let (state, state_name) = match (answer, granted_until) {
            (None, _) => ("asked", "待答复"),
            (Some(_), Some(_)) => ("granted", "已同意"),
            (Some(_), None) => ("denied", "未同意"),
        };
        Self {
            asked_at: one.asked_at,
            until: one.until,
            reason: one.reason.to_string(),
            state,
            state_name,
            answered_at: answer.map(|answer| answer.at),
            granted_until,
            answer: answer.and_then(|answer| answer.reason.as_deref().map(str::to_owned)),
        }
    }
}
