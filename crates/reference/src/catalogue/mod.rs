//! The catalogue: instruments with the names that people give them, read from TOML.

mod file;
mod typed;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use crate::citation::Instrument;
use crate::cursor::Cursor;
use crate::families::act::decision;
use crate::lexer::{Gap, Lexeme};
use crate::names::{Match, Names, Unfit};
use crate::{Celex, Citation, Key, official, query};

pub use file::CatalogueError;
use file::{File, Written, instrument, own_celex, own_date};

/// Instruments and their names: *directive SRI 2*, *RGPD*.
///
/// A name that can only mean one instrument is *named*: it is a reference in any text and query. A name that may mean
/// other things too (*CER*, *Europol*) is *offered*: only who types it is shown the instruments that it may mean.
///
/// ```
/// let catalogue = renvoi_reference::Catalogue::parse(
///     r#"
///     [[instrument]]
///     key = "32022L2555"
///     title = "Mesures pour un niveau élevé commun de cybersécurité"
///     aliases = ["directive SRI 2", "NIS 2"]
///     "#,
/// )?;
/// let citation = catalogue.resolve("la Directive « SRI2 »").expect("a name");
/// assert_eq!(citation.key.as_str(), "32022L2555");
/// assert_eq!(catalogue.name_at("nis2 article 21").expect("a name").1, 4);
/// # Ok::<(), renvoi_reference::CatalogueError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    entries: BTreeMap<Key, Entry>,
    names: Names<Arc<Instrument>>,
    /// What each name that is only offered may mean.
    offered: Names<Vec<Key>>,
    /// What took the place of each instrument that is repealed, replaced or invalid.
    replaced: BTreeMap<Key, Key>,
}

/// What the catalogue says of one instrument.
#[derive(Clone, Debug)]
struct Entry {
    /// The instrument as its names cite it.
    what: Arc<Instrument>,
    celex: Option<Celex>,
    date: Option<String>,
    title: Option<String>,
    name: Option<String>,
    short_name: Option<String>,
    institution: Option<String>,
    aliases: Vec<String>,
    offered: Vec<String>,
    repeals: Vec<Key>,
}

static BUNDLED: LazyLock<Catalogue> = LazyLock::new(|| {
    // A test reads the same file, so that a mistake in it never gets this far.
    Catalogue::parse(include_str!("../../../../data/instruments.toml")).unwrap_or_default()
});

impl Catalogue {
    /// Reads a catalogue.
    ///
    /// # Errors
    /// It is not TOML, or an entry is wrong: a key that is none, a name that two instruments have.
    pub fn parse(text: &str) -> Result<Self, CatalogueError> {
        let file: File = toml::from_str(text)?;
        let mut catalogue = Self {
            offered: Names::loose(),
            ..Self::default()
        };
        for written in file.instrument {
            catalogue.add(written)?;
        }
        catalogue.offer_names()?;
        Ok(catalogue)
    }

