//! The folder that receives the files: one run at a time, names that cannot leave it, files seen whole or not at all.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use renvoi_reference::Celex;

use crate::error::RunError;
use crate::manifest::Manifest;
use crate::sniff::{Ends, WINDOW};

/// The file whose lock a run holds. The system lets go of it when the run ends, however it ends.
const LOCK: &str = ".fetch.lock";

/// What the name of a file that is not whole ends in.
pub(crate) const PART: &str = ".part";

/// A folder that no other run writes to.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    _lock: File,
}

impl Folder {
    /// Makes the folder if it is missing, and takes it.
    pub(crate) fn open(path: &Path) -> Result<Self, RunError> {
        let wrong = |path: &Path| {
            let path = path.to_owned();
            move |source| RunError::Folder { path, source }
        };
        fs::create_dir_all(path).map_err(wrong(path))?;
        let lock_path = path.join(LOCK);
        let lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&lock_path)
            .map_err(wrong(&lock_path))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self {
                path: path.to_owned(),
                _lock: lock,
            }),
            Err(TryLockError::WouldBlock) => Err(RunError::InUse {
                path: path.to_owned(),
            }),
            Err(TryLockError::Error(source)) => Err(RunError::Folder {
                path: lock_path,
                source,
            }),
        }
    }

    /// Removes what a killed run left of downloads that cannot go on: `ingest` would take them for documents.
    pub(crate) fn sweep(&self, manifest: &Manifest) {
        let Ok(entries) = fs::read_dir(&self.path) else {
            return;
        };
        for name in entries
            .flatten()
            .filter_map(|entry| entry.file_name().into_string().ok())
        {
            let number = name.split('.').next().unwrap_or_default();
            let ours = is_safe(&name) && name.ends_with(PART) && number.parse::<Celex>().is_ok();
            if ours && !manifest.cut.contains_key(&name) {
                self.remove(&name);
            }
        }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn join(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Bytes of a file; 0 if it is missing.
    pub(crate) fn length(&self, name: &str) -> u64 {
        fs::metadata(self.join(name)).map_or(0, |metadata| metadata.len())
    }

    /// Removes a file; one that is missing is as good as removed.
    pub(crate) fn remove(&self, name: &str) {
        let _ = fs::remove_file(self.join(name));
    }

    /// Gives a whole file its name, so that a loss of power leaves the old file or the new one.
    pub(crate) fn publish(&self, part: &str, name: &str) -> io::Result<()> {
        fs::rename(self.join(part), self.join(name))?;
        sync_folder(&self.path);
        Ok(())
    }
}

/// Whether a run may have given a file this name: what CELEX numbers, parts and extensions are made of.
pub(crate) fn is_safe(name: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'(' | b')' | b'-' | b'.' | b'_');
    (1..=120).contains(&name.len())
        && name.bytes().all(plain)
        && name.starts_with(|c: char| c.is_ascii_digit())
        && !name.contains("..")
}

/// Size and BLAKE3 hash of a file.
pub(crate) fn digest(path: &Path) -> io::Result<(u64, String)> {
    let mut file = File::open(path)?;
    let mut hasher = blake3::Hasher::new();
    let mut buffer = vec![0; WINDOW];
    let mut size = 0_u64;
    loop {
        let read = file.read(&mut buffer)?;
        let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else {
            return Ok((size, hasher.finalize().to_hex().to_string()));
        };
        hasher.update(bytes);
        size = size.saturating_add(bytes.len() as u64);
    }
}

/// Hands the two ends of a file to `look`.
pub(crate) fn ends<T>(path: &Path, look: impl FnOnce(Ends<'_>) -> T) -> io::Result<T> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let window = WINDOW as u64;
    let mut head = Vec::new();
    Read::by_ref(&mut file)
        .take(window)
        .read_to_end(&mut head)?;
    let mut tail = Vec::new();
    file.seek(SeekFrom::Start(length.saturating_sub(window)))?;
    file.take(window).read_to_end(&mut tail)?;
    Ok(look(Ends {
        head: &head,
        tail: &tail,
        whole: length <= window,
    }))
}

/// Writes a file whole or not at all.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut part = path.as_os_str().to_owned();
    part.push(PART);
    let mut file = File::create(&part)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&part, path)?;
    if let Some(folder) = path.parent() {
        sync_folder(folder);
    }
    Ok(())
}

/// Makes a new name last. Systems that cannot do it for a folder say so, and the file is there all the same.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_our_own_making_are_safe() {
        for name in [
            "32016R0679.xhtml",
            "32016R0679R(02).DOC_12.fmx4.xml",
            "02016R0679-20160504.pdf.part",
        ] {
            assert!(is_safe(name), "{name}");
        }
        for name in [
            "",
            "..",
            "../32016R0679.xhtml",
            "3/../../a",
            "3\\a",
            "/etc/passwd",
            ".fetch.lock",
            "3..a",
            "3 a",
            "fetched.json",
            "3\0",
        ] {
            assert!(!is_safe(name), "{name}");
        }
    }
}
