//! A publication in an archive: the act, its annexes, and the list of both. The
//! Publications Office gives Formex out so (`.fmx4.zip`).

use std::collections::{HashMap, HashSet, VecDeque};

use super::super::archive::{Archive, entry_name, header_names};
use super::super::markup::{self, Node};
use super::{HEAD, names};
use crate::blocks::Blocks;
use crate::error::ReadError;

/// Names of a list that are looked for: an act has some dozen annexes.
const MOST_LISTED: usize = 1_000;

/// Whether an archive has a file that may be Formex. Another archive is nobody's
/// document, even where it cannot be opened.
pub(crate) fn may_be_in_archive(bytes: &[u8]) -> bool {
    header_names(bytes).any(|name| {
        let name = name.to_ascii_lowercase();
        [&b".xml"[..], b".fmx", b".fmx4"]
            .iter()
            .any(|end| name.ends_with(end))
    })
}

/// Reads the files of a publication as one document, in the order of its list;
/// none when the archive holds no Formex.
///
/// # Errors
/// The archive or one of the files cannot be read, or there are several texts
/// and nothing says how they belong together.
pub(crate) fn read_archive(bytes: &[u8]) -> Result<Option<Blocks>, ReadError> {
    let mut archive = Archive::open(bytes, "ZIP")?;
    let mut files = Vec::new();
    for name in archive.names() {
        let length = u64::try_from(HEAD).unwrap_or(u64::MAX);
        let head = archive.head(&name, length).unwrap_or_default();
        if let Some(root) = super::root(&head) {
            files.push(File { name, root });
        }
    }
    if files.is_empty() {
        return Ok(None);
    }
    let mut whole = Blocks::default();
    let order = in_order(&mut archive, files, &mut whole.warnings)?;
    for (at, name) in order.iter().enumerate() {
        let bytes = archive.read(name)?.unwrap_or_default();
        match super::read(&bytes).map_err(|error| in_file(name, error.into())) {
            Ok(part) => {
                if at == 0 {
                    whole.about = part.about.clone();
                }
                append(&mut whole, part);
            }
            // An annex may be a picture; the act is there without it.
            Err(error @ ReadError::NoDocument { .. }) if at > 0 => {
                whole.warnings.push(error.to_string());
            }
            Err(error) => return Err(error),
        }
    }
    if order.is_empty() {
        let why =
            "the archive holds the list of a publication and none of its files: fetch it again";
        return Err(ReadError::NoDocument {
            why: why.to_owned(),
        });
    }
    Ok(Some(whole))
}

/// A file of Formex in the archive.
struct File {
    name: String,
    root: String,
}

impl File {
    fn is_annex(&self) -> bool {
        self.root.ends_with("ANNEX")
    }
}

/// The names of the files with text: the act, then its annexes.
fn in_order(
    archive: &mut Archive<'_>,
    files: Vec<File>,
    warnings: &mut Vec<String>,
) -> Result<Vec<String>, ReadError> {
    let (lists, mut texts): (Vec<File>, Vec<File>) = files
        .into_iter()
        .partition(|file| names::LISTS.contains(&file.root.as_str()));
    // An issue has its table of contents beside the lists of its acts.
    let mut lists = lists.into_iter().filter(|file| file.root == "DOC");
    let list = match (lists.next(), lists.next()) {
        (Some(_), Some(_)) => return Err(several()),
        (list, _) => list,
    };
    let mut order = Vec::new();
    if let Some(list) = list {
        let entries = archive.names();
        let there: HashSet<&str> = entries.iter().map(|name| file_name(name)).collect();
        let mut by_name: HashMap<String, VecDeque<File>> = HashMap::new();
        for file in texts.drain(..) {
            let of_name = by_name.entry(file_name(&file.name).to_owned());
            of_name.or_default().push_back(file);
        }
        for named in listed(archive, &list.name)?.iter().take(MOST_LISTED) {
            let named = entry_name(named);
            let named = file_name(&named);
            if let Some(file) = by_name.get_mut(named).and_then(VecDeque::pop_front) {
                order.push(file.name);
            } else if !there.contains(named) {
                warnings.push(format!(
                    "{named}, which the list of the publication names, is not in the archive"
                ));
            }
        }
        texts.extend(by_name.into_values().flatten());
        texts.sort_by(|a, b| a.name.cmp(&b.name));
    } else if texts.iter().filter(|file| !file.is_annex()).count() > 1 {
        return Err(several());
    }
    // The order of names is that of the pages.
    texts.sort_by_key(File::is_annex);
    order.extend(texts.into_iter().map(|file| file.name));
    Ok(order)
}

fn several() -> ReadError {
    ReadError::NoDocument {
        why: "the archive holds several texts of the Official Journal: unpack it and ingest the \
              folder"
            .to_owned(),
    }
}

/// The files that a list names, in its order.
fn listed(archive: &mut Archive<'_>, list: &str) -> Result<Vec<String>, ReadError> {
    let bytes = archive.read(list)?.unwrap_or_default();
    let text = markup::decode(&bytes).map_err(|error| in_file(list, error))?;
    let tree = markup::parse_xml(&text).map_err(|error| in_file(list, error))?;
    let named = |part: Node<'_>| {
        let file = part.child("REF.PHYS")?.attribute("FILE")?;
        Some(file.to_owned())
    };
    let parts = tree.root().descendants();
    let parts = parts.filter(|node| matches!(node.name(), "DOC.MAIN.PUB" | "DOC.SUB.PUB"));
    // Whatever order the list has, annexes follow what they belong to.
    let (main, sub): (Vec<_>, Vec<_>) = parts.partition(|node| node.name() == "DOC.MAIN.PUB");
    Ok(main.into_iter().chain(sub).filter_map(named).collect())
}

/// A name without its folder.
fn file_name(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// An error of one of the files, which names it.
fn in_file(name: &str, error: ReadError) -> ReadError {
    match error {
        ReadError::Damaged { format, problem } => ReadError::Damaged {
            format,
            problem: format!("{name}: {problem}"),
        },
        ReadError::NoDocument { why } => ReadError::NoDocument {
            why: format!("{name}: {why}"),
        },
        ReadError::TooMuch { what, limit } => ReadError::TooMuch {
            what: format!("{name}: {what}"),
            limit,
        },
    }
}

fn append(whole: &mut Blocks, part: Blocks) {
    let before = whole.notes.len();
    for mut block in part.blocks {
        for call in &mut block.calls {
            call.note += before;
        }
        whole.blocks.push(block);
    }
    whole.notes.extend(part.notes);
    whole.warnings.extend(part.warnings);
}
