//! What an index holds, as a run needs to know it: which document came from which file.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::Arc;

use renvoi_document::{Document, DocumentId, origin};
use renvoi_index::{Field, IndexError, LookUps, Snapshot};
use renvoi_query::{About, Content, Head, Record};

/// One state of an index.
pub struct Held(Arc<dyn Snapshot>);

impl std::fmt::Debug for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Held").finish_non_exhaustive()
    }
}

/// What is known of a stored document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its id.
    pub id: DocumentId,
    /// The digest it was stored with.
    pub digest: String,
    /// Full path of its file.
    pub origin: String,
}

impl Stored {
    fn of(head: Head) -> Self {
        Self {
            id: head.document.id,
            digest: head.digest,
            origin: head.origin,
        }
    }
}

/// Documents that are looked through at once.
const PAGE: usize = 1_000;

impl Held {
    /// What a snapshot holds.
    pub fn new(snapshot: Arc<dyn Snapshot>) -> Self {
        Self(snapshot)
    }

    pub(crate) fn snapshot(&self) -> &dyn Snapshot {
        &*self.0
    }

    /// What is stored under an id.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn stored(&self, id: &DocumentId) -> Result<Option<Stored>, IndexError> {
        Ok(self.head(id)?.map(Stored::of))
    }

    /// What is stored that came from a file, by its full path.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn stored_from(&self, origin: &str) -> Result<Option<Stored>, IndexError> {
        Ok(self.with_origin(origin)?.into_iter().next().map(Stored::of))
    }

    /// The documents whose files are gone, of those that stood below one of the
    /// folders or were one of the files named.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn gone(&self, below: &[PathBuf]) -> Result<Vec<Stored>, IndexError> {
        let mut gone = Vec::new();
        let mut after = None;
        loop {
            let page = self.0.documents(after.as_ref(), PAGE)?.items;
            for text in &page {
                let stored = Stored::of(serde_json::from_str(text)?);
                after = Some(stored.id.clone());
                let path = origin::to_path(&stored.origin);
                let inside = below.iter().any(|below| path.starts_with(below));
                // A file that cannot be looked at is not gone: its folder may be closed, or its disk not there today.
                let absent = std::fs::metadata(&path).is_err_and(|error| {
                    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
                });
                if inside && absent {
                    gone.push(stored);
                }
            }
            if page.len() < PAGE {
                return Ok(gone);
            }
        }
    }

    /// The head of a document.
    pub(crate) fn head(&self, id: &DocumentId) -> Result<Option<Head>, IndexError> {
        let heads = self.heads(vec![(Field::Id, id.to_string())])?;
        Ok(heads.into_iter().flatten().next())
    }

    /// The documents that came from a file.
    pub(crate) fn with_origin(&self, origin: &str) -> Result<Vec<Head>, IndexError> {
        let heads = self.heads(vec![(Field::Origin, origin.to_owned())])?;
        Ok(heads.into_iter().flatten().collect())
    }

    fn heads(&self, of: Vec<(Field, String)>) -> Result<Vec<Vec<Head>>, IndexError> {
        let asked = LookUps {
            heads: of,
            ..LookUps::default()
        };
        let found = self.0.look_up(&asked)?.heads.into_iter();
        found
            .map(|heads| {
                heads
                    .iter()
                    .map(|text| Ok(serde_json::from_str(text)?))
                    .collect()
            })
            .collect()
    }

    /// A whole document.
    pub(crate) fn document(&self, id: &DocumentId) -> Result<Option<Document>, IndexError> {
        let asked = LookUps {
            documents: vec![id.clone()],
            ..LookUps::default()
        };
        let Some((head, records)) = self.0.look_up(&asked)?.documents.pop().flatten() else {
            return Ok(None);
        };
        let mut document = serde_json::from_str::<Head>(&head)?.document;
        for record in &records {
            match serde_json::from_str::<Record>(record)?.content {
                Content::Passage(passage) => document.passages.push(passage),
                Content::Footnote(note) => document.footnotes.push(note),
            }
        }
        Ok(Some(document))
    }

    /// The heads of those of some instruments that have several documents, or one whose state depends on another that may
    /// be gone: what is to be settled anew.
    pub(crate) fn unsettled(
        &self,
        keys: &BTreeSet<String>,
    ) -> Result<BTreeMap<String, Vec<Head>>, IndexError> {
        let of = |keys: &[&String]| -> Vec<(Field, String)> {
            let keys = keys.iter();
            keys.map(|key| (Field::Key, (*key).clone())).collect()
        };
        let keys: Vec<&String> = keys.iter().collect();
        let asked = LookUps {
            about: of(&keys),
            ..LookUps::default()
        };
        let about = self.0.look_up(&asked)?.about;
        let mut unsettled = Vec::new();
        for (key, about) in keys.into_iter().zip(about) {
            let mut depends = false;
            for text in &about {
                let about: About = serde_json::from_str(text)?;
                depends |= about.copy_of.is_some() || about.newer_version.is_some();
            }
            if about.len() > 1 || depends {
                unsettled.push(key);
            }
        }
        let heads = self.heads(of(&unsettled))?;
        Ok(unsettled.into_iter().cloned().zip(heads).collect())
    }
}
