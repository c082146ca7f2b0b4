//! Who issued what a number names: opinions, resolutions and guidelines of many bodies are numbered alike.

use crate::cursor::Cursor;
use crate::date;
use crate::lexer::{Gap, Lexeme};

/// A body whose documents have a family here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Issuer {
    SecurityCouncil,
    GeneralAssembly,
    /// *Nations unies*: one of the two.
    UnitedNations,
    /// The assembly of the Council of Europe.
    ParliamentaryAssembly,
    /// The committee of ministers of the Council of Europe.
    CommitteeOfMinisters,
    CourtOfJustice,
    CourtOfAuditors,
    /// *La Cour*: of justice or of auditors.
    SomeCourt,
    /// The European Data Protection Supervisor.
    Supervisor,
    /// The European Data Protection Board.
    DataBoard,
    /// *CEPD*: in French the supervisor, and since 2018 the board too.
    SupervisorOrBoard,
    /// The board and the supervisor together.
    BoardAndSupervisor,
    CentralBank,
    /// Somebody else.
    Other,
}

/// How bodies are written, in words as the lexer folds them. A longer name stands before a shorter one that it begins with.
const NAMES: &[(&[&str], Issuer)] = &[
    (&["conseil", "de", "securite"], Issuer::SecurityCouncil),
    (&["csnu"], Issuer::SecurityCouncil),
    (&["un", "security", "council"], Issuer::SecurityCouncil),
    (
        &["united", "nations", "security", "council"],
        Issuer::SecurityCouncil,
    ),
    (&["security", "council"], Issuer::SecurityCouncil),
    (&["assemblee", "generale"], Issuer::GeneralAssembly),
    (&["agnu"], Issuer::GeneralAssembly),
    (&["general", "assembly"], Issuer::GeneralAssembly),
    (
        &["organisation", "des", "nations", "unies"],
        Issuer::UnitedNations,
    ),
    (&["nations", "unies"], Issuer::UnitedNations),
    (&["united", "nations"], Issuer::UnitedNations),
    (&["onu"], Issuer::UnitedNations),
    (
        &[
            "assemblee",
            "parlementaire",
            "du",
            "conseil",
            "de",
            "l",
            "europe",
        ],
        Issuer::ParliamentaryAssembly,
    ),
    (&["assemblee", "parlementaire", "de", "l"], Issuer::Other),
    (
        &["assemblee", "parlementaire"],
        Issuer::ParliamentaryAssembly,
    ),
    (
        &["parliamentary", "assembly"],
        Issuer::ParliamentaryAssembly,
    ),
    (&["apce"], Issuer::ParliamentaryAssembly),
    (
        &["comite", "des", "ministres"],
        Issuer::CommitteeOfMinisters,
    ),
    (
        &["committee", "of", "ministers"],
        Issuer::CommitteeOfMinisters,
    ),
    (&["cour", "de", "justice"], Issuer::CourtOfJustice),
    (&["court", "of", "justice"], Issuer::CourtOfJustice),
    (&["cjue"], Issuer::CourtOfJustice),
    (&["cjce"], Issuer::CourtOfJustice),
    (
        &["cour", "des", "comptes", "europeenne"],
        Issuer::CourtOfAuditors,
    ),
    (
        &["cour", "des", "comptes", "de", "l", "union"],
        Issuer::CourtOfAuditors,
    ),
    (&["cour", "des", "comptes"], Issuer::CourtOfAuditors),
    (&["court", "of", "auditors"], Issuer::CourtOfAuditors),
    (&["cce"], Issuer::CourtOfAuditors),
    (&["eca"], Issuer::CourtOfAuditors),
    (
        &["cour", "europeenne", "des", "comptes"],
        Issuer::CourtOfAuditors,
    ),
    (&["cour", "europeenne"], Issuer::Other),
    (&["cour", "edh"], Issuer::Other),
    (&["cour", "internationale"], Issuer::Other),
    (&["cour", "supreme"], Issuer::Other),
    (&["cour", "constitutionnelle"], Issuer::Other),
    (&["cour", "de"], Issuer::Other),
    (&["cour"], Issuer::SomeCourt),
    (&["controleur", "europeen"], Issuer::Supervisor),
    (
        &["european", "data", "protection", "supervisor"],
        Issuer::Supervisor,
    ),
    (&["edps"], Issuer::Supervisor),
    (
        &["comite", "europeen", "de", "la", "protection"],
        Issuer::DataBoard,
    ),
    (
        &["european", "data", "protection", "board"],
        Issuer::DataBoard,
    ),
    (&["edpb"], Issuer::DataBoard),
    (&["cepd"], Issuer::SupervisorOrBoard),
    (&["banque", "centrale", "europeenne"], Issuer::CentralBank),
    (&["bce"], Issuer::CentralBank),
];

