//! The files of a test collection.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek};
use std::path::Path;

use anyhow::{Context, bail};
use renvoi_document::{
    Document, DocumentId, Language, Passage, PassageKind, Section, SectionKind, Source,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::Ranking;

/// A passage of the corpus.
#[derive(Debug, Deserialize)]
pub(super) struct Entry {
    pub(super) id: String,
    #[serde(default)]
    title: String,
    text: String,
}

/// A query.
#[derive(Debug, Deserialize)]
pub(super) struct Query {
    pub(super) id: String,
    pub(super) text: String,
}

/// What is judged of a query.
#[derive(Clone, Debug, Default)]
pub(super) struct Judgements {
    /// Grades of passages, by their ids.
    pub(super) grades: HashMap<String, f64>,
    /// The grades of the best answer that there is, highest first.
    pub(super) best: Vec<f64>,
}

/// Judgements by query.
pub(super) type Qrels = HashMap<String, Judgements>;

impl Entry {
    /// A document that holds this passage alone, under its title as a heading.
    pub(super) fn document(&self, number: usize) -> Document {
        let id = DocumentId::from_name(&format!("{PREFIX}{number}"));
        let section = Section {
            id: "s1".to_owned(),
            level: 1,
            kind: SectionKind::Heading,
            number: None,
            heading: self.title.clone(),
            display_heading: None,
            parent: None,
        };
        let language = renvoi_analysis::detect_language(&self.text, Language::Fr);
        Document {
            reference: None,
            title: self.title.clone(),
            date: None,
            kind: None,
            language,
            celex: None,
            eli: None,
            journal: None,
            consolidated: None,
            corrects: None,
            part: None,
            display_title: None,
            copy_of: None,
            newer_version: None,
            source: Source {
                file: self.id.clone(),
                format: "eval".to_owned(),
                blake3: String::new(),
            },
            passages: vec![Passage {
                id: id.passage(1),
                ordinal: 1,
                kind: PassageKind::Paragraph,
                number: None,
                section: Some(section.id.clone()),
                page: None,
                text: self.text.clone(),
                language,
                introduced_by: None,
                calls: Vec::new(),
                citations: renvoi_reference::scan(&self.text),
            }],
            sections: vec![section],
            footnotes: Vec::new(),
            warnings: Vec::new(),
            id,
        }
    }
}

const PREFIX: &str = "passage-";

/// The number of the entry that a document was made of.
pub(super) fn number(id: &DocumentId) -> Option<usize> {
    id.as_str().strip_prefix(PREFIX)?.parse().ok()
}

/// Shows every passage of a corpus.
pub(super) fn passages(
    path: &Path,
    mut take: impl FnMut(Entry) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    json_lines(path, |_, entry| take(entry))
}

pub(super) fn queries(path: &Path) -> anyhow::Result<Vec<Query>> {
    let mut queries = Vec::new();
    json_lines(path, |_, query| {
        queries.push(query);
        Ok(())
    })?;
    Ok(queries)
}

/// Reads the judgements on the passages of a corpus.
pub(super) fn qrels(path: &Path) -> anyhow::Result<Qrels> {
    let mut qrels = Qrels::new();
    graded_lines(path, |_, query, passage, grade| {
        let judged = qrels.entry(query.to_owned()).or_default();
        judged.grades.insert(passage.to_owned(), grade);
        Ok(())
    })?;
    for judged in qrels.values_mut() {
        judged.best = judged.grades.values().copied().collect();
        judged.best.sort_by(|a, b| b.total_cmp(a));
    }
    Ok(qrels)
}

/// Shows the lines of a file of judgements: number of the line, query, what is judged, grade.
pub(super) fn graded_lines(
    path: &Path,
    mut take: impl FnMut(usize, &str, &str, f64) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    lines(path, |number, line| {
        let mut columns = line.split('\t');
        let (Some(query), Some(judged), Some(grade)) =
            (columns.next(), columns.next(), columns.next())
        else {
            bail!(
                "{}:{number}: query, passage or place, and grade are needed, separated by tabs",
                path.display()
            );
        };
        // A first line of column names has no grade.
        match grade.trim().parse() {
            Ok(grade) => take(number, query, judged, grade),
            Err(_) if number == 1 => Ok(()),
            Err(_) => bail!("{}:{number}: `{grade}` is no grade", path.display()),
        }
    })
}

/// Reads a TREC run: query, Q0, passage, rank, score, name.
pub(super) fn run(path: &Path) -> anyhow::Result<Vec<Ranking>> {
    let mut ranked: HashMap<String, Vec<(usize, String, f64)>> = HashMap::new();
    lines(path, |number, line| {
        let parts: Vec<&str> = if line.contains('\t') {
            line.split('\t').collect()
        } else {
            line.split_whitespace().collect()
        };
        let [query, _, passage, rank, score, ..] = parts[..] else {
            bail!(
                "{}:{number}: six columns of a TREC run are needed",
                path.display()
            );
        };
        let rank = rank
            .parse()
            .with_context(|| format!("{}:{number}: `{rank}` is no rank", path.display()))?;
        let hit = (rank, passage.to_owned(), score.parse().unwrap_or_default());
        ranked.entry(query.to_owned()).or_default().push(hit);
        Ok(())
    })?;
    let rankings = ranked.into_iter().map(|(query, mut hits)| {
        hits.sort_by_key(|(rank, _, _)| *rank);
        let hits = hits.into_iter().map(|(_, id, score)| (id, score));
        Ranking {
            query,
            hits: hits.collect(),
        }
    });
    Ok(rankings.collect())
}

fn json_lines<T: DeserializeOwned>(
    path: &Path,
    mut take: impl FnMut(usize, T) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    lines(path, |number, line| {
        let value =
            serde_json::from_str(line).with_context(|| format!("{}:{number}", path.display()))?;
        take(number, value)
    })
}

/// Shows every line that is not empty, with its number from 1. A file packed
/// with zstd is unpacked on the way.
fn lines(
    path: &Path,
    mut take: impl FnMut(usize, &str) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let name = || path.display().to_string();
    let mut file = File::open(path).with_context(name)?;
    let mut magic = [0; 4];
    let packed = file.read_exact(&mut magic).is_ok() && magic == ZSTD;
    file.rewind().with_context(name)?;
    let reader: Box<dyn Read> = if packed {
        Box::new(ruzstd::decoding::StreamingDecoder::new(file).with_context(name)?)
    } else {
        Box::new(file)
    };
    for (at, line) in BufReader::with_capacity(1 << 16, reader)
        .lines()
        .enumerate()
    {
        let line = line.with_context(name)?;
        if !line.trim().is_empty() {
            take(at + 1, &line)?;
        }
    }
    Ok(())
}

/// What a file packed with zstd begins with (RFC 8878).
const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
