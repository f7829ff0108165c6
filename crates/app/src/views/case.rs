//! What stands beside an incident's own row: claimed numbers, referrals, the follow-up desk, members'
//! scores, attachments.

use super::breach::breach_rows;
use super::columns::{flag, int, maybe_int, maybe_number, maybe_text, maybe_words, text, words};
use liandong_domain::{
    ids::{AreaId, IncidentId, TownId},
    incident::{
        Assignment, CategoryCode, ClockKind, FollowUp, FollowUpResult, Grade, Incident, Phase,
        Referral,
    },
    time::Timestamp,
};
use liandong_store::{Index, Row, RowChange, Table, Value};

/// Numbers of other systems that a push has claimed: each stands for one incident, on every node.
pub const EXTERNAL_NUMBER: Table = Table {
    name: "external_number",
    columns: &[
        text("town"),
        text("source"),
        text("number"),
        text("incident"),
    ],
    key: 3,
    indexes: &[],
};

/// Referrals, for the departments' desks. `id` is the incident's number, a point and the referral's
/// number in three digits, so that pages go on from one row.
pub const REFERRAL: Table = Table {
    name: "referral",
    columns: &[
        text("town"),
        text("id"),
        text("incident"),
        int("number"),
        text("department"),
        text("state"),
        int("open"),
        int("extension_asked"),
        int("referred_at"),
        maybe_int("due_at"),
        int("breached"),
        maybe_text("category"),
        maybe_text("area"),
        maybe_int("ended_at"),
    ],
    key: 2,
    indexes: &[
        Index {
            name: "referral_open",
            columns: &["town", "id"],
            only_where: Some("open = 1"),
        },
        Index {
            name: "referral_department",
            columns: &["town", "department", "id"],
            only_where: None,
        },
    ],
};

/// The follow-up desk. `id` is the incident's number; for the caller of a merged call `~` and that
/// call's number follow.
pub const FOLLOW_UP: Table = Table {
    name: "follow_up",
    columns: &[
        text("town"),
        text("id"),
        text("incident"),
        maybe_text("joined"),
        text("state"),
        int("wished"),
        int("attempts"),
        maybe_int("due_at"),
        maybe_text("category"),
        maybe_text("grade"),
        int("round"),
    ],
    key: 2,
    indexes: &[Index {
        name: "follow_up_state",
        columns: &["town", "state", "id"],
        only_where: None,
    }],
};

/// What callers said of members: one row for each member concerned and each answer. `kind` is
/// `follow_up`, `rating` or `joined`; `sampled` is 0 for an answer that no lot asked for; `at` is when it
/// was given, in seconds since 1970 in UTC.
pub const MEMBER_SCORE: Table = Table {
    name: "member_score",
    columns: &[
        text("town"),
        text("member"),
        text("incident"),
        text("entry"),
        text("kind"),
        text("grade"),
        int("complaint"),
        int("sampled"),
        int("round"),
        int("at"),
        int("late"),
        text("unit"),
    ],
    key: 4,
    indexes: &[Index {
        name: "member_score_at",
        columns: &["town", "at"],
        only_where: None,
    }],
};

/// Attachments, to look for their files.
pub const ATTACHMENT: Table = Table {
    name: "attachment",
    columns: &[
        text("town"),
        text("incident"),
        text("hash"),
        text("media"),
        int("size"),
        text("data_key"),
        int("at"),
    ],
    key: 3,
    indexes: &[],
};

/// A referral's row's name.
#[must_use]
pub fn referral_id(incident: &IncidentId, number: u32) -> String {
    format!("{incident}.{number:03}")
}

