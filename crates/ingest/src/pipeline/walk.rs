//! The files of a run, found as they are asked for.

use std::collections::{HashMap, HashSet, VecDeque};
use std::path::{Path, PathBuf};

use crate::error::IngestError;
use crate::sources::{MANIFEST, Manifest, Metadata};

use super::{FileResult, Options, Outcome};

/// One path found by the walk.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) path: PathBuf,
    /// Name relative to what was given, with `/` between folders.
    pub(super) name: String,
    pub(super) metadata: Metadata,
    /// It was named itself, so that it fails where another would be left out.
    pub(super) named: bool,
}

/// What the walk comes to.
#[derive(Debug)]
pub(super) enum Entry {
    File(Found),
    Other(Outcome),
}

/// Counts the files below paths, for a progress bar.
pub fn count(paths: &[PathBuf], options: &Options) -> usize {
    paths
        .iter()
        .map(|path| {
            entries(path, options)
                .filter(|e| e.as_ref().is_ok_and(|e| !e.file_type().is_dir()))
                .count()
        })
        .sum()
}

type Entries = Box<dyn Iterator<Item = walkdir::Result<walkdir::DirEntry>> + Send>;

fn entries(root: &Path, options: &Options) -> Entries {
    let is_index = options.is_index;
    let left_out = move |e: &walkdir::DirEntry| {
        let hidden = e.depth() > 0 && e.file_name().to_string_lossy().starts_with('.');
        hidden || (e.file_type().is_dir() && is_index(e.path()))
    };
    Box::new(
        walkdir::WalkDir::new(root)
            .follow_links(true)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(move |e| !left_out(e)),
    )
}

/// Walks paths, in the order given and by name below each.
pub(super) struct Walk<'o> {
    paths: VecDeque<PathBuf>,
    options: &'o Options,
    folder: Option<Folder>,
    manifests: HashMap<PathBuf, Option<Manifest>>,
    /// Faults of manifests, reported before the files beside them.
    faults: VecDeque<Outcome>,
    /// Short hashes of the full paths seen: a file that several paths lead to
    /// is one file.
    seen: HashSet<[u8; 16]>,
}

struct Folder {
    root: PathBuf,
    entries: Entries,
    files: usize,
}

impl<'o> Walk<'o> {
    pub(super) fn new(paths: &[PathBuf], options: &'o Options) -> Self {
        Self {
            paths: paths.iter().cloned().collect(),
            options,
            folder: None,
            manifests: HashMap::new(),
            faults: VecDeque::new(),
            seen: HashSet::new(),
        }
    }

    /// The name of a file below the root it is in, else below `folder`.
    fn name(&self, path: &Path, folder: &Path) -> String {
        let below = |root: &PathBuf| path.strip_prefix(root).ok().filter(|p| *p != Path::new(""));
        let name = self
            .options
            .roots
            .iter()
            .find_map(below)
            .or_else(|| path.strip_prefix(folder).ok())
            .unwrap_or(path);
        name.to_string_lossy().replace('\\', "/")
    }

    /// A file to be read, unless it was met before or its manifest refuses it.
    fn file(&mut self, path: &Path, name: String, named: bool) -> Option<Entry> {
        let full = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let hash = blake3::hash(full.as_os_str().as_encoded_bytes());
        let mut short = [0; 16];
        short.copy_from_slice(&hash.as_bytes()[..16]);
        if !self.seen.insert(short) {
            return None;
        }
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let metadata = self.metadata(&folder, Path::new(path.file_name()?))?;
        Some(Entry::File(Found {
            path: path.to_owned(),
            name,
            metadata,
            named,
        }))
    }

    /// Metadata of a file, or none when its manifest refuses it; faults of the
    /// manifest are reported once.
    fn metadata(&mut self, folder: &Path, file: &Path) -> Option<Metadata> {
        let faults = &mut self.faults;
        let mut report = |error: IngestError| {
            faults.push_back(Outcome {
                path: folder.join(MANIFEST),
                size: 0,
                result: FileResult::Failed(error),
            });
        };
        let manifest = self
            .manifests
            .entry(folder.to_owned())
            .or_insert_with(|| match Manifest::read(folder) {
                Ok(mut manifest) => {
                    manifest.errors.drain(..).for_each(&mut report);
                    Some(manifest)
                }
                Err(error) => {
                    report(error);
                    None
                }
            })
            .as_mut()?;
        if let Some(error) = manifest.refused.get_mut(file) {
            error.take().into_iter().for_each(report);
            return None;
        }
        Some(manifest.metadata(file))
    }

    /// Goes one entry further in the folder being walked, or leaves it at its
    /// end. Not every entry comes to something.
    fn in_folder(&mut self) -> Option<Entry> {
        let folder = self.folder.as_mut()?;
        let Some(entry) = folder.entries.next() else {
            let folder = self.folder.take()?;
            // A watch names folders that nobody typed.
            let empty = folder.files == 0 && self.options.is_typed(&folder.root);
            return empty.then(|| {
                let path = folder.root.clone();
                let result = FileResult::Failed(IngestError::NoDocuments { path });
                Entry::Other(Outcome {
                    path: folder.root,
                    size: 0,
                    result,
                })
            });
        };
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                folder.files += 1;
                let path = error.path().unwrap_or(&folder.root).to_owned();
                let source = error.into();
                let result = FileResult::Failed(IngestError::Unreadable {
                    path: path.clone(),
                    source,
                });
                return Some(Entry::Other(Outcome {
                    path,
                    size: 0,
                    result,
                }));
            }
        };
        if entry.file_type().is_dir() || entry.file_name() == MANIFEST {
            return None;
        }
        folder.files += 1;
        if !entry.file_type().is_file() {
            return Some(Entry::Other(Outcome {
                path: entry.into_path(),
                size: 0,
                result: FileResult::Skipped("a device or a pipe, not a file".to_owned()),
            }));
        }
        let path = entry.into_path();
        let root = folder.root.clone();
        let name = self.name(&path, &root);
        self.file(&path, name, false)
    }
}

impl Iterator for Walk<'_> {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        loop {
            if let Some(fault) = self.faults.pop_front() {
                return Some(Entry::Other(fault));
            }
            if self.folder.is_some() {
                if let Some(entry) = self.in_folder() {
                    return Some(entry);
                }
                continue;
            }
            let path = self.paths.pop_front()?;
            if path.is_dir() {
                if (self.options.is_index)(&path) {
                    let what = "an index: name the folder of the documents".to_owned();
                    return Some(Entry::Other(Outcome {
                        path: path.clone(),
                        size: 0,
                        result: FileResult::Failed(IngestError::UnknownFormat { path, what }),
                    }));
                }
                self.folder = Some(Folder {
                    entries: entries(&path, self.options),
                    root: path,
                    files: 0,
                });
                continue;
            }
            let name = self.name(&path, path.parent().unwrap_or(Path::new("")));
            let typed = self.options.is_typed(&path);
            if let Some(entry) = self.file(&path, name, typed) {
                return Some(entry);
            }
        }
    }
}
