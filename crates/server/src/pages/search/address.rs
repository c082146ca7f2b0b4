//! The addresses of searches: all that is seen is in them.

use renvoi_query::{DEFAULT_LIMIT, Order};

use crate::routes::search::Sort;

/// A search, but for its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Manner {
    pub(crate) sort: Sort,
    pub(crate) by_document: bool,
    pub(crate) limit: usize,
}

impl Default for Manner {
    fn default() -> Self {
        Self {
            sort: Sort::Relevance,
            by_document: false,
            limit: DEFAULT_LIMIT,
        }
    }
}

impl Manner {
    /// The address of a search in this manner, from a hit on.
    pub(crate) fn address(self, query: &str, offset: usize) -> String {
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        pairs.append_pair("q", query).extend_pairs(self.pairs());
        if offset > 0 {
            pairs.append_pair("offset", &offset.to_string());
        }
        format!("/?{}", pairs.finish())
    }

    /// Its parameters, where they are not as usual.
    pub(crate) fn pairs(self) -> Vec<(&'static str, String)> {
        let sort = match self.sort {
            Sort::Relevance => None,
            Sort::Newest => Some("newest"),
            Sort::Oldest => Some("oldest"),
        };
        let limit = (self.limit != DEFAULT_LIMIT).then(|| self.limit.to_string());
        let pairs = [
            ("sort", sort.map(str::to_owned)),
            ("by_document", self.by_document.then(|| "true".to_owned())),
            ("limit", limit),
        ];
        let given = pairs
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)));
        given.collect()
    }

    pub(crate) fn order(self) -> Order {
        match self.sort {
            Sort::Relevance => Order::Relevance,
            Sort::Newest => Order::Newest,
            Sort::Oldest => Order::Oldest,
        }
    }
}

/// The address of a search for these words, in the usual manner.
pub(crate) fn search_address(query: &str) -> String {
    Manner::default().address(query, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_hold_what_is_not_usual() {
        assert_eq!(search_address("a & b"), "/?q=a+%26+b");
        let manner = Manner {
            sort: Sort::Newest,
            by_document: true,
            limit: 20,
        };
        assert_eq!(
            manner.address("été", 20),
            "/?q=%C3%A9t%C3%A9&sort=newest&by_document=true&limit=20&offset=20"
        );
    }
}
