//! A body brought to disk: bounded, checked, and kept when it is cut if it can go on.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};

use flate2::read::MultiGzDecoder;

use crate::client::{Answer, Conditions};
use crate::error::FetchError;
use crate::folder::{self, Folder};
use crate::manifest;
use crate::retry::Fault;
use crate::sniff::{self, Kind, WINDOW};

/// What an address is asked with: the bytes that are there already, or the version that is.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// A cut download: its address, its validator, its bytes so far.
    pub(crate) cut: Option<(manifest::Cut, u64)>,
    /// Files that are there and whole.
    pub(crate) files: Vec<manifest::File>,
}

impl Conditions for Known {
    fn headers(&self, url: &str) -> Vec<(&'static str, String)> {
        let mut headers = Vec::new();
        if let Some((cut, bytes)) = self.cut.as_ref().filter(|(cut, _)| cut.url == url) {
            headers.push(("Range", format!("bytes={bytes}-")));
            headers.push(("If-Range", cut.validator.clone()));
            return headers;
        }
        if let Some(file) = self.files.iter().find(|file| file.url == url) {
            if let Some(etag) = &file.etag {
                headers.push(("If-None-Match", etag.clone()));
            }
            if let Some(date) = &file.last_modified {
                headers.push(("If-Modified-Since", date.clone()));
            }
        }
        headers
    }
}

/// A whole body on disk, under the name of its part.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) kind: Kind,
    pub(crate) size: u64,
    pub(crate) blake3: String,
    /// Whether a cut download went on.
    pub(crate) resumed: bool,
    /// Bytes that were sent for it now.
    pub(crate) sent: u64,
}

/// Where in a part the bytes of an answer belong.
enum Place {
    Start,
    After(u64),
}

/// Brings the body of a 200 or 206 answer to the file `part`.
///
/// A body that is cut stays there for the next try if the answer has a validator and is not compressed; of any other
/// fault nothing stays.
pub(crate) fn receive(
    answer: &mut Answer,
    folder: &Folder,
    part: &str,
    limit: u64,
    progress: &mut dyn FnMut(u64, Option<u64>),
) -> Result<Received, Fault> {
    if let Some(encoding) = answer.encoding.as_deref().filter(|e| !is_gzip(e)) {
        let problem = format!("compressed as {encoding:?}, which was not asked for");
        return Err(Fault {
            again: false,
            ..damaged(answer, &problem)
        });
    }
    let place = place(answer, folder.length(part)).inspect_err(|_| folder.remove(part))?;
    let start = match place {
        Place::Start => 0,
        Place::After(bytes) => bytes,
    };
    let of = answer.length.filter(|_| answer.encoding.is_none());
    let of = of.map(|length| length.saturating_add(start));
    let url = answer.url.clone();
    let too_large = || FetchError::TooLarge {
        url: url.clone(),
        limit,
    };
    if of.is_some_and(|of| of > limit) || answer.length.is_some_and(|length| length > limit) {
        folder.remove(part);
        return Err(too_large().into());
    }
    let mut sent = 0;
    let size = Size { start, of, limit };
    let end = stream(answer, folder, part, &size, &mut sent, progress)?;
    match end {
        End::Whole => finish(answer, folder, part, (start > 0, sent)),
        End::TooLarge => {
            folder.remove(part);
            Err(too_large().into())
        }
        End::Cut(error) => {
            if answer.validator().is_none() || answer.encoding.is_some() {
                folder.remove(part);
            }
            Err(damaged(answer, &format!("the body broke off ({error})")))
        }
    }
}

/// The bytes of a file: there already, said to come, allowed.
struct Size {
    start: u64,
    of: Option<u64>,
    limit: u64,
}

/// How a body ended.
enum End {
    Whole,
    TooLarge,
    Cut(io::Error),
}

