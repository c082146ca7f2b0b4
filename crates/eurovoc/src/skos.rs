//! SKOS as RDF/XML: what the Publications Office gives as `eurovoc-skos-ap-act.rdf`
//! and as the older `eurovoc_in_skos_core_concepts.rdf`.
//!
//! Elements are, in turn, nodes and their properties. Labels are texts of a
//! concept (`skos:prefLabel`), or nodes of their own with a text
//! (`skosxl:prefLabel`, `skosxl:literalForm`), which may stand anywhere in the
//! file: they are put together at its end.

use std::collections::HashMap;
use std::io::BufRead;

use crate::concept::{Concepts, Language};
use crate::error::ImportError;
use crate::xml::{EUVOC, Element, Event, Name, OWL, RDF, SKOS, SKOS_XL, XML, Xml};

/// What is read of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Property {
    Type,
    /// A label, preferred or not: its text, or the node that has it.
    Label {
        preferred: bool,
    },
    LiteralForm,
    Broader,
    Narrower,
    Scheme,
    Deprecated,
    Status,
    Other,
}

impl Property {
    fn of(name: &Name) -> Self {
        let all = [
            (RDF, "type", Self::Type),
            (SKOS, "prefLabel", Self::Label { preferred: true }),
            (SKOS, "altLabel", Self::Label { preferred: false }),
            (SKOS_XL, "prefLabel", Self::Label { preferred: true }),
            (SKOS_XL, "altLabel", Self::Label { preferred: false }),
            (SKOS_XL, "literalForm", Self::LiteralForm),
            (SKOS, "broader", Self::Broader),
            (SKOS, "narrower", Self::Narrower),
            (SKOS, "inScheme", Self::Scheme),
            (OWL, "deprecated", Self::Deprecated),
            (EUVOC, "status", Self::Status),
        ];
        let known = all.iter().find(|(space, local, _)| name.is(space, local));
        known.map_or(Self::Other, |(_, _, property)| *property)
    }
}

/// An open element.
enum Open {
    /// The root, or what lies in something that is not read.
    Around,
    Node(String),
    Property {
        of: String,
        property: Property,
        language: Option<String>,
        text: String,
        /// Its value is a node.
        has_node: bool,
    },
}

/// All that is said of the nodes, by their addresses.
#[derive(Default)]
struct Graph {
    /// Those with a label, in their order.
    order: Vec<String>,
    nodes: HashMap<String, Node>,
    /// Texts of the labels that are nodes of their own.
    forms: HashMap<String, Vec<(Language, String)>>,
    narrower: Vec<(String, String)>,
    /// Nodes without an address.
    blank: usize,
}

#[derive(Default)]
struct Node {
    is_concept: bool,
    is_other: bool,
    is_domain: bool,
    deprecated: bool,
    labels: Vec<(bool, Language, String)>,
    label_nodes: Vec<(bool, String)>,
    broader: Vec<String>,
}

/// Reads what follows the root.
pub(crate) fn read<R: BufRead>(
    xml: &mut Xml<'_, R>,
    concepts: &mut Concepts,
) -> Result<(), ImportError> {
    let mut graph = Graph::default();
    let mut stack = vec![Open::Around];
    loop {
        match xml.next()? {
            Event::Open(element) => {
                let open = graph.open(stack.last_mut(), &element);
                stack.push(open);
            }
            Event::Text(part) => {
                if let Some(Open::Property { text, .. }) = stack.last_mut() {
                    text.push_str(&part);
                }
            }
            Event::Close => {
                if let Some(Open::Property {
                    of,
                    property,
                    language,
                    text,
                    has_node: false,
                }) = stack.pop()
                {
                    graph.says(&of, property, language.as_deref(), &text);
                }
            }
            Event::End => break,
        }
    }
    if graph.nodes.is_empty() {
        return Err(ImportError::Unknown {
            path: xml.path(),
            found: "it is RDF without concepts".to_owned(),
        });
    }
    graph.gather(concepts);
    Ok(())
}

impl Graph {
    fn open(&mut self, parent: Option<&mut Open>, element: &Element) -> Open {
        match parent {
            Some(Open::Node(of)) => {
                let of = of.clone();
                self.property(of, element)
            }
            Some(Open::Property {
                of,
                property,
                has_node,
                ..
            }) => {
                *has_node = true;
                let (of, property) = (of.clone(), *property);
                let node = self.node(element);
                self.links(&of, property, &node);
                Open::Node(node)
            }
            Some(Open::Around) => Open::Node(self.node(element)),
            None => Open::Around,
        }
    }

    /// A node: its address, its type, and properties written as attributes.
    fn node(&mut self, element: &Element) -> String {
        let address = match subject(element) {
            Some(address) => address,
            None => self.fresh(),
        };
        if !element.is(RDF, "Description") {
            self.is_a(&address, element.is(SKOS, "Concept"));
        }
        let language = element.attribute(XML, "lang");
        for (name, value) in element.attributes() {
            let property = Property::of(name);
            if property == Property::Type {
                self.links(&address, property, value);
            } else {
                self.says(&address, property, language, value);
            }
        }
        address
    }

