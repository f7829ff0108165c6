//! Leave, swaps, covers, extra members: asked, agreed, decided.

use super::{manages, name_of, require_either, tables::DUTY_REQUEST};
use crate::{App, AppError, Order, access::Visitor, view::Named};
use liandong_domain::{
    aggregate::Aggregate,
    duty::{
        DutyRejection, DutyRequest, Effect, RequestCommand, RequestFacts, RequestStatus, Wish,
        WishKind,
    },
    ids::{MemberId, TownId},
    registry::Registry,
    rights::Right,
    time::{Day, Period, Timestamp},
};
use liandong_store::{Filter, Op, Query, Value};
use serde::Serialize;
use sm3::{Digest, Sm3};

/// Which requests to list, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestQuery {
    /// Only those that wait for somebody.
    pub open: bool,
    /// Only those of a member, as the one who asks or the other.
    pub member: Option<MemberId>,
    /// Those numbered before this one.
    pub before: Option<String>,
    /// How many at the most, 1 to 500.
    pub limit: u64,
}

/// A page of requests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RequestPage {
    /// The requests, newest first.
    pub requests: Vec<RequestView>,
    /// Give it as `cursor` to go on; `null` at the end.
    pub next: Option<String>,
}

/// A request as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RequestView {
    /// Its number.
    pub id: String,
    /// The version of its stream.
    pub version: u64,
    /// Its kind.
    pub kind: WishKind,
    /// Its kind's name.
    pub kind_name: &'static str,
    /// Where it stands.
    pub status: RequestStatus,
    /// Its name.
    pub status_name: &'static str,
    /// The member whom it is for.
    pub member: Named,
    /// The other member, who must agree.
    pub other: Option<Named>,
    /// The kind of leave.
    pub leave: Option<Named>,
    /// First day that it touches.
    pub from: String,
    /// Last day.
    pub to: String,
    /// The shift given or done.
    pub shift: Option<Named>,
    /// The shift taken in exchange.
    pub other_shift: Option<Named>,
    /// The day of the shift taken in exchange.
    pub other_day: Option<String>,
    /// The car of an extra member.
    pub unit: Option<Named>,
    /// Why it is asked.
    pub reason: String,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// Why it was declined, refused or revoked.
    pub answer: Option<String>,
    /// Why it was approved in spite of too little rest.
    pub in_spite_of: Option<String>,
    /// Whether the other's agreement was noted by hand.
    pub agreed_by_hand: bool,
    /// What the visitor can do with it now, with names.
    pub next: Vec<Named>,
}

impl App {
    /// Asks for leave, a swap, a cover or an extra member. Its number comes from the order's key, so
    /// that the same order has the same number.
    ///
    /// # Errors
    /// What the rules refuse, or the store's failure.
    pub async fn ask_duty(
        &self,
        visitor: &Visitor,
        order: Order,
        wish: Wish,
        reason: String,
    ) -> Result<RequestView, AppError> {
        require_either(visitor, Right::AskDuty, Right::ManageDuty)?;
        let id = self.number_of(visitor, &order).await?;
        let command = RequestCommand::Ask { wish, reason };
        self.act_on_request(visitor, order, &id, &command).await
    }

    async fn number_of(&self, visitor: &Visitor, order: &Order) -> Result<String, AppError> {
        let town = &visitor.town;
        if let Some((receipt, _)) = self.store().receipt(town, &order.key).await?
            && let Some(id) = receipt.stream.as_str().strip_prefix(DutyRequest::PREFIX)
        {
            return Ok(id.to_owned());
        }
        let day = self.book(town).await?.registry.utc_offset().day(self.now());
        let mut sm3 = Sm3::new();
        sm3.update(visitor.account.id.as_str());
        sm3.update([0]);
        sm3.update(order.key.as_str());
        let digest = hex::encode(sm3.finalize());
        Ok(format!(
            "{}-{}",
            day.to_string().replace('-', ""),
            digest.get(..10).unwrap_or_default()
        ))
    }

