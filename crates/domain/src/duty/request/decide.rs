//! From a command to a request's events.

use super::{
    DutyRequest, LONGEST_LEAVE, RequestCommand as C, RequestEvent as E, RequestFacts,
    RequestStatus as S, Wish, WishKind, effects,
};
use crate::{
    aggregate::{Asked, Stamp},
    duty::{
        reject::{DutyRejection as R, optional, text},
        unit_book::stamp,
    },
    ids::MemberId,
    time::{Day, Period, Timestamp},
};

const MANAGER: R = R::NotYours("the duty manager", "勤务管理员");

pub(super) fn decide(
    state: Option<&DutyRequest>,
    id: &str,
    command: &C,
    asked: Asked,
    facts: RequestFacts<'_>,
) -> Result<Vec<(E, Stamp)>, R> {
    let after = state.map_or(Timestamp(i64::MIN), |request| request.last_at);
    let stamp = stamp(asked, after, facts.entry_grace_seconds)?;
    let event = match (command, state) {
        (C::Ask { wish, reason }, None) => ask(wish, reason, stamp.occurred_at, facts)?,
        (C::Ask { .. }, Some(request)) => return Err(R::WrongStatus(request.status)),
        (_, None) => return Err(R::NoSuchRequest),
        (command, Some(request)) => go_on(request, id, command, facts)?,
    };
    Ok(vec![(event, stamp)])
}

fn ask(wish: &Wish, reason: &str, at: Timestamp, facts: RequestFacts<'_>) -> Result<E, R> {
    let registry = facts.registry;
    for member in std::iter::once(wish.member()).chain(wish.other()) {
        if registry.member(member).is_none() {
            return Err(R::UnknownMember(member.clone()));
        }
    }
    if wish.other() == Some(wish.member()) {
        return Err(R::WithOneself);
    }
    if !facts.manages {
        if facts.by != Some(wish.member()) {
            return Err(R::NotYours(
                "the member or the duty manager",
                "本人或勤务管理员",
            ));
        }
        if wish.kind() == WishKind::Extra {
            return Err(MANAGER);
        }
    }
    if let Wish::Extra { unit, .. } = wish
        && registry.unit(unit).is_none()
    {
        return Err(R::UnknownUnit(unit.clone()));
    }
    let days = wish.days();
    let most = if wish.kind() == WishKind::Leave {
        LONGEST_LEAVE
    } else {
        62
    };
    if !(1..=most).contains(&days.days()) {
        return Err(R::BadDays(most));
    }
    not_begun(wish, at, facts)?;
    // What cannot be granted as things stand need not be asked; the rest is for who approves.
    let effects = effects::of(wish, facts)?;
    match effects::would_break(
        &effects,
        registry,
        facts.changes,
        facts.rules.least_rest_seconds,
    ) {
        Ok(()) | Err(R::TooLittleRest { .. }) => {}
        Err(why) => return Err(why),
    }
    Ok(E::Asked {
        wish: wish.clone(),
        reason: text("reason", reason)?,
    })
}

/// Members ask before the shift begins; afterwards only who keeps the book enters it.
fn not_begun(wish: &Wish, at: Timestamp, facts: RequestFacts<'_>) -> Result<(), R> {
    if facts.manages {
        return Ok(());
    }
    let registry = facts.registry;
    let begins = |day: Day, shift| {
        let begin = registry.utc_offset().start_of(day);
        let roster = registry.roster_on(day);
        let second = roster.and_then(|roster| roster.shift(shift));
        begin.plus(second.map_or(0, |shift| shift.from_second))
    };
    let begun = match wish {
        Wish::Leave { from, .. } => (*from < registry.utc_offset().day(at)).then_some(*from),
        Wish::Swap {
            day,
            shift,
            with_day,
            with_shift,
            ..
        } => [(day, shift), (with_day, with_shift)]
            .into_iter()
            .find(|(day, shift)| begins(**day, shift) <= at)
            .map(|(day, _)| *day),
        Wish::Cover { day, shift, .. } | Wish::Extra { day, shift, .. } => {
            (begins(*day, shift) <= at).then_some(*day)
        }
    };
    begun.map_or(Ok(()), |day| Err(R::TurnBegun(day)))
}

