//! Pages of the Commission's documents, whose classes are the styles of a Word
//! file.
//!
//! 1. A proposal and an annex have their structure and their notes.
//! 2. What looks like such a page and is none loses nothing.

use super::{check, read, show};

/// A page that EUR-Lex makes of a proposal of the Commission: the styles of the
/// Word file are the classes.
const PROPOSAL: &str = r##"<!DOCTYPE html><html lang="FR"><head><title>x</title></head><body>
<div class="contentWrapper"><div class="content">
<p class="Logo"><span>COMMISSION EUROPÉENNE</span></p>
<p class="Emission"><span>Bruxelles, le 3.4.2031</span></p>
<p class="Rfrenceinstitutionnelle"><span>COM(2031) 77 final</span></p>
<p class="Rfrenceinterinstitutionnelle"><span>2031/0044(COD)</span></p>
<p class="Statut"><span>Proposition de</span></p>
<p class="Typedudocument_cp"><span>RÈGLEMENT DU PARLEMENT EUROPÉEN ET DU CONSEIL</span></p>
<p class="Titreobjet_cp"><span>relatif à la garde des ponts</span></p></div>
<div class="content"><p class="TOCHeading">Table des matières</p><p class="TOC1">1. CONTEXTE 2</p>
<p class="Exposdesmotifstitre"><span>EXPOSÉ DES MOTIFS</span></p>
<p class="li ManualHeading1"><span class="num"><span>1.</span></span><span>CONTEXTE DE LA PROPOSITION</span></p>
<p class="li ManualHeading2"><span class="num"><span>•</span></span><span>Justification et objectifs</span></p>
<p class="Normal"><span>Les ponts vieillissent</span><span class="FootnoteReference"><a class="footnoteRef" href="#footnote1" id="footnoteref1">1</a></span><span>, voir la communication</span><span class="FootnoteReference0"><a href="#footnote2" id="footnoteref2">2</a></span><span>.</span></p>
<p class="li ListDash"><span class="num">–</span><span>les ponts de pierre;</span></p>
</div><div class="content">
<p class="Statut">Proposition de</p><p class="Typedudocument">RÈGLEMENT DU PARLEMENT EUROPÉEN ET DU CONSEIL</p><p class="Titreobjet">relatif à la garde des ponts</p>
<p class="Institutionquiagit">LE PARLEMENT EUROPÉEN ET LE CONSEIL DE L'UNION EUROPÉENNE,</p>
<p class="Normal">vu le traité sur le fonctionnement de l'Union européenne,</p>
<p class="Normal">considérant ce qui suit:</p>
<p class="li ManualConsidrant"><span class="num"><span>(1)</span></span><span>Les ponts relient les rives.</span></p>
<p class="li ManualConsidrant"><span class="num">(2)</span><span>Ils s'usent.</span></p>
<p class="Formuledadoption">ONT ADOPTÉ LE PRÉSENT RÈGLEMENT:</p>
<p class="SectionTitle">TITRE I</p><p class="SectionTitle">DISPOSITIONS GÉNÉRALES</p>
<p class="Titrearticle"><span>Article premier</span><span> <br>Objet</span></p>
<p class="Normal">Le présent règlement garde les ponts.</p>
<p class="Titrearticle0">CHAPITRE II</p>
<p class="Titrearticlefa">Article 2</p><p class="Titrearticlefa">Gardiens</p>
<p class="li ManualNumPar1"><span class="num">1.</span><span>Chaque pont a:</span></p>
<p class="li Point1"><span class="num">a)</span><span>un gardien;</span></p>
<p class="li Point2"><span class="num">i)</span><span>de jour;</span></p>
<p class="li Point1"><span class="num">b)</span><span>un registre.</span></p>
<p class="li ManualNumPar1"><span class="num">2.</span><span>Les gardiens veillent.</span></p>
<p class="Applicationdirecte">Le présent règlement est obligatoire dans tous ses éléments.</p>
<p class="Fait">Fait à Bruxelles, le</p>
<p class="Annexetitre"><span>ANNEXE </span><span>I</span><br><span>PONTS GARDÉS</span></p>
<p class="Normal">Le pont du Gard.</p>
<hr><dl id="footnotes">
<dd id="footnote1"><span class="num"><a href="#footnoteref1">1</a></span> JO L 5 du 2.3.2030, p. 1.</dd>
<dd id="footnote2"><p class="FootnoteText"><a href="#footnoteref2">(2)</a> COM(2030) 12 final.</p><p>Suite de la note.</p></dd>
</dl></div></div></body></html>"##;

