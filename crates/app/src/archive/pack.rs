//! Making an archive, beside whoever writes to the database.

use super::{
    ABOUT, About, ArchiveError, FORMAT, FileSum, MANIFEST, Manifest, Progress, TownHead, lines,
    lines::{CommandLine, EventLine, SideLine},
    names,
};
use flate2::{Compression, write::GzEncoder};
use liandong_domain::{ids::TownId, time::Timestamp};
use liandong_store::{Store, StoredEvent};
use sm3::{Digest, Sm3};
use std::{
    collections::HashMap,
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

/// Events read and written at a time, about.
const PART: u64 = 5_000;
/// Receipts asked for at the same time.
const AT_ONCE: usize = 64;
/// Kinds of values that mean nothing to another server: who is doing what just now.
const OF_THE_MOMENT: &[&str] = &["lease"];

/// What an archive holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    /// What it ends with.
    pub manifest: Manifest,
    /// Events of all towns.
    pub events: u64,
    /// Values beside the logs.
    pub values: u64,
    /// Attachments.
    pub attachments: u64,
}

/// Writes everything of a store, and the files of a folder, into an archive.
///
/// # Errors
/// What cannot be read or written. What was written so far is no archive.
pub async fn pack(
    store: &dyn Store,
    attachments: Option<&Path>,
    out: impl Write + Send,
    made_at: Timestamp,
    progress: Progress<'_>,
) -> Result<Packed, ArchiveError> {
    let mut towns = Vec::new();
    for town in store.towns().await? {
        let head = store.head(&town).await?;
        towns.push(TownHead {
            town,
            position: head.position,
            hash: hex::encode(head.hash),
        });
    }
    let about = About {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        made_at,
        towns,
    };
    let mut tar = Tar::new(out, made_at);
    tar.add(ABOUT, &json(&about)?)?;
    let (mut events, mut values) = (0, 0);
    for head in &about.towns {
        let before = events;
        log(store, head, &mut tar, &mut |done| progress(before + done)).await?;
        events += head.position;
        values += side(store, &head.town, &mut tar).await?;
    }
    let mut files = 0;
    if let Some(folder) = attachments.filter(|folder| folder.is_dir()) {
        // Files are never changed under their names; those of events after the end are no harm.
        for path in listed(folder)? {
            if tar.add_file(folder, &path)? {
                files += 1;
            }
        }
    }
    let manifest = Manifest {
        about,
        files: std::mem::take(&mut tar.files),
    };
    tar.add(MANIFEST, &json(&manifest)?)?;
    tar.finish()?;
    Ok(Packed {
        manifest,
        events,
        values,
        attachments: files,
    })
}

fn json(value: &impl serde::Serialize) -> Result<Vec<u8>, ArchiveError> {
    Ok(serde_json::to_vec_pretty(value).map_err(io::Error::from)?)
}

async fn log<W: Write>(
    store: &dyn Store,
    head: &TownHead,
    tar: &mut Tar<W>,
    progress: Progress<'_>,
) -> Result<(), ArchiveError> {
    let mut at = 0;
    while at < head.position {
        let mut events = store.log(&head.town, at, PART).await?;
        events.retain(|event| event.position <= head.position);
        // A command's events stay together, so that a part can be written anew by itself.
        while let Some(last) = events.last() {
            if last.position == head.position {
                break;
            }
            let rest = store.log(&head.town, last.position, 1).await?;
            match rest.into_iter().next() {
                Some(next) if next.command == last.command => events.push(next),
                _ => break,
            }
        }
        let Some(last) = events.last().map(|last| last.position) else {
            return Err(ArchiveError::bad(
                head.town.as_str(),
                format!("the log ends at {at}, before its head {}", head.position),
            ));
        };
        let commands = commands(store, &head.town, &events).await?;
        let first = at + 1;
        let name = names::part("commands", &head.town, first);
        tar.add(&name, &lines::write(commands.iter())?)?;
        let name = names::part("log", &head.town, first);
        tar.add(&name, &lines::write(events.iter().map(EventLine::from))?)?;
        at = last;
        progress(at);
    }
    Ok(())
}

