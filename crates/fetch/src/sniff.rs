//! What a body is, told from its bytes: a server may call it anything, and answer an error page with 200.

use std::borrow::Cow;

/// Bytes at either end of a file that are looked at.
pub(crate) const WINDOW: usize = 64 << 10;

/// A page with fewer visible characters than this is no document. The shortest corrigenda have three times as many.
const FEWEST_CHARACTERS: usize = 150;

/// A page with more visible characters than this is taken as a document, whatever its title says.
const LONGEST_ERROR_PAGE: usize = 3000;

/// What a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Xhtml,
    Html,
    /// XML of documents: Formex.
    Xml,
    /// XML about documents: an RDF or Cellar notice, or a list of parts.
    Notice,
    Zip,
    Docx,
    Pdf,
    Image,
    Other,
}

impl Kind {
    /// The extension of a file that holds it.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Xhtml => "xhtml",
            Self::Html => "html",
            Self::Xml => "fmx4.xml",
            Self::Zip => "fmx4.zip",
            Self::Docx => "docx",
            Self::Pdf => "pdf",
            Self::Notice | Self::Image | Self::Other => "bin",
        }
    }

    /// Whether it can be a document or a part of one.
    pub(crate) fn is_document(self) -> bool {
        !matches!(self, Self::Notice | Self::Image | Self::Other)
    }

    /// What it is called in reports.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Xhtml => "XHTML",
            Self::Html => "HTML",
            Self::Xml => "XML",
            Self::Notice => "a notice about the document",
            Self::Zip => "a ZIP archive",
            Self::Docx => "a Word file",
            Self::Pdf => "a PDF",
            Self::Image => "an image",
            Self::Other => "a body of no known kind",
        }
    }
}

/// What is wrong with a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Its end is missing.
    Cut,
    /// It checks for a person.
    Challenge,
    /// It is a page that holds no document: an error, a notice of maintenance.
    NoDocument,
}

/// The two ends of a body; the same bytes twice if it is short.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ends<'b> {
    pub(crate) head: &'b [u8],
    pub(crate) tail: &'b [u8],
    /// Whether `head` is the whole body.
    pub(crate) whole: bool,
}

/// What a body is.
pub(crate) fn kind(ends: Ends<'_>) -> Kind {
    let head = ends.head;
    let start = head.trim_ascii_start();
    if start.starts_with(b"%PDF-") {
        return Kind::Pdf;
    }
    if head.starts_with(b"PK\x03\x04") {
        let word = contains(head, b"word/") || contains(ends.tail, b"word/");
        return if word { Kind::Docx } else { Kind::Zip };
    }
    let images: [&[u8]; 5] = [b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*"];
    if images.iter().any(|magic| head.starts_with(magic)) {
        return Kind::Image;
    }
    markup(&text(head))
}

/// What is wrong with a body of a kind, if anything.
pub(crate) fn fault(kind: Kind, ends: Ends<'_>) -> Option<Fault> {
    match kind {
        Kind::Pdf => (!contains(ends.tail, b"%%EOF")).then_some(Fault::Cut),
        Kind::Zip | Kind::Docx => (!contains(ends.tail, b"PK\x05\x06")).then_some(Fault::Cut),
        Kind::Xml => (!ends_in_markup(ends.tail)).then_some(Fault::Cut),
        Kind::Xhtml | Kind::Html => page_fault(ends),
        Kind::Notice | Kind::Image | Kind::Other => None,
    }
}

fn page_fault(ends: Ends<'_>) -> Option<Fault> {
    if ends.whole {
        let text = text(ends.head);
        if is_challenge(&text) {
            return Some(Fault::Challenge);
        }
        let (visible, title) = visible(&text);
        if visible < FEWEST_CHARACTERS || visible < LONGEST_ERROR_PAGE && says_error(&title) {
            return Some(Fault::NoDocument);
        }
    }
    (!ends_in_markup(ends.tail)).then_some(Fault::Cut)
}

/// Whether a page that checks for a person is this one. The marks are those of the services that stand before EUR-Lex
/// and its like: they are scripts' names, which no document holds.
pub(crate) fn is_challenge(page: &str) -> bool {
    let page = page.to_ascii_lowercase();
    [
        "awswafcookiedomainlist",
        "gokuprops",
        "token.awswaf.com",
        "/cdn-cgi/challenge-platform",
        "cf-chl-",
        "_incapsula_resource",
        "<title>just a moment",
    ]
    .iter()
    .any(|mark| page.contains(mark))
}

fn says_error(title: &str) -> bool {
    let title = title.to_lowercase();
    [
        "error",
        "erreur",
        "not found",
        "introuvable",
        "unavailable",
        "indisponible",
        "maintenance",
        "access denied",
        "accès refusé",
        "forbidden",
        "request rejected",
        "bad gateway",
        "bad request",
        "time-out",
        "timeout",
        "does not exist",
        "n'existe pas",
        "multiple-choice",
        "login",
    ]
    .iter()
    .any(|word| title.contains(word))
}

/// The text of the bytes, as well as it can be told; marks and names are ASCII in every encoding that is served.
pub(crate) fn text(bytes: &[u8]) -> Cow<'_, str> {
    let wide = |high: usize| -> String {
        let units = bytes.get(2..).unwrap_or_default().chunks_exact(2);
        let pair = |c: &[u8]| -> u16 {
            let byte = |at: usize| u16::from(c.get(at).copied().unwrap_or_default());
            byte(high) << 8 | byte(1 - high)
        };
        char::decode_utf16(units.map(pair))
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    };
    if bytes.starts_with(b"\xff\xfe") {
        Cow::Owned(wide(1))
    } else if bytes.starts_with(b"\xfe\xff") {
        Cow::Owned(wide(0))
    } else {
        String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes))
    }
}

