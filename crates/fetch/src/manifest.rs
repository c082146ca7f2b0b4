//! `fetched.json`: what was fetched into a folder, from where, and what is needed to ask whether it changed.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use renvoi_reference::Celex;
use serde::{Deserialize, Serialize};

use crate::error::RunError;
use crate::folder;
use crate::format::Format;
use crate::language::Language;

/// Name of the record.
pub const MANIFEST: &str = "fetched.json";

/// A record larger than this is none of ours.
const LARGEST: u64 = 64 << 20;

/// The shape of the record; another is refused.
const VERSION: u32 = 1;

/// What a folder holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Manifest {
    version: u32,
    /// The language of all documents.
    pub language: Language,
    /// The documents, by CELEX number.
    pub documents: BTreeMap<Celex, Document>,
    /// Downloads that were cut, by the name of the file that holds what came.
    #[serde(default)]
    pub(crate) cut: BTreeMap<String, Cut>,
}

/// One document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The format it was found in.
    pub format: Format,
    /// Whether all its parts are there.
    pub complete: bool,
    /// Its files, in the order of its parts.
    pub files: Vec<File>,
}

/// One file of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Its name in the folder.
    pub name: String,
    /// Where it came from, redirections followed.
    pub url: String,
    /// What the server calls its content.
    pub media_type: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its BLAKE3 hash, in hexadecimal.
    pub blake3: String,
    /// The server's mark of this version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// When the server says it changed last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
    /// When it was fetched.
    pub fetched: jiff::Timestamp,
}

/// A download that was cut.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Cut {
    /// Where the bytes came from.
    pub(crate) url: String,
    /// The mark of the version they are of; without one a download cannot go on.
    pub(crate) validator: String,
}

impl Manifest {
    fn new(language: Language) -> Self {
        Self {
            version: VERSION,
            language,
            documents: BTreeMap::new(),
            cut: BTreeMap::new(),
        }
    }

    /// Reads the record of a folder; a folder without one has none.
    ///
    /// # Errors
    /// When the record is damaged, or of another version.
    pub fn read(folder: &Path) -> Result<Option<Self>, RunError> {
        let path = folder.join(MANIFEST);
        let wrong = |problem: String| RunError::Manifest {
            path: path.clone(),
            problem,
        };
        let length = match fs::metadata(&path) {
            Ok(metadata) => metadata.len(),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(wrong(error.to_string())),
        };
        if length > LARGEST {
            return Err(wrong(format!("{length} bytes, too many for a record")));
        }
        let bytes = fs::read(&path).map_err(|error| wrong(error.to_string()))?;
        let mut manifest: Self =
            serde_json::from_slice(&bytes).map_err(|error| wrong(format!("damaged: {error}")))?;
        if manifest.version != VERSION {
            return Err(wrong(format!(
                "written by another version of renvoi ({}, this one writes {VERSION})",
                manifest.version
            )));
        }
        // Names lead to files that are read, replaced and removed: those that no run writes are not believed.
        manifest.cut.retain(|name, _| folder::is_safe(name));
        for document in manifest.documents.values_mut() {
            let count = document.files.len();
            document.files.retain(|file| folder::is_safe(&file.name));
            document.complete &= document.files.len() == count;
        }
        Ok(Some(manifest))
    }

    /// The record of a folder, new if it has none.
    pub(crate) fn open(folder: &Path, language: Language) -> Result<Self, RunError> {
        match Self::read(folder)? {
            None => Ok(Self::new(language)),
            Some(mut found) if found.documents.is_empty() => {
                found.language = language;
                Ok(found)
            }
            Some(found) if found.language == language => Ok(found),
            Some(found) => Err(RunError::OtherLanguage {
                path: folder.to_owned(),
                has: found.language,
                wanted: language,
            }),
        }
    }

    /// Whether a file of that name was written by a run.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.documents
            .values()
            .any(|document| document.files.iter().any(|file| file.name == name))
    }

    /// Writes the record, whole or not at all.
    pub(crate) fn save(&self, folder: &Path) -> Result<(), (PathBuf, std::io::Error)> {
        let path = folder.join(MANIFEST);
        let mut bytes = serde_json::to_vec_pretty(self)
            .map_err(|error| (path.clone(), std::io::Error::from(error)))?;
        bytes.push(b'\n');
        folder::write_whole(&path, &bytes).map_err(|error| (path, error))
    }
}
