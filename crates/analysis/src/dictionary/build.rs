//! Building a dictionary from the sources of IPADIC, with lindera's builder.

use std::ffi::OsString;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use lindera_dictionary::builder::DictionaryBuilder;
use lindera_dictionary::dictionary::metadata::Metadata;

use super::error::io;
use super::{Dictionary, DictionaryError, MANIFEST, Manifest, Part};

/// Where Debian's package `mecab-ipadic` puts the sources.
pub const DEBIAN_SOURCE: &str = "/usr/share/mecab/dic/ipadic";

/// The files that sources have besides their CSV files.
const DEFINITIONS: [&str; 3] = ["char.def", "unk.def", "matrix.def"];

/// Columns of an entry up to its base form.
const COLUMNS: usize = 11;

/// What was built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
    /// The dictionary.
    pub dictionary: Dictionary,
    /// Number of its entries.
    pub entries: usize,
    /// Bytes that it takes on disk.
    pub bytes: u64,
}

/// Builds the dictionary of a folder of CSV and def files into another folder,
/// in place of the dictionary there if there is one. The folder has all of it or
/// nothing: it is built beside and moved.
///
/// # Errors
/// The sources are missing or unusable, the folder holds something else, or
/// cannot be written.
pub fn build(from: &Path, into: &Path) -> Result<Built, DictionaryError> {
    let sources = Sources::look(from)?;
    let replaces = is_free(into)?;
    let into = std::path::absolute(into).map_err(io(into))?;
    let beside = into.parent().unwrap_or(&into);
    fs::create_dir_all(beside).map_err(io(beside))?;
    let work = tempfile::Builder::new()
        .prefix(".renvoi-dictionary-")
        .tempdir_in(beside)
        .map_err(io(beside))?;
    // A folder inside, since the outer one is closed to other users.
    let fresh = work.path().join("new");
    run(&sources, &fresh)?;
    let bytes = seal(&fresh)?;
    if replaces {
        fs::rename(&into, work.path().join("old")).map_err(io(&into))?;
    }
    fs::rename(&fresh, &into).map_err(io(&into))?;
    Ok(Built {
        dictionary: Dictionary::open(&into)?,
        entries: sources.entries,
        bytes,
    })
}

/// Sources that can be read.
struct Sources {
    path: PathBuf,
    encoding: &'static str,
    entries: usize,
}

impl Sources {
    fn look(path: &Path) -> Result<Self, DictionaryError> {
        let missing = |missing| DictionaryError::Source {
            path: path.to_owned(),
            missing,
        };
        for name in DEFINITIONS {
            if !path.join(name).is_file() {
                return Err(missing(name));
            }
        }
        let unusable = |problem: String| DictionaryError::Sources {
            path: path.to_owned(),
            problem,
        };
        // The builder looks for CSV files with a pattern that begins with the path.
        if path.to_str().is_none_or(|p| p.contains(['*', '?', '['])) {
            return Err(unusable("the path has a sign of patterns".to_owned()));
        }
        let (mut utf8, mut files, mut entries) = (true, 0, 0);
        for entry in fs::read_dir(path).map_err(io(path))? {
            let file = entry.map_err(io(path))?.path();
            if file.extension().is_none_or(|e| e != "csv") {
                continue;
            }
            let bytes = fs::read(&file).map_err(io(&file))?;
            if std::str::from_utf8(&bytes).is_err() {
                utf8 = false;
                let decoded =
                    encoding_rs::EUC_JP.decode_without_bom_handling_and_without_replacement(&bytes);
                if decoded.is_none() {
                    let problem = format!("{} is neither EUC-JP nor UTF-8", file.display());
                    return Err(unusable(problem));
                }
            }
            // A comma is one in either encoding. The builder takes short rows, and
            // would leave their words without a base form.
            for (line, row) in (1..).zip(bytes.split_inclusive(|b| *b == b'\n')) {
                entries += 1;
                if row.split(|b| *b == b',').count() < COLUMNS {
                    let problem = format!("line {line} of {} is no entry", file.display());
                    return Err(unusable(problem));
                }
            }
            files += 1;
        }
        if files == 0 {
            return Err(missing("*.csv"));
        }
        Ok(Self {
            path: path.to_owned(),
            encoding: if utf8 { "UTF-8" } else { "EUC-JP" },
            entries,
        })
    }
}

/// Whether a folder holds a dictionary that may be replaced; an error when it
/// holds anything else.
fn is_free(folder: &Path) -> Result<bool, DictionaryError> {
    let occupied = || DictionaryError::Occupied {
        path: folder.to_owned(),
    };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        Err(e) if e.kind() == std::io::ErrorKind::NotADirectory => return Err(occupied()),
        Err(e) => return Err(io(folder)(e)),
    };
    let names: Vec<OsString> = entries
        .map(|entry| Ok(entry?.file_name()))
        .collect::<Result<_, _>>()
        .map_err(io(folder))?;
    if names.is_empty() {
        return Ok(true);
    }
    let manifest = Manifest::read(folder).map_err(|_| occupied())?;
    let is_part =
        |name: &OsString| name == MANIFEST || manifest.files.iter().any(|f| *name == *f.name);
    if names.iter().all(is_part) {
        Ok(true)
    } else {
        Err(occupied())
    }
}

fn run(sources: &Sources, into: &Path) -> Result<(), DictionaryError> {
    let unusable = |problem: String| DictionaryError::Sources {
        path: sources.path.clone(),
        problem,
    };
    let builder = DictionaryBuilder::new(Metadata {
        name: "ipadic".to_owned(),
        encoding: sources.encoding.to_owned(),
        ..Metadata::default()
    });
    // The builder trusts its sources, and panics on some that are damaged.
    catch_unwind(AssertUnwindSafe(|| {
        builder.build_dictionary(&sources.path, into)
    }))
    .map_err(|_| unusable("the builder stopped".to_owned()))?
    .map_err(|error| unusable(error.to_string()))
}

/// Writes the manifest of what was built; returns the bytes of all files.
fn seal(folder: &Path) -> Result<u64, DictionaryError> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .map_err(io(folder))?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.sort_unstable();
    let mut digest = blake3::Hasher::new();
    let mut files = Vec::with_capacity(names.len());
    for name in names {
        let path = folder.join(&name);
        let content = fs::read(&path).map_err(io(&path))?;
        let bytes = content.len() as u64;
        digest.update(name.as_bytes());
        digest.update(&bytes.to_le_bytes());
        digest.update(&content);
        files.push(Part { name, bytes });
    }
    let total = files.iter().map(|part| part.bytes).sum();
    let manifest = Manifest {
        digest: digest.finalize().to_hex().to_string(),
        files,
    };
    let path = folder.join(MANIFEST);
    let text = serde_json::to_vec(&manifest).map_err(|e| io(&path)(e.into()))?;
    fs::write(&path, text).map_err(io(&path))?;
    Ok(total)
}
