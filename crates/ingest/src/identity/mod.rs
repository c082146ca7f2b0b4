//! What a document is called: its number, its id, its title and date, by what
//! `sources.toml` says, else by what the text says, else by the file's name.
//!
//! A number that a text prints at its head is a claim. [`evidence`] weighs it; what holds and what does not is kept
//! with its reason in [`Grounds`], which `renvoi ingest --report` prints.

mod cover;
mod dates;
mod evidence;
mod source;

use jiff::civil::Date;
use renvoi_document::{DocumentId, Language};
use renvoi_reference::{Celex, Citation, Key, Kind};

use crate::blocks::{Block, Blocks, Shape};
use crate::normal::LONGEST_HEADING;
use crate::sources::Metadata;
use crate::structure::is_numbered_heading;
use crate::title::{
    COVER, cited_below, date_in_title, is_cover, is_number, is_type, names_act, names_document,
    own_date, title_citation,
};
use dates::lines_above_amenders;

/// Who a document is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Identity {
    pub(crate) id: DocumentId,
    /// Key of the instrument, or the number of a corrigendum.
    pub(crate) reference: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) date: Option<Date>,
    pub(crate) kind: Option<String>,
    pub(crate) language: Language,
    pub(crate) celex: Option<String>,
    pub(crate) eli: Option<String>,
    pub(crate) journal: Option<String>,
    pub(crate) consolidated: Option<Date>,
    pub(crate) corrects: Option<String>,
    /// Which part of a document in several files this one is: `1`, `2`, `annexe`.
    pub(crate) part: Option<String>,
    pub(crate) grounds: Grounds,
}

/// Why a document is taken for an instrument, or for none, in words for a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grounds {
    /// What shows that the document is the instrument; none when it is taken for no instrument.
    pub shown_by: Option<String>,
    /// Claims of the text that were not believed, each with what was missing.
    pub refused: Vec<String>,
}

/// The number of the document and what shows that it is its own.
#[derive(Default)]
struct Claim {
    key: Option<Key>,
    celex: Option<Celex>,
    /// Number of a treaty, which is no [`Celex`].
    treaty: Option<String>,
    /// The act as its own title cites it.
    titled: Option<Citation>,
    part: Option<String>,
    /// The title names an act that the text is not.
    title_refused: bool,
    grounds: Grounds,
}

impl Claim {
    /// Weighs what says which instrument a text is, the surest first: `sources.toml`, the number in the source's own
    /// metadata, that of the file's name, the title of an act, the cover of a paper.
    fn of(blocks: &Blocks, metadata: &Metadata, file: &FileName, named: Option<&str>) -> Self {
        let about = &blocks.about;
        let printed = about.celex.as_deref();
        let from_source = printed.and_then(celex_of);
        let from_file = || file.celex.clone();
        let treaty = printed.and_then(renvoi_reference::treaty_number);
        let mut claim = Self {
            treaty: treaty.or_else(|| file.treaty.clone()),
            part: file.part.clone(),
            ..Self::default()
        };
        claim.titled =
            named.and_then(|title| title_citation(title).or_else(|| cited_below(title, blocks)));
        if let Some(key) = &metadata.reference {
            claim.holds("sources.toml".to_owned(), Some(key.clone()));
            claim.celex = from_source.or_else(from_file);
        } else if let Some(celex) = from_source {
            claim.holds(
                format!("number {celex} in the source"),
                key_of(Some(&celex)),
            );
            claim.celex = Some(celex);
        } else if let Some(celex) = from_file() {
            claim.holds(
                format!("number {celex} in the file's name"),
                key_of(Some(&celex)),
            );
            claim.celex = Some(celex);
        } else if let Some(titled) = claim.titled.take() {
            match evidence::of_act(blocks) {
                Ok(shown) => {
                    claim.holds(
                        format!("title of an act; {shown}"),
                        Some(titled.key.clone()),
                    );
                    claim.titled = Some(titled);
                }
                Err(missing) => {
                    claim.title_refused = true;
                    claim.fails(&titled.key, "its title", &missing);
                }
            }
        }
        if let Some((key, annex, verdict)) = cover::of_paper(blocks) {
            match verdict {
                Ok(shown) if claim.key.is_none() => {
                    claim.holds(shown, Some(key));
                    claim.part = claim.part.or(annex);
                }
                Ok(_) if claim.key.as_ref() == Some(&key) => claim.part = claim.part.or(annex),
                Err(missing) if claim.key.is_none() => {
                    claim.fails(&key, "a line of its cover", &missing);
                }
                _ => {}
            }
        }
        claim
    }

