//! The formats that can be asked for, and how the Publications Office names them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::sniff::Kind;

/// A format to ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// XHTML, the best structured of those made for reading.
    Xhtml,
    /// HTML, of older documents.
    Html,
    /// Formex 4, the XML of the Official Journal.
    Formex,
    /// PDF of any profile.
    Pdf,
    /// Word.
    Docx,
}

/// A name that is no format.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a format: choose among xhtml, html, formex, pdf and docx")]
pub struct FormatError(String);

impl Format {
    /// All formats, the best first: structure is kept by the first three and guessed from the last two.
    pub const ALL: [Self; 5] = [Self::Xhtml, Self::Html, Self::Formex, Self::Pdf, Self::Docx];

    /// The name used on the command line and in the manifest.
    pub fn name(self) -> &'static str {
        match self {
            Self::Xhtml => "xhtml",
            Self::Html => "html",
            Self::Formex => "formex",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
        }
    }

    /// Values of `Accept`, to be asked for in turn.
    ///
    /// Without any white space: Cellar answers 500 to `application/zip; mtype=fmx4`. One value may hold a list; the PDF
    /// profiles are types of their own there, and plain `application/pdf` does not find a document that has only PDF/A.
    pub(crate) fn accepts(self) -> &'static [&'static str] {
        match self {
            Self::Xhtml => &["application/xhtml+xml"],
            Self::Html => &["text/html,text/html;type=simplified"],
            Self::Formex => &["application/xml;type=fmx4", "application/zip;mtype=fmx4"],
            Self::Pdf => &[
                "application/pdf,application/pdf;type=pdfa2a,application/pdf;type=pdfa1a,\
                 application/pdf;type=pdfa1b,application/pdf;type=pdfx,application/pdf;type=pdf1x",
            ],
            Self::Docx => &[
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document,\
                 application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            ],
        }
    }

    /// What the file of a cut download is called before its content is known.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Xhtml => "xhtml",
            Self::Html => "html",
            Self::Formex => "fmx4",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
        }
    }

    /// Whether a body of this kind answers the question. XHTML and HTML are served for one another.
    pub(crate) fn is_answered_by(self, kind: Kind) -> bool {
        match self {
            Self::Xhtml | Self::Html => matches!(kind, Kind::Xhtml | Kind::Html),
            Self::Formex => matches!(kind, Kind::Xml | Kind::Zip),
            Self::Pdf => kind == Kind::Pdf,
            Self::Docx => kind == Kind::Docx,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = FormatError;

    fn from_str(text: &str) -> Result<Self, FormatError> {
        let name = text.trim().to_ascii_lowercase();
        Self::ALL
            .into_iter()
            .find(|format| format.name() == name)
            .or((name == "fmx4").then_some(Self::Formex))
            .ok_or_else(|| FormatError(text.to_owned()))
    }
}
