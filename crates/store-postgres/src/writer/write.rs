//! One transaction of a group: two journeys to the database. The first takes the lock and asks what
//! the decision needs, the second writes and commits.

use super::{
    Failed,
    decide::{Decided, Found, decide},
};
use crate::{
    codec::{Arg, Bound, bound, signed},
    connection::Conn,
    error::DatabaseError,
    pipeline::Pipeline,
    read::{RECEIPTS, head_in, receipt_in},
    store::Shared,
    tables::get,
    writer::rows,
};
use liandong_domain::ids::TownId;
use liandong_store::{
    Head, RowChange, StoreError, Value,
    job::{Job, Outcome},
    sql,
};
use std::collections::BTreeSet;
use tokio_postgres::{Client, Error as PgError, Statement};

const LOCK: &str = "SELECT position, hash, layout FROM log_town WHERE town = $1 FOR UPDATE";
const VERSIONS: &str = "SELECT s.stream, (SELECT e.version FROM log_event e
       WHERE e.town = $1 AND e.stream = s.stream ORDER BY e.version DESC LIMIT 1)
     FROM unnest($2::text[]) AS s (stream)";
/// A new town has the layout that the database has, whatever its writer believes.
const MEET: &str = "INSERT INTO log_town (town, position, hash, layout)
     SELECT $1, 0, $2, layout FROM log_meta WHERE one = 1 ON CONFLICT (town) DO NOTHING";
const EVENTS: &str = "INSERT INTO log_event (town, position, stream, version, kind, schema,
       occurred_at, recorded_at, late, actor, role, command, payload, hash)
     SELECT $1::text, * FROM unnest($2::bigint[], $3::text[], $4::bigint[], $5::text[],
       $6::bigint[], $7::bigint[], $8::bigint[], $9::boolean[], $10::text[], $11::text[],
       $12::text[], $13::text[], $14::bytea[])";
const COMMANDS: &str = "INSERT INTO log_command (town, key, fingerprint, first, last)
     SELECT $1::text, * FROM unnest($2::text[], $3::bytea[], $4::bigint[], $5::bigint[])";
const HEAD: &str = "UPDATE log_town SET position = $2, hash = $3 WHERE town = $1";

/// Writes a group. The head is given when something was written. After a failure the transaction
/// is still to be rolled back.
pub(super) async fn group(
    conn: &Conn,
    shared: &Shared,
    town: &TownId,
    jobs: &[&Job],
) -> Result<(Vec<Outcome>, Option<Head>), Failed> {
    let found = ask(conn, shared, town, jobs).await?;
    let decided = decide(found, jobs);
    if decided.events.is_empty() {
        end(conn, "ROLLBACK").await?;
        return Ok((decided.outcomes, None));
    }
    write(conn, shared, town, &decided).await?;
    Ok((decided.outcomes, Some(decided.head)))
}

