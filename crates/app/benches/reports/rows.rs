//! Rows of read models as a year's commands would leave them, written in bulk.

use liandong_app::views::{BREACH, INCIDENT, REFERRAL};
use liandong_domain::{
    ids::TownId,
    incident::{CategoryCode, ClockKind, Grade},
    time::{Day, UtcOffset},
};
use liandong_store::{Table, sql};
use rusqlite::{Connection, Statement, params_from_iter, types::Value};
use std::path::Path;

const AREAS: [&str; 5] = ["a1", "a2", "a3", "a4", "a5"];
const DEPARTMENTS: [&str; 4] = ["housing", "city", "water", "market"];
const REASONS: [&str; 6] = [
    "道路拥堵，绕行",
    "上一警情未结束",
    "地址不详，反复联系报警人",
    "信号差，补报",
    "大雨积水",
    "车辆故障",
];

/// A stream of numbers from a seed (SplitMix64): the same rows each time.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, most: u64) -> u64 {
        self.next() % most
    }

    fn one_in(&mut self, many: u64) -> bool {
        self.below(many) == 0
    }
}

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

fn int(number: u64) -> Value {
    Value::Integer(number.cast_signed())
}

fn flag(is: bool) -> Value {
    Value::Integer(i64::from(is))
}

/// A row by the table's own columns: whatever is not named is empty text, zero or nothing.
fn row(table: &Table, cells: &[(&str, Value)]) -> Vec<Value> {
    let columns = table.columns.iter();
    columns
        .map(|column| {
            let found = cells.iter().find(|(name, _)| *name == column.name);
            match (found, column.nullable, column.kind) {
                (Some((_, value)), _, _) => value.clone(),
                (None, true, _) => Value::Null,
                (None, false, liandong_store::ColumnKind::Int) => Value::Integer(0),
                (None, false, _) => text(""),
            }
        })
        .collect()
}

fn write(into: &mut Statement<'_>, cells: Vec<Value>) {
    into.execute(params_from_iter(cells)).expect("written");
}

/// Fills the tables; answers what was written.
pub(crate) fn fill(path: &Path, town: &TownId, year: i16, incidents: u64) -> String {
    let mut db = Connection::open(path).expect("opened");
    db.pragma_update(None, "synchronous", "OFF").expect("set");
    let first: Day = format!("{year:04}-01-01").parse().expect("a day");
    let next: Day = format!("{:04}-01-01", year + 1).parse().expect("a day");
    let days = (next.0 - first.0).unsigned_abs();
    let transaction = db.transaction().expect("begun");
    let number: i64 = transaction
        .query_row(
            "SELECT no FROM log_town WHERE name = ?1",
            [town.as_str()],
            |row| row.get(0),
        )
        .expect("the town");
    let (mut breaches, mut referrals, mut callers) = (0, 0, 0);
    {
        let prepare = |table| transaction.prepare(&sql::insert(table)).expect("prepared");
        let mut into = [&INCIDENT, &BREACH, &REFERRAL].map(prepare);
        let mut secret = transaction
            .prepare("INSERT INTO log_secret (town, kind, id, value) VALUES (?1, 'telephone_digest', ?2, ?3)")
            .expect("prepared");
        let mut dice = Dice(1);
        for nth in 0..incidents {
            let day = Day(first.0 + (nth * days / incidents).cast_signed());
            let before = (nth * days / incidents * incidents).div_ceil(days);
            let date = day.date();
            let id = format!(
                "{:04}{:02}{:02}-{:05}",
                date.year(),
                date.month(),
                date.day(),
                nth - before + 1
            );
            let at = UtcOffset::BEIJING.start_of(day).0.unsigned_abs() + dice.below(86_400);
            let one = Incident {
                town: town.as_str(),
                id: &id,
                at,
            };
            let breached = dice.one_in(14);
            write(&mut into[0], one.row(&mut dice, breached));
            if breached {
                write(&mut into[1], one.breach(&mut dice));
                breaches += 1;
            }
            if dice.one_in(16) {
                write(&mut into[2], one.referral(&mut dice));
                referrals += 1;
            }
            if dice.below(10) < 7 {
                let digest = Dice(dice.below(300_000)).next().to_be_bytes().repeat(4);
                secret
                    .execute((number, &id, &digest))
                    .expect("a keyed digest");
                callers += 1;
            }
        }
    }
    transaction.commit().expect("committed");
    db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE); ANALYZE")
        .expect("checkpointed");
    format!(
        "{incidents} incidents, {breaches} breaches, {referrals} referrals, {callers} callers' digests"
    )
}

