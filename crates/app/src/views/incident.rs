//! One row an incident: what lists are sorted by and what indicators count. The incident's whole
//! state comes from its stream.

use super::columns::{int, maybe_int, maybe_text, text};
use liandong_analysis::crews_text;
use liandong_domain::{
    ids::{AreaId, IncidentId, ItemId, TownId},
    incident::{
        Assignment, CategoryCode, ClockFact, ClockOutcome, FollowUpResult, Grade, Incident,
        IncidentFact, Phase,
    },
    places::normalise,
    time::Timestamp,
};
use liandong_store::{Index, Row, Table, Value};
use sm3::{Digest, Sm3};

/// The incidents. `open` is 1 until the loop is over; outcomes are the words of
/// [`ClockOutcome::code`]; times are seconds since 1970 in UTC. `place` is [`place_key`], `crews` what
/// [`crews_text`] writes, `complaint` 1 when any answer at follow-up was one.
pub const INCIDENT: Table = Table {
    name: "incident",
    columns: &[
        text("town"),
        text("id"),
        int("version"),
        text("phase"),
        int("open"),
        text("source"),
        maybe_text("external"),
        int("received_at"),
        maybe_text("category"),
        maybe_text("area"),
        maybe_text("active_units"),
        maybe_int("next_alarm"),
        maybe_int("next_due"),
        maybe_text("arrive"),
        maybe_int("arrive_took"),
        int("arrive_late"),
        maybe_text("feedback"),
        maybe_int("feedback_took"),
        int("feedback_late"),
        maybe_text("dispose"),
        maybe_int("dispose_took"),
        int("dispose_late"),
        maybe_text("grade"),
        int("grade_late"),
        int("unreachable"),
        int("sampled"),
        int("round"),
        int("late_entries"),
        int("last_recorded"),
        maybe_text("subcategory"),
        maybe_int("place"),
        maybe_text("crews"),
        int("complaint"),
    ],
    key: 2,
    indexes: &[
        Index {
            name: "incident_open",
            columns: &["town", "id"],
            only_where: Some("open = 1"),
        },
        Index {
            name: "incident_waiting",
            columns: &["town", "id"],
            only_where: Some("phase = 'accepted'"),
        },
    ],
};

/// The cars of incidents, with when each was last sent there and let go. Times are seconds since
/// 1970 in UTC.
pub const INCIDENT_UNIT: Table = Table {
    name: "incident_unit",
    columns: &[
        text("town"),
        text("unit"),
        text("incident"),
        int("assigned_at"),
        maybe_int("released_at"),
    ],
    key: 3,
    indexes: &[Index {
        name: "incident_unit_released",
        columns: &["town", "unit", "released_at"],
        only_where: None,
    }],
};

/// The rows of an incident's cars. A car that was sent there twice has the row of the last time.
#[must_use]
pub fn unit_rows(town: &TownId, incident: &Incident) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::with_capacity(incident.units.len());
    for (nth, one) in incident.units.iter().enumerate() {
        let again = |later: &Assignment| later.unit == one.unit;
        if incident.units.iter().skip(nth + 1).any(again) {
            continue;
        }
        rows.push(vec![
            Value::Text(town.as_str().into()),
            Value::Text(one.unit.as_str().into()),
            Value::Text(incident.number().as_str().into()),
            Value::Int(one.assigned_at.0),
            one.released_at.map_or(Value::Null, |at| Value::Int(at.0)),
        ]);
    }
    rows
}

/// The columns of a fact, in the order that [`fact_from`] reads.
#[must_use]
pub fn fact_columns() -> Vec<&'static str> {
    vec![
        "id",
        "received_at",
        "phase",
        "category",
        "area",
        "arrive",
        "arrive_took",
        "arrive_late",
        "feedback",
        "feedback_took",
        "feedback_late",
        "dispose",
        "dispose_took",
        "dispose_late",
        "grade",
        "grade_late",
        "unreachable",
        "sampled",
        "round",
        "late_entries",
    ]
}

