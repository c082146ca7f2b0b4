//! What a paragraph style says by its name, in Word's own styles in several
//! languages and in `LegisWrite`'s, with which the institutions write acts.

use unicode_normalization::UnicodeNormalization;

/// What a style's paragraphs are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A heading of this level, from 1.
    Heading(u8),
    /// The title of the document.
    Title,
    /// The line under the title.
    Subtitle,
    /// `Proposition de`, before the title of what is proposed.
    Status,
    /// `COMMUNICATION DE LA COMMISSION …`: the first half of an act's title.
    DocumentType,
    /// `relative à la stratégie …`: the other half.
    Object,
    /// Place and date of the act.
    Date,
    /// Code of the document's language.
    Language,
    /// A recital.
    Recital,
    /// A numbered paragraph of an article: text, whatever list numbers it.
    Numbered,
    /// A point, this deep.
    Point(u8),
    /// Running text that could look like a heading: formulas, signatures,
    /// captions, provisions that an amending act quotes.
    Running,
    /// An entry of a table of contents, or what heads it.
    Contents,
}

impl Role {
    /// True for a paragraph that says something of the whole document.
    pub(super) fn is_about(self) -> bool {
        self.place_in_title().is_some() || matches!(self, Self::Title | Self::Date | Self::Language)
    }

    /// Where a line stands in a title that is printed in parts.
    pub(super) fn place_in_title(self) -> Option<u8> {
        match self {
            Self::Status => Some(0),
            Self::DocumentType => Some(1),
            Self::Object => Some(2),
            _ => None,
        }
    }
}

/// Word's name for `heading` where the id is localised, folded; ids lose the
/// letters with accents, names keep them.
const HEADINGS: &[&str] = &[
    "heading",
    "titre",
    "manualheading",
    "berschrift",
    "uberschrift",
    "ttulo",
    "titulo",
    "titolo",
    "kop",
    "rubrik",
    "overskrift",
    "nagwek",
];

/// Names that say their role in full, folded. The ids of `LegisWrite` are its
/// names without accented letters, so both forms stand here.
const NAMES: &[(&str, Role)] = &[
    ("title", Role::Title),
    ("titre", Role::Title),
    ("titel", Role::Title),
    ("subtitle", Role::Subtitle),
    ("soustitre", Role::Subtitle),
    ("soustitreobjet", Role::Subtitle),
    ("parttitle", Role::Heading(1)),
    ("chaptertitle", Role::Heading(2)),
    ("sectiontitle", Role::Heading(3)),
    ("titrearticle", Role::Heading(4)),
    ("annexetitre", Role::Heading(1)),
    ("annexetitreacte", Role::Heading(1)),
    ("annextitle", Role::Heading(1)),
    ("exposdesmotifstitre", Role::Heading(1)),
    ("exposedesmotifstitre", Role::Heading(1)),
    ("exposdesmotifstitreglobal", Role::Heading(1)),
    ("exposedesmotifstitreglobal", Role::Heading(1)),
    ("typedudocument", Role::DocumentType),
    ("titreobjet", Role::Object),
    ("datedadoption", Role::Date),
    ("emission", Role::Date),
    ("langue", Role::Language),
    ("considrant", Role::Recital),
    ("considerant", Role::Recital),
    ("consid", Role::Recital),
    ("manualconsidrant", Role::Recital),
    ("manualconsiderant", Role::Recital),
    ("recital", Role::Recital),
    ("quotedtext", Role::Running),
    ("quotednumpar", Role::Running),
    ("caption", Role::Running),
    ("lgende", Role::Running),
    ("legende", Role::Running),
    ("tabletitle", Role::Running),
    ("formuledadoption", Role::Running),
    ("institutionquiagit", Role::Running),
    ("institutionquisigne", Role::Running),
    ("personnequisigne", Role::Running),
    ("fait", Role::Running),
    ("applicationdirecte", Role::Running),
    ("langueoriginale", Role::Running),
    ("statut", Role::Status),
    ("confidentialit", Role::Running),
    ("confidentialite", Role::Running),
    ("rfrenceinstitutionnelle", Role::Running),
    ("referenceinstitutionnelle", Role::Running),
    ("rfrenceinterinstitutionnelle", Role::Running),
    ("referenceinterinstitutionnelle", Role::Running),
    ("tocheading", Role::Contents),
    ("contentsheading", Role::Contents),
    ("entetedetabledesmatieres", Role::Contents),
    ("tableoffigures", Role::Contents),
];

/// Families numbered by their depth: `Point 1`, `Tiret 0`, `Text 2`, `toc 3`.
fn of_family(family: &str, digit: u8) -> Option<Role> {
    match family {
        _ if HEADINGS.contains(&family) => (1..=9).contains(&digit).then_some(Role::Heading(digit)),
        "point" | "pointmanual" | "pointdouble" | "pointtriple" | "tiret" | "bullet" => {
            Some(Role::Point(digit + 1))
        }
        "numpar" | "manualnumpar" => Some(Role::Numbered),
        "text" => Some(Role::Running),
        "toc" | "tm" | "contents" | "verzeichnis" => Some(Role::Contents),
        _ => None,
    }
}

/// Lower case, without accents, spaces or signs.
pub(super) fn fold(name: &str) -> String {
    name.nfd()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// The role that a style's name or id says, where it says one.
pub(super) fn role_of(name: &str) -> Option<Role> {
    // Word writes aliases after a comma; no name is longer than this.
    let name = name.split(',').next().unwrap_or_default();
    if name.len() > 100 {
        return None;
    }
    let folded = fold(name);
    // `_cp` marks the twin of a style on the cover page.
    let covered = name.to_lowercase().ends_with("_cp") || name.ends_with("(cp)");
    let folded = match folded.strip_suffix("cp") {
        Some(short) if covered => short,
        _ => &folded,
    };
    let named = NAMES.iter().find(|(known, _)| *known == folded);
    if let Some((_, role)) = named {
        return Some(*role);
    }
    let digit = folded.bytes().next_back().filter(u8::is_ascii_digit)? - b'0';
    of_family(&folded[..folded.len() - 1], digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_ids_in_several_languages() {
        let cases = [
            ("heading 1", Some(Role::Heading(1))),
            ("Heading2", Some(Role::Heading(2))),
            ("Titre 3", Some(Role::Heading(3))),
            ("Überschrift 2", Some(Role::Heading(2))),
            ("berschrift2", Some(Role::Heading(2))),
            ("Manual Heading 2", Some(Role::Heading(2))),
            ("Title", Some(Role::Title)),
            ("Sous-titre", Some(Role::Subtitle)),
            ("Titre article", Some(Role::Heading(4))),
            ("Considérant", Some(Role::Recital)),
            ("Considrant", Some(Role::Recital)),
            ("Typedudocument_cp", Some(Role::DocumentType)),
            ("Titre objet", Some(Role::Object)),
            ("Point 0", Some(Role::Point(1))),
            ("Tiret1", Some(Role::Point(2))),
            ("toc 2", Some(Role::Contents)),
            ("TM1", Some(Role::Contents)),
            ("Quoted Text", Some(Role::Running)),
            ("Normal", None),
            ("Body Text", None),
            ("Body Text 2", None),
            ("heading", None),
            ("", None),
        ];
        for (name, expected) in cases {
            assert_eq!(role_of(name), expected, "{name}");
        }
    }
}
