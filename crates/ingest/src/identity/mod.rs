//! What a document is called: its number, its id, its title and date, by what
//! `sources.toml` says, else by what the text says, else by the file's name.

use jiff::civil::Date;
use renvoi_document::{DocumentId, Language};
use renvoi_reference::{Celex, Key, Kind};

use crate::blocks::{Block, Blocks, Shape};
use crate::normal::LONGEST_HEADING;
use crate::readers::date;
use crate::sources::Metadata;
use crate::structure::is_numbered_heading;
use crate::title::{
    COVER, cited_below, cover_day, date_in_title, is_cover, is_number, is_type, lists_acts,
    names_act, names_document, names_text, own_date, title_citation,
};

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
}

impl Identity {
    /// Brings together what is known; `stem` is the file's name without its
    /// extension.
    pub(crate) fn of(blocks: &Blocks, metadata: Metadata, stem: &str) -> Self {
        let about = &blocks.about;
        let heading = printed_title(blocks).filter(|title| title.len() <= LONGEST_HEADING);
        let named = about.title.as_deref().or(heading.as_deref());
        let celex = about
            .celex
            .as_deref()
            .and_then(celex_of)
            .or_else(|| celex_of(stem.split('_').next().unwrap_or(stem)));
        let treaty = about
            .celex
            .as_deref()
            .and_then(renvoi_reference::treaty_number);
        let treaty = treaty
            .or_else(|| renvoi_reference::treaty_number(stem.split('_').next().unwrap_or(stem)));
        let titled =
            named.and_then(|title| title_citation(title).or_else(|| cited_below(title, blocks)));
        let key = metadata
            .reference
            .clone()
            .or_else(|| key_of(celex.as_ref()))
            .or_else(|| titled.as_ref().map(|c| c.key.clone()))
            .or_else(|| cover_key(blocks));
        let corrects = corrected(named, celex.as_ref());
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
        let own = titled.as_ref().filter(|act| Some(&act.key) == key.as_ref());
        let address = own
            .and_then(|act| act.url.clone())
            .or_else(|| renvoi_reference::parse(key.as_ref()?.as_ref())?.url);
        let celex = celex
            .map(|celex| celex.to_string())
            .or(treaty)
            .or_else(|| titled?.celex.map(|celex| celex.to_string()));
        let id = id(
            &metadata,
            reference.as_deref(),
            celex.as_deref(),
            consolidated,
        )
        .unwrap_or_else(|| DocumentId::from_name(stem));
        Self {
            id,
            reference,
            date: metadata.date.or(about.date).or_else(|| match corrects {
                // Its title and its text say the day of what it corrects.
                Some(_) => about.journal.as_deref().and_then(date_in_title),
                None => named
                    .and_then(own_date)
                    .or_else(|| celex.as_ref().and_then(|_| act_date(blocks)))
                    .or_else(|| cover_date(blocks))
                    .or_else(|| court_date(blocks))
                    .or_else(|| signature_date(blocks))
                    .or_else(|| text_date(blocks))
                    .or_else(|| about.journal.as_deref().and_then(date_in_title)),
            }),
            title: metadata.title.or(about.title.clone()).or(heading),
            kind: metadata.kind,
            language: metadata
                .language
                .or_else(|| about.language.as_deref().and_then(language))
                .unwrap_or_default(),
            celex,
            eli: about.eli.clone().or_else(|| {
                let address = address.filter(|_| corrects.is_none())?;
                eli(&address, consolidated)
            }),
            journal: about.journal.as_deref().map(journal),
            consolidated,
            corrects: corrects.as_ref().map(ToString::to_string),
        }
    }
}

