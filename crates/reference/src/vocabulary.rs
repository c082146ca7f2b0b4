//! The words that matter round a reference, and what each does there.
//!
//! Almost every word of a text does nothing, and finding that out must cost next to nothing: a hash table of the
//! vocabulary, built at compile time, answers in one probe or two.

use crate::families::{FAMILIES, FamilySet};
use crate::lexer::Word;
use crate::places::numbers::is_article_suffix;

/// What a word may do; several at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Roles(u32);

impl Roles {
    /// It may begin an address.
    pub(crate) const ADDRESS: Self = Self(1);
    /// It names a type of act.
    pub(crate) const TYPE: Self = Self(1 << 1);
    /// Between a type and its number, it leads on: *du*, *de la*.
    pub(crate) const LEADS_ON: Self = Self(1 << 2);
    /// Between a type and its number, it says whose the act is, or that it was cited before.
    pub(crate) const OWNER: Self = Self(1 << 3);
    /// After a type, it changes it: *d'exécution*, *délégué*, *cadre*.
    pub(crate) const QUALIFIES: Self = Self(1 << 4);
    /// It may change the type that follows: *implementing*, *framework*; or makes one with its neighbour: *position commune*.
    pub(crate) const MODIFIES: Self = Self(1 << 5);
    /// *Proposition*.
    pub(crate) const PROPOSES: Self = Self(1 << 6);
    /// It may stand between *proposition* and the type of act proposed.
    pub(crate) const FILLS_PROPOSAL: Self = Self(1 << 7);
    /// It names a document for information: a communication, a report, a green paper.
    pub(crate) const INFORMS: Self = Self(1 << 8);
    /// After it, *communication* is a subject and *rapport* a phrase.
    pub(crate) const PARTITIVE: Self = Self(1 << 9);
    /// *Article*.
    pub(crate) const ARTICLE: Self = Self(1 << 10);
    /// It may stand between the number of an article and the act.
    pub(crate) const FILLS_ARTICLE: Self = Self(1 << 11);
    /// What follows may still speak of the citation before it: *dite*, *ci-après*.
    pub(crate) const KEEPS_CITED: Self = Self(1 << 12);
    /// It says of an act that it was named before: *ladite*, *cette*.
    pub(crate) const LOOKS_BACK: Self = Self(1 << 13);
    /// Between an act and the name given to it, it keeps them together: the institutions and the date of the act.
    pub(crate) const KEEPS_TOGETHER: Self = Self(1 << 14);
    /// After it, acts are those that the title says are changed.
    pub(crate) const CHANGES: Self = Self(1 << 15);

    /// The roles round a number, which all those before [`Roles::KEEPS_CITED`] are.
    const ROUND_A_NUMBER: Self = Self((1 << 12) - 1);

    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the word does any of `these`.
    pub(crate) fn has(self, these: Self) -> bool {
        self.0 & these.0 != 0
    }

    /// Whether the word does nothing round a number.
    pub(crate) fn none(self) -> bool {
        !self.has(Self::ROUND_A_NUMBER)
    }
}

/// Words that begin an address.
const ADDRESSES: &str = "http https ftp www data eur publications eli";
const TYPES: &str = "directive directives reglement reglements regulation regulations decision decisions \
    recommandation recommandations recommendation recommendations dir reg regl rgt rglt dec reco rec";
const OWNERS: &str = "conseil parlement europeen europeenne council parliament european precite precitee precites \
    precitees modifie";
const QUALIFIERS: &str = "execution delegue deleguee delegues deleguees cadre cadres";
const MODIFIERS: &str =
    "delegated framework position positions action actions common joint commune communes";
const PROPOSALS: &str = "proposition propositions proposal proposals";
const PROPOSAL_FILLERS: &str = "une un modifiees initiale conjointe for an amended";
const DOCUMENTS: &str = "communication communications rapport rapports report reports livre livres white green vert verts blanc blancs paper papers";
const ARTICLE_FILLERS: &str = "paragraphe paragraphes point points premier deuxieme second troisieme quatrieme alinea \
    alineas phrase sous ou paragraph er bis ter quater \
    cinquieme sixieme septieme huitieme dernier derniere premiere introductive tiret tirets \
    ii iii iv vi vii viii ix xi xii xiii xiv xv";

const CITED_KEEPERS: &str = "le la l dit dite ci apres denomme denommee";
const BACKWARD: &str = "ledit ladite lesdits lesdites dudit desdits desdites audit auxdits auxdites ce cette ces cet \
    susdit susdite meme memes";
const NEUTRAL: &str = "du de la le l d des et en date parlement europeen conseil commission banque centrale europeenne \
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre er";
const CHANGING: &str =
    "modifiant abrogeant remplacant rectifiant completant prorogeant codifiant amending repealing";

/// Each list of words with what its words do.
const LISTS: [(&str, Roles); 22] = [
    (ADDRESSES, Roles::ADDRESS),
    (TYPES, Roles::TYPE),
    (OWNERS, Roles::OWNER),
    (QUALIFIERS, Roles::QUALIFIES),
    (MODIFIERS, Roles::MODIFIES.and(Roles::FILLS_ARTICLE)),
    (PROPOSALS, Roles::PROPOSES),
    (PROPOSAL_FILLERS, Roles::FILLS_PROPOSAL),
    (DOCUMENTS, Roles::INFORMS),
    (ARTICLE_FILLERS, Roles::FILLS_ARTICLE),
    ("article articles art", Roles::ARTICLE),
    (
        "commission modifiee",
        Roles::OWNER.and(Roles::FILLS_PROPOSAL),
    ),
    (
        "de d des",
        Roles::LEADS_ON
            .and(Roles::FILLS_PROPOSAL)
            .and(Roles::FILLS_ARTICLE)
            .and(Roles::PARTITIVE),
    ),
    (
        "la l the du of et",
        Roles::LEADS_ON
            .and(Roles::FILLS_PROPOSAL)
            .and(Roles::FILLS_ARTICLE),
    ),
    ("and dit dite", Roles::LEADS_ON),
    ("en par", Roles::PARTITIVE),
    ("implementing", Roles::MODIFIES.and(Roles::FILLS_PROPOSAL)),
    (CITED_KEEPERS, Roles::KEEPS_CITED),
    (BACKWARD, Roles::LOOKS_BACK),
    (NEUTRAL, Roles::KEEPS_TOGETHER),
    (CHANGING, Roles::CHANGES),
    ("a", Roles::FILLS_PROPOSAL),
    // Points of an article.
    (
        "a b c e f g h i j k m n o p q r s t u v w x y z",
        Roles::FILLS_ARTICLE,
    ),
];