/// The rows beside an incident's own. Without a state `before`, the incident begins here (or is
/// rebuilt): then its number is claimed.
pub(super) fn case_rows(
    town: &TownId,
    before: Option<&Incident>,
    incident: &Incident,
    rows: &mut Vec<RowChange>,
) {
    let received = &incident.received;
    let pushed = before.is_none() && received.push.is_some();
    if let Some(number) = received.external.as_ref().filter(|_| pushed) {
        rows.push(RowChange::Insert(
            &EXTERNAL_NUMBER,
            vec![
                words(town.as_str()),
                words(received.source.code()),
                words(number),
                words(incident.number().as_str()),
            ],
        ));
    }
    let referrals = incident.referrals.iter();
    rows.extend(
        referrals.map(|one| RowChange::Upsert(&REFERRAL, referral_row(town, incident, one))),
    );
    follow_ups(town, incident, rows);
    scores(town, incident, rows);
    rows.extend(breach_rows(town, incident));
    rows.extend(incident.case.attachments.iter().map(|(at, one)| {
        RowChange::Upsert(
            &ATTACHMENT,
            vec![
                words(town.as_str()),
                words(incident.number().as_str()),
                words(&one.hash),
                words(one.media.code()),
                Value::Int(i64::try_from(one.size).unwrap_or(i64::MAX)),
                words(&one.key),
                Value::Int(at.0),
            ],
        )
    }));
}

/// The word for where a referral stands.
#[must_use]
pub const fn referral_state(one: &Referral) -> (&'static str, &'static str) {
    match (&one.result, &one.turned_back, one.accepted_at) {
        (Some(_), _, _) => ("disposed", "已办结"),
        (None, Some(_), None) => ("refused", "已退单"),
        (None, Some(_), Some(_)) => ("returned", "已退回"),
        (None, None, Some(_)) => ("accepted", "办理中"),
        (None, None, None) => ("waiting", "待受理"),
    }
}

fn referral_row(town: &TownId, incident: &Incident, one: &Referral) -> Row {
    let of_it = |kind: ClockKind| {
        let clocks = incident.clocks.iter().rev();
        clocks
            .into_iter()
            .find(|clock| clock.kind == kind && clock.nth == one.number)
    };
    let (accept, dispose) = (
        of_it(ClockKind::ReferralAccept),
        of_it(ClockKind::ReferralDispose),
    );
    let waits_for = if one.accepted_at.is_none() {
        accept
    } else {
        dispose
    };
    let breached = [accept, dispose]
        .into_iter()
        .flatten()
        .any(|clock| clock.breach.is_some());
    vec![
        words(town.as_str()),
        words(&referral_id(incident.number(), one.number)),
        words(incident.number().as_str()),
        Value::Int(i64::from(one.number)),
        words(one.department.as_str()),
        words(referral_state(one).0),
        flag(one.is_open()),
        flag(one.is_open() && one.asked_extension().is_some()),
        Value::Int(one.referred_at.0),
        maybe_number(
            waits_for
                .filter(|_| one.is_open())
                .map(|clock| clock.due_at.0),
        ),
        flag(breached),
        maybe_words(incident.category.map(CategoryCode::code)),
        maybe_words(incident.area.as_ref().map(AreaId::as_str)),
        maybe_number(ended_at(one).map(|at| at.0)),
    ]
}

/// When a department's part was over: by its result, or when it gave the matter back.
fn ended_at(one: &Referral) -> Option<Timestamp> {
    let result = one.result.as_ref().map(|(at, _)| *at);
    result.or_else(|| one.turned_back.as_ref().map(|back| back.at))
}

/// Where a follow-up stands (回访状态): its code and its word.
pub const FOLLOW_UP_STATES: [(&str, &str); 5] = [
    ("waiting", "待办结后回访"),
    ("due", "待回访"),
    ("done", "已回访"),
    ("unreachable", "未接通"),
    ("not_sampled", "未抽中"),
];

fn follow_up_state(
    phase: Phase,
    due: bool,
    reached: bool,
    attempts: usize,
) -> Option<&'static str> {
    Some(match phase {
        Phase::Disposed | Phase::Referred | Phase::ReferralAccepted if due => "waiting",
        Phase::Reviewed | Phase::DepartmentDisposed | Phase::FollowedUp | Phase::Closed
            if reached =>
        {
            "done"
        }
        Phase::Reviewed | Phase::DepartmentDisposed | Phase::FollowedUp if due => "due",
        Phase::Closed if attempts > 0 => "unreachable",
        Phase::Disposed
        | Phase::Referred
        | Phase::ReferralAccepted
        | Phase::Reviewed
        | Phase::DepartmentDisposed
        | Phase::FollowedUp
        | Phase::Closed => "not_sampled",
        _ => return None,
    })
}