/// A consolidated version has an id of its own beside the act's.
fn id(
    metadata: &Metadata,
    reference: Option<&str>,
    celex: Option<&str>,
    consolidated: Option<Date>,
) -> Option<DocumentId> {
    if let Some(id) = &metadata.id {
        return Some(id.clone());
    }
    if let (Some(day), Some(celex)) = (consolidated, celex) {
        let base = celex.split('-').next().unwrap_or(celex);
        return Some(DocumentId::from_name(&format!(
            "{base}-{}",
            day.strftime("%Y%m%d")
        )));
    }
    reference.or(celex).map(DocumentId::from_name)
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

/// The title as the document prints it at its head.
fn printed_title(blocks: &Blocks) -> Option<String> {
    let title = blocks
        .blocks
        .iter()
        .take(COVER)
        .find(|block| block.shape == Shape::Title)
        .map(|block| block.text.clone());
    title.or_else(|| {
        // A plain source has the title of an act on one line or a few: its
        // number, its date, its subject.
        let mut lines = cover(blocks);
        let numbered = blocks.about.consolidated.is_some() || cover(blocks).any(is_number);
        let opens = |line: &&str| {
            title_citation(line).is_some() || (numbered && (names_act(line) || is_type(line)))
        };
        let Some(first) = lines.find(opens) else {
            return document_title(blocks);
        };
        let mut title = first.to_owned();
        for line in lines.take(4) {
            let goes_on = line.starts_with(char::is_lowercase) && !line.starts_with("vu ");
            if !(goes_on || is_number(line)) || title.len() > LONGEST_TITLE {
                break;
            }
            title.push(' ');
            title.push_str(line);
        }
        Some(title)
    })
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

/// The first lines of a text, above the list of the acts that amended it.
fn cover(blocks: &Blocks) -> impl Iterator<Item = &str> {
    let lines = blocks.blocks.iter().take(COVER).map(|b| b.text.trim());
    lines.take_while(|line| !lists_acts(line))
}

/// Bytes of a title put together from lines.
const LONGEST_TITLE: usize = 600;

/// The date that the title of an act says, on a page that names the act without
/// a title: older titles end with the number (`(78/333/CEE)`).
fn act_date(blocks: &Blocks) -> Option<Date> {
    own_date(cover(blocks).find(|line| names_act(line))?)
}

/// The instrument that a corrigendum corrects.
fn corrected(title: Option<&str>, celex: Option<&Celex>) -> Option<Key> {
    if celex.is_some_and(|celex| celex.corrigendum().is_some()) {
        return key_of(celex);
    }
    let title = title?;
    if !title.to_lowercase().starts_with("rectificatif") {
        return None;
    }
    renvoi_reference::scan(title)
        .into_iter()
        .find(|citation| citation.kind != Kind::Oj)
        .map(|citation| citation.key)
}

/// A line of the cover that is a number and nothing else: `COM(2020) 605 final`.
fn cover_key(blocks: &Blocks) -> Option<Key> {
    blocks.blocks.iter().take(COVER).find_map(|block| {
        let text = block.text.trim();
        if text.chars().count() > 40 {
            return None;
        }
        let citation = renvoi_reference::scan(text).into_iter().next()?;
        let own = matches!(
            citation.kind,
            Kind::Com | Kind::Swd | Kind::Sec | Kind::Join | Kind::C
        );
        let rest: String = text
            .chars()
            .enumerate()
            .filter(|(at, _)| *at < citation.start || *at >= citation.end)
            .map(|(_, c)| c)
            .collect();
        let alone = rest
            .split_whitespace()
            .all(|word| matches!(word, "final" | "final/2" | "final/3"));
        (own && alone).then_some(citation.key)
    })
}

/// `Bruxelles, le 24.7.2020` on the cover.
fn cover_date(blocks: &Blocks) -> Option<Date> {
    let lines = blocks.blocks.iter().take(COVER);
    lines.map(|block| block.text.trim()).find_map(cover_day)
}

/// The day in a title that the source does not mark: `Résolution du Parlement européen du 3 octobre 2017 sur …`.
fn text_date(blocks: &Blocks) -> Option<Date> {
    let mut lines = cover(blocks).filter(|line| names_text(line));
    lines.find_map(|line| own_date(line.split(':').next()?))
}

/// The day below `ARRÊT DE LA COUR (grande chambre)`, alone or behind `présentées le`.
fn court_date(blocks: &Blocks) -> Option<Date> {
    const HEADS: [&str; 5] = [
        "ARRÊT D",
        "ORDONNANCE D",
        "CONCLUSIONS D",
        "AVIS DE LA COUR",
        "PRISE DE POSITION D",
    ];
    let mut lines = cover(blocks);
    lines.find(|line| HEADS.iter().any(|head| line.starts_with(head)))?;
    lines.take(LINES_OF_TITLE).find_map(|line| {
        let day = line.strip_prefix("présentées le ").unwrap_or(line);
        date(day).filter(|_| day.len() <= LONGEST_DAY)
    })
}

/// Bytes of a day on a line of its own, with the mark of a note.
const LONGEST_DAY: usize = 30;

/// `Fait à Bruxelles, le 19 décembre 2007.`
fn signature_date(blocks: &Blocks) -> Option<Date> {
    let lines = blocks.blocks.iter().map(|block| block.text.trim());
    let mut signed =
        lines.filter(|line| line.starts_with("Fait à ") || line.starts_with("Fait au "));
    signed.find_map(|line| date(line.split_once(", le ")?.1))
}

#[cfg(test)]
mod tests;
