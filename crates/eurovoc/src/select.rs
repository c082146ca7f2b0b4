//! Part of `EuroVoc`.

use std::collections::{HashMap, HashSet};

use renvoi_analysis::fold;

use crate::concept::Concepts;
use crate::error::ImportError;

/// Which concepts are wanted, by number or French label; all when nothing is
/// named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// These, and all that is below them.
    pub under: Vec<String>,
    /// These alone.
    pub only: Vec<String>,
}

impl Selection {
    /// Numbers of the concepts wanted.
    pub(crate) fn of<'c>(&self, concepts: &'c Concepts) -> Result<HashSet<&'c str>, ImportError> {
        if self.under.is_empty() && self.only.is_empty() {
            return Ok(concepts.iter().map(|c| c.id.as_str()).collect());
        }
        let mut labels: HashMap<String, &str> = HashMap::new();
        let mut below: HashMap<&str, Vec<&str>> = HashMap::new();
        for concept in concepts.iter() {
            if let Some(label) = concept.label.as_deref().filter(|_| !concept.deprecated) {
                labels.entry(fold(label)).or_insert(&concept.id);
            }
            for broader in &concept.broader {
                below.entry(broader).or_default().push(&concept.id);
            }
        }
        let find = |name: &String| {
            let by_number = concepts.get(name.trim()).map(|c| c.id.as_str());
            let found = by_number.or_else(|| labels.get(&fold(name.trim())).copied());
            found.ok_or_else(|| ImportError::NoSuch { name: name.clone() })
        };
        let mut chosen = HashSet::new();
        for name in &self.only {
            chosen.insert(find(name)?);
        }
        let mut waiting = Vec::new();
        for name in &self.under {
            waiting.push(find(name)?);
        }
        // A concept may be below several, and a damaged file may go in circles.
        let mut seen = HashSet::new();
        while let Some(id) = waiting.pop() {
            if seen.insert(id) {
                waiting.extend(below.get(id).into_iter().flatten());
            }
        }
        chosen.extend(seen);
        Ok(chosen)
    }
}
