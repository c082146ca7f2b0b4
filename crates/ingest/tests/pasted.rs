//! Acts copied from a browser. A case is a text and what is read of it; any
//! reader can add one.
//!
//! 1. The notes are the numbered lines where the act or an annex ends, and each
//!    stands where the text calls it: no recital, point or paragraph is one.
//! 2. What calls a note is not a reference to a provision, a year or an amount.
//! 3. Spellings of one paste come out the same.
//! 4. What the page of EUR-Lex prints around the act is not in the text.
//! 5. Dumps of the other families are not taken.
//! 6. Hostile text takes time that grows with its length.

mod common;
mod written;

use renvoi_ingest::text_readers::pasted;
use renvoi_testing::linear;
use written::written;

/// An act of no institution: `{n}` is the call of note n, `{n}:` its body.
const ACT: &str = "3.2.2021

\t

FR

\t

Journal officiel de l’Union européenne

\t

L 7/12

DIRECTIVE (UE) 2021/9999 DU PARLEMENT EUROPÉEN ET DU CONSEIL

du 2 février 2021

relative aux horloges publiques

LE PARLEMENT EUROPÉEN ET LE CONSEIL DE L’UNION EUROPÉENNE,

vu la proposition de la Commission européenne,

vu l’avis du Comité des horloges{1},

statuant conformément à la procédure législative ordinaire{2},

considérant ce qui suit:

(1)

\t

Les horloges publiques sonnent à des heures différentes dans 3 États membres et depuis 27 ans, ce qui gêne les voyageurs; la directive 90/123/CEE du Conseil{3} n’y a rien changé, et l’article 5 (1) du règlement (CE) no 12/2003 du Conseil{4} ne s’applique qu’aux gares, aux ports et aux aéroports ouverts au public.

(2)

\t

Il convient donc, comme le dit le point (2) de l’annexe I, de fixer une heure commune, à 12 minutes près, et de la faire connaître, dans l’esprit du règlement (UE) 2016/1000{5}.

ONT ADOPTÉ LA PRÉSENTE DIRECTIVE:

Article premier

Objet

1.   La présente directive fixe l’heure.

2.   Elle s’applique:

a)

\t

aux horloges visées par la directive 90/123/CEE{3};

b)

\t

aux cadrans.

Fait à Bruxelles, le 2 février 2021.

Par le Conseil

Le président

J. TEMPS

{1:}JO C 1 du 2.3.2020, p. 4.

JO C 2 du 5.6.2020, p. 7.

{2:}Position du Parlement européen du 8 mai 2020.

{3:}Directive 90/123/CEE du Conseil du 1er mars 1990 sur les cloches (JO L 8 du 9.3.1990, p. 10).

{4:}JO L 11 du 12.1.2003, p. 13.

{5:}Voir page 14 du présent Journal officiel.

ANNEXE I

Cadrans

Les cadrans sont ronds{1}.

(1)

\t

Aiguille

(2)

\t

Chiffre

{1:}JO L 15 du 16.1.2003, p. 17.
";

const READ: &[&str] = &[
    "P DIRECTIVE (UE) 2021/9999 DU PARLEMENT EUROPÉEN ET DU CONSEIL",
    "P du 2 février 2021",
    "P relative aux horloges publiques",
    "P LE PARLEMENT EUROPÉEN ET LE CONSEIL DE L’UNION EUROPÉENNE,",
    "P vu la proposition de la Commission européenne,",
    "P vu l’avis du Comité des horloges⟦1⟧,",
    "P statuant conformément à la procédure législative ordinaire⟦2⟧,",
    "P considérant ce qui suit:",
    "P (1) Les horloges publiques sonnent à des heures différentes dans 3 États membres et depuis 27 ans, ce qui gêne les voyageurs; la directive 90/123/CEE du Conseil⟦3⟧ n’y a rien changé, et l’article 5 (1) du règlement (CE) no 12/2003 du Conseil⟦4⟧ ne s’applique qu’aux gares, aux ports et aux aéroports ouverts au public.",
    "P (2) Il convient donc, comme le dit le point (2) de l’annexe I, de fixer une heure commune, à 12 minutes près, et de la faire connaître, dans l’esprit du règlement (UE) 2016/1000⟦5⟧.",
    "P ONT ADOPTÉ LA PRÉSENTE DIRECTIVE:",
    "P Article premier",
    "P Objet",
    "P 1. La présente directive fixe l’heure.",
    "P 2. Elle s’applique:",
    "P a) aux horloges visées par la directive 90/123/CEE⟦3⟧;",
    "P b) aux cadrans.",
    "P Fait à Bruxelles, le 2 février 2021.",
    "P Par le Conseil",
    "P Le président",
    "P J. TEMPS",
    "P ANNEXE I",
    "P Cadrans",
    "P Les cadrans sont ronds⟦1⟧.",
    "P (1) Aiguille",
    "P (2) Chiffre",
    "[1] JO C 1 du 2.3.2020, p. 4. JO C 2 du 5.6.2020, p. 7.",
    "[2] Position du Parlement européen du 8 mai 2020.",
    "[3] Directive 90/123/CEE du Conseil du 1er mars 1990 sur les cloches (JO L 8 du 9.3.1990, p. 10).",
    "[4] JO L 11 du 12.1.2003, p. 13.",
    "[5] Voir page 14 du présent Journal officiel.",
    "[1] JO L 15 du 16.1.2003, p. 17.",
];

