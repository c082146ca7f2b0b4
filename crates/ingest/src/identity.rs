//! What a document is called: its number, its id, its title and date, by what
//! `sources.toml` says, else by what the text says, else by the file's name.

use jiff::civil::Date;
use renvoi_document::{DocumentId, Language};
use renvoi_reference::{Celex, Key, Kind};

use crate::blocks::{Blocks, Shape};
use crate::readers::date;
use crate::sources::Metadata;
use crate::title::{
    COVER, cited_below, cover_day, date_in_title, is_number, is_type, names_act, own_date,
    title_citation,
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
        let heading = printed_title(blocks);
        let named = about.title.as_deref().or(heading.as_deref());
        let celex = about
            .celex
            .as_deref()
            .and_then(celex_of)
            .or_else(|| celex_of(stem.split('_').next().unwrap_or(stem)));
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
        let celex = celex
            .map(|celex| celex.to_string())
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
                    .or_else(|| signature_date(blocks))
                    .or_else(|| about.journal.as_deref().and_then(date_in_title)),
            }),
            title: metadata.title.or(about.title.clone()).or(heading),
            kind: metadata.kind,
            language: metadata
                .language
                .or_else(|| about.language.as_deref().and_then(language))
                .unwrap_or_default(),
            celex,
            eli: about
                .eli
                .clone()
                .or_else(|| eli(key.as_ref()?, consolidated, corrects.is_some())),
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

/// The address of an act, which follows from its number; a consolidated version
/// has its day for `oj`.
fn eli(key: &Key, consolidated: Option<Date>, is_corrigendum: bool) -> Option<String> {
    if is_corrigendum {
        return None;
    }
    let url = renvoi_reference::parse(key.as_ref())?.url?;
    let act = url.strip_suffix("/oj").filter(|_| url.contains("/eli/"))?;
    Some(match consolidated {
        Some(day) => format!("{act}/{day}"),
        None => url,
    })
}

