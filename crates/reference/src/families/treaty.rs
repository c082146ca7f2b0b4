//! The treaties, the Charter and the protocols: `TFUE`, `article 8 de la charte`, `protocole n° 22`.
//!
//! They have no numbers, so that their names are their references, and an article of them (*article 114 TFUE*) is a place
//! as those of acts are.

use crate::citation::{Instrument, Place};
use crate::cursor::Cursor;
use crate::families::{Family, Site, Spelling};
use crate::lexer::{Gap, Lexeme};
use crate::{Celex, Certainty, Kind, links, places};

pub(crate) const FAMILY: Family = Family {
    title: "traités, Charte et protocoles",
    words: "traite treaty charte charter protocole protocol",
    capitals: "tfue tfeu tue teu tce cdfue euratom ceca",
    without_digits: &[
        "TFUE", "TFEU", "TUE", "TEU", "TCE", "CDFUE", "rait", "RAIT", "reaty", "REATY", "hart",
        "HART",
    ],
    at_word: Some(at_word),
    of_celex,
    advice: "give the CELEX number of the treaty or of its article, such as 12016E/TXT or 12016E114",
    spellings: &[
        Spelling {
            text: "article 114 TFUE",
            key: "TFUE",
        },
        Spelling {
            text: "le traité sur le fonctionnement de l’Union européenne",
            key: "TFUE",
        },
        Spelling {
            text: "article 2 TUE",
            key: "TUE",
        },
        Spelling {
            text: "traité sur l’Union européenne",
            key: "TUE",
        },
        Spelling {
            text: "article 8 de la charte",
            key: "Charte",
        },
        Spelling {
            text: "la charte des droits fondamentaux de l’Union européenne",
            key: "Charte",
        },
        Spelling {
            text: "traité Euratom",
            key: "Euratom",
        },
        Spelling {
            text: "traité CECA",
            key: "CECA",
        },
        Spelling {
            text: "traité CE",
            key: "TCE",
        },
        Spelling {
            text: "protocole n° 22",
            key: "Protocole n° 22",
        },
        Spelling {
            text: "CELEX:12012E/TXT",
            key: "TFUE",
        },
        Spelling {
            text: "12016E114",
            key: "TFUE",
        },
    ],
    ..Family::EMPTY
};

/// A treaty that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Treaty {
    /// On the functioning of the Union.
    Functioning,
    /// On European Union.
    Union,
    Charter,
    Euratom,
    /// Establishing the European (Economic) Community; that on the functioning of the Union took its place in 2009.
    Community,
    CoalAndSteel,
}

impl Treaty {
    fn key(self) -> &'static str {
        match self {
            Self::Functioning => "TFUE",
            Self::Union => "TUE",
            Self::Charter => "Charte",
            Self::Euratom => "Euratom",
            Self::Community => "TCE",
            Self::CoalAndSteel => "CECA",
        }
    }

    /// The newest text that EUR-Lex has of it: year and letter.
    fn newest(self) -> (u16, &'static str) {
        match self {
            Self::Functioning => (2016, "E"),
            Self::Union => (2016, "M"),
            Self::Charter => (2016, "P"),
            Self::Euratom => (2016, "A"),
            Self::Community => (2006, "E"),
            Self::CoalAndSteel => (1951, "K"),
        }
    }

    fn instrument(self) -> Instrument {
        let (year, letter) = self.newest();
        let celex = Celex::of_treaty(year, letter, "/TXT");
        let mut what = Instrument::exact(Kind::Treaty, self.key().to_owned());
        what.url = Some(links::celex(&celex));
        what.celex = Some(celex);
        what
    }
}

/// Protocols that are annexed to the treaties.
const PROTOCOLS: std::ops::RangeInclusive<u32> = 1..=37;

/// Bytes before *la charte* in which the article that is cited stands.
const REACH: usize = 200;

