//! `sources.toml`: metadata beside the files, where the text does not give it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use renvoi_document::{DocumentId, Language};
use renvoi_reference::Key;
use serde::Deserialize;

use crate::error::IngestError;

/// Name of the manifest.
pub(crate) const MANIFEST: &str = "sources.toml";

/// What a manifest says of one file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Metadata {
    pub(crate) id: Option<DocumentId>,
    pub(crate) reference: Option<Key>,
    pub(crate) title: Option<String>,
    pub(crate) date: Option<Date>,
    pub(crate) kind: Option<String>,
    pub(crate) language: Option<Language>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    #[expect(dead_code, reason = "read before the entry is, to name it in errors")]
    file: String,
    id: Option<DocumentId>,
    reference: Option<String>,
    title: Option<String>,
    date: Option<toml::Value>,
    kind: Option<String>,
    language: Option<Language>,
}

/// The manifest of one folder.
#[derive(Debug, Default)]
pub(crate) struct Manifest {
    /// By file name, relative to the folder.
    entries: BTreeMap<PathBuf, Metadata>,
    /// Files whose entry is wrong; they are not ingested, since their id and
    /// metadata would be. The error is there until it is reported.
    pub(crate) refused: BTreeMap<PathBuf, Option<IngestError>>,
    /// Entries that belong to no file.
    pub(crate) errors: Vec<IngestError>,
}

impl Manifest {
    /// Reads the manifest of a folder; an empty one when there is none.
    ///
    /// # Errors
    /// The manifest cannot be read or is not TOML: nothing is known then of any
    /// file beside it. Faults of single entries are kept in the manifest.
    pub(crate) fn read(folder: &Path) -> Result<Self, IngestError> {
        let path = folder.join(MANIFEST);
        let text = match read_limited(&path) {
            Ok(text) => text,
            Err(source) if source.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Self::default());
            }
            Err(source) => return Err(IngestError::Unreadable { path, source }),
        };
        let mut table: toml::Table = toml::from_str(&text).map_err(|source| {
            let path = path.clone();
            let source = Box::new(source);
            IngestError::Manifest { path, source }
        })?;
        let documents = table.remove("document");
        let mut manifest = Self::default();
        for key in table.keys() {
            manifest.errors.push(IngestError::ManifestEntry {
                path: path.clone(),
                entry: format!("`{key}`"),
                problem: "unknown field: only [[document]] tables are known here".to_owned(),
            });
        }
        match documents {
            Some(toml::Value::Array(entries)) => {
                for (at, entry) in entries.into_iter().enumerate() {
                    manifest.entry(folder, &path, at, entry);
                }
            }
            None => {}
            Some(_) => manifest.errors.push(IngestError::ManifestEntry {
                path,
                entry: "`document`".to_owned(),
                problem: "must be a list of tables: write [[document]]".to_owned(),
            }),
        }
        Ok(manifest)
    }

    fn entry(&mut self, folder: &Path, manifest: &Path, at: usize, entry: toml::Value) {
        // `./a.txt` is `a.txt`.
        let file = entry
            .get("file")
            .and_then(|f| f.as_str())
            .map(|f| PathBuf::from(f.strip_prefix("./").unwrap_or(f)));
        let name = match &file {
            Some(file) => format!("[[document]] of `{}`", file.display()),
            None => format!("[[document]] number {}", at + 1),
        };
        let error = |problem: String| IngestError::ManifestEntry {
            path: manifest.to_owned(),
            entry: name.clone(),
            problem,
        };
        let metadata = entry
            .try_into::<Entry>()
            .map_err(|e| e.message().to_owned())
            .and_then(metadata);
        match (file, metadata) {
            (Some(file), Ok(_)) if file.components().count() != 1 || file.has_root() => {
                self.errors.push(error(
                    "give the name of a file beside sources.toml, without folders; \
                     another folder has a sources.toml of its own"
                        .to_owned(),
                ));
            }
            (Some(file), Ok(_)) if !folder.join(&file).is_file() => self.errors.push(error(
                "there is no such file beside sources.toml: correct the name or remove the entry"
                    .to_owned(),
            )),
            (Some(file), Ok(_)) if self.entries.contains_key(&file) => self
                .errors
                .push(error("the file has an entry already: keep one".to_owned())),
            (Some(file), Ok(metadata)) => {
                self.entries.insert(file, metadata);
            }
            (Some(file), Err(problem)) if folder.join(&file).is_file() => {
                let problem = format!("{problem}; the file was left out");
                self.refused.insert(file, Some(error(problem)));
            }
            (_, Err(problem)) => self.errors.push(error(problem)),
            (None, Ok(_)) => {}
        }
    }

    /// Metadata of a file of the folder.
    pub(crate) fn metadata(&self, file: &Path) -> Metadata {
        self.entries.get(file).cloned().unwrap_or_default()
    }
}

fn metadata(entry: Entry) -> Result<Metadata, String> {
    let reference = entry
        .reference
        .map(|text| {
            renvoi_reference::parse(&text)
                .map(|c| c.key)
                .ok_or_else(|| {
                    format!("`{text}` is not a reference: write it as COM(2020) 605 or 32016L1148")
                })
        })
        .transpose()?;
    Ok(Metadata {
        id: entry.id,
        reference,
        title: entry.title,
        date: entry.date.map(|date| parse_date(&date)).transpose()?,
        kind: entry.kind,
        language: entry.language,
    })
}

/// A date as TOML writes it or in quotes.
fn parse_date(value: &toml::Value) -> Result<Date, String> {
    let text = value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned);
    text.parse()
        .map_err(|_| format!("`{text}` is not a date: write it as 2020-07-24"))
}

/// A manifest larger than this is none, in bytes.
const LARGEST_MANIFEST: u64 = 4 << 20;

/// Reads a regular file of moderate size: a pipe would never end.
fn read_limited(path: &Path) -> std::io::Result<String> {
    let meta = std::fs::metadata(path)?;
    if !meta.is_file() || meta.len() > LARGEST_MANIFEST {
        return Err(std::io::Error::other(
            "not a regular file of at most 4 MiB: replace it",
        ));
    }
    std::fs::read_to_string(path)
}
