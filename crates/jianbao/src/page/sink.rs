//! html5ever and RcDom behind limits on the work that a page can cause.
//!
//! Nesting, open formatting elements, nodes and moves of nodes are counted; what goes beyond a limit is left out of the
//! tree. Real pages stay far below all of them.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeBuilder, TreeBuilderOpts, TreeSink};
use html5ever::{Attribute, ExpandedName, QualName, TokenizerResult, local_name};
use markup5ever_rcdom::{Handle, RcDom, WeakHandle};

/// Open elements. The standard's scope checks walk all of them at every tag: 100,000 nested `<div>` take minutes.
const MAX_DEPTH: usize = 512;
/// Open formatting elements (`<b>`, `<font>` …): each paragraph opens all of them anew.
const MAX_FORMATTING: usize = 64;
/// Children passed over while nodes are moved (misnested tags, text inside tables).
const MAX_MOVES: usize = 20_000_000;

/// A parsed page.
#[derive(Debug)]
pub(crate) struct Parsed {
    pub(crate) document: Handle,
    /// Something was left out because a limit was reached.
    pub(crate) limited: bool,
}

/// Parses markup into a tree of at most `max_nodes` nodes; what does not fit is left out.
pub(crate) fn parse(markup: &str, max_nodes: usize) -> Parsed {
    let sink = Bounded {
        builder: TreeBuilder::new(
            Counted { dom: RcDom::default(), nodes: Cell::new(0), moves: Cell::new(0), last_parent: RefCell::default() },
            TreeBuilderOpts { drop_doctype: true, ..TreeBuilderOpts::default() },
        ),
        depth: Cell::new(0),
        full: Cell::new(false),
        formatting: Cell::new(0),
        max_nodes,
        limited: Cell::new(false),
    };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(markup));
    while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
    tokenizer.end();
    let sink = tokenizer.sink;
    Parsed { limited: sink.limited.get(), document: sink.builder.sink.dom.document.clone() }
}

/// Passes tokens on to the tree builder as long as the limits allow.
struct Bounded {
    builder: TreeBuilder<Handle, Counted>,
    /// Start tags less end tags since the last look at the tree: never below the real depth by much, but above it on
    /// pages that leave out end tags.
    depth: Cell<usize>,
    /// The tree is at its deepest, until an end tag comes.
    full: Cell<bool>,
    formatting: Cell<usize>,
    max_nodes: usize,
    limited: Cell<bool>,
}

impl Bounded {
    fn admits(&self, tag: &Tag) -> bool {
        if tag.kind == TagKind::EndTag {
            self.full.set(false);
            self.depth.set(self.depth.get().saturating_sub(1));
            if is_formatting(tag) {
                self.formatting.set(self.formatting.get().saturating_sub(1));
            }
            return true;
        }
        if is_formatting(tag) {
            if self.formatting.get() >= MAX_FORMATTING {
                return false;
            }
            self.formatting.set(self.formatting.get() + 1);
        }
        if self.full.get() {
            return false;
        }
        if self.depth.get() >= MAX_DEPTH {
            self.depth.set(self.builder.sink.depth());
            self.full.set(self.depth.get() >= MAX_DEPTH);
            if self.full.get() {
                return false;
            }
        }
        self.depth.set(self.depth.get() + 1);
        true
    }
}

fn is_formatting(tag: &Tag) -> bool {
    // Not <a>: the standard keeps at most one of them open.
    matches!(
        tag.name,
        local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("nobr")
            | local_name!("s")
            | local_name!("small")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("tt")
            | local_name!("u")
    )
}

impl TokenSink for Bounded {
    type Handle = Handle;

    fn process_token(&self, token: Token, line_number: u64) -> TokenSinkResult<Handle> {
        let over = self.builder.sink.nodes.get() >= self.max_nodes || self.builder.sink.moves.get() >= MAX_MOVES;
        match &token {
            Token::ParseError(_) => return TokenSinkResult::Continue,
            Token::EOFToken => {}
            _ if over => {
                self.limited.set(true);
                return TokenSinkResult::Continue;
            }
            Token::TagToken(tag) if !self.admits(tag) => {
                self.limited.set(true);
                return TokenSinkResult::Continue;
            }
            _ => {}
        }
        match self.builder.process_token(token, line_number) {
            // No script runs here, and the encoding is settled.
            TokenSinkResult::Script(_) | TokenSinkResult::EncodingIndicator(_) => TokenSinkResult::Continue,
            other => other,
        }
    }

    fn end(&self) {
        TokenSink::end(&self.builder);
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// RcDom with a count of what it was asked to do.
struct Counted {
    dom: RcDom,
    nodes: Cell<usize>,
    moves: Cell<usize>,
    last_parent: RefCell<WeakHandle>,
}

impl Counted {
    fn count(&self) {
        self.nodes.set(self.nodes.get() + 1);
    }

    /// Counts the search for `node` among its siblings.
    fn count_search(&self, node: &Handle) {
        if let Some(parent) = parent_of(node) {
            self.moves.set(self.moves.get() + parent.children.borrow().len());
        }
    }

    /// How deep the tree is where something was last added.
    fn depth(&self) -> usize {
        let mut depth = 0;
        let mut node = self.last_parent.borrow().upgrade();
        while let Some(parent) = node {
            depth += 1;
            node = parent_of(&parent);
        }
        depth
    }
}

fn parent_of(node: &Handle) -> Option<Handle> {
    let weak = node.parent.take();
    let parent = weak.as_ref().and_then(WeakHandle::upgrade);
    node.parent.set(weak);
    parent
}

impl TreeSink for Counted {
    type Handle = Handle;
    type Output = RcDom;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> RcDom {
        self.dom
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        self.dom.get_document()
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        self.dom.elem_name(target)
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> Handle {
        self.count();
        self.dom.create_element(name, attrs, flags)
    }

    fn create_comment(&self, text: StrTendril) -> Handle {
        self.count();
        self.dom.create_comment(text)
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> Handle {
        self.count();
        self.dom.create_pi(target, data)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.last_parent.replace(Rc::downgrade(parent));
        self.dom.append(parent, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        self.count_search(element);
        self.dom.append_based_on_parent_node(element, previous, child);
    }

    fn append_doctype_to_document(&self, name: StrTendril, public_id: StrTendril, system_id: StrTendril) {
        self.dom.append_doctype_to_document(name, public_id, system_id);
    }

    fn get_template_contents(&self, target: &Handle) -> Handle {
        self.dom.get_template_contents(target)
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        self.dom.same_node(x, y)
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.dom.set_quirks_mode(mode);
    }

    fn append_before_sibling(&self, sibling: &Handle, node: NodeOrText<Handle>) {
        self.count_search(sibling);
        self.dom.append_before_sibling(sibling, node);
    }

    fn add_attrs_if_missing(&self, target: &Handle, attrs: Vec<Attribute>) {
        self.dom.add_attrs_if_missing(target, attrs);
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.count_search(target);
        self.dom.remove_from_parent(target);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        self.moves.set(self.moves.get() + node.children.borrow().len());
        self.dom.reparent_children(node, new_parent);
    }

    fn is_mathml_annotation_xml_integration_point(&self, handle: &Handle) -> bool {
        self.dom.is_mathml_annotation_xml_integration_point(handle)
    }
}
