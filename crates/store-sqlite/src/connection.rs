//! Opening the file: the writer's lock, SQLite's settings, the schema's version.

use crate::{
    Options,
    error::{FileError, database},
};
use liandong_store::StoreError;
use rusqlite::{Connection, OpenFlags, config::DbConfig};
use std::{
    fs::{File, TryLockError},
    path::{Path, PathBuf},
    time::Duration,
};

/// `LDNG`: marks the file as Liandong's, for `file(1)` and for ourselves.
const APPLICATION_ID: i64 = 0x4C44_4E47;

/// The migrations in order; the schema's version is how many have run.
const MIGRATIONS: [&str; 1] = [include_str!("../migrations/0001_log.sql")];

/// The schema's version that this program knows.
pub const SCHEMA_VERSION: i64 = MIGRATIONS.len() as i64;

/// How long to wait for another connection.
const PATIENCE: Duration = Duration::from_secs(10);

/// How often a lock is tried that somebody holds, and how long it is waited in between.
const LOCK_TRIES: u32 = 10;
const LOCK_PAUSE: Duration = Duration::from_millis(30);

/// Keeps other writers out for as long as it lives; the system frees it when the process dies.
#[derive(Debug)]
pub(crate) struct WriterLock(#[expect(dead_code, reason = "held, not read")] File);

impl WriterLock {
    /// Takes the lock beside the database.
    pub(crate) fn take(database: &Path) -> Result<Self, FileError> {
        let path = beside(database, "-lock");
        let open = |error| FileError::Open(path.clone(), error);
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(open)?;
        // A process that is just being started by the one that held it holds it for a moment too.
        for _ in 0..LOCK_TRIES {
            match file.try_lock() {
                Ok(()) => return Ok(Self(file)),
                Err(TryLockError::WouldBlock) => std::thread::sleep(LOCK_PAUSE),
                Err(TryLockError::Error(error)) => return Err(open(error)),
            }
        }
        Err(FileError::InUse(database.to_owned()))
    }
}

fn beside(database: &Path, suffix: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// The writer's connection: makes the file if it is not there, and brings its schema up to date.
pub(crate) fn open_writer(path: &Path, options: &Options) -> Result<Connection, StoreError> {
    let conn = open(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
    )?;
    let fresh = is_fresh(&conn)?;
    if !fresh {
        check_application(&conn, path)?;
        check_version(&conn)?;
    }
    let settings = format!(
        "PRAGMA page_size = {page};
         PRAGMA synchronous = FULL;
         PRAGMA fullfsync = ON;
         PRAGMA checkpoint_fullfsync = ON;
         PRAGMA wal_autocheckpoint = {checkpoint};
         PRAGMA cache_size = -{cache};
         PRAGMA temp_store = FILE;",
        page = options.page_size,
        checkpoint = options.checkpoint_pages,
        cache = options.writer_cache_kib,
    );
    conn.execute_batch(&settings).map_err(database)?;
    let mode: String = conn
        .query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))
        .map_err(database)?;
    if mode != "wal" {
        let path = path.to_owned();
        return Err(FileError::NoWal { path, mode }.into());
    }
    migrate(&conn)?;
    if fresh {
        sync_directory(path)?;
    }
    Ok(conn)
}

/// A connection that only reads; the file must be there and of the known schema.
pub(crate) fn open_reader(path: &Path, options: &Options) -> Result<Connection, StoreError> {
    let conn = open(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    check_application(&conn, path)?;
    check_version(&conn)?;
    let settings = format!(
        "PRAGMA query_only = ON; PRAGMA cache_size = -{cache}; PRAGMA mmap_size = {mmap};",
        cache = options.reader_cache_kib,
        mmap = options.reader_mmap_bytes,
    );
    conn.execute_batch(&settings).map_err(database)?;
    Ok(conn)
}

/// Copies the write-ahead log into the file and cuts it off; `false` when a reader is in the way.
pub(crate) fn fold_log(conn: &Connection) -> rusqlite::Result<bool> {
    // Readers are not waited for: commits are waiting behind this.
    conn.busy_timeout(Duration::from_millis(100))?;
    let busy = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0));
    conn.busy_timeout(PATIENCE)?;
    busy.map(|busy: bool| !busy)
}

fn open(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    // No mutex: a connection is used by one thread at a time, Rust sees to it.
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).map_err(database)?;
    conn.busy_timeout(PATIENCE).map_err(database)?;
    // A misspelt column must be an error, not a text.
    for off in [
        DbConfig::SQLITE_DBCONFIG_DQS_DML,
        DbConfig::SQLITE_DBCONFIG_DQS_DDL,
        DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA,
    ] {
        conn.set_db_config(off, false).map_err(database)?;
    }
    // A statement is planned once. Without this, one with a range is parsed and planned anew at each
    // bound value, in case statistics (which nobody makes here) had something to say about it.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
        .map_err(database)?;
    conn.set_prepared_statement_cache_capacity(128);
    Ok(conn)
}

fn number(conn: &Connection, sql: &str) -> Result<i64, StoreError> {
    conn.query_row(sql, [], |row| row.get(0)).map_err(database)
}

fn is_fresh(conn: &Connection) -> Result<bool, StoreError> {
    Ok(number(conn, "SELECT count(*) FROM sqlite_schema")? == 0
        && number(conn, "PRAGMA application_id")? == 0
        && number(conn, "PRAGMA user_version")? == 0)
}

fn check_application(conn: &Connection, path: &Path) -> Result<(), StoreError> {
    let found = number(conn, "PRAGMA application_id")?;
    if found == APPLICATION_ID {
        return Ok(());
    }
    let path = path.to_owned();
    Err(FileError::Foreign { path, found }.into())
}

/// An older schema is migrated by the writer; a reader meets one only while no writer has opened
/// the file with this program yet.
fn check_version(conn: &Connection) -> Result<(), StoreError> {
    let found = number(conn, "PRAGMA user_version")?;
    let readable = if conn.is_readonly("main").map_err(database)? {
        SCHEMA_VERSION..=SCHEMA_VERSION
    } else {
        1..=SCHEMA_VERSION
    };
    if readable.contains(&found) {
        Ok(())
    } else {
        let known = SCHEMA_VERSION;
        Err(StoreError::Schema { found, known })
    }
}

fn migrate(conn: &Connection) -> Result<(), StoreError> {
    let from = usize::try_from(number(conn, "PRAGMA user_version")?).unwrap_or_default();
    for (done, migration) in MIGRATIONS.iter().enumerate().skip(from) {
        let version = done + 1;
        conn.execute_batch(&format!(
            "BEGIN IMMEDIATE;
             {migration}
             PRAGMA application_id = {APPLICATION_ID};
             PRAGMA user_version = {version};
             COMMIT;"
        ))
        .map_err(database)?;
    }
    Ok(())
}

/// A new file's name is durable only when its directory is.
fn sync_directory(path: &Path) -> Result<(), StoreError> {
    let directory = match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    if cfg!(unix) {
        File::open(directory)
            .and_then(|directory| directory.sync_all())
            .map_err(|error| FileError::Open(directory.to_owned(), error))?;
    }
    Ok(())
}
