//! A read model as wide as a real one, and a cheap projector that fills it.

use liandong_domain::{
    ids::{AccountId, TownId},
    roles::Role,
    time::Timestamp,
};
use liandong_store::{
    Actor, Column, ColumnKind, CommandKey, Commit, Index, NewEvent, Projector, Row, RowChange,
    StoredEvent, StreamName, Table, Value,
};
use std::collections::{BTreeSet, HashMap};

const fn int(name: &'static str) -> Column {
    Column {
        name,
        kind: ColumnKind::Int,
        nullable: true,
    }
}

const fn text(name: &'static str) -> Column {
    Column {
        name,
        kind: ColumnKind::Text,
        nullable: false,
    }
}

/// 45 columns, two indexes.
pub(crate) static INCIDENTS: Table = Table {
    name: "incidents",
    columns: &[
        text("town"),
        text("id"),
        text("state"),
        text("category"),
        text("area"),
        text("unit"),
        text("address"),
        int("version"),
        int("received_at"),
        int("open"),
        int("c10"),
        int("c11"),
        int("c12"),
        int("c13"),
        int("c14"),
        int("c15"),
        int("c16"),
        int("c17"),
        int("c18"),
        int("c19"),
        int("c20"),
        int("c21"),
        int("c22"),
        int("c23"),
        int("c24"),
        int("c25"),
        int("c26"),
        int("c27"),
        int("c28"),
        int("c29"),
        int("c30"),
        int("c31"),
        int("c32"),
        int("c33"),
        int("c34"),
        int("c35"),
        int("c36"),
        int("c37"),
        int("c38"),
        int("c39"),
        int("c40"),
        int("c41"),
        int("c42"),
        int("c43"),
        int("c44"),
    ],
    key: 2,
    indexes: &[
        Index {
            name: "incidents_received",
            columns: &["town", "received_at"],
            only_where: None,
        },
        Index {
            name: "incidents_open",
            columns: &["town", "state"],
            only_where: Some("open = 1"),
        },
    ],
};

pub(crate) static TABLES: &[&Table] = &[&INCIDENTS];

/// Events in an incident's life.
pub(crate) const LIFE: u64 = 10;

const STATES: [&str; 10] = [
    "received",
    "classified",
    "accepted",
    "assigned",
    "acknowledged",
    "arrived",
    "reported",
    "disposed",
    "reviewed",
    "closed",
];

pub(crate) fn town() -> TownId {
    TownId::new("huacao").expect("a town")
}

/// The row of an incident after an event: a few columns change each time, as in real life.
fn write_row(row: &mut Row, town: &TownId, stream: &str, version: u64, at: i64) {
    if row.is_empty() {
        row.extend(
            [
                "",
                "",
                "",
                "涉环境违法",
                "area-3",
                "",
                "华漕镇纪翟路某某弄某号",
            ]
            .map(|t| Value::Text(t.into())),
        );
        row.resize(INCIDENTS.columns.len(), Value::Null);
        row[0] = Value::Text(town.as_str().into());
        row[1] = Value::Text(stream.into());
        row[8] = Value::Int(at);
        for cell in &mut row[30..] {
            *cell = Value::Int(0);
        }
    }
    let step = usize::try_from((version - 1) % LIFE).unwrap_or_default();
    row[2] = Value::Text(STATES[step].into());
    row[5] = Value::Text("car-2".into());
    row[7] = Value::Int(version.cast_signed());
    row[9] = Value::Int(i64::from(version < LIFE));
    row[10 + step] = Value::Int(at);
    row[20 + step] = Value::Int(at - 1_709_251_200);
}

fn payload(version: u64, at: i64) -> String {
    format!(
        r#"{{"step":{version},"at":{at},"how":"radio","unit":"car-2","crew":["m-011","m-024"],"place":{{"lon":121.2871,"lat":31.2204,"accuracy":12}},"note":"现场为沿街商铺夜间噪声，已劝导并当场调低音量，店主表示配合，报警人已电话告知处理结果，无人员受伤，无财物损失，后续由责任区联警队员继续巡查。","clock":{{"policy":"2024-03","limit":3600}}}}"#
    )
}