    /// Does something with a request.
    ///
    /// # Errors
    /// What the rules refuse, or the store's failure.
    pub async fn act_on_request(
        &self,
        visitor: &Visitor,
        order: Order,
        id: &str,
        command: &RequestCommand,
    ) -> Result<RequestView, AppError> {
        require_either(visitor, Right::AskDuty, Right::ManageDuty)?;
        let town = &visitor.town;
        // Decisions look at each other's effects: one after the other in this process. What two
        // nodes grant in the same moment is found by the check for double duty.
        let _gate = self.duty_gate(town).await;
        let book = self.book(town).await?;
        let days = match command {
            RequestCommand::Ask { wish, .. } => wish.days(),
            _ => self.request_for(visitor, id).await?.0.wish.days(),
        };
        let changes = self.changes(town, wide(days)).await?;
        let rules = book.registry.duty_rules();
        let facts = RequestFacts {
            registry: &book.registry,
            changes: &changes,
            rules: &rules,
            by: visitor.account.member.as_ref(),
            manages: manages(visitor),
            entry_grace_seconds: book.policy()?.entry_grace_seconds,
        };
        let acted = self
            .act::<DutyRequest>(town, order, id, command, facts)
            .await?;
        Ok(view(
            &book.registry,
            visitor,
            id,
            &acted.state,
            acted.version,
        ))
    }

    /// A request, for those whom it concerns and those who read the duty book.
    ///
    /// # Errors
    /// No such request, also when it is somebody else's; the store's failure.
    pub async fn duty_request(&self, visitor: &Visitor, id: &str) -> Result<RequestView, AppError> {
        require_either(visitor, Right::ReadDuty, Right::AskDuty)?;
        let (state, version) = self.request_for(visitor, id).await?;
        let book = self.book(&visitor.town).await?;
        Ok(view(&book.registry, visitor, id, &state, version))
    }

    async fn request_for(
        &self,
        visitor: &Visitor,
        id: &str,
    ) -> Result<(DutyRequest, u64), AppError> {
        let none = || {
            AppError::from(liandong_domain::refusal::Refusal::from(
                DutyRejection::NoSuchRequest,
            ))
        };
        let known = self.state_of::<DutyRequest>(&visitor.town, id).await?;
        let (state, version) = known.ok_or_else(none)?;
        if sees(visitor, &state.wish) {
            Ok((state, version))
        } else {
            Err(none())
        }
    }

    /// Requests, newest first: a member's own, or those of all for who reads the duty book.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn duty_requests(
        &self,
        visitor: &Visitor,
        query: &RequestQuery,
    ) -> Result<RequestPage, AppError> {
        require_either(visitor, Right::ReadDuty, Right::AskDuty)?;
        let own = visitor.account.member.clone();
        let only = if sees_all(visitor) {
            query.member.clone()
        } else {
            match own {
                Some(own) => Some(own),
                None => {
                    return Ok(RequestPage {
                        requests: Vec::new(),
                        next: None,
                    });
                }
            }
        };
        let limit = query.limit.clamp(1, 500);
        let mut ids = self
            .request_ids(&visitor.town, query, only.as_ref(), limit.saturating_add(1))
            .await?;
        let more = ids.len() as u64 > limit;
        ids.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let book = self.book(&visitor.town).await?;
        let mut requests = Vec::with_capacity(ids.len());
        for id in &ids {
            if let Some((state, version)) = self.state_of::<DutyRequest>(&visitor.town, id).await? {
                requests.push(view(&book.registry, visitor, id, &state, version));
            }
        }
        Ok(RequestPage {
            requests,
            next: ids.pop().filter(|_| more),
        })
    }

    /// A member is the one who asks in some rows and the other in others: both lists are read up to
    /// the page's length and merged.
    async fn request_ids(
        &self,
        town: &TownId,
        query: &RequestQuery,
        only: Option<&MemberId>,
        limit: u64,
    ) -> Result<Vec<String>, AppError> {
        let columns: &[Option<&'static str>] = match only {
            Some(_) => &[Some("member"), Some("other")],
            None => &[None],
        };
        let mut ids = std::collections::BTreeSet::new();
        for column in columns {
            let mut filters = Vec::new();
            if let Some(before) = &query.before {
                filters.push(Filter {
                    column: "id",
                    op: Op::Lt,
                    value: Value::Text(before.as_str().into()),
                });
            }
            if query.open {
                filters.push(Filter {
                    column: "open",
                    op: Op::Eq,
                    value: Value::Int(1),
                });
            }
            if let (Some(column), Some(only)) = (column, only) {
                filters.push(Filter {
                    column,
                    op: Op::Eq,
                    value: Value::Text(only.as_str().into()),
                });
            }
            let rows = self
                .store()
                .rows(Query {
                    table: &DUTY_REQUEST,
                    town: town.clone(),
                    columns: vec!["id"],
                    filters,
                    order: vec![("id", true)],
                    limit: Some(limit),
                })
                .await?;
            for row in rows {
                if let Some(Value::Text(id)) = row.first() {
                    ids.insert(id.to_string());
                }
            }
        }
        let newest = ids.into_iter().rev();
        Ok(newest
            .take(usize::try_from(limit).unwrap_or(usize::MAX))
            .collect())
    }
}

