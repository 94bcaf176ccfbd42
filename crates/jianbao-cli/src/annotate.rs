//! `jianbao annotate`: texts to what they speak of.

use encoding_rs::Encoding;
use jianbao::{Config, Extractor, Guideline, Text};
use serde_json::Value;

use crate::args::{Annotate, Format};
use crate::failure::Failure;
use crate::input::{Content, Document, Rows, find_encoding};
use crate::summary::Notes;
use crate::work::{self, Status, Task};

pub(crate) fn run(args: &Annotate) -> anyhow::Result<Status> {
    let encoding = find_encoding(args.inputs.charset.as_deref())?;
    let config = Config { reference_date: args.values.reference_date, prefer: args.values.prefer.into(), ..Config::default() };
    let texts = Texts { extractor: Extractor::new(config)?, format: args.format.into(), guideline: args.guideline.into(), encoding };
    work::run(texts, &args.inputs, &args.run)
}

struct Texts {
    extractor: Extractor,
    format: Format,
    guideline: Guideline,
    encoding: &'static Encoding,
}

impl Task for Texts {
    const ROWS: Rows = Rows::Texts;

    fn max_bytes(&self) -> usize {
        self.extractor.config().max_bytes
    }

    fn format(&self) -> Format {
        self.format
    }

    fn record(&self, id: &Value, document: Document, _: &mut Notes) -> Result<String, Failure> {
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
        Ok(self.format.annotation(id, &annotation))
    }
}
