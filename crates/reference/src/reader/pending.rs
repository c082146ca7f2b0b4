//! Whether an act that comes is cited for an article of it.

use crate::lexer::Word;
use crate::vocabulary::Roles;

/// Tokens that may lie between *article* and the act: "article 5, paragraphe 2, premier alinéa, point a), du" has
/// twenty, a list of articles a few more.
const REACH: u8 = 32;

/// *Article* and what has followed it so far.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pending {
    numbered: bool,
    left: u8,
}

impl Pending {
    /// What is pending after *article*.
    pub(crate) fn begun() -> Self {
        Self {
            numbered: false,
            left: REACH,
        }
    }

    /// What is pending after one more word.
    pub(crate) fn word(mut self, word: &Word, roles: Roles) -> Option<Self> {
        if !self.numbered {
            self.numbered = word.as_str() == "premier";
            return self.numbered.then_some(self);
        }
        roles
            .has(Roles::FILLS_ARTICLE)
            .then_some(self)
            .and_then(Self::aged)
    }

    /// What is pending after a number.
    pub(crate) fn number(mut self) -> Option<Self> {
        self.numbered = true;
        self.aged()
    }

    /// What is pending after a mark.
    pub(crate) fn mark(self, mark: char) -> Option<Self> {
        matches!(mark, ',' | '\'' | '(' | ')' | '-' | '.').then_some(self)
    }

    fn aged(mut self) -> Option<Self> {
        self.left = self.left.checked_sub(1)?;
        Some(self)
    }
}