/// The act with its marks printed: `n` stands for the number.
fn printed(call: &str, body: &str) -> String {
    let mut text = ACT.to_owned();
    for number in 1..=5 {
        let mark = |form: &str| form.replace('n', &number.to_string());
        text = text.replace(&format!("{{{number}:}}"), &mark(body));
        text = text.replace(&format!("{{{number}}}"), &mark(call));
    }
    text
}

fn read(text: &str) -> Vec<String> {
    written(&pasted(text.as_bytes()).expect("a pasted act"))
}

#[test]
fn each_way_to_print_marks_is_read() {
    for (call, body) in [
        ("\u{a0}(n)", "(n)   "),
        (" (n)", "(n) "),
        (" ( n ) ", "( n ) "),
        ("(n)", "(n)\t"),
        (" [n]", "[n] "),
        (" n ", " n "),
        (" n", "(n) "),
        ("\u{a0}(n)", "n   "),
    ] {
        assert_eq!(
            read(&printed(call, body)),
            READ,
            "calls {call:?}, bodies {body:?}"
        );
    }
}

/// A call glued to a word is found, and so is one glued to a number where what
/// is left is an act's. That the second call of note 3 is one cannot be told
/// from its number alone.
#[test]
fn glued_marks_are_read() {
    let lines = read(&printed("n", "n "));
    let repeated = "P a) aux horloges visées par la directive 90/123/CEE";
    for (line, expected) in lines.iter().zip(READ) {
        assert!(line == expected || line.starts_with(repeated), "{line}");
    }
    assert_eq!(lines.len(), READ.len());
}

#[test]
fn spellings_of_one_paste_come_out_the_same() {
    let text = printed("\u{a0}(n)", "(n)   ");
    let expected = pasted(text.as_bytes());
    for (what, other) in [
        ("Windows line ends", text.replace('\n', "\r\n")),
        ("old line ends", text.replace('\n', "\r")),
        ("spaces that break", text.replace('\u{a0}', " ")),
        ("spaces that do not", text.replace(' ', "\u{a0}")),
        ("cells on one line", text.replace("\n\n\t\n\n", "\t")),
        (
            "no empty lines",
            text.replace("\n\n\t\n\n", "\t").replace("\n\n", "\n"),
        ),
        ("spaces at the ends", text.replace("\n\n", "  \n \n")),
        ("a byte order mark", format!("\u{feff}{text}")),
    ] {
        assert_eq!(pasted(other.as_bytes()), expected, "{what}");
    }
    let utf_16: Vec<u8> = std::iter::once(0xFEFF)
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(pasted(&utf_16), expected, "UTF-16");
}

#[test]
fn the_page_around_an_act_is_dropped() {
    let page = "Skip to main content\nMon EUR-Lex\nFrançais\nEUR-Lex\nL’accès au droit de l’Union européenne\nAide\nImprimer\nDocument 32021L9999\nTexte\nLangues, formats et lien vers le JO\nBG\tES\tCS\nTexte\n\n";
    let below = "\nELI: http://data.europa.eu/eli/dir/2021/9999/oj\n\nISSN 1977-0693 (electronic edition)\n\nHaut de page\nÀ propos\nNous contacter\n";
    let text = printed("\u{a0}(n)", "(n)   ");
    let blocks = pasted(format!("{page}{text}{below}").as_bytes()).expect("a pasted act");
    assert_eq!(written(&blocks), READ);
    let about = &blocks.about;
    assert_eq!(about.celex.as_deref(), Some("32021L9999"));
    assert_eq!(
        about.eli.as_deref(),
        Some("http://data.europa.eu/eli/dir/2021/9999/oj")
    );
    assert_eq!(about.journal.as_deref(), Some("JO L 7, 3.2.2021, p. 12"));
    let title = "DIRECTIVE (UE) 2021/9999 DU PARLEMENT EUROPÉEN ET DU CONSEIL du 2 février 2021 relative aux horloges publiques";
    assert_eq!(about.title.as_deref(), Some(title));
}

