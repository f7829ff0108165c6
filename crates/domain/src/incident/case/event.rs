//! What can have happened beside the line.

use super::state::DrawReason;
use crate::{
    geo::Place,
    ids::{AreaId, IncidentId},
    incident::{
        clock::ClockStart,
        event::{FollowUpResult, Sealed},
        kinds::{Grade, Source, words},
    },
    policy::HazardFound,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

words! {
    /// What an attachment is, known by its first bytes and never by its name.
    MediaType {
        /// JPEG photo.
        Jpeg = "image/jpeg", "JPEG 照片";
        /// PNG picture.
        Png = "image/png", "PNG 图片";
        /// WebP picture.
        Webp = "image/webp", "WebP 图片";
        /// MPEG-4 audio.
        M4a = "audio/mp4", "M4A 录音";
        /// AAC audio in ADTS frames.
        Aac = "audio/aac", "AAC 录音";
        /// MP3 audio.
        Mp3 = "audio/mpeg", "MP3 录音";
        /// Ogg audio.
        Ogg = "audio/ogg", "OGG 录音";
        /// WAVE audio.
        Wav = "audio/wav", "WAV 录音";
        /// AMR audio, as telephone systems send it.
        Amr = "audio/amr", "AMR 录音";
    }
}

impl MediaType {
    /// Whether it is a picture; else it is a recording of somebody's voice.
    #[must_use]
    pub const fn is_photo(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Webp)
    }

    /// The ending of its file's name.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::M4a => "m4a",
            Self::Aac => "aac",
            Self::Mp3 => "mp3",
            Self::Ogg => "ogg",
            Self::Wav => "wav",
            Self::Amr => "amr",
        }
    }
}

/// What a further push or call told of the same incident; only what changed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct CallUpdate {
    /// What the caller says now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Box<str>>,
    /// The address now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Box<str>>,
    /// The place now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// The responsibility area of the new place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<AreaId>,
    /// Name and telephone now, sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caller: Option<Sealed>,
    /// Dangers that the new text hints at and no earlier one did.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hazards: Vec<HazardFound>,
    /// The clock of the answer that the hotline waits for, when its limit is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<ClockStart>,
    /// The keyed digest of the push that it came by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub push: Option<Box<str>>,
}

impl Eq for CallUpdate {}

/// A call that was merged into this incident, with both its numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JoinedCall {
    /// Its own number. Its caller, text and attachments stay there.
    pub incident: IncidentId,
    /// Where it came from.
    pub source: Source,
    /// The number that the other system gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external: Option<Box<str>>,
    /// Whether a caller was recorded.
    pub caller: bool,
}

/// An attachment, as the log keeps it. Its bytes are outside the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttachmentKept {
    /// SM3 of the content as it is kept, hexadecimal.
    pub hash: Box<str>,
    /// Its size in bytes.
    pub size: u64,
    /// What it is.
    pub media: MediaType,
    /// The data key under which it is sealed.
    pub key: Box<str>,
    /// Whether a position or other particulars were taken out of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub stripped: bool,
    /// What it shows, in a few words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Box<str>>,
}

/// An event beside the line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseEvent {
    /// 补充来电: the same call told anew.
    CallUpdated(Box<CallUpdate>),
    /// 并入: calls that go on in this incident.
    Joined {
        /// The call that was merged, and those that had been merged into it before.
        calls: Vec<JoinedCall>,
    },
    /// 上传附件.
    Attached(AttachmentKept),
    /// 调取录音: a recording was listened to.
    RecordingRead {
        /// Which.
        hash: Box<str>,
        /// Why.
        reason: Box<str>,
    },
    /// 部门退单: refused before it was accepted.
    ReferralRefused {
        /// The referral's number.
        referral: u32,
        /// Why.
        reason: Box<str>,
        /// The follow-up clock, when no other department is still at work.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        clocks: Vec<ClockStart>,
    },
    /// 部门退回: given back after it was accepted.
    ReferralReturned {
        /// The referral's number.
        referral: u32,
        /// Why.
        reason: Box<str>,
        /// The follow-up clock, when no other department is still at work.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        clocks: Vec<ClockStart>,
    },
    /// 申请延期.
    ExtensionAsked {
        /// The referral's number.
        referral: u32,
        /// Until when.
        until: Timestamp,
        /// Why.
        reason: Box<str>,
    },
    /// 同意延期.
    ExtensionGranted {
        /// The referral's number.
        referral: u32,
        /// The new limit.
        due_at: Timestamp,
        /// The new warning.
        warn_at: Timestamp,
        /// A word with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Box<str>>,
    },
    /// 不同意延期.
    ExtensionDenied {
        /// The referral's number.
        referral: u32,
        /// Why.
        reason: Box<str>,
    },
    /// 回访抽样: whether the caller is followed up, decided when the work ended.
    FollowUpDrawn {
        /// The round of dispatch that it holds for.
        round: u32,
        /// Whether the caller is to be followed up.
        due: bool,
        /// Why; none when not drawn.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        reasons: Vec<DrawReason>,
    },
    /// 回访并案来电人.
    JoinedFollowedUp {
        /// The merged call.
        from: IncidentId,
        /// What the call brought.
        result: FollowUpResult,
    },
    /// 要求重新办理: the caller wants it taken up again; somebody is to decide.
    ReopeningWished {
        /// In the caller's words.
        words: Box<str>,
    },
    /// 发出评价链接.
    RatingLinkGiven {
        /// Its number within the incident, from 1.
        link: u32,
        /// Last second at which it holds.
        expires_at: Timestamp,
    },
    /// 群众评价: the caller graded by the link.
    Rated {
        /// The link's number.
        link: u32,
        /// The grade.
        grade: Grade,
        /// What the caller wrote.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<Box<str>>,
        /// Whether that is a complaint.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        complaint: bool,
    },
}

impl CaseEvent {
    /// The kind that the envelope carries.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::CallUpdated(_) => "incident.call_updated",
            Self::Joined { .. } => "incident.joined",
            Self::Attached(_) => "incident.attached",
            Self::RecordingRead { .. } => "incident.recording_read",
            Self::ReferralRefused { .. } => "incident.referral_refused",
            Self::ReferralReturned { .. } => "incident.referral_returned",
            Self::ExtensionAsked { .. } => "incident.extension_asked",
            Self::ExtensionGranted { .. } => "incident.extension_granted",
            Self::ExtensionDenied { .. } => "incident.extension_denied",
            Self::FollowUpDrawn { .. } => "incident.follow_up_drawn",
            Self::JoinedFollowedUp { .. } => "incident.joined_followed_up",
            Self::ReopeningWished { .. } => "incident.reopening_wished",
            Self::RatingLinkGiven { .. } => "incident.rating_link_given",
            Self::Rated { .. } => "incident.rated",
        }
    }
}
