//! HTML into a tree, by the rules of browsers.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use html5ever::driver::ParseOpts;
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, ExpandedName, LocalName, QualName, ns};

use crate::error::ReadError;

use super::tree::Tree;

/// Bytes given to the parser at a time. Nesting is checked between: the rules
/// of HTML take time that grows with its square.
const STEP: usize = 16 << 10;

/// Reads HTML, which is never malformed.
///
/// # Errors
/// It is too deep or too large.
pub(crate) fn parse(text: &str) -> Result<Tree, ReadError> {
    let sink = Sink {
        tree: RefCell::new(Tree::new()),
        document: Handle {
            at: Tree::ROOT,
            name: Rc::new(QualName::new(None, ns!(), LocalName::from(""))),
        },
    };
    let mut parser = html5ever::driver::parse_document(sink, ParseOpts::default());
    let mut rest = text;
    while !rest.is_empty() {
        let (step, after) = rest.split_at(rest.floor_char_boundary(STEP.min(rest.len())));
        parser.process(StrTendril::from_slice(step));
        rest = after;
        let tree = parser.tokenizer.sink.sink.tree.borrow();
        tree.check_open()?;
        tree.check_size()?;
    }
    let tree = parser.finish();
    tree.check_depth()?;
    Ok(tree)
}

struct Sink {
    tree: RefCell<Tree>,
    document: Handle,
}

#[derive(Clone)]
struct Handle {
    at: u32,
    name: Rc<QualName>,
}

/// The attributes that readers look at; the others would fill memory.
const KEPT: &[&str] = &[
    "class", "id", "href", "name", "content", "property", "resource", "about", "lang", "border",
    "start", "type",
];

impl Sink {
    fn place(&self, parent: u32, child: NodeOrText<Handle>) {
        let mut tree = self.tree.borrow_mut();
        match child {
            NodeOrText::AppendNode(node) => tree.append(parent, node.at),
            NodeOrText::AppendText(text) => tree.append_text(parent, &text),
        }
    }

    fn nothing(&self) -> Handle {
        Handle {
            at: self.tree.borrow_mut().text(""),
            name: self.document.name.clone(),
        }
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        self.document.clone()
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(&self, name: QualName, given: Vec<Attribute>, _: ElementFlags) -> Handle {
        let kept = given
            .iter()
            .map(|a| (a.name.local.as_ref(), a.value.as_ref()))
            .filter(|(name, _)| KEPT.contains(name));
        let at = self.tree.borrow_mut().element(name.local.as_ref(), kept);
        Handle {
            at,
            name: Rc::new(name),
        }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.nothing()
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.nothing()
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.place(parent.at, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        previous: &Handle,
        child: NodeOrText<Handle>,
    ) {
        let inside = self.tree.borrow().parent(element.at).is_some();
        if inside {
            self.append_before_sibling(element, child);
        } else {
            self.place(previous.at, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.at == y.at
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, node: NodeOrText<Handle>) {
        let mut tree = self.tree.borrow_mut();
        let node = match node {
            NodeOrText::AppendNode(node) => node.at,
            NodeOrText::AppendText(text) => tree.text(&text),
        };
        tree.insert_before(sibling.at, node);
    }

    fn add_attrs_if_missing(&self, _: &Handle, _: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &Handle) {
        self.tree.borrow_mut().detach(target.at);
    }

    fn reparent_children(&self, node: &Handle, parent: &Handle) {
        self.tree.borrow_mut().move_children(node.at, parent.at);
    }
}
