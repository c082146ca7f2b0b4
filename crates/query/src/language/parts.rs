//! The filters of a query one by one, each with the query that is left without it.

use super::ast::Query;
use super::filters::Filters;
use super::names::Names;
use super::render::range;

/// One value of a filter.
#[derive(Clone, Debug, PartialEq)]
pub struct FilterPart {
    /// The name that it is typed with: `type`, `annee`.
    pub name: &'static str,
    /// The value, as it is typed.
    pub value: String,
    /// It says what must not hold.
    pub is_excluded: bool,
    /// The query without it.
    pub without: Query,
}

impl Query {
    /// The filters that hold, one by one.
    pub fn filter_parts(&self) -> Vec<FilterPart> {
        let mut parts = Vec::new();
        for is_excluded in [false, true] {
            let filters = if is_excluded {
                &self.excluded
            } else {
                &self.filters
            };
            for (name, value, without) in each(filters) {
                let mut query = self.clone();
                if is_excluded {
                    query.excluded = without;
                } else {
                    query.filters = without;
                }
                parts.push(FilterPart {
                    name,
                    value,
                    is_excluded,
                    without: query,
                });
            }
        }
        parts
    }

    /// The query without any filter.
    #[must_use]
    pub fn unfiltered(mut self) -> Self {
        self.filters = Filters::default();
        self.excluded = Filters::default();
        self
    }

    /// The query as a text that reads back as it; `None` where its words, side by side, would be read as another thing.
    pub fn printed(&self, names: &dyn Names) -> Option<String> {
        let text = self.to_string();
        self.reads_back(&text, names).then_some(text)
    }

    /// Whether a text is read as this query.
    pub(super) fn reads_back(&self, text: &str, names: &dyn Names) -> bool {
        let read = if self.is_sentence {
            Self::of_words(text)
        } else {
            Self::parse_with(text, names)
        };
        (&self.root, &self.filters, &self.excluded) == (&read.root, &read.filters, &read.excluded)
    }
}

/// The values of filters, each with the filters that are left without it.
fn each(filters: &Filters) -> Vec<(&'static str, String, Filters)> {
    let mut all = Vec::new();
    macro_rules! lists {
        ($($name:literal $field:ident),+) => {$(
            for (at, value) in filters.$field.iter().enumerate() {
                let mut without = filters.clone();
                without.$field.remove(at);
                all.push(($name, value.to_string(), without));
            }
        )+};
    }
    macro_rules! single {
        ($($name:literal $field:ident $shown:expr),+) => {$(
            if let Some(value) = filters.$field {
                let without = Filters { $field: None, ..filters.clone() };
                all.push(($name, $shown(value), without));
            }
        )+};
    }
    lists!("type" types, "institution" institutions);
    single!("annee" years range);
    lists!("genre" kinds);
    single!("note" notes |notes| if notes { "oui" } else { "non" }.to_owned());
    lists!("theme" topics, "ref" cites, "dans" documents, "dans" instruments, "article" articles, "section" sections);
    for (at, language) in filters.languages.iter().enumerate() {
        let mut without = filters.clone();
        without.languages.remove(at);
        all.push(("langue", language.as_str().to_owned(), without));
    }
    single!(
        "certitude" certainty |certain: super::Certain| certain.as_str().to_owned(),
        "versions" versions |versions: super::Versions| versions.as_str().to_owned()
    );
    all
}

#[cfg(test)]
mod tests {
    use renvoi_reference::Catalogue;

    use super::*;

    #[test]
    fn each_filter_can_be_taken_away() {
        let typed = "menaces type:COM,SWD annee:2020..2022 -langue:en theme:\"crise du gaz\" note:oui \
            ref:\"COM(2020) 605\" institution:commission genre:box certitude:formelle versions:toutes section:gaz \
            article:3 dans:com-2020-605";
        let query = Query::of(typed);
        let parts = query.filter_parts();
        let named: Vec<_> = parts.iter().map(|p| (p.name, p.value.as_str())).collect();
        assert_eq!(
            named,
            [
                ("type", "com"),
                ("type", "swd"),
                ("institution", "commission"),
                ("annee", "2020..2022"),
                ("genre", "box"),
                ("note", "oui"),
                ("theme", "crise du gaz"),
                ("ref", "COM(2020) 605"),
                ("dans", "com-2020-605"),
                ("article", "3"),
                ("section", "gaz"),
                ("certitude", "formelle"),
                ("versions", "toutes"),
                ("langue", "en"),
            ]
        );
        for part in &parts {
            assert_eq!(part.without.filter_parts().len(), parts.len() - 1);
            let printed = part.without.printed(Catalogue::bundled());
            let read = Query::of(&printed.expect("a text"));
            assert_eq!(read.filters, part.without.filters, "{}", part.name);
            assert_eq!(read.excluded, part.without.excluded, "{}", part.name);
        }
        assert!(query.unfiltered().filter_parts().is_empty());
    }
}
