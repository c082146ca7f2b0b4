//! The words that matter round a reference, and what each does there.
//!
//! Almost every word of a text does nothing, and finding that out must cost next to nothing: a hash table of the
//! vocabulary, built at compile time, answers in one probe or two.

use crate::lexer::Word;
use crate::places::numbers::is_article_suffix;

/// What a word may do; several at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Roles(u32);

impl Roles {
    /// It may begin a reference or an address.
    pub(crate) const TRIGGER: Self = Self(1);
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
    /// *Résolution*.
    pub(crate) const RESOLUTION: Self = Self(1 << 10);
    /// *Article*.
    pub(crate) const ARTICLE: Self = Self(1 << 11);
    /// It may stand between the number of an article and the act.
    pub(crate) const FILLS_ARTICLE: Self = Self(1 << 12);
    /// What follows may still speak of the citation before it: *dite*, *ci-après*.
    pub(crate) const KEEPS_CITED: Self = Self(1 << 13);
    /// It says of an act that it was named before: *ladite*, *cette*.
    pub(crate) const LOOKS_BACK: Self = Self(1 << 14);
    /// Between an act and the name given to it, it keeps them together: the institutions and the date of the act.
    pub(crate) const KEEPS_TOGETHER: Self = Self(1 << 15);
    /// After it, acts are those that the title says are changed.
    pub(crate) const CHANGES: Self = Self(1 << 16);

    /// The roles round a number, which all those before [`Roles::KEEPS_CITED`] are.
    const ROUND_A_NUMBER: Self = Self((1 << 13) - 1);

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

/// Words that begin a reference or an address.
const TRIGGERS: &str = "com swd sec join jo joue joce oj journal st jrc ecli celex n no noo nos nr numero numeros ue eu ce ec \
    cee eec euratom pesc cfsp jai jha http https ftp www data eur publications eli \
    stce ste cets ets";
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
const RESOLUTIONS: &str = "resolution resolutions unscr rcsnu";
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
const LISTS: [(&str, Roles); 21] = [
    (TRIGGERS, Roles::TRIGGER),
    (TYPES, Roles::TYPE),
    (OWNERS, Roles::OWNER),
    (QUALIFIERS, Roles::QUALIFIES),
    (MODIFIERS, Roles::MODIFIES.and(Roles::FILLS_ARTICLE)),
    (PROPOSALS, Roles::PROPOSES),
    (PROPOSAL_FILLERS, Roles::FILLS_PROPOSAL),
    (DOCUMENTS, Roles::INFORMS),
    (RESOLUTIONS, Roles::RESOLUTION),
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
];

const SLOTS: usize = 512;

#[derive(Clone, Copy)]
struct Slot {
    word: &'static [u8],
    roles: Roles,
}

/// Built once, by the compiler. A word of several lists does what each of them says.
static TABLE: [Slot; SLOTS] = build();

const fn build() -> [Slot; SLOTS] {
    let mut table = [Slot {
        word: b"",
        roles: Roles(0),
    }; SLOTS];
    let mut list = 0;
    while list < LISTS.len() {
        let (words, roles) = LISTS[list];
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
                let roles = roles.and(table[slot].roles);
                table[slot] = Slot { word, roles };
            }
            at = end + 1;
        }
        list += 1;
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

/// A slot from the length and three letters: enough to spread two hundred words over the table.
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

/// What a word does.
pub(crate) fn roles(word: &Word) -> Roles {
    let letters = word.as_bytes();
    match letters {
        // A letter alone is a series, a court, or a point of an article.
        [b'c' | b't' | b'f' | b's' | b'n' | b'j'] => {
            return Roles::TRIGGER.and(Roles::FILLS_ARTICLE);
        }
        [b'd' | b'l'] => {}
        [b'a'] => return Roles::FILLS_PROPOSAL.and(Roles::FILLS_ARTICLE),
        // Points after the last letter: "point ab)", "point bb)".
        [_] | [b'a', b'a'..=b'h'] => return Roles::FILLS_ARTICLE,
        [first, second] if first == second => return Roles::FILLS_ARTICLE,
        _ => {}
    }
    let mut slot = hash(letters);
    loop {
        let Some(entry) = TABLE.get(slot % SLOTS) else {
            return Roles::default();
        };
        if entry.word.is_empty() {
            // "325 septdecies": there are too many of these for a list.
            let suffix = letters.ends_with(b"ies") && is_article_suffix(word.as_str());
            return if suffix {
                Roles::FILLS_ARTICLE
            } else {
                Roles::default()
            };
        }
        if entry.word == letters {
            return entry.roles;
        }
        slot += 1;
    }
}