#[test]
fn documents_of_the_commission_have_their_structure() {
    let act =
        "Proposition de RÈGLEMENT DU PARLEMENT EUROPÉEN ET DU CONSEIL relatif à la garde des ponts";
    let memorandum =
        "EXPOSÉ DES MOTIFS > 1. CONTEXTE DE LA PROPOSITION > Justification et objectifs";
    let expected = format!(
        "paragraph <> COMMISSION EUROPÉENNE
paragraph <> Bruxelles, le 3.4.2031
paragraph <> COM(2031) 77 final
paragraph <> 2031/0044(COD)
heading {act}
heading EXPOSÉ DES MOTIFS
heading 1. CONTEXTE DE LA PROPOSITION
heading Justification et objectifs
paragraph <{memorandum}> Les ponts vieillissent[1], voir la communication[2].
list-item <{memorandum}> – les ponts de pierre;
heading {act}
paragraph <{act}> LE PARLEMENT EUROPÉEN ET LE CONSEIL DE L'UNION EUROPÉENNE,
paragraph <{act}> vu le traité sur le fonctionnement de l'Union européenne,
paragraph <{act}> considérant ce qui suit:
recital <{act} > Considérant 1> (1) Les ponts relient les rives.
recital <{act} > Considérant 2> (2) Ils s'usent.
paragraph <{act}> ONT ADOPTÉ LE PRÉSENT RÈGLEMENT:
heading TITRE I
heading DISPOSITIONS GÉNÉRALES
heading Article premier
heading Objet
paragraph <Titre I > Article premier> Le présent règlement garde les ponts.
heading CHAPITRE II
heading Article 2
heading Gardiens
paragraph <Titre I > Chapitre II > Article 2 > 1> 1. Chaque pont a:
list-item <Titre I > Chapitre II > Article 2 > 1 > a> a) un gardien;
list-item <Titre I > Chapitre II > Article 2 > 1 > a > i> i) de jour;
list-item <Titre I > Chapitre II > Article 2 > 1 > b> b) un registre.
paragraph <Titre I > Chapitre II > Article 2 > 2> 2. Les gardiens veillent.
paragraph <Titre I > Chapitre II > Article 2 > 2> Le présent règlement est obligatoire dans tous ses éléments.
paragraph <> Fait à Bruxelles, le
heading ANNEXE I
heading PONTS GARDÉS
paragraph <Annexe I> Le pont du Gard.
note 1: JO L 5 du 2.3.2030, p. 1.
note 2: COM(2030) 12 final. Suite de la note."
    );
    let document = check(PROPOSAL, &expected.lines().collect::<Vec<_>>());
    assert_eq!(document.id.as_str(), "com-2031-77");
    assert_eq!(
        document.title,
        "Proposition de RÈGLEMENT DU PARLEMENT EUROPÉEN ET DU CONSEIL relatif à la garde des ponts"
    );
    assert_eq!(
        document.date.map(|d| d.to_string()).as_deref(),
        Some("2031-04-03")
    );
}

#[test]
fn an_annex_of_the_commission_stands_alone() {
    let document = check(
        r#"<html><body><div class="content"><p class="Logo">COMMISSION EUROPÉENNE</p><p class="Rfrenceinstitutionnelle">COM(2031) 77 final</p><p class="Typedudocument_cp">ANNEXE</p><p class="Titreobjet_cp">de la proposition de règlement relatif à la garde des ponts</p></div><div class="content"><p class="Annexetitre">ANNEXE I<br>PONTS GARDÉS<br>DU SUD</p><p class="li Point0"><span class="num">a)</span>le pont du Gard;</p><p class="Annexetitre">ANNEXE II</p><p class="Normal">Le pont neuf de la ville est gardé de nuit.</p></div></body></html>"#,
        &[
            "paragraph <> COMMISSION EUROPÉENNE",
            "paragraph <> COM(2031) 77 final",
            "heading ANNEXE de la proposition de règlement relatif à la garde des ponts",
            "heading ANNEXE I",
            "heading PONTS GARDÉS DU SUD",
            "list-item <Annexe I > a> a) le pont du Gard;",
            "heading ANNEXE II",
            "paragraph <Annexe II> Le pont neuf de la ville est gardé de nuit.",
        ],
    );
    assert_eq!(document.reference.as_deref(), Some("COM(2031) 77"));
}

