//! HTML to a [`Page`]: parsed by html5ever into RcDom, which is walked once, iteratively.

use html5ever::{Attribute, LocalName, local_name};
use markup5ever_rcdom::{Handle, NodeData};

use super::build::{Context, PageBuilder};
use super::head::Head;
use super::scan::{KEY, Name, Scan};
use super::{Hints, LineKind, Mark, Page, Tag, scan, sink};

/// How much of the page's bytes the visible text is, at most, as a first guess for the buffer.
const TEXT_SHARE: usize = 8;

/// What an element asks the walk to do.
enum Action {
    /// Neither its text nor its children's is visible.
    Skip,
    Inline,
    Block(Tag),
    LineBreak,
    Image,
}

/// An element whose children are being read.
struct Open<'a> {
    node: Handle,
    next: usize,
    leave: Leave<'a>,
}

/// What is to be undone at the end of an element.
#[derive(Default)]
struct Leave<'a> {
    before: Context,
    block: bool,
    table: Option<usize>,
    link: Option<(u32, &'a str)>,
    /// Its end is not known yet.
    mark: Option<Box<Mark<'a>>>,
}

/// Reads HTML. `newlines`: a fragment amid plain text, whose own line breaks outside elements count.
pub(super) fn read(html: &str, newlines: bool, max_nodes: usize) -> Page<'_> {
    let scan = scan::scan(html);
    let parsed = sink::parse(&scan.markup, max_nodes);
    let mut builder = PageBuilder::new(scan.markup.len() / TEXT_SHARE);
    let mut head = Head::default();
    walk(&parsed.document, newlines, &scan, &mut builder, &mut head);
    let mut page = builder.finish();
    page.head = head;
    page.scripts = scan.scripts;
    page.limited = parsed.limited;
    page
}

/// Reads the tree and takes it apart: what was read is given back at once.
fn walk<'a>(document: &Handle, newlines: bool, scan: &Scan<'a>, builder: &mut PageBuilder<'a>, head: &mut Head) {
    builder.context.preformatted = newlines;
    let mut open = vec![Open { node: document.clone(), next: 0, leave: Leave { before: builder.context, ..Leave::default() } }];
    while let Some(element) = open.last_mut() {
        let child = element.node.children.borrow().get(element.next).cloned();
        element.next += 1;
        let Some(child) = child else {
            if let Some(element) = open.pop() {
                element.node.children.take();
                undo(element.leave, builder);
            }
            continue;
        };
        match &child.data {
            NodeData::Text { contents } => builder.text(&contents.borrow()),
            NodeData::Element { name, .. } if name.local == local_name!("head") => read_head(&child, head),
            NodeData::Element { name, attrs, .. } => {
                if let Some(leave) = enter(&child, &name.local, &attrs.borrow(), scan, builder, head) {
                    open.push(Open { node: child.clone(), next: 0, leave });
                }
            }
            _ => {}
        }
    }
}

/// The attributes of an element that are read, as written.
#[derive(Default)]
struct Attributes<'a> {
    class: &'a str,
    id: &'a str,
    link: Option<&'a str>,
    datetime: Option<&'a str>,
    itemprop: &'a str,
    alt: &'a str,
    /// Addresses of a picture, by trust: pages that load pictures late keep the real address in a data attribute.
    pictures: [&'a str; 5],
    hidden: bool,
}

impl<'a> Attributes<'a> {
    fn read(attributes: &[Attribute], scan: &Scan<'a>) -> Self {
        let mut read = Self::default();
        let key = attributes.iter().find(|attribute| &*attribute.name.local == KEY).and_then(|attribute| attribute.value.parse().ok());
        for (name, value) in key.into_iter().flat_map(|key| scan.attributes(key)) {
            match name {
                Name::Class => read.class = value,
                Name::Id => read.id = value,
                Name::Href => read.link = Some(value),
                Name::Datetime => read.datetime = Some(value),
                Name::Itemprop => read.itemprop = value,
                Name::Alt => read.alt = value,
                Name::DataSrc => read.pictures[0] = value,
                Name::DataOriginal => read.pictures[1] = value,
                Name::DataLazySrc => read.pictures[2] = value,
                Name::DataUrl => read.pictures[3] = value,
                Name::Src => read.pictures[4] = value,
                Name::Hidden => read.hidden = true,
                Name::Style => read.hidden |= is_hidden(value),
            }
        }
        read
    }
}

