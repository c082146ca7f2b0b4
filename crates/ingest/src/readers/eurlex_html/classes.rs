//! What the classes of the generations mean.

use super::{Node, styles};

/// What an element is, as far as its classes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Nothing is known of it.
    None,
    /// Not text: running heads, marks and arrows of amendments.
    Furniture,
    /// A line of the document's title.
    Title,
    /// A line of the title of a judgment; behind it, a heading.
    Opening,
    /// The heading of an article.
    ArticleHeading,
    /// A heading that is no article's: a chapter, an annex, a group of points.
    Heading,
    /// A heading of this level: inside an annex, or in a page whose headings
    /// have levels.
    Group(u8),
    /// A heading of an act (`CHAPITRE II`, `Article 3`), or the title under it
    /// where both are of one class.
    Division,
    /// The title under a heading.
    Subtitle,
    /// A note.
    Note,
    /// The number of a paragraph, before its text.
    Number,
    /// Text that goes on where the number stands.
    Inline,
    /// Running text, whatever it looks like.
    Text,
}

/// Classes, [`bare`] of their prefix.
const MEANINGS: &[(&str, Meaning)] = &[
    ("hd-date", Meaning::Furniture),
    ("hd-lg", Meaning::Furniture),
    ("hd-ti", Meaning::Furniture),
    ("hd-oj", Meaning::Furniture),
    ("hd-coll", Meaning::Furniture),
    ("hd-uniq", Meaning::Furniture),
    ("modref", Meaning::Furniture),
    ("arrow", Meaning::Furniture),
    ("reference", Meaning::Furniture),
    ("doc-ti", Meaning::Title),
    ("title-doc-first", Meaning::Title),
    ("title-doc-last", Meaning::Title),
    ("ti-art", Meaning::ArticleHeading),
    ("title-article-norm", Meaning::ArticleHeading),
    ("title-article-quoted", Meaning::Text),
    ("sti-art", Meaning::Subtitle),
    ("stitle-article-norm", Meaning::Subtitle),
    ("ti-section-1", Meaning::Heading),
    ("ti-section-2", Meaning::Subtitle),
    ("title-division-1", Meaning::Heading),
    ("title-division-2", Meaning::Subtitle),
    ("ti-annex-1", Meaning::Heading),
    ("ti-annex-2", Meaning::Subtitle),
    ("title-annex-1", Meaning::Heading),
    ("title-annex-2", Meaning::Subtitle),
    ("ti-grseq-1", Meaning::Group(1)),
    ("ti-grseq-2", Meaning::Group(2)),
    ("ti-grseq-3", Meaning::Group(3)),
    ("ti-grseq-4", Meaning::Group(4)),
    ("title-gr-seq-level-1", Meaning::Group(1)),
    ("title-gr-seq-level-2", Meaning::Group(2)),
    ("title-gr-seq-level-3", Meaning::Group(3)),
    ("title-gr-seq-level-4", Meaning::Group(4)),
    ("note", Meaning::Note),
    ("footnote", Meaning::Note),
    ("no-parag", Meaning::Number),
    ("inline-element", Meaning::Inline),
    ("normal", Meaning::Text),
    ("norm", Meaning::Text),
    ("list", Meaning::Text),
    ("tbl-txt", Meaning::Text),
    ("tbl-norm", Meaning::Text),
    ("tbl-hdr", Meaning::Text),
    ("ti-tbl", Meaning::Text),
    ("title-table", Meaning::Text),
    ("signatory", Meaning::Text),
    ("final", Meaning::Text),
    ("disclaimer", Meaning::Text),
    ("title-doc-oj-reference", Meaning::Text),
    ("hd-modifiers", Meaning::Text),
    ("title-fam-member", Meaning::Text),
    // The list of amending acts, and contents.
    ("hd-toc-1", Meaning::Text),
    ("hd-toc-2", Meaning::Text),
    ("hd-toc-3", Meaning::Text),
    ("toc-1", Meaning::Text),
    ("toc-2", Meaning::Text),
    ("toc-item", Meaning::Text),
    ("title-toc", Meaning::Text),
    ("title-fam-member-star", Meaning::Text),
    // Pages of the Court.
    ("sum-title-1", Meaning::Opening),
    ("title-grseq-2", Meaning::Group(1)),
    ("title-grseq-3", Meaning::Group(2)),
    ("title-grseq-4", Meaning::Group(3)),
    ("title-grseq-5", Meaning::Group(4)),
    ("count", Meaning::Number),
    ("index", Meaning::Text),
    ("pnormal", Meaning::Text),
];

/// A class without the prefix of the pages of the Journal since 2023 (`oj-`) and
/// of the Court since 2019 (`coj-`).
pub(super) fn bare(class: &str) -> &str {
    let bare = class.strip_prefix("coj-").or(class.strip_prefix("oj-"));
    bare.unwrap_or(class)
}

/// What an element is. The first class that says something counts, but for
/// `inline-element`, which stands beside others.
pub(super) fn meaning(node: Node) -> Meaning {
    let Some(classes) = node.attribute("class") else {
        return Meaning::None;
    };
    let mut found = Meaning::None;
    for class in classes.split_ascii_whitespace() {
        let class = bare(class);
        let meaning = MEANINGS
            .iter()
            .find(|(name, _)| *name == class)
            .map_or_else(|| styles::meaning(node, class), |(_, meaning)| *meaning);
        match meaning {
            Meaning::None => {}
            Meaning::Inline => return meaning,
            _ if found == Meaning::None => found = meaning,
            _ => {}
        }
    }
    found
}

/// Elements that begin and end a paragraph.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "table"
            | "tbody"
            | "thead"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "hr"
            | "blockquote"
            | "pre"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "body"
            | "html"
            | "center"
            | "form"
            | "fieldset"
            | "caption"
            | "figure"
            | "address"
            | "aside"
            | "nav"
            | "txt_te"
    )
}

/// Elements that hold no text of a document.
pub(super) fn is_hidden(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "head"
            | "noscript"
            | "template"
            | "svg"
            | "button"
            | "select"
            | "textarea"
            | "iframe"
            | "object"
            | "title"
            | "option"
    )
}