/// Two days more on either side: rest is measured against the turns beside.
const fn wide(days: Period) -> Period {
    Period {
        from: Day(days.from.0.saturating_sub(3)),
        to: Day(days.to.0.saturating_add(3)),
    }
}

/// Whether the visitor reads everybody's requests; members read their own.
fn sees_all(visitor: &Visitor) -> bool {
    visitor.require(Right::ReadDuty).is_ok()
        && visitor.account.role != liandong_domain::roles::Role::Member
}

fn sees(visitor: &Visitor, wish: &Wish) -> bool {
    let own = visitor.account.member.as_ref();
    sees_all(visitor) || own == Some(wish.member()) || (own.is_some() && own == wish.other())
}

fn view(
    registry: &Registry,
    visitor: &Visitor,
    id: &str,
    state: &DutyRequest,
    version: u64,
) -> RequestView {
    let member = |id: &MemberId| Named::new(id.as_str(), name_of(registry, id));
    let shift = |day: Day, id: &liandong_domain::ids::ItemId| {
        let roster = registry.roster_on(day);
        let name = roster.and_then(|roster| roster.shift(id));
        Named::new(
            id.as_str(),
            name.map_or(id.as_str(), |one| one.name.as_str()),
        )
    };
    let days = state.wish.days();
    let (mut leave, mut own, mut other_shift, mut other_day, mut unit) =
        (None, None, None, None, None);
    match &state.wish {
        Wish::Leave { leave: kind, .. } => leave = Some(Named::new(kind.code(), kind.zh())),
        Wish::Swap {
            day,
            shift: given,
            with_day,
            with_shift,
            ..
        } => {
            own = Some(shift(*day, given));
            other_shift = Some(shift(*with_day, with_shift));
            other_day = Some(with_day.to_string());
        }
        Wish::Cover {
            day, shift: given, ..
        } => own = Some(shift(*day, given)),
        Wish::Extra {
            day,
            shift: done,
            unit: car,
            ..
        } => {
            own = Some(shift(*day, done));
            let name = registry
                .unit(car)
                .map_or(car.as_str(), |one| one.name.as_str());
            unit = Some(Named::new(car.as_str(), name));
        }
    }
    let from = match &state.wish {
        Wish::Swap { day, .. } => *day,
        _ => days.from,
    };
    RequestView {
        id: id.to_owned(),
        version,
        kind: state.wish.kind(),
        kind_name: state.wish.kind().zh(),
        status: state.status,
        status_name: state.status.zh(),
        member: member(state.wish.member()),
        other: state.wish.other().map(member),
        leave,
        from: from.to_string(),
        to: days.to.to_string(),
        shift: own,
        other_shift,
        other_day,
        unit,
        reason: state.reason.to_string(),
        asked_at: state.asked_at,
        answer: state.answer.as_deref().map(str::to_owned),
        in_spite_of: state.in_spite_of.as_deref().map(str::to_owned),
        agreed_by_hand: state.agreed_by_hand,
        next: next(visitor, state),
    }
}

/// What the visitor can do with a request: the rules check it again.
fn next(visitor: &Visitor, state: &DutyRequest) -> Vec<Named> {
    use RequestStatus as S;
    let own = visitor.account.member.as_ref();
    let asker = own == Some(state.wish.member());
    let other = own.is_some() && own == state.wish.other();
    let manager = manages(visitor);
    let mut all = Vec::new();
    let mut add = |code: &str, zh: &str| all.push(Named::new(code, zh));
    let needs_other = state.wish.other().is_some();
    if state.status == S::Asked && needs_other && (other || manager) {
        add("agree", "同意");
        add("decline", "不同意");
    }
    let open = matches!(state.status, S::Asked | S::Agreed);
    let ready = (needs_other && state.status == S::Agreed) || (!needs_other && open);
    if manager && !asker && !other {
        if ready {
            add("approve", "批准");
        }
        if open {
            add("refuse", "不批准");
        }
    }
    if open && (asker || manager) {
        add("withdraw", "撤回");
    }
    if manager && state.status == S::Approved {
        add("revoke", "取消");
        let longer = state
            .effects
            .iter()
            .any(|one| matches!(one, Effect::Away { from, to, .. } if from < to));
        if longer {
            add("cut_short", "销假");
        }
    }
    all
}
