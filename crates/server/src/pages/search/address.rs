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
        pairs.append_pair("q", query);
        match self.sort {
            Sort::Relevance => {}
            Sort::Newest => {
                pairs.append_pair("sort", "newest");
            }
            Sort::Oldest => {
                pairs.append_pair("sort", "oldest");
            }
        }
        if self.by_document {
            pairs.append_pair("by_document", "true");
        }
        if self.limit != DEFAULT_LIMIT {
            pairs.append_pair("limit", &self.limit.to_string());
        }
        if offset > 0 {
            pairs.append_pair("offset", &offset.to_string());
        }
        format!("/?{}", pairs.finish())
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