#[test]
fn a_consolidated_text_is_read() {
    let text = "02021L9999 — FR — 04.05.2022 — 001.002\n\nCe texte constitue seulement un outil de documentation et n’a aucun effet juridique.\n\n►B\n\n\t\n\nDIRECTIVE (UE) 2021/9999 DU PARLEMENT EUROPÉEN ET DU CONSEIL\n\ndu 2 février 2021\n\n▼M1\n\nArticle premier\n\n1.  \n\nLes ►C1  cadrans ◄ de la directive 90/123/CEE du Conseil ( 1 ), sont ronds, et le règlement ( *1 ) aussi; leurs aiguilles tournent à droite, leurs chiffres se lisent de loin, et nul ne les arrête sans en avertir, un mois avant, tous ceux qui passent devant eux.\n\n—————\n\n▼B\n\n( 1 )  JO L 8 du 9.3.1990, p. 10.\n\n( *1 ) JO L 9 du 9.3.1991, p. 11.\n";
    let blocks = pasted(text.as_bytes()).expect("a consolidated act");
    assert_eq!(
        written(&blocks),
        [
            "P DIRECTIVE (UE) 2021/9999 DU PARLEMENT EUROPÉEN ET DU CONSEIL",
            "P du 2 février 2021",
            "P Article premier",
            "P 1. Les cadrans de la directive 90/123/CEE du Conseil⟦1⟧, sont ronds, et le règlement⟦*1⟧ aussi; leurs aiguilles tournent à droite, leurs chiffres se lisent de loin, et nul ne les arrête sans en avertir, un mois avant, tous ceux qui passent devant eux.",
            "[1] JO L 8 du 9.3.1990, p. 10.",
            "[*1] JO L 9 du 9.3.1991, p. 11.",
        ]
    );
    assert_eq!(blocks.about.celex.as_deref(), Some("02021L9999-20220504"));
}

/// Lines above an act; its title, place in the Journal and CELEX number.
const HEADS: &[(&str, &str, &str, &str)] = &[
    (
        "Journal officiel\nde l’Union européenne\nFR\nSéries L\n2031/12\n18.10.2031\nRÈGLEMENT (UE) 2031/12 DE LA COMMISSION",
        "RÈGLEMENT (UE) 2031/12 DE LA COMMISSION",
        "JO L, 2031/12, 18.10.2031",
        "",
    ),
    (
        "13.4.2022\tFR\tJournal officiel de l’Union européenne\tLI 115/1\nRectificatif au règlement (UE) 2031/12 de la Commission du 1er mai 2031\n(Journal officiel de l’Union européenne L 7 du 2 mai 2031)",
        "Rectificatif au règlement (UE) 2031/12 de la Commission du 1er mai 2031",
        "JO L 115 I, 13.4.2022, p. 1",
        "",
    ),
    (
        "2010R0920 — FR — 01.10.2013 — 003.001\nCe document constitue un outil de documentation et n’engage pas la responsabilité des institutions\n►B\tRÈGLEMENT (UE) No 920/2010 DE LA COMMISSION\n(JO L 270 du 14.10.2010, p. 1)\nModifié par:\nRÈGLEMENT (UE) No 1193/2011 DE LA COMMISSION",
        "RÈGLEMENT (UE) No 920/2010 DE LA COMMISSION",
        "JO L 270 du 14.10.2010, p. 1",
        "02010R0920-20131001",
    ),
    (
        "Avis juridique important\n|\n32003L0088\nDirective 2003/88/CE sur les ponts\nJournal officiel n° L 299 du 18/11/2003 p. 0009 - 0019\nDIRECTIVE 2003/88/CE DU PARLEMENT EUROPÉEN ET DU CONSEIL\nLE PARLEMENT EUROPÉEN ET LE CONSEIL,",
        "DIRECTIVE 2003/88/CE DU PARLEMENT EUROPÉEN ET DU CONSEIL",
        "Journal officiel n° L 299 du 18/11/2003 p. 0009 - 0019",
        "32003L0088",
    ),
];

#[test]
fn heads_say_where_an_act_stands() {
    let text = "Article premier\n\nLes cadrans de la directive 90/123/CEE du Conseil sont ronds et blancs, sans heures peintes; leurs aiguilles tournent à droite, leurs chiffres se lisent de loin, et nul ne les arrête sans en avertir, un mois avant, tous ceux qui passent devant eux.\n";
    for (head, title, journal, celex) in HEADS {
        let blocks = pasted(format!("{head}\n{text}").as_bytes()).expect(head);
        let about = &blocks.about;
        let said = [&about.title, &about.journal, &about.celex].map(|s| s.as_deref().unwrap_or(""));
        assert_eq!(said, [*title, journal, celex]);
    }
}

