//! The fields that entries have.

/// How the words or values of a field are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Indexed {
    /// Not at all: the field is a column alone.
    No,
    /// A value is found whole; it stands in an entry or does not.
    Value,
    /// Words, of which it is known whether they stand in an entry.
    Words,
    /// Words, each counted.
    Counted,
    /// Words, each with its places.
    Placed,
}

macro_rules! fields {
    ($($(#[doc = $doc:literal])+ $field:ident, $name:literal, $indexed:ident, $column:literal;)+) => {
        /// A field of words or values.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field { $($(#[doc = $doc])+ $field,)+ }

        impl Field {
            /// All fields.
            pub const ALL: &[Self] = &[$(Self::$field,)+];

            /// What a back end may call it.
            pub fn name(self) -> &'static str {
                match self { $(Self::$field => $name,)+ }
            }

            /// How its words or values are kept.
            pub fn indexed(self) -> Indexed {
                match self { $(Self::$field => Indexed::$indexed,)+ }
            }

            /// Whether the values of an entry can be read from it, to be counted or shown.
            pub fn is_column(self) -> bool {
                match self { $(Self::$field => $column,)+ }
            }
        }
    };
}

fields! {
    /// Address of the passage or note; the id of a document for its head.
    Id, "id", Value, false;
    /// Id of the document.
    Document, "document", Value, true;
    /// What the entry stands for: see [`scope`].
    Scope, "scope", Value, false;
    /// Kind of passage, or `footnote`.
    Kind, "kind", Value, true;
    /// Folded and stemmed text, but for English ones.
    Stemmed, "stemmed", Counted, false;
    /// Folded and stemmed text of English records; each is in one of the two.
    English, "english", Counted, false;
    /// The notes that a passage calls, folded and stemmed, each as its language is.
    Notes, "notes", Counted, false;
    /// The same, folded.
    ExactNotes, "exact_notes", Placed, false;
    /// The heading above the text, folded and stemmed.
    Heading, "heading", Counted, true;
    /// The heading above the text, folded: what tells *traite* from *traitement* there.
    HeadingWords, "heading_words", Counted, false;
    /// What the text is about without saying so, folded and stemmed: the names and the title of its document, and the
    /// headings above the one right above it.
    Context, "context", Counted, false;
    /// All headings above the text, folded and stemmed: what `section:` looks in.
    Headings, "headings", Words, false;
    /// Folded text.
    Exact, "exact", Placed, false;
    /// Words with accents or in capitals, as written.
    Written, "written", Counted, false;
    /// Acronyms that the text explains, each with its long form.
    Acronym, "acronym", Value, false;
    /// Ids of the topics that the text speaks of.
    Topic, "topic", Value, true;
    /// Keys of the instruments cited, in the text or in a note that it calls.
    Cites, "cites", Value, true;
    /// Those of them that a reference says in full.
    CitesFormally, "cites_formally", Value, false;
    /// Those that the text cites itself.
    CitesInText, "cites_in_text", Value, false;
    /// Those that the notes cite.
    CitesInNotes, "cites_in_notes", Value, false;
    /// Places of the instruments cited, each with all that holds it: `32016R0679#art.5`, `32016R0679#art.5/1`; with `!`
    /// behind it, one that is cited formally.
    CitedPlaces, "cited_places", Value, true;
    /// `formal` where anything is cited formally, `inferred` where anything is cited otherwise.
    Certainty, "certainty", Value, false;
    /// Number of the article that the passage stands in, folded (`3bis`).
    Article, "article", Value, false;
    /// Key of the instrument that the document is; on its head only.
    Key, "key", Value, true;
    /// Key of the instrument that a corrigendum corrects; on its head only.
    Corrects, "corrects", Value, false;
    /// Whether the document is searched, see [`state`]; on its head only.
    State, "state", Value, true;
    /// What a list of documents needs to know of one: a head may be long. On its head only.
    About, "about", No, true;
    /// Full path of the document's file; on its head only.
    Origin, "origin", Value, false;
    /// Kind of the document's reference, folded (`com`).
    DocumentType, "type", Value, true;
    /// Who the document is of, folded (`parlement europeen et conseil`).
    Institution, "institution", Value, true;
    /// Languages of the text and of the notes that it calls.
    Language, "language", Value, true;
}

impl Field {
    /// The field in which the entries with a word are counted, for how rare it is. Notes have entries of their own: their
    /// words are counted there, and not once more in the passages that call them.
    #[must_use]
    pub fn counted_in(self) -> Self {
        match self {
            Self::Notes => Self::Stemmed,
            Self::ExactNotes => Self::Exact,
            own => own,
        }
    }

    /// The fields whose terms together say how long a text is on average: a text is in the field of its language.
    pub fn measured_with(self) -> &'static [Self] {
        match self {
            Self::Stemmed | Self::English | Self::Notes => &[Self::Stemmed, Self::English],
            Self::ExactNotes => &[Self::Exact],
            own => {
                let at = Self::ALL.iter().position(|field| *field == own);
                let at = at.unwrap_or_default();
                Self::ALL.get(at..=at).unwrap_or_default()
            }
        }
    }
}

