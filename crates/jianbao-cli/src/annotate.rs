//! `jianbao annotate`: texts to what they speak of.

use encoding_rs::Encoding;
use jianbao::{Config, Extractor, Guideline, Text};
use serde_json::{Map, Value, json};

use crate::args::{Annotate, Format, word};
use crate::failure::Failure;
use crate::input::{Content, Document, Rows, find_encoding};
use crate::output::{Layout, Record, Settings};
use crate::summary::Notes;
use crate::work::{self, Status, Task};

pub(crate) fn run(args: &Annotate) -> anyhow::Result<Status> {
    let encoding = find_encoding(args.inputs.charset.as_deref())?;
    let config = Config { reference_date: args.values.reference_date, prefer: args.values.prefer.into(), ..Config::default() };
    let layout = Layout::new(args.format.map(Format::from), args.run.output.as_deref(), &Format::RECORDS)?;
    let settings = Map::from_iter([
        ("guideline".into(), word(&args.guideline).into()),
        ("reference_date".into(), json!(args.values.reference_date.map(|date| date.to_string()))),
        ("prefer".into(), word(&args.values.prefer).into()),
        ("charset".into(), json!(args.inputs.charset)),
    ]);
    let extractor = Extractor::new(config)?;
    let texts = Texts { extractor, format: layout.format, guideline: args.guideline.into(), encoding, settings };
    work::run(texts, layout, &args.inputs, &args.run)
}

struct Texts {
    extractor: Extractor,
    format: Format,
    guideline: Guideline,
    encoding: &'static Encoding,
    settings: Settings,
}

impl Task for Texts {
    const ROWS: Rows = Rows::Texts;

    fn max_bytes(&self) -> usize {
        self.extractor.config().max_bytes
    }

    fn settings(&self) -> Settings {
        self.settings.clone()
    }

    fn record(&self, id: &Value, document: Document, _: &mut Notes) -> Result<Record, Failure> {
        let text = match document.content {
            Content::Text(text) => text,
            Content::Bytes(bytes) => {
                let (text, encoding, has_errors) = self.encoding.decode(&bytes);
                if has_errors {
                    return Err(Failure::encoding(encoding.name()));
                }
                text.into_owned()
            }
        };
        let annotation = self.extractor.annotate(Text::new(&text).guideline(self.guideline).reference_date(document.date))?;
        Ok(self.format.annotation(id, annotation))
    }
}