    fn holds(&mut self, shown: String, key: Option<Key>) {
        self.key = key;
        self.grounds.shown_by = Some(shown);
    }

    fn fails(&mut self, key: &Key, by: &str, missing: &str) {
        let refused = format!("not taken for {key}, which {by} names: {missing}");
        self.grounds.refused.push(refused);
    }
}

/// What the name of a file says of its document.
#[derive(Debug, Default, PartialEq, Eq)]
struct FileName {
    celex: Option<Celex>,
    treaty: Option<String>,
    part: Option<String>,
    language: Option<Language>,
}

impl FileName {
    /// Reads the name of a file without its extension, as EUR-Lex, the Publications Office and `renvoi fetch` make them:
    /// `32016L1148_2016-07-06_FR`, `02016R0679-20160504-FR`, `52020PC0605.DOC_2`, `CELEX_32016L1148_FR_TXT (1)`. A name
    /// that goes on in other words (`32022L2555_resume`) may be that of a text on the act.
    fn of(stem: &str) -> Self {
        let stem = stem.replace("%3A", "_").replace(':', "_");
        let stem = stem.strip_prefix("CELEX_").unwrap_or(&stem);
        let end = stem.find(['_', '.', ' ']).unwrap_or(stem.len());
        let mut number = stem.get(..end).unwrap_or(stem);
        let mut rest = stem.get(end..).unwrap_or_default();
        // The language behind the day of a consolidated text hangs on it by a hyphen too.
        if let Some((before, code)) = number.rsplit_once('-')
            && is_language(code)
        {
            rest = stem.get(before.len()..).unwrap_or_default();
            number = before;
        }
        let (mut part, mut spoken) = (None, None);
        let mut words = rest
            .split(['_', '.', '-', ' ', '(', ')'])
            .filter(|word| !word.is_empty());
        while let Some(word) = words.next() {
            if word.eq_ignore_ascii_case("doc") {
                part = words
                    .next()
                    .map(|number| number.trim_start_matches('0').to_owned());
                continue;
            }
            spoken = spoken.or_else(|| language(&word.to_ascii_lowercase()));
            let known = word.bytes().all(|b| b.is_ascii_digit())
                || is_language(word)
                || ["TXT", "PDF", "HTML"].contains(&word);
            if !known {
                return Self::default();
            }
        }
        Self {
            celex: celex_of(number),
            treaty: renvoi_reference::treaty_number(number),
            part,
            language: spoken,
        }
    }
}

fn is_language(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|b| b.is_ascii_alphabetic())
}

