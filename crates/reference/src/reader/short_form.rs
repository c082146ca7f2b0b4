//! Short forms: `ladite directive`, `cette décision-cadre`, `de la même directive`, `le règlement délégué précité`.

use crate::Form;
use crate::cursor::Cursor;
use crate::families::act::Type;
use crate::lexer::{Gap, Lexeme, Word};
use crate::names::quotes;

/// A short form, as it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ShortForm<'t> {
    pub(crate) what: Type,
    pub(crate) form: Option<Form>,
    /// Its first byte.
    pub(crate) start: usize,
    /// The byte after it.
    pub(crate) end: usize,
    /// It speaks of several acts, which one citation cannot name.
    pub(crate) plural: bool,
    /// What follows makes it something else: *ce règlement intérieur*.
    pub(crate) other: bool,
    pub(crate) after: Cursor<'t>,
}

const ABOVE: [&str; 20] = [
    "precite",
    "precitee",
    "precites",
    "precitees",
    "susmentionne",
    "susmentionnee",
    "susmentionnes",
    "susmentionnees",
    "susvise",
    "susvisee",
    "susvises",
    "susvisees",
    "susdit",
    "susdite",
    "susdits",
    "susdites",
    "susindique",
    "susindiquee",
    "susnomme",
    "susnommee",
];
/// After the type, these say that it is not an act that is meant, or another one.
const OTHERWISE: [&str; 30] = [
    "interieur",
    "interieure",
    "extrajudiciaire",
    "extrajudiciaires",
    "judiciaire",
    "amiable",
    "alternatif",
    "pacifique",
    "financier",
    "general",
    "generale",
    "administratif",
    "administrative",
    "national",
    "nationale",
    "individuelle",
    "unique",
    "motivee",
    "finale",
    "contraignante",
    "definitive",
    "provisoire",
    "negative",
    "positive",
    "unanime",
    "prealable",
    "initiale",
    "propose",
    "proposee",
    "quadro",
];

/// Reads the short form that begins with a determiner, a word that looks back. `before` is the word before it: *même*
/// needs *la* or *du*.
pub(crate) fn determined<'t>(
    cursor: &Cursor<'t>,
    before: Option<(Word, usize)>,
) -> Option<ShortForm<'t>> {
    let mut ahead = *cursor;
    let (first, word) = ahead.word(Gap::Line)?;
    let noun = word.as_str() == "audit"
        && before.is_some_and(|(word, _)| matches!(word.as_str(), "l" | "un" | "d" | "cet"));
    if noun {
        return None;
    }
    let mut start = first.start;
    if word.as_str().starts_with("meme") {
        let (_, article) = before.filter(|(word, _)| {
            matches!(
                word.as_str(),
                "le" | "la" | "les" | "du" | "des" | "au" | "aux"
            )
        })?;
        start = article;
    }
    ahead.word_in(&["derniere", "dernier", "meme", "memes"], Gap::Line);
    let mut form = act(&mut ahead, start)?;
    ahead.word_in(&ABOVE, Gap::Line);
    form.plural |= matches!(
        word.as_str(),
        "ces" | "lesdits" | "lesdites" | "desdits" | "desdites" | "auxdits" | "auxdites"
    );
    Some(finished(form, ahead))
}

/// Reads the short form that begins with the type of act: `règlement précité`.
pub(crate) fn recalled<'t>(cursor: &Cursor<'t>) -> Option<ShortForm<'t>> {
    let mut ahead = *cursor;
    let start = ahead.peek().start;
    let form = act(&mut ahead, start)?;
    ahead.word_in(&ABOVE, Gap::Line)?;
    Some(finished(form, ahead))
}

/// Reads a type of act with its form.
pub(crate) fn act<'t>(cursor: &mut Cursor<'t>, start: usize) -> Option<ShortForm<'t>> {
    let mut ahead = *cursor;
    let (_, word) = ahead.word(Gap::Line)?;
    let mut what = Type::of(word.as_str(), false)?;
    let mut form = None;
    let mut qualified = ahead;
    qualified.mark(&['-'], Gap::None);
    if what == Type::Decision && qualified.word_in(&["cadre", "cadres"], Gap::None).is_some() {
        what = Type::FrameworkDecision;
        ahead = qualified;
    } else if ahead
        .word_in(&["delegue", "deleguee", "delegues", "deleguees"], Gap::Line)
        .is_some()
    {
        form = Some(Form::Delegated);
    } else {
        let mut implementing = ahead;
        if implementing.word_in(&["d"], Gap::Line).is_some()
            && implementing.mark(&['\''], Gap::None).is_some()
            && implementing.word_in(&["execution"], Gap::Space).is_some()
        {
            form = Some(Form::Implementing);
            ahead = implementing;
        }
    }
    *cursor = ahead;
    Some(ShortForm {
        what,
        form,
        start,
        end: ahead.at(),
        plural: word.as_str().ends_with('s'),
        other: false,
        after: ahead,
    })
}

fn finished<'t>(mut form: ShortForm<'t>, cursor: Cursor<'t>) -> ShortForm<'t> {
    form.end = cursor.at();
    form.after = cursor;
    form.other = !goes_on(form.what, &cursor);
    form
}

/// Whether what follows leaves the words before it an act that was named.
pub(crate) fn goes_on(what: Type, cursor: &Cursor<'_>) -> bool {
    let next = cursor.peek();
    match next.lexeme {
        Lexeme::Word(word) => {
            let word = word.as_str();
            let owned = matches!(word, "de" | "du" | "des" | "d")
                && (matches!(
                    what,
                    Type::Decision | Type::Recommendation | Type::Regulation
                ) || word == "d");
            next.gap > Gap::None && !owned && !OTHERWISE.contains(&word)
        }
        Lexeme::Mark('-' | '/') => next.gap > Gap::None,
        Lexeme::Number(_) => false,
        _ => true,
    }
}

/// Whether the act named is one that replaces it: *directive SRI révisée*.
pub(crate) fn revised(after: &Cursor<'_>) -> bool {
    let mut ahead = *after;
    ahead
        .word_in(&["revisee", "revise", "refondue", "refondu"], Gap::Line)
        .is_some()
}

/// Whether the title or the name of an act follows its type.
pub(crate) fn titled(after: &Cursor<'_>) -> bool {
    match after.peek().lexeme {
        Lexeme::Word(word) => {
            word.capital
                || matches!(
                    word.as_str(),
                    "sur"
                        | "relatif"
                        | "relative"
                        | "concernant"
                        | "etablissant"
                        | "visant"
                        | "portant"
                        | "modifiant"
                        | "dit"
                        | "dite"
                        | "propose"
                        | "proposee"
                )
        }
        Lexeme::Mark(mark) => quotes(mark),
        _ => false,
    }
}