/// Writes a body to its file, and makes what came last.
fn stream(
    answer: &mut Answer,
    folder: &Folder,
    part: &str,
    size: &Size,
    sent: &mut u64,
    progress: &mut dyn FnMut(u64, Option<u64>),
) -> Result<End, Fault> {
    let failed = |source| write_fault(folder, part, source);
    let mut file = open(folder, part, size.start).map_err(failed)?;
    let mut body = decoded(answer, sent);
    let mut buffer = vec![0; WINDOW];
    let mut bytes = size.start;
    let end = loop {
        match body.read(&mut buffer) {
            Ok(0) => break End::Whole,
            Ok(read) => {
                bytes = bytes.saturating_add(read as u64);
                if bytes > size.limit {
                    break End::TooLarge;
                }
                file.write_all(buffer.get(..read).unwrap_or_default())
                    .map_err(failed)?;
                progress(bytes, size.of);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => break End::Cut(error),
        }
    };
    file.sync_all().map_err(failed)?;
    Ok(end)
}

/// Checks that an answer to `Range` goes on exactly where the part ends.
fn place(answer: &Answer, there: u64) -> Result<Place, Fault> {
    if answer.status != 206 {
        return Ok(Place::Start);
    }
    let range = answer.content_range.as_deref().unwrap_or_default();
    let start = range
        .strip_prefix("bytes ")
        .and_then(|range| range.split_once('-'))
        .and_then(|(start, _)| start.trim().parse::<u64>().ok());
    let whole = range
        .rsplit('/')
        .next()
        .and_then(|size| size.parse::<u64>().ok());
    let fits = match (whole, answer.length) {
        (Some(whole), Some(length)) => there.checked_add(length) == Some(whole),
        _ => true,
    };
    if start == Some(there) && there > 0 && fits && answer.encoding.is_none() {
        Ok(Place::After(there))
    } else {
        Err(damaged(answer, "another range came than was asked for"))
    }
}

fn open(folder: &Folder, part: &str, start: u64) -> io::Result<File> {
    let path = folder.join(part);
    if start > 0 {
        OpenOptions::new().append(true).open(path)
    } else {
        File::create(path)
    }
}

/// The only compression that is asked for.
fn is_gzip(encoding: &str) -> bool {
    matches!(encoding, "gzip" | "x-gzip")
}

/// The body without its compression; `sent` counts what came over the wire.
fn decoded<'a>(answer: &'a mut Answer, sent: &'a mut u64) -> Box<dyn Read + 'a> {
    let gzip = answer.encoding.as_deref().is_some_and(is_gzip);
    let counted = Counted {
        body: &mut answer.body,
        sent,
    };
    if gzip {
        Box::new(MultiGzDecoder::new(counted))
    } else {
        Box::new(counted)
    }
}

struct Counted<'a> {
    body: &'a mut Box<dyn Read>,
    sent: &'a mut u64,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.body.read(buffer)?;
        *self.sent = self.sent.saturating_add(read as u64);
        Ok(read)
    }
}

/// Looks at a body that came to its end.
fn finish(
    answer: &Answer,
    folder: &Folder,
    part: &str,
    (resumed, sent): (bool, u64),
) -> Result<Received, Fault> {
    let path = folder.join(part);
    let read = |source| write_fault(folder, part, source);
    let (size, blake3) = folder::digest(&path).map_err(read)?;
    if size == 0 {
        folder.remove(part);
        return Err(damaged(answer, "the body is empty"));
    }
    let (kind, fault) = folder::ends(&path, |ends| {
        let kind = sniff::kind(ends);
        (kind, sniff::fault(kind, ends))
    })
    .map_err(read)?;
    if fault.is_some() {
        folder.remove(part);
    }
    match fault {
        None => Ok(Received {
            kind,
            size,
            blake3,
            resumed,
            sent,
        }),
        Some(sniff::Fault::Challenge) => Err(FetchError::Challenged {
            url: answer.url.clone(),
        }
        .into()),
        Some(sniff::Fault::Cut) => {
            let what = format!("{} without its end", kind.name());
            Err(damaged(answer, &what))
        }
        // The same page would come again at once.
        Some(sniff::Fault::NoDocument) => Err(Fault {
            again: false,
            ..damaged(answer, "a page without a document came")
        }),
    }
}

/// A body that another try may bring whole.
fn damaged(answer: &Answer, problem: &str) -> Fault {
    Fault::passing(FetchError::Damaged {
        url: answer.url.clone(),
        problem: problem.to_owned(),
        tries: 1,
    })
}

fn write_fault(folder: &Folder, name: &str, source: io::Error) -> Fault {
    FetchError::Write {
        path: folder.join(name),
        source,
    }
    .into()
}

/// Reads a short body whole, as text: the list of a document's parts.
pub(crate) fn read_list(answer: &mut Answer, limit: u64) -> Result<String, Fault> {
    let mut sent = 0;
    let mut bytes = Vec::new();
    let read = decoded(answer, &mut sent)
        .take(limit)
        .read_to_end(&mut bytes);
    match read {
        Ok(_) => Ok(sniff::text(&bytes).into_owned()),
        Err(error) => Err(damaged(
            answer,
            &format!("the list of parts broke off ({error})"),
        )),
    }
}
