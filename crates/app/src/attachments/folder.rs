//! Attachments in a folder beside the database.

use super::Attachments;
use async_trait::async_trait;
use liandong_domain::ids::TownId;
use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

/// A folder with one folder for each town. Several server nodes may share it over a network file
/// system that renames atomically.
#[derive(Debug)]
pub struct FolderAttachments {
    root: PathBuf,
    /// Tells half-written files of this process apart.
    written: AtomicU64,
}

impl FolderAttachments {
    /// The attachments under a folder, which is made when the first file comes.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self {
            root: root.into(),
            written: AtomicU64::new(0),
        }
    }

    fn place(&self, town: &TownId, name: &str) -> Result<PathBuf, String> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
        let fits = !name.is_empty() && !name.starts_with('.') && name.bytes().all(plain);
        let town_fits = !town.as_str().starts_with('.');
        if fits && town_fits {
            Ok(self.root.join(town.as_str()).join(name))
        } else {
            Err(format!("no name for a file: {name:?}"))
        }
    }
}

#[async_trait]
impl Attachments for FolderAttachments {
    async fn put(&self, town: &TownId, name: &str, bytes: Vec<u8>) -> Result<(), String> {
        let path = self.place(town, name)?;
        let nth = self.written.fetch_add(1, Ordering::Relaxed);
        let half = format!(".{name}.{}-{nth}.part", std::process::id());
        apart(move || write(&path, &half, &bytes)).await
    }

    async fn get(&self, town: &TownId, name: &str) -> Result<Option<Vec<u8>>, String> {
        let path = self.place(town, name)?;
        apart(move || match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        })
        .await
    }

    async fn remove(&self, town: &TownId, name: &str) -> Result<(), String> {
        let path = self.place(town, name)?;
        apart(move || match fs::remove_file(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        })
        .await
    }
}

/// Whole or not at all: written beside, made durable, renamed, and the folder made durable.
fn write(path: &Path, half: &str, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    fs::create_dir_all(folder)?;
    let half = folder.join(half);
    let mut file = File::create(&half)?;
    let written = file
        .write_all(bytes)
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&half, path));
    if written.is_err() {
        // What was half written is of no use; that it stays is no second failure.
        let _ = fs::remove_file(&half);
    }
    written?;
    File::open(folder)?.sync_all()
}

/// On a thread that may wait.
async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, String> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done.map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    }
}
