//! What the title of an act says: its number, which stands at its head or, in older titles, at its end, and its day.

use jiff::civil::Date;
use renvoi_reference::{Celex, Citation, Kind};

use crate::blocks::Blocks;
use crate::readers::date;

/// Blocks in which a cover page or a title says what the document is.
pub(crate) const COVER: usize = 16;

/// The act that a title names as its own: `DIRECTIVE (UE) 2016/1148 DU …`; older
/// titles end with the number.
pub(crate) fn title_citation(title: &str) -> Option<Citation> {
    if !names_act(title) {
        return None;
    }
    if let Some((number, rest)) = number_before(title) {
        return citation_of(rest, number).filter(|citation| of_year(citation, rest));
    }
    citation_at_head(title).or_else(|| {
        let number = title.rsplit('(').take(LAST).find_map(|part| {
            let inside = part.split_once(')')?.0;
            citation_of(title, inside)
        });
        number.filter(|citation| of_year(citation, title))
    })
}

/// The number that EUR-Lex writes before the title of an older act, and the title: `2002/584/JAI: Décision-cadre du
/// Conseil du 13 juin 2002 …`.
pub(crate) fn number_before(title: &str) -> Option<(&str, &str)> {
    let (number, rest) = title.split_once(':')?;
    let number = number.trim();
    let numbers = number.split('/').take(2);
    let is_number = numbers.clone().count() == 2
        && numbers
            .into_iter()
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    (is_number && number.len() <= LONGEST_BEFORE).then(|| (number, rest.trim_start()))
}

/// Bytes of a number before a title: `2004/191/CE, Euratom`.
const LONGEST_BEFORE: usize = 24;

/// Brackets at the end of a title among which its number is: notes on the text's
/// relevance may stand behind it.
const LAST: usize = 4;

/// The act whose number stands on a line of its own below its title.
pub(crate) fn cited_below(title: &str, blocks: &Blocks) -> Option<Citation> {
    if !names_act(title) {
        return None;
    }
    let lines = blocks.blocks.iter().take(COVER).map(|b| b.text.trim());
    let number = lines
        .filter_map(|line| line.strip_prefix('(')?.strip_suffix(')'))
        .find_map(|inside| citation_of(title, inside));
    number.filter(|citation| of_year(citation, title))
}

/// Whether a line is the number of an act in brackets: `(2002/187/JAI)`.
pub(crate) fn is_number(line: &str) -> bool {
    let inside = line
        .trim()
        .strip_prefix('(')
        .and_then(|l| l.strip_suffix(')'));
    inside.is_some_and(|inside| citation_of("décision", inside).is_some())
}

/// The act of a number that stands without its type, which the title says.
fn citation_of(title: &str, number: &str) -> Option<Citation> {
    let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | ',' | ' ');
    // "2002/187/JAI", "78/333/CEE", "94/1/CE, CECA".
    if !number.starts_with(|c: char| c.is_ascii_digit()) || !number.chars().all(bare) {
        return None;
    }
    // What the rules of an institution are called is no type of act.
    let folded = renvoi_analysis::fold(title).replace("reglement interieur", "");
    let what = TYPES
        .iter()
        .filter_map(|what| Some((folded.find(what)?, what.len(), what)))
        .min_by_key(|(at, length, _)| (*at, std::cmp::Reverse(*length)))
        .map(|(_, _, what)| what)?;
    let said = format!("{what} {number}");
    let citation = renvoi_reference::scan(&said).into_iter().next()?;
    let whole = citation.start == 0 && citation.end == said.chars().count();
    (whole && is_act(&citation)).then_some(citation)
}

/// Whether an act is of the year that its title says, or of the next: decisions had the number of the year in which
/// they were published.
fn of_year(citation: &Citation, title: &str) -> bool {
    let year = citation.celex.as_ref().map(Celex::year);
    let day = date_in_title(title).and_then(|day| u16::try_from(day.year()).ok());
    day.zip(year)
        .is_none_or(|(day, year)| (day..=day.saturating_add(1)).contains(&year))
}

fn is_act(citation: &Citation) -> bool {
    match citation.kind {
        Kind::Directive
        | Kind::Regulation
        | Kind::Decision
        | Kind::FrameworkDecision
        | Kind::Recommendation => true,
        // Joint actions and common positions.
        Kind::Act => citation.celex.is_some(),
        _ => false,
    }
}