async fn commands(
    store: &dyn Store,
    town: &TownId,
    events: &[StoredEvent],
) -> Result<Vec<CommandLine>, ArchiveError> {
    let mut firsts: Vec<&StoredEvent> = Vec::new();
    for event in events {
        if firsts
            .last()
            .is_none_or(|last| last.command != event.command)
        {
            firsts.push(event);
        }
    }
    let mut commands = Vec::with_capacity(firsts.len());
    for some in firsts.chunks(AT_ONCE) {
        let asked = some.iter().map(|event| store.receipt(town, &event.command));
        for (event, found) in some.iter().zip(futures_util::future::join_all(asked).await) {
            let Some((receipt, fingerprint)) = found? else {
                let key = event.command.as_str();
                let problem = format!("event {}: its command {key} is unknown", event.position);
                return Err(ArchiveError::bad(town.as_str(), problem));
            };
            commands.push(CommandLine {
                key: event.command.as_str().to_owned(),
                fingerprint: hex::encode(fingerprint),
                first: receipt.first,
                last: receipt.last,
            });
        }
    }
    Ok(commands)
}

async fn side<W: Write>(
    store: &dyn Store,
    town: &TownId,
    tar: &mut Tar<W>,
) -> Result<u64, ArchiveError> {
    let mut after = (String::new(), String::new());
    let (mut nth, mut count) = (0, 0);
    loop {
        let page = store.every_secret(town, (&after.0, &after.1), PART).await?;
        let Some((kind, id, _)) = page.last() else {
            return Ok(count);
        };
        after = (kind.clone(), id.clone());
        nth += 1;
        let lasting = page
            .into_iter()
            .filter(|(kind, _, _)| !OF_THE_MOMENT.contains(&kind.as_str()));
        let all: Vec<SideLine> = lasting
            .map(|(kind, id, value)| SideLine {
                kind,
                id,
                value: hex::encode(value),
            })
            .collect();
        count += all.len() as u64;
        tar.add(&names::part("side", town, nth), &lines::write(all.iter())?)?;
    }
}

/// The files below a folder, sorted; what is being written (`.…`) is passed over.
fn listed(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(folder.join(&inner))? {
            let entry = entry?;
            let path = inner.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else if entry.file_type()?.is_file() {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// A tar with the sums of what went into it.
struct Tar<W: Write> {
    builder: tar::Builder<GzEncoder<W>>,
    made_at: Timestamp,
    files: Vec<FileSum>,
}

impl<W: Write> Tar<W> {
    fn new(out: W, made_at: Timestamp) -> Self {
        let compressed = GzEncoder::new(out, Compression::fast());
        Self {
            builder: tar::Builder::new(compressed),
            made_at,
            files: Vec::new(),
        }
    }

    fn header(&self, bytes: u64) -> tar::Header {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes);
        // What it holds is nobody else's business.
        header.set_mode(0o600);
        header.set_mtime(u64::try_from(self.made_at.0).unwrap_or(0));
        header
    }

    fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut header = self.header(bytes.len() as u64);
        self.builder.append_data(&mut header, name, bytes)?;
        self.files.push(FileSum {
            name: name.to_owned(),
            bytes: bytes.len() as u64,
            sm3: hex::encode(Sm3::digest(bytes)),
        });
        Ok(())
    }

    /// Adds a file; `false` when its name is none of ours or it is gone by now.
    fn add_file(&mut self, folder: &Path, path: &Path) -> io::Result<bool> {
        let Some(name) = names::attachment(path) else {
            return Ok(false);
        };
        let file = match File::open(folder.join(path)) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(error),
        };
        let bytes = file.metadata()?.len();
        let mut header = self.header(bytes);
        let mut summed = Summed {
            inner: file.take(bytes),
            sm3: Sm3::new(),
        };
        self.builder.append_data(&mut header, &name, &mut summed)?;
        self.files.push(FileSum {
            name,
            bytes,
            sm3: hex::encode(summed.sm3.finalize()),
        });
        Ok(true)
    }

    fn finish(self) -> io::Result<()> {
        self.builder.into_inner()?.finish()?.flush()
    }
}

/// Sums what is read through it.
pub(super) struct Summed<R> {
    pub(super) inner: R,
    pub(super) sm3: Sm3,
}

impl<R: Read> Read for Summed<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(bytes)?;
        self.sm3.update(&bytes[..read]);
        Ok(read)
    }
}

/// Sums by name.
pub(super) fn by_name(files: &[FileSum]) -> HashMap<&str, &FileSum> {
    files
        .iter()
        .map(|file| (file.name.as_str(), file))
        .collect()
}