/// A piece of a page, and lines that it must give.
const PIECES: &[(&str, &[&str])] = &[
    (
        r#"<article><p>Le pont tient.</p><ol><li id="footnote1">Un pont.</li></ol></article>"#,
        &["paragraph <> Le pont tient.", "note 1: Un pont."],
    ),
    (
        r#"<header><div class="Heading">Mon site</div></header><article><p>Le pont tient bon.</p></article><aside><div class="num">3</div> avis</aside>"#,
        &["paragraph <Mon site> Le pont tient bon."],
    ),
    (
        r#"<p class="Titreobjet">Sur les ponts</p><p class="Normal">Voir <span class="num">12</span> ponts.</p><div class="TOCWrapper"><p class="Normal">Le rapport suit.</p></div>"#,
        &[
            "paragraph <> Voir 12 ponts.",
            "paragraph <> Le rapport suit.",
        ],
    ),
    (
        r#"<ol><li class="li Point0"><span class="num">a)</span> premier;</li><li class="li Point0"><span class="num">texte entier</span></li></ol><p class="li Point0"><span class="num">Fin.</span></p>"#,
        &[
            "list-item <a> a) premier;",
            "paragraph <a> texte entier",
            "paragraph <> Fin.",
        ],
    ),
    (
        r#"<p class="Titreobjet">Sur les ponts</p><p class="li ListBullet1"><span class="num"><span></span></span><span>les câbles;</span></p><p class="li ListParagraph"><span class="num">2.</span><span>Les relais.</span></p>"#,
        &["list-item <> les câbles;", "paragraph <> 2. Les relais."],
    ),
    (
        r#"<p class="Titreobjet">Sur les ponts</p><table><tr><td><p class="Normal">Numéro</p></td><td><p class="li Point0"><span class="num">1.</span>Texte</p></td></tr></table>"#,
        &["table-row <> Numéro\u{2003}1. Texte"],
    ),
    (
        r##"<p class="Normal">Un<a href="#footnote1">1</a> deux<a href="#footnote2">2</a>.</p><dl><dd id="footnote1">Sans renvoi <a href="http://x">Directive 2016/680</a>, p. 3</dd><dd id="footnote2"><a href="#r2">(*)</a> Étoile.</dd></dl>"##,
        &[
            "paragraph <> Un[1] deux[2].",
            "note 1: Sans renvoi Directive 2016/680, p. 3",
            "note 2: Étoile.",
        ],
    ),
    (
        r##"<p class="Normal">Le premier texte.<a href="#footnote1">1</a></p><dl><dd id="footnote1">Note du premier.</dd></dl><p class="Normal">Le second texte.<a href="#footnote1">1</a></p><dl><dd id="footnote1">Note du second.</dd></dl>"##,
        &[
            "paragraph <> Le premier texte.[1]",
            "paragraph <> Le second texte.[1]",
            "note 1: Note du premier.",
            "note 1: Note du second.",
        ],
    ),
    (
        r#"<p class="Titreobjet">Sur les ponts</p><p class="Titrearticle">Article 1<br>Objet</p><p class="Normal">Le pont tient.</p><p class="Statut">Version du texte</p><p class="Normal">Le pont tient encore.</p>"#,
        &["paragraph <Article premier> Le pont tient encore."],
    ),
];

#[test]
fn nothing_is_lost_of_what_only_looks_like_one() {
    for (piece, expected) in PIECES {
        let document = read(&format!("<html><body>{piece}</body></html>"));
        let lines = show(&document);
        for line in *expected {
            assert!(
                lines.iter().any(|l| l == line),
                "{line}\n{}",
                lines.join("\n")
            );
        }
    }
    let (two_lists, _) = PIECES
        .iter()
        .find(|(piece, _)| piece.contains("Note du second"))
        .expect("the piece");
    let both = read(&format!("<html><body>{two_lists}</body></html>"));
    let called: Vec<Option<String>> = both
        .footnotes
        .iter()
        .map(|note| note.called_from.as_ref().map(ToString::to_string))
        .collect();
    assert!(
        called[0].is_some() && called[1].is_some() && called[0] != called[1],
        "{called:?}"
    );
}

#[test]
fn a_title_that_mentions_an_act_is_not_that_act() {
    let page = "<html><head><title>Analyse du 32016R0679 par un avocat</title></head><body><p>Le texte de l’analyse est ici.</p><svg><title>EUR-Lex - 32016R0679 - FR</title></svg></body></html>";
    assert_eq!(read(page).reference, None);
}

#[test]
fn lines_of_a_heading_are_counted_once() {
    let long = format!(
        "<html><body><p class=\"Titrearticle\">{}{}</p></body></html>",
        "mot".repeat(80_000),
        "mot<br>".repeat(60_000)
    );
    let start = std::time::Instant::now();
    read(&long);
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
