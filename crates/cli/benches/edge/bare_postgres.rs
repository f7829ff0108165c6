//! Bare PostgreSQL: the bytes that the whole path wrote, inserted over one connection of the same
//! driver. Each row is a prepared INSERT; the statements of a transaction are sent one behind the
//! other without waiting for answers in between.

use super::bare::Written;
use liandong_app::views::INCIDENT;
use liandong_store::{ColumnKind, Row, StoredEvent, Value, sql};
use std::{
    future::{Future, poll_fn},
    pin::Pin,
    task::Poll,
    time::Instant,
};
use tokio_postgres::{Client, Error, NoTls, Statement, types::ToSql};

const TABLES: &str = "CREATE TABLE bare (key TEXT NOT NULL, nth BIGINT NOT NULL, town TEXT,
       stream TEXT, version BIGINT, kind TEXT, schema BIGINT, occurred_at BIGINT,
       recorded_at BIGINT, late BOOLEAN, actor TEXT, role TEXT, payload TEXT, hash BYTEA,
       UNIQUE (key, nth));
     CREATE TABLE secret (town TEXT, kind TEXT, id TEXT, value BYTEA, PRIMARY KEY (town, kind, id));";
const EVENT: &str = "INSERT INTO bare VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)";
const SECRET: &str = "INSERT INTO secret VALUES ($1,$2,$3,$4)";

type Cell<'a> = Box<dyn ToSql + Sync + Send + 'a>;
type Sent<'a> = Pin<Box<dyn Future<Output = Result<(), Error>> + 'a>>;

async fn connect(cluster: &str) -> Client {
    let connected = tokio_postgres::connect(cluster, NoTls).await;
    let (client, wire) = connected.expect("connected");
    tokio::spawn(wire);
    client
}

/// What the cluster says about waiting for the disk.
pub(crate) async fn durable(cluster: &str) -> String {
    let client = connect(cluster).await;
    let mut told = Vec::new();
    for name in ["fsync", "synchronous_commit"] {
        let row = client.query_one(&format!("SHOW {name}"), &[]).await;
        let value: String = row.expect("shown").get(0);
        told.push(format!("{name}={value}"));
    }
    told.join(", ")
}

/// Commands a second, `group` in a transaction.
pub(crate) async fn run(cluster: &str, name: &str, all: &[Written], group: u64) -> f64 {
    let client = connect(cluster).await;
    let name = format!("edge_{name}_{}", std::process::id());
    let mut make = format!("CREATE SCHEMA {name}; SET search_path TO {name}; {TABLES}");
    make.push_str(&sql::create_table(&INCIDENT, sql::Dialect::Postgres));
    for index in INCIDENT.indexes {
        make.push(';');
        make.push_str(&sql::create_index(&INCIDENT, index, sql::Dialect::Postgres));
    }
    client.batch_execute(&make).await.expect("made");
    let event = client.prepare(EVENT).await.expect("prepared");
    let secret = client.prepare(SECRET).await.expect("prepared");
    let upsert = client.prepare(&sql::upsert(&INCIDENT)).await;
    let upsert = upsert.expect("prepared");
    let group = usize::try_from(group).expect("fits").max(1);
    let started = Instant::now();
    for together in all.chunks(group) {
        let mut sent: Vec<Sent<'_>> = Vec::new();
        sent.push(Box::pin(client.batch_execute("BEGIN")));
        for written in together {
            for (nth, stored) in written.events.iter().enumerate() {
                sent.push(Box::pin(insert(&client, &event, of_event(stored, nth))));
            }
            for (kind, id, value) in &written.secrets {
                let town = written.events[0].town.as_str();
                let cells: Vec<Cell<'_>> = vec![
                    Box::new(town),
                    Box::new(*kind),
                    Box::new(id),
                    Box::new(value),
                ];
                sent.push(Box::pin(insert(&client, &secret, cells)));
            }
            if let Some(row) = &written.row {
                sent.push(Box::pin(insert(&client, &upsert, of_row(row))));
            }
        }
        sent.push(Box::pin(client.batch_execute("COMMIT")));
        together_in_order(sent).await.expect("committed");
    }
    all.len() as f64 / started.elapsed().as_secs_f64()
}

async fn insert(client: &Client, statement: &Statement, cells: Vec<Cell<'_>>) -> Result<(), Error> {
    let cells: Vec<&(dyn ToSql + Sync)> = cells.iter().map(|cell| &**cell as _).collect();
    client.execute(statement, &cells).await.map(drop)
}

/// The driver sends a statement when its future is first polled.
async fn together_in_order(mut sent: Vec<Sent<'_>>) -> Result<(), Error> {
    let mut ready = vec![false; sent.len()];
    poll_fn(|context| {
        for (one, ready) in sent
            .iter_mut()
            .zip(&mut ready)
            .filter(|(_, ready)| !**ready)
        {
            if let Poll::Ready(done) = one.as_mut().poll(context) {
                done?;
                *ready = true;
            }
        }
        match ready.iter().all(|ready| *ready) {
            true => Poll::Ready(Ok(())),
            false => Poll::Pending,
        }
    })
    .await
}

fn of_event(stored: &StoredEvent, nth: usize) -> Vec<Cell<'_>> {
    let event = &stored.event;
    vec![
        Box::new(stored.command.as_str()),
        Box::new(i64::try_from(nth).expect("fits")),
        Box::new(stored.town.as_str()),
        Box::new(stored.stream.as_str()),
        Box::new(stored.version.cast_signed()),
        Box::new(&*event.kind),
        Box::new(i64::from(event.schema)),
        Box::new(event.occurred_at.0),
        Box::new(event.recorded_at.0),
        Box::new(event.late),
        Box::new(stored.actor.account.as_str()),
        Box::new(stored.actor.role.as_str()),
        Box::new(&*event.payload),
        Box::new(&stored.hash[..]),
    ]
}

fn of_row(row: &Row) -> Vec<Cell<'_>> {
    let kinds = INCIDENT.columns.iter().map(|column| column.kind);
    let cells = row.iter().zip(kinds);
    cells.map(|(value, kind)| of_cell(value, kind)).collect()
}

fn of_cell(value: &Value, kind: ColumnKind) -> Cell<'_> {
    match (value, kind) {
        (Value::Int(whole), _) => Box::new(*whole),
        (Value::Text(text), _) => Box::new(&**text),
        (Value::Blob(bytes), _) => Box::new(&**bytes),
        (Value::Null, ColumnKind::Int) => Box::new(None::<i64>),
        (Value::Null, ColumnKind::Text) => Box::new(None::<&str>),
        (Value::Null, ColumnKind::Blob) => Box::new(None::<&[u8]>),
    }
}
