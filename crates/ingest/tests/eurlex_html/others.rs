//! Pages of other houses: the Court, the Parliament, programs for static sites.

use super::{check, read};

/// A judgment as the Court prints it since 2019.
#[test]
fn a_judgment_has_its_points_and_notes() {
    let point = |number: u32, text: &str| {
        format!(
            r#"<table><tr><td><p class="coj-count" id="point{number}">{number}</p></td><td><p class="coj-normal">{text}</p></td></tr></table>"#
        )
    };
    let page = format!(
        r##"<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><div id="document1">
        <p class="coj-sum-title-1"><span class="coj-bold">ARRÊT DE LA COUR (grande chambre)</span></p>
        <p class="coj-sum-title-1">6 octobre 2031 (<span class="coj-note"><a id="c-E1" href="#t-E1">*1</a></span>)</p>
        <p class="coj-normal">Dans l’affaire des ponts,</p>
        <p class="coj-sum-title-1">Arrêt</p>{}
        <p class="coj-title-grseq-2">Le cadre juridique</p>{}
        <div class="coj-signaturecase"><p class="coj-normal">Signatures</p></div>
        <p class="coj-note"><a id="t-E1" href="#c-E1">( *1 )</a> Langue de procédure: le français.</p></div></body></html>"##,
        point(1, "La demande porte sur les ponts."),
        point(2, "Les ponts tiennent."),
    );
    let document = check(
        &page,
        &[
            "heading ARRÊT DE LA COUR (grande chambre) 6 octobre 2031[1]",
            "paragraph <> Dans l’affaire des ponts,",
            "heading Arrêt",
            "list-item <Arrêt> 1 La demande porte sur les ponts.",
            "heading Le cadre juridique",
            "list-item <Le cadre juridique> 2 Les ponts tiennent.",
            "paragraph <Le cadre juridique> Signatures",
            "note 1: Langue de procédure: le français.",
        ],
    );
    let day = document.date.map(|day| day.to_string());
    assert_eq!(day.as_deref(), Some("2031-10-06"));
}

#[test]
fn notes_in_rows_and_in_lists() {
    let rows = r##"<html lang="fr"><head><title>x</title></head><body>
        <p>Les ponts<a name="r1" href="#d1">(1)</a> et les quais<a name="r2" href="#d2">(2)</a>.</p><table>
        <tr><td><a name="d1" href="#r1">(1)</a></td><td>JO L 218 du 14.8.2013, p. 8.</td></tr>
        <tr><td><a name="d2" href="#r2">(2)</a></td><td><p>JO L 335 du 17.12.2011, p. 1.</p></td></tr></table></body></html>"##;
    let list = r##"<html lang="fr"><head><title>x</title></head><body>
        <p>Les ponts<a href="#fn1" id="fnref1"><sup>1</sup></a> et les quais<a href="#fn2" id="fnref2"><sup>2</sup></a>.</p>
        <section class="footnotes"><ol><li id="fn1"><p>JO L 218 du 14.8.2013, p. 8.<a href="#fnref1" role="doc-backlink">↩︎</a></p></li>
        <li id="fn2"><p>JO L 335 du 17.12.2011, p. 1.<a href="#fnref2">↩︎</a></p></li></ol></section></body></html>"##;
    for page in [rows, list] {
        check(
            page,
            &[
                "paragraph <> Les ponts[1] et les quais[2].",
                "note 1: JO L 218 du 14.8.2013, p. 8.",
                "note 2: JO L 335 du 17.12.2011, p. 1.",
            ],
        );
    }
}

#[test]
fn the_space_of_the_markup_around_a_call_is_none() {
    let page = r##"<html lang="fr"><head><title>x</title></head><body>
        <p><span>Les ponts</span><span class="FootnoteReference">
          <a id="footnoteref1" href="#footnote1">1</a>
        </span><span>, les quais</span><span class="FootnoteReference">
          <a id="footnoteref2" href="#footnote2">2</a>
        </span><span> et le reste.</span></p>
        <dl><dd id="footnote1"><p>Un.</p></dd><dd id="footnote2"><p>Deux.</p></dd></dl></body></html>"##;
    let document = read(page);
    let text = document.passages.first().map(|p| p.text.as_str());
    assert_eq!(text, Some("Les ponts, les quais et le reste."));
}

#[test]
fn lists_are_counted_by_their_type() {
    let page = r#"<html lang="fr"><head><title>x</title></head><body><p>Il faut:</p>
        <ol type="a" start="3"><li>un port;</li><li>un quai;</li></ol><ol><li>un phare.</li></ol></body></html>"#;
    check(
        page,
        &[
            "paragraph <> Il faut:",
            "list-item <c> c) un port;",
            "list-item <d> d) un quai;",
            "list-item <1> 1. un phare.",
        ],
    );
}
