//! Where the text of an act is: preamble, recitals, articles, annexes.
//!
//! The formulas are those of the interinstitutional style guide: *considérant
//! ce qui suit* before numbered recitals (before 1998, *considérant que* opens
//! each), *a adopté le présent règlement* before the articles, *Fait à* after.

use renvoi_document::SectionKind;

use crate::blocks::{Block, Shape};

use super::headings::{self, Heading, HeadingStyle};
use super::{Role, items};

/// A part of an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Region {
    /// Not an act, or before it begins.
    None,
    /// Citations, `vu le traité …`.
    Preamble,
    /// Recitals.
    Recitals,
    /// Enacting terms.
    Articles,
    /// Place, date and signatures.
    Signature,
    /// Annexes.
    Annex,
}

/// The act, as far as it was read.
#[derive(Debug)]
pub(super) struct Act {
    region: Region,
    /// The text holds the formulas of an act at all.
    is_act: bool,
    recital: Option<String>,
    /// A recital had its number in brackets.
    bracketed: bool,
    /// The last block was a recital that points follow.
    introduces: bool,
    /// The last block ended: what follows does not go on with it.
    ended: bool,
    paragraph: Option<String>,
    /// An article has begun.
    in_articles: bool,
    /// The last article of the act itself, as far as it is a number.
    article: Option<u32>,
    /// Quotation marks open since the last heading.
    quotes: i32,
    /// Ranks of the divisions that stand around what comes next, the outermost
    /// first; articles are none of them.
    ranks: Vec<u8>,
}

impl Act {
    pub(super) fn new(blocks: &[Block]) -> Self {
        let is_act = blocks
            .iter()
            .any(|b| b.shape == Shape::Recital || opens_recitals(&b.text))
            || (blocks.iter().any(|b| enacts(&b.text)) && blocks.iter().any(|b| cites(&b.text)));
        Self {
            region: Region::None,
            is_act,
            recital: None,
            bracketed: false,
            introduces: false,
            ended: true,
            paragraph: None,
            in_articles: false,
            article: None,
            quotes: 0,
            ranks: Vec::new(),
        }
    }

    pub(super) fn region(&self) -> Region {
        self.region
    }

    /// Whether the title of the act may still come.
    pub(super) fn begins(&self) -> bool {
        self.is_act && self.region == Region::None
    }

    /// Whether what was read last ended as a sentence or a formula does.
    pub(super) fn has_ended(&self) -> bool {
        self.ended
    }

    /// Takes note of what a block was.
    pub(super) fn pass(&mut self, block: &Block, role: &Role) {
        let text = block.text.trim_end();
        self.introduces = matches!(role, Role::Recital(_)) && text.ends_with(':');
        self.ended = !matches!(role, Role::Text(_) | Role::Item(..))
            || text.ends_with(['.', '»'])
            || enacts(text);
        match role {
            Role::Heading(heading) => {
                self.paragraph = None;
                self.quotes = 0;
                if let HeadingStyle::Division(rank) = heading.style
                    && heading.kind != SectionKind::Article
                {
                    self.ranks.retain(|open| *open < rank);
                    self.ranks.push(rank);
                }
                match heading.kind {
                    SectionKind::Annex => self.region = Region::Annex,
                    SectionKind::Article if self.region != Region::Annex => {
                        self.region = Region::Articles;
                        self.in_articles = true;
                        self.article = article_number(heading).or(self.article);
                    }
                    _ => {}
                }
            }
            Role::Closing => self.region = Region::Signature,
            Role::Text(_) if self.is_act && self.region <= Region::Recitals => {
                if opens_recitals(&block.text) {
                    self.region = Region::Recitals;
                } else if enacts(&block.text) {
                    self.region = Region::Articles;
                } else if cites(&block.text) && self.region == Region::None {
                    self.region = Region::Preamble;
                }
            }
            _ => {}
        }
        if self.region == Region::Articles && !matches!(role, Role::Heading(_)) {
            self.quotes += balance(&block.text);
        }
    }

    /// A heading above articles with the rank that it has in the act. Without a
    /// number it stands beside the division that is as deep as the source says,
    /// else beside the outermost one.
    pub(super) fn divided(&self, heading: Heading, depth: Option<u8>) -> Heading {
        let bare = heading.style == HeadingStyle::Plain;
        if !bare || self.region != Region::Articles {
            return heading;
        }
        // Without its depth, only what ends an act stands beside the outermost.
        let ends = !heading.words.contains(char::is_lowercase)
            || renvoi_analysis::fold(&heading.words).contains("final");
        let above = match depth {
            Some(depth) => usize::from(depth.saturating_sub(1)),
            None if ends => 0,
            None => self.ranks.len().saturating_sub(1),
        };
        let rank = match (self.ranks.get(above), self.ranks.last()) {
            (Some(rank), _) => *rank,
            (None, Some(last)) => (last + 1).min(headings::SUBSECTION),
            (None, None) => headings::TITLE,
        };
        Heading {
            style: HeadingStyle::Division(rank),
            ..heading
        }
    }