#[test]
fn other_texts_are_not_taken() {
    let act = printed(" (n)", "(n) ");
    let (body, notes) = act.split_once("Fait à").expect("a signature");
    let cut: Vec<&str> = body.split(' ').collect();
    let cut: Vec<String> = cut.chunks(12).map(|words| words.join(" ")).collect();
    for text in [
        // The lines of a PDF dump.
        format!("{}\nFait à{notes}", cut.join("\n")),
        // A Word dump.
        format!("{act}\nVoir[footnoteRef:2]. [2: Note.]\n"),
        // An act without notes and head, which a Word dump may be too.
        body.split_once("DIRECTIVE").expect("a title").1.to_owned(),
        format!("<html><body>{act}</body></html>"),
        String::new(),
    ] {
        assert!(pasted(text.as_bytes()).is_none(), "{text}");
    }
}

/// The acts of the reference corpus, their markup taken off as a browser's copy
/// does: a paragraph or a cell a line.
#[test]
fn acts_of_the_corpus_are_read() {
    let Some(folder) = common::shared("corpus/eurlex") else {
        return;
    };
    let (mut notes, mut found, mut files) = (0, 0, 0);
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("a file").path();
        if path.extension().is_none_or(|kind| kind != "xhtml") {
            continue;
        }
        files += 1;
        let markup = std::fs::read_to_string(&path).expect("an act");
        let (text, bodies) = copied(&markup);
        let blocks = pasted(text.as_bytes()).expect("a pasted act");
        let read: Vec<String> = blocks
            .notes
            .iter()
            .filter_map(|note| note.text.as_deref())
            .map(common::squeeze)
            .collect();
        notes += bodies.len();
        found += bodies.iter().filter(|body| read.contains(body)).count();
        let recitals = markup.matches("id=\"rct_").count();
        let kept = blocks
            .blocks
            .iter()
            .filter(|block| block.text.starts_with('('))
            .count();
        assert!(
            kept >= recitals,
            "{}: {kept} of {recitals} recitals",
            path.display()
        );
        assert!(
            read.len() <= bodies.len(),
            "{}: {} of {} notes",
            path.display(),
            read.len(),
            bodies.len()
        );
    }
    eprintln!("{found} of {notes} notes in {files} acts");
    assert!(found * 1000 >= notes * 995, "{found} of {notes}");
}

/// The text of an act and its notes without their marks or white space.
fn copied(markup: &str) -> (String, Vec<String>) {
    let body = markup.split_once("<body").map_or(markup, |(_, body)| body);
    let (mut text, mut bodies) = (String::new(), Vec::new());
    for part in body.split("<p").skip(1) {
        let (attributes, part) = part.split_once('>').unwrap_or_default();
        let (inside, after) = part.split_once("</p>").unwrap_or((part, ""));
        let line: String = inside
            .split('<')
            .map(|tag| tag.rsplit('>').next().unwrap_or(tag))
            .collect();
        let line = line
            .replace("&amp;", "&")
            .replace("&lt;", "<")
            .replace("&gt;", ">");
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if attributes.contains("note") && line.starts_with('(') {
            let note = line
                .trim_start_matches('(')
                .split_once(')')
                .map_or("", |(_, note)| note);
            bodies.push(common::squeeze(note.trim_start_matches(')')));
        }
        text.push_str(&line);
        text.push_str(if after.contains("</td") && !after.contains("</tr") {
            "\n\t\n"
        } else {
            "\n\n"
        });
    }
    (text, bodies)
}

#[test]
fn hostile_text_takes_linear_time() {
    let act = printed(" (n)", "(n) ");
    let long = format!("{}\n\n", "mot ".repeat(120));
    for pattern in [
        "(1)",
        " (1)",
        "a (1) ",
        "a (1)\n",
        "(1) JO L a\n",
        "(1) JO L a (1)\n",
        "(1) a (1)\nANNEXE\n",
        "1 A 1\n",
        " 1 ",
        "»1",
        "a/1",
        "(*1) a (*1)\n",
        "(1) JO L\n(2) JO L\n\n",
        "a)\n",
        "\t",
        "\t\n",
        "( ",
        "((",
        "►M1",
        "«(1)",
        "a 2012/20121 ",
        "[1] http [1]\n",
        "( ) JO L ( 1 )\n",
        "JO \n",
        "Document 32016R0679\n",
        "ELI: x\n",
        "a (1)\n(1) JO L b\nfin.\n",
    ] {
        let read = |length: usize| {
            let text = format!("{long}{act}{}", pattern.repeat(length / pattern.len()));
            let text = text + &long.repeat(length / long.len()) + "(1) JO L 1.\n(2) JO L 2.\n";
            let _ = pasted(text.as_bytes());
        };
        assert_eq!(linear(20_000, read), Ok(()), "{pattern:?}");
    }
}
