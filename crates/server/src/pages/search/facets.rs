//! The facets of a search as links, and the filters that hold as chips.

use renvoi_query::{Facet, FacetCount, FilterPart, Query, Results, Thesaurus};
use renvoi_reference::Catalogue;

use super::address::Manner;
use crate::pages::names::{Name, kind_name, language_name, type_name};
use crate::ui::Ui;

/// Values of a facet that are in sight; the others unfold.
const IN_SIGHT: usize = 6;

/// Values to narrow a search by.
pub(crate) struct Values {
    /// Its anchor, unique on the page.
    pub(crate) id: &'static str,
    pub(crate) name: String,
    pub(crate) values: Vec<Choice>,
    pub(crate) others: Vec<Choice>,
    /// Years may be given as a range.
    pub(crate) is_years: bool,
}

/// A value and how often it occurs.
pub(crate) struct Choice {
    pub(crate) label: String,
    pub(crate) count: u64,
    /// The search asks for it already: its link leaves it out.
    pub(crate) is_chosen: bool,
    /// Where it is chosen; `None` where a query cannot say it.
    pub(crate) address: Option<String>,
}

/// A filter that holds.
pub(crate) struct Chip {
    pub(crate) label: String,
    /// The search without it.
    pub(crate) address: String,
}

/// What facets are made with.
pub(crate) struct Maker<'m> {
    pub(crate) ui: &'m Ui,
    pub(crate) typed: &'m str,
    /// The query as typed, its topics by their ids.
    pub(crate) query: Query,
    pub(crate) manner: Manner,
    pub(crate) thesaurus: &'m Thesaurus,
}

impl<'m> Maker<'m> {
    pub(crate) fn new(
        ui: &'m Ui,
        typed: &'m str,
        manner: Manner,
        thesaurus: &'m Thesaurus,
    ) -> Self {
        let mut query = Query::of(typed);
        // A topic may be typed by its label.
        for name in &mut query.filters.topics {
            if let Some(topic) = thesaurus.named(name) {
                name.clone_from(&topic.id);
            }
        }
        Self {
            ui,
            typed,
            query,
            manner,
            thesaurus,
        }
    }

    /// The facets that offer a choice.
    pub(crate) fn facets(&self, results: &Results) -> Vec<Values> {
        let Some(facets) = &results.facets else {
            return Vec::new();
        };
        let ui = self.ui;
        let alone = results.interpretation.text.is_empty() && !self.query.references.is_empty();
        let cited = facets.cited.iter();
        // Of what cites an instrument, all cites it.
        let cited = cited.filter(|c| {
            !self
                .query
                .references
                .iter()
                .any(|key| key.as_str() == c.value)
        });
        let cited: Vec<FacetCount> = cited.cloned().collect();
        let cited_name = if alone {
            "facet-cited-beside"
        } else {
            "facet-cited"
        };
        let mut all = vec![
            self.values(
                "type",
                "facet-type",
                Facet::Type,
                &facets.document_type,
                &|value| type_name(ui, &value.to_lowercase()),
            ),
            self.values(
                "annee",
                "facet-year",
                Facet::Year,
                &facets.year,
                &str::to_owned,
            ),
            self.values(
                "institution",
                "facet-institution",
                Facet::Institution,
                &facets.institution,
                &|name| institution_name(ui, name),
            ),
            self.values("genre", "facet-kind", Facet::Kind, &facets.kind, &|kind| {
                plural_kind(ui, kind)
            }),
            self.values("theme", "facet-topic", Facet::Topic, &facets.topic, &|id| {
                self.topic(id)
            }),
            self.values("cite", cited_name, Facet::Cited, &cited, &|key| {
                Name::of_key(key).line()
            }),
            self.values(
                "langue",
                "facet-language",
                Facet::Language,
                &facets.language,
                &|code| language_name(ui, code),
            ),
        ];
        // One value is no choice, unless it was chosen or there may be places without any.
        all.retain(|values| {
            let count = values.values.len();
            count > 1
                || (count == 1 && matches!(values.id, "cite" | "theme"))
                || values.values.iter().any(|v| v.is_chosen)
        });
        all
    }

    fn values(
        &self,
        id: &'static str,
        message: &str,
        facet: Facet,
        counts: &[FacetCount],
        label: &dyn Fn(&str) -> String,
    ) -> Values {
        let mut values: Vec<Choice> = counts
            .iter()
            .map(|FacetCount { value, count }| self.choice(facet, value, *count, label(value)))
            .collect();
        if facet == Facet::Year {
            values.sort_by(|a, b| b.label.cmp(&a.label));
        }
        // What is chosen is in sight.
        let chosen = values
            .iter()
            .rposition(|value| value.is_chosen)
            .map_or(0, |at| at + 1);
        let others = values.split_off(IN_SIGHT.max(chosen).min(values.len()));
        Values {
            id,
            name: self.ui.t(message),
            values,
            others,
            is_years: facet == Facet::Year,
        }
    }