    /// True for a heading that belongs to a provision that this act quotes. The
    /// next article of the act itself ends a quotation whose closing mark is
    /// missing.
    pub(super) fn is_quoted(&self, text: &str, heading: &Heading, marked: bool) -> bool {
        if text.starts_with(['«', '“', '„', '"']) {
            return true;
        }
        if self.region != Region::Articles || self.quotes <= 0 {
            return false;
        }
        match heading.kind {
            SectionKind::Annex => false,
            _ if marked && heading.kind != SectionKind::Article => false,
            SectionKind::Article => {
                let next = self.article.and_then(|n| n.checked_add(1));
                article_number(heading).is_none_or(|number| Some(number) != next)
            }
            _ => true,
        }
    }

    /// The number of a recital that the source marks; its further paragraphs
    /// have none of their own.
    pub(super) fn recital(&mut self, text: &str) -> Option<String> {
        if self.region < Region::Recitals {
            self.region = Region::Recitals;
        }
        if let Some(number) = self.recital_number(text) {
            self.recital = Some(number);
        }
        self.recital.clone()
    }

    /// The number that opens a recital: `(12)`, or `12)` behind recital 11 where none has brackets.
    fn recital_number(&mut self, text: &str) -> Option<String> {
        if let Some(number) = items::recital_number(text) {
            self.bracketed = true;
            return Some(number);
        }
        if self.bracketed || self.introduces {
            return None;
        }
        let (number, _) = text.trim_start().split_once(')')?;
        let before = self.recital.as_deref().unwrap_or("0");
        let next = before.parse::<u32>().ok()?.checked_add(1)?;
        (number.parse() == Ok(next)).then(|| number.to_owned())
    }

    /// Among the recitals of a source that does not mark them: the recital that
    /// a block opens or goes on with.
    pub(super) fn opens_recital(&mut self, block: &Block) -> Option<Role> {
        let text = block.text.trim();
        let opens = is_old_recital(text) || (self.region == Region::Preamble && considers(text));
        if self.is_act && self.region < Region::Recitals && opens {
            self.region = Region::Recitals;
        }
        if self.region != Region::Recitals || block.depth > 1 {
            return None;
        }
        if enacts(text) {
            return None;
        }
        if let Some(number) = self.recital_number(text) {
            self.recital = Some(number);
            return Some(Role::Recital(self.recital.clone()));
        }
        if considers(text) {
            self.recital = None;
            return Some(Role::Recital(None));
        }
        let goes_on =
            self.recital.is_some() && block.shape != Shape::Item && !items::opens_item(text);
        goes_on.then(|| Role::Recital(self.recital.clone()))
    }

    /// The number of the paragraph that a block of an article opens or goes on
    /// with.
    pub(super) fn paragraph(&mut self, text: &str) -> Option<String> {
        if self.region != Region::Articles || !self.in_articles {
            return None;
        }
        // The paragraphs of a provision that is quoted are none of this article.
        if self.quotes <= 0
            && let Some(number) = items::paragraph_number(text)
        {
            self.paragraph = Some(number);
        }
        self.paragraph.clone()
    }

    /// `Fait à Bruxelles, le …` after the articles.
    pub(super) fn closes(&self, text: &str) -> bool {
        self.region == Region::Articles
            && self.in_articles
            && (opens_with(text, "fait a ") || opens_with(text, "fait au "))
            && text.len() < LONGEST_CLOSING
    }
}

/// Bytes of the line that closes an act: place and date.
const LONGEST_CLOSING: usize = 120;

impl PartialOrd for Region {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some((*self as u8).cmp(&(*other as u8)))
    }
}

fn article_number(heading: &Heading) -> Option<u32> {
    heading.number.as_deref()?.parse().ok()
}

/// Whether a text begins with a formula, which has no accents: capitals of
/// older acts have none.
fn opens_with(text: &str, formula: &str) -> bool {
    let mut letters = text
        .trim_start()
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'é' | 'è' | 'ê' => 'e',
            'à' => 'a',
            c => c,
        });
    formula.chars().all(|c| letters.next() == Some(c))
}

/// `considérant ce qui suit:`, or the first recital of the older form.
fn opens_recitals(text: &str) -> bool {
    opens_with(text, "considerant ce qui suit") || is_old_recital(text)
}

/// `considérant que …`, which opened each recital before 1998, with a number or
/// without.
fn is_old_recital(text: &str) -> bool {
    let text = text.trim();
    let bare = items::recital_number(text).map_or(text, |_| {
        text.split_once(')')
            .map_or(text, |(_, rest)| rest.trim_start())
    });
    opens_with(bare, "considerant qu")
}

/// A recital among others: `considérant, en outre, que`, `considérant l'urgence`.
/// In other texts a sentence may begin so.
fn considers(text: &str) -> bool {
    let opens = |formula| opens_with(text, formula);
    (opens("considerant ") || opens("considerant,")) && !opens("considerant ce qui suit")
}

fn cites(text: &str) -> bool {
    opens_with(text, "vu l")
}

/// The formula before the articles.
fn enacts(text: &str) -> bool {
    const FORMULAS: &[&str] = &[
        "a adopte",
        "ont adopte",
        "a arrete",
        "ont arrete",
        "a decide",
        "decide",
        "arrete",
        "ont decide",
        "sont convenus",
        "recommande",
        "a rendu",
    ];
    text.len() < 160
        && text.trim_end().ends_with([':', ','])
        && FORMULAS.iter().any(|formula| opens_with(text, formula))
}

/// Quotation marks opened less those closed.
fn balance(text: &str) -> i32 {
    let mut open = 0;
    for c in text.chars() {
        match c {
            '«' => open += 1,
            '»' => open -= 1,
            _ => {}
        }
    }
    open
}