fn go_on(request: &DutyRequest, id: &str, command: &C, facts: RequestFacts<'_>) -> Result<E, R> {
    let wrong = || R::WrongStatus(request.status);
    let open = matches!(request.status, S::Asked | S::Agreed);
    let other = request.wish.other();
    let manager = || if facts.manages { Ok(()) } else { Err(MANAGER) };
    match command {
        C::Ask { .. } => Err(wrong()),
        C::Agree | C::Decline { .. } => {
            let other = other.ok_or_else(wrong)?;
            let by_hand = facts.by != Some(other);
            if by_hand && !facts.manages {
                return Err(R::NotYours("the other member", "对方队员"));
            }
            if request.status != S::Asked {
                return Err(wrong());
            }
            Ok(match command {
                C::Decline { reason } => E::Declined {
                    reason: text("reason", reason)?,
                },
                _ => E::Agreed { by_hand },
            })
        }
        C::Approve { in_spite_of } => {
            decides(request, facts)?;
            let ready = match other {
                Some(_) => request.status == S::Agreed,
                None => request.status == S::Asked,
            };
            if !ready {
                return Err(wrong());
            }
            let in_spite_of = optional("in_spite_of", in_spite_of.as_deref())?;
            let effects = effects::of(&request.wish, facts)?;
            match effects::would_break(
                &effects,
                facts.registry,
                &facts.changes.without(id),
                facts.rules.least_rest_seconds,
            ) {
                Err(R::TooLittleRest { .. }) if in_spite_of.is_some() => {}
                outcome => outcome?,
            }
            Ok(E::Approved {
                effects,
                order: facts.changes.next_order(),
                in_spite_of,
            })
        }
        C::Refuse { reason } => {
            decides(request, facts)?;
            if !open {
                return Err(wrong());
            }
            Ok(E::Refused {
                reason: text("reason", reason)?,
            })
        }
        C::Withdraw => {
            if facts.by != Some(request.wish.member()) {
                manager()?;
            }
            if !open {
                return Err(wrong());
            }
            Ok(E::Withdrawn)
        }
        C::Revoke { reason } => {
            manager()?;
            if request.status != S::Approved {
                return Err(wrong());
            }
            not_built_upon(request, id, facts)?;
            Ok(E::Revoked {
                reason: text("reason", reason)?,
            })
        }
        C::CutShort { last } => {
            manager()?;
            let Wish::Leave { from, to, .. } = &request.wish else {
                return Err(wrong());
            };
            if request.status != S::Approved {
                return Err(wrong());
            }
            let days = Period {
                from: *from,
                to: *to,
            };
            if !days.contains(*last) || last == to {
                return Err(R::BadDays(days.days() - 1));
            }
            Ok(E::CutShort { last: *last })
        }
    }
}

/// Who keeps the book decides, but not on a request of their own.
fn decides(request: &DutyRequest, facts: RequestFacts<'_>) -> Result<(), R> {
    if !facts.manages {
        return Err(MANAGER);
    }
    let own = |member: &MemberId| facts.by == Some(member);
    if own(request.wish.member()) || request.wish.other().is_some_and(own) {
        return Err(R::OwnRequest);
    }
    Ok(())
}

/// Undoing gives everybody the turns that they had before: nobody may then be on duty twice, as
/// when the member who was covered has taken another shift since.
fn not_built_upon(request: &DutyRequest, id: &str, facts: RequestFacts<'_>) -> Result<(), R> {
    let before = facts.changes.without(id);
    for effect in &request.effects {
        let days = effect.days();
        for day in days.from.0..=days.to.0 {
            let around: Vec<_> = (-1..=1)
                .flat_map(|off| {
                    crate::duty::turns_of_day(facts.registry, &before, Day(day.saturating_add(off)))
                })
                .filter(|turn| turn.member == *effect.member())
                .collect();
            for (nth, one) in around.iter().enumerate() {
                if let Some(other) = around.iter().skip(nth + 1).find(|two| one.overlaps(two)) {
                    return Err(R::DoubleDuty(
                        Box::new(one.clone()),
                        Box::new(other.clone()),
                    ));
                }
            }
        }
    }
    Ok(())
}
