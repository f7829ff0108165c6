//! The lawful erasure of a caller (PIPL, 个人信息保护法 第四十七条): asked by one administrator with
//! its reason and ground, approved by another, carried out by destroying the caller's data keys.

use super::PeopleRejection;
use crate::{
    aggregate::{Aggregate, Asked, Stamp},
    ids::{AccountId, IncidentId},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// The ground of an erasure: the five cases of article 47.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LegalGround {
    /// (一) The purpose is reached, cannot be reached, or no longer needs the data.
    PurposeReached,
    /// (二) The service ended, or the time for which data is kept has run out.
    PeriodOver,
    /// (三) The person withdrew the consent.
    ConsentWithdrawn,
    /// (四) The data was handled against the law or against what was agreed.
    UnlawfulHandling,
    /// (五) Another case that a law or an administrative regulation names.
    OtherLaw,
}

impl LegalGround {
    /// Every ground, in the law's order.
    pub const ALL: &'static [Self] = &[
        Self::PurposeReached,
        Self::PeriodOver,
        Self::ConsentWithdrawn,
        Self::UnlawfulHandling,
        Self::OtherLaw,
    ];

    /// The word that the log and the API use.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::PurposeReached => "purpose_reached",
            Self::PeriodOver => "period_over",
            Self::ConsentWithdrawn => "consent_withdrawn",
            Self::UnlawfulHandling => "unlawful_handling",
            Self::OtherLaw => "other_law",
        }
    }

    /// The law's words in short.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::PurposeReached => "处理目的已实现、无法实现或者不再必要（第四十七条第一项）",
            Self::PeriodOver => "停止提供服务或者保存期限已届满（第四十七条第二项）",
            Self::ConsentWithdrawn => "个人撤回同意（第四十七条第三项）",
            Self::UnlawfulHandling => "违反法律、行政法规或者约定处理个人信息（第四十七条第四项）",
            Self::OtherLaw => "法律、行政法规规定的其他情形（第四十七条第五项）",
        }
    }
}

/// Where an erasure stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ErasureStatus {
    /// Asked for; waits for another administrator.
    Asked,
    /// Approved; the keys are being destroyed.
    Approved,
    /// Refused.
    Refused,
    /// The keys are destroyed.
    CarriedOut,
}

impl ErasureStatus {
    /// The word that the API uses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Approved => "approved",
            Self::Refused => "refused",
            Self::CarriedOut => "carried_out",
        }
    }

    /// The word that people read.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Asked => "待批准",
            Self::Approved => "已批准，正在销毁",
            Self::Refused => "不予批准",
            Self::CarriedOut => "已销毁",
        }
    }
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ErasureCommand {
    /// Ask for it.
    Ask {
        /// An incident of the caller.
        incident: IncidentId,
        /// Why.
        reason: Box<str>,
        /// The ground.
        ground: LegalGround,
    },
    /// Approve it.
    Approve,
    /// Refuse it.
    Refuse {
        /// Why.
        reason: Box<str>,
    },
    /// The keys are destroyed.
    CarryOut,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErasureEvent {
    /// Asked for.
    Asked {
        /// By whom.
        by: AccountId,
        /// An incident of the caller.
        incident: IncidentId,
        /// Why.
        reason: Box<str>,
        /// The ground.
        ground: LegalGround,
    },
    /// Approved.
    Approved {
        /// By whom.
        by: AccountId,
        /// The names of the data keys that are to be destroyed.
        keys: Vec<Box<str>>,
    },
    /// Refused.
    Refused {
        /// By whom.
        by: AccountId,
        /// Why.
        reason: Box<str>,
    },
    /// All keys are destroyed.
    CarriedOut {
        /// How many there were.
        keys: u32,
    },
}

/// What a decision needs to know.
#[derive(Debug, Clone, Copy)]
pub struct ErasureFacts<'a> {
    /// Who acts.
    pub actor: &'a AccountId,
    /// The caller's data keys; empty when the data is gone already.
    pub keys: &'a [Box<str>],
    /// Whether the incident has a caller.
    pub has_caller: bool,
    /// Whether an incident of the caller is under way.
    pub under_way: bool,
}

/// An erasure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// An incident of the caller.
    pub incident: IncidentId,
    /// Why.
    pub reason: Box<str>,
    /// The ground.
    pub ground: LegalGround,
    /// Where it stands.
    pub status: ErasureStatus,
    /// Who asked.
    pub asked_by: AccountId,
    /// When.
    pub asked_at: Timestamp,
    /// Who decided.
    pub decided_by: Option<AccountId>,
    /// When.
    pub decided_at: Option<Timestamp>,
    /// Why it was refused.
    pub refusal: Option<Box<str>>,
    /// The keys to destroy.
    pub keys: Vec<Box<str>>,
    /// When they were destroyed.
    pub carried_out_at: Option<Timestamp>,
}

impl Aggregate for Erasure {
    const PREFIX: &'static str = "erasures/";
    type Command = ErasureCommand;
    type Event = ErasureEvent;
    type Rejection = PeopleRejection;
    type Facts<'a> = ErasureFacts<'a>;