fn citation_at_head(title: &str) -> Option<Citation> {
    // Enough for `RÈGLEMENT D’EXÉCUTION (UE, Euratom) 2024/2690`.
    let head: String = title.chars().take(90).collect();
    let citation = renvoi_reference::scan(&head).into_iter().next()?;
    (is_act(&citation) && citation.start < 24).then_some(citation)
}

/// What acts are called, folded.
pub(crate) const TYPES: [&str; 7] = [
    "directive",
    "reglement",
    "decision-cadre",
    "decision",
    "recommandation",
    "action commune",
    "position commune",
];

/// Whether a line says on a cover who speaks, where and when, or the number of the document, and nothing else:
/// `COMMISSION EUROPÉENNE`, `Bruxelles, le 24.7.2020`, `COM(2020) 605 final`, `2004/0165 (COD)`.
pub(crate) fn is_cover(line: &str) -> bool {
    let line = line.trim_matches(|c: char| c.is_whitespace() || c == '|');
    let line = line.strip_prefix("[pic]").unwrap_or(line);
    let line = line.trim_matches(|c: char| c.is_whitespace() || c == '|');
    if line.chars().count() > LONGEST_COVER {
        return false;
    }
    let folded = renvoi_analysis::fold(line);
    SPEAKERS.contains(&folded.as_str())
        || folded == "proposition de"
        || cover_day(line).is_some()
        || numbers_alone(line)
}

/// Whether a line names the institution that speaks, and nothing else.
pub(crate) fn names_speaker(line: &str) -> bool {
    line.len() <= LONGEST_COVER && SPEAKERS.contains(&renvoi_analysis::fold(line.trim()).as_str())
}

/// Who speaks on a cover, folded.
const SPEAKERS: [&str; 9] = [
    "commission europeenne",
    "commission des communautes europeennes",
    "conseil de lunion europeenne",
    "parlement europeen",
    "haute representante de lunion pour les affaires etrangeres et la politique de securite",
    "haut representant de lunion pour les affaires etrangeres et la politique de securite",
    "european commission",
    "high representative of the union for foreign affairs and security policy",
    "council of the european union",
];

/// Code points: a line of a cover is short.
const LONGEST_COVER: usize = 100;

/// The day of a line such as `Bruxelles, le 24.7.2020`.
pub(crate) fn cover_day(line: &str) -> Option<Date> {
    let (place, day) = line.trim().split_once(", ")?;
    let is_town = place.starts_with(char::is_uppercase)
        && place.split_whitespace().count() <= 3
        && !place.starts_with("Fait ")
        && place
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '’' | '\''));
    let day = day.strip_prefix("le ").unwrap_or(day);
    let starts = day.starts_with(|c: char| c.is_ascii_digit());
    date(day).filter(|_| is_town && starts && (SEATS.contains(&place) || day.len() <= LONGEST_DAY))
}

/// Where the institutions have their seats: more than the day may follow on the line.
const SEATS: [&str; 4] = ["Bruxelles", "Brussels", "Strasbourg", "Luxembourg"];

/// Bytes of a day and nothing more: `24 septembre 2031`, with a mark behind it.
const LONGEST_DAY: usize = 22;

/// Whether a line is the number of a document, or of its procedure, and nothing else.
fn numbers_alone(line: &str) -> bool {
    let mut rest: Vec<char> = line.chars().collect();
    let own = |kind| {
        matches!(
            kind,
            Kind::Com | Kind::Swd | Kind::Sec | Kind::Join | Kind::C
        )
    };
    let numbers = renvoi_reference::scan(line);
    for number in numbers.iter().filter(|number| own(number.kind)) {
        rest[number.start..number.end].fill(' ');
    }
    let rest: String = rest.into_iter().collect();
    let mut words = rest
        .split_whitespace()
        .filter(|word| !word.starts_with("final"));
    match (words.next(), words.next(), words.next()) {
        (None, ..) => !numbers.is_empty(),
        (Some(number), Some("(COD)" | "(CNS)" | "(NLE)" | "(APP)" | "(AVC)" | "(SYN)"), None) => {
            number.contains('/') && number.bytes().all(|b| b.is_ascii_digit() || b == b'/')
        }
        _ => false,
    }
}

/// Whether a line of the cover of a consolidated text stands above the acts that amended or corrected it.
pub(crate) fn lists_acts(line: &str) -> bool {
    [
        "Modifié par",
        "Modifiée par",
        "Rectifié par",
        "Rectifiée par",
    ]
    .iter()
    .any(|words| line.starts_with(words))
}