fn at_word<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    let word = site.word()?;
    let exact = |treaty: Treaty| treaty.instrument();
    let (what, end, after) = match word.as_str() {
        "tfue" | "tfeu" => (exact(Treaty::Functioning), site.token.end, site.cursor),
        "tue" | "teu" => (exact(Treaty::Union), site.token.end, site.cursor),
        "tce" => (exact(Treaty::Community), site.token.end, site.cursor),
        "cdfue" => (exact(Treaty::Charter), site.token.end, site.cursor),
        // The names of the communities themselves: of those who type, and as keys.
        "euratom" | "ceca" => {
            let whole = site.cursor.ignores_case()
                && site.previous.is_none()
                && matches!(site.cursor.peek().lexeme, Lexeme::End);
            let treaty = if word.as_str() == "ceca" {
                Treaty::CoalAndSteel
            } else {
                Treaty::Euratom
            };
            (whole.then(|| exact(treaty))?, site.token.end, site.cursor)
        }
        "traite" | "treaty" => {
            let (treaty, after) = named(site.cursor)?;
            (exact(treaty), after.at(), after)
        }
        "charte" | "charter" => {
            let (certainty, after) = charter(site)?;
            let mut what = exact(Treaty::Charter);
            what.certainty = certainty;
            (what, after.at(), after)
        }
        _ => protocol(site.cursor)?,
    };
    // "TUE-MOUCHES", "TCE.fr"
    let glued = after.peek();
    let longer =
        glued.gap == Gap::None && matches!(glued.lexeme, Lexeme::Word(_) | Lexeme::Number(_));
    if longer {
        return None;
    }
    site.found(end, what);
    Some(after)
}

/// Takes these words, one behind the other, with or without apostrophes.
fn words(cursor: &mut Cursor<'_>, all: &[&str]) -> bool {
    let mut ahead = *cursor;
    for word in all {
        ahead.mark(&['\''], Gap::None);
        if ahead.word_in(&[word], Gap::Line).is_none() {
            return false;
        }
    }
    *cursor = ahead;
    true
}

/// The treaty that is named behind *traité*.
fn named(cursor: Cursor<'_>) -> Option<(Treaty, Cursor<'_>)> {
    const NAMES: [(&[&str], Treaty); 18] = [
        (
            &[
                "sur",
                "le",
                "fonctionnement",
                "de",
                "l",
                "union",
                "europeenne",
            ],
            Treaty::Functioning,
        ),
        (
            &["sur", "le", "fonctionnement", "de", "l", "union"],
            Treaty::Functioning,
        ),
        (
            &["sur", "le", "fonctionnement", "de", "l", "ue"],
            Treaty::Functioning,
        ),
        (
            &["on", "the", "functioning", "of", "the", "european", "union"],
            Treaty::Functioning,
        ),
        (&["fue"], Treaty::Functioning),
        (&["sur", "l", "union", "europeenne"], Treaty::Union),
        (&["on", "european", "union"], Treaty::Union),
        (&["ue"], Treaty::Union),
        (
            &[
                "instituant",
                "la",
                "communaute",
                "europeenne",
                "de",
                "l",
                "energie",
                "atomique",
            ],
            Treaty::Euratom,
        ),
        (&["euratom"], Treaty::Euratom),
        (&["ceea"], Treaty::Euratom),
        (
            &[
                "instituant",
                "la",
                "communaute",
                "europeenne",
                "du",
                "charbon",
                "et",
                "de",
                "l",
                "acier",
            ],
            Treaty::CoalAndSteel,
        ),
        (&["ceca"], Treaty::CoalAndSteel),
        (
            &["instituant", "la", "communaute", "economique", "europeenne"],
            Treaty::Community,
        ),
        (
            &["instituant", "la", "communaute", "europeenne"],
            Treaty::Community,
        ),
        (
            &["establishing", "the", "european", "community"],
            Treaty::Community,
        ),
        (&["ce"], Treaty::Community),
        (&["cee"], Treaty::Community),
    ];
    NAMES.into_iter().find_map(|(name, treaty)| {
        let mut ahead = cursor;
        // "traité UE" in capitals, "traité ce" is no name.
        if let [short] = name {
            let (_, word) = ahead.word(Gap::Line)?;
            let fits = word.as_str() == *short && (word.upper || word.capital);
            return fits.then_some((treaty, ahead));
        }
        words(&mut ahead, name).then_some((treaty, ahead))
    })
}

