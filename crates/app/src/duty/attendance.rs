//! Checking in and out.

use super::{manages, require_either};
use crate::{App, AppError, Order, access::Visitor};
use liandong_domain::{
    duty::{
        DutyRejection, MarkedBy, Sheet, SheetCommand, SheetFacts, Turn, turn_for, turns_of_day,
    },
    ids::{ItemId, MemberId},
    refusal::Refusal,
    rights::Right,
    time::{Day, Period, Timestamp},
};
use serde::Deserialize;

/// Coming or leaving.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MarkDirection {
    /// Coming (签到).
    In,
    /// Leaving (签退).
    Out,
}

/// What is entered about attendance.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "do", deny_unknown_fields)]
pub enum AttendanceAsked {
    /// Somebody comes or leaves.
    Mark {
        /// Which.
        direction: MarkDirection,
        /// Who; the visitor, when left out.
        #[serde(default)]
        member: Option<MemberId>,
        /// How it is marked.
        how: MarkedBy,
        /// Why by hand.
        #[serde(default)]
        reason: Option<String>,
    },
    /// What was marked is put right. A time left out is as if it had never been marked.
    Correct {
        /// Who.
        member: MemberId,
        /// The day on which the shift begins.
        day: Day,
        /// The shift.
        shift: ItemId,
        /// When the member came.
        #[serde(default)]
        came: Option<Timestamp>,
        /// When the member left.
        #[serde(default)]
        left: Option<Timestamp>,
        /// Why.
        reason: String,
    },
}

impl App {
    /// Enters attendance and answers with the turn that it was entered for.
    ///
    /// # Errors
    /// What the rules refuse, or the store's failure.
    pub async fn attend(
        &self,
        visitor: &Visitor,
        order: Order,
        asked: AttendanceAsked,
    ) -> Result<(Day, MemberId, ItemId), AppError> {
        require_either(visitor, Right::AskDuty, Right::ManageDuty)?;
        let town = &visitor.town;
        let book = self.book(town).await?;
        let rules = book.registry.duty_rules();
        let at = order.occurred_at.unwrap_or_else(|| self.now());
        let (day, command) = match asked {
            AttendanceAsked::Mark {
                direction,
                member,
                how,
                reason,
            } => {
                let member = match member.or_else(|| visitor.account.member.clone()) {
                    Some(member) => member,
                    None => return Err(Refusal::from(DutyRejection::Blank("member")).into()),
                };
                if book.registry.member(&member).is_none() {
                    return Err(Refusal::from(DutyRejection::UnknownMember(member)).into());
                }
                let coming = direction == MarkDirection::In;
                let (day, shift) = match self.marked_before(visitor, &order).await? {
                    Some(day) => (day, None),
                    None => {
                        let turns = self.turns_around(visitor, at).await?;
                        let turn = turn_for(&turns, &member, at, coming, &rules);
                        let none = || {
                            Refusal::from(DutyRejection::NoTurnNow {
                                member: member.clone(),
                                at,
                            })
                        };
                        let turn = turn.ok_or_else(none)?;
                        (turn.day, Some(turn.shift.clone()))
                    }
                };
                let shift = match shift {
                    Some(shift) => shift,
                    None => self.shift_marked(visitor, day, &member, at, coming).await?,
                };
                let command = if coming {
                    SheetCommand::CheckIn {
                        member,
                        shift,
                        how,
                        reason,
                    }
                } else {
                    SheetCommand::CheckOut {
                        member,
                        shift,
                        how,
                        reason,
                    }
                };
                (day, command)
            }
            AttendanceAsked::Correct {
                member,
                day,
                shift,
                came,
                left,
                reason,
            } => {
                let command = SheetCommand::Correct {
                    member,
                    shift,
                    came,
                    left,
                    reason,
                };
                (day, command)
            }
        };
        let changes = self.changes(town, Period { from: day, to: day }).await?;
        let turns = turns_of_day(&book.registry, &changes, day);
        let facts = SheetFacts {
            turns: &turns,
            rules: &rules,
            manages: manages(visitor),
            by: visitor.account.member.as_ref(),
            entry_grace_seconds: book.policy()?.entry_grace_seconds,
        };
        let id = day.to_string();
        self.act::<Sheet>(town, order, &id, &command, facts).await?;
        let (member, shift) = command.whose();
        Ok((day, member.clone(), shift.clone()))
    }

    /// The turns that a mark at a moment can be for.
    async fn turns_around(&self, visitor: &Visitor, at: Timestamp) -> Result<Vec<Turn>, AppError> {
        let book = self.book(&visitor.town).await?;
        let day = book.registry.utc_offset().day(at);
        let period = Period {
            from: Day(day.0.saturating_sub(2)),
            to: day.next(),
        };
        let changes = self.changes(&visitor.town, period).await?;
        Ok(liandong_domain::duty::turns_within(
            &book.registry,
            &changes,
            period,
        ))
    }

    /// The sheet on which this very order was entered before: a repetition goes to the same one,
    /// although the time has gone on.
    async fn marked_before(
        &self,
        visitor: &Visitor,
        order: &Order,
    ) -> Result<Option<Day>, AppError> {
        use liandong_domain::aggregate::Aggregate;
        let receipt = self.store().receipt(&visitor.town, &order.key).await?;
        Ok(receipt.and_then(|(receipt, _)| {
            let day = receipt.stream.as_str().strip_prefix(Sheet::PREFIX)?;
            day.parse().ok()
        }))
    }

    async fn shift_marked(
        &self,
        visitor: &Visitor,
        day: Day,
        member: &MemberId,
        at: Timestamp,
        coming: bool,
    ) -> Result<ItemId, AppError> {
        let sheet = self
            .state_of::<Sheet>(&visitor.town, &day.to_string())
            .await?;
        let turns = sheet.map(|(sheet, _)| sheet.turns).unwrap_or_default();
        let nearest = turns
            .values()
            .filter(|one| one.turn.member == *member)
            .min_by_key(|one| {
                let mark = if coming { one.came } else { one.left };
                mark.map_or(i64::MAX, |mark| at.since(mark.at).abs())
            });
        nearest.map(|one| one.turn.shift.clone()).ok_or_else(|| {
            let member = member.clone();
            Refusal::from(DutyRejection::NoTurnNow { member, at }).into()
        })
    }
}