/// Whether a line is what acts are called and no more: `ACTION COMMUNE`.
pub(crate) fn is_type(line: &str) -> bool {
    line.chars().any(char::is_uppercase)
        && !line.chars().any(char::is_lowercase)
        && TYPES.contains(&renvoi_analysis::fold(line.trim()).as_str())
}

/// Whether a title begins as those of acts do: `DIRECTIVE DU CONSEIL du …`,
/// `Quatrième directive du Conseil`.
pub(crate) fn names_act(title: &str) -> bool {
    let title = number_before(title).map_or(title, |(_, rest)| rest);
    // Capitals of older titles have no accents.
    let title = renvoi_analysis::fold(&title.replace('(', " ("));
    let mut words = title.split_whitespace().filter(|word| !is_ordinal(word));
    let kind = words.next();
    let joint = kind
        .zip(words.next())
        .map(|(first, second)| format!("{first} {second}"));
    // A briefing on an act begins with its number too; the act names its author.
    let authors = [
        "du parlement",
        "du conseil",
        "par le conseil",
        "de la commission",
        "de la banque centrale",
    ];
    [kind, joint.as_deref()]
        .into_iter()
        .flatten()
        .any(|kind| TYPES.contains(&kind))
        && authors.iter().any(|author| {
            title
                .match_indices(author)
                .any(|(at, _)| is_whole(&title, at + author.len()))
        })
}

/// Whether the name of an institution ends where it does in a folded title, or goes on with what only its own may:
/// `du conseil`, `du conseil de lunion europeenne`, `de la commission du`, `du conseil relative a`. Other councils and
/// commissions (*du conseil d’administration*, *du Conseil de surveillance*) go on with what they are.
fn is_whole(title: &str, end: usize) -> bool {
    const NEXT: [&str; 21] = [
        "",
        "du",
        "et",
        "des",
        "en",
        "sur",
        "a",
        "au",
        "aux",
        "le",
        "la",
        "ue",
        "ce",
        "cee",
        "no",
        "n",
        "prise",
        "adopte",
        "adoptee",
        "europeen",
        "europeenne",
    ];
    let rest = title.get(end..).unwrap_or_default();
    // A mark behind the name ends it.
    if rest
        .trim_start()
        .starts_with(|c: char| !c.is_alphanumeric())
    {
        return true;
    }
    let mut words = rest
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let next = words.next().unwrap_or_default();
    let after = words.next().unwrap_or_default();
    let of_the_union = next == "de" && (after == "lunion" || after == "la");
    NEXT.contains(&next)
        || SUBJECT.contains(&next)
        || BASIS.contains(&next)
        || next.ends_with("ant")
        || next.starts_with(|c: char| c.is_ascii_digit())
        || of_the_union
}

/// *Quatrième*, before the type of an act; folded.
fn is_ordinal(word: &str) -> bool {
    word.ends_with("ieme") || ["premier", "premiere", "seconde", "dix", "vingt"].contains(&word)
}

/// What documents of the Commission are called on their covers, folded.
const DOCUMENTS: [&str; 13] = [
    "communication de la commission",
    "communication conjointe",
    "rapport de la commission",
    "rapport conjoint",
    "document de travail des services de la commission",
    "document de travail conjoint des services",
    "livre blanc",
    "livre vert",
    "communication from the commission",
    "report from the commission",
    "joint communication",
    "commission staff working document",
    "joint staff working document",
];

/// Whether a line says in capitals what a document is: `COMMUNICATION DE LA COMMISSION AU CONSEIL`.
pub(crate) fn names_document(line: &str) -> bool {
    let line = line.trim();
    // What is in capitals at its head: the object may stand on the same line.
    let words = line.split_whitespace();
    let capitals: Vec<&str> = words
        .take_while(|word| !word.contains(char::is_lowercase))
        .collect();
    let folded = renvoi_analysis::fold(&capitals.join(" "));
    DOCUMENTS.iter().any(|what| folded.starts_with(what))
}

/// Folded words after which a title speaks of something else.
const SUBJECT: [&str; 22] = [
    "relatif",
    "relative",
    "relatifs",
    "relatives",
    "concernant",
    "modifiant",
    "abrogeant",
    "remplacant",
    "rectifiant",
    "completant",
    "prorogeant",
    "codifiant",
    "portant",
    "fixant",
    "etablissant",
    "instituant",
    "creant",
    "visant",
    "definissant",
    "mettant",
    "etendant",
    "sur",
];

