//! The dictionary that Japanese words are told by.
//!
//! It is built once from the sources of IPADIC ([`build`]), stands in a folder of
//! its own, and is read when the first Japanese text comes up: a run that meets
//! none has none in memory.
//!
//! Chains are functions of a text alone, so that the dictionary in use is one
//! for the whole process: the one that its index was made with. [`choose`] is for
//! the crate that opens indexes; a process works with one index.

mod build;
mod error;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use lindera_dictionary::dictionary::Dictionary as Ipadic;
use lindera_dictionary::mode::{Mode, Penalty};
use lindera_dictionary::viterbi::Lattice;
use serde::{Deserialize, Serialize};

pub use build::{Built, DEBIAN_SOURCE, build};
pub use error::DictionaryError;

/// The file that says what a built dictionary is made of; it is written last.
const MANIFEST: &str = "renvoi-dictionary.json";

/// The contents of the manifest.
#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    /// Of all files, in the order of their names.
    digest: String,
    files: Vec<Part>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Part {
    name: String,
    bytes: u64,
}

/// A built dictionary: where it stands, and which one it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dictionary {
    /// Its folder, as a full path.
    pub path: PathBuf,
    /// Digest of its files: another dictionary tells other words.
    pub digest: String,
}

impl Dictionary {
    /// The dictionary of a folder. Its files are looked at and not read.
    ///
    /// # Errors
    /// There is none, or one of its files is not as it was built.
    pub fn open(path: &Path) -> Result<Self, DictionaryError> {
        let manifest = Manifest::read(path)?;
        for part in &manifest.files {
            let file = path.join(&part.name);
            let bytes = fs::metadata(&file).map_or(0, |about| about.len());
            if bytes != part.bytes {
                return Err(DictionaryError::Damaged { path: file });
            }
        }
        let path = fs::canonicalize(path).map_err(error::io(path))?;
        if path.to_str().is_none() {
            return Err(DictionaryError::Name { path });
        }
        Ok(Self {
            path,
            digest: manifest.digest,
        })
    }

    /// Whether its folder still has this dictionary.
    ///
    /// # Errors
    /// As for [`Dictionary::open`], or another one stands there.
    pub fn check(&self) -> Result<(), DictionaryError> {
        if Self::open(&self.path)?.digest == self.digest {
            Ok(())
        } else {
            Err(DictionaryError::Other {
                path: self.path.clone(),
            })
        }
    }
}

impl Manifest {
    fn read(folder: &Path) -> Result<Self, DictionaryError> {
        let file = folder.join(MANIFEST);
        let text = match fs::read(&file) {
            Ok(text) => text,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                return Err(DictionaryError::Absent {
                    path: folder.to_owned(),
                });
            }
            Err(e) => return Err(error::io(&file)(e)),
        };
        serde_json::from_slice(&text).map_err(|_| DictionaryError::Damaged { path: file })
    }
}

/// The dictionary in use, and what was read of it.
static IN_USE: RwLock<Option<InUse>> = RwLock::new(None);

struct InUse {
    dictionary: Dictionary,
    loaded: Option<Arc<Loaded>>,
}

/// Says by which dictionary Japanese words are told from now on in this process;
/// without one, they are told by two letters each.
pub fn choose(dictionary: Option<Dictionary>) {
    let mut in_use = IN_USE.write().unwrap_or_else(PoisonError::into_inner);
    if in_use.as_ref().map(|i| &i.dictionary) != dictionary.as_ref() {
        *in_use = dictionary.map(|dictionary| InUse {
            dictionary,
            loaded: None,
        });
    }
}

/// Whether the words of a text can be told: it has no Japanese letter, or there
/// is no dictionary in use, or the one in use can be read.
///
/// # Errors
/// The dictionary in use cannot be read.
pub fn ready_for(text: &str) -> Result<(), DictionaryError> {
    if crate::script::has_japanese(text) {
        loaded()?;
    }
    Ok(())
}

/// The dictionary in use, read when it is asked for first. One that could not be
/// read is tried again: a server need not be started anew for it.
pub(crate) fn loaded() -> Result<Option<Arc<Loaded>>, DictionaryError> {
    match &*IN_USE.read().unwrap_or_else(PoisonError::into_inner) {
        None => return Ok(None),
        Some(in_use) if in_use.loaded.is_some() => return Ok(in_use.loaded.clone()),
        Some(_) => {}
    }
    let mut in_use = IN_USE.write().unwrap_or_else(PoisonError::into_inner);
    let Some(in_use) = in_use.as_mut() else {
        return Ok(None);
    };
    if in_use.loaded.is_none() {
        in_use.loaded = Some(Arc::new(Loaded::read(&in_use.dictionary)?));
    }
    Ok(in_use.loaded.clone())
}

/// A dictionary that was read.
pub(crate) struct Loaded {
    ipadic: Ipadic,
    mode: Mode,
    /// Working memory, kept from text to text; one for each thread that cuts.
    lattices: Mutex<Vec<Lattice>>,
}

impl std::fmt::Debug for Loaded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Loaded").finish_non_exhaustive()
    }
}

/// A word of a text by the dictionary.
pub(crate) struct Entry<'t> {
    /// As it stands in the text.
    pub(crate) surface: &'t str,
    /// What the dictionary says of it, in the order of IPADIC.
    pub(crate) details: &'t [&'t str],
}

/// Letters beyond the first that an unknown word may have, as `MeCab` has it:
/// without a limit each place of a long run would be read to its end.
const LONGEST_UNKNOWN: usize = 24;

/// Letters whose working memory is kept.
const KEPT: usize = 1024;

impl Loaded {
    pub(crate) fn read(dictionary: &Dictionary) -> Result<Self, DictionaryError> {
        dictionary.check()?;
        let ipadic = Ipadic::load_from_path_with_options(&dictionary.path, true);
        let ipadic = ipadic.map_err(|source| DictionaryError::Unreadable {
            path: dictionary.path.clone(),
            problem: source.to_string(),
        })?;
        Ok(Self {
            ipadic,
            // Long names are cut into their words, so that 空港 finds 関西国際空港;
            // the penalties are those of Lucene's Kuromoji.
            mode: Mode::Decompose(Penalty::default()),
            lattices: Mutex::default(),
        })
    }

    /// Shows the words of a text, in order; together they are the text.
    pub(crate) fn each(&self, text: &str, mut take: impl FnMut(Entry<'_>)) {
        let lattices = || self.lattices.lock().unwrap_or_else(PoisonError::into_inner);
        let mut lattice = lattices().pop().unwrap_or_default();
        let ipadic = &self.ipadic;
        lattice.set_text(
            &ipadic.prefix_dictionary,
            &None,
            &ipadic.character_definition,
            &ipadic.unknown_dictionary,
            &ipadic.connection_cost_matrix,
            text,
            &self.mode,
            Some(LONGEST_UNKNOWN),
            true,
        );
        let words = lattice.tokens_offset();
        for (at, (from, word)) in words.iter().enumerate() {
            let to = words.get(at + 1).map_or(text.len(), |(next, _)| *next);
            let number = usize::try_from(word.id()).unwrap_or(usize::MAX);
            let details = if word.is_unknown() {
                ipadic.unknown_word_details(number)
            } else {
                ipadic.word_details(number)
            };
            if let Some(surface) = text.get(*from..to) {
                take(Entry {
                    surface,
                    details: &details,
                });
            }
        }
        if lattice.capacity() <= KEPT {
            lattices().push(lattice);
        }
    }
}
