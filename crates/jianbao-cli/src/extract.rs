//! `jianbao extract`: pages to records.

use std::fs;
use std::path::Path;

use anyhow::Context;
use clap::ValueEnum;
use jianbao::{Config, Extractor, Input, SiteRules};
use serde_json::{Map, Value, json};

use crate::args::{Extract, Format, word};
use crate::failure::Failure;
use crate::input::{Content, Document, Rows};
use crate::output::{Layout, Record, Settings};
use crate::summary::Notes;
use crate::work::{self, Status, Task};

pub(crate) fn run(args: &Extract) -> anyhow::Result<Status> {
    let output = args.run.output.as_deref();
    let mut layout = Layout::new(args.format, output, Format::value_variants())?;
    if args.dedup {
        layout = layout.with_dedup(output)?;
    }
    work::run(Pages::new(args, layout.of_records().format)?, layout, &args.inputs, &args.run)
}

struct Pages {
    extractor: Extractor,
    format: Format,
    url: Option<String>,
    charset: Option<String>,
    settings: Settings,
}

impl Pages {
    fn new(args: &Extract, format: Format) -> anyhow::Result<Self> {
        let rules = args.rules.as_deref().map(read_rules).transpose()?.unwrap_or_default();
        let settings = Map::from_iter([
            ("stages".into(), word(&args.stages).into()),
            ("focus".into(), word(&args.focus).into()),
            ("rules".into(), json!(rules)),
            ("reference_date".into(), json!(args.values.reference_date.map(|date| date.to_string()))),
            ("prefer".into(), word(&args.values.prefer).into()),
            ("url".into(), json!(args.url)),
            ("charset".into(), json!(args.inputs.charset)),
        ]);
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
        Ok(Self { extractor, format, url: args.url.clone(), charset: args.inputs.charset.clone(), settings })
    }
}

impl Task for Pages {
    const ROWS: Rows = Rows::Pages;

    fn max_bytes(&self) -> usize {
        self.extractor.config().max_bytes
    }

    fn settings(&self) -> Settings {
        self.settings.clone()
    }

    fn record(&self, id: &Value, document: Document, notes: &mut Notes) -> Result<Record, Failure> {
        let input = match &document.content {
            Content::Bytes(bytes) => Input::new(bytes).charset(document.charset.as_deref().or(self.charset.as_deref())),
            Content::Text(text) => Input::from(text),
        };
        let input = input.url(document.url.as_deref().or(self.url.as_deref()));
        let article = self.extractor.extract(input.reference_date(document.date).fetched(document.fetched))?;
        *notes = Notes::of(&article);
        Ok(self.format.article(id, article))
    }
}

fn read_rules(path: &Path) -> anyhow::Result<SiteRules> {
    let name = path.display();
    let text = fs::read_to_string(path).with_context(|| format!("--rules {name}: cannot be read"))?;
    toml::from_str(&text).with_context(|| format!("--rules {name}: not rules for sites, see `jianbao extract --help`"))
}
