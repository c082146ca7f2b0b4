//! From blocks and notes to a document: sections, ids, links between passages
//! and notes. Shared by all readers.

use std::collections::HashMap;

use renvoi_document::{
    Call, CodePoints, Document, DocumentId, Footnote, Language, Passage, PassageKind, RecordId,
    Section, Source,
};

use crate::blocks::{Block, Blocks, Note};
use crate::sources::Metadata;
use crate::structure::{Outline, Role, opens_box, roles};
use crate::{annotate, chunk};

/// Makes the document of what a reader found.
pub(crate) fn assemble(blocks: Blocks, metadata: Metadata, source: Source) -> Document {
    let roles = roles(&blocks.blocks);
    let parts = chunk::split(blocks.blocks, roles);
    let title = metadata
        .title
        .clone()
        .or_else(|| first_title(&parts))
        .unwrap_or_else(|| file_stem(&source.file).to_owned());
    let id = document_id(&metadata, &source);
    let mut document = Document {
        id,
        reference: metadata.reference.map(|key| key.to_string()),
        title,
        date: metadata.date,
        kind: metadata.kind,
        language: metadata.language.unwrap_or_default(),
        source,
        sections: Vec::new(),
        passages: Vec::new(),
        footnotes: footnotes(&blocks.notes),
        warnings: blocks.warnings,
    };
    mark_notes(&mut document);
    let mut builder = Builder::new(&mut document);
    for (block, role) in parts {
        builder.passage(block, role);
    }
    report_notes(&mut document);
    annotate::annotate(&mut document);
    document
}

/// The first heading, or the first line, is the title when nothing else says.
fn first_title(parts: &[(Block, Role)]) -> Option<String> {
    let heading = parts.iter().take(8).find_map(|(_, role)| match role {
        Role::Heading { words, .. } => Some(words.clone()),
        _ => None,
    });
    heading.or_else(|| {
        let first = &parts.first()?.0.text;
        let mut title: String = first.chars().take(LONGEST_TITLE).collect();
        if title.len() < first.len() {
            title.push('…');
        }
        Some(title)
    })
}

/// Code points of a title taken from running text.
const LONGEST_TITLE: usize = 160;

pub(crate) fn file_stem(file: &str) -> &str {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn document_id(metadata: &Metadata, source: &Source) -> DocumentId {
    if let Some(id) = &metadata.id {
        return id.clone();
    }
    match &metadata.reference {
        Some(key) => DocumentId::from_name(key.as_ref()),
        None => DocumentId::from_name(file_stem(&source.file)),
    }
}

fn footnotes(notes: &[Note]) -> Vec<Footnote> {
    notes
        .iter()
        .map(|note| Footnote {
            id: DocumentId::from_name("x").note("0"),
            number: note.number,
            label: note.label.clone(),
            called_from: None,
            page: note.page,
            text: note.text.clone(),
            language: Language::default(),
            citations: Vec::new(),
        })
        .collect()
}

/// Gives the notes their ids. Where numbers start anew, the second note 3 of a
/// document is `n3-2`.
fn mark_notes(document: &mut Document) {
    let mut seen: HashMap<u32, u32> = HashMap::new();
    for note in &mut document.footnotes {
        let count = seen.entry(note.number).or_default();
        *count += 1;
        let mark = match count {
            1 => note.number.to_string(),
            n => format!("{}-{n}", note.number),
        };
        note.id = document.id.note(&mark);
    }
}

/// Says which notes are not whole.
fn report_notes(document: &mut Document) {
    for note in &document.footnotes {
        let number = note.number;
        let warning = match (&note.text, &note.called_from) {
            (None, Some(passage)) => {
                format!("note {number}: called in {passage}, but its text is not in the source")
            }
            (Some(_), None) => format!("note {number}: nothing in the text calls it"),
            _ => continue,
        };
        document.warnings.push(warning);
    }
}

struct Builder<'d> {
    document: &'d mut Document,
    outline: Outline,
    /// The paragraph that introduces the list being read.
    introduction: Option<RecordId>,
    in_box: bool,
}

impl<'d> Builder<'d> {
    fn new(document: &'d mut Document) -> Self {
        Self {
            document,
            outline: Outline::default(),
            introduction: None,
            in_box: false,
        }
    }

    fn passage(&mut self, block: Block, role: Role) {
        let ordinal = self.document.passages.len() + 1;
        let id = self.document.id.passage(ordinal);
        let kind = match role {
            Role::Heading {
                style,
                number,
                words,
            } => {
                self.in_box = opens_box(&words);
                self.section(style, number, words);
                PassageKind::Heading
            }
            Role::Item => PassageKind::ListItem,
            Role::Text if self.in_box => PassageKind::Box,
            Role::Text => PassageKind::Paragraph,
        };
        let introduced_by = match kind {
            PassageKind::ListItem => self.introduction.clone(),
            _ => None,
        };
        if kind != PassageKind::ListItem {
            self.introduction = Some(id.clone());
        }
        let calls = self.calls(&block, &id);
        self.document.passages.push(Passage {
            id,
            ordinal,
            kind,
            section: self.outline.current().map(str::to_owned),
            page: block.page,
            // Recognition is done, and a tab is only a space to a reader.
            text: block.text.replace('\t', " "),
            language: Language::default(),
            introduced_by,
            calls,
            citations: Vec::new(),
        });
    }

    fn section(
        &mut self,
        style: crate::structure::HeadingStyle,
        number: Option<String>,
        heading: String,
    ) {
        let id = format!("s{}", self.document.sections.len() + 1);
        let (level, parent) = self.outline.enter(style, &id);
        self.document.sections.push(Section {
            id,
            level,
            number,
            heading,
            parent,
        });
    }

    fn calls(&mut self, block: &Block, passage: &RecordId) -> Vec<Call> {
        let mut points = CodePoints::new(&block.text);
        block
            .calls
            .iter()
            .filter_map(|call| {
                let note = self.document.footnotes.get_mut(call.note)?;
                note.called_from.get_or_insert_with(|| passage.clone());
                Some(Call {
                    note: note.number,
                    id: note.id.clone(),
                    at: points.at(call.at),
                })
            })
            .collect()
    }
}
