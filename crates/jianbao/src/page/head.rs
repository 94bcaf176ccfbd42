//! What the head of an HTML page says: title, meta elements, links.

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, local_name};
use markup5ever_rcdom::{Handle, NodeData};

/// The head of a page. Empty values are left out.
#[derive(Debug, Default)]
pub(crate) struct Head {
    pub(crate) title: String,
    /// Name or property or itemprop (lower case) and content, in document order.
    pub(crate) meta: Vec<(String, StrTendril)>,
    pub(crate) canonical: Option<StrTendril>,
    pub(crate) next: Option<StrTendril>,
}

impl Head {
    /// The first content of a meta element of this name.
    pub(crate) fn meta(&self, name: &str) -> Option<&str> {
        self.meta.iter().find(|(n, _)| n == name).map(|(_, content)| content.trim())
    }

    pub(super) fn element(&mut self, node: &Handle, name: &LocalName, attributes: &[Attribute]) {
        let value =
            |wanted: LocalName| attributes.iter().find(|a| a.name.local == wanted).map(|a| &a.value).filter(|v| !v.trim().is_empty());
        match *name {
            local_name!("title") if self.title.is_empty() => {
                for child in node.children.borrow().iter() {
                    if let NodeData::Text { contents } = &child.data {
                        self.title.push_str(contents.borrow().trim());
                    }
                }
            }
            local_name!("meta") => {
                let key = value(local_name!("property")).or_else(|| value(local_name!("name"))).or_else(|| value(local_name!("itemprop")));
                if let (Some(key), Some(content)) = (key, value(local_name!("content"))) {
                    self.meta.push((key.trim().to_ascii_lowercase(), content.clone()));
                }
            }
            local_name!("link") => {
                let (Some(relation), Some(href)) = (value(local_name!("rel")), value(local_name!("href"))) else { return };
                match &**relation {
                    "canonical" => self.canonical = Some(href.clone()),
                    "next" => self.next = Some(href.clone()),
                    _ => {}
                }
            }
            _ => {}
        }
    }
}