fn follow_ups(town: &TownId, incident: &Incident, rows: &mut Vec<RowChange>) {
    let due = incident.follow_up_due();
    let of_round = |one: &&FollowUp| one.round == incident.round;
    let reached = |one: &FollowUp| matches!(one.result, FollowUpResult::Reached { .. });
    let mut one_row = |joined: Option<&IncidentId>, all: Vec<&FollowUp>| {
        let id = match joined {
            None => incident.number().to_string(),
            Some(joined) => format!("{}~{joined}", incident.number()),
        };
        let answered = all.iter().any(|one| reached(one));
        let Some(state) = follow_up_state(incident.phase, due, answered, all.len()) else {
            // Only a new round goes back behind the end of the work.
            if incident.round > 1 {
                rows.push(RowChange::Delete(
                    &FOLLOW_UP,
                    vec![words(town.as_str()), words(&id)],
                ));
            }
            return;
        };
        let clock = incident.open_clock(ClockKind::FollowUp);
        let grade = all.iter().rev().find_map(|one| grade_of(one));
        rows.push(RowChange::Upsert(
            &FOLLOW_UP,
            vec![
                words(town.as_str()),
                words(&id),
                words(incident.number().as_str()),
                maybe_words(joined.map(IncidentId::as_str)),
                words(state),
                flag(joined.is_none() && incident.case.wish.is_some()),
                Value::Int(i64::try_from(all.len()).unwrap_or(i64::MAX)),
                maybe_number(clock.map(|clock| clock.due_at.0)),
                maybe_words(incident.category.map(CategoryCode::code)),
                maybe_words(grade.map(|(grade, _)| grade.code())),
                Value::Int(i64::from(incident.round)),
            ],
        ));
    };
    one_row(None, incident.follow_ups.iter().filter(of_round).collect());
    for joined in incident.case.joined.iter().filter(|one| one.call.caller) {
        one_row(
            Some(&joined.call.incident),
            joined.follow_ups.iter().collect(),
        );
    }
}

fn grade_of(one: &FollowUp) -> Option<(Grade, bool)> {
    match &one.result {
        FollowUpResult::Reached { grade, complaint } => Some((*grade, complaint.is_some())),
        FollowUpResult::Unreachable => None,
    }
}

/// The cars whose crews a round's answers are about: those that arrived; if none did, the one that led
/// last.
#[must_use]
pub fn concerned(incident: &Incident, round: u32) -> Vec<&Assignment> {
    let mut of_round = incident.units.iter().filter(|one| one.round == round);
    let arrived: Vec<&Assignment> = of_round
        .clone()
        .filter(|one| one.arrival.is_some())
        .collect();
    if arrived.is_empty() {
        of_round.rfind(|one| one.lead).into_iter().collect()
    } else {
        arrived
    }
}

fn scores(town: &TownId, incident: &Incident, rows: &mut Vec<RowChange>) {
    let own = incident.follow_ups.iter().enumerate().map(|(nth, one)| {
        let kind = if one.link.is_some() {
            "rating"
        } else {
            "follow_up"
        };
        (format!("f{:03}", nth + 1), kind, one)
    });
    let joined = incident.case.joined.iter().flat_map(|joined| {
        joined.follow_ups.iter().enumerate().map(|(nth, one)| {
            let entry = format!("j{}.{:03}", joined.call.incident, nth + 1);
            (entry, "joined", one)
        })
    });
    for (entry, kind, one) in own.chain(joined) {
        let Some((grade, complaint)) = grade_of(one) else {
            continue;
        };
        for unit in concerned(incident, one.round) {
            for member in &unit.crew {
                rows.push(RowChange::Upsert(
                    &MEMBER_SCORE,
                    vec![
                        words(town.as_str()),
                        words(member.as_str()),
                        words(incident.number().as_str()),
                        words(&entry),
                        words(kind),
                        words(grade.code()),
                        flag(complaint),
                        flag(kind != "joined" && one.sampled),
                        Value::Int(i64::from(one.round)),
                        Value::Int(one.at.0),
                        flag(one.late),
                        words(unit.unit.as_str()),
                    ],
                ));
            }
        }
    }
}
