//! Markdown, as people and pandoc write it. A case is a text and what is read
//! of it; any reader can add one.
//!
//! 1. Notes are numbered by their calls, and a body is whole.
//! 2. What is a sign in Markdown is not in the text.
//! 3. What is not Markdown is not taken for it.
//! 4. Hostile text takes time that grows with its length.

mod written;

use renvoi_ingest::text_readers::markdown;
use renvoi_testing::linear;
use written::written;

const CASES: &[(&str, &str, &[&str])] = &[
    (
        "headings, emphasis, links, breaks",
        "# Un *titre* {#un .x}\n\nDeux\n====\n\nTrois\n-----\n\nUn **mot** et [lien](http://a.eu), \\\nsuite  \nfin <https://b.eu> 2\\. \\[x\\] n^o^ 5, CO~2~.\n\n![carte](c.png){width=\"2in\"} et [souligné]{.underline}, `code`.\n",
        &[
            "H1 Un titre",
            "H1 Deux",
            "H2 Trois",
            "P Un mot et lien, suite fin https://b.eu 2. [x] no 5, CO2.",
            "P carte et souligné, code.",
        ],
    ),
    (
        "notes by the order of their calls",
        "Un[^b], deux [^7], encore[^b] et rien[^9].\n\n[^7]: Sept\n    et suite.\n\n    Second paragraphe[^b].\n\n[^b]: *Bé*.\n\n[^z]: Jamais appelée.\n\nFin.\n",
        &[
            "P Un⟦b⟧, deux⟦7⟧, encore⟦b⟧ et rien⟦9⟧.",
            "P Fin.",
            "[b] Bé.",
            "[7] Sept et suite. Second paragraphe.",
            "[9] —",
            "[z] Jamais appelée.",
        ],
    ),
    (
        "notes that links tell",
        "# T\n\nUn [(1)](#ntr1-E1) et[\\[2\\]](#_ftn2), voir [3](#trois) et [le début](#t).\n\n[(1)](#ntc1-E1)  JO L 1.\n\n[\\[2\\]](#_ftnref2) JO L 2.\n",
        &[
            "H1 T",
            "P Un⟦1⟧ et⟦2⟧, voir 3 et le début.",
            "[1] JO L 1.",
            "[2] JO L 2.",
        ],
    ),
    (
        "notes that raised numbers tell",
        "# T\n\nUn<sup>1</sup>, 5 m<sup>2</sup>, 10<sup>2</sup>, à la 10<sup>e</sup> place<sup>2</sup>.\n\n<sup>1</sup> JO L 1.\n<sup>2</sup> «JO L 2».\n",
        &[
            "H1 T",
            "P Un⟦1⟧, 5 m2, 102, à la 10e place⟦2⟧.",
            "[1] JO L 1.",
            "[2] «JO L 2».",
        ],
    ),
    (
        "numbers that open several notes",
        "# T\n\nUn<sup>1</sup>.\n\n<sup>1</sup> JO L 1.\n\nDeux<sup>1</sup>.\n\n<sup>1</sup> JO L 2.\n",
        &["H1 T", "P Un1.", "P 1 JO L 1.", "P Deux1.", "P 1 JO L 2."],
    ),
    (
        "lists",
        "# T\n\n- un\n\n  suite[^1]\n\n  3. trois\n  4. quatre\n- deux\n\n1) a\n2) b\n\n> cité\n>\n> - point\n\n[^1]: N.\n",
        &[
            "H1 T",
            "I1 un",
            "T1 suite⟦1⟧",
            "I2 3. trois",
            "I2 4. quatre",
            "I1 deux",
            "I1 1) a",
            "I1 2) b",
            "T cité",
            "I1 point",
            "[1] N.",
        ],
    ),
    (
        "lists that only pandoc knows",
        "# T\n\n(a) un\n(b) deux\n    suite (c) pas\n(c) trois\n\ni)  un\nii) deux\n",
        &[
            "H1 T",
            "P (a) un",
            "P (b) deux suite (c) pas",
            "P (c) trois",
            "P i) un",
            "P ii) deux",
        ],
    ),
    (
        "tables",
        "# T\n\n| a | b |\n|---|---|\n| c[^1] | d \\| e |\n\n+-----+------+\n| un  | deux |\n| bis | **x**|\n+=====+======+\n| tri | q[^2]|\n+-----+------+\n| sur deux   |\n+-----+------+\n\n[^1]: A.\n[^2]: B.\n",
        &[
            "H1 T",
            "R a | b",
            "R c⟦1⟧ | d | e",
            "R un bis | deux x",
            "R tri | q⟦2⟧",
            "R sur deux",
            "[1] A.",
            "[2] B.",
        ],
    ),
    (
        "HTML, code, divisions",
        "# T\n\n<div class=\"x\">Un <b>mot</b> &amp; deux<p>trois[^1]</div>\n\n<table><tr><td>a</td><td>b</td></tr></table>\n\n<!-- rien -->\n\n::: {custom-style=\"Titre\"}\ndedans <br/>ici\n:::\n\n```\ncode\n  ici\n```\n\n[^1]: N.\n",
        &[
            "H1 T",
            "P Un mot & deux",
            "P trois⟦1⟧",
            "R a | b",
            "P dedans ici",
            "T code ici",
            "[1] N.",
        ],
    ),
];

