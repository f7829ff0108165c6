//! What must hold in an entry before it is booked (记账).
//!
//! What cannot be is refused; what is unusual and true all the same (a payment beyond the budget, a contract
//! with no budget) is taken in, shows in the balances, and is said by [`super::ledger::position::Finding`].

use super::{
    account::{ProjectRejection, ProjectState},
    ledger::{
        Entry, EntryKind, LARGEST,
        contract::{BadContract, Contract},
        counted,
    },
};
use crate::{ids::ItemId, money::Fen, time::Day};
use std::collections::BTreeSet;

type Refused = Result<(), ProjectRejection>;

/// Holds an entry against the project's other entries and contracts.
///
/// # Errors
/// [`ProjectRejection`], naming the entry.
pub(super) fn check(state: &ProjectState, entry: &Entry) -> Refused {
    if entry.kind != EntryKind::Adjustment && entry.amount.0 <= 0 {
        return Err(ProjectRejection::BadAmount {
            id: entry.id.to_string(),
            problem: "the amount must be above zero",
        });
    }
    if entry.kind == EntryKind::Adjustment && entry.amount == Fen::ZERO {
        return Err(ProjectRejection::BadAmount {
            id: entry.id.to_string(),
            problem: "an adjustment is not zero",
        });
    }
    if entry.amount.0.unsigned_abs() > LARGEST.0.unsigned_abs() {
        return Err(ProjectRejection::BadAmount {
            id: entry.id.to_string(),
            problem: "the amount is beyond any budget",
        });
    }
    // What stands already is compared whole by the caller, and not held against itself.
    if state.entries().iter().any(|one| one.id == entry.id) {
        return Ok(());
    }
    refers(state, entry)?;
    of_contract(state, entry)?;
    reverses(state, entry)?;
    leaves(state, entry)
}

/// Holds a contract against what was booked of it and against the other contracts' lines.
///
/// # Errors
/// [`BadContract`].
pub(super) fn contract(state: &ProjectState, contract: &Contract) -> Result<(), BadContract> {
    let others = state.all_recorded().filter(|one| one.id != contract.id);
    let others: BTreeSet<&ItemId> = others
        .flat_map(|one| &one.lines)
        .map(|one| &one.id)
        .collect();
    if let Some(line) = contract.lines.iter().find(|one| others.contains(&one.id)) {
        return Err(BadContract::Lines(line.id.to_string()));
    }
    let invoiced = sum(state.entries(), |one| {
        one.kind == EntryKind::Invoice && one.contract.as_ref() == Some(&contract.id)
    });
    if invoiced > contract.total {
        return Err(BadContract::Invoiced(invoiced));
    }
    Ok(())
}

fn bad(entry: &Entry, problem: &'static str) -> Refused {
    Err(ProjectRejection::BadReference {
        id: entry.id.to_string(),
        problem,
    })
}

/// Refuses a deduction without its decision, and a decision that stands under another entry. One that was taken
/// back may be entered anew.
fn refers(state: &ProjectState, entry: &Entry) -> Refused {
    let Some(reference) = &entry.reference else {
        return match entry.kind {
            EntryKind::Deduction => bad(entry, "a deduction names the decision that it enters"),
            _ => Ok(()),
        };
    };
    let entries = state.entries();
    let mut others = entries.iter().filter(|one| stands(entries, one));
    if others.any(|one| one.reference.as_ref() == Some(reference)) {
        return bad(entry, "the decision is already entered");
    }
    Ok(())
}

fn of_contract(state: &ProjectState, entry: &Entry) -> Refused {
    let Some(id) = &entry.contract else {
        return Ok(());
    };
    if !matches!(
        entry.kind,
        EntryKind::Invoice | EntryKind::Payment | EntryKind::Deduction
    ) {
        return bad(
            entry,
            "only an invoice, a payment or a deduction is of a contract",
        );
    }
    let Some(contract) = state.recorded(id) else {
        return bad(entry, "the project has no such contract");
    };
    let first = state.contracts().iter().find(|one| one.id == *id);
    if first.is_some_and(|first| entry.day < first.signed) {
        return bad(entry, "the day is before the contract was signed");
    }
    let so_far = |kind| {
        sum(state.entries(), |one| {
            one.kind == kind && one.contract.as_ref() == Some(id)
        })
    };
    let invoiced = so_far(EntryKind::Invoice);
    match entry.kind {
        EntryKind::Invoice if invoiced + entry.amount > contract.total => {
            bad(entry, "the invoices would be more than the contract")
        }
        EntryKind::Payment if lowest(state, entry, |one| owed(one, id)) < Fen::ZERO => bad(
            entry,
            "the payments would be more than the invoices less the deductions",
        ),
        _ => Ok(()),
    }
}