struct Incident<'a> {
    town: &'a str,
    id: &'a str,
    at: u64,
}

impl Incident<'_> {
    fn row(&self, dice: &mut Dice, breached: bool) -> Vec<Value> {
        let category = CategoryCode::ALL[usize::try_from(dice.below(5)).expect("small")];
        let over = !dice.one_in(60);
        let graded = dice.below(10) < 6;
        let car = dice.below(5) + 1;
        let crew = dice.below(8) * 5 + car;
        let arrive = if breached { "breached" } else { "kept" };
        let took = |seconds: u64| int(seconds);
        row(
            &INCIDENT,
            &[
                ("town", text(self.town)),
                ("id", text(self.id)),
                ("version", int(12)),
                (
                    "phase",
                    text(if over { "closed" } else { "returned_to_police" }),
                ),
                ("open", int(0)),
                ("source", text("police_110")),
                ("received_at", int(self.at)),
                ("category", text(category.code())),
                (
                    "area",
                    text(AREAS[usize::try_from(car - 1).expect("small")]),
                ),
                ("arrive", text(arrive)),
                ("arrive_took", took(400 + dice.below(500))),
                ("arrive_late", flag(dice.one_in(40))),
                ("feedback", text("kept")),
                ("feedback_took", took(1_000 + dice.below(700))),
                ("dispose", text("kept")),
                ("dispose_took", took(2_000 + dice.below(1_500))),
                (
                    "grade",
                    match graded {
                        true => text(
                            Grade::ALL[usize::try_from(dice.below(25).min(4)).expect("small")]
                                .code(),
                        ),
                        false => Value::Null,
                    },
                ),
                ("unreachable", flag(!graded)),
                ("sampled", int(1)),
                ("round", int(1 + u64::from(dice.one_in(80)))),
                ("late_entries", flag(dice.one_in(30))),
                ("last_recorded", int(self.at + 90_000)),
                (
                    "subcategory",
                    text(format!("{}-{}", category.code(), dice.below(4) + 1)),
                ),
                ("place", {
                    let place = Dice(dice.below(60_000)).next();
                    Value::Integer(place.cast_signed())
                }),
                (
                    "crews",
                    text(format!("LA:m{crew:02},m{:02}", (crew + 5) % 40 + 1)),
                ),
                ("complaint", flag(dice.one_in(150))),
            ],
        )
    }

    fn breach(&self, dice: &mut Dice) -> Vec<Value> {
        let at = usize::try_from(dice.below(6)).expect("small");
        row(
            &BREACH,
            &[
                ("town", text(self.town)),
                ("incident", text(self.id)),
                ("clock", text(ClockKind::Arrive.code())),
                ("received_at", int(self.at)),
                ("late_by", int(30 + dice.below(900))),
                ("explanation", text(REASONS[at])),
            ],
        )
    }

    fn referral(&self, dice: &mut Dice) -> Vec<Value> {
        let department = DEPARTMENTS[usize::try_from(dice.below(4)).expect("small")];
        let referred = self.at + 4_000;
        let open = dice.one_in(50);
        row(
            &REFERRAL,
            &[
                ("town", text(self.town)),
                ("id", text(format!("{}.001", self.id))),
                ("incident", text(self.id)),
                ("number", int(1)),
                ("department", text(department)),
                ("state", text(if open { "accepted" } else { "disposed" })),
                ("open", flag(open)),
                ("referred_at", int(referred)),
                ("breached", flag(dice.one_in(9))),
                (
                    "ended_at",
                    match open {
                        true => Value::Null,
                        false => int(referred + dice.below(20 * 86_400)),
                    },
                ),
            ],
        )
    }
}
