//! The folder of an index: which generation is live, with which version it was built, and who may write.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use std::sync::Arc;

use renvoi_index::resource;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::schema;

const CURRENT: &str = "current.json";
const LOCK: &str = "lock";

/// Texts that are kept with a generation, by their names.
pub(crate) type Resources = Vec<(&'static str, Arc<str>)>;

/// The contents of `current.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Current {
    /// Name of the live generation's folder.
    pub(crate) generation: String,
    version: Version,
}

/// Everything that the terms and records of an index depend on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Version {
    schema: u32,
    analysis: u32,
}

const VERSION: Version = Version {
    schema: schema::VERSION,
    analysis: renvoi_analysis::VERSION,
};

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "schema {} and analysis {}", self.schema, self.analysis)
    }
}

pub(crate) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> StoreError + '_ {
    |source| StoreError::Io {
        path: path.to_owned(),
        source,
    }
}

impl Current {
    /// Reads which generation is live; none when there is no index.
    pub(crate) fn read(root: &Path) -> Result<Option<Self>, StoreError> {
        let path = root.join(CURRENT);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(io(&path)(e)),
        };
        let damaged = |problem: String| StoreError::Damaged {
            path: path.clone(),
            problem,
        };
        let current: Self = serde_json::from_str(&text).map_err(|e| damaged(e.to_string()))?;
        // The name becomes part of a path.
        if number(&current.generation).is_none() {
            return Err(damaged(format!(
                "`{}` is no generation",
                current.generation
            )));
        }
        Ok(Some(current))
    }

    /// Refuses an index of another version.
    pub(crate) fn check(&self, root: &Path) -> Result<(), StoreError> {
        if self.version == VERSION {
            return Ok(());
        }
        Err(StoreError::Version {
            path: root.to_owned(),
            found: self.version.to_string(),
            needed: VERSION.to_string(),
        })
    }

    /// Makes a generation live: the file is replaced in one step, after all that
    /// it points to is on disk.
    pub(crate) fn publish(root: &Path, generation: &str) -> Result<(), StoreError> {
        let current = Self {
            generation: generation.to_owned(),
            version: VERSION,
        };
        replace(&root.join(CURRENT), &serde_json::to_vec(&current)?)
    }
}

/// Lets the files of a generation be read by whoever may read its folder's others: tantivy replaces its lists through
/// temporary files, which are their owner's alone, and a server may run under an account of its own. A file that has just
/// been replaced again is done at the next commit.
pub(crate) fn open_to_readers(folder: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let Some(mode) = fs::metadata(folder)
            .ok()
            .map(|meta| meta.permissions().mode())
        else {
            return;
        };
        for name in ["meta.json", ".managed.json"] {
            // The folder's permissions follow the umask; a file has them without the right to execute.
            let wanted = fs::Permissions::from_mode(mode & 0o666);
            if let Err(error) = fs::set_permissions(folder.join(name), wanted) {
                tracing::debug!(%error, name, "permissions stay as they are");
            }
        }
    }
    #[cfg(not(unix))]
    let _ = folder;
}

/// Whether a folder holds an index, of whatever version. One whose first run is
/// not over has no live generation yet.
pub fn is_index(folder: &Path) -> bool {
    match Current::read(folder) {
        Ok(Some(_)) => true,
        // A damaged one is an index too, a file of that name alone is none.
        Ok(None) | Err(_) => {
            folder.join(LOCK).is_file() && list(folder).is_ok_and(|names| !names.is_empty())
        }
    }
}

/// The texts that are kept with a generation, of those that the contract names.
pub(crate) fn resources(folder: &Path) -> Result<Resources, StoreError> {
    let mut resources = Resources::default();
    for name in resource::ALL {
        if let Some(text) = kept(folder, name)? {
            resources.push((*name, text.into()));
        }
    }
    Ok(resources)
}

/// Keeps a text with a generation, in place of the one of that name, with its digest beside it: nothing else would tell
/// that a letter of it is not what it was.
pub(crate) fn keep(folder: &Path, name: &str, text: &str) -> Result<(), StoreError> {
    let digest = blake3::hash(text.as_bytes()).to_hex();
    replace(&folder.join(sealed(name)), digest.as_bytes())?;
    replace(&folder.join(name), text.as_bytes())
}

/// The file with the digest of a text.
fn sealed(name: &str) -> String {
    format!("{name}.blake3")
}

/// A text that is kept with a generation, as it was kept.
fn kept(folder: &Path, name: &str) -> Result<Option<String>, StoreError> {
    let path = folder.join(name);
    let text = match fs::read(&path) {
        Ok(text) => text,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            return if folder.join(sealed(name)).exists() {
                Err(StoreError::damaged(path, "it is gone"))
            } else {
                Ok(None)
            };
        }
        Err(e) => return Err(io(&path)(e)),
    };
    let digest = blake3::hash(&text).to_hex();
    let told = fs::read_to_string(folder.join(sealed(name))).unwrap_or_default();
    match String::from_utf8(text) {
        Ok(text) if told == digest.as_str() => Ok(Some(text)),
        _ => Err(StoreError::damaged(path, "it is not what was kept")),
    }
}

/// Writes a file in one step: it is as it was, or as it is to be.
fn replace(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let mut fresh = path.as_os_str().to_owned();
    fresh.push(".new");
    let write = || -> std::io::Result<()> {
        let mut file = File::create(&fresh)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&fresh, path)
    };
    write().map_err(io(path))
}

fn number(generation: &str) -> Option<u32> {
    generation.strip_prefix('g')?.parse().ok()
}

/// The name of the last generation that stands in the folder.
pub(crate) fn newest(root: &Path) -> Result<Option<String>, StoreError> {
    Ok(list(root)?.into_iter().max_by_key(|name| number(name)))
}

/// The name of the generation after all that stand in the folder.
pub(crate) fn next(root: &Path) -> Result<String, StoreError> {
    let last = newest(root)?.and_then(|name| number(&name));
    Ok(format!("g{:06}", last.unwrap_or(0) + 1))
}

/// Removes every generation but one: what a killed rebuild left, and what a
/// finished one replaced. A server that still reads one keeps its open files.
pub(crate) fn remove_others(root: &Path, live: &str) -> Result<(), StoreError> {
    for name in list(root)? {
        if name != live {
            let path: PathBuf = root.join(&name);
            fs::remove_dir_all(&path).map_err(io(&path))?;
        }
    }
    Ok(())
}

/// The generations that stand in the folder.
pub(crate) fn list(root: &Path) -> Result<Vec<String>, StoreError> {
    let mut names = Vec::new();
    for entry in fs::read_dir(root).map_err(io(root))? {
        let name = entry.map_err(io(root))?.file_name();
        if let Some(name) = name.to_str().filter(|n| number(n).is_some()) {
            names.push(name.to_owned());
        }
    }
    Ok(names)
}

/// The right to write; given back when dropped, by the system if need be.
#[derive(Debug)]
pub(crate) struct WriteLock {
    _file: File,
}

impl WriteLock {
    pub(crate) fn take(root: &Path) -> Result<Self, StoreError> {
        fs::create_dir_all(root).map_err(io(root))?;
        let path = root.join(LOCK);
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(io(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(fs::TryLockError::WouldBlock) => Err(StoreError::Locked {
                path: root.to_owned(),
            }),
            Err(fs::TryLockError::Error(e)) => Err(io(&path)(e)),
        }
    }
}
