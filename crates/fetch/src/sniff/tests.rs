use proptest::prelude::*;

use super::*;

fn ends(bytes: &[u8]) -> Ends<'_> {
    Ends {
        head: bytes,
        tail: bytes,
        whole: true,
    }
}

#[test]
fn kinds_are_told_from_bytes() {
    for (bytes, expected) in [
        (&b"%PDF-1.4 x"[..], Kind::Pdf),
        (b"\r\n%PDF-1.4 x", Kind::Pdf),
        (b"PK\x03\x04..word/document.xml", Kind::Docx),
        (b"PK\x03\x04..L_2016119FR.doc.xml", Kind::Zip),
        (b"\x89PNG\r\n", Kind::Image),
        (b"<?xml version='1.0'?><!DOCTYPE html><html>", Kind::Xhtml),
        (
            b"<html xmlns=\"http://www.w3.org/1999/xhtml\">",
            Kind::Xhtml,
        ),
        (b"\xef\xbb\xbf<?xml?> <!-- a > b --> <html>", Kind::Xhtml),
        (b" <!DOCTYPE HTML PUBLIC '-//W3C//DTD'><HTML>", Kind::Html),
        (b"\xff\xfe<\0h\0t\0m\0l\0>\0", Kind::Html),
        (b"<?xml version='1.0'?><ACT xmlns:a='b'>", Kind::Xml),
        (b"<!DOCTYPE a [ <!ENTITY b 'c'> ]><CONS.ACT>", Kind::Xml),
        (b"<?xml?><rdf:RDF>", Kind::Notice),
        (b"<NOTICE type='tree'>", Kind::Notice),
        (b"Internal error", Kind::Other),
        (b"<!-- never closed", Kind::Other),
        (b"", Kind::Other),
    ] {
        assert_eq!(
            kind(ends(bytes)),
            expected,
            "{}",
            String::from_utf8_lossy(bytes)
        );
    }
}

#[test]
fn pages_without_a_document_are_known() {
    let long = "Le présent règlement entre en vigueur. ".repeat(10);
    let page = |title: &str, body: &str| {
        format!("<html><head><title>{title}</title></head><body>{body}</body></html>")
    };
    for (text, expected) in [
        (page("Règlement", &long), None),
        (
            page("", "<script>var a = '<b>';</script>"),
            Some(Fault::NoDocument),
        ),
        (page("404 Not Found", &long), Some(Fault::NoDocument)),
        (page("Page introuvable", &long), Some(Fault::NoDocument)),
        (
            page("a", &format!("<h1>Site en maintenance</h1>{long}")),
            Some(Fault::NoDocument),
        ),
        (page("Erreur matérielle", &long.repeat(20)), None),
        (
            page(
                "",
                &format!("<script>window.gokuProps = {{}}</script>{long}"),
            ),
            Some(Fault::Challenge),
        ),
        (
            page("Règlement", &long).replace("</body></html>", "et a"),
            Some(Fault::Cut),
        ),
    ] {
        assert_eq!(fault(Kind::Html, ends(text.as_bytes())), expected, "{text}");
    }
}

#[test]
fn cut_files_are_known() {
    for (kind, bytes, expected) in [
        (Kind::Pdf, &b"%PDF-1.4 x"[..], Some(Fault::Cut)),
        (Kind::Pdf, b"%PDF-1.4 x\n%%EOF\n", None),
        (Kind::Zip, b"PK\x03\x04 x", Some(Fault::Cut)),
        (Kind::Zip, b"PK\x03\x04 x PK\x05\x06", None),
        (Kind::Xml, b"<ACT><P>Le pr", Some(Fault::Cut)),
        (Kind::Xml, b"<ACT></ACT>\r\n", None),
    ] {
        assert_eq!(fault(kind, ends(bytes)), expected);
    }
}

proptest! {
    #[test]
    fn any_bytes_are_looked_at(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let kind = kind(ends(&bytes));
        fault(kind, ends(&bytes));
    }

    #[test]
    fn any_page_is_looked_at(page in "(<|>|</|<!--|-->|script|style|é|title| |html|<\\?|\\?>){0,40}") {
        let kind = kind(ends(page.as_bytes()));
        fault(kind, ends(page.as_bytes()));
        fault(Kind::Html, ends(page.as_bytes()));
    }
}