/// Tokens of a name at most.
const LONGEST: usize = 8;

/// The body whose name begins at the cursor, and the cursor behind it.
pub(crate) fn named<'t>(cursor: &Cursor<'t>) -> Option<(Issuer, Cursor<'t>)> {
    NAMES.iter().find_map(|(name, issuer)| {
        let mut ahead = *cursor;
        for word in *name {
            ahead.mark(&['\''], Gap::None);
            ahead.word_in(&[word], Gap::Line)?;
        }
        Some((*issuer, ahead))
    })
}

/// The body named behind a number: past its day, behind *du*, *de la*, or in brackets. `None` where nobody is named.
pub(crate) fn behind(cursor: Cursor<'_>) -> Option<Issuer> {
    let mut ahead = cursor;
    over_day(&mut ahead);
    ahead.mark(&[','], Gap::Space);
    let bracket = ahead.mark(&['('], Gap::Line).is_some();
    let of = ahead
        .word_in(&["du", "de", "des", "d", "of", "by", "par"], Gap::Line)
        .is_some();
    ahead.mark(&['\''], Gap::None);
    let article = ahead
        .word_in(&["la", "le", "l", "the"], Gap::Line)
        .is_some();
    ahead.mark(&['\''], Gap::None);
    if let Some((issuer, after)) = named(&ahead) {
        return Some(with_another(issuer, &after));
    }
    // An acronym in brackets, or somebody who is spoken of.
    let is_somebody = match ahead.peek().lexeme {
        Lexeme::Word(word) if bracket => word.upper && word.as_bytes().len() > 2,
        Lexeme::Word(_) => of && !(article && ahead.peek().gap > Gap::Line),
        _ => false,
    };
    is_somebody.then_some(Issuer::Other)
}

/// *EDPB-CEPD*, *du comité et du contrôleur*: both together.
fn with_another(first: Issuer, after: &Cursor<'_>) -> Issuer {
    let is_data = |issuer: Issuer| {
        matches!(
            issuer,
            Issuer::Supervisor | Issuer::DataBoard | Issuer::SupervisorOrBoard
        )
    };
    if !is_data(first) {
        return first;
    }
    let mut ahead = *after;
    for _ in 0..LONGEST {
        // The rest of the name: *de la protection des données*.
        if ahead
            .word_in(&["de", "la", "protection", "des", "donnees"], Gap::Line)
            .is_none()
        {
            break;
        }
    }
    let joined = ahead.mark(&['-', '/', '&'], Gap::Space).is_some()
        || ahead.word_in(&["et", "and"], Gap::Line).is_some();
    ahead.word_in(&["du", "de", "the"], Gap::Line);
    ahead.word_in(&["l", "la"], Gap::Line);
    ahead.mark(&['\''], Gap::None);
    match named(&ahead) {
        Some((second, _)) if joined && is_data(second) => Issuer::BoardAndSupervisor,
        _ => first,
    }
}

/// Moves over *du 24 septembre 2014*.
pub(crate) fn over_day(cursor: &mut Cursor<'_>) {
    let mut ahead = *cursor;
    ahead.mark(&[','], Gap::Space);
    ahead.word_in(&["du", "le", "of", "en", "date"], Gap::Line);
    ahead.word_in(&["date"], Gap::Line);
    ahead.word_in(&["du"], Gap::Line);
    if let Some((_, _, after)) = date::read(ahead) {
        *cursor = after;
    }
}

/// Bytes before a number in which its issuer is looked for.
const REACH: usize = 160;

/// The body named last in the sentence before byte `start`.
pub(crate) fn before(text: &str, start: usize) -> Option<Issuer> {
    let from = text.floor_char_boundary(start.saturating_sub(REACH));
    let window = text.get(from..start)?;
    let mut cursor = Cursor::new(window, 0, false);
    let mut last = None;
    loop {
        if let Some((issuer, after)) = named(&cursor) {
            last = Some(issuer);
            cursor = after;
            continue;
        }
        let token = cursor.next();
        match token.lexeme {
            Lexeme::End => return last,
            Lexeme::Mark(';') => last = None,
            _ if token.gap == Gap::Blank => last = None,
            _ => {}
        }
    }
}
