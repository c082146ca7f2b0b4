//! Permanent links: made of one edition of a document, followed in the next. A link whose text still exists leads to it; the
//! others say so.

mod common;

use std::fmt::Write as _;

use axum::http::{StatusCode, header};
use common::Site;

const PASSAGES: usize = 240;

/// What becomes of a passage in the next edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Stays,
    Moves,
    IsParted,
    IsJoined,
    IsEdited,
    IsDropped,
}

fn fate(number: usize) -> Fate {
    match number % 8 {
        1 => Fate::Moves,
        2 => Fate::IsParted,
        3 => Fate::IsJoined,
        4 if number % 16 == 4 => Fate::IsEdited,
        5 if number % 16 == 5 => Fate::IsDropped,
        _ => Fate::Stays,
    }
}

/// The text of a passage, in two sentences.
fn sentences(number: usize) -> (String, String) {
    (
        format!(
            "La mesure numéro {number} protège les réseaux du port {} contre les pannes.",
            number * 7
        ),
        format!(
            "Elle est revue tous les {} mois par le comité {}.",
            number + 2,
            number * 3
        ),
    )
}

fn edition(is_new: bool) -> String {
    let mut text = "# Plan\n\n".to_owned();
    let mut moved = String::new();
    if is_new {
        text.push_str("Une introduction nouvelle ouvre le plan.\n\nElle a deux alinéas.\n\n");
    }
    for number in 1..=PASSAGES {
        let (first, second) = sentences(number);
        let whole = format!("{first} {second}\n\n");
        match fate(number).filter_new(is_new) {
            Fate::Stays => text.push_str(&whole),
            Fate::Moves => moved.push_str(&whole),
            Fate::IsParted => {
                let _ = write!(text, "{first}\n\n{second}\n\n");
            }
            Fate::IsJoined => {
                let _ = write!(
                    text,
                    "Il est rappelé ceci. {first} {second} Cela suffit.\n\n"
                );
            }
            Fate::IsEdited => {
                let _ = write!(text, "{first} Elle n’est plus revue.\n\n");
            }
            Fate::IsDropped => {}
        }
    }
    text + &moved
}

impl Fate {
    fn filter_new(self, is_new: bool) -> Self {
        if is_new { self } else { Self::Stays }
    }
}

fn site(text: &str) -> Site {
    let mut document = renvoi_ingest::read_bytes("plan.md", text.as_bytes()).expect("a document");
    document.title = "Plan".to_owned();
    Site::of(vec![document])
}

/// The permanent links of the passages on a page, each with the text of its passage.
fn links(page: &str) -> Vec<(String, String)> {
    let passages = page.split("<a class=\"no\" href=\"").skip(1);
    passages
        .filter_map(|passage| {
            let (link, rest) = passage.split_once('"')?;
            let text = rest.split_once("class=\"text\"")?.1.split_once('>')?.1;
            let text = text.split_once("</p>")?.0;
            Some((link.to_owned(), text.to_owned()))
        })
        .collect()
}

/// The text of the passage with an anchor.
fn text_of<'p>(page: &'p str, anchor: &str) -> &'p str {
    let begins = format!("id=\"{anchor}\"");
    let passage = page.split(begins.as_str()).nth(1).expect("the passage");
    let text = passage
        .split_once("class=\"text\"")
        .and_then(|(_, rest)| rest.split_once('>'));
    text.expect("a text")
        .1
        .split("</p>")
        .next()
        .unwrap_or_default()
}

#[tokio::test]
async fn links_of_an_edition_hold_in_the_next() {
    let old = site(&edition(false));
    let (_, page) = old.text("/d/plan").await;
    let links = links(&page);
    assert_eq!(links.len(), PASSAGES, "{links:?}");
    let new = site(&edition(true));
    let (mut arrived, mut told) = (0, 0);
    for (number, (link, text)) in (1..).zip(&links) {
        let (query, asked) = link.split_once('#').expect("an anchor");
        // In its own edition it leads where it says.
        let own = old.send("GET", &format!("/d/plan{query}")).await;
        assert_eq!(own.status(), StatusCode::OK, "{link}");
        let (first, second) = sentences(number);
        assert_eq!(*text, format!("{first} {second}"));
        let answer = new.send("GET", &format!("/d/plan{query}")).await;
        let elsewhere = answer.headers().get(header::LOCATION);
        let elsewhere = elsewhere.map(|address| address.to_str().expect("text").to_owned());
        let Some(address) = elsewhere else {
            // The same text under the same number.
            let (_, page) = new.text("/d/plan").await;
            assert_eq!(text_of(&page, asked), text, "{link}");
            arrived += 1;
            continue;
        };
        assert_eq!(answer.status(), StatusCode::FOUND);
        let (address, anchor) = address.split_once('#').expect("an anchor");
        let (status, page) = new.text(address).await;
        assert_eq!(status, StatusCode::OK, "{address}");
        assert!(
            page.contains("class=\"notice"),
            "{address} says what happened"
        );
        match fate(number) {
            Fate::Stays | Fate::Moves => {
                assert_eq!(text_of(&page, anchor), text, "{link} -> {address}");
                assert!(page.contains("Son texte est le même"), "{address}");
                arrived += 1;
            }
            Fate::IsParted => {
                assert_eq!(text_of(&page, anchor), first, "{link} -> {address}");
                arrived += 1;
            }
            Fate::IsJoined => {
                assert!(
                    text_of(&page, anchor).contains(text.as_str()),
                    "{link} -> {address}"
                );
                arrived += 1;
            }
            Fate::IsEdited => {
                assert!(
                    text_of(&page, anchor).starts_with(&first),
                    "{link} -> {address}"
                );
                assert!(page.contains("a été modifié"), "{address}");
                told += 1;
            }
            Fate::IsDropped => {
                assert_eq!(anchor, "contenu", "{link} -> {address}");
                assert!(page.contains("n’est plus dans ce document"), "{address}");
                told += 1;
            }
        }
    }
    assert!(arrived >= 200, "{arrived} arrived");
    assert!(told >= 20, "{told} told");
}

#[tokio::test]
async fn a_broken_fingerprint_is_told() {
    let site = site(&edition(false));
    for broken in ["x", "p1-%3Cscript%3E", "", "p1-AAAA"] {
        let (status, page) = site.text(&format!("/d/plan?h={broken}")).await;
        assert_eq!(status, StatusCode::OK, "{broken}");
        assert!(page.contains("est illisible"), "{broken}");
        assert!(!page.contains("<script>"), "{broken}");
    }
    // Places that were found are not taken at their word.
    let (_, page) = site.text("/d/plan?h=p9-AAAAAAAAAAAAAAAAAAAA&at=p3").await;
    assert!(page.contains("n’est plus dans ce document"), "{page}");
}

#[tokio::test]
async fn lists_have_permanent_links() {
    let site = site(&edition(false));
    let (_, page) = site
        .text("/?q=%22mesure+num%C3%A9ro+12+prot%C3%A8ge%22")
        .await;
    let link = page.split("href=\"/d/plan?h=").nth(1).expect("a link");
    let link = link.split('"').next().expect("its end");
    assert!(link.ends_with("#p13"), "{link}");
    let (query, _) = link.split_once('#').expect("an anchor");
    let answer = site.send("GET", &format!("/d/plan?h={query}")).await;
    assert_eq!(answer.status(), StatusCode::OK, "{link}");
}