impl Identity {
    /// Brings together what is known; `stem` is the file's name without its
    /// extension.
    pub(crate) fn of(blocks: &mut Blocks, metadata: Metadata, stem: &str) -> Self {
        source::read(blocks);
        let (blocks, about) = (&*blocks, &blocks.about);
        let file = FileName::of(stem);
        let short = |title: &String| title.len() <= LONGEST_HEADING;
        let marked = marked_title(blocks).filter(short);
        let given = about.title.as_deref().or(marked.as_deref());
        // What a program filled in as the title of a file says less than the title that the act itself prints.
        let printed = match given {
            Some(given) if names_act(given) => None,
            _ => act_title(blocks).filter(short),
        };
        let named = printed.as_deref().or(given);
        let Claim {
            key,
            celex,
            treaty,
            titled,
            part,
            title_refused,
            grounds,
        } = Claim::of(blocks, &metadata, &file, named);
        let own = titled.as_ref().filter(|act| Some(&act.key) == key.as_ref());
        // A line that turned out to speak of an act is no title.
        let is_title = grounds.shown_by.is_some() && (given.is_none() || own.is_some());
        let printed = printed.filter(|_| is_title);
        let heading = printed
            .or_else(|| about.title.clone())
            .or(marked)
            .or_else(|| document_title(blocks));
        let named = heading.as_deref();
        let corrects = corrected(blocks, named, celex.as_ref());
        let consolidated = about.consolidated.or_else(|| {
            let day = celex.as_ref()?.consolidated_on()?;
            day.parse().ok()
        });
        let reference = match (&corrects, &celex) {
            (Some(_), Some(celex)) => Some(celex.to_string()),
            (Some(_), None) => None,
            (None, _) => key.as_ref().map(ToString::to_string),
        };
        // The number of an act does not say that it is implementing or delegated: its title does.
        let address = own
            .and_then(|act| act.url.clone())
            .or_else(|| renvoi_reference::parse(key.as_ref()?.as_ref())?.url);
        let celex = celex
            .map(|celex| celex.to_string())
            .or(treaty)
            .or_else(|| own?.celex.as_ref().map(ToString::to_string));
        let own = || {
            let (reference, celex) = (reference.as_deref(), celex.as_deref());
            DocumentId::of_instrument(reference, celex, consolidated, part.as_deref())
        };
        let id = metadata.id.clone().or_else(own);
        let id = id.unwrap_or_else(|| DocumentId::from_name(stem));
        Self {
            id,
            reference,
            date: metadata.date.or(about.date).or_else(|| match corrects {
                // Its title and its text say the day of what it corrects.
                Some(_) => about.journal.as_deref().and_then(date_in_title),
                // The day in a title that was not believed is that of the act it names.
                None => named
                    .filter(|_| !title_refused)
                    .and_then(own_date)
                    .or_else(|| celex.as_ref().and_then(|_| dates::of_act(blocks)))
                    .or_else(|| dates::of_cover(blocks))
                    .or_else(|| dates::of_judgment(blocks))
                    .or_else(|| dates::of_signature(blocks))
                    .or_else(|| dates::of_title(blocks))
                    .or_else(|| about.journal.as_deref().and_then(date_in_title)),
            }),
            title: metadata.title.or(heading),
            kind: metadata.kind,
            language: metadata
                .language
                .or_else(|| about.language.as_deref().and_then(language))
                .or(file.language)
                .unwrap_or_default(),
            celex,
            eli: about.eli.clone().or_else(|| {
                let address = address.filter(|_| corrects.is_none())?;
                eli(&address, consolidated)
            }),
            journal: about.journal.as_deref().map(journal),
            consolidated,
            corrects: corrects.as_ref().map(ToString::to_string),
            part,
            grounds,
        }
    }
}

/// The ELI of an act from its address; a consolidated version has its day for `oj`.
fn eli(address: &str, consolidated: Option<Date>) -> Option<String> {
    let act = address.strip_suffix("/oj")?;
    if !act.contains("/eli/") {
        return None;
    }
    Some(match consolidated {
        Some(day) => format!("{act}/{day}"),
        None => address.to_owned(),
    })
}

/// A place in the Official Journal the way its key writes it, with its page.
fn journal(printed: &str) -> String {
    let citation = renvoi_reference::scan(printed)
        .into_iter()
        .find(|citation| citation.kind == Kind::Oj);
    match citation {
        Some(citation) => match &citation.attributes.page {
            Some(page) => format!("{}, p. {}", citation.key, one_page(page)),
            None => citation.key.to_string(),
        },
        None => printed.to_owned(),
    }
}

/// Of one page, `66-66` is 66.
fn one_page(pages: &str) -> &str {
    match pages.split_once('-') {
        Some((first, last)) if first == last => first,
        _ => pages,
    }
}

fn celex_of(text: &str) -> Option<Celex> {
    text.trim().to_uppercase().parse().ok()
}

fn key_of(celex: Option<&Celex>) -> Option<Key> {
    renvoi_reference::parse(&celex?.to_string()).map(|citation| citation.key)
}

fn language(code: &str) -> Option<Language> {
    match code {
        "fr" => Some(Language::Fr),
        "en" => Some(Language::En),
        "ja" => Some(Language::Ja),
        _ => None,
    }
}

/// The title that the source marks as one.
fn marked_title(blocks: &Blocks) -> Option<String> {
    let mut head = blocks.blocks.iter().take(COVER);
    let title =
        head.find(|block| block.shape == Shape::Title && !source::is_file_name(&block.text))?;
    Some(title.text.clone())
}

