//! Where a passage stands in its document.

use renvoi_reference::LegalPath;

use crate::{Document, Passage, PassageKind, Section, SectionKind};

impl Document {
    /// Where a passage stands: its headings, then the numbers of its paragraph
    /// and of the points around it (`Chapitre IV`, `Article 21`, `2`, `a`).
    pub fn passage_path(&self, passage: &Passage) -> Vec<String> {
        self.path_by(passage, Section::label)
    }

    /// The same with headings in sentence case, where the source prints one of them in capitals.
    pub fn display_path(&self, passage: &Passage) -> Option<Vec<String>> {
        let mut sections = self.sections_from(passage.section.as_deref());
        let any = sections.any(|section| section.display_heading.is_some());
        any.then(|| self.path_by(passage, Section::shown_label))
    }

    fn path_by(&self, passage: &Passage, label: fn(&Section) -> String) -> Vec<String> {
        let sections = self.sections_from(passage.section.as_deref());
        let mut path: Vec<String> = sections.map(label).collect();
        path.reverse();
        path.extend(
            self.numbered(passage)
                .map(|(passage, number)| match passage.kind {
                    PassageKind::Recital => format!("Considérant {number}"),
                    _ => number.to_owned(),
                }),
        );
        path
    }

    /// The way to a passage of an act: its article, recital or annex, then the numbers of its paragraph and points. None
    /// for what has no such place.
    pub fn legal_path(&self, passage: &Passage) -> Option<LegalPath> {
        let mut path = self.path_of_section(passage.section.as_deref());
        for (passage, number) in self.numbered(passage) {
            path = match (passage.kind, path) {
                (PassageKind::Recital, _) => Some(LegalPath::recital(number)),
                (_, path) => path.map(|path| path.then(number)),
            };
        }
        path
    }

    /// The sections that a passage stands in, from the nearest to the root.
    pub fn sections_around(&self, passage: &Passage) -> Vec<&Section> {
        self.sections_from(passage.section.as_deref()).collect()
    }

    /// The sections that a section stands in, from the nearest to the root.
    pub fn sections_above(&self, section: &Section) -> impl Iterator<Item = &Section> {
        self.sections_from(section.parent.as_deref())
    }

    /// The way to the article or the annex that a section is or stands in.
    fn path_of_section(&self, id: Option<&str>) -> Option<LegalPath> {
        let (mut article, mut section, mut annex) = (None, None, None);
        for above in self.sections_from(id) {
            let number = above.number.as_deref();
            match above.kind {
                SectionKind::Article if article.is_none() => article = number,
                SectionKind::Section | SectionKind::Part
                    if article.is_none() && section.is_none() =>
                {
                    section = number;
                }
                SectionKind::Annex => annex = Some(number),
                _ => {}
            }
        }
        let annex = annex.map(LegalPath::annex);
        match (annex, article, section) {
            (Some(annex), Some(article), _) => Some(annex.then_article(article)),
            (Some(annex), None, Some(section)) => Some(annex.then_section(section)),
            (None, Some(article), _) => Some(LegalPath::article(article)),
            (annex, None, _) => annex,
        }
    }

    /// The passages with a number that a passage is or stands in, from the widest.
    fn numbered<'d>(
        &'d self,
        passage: &'d Passage,
    ) -> impl Iterator<Item = (&'d Passage, &'d str)> {
        // What introduces stands before, so the walk ends.
        let around = std::iter::successors(Some(passage), |passage| {
            let before = passage
                .introduced_by
                .as_ref()
                .and_then(|id| self.passage(id));
            before.filter(|before| before.ordinal < passage.ordinal)
        });
        let mut numbered: Vec<_> = around
            // What another act is made to say has numbers of that act.
            .filter(|passage| !passage.text.starts_with('«'))
            .filter_map(|passage| Some((passage, passage.number.as_deref()?)))
            .collect();
        numbered.reverse();
        numbered.into_iter()
    }
}
