//! What an element is to the walk.

use super::xml::{Element, Space};

/// An element, by what it does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tag {
    Paragraph,
    ParagraphProperties,
    /// `w:rPr` of the paragraph's mark.
    MarkProperties,
    NumberProperties,
    Run,
    RunProperties,
    /// Holds characters.
    Text,
    /// Holds words of a field's instruction.
    Instruction,
    Table,
    Row,
    RowProperties,
    Cell,
    CellProperties,
    TextBox,
    Note,
    SimpleField,
    Control,
    ControlProperties,
    ControlContent,
    Alternatives,
    /// One of the alternatives, the one to fall back on included.
    Choice,
    Section,
    FootnoteProperties,
    EndnoteProperties,
    /// A property of its parent.
    Property,
    /// A sign or event in the text.
    Mark,
    /// Passed over with all it holds.
    Skipped,
    /// Of no account; what it holds is read.
    #[default]
    Other,
}

/// What an element is, by its name and its parent.
pub(super) fn tag_of(element: &Element, parent: Tag) -> Tag {
    match element.space {
        Space::Word => word(element.name(), parent),
        Space::Math => match element.name() {
            "r" => Tag::Run,
            "t" => Tag::Text,
            "den" => Tag::Mark,
            _ => Tag::Other,
        },
        Space::Compatibility => match element.name() {
            "AlternateContent" => Tag::Alternatives,
            "Choice" | "Fallback" => Tag::Choice,
            _ => Tag::Other,
        },
        Space::Other => Tag::Other,
    }
}

fn word(name: &str, parent: Tag) -> Tag {
    match (name, parent) {
        ("p", _) => Tag::Paragraph,
        ("pPr", Tag::Paragraph) => Tag::ParagraphProperties,
        ("rPr", Tag::ParagraphProperties) => Tag::MarkProperties,
        ("rPr", Tag::Run) => Tag::RunProperties,
        ("numPr", Tag::ParagraphProperties) => Tag::NumberProperties,
        ("sectPr", _) => Tag::Section,
        ("footnotePr", Tag::Section) => Tag::FootnoteProperties,
        ("endnotePr", Tag::Section) => Tag::EndnoteProperties,
        (
            _,
            Tag::ParagraphProperties
            | Tag::MarkProperties
            | Tag::NumberProperties
            | Tag::RunProperties
            | Tag::RowProperties
            | Tag::CellProperties
            | Tag::FootnoteProperties
            | Tag::EndnoteProperties,
        )
        | ("docPartGallery" | "showingPlcHdr", _) => Tag::Property,
        ("r", _) => Tag::Run,
        ("t", _) => Tag::Text,
        ("instrText", _) => Tag::Instruction,
        ("tbl", _) => Tag::Table,
        ("tr", _) => Tag::Row,
        ("trPr", Tag::Row) => Tag::RowProperties,
        ("tc", _) => Tag::Cell,
        ("tcPr", Tag::Cell) => Tag::CellProperties,
        ("txbxContent", _) => Tag::TextBox,
        ("footnote" | "endnote", _) => Tag::Note,
        ("fldSimple", _) => Tag::SimpleField,
        ("sdt", _) => Tag::Control,
        ("sdtPr", Tag::Control) => Tag::ControlProperties,
        ("sdtContent", Tag::Control) => Tag::ControlContent,
        (
            "tab" | "br" | "cr" | "ptab" | "noBreakHyphen" | "sym" | "fldChar"
            | "footnoteReference" | "endnoteReference" | "footnoteRef" | "endnoteRef",
            Tag::Run | Tag::Choice,
        )
        | ("altChunk" | "subDoc", _) => Tag::Mark,
        _ => Tag::Other,
    }
}

/// True for an element that is no part of the final, printed text: what was
/// deleted or moved away, what properties were before, readings set above
/// words. Where only a property says so, its parent is asked.
pub(super) fn is_skipped(element: &Element, parent: Tag) -> bool {
    if element.space != Space::Word {
        return false;
    }
    let name = element.name();
    match name {
        "del" | "moveFrom" => !matches!(parent, Tag::MarkProperties | Tag::RowProperties),
        "delText" | "delInstrText" | "rt" => true,
        // The paragraph's own properties, and not its style's in a list.
        "rPr" => parent == Tag::ControlProperties,
        _ => name.ends_with("Change"),
    }
}