/// Begins the transaction, locks the head, and reads what the group is decided on.
async fn ask(conn: &Conn, shared: &Shared, town: &TownId, jobs: &[&Job]) -> Result<Found, Failed> {
    let lock = conn.prepare(LOCK).await.map_err(lost)?;
    let versions = conn.prepare(VERSIONS).await.map_err(lost)?;
    let receipts = conn.prepare(RECEIPTS).await.map_err(lost)?;
    let claims = claims(conn, shared, jobs).await?;
    let streams: BTreeSet<&str> = jobs.iter().map(|job| job.commit.stream.as_str()).collect();
    let streams: Vec<&str> = streams.into_iter().collect();
    let keys: Vec<&str> = jobs.iter().map(|job| job.commit.key.as_str()).collect();
    let name = town.as_str();
    let (of_town, with_streams, with_keys): ([Arg<'_>; 1], [Arg<'_>; 2], [Arg<'_>; 2]) =
        ([&name], [&name, &streams], [&name, &keys]);
    let mut begin = "BEGIN";
    loop {
        let client = &conn.client;
        let (mut heads, mut at, mut known) = (Vec::new(), Vec::new(), Vec::new());
        let mut there = vec![Vec::new(); claims.len()];
        let mut pipeline = Pipeline::default();
        pipeline.push(client.batch_execute(begin));
        pipeline.ask(client.query(&lock, &of_town), &mut heads);
        pipeline.ask(client.query(&versions, &with_streams), &mut at);
        pipeline.ask(client.query(&receipts, &with_keys), &mut known);
        for (claim, there) in claims.iter().zip(&mut there) {
            pipeline.ask(claim.ask(client), there);
        }
        pipeline.end().await.map_err(Failed::Fault)?;
        if let Some(head) = heads.first() {
            let there = claims
                .iter()
                .zip(&there)
                .filter(|(_, rows)| !rows.is_empty());
            let there = there.map(|(claim, _)| (claim.table, claim.key.to_vec()));
            let mut found = found(head, &at, &known, town).map_err(odd)?;
            found.there.extend(there);
            let layout: Vec<u8> = get(head, 2).map_err(odd)?;
            if layout != shared.layout {
                return Err(Failed::Refused(DatabaseError::Overtaken));
            }
            return Ok(found);
        }
        // A new town. What was read just now was read without a lock, so it is read again.
        let meet = conn.prepare(MEET).await.map_err(lost)?;
        let zeros = &Head::default().hash[..];
        client
            .execute(&meet, &[&name, &zeros])
            .await
            .map_err(lost)?;
        begin = "";
    }
}

/// A key that a commit claims.
struct Claim<'j> {
    table: usize,
    key: &'j [Value],
    exists: Statement,
    args: Vec<Bound<'j>>,
}

impl Claim<'_> {
    async fn ask(&self, client: &Client) -> Result<Vec<tokio_postgres::Row>, PgError> {
        let args: Vec<Arg<'_>> = self.args.iter().map(|arg| arg as Arg<'_>).collect();
        client.query(&self.exists, &args).await
    }
}

async fn claims<'j>(
    conn: &Conn,
    shared: &Shared,
    jobs: &[&'j Job],
) -> Result<Vec<Claim<'j>>, Failed> {
    let mut claims = Vec::new();
    for job in jobs {
        for (change, &table) in job.commit.rows.iter().zip(&job.tables) {
            if matches!(change, RowChange::Insert(..)) {
                let exists = sql::exists(shared.tables[table]);
                claims.push(Claim {
                    table,
                    key: change.key(),
                    exists: conn.prepare(&exists).await.map_err(lost)?,
                    args: bound(change.key()),
                });
            }
        }
    }
    Ok(claims)
}

fn found(
    head: &tokio_postgres::Row,
    versions: &[tokio_postgres::Row],
    receipts: &[tokio_postgres::Row],
    town: &TownId,
) -> Result<Found, StoreError> {
    let mut found = Found {
        head: head_in(head, town)?,
        ..Found::default()
    };
    for row in versions {
        if let Some(version) = get::<Option<i64>>(row, 1)? {
            found.versions.insert(get(row, 0)?, version.cast_unsigned());
        }
    }
    for row in receipts {
        found.receipts.insert(get(row, 5)?, receipt_in(row)?);
    }
    Ok(found)
}

