//! Commands and events beside the line.

use super::{
    commands::{moment, outcome, text},
    events::{clocks, words},
};
use crate::support::town::{area, incident};
use liandong_domain::{
    geo::Place,
    incident::{
        AttachmentKept, CallUpdate, CaseEvent as X, CommandKind as K, DrawReason, Grade,
        IncidentCommand as C, IncidentEvent as E, JoinedCall, MediaType, Sealed, Source,
    },
    policy::{AttachmentRules, CaseRules, DuplicateRules, Hazard, HazardFound, Sampling},
};
use proptest::{collection::vec, option, prelude::*, sample::select};

fn place() -> impl Strategy<Value = Place> {
    (-180.0..=180.0_f64, -90.0..=90.0_f64).prop_map(|(lon, lat)| Place { lon, lat })
}

fn attachment() -> impl Strategy<Value = AttachmentKept> {
    (
        select(vec!["aa", "bb", "cc"]),
        0..20_000_000_u64,
        select(MediaType::ALL),
    )
        .prop_map(|(hash, size, media)| AttachmentKept {
            hash: hash.into(),
            size,
            media,
            key: "k".into(),
            stripped: false,
            note: None,
        })
}

fn joined() -> impl Strategy<Value = Vec<JoinedCall>> {
    let one = (
        select(vec!["20240304-0001", "20240304-0002"]),
        any::<bool>(),
    );
    let one = one.prop_map(|(id, caller)| JoinedCall {
        incident: incident(id),
        source: Source::Police110,
        external: None,
        caller,
    });
    vec(one, 0..3)
}

pub(super) fn command_of(kind: K) -> BoxedStrategy<Option<C>> {
    let referral = 0..3_u32;
    let one = match kind {
        K::RefuseReferral => (referral, text())
            .prop_map(|(referral, reason)| C::RefuseReferral { referral, reason })
            .boxed(),
        K::ReturnReferral => (referral, text())
            .prop_map(|(referral, reason)| C::ReturnReferral { referral, reason })
            .boxed(),
        K::AskExtension => (referral, moment(), text())
            .prop_map(|(referral, until, reason)| C::AskExtension {
                referral,
                until,
                reason,
            })
            .boxed(),
        K::AnswerExtension => (referral, any::<bool>(), option::of(text()))
            .prop_map(|(referral, granted, reason)| C::AnswerExtension {
                referral,
                granted,
                until: None,
                reason,
            })
            .boxed(),
        K::FollowUpJoined => outcome()
            .prop_map(|outcome| C::FollowUpJoined {
                from: incident("20240304-0002"),
                outcome,
            })
            .boxed(),
        K::UpdateCall => (
            option::of(text()),
            option::of(text()),
            option::of(place()),
            option::weighted(0.3, moment()),
        )
            .prop_map(|(text, address, place, answer_by)| C::UpdateCall {
                text,
                address,
                place,
                answer_by,
                caller: None,
                push: None,
            })
            .boxed(),
        K::Join => joined().prop_map(|calls| C::Join { calls }).boxed(),
        K::Attach => attachment()
            .prop_map(|attachment| C::Attach { attachment })
            .boxed(),
        K::ReadRecording => (select(vec!["aa", "bb", "zz"]), text())
            .prop_map(|(hash, reason)| C::ReadRecording {
                hash: hash.into(),
                reason,
            })
            .boxed(),
        K::GiveRatingLink => Just(C::GiveRatingLink).boxed(),
        _ => (
            1..3_u32,
            select(Grade::ALL),
            option::of(text()),
            any::<bool>(),
            any::<bool>(),
        )
            .prop_map(|(link, grade, words, complaint, reopen)| C::Rate {
                link,
                grade,
                words,
                complaint,
                reopen,
            })
            .boxed(),
    };
    one.prop_map(Some).boxed()
}

pub(super) fn rules() -> impl Strategy<Value = CaseRules> {
    (
        (0..=1_000_u16, any::<bool>(), any::<bool>()),
        (0..2_000_000_000_i64, 0..3_u32),
        any::<(bool, bool, bool)>(),
        1..2_000_000_i64,
    )
        .prop_map(|(sampling, extension, flags, rating_seconds)| CaseRules {
            sampling: Sampling {
                share_per_mille: sampling.0,
                complaints: sampling.1,
                breached: sampling.2,
            },
            extension_max_seconds: extension.0,
            extension_max_count: extension.1,
            complaint_reopens: flags.0,
            follow_merged_callers: flags.1,
            rating_automatic: flags.2,
            rating_seconds,
            duplicates: DuplicateRules::default(),
            attachments: AttachmentRules::default(),
            ..CaseRules::default()
        })
}

fn update() -> impl Strategy<Value = CallUpdate> {
    (
        option::of(words()),
        option::of(words()),
        option::of(place()),
        option::of((words(), words()).prop_map(|(key, data)| Sealed { key, data })),
        vec(
            any::<String>().prop_map(|word| HazardFound {
                hazard: Hazard::Fire,
                word,
                heard: None,
            }),
            0..2,
        ),
        clocks(),
        option::of(words()),
    )
        .prop_map(
            |(text, address, place, caller, hazards, clocks, push)| CallUpdate {
                text,
                address,
                place,
                area: place.map(|_| area("north")),
                caller,
                hazards,
                answer: clocks.into_iter().next(),
                push,
            },
        )
}

pub(super) fn event() -> BoxedStrategy<E> {
    let referral = 0..3_u32;
    let one = prop_oneof![
        update().prop_map(|one| X::CallUpdated(Box::new(one))),
        joined().prop_map(|calls| X::Joined { calls }),
        attachment().prop_map(X::Attached),
        words().prop_map(|reason| X::RecordingRead {
            hash: "aa".into(),
            reason
        }),
        (referral.clone(), words(), clocks()).prop_map(|(referral, reason, clocks)| {
            X::ReferralRefused {
                referral,
                reason,
                clocks,
            }
        }),
        (referral.clone(), words(), clocks()).prop_map(|(referral, reason, clocks)| {
            X::ReferralReturned {
                referral,
                reason,
                clocks,
            }
        }),
        (referral.clone(), moment(), words()).prop_map(|(referral, until, reason)| {
            X::ExtensionAsked {
                referral,
                until,
                reason,
            }
        }),
        (referral.clone(), moment(), moment()).prop_map(|(referral, due_at, warn_at)| {
            X::ExtensionGranted {
                referral,
                due_at,
                warn_at,
                reason: None,
            }
        }),
        (referral, words()).prop_map(|(referral, reason)| X::ExtensionDenied { referral, reason }),
        (0..3_u32, any::<bool>()).prop_map(|(round, due)| X::FollowUpDrawn {
            round,
            due,
            reasons: vec![DrawReason::Lot],
        }),
        outcome().prop_map(|result| X::JoinedFollowedUp {
            from: incident("20240304-0002"),
            result,
        }),
        words().prop_map(|words| X::ReopeningWished { words }),
        (0..3_u32, moment()).prop_map(|(link, expires_at)| X::RatingLinkGiven { link, expires_at }),
        (
            0..3_u32,
            select(Grade::ALL),
            option::of(words()),
            any::<bool>()
        )
            .prop_map(|(link, grade, words, complaint)| X::Rated {
                link,
                grade,
                words,
                complaint,
            }),
    ];
    one.prop_map(E::Case).boxed()
}