    fn kind(event: &ErasureEvent) -> &'static str {
        match event {
            ErasureEvent::Asked { .. } => "erasures.asked",
            ErasureEvent::Approved { .. } => "erasures.approved",
            ErasureEvent::Refused { .. } => "erasures.refused",
            ErasureEvent::CarriedOut { .. } => "erasures.carried_out",
        }
    }

    fn decide(
        state: Option<&Self>,
        id: &str,
        command: &ErasureCommand,
        asked: Asked,
        facts: ErasureFacts<'_>,
    ) -> Result<Vec<(ErasureEvent, Stamp)>, PeopleRejection> {
        use ErasureCommand as C;
        use ErasureEvent as E;
        use PeopleRejection as R;
        let missing = || R::NoSuchErasure(id.to_owned());
        let event = match command {
            C::Ask { .. } if state.is_some() => return Err(R::AlreadyDecided),
            C::Ask {
                incident,
                reason,
                ground,
            } => {
                let reason = text("reason", reason)?;
                if *ground == LegalGround::OtherLaw && !names_a_law(reason) {
                    return Err(R::GroundNeedsLaw { ground: *ground });
                }
                if !facts.has_caller {
                    return Err(R::NoCaller);
                }
                if facts.keys.is_empty() {
                    return Err(R::AlreadyErased);
                }
                E::Asked {
                    by: facts.actor.clone(),
                    incident: incident.clone(),
                    reason: reason.into(),
                    ground: *ground,
                }
            }
            C::Approve => {
                let erasure = waiting(state.ok_or_else(missing)?)?;
                if erasure.asked_by == *facts.actor {
                    return Err(R::SamePerson);
                }
                if facts.under_way {
                    return Err(R::IncidentUnderWay);
                }
                if facts.keys.is_empty() {
                    return Err(R::AlreadyErased);
                }
                E::Approved {
                    by: facts.actor.clone(),
                    keys: facts.keys.to_vec(),
                }
            }
            C::Refuse { reason } => {
                waiting(state.ok_or_else(missing)?)?;
                E::Refused {
                    by: facts.actor.clone(),
                    reason: text("reason", reason)?.into(),
                }
            }
            C::CarryOut => {
                let erasure = state.ok_or_else(missing)?;
                match erasure.status {
                    ErasureStatus::Approved => E::CarriedOut {
                        keys: u32::try_from(erasure.keys.len()).unwrap_or(u32::MAX),
                    },
                    ErasureStatus::CarriedOut => return Ok(Vec::new()),
                    ErasureStatus::Asked | ErasureStatus::Refused => return Err(R::NotApproved),
                }
            }
        };
        let stamp = Stamp {
            occurred_at: asked.now,
            recorded_at: asked.now,
            late: false,
        };
        Ok(vec![(event, stamp)])
    }

    fn evolve(state: Option<Self>, _: &str, event: &ErasureEvent, stamp: Stamp) -> Option<Self> {
        use ErasureEvent as E;
        let at = stamp.occurred_at;
        match (state, event) {
            (
                None,
                E::Asked {
                    by,
                    incident,
                    reason,
                    ground,
                },
            ) => Some(Self {
                incident: incident.clone(),
                reason: reason.clone(),
                ground: *ground,
                status: ErasureStatus::Asked,
                asked_by: by.clone(),
                asked_at: at,
                decided_by: None,
                decided_at: None,
                refusal: None,
                keys: Vec::new(),
                carried_out_at: None,
            }),
            (None, _) => None,
            (Some(mut erasure), event) => {
                match event {
                    E::Asked { .. } => {}
                    E::Approved { by, keys } => {
                        erasure.status = ErasureStatus::Approved;
                        erasure.decided_by = Some(by.clone());
                        erasure.decided_at = Some(at);
                        erasure.keys.clone_from(keys);
                    }
                    E::Refused { by, reason } => {
                        erasure.status = ErasureStatus::Refused;
                        erasure.decided_by = Some(by.clone());
                        erasure.decided_at = Some(at);
                        erasure.refusal = Some(reason.clone());
                    }
                    E::CarriedOut { .. } => {
                        erasure.status = ErasureStatus::CarriedOut;
                        erasure.carried_out_at = Some(at);
                    }
                }
                Some(erasure)
            }
        }
    }
}

fn waiting(erasure: &Erasure) -> Result<&Erasure, PeopleRejection> {
    match erasure.status {
        ErasureStatus::Asked => Ok(erasure),
        _ => Err(PeopleRejection::AlreadyDecided),
    }
}

fn text<'a>(field: &'static str, text: &'a str) -> Result<&'a str, PeopleRejection> {
    let text = text.trim();
    if (1..=500).contains(&text.chars().count()) {
        Ok(text)
    } else {
        Err(PeopleRejection::BadText { field })
    }
}

/// Laws and regulations are named in book-title marks: 《…法》, 《…条例》.
fn names_a_law(reason: &str) -> bool {
    reason
        .split_once('《')
        .is_some_and(|(_, rest)| rest.find('》').is_some_and(|end| end > 0))
}