fn read(text: &str) -> Vec<String> {
    written(&markdown(text.as_bytes()).expect("Markdown"))
}

#[test]
fn cases_are_read() {
    for (name, text, expected) in CASES {
        assert_eq!(read(text), *expected, "{name}");
        assert_eq!(
            read(&text.replace('\n', "\r\n")),
            *expected,
            "{name}, Windows line ends"
        );
    }
}

#[test]
fn front_matter_says_what_the_text_is() {
    let text = "---\ntitle: \"Rapport: suite\"\ndate: 24 juillet 2020\nlang: fr-FR\nreference: directive (UE) 2016/1148\n---\n\nTexte.\n";
    let blocks = markdown(text.as_bytes()).expect("Markdown");
    let about = &blocks.about;
    assert_eq!(about.title.as_deref(), Some("Rapport: suite"));
    assert_eq!(
        about.date.map(|date| date.to_string()).as_deref(),
        Some("2020-07-24")
    );
    assert_eq!(about.language.as_deref(), Some("fr"));
    assert_eq!(about.celex.as_deref(), Some("32016L1148"));
    assert_eq!(written(&blocks), ["P Texte."]);
}

#[test]
fn other_texts_are_not_markdown() {
    for text in [
        "",
        "Un texte simple.\n\n- avec un tiret\n- et un autre\n\n1. et un numéro\n",
        "Voir ici[footnoteRef:2]. [2: Une note.]\n\n# Un titre\n\n**mot** [x](y)\n",
        "Prix: 3 * 4 * 5, [sic], note [1], (a) et_b_c.\n",
        "#Europe et #Union dans la rue\n",
        "<html><body># x\n\n[^1]: y</body></html>",
        "Titre\n-----------------------------\nligne\n---\n",
        "L 1/2\n\n__________________________________\n1 JO L 3 du 4.5.2006, p. 7.\n",
        "Un C# et un [^ chapeau, *** fin.\n",
    ] {
        assert!(markdown(text.as_bytes()).is_none(), "{text}");
    }
}

#[test]
fn hostile_text_takes_linear_time() {
    for pattern in [
        "[^a",
        "[^1] ",
        "[^1]: ",
        "> ",
        "- ",
        "*a_",
        "[[a](",
        "^a~",
        "(a) x\n",
        "| a ",
        "+-+\n|",
        "+-",
        "<td>",
        "]{.",
        "a]{.x}",
        "[",
        "\\ ",
        ":::\n",
        "1. \n",
        "```\n",
        "<p>[^",
        "---\na: b\n",
        "a<sup>1</sup> ",
        "<sup>2",
        "[1](#",
        "[(1)](#a) b\n",
    ] {
        let read = |length: usize| {
            let converted = pattern.contains("sup") || pattern.contains("](#");
            let note = if converted {
                "<sup>1</sup> y"
            } else {
                "[^x]: y"
            };
            let head = format!("# T\n\n{note}\n\n");
            let text = head + &pattern.repeat(length / pattern.len());
            let _ = markdown(text.as_bytes());
        };
        assert_eq!(linear(20_000, read), Ok(()), "{pattern:?}");
    }
}
