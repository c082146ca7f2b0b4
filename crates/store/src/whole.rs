//! Whether open files hold what the list of them says.

use std::path::Path;

use renvoi_index::Number;
use tantivy::index::SegmentComponent;
use tantivy::{Index, Searcher};

use crate::error::StoreError;

/// Refuses segments that do not hold what the list of segments says: nothing else would tell that a number in it is wrong.
pub(crate) fn whole(folder: &Path, index: &Index, searcher: &Searcher) -> Result<(), StoreError> {
    for listed in index.searchable_segment_metas()? {
        let readers = searcher.segment_readers();
        let Some(segment) = readers.iter().find(|s| s.segment_id() == listed.id()) else {
            // The list is of another moment than the searcher.
            continue;
        };
        let ordinals = segment.fast_fields().u64(Number::Ordinal.name())?;
        let alive = segment.alive_bitset();
        let alive = alive.map(|alive| u32::try_from(alive.num_alive_docs()).unwrap_or(u32::MAX));
        let deleted = alive.map_or(0, |alive| segment.max_doc().saturating_sub(alive));
        if ordinals.num_docs() != segment.max_doc() || deleted != listed.num_deleted_docs() {
            let file = folder.join("meta.json");
            return Err(StoreError::damaged(
                file,
                "its numbers are not those of its segments",
            ));
        }
        let places = listed.relative_path(SegmentComponent::Positions);
        if !folder.join(&places).exists() {
            return Err(StoreError::damaged(folder.join(places), "it is gone"));
        }
    }
    Ok(())
}