/// Folded words after which a title says what its text rests on; an act has its day behind that.
const BASIS: [&str; 12] = [
    "fonde",
    "fondee",
    "fondes",
    "fondees",
    "application",
    "vertu",
    "titre",
    "conformement",
    "vue",
    "pris",
    "prise",
    "article",
];

/// Folded words for other texts, which have days of their own.
const TEXTS: [&str; 24] = [
    "directive",
    "directives",
    "reglement",
    "reglements",
    "decision",
    "decisions",
    "recommandation",
    "convention",
    "accord",
    "traite",
    "protocole",
    "proposition",
    "communication",
    "resolution",
    "avis",
    "action",
    "position",
    "arret",
    "loi",
    "ordonnance",
    "decret",
    "arrete",
    "circulaire",
    "deliberation",
];

/// The day that a title says of its own text: it stands before the subject, or in one that names no other text
/// (`RÈGLEMENT (UE) 2016/679 … du 27 avril 2016 relatif à …`), or is that of the adoption (`Adoptée par le Conseil le
/// 17 mai 2016`).
pub(crate) fn own_date(title: &str) -> Option<Date> {
    let title = number_before(title).map_or(title, |(_, rest)| rest);
    let mut end = 0;
    let (mut in_subject, mut opened) = (false, false);
    let is_act = names_type(title);
    for word in title.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let letters = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let folded = renvoi_analysis::fold(letters);
        // *Fiche : directive … du 14 décembre 2022* has the day of the directive.
        let of_another = in_subject || (!is_act && opened);
        if of_another && TEXTS.contains(&folded.as_str()) {
            break;
        }
        opened |= !folded.is_empty() && !is_ordinal(&folded);
        in_subject |= SUBJECT.contains(&folded.as_str());
        in_subject |= !is_act && BASIS.contains(&folded.as_str());
        end += word.len();
    }
    date_in_title(title.get(..end)?).or_else(|| {
        let mut made = MADE
            .iter()
            .filter_map(|word| Some(title.split_once(word)?.1));
        made.find_map(|after| after.split(" le ").skip(1).find_map(date))
    })
}

/// What is said of the making of a text, before its day.
const MADE: [&str; 6] = ["dopté", "résenté", "rrêté", "signé", "ormulé", "rendu"];

/// Whether a title begins with what acts are called.
fn names_type(title: &str) -> bool {
    let title = renvoi_analysis::fold(title);
    TYPES.iter().any(|what| title.starts_with(what))
}

/// Bytes: longer lines speak of several texts.
const LONGEST_NAME: usize = 240;

/// Whether a line begins as the titles of texts do that are no acts, too: `Résolution du Parlement européen du …`.
pub(crate) fn names_text(line: &str) -> bool {
    let word = line
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    line.len() <= LONGEST_NAME
        && line.starts_with(char::is_uppercase)
        && TEXTS.contains(&renvoi_analysis::fold(word).as_str())
}

/// The first day that a title names: `du 6 juillet 2016`.
pub(crate) fn date_in_title(title: &str) -> Option<Date> {
    title
        .split_inclusive(' ')
        .scan(0, |at, word| {
            let start = *at;
            *at += word.len();
            Some(&title[start..])
        })
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        .find_map(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_a_title_is_its_own() {
        for (title, day) in [
            (
                "Règlement (CE) n° 45/2031 du Conseil du 18 décembre 2031 relatif aux ponts",
                Some("2031-12-18"),
            ),
            (
                "Directive 95/46/CE du Conseil, du 24 octobre 2031, relative aux ponts",
                Some("2031-10-24"),
            ),
            (
                "Rapport annuel sur les ponts du 3 mai 2031",
                Some("2031-05-03"),
            ),
            (
                "Position n° 6/2031 du Conseil en vue de l’adoption d’une directive. Adoptée par le Conseil le 17 mai 2031",
                Some("2031-05-17"),
            ),
            (
                "Rapport fondé sur l’article 12 de la décision-cadre du Conseil du 24 février 2025",
                None,
            ),
            (
                "Lignes directrices relatives à l’application de la directive du 14 décembre 2022",
                None,
            ),
            ("modifiant le règlement (CE) n° 1/2003 du 2 mars 2003", None),
            ("Fiche : directive (UE) 2022/2555 du 14 décembre 2022", None),
        ] {
            let own = own_date(title).map(|day| day.to_string());
            assert_eq!(own.as_deref(), day, "{title}");
        }
    }
}
