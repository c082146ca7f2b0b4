//! What belongs to the page of EUR-Lex and what it says of the act; and the
//! lines by which an act is known.

use crate::blocks::About;

use crate::readers::running_head::{consolidated, is_disclaimer, published};
use crate::title::lists_acts;

use super::head::{self, plain};

/// Lines of EUR-Lex around an act, in the languages in which readers of French
/// acts have their page. Compared in lower case.
const AROUND: &[&str] = &[
    "×",
    "a propos",
    "about",
    "accueil eur-lex",
    "accès au droit de l’union européenne",
    "access to european union law",
    "afficher la table des matières",
    "affichage multilingue",
    "afficher",
    "aide",
    "aller au contenu principal",
    "apply",
    "authentic oj",
    "autre",
    "besoin d’aide?",
    "besoin d’aide ?",
    "collapse all",
    "create alert",
    "créer une alerte",
    "date of document",
    "dates",
    "display",
    "document information",
    "download notice",
    "développer tout",
    "e-signature",
    "en vigueur",
    "english",
    "enregistrer dans mes éléments",
    "eur-lex",
    "eur-lex home",
    "europa",
    "expand all",
    "experimental features",
    "follow this document",
    "formats disponibles",
    "français",
    "fr",
    "français (fr)",
    "help",
    "hide table of contents",
    "html",
    "imprimer",
    "in force",
    "informations relatives au document",
    "informations sur le document",
    "journal officiel",
    "langue 1",
    "langue 2",
    "langue 3",
    "language 1",
    "language 2",
    "language 3",
    "langues et formats disponibles",
    "langues, formats et lien vers le jo",
    "languages and formats available",
    "languages, formats and link to oj",
    "l’accès au droit de l’union européenne",
    "lien permanent",
    "masquer la table des matières",
    "menu",
    "mes recherches récentes (0)",
    "mon eur-lex",
    "multilingual display",
    "my eur-lex",
    "my recent searches (0)",
    "need help?",
    "passer au contenu principal",
    "pdf",
    "pdf - authentic oj",
    "pdf - signature authentique",
    "permanent link",
    "print",
    "quick search",
    "recherche avancée",
    "recherche rapide",
    "register",
    "résumés de législation",
    "s’enregistrer",
    "s’inscrire",
    "save to my items",
    "se connecter",
    "sign in",
    "signature électronique",
    "skip to main content",
    "suivre ce document",
    "table des matières",
    "table of contents",
    "text",
    "texte",
    "this document is an excerpt from the eur-lex website",
    "ce document est un extrait du site web eur-lex",
    "tout afficher",
    "tout masquer",
    "télécharger la notice",
    "use quotation marks to search for an \"exact phrase\"",
    "vous êtes ici",
    "you are here",
    "download",
    "télécharger",
    "toc",
    "haut de page",
    "top",
    "droit de l’ue",
    "eu law",
];

/// Lines of EUR-Lex after an act.
const BELOW: &[&str] = &[
    "haut de page",
    "haut de la page",
    "retour en haut",
    "top",
    "back to top",
    "haut",
    "à propos d’eur-lex",
    "a propos d’eur-lex",
    "nous contacter",
    "mentions légales",
    "plan du site",
    "switch to desktop",
    "switch to mobile",
];

/// Parts of such lines, which say more.
const MANAGED: &[&str] = &[
    "ce site est géré par l’office des publications",
    "this site is managed by the publications office",
    "eur-lex est un site de l’office des publications",
];

/// Lines of the page are looked for so far from the ends of a text.
const FARTHEST_ABOVE: usize = 400;
const FARTHEST_BELOW: usize = 160;

/// Takes the page from around the act, and reads what it says.
pub(super) fn unwrap(mut lines: Vec<String>) -> (Vec<String>, About) {
    let mut about = About::default();
    let start = above(&lines, &mut about);
    lines.drain(..start);
    let end = below(&lines);
    lines.truncate(end);
    while let Some(last) = lines.last() {
        if let Some(eli) = last
            .strip_prefix("ELI: ")
            .or_else(|| last.strip_prefix("ELI : "))
        {
            about.eli = Some(eli.trim().to_owned());
        } else if !last.starts_with("ISSN ") {
            break;
        }
        lines.pop();
    }
    let start = head::read(&lines, &mut about);
    lines.drain(..start);
    title(&lines, &mut about);
    (lines, about)
}