macro_rules! numbers {
    ($($(#[doc = $doc:literal])+ $number:ident, $name:literal, $indexed:literal;)+) => {
        /// A column of numbers, one an entry at most; 0 where it has none.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Number { $($(#[doc = $doc])+ $number,)+ }

        impl Number {
            /// All columns of numbers.
            pub const ALL: &[Self] = &[$(Self::$number,)+];

            /// What a back end may call it.
            pub fn name(self) -> &'static str {
                match self { $(Self::$number => $name,)+ }
            }

            /// Whether entries are found by it.
            pub fn is_indexed(self) -> bool {
                match self { $(Self::$number => $indexed,)+ }
            }
        }
    };
}

numbers! {
    /// Place in the document: the head is 0, passages follow, then notes.
    Ordinal, "ordinal", false;
    /// The act, part and language that the document is a version of, hashed.
    OfAct, "of_act", false;
    /// The way to the place in the act, hashed.
    LegalPath, "legal_path", false;
    /// The words of the place, hashed.
    SameText, "same_text", false;
    /// Day of the consolidated version that the document is.
    Version, "version", false;
    /// Year of the document.
    Year, "year", true;
    /// Day of the document: 20200724.
    Day, "day", false;
}

/// Values of [`Field::Scope`]: what an entry stands for. Entries without [`PLACE`](scope::PLACE) and [`NOTE`](scope::NOTE)
/// are never among what is searched.
pub mod scope {
    /// A place in the text: a passage with the notes that it calls, or a note that nothing calls.
    pub const PLACE: &str = "place";
    /// A note: searched as part of the passage that calls it, and by itself where notes alone are asked for.
    pub const NOTE: &str = "note";
    /// Searched although a newer version took the place of its document, where versions are left out.
    pub const LASTING: &str = "lasting";
    /// A passage that calls notes.
    pub const NOTED: &str = "noted";
    /// A document, without its passages and notes.
    pub const HEAD: &str = "head";
    /// A note whose text the source lost: part of its document, never found.
    pub const GAP: &str = "gap";
    /// A passage or a note of a copy: the same text is searched in another document.
    pub const COPY: &str = "copy";
}

/// Values of [`Field::State`]: which of the documents of one instrument are searched.
pub mod state {
    /// The newest version, or a text that is no version of anything.
    pub const CURRENT: &str = "current";
    /// A version that a newer one took the place of.
    pub const REPLACED: &str = "replaced";
    /// The same text as another document, in a format that is read less well.
    pub const COPY: &str = "copy";
}

/// Names of the texts that are kept with an index.
pub mod resource {
    /// The topics that entries were tagged with; without it, those that come with Renvoi.
    pub const THESAURUS: &str = "thesaurus.toml";
    /// What Japanese words were told by.
    pub const DICTIONARY: &str = "dictionary.json";
    /// When the last run that changed the index ended.
    pub const RUN: &str = "run.json";
    /// All of them.
    pub const ALL: &[&str] = &[THESAURUS, DICTIONARY, RUN];
}