/// An incident's row at a version of its stream.
#[must_use]
pub fn incident_row(town: &TownId, incident: &Incident, version: u64) -> Row {
    let fact = incident.fact();
    let words = |word: &str| Value::Text(word.into());
    let maybe = |word: Option<&str>| word.map_or(Value::Null, words);
    let number = |value: Option<i64>| value.map_or(Value::Null, Value::Int);
    let flag = |value: bool| Value::Int(i64::from(value));
    let mut active: String = String::new();
    for one in incident.active_units() {
        if !active.is_empty() {
            active.push(',');
        }
        active.push_str(one.unit.as_str());
    }
    let clock = |fact: Option<ClockFact>| {
        [
            maybe(fact.map(|one| one.outcome.code())),
            number(fact.and_then(|one| one.took)),
            flag(fact.is_some_and(|one| one.late)),
        ]
    };
    let mut row = vec![
        words(town.as_str()),
        words(fact.id.as_str()),
        Value::Int(i64::try_from(version).unwrap_or(i64::MAX)),
        words(fact.phase.code()),
        flag(!fact.phase.is_over()),
        words(incident.received.source.code()),
        maybe(incident.received.external.as_deref()),
        Value::Int(fact.received_at.0),
        maybe(fact.category.map(CategoryCode::code)),
        maybe(fact.area.as_ref().map(AreaId::as_str)),
        maybe(Some(active.as_str()).filter(|one| !one.is_empty())),
        number(incident.next_alarm().map(|at| at.0)),
        number(incident.next_due().map(|at| at.0)),
    ];
    row.extend(clock(fact.arrive));
    row.extend(clock(fact.feedback));
    row.extend(clock(fact.dispose));
    row.extend([
        maybe(fact.grade.map(Grade::code)),
        flag(fact.grade_late),
        flag(fact.unreachable),
        flag(fact.sampled),
        Value::Int(i64::from(fact.round)),
        Value::Int(i64::from(fact.late_entries)),
        Value::Int(incident.last_recorded_at.0),
        maybe(incident.subcategory.as_ref().map(ItemId::as_str)),
        number(place_key(incident)),
        maybe(Some(crews_text(&incident.units).as_str()).filter(|one| !one.is_empty())),
        flag(incident.follow_ups.iter().any(|one| complains(&one.result))),
    ]);
    row
}

const fn complains(result: &FollowUpResult) -> bool {
    matches!(
        result,
        FollowUpResult::Reached {
            complaint: Some(_),
            ..
        }
    )
}

/// Cells of a degree that places are told apart by: a two-thousandth, some fifty metres.
const CELLS: f64 = 2_000.0;

/// What tells an incident's place from others, so that calls of one place can be counted: eight bytes of
/// SM3 of the gazetteer's entry, else of the cell that the place lies in, else of the address in one
/// spelling. `None` without any of these. It is a key to compare, not a secret: outside of the database a
/// keyed digest stands for it.
#[must_use]
pub fn place_key(incident: &Incident) -> Option<i64> {
    let received = &incident.received;
    let text = match (&received.located, received.place) {
        (Some(located), None) => format!("spot/{}", located.spot),
        (_, Some(place)) => {
            let cell = |degrees: f64| (degrees * CELLS).floor();
            format!("cell/{}/{}", cell(place.lat), cell(place.lon))
        }
        (None, None) => {
            let address = normalise(&received.address);
            if address.is_empty() {
                return None;
            }
            format!("address/{address}")
        }
    };
    let digest: [u8; 32] = Sm3::digest(text.as_bytes()).into();
    let (first, _) = digest.split_first_chunk::<8>()?;
    Some(i64::from_be_bytes(*first))
}

/// Reads a fact from the cells of [`fact_columns`]; `None` when a cell holds what was never written.
#[must_use]
pub fn fact_from(cells: &[Value]) -> Option<IncidentFact> {
    let int = |at: usize| match cells.get(at) {
        Some(Value::Int(value)) => Some(*value),
        _ => None,
    };
    let word = |at: usize| match cells.get(at) {
        Some(Value::Text(word)) => Some(word.as_ref()),
        _ => None,
    };
    let clock = |at: usize| {
        let outcome = ClockOutcome::parse(word(at)?)?;
        Some(ClockFact {
            outcome,
            took: int(at + 1),
            late: int(at + 2) == Some(1),
        })
    };
    Some(IncidentFact {
        id: IncidentId::new(word(0)?).ok()?,
        received_at: Timestamp(int(1)?),
        phase: Phase::parse(word(2)?)?,
        category: word(3).and_then(CategoryCode::parse),
        area: word(4).and_then(|word| AreaId::new(word).ok()),
        arrive: clock(5),
        feedback: clock(8),
        dispose: clock(11),
        grade: word(14).and_then(Grade::parse),
        grade_late: int(15) == Some(1),
        unreachable: int(16) == Some(1),
        sampled: int(17) == Some(1),
        round: u32::try_from(int(18)?).ok()?,
        late_entries: u32::try_from(int(19)?).ok()?,
    })
}
