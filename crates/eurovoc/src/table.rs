//! A table parted by tabs: `id`, `pref_fr`, and where it has them `pref_en`,
//! `alt_fr` (parted by `|`) and `broader` (parted by spaces).

use std::io::BufRead;
use std::path::Path;

use csv::{ReaderBuilder, StringRecord};

use crate::bounded::Bounded;
use crate::concept::{Concepts, Language};
use crate::error::ImportError;

/// Where the columns stand.
struct Columns {
    id: usize,
    label: usize,
    english: Option<usize>,
    synonyms: Option<usize>,
    broader: Option<usize>,
}

impl Columns {
    fn of(header: &StringRecord) -> Option<Self> {
        let find = |name: &str| header.iter().position(|column| column.trim() == name);
        Some(Self {
            id: find("id")?,
            label: find("pref_fr")?,
            english: find("pref_en"),
            synonyms: find("alt_fr"),
            broader: find("broader"),
        })
    }
}

pub(crate) fn read<R: BufRead>(
    path: &Path,
    file: Bounded<R>,
    concepts: &mut Concepts,
) -> Result<(), ImportError> {
    let damaged = |error: csv::Error| {
        let line = error.position().map_or(0, csv::Position::line);
        ImportError::Damaged {
            path: path.to_owned(),
            place: format!("line {line}"),
            problem: error.to_string(),
        }
    };
    let mut table = ReaderBuilder::new().delimiter(b'\t').from_reader(file);
    let Ok(Some(columns)) = table.headers().map(Columns::of) else {
        return Err(ImportError::Unknown {
            path: path.to_owned(),
            found: "it is no XML, and its first line has no columns `id` and `pref_fr`".to_owned(),
        });
    };
    let mut row = StringRecord::new();
    loop {
        table.get_mut().renew();
        if !table.read_record(&mut row).map_err(damaged)? {
            return Ok(());
        }
        let id = row.get(columns.id).unwrap_or_default().trim();
        if id.is_empty() {
            continue;
        }
        let cell = |column: Option<usize>| column.and_then(|c| row.get(c)).unwrap_or_default();
        let concept = concepts.get_or_add(id);
        concept.prefer(Language::French, cell(Some(columns.label)));
        concept.prefer(Language::English, cell(columns.english));
        for synonym in cell(columns.synonyms).split('|') {
            concept.also(synonym);
        }
        for broader in cell(columns.broader).split_whitespace() {
            concept.below(broader);
        }
    }
}
