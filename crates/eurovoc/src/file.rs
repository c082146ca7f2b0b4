//! What a file is, by its content.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use crate::bounded::Bounded;
use crate::concept::Concepts;
use crate::error::ImportError;
use crate::xml::{Event, RDF, Xml};
use crate::{dump, skos, table};

/// Reads the concepts of a file.
pub(crate) fn read(path: &Path, concepts: &mut Concepts) -> Result<(), ImportError> {
    let io = |source| ImportError::Io {
        path: path.to_owned(),
        source,
    };
    let mut file = BufReader::with_capacity(1 << 16, File::open(path).map_err(io)?);
    let head = file.fill_buf().map_err(io)?;
    if head.starts_with(b"\xef\xbb\xbf") {
        file.consume(3);
    }
    let head = file.fill_buf().map_err(io)?;
    let unknown = |found: &str| ImportError::Unknown {
        path: path.to_owned(),
        found: found.to_owned(),
    };
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"\x1f\x8b") {
        return Err(ImportError::Packed {
            path: path.to_owned(),
        });
    }
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return Err(unknown("it is UTF-16: save it as UTF-8"));
    }
    match head.iter().find(|b| !b.is_ascii_whitespace()) {
        None => Err(unknown("it is empty")),
        Some(b'<') => markup(path, Bounded::new(file), concepts),
        Some(_) => table::read(path, Bounded::new(file), concepts),
    }
}

fn markup<R: BufRead>(
    path: &Path,
    file: Bounded<R>,
    concepts: &mut Concepts,
) -> Result<(), ImportError> {
    let mut xml = Xml::new(path, file);
    loop {
        match xml.next()? {
            Event::Open(root) if root.is(RDF, "RDF") => return skos::read(&mut xml, concepts),
            Event::Open(root) => return dump::read(&mut xml, &root, concepts),
            Event::End => {
                return Err(ImportError::Unknown {
                    path: path.to_owned(),
                    found: "it has no element".to_owned(),
                });
            }
            Event::Text(_) | Event::Close => {}
        }
    }
}
