//! Stand-by orders (备勤): a free car waits in another area while that one is thinly covered.
//!
//! One stream a car. An order holds until it is ended or its time is over; a call in between does
//! not end it: after its work the car goes back to where it was ordered.

mod decide;

use crate::{
    aggregate::{Aggregate, Asked, Stamp},
    dispatch::DispatchRules,
    geo::Place,
    ids::{AreaId, IncidentId},
    incident::words,
    refusal::{Because, Refusal},
    registry::Registry,
    roles::Role,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// How long an order holds where neither it nor the policy says so, in seconds: two hours.
pub(crate) const USUAL_SECONDS: i64 = 2 * 3_600;

words! {
    /// Why an order ended (备勤结束原因).
    StandbyEnd {
        /// Somebody ended it.
        Ended = "ended", "调度结束";
        /// Its time was over.
        Expired = "expired", "到时结束";
        /// Another order took its place.
        Replaced = "replaced", "改令";
    }
}

/// What people can ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StandbyCommand {
    /// Order the car to wait in an area.
    Order {
        /// The area.
        area: AreaId,
        /// Why.
        reason: String,
        /// Until when at the most; the policy's longest time when left out.
        until: Option<Timestamp>,
    },
    /// The crew has heard.
    Acknowledge,
    /// End it.
    End {
        /// Why.
        reason: String,
    },
    /// End what is over, tell what is due. For the system alone.
    CheckTime,
}

/// What can have happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StandbyEvent {
    /// 备勤指令.
    Ordered {
        /// Which order of the car, from 1.
        nth: u32,
        /// The area.
        area: AreaId,
        /// Where it waits.
        place: Place,
        /// The name of that place.
        place_name: Box<str>,
        /// Why.
        reason: Box<str>,
        /// Until when.
        until: Timestamp,
        /// When somebody is told that the crew has not acknowledged.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next_at: Option<Timestamp>,
    },
    /// 备勤确认.
    Acknowledged {
        /// Which order.
        nth: u32,
    },
    /// 备勤未确认提醒.
    Escalated {
        /// Which order.
        nth: u32,
        /// The level, from 1.
        level: u32,
        /// Who is told.
        to_roles: Vec<Role>,
        /// When the next level is told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next_at: Option<Timestamp>,
    },
    /// 备勤结束.
    Ended {
        /// Which order.
        nth: u32,
        /// Why.
        why: StandbyEnd,
        /// In words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        word: Option<Box<str>>,
    },
}

/// An order that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandbyOrder {
    /// Which order of the car, from 1.
    pub nth: u32,
    /// The area.
    pub area: AreaId,
    /// Where the car waits.
    pub place: Place,
    /// The name of that place.
    pub place_name: Box<str>,
    /// Why.
    pub reason: Box<str>,
    /// When it was given.
    pub ordered_at: Timestamp,
    /// Until when.
    pub until: Timestamp,
    /// When the crew acknowledged.
    pub acknowledged_at: Option<Timestamp>,
    /// The level told, from 1; 0 before anybody is.
    pub level: u32,
    /// Who was told.
    pub to_roles: Vec<Role>,
    /// When the next level is told.
    pub next_at: Option<Timestamp>,
}

/// A car's orders as their events make them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standby {
    /// The order that holds.
    pub order: Option<StandbyOrder>,
    /// How many there were.
    pub orders: u32,
    /// When the last event was recorded.
    pub last_recorded_at: Timestamp,
}

impl Standby {
    /// When something is due: the end, or somebody is told.
    #[must_use]
    pub fn next_alarm(&self) -> Option<Timestamp> {
        let order = self.order.as_ref()?;
        let told = order.next_at.filter(|_| order.acknowledged_at.is_none());
        Some(told.map_or(order.until, |told| told.min(order.until)))
    }
}

/// Looked-up facts.
#[derive(Debug, Clone, Copy)]
pub struct StandbyFacts<'a> {
    /// The policy's part about dispatch.
    pub rules: &'a DispatchRules,
    /// The town's register.
    pub registry: &'a Registry,
    /// The incident that the car is on.
    pub busy_with: Option<&'a IncidentId>,
    /// Whether the car is in service and crewed now.
    pub serves: bool,
    /// Seconds after which an entry is late (补报).
    pub grace: i64,
}

/// Why a command is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StandbyRejection {
    /// No such car.
    #[error("unit: there is no car {0}")]
    UnknownUnit(String),
    /// No such area.
    #[error("area: there is no responsibility area {0}")]
    UnknownArea(AreaId),
    /// The car is at work.
    #[error("unit: the car is on incident {0}")]
    Busy(IncidentId),
    /// The car is not in service, or nobody is on duty in it.
    #[error("unit: the car is not in service or not crewed")]
    NotServing,
    /// The car stands by there already.
    #[error("area: the car stands by there already")]
    AlreadyThere,
    /// No order holds.
    #[error("no stand-by order holds for this car")]
    NoOrder,
    /// The crew has acknowledged already.
    #[error("the crew has acknowledged already")]
    AlreadyAcknowledged,
    /// The end is before now or too far off.
    #[error("until: after now and within {most} seconds")]
    BadEnd {
        /// How long an order holds at the most.
        most: i64,
    },
    /// Said to have happened in the future.
    #[error("occurred_at: lies in the future")]
    InFuture,
    /// A text that must say something is blank.
    #[error("reason: must not be blank")]
    Blank,
    /// A text is too long.
    #[error("reason: longer than 2000 characters")]
    TooLong,
}

