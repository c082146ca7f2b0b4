//! Opinions and guidelines of those who watch over data protection: the European supervisor and the European board.
//!
//! In French both are called *CEPD*: the supervisor always, the board since it took the place of a working party in 2018.

use crate::citation::Instrument;
use crate::cursor::{Cursor, ends_item, separator};
use crate::families::{Family, Site, Spelling};
use crate::issuer::{self, Issuer};
use crate::lexer::{Gap, Number};
use crate::{Certainty, Kind};

pub(crate) const FAMILY: Family = Family {
    title: "avis et lignes directrices sur la protection des données",
    words: "avis lignes guidelines opinion joint recommandation recommandations recommendations",
    capitals: "cepd edpb edps",
    at_word: Some(list),
    advice: "papers of the European Data Protection Board and Supervisor are not in Cellar: download it from their sites",
    spellings: &[
        Spelling {
            text: "avis 5/2021 du contrôleur européen de la protection des données",
            key: "CEPD avis 5/2021",
        },
        Spelling {
            text: "avis 5/2021 du CEPD",
            key: "CEPD avis 5/2021",
        },
        Spelling {
            text: "lignes directrices 01/2022",
            key: "EDPB lignes directrices 01/2022",
        },
        Spelling {
            text: "avis conjoint 5/2021 de l’EDPB et du CEPD",
            key: "EDPB-CEPD avis conjoint 5/2021",
        },
    ],
    ..Family::EMPTY
};

/// The supervisor took office in 2004, the board in May 2018.
const SUPERVISOR_SINCE: u32 = 2004;
const BOARD_SINCE: u32 = 2018;

/// No year has had more of any of them.
const HIGHEST: u32 = 99;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Opinion,
    JointOpinion,
    Guidelines,
    Recommendations,
}

impl What {
    fn label(self) -> &'static str {
        match self {
            Self::Opinion => "avis",
            Self::JointOpinion => "avis conjoint",
            Self::Guidelines => "lignes directrices",
            Self::Recommendations => "recommandations",
        }
    }
}

/// Reads a paper and those that share its head.
fn list<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    let (said, what, mut ahead) = head(site)?;
    ahead.number_mark(Gap::Line);
    let (first, number) = ahead.number(Gap::Line)?;
    let (end, paper, after) = numbered(number, ahead)?;
    let mut found = vec![(site.token.start, end, paper)];
    let mut cursor = after;
    while let Some((start, end, paper, next)) = separator(&cursor).and_then(next_item) {
        found.push((start, end, paper));
        cursor = next;
    }
    let issuer = said
        .or_else(|| issuer::behind(cursor))
        .or_else(|| issuer::before(cursor.text(), first.start));
    for (start, end, paper) in &found {
        let instrument = paper.of(what, issuer)?;
        site.push(*start, *end, instrument);
    }
    Some(cursor)
}

/// What the head announces, whose it says it is, and the cursor behind it.
fn head<'t>(site: &Site<'_, 't>) -> Option<(Option<Issuer>, What, Cursor<'t>)> {
    let mut ahead = site.cursor;
    let word = site.word()?;
    let mut issuer = None;
    let what = match word.as_str() {
        name @ ("cepd" | "edpb" | "edps") => {
            issuer = Some(match name {
                "edpb" => Issuer::DataBoard,
                "edps" => Issuer::Supervisor,
                _ => Issuer::SupervisorOrBoard,
            });
            if ahead.mark(&['-', '/'], Gap::None).is_some() {
                ahead.word_in(&["cepd", "edps", "edpb"], Gap::None)?;
                issuer = Some(Issuer::BoardAndSupervisor);
            }
            ahead.mark(&[','], Gap::None);
            let (_, word) = ahead.word(Gap::Line)?;
            announced(word.as_str(), &mut ahead)?
        }
        word => announced(word, &mut ahead)?,
    };
    Some((issuer, what, ahead))
}

fn announced(word: &str, ahead: &mut Cursor<'_>) -> Option<What> {
    match word {
        "avis" => {
            let joint = ahead
                .word_in(&["conjoint", "conjoints"], Gap::Line)
                .is_some();
            Some(if joint {
                What::JointOpinion
            } else {
                What::Opinion
            })
        }
        "opinion" => Some(What::Opinion),
        "joint" => {
            ahead.word_in(&["opinion"], Gap::Line)?;
            Some(What::JointOpinion)
        }
        "lignes" => {
            ahead.word_in(&["directrices"], Gap::Line)?;
            Some(What::Guidelines)
        }
        "guidelines" => Some(What::Guidelines),
        "recommandation" | "recommandations" | "recommendations" => Some(What::Recommendations),
        _ => None,
    }
}

/// Number and year.
struct Paper {
    number: u32,
    year: u32,
}

impl Paper {
    /// The instrument, if the issuer is one of these.
    fn of(&self, what: What, issuer: Option<Issuer>) -> Option<Instrument> {
        let Self { number, year } = *self;
        let (name, certainty) = match (what, issuer) {
            (What::JointOpinion, Some(Issuer::Other)) => return None,
            (What::JointOpinion, Some(_)) => ("EDPB-CEPD", Certainty::Exact),
            (What::JointOpinion, None) => ("EDPB-CEPD", Certainty::Inferred),
            (_, Some(Issuer::DataBoard)) => ("EDPB", Certainty::Exact),
            (What::Opinion, Some(Issuer::Supervisor)) => ("CEPD", Certainty::Exact),
            (What::Opinion, Some(Issuer::SupervisorOrBoard)) if year < BOARD_SINCE => {
                ("CEPD", Certainty::Exact)
            }
            (What::Opinion, Some(Issuer::SupervisorOrBoard)) => ("CEPD", Certainty::Ambiguous),
            // The supervisor has guidelines too, without numbers.
            (What::Guidelines | What::Recommendations, Some(Issuer::SupervisorOrBoard)) => {
                ("EDPB", Certainty::Exact)
            }
            (What::Guidelines, None) if year >= BOARD_SINCE => ("EDPB", Certainty::Inferred),
            _ => return None,
        };
        let since = if name == "CEPD" {
            SUPERVISOR_SINCE
        } else {
            BOARD_SINCE
        };
        if !(since..2100).contains(&year) {
            return None;
        }
        let label = what.label();
        let key = match what {
            What::Opinion | What::JointOpinion => format!("{name} {label} {number}/{year}"),
            What::Guidelines | What::Recommendations => {
                format!("{name} {label} {number:02}/{year}")
            }
        };
        let mut instrument = Instrument::exact(Kind::DataProtection, key);
        instrument.certainty = certainty;
        Some(instrument)
    }
}

fn next_item(after: Cursor<'_>) -> Option<(usize, usize, Paper, Cursor<'_>)> {
    let mut ahead = after;
    ahead.number_mark(Gap::Line);
    let (token, number) = ahead.number(Gap::Line)?;
    let (end, paper, next) = numbered(number, ahead)?;
    ends_item(&next).then_some((token.start, end, paper, next))
}

/// Reads `/2021` behind the number.
fn numbered(number: Number, cursor: Cursor<'_>) -> Option<(usize, Paper, Cursor<'_>)> {
    let mut ahead = cursor;
    ahead.mark(&['/'], Gap::None)?;
    let (token, year) = ahead.number(Gap::None)?;
    let fits = year.digits == 4 && (1..=HIGHEST).contains(&number.value) && number.digits <= 2;
    let paper = Paper {
        number: number.value,
        year: year.value,
    };
    fits.then_some((token.end, paper, ahead))
}
