//! The paragraph styles of the Commission's own documents: COM, SWD, JOIN and C.
//! EUR-Lex makes pages of their Word files, in which the name of a style, without
//! its accents, is the class of a paragraph (`li ManualHeading1`, `Titrearticle`,
//! `Rfrenceinstitutionnelle`). Copies of a style have something after its name:
//! `Titrearticle0`, `Typedudocument_cp`.

use super::classes::Meaning;
use super::{Node, has_class};

/// What the paragraphs of a style are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Means(Meaning),
    /// A heading of the level that ends the name.
    Heading,
    Recital,
    /// A point, as deep as the number that ends the name says.
    Point,
}

/// What is not here, such as `Normal` and `Text1`, is judged by its text.
const STYLES: &[(&str, Style)] = &[
    ("Typedudocument", Style::Means(Meaning::Title)),
    ("Titreobjet", Style::Means(Meaning::Title)),
    ("Soustitreobjet", Style::Means(Meaning::Title)),
    ("Statut", Style::Means(Meaning::Title)),
    ("Exposdesmotifstitre", Style::Means(Meaning::Group(1))),
    ("Fichefinanciretitre", Style::Means(Meaning::Group(1))),
    ("ManualHeading", Style::Heading),
    ("Heading", Style::Heading),
    ("PartTitle", Style::Means(Meaning::Division)),
    ("ChapterTitle", Style::Means(Meaning::Division)),
    ("SectionTitle", Style::Means(Meaning::Division)),
    ("Titrearticle", Style::Means(Meaning::Division)),
    ("Annexetitre", Style::Means(Meaning::Division)),
    ("ManualConsidrant", Style::Recital),
    ("Considrant", Style::Recital),
    ("ManualNumPar", Style::Means(Meaning::Text)),
    ("Point", Style::Point),
    ("Tiret", Style::Point),
    ("ListDash", Style::Point),
    ("ListBullet", Style::Point),
    ("ListNumber", Style::Point),
    // A cover.
    ("Logo", Style::Means(Meaning::Text)),
    ("Emission", Style::Means(Meaning::Text)),
    ("Rfrenceinstitutionnelle", Style::Means(Meaning::Text)),
    ("Rfrenceinterinstitutionnelle", Style::Means(Meaning::Text)),
    ("TOC", Style::Means(Meaning::Furniture)),
    ("TOCHeading", Style::Means(Meaning::Furniture)),
    ("Langue", Style::Means(Meaning::Furniture)),
];

/// The style of a class.
fn style(class: &str) -> Option<Style> {
    let known = |(name, _): &&(&str, Style)| class.strip_prefix(name).is_some_and(is_of_copy);
    STYLES.iter().find(known).map(|(_, style)| *style)
}

/// What may stand after the name of a style: `0`, `fa`, `_cp`.
fn is_of_copy(rest: &str) -> bool {
    let letters = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.starts_with('_') || (letters.len() <= 2 && letters.bytes().all(|b| b.is_ascii_lowercase()))
}

/// What an element with a class is, as far as a style says so.
pub(super) fn meaning(node: Node, class: &str) -> Meaning {
    if class == "num" {
        let is_numbered = |node: Node| is_styled(node) || has_class(node, "li");
        // Some have it in a span of its own: `<span class="list-symbol"><span class="num">`.
        let holder = node
            .parent()
            .filter(|above| has_class(*above, "list-symbol"));
        let above = holder.map_or(node.parent(), Node::parent);
        let numbers = node.name() == "span" && above.is_some_and(is_numbered);
        return if numbers {
            Meaning::Number
        } else {
            Meaning::None
        };
    }
    let style = if is_paragraph(node) {
        style(class)
    } else {
        None
    };
    match style {
        // What the memorandum's heading stands above is a level deeper.
        Some(Style::Heading) => Meaning::Group(number(class).unwrap_or(1).saturating_add(1)),
        Some(Style::Means(meaning)) => meaning,
        Some(Style::Recital | Style::Point) => Meaning::Text,
        None => Meaning::None,
    }
}

/// Styles are those of paragraphs; a site may call anything else so.
fn is_paragraph(node: Node) -> bool {
    matches!(node.name(), "p" | "li")
}

/// How deep in points a paragraph stands, if it is one.
pub(super) fn depth(node: Node) -> Option<u8> {
    let mut classes = classes(node).filter(|_| is_paragraph(node));
    let class = classes.find(|class| style(class) == Some(Style::Point))?;
    Some(number(class).unwrap_or(0).min(DEEPEST) + 1)
}

/// `Point4` is the deepest style there is.
const DEEPEST: u8 = 8;

pub(super) fn is_recital(node: Node) -> bool {
    is_paragraph(node) && classes(node).any(|class| style(class) == Some(Style::Recital))
}

/// Whether a paragraph has a style that no page but the Commission's has.
pub(super) fn is_styled(node: Node) -> bool {
    is_paragraph(node) && classes(node).any(|class| style(class).is_some())
}

fn classes(node: Node<'_>) -> impl Iterator<Item = &str> {
    node.attribute("class")
        .unwrap_or_default()
        .split_ascii_whitespace()
}

/// The first digit after the name: copies of `Heading1` are `Heading110`.
fn number(class: &str) -> Option<u8> {
    let digit = class.chars().find(char::is_ascii_digit)?;
    u8::try_from(digit.to_digit(10)?).ok()
}
