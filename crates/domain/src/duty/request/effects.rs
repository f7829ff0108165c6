//! What a request would change, and whether that can be.

use super::{RequestFacts, Wish};
use crate::{
    duty::{
        change::{Changes, Effect},
        reject::DutyRejection as R,
        turn::{Turn, turns_of_day},
    },
    ids::{ItemId, MemberId},
    registry::Registry,
    time::Day,
};

/// The turn of a member, or why there is none.
fn turn_of(
    registry: &Registry,
    changes: &Changes,
    member: &MemberId,
    day: Day,
    shift: &ItemId,
) -> Result<Turn, R> {
    if changes.leave_of(member, day).is_some() {
        return Err(R::OnLeave {
            member: member.clone(),
            day,
        });
    }
    turns_of_day(registry, changes, day)
        .into_iter()
        .find(|turn| turn.member == *member && turn.shift == *shift)
        .ok_or_else(|| R::NoTurn {
            member: member.clone(),
            day,
            shift: shift.clone(),
        })
}

/// What the request changes, when it is approved as things stand.
pub(super) fn of(wish: &Wish, facts: RequestFacts<'_>) -> Result<Vec<Effect>, R> {
    let (registry, changes) = (facts.registry, facts.changes);
    let off = |turn: &Turn| Effect::Off {
        member: turn.member.clone(),
        day: turn.day,
        shift: turn.shift.clone(),
    };
    let on = |turn: &Turn, member: &MemberId| Effect::On {
        member: member.clone(),
        day: turn.day,
        shift: turn.shift.clone(),
        unit: turn.unit.clone(),
        instead_of: Some(turn.member.clone()),
    };
    Ok(match wish {
        Wish::Leave {
            member, from, to, ..
        } => vec![Effect::Away {
            member: member.clone(),
            from: *from,
            to: *to,
        }],
        Wish::Swap {
            member,
            day,
            shift,
            with,
            with_day,
            with_shift,
        } => {
            let given = turn_of(registry, changes, member, *day, shift)?;
            let taken = turn_of(registry, changes, with, *with_day, with_shift)?;
            vec![
                off(&given),
                on(&given, with),
                off(&taken),
                on(&taken, member),
            ]
        }
        Wish::Cover {
            member,
            day,
            shift,
            substitute,
        } => {
            // A shift is covered also for one who is on leave: that is what covers are for.
            let without = Changes::new(
                changes
                    .iter()
                    .filter(|one| !matches!(&one.effect, Effect::Away { member: who, .. } if who == member))
                    .cloned()
                    .collect(),
            );
            let turn = turn_of(registry, &without, member, *day, shift)?;
            vec![off(&turn), on(&turn, substitute)]
        }
        Wish::Extra {
            member,
            day,
            shift,
            unit,
        } => {
            let known = registry
                .roster_on(*day)
                .is_some_and(|roster| roster.shift(shift).is_some());
            if !known {
                return Err(R::UnknownShift(shift.clone()));
            }
            vec![Effect::On {
                member: member.clone(),
                day: *day,
                shift: shift.clone(),
                unit: unit.clone(),
                instead_of: None,
            }]
        }
    })
}

/// Whether the effects would put somebody on duty twice at a time, on leave and on duty, or to
/// work after too little rest.
///
/// # Errors
/// The first of these; too little rest only when nothing graver is found.
pub fn would_break(
    effects: &[Effect],
    registry: &Registry,
    changes: &Changes,
    least_rest: i64,
) -> Result<(), R> {
    let after = changes.with("", effects);
    let mut short = Ok(());
    for effect in effects {
        let Effect::On {
            member, day, shift, ..
        } = effect
        else {
            continue;
        };
        if after.leave_of(member, *day).is_some() {
            return Err(R::OnLeave {
                member: member.clone(),
                day: *day,
            });
        }
        // A shift lasts a day at the most, and so does the least rest.
        let around = (-2..=2)
            .flat_map(|days| turns_of_day(registry, &after, Day(day.0.saturating_add(days))));
        let mut turns: Vec<Turn> = around.filter(|turn| turn.member == *member).collect();
        turns.sort();
        // The roster may have the member on this very shift in another car.
        for pair in turns.windows(2) {
            let [before, next] = pair else { continue };
            let here = |turn: &Turn| turn.day == *day && turn.shift == *shift;
            if !here(before) && !here(next) {
                continue;
            }
            if before.overlaps(next) {
                return Err(R::DoubleDuty(
                    Box::new(before.clone()),
                    Box::new(next.clone()),
                ));
            }
            let rest = next.from.since(before.to);
            if rest < least_rest && short.is_ok() {
                short = Err(R::TooLittleRest {
                    turns: Box::new((before.clone(), next.clone())),
                    rest,
                    least: least_rest,
                });
            }
        }
    }
    short
}
