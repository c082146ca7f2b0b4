//! The tree of headings, as they come.

use super::headings::HeadingStyle;

/// The headings open at a place of the text.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    open: Vec<(HeadingStyle, String)>,
    /// What is above the other in the annex being read: articles stand in
    /// sections of chapters, but annexes may have chapters in their sections.
    annex: Annex,
}

#[derive(Debug, Default, PartialEq, Eq)]
enum Annex {
    /// Neither chapters nor sections so far, or no annex.
    #[default]
    Unknown,
    ChaptersFirst,
    SectionsFirst,
}

impl Outline {
    /// Enters a heading; returns its level (from 1) and the section around it.
    ///
    /// A kind of heading seen before on the way down closes what is under it;
    /// a new kind stands under the last, but unnumbered headings hold no
    /// numbered ones.
    pub(crate) fn enter(&mut self, style: HeadingStyle, id: &str) -> (u8, Option<String>) {
        self.meet(style);
        let above = match self.open.iter().position(|(open, _)| *open == style) {
            Some(at) => at,
            None => self.above(style),
        };
        self.open.truncate(above);
        let parent = self.open.last().map(|(_, id)| id.clone());
        self.open.push((style, id.to_owned()));
        (u8::try_from(self.open.len()).unwrap_or(u8::MAX), parent)
    }

    fn meet(&mut self, style: HeadingStyle) {
        let in_annex = matches!(self.open.first(), Some((HeadingStyle::ANNEX, _)));
        match style {
            HeadingStyle::ANNEX => self.annex = Annex::Unknown,
            _ if !in_annex || self.annex != Annex::Unknown => {}
            HeadingStyle::CHAPTER => self.annex = Annex::ChaptersFirst,
            HeadingStyle::SECTION => self.annex = Annex::SectionsFirst,
            _ => {}
        }
    }

    fn above(&self, style: HeadingStyle) -> usize {
        let turned = self.annex == Annex::SectionsFirst;
        let holds = |open: HeadingStyle| match (open, style) {
            (HeadingStyle::SECTION, HeadingStyle::CHAPTER) if turned => true,
            (HeadingStyle::CHAPTER, HeadingStyle::SECTION) if turned => false,
            (HeadingStyle::Division(open), HeadingStyle::Division(new))
            | (HeadingStyle::Marked(open), HeadingStyle::Marked(new))
            | (HeadingStyle::Arabic(open), HeadingStyle::Arabic(new)) => open < new,
            // Another text on the same page has articles of its own.
            (HeadingStyle::Marked(0), HeadingStyle::Division(_)) => true,
            // A level of the source says where a heading stands; a number
            // beside such levels does not.
            (HeadingStyle::Roman | HeadingStyle::Arabic(_), HeadingStyle::Marked(_))
            | (HeadingStyle::Plain, _)
            | (_, HeadingStyle::Division(_) | HeadingStyle::Marked(0)) => false,
            _ => true,
        };
        self.open
            .iter()
            .position(|(open, _)| !holds(*open))
            .unwrap_or(self.open.len())
    }

    /// The section that text stands in.
    pub(crate) fn current(&self) -> Option<&str> {
        self.open.last().map(|(_, id)| id.as_str())
    }

    /// Leaves all sections: what follows the last article is none of its text.
    pub(crate) fn close(&mut self) {
        self.open.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_annex_may_have_chapters_in_its_sections() {
        let mut outline = Outline::default();
        let levels: Vec<u8> = [
            HeadingStyle::CHAPTER,
            HeadingStyle::SECTION,
            HeadingStyle::CHAPTER,
            HeadingStyle::ANNEX,
            HeadingStyle::SECTION,
            HeadingStyle::CHAPTER,
            HeadingStyle::CHAPTER,
            HeadingStyle::SECTION,
            HeadingStyle::CHAPTER,
            HeadingStyle::ANNEX,
            HeadingStyle::CHAPTER,
            HeadingStyle::SECTION,
        ]
        .into_iter()
        .map(|style| outline.enter(style, "s").0)
        .collect();
        assert_eq!(levels, [1, 2, 1, 1, 2, 3, 3, 2, 3, 1, 2, 3]);
    }

    #[test]
    fn the_tree_follows_the_numbers() {
        let mut outline = Outline::default();
        let levels: Vec<u8> = [
            HeadingStyle::Roman,
            HeadingStyle::Arabic(1),
            HeadingStyle::Plain,
            HeadingStyle::Plain,
            HeadingStyle::Arabic(1),
            HeadingStyle::Arabic(2),
            HeadingStyle::Roman,
            HeadingStyle::Plain,
        ]
        .into_iter()
        .map(|style| outline.enter(style, "s").0)
        .collect();
        assert_eq!(levels, [1, 2, 3, 3, 2, 3, 1, 2]);
    }
}