    fn property(&mut self, of: String, element: &Element) -> Open {
        let property = Property::of(element.name());
        let node = element.attribute(RDF, "resource").map(str::to_owned);
        let node = node.or_else(|| element.attribute(RDF, "nodeID").map(|id| format!("_:{id}")));
        if let Some(node) = &node {
            self.links(&of, property, node);
        } else if element.attribute(RDF, "parseType") == Some("Resource") {
            let node = self.fresh();
            self.links(&of, property, &node);
            return Open::Node(node);
        }
        Open::Property {
            of,
            property,
            language: element.attribute(XML, "lang").map(str::to_owned),
            text: String::new(),
            has_node: node.is_some(),
        }
    }

    fn fresh(&mut self) -> String {
        self.blank += 1;
        // No address that a file gives has a space.
        format!("_: {}", self.blank)
    }

    fn at(&mut self, address: &str) -> &mut Node {
        if !self.nodes.contains_key(address) {
            self.order.push(address.to_owned());
        }
        self.nodes.entry(address.to_owned()).or_default()
    }

    fn is_a(&mut self, address: &str, concept: bool) {
        let node = self.at(address);
        node.is_concept |= concept;
        node.is_other |= !concept;
    }

    /// A property whose value is a node.
    fn links(&mut self, of: &str, property: Property, to: &str) {
        match property {
            Property::Type => {
                let concept = to.strip_prefix(SKOS) == Some("Concept");
                self.is_a(of, concept);
            }
            Property::Label { preferred } => {
                let labels = &mut self.at(of).label_nodes;
                labels.push((preferred, to.to_owned()));
            }
            Property::Broader => self.at(of).broader.push(to.to_owned()),
            Property::Narrower => self.narrower.push((of.to_owned(), to.to_owned())),
            // The domains stand in a scheme of their own; they are no subjects.
            Property::Scheme => self.at(of).is_domain |= to.ends_with("/domains"),
            Property::Status => self.at(of).deprecated |= to.ends_with("/DEPRECATED"),
            Property::LiteralForm | Property::Deprecated | Property::Other => {}
        }
    }

    /// A property whose value is a text.
    fn says(&mut self, of: &str, property: Property, language: Option<&str>, text: &str) {
        let language = language.and_then(Language::of);
        match (property, language) {
            (Property::Label { preferred }, Some(language)) => {
                let labels = &mut self.at(of).labels;
                labels.push((preferred, language, text.to_owned()));
            }
            (Property::LiteralForm, Some(language)) => {
                let forms = self.forms.entry(of.to_owned()).or_default();
                forms.push((language, text.to_owned()));
            }
            (Property::Deprecated, _) => {
                self.at(of).deprecated |= matches!(text.trim(), "true" | "1");
            }
            _ => {}
        }
    }

    /// What was said, as concepts.
    fn gather(mut self, concepts: &mut Concepts) {
        for (broader, below) in std::mem::take(&mut self.narrower) {
            self.at(&below).broader.push(broader);
        }
        for address in &self.order {
            let Some(node) = self.nodes.remove(address) else {
                continue;
            };
            // Part of a file may say of a concept no more than its labels.
            let says = !node.labels.is_empty() || !node.broader.is_empty();
            let is_concept = node.is_concept || (says && !node.is_other);
            if node.is_domain || !is_concept {
                continue;
            }
            let Some(id) = number(address) else { continue };
            let concept = concepts.get_or_add(id);
            concept.deprecated |= node.deprecated;
            let of_nodes = node.label_nodes.iter().flat_map(|(preferred, label)| {
                let forms = self.forms.get(label).into_iter().flatten();
                forms.map(|(language, text)| (*preferred, *language, text.as_str()))
            });
            let labels = node.labels.iter().map(|(p, l, text)| (*p, *l, &**text));
            for (preferred, language, text) in labels.chain(of_nodes) {
                if preferred {
                    concept.prefer(language, text);
                } else if language == Language::French {
                    concept.also(text);
                }
            }
            for broader in node.broader.iter().filter_map(|address| number(address)) {
                concept.below(broader);
            }
        }
    }
}

fn subject(element: &Element) -> Option<String> {
    let attribute = |local| element.attribute(RDF, local);
    attribute("about")
        .map(str::to_owned)
        .or_else(|| attribute("ID").map(|id| format!("#{id}")))
        .or_else(|| attribute("nodeID").map(|id| format!("_:{id}")))
}

/// The number of a concept: the last part of its address.
fn number(address: &str) -> Option<&str> {
    let number = address.trim().rsplit(['/', '#']).next()?;
    (!number.is_empty()).then_some(number)
}