const SLOTS: usize = 1024;

/// What the vocabulary knows of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Entry {
    pub(crate) roles: Roles,
    /// The families whose references it may begin.
    pub(crate) begins: FamilySet,
    /// Those whose references it may begin in capitals.
    pub(crate) begins_in_capitals: FamilySet,
    /// Those whose numbers it announces.
    pub(crate) announces: FamilySet,
}

impl Entry {
    const NONE: Self = Self {
        roles: Roles(0),
        begins: FamilySet::NONE,
        begins_in_capitals: FamilySet::NONE,
        announces: FamilySet::NONE,
    };

    const fn of_roles(roles: Roles) -> Self {
        Self {
            roles,
            ..Self::NONE
        }
    }

    const fn and(self, other: Self) -> Self {
        Self {
            roles: self.roles.and(other.roles),
            begins: self.begins.and(other.begins),
            begins_in_capitals: self.begins_in_capitals.and(other.begins_in_capitals),
            announces: self.announces.and(other.announces),
        }
    }

    /// Whether it may begin a reference or an address.
    pub(crate) fn triggers(self) -> bool {
        self.roles.has(Roles::ADDRESS)
            || !self.begins.is_empty()
            || !self.begins_in_capitals.is_empty()
    }

    /// Whether it says nothing round a number.
    pub(crate) fn says_nothing(self) -> bool {
        self.roles.none() && self.announces.is_empty()
    }
}

#[derive(Clone, Copy)]
struct Slot {
    word: &'static [u8],
    entry: Entry,
}

/// Built once, by the compiler. A word of several lists does what each of them says.
static TABLE: [Slot; SLOTS] = build();

#[expect(
    clippy::large_stack_arrays,
    reason = "the compiler builds it: it is on no stack of the program"
)]
const fn build() -> [Slot; SLOTS] {
    let mut table = [Slot {
        word: b"",
        entry: Entry::NONE,
    }; SLOTS];
    let mut list = 0;
    while list < LISTS.len() {
        let (words, roles) = LISTS[list];
        table = enter(table, words, Entry::of_roles(roles));
        list += 1;
    }
    let mut place = 0;
    while place < FAMILIES.len() {
        let family = FAMILIES[place];
        let only = FamilySet::only(place);
        let mut entry = Entry::NONE;
        entry.begins = only;
        table = enter(table, family.words, entry);
        let mut entry = Entry::NONE;
        entry.begins_in_capitals = only;
        table = enter(table, family.capitals, entry);
        let mut entry = Entry::NONE;
        entry.announces = only;
        table = enter(table, family.announcers, entry);
        place += 1;
    }
    table
}

/// The table with what words, separated by spaces, do besides what they do already.
const fn enter(mut table: [Slot; SLOTS], words: &'static str, entry: Entry) -> [Slot; SLOTS] {
    let bytes = words.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let mut end = at;
        while end < bytes.len() && bytes[end] != b' ' {
            end += 1;
        }
        if end > at {
            let (_, from) = bytes.split_at(at);
            let (word, _) = from.split_at(end - at);
            let mut slot = hash(word);
            while !table[slot].word.is_empty() && !same(table[slot].word, word) {
                slot = (slot + 1) % SLOTS;
            }
            let entry = entry.and(table[slot].entry);
            table[slot] = Slot { word, entry };
        }
        at = end + 1;
    }
    table
}

const fn same(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() {
        if one[at] != other[at] {
            return false;
        }
        at += 1;
    }
    one.len() == other.len()
}

/// A slot from the length and three letters: enough to spread three hundred words over the table.
const fn hash(word: &[u8]) -> usize {
    let length = word.len();
    if length == 0 {
        return 0;
    }
    let (first, middle, last) = (
        word[0] as usize,
        word[length / 2] as usize,
        word[length - 1] as usize,
    );
    (first * 37 + middle * 101 + last * 11 + length * 59) % SLOTS
}

/// What a word does round a number.
pub(crate) fn roles(word: &Word) -> Roles {
    look_up(word).roles
}

/// All that the vocabulary knows of a word.
pub(crate) fn look_up(word: &Word) -> Entry {
    let letters = word.as_bytes();
    let mut slot = hash(letters);
    loop {
        let Some(entry) = TABLE.get(slot % SLOTS) else {
            return Entry::default();
        };
        if entry.word == letters {
            return entry.entry;
        }
        if entry.word.is_empty() {
            break;
        }
        slot += 1;
    }
    let fills = match letters {
        // Points after the last letter: "point ab)", "point bb)".
        [b'a', b'a'..=b'h'] => true,
        [first, second] if first == second => true,
        // "325 septdecies": there are too many of these for a list.
        _ => letters.ends_with(b"ies") && is_article_suffix(word.as_str()),
    };
    if fills {
        Entry::of_roles(Roles::FILLS_ARTICLE)
    } else {
        Entry::default()
    }
}