/// Refuses what leaves a budget below zero, and takes an invoice back from under its payment.
fn leaves(state: &ProjectState, entry: &Entry) -> Refused {
    if moved(state, entry, budget) < Fen::ZERO && lowest(state, entry, budget) < Fen::ZERO {
        return bad(entry, "the adjusted budget would be below zero");
    }
    let reversed = entry.reverses.as_ref();
    let mut all = state.entries().iter();
    let invoice = all.find(|one| Some(&one.id) == reversed && one.kind == EntryKind::Invoice);
    let Some(id) = invoice.and_then(|one| one.contract.as_ref()) else {
        return Ok(());
    };
    if lowest(state, entry, |one| owed(one, id)) < Fen::ZERO {
        return bad(entry, "it is paid already; take the payment back first");
    }
    Ok(())
}

/// What an entry adds to the adjusted budget.
fn budget(entry: &Entry) -> Fen {
    match entry.kind {
        EntryKind::Initial | EntryKind::Adjustment => entry.amount,
        _ => Fen::ZERO,
    }
}

/// What an entry adds to what is owed under a contract.
fn owed(entry: &Entry, contract: &ItemId) -> Fen {
    if entry.contract.as_ref() != Some(contract) {
        return Fen::ZERO;
    }
    match entry.kind {
        EntryKind::Invoice => entry.amount,
        EntryKind::Deduction | EntryKind::Payment => Fen::ZERO - entry.amount,
        _ => Fen::ZERO,
    }
}

/// What a new entry moves.
fn moved(state: &ProjectState, entry: &Entry, of: impl Fn(&Entry) -> Fen) -> Fen {
    counted(state.entries(), entry)
        .map_or(Fen::ZERO, |(one, sign)| Fen(of(one).0.saturating_mul(sign)))
}

/// The lowest that a running sum stands at the end of a day, from a new entry's day on: a payment must be
/// covered on its day and not only by an invoice of next month.
fn lowest(state: &ProjectState, entry: &Entry, of: impl Fn(&Entry) -> Fen) -> Fen {
    let all = state.entries().iter().chain(Some(entry));
    let mut moves: Vec<(Day, Fen)> = all.map(|one| (one.day, moved(state, one, &of))).collect();
    moves.sort_by_key(|(day, _)| *day);
    let (before, after): (Vec<_>, Vec<_>) =
        moves.into_iter().partition(|(day, _)| *day <= entry.day);
    let mut sum: Fen = before.into_iter().map(|(_, fen)| fen).sum();
    let mut lowest = sum;
    for day in after.chunk_by(|one, other| one.0 == other.0) {
        sum = sum + day.iter().map(|(_, fen)| *fen).sum();
        lowest = lowest.min(sum);
    }
    lowest
}

/// A reversal names an entry that stands, is no reversal and is not reversed, with the same amount.
fn reverses(state: &ProjectState, entry: &Entry) -> Refused {
    let is_reversal = entry.kind == EntryKind::Reversal;
    let Some(id) = &entry.reverses else {
        return if is_reversal {
            bad(entry, "a reversal names the entry that it takes back")
        } else {
            Ok(())
        };
    };
    if !is_reversal {
        return bad(entry, "only a reversal takes an entry back");
    }
    let Some(reversed) = state.entries().iter().find(|one| one.id == *id) else {
        return bad(entry, "there is no such entry to take back");
    };
    if reversed.kind == EntryKind::Reversal {
        return bad(entry, "a reversal is not taken back; enter it anew");
    }
    let mut all = state.entries().iter();
    if all.any(|one| one.reverses.as_ref() == Some(id)) {
        return bad(entry, "the entry is already taken back");
    }
    if entry.day < reversed.day {
        return bad(entry, "the day is before that of the entry");
    }
    if entry.amount != Fen(reversed.amount.0.abs()) {
        return bad(entry, "a reversal takes the whole amount back");
    }
    Ok(())
}

/// The amounts of the entries that fit and were not taken back.
fn sum(entries: &[Entry], fits: impl Fn(&Entry) -> bool) -> Fen {
    let standing = entries
        .iter()
        .filter(|one| fits(one) && stands(entries, one));
    standing.map(|one| one.amount).sum()
}

/// Whether an entry was not taken back.
fn stands(entries: &[Entry], entry: &Entry) -> bool {
    let mut all = entries.iter();
    !all.any(|other| other.reverses.as_ref() == Some(&entry.id))
}