/// The lines at the head of a plain source that read as the title of an act: its number, its date, its subject, on one
/// line or a few.
fn act_title(blocks: &Blocks) -> Option<String> {
    let numbered =
        blocks.about.consolidated.is_some() || lines_above_amenders(blocks).any(is_number);
    let opens = |at: usize, line: &str| {
        let line = source::unmarked(line);
        let is_title =
            title_citation(line).is_some() || (numbered && (names_act(line) || is_type(line)));
        is_title && evidence::may_open(&blocks.blocks, at)
    };
    let mut lines = lines_above_amenders(blocks).enumerate();
    let (_, first) = lines.find(|(at, line)| opens(*at, line))?;
    let first = source::unmarked(first);
    let title = above_preamble(first);
    if title.len() < first.len() {
        return Some(title.to_owned());
    }
    let mut title = title.to_owned();
    for (_, line) in lines.take(4) {
        let goes_on = line.starts_with(char::is_lowercase) && !line.starts_with("vu ");
        if !(goes_on || is_number(line)) || title.len() > LONGEST_TITLE {
            break;
        }
        title.push(' ');
        title.push_str(line);
    }
    Some(title)
}

/// What stands of a line above the preamble: a dump joins a title with what follows it.
fn above_preamble(line: &str) -> &str {
    const VISAS: [&str; 3] = [", vu l", ",\u{a0}vu l", ", considérant "];
    const INSTITUTIONS: [&str; 3] = [" LE CONSEIL", " LA COMMISSION", " LE PARLEMENT EUROP"];
    let first = |text: &str, marks: &[&str]| marks.iter().filter_map(|mark| text.find(mark)).min();
    let mut end = first(line, &[" Journal officiel n"]).unwrap_or(line.len());
    if let Some(visa) = first(&line[..end], &VISAS) {
        end = first(&line[..visa], &INSTITUTIONS).unwrap_or(visa);
    }
    line[..end].trim_end()
}

/// The title of a document of the Commission whose source marks none: what it is
/// and whom it is for, in capitals, and its object on the line below. Nothing but
/// a cover stands above.
fn document_title(blocks: &Blocks) -> Option<String> {
    let in_capitals = |line: &str| !line.contains(char::is_lowercase);
    let mut cover = blocks.blocks.iter().take(COVER);
    let at = cover.position(|block| names_document(&block.text))?;
    let (above, below) = blocks.blocks.split_at(at);
    let is_cover_line = |block: &Block| {
        block.shape == Shape::Row || in_capitals(&block.text) || is_cover(&block.text)
    };
    let (first, below) = below.split_first()?;
    if !above.iter().all(is_cover_line) || first.text.len() > LONGEST_TITLE {
        return None;
    }
    let mut title = first.text.trim().to_owned();
    let mut has_object = false;
    for block in below.iter().take(LINES_OF_TITLE) {
        let line = block.text.trim();
        let ends = line.ends_with(['.', ':', ';']) || is_numbered_heading(line) || is_cover(line);
        let longer = title.len() + line.len() > LONGEST_TITLE;
        if has_object || ends || longer || block.shape != first.shape {
            break;
        }
        has_object = !in_capitals(line);
        title.push(' ');
        title.push_str(line);
    }
    Some(title)
}

/// Lines of a title below the one that says what the document is.
const LINES_OF_TITLE: usize = 3;

/// Bytes of a title put together from lines.
const LONGEST_TITLE: usize = 600;

/// The instrument that a corrigendum corrects.
fn corrected(blocks: &Blocks, title: Option<&str>, celex: Option<&Celex>) -> Option<Key> {
    if celex.is_some_and(|celex| celex.corrigendum().is_some()) {
        return key_of(celex);
    }
    let first = || Some(blocks.blocks.first()?.text.as_str());
    let title = title.or_else(first)?;
    if !title.to_lowercase().starts_with("rectificatif") {
        return None;
    }
    renvoi_reference::scan(title)
        .into_iter()
        .find(|citation| citation.kind != Kind::Oj)
        .map(|citation| citation.key)
}

#[cfg(test)]
mod tests;
