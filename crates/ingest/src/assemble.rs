//! From blocks and notes to a document: sections, ids, links between passages
//! and notes. Shared by all readers.

use std::collections::HashMap;

use renvoi_document::{
    Call, CodePoints, Document, DocumentId, Footnote, Language, Passage, PassageKind, RecordId,
    Section, Source,
};

use crate::blocks::{Block, Blocks, Note};
use crate::identity::{Grounds, Identity};
use crate::normal::LONGEST_HEADING;
use crate::normal::normalise;
use crate::sources::Metadata;
use crate::structure::{Heading, Outline, Role, opens_box, roles};
use crate::{annotate, chunk, display};

/// Makes the document of what a reader found, with what shows which instrument it is.
pub(crate) fn assemble(
    mut blocks: Blocks,
    metadata: Metadata,
    source: Source,
) -> (Document, Grounds) {
    normalise(&mut blocks);
    let identity = Identity::of(&mut blocks, metadata, file_stem(&source.file));
    let roles = roles(&blocks.blocks);
    let parts = chunk::split(blocks.blocks, roles);
    let title = identity
        .title
        .or_else(|| first_title(&parts))
        .unwrap_or_else(|| file_stem(&source.file).to_owned());
    let mut document = Document {
        id: identity.id,
        reference: identity.reference,
        title,
        date: identity.date,
        kind: identity.kind,
        language: identity.language,
        celex: identity.celex,
        eli: identity.eli,
        journal: identity.journal,
        consolidated: identity.consolidated,
        corrects: identity.corrects,
        part: identity.part,
        display_title: None,
        copy_of: None,
        newer_version: None,
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
    display::in_sentence_case(&mut document);
    (document, identity.grounds)
}

/// The first heading, or the first line, is the title when nothing else says.
fn first_title(parts: &[(Block, Role)]) -> Option<String> {
    let heading = parts.iter().take(8).find_map(|(_, role)| match role {
        Role::Heading(heading) if !heading.words.is_empty() => Some(heading.words.clone()),
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
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    // What the Publications Office calls Formex: `32016R0679.fmx4.xml`.
    let formex = [".fmx4", ".fmx"].iter();
    formex
        .filter_map(|end| stem.strip_suffix(end))
        .find(|stem| !stem.is_empty())
        .unwrap_or(stem)
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
    /// The passages that introduce what comes, by depth: the paragraph, its
    /// point, the point of the point.
    open: Vec<Introduction>,
    in_box: bool,
}

struct Introduction {
    depth: u8,
    id: RecordId,
    number: Option<String>,
}

impl<'d> Builder<'d> {
    fn new(document: &'d mut Document) -> Self {
        Self {
            document,
            outline: Outline::default(),
            open: Vec::new(),
            in_box: false,
        }
    }

    fn passage(&mut self, block: Block, role: Role) {
        let ordinal = self.document.passages.len() + 1;
        let id = self.document.id.passage(ordinal);
        let depth = match role {
            Role::Item(_, depth) => depth,
            Role::Text(_) => block.depth,
            _ => 0,
        };
        let text_kind = if self.in_box {
            PassageKind::Box
        } else {
            PassageKind::Paragraph
        };
        let (kind, mut number) = match role {
            Role::Heading(heading) => {
                self.in_box = opens_box(&heading.words);
                self.section(heading);
                (PassageKind::Heading, None)
            }
            Role::Subtitle => {
                self.subtitle(&block.text);
                (PassageKind::Heading, None)
            }
            Role::Title => (PassageKind::Heading, None),
            Role::Closing => {
                self.outline.close();
                (PassageKind::Paragraph, None)
            }
            Role::Item(number, _) => (PassageKind::ListItem, number),
            Role::Recital(number) => (PassageKind::Recital, number),
            Role::Row => (PassageKind::TableRow, None),
            Role::Text(number) => (text_kind, number),
        };
        self.open.retain(|open| open.depth <= depth);
        // A further paragraph of a point is that point's.
        if kind == PassageKind::Paragraph
            && depth > 0
            && let Some(point) = self.open.iter().find(|open| open.depth == depth)
        {
            number = point.number.clone();
        }
        self.open.retain(|open| open.depth < depth);
        let introduced_by = self.open.last().map(|open| open.id.clone());
        self.open.push(Introduction {
            depth,
            id: id.clone(),
            number: number.clone(),
        });
        let calls = self.calls(&block, &id);
        self.document.passages.push(Passage {
            id,
            ordinal,
            kind,
            number,
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

    fn section(&mut self, heading: Heading) {
        let id = format!("s{}", self.document.sections.len() + 1);
        let (level, parent) = self.outline.enter(heading.style, &id);
        self.document.sections.push(Section {
            id,
            level,
            kind: heading.kind,
            number: heading.number,
            heading: heading.words,
            display_heading: None,
            parent,
        });
    }

    /// The title below a heading; it may take several lines.
    fn subtitle(&mut self, text: &str) {
        let Some(section) = self.document.sections.last_mut() else {
            return;
        };
        // Each passage of the section repeats its heading.
        if section.heading.len() + text.len() > LONGEST_HEADING {
            return;
        }
        if !section.heading.is_empty() {
            section.heading.push(' ');
        }
        section.heading.push_str(text.trim());
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