/// A place in the Official Journal the way its key writes it, with its page.
fn journal(printed: &str) -> String {
    let citation = renvoi_reference::scan(printed)
        .into_iter()
        .find(|citation| citation.kind == Kind::Oj);
    match citation {
        Some(citation) => match &citation.attributes.page {
            Some(page) => format!("{}, p. {page}", citation.key),
            None => citation.key.to_string(),
        },
        None => printed.to_owned(),
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
        let mut lines = blocks.blocks.iter().take(COVER).map(|b| b.text.trim());
        let numbered = blocks.blocks.iter().take(COVER).any(|b| is_number(&b.text));
        let opens = |line: &&str| {
            title_citation(line).is_some() || (numbered && (names_act(line) || is_type(line)))
        };
        let first = lines.find(opens)?;
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

/// Bytes of a title put together from lines.
const LONGEST_TITLE: usize = 600;

/// The date that the title of an act says, on a page that names the act without
/// a title: older titles end with the number (`(78/333/CEE)`).
fn act_date(blocks: &Blocks) -> Option<Date> {
    let mut lines = blocks.blocks.iter().take(COVER).map(|b| b.text.trim());
    own_date(lines.find(|line| names_act(line))?)
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

/// `Fait à Bruxelles, le 19 décembre 2007.`
fn signature_date(blocks: &Blocks) -> Option<Date> {
    let lines = blocks.blocks.iter().map(|block| block.text.trim());
    let mut signed =
        lines.filter(|line| line.starts_with("Fait à ") || line.starts_with("Fait au "));
    signed.find_map(|line| date(line.split_once(", le ")?.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::{About, Block};

    fn identity(about: About, lines: &[(Shape, &str)], stem: &str) -> Identity {
        let blocks = Blocks {
            about,
            blocks: lines
                .iter()
                .map(|(shape, text)| Block {
                    shape: *shape,
                    text: (*text).to_owned(),
                    ..Block::default()
                })
                .collect(),
            ..Blocks::default()
        };
        Identity::of(&blocks, Metadata::default(), stem)
    }

    /// Lines of a document; its id, reference and date.
    type Case = (
        &'static [(Shape, &'static str)],
        &'static str,
        Option<&'static str>,
        Option<&'static str>,
    );

    const CASES: &[Case] = &[
        (
            &[(
                Shape::Title,
                "RÈGLEMENT D’EXÉCUTION (UE) 2031/12 DE LA COMMISSION du 1er mai 2031 sur les ponts",
            )],
            "32031r0012",
            Some("32031R0012"),
            Some("2031-05-01"),
        ),
        (
            &[
                (Shape::Plain, "DÉCISION 2003/4/CE DU CONSEIL"),
                (Shape::Plain, "du 2 mars 2003"),
                (Shape::Plain, "relative aux ponts"),
                (Shape::Plain, "LE CONSEIL,"),
            ],
            "32003d0004",
            Some("32003D0004"),
            Some("2003-03-02"),
        ),
        (
            &[
                (Shape::Plain, "COMMISSION EUROPÉENNE"),
                (Shape::Plain, "Bruxelles, le 24.7.2031"),
                (Shape::Plain, "COM(2031) 605 final"),
                (Shape::Plain, "COMMUNICATION DE LA COMMISSION"),
            ],
            "com-2031-605",
            Some("COM(2031) 605"),
            Some("2031-07-24"),
        ),
        (
            &[(
                Shape::Title,
                "Rectificatif au règlement (UE) 2031/12 de la Commission du 1er mai 2031",
            )],
            "nom-du-fichier",
            None,
            None,
        ),
        (
            &[(
                Shape::Title,
                "DÉCISION DU CONSEIL du 2 février 2003 instituant un pont (Texte présentant de \
                 l’intérêt pour l’EEE) (2003/17/JAI)",
            )],
            "32003d0017",
            Some("32003D0017"),
            Some("2003-02-02"),
        ),
        (
            &[
                (
                    Shape::Title,
                    "DÉCISION-CADRE DU CONSEIL du 2 février 2003 relative aux ponts",
                ),
                (Shape::Plain, "(2003/18/JAI)"),
            ],
            "32003f0018",
            Some("32003F0018"),
            Some("2003-02-02"),
        ),
        (
            &[
                (Shape::Plain, "RECOMMANDATION DE LA COMMISSION"),
                (Shape::Plain, "du 6 mai 2003"),
                (Shape::Plain, "concernant les ponts"),
                (Shape::Plain, "(2003/361/CE)"),
            ],
            "32003h0361",
            Some("32003H0361"),
            Some("2003-05-06"),
        ),
        (
            &[(
                Shape::Title,
                "ACTION COMMUNE 2005/889/PESC DU CONSEIL du 12 décembre 2005 sur un pont",
            )],
            "32005e0889",
            Some("32005E0889"),
            Some("2005-12-12"),
        ),
        (
            // Published, and numbered, the year after.
            &[(
                Shape::Title,
                "DÉCISION DE LA COMMISSION du 27 décembre 2003 sur les ponts (2004/16/CE)",
            )],
            "32004d0016",
            Some("32004D0016"),
            Some("2003-12-27"),
        ),
        (
            // What another act is cited by is not its own number.
            &[(
                Shape::Title,
                "DÉCISION DU CONSEIL du 2 février 2009 modifiant une autre (2003/17/JAI)",
            )],
            "nom-du-fichier",
            None,
            Some("2009-02-02"),
        ),
        (
            &[
                (Shape::Plain, "Directive (UE) 2022/2555: ce qui change"),
                (Shape::Plain, "Une fiche sur la directive du Conseil."),
            ],
            "nom-du-fichier",
            None,
            None,
        ),
        (
            // The day of the act that it speaks of is not its own.
            &[
                (
                    Shape::Title,
                    "Rapport fondé sur l’article 12 de la décision-cadre du Conseil du 24 février 2005",
                ),
                (Shape::Plain, "Bruxelles, le 14.7.2008"),
            ],
            "nom-du-fichier",
            None,
            Some("2008-07-14"),
        ),
        (
            &[
                (
                    Shape::Title,
                    "Avis du Contrôleur européen sur la proposition du 2 mars 2007",
                ),
                (Shape::Plain, "Fait à Bruxelles, le 19 décembre 2007."),
                (Shape::Plain, "Fait à Paris, le 3 mars 2001"),
            ],
            "nom-du-fichier",
            None,
            Some("2007-12-19"),
        ),
        (
            &[
                (Shape::Plain, "Le rapport COM(2031) 605 final"),
                (Shape::Plain, "JO L 5 du 2.3.2031"),
            ],
            "nom-du-fichier",
            None,
            None,
        ),
    ];

    #[test]
    fn a_document_is_what_its_first_lines_say() {
        for (lines, id, reference, date) in CASES {
            let got = identity(About::default(), lines, "Nom du fichier");
            assert_eq!(
                (got.id.as_str(), got.reference.as_deref()),
                (*id, *reference),
                "{lines:?}"
            );
            let day = got.date.map(|d| d.to_string());
            assert_eq!(day.as_deref(), *date, "{lines:?}");
        }
    }

    #[test]
    fn a_number_given_is_believed() {
        let about = |celex: &str| About {
            celex: Some(celex.to_owned()),
            ..About::default()
        };
        let version = identity(about("02016R0679-20160504"), &[], "x");
        assert_eq!(version.id.as_str(), "02016r0679-20160504");
        assert_eq!(version.reference.as_deref(), Some("32016R0679"));
        assert_eq!(
            version.eli.as_deref(),
            Some("http://data.europa.eu/eli/reg/2016/679/2016-05-04")
        );
        let corrigendum = identity(about("32016R0679R(02)"), &[], "x");
        assert_eq!(corrigendum.corrects.as_deref(), Some("32016R0679"));
        assert_eq!(corrigendum.reference.as_deref(), Some("32016R0679R(02)"));
        let printed = About {
            title: Some("Rectificatif à la directive (UE) 2031/12 du 1er mai 2031".to_owned()),
            journal: Some("JO L 206, 2.8.2031, p. 50".to_owned()),
            ..About::default()
        };
        let day = identity(printed, &[], "x").date.map(|d| d.to_string());
        assert_eq!(day.as_deref(), Some("2031-08-02"));
        // EUR-Lex names its files by the number.
        let named = identity(About::default(), &[], "32016L1148_2016-07-06_FR");
        assert_eq!(named.id.as_str(), "32016l1148");
        assert_eq!(
            journal("Journal officiel n° L 014 du 20/01/1998 p. 0006 - 0008"),
            "JO L 14, 20.1.1998, p. 6-8"
        );
    }
}