/// Writes what was decided, and commits.
async fn write(
    conn: &Conn,
    shared: &Shared,
    town: &TownId,
    decided: &Decided<'_>,
) -> Result<(), Failed> {
    let client = &conn.client;
    let name = town.as_str();
    let events = conn.prepare(EVENTS).await.map_err(lost)?;
    let commands = conn.prepare(COMMANDS).await.map_err(lost)?;
    let head = conn.prepare(HEAD).await.map_err(lost)?;
    let written = Columns::of(decided);
    let written = written.args(&name);
    let sent = Commands::of(decided);
    let sent = sent.args(&name);
    let (position, hash) = (signed(decided.head.position), &decided.head.hash[..]);
    let ended: [Arg<'_>; 3] = [&name, &position, &hash];
    let rows = rows::Changes::of(conn, shared, decided)
        .await
        .map_err(lost)?;
    let secrets = rows::Secrets::of(conn, decided).await.map_err(lost)?;
    let mut pipeline = Pipeline::default();
    pipeline.push(client.execute(&events, &written));
    pipeline.push(client.execute(&commands, &sent));
    rows.push(client, &mut pipeline);
    secrets.push(client, &name, &mut pipeline);
    pipeline.push(client.execute(&head, &ended));
    // With the statements, not after their answers: the head's lock is held one journey less. Should
    // one of them fail, the database takes this for a rollback, and the pipeline names the failure.
    pipeline.push(client.batch_execute("COMMIT"));
    pipeline.end().await.map_err(Failed::Fault)
}

/// The events' columns, in the order of [`EVENTS`].
#[derive(Default)]
struct Columns<'d> {
    positions: Vec<i64>,
    streams: Vec<&'d str>,
    versions: Vec<i64>,
    kinds: Vec<&'d str>,
    schemas: Vec<i64>,
    occurred: Vec<i64>,
    recorded: Vec<i64>,
    late: Vec<bool>,
    actors: Vec<&'d str>,
    roles: Vec<&'d str>,
    commands: Vec<&'d str>,
    payloads: Vec<&'d str>,
    hashes: Vec<&'d [u8]>,
}

impl<'d> Columns<'d> {
    fn of(decided: &'d Decided<'_>) -> Self {
        let mut all = Self::default();
        for placed in &decided.events {
            let (commit, event) = (&placed.job.commit, placed.event);
            all.positions.push(signed(placed.position));
            all.streams.push(commit.stream.as_str());
            all.versions.push(signed(placed.version));
            all.kinds.push(&event.kind);
            all.schemas.push(i64::from(event.schema));
            all.occurred.push(event.occurred_at.0);
            all.recorded.push(event.recorded_at.0);
            all.late.push(event.late);
            all.actors.push(commit.actor.account.as_str());
            all.roles.push(commit.actor.role.as_str());
            all.commands.push(commit.key.as_str());
            all.payloads.push(&event.payload);
            all.hashes.push(&placed.hash);
        }
        all
    }

    fn args<'a>(&'a self, town: &'a &str) -> [Arg<'a>; 14] {
        [
            town,
            &self.positions,
            &self.streams,
            &self.versions,
            &self.kinds,
            &self.schemas,
            &self.occurred,
            &self.recorded,
            &self.late,
            &self.actors,
            &self.roles,
            &self.commands,
            &self.payloads,
            &self.hashes,
        ]
    }
}

/// The commands' columns, in the order of [`COMMANDS`].
#[derive(Default)]
struct Commands<'d> {
    keys: Vec<&'d str>,
    fingerprints: Vec<&'d [u8]>,
    first: Vec<i64>,
    last: Vec<i64>,
}

impl<'d> Commands<'d> {
    fn of(decided: &Decided<'d>) -> Self {
        let mut all = Self::default();
        for (job, first, last) in &decided.commands {
            all.keys.push(job.commit.key.as_str());
            all.fingerprints.push(&job.commit.fingerprint);
            all.first.push(signed(*first));
            all.last.push(signed(*last));
        }
        all
    }

    fn args<'a>(&'a self, town: &'a &str) -> [Arg<'a>; 5] {
        [
            town,
            &self.keys,
            &self.fingerprints,
            &self.first,
            &self.last,
        ]
    }
}

async fn end(conn: &Conn, how: &str) -> Result<(), Failed> {
    conn.client.batch_execute(how).await.map_err(lost)
}

fn lost(error: PgError) -> Failed {
    Failed::Fault(error.into())
}

/// Something stored that cannot be read.
fn odd(error: StoreError) -> Failed {
    Failed::Odd(std::sync::Arc::new(error))
}
