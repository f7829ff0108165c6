//! Reading an archive through: every file against its sum, every event against its hash.

use super::{
    About, ArchiveError, FORMAT, FileSum, Manifest, Progress,
    lines::{self, CommandLine, EventLine, SideLine},
    names::{self, Holds},
    pack::{Summed, by_name},
};
use flate2::read::GzDecoder;
use liandong_domain::ids::TownId;
use liandong_store::{StoredEvent, chain::expected_hash};
use sm3::{Digest, Sm3};
use std::{
    collections::BTreeMap,
    io::{self, Read},
};

/// The largest file of lines that is read into memory, in bytes.
const LARGEST: u64 = 512 * 1024 * 1024;

/// What an archive was found to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// What it ends with.
    pub manifest: Manifest,
    /// Events of all towns.
    pub events: u64,
    /// Attachments.
    pub attachments: u64,
}

/// A file's content, as it comes.
pub(super) enum Content<'a> {
    /// Lines and other small files.
    Bytes(Vec<u8>),
    /// An attachment, which may be large.
    Stream(&'a mut dyn Read),
}

/// Reads an archive to its end and holds it to its manifest and its chains.
///
/// # Errors
/// [`ArchiveError::Bad`] names the file and what is wrong.
pub fn check(archive: impl Read, progress: Progress<'_>) -> Result<Checked, ArchiveError> {
    let mut chains = Chains::default();
    let mut attachments = 0;
    let manifest = walk(archive, &mut |name, holds, content| {
        match (holds, content) {
            (Holds::Log(town), Content::Bytes(bytes)) => {
                chains.events(town, name, &bytes)?;
                progress(chains.count);
            }
            (Holds::Commands(town), Content::Bytes(bytes)) => {
                chains.commands(town, name, &bytes)?
            }
            (Holds::Side(_), Content::Bytes(bytes)) => {
                lines::read::<SideLine>(name, &bytes)?;
            }
            (Holds::Attachment(_), Content::Stream(stream)) => {
                io::copy(stream, &mut io::sink())?;
                attachments += 1;
            }
            _ => {}
        }
        Ok(())
    })?;
    chains.ends(&manifest.about)?;
    Ok(Checked {
        manifest,
        events: chains.count,
        attachments,
    })
}