/// Begins an element; nothing if its children are not to be read.
fn enter<'a>(
    node: &Handle,
    name: &LocalName,
    attributes: &[Attribute],
    scan: &Scan<'a>,
    builder: &mut PageBuilder<'a>,
    head: &mut Head,
) -> Option<Leave<'a>> {
    let mut leave = Leave { before: builder.context, ..Leave::default() };
    match action(name) {
        Action::Skip => {
            if *name == local_name!("meta") || *name == local_name!("link") || *name == local_name!("title") {
                head.element(node, name, attributes);
            }
            None
        }
        Action::LineBreak => {
            builder.line_break();
            None
        }
        Action::Image => {
            let attributes = Attributes::read(attributes, scan);
            let source = attributes.pictures.into_iter().find(|source| !source.trim().is_empty() && !source.starts_with("data:"));
            if !attributes.hidden {
                builder.image(source.unwrap_or_default(), attributes.alt);
            }
            None
        }
        Action::Block(tag) => {
            let attributes = Attributes::read(attributes, scan);
            if attributes.hidden {
                return None;
            }
            leave.block = true;
            builder.open_block(tag, attributes.class, attributes.id);
            builder.context.preformatted = *name == local_name!("pre");
            set_kind(name, builder);
            if tag == Tag::Table {
                leave.table = Some(builder.page.lines.len());
                builder.open_table();
            }
            Some(leave)
        }
        Action::Inline => {
            if is_root(name) {
                return Some(leave);
            }
            let attributes = Attributes::read(attributes, scan);
            if attributes.hidden {
                return None;
            }
            let start = builder.offset();
            builder.context.preformatted &= *name == local_name!("code") || *name == local_name!("span");
            builder.context.bold |= is_bold(name);
            if let Some(href) = attributes.link {
                builder.context.linked = true;
                leave.link = Some((start, href));
            }
            let mut hints = Hints::of(attributes.class).with(Hints::of(attributes.id)).with(Hints::of(attributes.itemprop));
            if *name == local_name!("time") {
                hints = hints.with(Hints::TIME);
            }
            let Attributes { class, id, datetime, .. } = attributes;
            if hints != Hints::default() || datetime.is_some() {
                leave.mark = Some(Box::new(Mark { start, end: start, hints, datetime, class, id }));
            }
            Some(leave)
        }
    }
}

fn undo<'a>(leave: Leave<'a>, builder: &mut PageBuilder<'a>) {
    if let Some((start, href)) = leave.link {
        builder.link(start, href);
    }
    if let Some(mark) = leave.mark {
        builder.mark(*mark);
    }
    if let Some(first) = leave.table {
        builder.close_table(first);
    }
    if leave.block {
        builder.close_block(leave.before);
    } else {
        builder.context = leave.before;
    }
}

fn is_root(name: &LocalName) -> bool {
    matches!(*name, local_name!("html") | local_name!("body"))
}

fn is_bold(name: &LocalName) -> bool {
    matches!(*name, local_name!("b") | local_name!("strong"))
}

/// `display: none`. Not `visibility: hidden`: WeChat hides the article so until its scripts have run.
fn is_hidden(style: &str) -> bool {
    style.len() > 11
        && style.split(';').any(|rule| {
            rule.split_once(':').is_some_and(|(property, value)| {
                property.trim().eq_ignore_ascii_case("display")
                    && value.trim_start().get(..4).is_some_and(|v| v.eq_ignore_ascii_case("none"))
            })
        })
}

fn set_kind(name: &LocalName, builder: &mut PageBuilder<'_>) {
    let number = builder.next_number();
    let context = &mut builder.context;
    let kind = context.kind;
    match *name {
        local_name!("h1") => context.kind = LineKind::Heading(1),
        local_name!("h2") => context.kind = LineKind::Heading(2),
        local_name!("h3") => context.kind = LineKind::Heading(3),
        local_name!("h4") => context.kind = LineKind::Heading(4),
        local_name!("h5") => context.kind = LineKind::Heading(5),
        local_name!("h6") => context.kind = LineKind::Heading(6),
        local_name!("ol") | local_name!("ul") => {
            context.list_depth = context.list_depth.saturating_add(1);
            context.list_ordered = *name == local_name!("ol");
        }
        local_name!("li") => context.kind = LineKind::ListItem { ordered: context.list_ordered, depth: context.list_depth.max(1) },
        local_name!("blockquote") => context.kind = LineKind::Quote,
        local_name!("figcaption") => context.kind = LineKind::Caption,
        local_name!("pre") => context.kind = LineKind::Code,
        local_name!("table") => {
            context.table = number;
            context.row = 0;
            context.cell = 0;
            context.kind = LineKind::Text;
        }
        local_name!("tr") => context.row = number,
        local_name!("td") | local_name!("th") => context.cell = number,
        _ => context.kind = kind,
    }
}