/// Whether keys rise with time, as UUID version 7 does, by `LIANDONG_BENCH_KEYS=ordered`.
pub(crate) fn ordered_keys() -> bool {
    static ORDERED: std::sync::LazyLock<bool> = std::sync::LazyLock::new(|| {
        std::env::var("LIANDONG_BENCH_KEYS").is_ok_and(|keys| keys == "ordered")
    });
    *ORDERED
}

/// One caller's work: incidents from beginning to end, one event a commit.
pub(crate) struct Caller {
    town: TownId,
    caller: u64,
    done: u64,
    row: Row,
    fold: bool,
    account: AccountId,
}

impl Caller {
    pub(crate) fn new(caller: u64, fold: bool) -> Self {
        Self {
            town: town(),
            caller,
            done: 0,
            row: Row::new(),
            fold,
            account: AccountId::new("dispatcher-03").expect("an account"),
        }
    }

    pub(crate) fn next(&mut self) -> Commit {
        let version = self.done % LIFE + 1;
        let incident = self.done / LIFE;
        // Numbered by the day's intake: what is open at one time stands close together.
        let number = incident * 64 + self.caller;
        let stream = format!("incident/20240301-{number:06}");
        let at = 1_709_251_200 + (incident * 640 + version * 60).cast_signed();
        if version == 1 {
            self.row.clear();
        }
        write_row(&mut self.row, &self.town, &stream, version, at);
        let rows = if self.fold {
            vec![RowChange::Upsert(&INCIDENTS, self.row.clone())]
        } else {
            Vec::new()
        };
        // Keys as clients make them: random, so that their index is hit all over.
        let mut random = (self.caller << 32 | self.done).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        random ^= random >> 29;
        random = random.wrapping_mul(0xBF58_476D_1CE4_E5B9);
        if ordered_keys() {
            random = self.done;
        }
        self.done += 1;
        Commit {
            town: self.town.clone(),
            stream: StreamName::new(stream),
            expected: version - 1,
            key: CommandKey::new(format!(
                "{random:016x}-{:04x}-{:08x}",
                self.caller, self.done
            )),
            fingerprint: [5; 32],
            actor: Actor {
                account: self.account.clone(),
                role: Role::Dispatcher,
            },
            events: vec![NewEvent {
                kind: "incident.disposition_reported".into(),
                schema: 1,
                occurred_at: Timestamp(at),
                recorded_at: Timestamp(at),
                late: false,
                payload: payload(version, at).into(),
            }],
            rows,
            secrets: Vec::new(),
        }
    }
}

/// A cheap projector: it does not read the payload.
pub(crate) struct Fold {
    town: TownId,
    rows: HashMap<StreamName, Row>,
    changed: BTreeSet<StreamName>,
}

impl Fold {
    pub(crate) fn new() -> Self {
        Self {
            town: town(),
            rows: HashMap::new(),
            changed: BTreeSet::new(),
        }
    }
}

impl Projector for Fold {
    fn tables(&self) -> Vec<&'static Table> {
        TABLES.to_vec()
    }

    fn apply(&mut self, event: &StoredEvent) -> Result<(), String> {
        if !self.rows.contains_key(&event.stream) {
            self.rows.insert(event.stream.clone(), Row::new());
        }
        if let Some(row) = self.rows.get_mut(&event.stream) {
            let at = event.event.occurred_at.0;
            write_row(row, &self.town, event.stream.as_str(), event.version, at);
        }
        if !self.changed.contains(&event.stream) {
            self.changed.insert(event.stream.clone());
        }
        Ok(())
    }

    fn drain(&mut self, into: &mut Vec<RowChange>) {
        for stream in std::mem::take(&mut self.changed) {
            into.push(RowChange::Upsert(&INCIDENTS, self.rows[&stream].clone()));
        }
    }
}