/// Reads the files one by one, sums them, and compares the sums with the manifest at the end.
pub(super) fn walk(
    archive: impl Read,
    each: &mut dyn FnMut(&str, &Holds, Content<'_>) -> Result<(), ArchiveError>,
) -> Result<Manifest, ArchiveError> {
    let mut tar = tar::Archive::new(GzDecoder::new(archive));
    let mut found: Vec<FileSum> = Vec::new();
    let mut about: Option<About> = None;
    let mut manifest: Option<Manifest> = None;
    for entry in tar.entries()? {
        let mut entry = entry?;
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        if manifest.is_some() {
            return Err(ArchiveError::bad(name, "stands behind the manifest"));
        }
        if !entry.header().entry_type().is_file() {
            return Err(ArchiveError::bad(name, "is no plain file"));
        }
        let holds = names::read(&name)?;
        let bytes = entry.size();
        let mut summed = Summed {
            inner: &mut entry,
            sm3: Sm3::new(),
        };
        if matches!(holds, Holds::Attachment(_)) {
            each(&name, &holds, Content::Stream(&mut summed))?;
        } else {
            if bytes > LARGEST {
                return Err(ArchiveError::bad(name, "is too large"));
            }
            let mut content = Vec::new();
            summed.read_to_end(&mut content)?;
            match holds {
                Holds::About => about = Some(read_about(&name, &content)?),
                Holds::Manifest => {
                    manifest = Some(
                        serde_json::from_slice(&content)
                            .map_err(|error| ArchiveError::bad(&name, error))?,
                    );
                    continue;
                }
                _ if about.is_none() => {
                    return Err(ArchiveError::bad(name, "stands before about.json"));
                }
                _ => each(&name, &holds, Content::Bytes(content))?,
            }
        }
        found.push(FileSum {
            name,
            bytes,
            sm3: hex::encode(summed.sm3.finalize()),
        });
    }
    let manifest = manifest.ok_or_else(|| {
        ArchiveError::bad(super::MANIFEST, "is missing: the archive is broken off")
    })?;
    compare(&manifest, about.as_ref(), &found)?;
    Ok(manifest)
}

fn read_about(name: &str, bytes: &[u8]) -> Result<About, ArchiveError> {
    let about: About =
        serde_json::from_slice(bytes).map_err(|error| ArchiveError::bad(name, error))?;
    if about.format == FORMAT {
        return Ok(about);
    }
    let problem = format!(
        "the archive has format {}, this program knows {FORMAT}",
        about.format
    );
    Err(ArchiveError::bad(name, problem))
}

fn compare(
    manifest: &Manifest,
    about: Option<&About>,
    found: &[FileSum],
) -> Result<(), ArchiveError> {
    if about != Some(&manifest.about) {
        return Err(ArchiveError::bad(super::MANIFEST, "is of another archive"));
    }
    let known = by_name(&manifest.files);
    for file in found {
        match known.get(file.name.as_str()) {
            None => return Err(ArchiveError::bad(&file.name, "is not in the manifest")),
            Some(sum) if **sum != *file => {
                return Err(ArchiveError::bad(
                    &file.name,
                    "is not what the manifest says",
                ));
            }
            Some(_) => {}
        }
    }
    let there = by_name(found);
    match manifest
        .files
        .iter()
        .find(|file| !there.contains_key(file.name.as_str()))
    {
        Some(missing) => Err(ArchiveError::bad(&missing.name, "is missing")),
        None if there.len() != found.len() => {
            Err(ArchiveError::bad(super::MANIFEST, "a file is there twice"))
        }
        None => Ok(()),
    }
}

/// The chains as far as they were read.
#[derive(Default)]
struct Chains {
    ends: BTreeMap<TownId, (u64, [u8; 32])>,
    commands: BTreeMap<TownId, Vec<CommandLine>>,
    count: u64,
}

impl Chains {
    fn commands(&mut self, town: &TownId, name: &str, bytes: &[u8]) -> Result<(), ArchiveError> {
        let commands = lines::read(name, bytes)?;
        self.commands.insert(town.clone(), commands);
        Ok(())
    }

    fn events(&mut self, town: &TownId, name: &str, bytes: &[u8]) -> Result<(), ArchiveError> {
        let commands = self.commands.remove(town).unwrap_or_default();
        let mut commands = commands.iter().peekable();
        let (mut at, mut hash) = self.ends.get(town).copied().unwrap_or_default();
        for line in lines::read::<EventLine>(name, bytes)? {
            let stored = line.stored(town, name)?;
            let position = stored.position;
            let bad =
                |problem: &str| ArchiveError::bad(name, format!("event {position}: {problem}"));
            if position != at + 1 {
                return Err(bad(&format!("does not follow event {at}")));
            }
            if expected_hash(&hash, &stored) != stored.hash {
                return Err(bad("its hash does not fit"));
            }
            while commands.peek().is_some_and(|one| one.last < position) {
                commands.next();
            }
            let own = commands.peek().is_some_and(|one| of(one, &stored));
            if !own {
                return Err(bad("its command is missing"));
            }
            (at, hash) = (position, stored.hash);
            self.count += 1;
        }
        self.ends.insert(town.clone(), (at, hash));
        Ok(())
    }

    fn ends(&self, about: &About) -> Result<(), ArchiveError> {
        for head in &about.towns {
            let (position, hash) = self.ends.get(&head.town).copied().unwrap_or_default();
            if (position, hex::encode(hash)) != (head.position, head.hash.clone()) {
                let problem = format!(
                    "the log of {} ends at {position}, not at {}",
                    head.town, head.position
                );
                return Err(ArchiveError::bad(super::MANIFEST, problem));
            }
        }
        if self
            .ends
            .keys()
            .any(|town| about.towns.iter().all(|head| head.town != *town))
        {
            return Err(ArchiveError::bad(super::MANIFEST, "a town is not named"));
        }
        Ok(())
    }
}

fn of(command: &CommandLine, stored: &StoredEvent) -> bool {
    command.key == stored.command.as_str()
        && (command.first..=command.last).contains(&stored.position)
        && lines::digest(&command.fingerprint).is_some()
}