/// Which markup a text is, by the name of its first element.
fn markup(text: &str) -> Kind {
    let mut rest = text.trim_start();
    let declared = rest.starts_with("<?xml");
    loop {
        let skipped = if let Some(comment) = rest.strip_prefix("<!--") {
            comment.split_once("-->")
        } else if let Some(instruction) = rest.strip_prefix("<?") {
            instruction.split_once("?>")
        } else if let Some(declaration) = rest.strip_prefix("<!") {
            declaration.split_once('>')
        } else {
            break;
        };
        // An internal subset leaves `]>` behind, and elements never come before it.
        let Some((_, after)) = skipped else {
            return Kind::Other;
        };
        rest = after.trim_start();
        if !rest.starts_with('<') {
            rest = rest.find('<').and_then(|at| rest.get(at..)).unwrap_or("");
        }
    }
    let Some(element) = rest.strip_prefix('<') else {
        return Kind::Other;
    };
    let length = element
        .bytes()
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b':' | b'.' | b'_' | b'-'))
        .count();
    let name = element.get(..length).unwrap_or_default();
    let opening = element.split('>').next().unwrap_or_default();
    match name.to_ascii_lowercase().as_str() {
        "" => Kind::Other,
        "html" if declared || opening.contains("http://www.w3.org/1999/xhtml") => Kind::Xhtml,
        "html" | "head" | "body" | "title" | "meta" | "div" | "p" | "table" | "h1" => Kind::Html,
        "rdf:rdf" | "notice" | "error" => Kind::Notice,
        _ => Kind::Xml,
    }
}

/// How many visible characters a page has, white space left out, and its title with its first heading.
fn visible(page: &str) -> (usize, String) {
    let (mut count, mut title) = (0, String::new());
    let mut titled = false;
    let mut rest = page;
    while let Some((text, after)) = rest.split_once('<') {
        count += text.chars().filter(|c| !c.is_whitespace()).count();
        if titled {
            title.push_str(text);
            title.push(' ');
        }
        let lower: String = after
            .chars()
            .take(8)
            .collect::<String>()
            .to_ascii_lowercase();
        let hidden = ["script", "style"]
            .into_iter()
            .find(|name| lower.starts_with(name));
        rest = match hidden {
            Some(name) => past(after, name),
            None => after.split_once('>').map_or("", |(_, rest)| rest),
        };
        if lower.starts_with("title") || lower.starts_with("h1") {
            titled = true;
        } else if lower.starts_with("/title") || lower.starts_with("/h1") {
            titled = false;
        }
    }
    count += rest.chars().filter(|c| !c.is_whitespace()).count();
    (count, title)
}

/// What follows an element whose content is not text.
fn past<'t>(text: &'t str, name: &str) -> &'t str {
    let close = format!("</{name}");
    text.as_bytes()
        .windows(close.len())
        .position(|w| w.eq_ignore_ascii_case(close.as_bytes()))
        .and_then(|at| text.get(at..))
        .and_then(|rest| rest.split_once('>'))
        .map_or("", |(_, rest)| rest)
}

/// Whether the last thing is an element's end, not text: UTF-16 may leave a zero after it.
fn ends_in_markup(tail: &[u8]) -> bool {
    tail.iter()
        .rev()
        .find(|b| !b.is_ascii_whitespace() && **b != 0 && **b != 0x1a)
        == Some(&b'>')
}

fn contains(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark)
}

#[cfg(test)]
mod tests;