    fn choice(&self, facet: Facet, value: &str, count: u64, label: String) -> Choice {
        let narrowed = self.query.clone().narrowed(facet, value);
        let is_chosen = narrowed.filters == self.query.filters;
        let wanted = if is_chosen {
            self.query.clone().without(facet, value)
        } else {
            narrowed
        };
        let text = wanted.written(self.typed, facet, value, Catalogue::bundled());
        Choice {
            label,
            count,
            is_chosen,
            address: text.map(|text| self.manner.address(&text, 0)),
        }
    }

    fn topic(&self, id: &str) -> String {
        let topic = self.thesaurus.named(id);
        topic.map_or_else(|| id.to_owned(), |topic| topic.label.clone())
    }

    /// The filters that hold, each with the search without it.
    pub(crate) fn chips(&self) -> Vec<Chip> {
        let parts = self.query.filter_parts().into_iter();
        let chips = parts.filter_map(|part| {
            let text = part.without.printed(Catalogue::bundled())?;
            Some(Chip {
                label: self.filter_label(&part),
                address: self.manner.address(&text, 0),
            })
        });
        chips.collect()
    }

    /// The search without any filter.
    pub(crate) fn cleared(&self) -> Option<String> {
        let text = self
            .query
            .clone()
            .unfiltered()
            .printed(Catalogue::bundled())?;
        Some(self.manner.address(&text, 0))
    }

    /// The search within years: `..2020` and `2020..` are open to one side.
    pub(crate) fn within(&self, from: &str, to: &str) -> Option<String> {
        let range = format!("{}..{}", from.trim(), to.trim());
        let query = if range == ".." {
            self.query.clone().widened(Facet::Year)
        } else {
            self.query.clone().narrowed(Facet::Year, &range)
        };
        query
            .written(self.typed, Facet::Year, &range, Catalogue::bundled())
            .map(|text| self.manner.address(&text, 0))
    }

    /// A filter in words: *Type : COM*.
    pub(crate) fn filter_label(&self, part: &FilterPart) -> String {
        let ui = self.ui;
        let value = part.value.as_str();
        let shown = match part.name {
            "type" => type_name(ui, value),
            "institution" => institution_name(ui, value),
            "genre" => plural_kind(ui, value),
            "langue" => language_name(ui, value),
            "theme" => self.topic(value),
            "ref" | "dans" => Name::of_key(value).line(),
            "annee" => value.replace("..", "–"),
            "note" | "certitude" | "versions" => ui.t(&format!("filter-{}-{value}", part.name)),
            _ => value.to_owned(),
        };
        let label = ui.s(&format!("filter-{}", part.name), shown);
        if part.is_excluded {
            ui.s("filter-excluded", label)
        } else {
            label
        }
    }

    /// The first and the last year that the search is within.
    pub(crate) fn years(&self) -> (String, String) {
        let (first, last) = self.query.filters.years.unwrap_or((0, 9999));
        let shown = |year: i16, open: i16| {
            if year == open {
                String::new()
            } else {
                year.to_string()
            }
        };
        (shown(first, 0), shown(last, 9999))
    }
}

/// Kinds of passages as a facet counts them.
fn plural_kind(ui: &Ui, kind: &str) -> String {
    match kind {
        "paragraph" | "heading" | "list-item" | "box" | "footnote" | "recital" | "table-row" => {
            ui.t(&format!("kinds-{kind}"))
        }
        other => kind_name(ui, other),
    }
}

/// An institution in the language of the page.
pub(crate) fn institution_name(ui: &Ui, name: &str) -> String {
    let id = match renvoi_document::DocumentId::from_name(name).as_str() {
        "commission" => "institution-commission",
        "parlement-europeen-et-conseil" => "institution-legislator",
        "conseil" => "institution-council",
        "commission-et-haut-representant" => "institution-joint",
        "conseil-europeen" => "institution-european-council",
        "parlement-europeen" => "institution-parliament",
        "banque-centrale-europeenne" => "institution-bank",
        "cour-de-justice" => "institution-court",
        "tribunal" => "institution-general-court",
        "cour-des-comptes" => "institution-auditors",
        "conseil-de-l-europe" => "institution-council-of-europe",
        "cour-europeenne-des-droits-de-l-homme" => "institution-human-rights",
        "nations-unies" => "institution-united-nations",
        _ => return name.to_owned(),
    };
    ui.t(id)
}
