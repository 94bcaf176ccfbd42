//! `jianbao extract`: pages to records.

use std::fs;
use std::path::Path;

use anyhow::Context;
use jianbao::{Config, Extractor, Input, SiteRules};
use serde_json::Value;

use crate::args::{Extract, Format};
use crate::failure::Failure;
use crate::input::{Content, Document, Rows};
use crate::summary::Notes;
use crate::work::{self, Status, Task};

pub(crate) fn run(args: &Extract) -> anyhow::Result<Status> {
    work::run(Pages::new(args)?, &args.inputs, &args.run)
}

struct Pages {
    extractor: Extractor,
    format: Format,
    url: Option<String>,
    charset: Option<String>,
}

impl Pages {
    fn new(args: &Extract) -> anyhow::Result<Self> {
        let rules = args.rules.as_deref().map(read_rules).transpose()?.unwrap_or_default();
        let config = Config {
            focus: args.focus.into(),
            rules,
            stages: args.stages.into(),
            reference_date: args.values.reference_date,
            prefer: args.values.prefer.into(),
            ..Config::default()
        };
        let extractor = Extractor::new(config)?;
        // A charset that nobody knows is a slip of the user's, not of each page.
        extractor.extract(Input::new(b"").charset(args.inputs.charset.as_deref())).context("--charset")?;
        Ok(Self { extractor, format: args.format, url: args.url.clone(), charset: args.inputs.charset.clone() })
    }
}

impl Task for Pages {
    const ROWS: Rows = Rows::Pages;

    fn max_bytes(&self) -> usize {
        self.extractor.config().max_bytes
    }

    fn format(&self) -> Format {
        self.format
    }

    fn record(&self, id: &Value, document: Document, notes: &mut Notes) -> Result<String, Failure> {
        let input = match &document.content {
            Content::Bytes(bytes) => Input::new(bytes).charset(document.charset.as_deref().or(self.charset.as_deref())),
            Content::Text(text) => Input::from(text),
        };
        let input = input.url(document.url.as_deref().or(self.url.as_deref()));
        let article = self.extractor.extract(input.reference_date(document.date).fetched(document.fetched))?;
        *notes = Notes::of(&article);
        Ok(self.format.article(id, &article))
    }
}

fn read_rules(path: &Path) -> anyhow::Result<SiteRules> {
    let name = path.display();
    let text = fs::read_to_string(path).with_context(|| format!("--rules {name}: cannot be read"))?;
    toml::from_str(&text).with_context(|| format!("--rules {name}: not rules for sites, see `jianbao extract --help`"))
}
