//! A pack's files, in a folder or in a zip.

use super::{PackError, PackFile};
use sm3::{Digest, Sm3};
use std::{
    fs::{self, File},
    io::{self, BufWriter, Read, Write},
    path::{Path, PathBuf},
};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

/// The largest file that is read into memory, in bytes.
const LARGEST: u64 = 4 * 1_024 * 1_024 * 1_024;
/// The most files that a pack is read with.
const MOST_FILES: usize = 10_000;

/// A pack being written: into an empty folder, or a zip where the name ends in `.zip`.
pub struct Written {
    out: Out,
    files: Vec<PackFile>,
    open: Option<Summed>,
}

impl std::fmt::Debug for Written {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Written")
            .field("files", &self.files.len())
            .finish_non_exhaustive()
    }
}

enum Out {
    Folder(PathBuf, Option<BufWriter<File>>),
    Zip(Box<ZipWriter<BufWriter<File>>>),
}

struct Summed {
    name: String,
    bytes: u64,
    sm3: Sm3,
}

impl Written {
    /// Begins a pack. What is there already is not written over.
    ///
    /// # Errors
    /// [`PackError`] when the folder is not empty, the zip is there, or nothing can be written.
    pub fn begin(path: &Path) -> Result<Self, PackError> {
        let is_zip = path.extension().is_some_and(|one| one == "zip");
        let out = if is_zip {
            let file = File::options().write(true).create_new(true).open(path)?;
            Out::Zip(Box::new(ZipWriter::new(BufWriter::new(file))))
        } else {
            fs::create_dir_all(path)?;
            if fs::read_dir(path)?.next().is_some() {
                let name = path.display().to_string();
                return Err(PackError::bad(&name, "the folder is not empty"));
            }
            Out::Folder(path.to_owned(), None)
        };
        Ok(Self {
            out,
            files: Vec::new(),
            open: None,
        })
    }

    pub(super) fn start(&mut self, name: &str) -> Result<(), PackError> {
        match &mut self.out {
            Out::Folder(folder, open) => {
                let path = folder.join(name);
                if let Some(above) = path.parent() {
                    fs::create_dir_all(above)?;
                }
                *open = Some(BufWriter::new(File::create(path)?));
            }
            Out::Zip(zip) => {
                let options = SimpleFileOptions::default()
                    .compression_method(CompressionMethod::Deflated)
                    .large_file(true);
                zip.start_file(name, options).map_err(io::Error::from)?;
            }
        }
        self.open = Some(Summed {
            name: name.to_owned(),
            bytes: 0,
            sm3: Sm3::new(),
        });
        Ok(())
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), PackError> {
        match &mut self.out {
            Out::Folder(_, Some(open)) => open.write_all(bytes)?,
            Out::Folder(_, None) => {}
            Out::Zip(zip) => zip.write_all(bytes)?,
        }
        if let Some(open) = &mut self.open {
            open.bytes = open.bytes.saturating_add(bytes.len() as u64);
            open.sm3.update(bytes);
        }
        Ok(())
    }

    pub(super) fn end(&mut self) -> Result<(), PackError> {
        if let Out::Folder(_, open) = &mut self.out
            && let Some(mut open) = open.take()
        {
            open.flush()?;
        }
        if let Some(open) = self.open.take() {
            self.files.push(PackFile {
                name: open.name,
                bytes: open.bytes,
                sm3: hex::encode(open.sm3.finalize()),
            });
        }
        Ok(())
    }

    pub(super) fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), PackError> {
        self.start(name)?;
        self.write(bytes)?;
        self.end()
    }

    pub(super) fn files(&self) -> Vec<PackFile> {
        self.files.clone()
    }

    pub(super) fn finish(self) -> Result<(), PackError> {
        if let Out::Zip(zip) = self.out {
            zip.finish().map_err(io::Error::from)?.flush()?;
        }
        Ok(())
    }
}

/// A pack being read.
pub struct Opened(In);

impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Opened")
    }
}

enum In {
    Folder(PathBuf),
    Zip(Box<ZipArchive<File>>),
}

impl Opened {
    /// Opens a folder or a zip.
    ///
    /// # Errors
    /// [`PackError`] when it cannot be read.
    pub fn open(path: &Path) -> Result<Self, PackError> {
        if path.is_dir() {
            return Ok(Self(In::Folder(path.to_owned())));
        }
        let name = path.display().to_string();
        let archive = ZipArchive::new(File::open(path)?);
        let archive = archive.map_err(|error| PackError::bad(&name, error.to_string()))?;
        if archive.len() > MOST_FILES {
            return Err(PackError::bad(&name, "too many files for a pack"));
        }
        Ok(Self(In::Zip(Box::new(archive))))
    }

    /// A file's bytes; `None` when it is not there.
    pub(super) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, PackError> {
        // A name of a manifest leads nowhere else.
        let plain = !name.is_empty()
            && name
                .split('/')
                .all(|part| !matches!(part, "" | "." | "..") && !part.contains('\\'));
        if !plain {
            return Err(PackError::bad(name, "no file of a pack has such a name"));
        }
        let mut bytes = Vec::new();
        match &mut self.0 {
            In::Folder(folder) => match File::open(folder.join(name)) {
                Ok(file) => {
                    file.take(LARGEST).read_to_end(&mut bytes)?;
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
                Err(error) => return Err(error.into()),
            },
            In::Zip(archive) => match archive.by_name(name) {
                Ok(file) => {
                    let read = file.take(LARGEST).read_to_end(&mut bytes);
                    read.map_err(|error| PackError::bad(name, error.to_string()))?;
                }
                Err(zip::result::ZipError::FileNotFound) => return Ok(None),
                Err(error) => return Err(PackError::bad(name, error.to_string())),
            },
        }
        Ok(Some(bytes))
    }
}
