//! Filling an empty database from an archive, through the port: the same commits as the first time,
//! so that the same chain comes of them.

use super::{
    ArchiveError, Manifest, Progress,
    check::{self, Content},
    lines::{self, CommandLine, EventLine, SideLine},
    names::Holds,
};
use crate::views::projector;
use liandong_domain::ids::TownId;
use liandong_store::{Commit, RebuildMode, Secret, Store, StoredEvent, envelope::kind_of};
use std::{
    collections::HashMap,
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};
use tokio::sync::mpsc;

/// Files read ahead of what is written.
const AHEAD: usize = 2;
/// Commits written in one go.
const AT_ONCE: usize = 2_000;

/// What a database was filled with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// What the archive ends with.
    pub manifest: Manifest,
    /// Events of all towns.
    pub events: u64,
    /// Rows of the read models, made anew.
    pub rows: u64,
    /// Attachments.
    pub attachments: u64,
}

/// What the reading thread hands over.
enum Piece {
    Commands(TownId, Vec<CommandLine>),
    Events(TownId, Vec<StoredEvent>),
    Side(TownId, Vec<SideLine>),
}

/// Fills an empty store, and an empty or missing folder, from an archive. Read it through with
/// [`check::check`] first: what is found wrong here leaves a part behind.
///
/// # Errors
/// [`ArchiveError::NotEmpty`], [`ArchiveError::FolderNotEmpty`]; what cannot be read or written; a
/// chain that does not come out as it was.
pub async fn fill(
    store: &dyn Store,
    attachments: &Path,
    archive: impl Read + Send + 'static,
    progress: Progress<'_>,
) -> Result<Filled, ArchiveError> {
    if let Some(town) = store.towns().await?.into_iter().next() {
        return Err(ArchiveError::NotEmpty(town));
    }
    if fs::read_dir(attachments).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(ArchiveError::FolderNotEmpty);
    }
    let (sender, mut pieces) = mpsc::channel(AHEAD);
    let folder = attachments.to_owned();
    let reading = tokio::task::spawn_blocking(move || unpack(archive, &folder, &sender));
    let mut filling = Filling {
        store,
        commands: HashMap::new(),
        events: 0,
    };
    while let Some(piece) = pieces.recv().await {
        filling.take(piece).await?;
        progress(filling.events);
    }
    let (manifest, files) = reading.await.map_err(|_| ArchiveError::BrokenOff)??;
    let mut rows = 0;
    for head in &manifest.about.towns {
        let town = &head.town;
        let verified = store.verify(town, Box::new(|_| {})).await?;
        if (verified.head.position, hex::encode(verified.head.hash))
            != (head.position, head.hash.clone())
        {
            let problem = format!("the chain of {town} did not come out as it was");
            return Err(ArchiveError::bad(super::MANIFEST, problem));
        }
        let rebuilt = store
            .rebuild(
                town,
                projector(town),
                RebuildMode::Replace,
                Box::new(|_| {}),
            )
            .await?;
        rows += rebuilt.rows;
    }
    Ok(Filled {
        manifest,
        events: filling.events,
        rows,
        attachments: files,
    })
}

/// Reads the archive; attachments go to their folder at once.
fn unpack(
    archive: impl Read,
    folder: &Path,
    sender: &mpsc::Sender<Piece>,
) -> Result<(Manifest, u64), ArchiveError> {
    let mut files = 0;
    let manifest = check::walk(archive, &mut |name, holds, content| {
        let piece = match (holds, content) {
            (Holds::Commands(town), Content::Bytes(bytes)) => {
                Piece::Commands(town.clone(), lines::read(name, &bytes)?)
            }
            (Holds::Log(town), Content::Bytes(bytes)) => {
                let events = lines::read::<EventLine>(name, &bytes)?.into_iter();
                let events = events.map(|line| line.stored(town, name));
                Piece::Events(town.clone(), events.collect::<Result<_, _>>()?)
            }
            (Holds::Side(town), Content::Bytes(bytes)) => {
                Piece::Side(town.clone(), lines::read(name, &bytes)?)
            }
            (Holds::Attachment(path), Content::Stream(stream)) => {
                files += 1;
                return Ok(write(&folder.join(path), stream)?);
            }
            _ => return Ok(()),
        };
        // Nobody listens any more: the writing failed, and its error is the one to tell.
        sender
            .blocking_send(piece)
            .map_err(|_| ArchiveError::BrokenOff)
    })?;
    Ok((manifest, files))
}

fn write(path: &PathBuf, stream: &mut dyn Read) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = File::create_new(path)?;
    io::copy(stream, &mut file)?;
    file.sync_all()
}

struct Filling<'a> {
    store: &'a dyn Store,
    commands: HashMap<TownId, HashMap<String, [u8; 32]>>,
    events: u64,
}

impl Filling<'_> {
    async fn take(&mut self, piece: Piece) -> Result<(), ArchiveError> {
        match piece {
            Piece::Commands(town, commands) => {
                let known = commands
                    .into_iter()
                    .filter_map(|one| Some((one.key, lines::digest(&one.fingerprint)?)));
                self.commands.insert(town, known.collect());
                Ok(())
            }
            Piece::Events(town, events) => self.write_events(&town, events).await,
            Piece::Side(town, values) => {
                let secrets: Option<Vec<Secret>> = values.into_iter().map(secret).collect();
                let secrets = secrets
                    .ok_or_else(|| ArchiveError::bad(town.as_str(), "a value is no hexadecimal"))?;
                Ok(self.store.put_secrets(&town, secrets).await?)
            }
        }
    }

    async fn write_events(
        &mut self,
        town: &TownId,
        events: Vec<StoredEvent>,
    ) -> Result<(), ArchiveError> {
        let fingerprints = self.commands.remove(town).unwrap_or_default();
        let mut commits: Vec<(Commit, u64)> = Vec::new();
        for stored in events {
            self.events += 1;
            let position = stored.position;
            match commits.last_mut() {
                Some((commit, last)) if commit.key == stored.command => {
                    commit.events.push(stored.event);
                    *last = position;
                }
                _ => {
                    let key = stored.command.as_str();
                    let fingerprint = fingerprints.get(key).copied().ok_or_else(|| {
                        ArchiveError::bad(
                            town.as_str(),
                            format!("event {position}: its command is missing"),
                        )
                    })?;
                    commits.push((begun(stored, fingerprint), position));
                }
            }
        }
        let mut rest = commits.into_iter().peekable();
        while rest.peek().is_some() {
            let (some, lasts): (Vec<Commit>, Vec<u64>) = rest.by_ref().take(AT_ONCE).unzip();
            for (receipt, last) in self.store.commit(some).await.into_iter().zip(lasts) {
                let receipt = receipt?;
                if receipt.last != last || receipt.replayed {
                    let problem = format!("event {last} came out at {}", receipt.last);
                    return Err(ArchiveError::bad(town.as_str(), problem));
                }
            }
        }
        Ok(())
    }
}

/// A commit that begins with this event.
fn begun(stored: StoredEvent, fingerprint: [u8; 32]) -> Commit {
    Commit {
        town: stored.town,
        stream: stored.stream,
        expected: stored.version.saturating_sub(1),
        key: stored.command,
        fingerprint,
        actor: stored.actor,
        events: vec![stored.event],
        rows: Vec::new(),
        secrets: Vec::new(),
    }
}

fn secret(line: SideLine) -> Option<Secret> {
    Some(Secret {
        kind: kind_of(&line.kind),
        id: line.id.into(),
        value: hex::decode(line.value).ok()?,
    })
}