    /// The project's own catalogue, `data/instruments.toml`, read once.
    pub fn bundled() -> &'static Self {
        &BUNDLED
    }

    fn add(&mut self, written: Written) -> Result<(), CatalogueError> {
        let entry = written.key;
        let instrument = instrument(&entry).ok_or_else(|| CatalogueError::Key {
            entry: entry.clone(),
            key: entry.clone(),
        })?;
        let instrument = Arc::new(instrument);
        let key = Key::new(instrument.key.clone());
        let celex = written
            .celex
            .map(|celex| own_celex(&entry, celex, &key))
            .transpose()?
            .or_else(|| instrument.celex.clone());
        let repeals = written.repeals.keys(&entry)?;
        let invalidates = written.invalidates.keys(&entry)?;
        let date = written.date.map(|day| own_date(&entry, day)).transpose()?;
        for alias in &written.aliases {
            self.add_name(&entry, alias, &instrument)?;
        }
        for old in repeals.iter().chain(&invalidates) {
            self.replaced
                .entry(old.clone())
                .or_insert_with(|| key.clone());
        }
        let what = Entry {
            what: instrument,
            celex,
            date,
            title: written.title,
            name: written.name,
            short_name: written.short_name,
            institution: written.institution,
            aliases: written.aliases,
            offered: written.offered,
            repeals,
        };
        if self.entries.insert(key, what).is_some() {
            return Err(CatalogueError::Twice(entry));
        }
        Ok(())
    }

    fn add_name(
        &mut self,
        entry: &str,
        alias: &str,
        what: &Arc<Instrument>,
    ) -> Result<(), CatalogueError> {
        let before = self
            .names
            .insert(alias, Arc::clone(what))
            .map_err(|unfit| unfit_name(entry, alias, unfit))?;
        match before {
            Some(first) if first.key != what.key => Err(CatalogueError::Shared {
                alias: alias.to_owned(),
                first: first.key.clone(),
                second: what.key.clone(),
            }),
            _ => Ok(()),
        }
    }

    /// Keeps the names that are only offered; a short name that names the instrument anywhere needs no offer.
    fn offer_names(&mut self) -> Result<(), CatalogueError> {
        let mut offered: Vec<(String, Key)> = Vec::new();
        for (key, entry) in &self.entries {
            for name in entry.offered.iter().chain(&entry.short_name) {
                let named = self.names.whole(name);
                if named.is_none_or(|what| what.key != key.as_str()) {
                    offered.push((name.clone(), key.clone()));
                }
            }
        }
        for (name, key) in offered {
            self.offer(&name, key)?;
        }
        Ok(())
    }

    fn offer(&mut self, name: &str, key: Key) -> Result<(), CatalogueError> {
        let mut keys = self.offered.whole(name).cloned().unwrap_or_default();
        if !keys.contains(&key) {
            keys.push(key.clone());
        }
        let kept = self.offered.insert(name, keys);
        kept.map_err(|unfit| unfit_name(key.as_str(), name, unfit))?;
        Ok(())
    }

    /// The keys of its instruments, in order.
    pub fn keys(&self) -> impl Iterator<Item = &Key> {
        self.entries.keys()
    }

    /// The short title of an instrument.
    pub fn title(&self, key: &Key) -> Option<&str> {
        self.entries.get(key)?.title.as_deref()
    }

    /// The day an instrument was adopted, `YYYY-MM-DD`.
    pub fn date(&self, key: &Key) -> Option<&str> {
        self.entries.get(key)?.date.as_deref()
    }

    /// The CELEX number of an instrument.
    pub fn celex(&self, key: &Key) -> Option<&Celex> {
        self.entries.get(key)?.celex.as_ref()
    }

    /// The names of an instrument, as the catalogue writes them.
    pub fn aliases(&self, key: &Key) -> &[String] {
        self.entries.get(key).map_or(&[], |entry| &entry.aliases)
    }

    /// How texts cite an instrument by its number: `Directive (UE) 2022/2555`, `COM(2020) 605`. Never a bare CELEX number.
    pub fn name(&self, key: &Key) -> String {
        let entry = self.entries.get(key);
        let written = entry.and_then(|entry| entry.name.clone());
        written.unwrap_or_else(|| {
            let institution = entry.and_then(|entry| entry.institution.as_deref());
            let date = entry.and_then(|entry| entry.date.as_deref());
            official::name_of(key, institution, date)
        })
    }

    /// What people call an instrument, for display: `SRI 2`.
    pub fn short_name(&self, key: &Key) -> Option<&str> {
        self.entries.get(key)?.short_name.as_deref()
    }

    /// Who adopted an instrument: `Parlement européen et Conseil`.
    pub fn institution(&self, key: &Key) -> Option<&str> {
        self.entries.get(key)?.institution.as_deref()
    }

    /// Whether it has a decision of Parliament and Council under this key: such were numbered apart, `n° 243/2012/UE`, and
    /// `2012/243/UE` is then another act.
    pub(crate) fn has_joint_decision(&self, key: &str) -> bool {
        let entry = self.entries.get(key);
        let institution = entry.and_then(|entry| entry.institution.as_deref());
        institution.is_some_and(official::is_joint)
    }

    /// What repealed or replaced an instrument, or declared it invalid.
    pub fn replaced_by(&self, key: &Key) -> Option<&Key> {
        self.replaced.get(key)
    }

    /// The names of an instrument that may mean other things too, as the catalogue writes them.
    pub fn offered(&self, key: &Key) -> &[String] {
        self.entries.get(key).map_or(&[], |entry| &entry.offered)
    }

    /// The longest name that is only offered which `text` begins with, in any case: the instruments that it may mean, and
    /// how many bytes it takes.
    pub fn offered_at(&self, text: &str) -> Option<(Vec<Key>, usize)> {
        let cursor = Cursor::new(text, 0, true);
        if cursor.peek().start > 0 {
            return None;
        }
        let plain = self.offered.longest(&cursor, usize::MAX);
        let plain = plain.map(|found| (found.what.clone(), found.end));
        let typed = [
            self.behind_type(&cursor, usize::MAX),
            self.before_type(&cursor),
        ];
        let typed = typed.into_iter().flatten();
        let typed = typed.map(|found| (found.keys.into_iter().cloned().collect(), found.end));
        let (mut keys, end) = plain.into_iter().chain(typed).max_by_key(|(_, end)| *end)?;
        self.likeliest_first(text.get(..end)?, &mut keys);
        Some((keys, end))
    }

    /// The instrument that an offered name most likely means, when one is likelier than all others in force: the one that
    /// is called so for short.
    pub fn likeliest(&self, name: &str, keys: &[Key]) -> Option<Key> {
        let mut current = keys.iter().filter(|key| self.replaced_by(key).is_none());
        let first = current.next().or(keys.first())?;
        let others: Vec<&Key> = current.collect();
        let called = |key: &Key| self.is_called(key, name);
        let alone = others.is_empty() || (called(first) && !others.iter().any(|key| called(key)));
        alone.then(|| first.clone())
    }

    /// Whether a name is the short name of an instrument.
    fn is_called(&self, key: &Key, name: &str) -> bool {
        let short = self.short_name(key);
        short.is_some_and(|short| official::fold(short) == official::fold(name))
    }

    /// Instruments in force come first, then those that are called so for short, then acts before what amends them, then
    /// the newest.
    fn likeliest_first(&self, name: &str, keys: &mut [Key]) {
        let amends = |key: &Key| {
            let title = self.title(key).unwrap_or_default();
            title.starts_with("modification") || title.starts_with("proposition")
        };
        keys.sort_by(|a, b| {
            let of = |key: &Key| {
                let called = self.is_called(key, name);
                (self.replaced_by(key).is_some(), !called, amends(key))
            };
            of(a)
                .cmp(&of(b))
                .then_with(|| self.date(b).cmp(&self.date(a)))
        });
    }

    /// The instruments that an instrument repeals.
    pub fn repeals(&self, key: &Key) -> &[Key] {
        self.entries.get(key).map_or(&[], |entry| &entry.repeals)
    }

    /// The longest name that `text` begins with, in any case, and how many bytes it takes. It ends where a word does:
    /// `directive SRI 2` does not begin with *directive SRI*.
    pub fn name_at(&self, text: &str) -> Option<(Key, usize)> {
        let cursor = Cursor::new(text, 0, true);
        if cursor.peek().start > 0 {
            return None;
        }
        let found = self.typed_longest(&cursor)?;
        Some((Key::new(found.what.key.clone()), found.end))
    }

    /// Reads a string that is one reference or one name and nothing else, as [`crate::parse`] does: `directive 2016/1148`,
    /// `la directive SRI 2`, `rgpd`.
    pub fn resolve(&self, typed: &str) -> Option<Citation> {
        if let Some(mut citation) = crate::parse(typed) {
            if self.has_joint_decision(citation.key.as_str()) {
                decision::make_second(&mut citation);
            }
            return Some(citation);
        }
        if typed.len() > query::LONGEST {
            return None;
        }
        let mut cursor = Cursor::new(typed, 0, true);
        loop {
            let token = cursor.peek();
            if let Some(found) = self.typed_longest(&cursor)
                && query::says_nothing(typed.get(found.end..)?)
            {
                let written = typed.get(token.start..found.end)?;
                let start = typed.get(..token.start)?.chars().count();
                return Some(found.what.clone().named(start, written));
            }
            let passes = match token.lexeme {
                Lexeme::Word(word) => query::accompanies(&word),
                Lexeme::Mark(_) => token.gap < Gap::Blank,
                _ => false,
            };
            if !passes {
                return None;
            }
            cursor.next();
        }
    }

    /// The day that the instrument with this key was adopted.
    pub(crate) fn day(&self, key: &str) -> Option<&str> {
        self.entries.get(key)?.date.as_deref()
    }

    /// The longest name of a text at the cursor, ending no later than byte `limit`.
    pub(crate) fn longest<'t>(
        &self,
        cursor: &Cursor<'t>,
        limit: usize,
    ) -> Option<Match<'_, 't, Instrument>> {
        let plain = self.names.longest(cursor, limit).map(|found| Match {
            what: found.what.as_ref(),
            end: found.end,
            steps: found.steps,
            after: found.after,
        });
        let typed = self.behind_type(cursor, limit);
        let typed = typed.and_then(|typed| self.one(typed));
        let found = match (plain, typed) {
            (Some(plain), Some(typed)) if typed.steps > plain.steps => Some(typed),
            (plain, typed) => plain.or(typed),
        }?;
        // A longer name that may mean several things is what the text says: *règlement sur les données de santé*.
        let longer = self.offered.longest(cursor, limit);
        longer
            .is_none_or(|longer| longer.steps <= found.steps)
            .then_some(found)
    }

    /// The longest name of something typed at the cursor.
    fn typed_longest<'t>(&self, cursor: &Cursor<'t>) -> Option<Match<'_, 't, Instrument>> {
        let english = self.before_type(cursor).and_then(|typed| self.one(typed));
        let found = match (self.longest(cursor, usize::MAX), english) {
            (Some(plain), Some(english)) if english.end > plain.end => Some(english),
            (plain, english) => plain.or(english),
        }?;
        let typed = cursor.text().get(cursor.peek().start..found.end)?;
        self.fits_accents(typed, found.what).then_some(found)
    }

    /// Whether one typed word has accents only where a name of the instrument has them: *émir* is not *EMIR*.
    fn fits_accents(&self, typed: &str, what: &Instrument) -> bool {
        if typed.is_ascii() || typed.contains(char::is_whitespace) {
            return true;
        }
        let entry = self.entries.get(what.key.as_str());
        let typed = typed.to_lowercase();
        entry.is_none_or(|entry| {
            let names = entry.aliases.iter().chain(&entry.offered);
            let mut names = names.chain(&entry.short_name);
            names.any(|name| name.to_lowercase() == typed)
        })
    }
}

fn unfit_name(entry: &str, alias: &str, unfit: Unfit) -> CatalogueError {
    let problem = match unfit {
        Unfit::Empty => "says too little: give more than the type of act".to_owned(),
        Unfit::Long => "is too long: thirty-two words at most".to_owned(),
    };
    CatalogueError::Alias {
        entry: entry.to_owned(),
        alias: alias.to_owned(),
        problem,
    }
}
