//! Makes DOCX files out of XML, for the tests.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// Namespaces of all parts: the elements of Word need no prefix, and have one.
const NAMESPACES: &str = r#"xmlns="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:v="urn:schemas-microsoft-com:vml" xmlns:other="urn:other""#;

/// A body of one paragraph.
pub(crate) const TEXT: &str = "<p><r><t>Texte.</t></r></p>";

/// A file in the making: parts by name, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordFile {
    parts: Vec<(String, Vec<u8>)>,
}

impl WordFile {
    /// A file whose body is this XML.
    pub(crate) fn new(body: &str) -> Self {
        let mut file = Self::default();
        file.raw(
            "[Content_Types].xml",
            format!(r#"<Types xmlns="{PACKAGE}/content-types"/>"#),
        );
        file.raw(
            "_rels/.rels",
            format!(
                r#"<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>"#
            ),
        );
        file.part("document", &format!("<body>{body}</body>"));
        file
    }

    /// Adds a part under `word/`, wrapped in its element.
    pub(crate) fn part(&mut self, name: &str, inside: &str) {
        let xml = format!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{name} {NAMESPACES}>{inside}</w:{name}>"#
        );
        self.raw(&format!("word/{name}.xml"), xml);
    }

    /// Adds an entry as it is, in place of one of that name.
    pub(crate) fn raw(&mut self, name: &str, bytes: impl Into<Vec<u8>>) {
        let bytes = bytes.into();
        match self.parts.iter_mut().find(|(known, _)| known == name) {
            Some(part) => part.1 = bytes,
            None => self.parts.push((name.to_owned(), bytes)),
        }
    }

    /// Adds an empty entry of a name that is new.
    pub(crate) fn empty(&mut self, name: &str) {
        self.parts.push((name.to_owned(), Vec::new()));
    }

    /// Leaves an entry out.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.parts.retain(|(known, _)| known != name);
        self
    }

    /// The bytes of the file.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.packed(CompressionMethod::Deflated)
    }

    /// The bytes, packed in this way.
    pub(crate) fn packed(&self, method: CompressionMethod) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(method);
        for (name, bytes) in &self.parts {
            zip.start_file(name.as_str(), options).expect("a new entry");
            zip.write_all(bytes).expect("memory takes it");
        }
        zip.finish().expect("memory takes it").into_inner()
    }
}