fn is_around(line: &str) -> bool {
    AROUND.contains(&plain(line).as_str())
}

/// The line that the act begins at.
fn above(lines: &[String], about: &mut About) -> usize {
    let mut last = None;
    let mut seen = 0;
    for (at, line) in lines.iter().take(FARTHEST_ABOVE).enumerate() {
        if begins(line) {
            break;
        }
        let celex = of_page(line);
        if celex.is_some() || is_around(line) {
            seen += 1;
            last = Some(at);
        }
        if let Some(celex) = celex {
            about.celex = Some(celex);
        }
    }
    // One such line may be the act's own.
    match last {
        Some(last) if seen > 1 => last + 1,
        _ => 0,
    }
}

/// `Document 32016R0679`, `EUR-Lex - 32016R0679 - FR`.
fn of_page(line: &str) -> Option<String> {
    let rest = line
        .strip_prefix("Document ")
        .or_else(|| line.strip_prefix("EUR-Lex - "))?;
    let word = rest.split(' ').next()?;
    let known = word.parse::<renvoi_reference::Celex>().is_ok()
        || renvoi_reference::treaty_number(word).is_some();
    known.then(|| word.to_uppercase())
}

/// True for a line that the page cannot have: the head of the Journal, of a
/// consolidated text, the title in capitals, or a paragraph.
fn begins(line: &str) -> bool {
    consolidated(line).is_some()
        || line == "Avis juridique important"
        || line.starts_with("Journal officiel de")
        || is_disclaimer(line)
        || is_title(line)
        || (line.chars().nth(250).is_some() && !line.contains(" | "))
}

fn below(lines: &[String]) -> usize {
    let from = lines.len().saturating_sub(FARTHEST_BELOW);
    let found = lines.iter().skip(from).position(|line| {
        let line = plain(line);
        BELOW.contains(&line.as_str()) || MANAGED.iter().any(|words| line.contains(words))
    });
    found.map_or(lines.len(), |at| from + at)
}

/// Behind the title of a corrigendum the place of what it corrects begins so.
const PLACES: [&str; 5] = [
    "(JO ",
    "( JO ",
    "(Journal officiel",
    "(«Journal officiel",
    "( «Journal officiel",
];

/// The title of a corrigendum without the place of what it corrects.
fn without_place(title: &str) -> &str {
    let mut places = PLACES.iter();
    let title = places
        .find_map(|place| Some(title.split_once(place)?.0))
        .unwrap_or(title);
    title.trim_end()
}

const ACTS: &[&str] = &[
    "ACTION COMMUNE",
    "AVIS",
    "COMMUNICATION",
    "DIRECTIVE",
    "DÉCISION",
    "DÉCISION-CADRE",
    "POSITION COMMUNE",
    "RAPPORT",
    "RECOMMANDATION",
    "RÈGLEMENT",
    "RÉSOLUTION",
    "ORIENTATION",
];

/// The title of a corrigendum, which stands on one line.
fn is_corrigendum(line: &str) -> bool {
    ["Rectificatif au ", "Rectificatif à ", "Rectificatif aux "]
        .iter()
        .any(|opens| line.starts_with(opens))
}

/// `RÈGLEMENT (UE) 2016/679 DU PARLEMENT EUROPÉEN ET DU CONSEIL`.
fn is_title(line: &str) -> bool {
    if is_corrigendum(line) {
        return true;
    }
    ACTS.iter().any(|act| {
        line.strip_prefix(act)
            .is_some_and(|rest| rest.starts_with([' ', '-', '(']))
    }) && line
        .split(' ')
        .filter(|word| word.len() > 3 && word.chars().all(char::is_uppercase))
        .count()
        > 1
}

/// Code points of a line of a title; that of a regulation that amends ten others has a thousand.
const LONGEST_TITLE_LINE: usize = 1_200;

/// Lines that a title may have.
const LONGEST_TITLE: usize = 5;

/// What is proposed stands on the lines below.
const PROPOSAL: &str = "Proposition de";

