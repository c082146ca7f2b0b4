//! Whether the files of an index are what was written: their checksums, and what the lists of them say.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use renvoi_index::{Finding, Severity, guard};
use tantivy::Index;
use tantivy::index::{SegmentComponent, SegmentMeta};

use crate::error::{StoreError, guarded, short};
use crate::folder::{self, Current};
use crate::generation::Generation;
use crate::read_only::{ReadOnly, attempt};

/// Looks at every byte of an index.
///
/// # Errors
/// There is no index in the folder.
pub fn check(root: &Path) -> Result<Vec<Finding>, StoreError> {
    let mut findings = Vec::new();
    let current = match Current::read(root) {
        Ok(Some(current)) => current,
        Ok(None) if folder::is_index(root) => {
            findings.push(Finding::damage(
                root.join("current.json").display().to_string(),
                "it is gone, or the first run is not over",
            ));
            return Ok(findings);
        }
        Ok(None) => {
            return Err(StoreError::Absent {
                path: root.to_owned(),
            });
        }
        Err(error) => return Ok(vec![found(&root.join("current.json"), &error)]),
    };
    if let Err(error) = current.check(root) {
        return Ok(vec![found(&root.join("current.json"), &error)]);
    }
    let folder = root.join(&current.generation);
    for name in folder::list(root)? {
        if name != current.generation {
            findings.push(Finding::note(
                root.join(name).display().to_string(),
                "a generation that is not the live one: a rebuild is under way, or was killed",
                "the next `renvoi ingest` takes it away",
            ));
        }
    }
    if let Err(error) = folder::resources(&folder) {
        findings.push(found(&folder, &error));
    }
    files(&folder, &mut findings);
    // What is listed and there may still not fit together.
    if findings.iter().all(|f| f.severity == Severity::Note)
        && let Err(error) = attempt(|| guarded(root, || Generation::open(root, &current)))
    {
        findings.push(found(&folder, &error));
    }
    Ok(findings)
}

fn found(path: &Path, error: &StoreError) -> Finding {
    let damage = |path: &Path, problem: &str| Finding::damage(path.display().to_string(), problem);
    match error {
        StoreError::Damaged { path, problem } => damage(path, problem),
        StoreError::Io { path, source } => damage(path, &source.to_string()),
        other => damage(path, &short(&other.to_string())),
    }
}

/// Compares the files of all segments with their checksums.
fn files(folder: &Path, findings: &mut Vec<Finding>) {
    let mut damage = |name: &Path, problem: String| {
        findings.push(Finding::damage(
            folder.join(name).display().to_string(),
            problem,
        ));
    };
    let (index, files) = match guarded(folder, || listed(folder)) {
        Ok(listed) => listed,
        Err(error) => return damage(Path::new("meta.json"), short(&error.to_string())),
    };
    // Of a file that is shorter than its own footer the checksum is not even looked for.
    let validated = |file: &PathBuf| guard(|| index.directory().validate_checksum(file));
    let problem = |file: &PathBuf| match validated(file) {
        Some(Ok(true)) => None,
        Some(Ok(false)) => Some("its content does not have its checksum".to_owned()),
        Some(Err(_)) if !folder.join(file).exists() => Some("it is gone".to_owned()),
        Some(Err(error)) => Some(short(&error.to_string())),
        None => Some("it is cut".to_owned()),
    };
    let found: Vec<(&PathBuf, String)> = files
        .iter()
        .filter_map(|file| problem(file).map(|problem| (file, problem)))
        .collect();
    if found.is_empty() {
        return;
    }
    // A writer takes away the files that its new list no longer names.
    let now = listed(folder).map(|(_, files)| files);
    let is_listed = |file: &PathBuf| now.as_ref().map_or(true, |now| now.contains(file));
    for (file, problem) in found {
        if is_listed(file) {
            damage(file, problem);
        }
    }
}

/// An index, and the files of all its segments.
fn listed(folder: &Path) -> Result<(Index, BTreeSet<PathBuf>), StoreError> {
    let index = Index::open(ReadOnly::open(folder)?)?;
    let files = index.searchable_segment_metas()?;
    let files = files.iter().flat_map(files_of).collect();
    Ok((index, files))
}

/// What every segment has.
const COMPONENTS: [SegmentComponent; 6] = [
    SegmentComponent::FastFields,
    SegmentComponent::FieldNorms,
    SegmentComponent::Positions,
    SegmentComponent::Postings,
    SegmentComponent::Store,
    SegmentComponent::Terms,
];

fn files_of(segment: &SegmentMeta) -> Vec<PathBuf> {
    let deletions = segment.has_deletes().then_some(SegmentComponent::Delete);
    let components = COMPONENTS.into_iter().chain(deletions);
    components
        .map(|component| segment.relative_path(component))
        .collect()
}