fn action(name: &LocalName) -> Action {
    match *name {
        local_name!("script")
        | local_name!("style")
        | local_name!("noscript")
        | local_name!("template")
        | local_name!("select")
        | local_name!("datalist")
        | local_name!("button")
        | local_name!("textarea")
        | local_name!("input")
        | local_name!("iframe")
        | local_name!("object")
        | local_name!("embed")
        | local_name!("svg")
        | local_name!("canvas")
        | local_name!("audio")
        | local_name!("video")
        | local_name!("map")
        | local_name!("meta")
        | local_name!("link")
        | local_name!("title")
        | local_name!("frameset")
        | local_name!("noframes")
        | local_name!("rp")
        | local_name!("rt") => Action::Skip,
        local_name!("br") | local_name!("hr") => Action::LineBreak,
        local_name!("img") => Action::Image,
        local_name!("article") => Action::Block(Tag::Article),
        local_name!("aside") => Action::Block(Tag::Aside),
        local_name!("div") | local_name!("center") | local_name!("figure") => Action::Block(Tag::Division),
        local_name!("footer") => Action::Block(Tag::Footer),
        local_name!("form") => Action::Block(Tag::Form),
        local_name!("header") => Action::Block(Tag::Header),
        local_name!("h1") | local_name!("h2") | local_name!("h3") | local_name!("h4") | local_name!("h5") | local_name!("h6") => {
            Action::Block(Tag::Heading)
        }
        local_name!("ul") | local_name!("ol") | local_name!("dl") | local_name!("menu") | local_name!("dir") => Action::Block(Tag::List),
        local_name!("li") | local_name!("dt") | local_name!("dd") => Action::Block(Tag::Item),
        local_name!("main") => Action::Block(Tag::Main),
        local_name!("nav") => Action::Block(Tag::Navigation),
        local_name!("p") => Action::Block(Tag::Paragraph),
        local_name!("section") => Action::Block(Tag::Section),
        local_name!("table") => Action::Block(Tag::Table),
        local_name!("td") | local_name!("th") => Action::Block(Tag::Cell),
        local_name!("address")
        | local_name!("blockquote")
        | local_name!("caption")
        | local_name!("details")
        | local_name!("fieldset")
        | local_name!("figcaption")
        | local_name!("legend")
        | local_name!("pre")
        | local_name!("summary")
        | local_name!("tbody")
        | local_name!("tfoot")
        | local_name!("thead")
        | local_name!("tr") => Action::Block(Tag::Other),
        _ => Action::Inline,
    }
}

/// `<title>`, `<meta>`, `<link>` of the head, at any depth the parser left them.
fn read_head(node: &Handle, head: &mut Head) {
    for child in node.children.borrow().iter() {
        if let NodeData::Element { name, attrs, .. } = &child.data {
            head.element(child, &name.local, &attrs.borrow());
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The text; blanks aside, that may go where tables are broken.
    fn text(markup: &str) -> String {
        let parsed = sink::parse(markup, usize::MAX);
        let mut builder = PageBuilder::new(0);
        walk(&parsed.document, false, &Scan::default(), &mut builder, &mut Head::default());
        builder.finish().text.replace(' ', "")
    }

    const PARTS: &[&str] = &[
        " ",
        "\n",
        "=",
        "'",
        "\"",
        ">",
        "/",
        "<p",
        "<a ",
        "</a",
        "<img ",
        "<meta ",
        "<time",
        "</p>",
        "<div>",
        "字",
        "x",
        "class",
        "ID=",
        "href=a",
        "src='b'",
        "alt=\"c d\"",
        "title='>'",
        "<b>",
        "</b>",
        "<td>",
        "<table>",
        "<span class=x>",
        "<span>",
        "</span>",
        "<!--",
        "-->",
        "itemprop",
        "content=名",
        "name=author",
        "datetime=",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_cut_out_changes_no_text(parts in prop::collection::vec(prop::sample::select(PARTS), 0..40)) {
            let html = parts.concat();
            prop_assert_eq!(text(&scan::scan(&html).markup), text(&html));
        }
    }
}