/// Reads the title, which runs over lines.
fn title(lines: &[String], about: &mut About) {
    let mut head = lines.iter().take(12);
    let mut above = head.by_ref().take_while(|line| !lists_acts(line));
    let Some(at) = above.position(|line| is_title(line)) else {
        return;
    };
    let ends = |line: &String| {
        const AFTER: &[&str] = &[
            "LE ",
            "LA ",
            "vu ",
            "(Texte",
            "CHAPITRE",
            "TITRE",
            "PARTIE",
            "Article",
            "SECTION",
            "Bruxelles, ",
            "(présenté",
            "EXPOSÉ",
            "[",
        ];
        // Of a document that is no act the first heading or paragraph ends the title.
        let numbered = line.split_once(". ").is_some_and(|(number, _)| {
            !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
        });
        numbered
            || line.contains('\t')
            || line.chars().nth(LONGEST_TITLE_LINE).is_some()
            || AFTER
                .iter()
                .chain(&PLACES)
                .any(|words| line.starts_with(words))
    };
    let of_one_line = lines.get(at).is_some_and(|line| is_corrigendum(line));
    let lines_of_title = if of_one_line { 1 } else { LONGEST_TITLE };
    let title: Vec<&str> = lines
        .iter()
        .skip(at)
        .take(lines_of_title)
        .take_while(|line| !ends(line))
        .map(String::as_str)
        .collect();
    let proposed = at.checked_sub(1).and_then(|before| lines.get(before));
    let proposed = proposed
        .filter(|line| *line == PROPOSAL)
        .map(String::as_str);
    let title: Vec<&str> = proposed.into_iter().chain(title).collect();
    if let Some(title) = Some(title.join(" ")).filter(|title| !title.is_empty()) {
        about.title = Some(without_place(&title).to_owned());
    }
    if about.consolidated.is_some() {
        let mut below = lines.iter().skip(at).take(LONGEST_TITLE + 2);
        about.journal = below.find_map(|line| published(line));
    }
}

/// True when the text says that it is a page of EUR-Lex or of the Journal.
pub(super) fn is_page(about: &About) -> bool {
    about.consolidated.is_some() || about.eli.is_some() || about.journal.is_some()
}

/// Words by which an act or a communication is known.
const LEGAL: &[&str] = &[
    "JO L ",
    "JO C ",
    "Journal officiel",
    "Parlement européen",
    "considérant",
    "Article premier",
    "Article 1",
    "COM(",
    "la Commission",
    "(UE)",
    "(CE)",
    "(CEE)",
    "/CE",
    "/CEE",
    "/UE",
];
const FEWEST_LEGAL: usize = 3;

/// True for a text with the words of an act.
pub(super) fn is_act(lines: &[String]) -> bool {
    let found = |words: &&&str| lines.iter().any(|line| line.contains(**words));
    LEGAL.iter().filter(found).count() >= FEWEST_LEGAL
}

/// A line that opens another part of the act, behind the notes of this one.
pub(super) fn opens_part(line: &str) -> bool {
    const PARTS: &[&str] = &[
        "ANNEX",
        "Annexe",
        "APPENDICE",
        "Appendice",
        "PROTOCOLE",
        "Protocole",
        "DÉCLARATION",
        "Déclaration",
        "ACTE FINAL",
        "TABLEAU DE CORRESPONDANCE",
        "ADDENDUM",
        "PIÈCE JOINTE",
        "SUPPLÉMENT",
        "ELI:",
        "ISSN ",
        "Rectificatif",
        "FORMULAIRE",
    ];
    let line = line.trim_start_matches(['«', '"', '“', ' ']);
    PARTS.iter().any(|part| line.starts_with(part)) && line.chars().nth(120).is_none()
        || is_title(line)
}

/// The words between the recitals and the articles.
pub(super) fn enacts(line: &str) -> bool {
    const WORDS: &[&str] = &[
        "adopté",
        "adopte",
        "arrêté",
        "arrête",
        "décide",
        "décidé",
        "recommande",
        "convenu",
    ];
    let line = line.to_lowercase();
    line.chars().nth(120).is_none()
        && WORDS.iter().any(|word| {
            line.split([' ', ':', '\t', ',', '.'])
                .any(|found| found == *word)
        })
}

/// A line that cites, as most notes do.
pub(super) fn cites(line: &str) -> bool {
    [
        "JO L",
        "JO C",
        "JO n",
        "COM(",
        "Règlement",
        "Directive",
        "Décision",
        "Recommandation",
        "Voir ",
        "http",
        "Position ",
        "Avis ",
        "Accord",
        "Traité",
        "Convention",
        "ibid",
        "Ibid",
    ]
    .iter()
    .any(|words| line.contains(words))
}
