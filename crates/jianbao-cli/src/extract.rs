//! `jianbao extract`: pages to records.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::thread;

use anyhow::Context;
use jianbao::{Config, Extractor, Input, SiteRules};
use serde_json::Value;

use crate::args::{Extract, Format};
use crate::failure::Failure;
use crate::input::{Content, Document, Documents};
use crate::output::{self, Writer};
use crate::parallel::in_order;
use crate::progress::Progress;

/// How a run ended.
pub(crate) enum Status {
    Done,
    SomeFailed,
}

pub(crate) fn run(args: &Extract) -> anyhow::Result<Status> {
    let task = Task::new(args)?;
    let mut documents = Documents::new(&args.paths, task.extractor.config().max_bytes);
    let out = output::open(args.output.as_deref(), &args.paths)?;
    if let Some(path) = &args.output {
        documents.leave_out(path);
    }
    let threads = args.threads.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let outcomes = in_order(documents, threads, move |document| task.work(document));
    write(outcomes, BufWriter::new(out), args).context("cannot write the output")
}

fn write(outcomes: impl Iterator<Item = Outcome>, out: impl Write, args: &Extract) -> io::Result<Status> {
    let mut writer = Writer::new(out, args.format);
    let mut progress = Progress::new(args);
    for Outcome { id, record } in outcomes {
        match record {
            Ok(record) => {
                writer.write(record)?;
                progress.done();
            }
            Err(failure) => {
                if let Some(record) = args.format.failure(&id, &failure) {
                    writer.write(record)?;
                }
                let name = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
                progress.failed(&format!("{name}: {failure}"));
                if args.fail_fast {
                    break;
                }
            }
        }
    }
    writer.finish()?;
    progress.finish();
    Ok(if progress.has_failures() { Status::SomeFailed } else { Status::Done })
}

/// What is done to each document.
struct Task {
    extractor: Extractor,
    format: Format,
    url: Option<String>,
    charset: Option<String>,
}

struct Outcome {
    id: Value,
    record: Result<String, Failure>,
}

impl Task {
    fn new(args: &Extract) -> anyhow::Result<Self> {
        let rules = args.rules.as_deref().map(read_rules).transpose()?.unwrap_or_default();
        let extractor = Extractor::new(Config { focus: args.focus.into(), rules, ..Config::default() })?;
        // A charset that nobody knows is a slip of the user's, not of each page.
        extractor.extract(Input::new(b"").charset(args.charset.as_deref())).context("--charset")?;
        Ok(Self { extractor, format: args.format, url: args.url.clone(), charset: args.charset.clone() })
    }

    fn work(&self, document: Document) -> Outcome {
        let Document { id, url, content } = document;
        let record = content.and_then(|content| {
            // One page in a million that breaks the extractor must not end the run.
            catch_unwind(AssertUnwindSafe(|| self.record(&id, url.as_deref(), &content))).unwrap_or_else(|_| Err(Failure::panic()))
        });
        Outcome { id, record }
    }

    fn record(&self, id: &Value, url: Option<&str>, content: &Content) -> Result<String, Failure> {
        let input = match content {
            Content::Page(bytes) => Input::new(bytes).charset(self.charset.as_deref()),
            Content::Text(text) => Input::from(text),
        };
        let article = self.extractor.extract(input.url(url.or(self.url.as_deref())))?;
        Ok(self.format.article(id, &article))
    }
}

fn read_rules(path: &Path) -> anyhow::Result<SiteRules> {
    let name = path.display();
    let text = fs::read_to_string(path).with_context(|| format!("--rules {name}: cannot be read"))?;
    toml::from_str(&text).with_context(|| format!("--rules {name}: not rules for sites, see `jianbao extract --help`"))
}
