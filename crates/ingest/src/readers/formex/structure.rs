//! What stands on its own: articles, paragraphs, lists, recitals, quotations.

use super::super::markup::Node;
use super::names;
use super::walk::{Reader, Style};
use crate::blocks::Shape;

impl Reader {
    pub(super) fn block(&mut self, node: Node<'_>) {
        match node.name() {
            "TITLE" => self.title(node),
            "TI.ART" => self.article_title(node, Shape::Heading(None)),
            "STI.ART" => self.article_title(node, Shape::Subtitle),
            "ARTICLE" => self.article(node),
            "ANNEX" | "CONS.ANNEX" | "DIVISION" | "GR.SEQ" | "DIV.CONSID" => self.part(node),
            "NO.PARAG" | "NO.P" | "NO.GR.SEQ" | "NO.ITEM" => self.number(node),
            "PARAG" | "NP.ECR" | "TOC.ITEM" => {
                let style = Style::of(Shape::Text, self.style.depth);
                self.within(style, |reader| reader.children(node));
            }
            "NP" => self.numbered(node),
            "ITEM" => self.item(node),
            "DLIST.ITEM" => self.definition(node),
            "CONSID" => self.recital(node),
            "QUOT.S" => self.quotation(node),
            "OLD.CORR" | "NEW.CORR" => self.quoted_blocks(node),
            "TBL" => self.table(node),
            "ROW" | "row" | "TI.BLK" | "STI.BLK" => self.row(node),
            "GR.NOTES" => self.table_notes(node),
            "INDEX" => self.keywords(node),
            "FORMULA.S" => {
                self.boundary();
                self.formula(node);
                self.boundary();
            }
            _ => {
                self.boundary();
                self.children(node);
                self.boundary();
            }
        }
    }

    /// The number of a paragraph or a point, which opens its text.
    fn number(&mut self, node: Node<'_>) {
        self.end();
        self.on_one_line(|reader| reader.children(node));
        self.line.end_lead();
    }

    fn deeper(&self) -> Style {
        Style::of(Shape::Item, self.style.depth.saturating_add(1))
    }

    /// A numbered paragraph: the words of an item, of a recital or of a title, or
    /// a point of its own.
    fn numbered(&mut self, node: Node<'_>) {
        let around = node.parent().map_or("", Node::name);
        if self.flat || self.in_title || around == "CONSID" {
            self.boundary();
            self.children(node);
            self.boundary();
        } else if around == "ITEM" {
            let style = Style::of(Shape::Item, self.style.depth);
            self.within(style, |reader| reader.children(node));
            self.style.shape = self.style.then;
        } else {
            self.within(self.deeper(), |reader| reader.children(node));
        }
    }

    fn item(&mut self, node: Node<'_>) {
        self.within(self.deeper(), |reader| {
            if !reader.deleted.contains(node)
                && let Some(dash) = dash(node)
            {
                reader.line.push(dash);
                reader.line.end_lead();
            }
            reader.children(node);
        });
    }

    /// An item of a list of definitions: `a) «mot»: ce qu’il désigne`.
    fn definition(&mut self, node: Node<'_>) {
        let separator = node.parent().and_then(|list| list.attribute("SEPARATOR"));
        self.within(self.deeper(), |reader| {
            for child in node.children() {
                match child.name() {
                    "PREFIX" => {
                        reader.on_one_line(|reader| reader.children(child));
                        reader.line.space();
                    }
                    "TERM" => {
                        reader.on_one_line(|reader| reader.children(child));
                        reader.separator(separator.unwrap_or_default());
                        reader.line.end_lead();
                    }
                    _ => reader.node(child),
                }
            }
        });
    }

    /// The sign between a word and its definition. Those of punctuation follow
    /// the word without a space.
    fn separator(&mut self, sign: &str) {
        if self.line.is_empty() || self.line.text.ends_with(sign) {
            return;
        }
        if !sign.starts_with([',', ':', ';', '.']) {
            self.line.space();
        }
        self.line.push(sign);
    }

    /// A recital. Some files put the words before the first recital into one
    /// without a number.
    fn recital(&mut self, node: Node<'_>) {
        let mut parts = node.elements();
        let announces = match (parts.next(), parts.next()) {
            (Some(only), None) if only.name() == "P" => {
                let text = only.all_text();
                text.trim_end().ends_with(':')
            }
            _ => false,
        };
        let shape = if self.quoted || announces {
            Shape::Text
        } else {
            Shape::Recital
        };
        let style = Style::of(shape, self.style.depth);
        self.within(style, |reader| reader.children(node));
    }

    /// A quotation goes on in the sentence, or has paragraphs of its own.
    fn quotation(&mut self, node: Node<'_>) {
        if names::is_sentence(node) {
            self.children(node);
        } else {
            self.quoted_blocks(node);
        }
    }

    fn quoted_blocks(&mut self, node: Node<'_>) {
        let quoted = std::mem::replace(&mut self.quoted, true);
        self.boundary();
        self.children(node);
        self.boundary();
        self.quoted = quoted;
    }

    /// The keywords of a judgment, on one line.
    fn keywords(&mut self, node: Node<'_>) {
        self.boundary();
        self.line
            .push(node.attribute("IDX.OPEN").unwrap_or_default());
        let separator = node.attribute("SEPARATOR").unwrap_or(" – ");
        let mut first = true;
        for child in node.children() {
            if child.name() == "KEYWORD" && !std::mem::take(&mut first) {
                self.line.push(separator);
            }
            self.node(child);
        }
        self.line
            .push(node.attribute("IDX.CLOSE").unwrap_or_default());
        self.boundary();
    }
}

/// The dash of an item, which the list names and the item does not print itself.
fn dash(item: Node<'_>) -> Option<&'static str> {
    let list = item.parent().filter(|list| list.name() == "LIST");
    let dash = match list.and_then(|list| list.attribute("TYPE")) {
        Some("DASH") => "—",
        Some("NDASH") => "–",
        _ => return None,
    };
    let has_number = item
        .elements()
        .any(|part| part.name() == "NO.P" || (part.name() == "NP" && part.child("NO.P").is_some()));
    let first = item.descendants().find_map(|node| {
        let text = node.text()?.trim_start();
        text.chars().next()
    });
    let printed = first.is_some_and(|c| matches!(c, '—' | '–' | '-'));
    (!has_number && !printed).then_some(dash)
}
