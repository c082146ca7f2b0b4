//! What stands in a sentence: emphasis, quotation marks, numbers, notes, formulas.

use super::super::markup::Node;
use super::names;
use super::notes::Series;
use super::walk::Reader;

impl Reader {
    pub(super) fn inline(&mut self, node: Node<'_>) {
        match node.name() {
            "NOTE" => self.note(node),
            "QUOT.START" => self.quotation_mark(node, '«'),
            "QUOT.END" => self.quotation_mark(node, '»'),
            "HT" => {
                let capitals = self.capitals;
                self.capitals |= node.attribute("TYPE") == Some("UC");
                self.children(node);
                self.capitals = capitals;
            }
            "FT" => self.formatted(node),
            "FORMULA" => self.formula(node),
            "EXPR" => self.expression(node),
            "ROOT" => {
                self.line.push("√");
                self.enclosed(node, ["(", ")"]);
            }
            "IND" => self.index(node),
            "OP.MATH" | "OP.CMP" => self.operator(node),
            "OVER" if is_displayed(node) => {
                self.line.space();
                self.line.push("/");
                self.line.space();
            }
            "OVER" => self.line.push("/"),
            "DIVISOR" => {
                self.line.push("/");
                self.children(node);
            }
            "MARGIN" => {
                self.children(node);
                self.line.space();
            }
            _ => self.children(node),
        }
    }

    /// Formulas go on one line, as one would type them.
    pub(super) fn formula(&mut self, node: Node<'_>) {
        let around = std::mem::replace(&mut self.in_formula, true);
        self.children(node);
        self.in_formula = around;
    }

    /// What stands in brackets, or above or below the bar of a fraction.
    fn expression(&mut self, node: Node<'_>) {
        let over = |node: Option<Node<'_>>| node.is_some_and(|e| e.name() == "OVER");
        let brackets = match node.attribute("TYPE") {
            Some("BRACKET") => ["(", ")"],
            Some("SQBRACKET") => ["[", "]"],
            Some("BRACE") => ["{", "}"],
            Some("ABS") => ["|", "|"],
            _ if is_sum(node) && (over(node.previous_element()) || over(node.next_element())) => {
                ["(", ")"]
            }
            _ => return self.children(node),
        };
        self.enclosed(node, brackets);
    }

    /// An exponent or an index. In a formula of its own, of which pages have a
    /// picture, it has a sign; in a sentence it stands as pages print it.
    fn index(&mut self, node: Node<'_>) {
        if !is_displayed(node) {
            return self.children(node);
        }
        let sign = match node.attribute("LOC") {
            Some("SUP") => "^",
            _ => "_",
        };
        self.line.push(sign);
        if is_sum(node) {
            self.enclosed(node, ["(", ")"]);
        } else {
            self.children(node);
        }
    }

    fn enclosed(&mut self, node: Node<'_>, [opens, closes]: [&str; 2]) {
        self.line.push(opens);
        self.children(node);
        self.line.push(closes);
    }

    /// The mark that the file names by its code point.
    fn quotation_mark(&mut self, node: Node<'_>, usual: char) {
        if self.deleted.contains(node) {
            return;
        }
        let code = node.attribute("CODE");
        let code = code.and_then(|code| u32::from_str_radix(code.trim(), 16).ok());
        self.line
            .push_char(code.and_then(char::from_u32).unwrap_or(usual));
    }

    fn operator(&mut self, node: Node<'_>) {
        let sign = names::operator(node.attribute("TYPE").unwrap_or_default());
        self.line.space();
        self.line.push(sign);
        self.children(node);
        self.line.space();
    }

    /// Numbers and customs codes: pages print them in groups.
    fn formatted(&mut self, node: Node<'_>) {
        let kind = node.attribute("TYPE").unwrap_or_default();
        let mut only = node.children();
        let (Some(text), None) = (only.next().and_then(Node::text), only.next()) else {
            return self.children(node);
        };
        if self.deleted.contains(node) {
            return;
        }
        match kind {
            "NUMBER" | "DECIMAL" => self.line.push(&thousands(text)),
            "CN" | "TARIC" => self.line.push(&customs_code(text)),
            _ => self.children(node),
        }
    }

    fn note(&mut self, node: Node<'_>) {
        if self.deleted.contains(node) {
            return;
        }
        let at = self.define(node, false);
        let place = self.notes.call(at, self.page);
        self.line.call(place);
    }

    /// Takes up a note, or finds the one that the reference names.
    pub(super) fn define(&mut self, node: Node<'_>, in_table_notes: bool) -> usize {
        let numbering = node.attribute("NUMBERING");
        let series = match (node.attribute("TYPE"), self.table) {
            (Some("TABLE"), Some(table)) => table,
            (None, Some(table)) if in_table_notes => table,
            _ => Series::Text,
        };
        let id = node.attribute("NOTE.REF");
        let referred = id.and_then(|id| self.notes.find(id));
        let id = id.or_else(|| node.attribute("NOTE.ID"));
        // A note that was called before it stands here has a number and no text.
        let open = id
            .and_then(|id| self.notes.find(id))
            .filter(|at| self.notes.is_open(*at));
        let at = referred
            .or(open)
            .unwrap_or_else(|| self.notes.define(id, numbering, series));
        if self.notes.is_open(at) {
            let body = self.apart(|reader| reader.children(node));
            self.notes.complete(at, body.text);
        }
        at
    }
}

/// Groups the digits before the decimal comma by three, as pages do.
fn thousands(text: &str) -> String {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (whole, rest) = text.split_at(digits);
    // A number that the file has grouped, or that is none.
    if rest.starts_with(|c: char| !matches!(c, ',' | '.')) {
        return text.to_owned();
    }
    let mut grouped = String::with_capacity(text.len() * 2);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (digits - at) % 3 == 0 {
            grouped.push('\u{a0}');
        }
        grouped.push(digit);
    }
    grouped + rest
}

/// `07121000` is printed `0712 10 00`.
fn customs_code(text: &str) -> String {
    let text = text.trim();
    let (lead, code) = match text.strip_prefix("ex") {
        Some(code) => ("ex\u{a0}", code.trim_start()),
        None => ("", text),
    };
    if !matches!(code.len(), 6 | 8 | 10) || !code.bytes().all(|b| b.is_ascii_digit()) {
        return text.to_owned();
    }
    let mut grouped = lead.to_owned();
    for (at, digit) in code.chars().enumerate() {
        if at >= 4 && at % 2 == 0 {
            grouped.push('\u{a0}');
        }
        grouped.push(digit);
    }
    grouped
}

/// Whether what stands here is in a formula of its own.
fn is_displayed(node: Node<'_>) -> bool {
    let mut around = std::iter::successors(node.parent(), |node| node.parent());
    around.any(|node| node.name() == "FORMULA.S")
}

/// Texts of an expression that tell whether it has several terms.
const FIRST_TEXTS: usize = 8;

/// Whether an expression has more than one term, which spaces part.
fn is_sum(node: Node<'_>) -> bool {
    let texts = node.descendants().filter_map(Node::text);
    let said: String = texts
        .take(FIRST_TEXTS)
        .flat_map(|text| text.chars().take(64))
        .collect();
    said.trim().contains(' ')
}