/// Reads the rest of the name of the Charter. Many things are called so: by its whole name it is told, or by an article
/// of it, `article 8 de la charte`.
fn charter<'t>(site: &Site<'_, 't>) -> Option<(Certainty, Cursor<'t>)> {
    let mut ahead = site.cursor;
    let whole = words(&mut ahead, &["des", "droits", "fondamentaux"])
        || words(&mut ahead, &["of", "fundamental", "rights"]);
    if whole {
        let mut longer = ahead;
        if words(&mut longer, &["de", "l", "union", "europeenne"])
            || words(&mut longer, &["of", "the", "european", "union"])
            || words(&mut longer, &["de", "l", "ue"])
        {
            ahead = longer;
        }
        return Some((Certainty::Exact, ahead));
    }
    let ends = matches!(ahead.peek().lexeme, Lexeme::End);
    if ahead.ignores_case() && ends && site.previous.is_none() {
        return Some((Certainty::Exact, ahead));
    }
    // Others are told by what follows: "charte sociale", "charte des Nations unies".
    let of_another = match ahead.peek().lexeme {
        Lexeme::Word(word) => matches!(
            word.as_str(),
            "des"
                | "de"
                | "du"
                | "d"
                | "of"
                | "for"
                | "pour"
                | "sur"
                | "sociale"
                | "africaine"
                | "europeenne"
                | "internationale"
                | "interamericaine"
                | "canadienne"
                | "quebecoise"
                | "arabe"
                | "mondiale"
                | "nationale"
                | "constitutionnelle"
                | "olympique"
                | "atlantique"
                | "graphique"
                | "onusienne"
        ),
        _ => false,
    };
    if of_another {
        return None;
    }
    let from = ahead
        .text()
        .floor_char_boundary(site.token.start.saturating_sub(REACH));
    let before = places::before(ahead.text(), from, site.token.start);
    let has_article = before.places.iter().any(|place| place.article.is_some());
    has_article.then_some((Certainty::Inferred, site.cursor))
}

/// Reads `n° 22` behind *protocole*. Conventions and agreements have numbered protocols too.
fn protocol(cursor: Cursor<'_>) -> Option<(Instrument, usize, Cursor<'_>)> {
    let mut ahead = cursor;
    let bracket = ahead.mark(&['('], Gap::Space).is_some();
    ahead.number_mark(Gap::Line)?;
    let (token, number) = ahead.number(Gap::Line)?;
    if !PROTOCOLS.contains(&number.value) || number.padded() {
        return None;
    }
    let mut end = token.end;
    if bracket {
        end = ahead.mark(&[')'], Gap::Space)?.end;
    }
    if is_of_another(ahead) {
        return None;
    }
    let mut what = Instrument::exact(Kind::Treaty, format!("Protocole n° {}", number.value));
    let celex = Celex::of_treaty(2016, "E", &format!("/PRO/{:02}", number.value));
    what.url = Some(links::celex(&celex));
    what.celex = Some(celex);
    what.certainty = Certainty::Inferred;
    Some((what, end, ahead))
}

/// Tokens behind a protocol that say whose it is.
const SAYING: usize = 12;

/// Whether a protocol is said to be of a convention or of an agreement: *protocole n° 1 à la convention*.
fn is_of_another(cursor: Cursor<'_>) -> bool {
    let mut ahead = cursor;
    for _ in 0..SAYING {
        let token = ahead.next();
        if token.gap == Gap::Blank {
            return false;
        }
        match token.lexeme {
            Lexeme::Word(word) => match word.as_str() {
                "convention" | "cedh" | "accord" | "acte" | "adhesion" | "cooperation" | "conv"
                | "agreement" | "additionnel" | "amendement" | "stce" | "ste" => return true,
                "traite" | "traites" | "tue" | "tfue" | "annexe" => return false,
                _ => {}
            },
            Lexeme::Mark(';' | '.' | ',') | Lexeme::End => return false,
            _ => {}
        }
    }
    false
}

/// The treaty that a CELEX number names; its article is a place.
fn of_celex(celex: &Celex) -> Option<Instrument> {
    let part = celex.part_of_treaty()?;
    if let Some(number) = part
        .strip_prefix("/PRO/")
        .and_then(|number| number.parse().ok())
    {
        let mut what = Instrument::exact(Kind::Treaty, format!("Protocole n° {number}"));
        what.url = Some(links::celex(celex));
        return PROTOCOLS.contains(&number).then_some(what);
    }
    let treaty = match (celex.letters(), celex.year()) {
        // The treaty of Lisbon was signed in December 2007.
        ("E", 2008..) => Treaty::Functioning,
        ("E", _) => Treaty::Community,
        ("M", _) => Treaty::Union,
        ("P", 2000..) => Treaty::Charter,
        ("A", _) => Treaty::Euratom,
        ("K", ..1960) => Treaty::CoalAndSteel,
        _ => return None,
    };
    let mut what = treaty.instrument();
    if let Ok(article) = part.parse::<u16>() {
        let article = Some(article.to_string());
        what.attributes.places = vec![Place {
            article: article.clone(),
            ..Place::default()
        }];
        what.attributes.article = article;
    } else if part != "/TXT" {
        return None;
    }
    what.url = Some(links::celex(celex));
    Some(what)
}