impl From<StandbyRejection> for Refusal {
    fn from(why: StandbyRejection) -> Self {
        use StandbyRejection as R;
        let en = why.to_string();
        let (code, because, field, zh) = match why {
            R::UnknownUnit(id) => (
                "unknown_unit",
                Because::NotFound,
                Some("unit"),
                format!("没有车辆 {id}"),
            ),
            R::UnknownArea(id) => (
                "unknown_area",
                Because::Invalid,
                Some("area"),
                format!("没有责任区 {id}"),
            ),
            R::Busy(id) => (
                "unit_busy",
                Because::Conflict,
                Some("unit"),
                format!("车辆正在处置警情 {id}"),
            ),
            R::NotServing => (
                "unit_not_in_service",
                Because::Conflict,
                Some("unit"),
                "车辆停勤或无人在岗".to_owned(),
            ),
            R::AlreadyThere => (
                "standby_already_there",
                Because::Conflict,
                Some("area"),
                "车辆已在该责任区备勤".to_owned(),
            ),
            R::NoOrder => (
                "no_standby",
                Because::Conflict,
                None,
                "该车没有备勤指令".to_owned(),
            ),
            R::AlreadyAcknowledged => (
                "standby_already_acknowledged",
                Because::Conflict,
                None,
                "队员已确认备勤指令".to_owned(),
            ),
            R::BadEnd { most } => (
                "bad_standby_end",
                Because::Invalid,
                Some("until"),
                format!("结束时间须晚于现在，且在 {} 分钟之内", most / 60),
            ),
            R::InFuture => (
                "in_future",
                Because::Invalid,
                Some("occurred_at"),
                "发生时间晚于现在，请核对".to_owned(),
            ),
            R::Blank => (
                "blank",
                Because::Invalid,
                Some("reason"),
                "“理由”不能为空".to_owned(),
            ),
            R::TooLong => (
                "too_long",
                Because::Invalid,
                Some("reason"),
                "“理由”不能超过 2000 个字".to_owned(),
            ),
        };
        let refusal = Self::new(code, because, zh, en);
        field.map_or(refusal.clone(), |field| refusal.about(field))
    }
}

impl Aggregate for Standby {
    const PREFIX: &'static str = "standby/";
    type Command = StandbyCommand;
    type Event = StandbyEvent;
    type Rejection = StandbyRejection;
    type Facts<'a> = StandbyFacts<'a>;

    fn kind(event: &StandbyEvent) -> &'static str {
        match event {
            StandbyEvent::Ordered { .. } => "standby.ordered",
            StandbyEvent::Acknowledged { .. } => "standby.acknowledged",
            StandbyEvent::Escalated { .. } => "standby.escalated",
            StandbyEvent::Ended { .. } => "standby.ended",
        }
    }

    fn decide(
        state: Option<&Self>,
        id: &str,
        command: &StandbyCommand,
        asked: Asked,
        facts: StandbyFacts<'_>,
    ) -> Result<Vec<(StandbyEvent, Stamp)>, StandbyRejection> {
        decide::decide(state, id, command, asked, facts)
    }

    fn evolve(state: Option<Self>, _: &str, event: &StandbyEvent, stamp: Stamp) -> Option<Self> {
        let mut standby = state.unwrap_or(Self {
            order: None,
            orders: 0,
            last_recorded_at: stamp.recorded_at,
        });
        standby.last_recorded_at = standby.last_recorded_at.max(stamp.recorded_at);
        if let StandbyEvent::Ordered {
            nth,
            area,
            place,
            place_name,
            reason,
            until,
            next_at,
        } = event
        {
            standby.orders = standby.orders.max(*nth);
            standby.order = Some(StandbyOrder {
                nth: *nth,
                area: area.clone(),
                place: *place,
                place_name: place_name.clone(),
                reason: reason.clone(),
                ordered_at: stamp.occurred_at,
                until: *until,
                acknowledged_at: None,
                level: 0,
                to_roles: Vec::new(),
                next_at: *next_at,
            });
            return Some(standby);
        }
        let of_this = |nth: u32| standby.order.as_ref().is_some_and(|one| one.nth == nth);
        match event {
            StandbyEvent::Ended { nth, .. } if of_this(*nth) => standby.order = None,
            StandbyEvent::Acknowledged { nth } if of_this(*nth) => {
                if let Some(order) = &mut standby.order {
                    order.acknowledged_at.get_or_insert(stamp.occurred_at);
                }
            }
            StandbyEvent::Escalated {
                nth,
                level,
                to_roles,
                next_at,
            } if of_this(*nth) => {
                if let Some(order) = &mut standby.order {
                    order.level = order.level.max(*level);
                    order.next_at = *next_at;
                    for role in to_roles {
                        if !order.to_roles.contains(role) {
                            order.to_roles.push(*role);
                        }
                    }
                }
            }
            _ => {}
        }
        Some(standby)
    }
}
